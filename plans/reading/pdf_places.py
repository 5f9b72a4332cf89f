"""Places on a PDF page: words gathered to lines, lines cut where two columns part, the rules of tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from plans.reading.layout import Line, Row, is_mark

COLUMN_GAP = 22.0  # points between two columns set side by side


Word = dict[str, Any]


def open_ends(page: Any) -> list[float]:
    """Where upright rules end without a level one: a row cut by the page break is often left open there."""
    level = [float(edge["top"]) for edge in page.edges if edge["orientation"] == "h"]
    upright = [edge for edge in page.edges if edge["orientation"] == "v" and edge["bottom"] - edge["top"] > 4]
    ends = {round(float(edge[side])) for edge in upright for side in ("top", "bottom")}
    return [y for y in sorted(ends) if all(abs(y - other) > 3 for other in level)] if upright else []


def within(word: Word, box: Sequence[float]) -> bool:
    """Whether the middle of a word lies in a box."""
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] - 0.5 <= x <= box[2] + 0.5 and box[1] - 0.5 <= y <= box[3] + 0.5)


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words gathered to lines by their middle height, each line left to right."""
    rows: list[list[Word]] = []
    middle, height = -100.0, 0.0
    for word in sorted(words, key=lambda w: ((w["top"] + w["bottom"]) / 2, w["x0"])):
        y = (word["top"] + word["bottom"]) / 2
        if rows and abs(y - middle) < max(height, word["bottom"] - word["top"]) * 0.4:
            rows[-1].append(word)
        else:
            rows.append([word])
            middle, height = y, word["bottom"] - word["top"]
    for row in rows:
        row.sort(key=lambda w: w["x0"])
    return rows


def segments_of_row(row: list[Word]) -> list[list[Word]]:
    """A line cut at the widest gap, where two columns stand side by side; a label before a tab is no column."""
    gaps = [(b["x0"] - a["x1"], k) for k, (a, b) in enumerate(pairwise(row), 1)]
    wide = [(gap, k) for gap, k in gaps if gap > COLUMN_GAP]
    if not wide:
        return [row]
    _, k = max(wide)
    left = " ".join(word["text"] for word in row[:k])
    if is_mark(left):
        return [row]
    return [row[:k], row[k:]]


def lone_side(line: Line, page: Any) -> str:
    """A line alone in the right half («GIÁM ĐỐC» below the last recipient) stands right."""
    return "R" if line.x0 > page.width * 0.5 and len(line.text) < 60 else ""


def is_centred(line: Line, page: Any) -> bool:
    """Whether a line stands evenly about the middle of the page, with room on both sides."""
    width = float(page.width)
    inside = line.x0 > width * 0.17 and line.x1 < width * 0.87
    return inside and abs((line.x0 + line.x1) / 2 - width / 2) < width * 0.06


def edges_of(values: Iterable[float]) -> list[float]:
    """Ruling positions with those closer than 3 points made one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > 3:
            edges.append(value)
    return edges


def at_edge(edges: Sequence[float], value: float) -> int:
    """The place of the nearest edge."""
    return min(range(len(edges)), key=lambda k: abs(edges[k] - value))


def set_rights(rows: list[Row], xs: Sequence[float]) -> None:
    """The room of a cell ends one padding before its rule; the padding is the least left gap in its column."""
    for k in range(len(xs) - 1):
        cells = {id(row.cells[k]): row.cells[k] for row in rows if sum(c is row.cells[k] for c in row.cells) == 1}
        lines = [line for cell in cells.values() for line in cell.lines]
        if not lines:
            continue
        padding = min(max(min(line.x0 for line in lines) - xs[k], 0.0), 9.0)
        right = max(xs[k + 1] - padding, *(line.x1 for line in lines))
        for cell in cells.values():
            cell.lines = [
                Line(n.number, n.text, n.x0, n.x1, right - 0.5, n.first, n.space, n.page, n.side, n.centred)
                for n in cell.lines
            ]
