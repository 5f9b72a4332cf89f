"""A list as a spreadsheet, read back: its cells, its frozen head, its page, and that nothing in it calculates."""

from __future__ import annotations

import datetime as dt
import io
import re
import tracemalloc
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from plans.papers.content import Align, Column, GroupRow, Row, Span
from plans.papers.sheet import render_sheet

pytestmark = pytest.mark.prints

COLUMNS = (
    Column("TT", 6, Align.CENTER),
    Column("NỘI DUNG", 40),
    Column("ĐƠN VỊ\nTHỰC HIỆN", 30),
    Column("THỜI HẠN", 20),
)
ROWS = (
    GroupRow("QUÝ I"),
    Row(("1", "Xây dựng Kế hoạch", "- Phòng A\n- Phòng B", ("31/03/2026\n", Span("Xong 20/01/2026", small=True)))),
    GroupRow("QUÝ II"),
    GroupRow("QUÝ III"),
    Row(("9", (Span("Đoàn kiểm tra", bold=True), " (nếu có)"), "", "Chờ phát sinh")),
)
DANGEROUS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.com";"Bấm")',
    "+84 912",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "#REF!",
)


def made(columns: Any = COLUMNS, rows: Any = ROWS, **values: Any) -> bytes:
    given = {
        "kind": "BẢNG THEO DÕI",
        "subject": "Kế hoạch năm 2026",
        "criteria": "Cả năm; tất cả đơn vị",
        "total": ("Cộng: 2 nhiệm vụ; ", Span("quá hạn 1", bold=True)),
        "at": dt.datetime(2026, 11, 23, 7, 5),
        "made_by": "Trần Thị B & C",
        "groups": "THỜI GIAN",
    }
    return render_sheet(columns=columns, rows=rows, **{**given, **values})


def read(data: bytes) -> Worksheet:
    return load_workbook(io.BytesIO(data)).worksheets[0]


def test_the_rows_stand_under_one_head_with_dates_and_numbers() -> None:
    sheet = read(made())

    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["BẢNG THEO DÕI Kế hoạch năm 2026", None, None, None, None, None],
        [
            "Điều kiện lọc: Cả năm; tất cả đơn vị. Số liệu đến 07 giờ 05 ngày 23/11/2026. Người tải: Trần Thị B & C.",
            *[None] * 5,
        ],
        ["Cộng: 2 nhiệm vụ; quá hạn 1", None, None, None, None, None],
        ["THỜI GIAN", "TT", "NỘI DUNG", "ĐƠN VỊ THỰC HIỆN", "THỜI HẠN", "GHI CHÚ THỜI HẠN"],
        ["QUÝ I", 1, "Xây dựng Kế hoạch", "- Phòng A\n- Phòng B", dt.datetime(2026, 3, 31), "Xong 20/01/2026"],
        ["QUÝ II", None, None, None, None, None],
        ["QUÝ III", 9, "Đoàn kiểm tra (nếu có)", None, None, "Chờ phát sinh"],
    ]
    assert sheet["E5"].number_format == "dd/mm/yyyy"
    assert sheet["D5"].alignment.wrap_text


def test_the_head_is_frozen_filtered_and_repeated_on_a4() -> None:
    sheet = read(made())

    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A5", "A4:F7", "$4:$4")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.left.text == "Tải lúc 07:05 ngày 23/11/2026, Trần Thị B && C"
    assert sheet.title == "Bảng theo dõi"


def test_no_text_becomes_a_formula() -> None:
    rows = [Row((str(place), text, text, text)) for place, text in enumerate(DANGEROUS, 1)]
    data = made(rows=rows, kind="=1+1", criteria="=2", total="=3")
    sheet = read(data)

    written = [[cell.value.strip() for cell in row] for row in sheet.iter_rows(min_row=5, min_col=2)]
    assert written == [[text.strip()] * 3 for text in DANGEROUS]
    assert {cell.data_type for row in sheet.iter_rows(min_row=5, min_col=2) for cell in row} == {"s"}
    assert all(cell.quotePrefix for cell in (sheet["B5"], sheet["B8"], sheet["B9"], sheet["B10"], sheet["A1"]))
    xml = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r"<f[ >]|</f>", xml) == []


def test_an_empty_list_says_so() -> None:
    sheet = read(made(rows=[]))

    assert sheet["A5"].value == "Không có mục nào theo điều kiện lọc trên"
    assert sheet.auto_filter.ref == "A4:D4"


def test_the_head_of_a_note_follows_the_letters_of_the_others() -> None:
    sheet = read(made(columns=(Column("Tên", 5), Column("Báo danh sách", 5)), rows=[Row(("A", "01/02/2026\nquá hạn"))]))

    assert [cell.value for cell in sheet[4]] == ["Tên", "Báo danh sách", "Ghi chú báo danh sách"]


def test_many_rows_do_not_fill_the_memory() -> None:
    rows = [Row((str(number), "=Xây dựng Kế hoạch", "Phòng A", "31/03/2026\nXong")) for number in range(4_000)]
    made()  # what is imported on first use is not counted

    tracemalloc.start()
    data = made(rows=rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert len(data) < 400_000
    assert peak < 8_000_000
