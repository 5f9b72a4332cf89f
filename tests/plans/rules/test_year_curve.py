"""The line of the year: what it counts by a day, and a drawing that stands whatever the numbers are."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree

import pytest

from plans.rules.year_curve import YearCurve, curve_svg

MARCH, JUNE = dt.date(2026, 3, 31), dt.date(2026, 6, 30)
TODAY = dt.date(2026, 6, 5)
TASKS = [
    (MARCH, dt.date(2026, 1, 20)),
    (MARCH, dt.date(2026, 4, 6)),
    (JUNE, None),
    (None, dt.date(2026, 2, 1)),
    (dt.date(2027, 1, 15), None),
]


def test_tasks_are_counted_by_their_days() -> None:
    curve = YearCurve.of(2026, TODAY, TASKS)

    assert curve.total == 4
    assert [(row.name, row.due, row.done) for row in curve.moments()][:7] == [
        ("Đến 31/01", 0, 1),
        ("Đến 28/02", 0, 1),
        ("Đến 31/03", 2, 1),
        ("Đến 30/04", 2, 2),
        ("Đến 31/05", 2, 2),
        ("Đến 05/06", 2, 2),
        ("Hết 31/07", 3, None),
    ]
    assert curve.said() == "Đến 05/06/2026 đã hoàn thành 2 nhiệm vụ, theo thời hạn phải xong 2 trên 4"


def test_what_was_done_after_the_year_counts_on_its_last_day() -> None:
    curve = YearCurve.of(2026, dt.date(2027, 2, 1), [(JUNE, dt.date(2027, 1, 9))])

    assert curve.done_by(curve.shown_until) == 1
    assert curve.shown_until == dt.date(2026, 12, 31)


@pytest.mark.parametrize(
    "today", [dt.date(2025, 12, 1), dt.date(2026, 1, 1), TODAY, dt.date(2026, 12, 31), dt.date(2027, 5, 1)]
)
@pytest.mark.parametrize("count", [0, 1, 14, 1400])
def test_the_drawing_stays_inside_its_frame(today: dt.date, count: int) -> None:
    drawn = ElementTree.fromstring(curve_svg(YearCurve.of(2026, today, [(JUNE, MARCH)] * count)))

    width, height = (float(number) for number in drawn.attrib["viewBox"].split()[2:])
    for text in drawn.iter("text"):
        assert 0 <= float(text.attrib["x"]) <= width
        assert 0 < float(text.attrib["y"]) < height
    says_today = any((text.text or "").startswith("Hôm nay") for text in drawn.iter("text"))
    assert says_today == (today.year == 2026)
