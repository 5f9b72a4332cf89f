"""The ministry's form 0601 (số phong trào thi đua), counted from the records."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

from emulation.models import KNOWN, Campaign
from emulation.rules.form_0601 import Counted, FormRow, count_form

SEED = Path(__file__).resolve().parent.parent / "seed" / "form_0601.json"


@cache
def form_0601() -> dict[str, Any]:
    """Rows, columns and codes of the form."""
    form: dict[str, Any] = json.loads(SEED.read_text(encoding="utf-8"))
    return form


def counted_rows(year: int, *, running: bool) -> list[FormRow]:
    """The form of a year: campaigns launched in it, or with ``running`` those that run in it. One query.

    One launched by another level counts on the day of the paper that launched it, where that day is known.
    """
    rows = Campaign.objects.filter(state__in=KNOWN)
    if running:
        rows = rows.of_year(year)
    columns = rows.values_list("kind", "scope", "launcher", "starts_on", "ends_on", "issued_on", "source_date")
    found = [
        Counted(kind, scope, launcher, starts, ends)
        for kind, scope, launcher, starts, ends, issued, source in columns
        if running or _launched_in(year, issued, source)
    ]
    return count_form(form_0601(), found)


def _launched_in(year: int, issued: dt.date | None, source: dt.date | None) -> bool:
    day = source or issued
    return day is not None and day.year == year
