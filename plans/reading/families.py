"""Rows of a task table on the way to tasks: what belongs to which row, parents and their children.

A parent that only introduces a), b) is no task; its children are «4a», «4b». Details without unit and time go into the
title of their parent (plan-json.md §2, plan-variations.md §4).
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from plans.reading.columns import Column
from plans.reading.labels import Label, label_of
from plans.reading.layout import Cell
from plans.reading.periods import When

UNIT_COLUMNS = (Column.UNIT, Column.LEAD, Column.COORDINATE)


@dataclass
class Entry:
    """One row on the way to a task."""

    no: str
    cells: dict[int, Cell]
    level: int
    period: str | None = None  # words of the period row above
    inherited: When | None = None
    introduces: bool = False  # only the heading of its children
    spread: bool = False  # its title is one cell with the columns of units and time: it has none of its own


def append_row(entry: Entry, cells: dict[int, Cell]) -> None:
    """Add the cells of a continuing row, left to right, without repeating a merged one."""
    for k, cell in cells.items():
        mine = entry.cells.get(k)
        if mine is None or cell is mine or not cell.text:
            continue
        entry.cells[k] = Cell([*mine.lines, *(line for line in cell.lines if line not in mine.lines)])


def is_child(text: str) -> bool:
    """Whether the row is one of several under a common heading, by its letter or number."""
    label = label_of(text)
    return label is not None and label.kind in {"letter", "number"}


def family_no(label: Label, entries: list[Entry]) -> str:
    """«a» under task 4 is «4a»; a number stands for itself."""
    if label.kind == "number":
        return label.mark
    parent = next((entry.no for entry in reversed(entries) if entry.level < label.level and entry.no), "")
    return f"{parent}{label.mark}" if re.search(r"\d$", parent) else label.mark


def without_label(cell: Cell) -> Cell:
    """The cell without the «a)» or «1.» that opens its first line."""
    first = cell.lines[0]
    bare = label_of(first.text)
    rest = bare.rest if bare else first.text
    return Cell([dataclasses.replace(first, text=rest), *cell.lines[1:]])


class Families:
    """Parents and children among the rows: parents that only introduce their children are no tasks (level -1),
    details without unit and time go into the title of their parent.
    """

    def __init__(self, entries: list[Entry], kinds: Sequence[Column], when: Callable[[Entry], When]) -> None:
        self.entries = entries
        self.kinds = kinds
        self.when = when

    def settle(self) -> None:
        for i, entry in enumerate(self.entries):
            children = self._children(i) if entry.level >= 0 else []
            if self._heads(i):
                self._dissolve(entry, children)
            if not children or entry.introduces:
                continue
            bare = [child for child in children if not self._says(child, entry)]
            if (len(bare) < len(children) and not self._own_units(entry, children)) or self._merged(entry, children):
                self._dissolve(entry, children)
            elif len(bare) == len(children) and self._own_units(entry, []):
                self._fold_in(entry, children)

    def _heads(self, i: int) -> bool:
        """A row whose title runs over the unit and time columns, with other rows below it."""
        entry, below = self.entries[i], self.entries[i + 1 : i + 2]
        bare = entry.spread and not self._facts(entry, (*UNIT_COLUMNS, Column.TIME))
        return bare and bool(below) and not below[0].spread

    def _children(self, i: int) -> list[Entry]:
        level = self.entries[i].level
        out: list[Entry] = []
        for entry in self.entries[i + 1 :]:
            if 0 <= entry.level <= level:
                break
            if entry.level >= 0:
                out.append(entry)
        return out

    def _facts(self, entry: Entry, wanted: Collection[Column]) -> list[Cell]:
        return [cell for k, cell in entry.cells.items() if self.kinds[k] in wanted and cell.text]

    def _says(self, child: Entry, parent: Entry) -> bool:
        """Whether a child names a unit or a time of its own, or one merged over its brothers only."""
        mine = {id(cell) for cell in parent.cells.values()}
        return any(id(cell) not in mine for cell in self._facts(child, (*UNIT_COLUMNS, Column.TIME)))

    def _own_units(self, entry: Entry, children: list[Entry]) -> bool:
        """Whether the row names a unit in a cell that is not merged over its children."""
        shared = {id(cell) for child in children for cell in child.cells.values()}
        return any(id(cell) not in shared for cell in self._facts(entry, UNIT_COLUMNS))

    def _merged(self, entry: Entry, children: list[Entry]) -> bool:
        """All the parent says stands in cells merged over its children."""
        shared = {id(cell) for child in children for cell in child.cells.values()}
        filled = self._facts(entry, (*UNIT_COLUMNS, Column.TIME))
        return bool(filled) and all(id(cell) in shared for cell in filled)

    def _dissolve(self, entry: Entry, children: list[Entry]) -> None:
        when = self.when(entry)
        for child in children:
            if when.says and not self._facts(child, (Column.TIME,)):
                child.inherited = child.inherited or when
        entry.level, entry.introduces = -1, True

    def _fold_in(self, entry: Entry, children: list[Entry]) -> None:
        """Details belong to the title of their parent, one a line with their letter."""
        title = self.kinds.index(Column.TITLE)
        for child in children:
            lines = child.cells[title].lines if title in child.cells else []
            mark = re.sub(r"^\d+(?=[a-zđ]$)", "", child.no)
            if lines and len(mark) == 1:
                lines = [dataclasses.replace(lines[0], text=f"{mark}) {lines[0].text}"), *lines[1:]]
            entry.cells[title] = Cell([*entry.cells[title].lines, *lines])
            child.level = -1
