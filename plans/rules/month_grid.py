"""The days of months and years as calendars show them: weeks from Monday, what stands on each day."""

from __future__ import annotations

import calendar as weeks
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple, Protocol, TypeVar

from plans.rules.calendar import ONE_DAY

WEEKDAY_NAMES = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
WEEKDAY_SHORT = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_GRID = weeks.Calendar(weeks.MONDAY)


class Lasting(Protocol):
    """Something that stands on one day or on several."""

    @property
    def starts_on(self) -> dt.date: ...

    @property
    def ends_on(self) -> dt.date: ...


L = TypeVar("L", bound=Lasting)


class Month(NamedTuple):
    """A month of a year, with the way to its neighbours."""

    year: int
    month: int

    @classmethod
    def of(cls, day: dt.date) -> Month:
        return cls(day.year, day.month)

    @property
    def name(self) -> str:
        return f"Tháng {self.month}"

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, self.month, 1)

    @property
    def last(self) -> dt.date:
        return dt.date(self.year, self.month, weeks.monthrange(self.year, self.month)[1])

    @property
    def before(self) -> Month:
        return Month(self.year - (self.month == 1), (self.month - 2) % 12 + 1)

    @property
    def after(self) -> Month:
        return Month(self.year + (self.month == 12), self.month % 12 + 1)

    def weeks(self) -> list[list[dt.date]]:
        """Whole weeks from Monday, with the days of the neighbour months that fill them."""
        return _GRID.monthdatescalendar(self.year, self.month)


def by_day(items: Iterable[L], first: dt.date, last: dt.date) -> dict[dt.date, list[L]]:
    """What stands on each day from ``first`` to ``last``; what lasts several days stands on each of them."""
    found: dict[dt.date, list[L]] = defaultdict(list)
    for item in items:
        day, end = max(item.starts_on, first), min(item.ends_on, last)
        while day <= end:
            found[day].append(item)
            day += ONE_DAY
    return found
