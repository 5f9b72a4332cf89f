"""Tables in plain text whose columns are parted by tabs or bars."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from plans.reading.closing import closes_at
from plans.reading.columns import Column, head_kinds
from plans.reading.labels import ends_body, is_loud, is_tail_section, label_of
from plans.reading.layout import Block, Cell, Grid, Line, Row, Sheet
from plans.reading.normalise import squeeze
from plans.reading.periods import Years, parse_time, period_heading
from plans.reading.results import ReadWarning

_BAR = re.compile(r"^\s*\||\|.*\|")


def separated_tables(blocks: list[Block], sheet: Sheet) -> list[Block]:
    """Replace each table parted by tabs or bars by a grid."""
    out: list[Block] = []
    i = 0
    while i < len(blocks):
        block = blocks[i]
        cut = _separator(block) if isinstance(block, Line) else None
        if cut is None or head_kinds([squeeze(part) for part in cut(blocks[i].text)]) is None:  # type: ignore[union-attr]
            out.append(block)
            i += 1
            continue
        grid, i = _separated(blocks, i, cut, sheet)
        out.append(grid)
    return out


def _separator(line: Line) -> Callable[[str], list[str]] | None:
    if "\t" in line.text:
        return lambda text: text.split("\t")
    if _BAR.search(line.text):
        return lambda text: text.strip().strip("|").split("|")
    return None


def _separated(blocks: list[Block], start: int, cut: Callable[[str], list[str]], sheet: Sheet) -> tuple[Grid, int]:
    width = len(cut(blocks[start].text))  # type: ignore[union-attr]
    rows: list[Row] = []
    i = start
    while i < len(blocks):
        line = blocks[i]
        if not isinstance(line, Line):
            break
        parts = [squeeze(part).strip('"') for part in cut(line.text)]
        if len(parts) == 1 and (ends_body(line.text) or closes_at(blocks, i) or not _goes_on(blocks, i, cut, rows[-1])):
            break
        i += 1
        if len(parts) > 1 and all(set(part) <= set("-: ") for part in parts):
            sheet.furniture.add(line.number)
        elif len(parts) == 1 or (rows and len(_filled(rows[-1])) < width and not parts[0] and len(parts) < width):
            _add_loose(rows, line, parts, width)
        else:
            cells = [Cell([cell_line(line, part)] if part else []) for part in parts]
            if rows and 1 < len(parts) < width:
                cells = [*_merged_above(rows, parts), *cells]
                sheet.warnings.append(_short_row(line))
            rows.append(Row((cells + [Cell() for _ in range(width)])[: max(width, len(cells))]))
    return Grid(_even(rows)), i


def _merged_above(rows: Sequence[Row], parts: Sequence[str]) -> list[Cell]:
    """The time cell that a copy leaves out where it is merged with the one above, in a table that opens with it."""
    kinds = head_kinds([cell.text for cell in rows[0].cells]) or []
    timed = kinds[:1] == [Column.TIME] and len(parts) == len(kinds) - 1
    return [rows[-1].cells[0]] if timed and len(rows) > 1 and not parse_time(parts[0], Years(None)).says else []


def _short_row(line: Line) -> ReadWarning:
    remark = "Hàng này có ít ô hơn đầu bảng; hãy đối chiếu đơn vị và thời gian với bản gốc."
    return ReadWarning("short_row", remark, "tasks", (line.number,), squeeze(line.text)[:200])


def _filled(row: Row) -> list[Cell]:
    return [cell for cell in row.cells if cell.text]


def _even(rows: list[Row]) -> list[Row]:
    width = max(len(row.cells) for row in rows)
    return [Row(row.cells + [Cell() for _ in range(width - len(row.cells))], row.opens_part) for row in rows]


def cell_line(line: Line, text: str) -> Line:
    """A part of a line as the line of a cell, with the same source number."""
    """A line's part in one cell, under the number of the whole line."""
    return Line(line.number, squeeze(text), page=line.page)


def _goes_on(blocks: Sequence[Block], i: int, cut: Callable[[str], list[str]], row: Row) -> bool:
    """Whether a line without separators is still of the table: a heading row, or the rest of a cell."""
    line = blocks[i]
    if not isinstance(line, Line) or is_tail_section(line.text):
        return False
    following = [b for b in blocks[i + 1 : i + 4] if isinstance(b, Line)]
    more = any(len(cut(b.text)) > 1 for b in following)
    if period_heading(line.text):
        return more
    label = label_of(line.text)
    if label and label.kind == "dash":
        return True
    return more and (label is None or label.kind in {"roman", "capital"} or not row.cells[-1].text)


def _add_loose(rows: list[Row], line: Line, parts: list[str], width: int) -> None:
    text = parts[0]
    label = label_of(text)
    heading = period_heading(text) or (is_loud(text) and len(text) > 4) or (label is not None and label.kind != "dash")
    if len(parts) == 1 and (heading or not text[:1].islower()) and not text.startswith(("-", "–", "+", "•")):
        cell = Cell([cell_line(line, text)])
        rows.append(Row([cell] * width))
        return
    filled = [k for k, cell in enumerate(rows[-1].cells) if cell.text]
    place = filled[-1] if filled else 0
    for k, part in enumerate(parts):
        if part and place + k < len(rows[-1].cells):
            rows[-1].cells[place + k].lines.append(cell_line(line, part))
