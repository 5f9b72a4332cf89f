"""Báo cáo thành tích: written on one page, saved by itself, printed in the official layout."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from awards.models import AchievementReport, Nomination, NominationState
from awards.papers.achievement_report import Part
from awards.services import achievement_report as service
from awards.services.nomination import WHY_NOT_EDITED
from awards.services.record_reading import note_reading
from awards.views.nomination_rows import nomination_pill, seen_nomination
from plans.errors import DomainError, EditConflict
from plans.forms.draft import area
from plans.forms.plan import LinesField, VersionForm
from plans.http import OfficeRequest, submit_key, whole_number
from plans.papers.docx import render_docx
from plans.papers.pdf import render_pdf
from plans.services import audit
from plans.views.acting import act_on, require
from plans.views.conflict import render_conflict
from plans.views.files import DOCX, PDF, send_bytes

ROWS = {"results": 14, "background": 5, "situation": 6}


class ReportForm(VersionForm):
    """The parts of the report, as the form of the subject has them."""

    def __init__(self, *args: Any, parts: tuple[Part, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in parts:
            self.fields[part.code] = LinesField(
                label=part.label,
                required=False,
                max_length=service.LONGEST,
                widget=area(ROWS.get(part.code, 7)),
                help_text=part.hint,
            )

    @property
    def parts(self) -> dict[str, str]:
        return {name: text for name, text in self.cleaned_data.items() if name != "version"}


def achievement_report(request: OfficeRequest, pk: int) -> HttpResponse:
    """Soạn báo cáo thành tích."""
    record = seen_nomination(request.user, pk)
    require(request.user, "awards.write_report", record, who=service.WHO_WRITES)
    if record.person is not None:
        note_reading(actor=request.user, person=record.person)
    report = _report_of(record)
    parts, back = service.parts_of(record), reverse("awards:nomination", args=[pk])
    if request.method == "POST":
        form = ReportForm(request.POST, parts=parts)
        try:
            if form.is_valid() and act_on(form, lambda: _save(request, record, form)):
                messages.success(request, "Đã lưu báo cáo thành tích.")
                return redirect("awards:achievement_report", pk)
        except EditConflict as conflict:
            theirs = dict(conflict.current.parts)
            title = f"Báo cáo thành tích: {record.subject}"
            return render_conflict(request, title=title, form=form, conflict=conflict, back_url=back, theirs=theirs)
    else:
        values = dict(report.parts) if report else {}
        form = ReportForm(initial={**values, "version": report.version if report else 0}, parts=parts)
    saved = timezone.localtime(report.saved_at) if report and report.saved_at else None
    context = {
        "nomination": record,
        "form": form,
        "back": back,
        "saved": f"{saved:%H:%M %d/%m/%Y}" if saved else "",
        "saved_by": report.saved_by if report else None,
        "others": service.others_writing(report, request.user, timezone.now()),
        "refusal": WHY_NOT_EDITED.get(NominationState(record.state), ""),
        "pill": nomination_pill(record.state, returned=bool(record.return_reason)),
        "form_name": "Mẫu 04" if record.unit_id else "Mẫu 05",
    }
    return render(request, "awards/achievement_report.html", context)


@require_POST
def achievement_report_save(request: OfficeRequest, pk: int) -> HttpResponse:
    """Saved by itself while one writes: says when, with which version, or who saved meanwhile (409)."""
    record = seen_nomination(request.user, pk)
    require(request.user, "awards.write_report", record, who=service.WHO_WRITES)
    parts = {part.code: request.POST.get(part.code, "") for part in service.parts_of(record)}
    try:
        report = service.save_report(
            nomination=record,
            actor=request.user,
            parts={code: text.replace("\r\n", "\n") for code, text in parts.items()},
            seen=whole_number(request.POST.get("version", "")) or 0,
            by_itself=True,
        )
    except EditConflict as conflict:
        who, at = conflict.current.saved_by, conflict.current.saved_at
        when = f" lúc {timezone.localtime(at):%H:%M}" if at else ""
        said = f"{who or 'Người khác'} vừa lưu báo cáo này{when}. Bấm “Lưu báo cáo” để so hai bản rồi chọn."
        return JsonResponse({"said": said}, status=409)
    except DomainError as refusal:
        return JsonResponse({"said": str(refusal)}, status=422)
    at = timezone.localtime(report.saved_at) if report.saved_at else timezone.localtime()
    return JsonResponse({"said": f"Đã tự lưu lúc {at:%H:%M:%S}", "version": report.version})


@require_safe
def achievement_report_pdf(request: OfficeRequest, pk: int) -> HttpResponse:
    """Bản in, PDF."""
    record = seen_nomination(request.user, pk)
    data = render_pdf(_paper(request, record, "PDF"), filed=False)
    return send_bytes(data, name=f"{_file_name(record)}.pdf", content_type=PDF)


@require_safe
def achievement_report_docx(request: OfficeRequest, pk: int) -> HttpResponse:
    """Bản Word."""
    record = seen_nomination(request.user, pk)
    data = render_docx(_paper(request, record, "Word"))
    return send_bytes(data, name=f"{_file_name(record)}.docx", content_type=DOCX)


def _paper(request: OfficeRequest, record: Nomination, form: str) -> Any:
    """The paper; that it left the system is kept, for it tells of a person."""
    audit.record(actor=request.user, act="nomination.report_download", obj=record, note=form)
    return service.report_document(record, _report_of(record), request.user)


def _save(request: OfficeRequest, record: Nomination, form: ReportForm) -> object:
    return service.save_report(
        nomination=record,
        actor=request.user,
        parts=form.parts,
        seen=form.cleaned_data["version"],
        key=submit_key(request),
    )


def _report_of(record: Nomination) -> AchievementReport | None:
    return AchievementReport.objects.filter(nomination=record).select_related("saved_by__person").first()


def _file_name(record: Nomination) -> str:
    return f"Báo cáo thành tích {record.year} - {record.subject}"
