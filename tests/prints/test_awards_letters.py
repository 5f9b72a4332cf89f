"""The submission with its two annexes and the guidance as pages: what lies across, what is counted, words in full."""

from __future__ import annotations

import io

import pdfplumber
import pytest

from awards.papers.letter import Lacking, LetterWords, Needed, guidance_letter, submission_letter
from awards.rules.nominee import Nominee
from emulation.papers.campaign import Letterhead
from plans.papers.content import Heading, Paper
from plans.papers.pdf import render_pdf

pytestmark = pytest.mark.prints
HEAD = Letterhead(
    agency="SỞ NGOẠI VỤ",
    parent_agency="UBND TỈNH LẠNG SƠN",
    issuer="Sở Ngoại vụ",
    town="Lạng Sơn",
    year=2026,
    symbol="TTr-SNgV",
    recipients=("Như trên", "Lưu: VT"),
    signer_title="GIÁM ĐỐC",
    signer_name="Nguyễn Văn An",
)
WORDS = LetterWords(
    abstract="Về việc đề nghị tặng Bằng khen",
    addressees=("Chủ tịch Ủy ban nhân dân tỉnh Lạng Sơn",),
    basis=("Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15",),
    body="Sở Ngoại vụ kính trình:",
    closing="Kính trình xem xét, quyết định./.",
)
FORM = Nominee(
    pk=1,
    name="Nông Thị Diệp",
    is_unit=False,
    position="Chuyên viên",
    unit="Phòng Lãnh sự - Biên giới",
    honour="Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
    code="BK_TINH",
    is_title=False,
    year=2025,
    kind="cong_trang",
    achievement="Hai năm liên tục hoàn thành xuất sắc nhiệm vụ",
)
TITLE = Nominee(
    pk=2,
    name="Phòng Lãnh sự - Biên giới",
    is_unit=True,
    position="",
    unit="",
    honour="Tập thể lao động xuất sắc",
    code="TTLDXS",
    is_title=True,
    year=2025,
    kind="cong_trang",
    achievement="",
)


def heads(paper: Paper) -> list[str]:
    blocks = [*paper.body, *(block for annex in paper.annexes for block in annex.body)]
    return [block.text for block in blocks if isinstance(block, Heading)]


def test_the_list_of_nominees_lies_across_between_upright_pages() -> None:
    with pdfplumber.open(io.BytesIO(render_pdf(submission_letter(HEAD, WORDS, [FORM]), filed=False))) as book:
        across = [page.width > page.height for page in book.pages]
        words = [page.extract_text() for page in book.pages]

    assert across == [False, True, False]
    assert "DANH SÁCH TRÍCH NGANG" in words[1]
    assert "chưa có trong hồ sơ" in words[2]


def test_lists_are_counted_only_where_there_are_two() -> None:
    assert heads(submission_letter(HEAD, WORDS, [FORM]))[:2] == ["HÌNH THỨC KHEN THƯỞNG"] * 2
    assert heads(submission_letter(HEAD, WORDS, [FORM, TITLE]))[:4] == [
        *("I. DANH HIỆU THI ĐUA", "II. HÌNH THỨC KHEN THƯỞNG"),
        *("A. DANH HIỆU THI ĐUA", "B. HÌNH THỨC KHEN THƯỞNG"),
    ]


def test_the_guidance_says_forms_in_full_words() -> None:
    needed = Needed("Tập thể lao động tiên tiến", (("Báo cáo thành tích tập thể", "Mẫu 04 NĐ152 (suy ra)"),))
    lacking = Lacking("Phòng A", "", "Tập thể lao động tiên tiến", ("Chứng nhận / xác nhận sáng kiến",))

    with pdfplumber.open(
        io.BytesIO(render_pdf(guidance_letter(HEAD, WORDS, [lacking], [needed]), filed=False))
    ) as book:
        words = " ".join(" ".join(page.extract_text() for page in book.pages).split())

    assert "NĐ152" not in words
    assert "suy ra" not in words
    assert "152/2025/NĐ-CP" in words
    assert "đối chiếu lại" in words
    assert "Chứng nhận, xác nhận" in words
