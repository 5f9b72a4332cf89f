"""Sample reports of 2026: of the half-year, issued in July; of the year, in draft with what units wrote for it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from plans.models import IssuedPaper, Plan, Report, User
from plans.rules.report_kind import report_kinds, span_of
from plans.services.paper import next_number
from plans.services.report import Typed, create_report, keep_section, lines_of
from plans.services.report_head import first_head, task_for
from plans.services.report_way import PAPERS, SERIES, what_is_missing
from plans.services.sample_contributions import load_sample_contributions

YEAR = 2026
_HALF, _WHOLE = "half", "year"
_ISSUED_ON = dt.date(YEAR, 7, 3)
_WRITER, _DECIDES, _NUMBERS = "thuongtruc", "lanhdao", "vanthu"
_EDITED = "strengths"
_SAID = (
    "Các phòng, đơn vị chủ động thực hiện kế hoạch, báo cáo tiến độ đúng quy định; việc đăng ký danh hiệu thi đua đầu "
    "năm gắn với nhiệm vụ chuyên môn được giao (nội dung mẫu)."
)


@transaction.atomic
def load_sample_reports() -> None:
    """The two reports, once; by the sample's people, and none of a time that has not come."""
    people = {user.username: user for user in User.objects.filter(is_sample=True)}
    plan = Plan.objects.in_force().filter(year=YEAR).first()
    if plan is None or Report.objects.filter(is_sample=True).exists():
        return
    if not {_WRITER, _DECIDES, _NUMBERS} <= set(people) or timezone.localdate() < _ISSUED_ON:
        return
    _issue(_draft(plan, _HALF, people[_WRITER], as_of=dt.date(YEAR, 6, 30)), people)
    report = _draft(plan, _WHOLE, people[_WRITER], as_of=min(timezone.localdate(), dt.date(YEAR, 12, 31)))
    _edit(report, people[_WRITER])
    load_sample_contributions(report, people)


def _draft(plan: Plan, slug: str, writer: User, *, as_of: dt.date) -> Report:
    kind = report_kinds()[slug]
    span = span_of(kind, YEAR)
    if span is None:
        raise ValueError(f"{slug} has no span of its own")
    task = task_for(kind, span, list(plan.tasks.all()))
    head = first_head(plan, today=as_of)
    return create_report(
        actor=writer, plan=plan, kind=kind, span=span, as_of=as_of, task=task, head=head, is_sample=True
    )


def _issue(report: Report, people: dict[str, User]) -> None:
    """On its way as far as it goes: what the office has not said yet (a signer) keeps it in draft."""
    if what_is_missing(report):
        return
    record = PAPERS.submit(actor=people[_WRITER], record=report, seen=report.version)
    record = PAPERS.approve(actor=people[_DECIDES], record=record, seen=record.version)
    paper = PAPERS.issue(
        actor=people[_NUMBERS],
        record=record,
        number=next_number(SERIES, YEAR),
        issued_on=_ISSUED_ON,
        seen=record.version,
    )
    IssuedPaper.objects.filter(pk=paper.pk).update(is_sample=True)


def _edit(report: Report, writer: User) -> None:
    """The first sentence of the strengths, worded by hand; one is added where the records give none."""
    section = report.sections.get(slug=_EDITED)
    typed = [Typed(line.key, line.text, line.text) for line in lines_of(section)]
    if typed:
        first = typed[0]
        typed[0] = Typed(first.key, f"{first.words} {_SAID}", first.was)
    else:
        typed = [Typed("own.1", _SAID)]
    keep_section(actor=writer, section=section, seen=section.version, typed=typed)
