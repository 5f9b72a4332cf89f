"""How a plan stands for one person, read once per request: tasks, units and their parts in three queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse

from plans.forms.plan_filter import CELL_SLUGS, CHARTED, NO_TIME, QUARTERS, WHOLE_YEAR, PlanFilter
from plans.models import Office, Plan, UnitKind, User
from plans.models.unit_index import UnitIndex
from plans.permissions import rights_of
from plans.rules.charts import Bar
from plans.rules.document import AssignmentRole
from plans.rules.official import ROMAN
from plans.rules.overview import Tally, tallied
from plans.rules.ribbon import MOST_MARKS, SHAPE_WORDS, Lane, Mark, Shape, shape_of
from plans.rules.status import CELL_WORDS, PROGRESS_WORDS, Cell, DueState, Progress
from plans.views.plan_rows import Board, Line, read_board

_OTHER = {WHOLE_YEAR: "CẢ NĂM", NO_TIME: "KHÔNG GHI QUÝ"}
_CELL_SHAPES = {
    Cell.ON_TIME: Shape.ON_TIME,
    Cell.DONE_LATE: Shape.DONE_LATE,
    Cell.OPEN: Shape.DOING,
    Cell.OVERDUE: Shape.OVERDUE,
    Cell.CONDITIONAL: Shape.CONDITIONAL,
    Cell.UNDATED: Shape.TODO,
    Cell.STOPPED: Shape.STOPPED,
}


class UnitRow(NamedTuple):
    """A unit as the plan names it, with its tasks by cell."""

    pk: int
    name: str
    label: str
    members: str
    tally: Tally


@dataclass
class Overview:
    """The plan as it stands on ``today`` for one person. ``left_out`` counts the work that the work list cuts off."""

    plan: Plan
    board: Board
    index: UnitIndex
    today: dt.date
    left_out: int = 0

    @cached_property
    def leads(self) -> dict[int, int]:
        """The unit named chủ trì of each task that has one."""
        leads: dict[int, int] = {}
        for task, unit, role in self.board.parts:
            if role == AssignmentRole.LEAD:
                leads.setdefault(task, unit)
        return leads

    def answers(self, line: Line) -> int | None:
        return self.leads.get(line.pk, line.follow_up)

    @cached_property
    def units(self) -> list[UnitRow]:
        """Units as the plan names them, most tasks first; a task counts once for each of its units."""
        cells = {line.pk: line.standing.cell for line in self.board.lines}
        named = {(task, unit) for task, unit, _ in self.board.parts}
        tallies = tallied((unit, cells[task]) for task, unit in named)
        places = {line.pk: place for place, line in enumerate(self.index)}
        rows = [self._unit(pk, counts) for pk, counts in tallies.items()]
        return sorted(rows, key=lambda row: (-row.tally.all, places[row.pk]))

    def _unit(self, pk: int, counts: Tally) -> UnitRow:
        line = self.index[pk]
        members = self.index.members(pk) if line.kind == UnitKind.GROUP else ()
        return UnitRow(pk, line.name, line.label, ", ".join(self.index[unit].label for unit in members), counts)

    @cached_property
    def quarters(self) -> dict[str, list[Line]]:
        """Lines by quarter, the four always there, then whole year and undated where there are any."""
        found: dict[str, list[Line]] = {value: [] for value in ("1", "2", "3", "4")}
        for other in _OTHER:
            lines = [line for line in self.board.lines if line.quarter == other]
            if lines:
                found[other] = lines
        for line in self.board.lines:
            if line.quarter not in _OTHER:
                found[line.quarter].append(line)
        return found

    @cached_property
    def _base(self) -> str:
        return reverse("plans:plan", args=[self.plan.pk])

    def address(self, query: PlanFilter) -> str:
        return self._base + query.query

    def bars(self) -> list[Bar]:
        """A bar for each quarter, linked to its list."""
        return [
            Bar(QUARTERS[quarter], _count(lines), self.address(PlanFilter(quarters=(quarter,), due=CHARTED)))
            for quarter, lines in self.quarters.items()
        ]

    def lanes(self) -> list[Lane]:
        """The ribbon's quarters with a mark for each task, or for each cell where there are too many."""
        lanes = []
        for quarter, lines in self.quarters.items():
            name = _OTHER.get(quarter) or f"QUÝ {ROMAN[int(quarter) - 1]}"
            ends = next((line.deadline for line in lines if line.deadline and not line.due), None)
            due = f"hạn {ends:%d/%m}" if ends else ""
            marks = self._counted(quarter, lines) if len(lines) > MOST_MARKS else [_mark(line) for line in lines]
            counts = _count(lines).words.replace(" · ", ", ") if lines else "không có nhiệm vụ"
            lanes.append(Lane(name, due, marks, counts))
        return lanes

    def _counted(self, quarter: str, lines: list[Line]) -> list[Mark]:
        return [
            Mark(
                str(count),
                _CELL_SHAPES[cell],
                self.address(PlanFilter(quarters=(quarter,), due=CELL_SLUGS[cell])),
                f"{QUARTERS[quarter]}: {count} nhiệm vụ {CELL_WORDS[cell].lower()}",
            )
            for cell, count in sorted(_count(lines).items(), key=lambda item: list(Cell).index(item[0]))
        ]

    def shapes(self) -> list[tuple[Shape, str]]:
        """The legend: the six shapes of the look, and "dừng" where it occurs."""
        stopped = any(line.standing.cell == Cell.STOPPED for line in self.board.lines)
        return [(shape, words) for shape, words in SHAPE_WORDS.items() if shape != Shape.STOPPED or stopped]


def overview_of(user: User, plan: Plan, today: dt.date, soon_days: int | None = None) -> Overview:
    """Read once and kept on the user for the length of a request; ``soon_days`` is asked of the office if not given."""
    known: dict[tuple[int, dt.date], Overview] = user.__dict__.setdefault("_overviews", {})
    found = known.get((plan.pk, today))
    if found is None:
        if soon_days is None:
            soon_days = Office.objects.values_list("soon_days", flat=True).first() or 0
        index = UnitIndex.load()
        rights = rights_of(user)
        rights.know_units(index)
        board = read_board(plan, PlanFilter(), index=index, own_units=rights.units, today=today, soon_days=soon_days)
        found = known[plan.pk, today] = Overview(plan, board, index, today)
    return found


def _count(lines: list[Line]) -> Tally:
    return Tally(line.standing.cell for line in lines)


def _mark(line: Line) -> Mark:
    """The task's mark; its spoken name says the number, the progress and the deadline."""
    shape = shape_of(line.standing.cell, Progress(line.progress))
    said = SHAPE_WORDS[Shape.CONDITIONAL] if line.waiting else PROGRESS_WORDS[Progress(line.progress)]
    due = line.standing.due
    tail = "" if due.state == DueState.NONE or line.waiting else f", {due.words.lower()}"
    spoken = f"Nhiệm vụ {line.no}: {said.lower()}{tail}"
    return Mark(line.no[:4], shape, reverse("plans:task", args=[line.pk]), spoken)
