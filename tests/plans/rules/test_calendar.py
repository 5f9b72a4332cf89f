"""Working days and deadlines."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.calendar import (
    SpecialDays,
    deadline,
    last_working_day,
    period_end,
    quarter_of,
    quarter_of_period,
)

D = dt.date
ORDINARY = SpecialDays()
# 2026: Saturday 22/08 is worked in exchange for Monday 31/08; 30/04, 01/05 and 02/09 are holidays
OF_2026 = SpecialDays(
    off=frozenset({D(2026, 4, 30), D(2026, 5, 1), D(2026, 8, 31), D(2026, 9, 2)}), worked=frozenset({D(2026, 8, 22)})
)
PERIODS = ("YEAR", *(f"Q{n}" for n in range(1, 5)), *(f"M{n:02}" for n in range(1, 13)), "M04-M12", "M01-M03")
days = st.dates(min_value=D(2020, 1, 1), max_value=D(2035, 12, 31))
years = st.integers(min_value=2020, max_value=2035)


@pytest.mark.parametrize(
    ("period", "end"),
    [
        ("Q1", D(2026, 3, 31)),
        ("Q2", D(2026, 6, 30)),
        ("Q3", D(2026, 9, 30)),
        ("Q4", D(2026, 12, 31)),
        ("M02", D(2026, 2, 28)),
        ("M08", D(2026, 8, 31)),
        ("M04-M12", D(2026, 12, 31)),
        ("YEAR", D(2026, 12, 31)),
        (None, None),
        ("", None),
    ],
)
def test_period_end(period: str | None, end: dt.date | None) -> None:
    assert period_end(period, 2026) == end


def test_february_of_a_leap_year() -> None:
    assert period_end("M02", 2028) == D(2028, 2, 29)


@pytest.mark.parametrize("period", ["Q5", "Q0", "M1", "T06", "q1", "M04-", "YEAR2026"])
def test_an_unknown_period_is_an_error(period: str) -> None:
    with pytest.raises(ValueError, match="unknown period"):
        period_end(period, 2026)


@pytest.mark.parametrize(
    ("period", "due", "expected"),
    [
        ("Q1", None, D(2026, 3, 31)),  # a Tuesday
        ("M08", None, D(2026, 8, 28)),  # Monday 31 is off, 29 and 30 are the weekend
        ("M05", None, D(2026, 5, 29)),  # 30 and 31 May are the weekend
        ("M04", None, D(2026, 4, 29)),  # 30 April is a holiday
        ("Q2", D(2026, 5, 31), D(2026, 5, 31)),  # the plan's own date stands, also on a Sunday
        (None, D(2026, 7, 15), D(2026, 7, 15)),
        (None, None, None),
    ],
)
def test_deadline(period: str | None, due: dt.date | None, expected: dt.date | None) -> None:
    assert deadline(period, due, 2026, OF_2026) == expected


def test_a_saturday_worked_in_exchange_is_a_working_day() -> None:
    assert last_working_day(D(2026, 8, 23), OF_2026) == D(2026, 8, 22)
    assert last_working_day(D(2026, 8, 23), ORDINARY) == D(2026, 8, 21)


@given(days)
def test_the_last_working_day_is_the_nearest_before(day: dt.date) -> None:
    found = last_working_day(day, OF_2026)
    between = [found + dt.timedelta(days=n) for n in range(1, (day - found).days + 1)]
    assert OF_2026.is_working(found)
    assert not any(OF_2026.is_working(one) for one in between)


@given(st.sampled_from(PERIODS), years)
def test_a_deadline_lies_in_its_period_and_year(period: str, year: int) -> None:
    found, end = deadline(period, None, year, ORDINARY), period_end(period, year)
    assert found is not None
    assert end is not None
    assert found.year == year
    assert 0 <= (end - found).days <= 2
    assert quarter_of(found) == quarter_of(end)


@pytest.mark.parametrize(
    ("period", "due", "quarter"),
    [
        ("Q3", None, 3),
        ("M01", None, 1),
        ("M12", None, 4),
        ("M04-M06", None, 2),
        ("YEAR", None, None),
        ("YEAR", D(2026, 5, 5), 2),
        (None, D(2026, 11, 5), 4),
        (None, None, None),
        ("Q1", D(2026, 11, 5), 1),
    ],
)
def test_quarter_of_period(period: str | None, due: dt.date | None, quarter: int | None) -> None:
    assert quarter_of_period(period, due) == quarter


@given(days)
def test_quarters_are_three_months(day: dt.date) -> None:
    end = period_end(f"Q{quarter_of(day)}", day.year)
    assert end is not None
    assert dt.timedelta(0) <= end - day < dt.timedelta(days=92)
