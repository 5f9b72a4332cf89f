"""Numbers and dates of official papers, and the words of a plan's times."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from plans.papers.content import GroupRow
from plans.papers.task_table import period_words, task_table, time_words
from plans.rules.document import AssignmentRole, PlanTask, PlanUnit, TableForm
from plans.rules.official import format_date, format_number, number_line, place_and_date, short_date
from tests.prints.seed import PLAN_2026


@pytest.mark.parametrize(("number", "expected"), [(8, "08"), ("8", "08"), (10, "10"), (123, "123"), ("08a", "08a")])
def test_numbers_below_ten_take_a_zero(number, expected):
    assert format_number(number) == expected


@pytest.mark.parametrize(
    ("day", "month", "expected"),
    [
        (5, 2, "ngày 05 tháng 02 năm 2026"),
        (5, 3, "ngày 05 tháng 3 năm 2026"),
        (28, 10, "ngày 28 tháng 10 năm 2026"),
        (1, 1, "ngày 01 tháng 01 năm 2026"),
        (None, None, "ngày      tháng      năm 2026"),
        (None, 1, "ngày      tháng 01 năm 2026"),
    ],
)
def test_only_days_below_ten_and_the_first_two_months_take_a_zero(day, month, expected):
    assert format_date(day, month, 2026) == expected


def test_what_is_not_known_stays_blank():
    assert number_line(None, "KH-SNgV") == number_line(" ", "KH-SNgV") == "Số:        /KH-SNgV"
    assert place_and_date("Lạng Sơn", None, 2026) == "Lạng Sơn, ngày      tháng      năm 2026"
    assert place_and_date(None, None, None) == "ngày      tháng      năm      "


def test_what_is_known_is_written_out():
    assert number_line(8, "KH-SNgV") == "Số: 08/KH-SNgV"
    assert number_line("01/KH-UBND", "KH-SNgV") == "Số: 01/KH-UBND"
    assert place_and_date("Lạng Sơn", dt.date(2026, 2, 5), 2026) == "Lạng Sơn, ngày 05 tháng 02 năm 2026"
    assert short_date(dt.date(2026, 6, 5)) == "05/06/2026"


@pytest.mark.parametrize(
    ("period", "expected"),
    [(None, ""), ("Q3", "Quý III"), ("M06", "Tháng 6"), ("YEAR", "Cả năm"), ("M04-M12", "Tháng 4 đến tháng 12")],
)
def test_periods_in_words(period, expected):
    assert period_words(period) == expected


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        (PlanTask("1", "", "Q2"), "Quý II"),
        (PlanTask("1", "", "Q2", "Quý II/2026"), "Quý II/2026"),
        (PlanTask("1", "", None, "Trước 30/6", dt.date(2026, 6, 30)), "Trước 30/6"),
        (PlanTask("1", "", "Q2", "", dt.date(2026, 6, 5)), "Quý II\n05/06/2026"),
        (PlanTask("1", "", None, "", dt.date(2026, 6, 5)), "05/06/2026"),
        (PlanTask("1", "", None, "Trước 30/11", dt.date(2026, 3, 1)), "Trước 30/11\n01/03/2026"),
    ],
)
def test_time_column_keeps_the_words_and_loses_no_date(task, expected):
    assert time_words(task) == expected


def groups(*tasks: PlanTask) -> list[str]:
    table = task_table(dataclasses.replace(PLAN_2026, tasks=tasks))
    return [row.title if isinstance(row, GroupRow) else row.cells[0] for row in table.rows]


def test_quarter_rows_keep_the_order_and_name_other_times():
    assert groups(
        PlanTask("1", "", "Q1", "QUÝ I"),
        PlanTask("2", "", "M06"),
        PlanTask("3", "", "Q1"),
        PlanTask("4", "", "YEAR", "Thường xuyên"),
        PlanTask("5", "", "M04-M12"),
    ) == ["QUÝ I", "1", "THÁNG 6", "2", "QUÝ I", "3", "THƯỜNG XUYÊN", "4", "THÁNG 4 ĐẾN THÁNG 12", "5"]
    assert groups(PlanTask("1", ""), PlanTask("2", "")) == ["1", "2"]


def test_tasks_without_a_period_among_others_take_the_time_column():
    tasks = (PlanTask("1", "A", "Q1", "QUÝ I"), PlanTask("2", "B"), PlanTask("3", "C", None, "Trước ngày 15/11"))

    table = task_table(dataclasses.replace(PLAN_2026, tasks=tasks))

    assert [row.cells[-1] for row in table.rows] == ["QUÝ I", "", "Trước ngày 15/11"]


def test_quarter_rows_take_a_time_column_when_they_leave_a_date_out():
    table = task_table(
        dataclasses.replace(PLAN_2026, tasks=(PlanTask("1", "A", "Q2", "QUÝ II", dt.date(2026, 6, 15)),))
    )

    assert [column.title for column in table.columns][-1] == "THỜI HẠN"
    assert table.rows[1].cells == ("1", "A", "", "15/06/2026")


def test_performing_units_keep_one_column():
    units = (PlanUnit("A", AssignmentRole.LEAD), PlanUnit("B", AssignmentRole.PERFORM))
    document = dataclasses.replace(
        PLAN_2026, tasks=(PlanTask("1", "X", "Q1", units=units),), table_form=TableForm.TIME_COLUMN
    )

    table = task_table(document)

    assert table.columns[2].title == "ĐƠN VỊ\nTHỰC HIỆN"
    assert table.rows[0].cells == ("1", "X", "- A chủ trì\n- B", "Quý I")


def test_conditional_task_says_so_once():
    said, unsaid = (
        PlanTask("1", "Báo cáo (Nếu có).", "Q1", conditional=True),
        PlanTask("2", "X", "Q1", conditional=True),
    )

    table = task_table(dataclasses.replace(PLAN_2026, tasks=(said, unsaid)))

    assert [row.cells[1] for row in table.rows[1:]] == ["Báo cáo (Nếu có).", "X (nếu có)"]
