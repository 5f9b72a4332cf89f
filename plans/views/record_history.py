"""The changes of one record, field by field, as its page lists them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from django.utils import timezone

MOST = 30
FIRST, BY_SYSTEM = "Thêm vào sổ", "Có sẵn trong danh mục ban đầu"
EMPTY = "để trống"
SYSTEM = "Hệ thống"
UNCHANGED = "Lưu lại, nội dung không đổi"


class Change(NamedTuple):
    """One field of a change: what it was and what it became."""

    label: str
    before: str
    after: str


class Step(NamedTuple):
    """One saving of the record: when, by whom, what changed; ``words`` where nothing of the fields did."""

    at: str
    who: str
    changes: tuple[Change, ...]
    words: str


def steps_of(record: Any, names: Sequence[str], *, seeded: bool = False) -> list[Step]:
    """The last savings of ``record``, newest first, compared in the fields ``names``: one query.

    A record that may be ``seeded`` came with the program when nobody entered it.
    """
    columns = ("history_date", "history_user__person__full_name", "history_user__username", *names)
    rows = list(record.history.order_by("-history_id").values(*columns)[: MOST + 1])
    found = [_step(record, names, new, old) for new, old in pairwise(rows)]
    if rows and len(rows) <= MOST:
        first = _step(record, (), rows[-1], rows[-1])
        words = BY_SYSTEM if seeded and first.who == SYSTEM else FIRST
        found.append(first._replace(words=words))
    return found


def _step(record: Any, names: Sequence[str], new: dict[str, Any], old: dict[str, Any]) -> Step:
    who = new["history_user__person__full_name"] or new["history_user__username"] or SYSTEM
    changes = tuple(
        Change(str(field.verbose_name).capitalize(), _said(field, old[field.name]), _said(field, new[field.name]))
        for field in map(record._meta.get_field, names)
        if old[field.name] != new[field.name]
    )
    at = f"{timezone.localtime(new['history_date']):%d/%m/%Y %H:%M}"
    return Step(at, who, changes, "" if changes else UNCHANGED)


def _said(field: Any, value: Any) -> str:
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return str(dict(field.flatchoices).get(value, value))
