"""The Word file: same content, measures, and the parts that make it editable; read with LibreOffice if there."""

from __future__ import annotations

import io
import re
import shutil
import subprocess

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import Table
from fontTools.ttLib import TTFont

from plans.papers.docx import render_docx
from plans.papers.fonts import DEBIAN_FOLDER
from plans.papers.letters import width_mm
from tests.prints import look, samples
from tests.prints.printing import print_plan_docx
from tests.prints.seed import ISSUED_2026, PLAN_2026
from tests.prints.test_plan_pdf import assert_in_order, pieces

pytestmark = pytest.mark.prints


@pytest.fixture(scope="module")
def plan():
    return docx.Document(io.BytesIO(print_plan_docx(PLAN_2026)))


def all_text(document) -> str:
    parts = []
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            for row in item._tbl.tr_lst:
                parts += ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in row.iter(qn("w:p"))]
        else:
            parts.append(item.text)
    return look.one_line(" ".join(parts))


def test_docx_holds_every_sentence_in_order(plan):
    assert_in_order(pieces(PLAN_2026), all_text(plan))


def test_docx_draft_leaves_number_and_day_blank(plan):
    raw = "".join(t.text or "" for t in plan.element.iter(qn("w:t")))

    assert "Số:        /KH-SNgV" in raw
    assert "Lạng Sơn, ngày      tháng      năm 2026" in raw
    issued = docx.Document(io.BytesIO(print_plan_docx(ISSUED_2026)))
    assert "Số: 08/KH-SNgV Lạng Sơn, ngày 05 tháng 02 năm 2026" in all_text(issued)


def test_docx_page_fonts_and_language(plan):
    section = plan.sections[0]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert [round(m.mm) for m in (section.left_margin, section.right_margin, section.top_margin)] == [30, 20, 20]
    assert section.different_first_page_header_footer
    assert {f.get(qn("w:ascii")) for f in plan.styles["Normal"].element.iter(qn("w:rFonts"))} == {"Times New Roman"}
    assert {lang.get(qn("w:val")) for lang in plan.styles.element.iter(qn("w:lang"))} == {"vi-VN"}
    assert plan.core_properties.title == "KẾ HOẠCH Công tác thi đua, khen thưởng năm 2026"
    assert next(p.text for p in plan.paragraphs if p.style.name == "Heading 1") == "I. MỤC ĐÍCH, YÊU CẦU"


def test_docx_table_repeats_its_head_and_keeps_rows_whole(plan):
    tables = [t for t in plan.tables if t._tbl.tr_lst[0].find(f".//{qn('w:tblHeader')}") is not None]
    (table,) = tables
    rows = table._tbl.tr_lst

    assert len(rows) == 1 + 4 + 14
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
    groups = [row for row in rows if row.find(f".//{qn('w:gridSpan')}") is not None]
    assert ["".join(t.text for t in row.iter(qn("w:t"))) for row in groups] == ["QUÝ I", "QUÝ II", "QUÝ III", "QUÝ IV"]
    assert all(row.find(f".//{qn('w:keepNext')}") is not None for row in groups)


def test_docx_annexes_are_sections_numbered_from_one():
    document = docx.Document(io.BytesIO(render_docx(samples.DECISION)))

    starts = [section._sectPr.find(qn("w:pgNumType")) for section in document.sections]
    assert [None if start is None else start.get(qn("w:start")) for start in starts] == [None, "1", "1"]
    assert round(document.sections[2].page_width.mm) == 297


@pytest.mark.parametrize(
    ("text", "size"), [("SỞ NGOẠI VỤ", 13), ("Công tác thi đua, khen thưởng năm 2026", 14), ("BAN TIẾP CÔNG DÂN", 13)]
)
def test_estimated_widths_give_rules_between_a_third_and_a_half(text, size):
    with TTFont(DEBIAN_FOLDER / "Tinos-Bold.ttf") as font:
        letters, metrics = font.getBestCmap(), font["hmtx"]
        ems = sum(metrics[letters[ord(letter)]][0] for letter in text) / font["head"].unitsPerEm
    true = ems * size * 25.4 / 72

    assert 1 / 3 <= 0.4 * width_mm(text, size, bold=True) / true <= 1 / 2


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["plan", "decision", "list"])
def test_libreoffice_shows_the_same_content(name, tmp_path):
    content = {
        "plan": lambda: print_plan_docx(PLAN_2026),
        "decision": lambda: render_docx(samples.DECISION),
        "list": lambda: render_docx(samples.follow_up()),
    }[name]()
    path = tmp_path / f"{name}.docx"
    path.write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
        check=True,
        capture_output=True,
    )

    made = path.with_suffix(".pdf").read_bytes()

    if name == "plan":
        assert look.info(made)["Pages"] == "3"
        assert_in_order(pieces(PLAN_2026), look.flow(made).replace("TT NỘI DUNG ĐƠN VỊ THỰC HIỆN ", ""))
    elif name == "decision":
        numbers = [[w.text for w in page if w.bottom < look.TOP - 5] for page in look.words(made)]
        assert numbers == [[], [], ["2"], [], ["2"], ["3"]]
    else:
        assert re.search(r"Trần Thị B\s+Trang 1/1", "\n".join(look.pages(made)[0]))
