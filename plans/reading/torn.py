"""Tables whose columns a copy tore apart: all numbers, all titles, all units. Nothing is guessed from them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plans.reading.columns import looks_like_head
from plans.reading.furniture import is_bare_number
from plans.reading.labels import ends_body, is_tail_section
from plans.reading.layout import Block, Line, Sheet
from plans.reading.normalise import fold
from plans.reading.results import ReadWarning

_HEAD = re.compile(r"^s?tt$|^so tt$|^so thu tu$")


def leave_torn_tables(blocks: list[Block], sheet: Sheet) -> list[Block]:
    """The blocks without torn tables; their lines go to the remainder, with a warning."""
    start = next(
        (i for i, block in enumerate(blocks) if isinstance(block, Line) and _HEAD.match(fold(block.text))), None
    )
    if start is None:
        return blocks
    end = next((i for i in range(start, len(blocks)) if _ends(blocks[i])), len(blocks))
    lines = [block for block in blocks[start:end] if isinstance(block, Line)]
    if not _is_torn(lines):
        return blocks
    sheet.warnings.append(
        ReadWarning(
            "torn_table",
            "Bảng bị rời cột khi sao chép nên không đọc được nhiệm vụ. Hãy tải lên tệp Word hoặc PDF gốc.",
            "tasks",
            tuple(line.number for line in lines),
        )
    )
    return [*blocks[:start], *blocks[end:]]


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
