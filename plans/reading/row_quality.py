"""Do the guessed rows of a linear table hold together? A copied table may come cell by cell in the wrong order; then
its rows mix, and nothing may be guessed from them (plan-variations.md §7).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from plans.reading.columns import Column
from plans.reading.labels import is_loud, label_of
from plans.reading.layout import Row
from plans.reading.normalise import fold
from plans.reading.periods import Years, parse_time, period_heading
from plans.reading.text_cells import unit_items
from plans.reading.unit_words import starts_like_unit
from plans.reading.units import parse_units
from plans.rules.document import AssignmentRole

_UNITS = (Column.UNIT, Column.LEAD, Column.COORDINATE)
_YEARLESS = Years(2000)
_ROLE_IN_TITLE = re.compile(r"\b(?:chu tri|phoi hop)\s*:|\b(?:phong|van phong|ban|so)\b[^.;]{0,40} chu tri\b")
_LONG = 14  # words; no unit has a longer name


def broken_rows(rows: Sequence[Row], columns: Sequence[Column]) -> list[Row]:
    """The rows of tasks without a title, with a unit that is none, or with several times."""
    return [row for row in rows if len({id(cell) for cell in row.cells}) > 1 and _is_broken(row, columns)]


def holds_together(rows: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Whether at least half of the rows are whole."""
    tasks = [row for row in rows if len({id(cell) for cell in row.cells}) > 1]
    broken = len(broken_rows(tasks, columns))
    stray = sum(row not in tasks and not _is_heading(row.cells[0].text) for row in rows)
    return (broken + stray) * 2 <= len(tasks) + stray and bool(tasks)


def _is_heading(text: str) -> bool:
    """A row of one cell that may well head others; the rest are lines that found no row."""
    label = label_of(text)
    return period_heading(text) is not None or is_loud(text) or (label is not None and label.kind != "dash")


def _is_broken(row: Row, columns: Sequence[Column]) -> bool:
    cells = dict(zip(columns, row.cells, strict=True))
    title = cells[Column.TITLE].text
    if not title or title[:1].islower() or _ROLE_IN_TITLE.search(fold(title)):
        return True
    if Column.LEAD in cells and not cells[Column.LEAD].text:
        return True
    return _mixes_units(row, columns) or (Column.TIME in cells and not _is_one_time(cells[Column.TIME].text))


def _mixes_units(row: Row, columns: Sequence[Column]) -> bool:
    lines = [line for column, cell in zip(columns, row.cells, strict=True) if column in _UNITS for line in cell.lines]
    items = [" ".join(line.text for line in item) for item in unit_items(lines)]
    names = [unit.name for unit in parse_units(items, AssignmentRole.PERFORM)]
    return any(not starts_like_unit(name) or len(name.split()) > _LONG for name in names)


def _is_one_time(words: str) -> bool:
    return bool(words) and "hơn một" not in parse_time(words, _YEARLESS).doubt
