"""The two states of a task and the four cells of a report. They are never merged into one.

Progress (tiến độ) is moved by people; the deadline state (thời hạn) is computed from dates; the four cells are the
ones Vietnamese offices report by: hoàn thành đúng hạn, hoàn thành quá hạn, trong hạn, quá hạn chưa hoàn thành.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Progress(StrEnum):
    """Tiến độ of a task."""

    TODO = "todo"
    DOING = "doing"
    AWAITING = "awaiting"
    REDO = "redo"
    DONE = "done"
    PAUSED = "paused"
    NOT_ARISEN = "not_arisen"
    CANCELLED = "cancelled"


PROGRESS_WORDS = {
    Progress.TODO: "Chưa thực hiện",
    Progress.DOING: "Đang thực hiện",
    Progress.AWAITING: "Chờ xác nhận",
    Progress.REDO: "Thực hiện lại",
    Progress.DONE: "Hoàn thành",
    Progress.PAUSED: "Tạm dừng",
    Progress.NOT_ARISEN: "Không phát sinh",
    Progress.CANCELLED: "Huỷ",
}
STOPPED = frozenset({Progress.PAUSED, Progress.NOT_ARISEN, Progress.CANCELLED})


class DueState(StrEnum):
    """Thời hạn of a task, computed."""

    FAR = "far"
    SOON = "soon"
    LATE = "late"
    MET = "ok"
    MET_LATE = "was-late"
    NONE = "none"


class Cell(StrEnum):
    """Where a task is counted; the last three stand beside the four cells and never in them."""

    ON_TIME = "on_time"
    DONE_LATE = "done_late"
    OPEN = "open"
    OVERDUE = "overdue"
    CONDITIONAL = "conditional"
    UNDATED = "undated"
    STOPPED = "stopped"


CELL_WORDS = {
    Cell.ON_TIME: "Hoàn thành đúng hạn",
    Cell.DONE_LATE: "Hoàn thành quá hạn",
    Cell.OPEN: "Chưa hoàn thành, trong hạn",
    Cell.OVERDUE: "Quá hạn chưa hoàn thành",
    Cell.CONDITIONAL: "Chờ phát sinh (nếu có)",
    Cell.UNDATED: "Không ấn định",
    Cell.STOPPED: "Dừng, không phát sinh",
}
SOON_DAYS = 3  # where the office has not said otherwise
REPORT_CELLS = (Cell.ON_TIME, Cell.DONE_LATE, Cell.OPEN, Cell.OVERDUE)


@dataclass(frozen=True)
class TaskFacts:
    """What the states are computed from. ``reported_on`` is the day completion was reported."""

    progress: Progress
    deadline: dt.date | None
    conditional: bool = False
    triggered: bool = False
    reported_on: dt.date | None = None

    @property
    def is_waiting_to_arise(self) -> bool:
        return self.conditional and not self.triggered and self.progress in (Progress.TODO, Progress.NOT_ARISEN)


@dataclass(frozen=True)
class Due:
    """A deadline as shown: its state, and the days left or passed (None where neither counts)."""

    state: DueState
    days: int | None = None

    @property
    def words(self) -> str:
        match self.state:
            case DueState.FAR:
                return f"còn {self.days} ngày"
            case DueState.SOON:
                return "Sắp đến hạn, hôm nay" if self.days == 0 else f"Sắp đến hạn, còn {self.days} ngày"
            case DueState.LATE:
                return f"Quá hạn {self.days} ngày"
            case DueState.MET_LATE:
                return f"Xong quá hạn {self.days} ngày"
            case DueState.MET:
                return "Xong"
        return "Không ấn định"


def due_of(facts: TaskFacts, today: dt.date, soon_days: int = SOON_DAYS) -> Due:
    """The deadline state on ``today``; due today is not late today.

    Conditional tasks that have not arisen, undated and stopped ones have no state. Work reported and waiting for
    confirmation counts on the day it was reported, so it turns neither late nor nearly due while it waits.
    """
    if facts.deadline is None or facts.is_waiting_to_arise or facts.progress in STOPPED:
        return Due(DueState.NONE)
    if facts.progress == Progress.DONE and facts.reported_on:
        late = (facts.reported_on - facts.deadline).days
        return Due(DueState.MET_LATE, late) if late > 0 else Due(DueState.MET)
    counted_on = facts.reported_on if facts.progress == Progress.AWAITING and facts.reported_on else today
    left = (facts.deadline - counted_on).days
    if left < 0:
        return Due(DueState.LATE, -left)
    is_soon = left <= soon_days and facts.progress != Progress.AWAITING
    return Due(DueState.SOON if is_soon else DueState.FAR, left)


def cell_of(facts: TaskFacts, today: dt.date) -> Cell:
    """The one cell in which a task is counted on ``today``."""
    if facts.progress in STOPPED:
        return Cell.STOPPED
    if facts.is_waiting_to_arise:
        return Cell.CONDITIONAL
    if facts.deadline is None:
        return Cell.UNDATED
    due = due_of(facts, today)
    if facts.progress == Progress.DONE:
        return Cell.DONE_LATE if due.state == DueState.MET_LATE else Cell.ON_TIME
    return Cell.OVERDUE if due.state == DueState.LATE else Cell.OPEN
