"""The columns of a table set in columns by spaces: which words of each line belong to which.

`pdftotext -layout` sets a line by the room its own words need, so a column begins a little to the left in one row and
to the right in another, and neighbouring cells may touch with one space. Each line is cut where its cells cost least:
first by the emptiest strips between the heads, then by where the cells of the lines around it begin.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from plans.reading.clear_strips import clear_strips
from plans.reading.labels import is_loud, label_of
from plans.reading.layout import Cell, Line, Row
from plans.reading.periods import period_heading
from plans.reading.unit_words import is_bare_noun, starts_like_unit, strip_dash

Word = tuple[str, int, int]  # text, first and last place on the line

_SHORT_HEAD = 5  # «STT», «Tháng»: the cells below are as narrow and stand anywhere under it
_AROUND = 3  # lines above and below whose cells begin alike
_OVER = 1.5  # for each place that a cell runs into the next column
_CUT = 2.0  # between words one space apart
_CUT_SMALL = 5.0  # cells seldom begin in small letters
_NAME = 0.4  # the share of the distance that counts where the name of a unit begins in a column of units
_NEVER = 99.0
_LONGEST = 600  # letters; a longer line is set in no columns
_SEEN = 60  # letters that tell whether the name of a unit begins
_GAP_INSIDE = 3.0  # a gap inside a cell, and one for each space of it


_DASH = re.compile(r"[-–+•](?= |$)")
_MARK = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]?|[a-hđ][.)]")  # the number of a row
_DASHED = re.compile(r"[-–+•] \S")


@dataclass(frozen=True)
class _Piece:
    """The words of one line that stand in one column; ``clear`` says a gap parts them from the words before."""

    column: int
    words: list[Word]
    clear: bool

    @property
    def start(self) -> int:
        return self.words[0][1]


@dataclass(frozen=True)
class _Costs:
    """What it costs that a cell of a column begins at a place, and that it ends at one."""

    begin: Callable[[int, int], float]
    end: Callable[[int, int], float]


@dataclass(frozen=True)
class _Cut:
    """What a cut between two words one space apart costs, before it is known which column would begin there."""

    fixed: float
    small: bool
    names_unit: bool

    @classmethod
    def between(cls, before: str, rest: str) -> _Cut:
        if _DASH.fullmatch(before) or (_DASH.match(rest) and not _DASHED.match(rest)):
            return cls(_NEVER, False, False)  # a dash goes with the word behind it
        names_unit = strip_dash(rest)[:1].isupper() and starts_like_unit(rest)
        torn_name = is_bare_noun(before) and not names_unit
        return cls(_CUT + (_CUT_SMALL if torn_name else 0.0), rest[:1].islower(), names_unit)

    def cost(self, away: float, *, units: bool) -> float:
        """``away`` is how far the cut lies from where the cells of its column begin."""
        if units and self.names_unit:
            return self.fixed + away * _NAME
        return self.fixed + away + (_CUT_SMALL if away else _CUT_SMALL / 2) * self.small


def segments_of(line: Line) -> list[Word]:
    """The runs of words with single spaces between them."""
    shift = int(line.x0)
    return [(m.group(), m.start() + shift, m.end() + shift) for m in re.finditer(r"\S+(?: \S+)*", line.text)]


def split_page(lines: Sequence[Line], spans: Sequence[Word], units: Collection[int]) -> list[Row]:
    """Each line as a row of cells, for lines that stand under one head (its columns are ``spans``); ``units`` are the
    places of the columns of units.
    """
    strips = clear_strips([_words_of(line) for line in lines if _in_one_row(line)], spans)
    if strips:
        return [_row(line, _by_strips(line, strips), len(spans)) for line in lines]
    bounds = _bounds(spans, [line for line in lines if len(segments_of(line)) > 1])
    by_head = _Costs(
        lambda k, x: max(0.0, bounds[k - 1] - x) if k else 0.0,
        lambda k, x: max(0.0, x - bounds[k]) if k < len(bounds) else 0.0,
    )
    first = [_cells(line, len(spans), by_head, units) for line in lines]
    starts = [[(piece.column, piece.start) for piece in pieces if piece.clear] for pieces in first]
    every = [sorted(x for found in starts for column, x in found if column == k) for k in range(len(spans))]
    shared = [sorted(x for x, count in Counter(places).items() if count > 1) for places in every]
    firsts = [places[len(places) // 4] if places else None for places in every]  # one astray does not count
    out = []
    for i, line in enumerate(lines):
        around = (*starts[max(i - _AROUND, 0) : i], *starts[i + 1 : i + 1 + _AROUND])
        near = [[x for found in around for column, x in found if column == k] for k in range(len(spans))]
        costs = _by_lines(near, shared, firsts, by_head)
        out.append(_row(line, _cells(line, len(spans), costs, units), len(spans)))
    return out


def _words_of(line: Line) -> list[Word]:
    shift = int(line.x0)
    return [(m.group(), m.start() + shift, m.end() + shift) for m in re.finditer(r"\S+", line.text)]


def _in_one_row(line: Line) -> bool:
    """Whether the words of the line stand in columns: no heading over all of them."""
    return not is_group(line) and period_heading(line.text) is None and not is_loud(line.text)


def _by_strips(line: Line, strips: Sequence[float]) -> list[_Piece]:
    """The words of a line dealt out by the strips between the columns."""
    words = _words_of(line)
    if is_group(line):
        return [_Piece(0, words[:1], clear=True), _Piece(1, words[1:], clear=True)]
    return _pieces(words, [bisect(strips, word[1]) for word in words])


def _by_lines(
    near: Sequence[Sequence[int]], shared: Sequence[Sequence[int]], firsts: Sequence[int | None], by_head: _Costs
) -> _Costs:
    """Costs by where the cells of other lines begin: those of the lines around, and places that several lines share."""

    def away(k: int, x: int) -> float:
        around = min((abs(x - at) for at in near[k]), default=99)
        at = bisect(shared[k], x)
        anywhere = min((abs(x - place) for place in shared[k][max(at - 1, 0) : at + 1]), default=99)
        return min(float(around), anywhere + 1.0, by_head.begin(k, x) + 2.0)

    def over(k: int, x: int) -> float:
        following = min(near[k + 1], default=firsts[k + 1]) if k + 1 < len(firsts) else None
        return by_head.end(k, x) if following is None else max(0.0, x - following)

    return _Costs(away, over)


def _bounds(spans: Sequence[Word], body: Sequence[Line]) -> list[float]:
    """Between two heads, the middle of the widest strip that the fewest segments cover."""
    segments = [segment for line in body for segment in segments_of(line)]
    bounds: list[float] = []
    for (head, a0, a1), (_, b0, b1) in pairwise(spans):
        low, high = int((a0 + a1) / 2), b1 if len(head) <= _SHORT_HEAD else int((b0 + b1) / 2)
        cover = [sum(x0 <= x < x1 for _, x0, x1 in segments) for x in range(low, high + 1)]
        least = min(cover)
        best = max(_runs([value == least for value in cover]), key=lambda run: run[1] - run[0])
        bounds.append(low + (best[0] + best[1]) / 2)
    return bounds


def _runs(flags: list[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for i, flag in enumerate(flags):
        if flag and runs and runs[-1][1] == i:
            runs[-1] = (runs[-1][0], i + 1)
        elif flag:
            runs.append((i, i + 1))
    return runs


def _cells(line: Line, width: int, costs: _Costs, units: Collection[int]) -> list[_Piece]:
    """The cheapest way to deal the words of a line out to columns, left to right."""
    shift = int(line.x0)
    words = _words_of(line)
    if len(line.text) > _LONGEST:
        return [_Piece(width - 1, words, clear=True)]
    if is_group(line):
        return [_Piece(0, words[:1], clear=True), _Piece(1, words[1:], clear=True)]
    best = [costs.begin(k, words[0][1]) for k in range(width)]
    sources: list[list[int]] = []
    for place, (before, word) in enumerate(pairwise(words)):
        gap = word[1] - before[2]
        parted = gap > 1 or (place == 0 and _MARK.fullmatch(before[0]) is not None)
        cut = None if parted else _Cut.between(before[0], line.text[word[1] - shift :][:_SEEN])
        ended = [best[k] + _OVER * costs.end(k, before[2]) for k in range(width)]
        step, source = [], []
        for k in range(width):
            away = costs.begin(k, word[1])
            opened = away if cut is None else cut.cost(away, units=k in units)
            stay = best[k] + (_GAP_INSIDE + gap if gap > 1 else 0.0)
            cost, at = min([(stay, k), *((ended[p] + opened, p) for p in range(k))])
            step.append(cost)
            source.append(at)
        best = step
        sources.append(source)
    last = min(range(width), key=lambda k: best[k] + _OVER * costs.end(k, words[-1][2]))
    return _pieces(words, _path(last, sources))


def _path(last: int, sources: Sequence[Sequence[int]]) -> list[int]:
    """The column of each word, followed back from that of the last."""
    columns = [last]
    for source in reversed(sources):
        columns.append(source[columns[-1]])
    return columns[::-1]


def _pieces(words: Sequence[Word], columns: Sequence[int]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for i, (word, column) in enumerate(zip(words, columns, strict=True)):
        if pieces and pieces[-1].column == column:
            pieces[-1].words.append(word)
        else:
            pieces.append(_Piece(column, [word], clear=i == 0 or word[1] - words[i - 1][2] > 1))
    return pieces


def is_group(line: Line) -> bool:
    """«II   Công tác khen thưởng»: the heading of a group runs over all columns."""
    segments = segments_of(line)
    mark = label_of(f"{segments[0][0].rstrip('.')}. x")
    return len(segments) == 2 and mark is not None and mark.kind in {"roman", "capital"}


def _row(line: Line, pieces: Sequence[_Piece], width: int) -> Row:
    row = Row([Cell() for _ in range(width)])
    for piece in pieces:
        text = " ".join(word[0] for word in piece.words)
        x0, x1 = piece.start, piece.words[-1][2]
        row.cells[piece.column].lines.append(
            Line(line.number, text, x0, x1, 0, len(piece.words[0][0]), 1.0, line.page, exact=False)
        )
    return row
