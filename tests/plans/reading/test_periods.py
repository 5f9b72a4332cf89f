"""Times as plans write them, one row each."""

# ruff: noqa: E501 - tables of examples, one a line
from __future__ import annotations

import datetime as dt

import pytest

from plans.reading.periods import Years, parse_time, period_heading
from plans.rules.conditional import title_is_conditional

TIMES = [
    ("Quý I", "Q1", None), ("Quý 2", "Q2", None), ("quý III/2026", "Q3", None), ("Quí IV năm 2026", "Q4", None),
    ("Trong Quý II", "Q2", None), ("Cuối quý I", "Q1", None), ("QUÝ I/2026", "Q1", None),
    ("Tháng 6", "M06", None), ("Tháng 02/2026", "M02", None), ("Trong tháng 01/2026", "M01", None), ("tháng 3 năm 2026", "M03", None),
    ("Đầu tháng 3", "M03", None), ("Tuần 2 tháng 3", "M03", None), ("T10/2026", "M10", None), ("Tháng12", "M12", None),
    ("Cả năm", "YEAR", None), ("Thường xuyên", "YEAR", None), ("Trong năm 2026", "YEAR", None), ("Năm 2026", "YEAR", None),
    ("Hằng quý", "YEAR", None), ("hàng tháng", "YEAR", None), ("Từ ngày ban hành Kế hoạch trở đi", "YEAR", None),
    ("Trước ngày 25 hằng tháng", "YEAR", None), ("Định kỳ", "YEAR", None), ("Thường xuyên trong năm", "YEAR", None),
    ("30/8/2026", None, "2026-08-30"), ("31/7/2026", None, "2026-07-31"), ("15-03-2026", None, "2026-03-15"),
    ("15.3.2026", None, "2026-03-15"), ("2026-03-15 00:00:00", None, "2026-03-15"), ("trước ngày 07/11/2026", None, "2026-11-07"),
    ("chậm nhất vào ngày 31/5/2026", None, "2026-05-31"), ("Trước 15/3", None, "2026-03-15"), ("ngày 05 tháng 12", None, "2026-12-05"),
    ("ngày 5 tháng 12 năm 2026", None, "2026-12-05"), ("Xong trước ngày 20/6", None, "2026-06-20"), ("05/9/2026của", None, "2026-09-05"),
    ("Quý IV (trước ngày 05/12)", "Q4", "2026-12-05"), ("Tháng 11, trước ngày 15/11/2026", "M11", "2026-11-15"),
    ("Tháng 11 (chào mừng 20/11)", "M11", None), ("Dịp kỷ niệm 30/4", None, None),
    ("Từ tháng 4 đến tháng 12 năm 2026", "M04-M12", None), ("Tháng 9 - 10", "M09-M10", None), ("Tháng 5 - tháng 6", "M05-M06", None),
    ("Quý I, II", "M01-M06", None), ("Quý I và Quý II", "M01-M06", None), ("Quý II - IV", "M04-M12", None),
    ("Tháng 3, 4, 5", "M03-M05", None), ("6 tháng đầu năm", "M01-M06", None), ("06 tháng cuối năm", "M07-M12", None),
    ("Quý I, Quý III", None, None), ("Tháng 6, tháng 12", None, None),
    ("Quý I/2026 (Kế hoạch CĐS); Năm 2026 (theo từng hệ thống)", None, None),
    ("Theo kế hoạch của tỉnh", None, None), ("30 ngày kể từ ngày ban hành Kế hoạch", None, None), ("Số ngày dự kiến: 30", None, None),
    ("trước ngày 10 tháng liền kề trước tháng báo cáo", None, None), ("Theo thời hạn cụ thể sau đây", None, None),
    ("Sau khi có kết quả xếp loại", None, None), ("Khi có yêu cầu", None, None), ("", None, None), ("-", None, None),
    ("31/02/2026", None, None), ("Sở KHCN đưa ra kế hoạch", None, None), ("Học kỳ I", None, None), ("Từ nay đến hết tháng 01/2026", None, None),
    ("Từ ngày 01/3 đến ngày 31/3/2026", None, "2026-03-31"),
    ("Q1/2026", "Q1", None), ("Q.IV", "Q4", None), ("T.3", "M03", None), ("03-2026", "M03", None), ("2025-2026", "YEAR", None),
    ("Tháng Ba", "M03", None), ("tháng Mười hai", "M12", None), ("Tháng sáu", "M06", None), ("Tháng sau", None, None),
    ("Quý một", "Q1", None), ("Quý thứ nhất", "Q1", None), ("Mỗi tháng một lần", "YEAR", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "period", "due"), TIMES, ids=[words or "blank" for words, _, _ in TIMES])
def test_time_reads(words: str, period: str | None, due: str | None) -> None:
    when = parse_time(words, Years(2026))

    assert when.period == period
    assert when.due == (dt.date.fromisoformat(due) if due else None)


@pytest.mark.parametrize("words", ["Khi có yêu cầu", "Khi có phát sinh", "Nếu có", "khi có hướng dẫn"])
def test_time_on_condition_is_conditional(words: str) -> None:
    assert parse_time(words, Years(2026)).conditional


@pytest.mark.parametrize("words", ["Sau khi có kết quả", "Theo kế hoạch của tỉnh", "Quý I, Quý III", "Học kỳ I"])
def test_time_not_understood_leaves_a_doubt(words: str) -> None:
    assert parse_time(words, Years(2026)).doubt


@pytest.mark.parametrize(
    ("title", "conditional"),
    [
        ("Báo cáo phục vụ đoàn kiểm tra (Nếu có).", True),
        ("Đón Huân chương (nếu được tặng thưởng)", True),
        ("Khen thưởng đột xuất khi có phát sinh", True),
        ("Kiểm tra (nếu cần thiết)", True),
        ("Gửi báo cáo sau khi có kết quả", False),
        ("Tổng kết năm", False),
    ],
)
def test_condition_in_title(title: str, *, conditional: bool) -> None:
    assert title_is_conditional(title) is conditional


@pytest.mark.parametrize(
    ("date", "year"), [("05/9", 2025), ("20/11", 2025), ("10/01", 2026), ("31/5", 2026), ("31/7", 2026)]
)
def test_school_year_takes_the_year_of_the_month(date: str, year: int) -> None:
    due = parse_time(f"Trước ngày {date}", Years(2025, 2026)).due

    assert due is not None
    assert due.year == year


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("QUÝ I", "QUÝ I"), ("1. Quý II/2026:", "Quý II/2026"), ("II- QUÝ III", "QUÝ III"), ("Tháng 3/2026", "Tháng 3/2026"),
        ("* Tháng 7", "Tháng 7"), ("QUÝ I (từ 01/01 đến 31/3)", "QUÝ I"), ("III. CÔNG VIỆC THƯỜNG XUYÊN", "THƯỜNG XUYÊN"),
        ("NHIỆM VỤ QUÝ IV", "QUÝ IV"), ("Quý I sơ kết công tác", None), ("Tháng Thanh niên", None), ("1. Tổng kết quý I", None),
        ("Tháng 3: tổ chức hội thi", None), ("", None), ("Quý I - Năm 2026", "Quý I - Năm 2026"), ("Quý III + IV", "Quý III + IV"),
        ("I. 6 THÁNG ĐẦU NĂM", "6 THÁNG ĐẦU NĂM"), ("Thực hiện trong Quý I/2026", "Quý I/2026"), ("Phần I: Quý I", "Quý I"),
        ("Các nhiệm vụ thường xuyên, liên tục", "thường xuyên, liên tục"), ("Sơ kết 6 tháng đầu năm", None),
    ],
)  # fmt: skip
def test_period_heading(line: str, words: str | None) -> None:
    assert period_heading(line) == words
