"""Phôi: the list with what is left; one stock with its preview, printers and register; what is printed of it."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from awards.models import CertificateStock, PrinterOffset, StockEntry
from awards.rules.certificate import LINES, Side, places_of
from awards.services import certificate_stock as service
from awards.services.certificate import WHO_PRINTS
from awards.views.certificate_design import design_rows
from plans.http import OfficeRequest, whole_number
from plans.papers.content import Align, Column, Row
from plans.rules.official import short_date
from plans.views.acting import require
from plans.views.files import PDF, send_bytes
from plans.views.listing import Listing, page_of, send_listing

STOCKS = (
    Column("TT", 6, Align.CENTER),
    Column("PHÔI", 44),
    Column("NHẬP", 12, Align.CENTER),
    Column("ĐÃ DÙNG", 13, Align.CENTER),
    Column("HỎNG", 12, Align.CENTER),
    Column("CÒN", 13, Align.CENTER),
)
REGISTER = (
    Column("TT", 6, Align.CENTER),
    Column("NGÀY", 13, Align.CENTER),
    Column("LOẠI", 12),
    Column("SỐ TỜ", 9, Align.CENTER),
    Column("SỐ SÊ-RI", 15),
    Column("THEO QUYẾT ĐỊNH", 18),
    Column("LÝ DO, GHI CHÚ", 27),
)
_ANCHOR = {Side.LEFT: "start", Side.CENTER: "middle", Side.RIGHT: "end"}


class EntryLine(NamedTuple):
    """A line of the register."""

    pk: int
    on: str
    way: str
    sheets: int
    serials: str
    decision: str
    reason: str


class Drawn(NamedTuple):
    """A line in the preview of a stock: where its words begin, end or have their middle, in mm."""

    words: str
    x: float
    y: float
    size: float
    anchor: str
    looks: str


@require_safe
def stock_list(request: OfficeRequest) -> HttpResponse:
    """The stocks with what is left, and the designs of the office's own page."""
    ask(request)
    context = {"rows": _stocks(), "designs": design_rows()}
    return render(request, "awards/stock_list.html", context)


@require_safe
def stock_list_print(request: OfficeRequest) -> HttpResponse:
    """What is left of every stock, on A4 or as a sheet."""
    ask(request)
    rows = [
        Row((str(number), name, *(str(n) for n in (one.received, one.used, one.spoiled, one.left))))
        for number, (_pk, name, _for, one) in enumerate(_stocks(), 1)
    ]
    listing = Listing("DANH SÁCH", "Phôi giấy chứng nhận", STOCKS, rows, "không", f"Cộng: {len(rows)} loại phôi.")
    return send_listing(request, listing, name="Phôi giấy chứng nhận.pdf")


@require_safe
def stock_page(request: OfficeRequest, pk: int) -> HttpResponse:
    """One stock: how it looks printed, its printers, its register."""
    stock = kept_stock(request, pk)
    page = page_of(request, _entries(stock))
    context = {
        "stock": stock,
        "honour": stock.title or stock.commendation,
        "drawn": _drawn(stock),
        "wide": stock.width / 10,
        "high": stock.height / 10,
        "balance": service.balance_of(stock),
        "printers": [
            (one.pk, one.printer, _mm(one.right), _mm(one.down)) for one in stock.printers.order_by("printer", "pk")
        ],
        "page": page,
        "entries": [_entry_line(row) for row in page],
    }
    return render(request, "awards/stock.html", context)


@require_safe
def stock_register(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sổ theo dõi phôi, on A4 or as a sheet."""
    stock = kept_stock(request, pk)
    lines = [_entry_line(row) for row in _entries(stock)]
    rows = [
        Row((str(number), one.on, one.way, str(one.sheets), one.serials, one.decision, one.reason))
        for number, one in enumerate(lines, 1)
    ]
    left = service.balance_of(stock)
    total = f"Nhập {left.received} tờ, đã dùng {left.used} tờ, hỏng {left.spoiled} tờ, còn {left.left} tờ."
    listing = Listing("SỔ THEO DÕI PHÔI", stock.name, REGISTER, rows, "không", total)
    return send_listing(request, listing, name=f"Sổ phôi {stock.name}.pdf")


@require_safe
def stock_calibration(request: OfficeRequest, pk: int) -> HttpResponse:
    """The ruler sheet for one printer (``?may=``)."""
    stock = kept_stock(request, pk)
    data = service.print_calibration(actor=request.user, stock=stock, printer=_asked_printer(request, stock))
    return send_bytes(data, name=f"Tờ cân chỉnh {stock.name}.pdf", content_type=PDF)


@require_safe
def stock_test(request: OfficeRequest, pk: int) -> HttpResponse:
    """A test print on plain paper for one printer (``?may=``)."""
    stock = kept_stock(request, pk)
    data = service.print_test(actor=request.user, stock=stock, printer=_asked_printer(request, stock))
    return send_bytes(data, name=f"In thử {stock.name}.pdf", content_type=PDF)


def ask(request: OfficeRequest) -> None:
    """Refuse who does not print."""
    require(request.user, "awards.print_certificates", who=WHO_PRINTS)


def kept_stock(request: OfficeRequest, pk: int) -> CertificateStock:
    """The stock of an address, for who prints."""
    ask(request)
    return get_object_or_404(CertificateStock.objects.kept().select_related("title", "commendation"), pk=pk)


def _asked_printer(request: OfficeRequest, stock: CertificateStock) -> PrinterOffset | None:
    asked = whole_number(request.GET.get("may", ""))
    return get_object_or_404(stock.printers, pk=asked) if asked is not None else None


def _stocks() -> list[tuple[int, str, str, service.Balance]]:
    left = service.balances()
    rows = CertificateStock.objects.kept().order_by("name", "pk")
    told = rows.values_list("pk", "name", "title__name", "commendation__name")
    none = service.Balance(0, 0, 0)
    return [
        (pk, name, title or form or "mọi danh hiệu, hình thức", left.get(pk, none)) for pk, name, title, form in told
    ]


def _entries(stock: CertificateStock) -> Any:
    rows = stock.entries.kept().order_by("on", "pk")
    return rows.values_list("pk", "on", "way", "sheets", "serials", "decision__number", "reason")


def _entry_line(row: tuple[Any, ...]) -> EntryLine:
    pk, on, way, sheets, serials, decision, reason = row
    return EntryLine(pk, short_date(on), StockEntry.Way(way).label, sheets, serials, decision or "", reason)


def _mm(tenths: int) -> str:
    return f"{tenths / 10:g}".replace(".", ",")


def _drawn(stock: CertificateStock) -> list[Drawn]:
    """The example words at their places, for the preview."""
    found = []
    for code, place in places_of(stock.places).items():
        shift = {Side.LEFT: 0.0, Side.CENTER: place.width / 2, Side.RIGHT: place.width}[place.align]
        looks = " ".join(name for name in ("bold", "italic", "red") if getattr(place, name))
        size = round(place.size * 25.4 / 72, 2)
        found.append(Drawn(LINES[code].example, place.x + shift, place.y, size, _ANCHOR[place.align], looks))
    return found
