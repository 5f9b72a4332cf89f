"""Splitting a long plan where a person would: at its quarters, and a long quarter at every hundredth row."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from plans.rules.document import TableForm
from plans.views.plan_rows import Board, Line

ONE_PAGE, PER_PAGE, MOST_RUNS = 200, 100, 16


class Part(NamedTuple):
    """One page of the table: its number, what it is called, its rows, and the heading of the first of them."""

    number: int
    name: str
    lines: Sequence[Line]
    first: int
    title: str

    @property
    def last(self) -> int:
        return self.first + len(self.lines) - 1


def parts_of(board: Board) -> list[Part]:
    """One part up to 200 rows; else a part per heading, hundred by hundred."""
    lines = board.found
    if len(lines) <= ONE_PAGE:
        return [Part(1, "Tất cả", lines, 1, "")]
    parts: list[Part] = []
    first = 1
    for name, run in _runs(board):
        pages = [run[start : start + PER_PAGE] for start in range(0, len(run), PER_PAGE)]
        for page, rows in enumerate(pages, 1):
            label = name or f"Dòng {first} đến {first + len(rows) - 1}"
            label = f"{label}, trang {page}" if name and len(pages) > 1 else label
            parts.append(Part(len(parts) + 1, label, rows, first, rows[0].heading))
            first += len(rows)
    return parts


def _runs(board: Board) -> list[tuple[str, Sequence[Line]]]:
    """The headings with their rows; one run without a name where headings change too often to be pages."""
    runs = [(name, list(run)) for name, run in itertools.groupby(board.found, lambda line: line.heading)]
    scattered = len(runs) > MOST_RUNS or board.plan.table_form == TableForm.TIME_COLUMN
    return [("", board.found)] if scattered else list(runs)


def choose_part(parts: list[Part], asked: str, current: str) -> Part:
    """The page asked for; else the one with the current quarter; else the first."""
    if asked.isdecimal() and 1 <= int(asked[:6]) <= len(parts):
        return parts[int(asked[:6]) - 1]
    return next((part for part in parts if current and current == part.title), parts[0])
