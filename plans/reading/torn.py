"""Tables whose columns a copy tore apart: all numbers, all titles, all units. Nothing is guessed from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from plans.reading.columns import HEAD_PHRASE, Column, head_columns, looks_like_head
from plans.reading.furniture import is_bare_number
from plans.reading.labels import ends_body, is_tail_section, label_of
from plans.reading.layout import Block, Line, Sheet
from plans.reading.normalise import fold, squeeze
from plans.reading.results import ReadWarning

_NUMBER_COLUMN = re.compile(r"^(?:s?tt|so tt|so thu tu)(?=$| noi dung| nhiem vu| cong viec)")
_HEAD_LINES = 10
_HEAD = re.compile(r"^s?tt$|^so tt$|^so thu tu$")


def leave_torn_tables(blocks: list[Block], sheet: Sheet) -> list[Block]:
    """The blocks without torn tables; their lines go to the remainder, with a warning."""
    start = next(
        (i for i, block in enumerate(blocks) if isinstance(block, Line) and _HEAD.match(fold(block.text))), None
    )
    if start is None:
        return blocks
    end = next((i for i in range(start, len(blocks)) if _ends(blocks[i])), len(blocks))
    first = _below_heading(blocks, start)
    lines = [block for block in blocks[start:end] if isinstance(block, Line)]
    region = [block for block in blocks[first:end] if isinstance(block, Line)]
    if _has_stray_heads(region):
        start, lines = first, region
    elif not _is_torn(lines):
        return blocks
    warn_torn(lines, sheet)
    return [*blocks[:start], *blocks[end:]]


def leave_unread_tables(blocks: list[Block], sheet: Sheet) -> list[Block]:
    """A head «TT», «Nội dung», … whose table none could read: its scraps must not be taken for prose."""
    for i, block in enumerate(blocks):
        if not isinstance(block, Line) or not _NUMBER_COLUMN.match(fold(block.text)):
            continue
        words = " ".join(squeeze(b.text) for b in blocks[i : i + _HEAD_LINES] if isinstance(b, Line))
        columns = head_columns(words)
        if Column.NO not in columns or Column.TITLE not in columns or len(columns) < 3:
            continue
        end = next((k for k in range(i, len(blocks)) if _ends(blocks[k])), len(blocks))
        warn_torn([b for b in blocks[i:end] if isinstance(b, Line)], sheet)
        return [*blocks[:i], *blocks[end:]]
    return blocks


def warn_torn(lines: Sequence[Line], sheet: Sheet) -> None:
    """Say that the table on these lines is not read; they go to the remainder."""
    sheet.warnings.append(
        ReadWarning(
            "torn_table",
            "Bảng bị rời cột khi sao chép nên không đọc được nhiệm vụ. Hãy tải lên tệp Word hoặc PDF gốc.",
            "tasks",
            tuple(line.number for line in lines),
        )
    )


def _below_heading(blocks: Sequence[Block], start: int) -> int:
    """The first block after the last section heading before ``start``."""
    for i in range(start - 1, -1, -1):
        block = blocks[i]
        label = label_of(block.text) if isinstance(block, Line) else None
        if i < start - 8 or not isinstance(block, Line) or _ends(block) or block.side:
            return start
        if label and label.kind in {"roman", "part", "number", "capital"}:
            return i + 1
    return start


def _has_stray_heads(lines: Sequence[Line]) -> bool:
    """Some columns are named apart from the head, as where a copy gives a table column by column."""
    groups: list[str] = []
    for before, line in pairwise([None, *lines]):
        if line is None or not looks_like_head(line.text):
            continue
        if before and looks_like_head(before.text):
            groups[-1] = f"{groups[-1]} {squeeze(line.text)}"
        else:
            groups.append(squeeze(line.text))
    numbered = [columns for columns in map(head_columns, groups) if Column.NO in columns]
    stray = [columns for group in groups if Column.NO not in (columns := head_columns(group)) and _is_all_head(group)]
    known = {column for columns in numbered for column in columns}
    return len(known) < 6 and any(set(columns) - known for columns in stray)


def _is_all_head(words: str) -> bool:
    """Whether words are the heads of columns and nothing else («Đơn vị thực hiện», «Thời gian Ghi chú»)."""
    return words[:1].isupper() and head_columns(words) != [] and not HEAD_PHRASE.sub("", fold(words)).strip()


def _ends(block: Block) -> bool:
    return not isinstance(block, Line) or ends_body(block.text) or is_tail_section(block.text)


def _is_torn(lines: Sequence[Line]) -> bool:
    """Row numbers stand in a run without their titles, more than page numbers would explain."""
    runs: list[int] = []
    i = 1
    while i < len(lines):
        length = _run(lines, i)
        if length > 1 and not looks_like_head(lines[i - 1].text):  # «1 2 3 4» under the head counts the columns
            runs.append(length)
        i += max(length, 1)
    return len(runs) >= 2 or any(length >= 3 for length in runs)


def _run(lines: Sequence[Line], i: int) -> int:
    """How many bare numbers follow each other here, each one more than the one before."""
    length = 0
    while i + length < len(lines) and is_bare_number(lines[i + length].text):
        if length and int(lines[i + length].text) != int(lines[i + length - 1].text) + 1:
            break
        length += 1
    return length
