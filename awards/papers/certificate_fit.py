"""Words made to fit the width of their line: broken into rows, and smaller where they must be, by the face's widths."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from awards.rules.certificate import LINES, Place
from plans.errors import DomainError
from plans.papers.fonts import paper_face

POINT = 25.4 / 72  # mm
STEP = 0.5  # points from one size to the next smaller one
LEAST_SHARE, LEAST = 0.5, 7.0  # never below half the size of the place, nor below 7 points
SPACE = 0.25  # of the size, in every style of the face
SPARE = 1.005  # of the width, for what a printer's arithmetic rounds


class Fitted(NamedTuple):
    """The rows of a line and the size in points at which they fit."""

    rows: tuple[str, ...]
    size: float


class _Widths(NamedTuple):
    """How wide letters of one point are, in points."""

    advances: Mapping[int, float]
    other: float  # of a letter that the face does not have

    def of(self, words: str) -> float:
        known, other = self.advances, self.other
        return sum([known.get(ord(letter), other) for letter in words])


def fit(code: str, words: str, place: Place, *, depth: float = math.inf) -> Fitted:
    """``words`` in as few and as large rows as the line allows. DomainError where even small letters do not fit.

    ``depth`` is how far below the first foot the last may stand: the sizes of the rows between, added up, in points.
    """
    paragraphs = [row.split() for row in words.splitlines() if row.strip()]
    known = _widths(bold=place.bold, italic=place.italic)
    measured = [[known.of(word) for word in one] for one in paragraphs]
    size, least = place.size, min(place.size, max(LEAST, place.size * LEAST_SHARE))
    while size >= least:
        room = place.width / (size * POINT * SPARE)
        rows = [row for one, widths in zip(paragraphs, measured, strict=True) for row in _broken(one, widths, room)]
        fits = len(rows) <= LINES[code].most_rows and (len(rows) - 1) * size <= depth
        if fits and max(map(max, measured)) <= room:
            return Fitted(tuple(rows), size)
        size -= STEP
    shown = " ".join(words.split())[:60]
    raise DomainError(
        f"“{shown}…” dài quá, không vừa dòng “{LINES[code].label}” trên giấy chứng nhận. Rút gọn dòng này trong quyết "
        "định, hoặc in phôi có chỗ rộng hơn."
    )


def width_of(words: str, place: Place, size: float) -> float:
    """How wide ``words`` are in mm."""
    return _widths(bold=place.bold, italic=place.italic).of(words) * size * POINT


def rise() -> float:
    """How far above the foot of the letters the face reaches, in shares of the size."""
    return _metrics()[0]


def reach() -> float:
    """Ascent and descent together, in shares of the size."""
    return sum(_metrics())


def _broken(words: Sequence[str], widths: Sequence[float], room: float) -> list[str]:
    """The words in as few rows as ``room`` allows, two where they read well, more as even as they can be."""
    breaks = _greedy(widths, room)
    if len(breaks) == 2:
        breaks = [0, _best_break(words, widths, room) or breaks[1]]
    low, high = room / 2, room
    while len(breaks) > 2 and high - low > room / 200:
        middle = (low + high) / 2
        tried = _greedy(widths, middle)
        if len(tried) <= len(breaks) and max(widths) <= middle:
            breaks, high = tried, middle
        else:
            low = middle
    return [" ".join(words[start:end]) for start, end in zip(breaks, [*breaks[1:], len(words)], strict=True)]


def _best_break(words: Sequence[str], widths: Sequence[float], room: float) -> int:
    """Where the second of two rows begins: after a comma or dash or at a capital rather than within a term; even."""
    whole = sum(widths) + SPACE * (len(widths) - 1)
    found, least, used = 0, room * 3, 0.0
    for number in range(1, len(words)):
        used += widths[number - 1] + SPACE
        if used - SPACE > room or whole - used > room:
            continue
        is_good = words[number - 1][-1] in ",;-–" or (words[number][0].isupper() and not words[number - 1][0].isupper())
        cost = abs(whole - 2 * used) + (0 if is_good else room / 3)
        if cost < least:
            found, least = number, cost
    return found


def _greedy(widths: Sequence[float], room: float) -> list[int]:
    """At which words rows begin when each takes as many as it can."""
    breaks, used = [0], -SPACE
    for number, width in enumerate(widths):
        used += SPACE + width
        if used > room and number > breaks[-1]:
            breaks.append(number)
            used = width
    return breaks


def _widths(*, bold: bool, italic: bool) -> _Widths:
    style = ("bold" if bold else "normal", "italic" if italic else "normal")
    return _widths_of(paper_face().files[style])


@functools.lru_cache(maxsize=8)
def _widths_of(path: Path) -> _Widths:
    from fontTools.ttLib import TTFont  # noqa: PLC0415 (a third of a second: only when printing)

    with TTFont(path, lazy=True) as font:
        em, metrics = font["head"].unitsPerEm, font["hmtx"]
        advances = {code: metrics[glyph][0] / em for code, glyph in font.getBestCmap().items()}
    return _Widths(advances, max(advances[ord(letter)] for letter in "MW"))


def _metrics() -> tuple[float, float]:
    return _metrics_of(paper_face().files["normal", "normal"])


@functools.lru_cache(maxsize=2)
def _metrics_of(path: Path) -> tuple[float, float]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with TTFont(path, lazy=True) as font:
        em, head = font["head"].unitsPerEm, font["hhea"]
        return head.ascent / em, -head.descent / em
