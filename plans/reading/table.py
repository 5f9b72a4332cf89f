"""A task grid to tasks: period rows, group rows, rows cut by a page, merged cells, parents with a), b).

Rows are first read plainly (``Entry``), then parents and children are settled, then tasks are made. Order counts,
labels do not (plan-variations.md §4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plans.reading.columns import Column
from plans.reading.families import UNIT_COLUMNS, Entry, Families, append_row, family_no, is_child, without_label
from plans.reading.furniture import is_bare_number
from plans.reading.heads import find_head, is_index_row, same_head
from plans.reading.labels import LEVELS, Label, is_loud, label_of
from plans.reading.layout import Cell, Grid, Row
from plans.reading.normalise import squeeze
from plans.reading.periods import Years, period_heading
from plans.reading.results import ReadWarning
from plans.reading.row_task import ReadTask, RowTasks
from plans.reading.row_times import RowTimes

_FACTS = {*UNIT_COLUMNS, Column.TIME}


@dataclass
class TableReading:
    """What a grid gives: tasks; all its lines are used but those of columns the plan has no place for."""

    tasks: list[ReadTask]
    used: set[int]
    furniture: set[int]
    left: set[int]
    warnings: list[ReadWarning]
    columns: list[Column]
    period_rows: bool = False


class TableReader:
    """Reads grids one after another: a grid without head goes on with the columns of the one before."""

    def __init__(self, years: Years, known_units: Sequence[str]) -> None:
        self.years = years
        self.known = tuple(known_units)
        self.kinds: list[Column] = []
        self.words: list[str] = []
        self.period: str | None = None
        self.numbered = True

    def fits(self, grid: Grid) -> bool:
        """Whether the grid is a task table, with its own head or the one before it."""
        if find_head(grid.rows) is not None:
            return True
        return bool(self.kinds) and bool(grid.rows) and len(grid.rows[0].cells) == len(self.kinds)

    def read(self, grids: Sequence[Grid], above: Mapping[int, str]) -> TableReading:
        """Read the parts of one table (several grids where a page parted it).

        ``above`` are the words of period headings that stand in the text over a grid («1. Quý I»), by object id.
        """
        out = TableReading([], set(), set(), set(), [], [])
        entries: list[Entry] = []
        for grid in grids:
            head = find_head(grid.rows)
            if head is not None and head[2] != self.kinds:  # another table: its columns are its own
                self._finish(entries, out)
                entries, self.period = [], None
                self.kinds, self.words = head[2], head[3]
            if id(grid) in above:
                self.period, out.period_rows = above[id(grid)], True
            self._read_rows(grid, 0 if head is None else head[1], entries, out)
        self._finish(entries, out)
        return out

    def _finish(self, entries: list[Entry], out: TableReading) -> None:
        """Make the tasks of the rows read so far."""
        self._leave_empty(entries, out)
        Families(entries, self.kinds, self._tasks().times.when).settle()
        kept = [entry for entry in entries if entry.level >= 0]
        self._leave_parents(entries, kept, out)
        out.columns += self.kinds if entries else []
        out.tasks += [self._tasks().task(entry) for entry in kept]
        self._leave_other_columns(entries, out)

    # ---- rows ----------------------------------------------------------------------------------------------------

    def _read_rows(self, grid: Grid, first: int, entries: list[Entry], out: TableReading) -> None:
        """The rows of one grid below its head (``first`` rows)."""
        rows = grid.rows
        for row in rows[:first]:
            out.furniture.update(n for cell in row.cells for n in cell.numbers)
        broken = bool(entries)
        self.numbered = any(
            len(row.distinct()) > 1 and self._number(dict(enumerate(row.cells[: len(self.kinds)])))
            for row in rows[first:]
        )
        for row in rows[first:]:
            out.used.update(row.numbers)
            for cell in row.cells:
                out.used.update(cell.numbers)
            if not row.distinct():
                continue
            if same_head(row, self.words) or (broken and is_index_row(row)):
                out.furniture.update(row.numbers)
                broken = True
                continue
            self._read_row(row, entries, out, broken=broken or row.opens_part)
            broken = False

    def _read_row(self, row: Row, entries: list[Entry], out: TableReading, *, broken: bool) -> None:
        distinct = row.distinct()
        heading = self._heading_text(row)
        words = period_heading(heading) if heading else None
        if words:
            self.period = words
            out.period_rows = True
            out.furniture.update(row.numbers)  # kept as the period of the tasks below
            return
        label = label_of(heading)
        if label and label.kind == "roman" and not label.rest:  # «I» alone above a row «QUÝ I»
            out.furniture.update(row.numbers)
            return
        if heading and self._is_group(row, heading, broken=broken):
            self._group(heading, row, out)
            return
        cells, spread = self._cells(row)
        no = self._number(cells)
        if entries and self._continues(cells, no, entries[-1], broken=broken):
            append_row(entries[-1], cells)
            return
        if len(distinct) == 1 and not self._title_text(cells) and not no:
            out.left.update(row.numbers)
            return
        entries.append(self._entry(no, cells, entries))
        entries[-1].spread = spread

    def _cells(self, row: Row) -> tuple[dict[int, Cell], bool]:
        """The cells of a row by column, and whether its title spreads over others (then it is no unit nor time)."""
        cells = dict(enumerate(row.cells[: len(self.kinds)]))
        title = self.kinds.index(Column.TITLE)
        over = [k for k, cell in cells.items() if k != title and cell.text and cell is cells.get(title)]
        cells.update({k: Cell() for k in over})
        return cells, bool({self.kinds[k] for k in over} & _FACTS)

    def _heading_text(self, row: Row) -> str:
        """The words of a row that is only a heading: one merged cell, or a label beside one."""
        distinct = row.distinct()
        if len(distinct) == 1:
            return distinct[0].text
        if (
            len(distinct) == 2
            and row.cells[0] is distinct[0]
            and len(distinct[0].text) <= 6
            and not is_bare_number(distinct[0].text)
        ):
            return f"{distinct[0].text.rstrip('.')}. {distinct[1].text}"
        return ""

    def _is_group(self, row: Row, heading: str, *, broken: bool) -> bool:
        distinct = row.distinct()
        spans = sum(cell is distinct[-1] for cell in row.cells) > 1
        label = label_of(heading)
        if len(distinct) == 2:
            return label is not None and label.kind in {"roman", "capital", "part"}
        title_only = distinct[0] is row.cells[self.kinds.index(Column.TITLE)]
        if spans and not (label and label.kind == "dash"):
            return not (broken and heading[:1].islower())
        if label and label.kind in {"letter", "dash", "number"}:
            return False
        if is_bare_number(heading) or heading[:1].islower():
            return False
        return (label is not None or is_loud(heading) or (title_only and self.numbered and not broken)) and len(
            heading
        ) < 200

    def _leave_empty(self, entries: list[Entry], out: TableReading) -> None:
        """Rows that hold only their number, and whose rest never came."""
        for entry in [entry for entry in entries if _only_number(entry)]:
            entries.remove(entry)
            out.left.update(n for cell in entry.cells.values() for n in cell.numbers)

    def _leave_parents(self, entries: Sequence[Entry], kept: Sequence[Entry], out: TableReading) -> None:
        """The words of rows that only introduce their children have no place in the plan."""
        used = {n for entry in kept for cell in entry.cells.values() for n in cell.numbers}
        for entry in entries:
            if entry.introduces:
                numbers = {n for cell in entry.cells.values() for n in cell.numbers} - used
                out.left |= numbers
                self._group_warning(self._tasks().title(entry), tuple(sorted(numbers)), out)

    def _group(self, heading: str, row: Row, out: TableReading) -> None:
        out.left.update(row.numbers)
        self._group_warning(heading, row.numbers, out)

    def _group_warning(self, heading: str, numbers: tuple[int, ...], out: TableReading) -> None:
        remark = f"Dòng nhóm «{heading}» không phải nhiệm vụ, được giữ ở phần còn lại."
        out.warnings.append(ReadWarning("group_row", remark, "tasks", numbers, heading))

    def _number(self, cells: dict[int, Cell]) -> str:
        for k, kind in enumerate(self.kinds):
            if kind is Column.NO and k in cells and cells[k].text:
                return squeeze(cells[k].text).strip(" .)")
        return ""

    def _title_text(self, cells: dict[int, Cell]) -> str:
        place = self.kinds.index(Column.TITLE)
        return cells[place].text if place in cells else ""

    def _continues(self, cells: dict[int, Cell], no: str, before: Entry, *, broken: bool) -> bool:
        """A row without a number goes on with the one before it: cut by a page, or sharing its merged title."""
        title = self.kinds.index(Column.TITLE)
        if title in cells and cells[title].text and cells[title] is before.cells.get(title):
            return True
        if no or _only_number(before):
            return not no
        text = self._title_text(cells)
        if Column.NO not in self.kinds:
            return broken and (not text or text[:1].islower())
        if not text:
            return True
        if broken and not is_child(text):
            return True
        others = any(cell.text and cell is not before.cells.get(k) for k, cell in cells.items() if k != title)
        label = label_of(text)
        return not others and (text[:1].islower() or (label is not None and label.kind == "dash"))

    def _entry(self, no: str, cells: dict[int, Cell], entries: list[Entry]) -> Entry:
        title = self.kinds.index(Column.TITLE)
        marks = [
            squeeze(cells[k].text)
            for k, kind in enumerate(self.kinds)
            if kind is Column.NO and k in cells and cells[k].text
        ]
        mark = marks[-1].strip(" .)") if marks else ""
        label = label_of(f"{mark}. x") if mark else label_of(cells[title].text) if title in cells else None
        entry = Entry(no, cells, label.level if label else LEVELS["number"], self.period)
        if not no and label and label.kind in {"letter", "number"}:
            entry.no = family_no(label, entries)
            cells[title] = without_label(cells[title])
        elif no and label and label.kind == "letter" and len(marks) == 1:
            entry.no = family_no(Label("letter", label.level, mark, ""), entries)
        return entry

    def _tasks(self) -> RowTasks:
        return RowTasks(self.kinds, RowTimes(self.kinds, self.words, self.years), self.known)

    def _leave_other_columns(self, entries: Iterable[Entry], out: TableReading) -> None:
        """Words of columns the plan has no place for (sản phẩm, ghi chú) stay in the remainder."""
        found: dict[int, list[int]] = {}
        for entry in entries:
            for k, cell in entry.cells.items():
                if self.kinds[k] is Column.OTHER and cell.text:
                    found.setdefault(k, []).extend(cell.numbers)
        for k, numbers in found.items():
            out.left.update(numbers)
            head = squeeze(self.words[k]) or f"cột {k + 1}"
            out.warnings.append(
                ReadWarning(
                    "column_left",
                    f"Cột «{head}» không có chỗ trong kế hoạch; nội dung còn nguyên ở phần còn lại.",
                    "tasks",
                    tuple(numbers),
                    head,
                )
            )


def _only_number(entry: Entry) -> bool:
    """A row cut by the page end right below its number: the words follow on the next page."""
    filled = {id(cell): cell for cell in entry.cells.values() if cell.text}
    return bool(entry.no) and len(filled) == 1 and is_bare_number(squeeze(next(iter(filled.values())).text))
