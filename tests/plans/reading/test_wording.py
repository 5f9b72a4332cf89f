"""Years that do not fit the plan's year: pointed at, never changed; no noise from rightful ones."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.rules.document import PlanDocument, PlanSection, PlanTask
from plans.rules.wording import check_years


def plan(
    title: str, period: str | None = None, *, due: dt.date | None = None, name: str = "Thi đua năm 2026"
) -> PlanDocument:
    return PlanDocument(year=2026, title=name, tasks=(PlanTask("1", title, period, due=due),))


FITTING = [
    ("Tham gia Hội nghị tổng kết công tác thi đua, khen thưởng năm 2025, triển khai nhiệm vụ năm 2026", "Q1"),
    ("Xây dựng báo cáo tổng kết năm 2026, triển khai nhiệm vụ công tác thi đua, khen thưởng năm 2027", "Q4"),
    ("Báo cáo tổng kết năm 2026, phương hướng năm 2027", "Q4"),
    ("Đăng ký thi đua năm 2027", "M12"),
    ("Thực hiện Nghị định số 98/2023/NĐ-CP ngày 31/12/2023", "Q1"),
    ("Triển khai Luật Thi đua, khen thưởng năm 2022", "Q2"),
    ("Thực hiện Kế hoạch số 12/KH-UBND ngày 05 tháng 11 năm 2025 của UBND tỉnh", "Q1"),
    ("Sơ kết phong trào giai đoạn 2021 - 2025", "Q2"),
    ("Kỷ niệm 80 năm Ngày truyền thống (1946 - 2026)", "Q3"),
    ("So với cùng kỳ 6 tháng đầu năm 2025", "Q2"),
    ("Công bố quyết định khen thưởng năm 2025", "M02"),
    ("Sơ kết 6 tháng đầu năm 2026", "Q2"),
    ("Không có năm nào", None),
]
WRONG = [
    ("Tham dự Hội nghị sơ kết công tác thi đua khen thưởng 6 tháng đầu năm 2025 của Khối", "Q3", "2025"),
    ("Tổng kết phong trào thi đua năm 2025", "Q4", "2025"),
    ("Phát động phong trào thi đua năm 2025", "Q1", "2025"),
    ("Triển khai nhiệm vụ năm 2027", "Q1", "2027"),
    ("Xét sáng kiến tháng 10 năm 2010", "Q4", "2010"),
    ("Hoàn thành trước ngày 15/3/2025", "Q1", "2025"),
    ("Sơ kết tháng 6/2025", "Q2", "2025"),
]


@pytest.mark.parametrize(("title", "period"), FITTING)
def test_rightful_year_is_no_noise(title: str, period: str | None) -> None:
    assert check_years(plan(title, period)) == ()


@pytest.mark.parametrize(("title", "period", "year"), WRONG)
def test_year_that_does_not_fit_is_flagged_with_its_place(title: str, period: str, year: str) -> None:
    (flag,) = check_years(plan(title, period))

    assert flag.field == "task:0.title"
    assert year in flag.words
    assert flag.words in title
    assert flag.message.endswith(".")


def test_both_years_of_a_school_year_fit() -> None:
    document = PlanDocument(
        2025, "Thi đua năm học 2025 - 2026", tasks=(PlanTask("1", "Sơ kết năm 2026"), PlanTask("2", "Đầu năm 2025"))
    )

    assert check_years(document) == ()


def test_running_text_is_checked_mildly() -> None:
    body = "Năm 2025 đạt nhiều kết quả tốt.\nPhấn đấu hoàn thành chỉ tiêu năm 2024 đã giao."
    document = PlanDocument(2026, "Thi đua năm 2026", sections=(PlanSection("I. MỤC ĐÍCH", 1, body),))

    assert [(flag.field, flag.year) for flag in check_years(document)] == [("section:0.body", 2024)]


def test_plan_without_year_is_not_checked() -> None:
    assert check_years(PlanDocument(None, tasks=(PlanTask("1", "Năm 1999"),))) == ()
