"""Which tasks a report of a time tells of, and how each stood on its cut-off day. Pure functions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from plans.rules.calendar import period_start
from plans.rules.status import Cell, Progress, TaskFacts, cell_of


@dataclass(frozen=True)
class TaskThen:
    """A task as it stood at the end of a day; ``said`` is the last result reported until then."""

    pk: int
    no: str
    title: str
    period: str
    deadline: dt.date | None
    progress: Progress
    reported_on: dt.date | None
    conditional: bool
    triggered: bool
    cell: Cell
    said: str = ""

    @property
    def is_done(self) -> bool:
        return self.cell in (Cell.ON_TIME, Cell.DONE_LATE)

    @property
    def is_finished(self) -> bool:
        """Done, also where no deadline tells whether in time."""
        return self.is_done or (self.cell is Cell.UNDATED and self.progress == Progress.DONE)

    @property
    def days_late(self) -> int:
        """Days between deadline and completion of one finished late."""
        if self.cell != Cell.DONE_LATE or self.deadline is None or self.reported_on is None:
            return 0
        return (self.reported_on - self.deadline).days


@dataclass(frozen=True)
class TaskRow:
    """A task as it is kept now; ``state_then`` is the progress it had on the day, ``completed_then`` the last day on
    which its completion had been reported until then.
    """

    pk: int
    no: str
    title: str
    period: str
    deadline: dt.date | None
    progress: Progress
    reported_on: dt.date | None
    conditional: bool
    triggered_on: dt.date | None
    state_then: Progress
    completed_then: dt.date | None = None
    said: str = ""


def then(row: TaskRow, as_of: dt.date) -> TaskThen:
    """The task as it stood on ``as_of``.

    Completion counts on the day it was reported, once confirmed, even where it was confirmed after the cut-off.
    """
    confirmed = row.progress == Progress.DONE and row.reported_on is not None and row.reported_on <= as_of
    progress = Progress.DONE if confirmed else row.state_then
    reported = row.reported_on if confirmed else row.completed_then if progress in _REPORTED else None
    if progress == Progress.DONE and reported is None:
        progress = Progress.DOING  # reported after the day alone
    triggered = row.triggered_on is not None and row.triggered_on <= as_of
    facts = TaskFacts(progress, row.deadline, row.conditional, triggered, reported)
    return TaskThen(
        row.pk,
        row.no,
        row.title,
        row.period,
        row.deadline,
        progress,
        reported,
        row.conditional,
        triggered,
        cell_of(facts, as_of),
        row.said,
    )


def told_in(task: TaskThen, year: int, first: dt.date, last: dt.date) -> bool:
    """Whether a report of ``first`` to ``last`` tells of the task.

    It does of what falls due or was finished in these days, of what began until their end and is still open, and of
    what stands beside the cells; not of what was finished before them or begins after.
    """
    if task.reported_on is not None and task.is_finished:
        return task.reported_on >= first and (task.reported_on <= last or _falls_due(task, first, last))
    begins = period_start(task.period, year)
    if begins is not None:
        return begins <= last
    return task.deadline is None or task.deadline <= last


def comes_in(task: TaskThen, year: int, first: dt.date, last: dt.date) -> bool:
    """Whether the task is for the time ``first`` to ``last``: due or beginning in it, and not finished."""
    if task.is_finished or task.cell == Cell.STOPPED:
        return False
    begins = period_start(task.period, year)
    return _falls_due(task, first, last) or (begins is not None and first <= begins <= last)


def _falls_due(task: TaskThen, first: dt.date, last: dt.date) -> bool:
    return task.deadline is not None and first <= task.deadline <= last


_REPORTED = (Progress.AWAITING, Progress.DONE)
