"""Phôi: its places, the printers that are off, and the register of sheets received, used and spoiled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from awards.models import CertificateStock, Decision, PrinterOffset, StockEntry
from awards.papers.certificate import Certificate, render_calibration, render_certificates
from awards.rules.certificate import LINES, MOST_SHIFT, TENTHS, why_outside
from awards.services.certificate import NOT_ISSUED, WHO_PRINTS, sheet_of
from plans.errors import DomainError, NotAllowed
from plans.models import User
from plans.services import audit
from plans.services import bin as bin_service
from plans.services.locking import check_version, locked, use_submit_key

STOCK_FIELDS = ("name", "title", "commendation", "width", "height", "places")
PRINTER_FIELDS = ("printer", "right", "down")
ENTRY_FIELDS = ("way", "on", "sheets", "serials", "reason", "decision")
GONE = "Phôi này vừa được bỏ vào thùng rác. Khôi phục ở đó rồi làm tiếp."


class Balance(NamedTuple):
    """Sheets of one stock."""

    received: int
    used: int
    spoiled: int

    @property
    def left(self) -> int:
        return self.received - self.used - self.spoiled


def balances() -> dict[int, Balance]:
    """Of every stock. One query."""
    rows = StockEntry.objects.kept().order_by().values_list("stock", "way").annotate(Sum("sheets"))
    sums = {(stock, way): total for stock, way, total in rows}
    return {stock: Balance(*(sums.get((stock, way), 0) for way in StockEntry.Way.values)) for stock, _ in sums}


def balance_of(stock: CertificateStock) -> Balance:
    """Of one stock."""
    return balances().get(stock.pk, Balance(0, 0, 0))


@transaction.atomic
def save_stock(
    *, actor: User, stock: CertificateStock | None, values: Mapping[str, Any], seen: int = 0, key: str = ""
) -> CertificateStock:
    """Enter a stock (None) or correct its size and places; every line must lie on the sheet."""
    found = _opened(actor, stock, values, seen, key) or CertificateStock()
    for name in STOCK_FIELDS:
        setattr(found, name, values[name])
    if not found.places:
        raise DomainError("Chưa đặt dòng nào trên phôi. Đánh dấu ít nhất một dòng cần in.")
    outside = [why for code, row in found.places.items() if (why := why_outside(code, row, found.width, found.height))]
    if outside:
        raise DomainError(" ".join(outside))
    found.save()
    audit.record(actor=actor, act="stock.enter" if stock is None else "stock.change", obj=found)
    return found


def remove_stock(*, actor: User, stock: CertificateStock, key: str = "") -> None:
    """Into the bin, with its register."""
    _demand(actor)
    bin_service.remove(record=stock, actor=actor, key=key)


@transaction.atomic
def save_printer(
    *,
    actor: User,
    stock: CertificateStock,
    printer: PrinterOffset | None,
    values: Mapping[str, Any],
    seen: int = 0,
    key: str = "",
) -> PrinterOffset:
    """Type in what a printer is off on a stock, read off its calibration sheet."""
    found = _opened(actor, printer, values, seen, key) or PrinterOffset(stock=stock)
    for name in PRINTER_FIELDS:
        setattr(found, name, values[name])
    if max(abs(found.right), abs(found.down)) > MOST_SHIFT:
        raise DomainError(
            f"Độ lệch quá {MOST_SHIFT // TENTHS} mm. Kiểm tra khổ giấy, chiều giấy và tỷ lệ in 100 % rồi đo lại."
        )
    if stock.printers.filter(printer=found.printer).exclude(pk=found.pk).exists():
        raise DomainError(f"Phôi này đã ghi máy in “{found.printer}”. Sửa độ lệch của máy đó.")
    found.save()
    note = f"{found.printer}: phải {found.right / TENTHS:g} mm, xuống {found.down / TENTHS:g} mm"
    audit.record(actor=actor, act="stock.printer", obj=stock, note=note.replace(".", ","))
    return found


@transaction.atomic
def remove_printer(*, actor: User, printer: PrinterOffset, key: str = "") -> None:
    """Forget a printer that is not used any more."""
    use_submit_key(actor, key)
    _demand(actor)
    found = locked(printer)
    audit.record(actor=actor, act="stock.printer_remove", obj=found.stock, note=found.printer)
    found.delete()


@transaction.atomic
def save_entry(
    *,
    actor: User,
    stock: CertificateStock,
    entry: StockEntry | None,
    values: Mapping[str, Any],
    seen: int = 0,
    key: str = "",
) -> StockEntry:
    """A line of the register; never more sheets out than came in."""
    found = _opened(actor, entry, values, seen, key) or StockEntry(stock=stock, entered_by=actor)
    for name in ENTRY_FIELDS:
        setattr(found, name, values[name])
    _check_entry(found)
    locked(stock)
    found.save()
    _check_left(stock)
    audit.record(actor=actor, act="stock.entry" if entry is None else "stock.entry_change", obj=stock, note=str(found))
    return found


@transaction.atomic
def remove_entry(*, actor: User, entry: StockEntry, key: str = "") -> None:
    """A line entered by mistake, into the bin."""
    _demand(actor)
    bin_service.remove(record=entry, actor=actor, key=key)
    _check_left(entry.stock)


@transaction.atomic
def note_used(
    *,
    actor: User,
    decision: Decision,
    stock: CertificateStock,
    used: int,
    spoiled: int,
    reason: str,
    key: str = "",
) -> None:
    """How a batch went: the sheets that became certificates of the decision, and those that were spoiled."""
    use_submit_key(actor, key)
    _demand(actor)
    if not decision.number:
        raise DomainError(NOT_ISSUED)
    if used + spoiled < 1:
        raise DomainError("Ghi số tờ đã dùng hoặc số tờ hỏng.")
    locked(stock)
    today = timezone.localdate()
    for way, sheets, why in ((StockEntry.Way.USED, used, ""), (StockEntry.Way.SPOILED, spoiled, reason)):
        if sheets:
            entry = StockEntry(
                stock=stock, way=way, on=today, sheets=sheets, reason=why, decision=decision, entered_by=actor
            )
            _check_entry(entry)
            entry.save()
            audit.record(actor=actor, act="stock.entry", obj=stock, note=f"{entry}, quyết định {decision.number}")
    _check_left(stock)


@transaction.atomic
def print_calibration(*, actor: User, stock: CertificateStock, printer: PrinterOffset | None) -> bytes:
    """The ruler sheet of a stock for one printer."""
    _demand(actor)
    right, down = (printer.right / TENTHS, printer.down / TENTHS) if printer else (0, 0)
    return render_calibration(
        stock.width / TENTHS,
        stock.height / TENTHS,
        stock=stock.name,
        printer=printer.printer if printer else "",
        right=right,
        down=down,
    )


@transaction.atomic
def print_test(*, actor: User, stock: CertificateStock, printer: PrinterOffset | None) -> bytes:
    """An example with the outlines of its lines, to lay over a stock against the light."""
    _demand(actor)
    words = {code: line.example for code, line in LINES.items()}
    sheet = sheet_of(stock, printer, test=True)
    return render_certificates([Certificate(sheet, words)], title=f"In thử: {stock.name}")


def _demand(actor: User) -> None:
    if not actor.has_perm("awards.print_certificates"):
        raise NotAllowed(WHO_PRINTS)


def _opened(actor: User, record: Any, values: Mapping[str, Any], seen: int, key: str) -> Any:
    """The record locked, as the person saw it; None for a new one."""
    use_submit_key(actor, key)
    _demand(actor)
    if record is None:
        return None
    found = locked(record)
    check_version(found, seen, dict(values))
    if getattr(found, "removed_at", None) is not None:
        raise DomainError(GONE)
    found.version += 1
    return found


def _check_entry(entry: StockEntry) -> None:
    if entry.sheets < 1:
        raise DomainError("Số tờ phải từ 1.")
    if entry.way == StockEntry.Way.SPOILED and not entry.reason.strip():
        raise DomainError("Ghi lý do hỏng, ví dụ: in lệch, kẹt giấy, sai tên.")
    if entry.on > _today():
        raise DomainError("Ngày ghi ở sau hôm nay. Nhập ngày đã nhập, dùng hoặc hỏng phôi.")


def _today() -> dt.date:
    return timezone.localdate()


def _check_left(stock: CertificateStock) -> None:
    left = balance_of(stock)
    if left.left < 0:
        raise DomainError(
            f"Sổ phôi sẽ âm {-left.left} tờ: nhập {left.received}, dùng {left.used}, hỏng {left.spoiled}. "
            "Ghi số phôi đã nhập trước, hoặc kiểm lại số tờ."
        )


def _restorable_by(user: User) -> Q:
    return Q() if user.has_perm("awards.print_certificates") else Q(removed_by=user)


def _why_entry_gone(entry: StockEntry) -> str:
    """A line comes back only where its stock is there and has that many sheets."""
    if entry.stock.removed_at:
        return GONE
    short = entry.way != StockEntry.Way.IN and balance_of(entry.stock).left < entry.sheets
    return "Sổ phôi không còn đủ số tờ để khôi phục dòng này. Ghi số phôi đã nhập trước." if short else ""


STOCK = bin_service.RemovableKind(
    slug="phoi", label="Phôi", model=CertificateStock, title="name", restorable_by=_restorable_by
)
ENTRY = bin_service.RemovableKind(
    slug="dong-so-phoi",
    label="Dòng sổ phôi",
    model=StockEntry,
    title="stock__name",
    restorable_by=_restorable_by,
    why_gone=_why_entry_gone,
)
