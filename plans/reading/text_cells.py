"""The lines of one row of a linear table, told apart as title, units and time by their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from plans.reading.columns import Column
from plans.reading.layout import Line
from plans.reading.normalise import fold, squeeze
from plans.reading.periods import Years, parse_time
from plans.reading.unit_words import starts_like_unit, starts_like_verb, strip_dash, unit_starts
from plans.reading.units import clean_name, opens_role

_YEARLESS = Years(2000)


@dataclass
class LinearRow:
    """One row as its lines; ``breaks`` are the places in ``lines`` where a page broke it."""

    no: Line | None
    lines: list[Line] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    heading: bool = False


def part_of(line: Line, text: str) -> Line:
    """A part of a line (a number, the words after it) as a line with the same source number."""
    words = text.split(None, 1)
    first = len(words[0]) if words else 0
    x1 = line.x0 + len(text)
    return Line(line.number, squeeze(text), line.x0, x1, 0, first, 1.0, line.page, exact=False)


def is_dashed(text: str) -> bool:
    """Whether the line opens with a list dash or dot."""
    return text[:1] in "-–—•●▪+*" and strip_dash(text) != text


def unit_items(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a unit cell, grouped so that each group names one unit."""
    items: list[list[Line]] = []
    for line in lines:
        opens = (
            opens_role(line.text)
            or is_dashed(line.text)
            or (starts_like_unit(line.text) and line.text[:1].isupper() and not _is_open(items))
        )
        if items and not opens:
            items[-1].append(line)
        else:
            items.append([line])
    return items


def _is_open(items: list[list[Line]]) -> bool:
    return bool(items) and items[-1][-1].text.endswith(("-", "–", ",", " và", " các"))


Cells = tuple[list[Line], list[Line], list[Line]]


def distribute(row: LinearRow, columns: Sequence[Column], names: set[str]) -> Cells:
    """The lines of a row as (title, units, time)."""
    lines = [part_of(line, line.text) for line in row.lines]
    cells: Cells = ([], [], [])
    timed = Column.TIME in columns
    breaks = set(row.breaks)
    dashed_units = any(is_dashed(line.text) and starts_like_unit(line.text) for line in lines)
    mode = 0
    for i, line in enumerate(lines):
        if i in breaks:
            mode = _mode_after_break(cells, line, names)
        elif timed and i > 0 and _is_time(line.text):
            mode = 2
        elif i > 0 and opens_role(line.text):
            mode = 1
        elif is_dashed(line.text):
            mode = 1 if starts_like_unit(line.text) or (mode == 1 and not starts_like_verb(line.text)) else 0
        elif mode == 2 or _switches(mode, line, cells, names, after_break=bool(breaks), dashed=dashed_units):
            mode = 1
        cells[mode].append(line)
    if not cells[1] and len(columns) > 2 and row.no is not None:
        return _cut_flat(cells, columns)
    return cells


def cell_step(rows: Sequence[LinearRow]) -> int:
    """By how much the number of a line grows where a cell may begin: 1 when every line is a whole paragraph, 2 when
    blank lines part the cells of wrapped lines, 0 when nothing tells (a blank line after every line).
    """
    lines = [line for row in rows for line in row.lines]
    if all(line.right == 0 for line in lines):
        return 1
    touching = sum(b.number - a.number == 1 for row in rows for a, b in pairwise(row.lines))
    return 2 if touching * 4 > len(lines) else 0


def take_others(
    title: list[Line], units: list[Line], columns: Sequence[Column], step: int
) -> tuple[list[Line], list[Line], list[Line]]:
    """Title, units and the words of columns such as «Sản phẩm», told by their order. A line opens another cell where
    its number is ``step`` or more above the one before it (numbers count blank lines too).
    """
    after_title = columns[columns.index(Column.TITLE) + 1 :]
    between = next((k for k, c in enumerate(after_title) if c is not Column.OTHER), len(after_title))
    behind = next((k for k, c in enumerate(reversed(columns)) if c is not Column.OTHER), 0)
    first, last = _without_others(title, between, step), _without_others(units, behind, step)
    return title[:first], units[:last], [*title[first:], *units[last:]]


def _without_others(lines: Sequence[Line], most: int, step: int) -> int:
    """How many lines stay when at most ``most`` cells of other columns at their end go."""
    end = len(lines)
    for _ in range(most):
        start = next((k for k in range(end - 1, 0, -1) if lines[k].number - lines[k - 1].number >= step), 0)
        if not start or any(is_dashed(line.text) for line in lines[start:end]) or not _opens_other(lines[start].text):
            break
        end = start
    return end


def _opens_other(text: str) -> bool:
    return text[:1].isupper() and not starts_like_unit(text)


_TIME_END = re.compile(
    r"(?<=\s)(?:(?:cuối |đầu |trong |trước |chậm nhất )?(?:ngày |quý |tháng )\S.{0,30}|trước \d\S*|thường xuyên"
    r"|cả năm|trong năm"
    r"|\d{1,2}/\d{1,2}(?:/\d{4})?|hằng (?:quý|tháng)|hàng (?:quý|tháng)|khi có \w.{0,20})$",
    re.IGNORECASE,
)


def _cut_flat(cells: Cells, columns: Sequence[Column]) -> Cells:
    """A row flattened to one line: «Phát động thi đua Công đoàn Sở Văn phòng Sở Tháng 2»."""
    title, _, time = cells
    lines = list(title)
    if Column.TIME in columns and not time and lines:
        match = _TIME_END.search(lines[-1].text)
        if match and match.start() > 0 and match.group()[:1].isupper():
            time = [part_of(lines[-1], match.group())]
            lines[-1] = part_of(lines[-1], lines[-1].text[: match.start()])
    if not set(columns) & {Column.UNIT, Column.LEAD, Column.COORDINATE}:
        return lines, [], time
    starts = [(i, place) for i, line in enumerate(lines) for place in unit_starts(line.text) if (i, place) != (0, 0)]
    if not starts:
        return lines, [], time
    first, place = starts[0]
    units: list[Line] = []
    for n, (i, begin) in enumerate(starts):
        end = starts[n + 1][1] if n + 1 < len(starts) and starts[n + 1][0] == i else len(lines[i].text)
        units.append(part_of(lines[i], lines[i].text[begin:end]))
        following = starts[n + 1][0] if n + 1 < len(starts) else len(lines)
        units.extend(lines[i + 1 : following])
    kept = [*lines[:first], *([part_of(lines[first], lines[first].text[:place])] if place else [])]
    return kept, units, time


def _is_time(text: str) -> bool:
    """A line that is nothing but a time."""
    if len(text) > 45 or starts_like_unit(text) or starts_like_verb(text):
        return False
    when = parse_time(text, _YEARLESS)
    return when.says or when.conditional or when.doubt.startswith("thời hạn tính") or fold(text).startswith("theo ")


def _switches(mode: int, line: Line, cells: Cells, names: set[str], *, after_break: bool, dashed: bool) -> bool:
    """Whether a line without a dash leaves the title for the units."""
    title, units, _ = cells
    if mode != 0 or not title:
        return False
    closed = title[-1].text.endswith((".", ";"))
    if after_break and units:
        whole = fold(clean_name(f"{units[-1].text} {line.text}"))
        return whole in names or (closed and units[-1].text.endswith(("-", "–", ",")))
    return not dashed and starts_like_unit(line.text) and line.text[:1].isupper()


def _mode_after_break(cells: Cells, line: Line, names: set[str]) -> int:
    """After a page break the rest of the left cell comes first, then the rest of the right one."""
    title, units, _ = cells
    if is_dashed(line.text):
        return 1 if starts_like_unit(line.text) else 0
    if not units:
        return 1 if title and title[-1].text.endswith(".") and starts_like_unit(line.text) else 0
    whole = fold(clean_name(f"{units[-1].text} {line.text}"))
    if whole in names:
        return 1
    closed = bool(title) and title[-1].text.endswith((".", ";"))
    return 1 if closed else 0
