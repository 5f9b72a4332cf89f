"""One row of a task table to a task: its wording, units and time, and the doubts about them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field

from plans.reading.cell_text import title_text, unit_lines
from plans.reading.columns import Column
from plans.reading.families import Entry
from plans.reading.results import ReadWarning
from plans.reading.row_times import RowTimes
from plans.reading.unit_words import starts_like_unit
from plans.reading.units import parse_units
from plans.rules.conditional import title_is_conditional
from plans.rules.document import AssignmentRole, PlanTask, PlanUnit

_ROLES = {
    Column.UNIT: AssignmentRole.PERFORM,
    Column.LEAD: AssignmentRole.LEAD,
    Column.COORDINATE: AssignmentRole.COORDINATE,
}


@dataclass
class ReadTask:
    """A task with the lines it came from and the doubts about it (place numbers are filled in later)."""

    task: PlanTask
    numbers: tuple[int, ...]
    doubts: list[ReadWarning] = field(default_factory=list)


@dataclass(frozen=True)
class RowTasks:
    """Makes tasks of the rows of one table, by the kinds of its columns."""

    kinds: Sequence[Column]
    times: RowTimes
    known: Sequence[str]

    def task(self, entry: Entry) -> ReadTask:
        """The task of a row, with what is doubtful about it."""
        doubts: list[ReadWarning] = []
        title = self.title(entry)
        when, words = self.times.of_task(entry, title, doubts)
        numbers = tuple(sorted({n for cell in entry.cells.values() for n in cell.numbers}))
        units = self._units(entry, doubts)
        task = PlanTask(
            no=entry.no,
            title=title,
            period=when.period,
            period_text=words,
            due=when.due,
            conditional=title_is_conditional(title) or when.conditional,
            units=tuple(units),
        )
        if not title:
            doubts.append(ReadWarning("no_title", "Không thấy nội dung của nhiệm vụ này.", "title", numbers))
        if not units:
            doubts.append(ReadWarning("no_unit", "Nhiệm vụ không ghi đơn vị thực hiện.", "units", numbers))
        doubts = [dataclasses.replace(d, lines=d.lines or numbers) for d in doubts]
        return ReadTask(task, numbers, doubts)

    def title(self, entry: Entry) -> str:
        """The wording of the title cell."""
        place = self.kinds.index(Column.TITLE)
        return title_text(entry.cells[place].lines) if place in entry.cells else ""

    def _units(self, entry: Entry, doubts: list[ReadWarning]) -> list[PlanUnit]:
        units: list[PlanUnit] = []
        seen: set[int] = set()
        for k, kind in enumerate(self.kinds):
            cell = entry.cells.get(k)
            if kind not in _ROLES or cell is None or not cell.text or id(cell) in seen:
                continue
            seen.add(id(cell))
            units.extend(parse_units(unit_lines(cell.lines, self.known), _ROLES[kind], self.known))
        doubts.extend(
            ReadWarning("unit_clause", f"«{unit.name}» có thể không phải tên đơn vị.", "units", words=unit.name)
            for unit in units
            if len(unit.name.split()) > 14 or (not starts_like_unit(unit.name) and not unit.name[:1].isupper())
        )
        return units
