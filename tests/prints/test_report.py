"""The report as pages: the official layout to the letter, the sizes, annexes with their own numbers, Word the same."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import itertools

import docx
import pytest
from docx.oxml.ns import qn

from plans.papers.content import Align, Chart, Column, Paper, Paragraph, Row, Table
from plans.papers.docx import render_docx
from plans.papers.fonts import paper_face
from plans.papers.frozen import from_json, to_json
from plans.papers.html import render_html
from plans.papers.pdf import render_pdf
from plans.papers.report import EMPTY, Attached, ReportWords, Said, report_document
from tests.prints import look
from tests.prints.test_docx import all_text

pytestmark = pytest.mark.prints

CHART = Chart("Nhiệm vụ theo quý", "Quý", (("Quý I", (4, 1, 0, 2)), ("Quý II", (2, 0, 1, 0))))
LIST = Table(
    (Column("TT", 8, Align.CENTER), Column("Nhiệm vụ", 92)),
    tuple(Row((str(number), f"Xây dựng báo cáo số {number}")) for number in range(1, 61)),
)
WORDS = ReportWords(
    agency="SỞ NGOẠI VỤ",
    parent_agency="UBND TỈNH LẠNG SƠN",
    issuer="Sở Ngoại vụ",
    place="Lạng Sơn",
    year=2026,
    symbol="BC-SNgV",
    abstract="Sơ kết công tác thi đua; phương hướng 6 tháng cuối năm 2026",
    first=dt.date(2026, 1, 1),
    last=dt.date(2026, 6, 30),
    as_of=dt.date(2026, 6, 25),
    sections=(
        Said("I. KẾT QUẢ", 1, (), gathers=True),
        Said("1. Công tác lãnh đạo", 2, ("Ban hành 02 văn bản.", "- Nhiệm vụ 1: hoàn thành.")),
        Said("2. Khen thưởng", 2, ()),
        Said("II. KIẾN NGHỊ", 1, ("Đề nghị hướng dẫn sớm.",)),
    ),
    addressees=("Sở Nội vụ tỉnh Lạng Sơn",),
    basis=("Căn cứ Luật Thi đua, khen thưởng", "Căn cứ Kế hoạch số 05/KH-SNgV"),
    recipients=("Như trên", "Lưu: VT"),
    signer_title="GIÁM ĐỐC",
    signer_name="Nguyễn Văn An",
)
ANNEXES = (Attached("Kết quả từng nhiệm vụ", (CHART, LIST), landscape=True), Attached("Theo đơn vị", (LIST,)))
ISSUED = dataclasses.replace(WORDS, number=7, issued_on=dt.date(2026, 7, 3), annexes=ANNEXES)


@pytest.fixture(scope="module")
def issued() -> bytes:
    return render_pdf(report_document(ISSUED))


def test_a_small_report_reads_to_the_letter() -> None:
    assert look.flow(render_pdf(report_document(WORDS))) == look.one_line(
        f"""
        UBND TỈNH LẠNG SƠN SỞ NGOẠI VỤ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
        Số: /BC-SNgV Lạng Sơn, ngày tháng năm 2026
        BÁO CÁO Sơ kết công tác thi đua; phương hướng 6 tháng cuối năm 2026
        Kính gửi: Sở Nội vụ tỉnh Lạng Sơn
        Căn cứ Luật Thi đua, khen thưởng; Căn cứ Kế hoạch số 05/KH-SNgV.
        Sở Ngoại vụ báo cáo sơ kết công tác thi đua; phương hướng 6 tháng cuối năm 2026 (thời gian báo cáo từ ngày
        01/01/2026 đến ngày 30/06/2026, số liệu tính đến ngày 25/06/2026) như sau:
        I. KẾT QUẢ 1. Công tác lãnh đạo Ban hành 02 văn bản. - Nhiệm vụ 1: hoàn thành.
        2. Khen thưởng {EMPTY}
        II. KIẾN NGHỊ Đề nghị hướng dẫn sớm.
        Trên đây là Báo cáo sơ kết công tác thi đua; phương hướng 6 tháng cuối năm 2026 của Sở Ngoại vụ./.
        Nơi nhận: - Như trên; - Lưu: VT. GIÁM ĐỐC Nguyễn Văn An
        """
    )


def test_number_and_day_stand_on_the_issued_report_and_its_annexes(issued: bytes) -> None:
    text = look.flow(issued)

    assert "Số: 07/BC-SNgV Lạng Sơn, ngày 03 tháng 7 năm 2026" in text
    assert text.count("(Kèm theo Báo cáo số 07/BC-SNgV ngày 03 tháng 7 năm 2026 của Sở Ngoại vụ)") == 2
    assert "Kèm theo báo cáo: Phụ lục I (kết quả từng nhiệm vụ); Phụ lục II (theo đơn vị)." in text
    assert text.count("Số liệu tính đến ngày 25/06/2026.") == 2
    assert "(Kèm theo Báo cáo số ……/BC-SNgV ngày …… tháng …… năm 2026 của Sở Ngoại vụ)" in look.flow(
        render_pdf(report_document(dataclasses.replace(WORDS, annexes=ANNEXES)))
    )


def test_one_annex_bears_no_number_and_one_that_says_its_day_says_it_once() -> None:
    said = Paragraph("Số liệu tính đến ngày 25/06/2026; đơn vị tính: nhiệm vụ.", flush=True)
    paper = report_document(dataclasses.replace(WORDS, annexes=(Attached("Theo đơn vị", (said, LIST)),)))

    (annex,) = paper.annexes
    assert (annex.label, annex.title, annex.body) == ("Phụ lục", "THEO ĐƠN VỊ", (said, LIST))


def test_annexes_count_their_own_pages_and_the_wide_one_lies_across(issued: bytes) -> None:
    pages = look.words(issued)
    numbers = ["".join(word.text for word in page if word.bottom < look.TOP - 5) for page in pages]
    firsts = [place for place, page in enumerate(look.pages(issued)) if page[0].split()[:2] == ["Phụ", "lục"]]

    assert len(firsts) == 2
    for first, following in zip(firsts, [*firsts[1:], len(pages)], strict=False):
        assert numbers[first:following] == ["", *map(str, range(2, following - first + 1))]
    sizes = look.tool("pdfinfo", "-l", str(len(pages)), "-", pdf=issued)
    across = [line.split()[3] == "841.89" for line in sizes.splitlines() if line.startswith("Page ") and "size" in line]
    assert across == [firsts[0] <= place < firsts[1] for place in range(len(pages))]


def test_the_letters_are_the_paper_s_own_also_in_the_chart(issued: bytes) -> None:
    family = paper_face().family.replace(" ", "")

    assert {name.split("-")[0] for name, _, _ in look.fonts(issued)} == {family}
    assert all((embedded, unicode) == ("yes", "yes") for _, embedded, unicode in look.fonts(issued))
    assert "Quá hạn chưa xong" in look.flow(issued)


def test_word_says_what_the_pdf_says_with_a_table_for_the_chart(issued: bytes) -> None:
    document = docx.Document(io.BytesIO(render_docx(report_document(ISSUED))))
    text, printed = all_text(document), look.flow(issued)

    for block in report_document(ISSUED).body:
        if isinstance(block, Paragraph):
            assert str(block.words) in text
            assert str(block.words) in printed
    tables = [
        [["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.tc_lst] for row in t._tbl.tr_lst]
        for t in document.tables
    ]
    assert [["Quý I", "4", "1", "0", "2", "7"], ["Quý II", "2", "0", "1", "0", "3"]] in [rows[1:3] for rows in tables]
    assert [["Cộng", "6", "1", "1", "2", "10"]] in [rows[3:] for rows in tables]
    assert [round(section.page_width.mm) for section in document.sections] == [210, 297, 210]
    starts = [section._sectPr.find(qn("w:pgNumType")) for section in document.sections]
    assert [None if start is None else start.get(qn("w:start")) for start in starts] == [None, "1", "1"]


def test_tables_that_follow_each_other_stay_apart_in_word() -> None:
    annex = Attached("Kết quả", (CHART, LIST, LIST))
    paper = report_document(dataclasses.replace(WORDS, annexes=(annex,)))
    body = docx.Document(io.BytesIO(render_docx(paper))).element.body

    names = [child.tag for child in body]
    assert names.count(qn("w:tbl")) >= 3
    assert (qn("w:tbl"), qn("w:tbl")) not in set(itertools.pairwise(names))


def test_the_chart_is_the_same_on_the_screen_and_freezes_whole() -> None:
    paper: Paper = report_document(ISSUED)

    sheet = str(render_html(paper))
    assert sheet.count('<svg class="chart"') == 1
    assert 'aria-label="Nhiệm vụ theo quý"' in sheet
    assert "style=" not in sheet
    assert from_json(to_json(paper)) == paper
    bare = dataclasses.replace(CHART, bare=True)
    assert "Hoàn thành đúng hạn" not in str(render_html(dataclasses.replace(paper, body=(bare,), annexes=())))
