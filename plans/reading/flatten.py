"""Tables that are no task tables: those that only lay out head or foot, and data tables kept as words."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from plans.reading.heads import find_head
from plans.reading.layout import Block, Grid, Line
from plans.reading.normalise import fold
from plans.reading.signers import is_signer_title


def flatten(blocks: Sequence[Block]) -> list[Block]:
    """Task tables stay; tables that only lay out head or foot become lines, side by side; others rows of words."""
    out: list[Block] = []
    width = 0
    for block in blocks:
        if isinstance(block, Line):
            out.append(block)
            continue
        found = find_head(block.rows)
        if found is not None:
            width = len(found[2])
            out.append(block)
        elif _is_layout(block):
            out.extend(_columnwise(block))
        elif width and block.rows and len(block.rows[0].cells) == width:
            out.append(block)
        else:
            out.extend(_rowwise(block))
    return out


def _is_layout(grid: Grid) -> bool:
    width = max((len(row.cells) for row in grid.rows), default=0)
    if width > 3 or len(grid.rows) > 8:
        return False
    lines = [fold(line.text) for row in grid.rows for cell in row.distinct() for line in cell.lines]
    if width == 1:
        return True
    formal = any(
        key.startswith("noi nhan") or re.match(r"cong h\w+ xa hoi|doc lap\b|dang cong san|so\s*:", key) for key in lines
    )
    return formal or any(
        is_signer_title(line.text) for row in grid.rows for cell in row.distinct() for line in cell.lines
    )


def _columnwise(grid: Grid) -> list[Block]:
    width = max(len(row.cells) for row in grid.rows)
    out: list[Block] = []
    seen: set[int] = set()
    for k in range(width):
        side = "" if width == 1 else "L" if k < width / 2 and not (width == 3 and k == 1) else "R"
        for row in grid.rows:
            if k < len(row.cells) and id(row.cells[k]) not in seen:
                seen.add(id(row.cells[k]))
                out.extend(dataclasses.replace(line, side=side) for line in row.cells[k].lines if line.text)
    return out


def _rowwise(grid: Grid) -> list[Block]:
    out: list[Block] = []
    seen: set[int] = set()
    for row in grid.rows:
        cells = [cell for cell in row.distinct() if id(cell) not in seen]
        seen.update(id(cell) for cell in cells)
        lines = [line for cell in cells for line in cell.lines if line.text]
        if lines:
            text = " | ".join(cell.text for cell in cells)
            out.append(Line(lines[0].number, text, page=lines[0].page, also=tuple(line.number for line in lines[1:])))
    return out
