"""The head of a task table: which rows it takes, and where it stands again after a page break."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from plans.reading.by_content import kinds_by_content
from plans.reading.columns import Column, column_kind, has_period_heads, head_kinds, looks_like_head, period_of_head
from plans.reading.layout import Cell, Row
from plans.reading.normalise import fold

_INDEX = re.compile(r"^\(?(?:\d{1,2}|[a-z])\)?$")


def is_index_row(row: Row) -> bool:
    """«(1) (2) (3)» or «A B 1 2» under the head: as many short marks as columns, counting on."""
    texts = [fold(cell.text).strip() for cell in row.cells]
    filled = [text for text in texts if text]
    if len(filled) < 3 or len(filled) < len(texts) - 1 or not all(_INDEX.match(text) for text in filled):
        return False
    numbers = [int(n) for text in filled if (n := text.strip("()")).isdigit()]
    return len(numbers) >= 2 and all(b == a + 1 for a, b in pairwise(numbers))


def find_head(rows: Sequence[Row], limit: int = 5) -> tuple[int, int, list[Column], list[str]] | None:
    """The head of a table: (first row, row after it, column kinds, head words); a head may take two rows."""
    for start, row in enumerate(rows[:limit]):
        texts = [cell.text for cell in row.cells]
        if len(row.distinct()) < 2:
            continue
        end, joined = _with_second_row(rows, start, texts)
        kinds = kinds_by_content(joined, head_kinds(joined), rows[end:])
        if kinds is None:
            continue
        while end < len(rows) and is_index_row(rows[end]):
            end += 1
        return start, end, kinds, joined
    return None


def _with_second_row(rows: Sequence[Row], start: int, texts: list[str]) -> tuple[int, list[str]]:
    """A second head row shares cells with the first or names halves of it («Chủ trì» | «Phối hợp»)."""
    end = start + 1
    joined = list(texts)
    while end < len(rows) and end < start + 3:
        upper, lower = rows[end - 1].cells, rows[end].cells
        if not _is_second_head(upper, lower) or (is_index_row(rows[end]) and not _periods_below(lower)):
            break
        for i, (a, b) in enumerate(zip(upper, lower, strict=False)):
            if a is not b and b.text:
                halves = sum(cell is a for cell in upper) > 1
                own = period_of_head(b.text) or (halves and column_kind(b.text))
                joined[i] = b.text if own else f"{joined[i]} {b.text}".strip()
        end += 1
    return end, joined


def _is_second_head(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    fresh = [b for a, b in zip(upper, lower, strict=False) if a is not b and b.text]
    if not fresh:
        return any(a is b and a.text for a, b in zip(upper, lower, strict=False))
    if _periods_below(lower):
        return True
    return len({id(cell) for cell in lower}) > 1 and all(looks_like_head(cell.text) for cell in fresh)


def _periods_below(lower: Sequence[Cell]) -> bool:
    return has_period_heads([cell.text for cell in {id(cell): cell for cell in lower}.values()])


def same_head(row: Row, words: Sequence[str]) -> bool:
    """Whether a row repeats the head of the table, as after a page break."""
    said = re.sub(r"\W+", "", fold(" ".join(cell.text for cell in row.distinct())))
    head = re.sub(r"\W+", "", fold(" ".join(dict.fromkeys(words))))
    return bool(said) and (said == head or (len(row.distinct()) >= 2 and said in head and len(said) * 2 > len(head)))
