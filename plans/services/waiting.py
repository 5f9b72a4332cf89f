"""What waits for a person's act in the talk around a plan: ONE query over every topic (a UNION of their SELECTs).

A topic gives a ``WaitingKind``: which rows wait for a person (None for roles it does not concern, then it costs
nothing), projected to the common columns with ``waiting_row``. Its view module makes work items of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import models
from django.db.models import F, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from plans.models import Plan, User

MOST = 100  # what one page can show; the lists of the topics hold the rest


class WaitingRow(NamedTuple):
    """One thing that waits. What a column holds beyond its name is the kind's own matter."""

    kind: str
    pk: int
    owner: int | None  # the task's, the plan's or the adjustment's key
    no: str | None
    title: str | None
    text: str | None
    number: int | None
    day: dt.date | None
    first_day: dt.date | None
    since: dt.datetime | None
    who: str | None
    unit: str | None


_TYPES: dict[str, models.Field[Any, Any]] = {
    "kind": models.TextField(),
    "pk": models.BigIntegerField(),
    "owner": models.BigIntegerField(),
    "no": models.TextField(),
    "title": models.TextField(),
    "text": models.TextField(),
    "number": models.BigIntegerField(),
    "day": models.DateField(),
    "first_day": models.DateField(),
    "since": models.DateTimeField(),
    "who": models.TextField(),
    "unit": models.TextField(),
}
_NOTHING = {
    models.TextField: "CAST(NULL AS text)",
    models.BigIntegerField: "CAST(NULL AS bigint)",
    models.DateField: "CAST(NULL AS date)",
    models.DateTimeField: "CAST(NULL AS timestamp with time zone)",
}
Rows = QuerySet[Any, Any]


@dataclass(frozen=True)
class WaitingKind:
    """``rows`` gives what waits for a person in a plan (or whatever the plan), None where nothing ever can."""

    name: str
    rows: Callable[[User, Plan], Rows | None]
    named: Callable[[Plan], Iterable[int | None]] | None = None


_KINDS: dict[str, WaitingKind] = {}
_NAMED = "_named_in_waiting"  # on users of a digest: by plan and kind, the people that rows name


def register_waiting(kind: WaitingKind) -> None:
    """Add a SELECT to the one query (from ``AppConfig.ready``)."""
    _KINDS[kind.name] = kind


def waiting_row(rows: QuerySet[Any], kind: str, **columns: str | models.expressions.Combinable) -> Rows:
    """``rows`` projected to the columns of ``WaitingRow``; a column that is not given is empty. Names are paths."""
    given: dict[str, Any] = {"kind": Value(kind), "pk": F("pk"), **columns}
    projected = {f"w_{name}": _typed(given.get(name), field) for name, field in _TYPES.items()}
    found: Rows = rows.order_by().annotate(**projected).values_list(*projected)
    return found


def _typed(column: Any, field: models.Field[Any, Any]) -> Any:
    """Both databases want the same type in each SELECT; what a record holds has one already, and a cast costs time."""
    if column is None:
        return RawSQL(_NOTHING[type(field)], (), field)  # noqa: S611 (constant text)
    if isinstance(column, str):
        return F(column)
    return column if isinstance(field, models.DateField) else Cast(column, field)


def people_named(plans: Iterable[Plan]) -> dict[tuple[int, str], frozenset[int]]:
    """By plan and kind, the people whom rows name in person: one query for each kind that names people."""
    return {
        (plan.pk, kind.name): frozenset(person for person in kind.named(plan) if person)
        for plan in plans
        for kind in _KINDS.values()
        if kind.named
    }


def spare_waiting(user: User, named: dict[tuple[int, str], frozenset[int]]) -> None:
    """For a digest of many: ``user`` holds no role, so a kind that names people concerns him only if it names him."""
    user.__dict__[_NAMED] = named


def waiting_for(user: User, plan: Plan) -> list[WaitingRow]:
    """Everything that waits for ``user``, the longest waiting first; no query for whom nothing can wait."""
    named = user.__dict__.get(_NAMED, {})
    kinds = [kind for kind in _KINDS.values() if _may_wait(user, named.get((plan.pk, kind.name)))]
    selects = [rows for kind in kinds if (rows := kind.rows(user, plan)) is not None]
    if not selects:
        return []
    joined = selects[0].union(*selects[1:], all=True) if len(selects) > 1 else selects[0]
    found = [WaitingRow._make(row) for row in joined.order_by("w_since", "w_kind", "w_pk")[:MOST]]
    return sorted(found, key=_age)  # databases differ in where they put what has no date


def _may_wait(user: User, named: frozenset[int] | None) -> bool:
    return named is None or user.person_id in named


def _age(row: WaitingRow) -> tuple[dt.datetime, int, str, int]:
    return row.since or dt.datetime.min.replace(tzinfo=dt.UTC), row.number or 0, row.kind, row.pk
