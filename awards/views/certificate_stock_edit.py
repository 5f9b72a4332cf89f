"""The forms of a stock: its places, its printers, the lines of its register."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from awards.forms.certificate import EntryForm, PrinterForm, StockForm
from awards.models import CertificateStock, PrinterOffset, StockEntry
from awards.rules.certificate import first_places
from awards.services import certificate_stock as service
from awards.views.certificate_stock import ask, kept_stock
from emulation.views.record_form import record_form
from plans.forms.plan import VersionForm
from plans.http import OfficeRequest, submit_key
from plans.views.acting import act_by_button


def stock_new(request: OfficeRequest) -> HttpResponse:
    """Ghi phôi mới."""
    ask(request)
    return _stock_form(request, None, back=reverse("awards:stock_list"))


def stock_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa khổ, vị trí các dòng của phôi."""
    stock = kept_stock(request, pk)
    return _stock_form(request, stock, back=_page(stock))


@require_POST
def stock_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Into the bin."""
    stock, key = kept_stock(request, pk), submit_key(request)
    act_by_button(
        request,
        lambda: service.remove_stock(actor=request.user, stock=stock, key=key),
        done="Đã bỏ phôi vào thùng rác, khôi phục được ở đó.",
    )
    return redirect("awards:stock_list")


def printer_new(request: OfficeRequest, pk: int) -> HttpResponse:
    """Ghi độ lệch của một máy in."""
    return _printer_form(request, kept_stock(request, pk), None)


def printer_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa độ lệch."""
    printer = _printer(request, pk)
    return _printer_form(request, printer.stock, printer)


@require_POST
def printer_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Bỏ một máy in khỏi phôi."""
    printer, key = _printer(request, pk), submit_key(request)
    act_by_button(
        request,
        lambda: service.remove_printer(actor=request.user, printer=printer, key=key),
        done=f"Đã bỏ máy in {printer.printer} khỏi phôi này.",
    )
    return redirect(_page(printer.stock))


def entry_new(request: OfficeRequest, pk: int) -> HttpResponse:
    """Ghi một dòng sổ phôi."""
    return _entry_form(request, kept_stock(request, pk), None)


def entry_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa một dòng sổ phôi."""
    entry = _entry(request, pk)
    return _entry_form(request, entry.stock, entry)


@require_POST
def entry_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """A line entered by mistake."""
    entry, key = _entry(request, pk), submit_key(request)
    act_by_button(
        request,
        lambda: service.remove_entry(actor=request.user, entry=entry, key=key),
        done="Đã bỏ dòng này vào thùng rác, khôi phục được ở đó.",
    )
    return redirect(_page(entry.stock))


def _printer(request: OfficeRequest, pk: int) -> PrinterOffset:
    ask(request)
    return get_object_or_404(PrinterOffset.objects.select_related("stock"), pk=pk, stock__removed_at=None)


def _entry(request: OfficeRequest, pk: int) -> StockEntry:
    ask(request)
    return get_object_or_404(StockEntry.objects.kept().select_related("stock"), pk=pk, stock__removed_at=None)


def _page(stock: CertificateStock) -> str:
    return reverse("awards:stock", args=[stock.pk])


def _stock_form(request: OfficeRequest, stock: CertificateStock | None, *, back: str) -> HttpResponse:
    first = StockForm.initial_of(stock or CertificateStock(places=first_places()))
    given = first if stock else {**first, "version": 0}
    form = StockForm(request.POST) if request.method == "POST" else StockForm(initial=given)

    def act() -> object:
        seen, key = form.cleaned_data["version"] or 0, submit_key(request)
        return service.save_stock(actor=request.user, stock=stock, values=form.values, seen=seen, key=key)

    return record_form(
        request,
        form,
        act,
        template="awards/stock_form.html",
        context={"stock": stock},
        title=f"Sửa {stock.name}" if stock else "Ghi phôi",
        done="Đã lưu phôi. In thử trên giấy trắng trước khi in thật.",
        back=back,
        then=_page,
        theirs=StockForm.initial_of,
    )


def _printer_form(request: OfficeRequest, stock: CertificateStock, printer: PrinterOffset | None) -> HttpResponse:
    given = PrinterForm.initial_of(printer) if printer else {"right": 0, "down": 0, "version": 0}
    form = PrinterForm(request.POST) if request.method == "POST" else PrinterForm(initial=given)
    title = f"Độ lệch của {printer.printer}" if printer else "Thêm máy in"
    return _kept_form(request, form, service.save_printer, stock, title=title, done="Đã lưu độ lệch.", printer=printer)


def _entry_form(request: OfficeRequest, stock: CertificateStock, entry: StockEntry | None) -> HttpResponse:
    first = {"on": timezone.localdate(), "version": 0, "way": StockEntry.Way.IN}
    given = EntryForm.initial_of(entry) if entry else first
    form = EntryForm(request.POST) if request.method == "POST" else EntryForm(initial=given)
    title = "Sửa dòng sổ phôi" if entry else "Ghi sổ phôi"
    return _kept_form(request, form, service.save_entry, stock, title=title, done="Đã ghi sổ phôi.", entry=entry)


def _kept_form(
    request: OfficeRequest,
    form: VersionForm,
    save: Callable[..., object],
    stock: CertificateStock,
    *,
    title: str,
    done: str,
    **record: Any,
) -> HttpResponse:
    """A form of something that belongs to a stock."""

    def act() -> object:
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        seen, key = form.cleaned_data["version"] or 0, submit_key(request)
        return save(actor=request.user, stock=stock, values=values, seen=seen, key=key, **record)

    return record_form(
        request,
        form,
        act,
        template="awards/stock_part.html",
        context={"stock": stock},
        title=title,
        done=done,
        back=_page(stock),
    )
