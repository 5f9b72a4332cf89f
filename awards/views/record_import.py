"""Past years in from a workbook: the sample to download, the dry run, the confirmation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from awards.services import record_sheet as sheet
from awards.services.record import WHO_KEEPS
from awards.services.record_import import apply_import, demand_pages, plan_import
from awards.services.record_import_dated import DATED
from awards.services.record_import_rows import FAULT, NEW, SAME, Import, ImportRow
from awards.services.record_reading import collectives
from plans.http import OfficeRequest
from plans.models import Person, Unit
from plans.views.acting import require
from plans.views.files import XLSX, send_bytes
from plans.views.sheet_import import DryLine, SheetImport, answer_import

WORDS = {NEW: "Thêm mới", SAME: "Đã có, giữ nguyên", FAULT: "Sai"}
PILLS = {NEW: "doing", SAME: "off", FAULT: "warn"}


@require_safe
def record_import_sample(request: OfficeRequest) -> HttpResponse:
    """The workbook to fill in."""
    require(request.user, "awards.keep_records", who=WHO_KEEPS)
    units = [unit.label for unit in collectives().filter(is_active=True).order_by("order", "name")]
    return send_bytes(sheet.sample_book(units), name="mau-qua-trinh-khen-thuong.xlsx", content_type=XLSX)


def record_import(request: OfficeRequest) -> HttpResponse:
    """The upload, its dry run, and the confirmation."""
    require(request.user, "awards.keep_records", who=WHO_KEEPS)

    def parse(data: bytes) -> list[dict[str, Any]]:
        rows = sheet.parse_records(data)
        demand_pages(request.user, rows)
        return rows

    def apply(rows: list[dict[str, Any]], digest: str, key: str) -> str:
        done = apply_import(actor=request.user, rows=rows, digest=digest, key=key)
        return f"Đã nhập {done.count(NEW)} dòng; {done.count(SAME)} dòng đã có từ trước, giữ nguyên."

    job = SheetImport(
        salt="award-records",
        template="awards/record_import.html",
        heads=("Trang", "Cá nhân, tập thể", "Năm, ngày", "Nội dung"),
        here=reverse("awards:record_import"),
        back=reverse("awards:record_list"),
        parse=parse,
        plan=partial(plan_import, actor=request.user),
        apply=apply,
        lines=_lines,
        tally=_tally,
    )
    return answer_import(request, job)


def _lines(plan: Import) -> Iterator[DryLine]:
    """Each row as the dry run shows it; the wrong ones first."""
    order = {FAULT: 0, NEW: 1, SAME: 2}
    for row in sorted(plan.rows, key=lambda row: order[row.outcome]):
        cells = (row.page, _whose(row), row.texts.get(_when(row), ""), _said(row))
        yield DryLine(row.number, cells, PILLS[row.outcome], WORDS[row.outcome], row.faults)


def _whose(row: ImportRow) -> str:
    if isinstance(row.subject, Person):
        return f"{row.subject.full_name}, {row.subject.unit.label}"
    if isinstance(row.subject, Unit):
        return row.subject.name
    return ", ".join(part for part in (row.texts.get("name", ""), row.texts.get("unit", "")) if part)


def _when(row: ImportRow) -> str:
    """The column that says of which year the row is, or from which day."""
    return DATED[row.page].same[0] if row.page in DATED else "year"


_SAID = {
    sheet.RATINGS: ("level",),
    sheet.TITLES: ("honour",),
    sheet.COMMENDATIONS: ("honour",),
    sheet.WORKS: ("title",),
    sheet.DISCIPLINES: ("form", "ends_on"),
    sheet.HOLDS: ("reason", "released_on"),
    sheet.ABSENCES: ("kind", "ends_on"),
    sheet.TRANSFERS: ("from_name",),
}


def _said(row: ImportRow) -> str:
    """What the row would write, as the file words it; the day by which it is over named by the head of its column."""
    what, *until = (row.texts.get(name, "") for name in _SAID[row.page])
    if row.values.get("recruited"):
        what = "Tuyển dụng mới"
    if until and until[0]:
        head = sheet.LAYOUTS[row.page].heads[_SAID[row.page][1]]
        what += f", {head[0].lower()}{head[1:]} {until[0]}"
    share = row.texts.get("share", "")
    return f"{what}, đóng góp {share.removesuffix('%')}%" if share else what


def _tally(plan: Import) -> str:
    said = [f"{plan.count(outcome)} {words.lower()}" for outcome, words in WORDS.items() if plan.count(outcome)]
    return f"{len(plan.rows)} dòng: {', '.join(said)}"
