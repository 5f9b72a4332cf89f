"""Tasks as they stood on the cut-off day, and of which a report tells."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from plans.rules.status import Cell, Progress
from plans.rules.task_span import TaskRow, comes_in, then, told_in

D = dt.date
HALF = (D(2026, 1, 1), D(2026, 6, 30))


def row(**values: Any) -> TaskRow:
    facts: dict[str, Any] = {
        "pk": 1,
        "no": "1",
        "title": "Phát động thi đua",
        "period": "Q2",
        "deadline": D(2026, 6, 30),
        "progress": Progress.DOING,
        "reported_on": None,
        "conditional": False,
        "triggered_on": None,
    }
    facts |= values
    facts.setdefault("state_then", facts["progress"])
    return TaskRow(**facts)


@pytest.mark.parametrize(
    ("values", "cell"),
    [
        ({"progress": Progress.DONE, "reported_on": D(2026, 6, 29)}, Cell.ON_TIME),
        ({"progress": Progress.DONE, "reported_on": D(2026, 7, 2), "state_then": Progress.DOING}, Cell.OPEN),
        ({"deadline": D(2026, 5, 31)}, Cell.OVERDUE),
        ({"deadline": D(2026, 5, 31), "progress": Progress.DONE, "reported_on": D(2026, 6, 3)}, Cell.DONE_LATE),
        ({"conditional": True, "progress": Progress.TODO}, Cell.CONDITIONAL),
        ({"conditional": True, "progress": Progress.TODO, "triggered_on": D(2026, 7, 5)}, Cell.CONDITIONAL),
        ({"conditional": True, "triggered_on": D(2026, 6, 5)}, Cell.OPEN),
    ],
)
def test_how_a_task_stood_at_the_end_of_june(values: dict[str, Any], cell: Cell) -> None:
    assert then(row(**values), D(2026, 6, 30)).cell == cell


def test_completion_reported_in_time_counts_though_confirmed_later() -> None:
    found = then(row(progress=Progress.DONE, reported_on=D(2026, 6, 28), state_then=Progress.AWAITING), D(2026, 6, 30))
    assert (found.cell, found.is_done) == (Cell.ON_TIME, True)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, True),
        ({"period": "Q3", "deadline": D(2026, 9, 30)}, False),
        ({"period": "Q3", "deadline": D(2026, 9, 30), "progress": Progress.DONE, "reported_on": D(2026, 5, 4)}, True),
        ({"progress": Progress.DONE, "reported_on": D(2025, 12, 4), "deadline": D(2025, 12, 31)}, False),
        ({"period": "", "deadline": None}, True),
    ],
)
def test_of_which_tasks_a_half_year_report_tells(values: dict[str, Any], told: bool) -> None:
    assert told_in(then(row(**values), D(2026, 6, 30)), 2026, *HALF) is told


def test_what_comes_after_the_span() -> None:
    after = (D(2026, 7, 1), D(2026, 12, 31))
    later = row(period="Q3", deadline=D(2026, 9, 30))
    assert comes_in(then(later, D(2026, 6, 30)), 2026, *after)
    assert not comes_in(then(row(), D(2026, 6, 30)), 2026, *after)
    done = row(period="Q3", deadline=D(2026, 9, 30), progress=Progress.DONE, reported_on=D(2026, 6, 1))
    assert not comes_in(then(done, D(2026, 6, 30)), 2026, *after)
