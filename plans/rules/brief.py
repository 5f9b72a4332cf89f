"""What the one-page brief says: figures, lists that are cut to fit, and how two briefs differ. Pure functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from plans.rules.overview import Tally
from plans.rules.status import CELL_WORDS, Cell, Progress

NEXT_DAYS = 14
MOST_KEPT = 12  # lines of one section that a page could ever hold


class TaskStanding(NamedTuple):
    """A task as the brief saw it; the shape kept in ``Brief.tasks``."""

    pk: int
    no: str
    title: str
    cell: Cell


class BriefTask(NamedTuple):
    """A task with what the brief says of it."""

    pk: int
    no: str
    title: str
    cell: Cell
    due_words: str
    deadline: dt.date | None
    progress: str
    reported_on: dt.date | None

    @property
    def standing(self) -> TaskStanding:
        return TaskStanding(self.pk, self.no, self.title, self.cell)


@dataclass(frozen=True)
class BriefLine:
    """One line of a section. ``burns`` prints its state in bold: overdue."""

    no: str
    what: str
    unit: str
    when: str
    state: str
    burns: bool = False


@dataclass(frozen=True)
class Section:
    """A part of the brief: ``total`` counts what there is, ``lines`` holds the first of it."""

    title: str
    total: int
    lines: tuple[BriefLine, ...]

    def cut(self, most: int) -> tuple[tuple[BriefLine, ...], int]:
        """The lines shown when there is room for ``most``, and how many things are left out."""
        shown = self.lines[:most]
        return shown, self.total - len(shown)


@dataclass(frozen=True)
class BriefFacts:
    """Everything on the page. ``before`` are the counts of the last brief, ``since`` its moment."""

    year: int
    at: dt.datetime
    since: dt.datetime | None
    counts: Tally
    before: Mapping[Cell, int] | None
    quarters: tuple[str, ...]
    tasks: tuple[Section, ...]
    talk: tuple[Section, ...]

    @property
    def sections(self) -> tuple[Section, ...]:
        return (*self.tasks, *self.talk)


class Move(NamedTuple):
    """A task that stands in another cell than before; None where it was not in the plan."""

    task: TaskStanding
    before: Cell | None
    after: Cell | None


def chosen(
    tasks: Iterable[BriefTask], *, today: dt.date, done_after: dt.date | None
) -> tuple[list[BriefTask], list[BriefTask], list[BriefTask]]:
    """Overdue tasks, the longest first; those due in the next days, the nearest first; those done, the newest first.

    ``done_after``: only what was reported on that day or later; all of them without it.
    """
    every = list(tasks)
    last = today + dt.timedelta(days=NEXT_DAYS)
    late = [task for task in every if task.cell == Cell.OVERDUE]
    coming = [
        task
        for task in every
        if task.cell == Cell.OPEN
        and task.progress != Progress.AWAITING
        and task.deadline
        and today <= task.deadline <= last
    ]
    done = [
        task
        for task in every
        if task.progress == Progress.DONE
        and task.reported_on
        and (done_after is None or task.reported_on >= done_after)
    ]
    late.sort(key=lambda task: task.deadline or today)
    coming.sort(key=lambda task: task.deadline or today)
    done.sort(key=lambda task: task.reported_on or today, reverse=True)
    return late, coming, done


def shares(totals: Sequence[int], room: int) -> list[int]:
    """How many lines each section gets of ``room``: at least one where there is any, the rest in turn.

    >>> shares([2, 40, 0, 9], 12)
    [2, 5, 0, 5]
    """
    given = [min(total, 1) for total in totals]
    while sum(given) < room:
        open_ones = [place for place, total in enumerate(totals) if given[place] < min(total, MOST_KEPT)]
        if not open_ones:
            break
        for place in open_ones[: room - sum(given)]:
            given[place] += 1
    return given


def moves(before: Iterable[TaskStanding], after: Iterable[TaskStanding]) -> list[Move]:
    """Tasks that changed their cell, came or went between two briefs, in the order of the later one."""
    old = {task.pk: task for task in before}
    new = {task.pk: task for task in after}
    found = [
        Move(task, old[pk].cell if pk in old else None, task.cell)
        for pk, task in new.items()
        if pk not in old or old[pk].cell != task.cell
    ]
    return found + [Move(task, task.cell, None) for pk, task in old.items() if pk not in new]


def cell_words(cell: Cell | None) -> str:
    """The cell of a task on one side of a comparison."""
    return CELL_WORDS[cell] if cell else "không có trong kế hoạch"


def shown_cells(*counts: Mapping[Cell, int]) -> list[Cell]:
    """The four cells and "nếu có" always, undated and stopped where one of the counts has any."""
    return [cell for cell in Cell if cell not in (Cell.UNDATED, Cell.STOPPED) or any(one.get(cell) for one in counts)]


def difference(before: int, after: int) -> str:
    """ "+2", "−1", or "không đổi"."""
    if before == after:
        return "không đổi"
    return f"+{after - before}" if after > before else f"−{before - after}"
