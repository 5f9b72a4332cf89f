"""The staff list out as a sheet, and in again: upload, dry run, then all or nothing.

Between the dry run and the confirmation the rows travel in the page, signed for the person who uploaded them, so that
no personal data lies about in a file that was never taken in.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render

from plans.errors import AlreadyDone, DomainError
from plans.forms.person import SheetForm
from plans.http import OfficeRequest, submit_key
from plans.services.people_import import Import, apply_import, plan_import
from plans.services.people_sheet import export_people, parse_sheet, template_sheet
from plans.views.acting import require
from plans.views.files import XLSX, send_bytes
from plans.views.person import found_people, read_filter
from plans.views.unit import WHO

SALT = "people-sheet"
KEPT_SECONDS = 2 * 60 * 60
OUTCOME_WORDS = {"new": "Thêm mới", "changed": "Sửa", "unchanged": "Giữ nguyên", "fault": "Sai"}
OUTCOME_PILLS = {"new": "doing", "changed": "await", "unchanged": "off", "fault": "warn"}


def person_export(request: OfficeRequest) -> HttpResponse:
    require(request.user, "plans.manage_staff", who=WHO)
    chosen = read_filter(request)
    people = found_people(request, chosen).select_related("unit")
    data = export_people(actor=request.user, people=people, criteria=chosen.criteria)
    return send_bytes(data, name="danh-sach-nhan-su.xlsx", content_type=XLSX)


def person_template(request: OfficeRequest) -> HttpResponse:
    require(request.user, "plans.manage_staff", who=WHO)
    return send_bytes(template_sheet(), name="mau-danh-sach-nhan-su.xlsx", content_type=XLSX)


def person_import(request: OfficeRequest) -> HttpResponse:
    """The upload, its dry run, and the confirmation: three faces of one page."""
    require(request.user, "plans.manage_staff", who=WHO)
    if request.method != "POST":
        return _show(request, SheetForm())
    if "rows" in request.POST:
        return _confirm(request)
    form = SheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, form)
    try:
        rows = parse_sheet(form.cleaned_data["sheet"].read())
    except DomainError as refusal:
        form.add_error("sheet", str(refusal))
        return _show(request, form)
    return _show(request, SheetForm(), rows=rows)


def _confirm(request: OfficeRequest) -> HttpResponse:
    try:
        sent = signing.loads(request.POST["rows"], salt=_salt(request), max_age=KEPT_SECONDS)
    except signing.BadSignature:
        messages.warning(request, "Lần xem thử đã quá hai giờ hoặc không còn dùng được. Chọn tệp và xem thử lại.")
        return redirect("plans:person_import")
    try:
        done = apply_import(actor=request.user, rows=sent["rows"], digest=sent["digest"], key=submit_key(request))
    except AlreadyDone:
        raise
    except DomainError as refusal:
        return _show(request, SheetForm(), rows=sent["rows"], refused=str(refusal))
    messages.success(request, f"Đã nhập: thêm {done.count('new')} người, sửa {done.count('changed')} người.")
    return redirect("plans:person_list")


def _show(
    request: OfficeRequest, form: SheetForm, *, rows: list[dict[str, Any]] | None = None, refused: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "refused": refused}
    if rows is not None:
        plan = plan_import(rows)
        signed = signing.dumps({"rows": rows, "digest": plan.digest}, salt=_salt(request), compress=True)
        context |= {"plan": plan, "lines": _lines(plan), "signed": signed, "tally": _tally(plan)}
    return render(request, "plans/person_import.html", context)


def _salt(request: OfficeRequest) -> str:
    return f"{SALT}:{request.user.pk}"


def _lines(plan: Import) -> list[dict[str, Any]]:
    """Each row as the dry run shows it; the wrong ones first."""
    ordered = sorted(plan.rows, key=lambda row: (row.outcome != "fault", row.outcome == "unchanged", row.number))
    return [
        {
            "row": row,
            "name": row.values.get("full_name") or "chưa ghi tên",
            "unit": getattr(row.values.get("unit"), "label", ""),
            "words": OUTCOME_WORDS[row.outcome],
            "pill": OUTCOME_PILLS[row.outcome],
        }
        for row in ordered
    ]


def _tally(plan: Import) -> str:
    said = [f"{plan.count(outcome)} {words.lower()}" for outcome, words in OUTCOME_WORDS.items() if plan.count(outcome)]
    return f"{len(plan.rows)} dòng: {', '.join(said)}"
