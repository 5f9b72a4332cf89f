"""What adjustments did to the plan's table: which rows, by which paper, and what is under way. One query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from plans.models import OPEN_ADJUSTMENT, Adjustment, AdjustmentState, Plan
from plans.rules.official import short_date
from plans.services.compiled import Rows, compiled_once

_FIELDS = ("pk", "number", "issued_on", "state", "changes__task_id")


class Mark(NamedTuple):
    """An issued adjustment as a row names it."""

    pk: int
    number: str
    issued_on: dt.date

    @property
    def words(self) -> str:
        return f"số {self.number} ngày {short_date(self.issued_on)}"


@dataclass
class Marks:
    """The issued adjustments of a plan, the latest first, the last one of each task, and the one under way."""

    issued: list[Mark] = field(default_factory=list)
    by_task: Mapping[int, Mark] = field(default_factory=dict)
    open_pk: int | None = None
    open_state: str = ""

    @property
    def open_words(self) -> str:
        return str(AdjustmentState(self.open_state).label) if self.open_state else ""


def read_marks(plan: Plan, *, sees_drafts: bool) -> Marks:
    """One query; none for a plan that is not in force."""
    marks = Marks()
    if not plan.is_in_force:
        return marks
    by_task: dict[int, Mark] = {}
    seen: dict[int, Mark] = {}
    for pk, number, issued_on, state, task in _adjustments(plan.pk):
        if state == AdjustmentState.ISSUED:
            mark = seen.setdefault(pk, Mark(pk, number, issued_on))
            if task:
                by_task.setdefault(task, mark)
        elif state in OPEN_ADJUSTMENT and sees_drafts:
            marks.open_pk, marks.open_state = pk, state
    marks.issued, marks.by_task = list(seen.values()), by_task
    return marks


@compiled_once
def _adjustments(plan: int) -> Rows:
    kept = Adjustment.objects.filter(plan=plan).exclude(state=AdjustmentState.DISCARDED)
    return kept.order_by("-issued_on", "-pk").values_list(*_FIELDS)
