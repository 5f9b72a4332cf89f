"""The decision with its list and the payment list as pages: fonts, annex, blanks of a draft, the sum in words."""

from __future__ import annotations

import dataclasses
import io

import pdfplumber
import pytest

from awards.papers.decision import DecisionWords, ListedLine, award_decision, payment_blocks, reference_to
from emulation.papers.campaign import Letterhead, paper_of
from plans.papers.content import Paper
from plans.papers.pdf import render_pdf

pytestmark = pytest.mark.prints
HEAD = Letterhead(
    agency="SỞ NGOẠI VỤ",
    parent_agency="UBND TỈNH LẠNG SƠN",
    issuer="Sở Ngoại vụ",
    town="Lạng Sơn",
    year=2026,
    symbol="QĐ-SNgV",
    recipients=("Như Điều 3", "Lưu: VT"),
    signer_title="GIÁM ĐỐC",
    signer_name="Nguyễn Văn An",
)
WORDS = DecisionWords(
    subject="Về việc tặng danh hiệu thi đua năm 2026",
    authority="",
    basis=("Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15",),
    articles="Điều 1. Tặng danh hiệu cho các tập thể, cá nhân trong danh sách.\nĐiều 2. Quyết định có hiệu lực.",
    in_annex=True,
)
LINES = (
    ListedLine(1, "Nông Thị Diệp", "Chuyên viên", "Lao động tiên tiến", is_title=True, is_unit=False, amount=702_000),
    ListedLine(2, "Phòng Lãnh sự", "", "Tập thể lao động tiên tiến", is_title=True, is_unit=True, amount=None),
)


def pages(paper: Paper) -> list[str]:
    with pdfplumber.open(io.BytesIO(render_pdf(paper, filed=False))) as document:
        names = {char["fontname"] for page in document.pages for char in page.chars}
        assert all("Tinos" in name for name in names), names
        return [" ".join((page.extract_text() or "").split()) for page in document.pages]


def test_the_list_is_an_annex_that_keeps_people_and_collectives_apart() -> None:
    first, annex = pages(award_decision(HEAD, WORDS, LINES))

    assert "Nông Thị Diệp" not in first
    assert annex.index("Phòng Lãnh sự") < annex.index("Nông Thị Diệp")
    assert "Cộng danh hiệu thi đua: 01 tập thể, 01 cá nhân." in annex
    assert "chưa xác" in annex


def test_the_list_can_stand_in_the_first_article() -> None:
    text = " ".join(pages(award_decision(HEAD, dataclasses.replace(WORDS, in_annex=False), LINES)))

    assert text.index("Điều 1.") < text.index("Nông Thị Diệp") < text.index("Điều 2.")


def test_a_draft_leaves_room_for_number_and_day() -> None:
    assert reference_to(HEAD) == "(Kèm theo Quyết định số ……/QĐ-SNgV ngày …… tháng …… năm 2026 của Sở Ngoại vụ)"


def test_the_payment_list_says_its_sum_in_words_and_what_is_not_known() -> None:
    body = tuple(payment_blocks(LINES, 2_340_000))

    (text,) = pages(paper_of(HEAD, kind="DANH SÁCH", subject="Chi tiền thưởng", body=body))

    assert "Số tiền của cả quyết định: 702.000 đồng (Bảy trăm linh hai nghìn đồng)." in text
    assert "Chưa tính 01 dòng chưa có mức thưởng." in text
