"""The printed plan against document-format.md §11: the nine checks by number, then the requirement's words."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import json
import re
import unicodedata
from functools import cache
from pathlib import Path

import pdfplumber
import pikepdf
import pytest
from pdfua import Severity, validate

from plans.papers.content import Paragraph
from plans.papers.pdf import render_pdf
from plans.papers.plan import plan_attachment, plan_paper
from plans.reading import read_file
from plans.rules.document import AssignmentRole, PlanDocument, PlanSection, PlanTask, PlanUnit, TableForm
from tests.prints import look, samples
from tests.prints.printing import SYMBOL, print_plan_docx, print_plan_pdf
from tests.prints.seed import ISSUED_2026, PLAN_2026, alphabet

pytestmark = pytest.mark.prints
SEED_TEXT = Path(__file__).parents[2] / "plans" / "seed" / "ke-hoach-tdkt-2026.txt"
FACES = [("Tinos", "yes", "yes"), ("Tinos-Bold", "yes", "yes"), ("Tinos-Bold-Italic", "yes", "yes")]
FACES.append(("Tinos-Italic", "yes", "yes"))


@cache
def printed(document: PlanDocument = PLAN_2026) -> bytes:
    return print_plan_pdf(document)


@cache
def decision() -> bytes:
    return render_pdf(samples.DECISION)


@cache
def pushed_down(count: int) -> bytes:
    """The plan with the table moved down by ``count`` lines."""
    lines = "\n".join(["Dòng."] * count)
    opening = f"{PLAN_2026.opening}\n{lines}" if count else PLAN_2026.opening
    return render_pdf(plan_paper(dataclasses.replace(PLAN_2026, opening=opening), symbol=SYMBOL), filed=False)


def pieces(document: PlanDocument) -> list[str]:
    """Every sentence of the plan's text in its order."""
    texts = [document.opening]
    for section in document.sections:
        texts += [section.heading, *section.body.split("\n")]
        if section.holds_tasks:
            texts += [text for task in document.tasks for text in (task.title, *(unit.line for unit in task.units))]
    texts += [document.closing, *document.recipients, document.signer_title or "", document.signer_name or ""]
    return [look.one_line(text) for text in texts if text]


def assert_in_order(wanted: list[str], text: str) -> None:
    place = 0
    for piece in wanted:
        found = text.find(piece, place)
        assert found >= 0, f"missing or out of order: {piece}"
        place = found + len(piece)


# -- 1 ----------------------------------------------------------------------------------------------------------


def test_file_is_a4_titled_and_pdf_a():
    facts = look.info(printed())

    assert facts["Page size"].endswith("(A4)")
    assert float(facts["PDF version"]) >= 1.4
    assert facts["Title"] == "KẾ HOẠCH Công tác thi đua, khen thưởng năm 2026"
    assert facts["Author"] == "SỞ NGOẠI VỤ"
    assert facts["Tagged"] == "yes"
    with pikepdf.open(io.BytesIO(printed())) as pdf:
        assert pdf.Root.Lang == "vi"
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert "/OutputIntents" in pdf.Root


@pytest.mark.parametrize("make", [printed, decision])
def test_only_tinos_is_embedded(make):
    assert look.fonts(make()) == FACES


@pytest.mark.parametrize("make", [printed, decision])
def test_structure_has_no_errors(make, tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(make())

    report = validate(str(path))

    assert [f.message for f in report.findings if f.severity is Severity.ERROR] == []
    assert not [f for f in report.findings if f.rule_id == "UA-15-003"], "head cells must say what they head"


# -- 2 ----------------------------------------------------------------------------------------------------------


def test_pages_after_the_first_are_numbered_in_the_top_margin():
    first, *others = look.words(printed())

    assert not [word for word in first if word.top < look.TOP - 3]
    for number, page in enumerate(others, start=2):
        (above,) = [word for word in page if word.bottom < look.TOP]
        assert above.text == str(number)
        assert abs((above.left + above.right) / 2 - 110 * look.MM) < look.MM
    with pdfplumber.open(io.BytesIO(printed())) as pdf:
        assert [round(char["size"]) for char in pdf.pages[1].chars if char["bottom"] < look.TOP] == [14]


def test_each_annex_counts_from_one_and_hides_its_first_number():
    above = [[w.text for w in page if w.bottom < look.TOP - 5] for page in look.words(decision())]

    assert above == [[], [], ["2"], [], ["2"], ["3"]]


# -- 3 ----------------------------------------------------------------------------------------------------------


def test_words_stay_inside_the_margins():
    for page in look.words(printed()):
        for word in page:
            assert word.left >= look.LEFT - 0.5, word
            assert word.right <= look.RIGHT + 0.5, word
            assert word.bottom <= look.BOTTOM + 3, word


# -- 4 ----------------------------------------------------------------------------------------------------------


def line_box(page: list[look.Word], text: str) -> look.Word:
    """The box around neighbouring words that read ``text``."""
    wanted = text.split()
    texts = [word.text for word in page]
    start = next(i for i in range(len(texts)) if texts[i : i + len(wanted)] == wanted)
    run = page[start : start + len(wanted)]
    return look.Word(text, run[0].left, run[0].top, run[-1].right, max(word.bottom for word in run))


def rule_under(pdf: bytes, box: look.Word) -> float:
    """Length of the line within 6 points below a text."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        drawn = [*page.lines, *page.rects]
        below = [d for d in drawn if -4 < d["top"] - box.bottom < 6 and d["x0"] < box.right and d["x1"] > box.left]
    assert below, f"no line under {box.text}"
    middle = (min(d["x0"] for d in below) + max(d["x1"] for d in below)) / 2
    assert abs(middle - (box.left + box.right) / 2) < 1, "the line stands in the middle"
    return max(d["x1"] for d in below) - min(d["x0"] for d in below)


def test_rules_have_their_lengths():
    page = look.words(printed())[0]
    country = line_box(page, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert country.bottom - country.top < 20, "the Quốc hiệu stands on one line"

    motto = line_box(page, "Độc lập - Tự do - Hạnh phúc")
    assert abs(rule_under(printed(), motto) - (motto.right - motto.left)) < 0.5 * look.MM
    for text in ("SỞ NGOẠI VỤ", "Công tác thi đua, khen thưởng năm 2026"):
        box = line_box(page, text)
        assert 1 / 3 <= rule_under(printed(), box) / (box.right - box.left) <= 1 / 2


# -- 5 ----------------------------------------------------------------------------------------------------------


def baseline(char_text: str, pdf: bytes) -> float:
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        (line,) = page.search(re.escape(char_text))[:1]
        return page.height - line["chars"][0]["matrix"][5]


def test_number_and_date_share_a_baseline_and_are_padded():
    pdf = printed(ISSUED_2026)
    text = look.flow(pdf)

    assert "Số: 08/KH-SNgV" in text
    assert "Lạng Sơn, ngày 05 tháng 02 năm 2026" in text
    assert abs(baseline("Số:", pdf) - baseline("Lạng Sơn,", pdf)) < 0.5


def test_draft_never_shows_a_number_or_day():
    first = "\n".join(look.pages(printed())[0])

    assert re.search(r"Số: +/KH-SNgV", first)
    assert re.search(r"Lạng Sơn, ngày +tháng +năm 2026", first)


# -- 6 ----------------------------------------------------------------------------------------------------------


def test_basis_is_italic_and_lists_are_closed():
    with pdfplumber.open(io.BytesIO(decision())) as pdf:
        page = pdf.pages[0]
        found = page.search(r"Căn cứ [^;.]+[;.]|Theo đề nghị [^;.]+[;.]")
        assert [hit["text"][-1] for hit in found] == [";", ";", "."]
        assert all("Italic" in char["fontname"] for hit in found for char in hit["chars"] if char["text"].strip())


def test_body_ends_and_recipients_are_closed():
    last = look.pages(printed())[-1]
    recipients = [re.match(r"- [^;.]+[;.]", line.strip()) for line in last if line.strip().startswith("- ")]

    assert any(line.endswith("cho phù hợp./.") for line in last)
    assert [match[0][-1] if match else line for match, line in zip(recipients, last, strict=False)] == [*";;;;;;;", "."]
    assert [match[0] for match in recipients if match][-1] == "- Lưu: VT."


# -- 7, 8: wherever the table falls -----------------------------------------------------------------------------


@pytest.mark.parametrize("count", range(26))
def test_nothing_is_stranded_wherever_the_page_ends(count):
    all_pages = look.pages(pushed_down(count))

    for page in all_pages:
        assert not re.match(r"\s*QUÝ ", page[-1]), "a page ends with a quarter row"
        first_row = next((i for i, line in enumerate(page) if re.match(r"\s*(\d{1,2}\s{2,}\S|QUÝ )", line)), None)
        if first_row is not None:
            assert any(re.match(r"\s*TT\s+NỘI DUNG", line) for line in page[:first_row]), "no head over the rows"
    assert not any("THỰC HIỆN" in page[-1] for page in all_pages), "a page ends with a head"
    (end,) = [page for page in all_pages if any("Nơi nhận:" in line for line in page)]
    place = next(i for i, line in enumerate(end) if "Nơi nhận:" in line)
    body = [line for line in end[:place] if not line.strip().isdigit()]
    assert len(body) >= 2
    assert any("Trịnh Tuyết Mai" in line for line in end)


def test_long_rows_split_and_keep_the_head():
    long_title = " ".join(["Rà soát, bổ sung tiêu chí thi đua của từng phòng."] * 80)
    tasks = (*PLAN_2026.tasks[:3], dataclasses.replace(PLAN_2026.tasks[3], title=long_title), *PLAN_2026.tasks[4:])

    all_pages = look.pages(printed(dataclasses.replace(PLAN_2026, tasks=tasks)))

    assert sum(any(re.match(r"\s*TT\s+NỘI DUNG", line) for line in page) for page in all_pages) >= 3
    assert look.flow(printed(dataclasses.replace(PLAN_2026, tasks=tasks))).count("Rà soát,") == 80


# -- 9 ----------------------------------------------------------------------------------------------------------


def test_every_vietnamese_letter_comes_back():
    letters = alphabet()
    document = dataclasses.replace(
        PLAN_2026,
        opening=letters,
        title=letters,
        closing=unicodedata.normalize("NFD", letters),
        tasks=(PlanTask("1", letters, "Q1", units=(PlanUnit(letters),)),),
        sections=(PlanSection(letters, holds_tasks=True),),
    )
    pdf = print_plan_pdf(document)

    assert look.flow(pdf).count(letters) == 6
    assert look.fonts(pdf) == FACES


# -- The plan, whole ----------------------------------------------------------------------------------------------


def test_fixture_is_the_seed():
    seed = unicodedata.normalize("NFC", look.one_line(SEED_TEXT.read_text(encoding="utf-8")))
    head = look.one_line("TT NỘI DUNG ĐƠN VỊ THỰC HIỆN")
    seed = seed.replace(f" {head}", "").replace("-  ", "- ")
    wanted = pieces(PLAN_2026)
    # The seed's page break parts the cells of row 14, whose lines come one by one
    mixed = {look.one_line(text) for text in (PLAN_2026.tasks[13].title, *(u.line for u in PLAN_2026.tasks[13].units))}

    assert_in_order([piece for piece in wanted if piece not in mixed], seed)
    assert_in_order([look.one_line(line) for line in PLAN_2026.tasks[13].title.split("\n")], seed)


def test_2026_plan_prints_in_three_pages_with_every_sentence_in_order():
    text = look.flow(printed()).replace("TT NỘI DUNG ĐƠN VỊ THỰC HIỆN ", "")

    assert look.info(printed())["Pages"] == "3"
    assert_in_order(pieces(PLAN_2026), text)


def test_attached_data_restores_the_plan_to_the_letter():
    with pikepdf.open(io.BytesIO(printed(ISSUED_2026))) as pdf:
        (name,) = pdf.attachments
        attached = pdf.attachments[name].get_file()
        assert (name, attached.mime_type) == ("ke-hoach-2026.json", "application/json")
        content = attached.read_bytes()
        assert str(pdf.Root.AF[0].AFRelationship) == "/Data"

    assert content == plan_attachment(ISSUED_2026)[1]
    assert PlanDocument.from_full_json(json.loads(content)) == ISSUED_2026


def stripped(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for name in list(opened.attachments):
            del opened.attachments[name]
        buffer = io.BytesIO()
        opened.save(buffer)
    return buffer.getvalue()


def read_tasks(pdf: bytes) -> list[tuple[str, str, str, list[str]]]:
    """(number, words, group, unit lines) of the printed rows, read with nothing but the pages."""
    found, group = [], ""
    for row in look.rows(pdf):
        if row[0] == "TT":
            continue
        if not any(row[1:]):
            group = row[0]
            continue
        units = [look.one_line(line) for line in re.split(r"^- ", row[2], flags=re.MULTILINE) if line]
        found.append((row[0], look.one_line(row[1]), group, units))
    return found


def test_pages_alone_read_to_the_same_plan():
    pages_only = stripped(printed())
    end = look.flow(pages_only)

    assert read_tasks(pages_only) == [
        (t.no, look.one_line(t.title), t.period_text, [u.line for u in t.units]) for t in PLAN_2026.tasks
    ]
    assert re.findall(r"- ([^;.]+)[;.]", end[end.index("Nơi nhận:") :]) == list(PLAN_2026.recipients)
    assert end.count("- Lưu: VT. GIÁM ĐỐC Trịnh Tuyết Mai") == 1


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_projects_own_reader_reads_the_print_back(form):
    data = stripped(printed(ISSUED_2026)) if form == "pdf" else print_plan_docx(ISSUED_2026)

    read = read_file(data, f"ke-hoach.{form}").document

    wanted, got = ISSUED_2026.to_plan_json(), read.to_plan_json()
    assert got["tasks"] == wanted["tasks"]
    assert got["recipients"] == wanted["recipients"]
    assert (got["signer_title"], got["signer_name"]) == ("GIÁM ĐỐC", "Trịnh Tuyết Mai")
    assert (got["number"], got["issued_on"]) == ("08/KH-SNgV", "2026-02-05")


def test_other_times_than_quarters_read_back_too():
    unit = (PlanUnit("Phòng Lãnh sự"),)
    tasks = (
        PlanTask("1", "Báo cáo sơ kết công tác", "M06", units=unit),
        PlanTask("2", "Tổng kết phong trào thi đua", None, due=dt.date(2026, 11, 30), units=unit),
        PlanTask("3", "Tham gia hội nghị", "Q2", due=dt.date(2026, 5, 5), units=unit),
        PlanTask("4", "Theo dõi thi đua", "YEAR", units=unit),
    )
    document = dataclasses.replace(PLAN_2026, tasks=tasks)

    read = read_file(stripped(printed(document)), "ke-hoach.pdf").document

    assert read.to_plan_json()["tasks"] == document.to_plan_json()["tasks"]


def test_same_plan_gives_the_same_bytes():
    assert print_plan_pdf(PLAN_2026) == printed()
    assert printed(ISSUED_2026) != printed()


def test_time_column_prints_leads_and_helpers_apart():
    units = (PlanUnit("Văn phòng", AssignmentRole.LEAD), PlanUnit("Các phòng", AssignmentRole.COORDINATE))
    tasks = (
        PlanTask("1", "Báo cáo", "M06", units=units),
        PlanTask("2", "Tổng kết", None, due=dt.date(2026, 11, 30), units=units[:1]),
    )
    document = dataclasses.replace(PLAN_2026, tasks=tasks, table_form=TableForm.TIME_COLUMN)

    assert look.rows(printed(document)) == [
        ["TT", "NỘI DUNG", "CHỦ TRÌ", "PHỐI HỢP", "THỜI GIAN"],
        ["1", "Báo cáo", "- Văn phòng", "- Các phòng", "Tháng 6"],
        ["2", "Tổng kết", "- Văn phòng", "", "30/11/2026"],
    ]


def test_plan_without_tasks_has_no_table_and_names_nobody():
    empty = PlanDocument(year=2027, agency="Sở Ngoại vụ")

    assert not any(not isinstance(block, Paragraph) for block in plan_paper(empty, symbol=SYMBOL).body)
    assert look.rows(printed(empty)) == []
    assert look.info(printed(empty))["Pages"] == "1"
