"""Giấy chứng nhận of an issued decision: which lines, on the office's own page or on stock, and how it went."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from awards.forms.certificate import UsedForm
from awards.models import CertificateStock, Decision, DecisionState, PrinterOffset
from awards.services import certificate as service
from awards.services.certificate_stock import balances, note_used
from plans.errors import DomainError
from plans.http import OfficeRequest, submit_key, whole_number
from plans.views.acting import act_on, require
from plans.views.files import PDF, send_bytes

LINE, STOCK, PRINTER = "dong", "phoi", "may"


class Choice(NamedTuple):
    """A stock with one of its printers, as one choice; the value names both."""

    value: str
    words: str


@require_safe
def certificates(request: OfficeRequest, pk: int) -> HttpResponse:
    """The lines of the decision, those that cannot be printed with the reason, and what they are printed on."""
    decision = _decision(request, pk)
    lines = service.lines_of(decision)
    issued = decision.state == DecisionState.ISSUED
    context = {
        "decision": decision,
        "issued": issued,
        "why": service.NOT_ISSUED,
        "groups": [
            ("Danh hiệu thi đua", [line for line in lines if line.is_title]),
            ("Hình thức khen thưởng", [line for line in lines if not line.is_title]),
        ],
        "people": sum(not line.is_unit and not line.why_not for line in lines),
        "collectives": sum(line.is_unit and not line.why_not for line in lines),
        "lacking": [line for line in lines if not line.is_title and not line.achievement and not line.why_not],
        "choices": _choices(),
        "noted": list(
            decision.stock_entries.kept().order_by("pk").values_list("stock__name", "way", "sheets", "reason")
        ),
    }
    return render(request, "awards/certificates.html", context)


@require_safe
def certificates_pdf(request: OfficeRequest, pk: int) -> HttpResponse:
    """The chosen certificates in one PDF; without a choice the whole decision."""
    decision = _decision(request, pk)
    lines = [number for text in request.GET.getlist(LINE) if (number := whole_number(text)) is not None]
    stock, printer = _stock_and_printer(request.GET.get("tren", ""))
    try:
        data = service.print_certificates(
            actor=request.user,
            decision=decision,
            lines=lines if lines or request.GET.get("chon") else None,
            stock=stock,
            printer=printer,
        )
    except DomainError as refusal:
        messages.warning(request, str(refusal))
        return redirect("awards:certificates", pk)
    return send_bytes(data, name=f"Giấy chứng nhận {decision.number.replace('/', '-')}.pdf", content_type=PDF)


def certificates_used(request: OfficeRequest, pk: int) -> HttpResponse:
    """In có tốt không: the sheets used and spoiled go into the register of stock."""
    decision = _decision(request, pk)
    back = reverse("awards:certificates", args=[pk])
    if decision.state != DecisionState.ISSUED:
        messages.warning(request, service.NOT_ISSUED)
        return redirect(back)
    stock, _printer = _stock_and_printer(request.GET.get("tren", ""))
    printed = sum(not line.why_not for line in service.lines_of(decision)) if request.method != "POST" else 0
    first = {"stock": stock, "used": printed, "spoiled": 0}
    form = UsedForm(request.POST) if request.method == "POST" else UsedForm(initial=first)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        key = submit_key(request)
        if act_on(form, lambda: note_used(actor=request.user, decision=decision, key=key, **values)):
            messages.success(request, "Đã ghi vào sổ phôi.")
            return redirect(back)
    context = {"form": form, "decision": decision, "back_url": back, "title": "Kết quả in phôi"}
    return render(request, "awards/certificates_used.html", context)


def _decision(request: HttpRequest, pk: int) -> Decision:
    decision = get_object_or_404(Decision.objects.visible_to(request.user), pk=pk)  # type: ignore[arg-type]
    require(request.user, "awards.print_certificates", who=service.WHO_PRINTS)  # type: ignore[arg-type]
    return decision


def _choices() -> list[Choice]:
    """The stocks, each with its printers and the sheets left. Two queries."""
    left = balances()
    rows = CertificateStock.objects.kept().order_by("name", "printers__printer", "printers__pk")
    found = []
    for stock, name, printer, words in rows.values_list("pk", "name", "printers__pk", "printers__printer"):
        balance = left.get(stock)
        sheets = f", còn {balance.left} tờ" if balance else ""
        on = f", {words}" if printer else ", chưa ghi máy in"
        found.append(Choice(f"{stock}-{printer or 0}", f"{name}{on}{sheets}"))
    return found


def _stock_and_printer(value: str) -> tuple[CertificateStock | None, PrinterOffset | None]:
    """What ``Choice.value`` names; None and None for the office's own page."""
    first, _, second = value.partition("-")
    stock_pk, printer_pk = whole_number(first), whole_number(second)
    if stock_pk is None:
        return None, None
    stock = get_object_or_404(CertificateStock.objects.kept(), pk=stock_pk)
    return stock, stock.printers.filter(pk=printer_pk or 0).first()
