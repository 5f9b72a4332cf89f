"""Columns parted by strips that no word of any line crosses: the plainest sign of columns, where it is there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

Word = tuple[str, float, float]  # text, first and last place on the line

_FEWEST = 4  # lines; below it words leave strips by chance
_ALIKE = 0.7  # the share of lines whose cells must begin right behind a strip that single spaces cross


def clear_strips(lines: Sequence[Sequence[Word]], heads: Sequence[Word], step: float = 1.0) -> list[float]:
    """Where each column but the first begins, as the middle of the strip before it; [] when a strip is missing.

    ``step`` is the least width of a strip. Of several strips between two heads the one counts that most lines begin
    behind, and the wider one.
    """
    filled = [line for line in lines if line]
    if len(filled) < _FEWEST or len(heads) < 2:
        return []
    free = _free(sorted((word[1], word[2]) for line in filled for word in line), step)
    found: list[float] = []
    for (_, a0, a1), (_, b0, b1) in pairwise(heads):
        low, high = max((a0 + a1) / 2, found[-1] if found else a0), max((b0 + b1) / 2, b1 if b1 - b0 <= 5 * step else 0)
        between = [strip for strip in free if min(strip[1], high + step) - max(strip[0], low - step) >= step]
        if not any(word[2] > b0 for line in filled for word in line):
            between = [(b0 - step, b0)]  # the last columns have no words («Ghi chú»)
        scores = [_parting(filled, strip, step) - max(0.0, strip[1] - b0) / step for strip in between]
        if max(scores, default=-1.0) < 0:
            return []
        best = between[scores.index(max(scores))]
        found.append((best[0] + best[1]) / 2)
    return found if all(a < b for a, b in pairwise(found)) else []


def _free(taken: Sequence[tuple[float, float]], step: float) -> list[tuple[float, float]]:
    """The strips that no word covers, at least ``step`` wide, between the first and the last word."""
    strips: list[tuple[float, float]] = []
    end = taken[0][1]
    for x0, x1 in taken[1:]:
        if x0 - end >= step:
            strips.append((end, x0))
        end = max(end, x1)
    return strips


def _parting(lines: Sequence[Sequence[Word]], strip: tuple[float, float], step: float) -> float:
    """How well a strip parts the lines: those that begin a word right behind it or leave a gap there speak for it.
    Below 0 when the words of a line go on over it with one space between them, and cells do not begin behind it alike.
    """
    wide = narrow = aligned = 0
    for line in lines:
        left = max((word[2] for word in line if word[1] < strip[1]), default=None)
        right = min((word[1] for word in line if word[1] >= strip[1]), default=None)
        aligned += right is not None and abs(right - strip[1]) < step
        if left is not None and right is not None:
            wide += right - left > 1.5 * step
            narrow += right - left <= 1.5 * step
    if narrow and aligned < _ALIKE * (wide + narrow):
        return -1.0
    return wide - 3.0 * narrow + 0.2 * aligned + (strip[1] - strip[0]) / step / 10
