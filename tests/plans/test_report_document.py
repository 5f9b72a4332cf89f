"""A report as its paper: numbered sections, what is frozen at issuing, doubts of wording, its annexes as sheets."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from plans.models import Plan, Report, User
from plans.papers.content import Annex, Chart, Header, Heading, Paper, Paragraph, plain
from plans.papers.report import EMPTY
from plans.rules.report_kind import report_kinds, span_of
from plans.services.frozen_print import frozen_paper
from plans.services.report import Typed, create_report, keep_section, lines_of
from plans.services.report_document import report_paper, wording_doubts
from plans.services.report_sheet import annex_sheets
from plans.services.report_way import PAPERS, what_to_look_at
from tests.factory import Cast, make_many_tasks, make_plan

HEADER = Header("SỞ NGOẠI VỤ")
HEAD: dict[str, Any] = {
    "symbol": "BC-SNgV",
    "recipients": "Như trên\nLưu: VT",
    "signer_title": "GIÁM ĐỐC",
    "signer_name": "Nguyễn Văn An",
}


@pytest.fixture
def plan(cast: Cast) -> Plan:
    plan = make_plan(2026, number="05/KH-SNgV")
    make_many_tasks(plan, 14, [cast.standing_office, cast.division])
    return plan


@pytest.fixture
def report(cast: Cast, plan: Plan) -> Report:
    return make_report(cast.standing, plan)


def make_report(writer: User, plan: Plan, **head: Any) -> Report:
    kind = report_kinds()["half"]
    span = span_of(kind, 2026)
    assert span is not None
    as_of = dt.date(2026, 6, 30)
    return create_report(actor=writer, plan=plan, kind=kind, span=span, as_of=as_of, head={**HEAD, **head})


def headings(paper: Paper) -> list[str]:
    return [block.text for block in paper.body if isinstance(block, Heading)]


def said_in(paper: Paper, heading: str) -> list[str]:
    """The paragraphs below a heading."""
    said, inside = [], False
    for block in paper.body:
        if isinstance(block, Heading):
            inside = block.text == heading
        elif inside and isinstance(block, Paragraph):
            said.append(plain(block.words))
    return said


def test_sections_are_numbered_anew_under_each_heading_and_an_empty_one_says_so(report: Report) -> None:
    paper = report_paper(report)

    assert [title.split(".")[0] for title in headings(paper)] == ["I", *"1234567", "II", *"123", "III", "IV"]
    assert said_in(paper, "5. Điển hình tiên tiến, tuyên truyền") == [EMPTY]
    assert said_in(paper, "II. ĐÁNH GIÁ CHUNG") == []
    assert paper.header.number == "Số:        /BC-SNgV"
    assert paper.signatures[0].name == "Nguyễn Văn An"


def test_the_numbers_of_the_chart_are_those_of_the_annex(report: Report) -> None:
    first, second = report_paper(report).annexes[:2]

    assert [annex.label for annex in (first, second)] == ["Phụ lục I", "Phụ lục II"]
    quarters, units = ([block for block in annex.body if isinstance(block, Chart)] for annex in (first, second))
    totals = [
        [sum(counts) for counts in zip(*(c for _, c in charts[0].bars), strict=True)] for charts in (quarters, units)
    ]
    assert totals[0] == totals[1]
    assert sum(totals[0]) > 0


def test_what_is_issued_is_frozen_as_it_was_printed(cast: Cast, report: Report) -> None:
    record = PAPERS.submit(actor=cast.standing, record=report, seen=report.version)
    record = PAPERS.approve(actor=cast.leader, record=record, seen=record.version)
    day = timezone.localdate()

    paper = PAPERS.issue(actor=cast.clerk, record=record, number=3, issued_on=day, seen=record.version)

    record.refresh_from_db()
    assert (record.number, paper.series, paper.abstract) == ("03/BC-SNgV", "BC", record.abstract)
    assert frozen_paper(paper) == report_paper(record, number=3, issued_on=day)


def test_a_year_that_does_not_fit_is_shown_and_stops_nothing(cast: Cast, report: Report) -> None:
    section = report.sections.get(slug="directions")
    known = wording_doubts(report)
    typed = [Typed(line.key, line.text, line.text) for line in lines_of(section)]
    wrong = Typed("own.1", "Sơ kết 6 tháng đầu năm 2024 của cơ quan.")
    keep_section(actor=cast.standing, section=section, seen=section.version, typed=[*typed, wrong])

    (doubt,) = (text for text in wording_doubts(report) if text not in known)

    assert "“6 tháng đầu năm 2024” không khớp năm 2026 của báo cáo" in doubt
    assert doubt in what_to_look_at(report)
    assert PAPERS.submit(actor=cast.standing, record=report, seen=report.version).state == "submitted"


def test_annexes_are_sheets_with_numbers_as_numbers(report: Report) -> None:
    paper = report_paper(report)

    book = load_workbook(io.BytesIO(annex_sheets(paper, made_by="Trần Thị B")))

    assert book.sheetnames == [annex.label for annex in paper.annexes]
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0][0] == f"Phụ lục I. {paper.annexes[0].title}"
    (chart,) = (block for block in paper.annexes[0].body if isinstance(block, Chart))
    for name, counts in chart.bars:
        assert any(row[:6] == (name, *counts, sum(counts)) for row in rows)
    assert book.worksheets[0].page_setup.orientation == "landscape"


def test_words_in_a_sheet_never_calculate_and_no_annex_says_so() -> None:
    paragraph = Paragraph("=1+1", flush=True)
    paper = Paper(HEADER, "BÁO CÁO", annexes=(Annex("Phụ lục", "THỬ", (paragraph,)),))

    cell = load_workbook(io.BytesIO(annex_sheets(paper, made_by="B"))).worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    bare = load_workbook(io.BytesIO(annex_sheets(Paper(HEADER, "BÁO CÁO"), made_by="B")))
    assert "không có phụ lục" in str(bare.worksheets[0]["A1"].value)


@pytest.mark.parametrize("count", [5, 60])
def test_the_paper_asks_the_database_as_often_however_many_tasks(
    cast: Cast, count: int, django_assert_max_num_queries
) -> None:
    plan = make_plan(2026, number="06/KH-SNgV")
    make_many_tasks(plan, count, [cast.standing_office])
    report = make_report(cast.standing, plan)

    with django_assert_max_num_queries(20):
        report_paper(report)
