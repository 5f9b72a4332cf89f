"""The acts on a report: its way through the office, new figures, remarks and answers, into the bin."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from plans.forms.report import AnswerForm, RemarkForm
from plans.http import OfficeRequest, submit_key
from plans.models import Report
from plans.rules.official import short_date
from plans.services import report as service
from plans.services import report_remark as talk
from plans.services import report_way as way
from plans.services.report_document import numbered
from plans.views.act_page import refusal_page
from plans.views.acting import act_by_button, act_on, require
from plans.views.paper_acts import PaperActs
from plans.views.report import WHO_DECIDES, WHO_ISSUES, frame_of, seen_report


def _frozen(report: Report) -> list[str]:
    said = ["Câu chữ, số liệu, phụ lục và bản PDF được đóng băng kèm mã SHA-256; mọi người xem được."]
    if report.task is not None:
        said.append(f"Báo cáo hiện ở {report.task} là kết quả; việc báo hoàn thành nhiệm vụ vẫn do thường trực bấm.")
    return said


_PAGES = PaperActs[Report](
    way.PAPERS,
    frame_of,
    name=lambda _report: "báo cáo",
    noun="báo cáo",
    edit=lambda report: reverse("plans:report", args=[report.pk]),
    frozen=_frozen,
    example="nêu rõ nguyên nhân nhiệm vụ quá hạn ở mục II",
    carries=lambda report: [f"{report.abstract}. Số liệu tính đến ngày {short_date(report.as_of)}."],
    doubts=way.what_to_look_at,
)


def report_submit(request: OfficeRequest, pk: int) -> HttpResponse:
    return _PAGES.submit_page(request, acted(request, pk, "plans.edit_report", service.WHO_EDITS))


def report_withdraw(request: OfficeRequest, pk: int) -> HttpResponse:
    return _PAGES.withdraw_page(request, acted(request, pk, "plans.edit_report", service.WHO_EDITS))


def report_approve(request: OfficeRequest, pk: int) -> HttpResponse:
    return _PAGES.approve_page(request, acted(request, pk, "plans.approve_report", WHO_DECIDES))


def report_return(request: OfficeRequest, pk: int) -> HttpResponse:
    return _PAGES.return_page(request, acted(request, pk, "plans.approve_report", WHO_DECIDES))


def report_issue(request: OfficeRequest, pk: int) -> HttpResponse:
    return _PAGES.issue_page(request, acted(request, pk, "plans.issue_report", WHO_ISSUES))


@require_POST
def report_refresh(request: OfficeRequest, pk: int) -> HttpResponse:
    """Lấy số liệu mới."""
    report = acted(request, pk, "plans.edit_report", service.WHO_EDITS)
    key, changed = submit_key(request), []

    def act() -> None:
        changed.append(service.refresh_report(actor=request.user, report=report, key=key))

    if act_by_button(request, act, done="Đã lấy số liệu mới; lời đã sửa giữ nguyên."):
        words = f"Số liệu thay đổi ở {changed[0]} mục." if changed[0] else "Số liệu không thay đổi."
        messages.info(request, words)
    return redirect("plans:report", pk)


@require_POST
def report_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Into the bin."""
    report = acted(request, pk, "plans.edit_report", service.WHO_EDITS)
    key = submit_key(request)
    removed = act_by_button(
        request,
        lambda: way.remove_report(actor=request.user, report=report, key=key),
        done="Đã bỏ vào thùng rác, khôi phục được ở đó.",
    )
    return redirect("plans:report_list") if removed else redirect("plans:report", pk)


def report_remark(request: OfficeRequest, pk: int) -> HttpResponse:
    """Cho ý kiến về dự thảo, on a section (``?muc=``) or on the whole."""
    report = acted(request, pk, "plans.remark_report", talk.WHO_REMARKS)
    frame = frame_of(report)
    if report.state not in talk.OPEN_STATES:
        return refusal_page(request, frame, title=str(report), sentence=talk.WHY_NOT_REMARKED[report.state])
    sections = list(report.sections.all())
    offered = [(one.section.slug, one.title) for one in numbered(sections)]
    form = RemarkForm(initial={"section": request.GET.get("muc", "")}, sections=offered)
    if request.method == "POST":
        form = RemarkForm(request.POST, sections=offered)

    def act() -> None:
        section = next((one for one in sections if one.slug == form.cleaned_data["section"]), None)
        text, key = form.cleaned_data["text"], submit_key(request)
        talk.give_remark(actor=request.user, report=report, section=section, text=text, key=key)

    if form.is_bound and form.is_valid() and act_on(form, act):
        messages.success(request, "Đã gửi ý kiến tới thường trực.")
        return redirect(frame.own_page)
    context = {"title": "Cho ý kiến về báo cáo", "submit": "Gửi ý kiến", "icon": "send", "form": form}
    return render(request, "plans/report_form.html", {**frame.context, **context, "back_url": frame.own_page})


def report_answer(request: OfficeRequest, pk: int, remark_pk: int) -> HttpResponse:
    """Tiếp thu, giải trình một ý kiến."""
    report = acted(request, pk, "plans.edit_report", talk.WHO_ANSWERS)
    remark = get_object_or_404(report.remarks.select_related("report", "section", "made_by__person"), pk=remark_pk)
    frame = frame_of(report)
    if report.state not in talk.OPEN_STATES:
        return refusal_page(request, frame, title=str(report), sentence=talk.WHY_NOT_REMARKED[report.state])
    form = AnswerForm(request.POST) if request.method == "POST" else AnswerForm()

    def act() -> None:
        answer, key = form.cleaned_data["answer"], submit_key(request)
        talk.settle_remark(actor=request.user, remark=remark, answer=answer, key=key)

    if form.is_bound and form.is_valid() and act_on(form, act):
        messages.success(request, "Đã ghi tiếp thu; người cho ý kiến nhận thông báo.")
        return redirect(frame.own_page)
    context = {"title": "Tiếp thu ý kiến", "submit": "Lưu trả lời", "icon": "check", "form": form, "remark": remark}
    return render(request, "plans/report_form.html", {**frame.context, **context, "back_url": frame.own_page})


def acted(request: OfficeRequest, pk: int, right: str, who: str) -> Report:
    """The report of an address, for who may see it and has the right to act."""
    report = seen_report(request, pk)
    require(request.user, right, report, who=who)
    return report
