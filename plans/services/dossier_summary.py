"""How much an inspection dossier holds of each kind, counted for the page before it is made: two queries."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from typing import Any

from django.db.models import BigIntegerField, Count, Q, QuerySet, Sum, TextField, Value
from django.db.models.functions import Cast, Coalesce

from plans.models import (
    OPEN_PARTS,
    Comment,
    Direction,
    DirectionState,
    Event,
    EventState,
    Evidence,
    Extension,
    ExtensionState,
    Obstacle,
    ObstacleState,
    Part,
    ProgressEntry,
    Task,
    TaskChange,
)
from plans.models.adjustment import AdjustmentState
from plans.rules.dossier import Held
from plans.rules.reminding import one_line
from plans.rules.status import Cell, TaskFacts, cell_of
from plans.rules.status import Progress as State

KINDS = ("change", "extension", "part", "entry", "direction", "obstacle", "event", "comment", "evidence")
_FACTS = (
    *("pk", "no", "title", "progress", "deadline", "conditional", "triggered_on", "trigger_number", "reported_on"),
    *("dropped", "result"),
)


def held_of(tasks: QuerySet[Task], *, today: dt.date) -> list[Held]:
    """Each task with the numbers of what is held about it, in the dossier's order."""
    counts = _counts(tasks, today)
    rows = tasks.order_by("dropped", "order", "pk").values(*_FACTS)
    return [_held(row, counts[row["pk"]], today) for row in rows]


def _held(row: dict[str, Any], counts: Counter[str], today: dt.date) -> Held:
    triggered = row["triggered_on"] is not None
    facts = TaskFacts(State(row["progress"]), row["deadline"], row["conditional"], triggered, row["reported_on"])
    return Held(
        pk=row["pk"],
        no=row["no"],
        title=one_line(row["title"]),
        progress=row["progress"],
        waiting=facts.is_waiting_to_arise,
        dropped=row["dropped"],
        late=cell_of(facts, today) == Cell.OVERDUE,
        result=row["result"],
        trigger_missing=row["conditional"] and triggered and not row["trigger_number"],
        counts=counts,
    )


def _counts(tasks: QuerySet[Task], today: dt.date) -> dict[int, Counter[str]]:
    """One UNION of the counts of every kind; ``bytes`` is the size of the files."""
    of = Q(task__in=tasks.order_by().values("pk"))
    kept = of & Q(removed_at__isnull=True)
    past = kept & Q(ends_on__lt=today, state=EventState.PLANNED)
    first, *others = (
        _count(ProgressEntry, of, "entry"),
        _count(Part, of & Q(dropped=False), "part"),
        _count(Part, of & Q(dropped=False, state__in=OPEN_PARTS), "part_open"),
        _count(Extension, of, "extension"),
        _count(Extension, of & Q(state=ExtensionState.ASKED), "extension_open"),
        _count(Direction, of, "direction"),
        _count(Direction, of & Q(state=DirectionState.OPEN), "direction_open"),
        _count(Obstacle, of, "obstacle"),
        _count(Obstacle, of & Q(state__in=(ObstacleState.REPORTED, ObstacleState.SUBMITTED)), "obstacle_open"),
        _count(Event, kept, "event"),
        _count(Event, past, "event_open"),
        _count(Event, kept & Q(invitation_number="") & ~Q(state=EventState.CANCELLED), "event_uninvited"),
        _count(Comment, kept, "comment"),
        _count(Evidence, kept, "evidence"),
        _count(TaskChange, of & Q(adjustment__state=AdjustmentState.ISSUED), "change"),
        _summed(Evidence.objects.filter(kept), "bytes", Coalesce(Sum("file__size"), Value(0))),
    )
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for task, kind, number in first.union(*others, all=True):
        found[task][kind] = int(number)
    return found


def _count(model: Any, condition: Q, kind: str) -> QuerySet[Any]:
    return _summed(model._default_manager.filter(condition), kind, Count("pk"))


def _summed(rows: QuerySet[Any], kind: str, number: Any) -> QuerySet[Any]:
    named = rows.order_by().values("task_id").annotate(n=Cast(number, BigIntegerField()))
    told = named.annotate(kind=Value(kind, output_field=TextField()))
    found: QuerySet[Any] = told.values_list("task_id", "kind", "n")
    return found
