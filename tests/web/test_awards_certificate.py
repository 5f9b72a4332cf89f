"""Pages of certificates: lines and what they are printed on, a design with its emblem, a stock and its register."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from awards.models import CertificateDesign, CertificateStock, Decision, StockEntry
from plans.models import AuditEntry, Plan
from tests.awards.certificate_factory import add_line, make_entry, make_issued, make_printer, make_stock
from tests.factory import Cast, make_unit
from tests.web.clock import set_clock
from tests.web.page import pdf_text, said
from tests.web.test_query_budgets import count

ClientFor = Callable[[str], Client]
MOST = 10


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 6, 10, 9))


def url(name: str, *args: Any) -> str:
    return reverse(f"awards:{name}", args=args)


def test_chosen_lines_are_printed_and_two_lists_stay_apart(cast: Cast, client_for: ClientFor) -> None:
    client, decision = client_for("clerk"), make_issued(cast.standing)
    add_line(decision, "Thứ Nhất")
    two = add_line(decision, "Thứ Hai", "CSTDCS")
    add_line(decision, code="TTLDTT", unit=make_unit("Phòng Khen"))

    page = said(client.get(url("certificates", decision.pk)))
    answer = client.get(url("certificates_pdf", decision.pk), {"chon": "1", "dong": [two.pk], "tren": ""})
    none = said(client.get(url("certificates_pdf", decision.pk), {"chon": "1"}, follow=True))
    whole = pdf_text(client.get(url("certificates_pdf", decision.pk)))

    assert page.index("Danh hiệu thi đua") < page.index("Thứ Hai") < page.index("Hình thức khen thưởng")
    assert "Người: 2 · Tập thể: 1." in page
    assert "Thứ Hai" in pdf_text(answer)
    assert "Thứ Nhất" not in pdf_text(answer)
    assert "Chưa chọn dòng nào in được" in none
    assert "Phòng Khen" in whole
    assert AuditEntry.objects.filter(act="certificate.print", object_id=str(decision.pk)).count() == 2


def test_a_draft_decision_says_why_nothing_can_be_printed(cast: Cast, client_for: ClientFor) -> None:
    draft = make_issued(cast.standing, state="draft")
    client = client_for("standing")

    assert "Quyết định chưa ban hành" in said(client.get(url("certificates", draft.pk)))
    assert "chưa ban hành" in said(client.get(url("certificates_pdf", draft.pk), follow=True))
    assert client.get(url("certificates_used", draft.pk)).status_code == 302


def test_stock_is_chosen_with_its_printer_and_what_was_used_is_noted(cast: Cast, client_for: ClientFor) -> None:
    client, decision, stock = client_for("clerk"), make_issued(cast.standing), make_stock()
    add_line(decision, "Nông Thị Diệp")
    printer = make_printer(stock)
    make_entry(stock, cast.clerk, "in", 3)

    page = said(client.get(url("certificates", decision.pk)))
    printed = pdf_text(
        client.get(
            url("certificates_pdf", decision.pk),
            {"tren": f"{stock.pk}-{printer.pk}", "chon": "1", "dong": [decision.lines.get().pk]},
        )
    )
    first = client.get(url("certificates_used", decision.pk)).context["form"].initial
    refused = said(
        client.post(url("certificates_used", decision.pk), {"stock": stock.pk, "used": 1, "spoiled": 1, "reason": ""})
    )
    client.post(
        url("certificates_used", decision.pk),
        {"stock": stock.pk, "used": 1, "spoiled": 1, "reason": "in lệch"},
    )
    after = said(client.get(url("certificates", decision.pk)))

    assert "Phôi giấy khen, HP văn thư, còn 3 tờ" in page
    assert "Nông Thị Diệp" in printed
    assert "GIẤY KHEN" not in printed
    assert first["used"] == 1
    assert "Ghi lý do hỏng" in refused
    assert "Hỏng 1 tờ" in after
    assert set(StockEntry.objects.values_list("way", "sheets")) == {("in", 3), ("used", 1), ("spoiled", 1)}


def test_a_stock_is_written_with_commas_and_refused_outside_its_sheet(cast: Cast, client_for: ClientFor) -> None:
    client = client_for("standing")
    shown = client.get(url("stock_new")).context["form"]
    form = {name: value for name in shown.fields if (value := shown[name].value()) not in (None, False)}
    form |= {"name": "Phôi giấy khen", "version": "0", "name-x": "41,5", "authority-on": ""}

    made = client.post(url("stock_new"), form)
    stock = CertificateStock.objects.get()
    page = said(client.get(url("stock", stock.pk)))
    outside = said(client.post(url("stock_edit", stock.pk), form | {"version": stock.version, "name-x": "290"}))
    wrong = said(client.post(url("stock_edit", stock.pk), form | {"version": stock.version, "name-x": "hai"}))
    empty = said(client.post(url("stock_edit", stock.pk), form | {"version": stock.version, "name-x": ""}))

    assert made.status_code == 302
    assert (stock.width, stock.height, stock.places["name"]["x"]) == (2970, 2100, 415)
    assert "authority" not in stock.places
    assert "297 × 210 mm" in page
    assert "“Họ tên, tên tập thể” ra ngoài mép trái hoặc phải" in outside
    assert "ví dụ 12,5" in wrong
    assert "Nhập số." in empty


def test_printers_and_entries_are_typed_corrected_and_removed(cast: Cast, client_for: ClientFor) -> None:
    client, stock = client_for("clerk"), make_stock()

    client.post(url("stock_printer_new", stock.pk), {"printer": "HP", "right": "-1,2", "down": "0.8", "version": "0"})
    printer = stock.printers.get()
    entry = {"way": "in", "on": "08/06/2026", "sheets": "20", "serials": "001-020", "reason": "", "version": "0"}
    client.post(url("stock_entry_new", stock.pk), entry)
    spoiled = said(client.post(url("stock_entry_new", stock.pk), entry | {"way": "spoiled"}))
    page = said(client.get(url("stock", stock.pk)))
    register = pdf_text(client.get(url("stock_register", stock.pk)))
    sheet = client.get(url("stock_register", stock.pk), {"dang": "xlsx"})

    assert (printer.right, printer.down) == (-12, 8)
    assert "sang phải -1,2 mm, xuống 0,8 mm" in page
    assert "còn 20 tờ" in page
    assert "Ghi lý do hỏng" in spoiled
    assert "còn 20 tờ" in register
    assert "spreadsheet" in sheet["Content-Type"]
    for name in ("stock_calibration", "stock_test"):
        assert client.get(url(name, stock.pk), {"may": printer.pk})["Content-Type"] == "application/pdf"
        assert client.get(url(name, stock.pk), {"may": "999999"}).status_code == 404
    client.post(url("stock_entry_remove", StockEntry.objects.get().pk))
    client.post(url("stock_printer_remove", printer.pk))
    client.post(url("stock_remove", stock.pk))
    assert "Chưa ghi phôi nào" in said(client.get(url("stock_list")))
    assert client.get(url("stock", stock.pk)).status_code == 404


def test_the_emblem_is_uploaded_shown_and_a_drawing_refused(cast: Cast, client_for: ClientFor) -> None:
    client, drawn = client_for("standing"), io.BytesIO()
    Image.new("RGB", (60, 60), "gold").save(drawn, "PNG")
    add_line(make_issued(cast.standing))
    form = {"authority": "", "signer_title": "", "signer_name": "", "source": "Quy chế", "version": "0"}
    address = url("certificate_design", "chung")

    svg = SimpleUploadedFile("huy.png", b"<svg/>")
    answer = client.post(address, form | {"emblem": svg, "signer_name": "Đã gõ"})
    refused = said(answer)
    made = client.post(address, form | {"emblem": SimpleUploadedFile("huy.png", drawn.getvalue())})
    image = client.get(url("certificate_design_emblem", "chung"))

    assert "không phải PNG, JPEG" in refused
    assert answer.context["form"]["signer_name"].value() == "Đã gõ"
    assert made.status_code == 302
    assert image["Content-Type"] == "image/png"
    assert CertificateDesign.objects.get().emblem is not None
    assert client.get(url("certificate_design_look", "chung"))["Content-Type"] == "application/pdf"
    assert client.get(url("certificate_design", "khong-co")).status_code == 404
    assert "có hình Quốc huy" in said(client.get(url("stock_list")))


@pytest.mark.parametrize("many", [1, 3, 60])
def test_pages_cost_the_same_for_any_number(cast: Cast, client_for: ClientFor, many: int) -> None:
    client, decision, stock = client_for("standing"), make_issued(cast.standing), make_stock()
    for _ in range(many):
        add_line(decision)
        make_entry(stock, cast.clerk)
    make_printer(stock)

    for page in (url("certificates", decision.pk), url("stock", stock.pk), url("stock_list"), url("stock_new")):
        assert count(client, page)[0] <= MOST, page


def test_who_does_not_print_sees_no_entry_in_the_menu(cast: Cast, client_for: ClientFor) -> None:
    assert "Phôi, giấy chứng nhận" in said(client_for("clerk").get(reverse("plans:menu")))
    assert "Phôi, giấy chứng nhận" not in said(client_for("leader").get(reverse("plans:menu")))
    assert Decision.objects.count() == 0
