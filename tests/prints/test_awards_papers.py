"""Papers of nominations as they leave the printer: their pages, their letters, the order of their headings."""

from __future__ import annotations

import datetime as dt
import io

import pdfplumber
import pytest

from awards.papers.achievement_report import AchievementFacts, GivenLine, RatingLine, WorkLine, achievement_paper
from awards.papers.review import ReviewedLine, ReviewFacts, review_paper
from awards.views.nomination import PRINTED
from plans.papers.content import Paper, Row
from plans.papers.listing import listing_paper
from plans.papers.pdf import render_pdf

pytestmark = pytest.mark.prints
DAY = dt.date(2025, 12, 20)
REPORT = AchievementFacts(
    agency="Phòng Lãnh sự - Biên giới",
    parent_agency="Sở Ngoại vụ",
    town="Lạng Sơn",
    year=2025,
    honour="Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh",
    is_title=False,
    subject="Nguyễn Thị Ngọc Ánh",
    collective=False,
    position="Chuyên viên",
    unit="Phòng Lãnh sự - Biên giới",
    sex="",
    birth_date=None,
    training="",
    parts={"results": "Giải quyết 120 hồ sơ lãnh sự đúng hạn."},
    ratings=[RatingLine(year, "Hoàn thành xuất sắc nhiệm vụ", "30/QĐ-SNgV", DAY) for year in (2024, 2025)],
    titles=[GivenLine(2024, "Lao động tiên tiến", "31/QĐ-SNgV", DAY, "Giám đốc Sở")],
    commendations=[],
    works=[WorkLine(2025, "Số hoá hồ sơ lãnh sự", "Cơ sở: số 45/QĐ-SNgV, 20/11/2025")],
)
MINUTES = ReviewFacts(
    agency="Phòng Lãnh sự - Biên giới",
    parent_agency="Sở Ngoại vụ",
    town="Lạng Sơn",
    round_name="Xét khen thưởng năm 2025",
    unit="Phòng Lãnh sự - Biên giới",
    held_on=DAY,
    place="Phòng họp",
    chair="Lý Thị An",
    secretary="Hoàng Văn Em",
    members=7,
    present=6,
    lines=[ReviewedLine("Nguyễn Thị Ngọc Ánh", "Chuyên viên", "Lao động tiên tiến", True, 5)],
    discussion="",
    conclusion="Thống nhất.",
)
CHECK = listing_paper(
    agency="SỞ NGOẠI VỤ",
    parent_agency="UBND TỈNH LẠNG SƠN",
    place="Lạng Sơn",
    kind="BẢN KIỂM TRA ĐIỀU KIỆN",
    subject="Đề nghị Lao động tiên tiến cho Nguyễn Thị Ngọc Ánh, thành tích năm 2025",
    columns=PRINTED,
    rows=[Row(("1", "Hoàn thành tốt nhiệm vụ năm 2025", "Đạt", "Luật TĐKT, Điều 24", "Nguyên văn"))],
    criteria="theo Luật Thi đua, khen thưởng 06/2022/QH15",
    total="Cộng: 1 đạt, 0 không đạt, 0 chưa rõ.",
    at=dt.datetime(2025, 12, 20, 9),
    printed_by="Lý Thị An",
)


@pytest.mark.parametrize(
    ("paper", "pages", "headings"),
    [
        (
            achievement_paper(REPORT),
            (1, 2),
            [
                *("I. SƠ LƯỢC LÝ LỊCH", "II. THÀNH TÍCH ĐẠT ĐƯỢC", "2. Thành tích đạt được của cá nhân"),
                *("Kết quả xếp loại hằng năm", "Sáng kiến, đề tài được công nhận", "3. Giải pháp, cách làm"),
                *("III. CÁC HÌNH THỨC ĐÃ ĐƯỢC KHEN THƯỞNG", "1. Danh hiệu thi đua", "2. Hình thức khen thưởng"),
                "NGƯỜI BÁO CÁO",
            ],
        ),
        (review_paper(MINUTES), (1, 2), ["BIÊN BẢN", "I. THÀNH PHẦN", "II. NỘI DUNG", "III. KẾT LUẬN", "CHỦ TRÌ"]),
        (CHECK, (1,), ["BẢN KIỂM TRA ĐIỀU KIỆN", "Hoàn thành tốt nhiệm vụ năm 2025", "Cộng: 1 đạt"]),
    ],
    ids=["report", "minutes", "check"],
)
def test_papers_of_nominations_print(paper: Paper, pages: tuple[int, ...], headings: list[str]) -> None:
    with pdfplumber.open(io.BytesIO(render_pdf(paper, filed=False))) as printed:
        words = " ".join(" ".join(page.extract_text().split()) for page in printed.pages)
        faces = {letter["fontname"].partition("+")[2] for page in printed.pages for letter in page.chars}
        assert len(printed.pages) in pages

    assert all(face.startswith("Tinos") for face in faces), faces
    places = [words.find(heading) for heading in headings]
    assert -1 not in places, headings[places.index(-1)]
    assert places == sorted(places)
