"""Holidays and days worked in exchange: an editable table, first filled from the published calendar."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from plans.models import SpecialDay
from plans.rules.calendar import SpecialDays

COUNTRY, LANGUAGE = "VN", "vi"


def special_days() -> SpecialDays:
    """The table as the deadline rules take it: one query."""
    rows = list(SpecialDay.objects.values_list("date", "kind"))
    return SpecialDays(
        off=frozenset(day for day, kind in rows if kind == SpecialDay.Kind.OFF),
        worked=frozenset(day for day, kind in rows if kind == SpecialDay.Kind.WORKED),
    )


@transaction.atomic
def seed_special_days(year: int) -> int:
    """Fill in the days of ``year`` that the table does not hold yet; returns how many. People's changes stay."""
    days = _published(year)
    held = set(SpecialDay.objects.filter(date__in=days).values_list("date", flat=True))
    missing = [SpecialDay(date=date, kind=kind, name=name) for date, (kind, name) in days.items() if date not in held]
    SpecialDay.objects.bulk_create(missing)
    return len(missing)


def _published(year: int) -> dict[dt.date, tuple[str, str]]:
    """The year's holidays and the weekend days worked in exchange, with their names."""
    import holidays  # noqa: PLC0415 - heavy, and only needed when a year is filled

    calendar = holidays.country_holidays(COUNTRY, years=year, language=LANGUAGE)
    days = {day: (SpecialDay.Kind.OFF.value, name) for day, name in sorted(calendar.items())}
    for day in sorted(calendar.weekend_workdays):
        if day.year == year:
            days[day] = (SpecialDay.Kind.WORKED.value, "Làm bù")
    return days
