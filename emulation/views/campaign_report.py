"""The ministry's statistics of campaigns, and the report on what came of them in a chosen time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from emulation.forms.campaign import COUNT_RUNNING, SpanForm, StatisticsFilter
from emulation.papers.campaign_review import span_report
from emulation.services.campaign_figures import campaign_section
from emulation.services.form_0601 import counted_rows, form_0601
from plans.context import office_in_view, plan_in_view
from plans.http import OfficeRequest
from plans.models import Office
from plans.papers.content import Align, Column, GroupRow, Paper, Row
from plans.papers.docx import render_docx
from plans.papers.html import render_html
from plans.papers.pdf import render_pdf
from plans.rules.official import short_date
from plans.views.acting import require
from plans.views.files import DOCX, PDF, send_bytes
from plans.views.listing import Listing, send_listing

WHO_REPORTS = (
    "Thường trực TĐKT và lãnh đạo Sở xem báo cáo, thống kê phong trào thi đua. Cần số liệu thì báo thường trực."
)


@require_safe
def campaign_statistics(request: OfficeRequest) -> HttpResponse:
    """Biểu thống kê số phong trào thi đua."""
    require(request.user, "plans.follow_all", who=WHO_REPORTS)
    chosen, year = _asked(request)
    context = {
        "form_data": form_0601(),
        "rows": counted_rows(year, running=chosen.value("kind") == COUNT_RUNNING),
        "year": year,
        "filter": chosen,
        "counted": f"năm {year}",
        "query": request.GET.urlencode(),
    }
    return render(request, "emulation/campaign_statistics.html", context)


@require_safe
def campaign_statistics_print(request: OfficeRequest) -> HttpResponse:
    """The form on A4, or as a sheet."""
    require(request.user, "plans.follow_all", who=WHO_REPORTS)
    chosen, year = _asked(request)
    form = form_0601()
    running = chosen.value("kind") == COUNT_RUNNING
    rows: list[Row | GroupRow] = [
        Row((row.title, row.code, *map(str, row.counts))) if row.code else GroupRow(row.title)
        for row in counted_rows(year, running=running)
    ]
    counted = f"{form['measure'].lower()} {'thực hiện' if running else 'phát động'} trong năm"
    listing = Listing(
        kind=f"BIỂU SỐ {form['code']}",
        subject=f"{form['name']} năm {year}",
        columns=(
            Column("Chỉ tiêu", 34),
            Column("Mã số", 8, Align.CENTER),
            *(Column(column["title"], 15, Align.CENTER) for column in form["columns"]),
        ),
        rows=rows,
        criteria=counted,
        total=f"Biểu mẫu theo {form['source']}. {form['note']}",
    )
    return send_listing(request, listing, name=f"Bieu 0601 nam {year}.pdf")


def _asked(request: OfficeRequest) -> tuple[StatisticsFilter, int]:
    plan = plan_in_view(request)
    return StatisticsFilter(request.GET), plan.year if plan else timezone.localdate().year


@require_safe
def campaign_report(request: OfficeRequest) -> HttpResponse:
    """Kết quả phong trào thi đua between two days, as a sheet."""
    require(request.user, "plans.follow_all", who=WHO_REPORTS)
    form, span = _span(request)
    context: dict[str, Any] = {"form": form, "span": span}
    if span is not None:
        context["sheet"] = render_html(_paper(request, *span))
        context["query"] = urlencode({"tu": short_date(span[0]), "den": short_date(span[1])})
    return render(request, "emulation/campaign_report.html", context)


@require_safe
def campaign_report_pdf(request: OfficeRequest) -> HttpResponse:
    """The same as a PDF."""
    require(request.user, "plans.follow_all", who=WHO_REPORTS)
    data = render_pdf(_asked_paper(request), filed=False)
    return send_bytes(data, name="ket-qua-phong-trao.pdf", content_type=PDF)


@require_safe
def campaign_report_docx(request: OfficeRequest) -> HttpResponse:
    """The same for Word."""
    require(request.user, "plans.follow_all", who=WHO_REPORTS)
    return send_bytes(render_docx(_asked_paper(request)), name="ket-qua-phong-trao.docx", content_type=DOCX)


def _asked_paper(request: OfficeRequest) -> Paper:
    """The report of the days in the address; of the year in view where they mean nothing."""
    _, span = _span(request)
    return _paper(request, *(span or _year(request)))


def _span(request: OfficeRequest) -> tuple[SpanForm, tuple[dt.date, dt.date] | None]:
    if "tu" not in request.GET and "den" not in request.GET:
        first, last = _year(request)
        return SpanForm(initial={"tu": first, "den": last}), (first, last)
    form = SpanForm(request.GET)
    if not form.is_valid():
        return form, None
    return form, (form.cleaned_data["tu"], form.cleaned_data["den"])


def _year(request: OfficeRequest) -> tuple[dt.date, dt.date]:
    plan = plan_in_view(request)
    year = plan.year if plan else timezone.localdate().year
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _paper(request: OfficeRequest, first: dt.date, last: dt.date) -> Paper:
    office = office_in_view(request) or Office()
    return span_report(
        agency=office.heading,
        parent_agency=office.parent_heading,
        town=office.place,
        first=first,
        last=last,
        sections=[campaign_section(first, last)],
        at=timezone.localtime(),
        printed_by=request.user.get_full_name(),
    )
