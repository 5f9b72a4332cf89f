"""What only DOCX or PDF has: list numbers, text boxes, content controls, stamps, cut rows, the attached plan."""

# ruff: noqa: E501 - tables of examples, one a line
from __future__ import annotations

import dataclasses
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
import weasyprint
from docx.oxml import OxmlElement

from plans.reading import Refused, read_file, read_text
from tests.plans.reading.build import add_table, docx_of, pdf_of, saved
from tests.plans.reading.cases_paper import HEAD, PAPERS, paper
from tests.plans.reading.offices import PLAIN
from tests.plans.reading.shape import short_head, short_tasks

ROOT = Path(__file__).parents[3]


def numbered(document: Any, text: str, style: str, cell: Any = None) -> None:
    paragraph = cell.paragraphs[0] if cell is not None else document.add_paragraph()
    paragraph.text = text
    paragraph.style = style


def test_docx_writes_out_automatic_numbers() -> None:
    document = docx.Document()
    for line in ("KẾ HOẠCH", "Thi đua năm 2026", "Sở A ban hành Kế hoạch như sau:", "I. NỘI DUNG"):
        document.add_paragraph(line)
    table = add_table(document, [["TT", "Nội dung", "Đơn vị thực hiện", "Thời gian"]])
    for n in range(3):
        row = table.add_row()
        numbered(document, "", "List Number", row.cells[0])
        row.cells[1].text, row.cells[2].text, row.cells[3].text = f"Việc thứ {n + 1}", "", f"Quý {n + 1}"
        numbered(document, "Văn phòng", "List Bullet", row.cells[2])

    reading = read_file(saved(document), "a.docx")

    assert short_tasks(reading) == [(str(n), f"Q{n}", None, f"Việc thứ {n}", "P:Văn phòng", False) for n in (1, 2, 3)]


def test_docx_reads_content_controls_insertions_and_skips_deletions() -> None:
    document = docx.Document(io.BytesIO(docx_of(PAPERS[0].paper)))
    paragraph = next(p for p in document.paragraphs if p.text.startswith("Đẩy mạnh"))
    for tag, words in (("w:ins", " đã thêm"), ("w:del", " đã xoá")):
        change = OxmlElement(tag)
        run = OxmlElement("w:r")
        text = OxmlElement("w:t" if tag == "w:ins" else "w:delText")
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    table = document.tables[1]._tbl
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    table.addprevious(control)
    control.append(content)
    content.append(table)

    reading = read_file(saved(document), "a.docx")

    assert len(reading.document.tasks) == 4
    assert "đã thêm" in reading.text
    assert "đã xoá" not in reading.text


def test_docx_table_parted_in_two_goes_on() -> None:
    rows = PAPERS[0].paper.body[5]
    assert isinstance(rows, list)
    whole = paper(
        [rows[0], ["1", "Việc A", "Văn phòng Sở", "", "Quý I"]], [["2", "Việc B", "Thanh tra Sở", "", "Quý II"]]
    )

    reading = read_file(docx_of(whole), "a.docx")

    assert [task.title for task in reading.document.tasks] == ["Việc A", "Việc B"]


def test_docx_cell_with_line_breaks_and_nested_table() -> None:
    document = docx.Document(io.BytesIO(docx_of(paper([["TT", "Nội dung", "Đơn vị thực hiện"], ["1", "Việc A", ""]]))))
    cell = document.tables[1].rows[1].cells[2]
    cell.paragraphs[0].add_run("- Văn phòng Sở").add_break()
    cell.paragraphs[0].add_run("- Thanh tra Sở")

    reading = read_file(saved(document), "a.docx")

    assert [unit.name for unit in reading.document.tasks[0].units] == ["Văn phòng Sở", "Thanh tra Sở"]


def test_docx_head_and_foot_set_with_tabs() -> None:
    document = docx.Document()
    for line in (
        "UBND TỈNH HÀ SƠN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SỞ TÀI CHÍNH\tĐộc lập - Tự do - Hạnh phúc",
        "Số: 7/KH-STC\tHà Sơn, ngày 09 tháng 01 năm 2026", "KẾ HOẠCH", "Công tác thi đua, khen thưởng năm 2026",
        "I. NỘI DUNG", "1.\tVăn phòng Sở chủ trì tổ chức phát động thi đua trong Quý I.", "Nơi nhận:\tGIÁM ĐỐC",
        "- Sở Nội vụ (b/c);", "- Các phòng, đơn vị;", "- Lưu: VT.", "\t\tTrần Văn Bảo",
    ):  # fmt: skip
        document.add_paragraph(line)

    reading = read_file(saved(document), "a.docx")

    assert short_head(reading) == HEAD
    assert [(task.no, task.period) for task in reading.document.tasks] == [("1", "Q1")]


def test_docx_data_table_is_kept_as_words() -> None:
    reading = read_file(
        docx_of(
            paper("Chỉ tiêu:", [["Danh hiệu", "Số lượng"], ["Lao động tiên tiến", "20"]], *PAPERS[0].paper.body[5:6])
        ),
        "a.docx",
    )

    assert "Lao động tiên tiến | 20" in "".join(section.body for section in reading.document.sections)
    assert len(reading.document.tasks) == 4


STAMPED = """<html><style>@page {{ size: A4; margin: 20mm; @bottom-center {{ content: "- " counter(page) " -" }} }}
body {{ font: 13pt 'Liberation Serif' }} table {{ border-collapse: collapse; width: 100% }} td {{ border: 1px solid; padding: 4px; vertical-align: top }}
</style><body><p>UBND TỈNH HÀ SƠN</p><p>SỞ TÀI CHÍNH</p><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>Độc lập - Tự do - Hạnh phúc</p>
<p>Người ký: Sở Tài chính</p><p>Thời gian ký: 12.01.2026 10:20:30 +07:00</p><p>Số: 8/KH-STC</p><p>Hà Sơn, ngày 12 tháng 01 năm 2026</p>
<h3 style="text-align:center">KẾ HOẠCH</h3><p style="text-align:center">Thi đua năm 2026</p><p>I. NỘI DUNG</p>
<table><tr><td>TT</td><td width="60%">Nội dung</td><td>Đơn vị thực hiện</td></tr>{rows}</table><p>II. TỔ CHỨC THỰC HIỆN</p><p>Các đơn vị thực hiện Kế hoạch này.</p></body></html>"""


def test_pdf_drops_stamp_and_page_numbers_and_joins_rows_cut_by_the_page() -> None:
    words = "Tổ chức tuyên truyền sâu rộng các phong trào thi đua yêu nước trong toàn ngành và các đơn vị trực thuộc; "
    rows = "".join(
        f"<tr><td>{n}</td><td>Việc {n}: {words * 14}</td><td>- Văn phòng Sở chủ trì.<br>- Các phòng.</td></tr>"
        for n in range(1, 6)
    )

    reading = read_file(bytes(weasyprint.HTML(string=STAMPED.format(rows=rows)).write_pdf()), "a.pdf")

    assert [task.no for task in reading.document.tasks] == ["1", "2", "3", "4", "5"]
    assert all(task.title == f"Việc {n}: {(words * 14).strip()}" for n, task in enumerate(reading.document.tasks, 1))
    assert all([unit.name for unit in task.units] == ["Văn phòng Sở", "Các phòng"] for task in reading.document.tasks)
    assert (reading.document.agency, reading.document.number) == ("SỞ TÀI CHÍNH", "8/KH-STC")
    assert reading.remainder == ()


def attached(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.attachments[name] = content
        pdf.save(out)
    return out.getvalue()


def test_pdf_with_attached_plan_is_read_from_it() -> None:
    plan = dataclasses.replace(read_text(PLAIN).document, closing="Chữ chỉ có trong bản dữ liệu.")
    data = attached(pdf_of(PAPERS[0].paper), "ke-hoach-2026.json", json.dumps(plan.to_full_json()).encode())

    reading = read_file(data, "a.pdf")

    assert reading.document == plan
    assert [warning.code for warning in reading.warnings] == ["from_attachment"]
    assert reading.lines
    assert reading.kind == "pdf"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ke-hoach-2026.json", b"{broken"),
        ("ke-hoach-2026.json", b'{"format": "tdkt-plan/1", "year": 1, "tasks": [{"no": 5}]}'),
        ("khac.json", b"{}"),
    ],
)
def test_pdf_with_bad_attachment_is_read_from_its_pages(name: str, content: bytes) -> None:
    reading = read_file(attached(pdf_of(PAPERS[0].paper), name, content), "a.pdf")

    assert short_head(reading) == HEAD


def test_json_file_restores_the_plan_to_the_letter() -> None:
    plan = read_text(PLAIN).document

    reading = read_file(json.dumps(plan.to_full_json(), ensure_ascii=False).encode(), "ke-hoach-2026.json")

    assert reading.document == plan


def test_json_of_another_kind_is_refused() -> None:
    with pytest.raises(Refused):
        read_file(b'{"format": "tdkt-plan/1", "year": "x", "title": 5}', "a.json")


def test_reading_text_loads_neither_docx_nor_pdf() -> None:
    code = "import sys; from plans.reading import read_text; read_text('KẾ HOẠCH'); print({'docx', 'pdfplumber', 'django'} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"


def test_reading_knows_no_django() -> None:
    for path in (ROOT / "plans" / "reading").glob("*.py"):
        assert "django" not in path.read_text(), path
