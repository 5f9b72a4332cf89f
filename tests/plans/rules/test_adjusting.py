"""What an adjustment changes in a task, and how the task read on a day past."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from plans.rules.adjusting import Facet, Step, TaskText, TaskUnit, as_it_was, facets, moved_on
from plans.rules.document import AssignmentRole

FIRST = TaskText(
    no="10",
    title="Dự Hội nghị năm 2025",
    period="Q3",
    units=(TaskUnit(3, "Phòng LS - BG", AssignmentRole.LEAD, "Phòng LS - BG chủ trì;"),),
    deadline=dt.date(2026, 9, 30),
)
SECOND = dataclasses.replace(FIRST, title="Dự Hội nghị năm 2026")
THIRD = dataclasses.replace(SECOND, period="Q4", due=dt.date(2026, 12, 10), deadline=dt.date(2026, 12, 10))
STEPS = (Step(dt.date(2026, 8, 1), SECOND, THIRD), Step(dt.date(2026, 6, 5), FIRST, SECOND))


def test_a_task_is_kept_as_json_to_the_letter() -> None:
    assert TaskText.from_json(THIRD.to_json()) == THIRD


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (FIRST, FIRST, ()),
        (FIRST, SECOND, (Facet.TITLE,)),
        (FIRST, THIRD, (Facet.TITLE, Facet.TIME)),
        (FIRST, dataclasses.replace(FIRST, units=(), conditional=True), (Facet.UNITS, Facet.CONDITION)),
    ],
)
def test_in_what_two_versions_differ(before: TaskText, after: TaskText, expected: tuple[Facet, ...]) -> None:
    assert facets(before, after) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2026, 6, 4), FIRST),
        (dt.date(2026, 6, 5), SECOND),
        (dt.date(2026, 7, 31), SECOND),
        (dt.date(2026, 8, 1), THIRD),
    ],
)
def test_the_task_of_a_day(day: dt.date, expected: TaskText) -> None:
    assert as_it_was(THIRD, STEPS, day) == expected


def test_a_task_added_or_dropped_is_there_only_between() -> None:
    added, dropped = Step(dt.date(2026, 3, 1), None, FIRST), Step(dt.date(2026, 5, 1), FIRST, None)
    days = [dt.date(2026, 2, 28), dt.date(2026, 3, 1), dt.date(2026, 4, 30), dt.date(2026, 5, 1)]

    assert [as_it_was(None, (added, dropped), day) for day in days] == [None, FIRST, FIRST, None]


def test_an_extension_meanwhile_counts_only_where_the_time_is_set_anew() -> None:
    extended = dataclasses.replace(SECOND, deadline=dt.date(2026, 10, 15))

    assert moved_on(SECOND, extended, dataclasses.replace(SECOND, title="Khác")) == ()
    assert moved_on(SECOND, extended, THIRD) == (Facet.TIME,)
    assert moved_on(SECOND, FIRST, THIRD) == (Facet.TITLE,)
