"""A table in text without visible columns: number, title and units follow each other line by line.

This is how the 2026 plan reads, and how Word or PDF tables look once pasted. Cells are told apart by their words: a
dash before a unit's noun opens a unit, a dash before a verb goes on with the title, a time stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from plans.reading.closing import closes_at
from plans.reading.columns import Column, head_columns, looks_like_head
from plans.reading.furniture import is_bare_number
from plans.reading.labels import LETTERS, ends_body, is_loud, is_tail_section, label_of, next_roman
from plans.reading.layout import Block, Cell, Grid, Line, Row, Sheet
from plans.reading.normalise import fold, squeeze
from plans.reading.periods import period_heading
from plans.reading.results import ReadWarning
from plans.reading.row_quality import broken_rows, holds_together
from plans.reading.text_cells import LinearRow, cell_step, distribute, is_dashed, part_of, take_others, unit_items
from plans.reading.torn import warn_torn
from plans.reading.units import clean_name

_ROW = re.compile(r"^(\d{1,3}(?:\.\d{1,2}){0,3})\s*[.)/\-]?\s*(.*)$")


def linear_tables(blocks: list[Block], sheet: Sheet) -> list[Block]:
    """Replace each linear table by a grid with guessed cells."""
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        head = _head_at(blocks, i)
        if head is None:
            out.append(blocks[i])
            i += 1
            continue
        end, columns = head
        reader = _Reader(columns, sheet, _section_before(blocks, i))
        stop = reader.read(blocks, end)
        if not reader.rows:
            out.append(blocks[i])
            i += 1
            continue
        head_line = [b for b in blocks[i:end] if isinstance(b, Line)]
        rows = reader.grid_rows()
        if holds_together(rows, columns):
            out.append(Grid([_head_row(head_line, columns), *rows], guessed=True))
            sheet.warnings.extend(map(_mixed, broken_rows(rows, columns)))
        else:
            warn_torn([b for b in blocks[i:stop] if isinstance(b, Line)], sheet)
        i = stop
    return out


def _mixed(row: Row) -> ReadWarning:
    remark = "Một hàng của bảng có thể lẫn hoặc thiếu chữ do sao chép; hãy đối chiếu với bản gốc."
    numbers = tuple(sorted({number for cell in row.cells for number in cell.numbers}))
    return ReadWarning("mixed_row", remark, "tasks", numbers)


def _section_before(blocks: Sequence[Block], i: int) -> str:
    for block in reversed(blocks[:i]):
        label = label_of(block.text) if isinstance(block, Line) else None
        if label and label.kind == "roman":
            return label.mark
    return ""


def _head_at(blocks: Sequence[Block], i: int) -> tuple[int, list[Column]] | None:
    lines: list[Line] = []
    for block in blocks[i : i + 10]:
        if not isinstance(block, Line) or not looks_like_head(block.text):
            break
        lines.append(block)
    if not lines or not re.match(
        r"(?:s\s*)?tt\b|so (?:tt|thu tu)\b|noi dung\b|nhiem vu\b|cong viec\b|thoi gian\b", fold(lines[0].text)
    ):
        return None
    columns = head_columns(" ".join(squeeze(line.text) for line in lines))
    numbered = columns[:1] == [Column.NO]
    if Column.TITLE not in columns or len(columns) < 2 or not (numbered or (len(lines) >= 2 and len(columns) >= 2)):
        return None
    if len(columns) == 2 and numbered:
        return None
    return i + len(lines), columns


def _head_row(lines: list[Line], columns: list[Column]) -> Row:
    words = {
        Column.NO: "TT", Column.TITLE: "Nội dung", Column.UNIT: "Đơn vị thực hiện", Column.LEAD: "Đơn vị chủ trì",
        Column.COORDINATE: "Đơn vị phối hợp", Column.TIME: "Thời gian", Column.OTHER: "Ghi chú",
    }  # fmt: skip
    cells = [Cell([Line(lines[0].number, words[column])]) for column in columns]
    cells[0].lines += [Line(line.number, "") for line in lines[1:]]
    return Row(cells)


class _Reader:
    """Walks the lines of one table: which begin a row, which are period rows, where it ends."""

    def __init__(self, columns: list[Column], sheet: Sheet, section: str) -> None:
        self.columns = columns
        self.sheet = sheet
        self.section = section
        self.rows: list[LinearRow] = []
        self.expected = 1
        self.letter = 0
        self.groups = False
        self.broken = False
        self.step = 0

    def read(self, blocks: Sequence[Block], start: int) -> int:
        i = start
        while i < len(blocks):
            line = blocks[i]
            if not isinstance(line, Line) or self._ends(blocks, i):
                return i
            i += self._take(line, blocks, i)
        return i

    def _ends(self, blocks: Sequence[Block], i: int) -> bool:
        line = blocks[i]
        text = line.text if isinstance(line, Line) else ""
        if ends_body(text) or (is_tail_section(text) and not (self._row_no(text) and not is_loud(text))):
            return True
        if self.rows and closes_at(blocks, i):
            return True
        label = label_of(text)
        if label is None or label.kind not in {"roman", "part"} or not label.rest or period_heading(text):
            return False
        if label.kind == "part":
            return True
        return label.mark == next_roman(self.section) and not self.groups and bool(self.rows)

    def _take(self, line: Line, blocks: Sequence[Block], i: int) -> int:
        if self._repeated_head(blocks, i):
            self.sheet.furniture.add(line.number)
            self.broken = True
            return 1
        if period_heading(line.text) and (Column.TIME not in self.columns or is_loud(line.text)):
            self.rows.append(LinearRow(None, [line], heading=True))
            self.broken, self.letter = False, 0
            return 1
        if self._page_number(blocks, i):
            self.sheet.furniture.add(line.number)
            return 1
        start = self._row_start(line)
        if start is not None:
            self.rows.append(start)
            self.broken = False
        elif self.rows and not self.rows[-1].heading:
            if self.broken:
                self.rows[-1].breaks.append(len(self.rows[-1].lines))
                self.broken = False
            self.rows[-1].lines.append(line)
        else:
            self.rows.append(LinearRow(None, [line], heading=not is_dashed(line.text)))
        return 1

    def _repeated_head(self, blocks: Sequence[Block], i: int) -> bool:
        line = blocks[i]
        if not isinstance(line, Line) or not looks_like_head(line.text):
            return False
        if self.broken or re.match(r"(?:s\s*)?tt\b", fold(line.text)):
            return True
        head = _head_at(blocks, i)
        return head is not None and head[1] == self.columns

    def _page_number(self, blocks: Sequence[Block], i: int) -> bool:
        line = blocks[i]
        if not isinstance(line, Line) or not is_bare_number(line.text):
            return False
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        if isinstance(following, Line) and (following.text == line.text or looks_like_head(following.text)):
            return True
        return self._row_no(line.text) is None and not line.text.startswith("0")

    def _row_no(self, text: str) -> str | None:
        match = _ROW.match(text)
        if match is None:
            return None
        head, rest = match[1].split("."), match[2]
        number = int(head[0])
        restart = number == 1 and bool(self.rows) and self.rows[-1].heading
        if len(head) > 1:
            return match[1] if number in {self.expected - 1, self.expected} and _opens(rest) else None
        return match[1] if (number == self.expected or restart) and _opens(rest) else None

    def _row_start(self, line: Line) -> LinearRow | None:
        number = self._row_no(line.text)
        if number is not None:
            rest = squeeze((_ROW.match(line.text) or [""] * 3)[2])
            self.expected = int(number.split(".")[0]) + 1
            self.letter = 0
            return LinearRow(part_of(line, number), [part_of(line, rest)] if rest else [])
        label = label_of(line.text)
        if label and label.kind == "letter" and label.mark == LETTERS[self.letter : self.letter + 1]:
            self.letter += 1
            return LinearRow(part_of(line, f"{label.mark})"), [part_of(line, label.rest)])
        if label and label.kind in {"roman", "capital"} and (not label.rest or label.rest[:1].isupper()):
            self.groups, self.expected = True, 1
            return LinearRow(
                part_of(line, label.mark), [part_of(line, label.rest)] if label.rest else [], heading=bool(label.rest)
            )
        return None

    def grid_rows(self) -> list[Row]:
        """The rows with their lines laid into cells; whole rows first, so that their unit names help broken ones."""
        self.step = cell_step(self.rows)
        names = {
            fold(clean_name(" ".join(line.text for line in item)))
            for row in self.rows
            if not row.breaks and not row.heading
            for item in unit_items(distribute(row, self.columns, set())[1])
        }
        return [self._grid_row(row, names) for row in self.rows]

    def _grid_row(self, row: LinearRow, names: set[str]) -> Row:
        if row.heading:
            no = [row.no] if row.no else []
            cell = Cell([*no, *(part_of(line, line.text) for line in row.lines)])
            return Row([cell] * len(self.columns))
        title, units, time = distribute(row, self.columns, names)
        cells = {Column.NO: Cell([row.no] if row.no else []), Column.TIME: Cell(time)}
        if self.step and Column.OTHER in self.columns:
            title, units, others = take_others(title, units, self.columns, self.step)
            cells[Column.OTHER] = Cell(others)
        cells[Column.TITLE] = Cell(title)
        items = unit_items(units)
        if (
            Column.LEAD in self.columns
            and Column.COORDINATE in self.columns
            and not any(is_dashed(u.text) for u in units)
        ):
            cells[Column.LEAD] = Cell([line for item in items[:1] for line in item])
            cells[Column.COORDINATE] = Cell([line for item in items[1:] for line in item])
        else:
            first = next((c for c in self.columns if c in {Column.UNIT, Column.LEAD, Column.COORDINATE}), Column.UNIT)
            cells[first] = Cell(units)
        last = len(self.columns) - 1 - self.columns[::-1].index(Column.OTHER) if Column.OTHER in self.columns else -1
        return Row(
            [
                Cell() if column is Column.OTHER and k != last else cells.get(column, Cell())
                for k, column in enumerate(self.columns)
            ]
        )


def _opens(rest: str) -> bool:
    """What follows a row number opens a title: a capital, a quote, a dash, or nothing."""
    return not rest or rest[0].isupper() or rest[0] in "“\"'‘(-–+•"
