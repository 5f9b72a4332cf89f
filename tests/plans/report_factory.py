"""Reports for tests: a plan with tasks in several cells, and drafts made of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from plans.models import Plan, Report, ReportSection, Task, User
from plans.rules.report_kind import report_kinds, span_of
from plans.rules.status import Progress
from plans.services import report as service
from plans.services.report import Typed, lines_of
from plans.services.report_head import first_head
from plans.services.report_remark import give_remark
from plans.services.report_way import PAPERS
from tests.factory import Cast, make_task

D = dt.date
CUT_OFF = D(2026, 6, 30)


def make_tasks(plan: Plan, cast: Cast) -> list[Task]:
    """One finished in time, one late and open, and the one that asks for the report itself."""
    return [
        make_task(
            plan,
            "Phát động phong trào thi đua năm 2026.",
            units=[cast.division],
            period="Q1",
            progress=Progress.DONE,
            reported_on=D(2026, 3, 20),
        ),
        make_task(plan, "Tổ chức hội nghị tập huấn.", units=[cast.division], period="Q1"),
        make_task(
            plan,
            "Xây dựng báo cáo kết quả sơ kết 6 tháng công tác thi đua, khen thưởng.",
            units=[cast.standing_office],
            period="Q2",
        ),
    ]


def make_report(plan: Plan, actor: User, kind: str = "half", **values: Any) -> Report:
    """A draft over the first half of the plan's year, with a head that can be submitted."""
    found = report_kinds()[kind]
    span = span_of(found, plan.year, 1)
    assert span is not None
    as_of = values.pop("as_of", CUT_OFF)
    task = values.pop("task", None)
    head = {**first_head(plan, today=CUT_OFF), **values}
    return service.create_report(actor=actor, plan=plan, kind=found, span=span, as_of=as_of, task=task, head=head)


def section_of(report: Report, slug: str = "tasks") -> ReportSection:
    return report.sections.get(slug=slug)


def shown(section: ReportSection) -> list[Typed]:
    """The section as a page shows it, with nothing typed."""
    return [Typed(line.key, line.text, line.text) for line in lines_of(section)]


def worded(section: ReportSection, key: str, words: str, actor: User) -> ReportSection:
    """The section after a hand worded one sentence anew."""
    typed = [Typed(one.key, words, one.was) if one.key == key else one for one in shown(section)]
    return service.keep_section(actor=actor, section=section, seen=section.version, typed=typed)


def add_reports(records: dict[str, Any], cast: Cast, plan: Plan) -> None:
    """A report in every state, and what stands in their addresses."""
    for state in ("draft", "submitted", "approved", "issued"):
        report = make_report(plan, cast.standing, "year")
        if state != "draft":
            report = PAPERS.submit(actor=cast.standing, record=report, seen=report.version)
        if state in ("approved", "issued"):
            report = PAPERS.approve(actor=cast.leader, record=report, seen=report.version)
        if state == "issued":
            day = D(2026, 7, 3)
            PAPERS.issue(actor=cast.clerk, record=report, number=71, issued_on=day, seen=report.version)
        records[f"{state}_report"] = report
    records |= {
        "report_part": "tasks",
        "report_sentence": "tasks.cells",
        "report_place": 0,
        "report_remark": give_remark(actor=cast.leader, report=records["draft_report"], text="Bổ sung so sánh."),
    }
