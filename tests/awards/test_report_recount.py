"""Each figure of the sample year's reports and of a fuller year is counted once more; annexes and prose agree."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.management import call_command

from awards.models import LetterState, SubmissionLine
from emulation.models import ClusterMember, ProposalState
from plans.models import Plan, Report
from plans.papers.content import Row, Table, plain
from plans.rules.report_kind import report_kinds
from plans.rules.report_line import Drawn, Link
from plans.services.report import lines_of
from plans.services.report_draw import drawn_annexes, drawn_sentences, question_of
from plans.services.sample_reports import load_sample_reports
from plans.sockets import DrawnAnnex, ReportQuestion
from tests.awards.letter_factory import make_letter
from tests.awards.report_counted import Counted
from tests.awards.report_records import CODES, IN, make_records, question_of_year
from tests.awards.report_recount import faults
from tests.awards.report_recount_annexes import FOUR, recounted
from tests.emulation.cluster_factory import make_proposal
from tests.factory import Cast, make_person


def said_in(question: ReportQuestion) -> dict[str, Drawn]:
    return {one.key: one for found in drawn_sentences(question).values() for one in found}


def assert_true(question: ReportQuestion, codes: list[str]) -> tuple[dict[str, Drawn], dict[str, DrawnAnnex]]:
    """No sentence and no annex says a figure that was not counted here to the same number."""
    counted, said = Counted(question), said_in(question)
    assert [fault for one in said.values() for fault in faults(counted, one)] == []
    annexes = {one.code: one for one in drawn_annexes(question, codes)}
    for code, annex in annexes.items():
        if annex.figures:
            keys = list(annex.figures)
            assert dict(annex.figures) == recounted(counted, code, keys), code
    return said, annexes


def assert_agreed(said: dict[str, Drawn], annexes: dict[str, DrawnAnnex]) -> None:
    """The totals of the annexes are those of the prose."""
    cells = said["tasks.cells"].figures
    for code in {"tasks", "units"} & set(annexes):
        assert {name: cells[name] for name in annexes[code].figures} == annexes[code].figures
    total = [plain(cell) for cell in rows_of(annexes["units"])[-1].cells]
    assert [int(number.replace("–", "0")) for number in total[2:7]] == [
        cells[name] for name in ("counted", "on_time", "done_late", "open", "overdue")
    ]
    for four in FOUR:
        one = said.get(f"awards.granted.{four}")
        row, leaf = ("dh" if "titles" in four else "ht"), ("t.unit" if "units" in four else "c.person")
        assert annexes["awards"].figures[f"{row}.{leaf}"] == (one.figures[""] if one else 0)
        lines = [one for key, one in said.items() if key.startswith(f"promises.{four}.")]
        for which in ("registered", "proposed", "granted") if "promises" in annexes else ():
            told = sum(int(one.figures[which] or 0) for one in lines)
            assert annexes["promises"].figures[f"{four}.{which}"] == told
    if "0601" in annexes:
        assert annexes["0601"].figures["01"] == said["campaigns.running"].figures["all"]


def rows_of(annex: DrawnAnnex) -> list[Row]:
    return [row for block in annex.body if isinstance(block, Table) for row in block.rows if isinstance(row, Row)]


def test_the_reports_of_the_sample_year_are_true(db: None, settings) -> None:
    """An issued half-year and a draft of the year with words of a hand; then every figure of both."""
    settings.DEBUG = True
    call_command("load_sample")
    load_sample_reports()

    half, whole = Report.objects.order_by("last")
    assert (half.kind, half.state, half.issued_on) == ("half", "issued", dt.date(2026, 7, 3))
    assert half.paper is not None
    assert (half.is_sample, half.paper.is_sample, whole.is_sample) == (True, True, True)
    assert (whole.kind, whole.state) == ("year", "draft")
    assert [line.words for line in lines_of(whole.sections.get(slug="strengths")) if line.words] != []
    for report in (half, whole):
        codes = list(report_kinds()[report.kind].annexes)
        assert_agreed(*assert_true(question_of(report), codes))


def test_a_year_with_something_of_every_kind_is_true(cast: Cast, plan: Plan) -> None:
    make_records(cast, plan, 7)
    make_letter(cast, state=LetterState.ISSUED)
    SubmissionLine.objects.update(answer="granted", answered_on=IN)
    member = ClusterMember.objects.filter(is_us=True).first()
    assert member is not None
    ClusterMember.objects.filter(pk=member.pk).update(rank=1)
    type(member.cluster_year).objects.update(result_date=IN, result_number="12/TB")
    make_proposal(member.cluster_year, cast.standing, state=ProposalState.SENT, sent_on=IN)
    for place, training in enumerate(("university", "master", "")):
        born = dt.date(1970 + 10 * place, 11, 21)
        make_person(f"Chu Văn {place}", cast.standing_office, birth_date=born, training=training)

    said, annexes = assert_true(question_of_year(plan), CODES_COUNTED)

    assert_agreed(said, annexes)
    prefixes = {re.split(r"\.", key)[0] for key in said}
    assert {"tasks", "campaigns", "awards", "promises", "examples", "councils", "clusters", "strengths"} <= prefixes
    assert [key for key in said if key.startswith(("awards.sent", "awards.answered"))] != []
    assert {"clusters.proposals", "councils.research"} <= set(said)


CODES_COUNTED = [code for code in CODES if code != "papers"]


@pytest.mark.parametrize(
    "one",
    [
        Drawn("tasks", "tasks.new", ("Có ", Link("02 nhiệm vụ", "task", (1, 2)), ".")),
        Drawn("tasks", "tasks.new", ("Có 02 nhiệm vụ.",)),
        Drawn("tasks", "shortcomings.late", ("Có ", Link("01 nhiệm vụ", "task", (1,)), " quá hạn.")),
    ],
)
def test_a_figure_that_nobody_counted_is_found(plan: Plan, one: Drawn) -> None:
    assert list(faults(Counted(question_of_year(plan)), one)) != []
