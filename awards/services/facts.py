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

from django.db.models import IntegerField, Q, QuerySet
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from awards.models import (
    Absence,
    Award,
    Discipline,
    Hold,
    InitiativeAuthor,
    InitiativeState,
    InitiativeUse,
    NominationState,
    Rating,
    Statement,
    Transfer,
)
from awards.rules.facts import (
    AbsenceFact,
    AwardFact,
    ClusterFact,
    DisciplineFact,
    Facts,
    HoldFact,
    MemberFacts,
    RatingFact,
    TransferFact,
    UseFact,
    WorkFact,
)
from emulation.models import ClusterMember
from plans.models import Person, Sex, Unit
from plans.rules.text import fold
from plans.services.together import together

PERSON, UNIT = "person", "unit"
EXCEEDS_TARGETS = "exceeds_targets"  # the statement that a unit went beyond its targets
IN_PROGRESS = (NominationState.DRAFT, NominationState.SUBMITTED)
_YES = {1: True, 0: False, None: None}
Rows = list[tuple[Any, ...]]


def facts_of_people(people: Iterable[int] | QuerySet[Person], *, upto_year: int) -> dict[int, Facts]:
    """Facts by the key of each person, of years up to ``upto_year``. One query."""
    wanted = _keys(people)
    who = Person.objects.filter(pk__in=wanted).order_by().values_list("pk", "full_name", "sex")
    told = _told("person", wanted, upto_year)
    answers = together([who, *told, *_happened(wanted), *_works(wanted)])
    names, ratings, awards, statements, holds, disciplines, absences, transfers, works, uses = answers
    of = {
        "ratings": _by_subject(ratings, RatingFact),
        "awards": _by_subject(awards, AwardFact),
        "works": _work_facts(works, uses, upto_year),
        "disciplines": _by_subject(disciplines, DisciplineFact),
        "holds": _by_subject(holds, HoldFact),
        "absences": _by_subject(absences, _absence),
        "transfers": _by_subject(transfers, _transfer),
    }
    stated = _stated(statements)
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
        holds=_open_holds(rows["holds"]),
        absences=tuple(rows["absences"]),
        transfers=tuple(rows["transfers"]),
        statements=stated,
    )


def facts_of_units(
    units: Iterable[int] | QuerySet[Unit], *, upto_year: int, today: dt.date | None = None
) -> dict[int, Facts]:
    """Facts by the key of each unit, of years up to ``upto_year``. Two queries."""
    wanted, today = _keys(units), today or timezone.localdate()
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
            *_told("unit", wanted, upto_year),
            Hold.objects.filter(unit__in=wanted)
            .order_by("since")
            .values_list("unit_id", "reason", "since", "released_on"),
            staff.order_by().values_list("pk", "unit_id", "sex"),
            *_told("person", people, upto_year)[:2],
            *_happened(people)[1:],
        ]
    )
    ratings, awards, statements, holds, staff_rows, *of_staff = answers
    years = range(today.year - 1, min(upto_year, today.year) + 1)
    counted = _Staff(*of_staff)
    rated, given, held, stated = (
        _by_subject(ratings, RatingFact),
        _by_subject(awards, AwardFact),
        _by_subject(holds, HoldFact),
        _stated(statements),
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
            holds=_open_holds(held.get(pk, ())),
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


# -- The questions ---------------------------------------------------------------------------------------------------


def _keys(rows: Iterable[int] | QuerySet[Any]) -> Any:
    """What ``__in`` takes: a query stays one, so that two thousand keys are never sent."""
    return rows.order_by().values("pk") if isinstance(rows, QuerySet) else sorted(set(rows))


def _told(of: str, wanted: Any, upto_year: int) -> list[Any]:
    """Ratings, awards and statements."""
    own, key = {f"{of}__in": wanted}, f"{of}_id"
    awards = Award.objects.filter(**own, year__lte=upto_year).annotate(
        code=Coalesce("title__code", "commendation__code")
    )
    return [
        Rating.objects.filter(**own, year__lte=upto_year).order_by("year").values_list(key, "year", "level"),
        awards.order_by("year", "pk").values_list(key, "code", "year", "kind", "decided_on", "achievement"),
        Statement.objects.filter(**own)
        .annotate(yes=_number("holds"))
        .order_by()
        .values_list(key, "year", "code", "yes"),
    ]


def _happened(people: Any) -> list[Any]:
    """Holds, discipline, absences and transfers."""
    own = {"person__in": people}
    moves = Transfer.objects.filter(**own).annotate(new=_number("recruited"), said=_number("opinion"))
    return [
        Hold.objects.filter(**own).order_by("since").values_list("person_id", "reason", "since", "released_on"),
        Discipline.objects.filter(**own)
        .order_by("decided_on")
        .values_list("person_id", "form", "decided_on", "ends_on"),
        Absence.objects.filter(**own)
        .annotate(met=_number("result_met"))
        .order_by("starts_on")
        .values_list("person_id", "kind", "starts_on", "ends_on", "met"),
        moves.order_by("on").values_list("person_id", "on", "new", "months_there", "said"),
    ]


def _works(people: Any) -> list[Any]:
    """Initiatives and research by author, a row for each recognition; and what they were used for.

    Which are recognised is chosen afterwards: asked for here it leads SQLite to begin with every initiative there is.
    The use by a nomination that was withdrawn or removed is none.
    """
    authors = InitiativeAuthor.objects.filter(person__in=people)
    alive = Q(nomination=None) | Q(nomination__removed_at=None) & ~Q(nomination__state=NominationState.WITHDRAWN)
    uses = InitiativeUse.objects.filter(alive, person__in=people)
    return [
        authors.order_by("initiative__year", "initiative_id").values_list(
            *("person_id", "initiative_id", "initiative__year", "initiative__kind", "initiative__name"),
            *("initiative__state", "initiative__recognitions__scope", "initiative__recognitions__decided_on"),
        ),
        uses.annotate(code=Coalesce("title__code", "commendation__code"))
        .order_by("year", "pk")
        .values_list("person_id", "initiative_id", "code", "year", "nomination__state"),
    ]


def _number(field: str) -> Any:
    """Yes or no as a whole number, which is what questions asked together can hold."""
    return Cast(field, IntegerField())


# -- The answers -----------------------------------------------------------------------------------------------------


def _by_subject(rows: Rows, make: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for pk, *values in rows:
        found[pk].append(make(*values))
    return found


def _absence(kind: str, starts_on: dt.date, ends_on: dt.date | None, met: int | None) -> AbsenceFact:
    return AbsenceFact(kind, starts_on, ends_on, _YES[met])


def _transfer(on: dt.date, new: int, months: int | None, said: int) -> TransferFact:
    return TransferFact(on, bool(new), months, bool(said))


def _stated(rows: Rows) -> dict[int, dict[tuple[int, str], bool]]:
    found: dict[int, dict[tuple[int, str], bool]] = defaultdict(dict)
    for pk, year, code, yes in rows:
        found[pk][year, code] = bool(yes)
    return found


def _open_holds(holds: Sequence[HoldFact]) -> tuple[HoldFact, ...] | None:
    """What is still under examination; released holds say nothing of other matters, so alone they tell nothing."""
    return tuple(holds) if any(hold.released_on is None for hold in holds) else None


def _work_facts(rows: Rows, uses: Rows, upto_year: int) -> dict[int, list[WorkFact]]:
    """Those that were recognised; none of them is in the bin, which takes drafts alone."""
    used: dict[tuple[int, int], list[UseFact]] = defaultdict(list)
    for pk, key, code, year, state in uses:
        used[pk, key].append(UseFact(code, year, pending=state in IN_PROGRESS))
    scopes: dict[tuple[Any, ...], list[tuple[str, dt.date]]] = defaultdict(list)
    for *work, state, scope, day in rows:
        if state == InitiativeState.RECOGNISED and work[2] <= upto_year:
            scopes[tuple(work)] += [(scope, day)] if scope else []
    found: dict[int, list[WorkFact]] = defaultdict(list)
    for (pk, key, year, kind, name), given in scopes.items():
        fact = WorkFact(
            key=str(key),
            year=year,
            kind=kind,
            scopes=frozenset(scope for scope, _ in given) or frozenset({"unit"}),
            recognised_on=min((day for _, day in given), default=None),
            uses=tuple(used.get((pk, key), ())),
            name=name,
        )
        found[pk].append(fact)
    return found


def _clusters(names: Rows, results: Rows) -> dict[int, tuple[ClusterFact, ...]]:
    """Results of the office in its clusters, for the collective that bears its name there."""
    found: dict[str, list[ClusterFact]] = defaultdict(list)
    for name, *result in results:
        found[fold(name)].append(ClusterFact(*result))
    return {pk: tuple(found[fold(name)]) for pk, name in names if fold(name) in found}
