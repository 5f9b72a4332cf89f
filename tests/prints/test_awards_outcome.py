"""A letter on a result as a page: công văn, one addressee, the number left open, the signature free."""

from __future__ import annotations

import io

import pdfplumber
import pytest

from awards.papers.outcome_letter import outcome_paper
from emulation.papers.campaign import Letterhead
from plans.papers.pdf import render_pdf

pytestmark = pytest.mark.prints
HEAD = Letterhead(
    agency="SỞ NGOẠI VỤ",
    parent_agency="UBND TỈNH LẠNG SƠN",
    issuer="Sở Ngoại vụ",
    town="Lạng Sơn",
    year=2026,
    symbol="SNgV",
    recipients=("Như trên", "Lưu: VT"),
    signer_title="GIÁM ĐỐC",
    signer_name="Nguyễn Văn An",
)
TEXT = (
    "Hội đồng TĐKT Sở họp ngày 05/06/2026 đã xét đề nghị.\nKết quả: chưa đạt để đề nghị tặng.\nLý do: chưa đủ tỷ lệ./."
)


def test_it_is_a_letter_on_one_page() -> None:
    paper = outcome_paper(HEAD, addressee="Đồng chí Hoàng Văn Em", year=2025, text=TEXT)
    with pdfplumber.open(io.BytesIO(render_pdf(paper, filed=False))) as document:
        (page,) = document.pages
        names = {char["fontname"] for char in page.chars}
        text = " ".join((page.extract_text() or "").split())

    assert all("Tinos" in name for name in names), names
    assert "V/v thông báo kết quả xét khen thưởng năm 2025" in text
    assert "Kính gửi: Đồng chí Hoàng Văn Em" in text
    assert "Lý do: chưa đủ tỷ lệ./." in text
    assert "/SNgV" in text
    assert "Số: 0" not in text
    assert "Nguyễn Văn An" in text
