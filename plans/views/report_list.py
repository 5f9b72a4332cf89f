"""Báo cáo: the list of reports and its print."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from plans.context import plan_in_view
from plans.forms.report import ReportFilter
from plans.http import OfficeRequest
from plans.models import PaperState, Report, User
from plans.papers.content import Align, Column, Row
from plans.rules.official import short_date
from plans.rules.report_kind import report_kinds
from plans.views.listing import Listing, page_of, send_listing
from plans.views.paper_acts import paper_pill

PRINTED = (
    Column("TT", 5, Align.CENTER),
    Column("BÁO CÁO", 33),
    Column("LOẠI", 18),
    Column("THỜI GIAN", 17, Align.CENTER),
    Column("SỐ LIỆU TÍNH ĐẾN", 12, Align.CENTER),
    Column("SỐ, NGÀY", 16),
    Column("TRẠNG THÁI", 13),
)


class ReportRow(NamedTuple):
    """A report in the list."""

    number: int
    url: str
    abstract: str
    kind: str
    span: str
    as_of: str
    paper: str
    day: str
    due: str
    task: str
    state: str
    pill: SafeString


@require_safe
def report_list(request: OfficeRequest) -> HttpResponse:
    """Every report one sees, the latest time first."""
    chosen = _filter(request)
    page = page_of(request, _found(request.user, chosen))
    plan = plan_in_view(request)
    writes = request.user.has_perm("plans.edit_report")
    context = {
        "rows": list(_rows(page.object_list, page.start_index())),
        "page": page,
        "filter": chosen,
        "counted": f"{page.paginator.count} báo cáo",
        "query": request.GET.urlencode(),
        "writes": writes and plan is not None and plan.is_in_force,
        "prepares": request.user.has_perm("plans.see_drafts"),
    }
    return render(request, "plans/report_list.html", context)


@require_safe
def report_list_print(request: OfficeRequest) -> HttpResponse:
    """The same list on A4, or as a sheet."""
    chosen = _filter(request)
    rows = [
        Row(
            (
                str(one.number),
                one.abstract,
                one.kind,
                one.span,
                one.as_of,
                f"{one.paper} ngày {one.day}" if one.paper else "chưa có",
                one.state,
            )
        )
        for one in _rows(_found(request.user, chosen))
    ]
    total = f"Cộng: {len(rows)} báo cáo."
    subject = "Báo cáo công tác thi đua, khen thưởng"
    listing = Listing("DANH SÁCH", subject, PRINTED, rows, chosen.criteria, total)
    return send_listing(request, listing, name="bao-cao.pdf")


def _filter(request: OfficeRequest) -> ReportFilter:
    years = Report.objects.visible_to(request.user).order_by("-plan__year").values_list("plan__year", flat=True)
    found = [(str(year), str(year)) for year in years.distinct()]
    return ReportFilter(request.GET, year=[("", "Mọi năm"), *found])


def _found(user: User, chosen: ReportFilter) -> Any:
    rows = Report.objects.visible_to(user)
    for word in chosen.key.split():
        rows = rows.filter(search_key__contains=word)
    if year := chosen.value("year"):
        rows = rows.filter(plan__year=int(year))
    for name in ("kind", "state"):
        if value := chosen.value(name):
            rows = rows.filter(**{name: value})
    columns = ("pk", "abstract", "kind", "first", "last", "as_of", "number", "issued_on", "due_on", "task__no", "state")
    return rows.order_by("-last", "-created_at", "-pk").values_list(*columns)


def _rows(found: Iterable[tuple[Any, ...]], start: int = 1) -> Iterable[ReportRow]:
    kinds = report_kinds()
    for place, row in enumerate(found, start):
        pk, abstract, kind, first, last, as_of, number, issued_on, due_on, task, state = row
        yield ReportRow(
            place,
            reverse("plans:report", args=[pk]),
            abstract,
            kinds[kind].label if kind in kinds else "Báo cáo",
            f"{short_date(first)} - {short_date(last)}",
            short_date(as_of),
            number,
            short_date(issued_on) if issued_on else "",
            short_date(due_on) if due_on and state != PaperState.ISSUED else "",
            task or "",
            str(PaperState(state).label),
            paper_pill(state),
        )
