"""Tiền thưởng of an issued decision: what each line gets, the payment list, that it was paid."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from awards.forms.decision import PaymentForm
from awards.models import Decision, DecisionState
from awards.papers.decision import NOT_KNOWN
from awards.rules.money import dong_in_words, dotted
from awards.services import reward
from awards.services.decision import WHY_NOT, note_fetch
from awards.services.decision_document import lines_in, payment_list
from awards.views.decision import frame_of, seen_decision
from plans.http import OfficeRequest
from plans.papers.content import Align, Column, Row
from plans.papers.pdf import render_pdf
from plans.rules.official import short_date
from plans.views.act_page import ActPage, Acts
from plans.views.acting import require
from plans.views.files import PDF, XLSX, send_bytes
from plans.views.listing import Listing, listing_sheet, wants_sheet

WHO_SEES = "Thường trực, lãnh đạo Sở, văn thư xem tiền thưởng. Anh, chị báo thường trực."
_ACTS = Acts[Decision]("decision", WHY_NOT, frame_of)
PRINTED = (
    Column("SỐ", 7, Align.CENTER),
    Column("HỌ TÊN, TẬP THỂ", 25),
    Column("CHỨC VỤ, ĐƠN VỊ", 25),
    Column("DANH HIỆU, HÌNH THỨC", 21),
    Column("SỐ TIỀN (đồng)", 12, Align.RIGHT),
    Column("ĐÃ CHI", 10, Align.CENTER),
)


@require_safe
def decision_money(request: OfficeRequest, pk: int) -> HttpResponse:
    """What each line gets, by which rate, and what was paid."""
    decision = _seen(request, pk)
    if decision.state != DecisionState.ISSUED:
        return redirect("awards:decision", pk)
    lines = lines_in(decision)
    stand = [line for line in lines if line.award is None or line.award.revoked_on is None]
    total = sum(line.amount or 0 for line in stand)
    paid = sum(line.amount or 0 for line in stand if line.paid_on)
    context = {
        **frame_of(decision).context,
        "rows": [
            (
                f"{line.order:02}",
                line.printed_name,
                line.printed_about,
                (line.title or line.commendation or ""),
                f"{line.multiple / 100:g}".replace(".", ",") if line.multiple is not None else NOT_KNOWN,
                dotted(line.amount) if line.amount is not None else NOT_KNOWN,
                short_date(line.paid_on) if line.paid_on else "",
                line not in stand,
            )
            for line in lines
        ],
        "base": dotted(decision.base_salary) if decision.base_salary else "",
        "total": dotted(total),
        "total_words": dong_in_words(total),
        "paid": dotted(paid),
        "left": dotted(total - paid),
        "unknown": sum(line.amount is None for line in stand),
        "sources": reward.sources(decision),
        "pays": total > paid and request.user.has_perm("awards.keep_fund"),
    }
    return render(request, "awards/decision_money.html", context)


@require_safe
def decision_money_print(request: OfficeRequest, pk: int) -> HttpResponse:
    """Danh sách chi tiền thưởng to sign on A4, or as a sheet."""
    decision = _seen(request, pk)
    if decision.state != DecisionState.ISSUED:
        return redirect("awards:decision", pk)
    if not wants_sheet(request):
        note_fetch(actor=request.user, decision=decision, form="danh sách chi tiền thưởng")
        data = render_pdf(payment_list(decision), filed=False)
        return send_bytes(data, name="danh-sach-chi-tien-thuong.pdf", content_type=PDF)
    note_fetch(actor=request.user, decision=decision, form="danh sách chi tiền thưởng, Excel")
    lines = lines_in(decision)
    rows = [
        Row(
            (
                f"{line.order:02}",
                line.printed_name,
                line.printed_about,
                str(line.title or line.commendation or ""),
                dotted(line.amount) if line.amount is not None else NOT_KNOWN,
                short_date(line.paid_on) if line.paid_on else "",
            )
        )
        for line in lines
    ]
    total = sum(line.amount or 0 for line in lines)
    words = f"Cộng: {dotted(total)} đồng ({dong_in_words(total)})."
    subject = f"Chi tiền thưởng theo Quyết định số {decision.number}"
    listing = Listing("DANH SÁCH", subject, PRINTED, rows, "không", words, names_people=True)
    sheet = listing_sheet(request.user, listing)
    return send_bytes(sheet, name="danh-sach-chi-tien-thuong.xlsx", content_type=XLSX)


def decision_pay(request: OfficeRequest, pk: int) -> HttpResponse:
    """Ghi đã chi."""
    decision = _seen(request, pk)
    require(request.user, "awards.keep_fund", who=reward.WHO_PAYS)
    if refused := _ACTS.refused(request, decision, DecisionState.ISSUED):
        return refused
    lines = reward.unpaid(decision)
    total = sum(line.amount or 0 for line in lines)
    page = ActPage(
        title="Ghi đã chi tiền thưởng",
        will=(
            f"{len(lines):02} dòng, {dotted(total)} đồng ({dong_in_words(total)}) được ghi đã chi.",
            "Quỹ thi đua, khen thưởng có một khoản chi cho quyết định này.",
        ),
        submit="Ghi đã chi",
        icon="check",
        done="Đã ghi chi tiền thưởng.",
    )
    return _ACTS.show(request, decision, page, reward.pay, form_class=PaymentForm)


def _seen(request: OfficeRequest, pk: int) -> Decision:
    decision = seen_decision(request, pk)
    require(request.user, "awards.see_money", decision, who=WHO_SEES)
    return decision
