"""A plan copied for another year: dates move by rule, and everything that may be stale is pointed at."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.calendar import SpecialDays
from plans.rules.document import PlanDocument, PlanSection, PlanTask
from plans.rules.rollover import move_due, moved_to, stale_texts
from tests.prints.seed import PLAN_2026

PLAIN = SpecialDays()


def pairs(document: PlanDocument) -> list[tuple[str, str, str]]:
    copied = moved_to(document, (document.year or 0) + 1, PLAIN)
    return [(stale.field, stale.doubtful, stale.to) for stale in stale_texts(copied, document)]


def prose(body: str, year: int = 2026) -> PlanDocument:
    return PlanDocument(year=year, sections=(PlanSection("I. MỤC ĐÍCH", body=body),))


def test_the_2026_plan_names_every_place_and_task_10_s_year() -> None:
    assert pairs(PLAN_2026) == [
        ("title", "2026", "2027"),
        ("opening", "Kế hoạch số 01/KH-UBND ngày 04/01/2026", ""),
        ("opening", "2026", "2027"),
        ("opening", "2026", "2027"),
        ("section:1.body", "2026", "2027"),
        ("section:1.body", "2026", "2027"),
        ("task:0.title", "2026", "2027"),
        ("task:1.title", "2026", "2027"),
        ("task:3.title", "2025", "2026"),
        ("task:3.title", "2026", "2027"),
        ("task:4.title", "2025", "2026"),
        ("task:4.title", "2026", "2027"),
        ("task:5.title", "2026", "2027"),
        ("task:7.title", "2026", "2027"),
        ("task:9.title", "2025", "2027"),  # "6 tháng đầu năm 2025" was wrong already
        ("task:10.title", "2026", "2027"),
        ("task:10.title", "2027", "2028"),
        ("task:11.title", "2026", "2027"),
        ("task:12.title", "2026", "2027"),
        ("task:13.title", "2026", "2027"),
        ("closing", "2026", "2027"),
    ]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Thực hiện Luật Thi đua, khen thưởng năm 2022.", []),
        ("Theo Nghị định số 98/2023/NĐ-CP ngày 31/12/2023.", []),
        ("Kỷ niệm ngày thành lập ngành năm 1945.", []),
        (
            "Theo Công văn số 12/SNV-TĐKT ngày 5 tháng 2 năm 2026.",
            [("Công văn số 12/SNV-TĐKT ngày 5 tháng 2 năm 2026", "")],
        ),
        ("Phong trào giai đoạn 2021-2025 và giai đoạn 2026-2030.", [("2021-2025", "")]),
        ("Chỉ tiêu năm 2026.", [("2026", "2027")]),
        ("Từ ngày 01/03/2026 đến 30/4/2026.", [("2026", "2027"), ("2026", "2027")]),
    ],
)
def test_what_is_stale_in_prose(body: str, found: list[tuple[str, str]]) -> None:
    assert [(doubtful, to) for _, doubtful, to in pairs(prose(body))] == found


def test_a_year_that_was_dealt_with_is_not_asked_about_again() -> None:
    source = prose("Tổng kết năm 2026, triển khai nhiệm vụ năm 2027.")

    def found(body: str) -> list[tuple[str, str]]:
        return [(stale.doubtful, stale.to) for stale in stale_texts(prose(body, 2027), source)]

    assert found("Tổng kết năm 2026, triển khai nhiệm vụ năm 2027.") == [("2026", "2027"), ("2027", "2028")]
    assert found("Tổng kết năm 2027, triển khai nhiệm vụ năm 2027.") == [("2027", "2028")]
    assert found("Tổng kết năm 2027, triển khai nhiệm vụ năm 2028.") == []
    assert found("Viết lại: nhiệm vụ năm 2027, khác năm 2026.") == [("2026", "2027")]


def test_exact_dates_move_a_year_and_off_days_go_back() -> None:
    holidays = SpecialDays(off={dt.date(2027, 4, 30)})

    assert move_due(dt.date(2026, 6, 8), 1, PLAIN) == dt.date(2027, 6, 8)
    assert move_due(dt.date(2026, 5, 15), 1, PLAIN) == dt.date(2027, 5, 14)  # a Saturday
    assert move_due(dt.date(2026, 4, 30), 1, holidays) == dt.date(2027, 4, 29)
    assert move_due(dt.date(2028, 2, 29), 1, PLAIN) == dt.date(2029, 2, 28)


def test_a_moved_date_is_to_be_looked_at() -> None:
    document = PlanDocument(year=2026, tasks=(PlanTask("1", "Báo cáo", due=dt.date(2026, 6, 8)),))

    copied = moved_to(document, 2027, PLAIN)

    assert [(stale.field, stale.doubtful) for stale in stale_texts(copied, document)] == [("task:0.due", "08/06/2027")]


@given(st.dates(dt.date(2001, 1, 1), dt.date(2098, 12, 31)))
def test_a_moved_date_is_worked_and_never_late(due: dt.date) -> None:
    moved = move_due(due, 1, PLAIN)

    assert PLAIN.is_working(moved)
    assert dt.timedelta(days=360) <= moved - due <= dt.timedelta(days=366)


@given(st.text(max_size=200), st.integers(2001, 2090))
def test_words_are_pointed_at_where_they_stand(body: str, year: int) -> None:
    source = prose(body, year)

    for stale in stale_texts(dataclasses.replace(source, year=year + 1), source):
        assert stale.doubtful in stale.words
        assert " ".join(stale.words.split()) == stale.words
