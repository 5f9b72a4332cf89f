"""What waits for a person's act in the talk around a plan: ONE query over every topic (a UNION of their SELECTs).

A topic gives a ``WaitingKind``: which rows wait for a person (None for roles it does not concern, then it costs
nothing), projected to the common columns with ``waiting_row``. Its view module makes work items of them.
"""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models import F, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from plans.models import Plan, User
from plans.permissions import rights_of
from plans.services.compiled import STAND_INS, Compiled, compiled

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
    """``rows`` gives what waits for a person in a plan (or whatever the plan), None where nothing ever can.

    It may ask for nothing but what ``_Case`` holds, the rights, and the keys: its SQL serves all people alike in that.
    """

    name: str
    rows: Callable[[User, Plan], Rows | None]
    named: Callable[[Plan], Iterable[int | None]] | None = None


class _Case(NamedTuple):
    """What the SQL depends on, but for the keys of the person and the plan, which are put in when it runs."""

    vendor: str
    kinds: tuple[str, ...]
    state: str
    is_active: bool
    has_person: bool
    held: tuple[tuple[str, int | None], ...]
    units: frozenset[int]
    reach: frozenset[int]
    standing_users: frozenset[int]


_KINDS: dict[str, WaitingKind] = {}
_COMPILED: dict[_Case, Compiled] = {}  # as many as the office has kinds of people
_USER, _PERSON, _PLAN = STAND_INS
_NAMED = "_named_in_waiting"  # on users of a digest: by plan and kind, the people that rows name


def register_waiting(kind: WaitingKind) -> None:
    """Add a SELECT to the one query (from ``AppConfig.ready``)."""
    _KINDS[kind.name] = kind


def waiting_where(user: User, *cases: tuple[str, Q]) -> Q | None:
    """Which rows wait for ``user`` by the rights held; None where none is. A case is a right and the rows it is for."""
    found = [rows for right, rows in cases if user.has_perm(right)]
    return functools.reduce(operator.or_, found) if found else None


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
    kinds = tuple(name for name in _KINDS if _may_wait(user, named.get((plan.pk, name))))
    case = _case(user, plan, kinds)
    query = _COMPILED.get(case)
    if query is None:
        query = _COMPILED[case] = _compiled(user, case)
    rows = query.run({_USER: user.pk, _PERSON: user.person_id, _PLAN: plan.pk})
    return sorted(map(WaitingRow._make, rows), key=_age)  # databases differ in where they put what has no date


def _case(user: User, plan: Plan, kinds: tuple[str, ...]) -> _Case:
    rights = rights_of(user)
    return _Case(
        vendor=connection.vendor,
        kinds=kinds,
        state=plan.state,
        is_active=user.is_active,
        has_person=user.person_id is not None,
        held=tuple(sorted(rights.held, key=str)),
        units=rights.units,
        reach=rights.reach,
        standing_users=rights.standing_users,
    )


def _compiled(user: User, case: _Case) -> Compiled:
    """The kinds' SELECTs in one, asked for an account and a plan that have their keys from ``STAND_INS``.

    They know only what ``_Case`` holds. A kind that asked them for more would send them to the database, which does
    not have them: it fails at once instead of answering everybody with what was true of one.
    """
    person = _PERSON if case.has_person else None
    someone = User.from_db(None, ("id", "is_active", "person_id"), (_USER, case.is_active, person))  # the model's order
    someone._rights = rights_of(user)  # type: ignore[attr-defined]
    plan = Plan.from_db(None, ("id", "state"), (_PLAN, case.state))
    selects = [rows for name in case.kinds if (rows := _KINDS[name].rows(someone, plan)) is not None]
    if not selects:
        return Compiled("", (), ())
    joined = selects[0].union(*selects[1:], all=True) if len(selects) > 1 else selects[0]
    return compiled(joined.order_by("w_since", "w_kind", "w_pk")[:MOST])


def _may_wait(user: User, named: frozenset[int] | None) -> bool:
    return named is None or user.person_id in named


def _age(row: WaitingRow) -> tuple[dt.datetime, int, str, int]:
    return row.since or dt.datetime.min.replace(tzinfo=dt.UTC), row.number or 0, row.kind, row.pk
