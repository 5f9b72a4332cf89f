"""Task tables of a PDF without upright rules: lines of words under a head, their columns parted by clear strips.

Level rules, where there are any, part the rows; else the numbers of the table, else the wider space between rows.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from plans.reading.clear_strips import clear_strips
from plans.reading.columns import Column, head_kinds, looks_like_head
from plans.reading.labels import is_loud, is_tail_section, label_of
from plans.reading.layout import Cell, Line, Row
from plans.reading.periods import period_heading
from plans.reading.spaced_rows import numbers_are_centred, row_starts

Word = dict[str, Any]
Span = tuple[str, float, float]
Box = tuple[float, float, float, float]

_GAP = 5.0  # points between two heads
_HEAD_LINES = 4
_STRIP = 4.0
_FEWEST = 4  # lines below the head
_WIDEST = 0.62  # of the width of the table: a line with a longer run of words is none of it
_LOOSE = 0.2  # of the height of a line: how much more space than inside a cell parts two rows


@dataclass(frozen=True)
class OpenTable:
    """A table found among free lines: which of them it takes, where its columns and rows are parted."""

    first: int
    end: int
    spans: tuple[Span, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def boxes(self, lines: Sequence[list[Word]]) -> list[Box]:
        """The cells; a row of nothing but a heading is one cell over all columns."""
        out: list[Box] = []
        for top, bottom in pairwise(self.ys):
            held = [line for line in lines if top <= _middle(line) < bottom]
            if held and all(_is_heading(line) for line in held):
                out.append((self.xs[0], top, self.xs[-1], bottom))
            else:
                out += [(a, top, b, bottom) for a, b in pairwise(self.xs)]
        return out


def find_open_table(lines: Sequence[list[Word]], rules: Sequence[float], start: int = 0) -> OpenTable | None:
    """The next table from line ``start`` of a page (top to bottom); ``rules`` are the heights of level rules."""
    like = [looks_like_head(" ".join(word["text"] for word in line)) for line in lines]
    for first in range(start, len(lines)):
        most = next((n for n, head in enumerate(like[first : first + _HEAD_LINES]) if not head), _HEAD_LINES)
        for taken in range(min(most, len(lines) - first), 0, -1):
            spans = _spans(lines[first : first + taken])
            if len(spans) < 3 or head_kinds([text for text, _, _ in spans]) is None:
                continue
            found = _table(lines, (first, first + taken), spans, rules)
            if found is not None:
                return found
    return None


def go_on_table(lines: Sequence[list[Word]], spans: Sequence[Span], rules: Sequence[float]) -> OpenTable | None:
    """The rest of a table on the next page, without its head."""
    return _table(lines, (0, 0), spans, rules) if lines else None


def _table(
    lines: Sequence[list[Word]], head: tuple[int, int], spans: Sequence[Span], rules: Sequence[float]
) -> OpenTable | None:
    """The lines below a head as long as they keep to its columns."""
    first, begin = head
    end, strips = _keeps(lines, begin, _end_of(lines, begin, spans, rules), spans)
    held = lines[first:end]
    if not strips:
        return None
    ys = _rows_at(lines, (first, begin, end), strips, (spans, rules))
    if not ys:
        return None
    left, right = min(line[0]["x0"] for line in held), max(line[-1]["x1"] for line in held)
    return OpenTable(first, end, tuple(spans), (left - 1, *strips, right + 1), ys)


def _keeps(lines: Sequence[list[Word]], begin: int, end: int, spans: Sequence[Span]) -> tuple[int, list[float]]:
    """How far the lines keep to the columns of the head, and the strips between these; headings at the end fall off."""
    good, strips = begin, list[float]()
    body: list[list[Span]] = []
    for i in range(begin, end):
        if _is_heading(lines[i]):
            continue
        body.append(_places(lines[i]))
        if len(body) < _FEWEST:
            continue
        found = clear_strips(body, spans, _STRIP)
        if not found or _cuts_a_head(spans, found):
            break
        good, strips = i + 1, found
    return good, strips


def _cuts_a_head(spans: Sequence[Span], strips: Sequence[float]) -> bool:
    """Whether the heads and the columns do not belong together one by one."""
    return [bisect(strips, (a + b) / 2) for _, a, b in spans] != list(range(len(spans)))


def _end_of(lines: Sequence[list[Word]], begin: int, spans: Sequence[Span], rules: Sequence[float]) -> int:
    """The table ends at its last level rule, or before a line whose words run on over its columns."""
    top = lines[max(begin - 1, 0)][0]["top"]
    inside = [y for y in rules if y > top]
    if len(inside) >= 3:
        return next((i for i in range(begin, len(lines)) if lines[i][0]["top"] > inside[-1]), len(lines))
    width = spans[-1][2] - spans[0][1]
    for i in range(begin, len(lines)):
        wide = any(b - a > _WIDEST * width for _, a, b in _runs(lines[i]))
        if wide or is_tail_section(" ".join(word["text"] for word in lines[i])):
            return i
    return len(lines)


def _rows_at(
    lines: Sequence[list[Word]],
    place: tuple[int, int, int],
    strips: Sequence[float],
    table: tuple[Sequence[Span], Sequence[float]],
) -> tuple[float, ...]:
    """Where the rows are parted: at level rules, by the numbers, or at the wider spaces; () when nothing tells."""
    first, begin, end = place
    spans, rules = table
    top, bottom = lines[first][0]["top"] - 1, max(word["bottom"] for word in lines[end - 1]) + 1
    inside = [y for y in rules if top < y < bottom]
    if len(inside) >= 3:
        return (top, *inside, bottom)
    body = lines[begin:end]
    kinds = head_kinds([text for text, _, _ in spans]) or []
    numbered = kinds[:1] == [Column.NO] and any(bisect(strips, line[0]["x0"]) == 0 for line in body)
    starts = (
        _by_numbers(body, strips, kinds.index(Column.TITLE), goes_on=first == begin) if numbered else _by_space(body)
    )
    return tuple(sorted({top, *(line[0]["top"] - 1 for line in starts), bottom})) if starts else ()


def _by_numbers(body: Sequence[list[Word]], strips: Sequence[float], title: int, *, goes_on: bool) -> list[list[Word]]:
    """The lines that begin a row, told by the numbers: beside the first line of the row, or beside its middle."""
    parts: list[list[list[Word]]] = [[]]
    for line in body:
        if _is_heading(line):
            parts += [[line], []]
        else:
            parts[-1].append(line)
    split = [([_split(line, strips) for line in part], goes_on and k == 0) for k, part in enumerate(parts)]
    centred = numbers_are_centred(
        [pair for pair, part in zip(split, parts, strict=True) if part and not _is_heading(part[0])], 0, title
    )
    starts: list[list[Word]] = []
    for part, (rows, opens) in zip(parts, split, strict=True):
        heading = bool(part) and _is_heading(part[0])
        places = [0] if heading else row_starts(rows, 0, title, opens=opens, centred=centred) if part else []
        starts += [part[i] for i in places]
    return starts


def _split(line: Sequence[Word], strips: Sequence[float]) -> Row:
    row = Row([Cell() for _ in range(len(strips) + 1)])
    for word in line:
        row.cells[bisect(strips, word["x0"])].lines.append(Line(0, word["text"]))
    return row


def _by_space(body: Sequence[list[Word]]) -> list[list[Word]]:
    """The lines with more space above them than lines of one cell have."""
    spaces: list[float] = []
    low = max(word["bottom"] for word in body[0])
    for line in body[1:]:
        spaces.append(line[0]["top"] - low)
        low = max(low, *(word["bottom"] for word in line))
    height = body[0][0]["bottom"] - body[0][0]["top"]
    inner = min((space for space in spaces if space > -0.3 * height), default=0.0)
    starts = [line for line, space in zip(body[1:], spaces, strict=True) if space > inner + _LOOSE * height]
    return [body[0], *starts] if starts else []


def _is_heading(line: Sequence[Word]) -> bool:
    """One run of words that heads rows: «QUÝ I», «II. Công tác khen thưởng»."""
    runs = _runs(line)
    text = " ".join(word["text"] for word in line)
    label = label_of(text)
    group = label is not None and label.kind in {"roman", "capital"} and bool(label.rest) and len(runs) <= 2
    return group or (len(runs) == 1 and (period_heading(text) is not None or (is_loud(text) and len(text) > 8)))


def _spans(lines: Sequence[list[Word]]) -> list[Span]:
    """The heads in one or more lines: runs of words laid over each other."""
    spans: list[Span] = []
    for line in lines:
        for run in _runs(line):
            over = [span for span in spans if span[1] < run[2] and run[1] < span[2]]
            spans = [span for span in spans if span not in over]
            both = [*over, run]
            spans.append((" ".join(s[0] for s in both), min(s[1] for s in both), max(s[2] for s in both)))
    return sorted(spans, key=lambda span: span[1])


def _runs(line: Sequence[Word]) -> list[Span]:
    """The runs of words of a line with no wide gap in them."""
    runs: list[list[Word]] = [[line[0]]]
    for a, b in pairwise(line):
        if b["x0"] - a["x1"] > _GAP:
            runs.append([b])
        else:
            runs[-1].append(b)
    return [(" ".join(w["text"] for w in run), float(run[0]["x0"]), float(run[-1]["x1"])) for run in runs]


def _places(line: Sequence[Word]) -> list[Span]:
    return [(word["text"], float(word["x0"]), float(word["x1"])) for word in line]


def _middle(line: Sequence[Word]) -> float:
    return float(line[0]["top"] + line[0]["bottom"]) / 2
