"""Parts of the content model other than the plan's, on paper: decision, minutes, list; and texts that mean harm."""

from __future__ import annotations

import dataclasses
import io
import re
from html.parser import HTMLParser

import docx
import pdfplumber
import pytest
from django.test import override_settings

from plans.papers import fonts, pdf
from plans.papers.content import Column, Paragraph, Row, Span, Table, closed, lines, plain
from plans.papers.docx import render_docx
from plans.papers.fonts import FontMissingError, paper_face
from plans.papers.html import Mark, render_html
from plans.papers.letters import clean
from plans.papers.listing import NOTHING_FOUND
from plans.papers.pdf import render_pdf
from plans.papers.plan import plan_paper
from plans.rules.document import AssignmentRole, PlanTask, PlanUnit
from tests.prints import look, samples
from tests.prints.printing import SYMBOL
from tests.prints.seed import PLAN_2026

pytestmark = pytest.mark.prints
LONG_UNIT = "Phòng " + "Hợp tác quốc tế " * 18 + "cuối"
HOSTILE = (
    "<script>alert(1)</script> & <b>đậm</b> \"nháy\" 'đơn'",
    "dài" * 120,
    LONG_UNIT,
    "điều\x00 khiển\x08\x1b ẩn\u200b\u202e ngược\ufeff",
    "{{ settings.SECRET_KEY }} {% debug %}",
    "友谊关 ☑ 🎉",
)


class Tags(HTMLParser):
    """Collects the tags and attribute names of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes.update(name for name, _ in attrs)


def hostile_plan():
    tasks = tuple(
        PlanTask(str(n), text, "Q1", conditional=True, units=(PlanUnit(text, AssignmentRole.LEAD),))
        for n, text in enumerate(HOSTILE, start=1)
    )
    return dataclasses.replace(
        PLAN_2026,
        title=HOSTILE[0],
        agency=LONG_UNIT,
        opening="\n".join(HOSTILE),
        tasks=tasks,
        recipients=HOSTILE,
        signer_name=HOSTILE[0],
    )


# -- Hostile text -------------------------------------------------------------------------------------------------


def test_hostile_text_stays_text_in_html():
    page = render_html(plan_paper(hostile_plan(), symbol=SYMBOL))
    tags = Tags(page)

    assert "script" not in tags.names
    assert "style" not in tags.attributes
    assert not [name for name in tags.attributes if name.startswith("on")]
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in page
    assert "{{ settings.SECRET_KEY }}" in page
    assert not re.search("[\x00-\x08\x1b\u200b\u202e\ufeff]", page)


def test_hostile_text_stays_inside_the_page_of_the_pdf():
    made = render_pdf(plan_paper(hostile_plan(), symbol=SYMBOL))

    assert {name for name, _, _ in look.fonts(made)} == {"Tinos", "Tinos-Bold", "Tinos-Bold-Italic", "Tinos-Italic"}
    assert "<script>alert(1)</script> & <b>đậm</b>" in look.flow(made)
    assert "điều khiển ẩn ngược" in look.flow(made)
    for page in look.words(made):
        assert all(w.left >= look.LEFT - 1 and w.right <= look.RIGHT + 1 for w in page)


def test_hostile_text_opens_in_docx():
    document = docx.Document(io.BytesIO(render_docx(plan_paper(hostile_plan(), symbol=SYMBOL))))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)

    assert "<script>alert(1)</script> & <b>đậm</b>" in text
    assert "điều khiển ẩn ngược" in text
    assert "友谊关 ☑ 🎉" in text


def test_letters_that_the_face_lacks_show_as_boxes():
    paper = dataclasses.replace(samples.MINUTES, body=(Paragraph("友谊关 ☑"),))

    assert "□□□ □" in look.flow(render_pdf(paper))


@pytest.mark.parametrize("url", ["http://localhost/x.css", "file:///etc/passwd", "file:///srv/../etc/hosts"])
def test_print_reads_nothing_but_its_own_files(url):
    with pytest.raises(PermissionError):
        pdf._fetcher(paper_face()).fetch(url)


# -- The face --------------------------------------------------------------------------------------------------------


def test_missing_face_says_which_package_to_install(tmp_path, monkeypatch):
    with (
        override_settings(FONT_DIR=str(tmp_path)),
        pytest.raises(FontMissingError, match=r"times\.ttf.*fonts-croscore"),
    ):
        paper_face()

    monkeypatch.setattr(fonts, "DEBIAN_FOLDER", tmp_path / "none")
    with override_settings(FONT_DIR=""), pytest.raises(FontMissingError, match="apt install fonts-croscore"):
        paper_face()


def test_office_may_bring_its_own_times_new_roman(tmp_path):
    names = {"Regular": "times", "Bold": "timesbd", "Italic": "timesi", "BoldItalic": "timesbi"}
    for style, name in names.items():
        (tmp_path / f"{name}.ttf").write_bytes((fonts.DEBIAN_FOLDER / f"Tinos-{style}.ttf").read_bytes())

    with override_settings(FONT_DIR=str(tmp_path)):
        made = render_pdf(samples.DECISION)

    assert {name.split("-")[0] for name, _, _ in look.fonts(made)} == {"Times"}


# -- Lists -----------------------------------------------------------------------------------------------------------


def test_list_carries_filter_moment_count_and_foot():
    made = render_pdf(samples.follow_up())
    text = look.flow(made)

    assert look.rows(made)[0] == ["TT", "NỘI DUNG", "ĐƠN VỊ\nTHỰC HIỆN", "TIẾN ĐỘ", "THỜI HẠN"]
    assert "Số liệu đến 08 giờ 45 ngày 05/06/2026." in text
    assert "Cộng: 3 nhiệm vụ" in text
    assert "Số:" not in text
    (page,) = look.pages(made)
    assert re.fullmatch(r"\s*In lúc 08:45 ngày 05/06/2026 · Trần Thị B\s+Trang 1/1", page[-1])
    with pdfplumber.open(io.BytesIO(made)) as opened:
        (late,) = opened.pages[0].search("Quá hạn 7")
        assert all("Bold" in char["fontname"] for char in late["chars"] if char["text"].strip())


def test_wide_list_lies_down_and_counts_its_pages():
    columns = tuple(Column(f"CỘT {n}", 10) for n in range(7))
    rows = tuple(Row(tuple(f"ô {r}.{c}" for c in range(7))) for r in range(60))

    made = render_pdf(samples.follow_up(rows, columns))

    assert look.info(made)["Page size"].startswith("841.89 x 595.276")
    all_pages = look.pages(made)
    assert [page[-1].split()[-1] for page in all_pages] == [
        f"{n}/{len(all_pages)}" for n in range(1, len(all_pages) + 1)
    ]
    assert all("CỘT 0" in "".join(page[:12]) for page in all_pages[:-1])


def test_empty_list_says_so():
    made = render_pdf(samples.follow_up(()))

    assert NOTHING_FOUND in look.flow(made)


# -- The preview -------------------------------------------------------------------------------------------------------


def test_preview_marks_rows_and_phrases_without_styles():
    page = render_html(plan_paper(PLAN_2026, symbol=SYMBOL), marks={"task-9": Mark(current=True, phrases=("2025",))})

    assert page.count('class="current"') == 1
    assert page.count("<mark>2025</mark>") == 1
    assert Tags(page).attributes <= {"class", "lang", "width", "scope", "colspan"}
    assert "h1" not in Tags(page).names


def test_preview_and_print_say_the_same():
    parts: list[str] = []
    parser = HTMLParser()
    parser.handle_data = parts.append  # type: ignore[method-assign]
    parser.feed(render_html(samples.DECISION))

    on_screen = "".join("".join(parts).split())
    on_paper = "".join(look.flow(render_pdf(samples.DECISION, filed=False)).split())
    assert on_screen.partition("DANHSÁCH")[0] == on_paper.partition("DANHSÁCH")[0]


# -- Content -----------------------------------------------------------------------------------------------------------


def test_words_part_at_line_breaks_and_keep_their_look():
    parted = lines(("a\nb ", Span("c\nd", bold=True), "e"))

    assert [[(s.text, s.bold) for s in line] for line in parted] == [
        [("a", False)],
        [("b ", False), ("c", True)],
        [("d", True), ("e", False)],
    ]
    assert plain(("a", Span("b", small=True))) == "ab"


@pytest.mark.parametrize(
    ("items", "expected"),
    [((), []), (("Một",), ["Một."]), (("Một;", "Hai."), ["Một;", "Hai."]), (("Một", "Hai"), ["Một;", "Hai."])],
)
def test_lists_are_closed(items, expected):
    assert closed(items) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thi đua", "Thi đua"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb\u00a0c", "a b c"),
        ("Tie\u0302\u0301n", "Tiến"),
        ("x\x00\x1f\u200b\u202e\ud800y", "xy"),
    ],
)
def test_clean_keeps_what_can_be_printed(text, expected):
    assert clean(text) == expected


def test_only_rows_longer_than_twelve_lines_may_be_split():
    table = Table((Column("A", 50), Column("B", 50)), ())

    assert not table.is_tall(Row(("một dòng", "- A\n- B")), 160)
    assert table.is_tall(Row(("từ " * 400, "")), 160)
    assert table.is_tall(Row(("\n" * 13, "")), 160)
