"""Reading nominees with their records: two queries, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.db.models.functions import Coalesce

from awards.models import Award, AwardKind, InitiativeState, Nomination, Rating, RatingLevel, Recognition
from awards.rules.nominee import YEARS_SHOWN, Given, Nominee, Work
from plans.services.together import together

Subject = tuple[str, int]
Rows = QuerySet[Any, Any]
_COLUMNS = (
    *("pk", "person_id", "unit_id", "person__full_name", "unit__name", "person__position", "person__unit__name"),
    *("person__sex", "person__birth_date", "title__name", "title__code", "commendation__name", "commendation__code"),
    *("year", "kind", "received_on", "achievement"),
)


def in_list_order(nominations: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """Titles before commendations, each in the order of its catalogue; collectives before people, people by name."""
    placed = nominations.annotate(
        place=Coalesce("title__order", "commendation__order"),
        of_title=ExpressionWrapper(Q(title__isnull=False), BooleanField()),
        of_unit=ExpressionWrapper(Q(unit__isnull=False), BooleanField()),
    )
    return placed.order_by("-of_title", "place", "-of_unit", "unit__order", "person__sort_key", "pk")


def nominees_of(
    nominations: Collection[int] | QuerySet[Any, Any], *, personal: bool = False, records: bool = True
) -> list[Nominee]:
    """The nominees in the order of their list. ``personal`` reads sex and birth date, for who may see them.

    Where names and honours are enough, ``records`` is not asked for: one query.
    """
    rows = list(in_list_order(Nomination.objects.filter(pk__in=nominations)).values_list(*_COLUMNS))
    people = {row[1] for row in rows if row[1]}
    units = {row[2] for row in rows if row[2]}
    questions = (_ratings(people, units), _awards(people, units), _works(people)) if records else ()
    rated, given, recognised = together(questions) if questions else ([], [], [])
    ratings, awards, works = _rated(rated), _given(given), _recognised(recognised)
    return [_nominee(row, ratings, awards, works, personal=personal) for row in rows]


def _nominee(
    row: tuple[Any, ...],
    ratings: dict[Subject, list[tuple[int, str]]],
    awards: dict[Subject, list[Given]],
    works: dict[int, list[Work]],
    *,
    personal: bool,
) -> Nominee:
    pk, person, unit, name, unit_name, position, home, sex, born, title, title_code, form, form_code, year, *rest = row
    kind, received_on, achievement = rest
    subject = ("unit", unit) if unit else ("person", person)
    first = year - YEARS_SHOWN + 1
    return Nominee(
        pk=pk,
        name=unit_name if unit else name,
        is_unit=bool(unit),
        position="" if unit else position,
        unit=unit_name if unit else home,
        honour=title or form,
        code=title_code or form_code,
        is_title=title is not None,
        year=year,
        kind=str(AwardKind(kind).label),
        achievement=achievement,
        received_on=received_on,
        sex=sex if personal and not unit else "",
        birth_date=born if personal and not unit else None,
        ratings=tuple(one for one in ratings[subject] if first <= one[0] <= year),
        awards=tuple(one for one in awards[subject] if one.year <= year),
        works=tuple(one for one in works[person] if first <= one.year <= year) if person else (),
    )


def _of(people: set[int], units: set[int]) -> Q:
    return Q(person__in=people) | Q(unit__in=units)


def _ratings(people: set[int], units: set[int]) -> Rows:
    rows = Rating.objects.filter(_of(people, units)).order_by("year", "pk")
    found: Rows = rows.values_list("person_id", "unit_id", "year", "level")
    return found


def _rated(rows: Iterable[tuple[Any, ...]]) -> dict[Subject, list[tuple[int, str]]]:
    found: dict[Subject, list[tuple[int, str]]] = defaultdict(list)
    for person, unit, year, level in rows:
        found[("unit", unit) if unit else ("person", person)].append((year, str(RatingLevel(level).label)))
    return found


def _awards(people: set[int], units: set[int]) -> Rows:
    rows = Award.objects.filter(_of(people, units), revoked_on=None).order_by(
        "year", "title__order", "commendation__order", "pk"
    )
    columns = ("person_id", "unit_id", "year", "title__name", "commendation__name", "number", "decided_on")
    found: Rows = rows.values_list(*columns)
    return found


def _given(rows: Iterable[tuple[Any, ...]]) -> dict[Subject, list[Given]]:
    found: dict[Subject, list[Given]] = defaultdict(list)
    for person, unit, year, title, form, number, day in rows:
        given = Given(year, title or form, title is not None, number, day)
        found[("unit", unit) if unit else ("person", person)].append(given)
    return found


def _works(people: set[int]) -> Rows:
    """Recognised works of each author, with the decision of each recognition on file."""
    rows = Recognition.objects.filter(
        initiative__state=InitiativeState.RECOGNISED, initiative__authors__person__in=people, revoked_on=None
    ).order_by("initiative__year", "decided_on", "pk")
    columns = ("initiative__authors__person", "initiative", "initiative__year", "initiative__name", "number")
    found: Rows = rows.values_list(*columns)
    return found


def _recognised(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[Work]]:
    """Each work once, with its latest decision."""
    found: dict[int, dict[int, Work]] = defaultdict(dict)
    for person, work, year, name, number in rows:
        found[person][work] = Work(year, name, number)
    return defaultdict(list, {person: list(works.values()) for person, works in found.items()})
