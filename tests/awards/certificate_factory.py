"""Issued decisions with their lines, stocks and printers for tests: made as records, without the services."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from awards.models import CertificateStock, Decision, DecisionLine, PrinterOffset, StockEntry
from awards.rules.certificate import first_places
from plans.models import Unit, User
from tests.emulation.catalogue_factory import make_commendation, make_title
from tests.factory import make_person

if TYPE_CHECKING:
    from tests.web.world import World

ISSUED_ON = dt.date(2026, 6, 8)


def make_issued(by: User, no: int = 25, **values: Any) -> Decision:
    """A decision of 8 June 2026 with its number, signed by the Director; without lines. A ``state`` before has none."""
    facts: dict[str, Any] = {
        "kind": "award",
        "year": 2026,
        "achievement_year": 2026,
        "abstract": "Về việc tặng danh hiệu thi đua và khen thưởng năm 2026",
        "authority": "GIÁM ĐỐC SỞ NGOẠI VỤ",
        "symbol": "QĐ-SNgV",
        "signer_title": "GIÁM ĐỐC",
        "signer_name": "Hoàng Văn An",
        "prepared_by": by,
        "state": "issued",
    }
    if values.get("state", "issued") == "issued":
        facts |= {"number": f"{no}/QĐ-SNgV", "issued_on": ISSUED_ON}
    return Decision.objects.create(**{**facts, **values})


def add_line(decision: Decision, name: str = "", code: str = "GK", *, unit: Unit | None = None) -> DecisionLine:
    """A line for a new person called ``name``, or for ``unit``, numbered after the others."""
    order = decision.lines.count() + 1
    is_form = code == "GK"
    person = None if unit else make_person(name or f"Người Được Khen {order}")
    return DecisionLine.objects.create(
        decision=decision,
        order=order,
        person=person,
        unit=unit,
        title=None if is_form else make_title(code),
        commendation=make_commendation(code) if is_form else None,
        printed_name=name or str(unit or person),
        printed_about="Sở Ngoại vụ tỉnh Lạng Sơn" if unit else "Chuyên viên\nPhòng Lãnh sự - Biên giới",
        achievement="Đã hoàn thành xuất sắc nhiệm vụ được giao năm 2026" if is_form else "",
    )


def make_stock(name: str = "Phôi giấy khen", **values: Any) -> CertificateStock:
    """A stock of A4 across with the usual open lines."""
    return CertificateStock.objects.create(name=name, **{"places": first_places(), **values})


def make_printer(stock: CertificateStock, right: int = 10, down: int = -5) -> PrinterOffset:
    return PrinterOffset.objects.create(stock=stock, printer="HP văn thư", right=right, down=down)


def make_entry(stock: CertificateStock, by: User, way: str = "in", sheets: int = 10, **values: Any) -> StockEntry:
    facts = {"on": ISSUED_ON, "reason": "in lệch" if way == "spoiled" else ""}
    return StockEntry.objects.create(stock=stock, way=way, sheets=sheets, entered_by=by, **{**facts, **values})


def add_certificates(world: World) -> None:
    """An issued decision with a line, a draft one, and a stock with a printer and an entry."""
    cast = world.cast
    decision = make_issued(cast.standing, 901)
    add_line(decision, "Nông Thị Diệp")
    stock = make_stock()
    world.records |= {
        "certified_decision": decision,
        "uncertified_decision": make_issued(cast.standing, state="draft"),
        "stock": stock,
        "stock_printer": make_printer(stock),
        "stock_entry": make_entry(stock, cast.standing),
        "design_key": "chung",
    }
