"""The list of adjustments, its printed form, and the paper of one as PDF or Word."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from plans.context import plan_in_view
from plans.http import OfficeRequest
from plans.models import OPEN_ADJUSTMENT, Adjustment, AdjustmentState, PlanState, TaskChange
from plans.papers.content import Align, Column, Row
from plans.papers.docx import render_docx
from plans.papers.pdf import render_pdf
from plans.rules.official import short_date
from plans.services.adjustment_document import paper_of_adjustment
from plans.services.frozen_print import frozen_paper, pdf_of
from plans.views.adjustment import adjustments_seen
from plans.views.adjustment_rows import adjustment_pill
from plans.views.files import DOCX, PDF, send_bytes, send_file
from plans.views.listing import Listing, page_of, send_listing

Kind = TaskChange.Kind


@require_safe
def adjustment_list(request: OfficeRequest) -> HttpResponse:
    """Điều chỉnh kế hoạch, mọi năm."""
    rows = _rows(request)
    page = page_of(request, rows)
    plan = plan_in_view(request)
    adjusts = plan is not None and plan.state == PlanState.ISSUED and request.user.has_perm("plans.adjust_plan")
    shown = [(row, adjustment_pill(row.state), _counts(row)) for row in page]
    open_one = any(row.plan_id == plan.pk and row.state in OPEN_ADJUSTMENT for row, *_ in shown) if plan else False
    context = {"page": page, "rows": shown, "plan": plan, "may_open": adjusts and not open_one}
    return render(request, "plans/adjustment_list.html", context)


@require_safe
def adjustment_list_print(request: OfficeRequest) -> HttpResponse:
    """The list as an A4 paper."""
    rows = list(_rows(request))
    listing = Listing(
        kind="DANH SÁCH",
        subject="Điều chỉnh kế hoạch công tác thi đua, khen thưởng",
        columns=(
            Column("TT", 6, Align.CENTER),
            Column("NĂM", 9, Align.CENTER),
            Column("SỐ, NGÀY", 21),
            Column("LÝ DO", 34),
            Column("NHIỆM VỤ", 16),
            Column("TRẠNG THÁI", 14),
        ),
        rows=[
            Row((str(place), str(row.plan.year), _issued(row), row.reason, _counts(row), row.get_state_display()))
            for place, row in enumerate(rows, 1)
        ],
        criteria="Mọi năm",
        total=f"Cộng: {len(rows)} điều chỉnh.",
    )
    return send_listing(request, listing, name="Danh sách điều chỉnh.pdf")


@require_safe
def adjustment_pdf(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """The frozen file of an issued adjustment, byte for byte; a draft is printed as it stands."""
    record = get_object_or_404(adjustments_seen(request.user).select_related("paper__pdf"), pk=pk)
    if record.paper is not None:
        return send_file(pdf_of(record.paper))
    changes = list(record.changes.order_by("order", "pk"))
    data = render_pdf(paper_of_adjustment(record, record.plan, changes))
    return send_bytes(data, name=_file_name(record, "pdf"), content_type=PDF)


@require_safe
def adjustment_docx(request: OfficeRequest, pk: int) -> HttpResponse:
    """The adjustment for Word, as frozen once it is issued."""
    record = get_object_or_404(adjustments_seen(request.user), pk=pk)
    if record.paper is not None:
        paper = frozen_paper(record.paper)
    else:
        paper = paper_of_adjustment(record, record.plan, list(record.changes.order_by("order", "pk")))
    return send_bytes(render_docx(paper), name=_file_name(record, "docx"), content_type=DOCX)


def _file_name(record: Adjustment, ending: str) -> str:
    return f"Điều chỉnh kế hoạch TĐKT năm {record.plan.year}.{ending}"


def _rows(request: OfficeRequest) -> Any:
    counts = {f"n_{kind}": Count("changes", filter=Q(changes__kind=kind)) for kind in Kind.values}
    return adjustments_seen(request.user).annotate(**counts).order_by("-plan__year", "-created_at", "-pk")


def _counts(row: Any) -> str:
    """ "sửa 2, bổ sung 1"."""
    words = {Kind.CHANGE: "sửa", Kind.ADD: "bổ sung", Kind.DROP: "bỏ"}
    numbers = [(said, getattr(row, f"n_{kind}")) for kind, said in words.items()]
    return ", ".join(f"{said} {number}" for said, number in numbers if number) or "chưa có nhiệm vụ"


def _issued(row: Adjustment) -> str:
    if row.state == AdjustmentState.ISSUED and row.issued_on:
        return f"số {row.number} ngày {short_date(row.issued_on)}"
    return "chưa có số"
