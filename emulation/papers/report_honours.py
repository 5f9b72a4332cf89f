"""Honours in the sentences of a report: titles apart from commendations, collectives apart from people. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from plans.rules.report_line import Figures
from plans.rules.report_words import Part, joined, linked

LIST_WORDS = {True: "danh hiệu thi đua", False: "hình thức khen thưởng"}  # by whether it is a title
WHOM_WORDS = {True: "tập thể", False: "cá nhân"}  # by whether it is of a collective
APART = ((True, True), (True, False), (False, True), (False, False))  # the four that are never summed


class OfHonour(NamedTuple):
    """A record that speaks of one honour for one collective or person; ``order`` is the honour's place in its list."""

    pk: int
    is_title: bool
    is_unit: bool
    order: int
    name: str

    @property
    def quoted(self) -> str:
        return quoted(self.name, is_title=self.is_title)


def quoted(name: str, *, is_title: bool) -> str:
    """The honour's name as papers write it: a title between quotation marks, a commendation plainly."""
    return f"“{name}”" if is_title else name


def parted(rows: Iterable[OfHonour]) -> Iterator[tuple[bool, bool, list[OfHonour]]]:
    """What there is of the four: whether titles, whether collectives, the rows."""
    found: dict[tuple[bool, bool], list[OfHonour]] = {apart: [] for apart in APART}
    for row in rows:
        found[row.is_title, row.is_unit].append(row)
    for (is_title, is_unit), of_both in found.items():
        if of_both:
            yield is_title, is_unit, of_both


def by_name(rows: Iterable[OfHonour]) -> list[tuple[OfHonour, list[int]]]:
    """The keys of each honour's rows, the honours in the order of their list; a row of each tells which it is."""
    found: dict[tuple[int, str], tuple[OfHonour, list[int]]] = {}
    for row in rows:
        found.setdefault((row.order, row.name), (row, []))[1].append(row.pk)
    return [found[key] for key in sorted(found)]


def named(rows: Sequence[OfHonour], noun: str, kind: str, verb: str) -> tuple[Part, ...]:
    """How many of each honour: "03 cá nhân đăng ký “Lao động tiên tiến” và 02 cá nhân đăng ký Giấy khen"."""
    return joined([(linked(noun, kind, keys), f" {verb} {one.quoted}") for one, keys in by_name(rows)])


def numbers(rows: Sequence[OfHonour]) -> dict[str, int | str | None]:
    """How many of each honour, as figures of a sentence."""
    return {one.name: len(keys) for one, keys in by_name(rows)}


def slug(*, is_title: bool, is_unit: bool) -> str:
    """A word for one of the four, in the names of sentences and figures."""
    return f"{'titles' if is_title else 'commendations'}.{'units' if is_unit else 'people'}"


def totals(rows: Iterable[OfHonour]) -> Figures:
    """How many rows each of the four has, none left out."""
    every = list(rows)
    return {
        slug(is_title=is_title, is_unit=is_unit): sum(
            (row.is_title, row.is_unit) == (is_title, is_unit) for row in every
        )
        for is_title, is_unit in APART
    }
