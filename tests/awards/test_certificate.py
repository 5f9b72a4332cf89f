"""Certificates and stock: which lines are printed, their words, designs and emblems, balances, who may."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from awards.models import CertificateDesign, StockEntry
from awards.papers.certificate_fit import fit
from awards.rules.certificate import (
    Place,
    Side,
    authority_of,
    first_places,
    golden_words,
    heading_of,
    kept,
    kind_of,
    places_of,
    why_outside,
)
from awards.services import certificate as service
from awards.services import certificate_stock as stocks
from awards.services.sample_certificate import load_sample_certificates
from plans.errors import AlreadyDone, DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, Office
from plans.services.evidence import NewFile
from tests.awards.certificate_factory import ISSUED_ON, add_line, make_entry, make_issued, make_printer, make_stock
from tests.factory import Cast, make_unit
from tests.web.clock import set_clock

pytestmark = pytest.mark.django_db
DESIGN = {"heading": "", "authority": "", "signer_title": "", "signer_name": "", "source": "Quy chế"}


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 6, 10, 9))


def pdf_text(data: bytes) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in PdfDocument(data)).split())


def picture(kind: str = "PNG", side: int = 40) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (side, side), "gold").save(drawn, kind)
    return drawn.getvalue()


# -- Words ------------------------------------------------------------------------------------------------------------


def test_the_words_of_the_head_follow_the_honour_and_the_office() -> None:
    assert heading_of("Giấy khen của Giám đốc Sở", is_title=False) == "GIẤY KHEN"
    assert heading_of("Chiến sĩ thi đua cơ sở", is_title=True) == "CHIẾN SĨ THI ĐUA CƠ SỞ"
    assert (kind_of(is_title=True), kind_of(is_title=False)) == ("TẶNG DANH HIỆU", "TẶNG")
    assert authority_of("SỞ NGOẠI VỤ", "UBND TỈNH LẠNG SƠN") == "GIÁM ĐỐC SỞ NGOẠI VỤ TỈNH LẠNG SƠN"
    assert authority_of("Sở Ngoại vụ", "") == "GIÁM ĐỐC SỞ NGOẠI VỤ"
    assert [golden_words(n) for n in (1, 12, 120)] == ["Số sổ vàng: 01", "Số sổ vàng: 12", "Số sổ vàng: 120"]


def test_places_are_kept_in_tenths_and_must_lie_on_the_sheet() -> None:
    rows = first_places()

    assert {code: kept(place) for code, place in places_of(rows).items()} == rows
    assert [why_outside(code, row, 2970, 2100) for code, row in rows.items()] == [""] * len(rows)
    assert "mép trái hoặc phải" in why_outside("name", rows["name"] | {"x": 900}, 2970, 2100)
    assert "mép trên hoặc dưới" in why_outside("name", rows["name"] | {"y": 20}, 2970, 2100)
    assert "mép trên hoặc dưới" in why_outside("name", rows["name"] | {"y": 2099}, 2970, 2100)
    assert "cỡ chữ từ 6 đến 72" in why_outside("name", rows["name"] | {"size": 40}, 2970, 2100)


def test_a_certificate_says_what_the_decision_and_its_line_say(cast: Cast) -> None:
    decision = make_issued(cast.standing)
    add_line(decision, "Nông Thị Diệp")
    add_line(decision, code="TTLDTT", unit=make_unit("Phòng Khen"))
    lines, office = service.lines_of(decision), Office.objects.get()

    said = service.words_of(lines[0], decision, CertificateDesign(), office)
    of_unit = service.words_of(lines[1], decision, CertificateDesign(signer_name="Người Ký Thay"), office)

    assert said == {
        "authority": authority_of(office.heading, office.parent_heading),
        "kind": "TẶNG",
        "heading": "GIẤY KHEN",
        "name": "Nông Thị Diệp",
        "about": "Chuyên viên, Phòng Lãnh sự - Biên giới",
        "achievement": "Đã hoàn thành xuất sắc nhiệm vụ được giao năm 2026",
        "decision": "Quyết định số 25/QĐ-SNgV, ngày 08 tháng 6 năm 2026",
        "golden": "Số sổ vàng: 01",
        "place": f"{office.place}, ngày 08 tháng 6 năm 2026",
        "signer_title": "GIÁM ĐỐC",
        "signer_name": "Hoàng Văn An",
    }
    assert (of_unit["heading"], of_unit["kind"]) == ("TẬP THỂ LAO ĐỘNG TIÊN TIẾN", "TẶNG DANH HIỆU")
    assert (of_unit["signer_name"], of_unit["golden"]) == ("Người Ký Thay", "Số sổ vàng: 02")


# -- What is printed --------------------------------------------------------------------------------------------------


def test_a_batch_is_in_the_order_of_the_decision_and_audited(cast: Cast) -> None:
    decision = make_issued(cast.standing)
    first, second = add_line(decision, "Thứ Nhất"), add_line(decision, "Thứ Hai", "CSTDCS")

    whole = pdf_text(service.print_certificates(actor=cast.clerk, decision=decision))
    one = pdf_text(service.print_certificates(actor=cast.clerk, decision=decision, lines=[second.pk]))
    entry = AuditEntry.objects.filter(act="certificate.print").order_by("number")[0]

    assert whole.index("Thứ Nhất") < whole.index("Thứ Hai")
    assert "Thứ Nhất" not in one
    assert (entry.actor, entry.note, entry.detail["lines"]) == (cast.clerk, "2 tờ", [first.pk, second.pk])


def test_lines_changed_by_a_later_decision_are_not_printed_from_this_one(cast: Cast) -> None:
    decision = make_issued(cast.standing)
    revoked, amended, stays, drafted = (add_line(decision, name) for name in ("Một", "Hai", "Ba", "Bốn"))
    for line, kind, number, more in (
        (revoked, "revoke", 31, {"ground": "fraud"}),
        (amended, "amend", 32, {}),
        (drafted, "amend", 0, {"state": "draft"}),
    ):
        later = make_issued(cast.standing, number, kind=kind, amends=decision, **more)
        new = add_line(later, line.printed_name)
        new.changes = line
        new.save()

    said = {line.pk: line.why_not for line in service.lines_of(decision)}

    assert said == {
        revoked.pk: "Đã hủy bỏ theo quyết định số 31/QĐ-SNgV.",
        amended.pk: "Đã sửa tại quyết định số 32/QĐ-SNgV, in từ quyết định đó.",
        stays.pk: "",
        drafted.pk: "",
    }
    with pytest.raises(DomainError, match="Chưa chọn dòng nào in được"):
        service.print_certificates(actor=cast.standing, decision=decision, lines=[revoked.pk])


def test_only_issued_decisions_and_only_who_prints(cast: Cast) -> None:
    draft = make_issued(cast.standing, state="draft")

    with pytest.raises(DomainError, match="chưa ban hành"):
        service.print_certificates(actor=cast.standing, decision=draft)
    for user in (cast.leader, cast.contact, cast.member, cast.admin):
        with pytest.raises(NotAllowed):
            service.print_certificates(actor=user, decision=draft)


# -- The office's design ----------------------------------------------------------------------------------------------


def test_the_design_of_an_honour_goes_before_the_common_one(cast: Cast) -> None:
    line = add_line(make_issued(cast.standing))
    common = service.save_design(
        actor=cast.standing, design=CertificateDesign(), values={**DESIGN, "signer_name": "Chung"}
    )
    assert service.design_for("GK", service.designs()) == common

    own = CertificateDesign(commendation=line.commendation)
    service.save_design(actor=cast.standing, design=own, values={**DESIGN, "signer_name": "Riêng"})
    chosen = service.designs()

    assert service.design_for("GK", chosen).signer_name == "Riêng"
    assert service.design_for("CSTDCS", chosen).signer_name == "Chung"
    with pytest.raises(EditConflict):
        service.save_design(actor=cast.clerk, design=common, values=DESIGN, seen=common.version - 1)
    with pytest.raises(DomainError, match="vừa được người khác lập"):
        service.save_design(actor=cast.clerk, design=CertificateDesign(), values=DESIGN)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "Tệp trống"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "không phải PNG, JPEG"),
        (b"GIF89a" + b"0" * 50, "không phải PNG, JPEG"),
        (picture()[:20], "bị hỏng"),
        (picture() + b"0" * (3 * 1024 * 1024), "lớn hơn 3 MB"),
        (picture(side=5001), "rộng quá 5000"),
    ],
)
def test_only_a_whole_png_or_jpeg_becomes_the_emblem(cast: Cast, data: bytes, why: str) -> None:
    with pytest.raises(DomainError, match=why):
        service.save_design(
            actor=cast.standing, design=CertificateDesign(), values=DESIGN, emblem=NewFile("huy.png", data)
        )
    assert not CertificateDesign.objects.exists()


def test_the_emblem_is_kept_and_can_be_taken_away(cast: Cast) -> None:
    made = service.save_design(
        actor=cast.standing, design=CertificateDesign(), values=DESIGN, emblem=NewFile("huy.jpg", picture("JPEG"))
    )
    assert made.emblem is not None
    assert made.emblem.content_type == "image/jpeg"
    kept_one = service.save_design(actor=cast.standing, design=made, values=DESIGN, seen=made.version)
    assert kept_one.emblem == made.emblem
    gone = service.save_design(
        actor=cast.standing, design=kept_one, values=DESIGN, without_emblem=True, seen=kept_one.version
    )
    assert gone.emblem is None


# -- Stock ------------------------------------------------------------------------------------------------------------


def stock_values(**other: Any) -> dict[str, Any]:
    size = {"width": 2970, "height": 2100, "places": first_places()}
    return {"name": "Phôi A4", "title": None, "commendation": None, **size, **other}


def test_a_stock_must_hold_its_lines(cast: Cast) -> None:
    made = stocks.save_stock(actor=cast.clerk, stock=None, values=stock_values(), key="k")

    with pytest.raises(AlreadyDone):
        stocks.save_stock(actor=cast.clerk, stock=None, values=stock_values(), key="k")
    with pytest.raises(DomainError, match="ra ngoài mép"):
        stocks.save_stock(actor=cast.clerk, stock=made, values=stock_values(width=2100), seen=made.version)
    with pytest.raises(DomainError, match="Chưa đặt dòng nào"):
        stocks.save_stock(actor=cast.clerk, stock=made, values=stock_values(places={}), seen=made.version)
    with pytest.raises(EditConflict):
        stocks.save_stock(actor=cast.clerk, stock=made, values=stock_values(), seen=made.version + 1)
    with pytest.raises(NotAllowed):
        stocks.save_stock(actor=cast.leader, stock=None, values=stock_values())


def test_rows_on_a_stock_never_run_into_the_line_below() -> None:
    name = "Công Tằng Tôn Nữ Nguyễn Thị Hoàng Phượng Bích Ngọc Diệu"
    place = Place(32, 112, 233, 26, Side.CENTER, bold=True)

    assert len(fit("name", name, place).rows) == 2
    low = fit("name", name, place, depth=12)
    assert (low.rows, low.size < 26) == ((name,), True)


def test_a_printer_is_off_by_what_can_be_believed_and_named_once(cast: Cast) -> None:
    stock = make_stock()
    values = {"printer": "HP", "right": -12, "down": 8}
    made = stocks.save_printer(actor=cast.clerk, stock=stock, printer=None, values=values)

    assert AuditEntry.objects.get(act="stock.printer").note == "HP: phải -1,2 mm, xuống 0,8 mm"
    with pytest.raises(DomainError, match="đã ghi máy in “HP”"):
        stocks.save_printer(actor=cast.clerk, stock=stock, printer=None, values=values)
    with pytest.raises(DomainError, match="quá 50 mm"):
        stocks.save_printer(
            actor=cast.clerk, stock=stock, printer=made, values=values | {"right": 501}, seen=made.version
        )
    stocks.remove_printer(actor=cast.clerk, printer=made)
    assert not stock.printers.exists()


def test_the_register_balances_and_never_goes_below_nothing(cast: Cast) -> None:
    stock, other = make_stock(), make_stock("Phôi khác")
    decision = make_issued(cast.standing)
    make_entry(stock, cast.clerk, "in", 10)
    make_entry(other, cast.clerk, "in", 99)

    stocks.note_used(actor=cast.clerk, decision=decision, stock=stock, used=6, spoiled=1, reason="kẹt giấy", key="a")
    assert stocks.balance_of(stock) == (10, 6, 1)
    assert stocks.balance_of(stock).left == 3
    assert set(stock.entries.values_list("way", "sheets", "reason", "decision__number")) == {
        ("in", 10, "", None),
        ("used", 6, "", "25/QĐ-SNgV"),
        ("spoiled", 1, "kẹt giấy", "25/QĐ-SNgV"),
    }
    for used, spoiled, reason, why in (
        (4, 0, "", "Sổ phôi sẽ âm 1 tờ"),
        (0, 1, "", "Ghi lý do hỏng"),
        (0, 0, "", "Ghi số tờ đã dùng"),
    ):
        with pytest.raises(DomainError, match=why):
            stocks.note_used(
                actor=cast.clerk, decision=decision, stock=stock, used=used, spoiled=spoiled, reason=reason
            )
    assert stocks.balance_of(stock).left == 3


def test_a_line_of_the_register_that_others_rest_on_stays(cast: Cast) -> None:
    stock = make_stock()
    received = make_entry(stock, cast.clerk, "in", 10)
    make_entry(stock, cast.clerk, "used", 4)
    values = {"way": "in", "on": ISSUED_ON, "sheets": 3, "serials": "", "reason": "", "decision": None}

    with pytest.raises(DomainError, match="âm 4 tờ"):
        stocks.remove_entry(actor=cast.clerk, entry=received)
    with pytest.raises(DomainError, match="âm 1 tờ"):
        stocks.save_entry(actor=cast.clerk, stock=stock, entry=received, values=values, seen=received.version)
    with pytest.raises(DomainError, match="ở sau hôm nay"):
        stocks.save_entry(
            actor=cast.clerk, stock=stock, entry=None, values=values | {"on": dt.date(2026, 6, 11), "sheets": 5}
        )
    received.refresh_from_db()
    assert (received.sheets, received.removed_at) == (10, None)


def test_a_test_print_and_a_calibration_sheet_name_their_stock(cast: Cast) -> None:
    stock = make_stock()
    printer = make_printer(stock)

    assert "Tờ cân chỉnh: Phôi giấy khen, máy in HP văn thư" in pdf_text(
        stocks.print_calibration(actor=cast.clerk, stock=stock, printer=printer)
    )
    assert "Nguyễn Thị Bích Phượng" in pdf_text(stocks.print_test(actor=cast.clerk, stock=stock, printer=printer))


def test_the_sample_is_loaded_once(cast: Cast) -> None:
    type(cast.standing).objects.filter(pk=cast.standing.pk).update(username="thuongtruc", is_sample=True)
    load_sample_certificates()
    load_sample_certificates()
    assert list(StockEntry.objects.values_list("way", "sheets")) == [("in", 50), ("spoiled", 2)]
