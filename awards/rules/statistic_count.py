"""Counting awards into a statistical form: what stands in each cell, how it is said, the head above the columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from awards.rules.money import dotted
from awards.rules.statistic_form import LONG, PERSON, Form, FormRow, Leaf, Measure, Traits, both

NOTHING, NOT_KNOWN = "–", "…"
NOT_RECKONED = "không tính được"
MINUS = "\N{MINUS SIGN}"
FEMALE, DIRECT = "female", frozenset({"specialist", "worker"})  # as forms name them in the seed


class Given(NamedTuple):
    """An award that stands, with the money that went with it where that is known."""

    pk: int
    traits: Traits
    amount: int | None = None


class Cell(NamedTuple):
    """What one cell says. ``unknown`` awards might belong into it; ``base`` is what a change is reckoned from."""

    measure: Measure
    number: int = 0
    unknown: int = 0
    base: int | None = None
    is_recorded: bool = True


@dataclass(frozen=True)
class HeadCell:
    """A cell of the head of the table."""

    title: str
    columns: int
    rows: int

    @property
    def is_long(self) -> bool:
        return self.columns == 1 and len(self.title) > LONG


@dataclass(frozen=True)
class Table:
    """A form with its numbers: for every row its cells, None where row and column exclude each other."""

    form: Form
    leaves: tuple[Leaf, ...]
    lines: tuple[tuple[FormRow, tuple[Cell | None, ...]], ...]
    outside: tuple[tuple[str, str, int], ...]

    @property
    def head(self) -> list[list[HeadCell]]:
        return head_rows([leaf.path for leaf in self.leaves])


class _Bundle(NamedTuple):
    """Awards of the same traits."""

    number: int
    money: int
    unpriced: int


def count_form(
    form: Form, given: Sequence[Given], before: Sequence[Given] | None = None, *, money: bool = False
) -> Table:
    """The form filled in. ``before`` are the awards of the time it is compared with; None where nothing is known of it.

    The time before does not add columns; ``money`` leaves the columns of money in.
    """
    now, then = _bundles(form, given), None if before is None else _bundles(form, before)
    leaves = form.leaves(now, money=money)
    placed = {leaf: _placed(form, leaf, now) for leaf in leaves}
    earlier = {leaf: None if then is None else _placed(form, leaf, then) for leaf in leaves}
    lines = []
    for row in form.rows:
        cells = [_cell(row, leaf, placed[leaf], earlier[leaf]) for leaf in leaves] if row.key else []
        lines.append((row, tuple(cells)))
    return Table(form, leaves, tuple(lines), _outside(form, now))


def counted_in(form: Form, row: FormRow, leaf: Leaf, given: Iterable[Given], *, unknown: bool = False) -> list[int]:
    """The keys of the awards behind a cell; with ``unknown`` of those that might belong into it."""
    wanted = None if unknown else True
    return [
        one.pk
        for one in within(form, given)
        if both(row.criteria.holds(one.traits), form.fits(leaf, one.traits)) is wanted
    ]


def within(form: Form, given: Iterable[Given]) -> list[Given]:
    """Those of the levels that a form is about."""
    return [one for one in given if not form.levels or one.traits.level in form.levels]


def cell_words(cell: Cell | None) -> tuple[str, str]:
    """The number of a cell, and what it says of the awards nobody knows to belong there."""
    if cell is None:
        return "", ""
    if not cell.is_recorded:
        return (NOT_KNOWN if cell.unknown else NOTHING), ""
    unknown = f"(chưa rõ: {cell.unknown})" if cell.unknown else ""
    if cell.measure is Measure.CHANGE:
        return _change_words(cell), ""
    if cell.measure is Measure.BEFORE and cell.base is None:
        return NOT_KNOWN, ""
    if unknown and not cell.number and cell.measure is Measure.MONEY:
        return NOT_KNOWN, unknown
    return (dotted(cell.number), unknown) if cell.number or unknown else (NOTHING, "")


def head_rows(paths: Sequence[tuple[str | None, ...]]) -> list[list[HeadCell]]:
    """The head from the headings of the leaves: like ones beside each other become one cell."""
    depth = len(paths[0]) if paths else 0
    levels = [level for level in range(depth) if any(path[level] is not None for path in paths)]
    rows: list[list[HeadCell]] = []
    for place, level in enumerate(levels):
        cells: list[HeadCell] = []
        start = 0
        while start < len(paths):
            path, end = paths[start], start + 1
            while end < len(paths) and level != levels[-1] and paths[end][: level + 1] == path[: level + 1]:
                end += 1
            title = path[level]
            if title is not None:
                below = [path[lower] for lower in levels[place + 1 :]]
                reach = next((n for n, words in enumerate(below) if words is not None), len(below))
                cells.append(HeadCell(title, end - start, 1 + reach))
            start = end
        rows.append(cells)
    return rows


def _bundles(form: Form, given: Iterable[Given]) -> dict[Traits, _Bundle]:
    found: dict[Traits, _Bundle] = {}
    for one in within(form, given):
        number, money, unpriced = found.get(one.traits, _Bundle(0, 0, 0))
        found[one.traits] = _Bundle(number + 1, money + (one.amount or 0), unpriced + (one.amount is None))
    return found


def _placed(form: Form, leaf: Leaf, bundles: dict[Traits, _Bundle]) -> list[tuple[Traits, _Bundle, bool | None]]:
    """What a leaf counts or might count."""
    fits = ((traits, bundle, form.fits(leaf, traits)) for traits, bundle in bundles.items())
    return [found for found in fits if found[2] is not False]


_Placed = list[tuple[Traits, _Bundle, bool | None]]


def _cell(row: FormRow, leaf: Leaf, now: _Placed, before: _Placed | None) -> Cell | None:
    if row.criteria.whom and leaf.criteria.whom and row.criteria.whom != leaf.criteria.whom:
        return None
    measure, recorded = leaf.measure, row.criteria.is_recorded
    known, open_ones = _split(row, now)
    number, unknown = (sum(one.number for one in ones) for ones in (known, open_ones))
    if measure is Measure.COUNT:
        return Cell(measure, number, unknown, is_recorded=recorded)
    if measure is Measure.MONEY:
        return Cell(measure, sum(one.money for one in known), sum(one.unpriced for one in known))
    if before is None:
        return Cell(measure, number if measure is Measure.CHANGE else 0)
    base = sum(one.number for one in _split(row, before)[0])
    return Cell(measure, number if measure is Measure.CHANGE else base, base=base)


def _split(row: FormRow, placed: _Placed) -> tuple[list[_Bundle], list[_Bundle]]:
    """Those that belong into a row, and those of which nobody knows."""
    known: list[_Bundle] = []
    open_ones: list[_Bundle] = []
    for traits, bundle, fits in placed:
        held = both(fits, row.criteria.holds(traits))
        if held is not False:
            (known if held else open_ones).append(bundle)
    return known, open_ones


def _outside(form: Form, bundles: dict[Traits, _Bundle]) -> tuple[tuple[str, str, int], ...]:
    """The awards of the form's levels that none of its columns counts: name, receiver, number."""
    if not any(column.is_total for column in form.columns):
        return ()
    found: dict[tuple[str, str], int] = {}
    for traits, bundle in bundles.items():
        if not form.has_place(traits):
            key = (traits.name, traits.whom)
            found[key] = found.get(key, 0) + bundle.number
    return tuple((*key, number) for key, number in sorted(found.items()))


def _change_words(cell: Cell) -> str:
    """ "+2 (+50 %)"; no share of nothing, no change from what is not known."""
    if cell.base is None:
        return NOT_RECKONED
    change = cell.number - cell.base
    if not change:
        return "0" if cell.number else NOTHING
    sign, per_cent = "+" if change > 0 else MINUS, "\N{NO-BREAK SPACE}%"
    if not cell.base:
        return f"{sign}{abs(change)} (%: {NOT_RECKONED})"
    tenths = (abs(change) * 2000 + cell.base) // (2 * cell.base)
    whole, part = divmod(tenths, 10)
    return f"{sign}{abs(change)} ({sign}{whole}{f',{part}' if part else ''}{per_cent})"


def women_and_direct(given: Iterable[Given], form: Form) -> tuple[int, int, int, int, int]:
    """Of the people a form counts: how many, women, of unknown sex, direct workers, of unknown group."""
    people = [one.traits for one in within(form, given) if one.traits.whom == PERSON and form.has_place(one.traits)]
    return (
        len(people),
        sum(one.sex == FEMALE for one in people),
        sum(not one.sex for one in people),
        sum(one.group in DIRECT for one in people),
        sum(not one.group for one in people),
    )
