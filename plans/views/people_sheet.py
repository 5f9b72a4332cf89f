"""The staff list out as a sheet, and in again: upload, dry run, then all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from plans.http import OfficeRequest
from plans.services.people_import import Import, apply_import, plan_import
from plans.services.people_sheet import export_people, parse_sheet, template_sheet
from plans.views.acting import require
from plans.views.files import XLSX, send_bytes
from plans.views.person import found_people, read_filter
from plans.views.sheet_import import DryLine, SheetImport, answer_import
from plans.views.unit import WHO

SALT = "people-sheet"
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
    """The upload, its dry run, and the confirmation."""
    require(request.user, "plans.manage_staff", who=WHO)

    def apply(rows: list[dict[str, Any]], digest: str, key: str) -> str:
        done = apply_import(actor=request.user, rows=rows, digest=digest, key=key)
        return f"Đã nhập: thêm {done.count('new')} người, sửa {done.count('changed')} người."

    job = SheetImport(
        salt=SALT,
        template="plans/person_import.html",
        heads=("Họ và tên", "Đơn vị"),
        here=reverse("plans:person_import"),
        back=reverse("plans:person_list"),
        parse=parse_sheet,
        plan=plan_import,
        apply=apply,
        lines=_lines,
        tally=_tally,
    )
    return answer_import(request, job)


def _lines(plan: Import) -> Iterator[DryLine]:
    """Each row as the dry run shows it; the wrong ones first."""
    ordered = sorted(plan.rows, key=lambda row: (row.outcome != "fault", row.outcome == "unchanged", row.number))
    for row in ordered:
        cells = (row.values.get("full_name") or "chưa ghi tên", getattr(row.values.get("unit"), "label", ""))
        yield DryLine(
            row.number, cells, OUTCOME_PILLS[row.outcome], OUTCOME_WORDS[row.outcome], row.faults, row.changes
        )


def _tally(plan: Import) -> str:
    said = [f"{plan.count(outcome)} {words.lower()}" for outcome, words in OUTCOME_WORDS.items() if plan.count(outcome)]
    return f"{len(plan.rows)} dòng: {', '.join(said)}"
