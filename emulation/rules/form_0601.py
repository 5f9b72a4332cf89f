"""Counting campaigns as the ministry's form asks, whose rows and columns are data (``seed/form_0601.json``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from emulation.rules.launch import months_and_days


@dataclass(frozen=True)
class Counted:
    """What the form needs to know of a campaign."""

    kind: str
    scope: str
    launcher: str
    starts_on: dt.date
    ends_on: dt.date


@dataclass(frozen=True)
class FormRow:
    """A row with its counts in the order of the columns; a group has a title and nothing else."""

    title: str
    code: str = ""
    counts: tuple[int, ...] = ()


def count_form(form: Mapping[str, Any], campaigns: Sequence[Counted]) -> list[FormRow]:
    """The rows of the form. A column counts the launchers it names, a row what it says of scope, time and kind."""
    rows = []
    for row in form["rows"]:
        if "group" in row:
            rows.append(FormRow(row["group"]))
            continue
        found = [one.launcher for one in campaigns if _falls_in(row, one)]
        counts = tuple(sum(launcher in column["launchers"] for launcher in found) for column in form["columns"])
        rows.append(FormRow(row["title"], row["code"], counts))
    return rows


def _falls_in(row: Mapping[str, Any], campaign: Counted) -> bool:
    if any(row.get(name, value) != value for name, value in (("scope", campaign.scope), ("kind", campaign.kind))):
        return False
    length = months_and_days(campaign.starts_on, campaign.ends_on)
    tests: tuple[tuple[str, Callable[[int], bool]], ...] = (
        ("below_months", lambda months: length < (months, 0)),
        ("from_months", lambda months: length >= (months, 0)),
        ("above_months", lambda months: length > (months, 0)),
        ("exactly_months", lambda months: length == (months, 0)),
    )
    return all(test(row[name]) for name, test in tests if name in row)
