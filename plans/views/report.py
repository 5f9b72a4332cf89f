"""One report: read as its paper, every figure a link; beside it what is still open and what can be done next."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from plans.http import OfficeRequest
from plans.models import PaperState, Report, ReportRemark, ReportSection, User
from plans.papers.content import Paper
from plans.papers.docx import render_docx
from plans.papers.pdf import render_pdf
from plans.papers.report import EMPTY
from plans.rules.reminding import due_words
from plans.rules.report_kind import report_kinds
from plans.rules.text import fold
from plans.services.contribution_copy import contributions_beside
from plans.services.frozen_print import frozen_paper, pdf_of
from plans.services.report_document import report_paper
from plans.services.report_draw import span_of_report
from plans.services.report_remark import OPEN_STATES
from plans.services.report_sheet import annex_sheets
from plans.services.report_way import still_open
from plans.views.act_page import Frame
from plans.views.files import DOCX, PDF, XLSX, send_bytes, send_file
from plans.views.paper_acts import paper_pill, paper_steps
from plans.views.report_lines import ShownSection, shown_sections
from plans.views.steps import Step, StepFor, steps_among

WHO_DECIDES = "Lãnh đạo Sở duyệt báo cáo. Anh, chị chờ lãnh đạo xem."
WHO_ISSUES = "Văn thư ghi số, ngày ban hành. Anh, chị báo văn thư."
_STEPS = paper_steps(
    "plans:report", writes="plans.edit_report", decides="plans.approve_report", numbers="plans.issue_report"
)
_DRAFT = (
    StepFor("plans.edit_report", "Sửa thông tin", "plans:report_head", "square-pen", False),
    StepFor("plans.edit_report", "Trình duyệt", "plans:report_submit", "send", True),
)


def seen_report(request: OfficeRequest, pk: int) -> Report:
    """The report of an address, for who may see it. Its plan, its task, its paper and its people come with it."""
    rows = Report.objects.visible_to(request.user).select_related(
        "plan", "task__plan", "paper", "prepared_by__person", "approved_by__person"
    )
    heavy = [f"{plan}__{name}" for plan in ("plan", "task__plan") for name in ("source_text", "search_key")]
    return get_object_or_404(rows.defer("annex_pages", *heavy), pk=pk)


def seen_section(report: Report, slug: str) -> ReportSection:
    """One section of a report that was fetched."""
    return get_object_or_404(report.sections.select_related("edited_by__person", "report"), slug=slug)


def kind_words(report: Report) -> str:
    """What kind of report it is."""
    kind = report_kinds().get(report.kind)
    return kind.label if kind else "Báo cáo"


def frame_of(report: Report) -> Frame:
    """Where the acts on a report are shown."""
    own_page = reverse("plans:report", args=[report.pk])
    context = {
        "report": report,
        "kind": kind_words(report),
        "span": span_of_report(report).words,
        "pill": paper_pill(report.state),
        "own_page": own_page,
    }
    return Frame("plans/report_act.html", context, own_page)


def steps_for(user: User, report: Report) -> list[Step]:
    """What ``user`` can do next with the report, the main step last."""
    state = PaperState(report.state)
    return steps_among(user, _DRAFT if state == PaperState.DRAFT else _STEPS.get(state, ()), report)


@require_safe
def report(request: OfficeRequest, pk: int) -> HttpResponse:
    """The report as the paper reads."""
    user = request.user
    found = seen_report(request, pk)
    edits = found.state == PaperState.DRAFT and user.has_perm("plans.edit_report", found)
    sections = list(found.sections.select_related("edited_by__person"))
    prepares = user.has_perm("plans.see_drafts")
    beside = contributions_beside(found, sections) if prepares and found.state != PaperState.ISSUED else {}
    shown = list(shown_sections(found, sections, user, edits=edits, beside=beside))
    remarks = list(found.remarks.select_related("section", "made_by__person", "settled_by__person")) if prepares else []
    open_now = found.state in OPEN_STATES
    context = {
        **frame_of(found).context,
        "sections": shown,
        "empty": EMPTY,
        "edits": edits,
        "steps": steps_for(user, found),
        "remarks": [(one, _place_of(one, shown)) for one in remarks],
        "may_remark": open_now and user.has_perm("plans.remark_report", found),
        "may_answer": open_now and user.has_perm("plans.edit_report", found),
        "open": _still_open(found, sections, shown, remarks) if prepares and found.state != PaperState.ISSUED else None,
        "prepares": prepares,
    }
    return render(request, "plans/report.html", context)


@require_safe
def report_pdf(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """The frozen file of an issued report, byte for byte; a draft is printed as it stands."""
    found = seen_report(request, pk)
    if found.paper is not None:
        return send_file(pdf_of(found.paper))
    data = render_pdf(report_paper(found), filed=False)
    return send_bytes(data, name=f"{_file_name(found)}.pdf", content_type=PDF)


@require_safe
def report_docx(request: OfficeRequest, pk: int) -> HttpResponse:
    """The report for Word, as frozen once it is issued."""
    found = seen_report(request, pk)
    return send_bytes(render_docx(_paper_of(found)), name=f"{_file_name(found)}.docx", content_type=DOCX)


@require_safe
def report_xlsx(request: OfficeRequest, pk: int) -> HttpResponse:
    """The annexes as a spreadsheet, as frozen once the report is issued."""
    found = seen_report(request, pk)
    data = annex_sheets(_paper_of(found), made_by=request.user.get_full_name())
    return send_bytes(data, name=f"{_file_name(found)}-phu-luc.xlsx", content_type=XLSX)


def _paper_of(found: Report) -> Paper:
    return frozen_paper(found.paper) if found.paper is not None else report_paper(found)


def _still_open(
    found: Report, sections: list[ReportSection], shown: list[ShownSection], remarks: list[ReportRemark]
) -> dict[str, Any]:
    """What is to be settled before it is submitted, each section as the page numbers it."""
    numbered = {one.pk: one for one in shown}
    left = still_open(found, sections, remarks)
    today = timezone.localdate()
    return left._asdict() | {
        "stale": [(numbered[section.pk], lines) for section, lines in left.stale],
        "units": [(unit, due_words(day, today), day < today) for unit, day in left.units],
    }


def _place_of(remark: ReportRemark, shown: list[ShownSection]) -> str:
    """The section that a remark is about, with its number."""
    return next((one.title for one in shown if one.pk == remark.section_id), "Toàn báo cáo")


def _file_name(found: Report) -> str:
    if found.paper is not None:
        return str(found.paper.file_name)
    return f"du-thao-{slugify(fold(kind_words(found)))}-{found.last.year}-{found.pk}"
