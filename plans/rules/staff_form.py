"""The ministry's forms on who does the work of emulation, as data (``seed/staff-forms.toml``), counted. Pure."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_SEED = Path(__file__).resolve().parent.parent / "seed" / "staff-forms.toml"
NOTHING, NOT_KNOWN = "–", "…"


class StaffTold(NamedTuple):
    """Somebody who does the work; empty where the staff list does not say."""

    sex: str
    birth_date: dt.date | None
    training: str


class StaffCell(NamedTuple):
    """How many, and of how many more it is not known; ``is_recorded`` False where the office keeps no such figures."""

    number: int
    unknown: int = 0
    is_recorded: bool = True

    @property
    def words(self) -> str:
        if not self.is_recorded:
            return NOT_KNOWN
        if self.unknown:
            return f"{self.number} (chưa rõ: {self.unknown})"
        return str(self.number) if self.number else NOTHING


class StaffRow(NamedTuple):
    """A row with a cell for each column; one without a code heads those below it."""

    title: str
    code: str = ""
    cells: tuple[StaffCell, ...] = ()


@cache
def staff_forms() -> dict[str, dict[str, Any]]:
    """The forms by their keys."""
    return {form["key"]: form for form in tomllib.loads(_SEED.read_text(encoding="utf-8"))["form"]}


def count_staff(form: Mapping[str, Any], staff: Sequence[StaffTold], on: dt.date) -> list[StaffRow]:
    """The form filled in as of a day."""
    rows = []
    for row in form["rows"]:
        if "group" in row:
            rows.append(StaffRow(row["group"]))
        else:
            cells = tuple(_cell(row, column, staff, on) for column in form["columns"])
            rows.append(StaffRow(row["title"], row["code"], cells))
    return rows


def age_on(born: dt.date, day: dt.date) -> int:
    """Whole years.

    >>> age_on(dt.date(1990, 6, 2), dt.date(2026, 6, 1))
    35
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _cell(row: Mapping[str, Any], column: Mapping[str, Any], staff: Sequence[StaffTold], on: dt.date) -> StaffCell:
    if not row.get("recorded", True):
        return StaffCell(0, is_recorded=False)
    found = [_holds(row, column, one, on) for one in staff]
    return StaffCell(found.count(True), found.count(None))


def _holds(row: Mapping[str, Any], column: Mapping[str, Any], one: StaffTold, on: dt.date) -> bool | None:
    """Whether a cell counts somebody; None where the staff list does not say."""
    asked: list[bool | None] = []
    if "sex" in column:
        asked.append(one.sex == column["sex"] if one.sex else None)
    if "ages" in row:
        least, most = row["ages"]
        asked.append(least <= age_on(one.birth_date, on) <= most if one.birth_date else None)
    if "training" in row:
        asked.append(one.training in row["training"] if one.training else None)
    if False in asked:
        return False
    return None if None in asked else True
