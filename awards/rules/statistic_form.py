"""Statistical forms of awards as data (``seed/statistic-forms.toml``): which awards a row and a column count.

A leaf is the lowest column, the one that holds numbers. Where a form has one column for collectives and people, it has
a leaf for each: they are never summed, nor are titles with commendations in a column of totals.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, NamedTuple

TITLE, COMMENDATION = "title", "commendation"
UNIT, PERSON = "unit", "person"
LONG = 60  # letters of a heading
LIST_WORDS = {TITLE: "Danh hiệu thi đua", COMMENDATION: "Hình thức khen thưởng"}
WHOM_WORDS = {UNIT: "Tập thể", PERSON: "Cá nhân"}


class Measure(StrEnum):
    """What a column says of the awards it is about."""

    COUNT = "count"
    BEFORE = "before"
    CHANGE = "change"
    MONEY = "money"


class Traits(NamedTuple):
    """What a form may ask of an award; empty where the register does not know it."""

    code: str
    name: str
    in_list: str
    level: str
    whom: str
    kind: str
    sex: str
    group: str
    track: str


@dataclass(frozen=True)
class Criteria:
    """Which awards a row or a column is about; what is empty asks nothing."""

    in_list: str = ""
    whom: str = ""
    sex: str = ""
    names: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    tracks: frozenset[str] = frozenset()
    is_recorded: bool = True

    def holds(self, one: Traits) -> bool | None:
        """Whether ``one`` is meant; None where the register does not know what is asked."""
        if not self._surely(one):
            return False
        if (self.sex or self.groups) and one.whom != PERSON:
            return False
        known: list[bool | None] = [one.sex == self.sex if one.sex else None] if self.sex else []
        asked = ((self.groups, one.group), (self.tracks, one.track))
        known += [value in wanted if value else None for wanted, value in asked if wanted]
        return both(*known, True if self.is_recorded else None)

    def _surely(self, one: Traits) -> bool:
        named = one.code in self.codes or one.name.startswith(self.names) or not (self.names or self.codes)
        asked = ((self.levels, one.level), (self.kinds, one.kind))
        alike = ((self.in_list, one.in_list), (self.whom, one.whom))
        return (
            named
            and all(not wanted or value in wanted for wanted, value in asked)
            and all(not wanted or value == wanted for wanted, value in alike)
        )


@dataclass(frozen=True)
class FormColumn:
    """A column as the form defines it, before it is parted into leaves."""

    key: str
    code: str
    title: str
    criteria: Criteria
    whom: tuple[str, ...]
    under: str
    measure: Measure
    is_each: bool
    is_rest: bool
    is_total: bool


@dataclass(frozen=True)
class FormRow:
    """A row; one with a title alone heads those below it. ``why`` says why the register does not tell it."""

    title: str
    key: str = ""
    code: str = ""
    unit: str = ""
    criteria: Criteria = Criteria()
    depth: int = 0
    is_bold: bool = False
    why: str = ""


@dataclass(frozen=True)
class Leaf:
    """The lowest column. ``path`` is its headings from the top, None where the one above reaches down."""

    key: str
    code: str
    path: tuple[str | None, ...]
    criteria: Criteria
    measure: Measure = Measure.COUNT
    is_rest: bool = False
    is_total: bool = False

    @property
    def title(self) -> str:
        """Its headings in one line."""
        return ", ".join(filter(None, self.path))

    @property
    def is_long(self) -> bool:
        """Whether a column by itself would make a heading of too many lines."""
        return max(map(len, filter(None, self.path))) > LONG


@dataclass(frozen=True)
class Form:
    """A form with what is known of the text behind it; one of the office's own has neither code nor basis."""

    key: str
    name: str
    short: str
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]
    stubs: tuple[str, ...]
    code: str = ""
    basis: str = ""
    signed_on: dt.date | None = None
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None
    confidence: str = ""
    replaced: str = ""
    replaced_on: dt.date | None = None
    older: str = ""
    due: str = ""
    parts: str = ""
    levels: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        """As a sentence names it."""
        return f"Biểu {self.code}" if self.code else self.name

    def fits(self, leaf: Leaf, one: Traits) -> bool | None:
        """Whether a leaf counts ``one``; None where the register does not know."""
        held = leaf.criteria.holds(one)
        if held is False or not (leaf.is_total or leaf.is_rest):
            return held
        return self.has_place(one) if leaf.is_total else both(held, self._plain(one) is None)

    def has_place(self, one: Traits) -> bool:
        """Whether any column but the totals counts ``one``."""
        column = self._plain(one) or next((c for c in self.columns if c.is_rest and c.criteria.holds(one)), None)
        return column is not None and one.whom in column.whom

    def leaves(self, given: Iterable[Traits], *, money: bool = True) -> tuple[Leaf, ...]:
        """The columns as they are printed for awards of these traits."""
        found = sorted({(one.code, one.name, one.in_list) for one in given})
        made: list[Leaf] = []
        for column in self.columns:
            if column.measure is not Measure.MONEY or money:
                made += self._leaves_of(column, found)
        return tuple(made)

    def _plain(self, one: Traits) -> FormColumn | None:
        return next((c for c in self.columns if not (c.is_total or c.is_rest) and c.criteria.holds(one)), None)

    def _leaves_of(self, column: FormColumn, honours: Sequence[tuple[str, str, str]]) -> Iterator[Leaf]:
        if column.is_total:
            yield from self._totals(column)
            return
        each = honours if column.is_each else ()
        own: list[tuple[str, str | None]] = [(one[0], one[1]) for one in each if self._is_of(column, *one)]
        for code, name in own or [("", None)]:
            for whom in column.whom:
                criteria = replace(column.criteria, whom=whom)
                if code:
                    criteria = replace(criteria, names=(), codes=frozenset({code}))
                parts = (self.parts, column.title, name, WHOM_WORDS[whom])
                yield Leaf(
                    key=".".join(filter(None, (column.key, code, whom))),
                    code=column.code,
                    path=(column.under, column.title) if column.under else parts,
                    criteria=criteria,
                    measure=column.measure,
                    is_rest=column.is_rest,
                )

    def _is_of(self, column: FormColumn, code: str, name: str, in_list: str) -> bool:
        """Whether an honour stands in a column that has a leaf for each."""
        one = Traits(code, name, in_list, *("",) * 6)
        return bool(column.criteria.holds(one)) and (not column.is_rest or self._plain(one) is None)

    def _totals(self, column: FormColumn) -> Iterator[Leaf]:
        """A leaf for each list and kind of receiver that the other columns have."""
        others = {(c.criteria.in_list, whom) for c in self.columns if not c.is_total for whom in c.whom}
        for in_list in (TITLE, COMMENDATION):
            for whom in (UNIT, PERSON):
                if (in_list, whom) in others:
                    path = (column.title, None, LIST_WORDS[in_list], WHOM_WORDS[whom])
                    criteria = Criteria(in_list=in_list, whom=whom)
                    yield Leaf(f"{column.key}.{in_list}.{whom}", column.code, path, criteria, is_total=True)


def both(*answers: bool | None) -> bool | None:
    """All of them: False where one is, else None where one is not known.

    >>> both(True, None), both(None, False), both()
    (None, False, True)
    """
    if False in answers:
        return False
    return None if None in answers else True


def read_forms(seed: Mapping[str, Any]) -> tuple[Form, ...]:
    """The forms of the seed, in its order."""
    return tuple(_form(one) for one in seed["form"])


_PLAIN = (
    *("key", "name", "short", "code", "basis", "signed_on", "effective_from", "effective_to", "confidence"),
    *("replaced", "replaced_on", "older", "due", "parts"),
)


def _form(one: Mapping[str, Any]) -> Form:
    known = {name: one[name] for name in _PLAIN if name in one}
    return Form(
        **known,
        stubs=tuple(one["stubs"]),
        levels=frozenset(one.get("levels", ())),
        columns=tuple(_column(column) for column in one["columns"]),
        rows=tuple(_row(row) for row in one["rows"]),
    )


def _column(one: Mapping[str, Any]) -> FormColumn:
    return FormColumn(
        key=one.get("key") or one["code"],
        code=one.get("code", ""),
        title=one["title"],
        criteria=_criteria(one, whom=False),
        whom=tuple(one.get("whom", ())),
        under=one.get("under", ""),
        measure=Measure(one.get("measure", Measure.COUNT)),
        is_each=one.get("each", False),
        is_rest=one.get("rest", False),
        is_total=one.get("total", False),
    )


def _row(one: Mapping[str, Any]) -> FormRow:
    if "group" in one:
        return FormRow(one["group"])
    return FormRow(
        title=one["title"],
        key=one.get("key") or one["code"],
        code=one.get("code", ""),
        unit=one.get("unit", ""),
        criteria=_criteria(one),
        depth=one.get("depth", 0),
        is_bold=one.get("bold", False),
        why=one.get("why", ""),
    )


def _criteria(one: Mapping[str, Any], *, whom: bool = True) -> Criteria:
    """What a row or column of the seed asks; a column's ``whom`` says which leaves it has."""
    return Criteria(
        in_list=one.get("list", ""),
        whom=one.get("whom", "") if whom else "",
        sex=one.get("sex", ""),
        names=tuple(one.get("names", ())),
        codes=frozenset(one.get("codes", ())),
        levels=frozenset(one.get("levels", ())),
        kinds=frozenset(one.get("kinds", ())),
        groups=frozenset(one.get("groups", ())),
        tracks=frozenset(one.get("tracks", ())),
        is_recorded=one.get("recorded", True),
    )
