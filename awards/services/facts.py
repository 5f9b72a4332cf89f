"""What the records know of people and units, as eligibility asks for it: in bulk, one query for people, two for units.

What the office cannot know to be whole is None, never empty:

* ratings: a year without a row is not known; the list itself always is.
* awards and works: known as soon as one rating or award of the subject was ever entered, so an empty list then means
  none; of a subject about whom nothing was entered they are not known.
* disciplines, absences, transfers: the office decides and enters them itself, so no row means none.
* holds: rows tell of what is under examination; that nothing is, only a statement of the year can tell.
* members of a unit: the staff list is of today, so they are counted for this year and the one before it alone, without
  those whose transfer came later.
* clusters: of the collective that bears the office's own name among the members of a cluster.
* movements, achievements apart, service: no record tells them in the words of the law; a statement does.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from awards.models import Hold
from awards.rules.facts import (
    AwardFact,
    ClusterFact,
    DisciplineFact,
    Facts,
    HoldFact,
    MemberFacts,
    RatingFact,
)
from awards.services.fact_rows import (
    Rows,
    absence,
    by_subject,
    happened_to,
    keys_of,
    open_holds,
    statements_of,
    told_of,
    transfer,
    work_facts,
    works_of,
)
from emulation.models import ClusterMember
from plans.models import Person, Sex, Unit
from plans.rules.text import fold
from plans.services.together import together

PERSON, UNIT = "person", "unit"
EXCEEDS_TARGETS = "exceeds_targets"  # the statement that a unit went beyond its targets


def facts_of_people(people: Iterable[int] | QuerySet[Person], *, upto_year: int) -> dict[int, Facts]:
    """Facts by the key of each person, of years up to ``upto_year``. One query."""
    wanted = keys_of(people)
    who = Person.objects.filter(pk__in=wanted).order_by().values_list("pk", "full_name", "sex")
    told = told_of("person", wanted, upto_year)
    answers = together([who, *told, *happened_to(wanted), *works_of(wanted)])
    names, ratings, awards, statements, holds, disciplines, absences, transfers, works, uses = answers
    of = {
        "ratings": by_subject(ratings, RatingFact),
        "awards": by_subject(awards, AwardFact),
        "works": work_facts(works, uses, upto_year),
        "disciplines": by_subject(disciplines, DisciplineFact),
        "holds": by_subject(holds, HoldFact),
        "absences": by_subject(absences, absence),
        "transfers": by_subject(transfers, transfer),
    }
    stated = statements_of(statements)
    return {
        pk: _person(name, sex, {key: found.get(pk, ()) for key, found in of.items()}, stated.get(pk, {}))
        for pk, name, sex in names
    }


def _person(name: str, sex: str, rows: Mapping[str, Sequence[Any]], stated: Mapping[tuple[int, str], bool]) -> Facts:
    """One person; what is not known to be whole becomes None here."""
    entered = bool(rows["ratings"] or rows["awards"])
    return Facts(
        kind=PERSON,
        name=name,
        sex=sex,
        ratings=tuple(rows["ratings"]),
        awards=tuple(rows["awards"]) if entered else None,
        works=tuple(rows["works"]) if entered or rows["works"] else None,
        disciplines=tuple(rows["disciplines"]),
        holds=open_holds(rows["holds"]),
        absences=tuple(rows["absences"]),
        transfers=tuple(rows["transfers"]),
        statements=stated,
    )


def facts_of_units(
    units: Iterable[int] | QuerySet[Unit], *, upto_year: int, today: dt.date | None = None
) -> dict[int, Facts]:
    """Facts by the key of each unit, of years up to ``upto_year``. Two queries."""
    wanted, today = keys_of(units), today or timezone.localdate()
    ours = ClusterMember.objects.filter(is_us=True, rank__isnull=False, cluster_year__year__lte=upto_year)
    names, results = together(
        [
            Unit.objects.filter(pk__in=wanted).order_by().values_list("pk", "name"),
            ours.order_by("cluster_year__year", "pk").values_list(
                "name", "cluster_year__year", "cluster_year__cluster__organiser", "rank"
            ),
        ]
    )
    clusters = _clusters(names, results)
    staff = Person.objects.active() if clusters else Person.objects.active().filter(unit__in=wanted)
    people = staff.order_by().values("pk")
    answers = together(
        [
            *told_of("unit", wanted, upto_year),
            Hold.objects.filter(unit__in=wanted)
            .order_by("since")
            .values_list("unit_id", "reason", "since", "released_on"),
            staff.order_by().values_list("pk", "unit_id", "sex"),
            *told_of("person", people, upto_year)[:2],
            *happened_to(people)[1:],
        ]
    )
    ratings, awards, statements, holds, staff_rows, *of_staff = answers
    years = range(today.year - 1, min(upto_year, today.year) + 1)
    counted = _Staff(*of_staff)
    rated, given, held, stated = (
        by_subject(ratings, RatingFact),
        by_subject(awards, AwardFact),
        by_subject(holds, HoldFact),
        statements_of(statements),
    )
    found = {}
    for pk, name in names:
        own = [(one, sex) for one, unit, sex in staff_rows if unit == pk or pk in clusters]
        told = stated.get(pk, {})
        found[pk] = Facts(
            kind=UNIT,
            name=name,
            ratings=tuple(rated.get(pk, ())),
            awards=tuple(given.get(pk, ())) if pk in rated or pk in given else None,
            holds=open_holds(held.get(pk, ())),
            members=tuple(counted.in_year(year, own) for year in years) or None,
            clusters=clusters.get(pk),
            exceeds_targets={year: holds for (year, code), holds in told.items() if code == EXCEEDS_TARGETS},
            statements=told,
        )
    return found


class _Staff:
    """Ratings, awards, discipline and transfers of people, to be counted for their units."""

    def __init__(self, ratings: Rows, awards: Rows, disciplines: Rows, _absences: Rows, transfers: Rows) -> None:
        self.ratings = {(pk, year): level for pk, year, level in ratings}
        self.awards: dict[tuple[int, int], set[str]] = defaultdict(set)
        for pk, code, year, *_ in awards:
            self.awards[pk, year].add(code)
        self.forms: dict[tuple[int, int], list[str]] = defaultdict(list)
        for pk, form, day, _ in disciplines:
            self.forms[pk, day.year].append(form)
        self.came = {pk: day for pk, day, *_ in transfers}  # the last one counts: the rows are in order

    def in_year(self, year: int, people: list[tuple[int, str]]) -> MemberFacts:
        """Those of ``people`` who had come by the end of the year, and what they have of it."""
        end = dt.date(year, 12, 31)
        there = [(pk, sex) for pk, sex in people if self.came.get(pk, end) <= end]
        keys = [(pk, year) for pk, _ in there]
        return MemberFacts(
            year=year,
            total=len(there),
            awards=Counter(code for key in keys for code in self.awards.get(key, ())),
            ratings=Counter(self.ratings[key] for key in keys if key in self.ratings),
            disciplined=Counter(form for key in keys for form in self.forms.get(key, ())),
            women=sum(sex == Sex.FEMALE for _, sex in there) if all(sex for _, sex in there) else None,
        )


def _clusters(names: Rows, results: Rows) -> dict[int, tuple[ClusterFact, ...]]:
    """Results of the office in its clusters, for the collective that bears its name there."""
    found: dict[str, list[ClusterFact]] = defaultdict(list)
    for name, *result in results:
        found[fold(name)].append(ClusterFact(*result))
    return {pk: tuple(found[fold(name)]) for pk, name in names if fold(name) in found}
