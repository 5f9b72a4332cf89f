"""The heads of a table set in columns by spaces: where each stands, over one line or several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from plans.reading.columns import head_starts
from plans.reading.layout import Line
from plans.reading.spaced_columns import Word, segments_of


def head_segments(line: Line) -> list[Word]:
    """The segments of a head line; «TT Nội dung» or «Đơn vị thực hiện Nội dung», one space apart, are two columns."""
    out: list[Word] = []
    for text, x0, x1 in segments_of(line):
        mark = re.search(r"(?:^|(?<= ))S?TT(?= |$)", text)
        cuts = sorted({0, *([mark.start(), mark.end()] if mark else head_starts(text)[1:]), len(text)})
        if len(cuts) == 2:
            out.append((text, x0, x1))
            continue
        for begin, end in pairwise(cuts):
            piece = text[begin:end]
            left = begin + len(piece) - len(piece.lstrip())
            if piece.strip():
                out.append((piece.strip(), x0 + left, x0 + left + len(piece.strip())))
    return out


def merge_spans(lines: Sequence[list[Word]]) -> list[Word]:
    """Head lines laid over each other: the line of most segments names the columns, the others add their words."""
    base = max(range(len(lines)), key=lambda k: len(lines[k]))
    spans = sorted(lines[base], key=lambda span: span[1])
    for segments in (*lines[:base], *lines[base + 1 :]):
        left = list(segments)
        for span in list(spans):
            below = [part for part in left if _overlap(part, span)]
            if len(below) > 1 and all(sum(_overlap(part, other) for other in spans) == 1 for part in below):
                spans.remove(span)
                spans += _shared_out(below, span)
                left = [part for part in left if part not in below]
        for segment in left:
            hit = [span for span in spans if _overlap(segment, span)]
            for span in hit:
                spans.remove(span)
            spans += [_joined(hit[0], segment)] if len(hit) == 1 else _shared_out(hit, segment) or [segment]
    return sorted(spans, key=lambda span: span[1])


def _overlap(a: Word, b: Word) -> bool:
    return a[1] < b[2] and b[1] < a[2]


def _joined(a: Word, b: Word) -> Word:
    return f"{a[0]} {b[0]}", min(a[1], b[1]), max(a[2], b[2])


def _shared_out(spans: Sequence[Word], over: Word) -> list[Word]:
    """A head over several columns («Đơn vị thực hiện»): each of its words goes to the nearest."""
    out = list(spans)
    for match in re.finditer(r"\S+", over[0] if spans else ""):
        middle = over[1] + (match.start() + match.end()) / 2
        place = min(range(len(out)), key=lambda k: abs((out[k][1] + out[k][2]) / 2 - middle))
        out[place] = (f"{out[place][0]} {match.group()}", out[place][1], out[place][2])
    return out
