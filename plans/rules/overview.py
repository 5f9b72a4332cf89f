"""Counting a plan: each task in one of the cells, summed by quarter, by unit and over the year. Pure functions."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from plans.rules.status import REPORT_CELLS, SOON_DAYS, Cell, Due, DueState, TaskFacts, cell_of, due_of

BESIDE_WORDS = {
    Cell.CONDITIONAL: "chờ phát sinh",
    Cell.UNDATED: "không ấn định",
    Cell.STOPPED: "dừng, không phát sinh",
}

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a task stands on a day: its deadline state and the one cell in which it is counted."""

    due: Due
    cell: Cell

    @property
    def is_late(self) -> bool:
        return self.cell == Cell.OVERDUE

    @property
    def is_soon(self) -> bool:
        return self.due.state == DueState.SOON


@dataclass
class Watch:
    """Tells how tasks stand on ``today``; tasks with the same facts are worked out once."""

    today: dt.date
    soon_days: int = SOON_DAYS
    _known: dict[TaskFacts, Standing] = field(default_factory=dict)

    def __call__(self, facts: TaskFacts) -> Standing:
        found = self._known.get(facts)
        if found is None:
            found = Standing(due_of(facts, self.today, self.soon_days), cell_of(facts, self.today))
            self._known[facts] = found
        return found


class Tally(Counter[Cell]):
    """Tasks counted by cell."""

    @property
    def all(self) -> int:
        return sum(self.values())

    @property
    def counted(self) -> int:
        """The tasks in the four cells; conditional, undated and stopped ones stand beside them."""
        return sum(self[cell] for cell in REPORT_CELLS)

    @property
    def done(self) -> int:
        return self[Cell.ON_TIME] + self[Cell.DONE_LATE]

    @property
    def words(self) -> str:
        """ "0/1 hoàn thành · 1 chờ phát sinh": the line of counts of a quarter."""
        return " · ".join([f"{self.done}/{self.counted} hoàn thành", *self.beside])

    @property
    def beside(self) -> list[str]:
        """What is overdue, then what stands beside the four cells, where there is any."""
        named = {Cell.OVERDUE: "quá hạn", **BESIDE_WORDS}
        return [f"{self[cell]} {words}" for cell, words in named.items() if self[cell]]


def tally(cells: Iterable[Cell]) -> Tally:
    """How many tasks stand in each cell."""
    return Tally(cells)


def tallied(pairs: Iterable[tuple[K, Cell]]) -> dict[K, Tally]:
    """One tally per key, in the order in which the keys first come."""
    found: dict[K, Tally] = {}
    for (key, cell), count in Counter(pairs).items():
        found.setdefault(key, Tally())[cell] = count
    return found
