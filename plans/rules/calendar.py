"""Working days and the deadlines that follow from them. ``today`` and the special days are always arguments."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass, field

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class SpecialDays:
    """Days that break the week's rule: holidays on weekdays, and Saturdays or Sundays worked in exchange."""

    off: Collection[dt.date] = field(default_factory=frozenset)
    worked: Collection[dt.date] = field(default_factory=frozenset)

    def is_working(self, day: dt.date) -> bool:
        if day in self.worked:
            return True
        return day.weekday() < calendar.SATURDAY and day not in self.off


def last_working_day(day: dt.date, special: SpecialDays) -> dt.date:
    """``day`` itself when it is worked, else the nearest working day before it."""
    while not special.is_working(day):
        day -= ONE_DAY
    return day


def period_end(period: str | None, year: int) -> dt.date | None:
    """The last calendar day of a period code (Q1, M06, YEAR, M04-M12); None where no period is named."""
    if not period:
        return None
    if period == "YEAR":
        return dt.date(year, 12, 31)
    if quarter := re.fullmatch(r"Q([1-4])", period):
        return month_end(year, int(quarter[1]) * 3)
    if months := re.fullmatch(r"(?:M\d\d-)?M(\d\d)", period):
        return month_end(year, int(months[1]))
    raise ValueError(f"unknown period {period!r}")


def period_start(period: str | None, year: int) -> dt.date | None:
    """The first calendar day of a period code; None where no period is named."""
    if not period:
        return None
    if quarter := re.fullmatch(r"Q([1-4])", period):
        return dt.date(year, int(quarter[1]) * 3 - 2, 1)
    if month := re.match(r"M(\d\d)", period):
        return dt.date(year, int(month[1]), 1)
    return dt.date(year, 1, 1)


def deadline(period: str | None, due: dt.date | None, year: int, special: SpecialDays) -> dt.date | None:
    """The day a task must be done: its own date, else the last working day of its period, else none."""
    if due:
        return due
    end = period_end(period, year)
    return last_working_day(end, special) if end else None


def quarter_of(day: dt.date) -> int:
    """The quarter of the year, 1 to 4."""
    return (day.month - 1) // 3 + 1


def quarter_of_period(period: str | None, due: dt.date | None = None) -> int | None:
    """The quarter in which a period ends; None for the whole year and for undated work."""
    if period and period != "YEAR":
        end = period_end(period, 2000)
        return quarter_of(end) if end else None
    return quarter_of(due) if due else None


def years_before(day: dt.date, years: int = 1) -> dt.date:
    """The same day of an earlier year; 28 February for the 29th.

    >>> years_before(dt.date(2028, 2, 29))
    datetime.date(2027, 2, 28)
    """
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def whole_years(first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """From the New Year's Day of ``first`` to the New Year's Eve of ``last``."""
    return dt.date(first.year, 1, 1), dt.date(last.year, 12, 31)


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])
