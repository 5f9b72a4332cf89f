"""The columns of a task table by what stands in them, where their heads say nothing («Ai làm», «Khi nào»)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from plans.reading.columns import Column, column_kind
from plans.reading.layout import Row
from plans.reading.periods import Years, parse_time
from plans.reading.unit_words import starts_like_unit, starts_like_verb

_NUMBER = re.compile(r"^(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,4}|[a-hđ])[.)]?$")
_DOERS = {Column.UNIT, Column.LEAD, Column.COORDINATE}
_YEARS = Years(2000)
_MOST = 0.6  # the share of filled cells that must speak for a kind
_SEEN = 40  # rows looked at


def kinds_by_content(heads: Sequence[str], kinds: list[Column] | None, rows: Sequence[Row]) -> list[Column] | None:
    """The kinds told by the heads, with those of unknown heads told by their cells; None when it is no task table."""
    if kinds is not None and (Column.TIME in kinds or Column.MONTH in kinds) and _DOERS & set(kinds):
        return kinds
    unknown = [k for k, head in enumerate(heads) if column_kind(head) is None]
    columns = {k: _cells(rows, k) for k in unknown}
    found = {k: kind for k, cells in columns.items() if (kind := _kind_of(cells, heads[k])) is not None}
    if kinds is None:
        return _whole_table(heads, found)
    out = list(kinds)
    for k, kind in found.items():
        missing = Column.TIME not in out if kind is Column.TIME else kind is Column.UNIT and not _DOERS & set(out)
        if missing and out[k] is Column.OTHER:
            out[k] = kind
    return out


def _whole_table(heads: Sequence[str], found: dict[int, Column]) -> list[Column] | None:
    """A table whose heads name no task column at all: its cells must show what is done, and by whom or when."""
    kinds = [column_kind(head) or found.get(k) or Column.OTHER for k, head in enumerate(heads)]
    titles = [k for k, kind in enumerate(kinds) if kind is Column.TITLE]
    if len(titles) != 1 or not {Column.TIME, *_DOERS} & set(kinds):
        return None
    return kinds


def _cells(rows: Sequence[Row], k: int) -> list[str]:
    """The filled cells of a column, without those merged over other columns."""
    found = (
        row.cells[k] for row in rows[:_SEEN] if k < len(row.cells) and sum(c is row.cells[k] for c in row.cells) == 1
    )
    return [cell.text for cell in found if cell.text]


def _kind_of(cells: Sequence[str], head: str) -> Column | None:
    """What most cells of a column are; a column of one or two cells says nothing."""
    if len(cells) < 3 or not head.strip():
        return None
    if _share(cells, lambda text: _NUMBER.match(text) is not None):
        return Column.NO
    if _share(cells, lambda text: len(text) < 60 and parse_time(text, _YEARS).says):
        return Column.TIME
    if _share(cells, lambda text: len(text) < 120 and starts_like_unit(text)):
        return Column.UNIT
    long = sum(len(text.split()) for text in cells) >= 4 * len(cells)
    return Column.TITLE if long and _share(cells, starts_like_verb) else None


def _share(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return sum(map(holds, cells)) >= _MOST * len(cells)
