"""The history of an issued plan: every adjustment with date and number, what it changed, and by whom."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from plans.http import OfficeRequest
from plans.models import IN_FORCE, Adjustment, AdjustmentState, Plan
from plans.papers.adjustment import after_words, before_words
from plans.papers.content import Column, GroupRow, Row
from plans.rules.official import short_date
from plans.services.adjustment_document import lines_of
from plans.views.adjustment_rows import ShownChange, adjustment_pill, shown_change
from plans.views.listing import Listing, send_listing
from plans.views.plan import issued_words, plans_seen


class Past(NamedTuple):
    """One adjustment of the history, with the address that compares the day before with its day."""

    record: Adjustment
    pill: SafeString
    changes: list[ShownChange]
    issued: bool
    compare: str


@require_safe
def plan_history(request: OfficeRequest, pk: int) -> HttpResponse:
    """Lịch sử điều chỉnh, newest first."""
    plan = _plan(request, pk)
    base = reverse("plans:plan_compare", args=[pk])
    context = {
        "plan": plan,
        "year_words": f"Năm {plan.year}",
        "issued": issued_words(plan),
        "past": [_past(record, base) for record in _records(request, plan)],
        "may_adjust": plan.state == "issued" and request.user.has_perm("plans.adjust_plan"),
    }
    return render(request, "plans/plan_history.html", context)


@require_safe
def plan_history_print(request: OfficeRequest, pk: int) -> HttpResponse:
    """The history as an A4 paper."""
    plan = _plan(request, pk)
    rows: list[Row | GroupRow] = []
    count = 0
    for record in _records(request, plan):
        if record.state != AdjustmentState.ISSUED or record.issued_on is None:
            continue
        count += 1
        rows.append(GroupRow(f"ĐIỀU CHỈNH SỐ {record.number} NGÀY {short_date(record.issued_on)}"))
        rows.extend(
            Row((line.no, before_words(line), after_words(line), line.reason or record.reason))
            for line in lines_of(record.changes.all())
        )
    listing = Listing(
        kind="LỊCH SỬ ĐIỀU CHỈNH",
        subject=f"Kế hoạch công tác thi đua, khen thưởng năm {plan.year}",
        columns=(Column("TT", 7), Column("TRƯỚC ĐIỀU CHỈNH", 36), Column("SAU ĐIỀU CHỈNH", 36), Column("LÝ DO", 21)),
        rows=rows,
        criteria="Mọi lần điều chỉnh đã ban hành",
        total=f"Cộng: {count} lần điều chỉnh.",
        groups="LẦN ĐIỀU CHỈNH",
    )
    return send_listing(request, listing, name=f"Lịch sử kế hoạch năm {plan.year}.pdf")


def _plan(request: OfficeRequest, pk: int) -> Plan:
    return get_object_or_404(plans_seen(request).filter(state__in=IN_FORCE), pk=pk)


def _records(request: OfficeRequest, plan: Plan) -> Any:
    rows = Adjustment.objects.visible_to(request.user).filter(plan=plan).exclude(state=AdjustmentState.DISCARDED)
    people = ("prepared_by__person", "approved_by__person", "paper__issued_by__person")
    return rows.select_related(*people).prefetch_related("changes").order_by("-issued_on", "-pk")


def _past(record: Adjustment, base: str) -> Past:
    day = record.issued_on
    span = {}
    if day:
        span = {"tu": short_date(day - dt.timedelta(days=1)), "den": short_date(day)}
    return Past(
        record=record,
        pill=adjustment_pill(record.state),
        changes=[shown_change(change) for change in record.changes.all()],
        issued=day is not None,
        compare=f"{base}?{urlencode(span)}" if span else "",
    )
