"""A statistical form as pages: A4 landscape, the layout of the ministry's form, its head on every page, few pages."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import tomllib
from pathlib import Path

import openpyxl
import pdfplumber
import pytest

from awards.papers.statistic import FormFacts, draw_form
from awards.papers.statistic_sheet import form_sheet
from awards.rules import statistic_form
from awards.rules.statistic_count import Given, count_form
from awards.rules.statistic_form import COMMENDATION, PERSON, UNIT, Traits, read_forms

pytestmark = pytest.mark.prints
MM = 72 / 25.4
SEED = Path(statistic_form.__file__).parent.parent / "seed" / "statistic-forms.toml"
FORMS = {form.key: form for form in read_forms(tomllib.loads(SEED.read_text(encoding="utf-8")))}
ORDERS = ("Huân chương Lao động hạng Ba", "Huân chương Lao động hạng Nhì", "Huân chương Lao động hạng Nhất")


def facts(key: str, *names: str, level: str = "state") -> FormFacts:
    """A form with one award of each name to a person of unknown group and one to a collective."""
    given = [
        Given(place, Traits(f"C{place}", name, COMMENDATION, level, whom, "cong_trang", "", "", ""))
        for place, name in enumerate(names)
        for whom in (PERSON, UNIT)
    ]
    table = count_form(FORMS[key], given)
    return FormFacts(
        table=table,
        letters=[(letter, 1) for letter in "ABC"] + [(leaf.code, 1) for leaf in table.leaves],
        when="Năm 2026",
        at=dt.datetime(2026, 11, 23, 8, 5),
        agency="Sở Ngoại vụ",
        heading=("UBND TỈNH LẠNG SƠN", "SỞ NGOẠI VỤ"),
        place_date="Lạng Sơn, ngày      tháng      năm 2026",
        notes=("Tính theo lượt khen đã có quyết định.",),
        printed_by="Trần Thị B",
    )


def pages(pdf: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        assert {(round(page.width / MM), round(page.height / MM)) for page in book.pages} == {(297, 210)}
        names = {char["fontname"] for page in book.pages for char in page.chars}
        assert all("Tinos" in name for name in names), names
        assert all(0 <= char["x0"] <= char["x1"] <= page.width for page in book.pages for char in page.chars)
        return [" ".join((page.extract_text() or "").split()) for page in book.pages]


def test_the_ministrys_form_has_its_layout() -> None:
    first, *others = pages(draw_form(facts("0603", "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh", level="province")))
    last = others[-1]

    for words in (
        "Biểu số: 0603.N/BNV-TĐKT",
        "Ban hành theo Thông tư số 02/2023/TT-BNV ngày 23/3/2023",
        "Đơn vị báo cáo: Sở Ngoại vụ",
        "Đơn vị nhận báo cáo: ……",
        "SỐ LƯỢNG KHEN THƯỞNG CẤP BỘ, BAN, NGÀNH",
        "(Số liệu tính đến 08 giờ 05 ngày 23/11/2026)",
        "Trang 1/2",
    ):
        assert words in first
    assert "NGƯỜI LẬP BIỂU THỦ TRƯỞNG ĐƠN VỊ" in last
    assert "(Ký, họ tên) (Ký, đóng dấu, họ tên)" in last
    assert "ngày tháng năm 2026" in " ".join(last.split())
    assert len(others) == 1


def test_the_head_stands_on_every_page_and_many_orders_still_fit() -> None:
    found = pages(draw_form(facts("0602", *ORDERS, "Bằng khen của Thủ tướng Chính phủ")))

    assert len(found) <= 3
    assert all("Tổng số" in page and "Chia ra" in page for page in found[:2])
    assert "(chưa" in found[0]


def test_a_table_of_the_office_names_no_code_and_no_basis() -> None:
    (page,) = pages(draw_form(dataclasses.replace(facts("bieu-nen", "Giấy khen", level="unit"), letters=())))

    assert "UBND TỈNH LẠNG SƠN" in page
    assert "BIỂU NỀN: DANH HIỆU THI ĐUA VÀ GIẤY KHEN" in page
    assert "Biểu số" not in page
    assert "Thông tư" not in page


def test_the_sheet_merges_the_head_as_the_paper_does() -> None:
    book = openpyxl.load_workbook(io.BytesIO(form_sheet(facts("0602", *ORDERS))))
    sheet = book.active
    assert sheet is not None
    merged = {str(one) for one in sheet.merged_cells.ranges}

    assert {"A7:A10", "D7:G8", "H8:M8"} <= merged
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$7:$11"
