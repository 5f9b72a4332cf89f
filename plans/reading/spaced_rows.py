"""Where the rows of a table set in columns by spaces begin.

A number may stand on the first line of its row, or, where cells are centred, beside the middle one: then each cell
lies evenly about the line of the number, and the cuts are those that keep all cells most even.
"""

from __future__ import annotations

from collections.abc import Sequence

from plans.reading.layout import Row

_LOWER_START = 6.0  # the cost of a row whose title begins inside a sentence
_NO_TITLE = 3.0


def row_starts(split: Sequence[Row], number: int | None, title: int, *, opens: bool, centred: bool) -> list[int]:
    """The lines (as rows of cells) that begin a row. ``opens``: the part goes on with a row of the page before."""
    if number is None:
        return [i for i, row in enumerate(split) if i == 0 or _new_by_title(split, i, title)]
    marks = [i for i, row in enumerate(split) if row.cells[number].text]
    if not marks or not centred:
        return sorted({0, *marks})
    starts = _even_starts(split, marks, title, opens=opens)
    return starts if starts[0] == 0 else [0, *starts]


def numbers_are_centred(parts: Sequence[tuple[Sequence[Row], bool]], number: int, title: int) -> bool:
    """Whether a part begins above its first number, or a number stands beside an empty title line."""
    for split, opens in parts:
        marks = [i for i, row in enumerate(split) if row.cells[number].text]
        if marks and marks[0] > 0 and not opens:
            return True
        if any(not split[i].cells[title].text and i > 0 and split[i - 1].cells[title].text for i in marks):
            return True
    return False


def _even_starts(split: Sequence[Row], marks: Sequence[int], title: int, *, opens: bool) -> list[int]:
    """The starts with the least cost, row by row: best[start of the next row] = (cost so far, starts)."""
    best: dict[int, tuple[float, list[int]]] = {b: (0.0, [b]) for b in (range(marks[0] + 1) if opens else [0])}
    for place, mark in enumerate(marks):
        last = place + 1 == len(marks)
        ends = [len(split)] if last else range(mark + 1, marks[place + 1] + 1)
        step: dict[int, tuple[float, list[int]]] = {}
        for end in ends:
            choices = [
                (cost + _unevenness(split, begin, end, mark, title), starts)
                for begin, (cost, starts) in best.items()
                if begin <= mark
            ]
            cost, starts = min(choices, key=lambda choice: choice[0])
            step[end] = (cost, starts if last else [*starts, end])
        best = step
    return best[len(split)][1]


def _unevenness(split: Sequence[Row], begin: int, end: int, mark: int, title: int) -> float:
    """How far the middles of the cells lie from the line of the number."""
    cost = 0.0
    for k in range(len(split[mark].cells)):
        filled = [i for i in range(begin, end) if split[i].cells[k].text]
        if not filled:
            cost += _NO_TITLE if k == title else 0
            continue
        cost += abs((filled[0] + filled[-1]) / 2 - mark)
        if k == title and not split[filled[0]].cells[k].text[:1].isupper():
            cost += _LOWER_START
    return cost


def _new_by_title(split: Sequence[Row], i: int, title: int) -> bool:
    before, here = split[i - 1].cells[title].text, split[i].cells[title].text
    others = sum(bool(cell.text) for k, cell in enumerate(split[i].cells) if k != title)
    return here[:1].isupper() and others >= 1 and (before.endswith((".", ";")) or others >= 2 or not before)
