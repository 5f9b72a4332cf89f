"""The questions to the records and their answers as facts, for people and units; see ``awards.services.facts``."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import IntegerField, QuerySet
from django.db.models.functions import Cast, Coalesce

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
from awards.rules.facts import AbsenceFact, HoldFact, TransferFact, UseFact, WorkFact
from awards.services.initiative_use import COUNTED

_YES = {1: True, 0: False, None: None}
Rows = list[tuple[Any, ...]]

# -- The questions ---------------------------------------------------------------------------------------------------


def keys_of(rows: Iterable[int] | QuerySet[Any]) -> Any:
    """What ``__in`` takes: a query stays one, so that two thousand keys are never sent."""
    return rows.order_by().values("pk") if isinstance(rows, QuerySet) else sorted(set(rows))


def told_of(of: str, wanted: Any, upto_year: int) -> list[Any]:
    """Ratings, awards and statements."""
    own, key = {f"{of}__in": wanted}, f"{of}_id"
    awards = Award.objects.filter(**own, year__lte=upto_year, revoked_on=None).annotate(
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


def happened_to(people: Any) -> list[Any]:
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


def works_of(people: Any) -> list[Any]:
    """Initiatives and research by author, a row for each recognition; and what they were used for.

    Which are recognised is chosen afterwards: asked for here it leads SQLite to begin with every initiative there is.
    The use by a nomination that was not sent, or was withdrawn, is none.
    """
    authors = InitiativeAuthor.objects.filter(person__in=people)
    uses = InitiativeUse.objects.filter(COUNTED, person__in=people)
    return [
        authors.order_by("initiative__year", "initiative_id").values_list(
            *("person_id", "initiative_id", "initiative__year", "initiative__kind", "initiative__name"),
            *("initiative__state", "initiative__recognitions__scope", "initiative__recognitions__decided_on"),
            "initiative__recognitions__revoked_on",
        ),
        uses.annotate(code=Coalesce("title__code", "commendation__code"))
        .order_by("year", "pk")
        .values_list("person_id", "initiative_id", "code", "year", "nomination__state"),
    ]


def _number(field: str) -> Any:
    """Yes or no as a whole number, which is what questions asked together can hold."""
    return Cast(field, IntegerField())


# -- The answers -----------------------------------------------------------------------------------------------------


def by_subject(rows: Rows, make: Any) -> dict[int, list[Any]]:
    """A fact of each row, by the key that the row begins with."""
    found: dict[int, list[Any]] = defaultdict(list)
    for pk, *values in rows:
        found[pk].append(make(*values))
    return found


def absence(kind: str, starts_on: dt.date, ends_on: dt.date | None, met: int | None) -> AbsenceFact:
    """A row of absences as a fact."""
    return AbsenceFact(kind, starts_on, ends_on, _YES[met])


def transfer(on: dt.date, new: int, months: int | None, said: int) -> TransferFact:
    """A row of transfers as a fact."""
    return TransferFact(on, bool(new), months, bool(said))


def statements_of(rows: Rows) -> dict[int, dict[tuple[int, str], bool]]:
    """What officers stated of each, by year and key of the finding."""
    found: dict[int, dict[tuple[int, str], bool]] = defaultdict(dict)
    for pk, year, code, yes in rows:
        found[pk][year, code] = bool(yes)
    return found


def open_holds(holds: Sequence[HoldFact]) -> tuple[HoldFact, ...] | None:
    """What is still under examination; released holds say nothing of other matters, so alone they tell nothing."""
    return tuple(holds) if any(hold.released_on is None for hold in holds) else None


def work_facts(rows: Rows, uses: Rows, upto_year: int) -> dict[int, list[WorkFact]]:
    """Those that were recognised; none of them is in the bin, which takes drafts alone."""
    used: dict[tuple[int, int], list[UseFact]] = defaultdict(list)
    for pk, key, code, year, state in uses:
        used[pk, key].append(UseFact(code, year, pending=state == NominationState.SUBMITTED))
    scopes: dict[tuple[Any, ...], list[tuple[str, dt.date]]] = defaultdict(list)
    for *work, state, scope, day, revoked_on in rows:
        if state == InitiativeState.RECOGNISED and work[2] <= upto_year:
            scopes[tuple(work)] += [(scope, day)] if scope and revoked_on is None else []
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
