"""Tiền thưởng of an issued decision: what each line gets, the payment list, that it was paid."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from awards.forms.decision import PaidBackForm, PaymentForm
from awards.models import Decision, DecisionState
from awards.papers.decision import NOT_KNOWN, subtotals
from awards.rules.money import dong_in_words, dotted
from awards.services import reward
from awards.services.decision import WHY_NOT, note_fetch
from awards.services.decision_document import paid_lines, payment_list
from awards.services.decision_line import first_of
from awards.views.decision import frame_of, seen_decision
from plans.http import OfficeRequest
from plans.papers.content import Align, Column, Row
from plans.papers.pdf import render_pdf
from plans.rules.official import short_date
from plans.views.act_page import ActPage, Acts
from plans.views.acting import require
from plans.views.files import PDF, XLSX, send_bytes
from plans.views.listing import Listing, listing_sheet, wants_sheet

NOTHING_TO_PAY = "không phát sinh"
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


class MoneyRow(NamedTuple):
    """One line of the page; ``ends`` says why nothing is paid on it any more."""

    number: str
    name: str
    about: str
    honour: str
    multiple: str
    amount: str
    paid: str
    ends: str


@require_safe
def decision_money(request: OfficeRequest, pk: int) -> HttpResponse:
    """What each line gets, by which rate, and what was paid."""
    decision = _seen(request, pk)
    if decision.state != DecisionState.ISSUED:
        return redirect("awards:decision", pk)
    found = reward.dues(decision)
    stand = [due for due in found if not due.ends]
    total, left = sum(due.here or 0 for due in stand), sum(due.left for due in stand)
    keeps = request.user.has_perm("awards.keep_fund")
    context = {
        **frame_of(decision).context,
        "groups": _groups(found),
        "base": dotted(decision.base_salary) if decision.base_salary else "",
        "subtotals": [(told, dotted(money)) for told, money in subtotals(paid_lines(found))],
        "nothing": total == 0 and left == 0 and not any(due.here is None for due in stand),
        "total": dotted(total),
        "total_words": dong_in_words(total),
        "paid": dotted(total - left),
        "left": dotted(left),
        "unknown": sum(due.here is None for due in stand),
        "sources": reward.sources(decision),
        "warnings": reward.warnings(found),
        "pays": left > 0 and keeps,
        "takes_back": keeps and any(due.line.paid_on for due in found),
    }
    return render(request, "awards/decision_money.html", context)


def _groups(found: list[reward.Due]) -> list[tuple[str, str, list[MoneyRow]]]:
    """The lines of titles, and those of commendations, each with the head of its column."""
    kinds = (("Danh hiệu thi đua", "Danh hiệu", True), ("Hình thức khen thưởng", "Hình thức", False))
    groups = [
        (head, column, [_row(due) for due in found if (due.line.title_id is not None) == is_title])
        for head, column, is_title in kinds
    ]
    return [group for group in groups if group[2]]


def _row(due: reward.Due) -> MoneyRow:
    line = due.line
    return MoneyRow(
        number=f"{first_of(line).order:02}",
        name=line.printed_name,
        about=line.printed_about,
        honour=str(line.title or line.commendation or ""),
        multiple=f"{line.multiple / 100:g}".replace(".", ",") if line.multiple is not None else NOT_KNOWN,
        amount=dotted(due.here) if due.here is not None else NOT_KNOWN,
        paid=_paid_words(due),
        ends=due.ends,
    )


def _paid_words(due: reward.Due) -> str:
    """The day; that there is nothing to pay on it; empty while something waits."""
    if due.line.paid_on:
        return short_date(due.line.paid_on)
    return NOTHING_TO_PAY if due.here == 0 or due.ends else ""


@require_safe
def decision_money_print(request: OfficeRequest, pk: int) -> HttpResponse:
    """Danh sách chi tiền thưởng to sign on A4, or as a sheet; who took it away is written down."""
    decision = _seen(request, pk)
    if decision.state != DecisionState.ISSUED:
        return redirect("awards:decision", pk)
    found = reward.dues(decision)
    if not wants_sheet(request):
        note_fetch(actor=request.user, decision=decision, form="danh sách chi tiền thưởng")
        data = render_pdf(payment_list(decision, found), filed=False)
        return send_bytes(data, name="danh-sach-chi-tien-thuong.pdf", content_type=PDF)
    note_fetch(actor=request.user, decision=decision, form="danh sách chi tiền thưởng, Excel")
    stand = [due for due in found if not due.ends]
    cells = [_row(due) for due in stand]
    rows = [Row((one.number, one.name, one.about, one.honour, one.amount, one.paid)) for one in cells]
    total = sum(due.here or 0 for due in stand)
    parts = "; ".join(f"{told}, {dotted(money)} đồng" for told, money in subtotals(paid_lines(found)))
    words = f"{parts}. Số tiền của cả quyết định: {dotted(total)} đồng ({dong_in_words(total)})."
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
    found = reward.dues(decision)
    waiting = [due for due in found if due.left]
    total = sum(due.left for due in waiting)
    page = ActPage(
        title="Ghi đã chi tiền thưởng",
        will=(
            f"{len(waiting):02} dòng, {dotted(total)} đồng ({dong_in_words(total)}) được ghi đã chi.",
            "Quỹ thi đua, khen thưởng có một khoản chi cho quyết định này.",
        ),
        submit="Ghi đã chi",
        icon="check",
        done="Đã ghi chi tiền thưởng.",
        missing=() if waiting else (reward.NOTHING_LEFT,),
        doubts=tuple(reward.warnings(found, total)),
    )
    return _ACTS.show(request, decision, page, reward.pay, form_class=PaymentForm)


def decision_pay_back(request: OfficeRequest, pk: int) -> HttpResponse:
    """Bỏ ghi đã chi, where it was marked by mistake."""
    decision = _seen(request, pk)
    require(request.user, "awards.keep_fund", who=reward.WHO_PAYS)
    if refused := _ACTS.refused(request, decision, DecisionState.ISSUED):
        return refused
    paid = [due for due in reward.dues(decision) if due.line.paid_on]
    page = ActPage(
        title="Bỏ ghi đã chi tiền thưởng",
        will=(
            f"{len(paid):02} dòng trở lại chưa chi; khoản chi của quyết định này ra khỏi sổ quỹ.",
            "Lý do, số tiền và người bỏ ghi được giữ trong nhật ký.",
        ),
        submit="Bỏ ghi đã chi",
        icon="undo-2",
        done="Đã bỏ ghi; quỹ đã được cộng lại.",
        missing=() if paid else (reward.NOTHING_PAID,),
    )
    return _ACTS.show(request, decision, page, reward.take_back_payment, form_class=PaidBackForm)


def _seen(request: OfficeRequest, pk: int) -> Decision:
    decision = seen_decision(request, pk)
    require(request.user, "awards.see_money", decision, who=WHO_SEES)
    return decision
