"""What a report says is of its own days and of what was known on its cut-off: papers, talk, deadlines."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from plans.models import (
    Direction,
    Extension,
    ExtensionState,
    IssuedPaper,
    Obstacle,
    Plan,
    Task,
)
from plans.papers.content import Annex, Column, GroupRow, Header, Paper, Row, Table
from plans.papers.report_charts import quarter_chart
from plans.rules.report_kind import Span, free_span, report_kinds, span_of
from plans.rules.report_line import Drawn
from plans.rules.status import Progress
from plans.services.report_draw import drawn_sentences
from plans.services.report_sheet import annex_sheets
from plans.services.report_way import no_next_plan, what_is_missing, what_to_look_at
from plans.services.task_standing import tasks_then
from plans.sockets import ReportQuestion
from tests.factory import Cast, make_many_tasks, make_plan, make_task
from tests.plans.report_factory import make_report, section_of, worded

D = dt.date
CUT_OFF = D(2026, 6, 30)


def at(day: D) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(9)))


def said(plan: Plan, *, as_of: D = CUT_OFF, span: Span | None = None) -> dict[str, Drawn]:
    """The sentences of the year's report, by their keys."""
    question = ReportQuestion(plan, "year", span or year_span(), as_of)
    return {one.key: one for found in drawn_sentences(question).values() for one in found}


def year_span() -> Span:
    span = span_of(report_kinds()["year"], 2026)
    assert span is not None
    return span


def make_paper(day: D | None, **values: Any) -> IssuedPaper:
    facts: dict[str, Any] = {"series": "KH", "symbol": "KH-SNgV", "kind": "Kế hoạch", "abstract": "Thi đua"}
    number = None if day is None else IssuedPaper.objects.count() + 1
    year = 2026 if day is None else day.year
    return IssuedPaper.objects.create(**{**facts, "number": number, "issued_on": day, "year": year, **values})


def test_papers_are_compared_with_the_same_days_of_last_year(plan: Plan) -> None:
    for day in (D(2026, 5, 4), D(2025, 5, 4), D(2025, 12, 4)):
        make_paper(day)

    one = said(plan)["leadership.papers"]

    assert one.figures["before"] == 1
    assert one.text.endswith("; số văn bản bằng cùng kỳ năm 2025.")


def test_a_time_of_another_year_is_compared_with_the_year_before_it(plan: Plan) -> None:
    make_paper(D(2025, 5, 4))
    make_paper(D(2024, 5, 4))
    make_task(make_plan(2024), "Tổng kết.", period="Q4", progress=Progress.DONE, reported_on=D(2024, 6, 3))
    make_task(plan, "Phát động.", period="Q1")

    told = said(plan, span=free_span(D(2025, 1, 1), D(2025, 12, 31)), as_of=D(2026, 2, 2))

    assert told["leadership.papers"].text.endswith("bằng cùng kỳ năm 2024.")
    assert [key for key, one in told.items() if "cùng kỳ năm 2025" in one.text] == []


def test_a_paper_without_a_day_is_told_and_not_counted(plan: Plan) -> None:
    make_paper(D(2026, 5, 4))
    paper = make_paper(None)
    make_paper(None, year=2025)

    told = said(plan)

    assert told["leadership.papers"].figures["all"] == 1
    assert told["leadership.undated"].text == (
        "Sổ văn bản năm 2026 còn 01 kế hoạch chưa ghi số, ngày ban hành nên chưa được tính vào số văn bản ban hành."
    )
    assert told["leadership.undated"].figures == {"Kế hoạch": 1}
    IssuedPaper.objects.filter(pk=paper.pk).update(number=9, issued_on=D(2026, 2, 2))
    assert "leadership.undated" not in said(plan)


def test_what_was_answered_and_settled_after_the_cut_off_was_open_then(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, "Phát động.", period="Q1")
    for day in (D(2026, 6, 20), D(2026, 7, 1)):
        direction = Direction.objects.create(
            task=task, text="Báo cáo.", given_by=cast.leader, state="answered", reply="Rồi.", replied_at=at(day)
        )
        Direction.objects.filter(pk=direction.pk).update(created_at=at(D(2026, 6, 10)))
        obstacle = Obstacle.objects.create(
            task=task, unit=cast.division, text=f"Thiếu kinh phí {day}.", reported_by=cast.contact, settled_at=at(day)
        )
        Obstacle.objects.filter(pk=obstacle.pk).update(created_at=at(D(2026, 6, 10)))

    june, july = said(plan), said(plan, as_of=D(2026, 7, 1))

    assert [one["leadership.directions"].figures["answered"] for one in (june, july)] == [1, 2]
    assert [one["shortcomings.obstacles"].figures["settled"] for one in (june, july)] == [1, 2]


def test_an_extension_agreed_after_the_cut_off_moves_no_deadline_of_then(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, "Phát động.", period="Q1")
    Task.objects.filter(pk=task.pk).update(deadline=D(2026, 9, 30))
    steps = ((D(2026, 5, 31), D(2026, 6, 5)), (D(2026, 7, 31), D(2026, 7, 5)), (D(2026, 8, 31), D(2026, 8, 5)))
    for old, day in steps:
        Extension.objects.create(
            task=task,
            old_deadline=old,
            new_deadline=D(2026, 9, 30),
            reason="Chờ văn bản.",
            asked_by=cast.contact,
            state=ExtensionState.AGREED,
            decided_at=at(day),
        )

    def due(as_of: D) -> str:
        return said(plan, as_of=as_of)[f"tasks.task.{task.pk}"].text[-11:]

    assert [due(day) for day in (D(2026, 6, 4), CUT_OFF, D(2026, 7, 31), D(2026, 8, 31))] == [
        "31/05/2026.",
        "31/07/2026.",
        "31/08/2026.",
        "30/09/2026.",
    ]


def test_an_abbreviation_keeps_its_capitals(plan: Plan) -> None:
    make_paper(D(2026, 5, 4), kind="UBND chấp thuận")

    assert said(plan)["leadership.papers"].text.startswith("Ban hành 01 UBND chấp thuận về công tác")


def test_a_sentence_that_leads_to_an_annex_not_chosen_stops_the_submission(plan: Plan, cast: Cast) -> None:
    make_many_tasks(plan, 31, [cast.division])
    report = make_report(plan, cast.standing, "year", annexes=["units"])
    lost = (
        "Mục “Kết quả thực hiện kế hoạch năm” dẫn tới phụ lục kết quả từng nhiệm vụ nhưng phụ lục ấy chưa "
        "chọn. Chọn phụ lục ở “Sửa thông tin”, hoặc sửa câu."
    )
    assert what_is_missing(report) == [lost]

    worded(section_of(report), "tasks.annex", "Kết quả từng nhiệm vụ theo dõi trên phần mềm.", cast.standing)
    assert what_is_missing(report) == []
    assert what_is_missing(make_report(plan, cast.standing, "year", annexes=["tasks"])) == []


def test_the_year_s_report_carries_on_what_is_unfinished_and_misses_the_next_plan(plan: Plan, cast: Cast) -> None:
    late = make_task(plan, "Phát động.", period="Q1")
    running = make_task(plan, "Tổng kết.", period="Q4")
    awaiting = make_task(plan, "Bình xét.", period="Q4", progress=Progress.AWAITING)
    report = make_report(plan, cast.standing, "year")

    drawn = {line["key"]: line["drawn"]["parts"] for line in section_of(report, "directions").lines}

    assert {key: parts[1][2] for key, parts in drawn.items()} == {
        "directions.behind": [late.pk],
        "directions.awaiting": [awaiting.pk],
        "directions.going_on": [running.pk],
    }
    assert no_next_plan(report).startswith("Chưa có dự thảo kế hoạch năm 2027 nên mục phương hướng")
    assert no_next_plan(report) in what_to_look_at(report)
    task = make_task(make_plan(2027), "Phát động năm 2027.", period="Q1")
    assert no_next_plan(report) == ""
    assert f"directions.task.{task.pk}" in said(plan)
    assert no_next_plan(make_report(plan, cast.standing)) == ""


def test_the_section_s_page_says_that_next_year_s_plan_is_missing(client: Any, plan: Plan, cast: Cast) -> None:
    make_task(plan, "Phát động.", period="Q1")
    report = make_report(plan, cast.standing, "year")
    client.force_login(cast.standing)

    pages = {slug: client.get(f"/bao-cao/{report.pk}/muc/{slug}/").content.decode() for slug in ("directions", "tasks")}

    assert ["Chưa có dự thảo kế hoạch năm 2027" in page for page in pages.values()] == [True, False]


def test_a_group_s_line_in_a_table_of_one_column_takes_no_row_of_the_sheet() -> None:
    table = Table((Column("Số", 100),), (GroupRow("Nhóm"), Row(("1",)), Row(("2",))))
    header = Header(agency="SỞ", parent_agency="UBND", number="Số:", place_date="Lạng Sơn")
    paper = Paper(header=header, kind="BÁO CÁO", subject="x", body=(), annexes=(Annex("Phụ lục", "X", (table,)),))

    book = load_workbook(io.BytesIO(annex_sheets(paper, made_by="Trần Thị B")))

    values = [row[0] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert values[values.index("Số") :][:4] == ["Số", "Nhóm", 1, 2]


def test_an_undated_task_is_told_once_when_it_was_finished(plan: Plan) -> None:
    task = make_task(plan, "Theo dõi.", period="", progress=Progress.DONE, reported_on=D(2026, 2, 2))
    Task.objects.filter(pk=task.pk).update(deadline=None)

    def quarter(number: int) -> dict[str, Drawn]:
        span = span_of(report_kinds()["quarter"], 2026, number)
        return said(plan, span=span, as_of=D(2026, 9, 30))

    key = f"tasks.task.{task.pk}"
    assert quarter(1)[key].text.endswith(": hoàn thành ngày 02/02/2026, không ấn định thời hạn.")
    assert key not in quarter(3)


def test_the_chart_shows_the_quarters_that_have_tasks(plan: Plan) -> None:
    for period in ("Q4", "Q1", "YEAR"):
        make_task(plan, period=period)

    (chart,) = quarter_chart(tasks_then(plan, CUT_OFF))

    assert chart.bars == (("Quý I", (0, 0, 0, 1)), ("Quý IV", (0, 0, 1, 0)), ("Cả năm", (0, 0, 1, 0)))


@pytest.mark.parametrize(
    ("as_of", "days", "before"),
    [
        (CUT_OFF, (D(2026, 1, 1), CUT_OFF), (D(2025, 1, 1), D(2025, 6, 30))),
        (D(2027, 1, 5), (D(2026, 1, 1), D(2026, 12, 31)), (D(2025, 1, 1), D(2025, 12, 31))),
    ],
)
def test_the_days_told_and_those_compared(plan: Plan, as_of: D, days: tuple[D, D], before: tuple[D, D]) -> None:
    question = ReportQuestion(plan, "year", year_span(), as_of)

    assert (question.days, question.days_before) == (days, before)
