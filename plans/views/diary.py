"""Everything that was said, asked and kept about one task, read in ONE query: a UNION of what each topic holds.

Each topic's rows are projected to the same columns; what a column means for a kind is written beside its projection.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import models
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, NullIf

from plans.models import (
    AdjustmentState,
    Comment,
    Direction,
    Event,
    Evidence,
    Extension,
    Obstacle,
    Part,
    PartStep,
    ProgressEntry,
    Role,
    RoleHolding,
    Task,
    TaskChange,
    TaskItem,
)
from plans.services.compiled import compiled_once


class Row(NamedTuple):
    """One row of a task's diary. ``at`` and ``who``: when it came and from whom; ``then`` and ``by``: its answer."""

    kind: str
    pk: int
    at: dt.datetime | None
    who: str
    then: dt.datetime | None
    by: str
    unit: int | None
    act: str
    state: str
    name: str
    text: str
    more: str
    last: str
    on: dt.date | None
    until: dt.date | None
    number: int | None
    ref: int | None
    owner: int | None
    is_sample: bool


_TYPES: dict[str, models.Field[Any, Any]] = {
    "kind": models.TextField(),
    "pk": models.BigIntegerField(),
    "at": models.DateTimeField(),
    "who": models.TextField(),
    "then": models.DateTimeField(),
    "by": models.TextField(),
    "unit": models.BigIntegerField(),
    "act": models.TextField(),
    "state": models.TextField(),
    "name": models.TextField(),
    "text": models.TextField(),
    "more": models.TextField(),
    "last": models.TextField(),
    "on": models.DateField(),
    "until": models.DateField(),
    "number": models.BigIntegerField(),
    "ref": models.BigIntegerField(),
    "owner": models.BigIntegerField(),
    "is_sample": models.BooleanField(),
}
_EMPTY: dict[str, Any] = {"is_sample": Value(False)}
_EMPTY |= {name: Value("") for name in ("who", "by", "act", "state", "name", "text", "more", "last")}
Rows = QuerySet[Any, Any]
Column = str | models.expressions.Combinable


def person_of(user: str) -> Coalesce:
    """The name of an account, the user name where it has no person."""
    return Coalesce(F(f"{user}__person__full_name"), F(f"{user}__username"), Value(""))


def _select(rows: QuerySet[Any], kind: str, **columns: Column) -> Rows:
    """``rows`` projected to the columns of ``Row``; a column that is not given is empty. Names are paths."""
    given: dict[str, Any] = {**_EMPTY, "kind": Value(kind), "pk": F("pk"), **columns}
    projected = {f"d_{name}": _typed(given.get(name), field) for name, field in _TYPES.items()}
    selected: Rows = rows.order_by().annotate(**projected).values_list(*projected)
    return selected


def _typed(column: Any, field: models.Field[Any, Any]) -> Any:
    """Both databases want the same type in each SELECT; a date's own column is left as it is."""
    if column is None:
        return Cast(Value(None), field)
    path = F(column) if isinstance(column, str) else column
    return path if isinstance(field, models.DateField | models.BooleanField) else Cast(path, field)


def _itself(task: int) -> Rows:
    return _select(  # who reported it done; ``ref`` the task it goes on from: its place and year
        Task.objects.filter(pk=task),
        "itself",
        who=person_of("reported_by"),
        name=Coalesce(F("inherited_from__no"), Value("")),
        number="inherited_from__plan__year",
        ref="inherited_from_id",
    )


def _entries(task: int) -> Rows:
    return _select(  # a line of the log: percent said, what was done, difficulties, proposals, the reason
        ProgressEntry.objects.filter(task=task),
        "entry",
        at="at",
        who=person_of("actor"),
        unit="unit_id",
        act="act",
        state="state_to",
        name="reason",
        text="done_text",
        more="difficulty",
        last="proposal",
        number="percent",
        is_sample=F("is_sample"),
    )


def _parts(task: int) -> Rows:
    return _select(  # a unit's part: its own date, the day it was done, percent; ``ref`` the line of the plan
        Part.objects.filter(task=task, dropped=False),
        "part",
        at="reported_at",
        unit="unit_id",
        act="role",
        state="state",
        text="done_text",
        more="difficulty",
        last="proposal",
        on="due",
        until="reported_on",
        number="percent",
        ref="assignment_id",
        owner="order",
    )


def _steps(task: int) -> Rows:
    return _select(  # a step of the part ``ref`` given to the person ``owner``: its date, the day it was done
        PartStep.objects.filter(part__task=task),
        "step",
        who=Coalesce(F("person__full_name"), Value("")),
        by=person_of("done_by"),
        text="text",
        on="due",
        until="done_on",
        number="order",
        ref="part_id",
        owner="person_id",
    )


def _items(task: int) -> Rows:
    rows = TaskItem.objects.filter(task=task)
    return _select(rows, "item", who=person_of("done_by"), text="text", on="done_on", number="order")


def _evidence(task: int) -> Rows:
    return _select(  # a file: its name and size; ``ref`` the part, ``owner`` who sent it
        Evidence.objects.filter(task=task, removed_at__isnull=True),
        "evidence",
        at="added_at",
        who=person_of("added_by"),
        unit="part__unit_id",
        name="file__name",
        text="caption",
        number="file__size",
        ref="part_id",
        owner="added_by_id",
    )


def _extensions(task: int) -> Rows:
    return _select(  # asked until ``on`` instead of ``until``; the decision's words
        Extension.objects.filter(task=task),
        "extension",
        at="created_at",
        who=person_of("asked_by"),
        then="decided_at",
        by=person_of("decided_by"),
        unit="unit_id",
        state="state",
        text="reason",
        more="decision_note",
        on="new_deadline",
        until="old_deadline",
    )


def _directions(task: int) -> Rows:
    return _select(  # the words, the reply, the day by which it is wanted; ``ref`` the obstacle it decides
        Direction.objects.filter(task=task),
        "direction",
        at="created_at",
        who=person_of("given_by"),
        then="replied_at",
        by=person_of("replied_by"),
        state="state",
        text="text",
        more="reply",
        on="due",
        ref="obstacle_id",
    )


def _comments(task: int) -> Rows:
    rows = Comment.objects.filter(task=task, removed_at__isnull=True)
    return _select(rows, "comment", at="at", who=person_of("author"), text="text", owner="author_id")


def _obstacles(task: int) -> Rows:
    return _select(  # the obstacle, what the unit proposes, what the leadership decided
        Obstacle.objects.filter(task=task),
        "obstacle",
        at="created_at",
        who=person_of("reported_by"),
        then="decided_at",
        by=person_of("decided_by"),
        unit="unit_id",
        state="state",
        text="text",
        more="proposal",
        last="decision",
    )


def _events(task: int) -> Rows:
    return _select(  # its name and place, from ``on`` to ``until``
        Event.objects.filter(task=task, removed_at__isnull=True),
        "event",
        at="created_at",
        who=person_of("made_by"),
        state="state",
        name="name",
        text="place",
        on="starts_on",
        until="ends_on",
    )


def _changes(task: int) -> Rows:
    return _select(  # a change by an adjustment in force: its number and day, its reason; ``ref`` the adjustment
        TaskChange.objects.filter(task=task, adjustment__state=AdjustmentState.ISSUED),
        "change",
        at="adjustment__updated_at",
        act="kind",
        name="adjustment__number",
        text=Coalesce(NullIf(F("reason"), Value("")), F("adjustment__reason")),
        on="adjustment__issued_on",
        ref="adjustment_id",
    )


def _contacts(task: int) -> Rows:
    return _select(  # the contact of a unit that the task names itself
        RoleHolding.objects.filter(role=Role.CONTACT, user__is_active=True, unit__assignments__task=task),
        "contact",
        who=person_of("user"),
        unit="unit_id",
    )


_SELECTS: tuple[Callable[[int], Rows], ...] = (
    _itself,
    _entries,
    _parts,
    _steps,
    _items,
    _evidence,
    _extensions,
    _directions,
    _comments,
    _obstacles,
    _events,
    _changes,
    _contacts,
)
KINDS = (
    *("itself", "entry", "part", "step", "item", "evidence", "extension", "direction"),
    *("comment", "obstacle", "event", "change", "contact"),
)

Act = ProgressEntry.Act
OF_PARTS = (Act.REPORT, Act.COMPLETE, Act.PART_DONE, Act.PART_RETURN)


class Diary(dict[str, list[Row]]):
    """The rows of a task by kind, each kind in the order in which it came."""

    @classmethod
    def read(cls, task: int) -> Diary:
        """One query."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in map(Row._make, _rows(task)):
            found[row.kind].append(row)
        diary = cls({kind: sorted(found[kind], key=_place) for kind in KINDS})
        diary["part"].sort(key=lambda row: (row.owner or 0, row.pk))
        for kind in ("item", "step"):
            diary[kind].sort(key=lambda row: (row.number or 0, row.pk))
        return diary

    def of_part(self, part: int, unit: int) -> Diary:
        """What belongs to one unit's part: its row, its steps and files, its lines of the log."""
        return Diary(
            {
                **{kind: [] for kind in KINDS},
                "part": [row for row in self["part"] if row.pk == part],
                **{kind: [row for row in self[kind] if row.ref == part] for kind in ("evidence", "step")},
                "entry": [row for row in self["entry"] if row.unit == unit and row.act in OF_PARTS],
            }
        )


@compiled_once
def _rows(task: int) -> Rows:
    first, *others = (select(task) for select in _SELECTS)
    return first.union(*others, all=True)


def _place(row: Row) -> tuple[bool, dt.datetime | None, int]:
    return (row.at is not None, row.at, row.pk) if row.at else (False, None, row.pk)
