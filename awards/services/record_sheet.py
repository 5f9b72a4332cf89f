"""Records of past years as an XLSX book: four pages, the sample to download, and what their cells may hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from awards.models import AwardKind, RatingLevel, Recognition, WorkKind
from emulation.models import Commendation, Title
from plans.rules.document import FIRST_YEAR
from plans.services.sheet_file import SheetLayout, read_pages, write_pages

RATINGS, TITLES, COMMENDATIONS, WORKS = "Xếp loại", "Danh hiệu", "Hình thức", "Sáng kiến"
OUTSIDE = "Ngoài cơ quan"
_WHO = (("name", "Họ và tên", 26), ("unit", "Đơn vị", 32), ("person", "Mã nhân sự", 12))
_DECISION = (("number", "Số quyết định", 22), ("decided_on", "Ngày quyết định", 16))
_BY = ("decided_by", "Người quyết định", 28)
_NEEDED = ("unit", "year")

LAYOUTS: dict[str, SheetLayout] = {
    RATINGS: SheetLayout(
        RATINGS,
        (*_WHO, ("year", "Năm", 8), ("level", "Xếp loại", 32), *_DECISION, ("note", "Ghi chú", 28)),
        (*_NEEDED, "level"),
    ),
    TITLES: SheetLayout(
        TITLES,
        (*_WHO, ("year", "Năm", 8), ("honour", "Danh hiệu", 32), *_DECISION, _BY, ("note", "Ghi chú", 28)),
        (*_NEEDED, "honour"),
    ),
    COMMENDATIONS: SheetLayout(
        COMMENDATIONS,
        (
            *(*_WHO, ("year", "Năm", 8), ("honour", "Hình thức khen thưởng", 38), ("kind", "Loại khen", 18)),
            *(*_DECISION, _BY, ("achievement", "Thành tích", 34), ("note", "Ghi chú", 28)),
        ),
        (*_NEEDED, "honour"),
    ),
    WORKS: SheetLayout(
        WORKS,
        (
            *(("title", "Tên sáng kiến, đề tài", 44), ("work_kind", "Loại", 22), ("year", "Năm", 8), *_WHO),
            *(("share", "Đóng góp (%)", 12), ("scope", "Phạm vi hiệu quả", 22), *_DECISION, _BY),
            *(("used", "Đã dùng để xét", 32), ("used_year", "Năm dùng", 10)),
        ),
        ("title", "year", "name", "unit", "share", "number", "decided_on"),
    ),
}
LEVELS = {str(value): str(words) for value, words in RatingLevel.choices}
KINDS = {str(value): str(words) for value, words in AwardKind.choices}
WORK_KINDS = {str(value): str(words) for value, words in WorkKind.choices}
SCOPES = {str(value): str(words) for value, words in Recognition.Scope.choices}
LENGTHS = {"number": 100, "decided_by": 200, "name": 100, "title": 500, "note": 2000, "achievement": 2000}
_DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


def parse_records(data: bytes) -> list[dict[str, Any]]:
    """The rows of all pages as text by field, each with its page and row number. Raises DomainError in words."""
    pages = read_pages(list(LAYOUTS.values()), data)
    return [{"page": page, **row} for page, rows in pages.items() for row in rows]


def sample_book(units: Sequence[str]) -> bytes:
    """The book to fill in: a line in each page as an example, the accepted values on the last page."""
    unit, other = (*units, "", "")[:2]
    number, day = "12/QĐ-SNgV", "15/01/2025"
    rows = {
        RATINGS: (
            ("Nguyễn Văn Ví Dụ", unit, "", "2024", LEVELS[RatingLevel.GOOD], "45/TB-SNgV", "20/12/2024", ""),
            (
                "",
                other,
                "",
                "2024",
                LEVELS[RatingLevel.EXCELLENT],
                "45/TB-SNgV",
                "20/12/2024",
                "để trống tên: của tập thể",
            ),
        ),
        TITLES: (
            ("Nguyễn Văn Ví Dụ", unit, "", "2024", "Lao động tiên tiến", number, day, "Giám đốc Sở Ngoại vụ", ""),
        ),
        COMMENDATIONS: (
            (
                *("Nguyễn Văn Ví Dụ", unit, "", "2024", "Giấy khen của Giám đốc Sở", KINDS[AwardKind.MERIT]),
                *(number, day, "Giám đốc Sở Ngoại vụ", "Hoàn thành xuất sắc nhiệm vụ năm 2024", ""),
            ),
        ),
        WORKS: (
            (
                *("Tên sáng kiến ví dụ", WORK_KINDS[WorkKind.INITIATIVE], "2024", "Nguyễn Văn Ví Dụ", unit, "", "60"),
                *(SCOPES[Recognition.Scope.UNIT], "210/QĐ-SNgV", "25/11/2024", "Giám đốc Sở Ngoại vụ"),
                *("Chiến sĩ thi đua cơ sở", "2024"),
            ),
            (
                *(
                    "Tên sáng kiến ví dụ",
                    WORK_KINDS[WorkKind.INITIATIVE],
                    "2024",
                    "Trần Thị Bên Ngoài",
                    OUTSIDE,
                    "",
                    "40",
                ),
                *(SCOPES[Recognition.Scope.UNIT], "210/QĐ-SNgV", "25/11/2024", "Giám đốc Sở Ngoại vụ", "", ""),
            ),
        ),
    }
    accepted = {
        "Đơn vị": [*units, f"{OUTSIDE} (chỉ ở trang {WORKS})"],
        "Xếp loại": list(LEVELS.values()),
        "Danh hiệu": list(Title.objects.values_list("name", flat=True)),
        "Hình thức khen thưởng": list(Commendation.objects.values_list("name", flat=True)),
        "Loại khen": list(KINDS.values()),
        "Loại (sáng kiến)": list(WORK_KINDS.values()),
        "Phạm vi hiệu quả": list(SCOPES.values()),
    }
    return write_pages([(layout, rows[page]) for page, layout in LAYOUTS.items()], accepted)


def read_year(text: str, last: int) -> int:
    """A year of four figures. Raises ValueError with what is accepted."""
    if text.isdecimal() and FIRST_YEAR <= int(text) <= last:
        return int(text)
    raise ValueError(f"không phải năm; nhận bốn chữ số từ {FIRST_YEAR} đến {last}")


def read_day(text: str, last: dt.date) -> dt.date:
    """A day that has come, typed or taken from a date cell. Raises ValueError with what is accepted."""
    for shape in _DAYS:
        try:
            day = dt.datetime.strptime(text, shape).date()  # noqa: DTZ007 - a calendar day
        except ValueError:
            continue
        if day.year >= FIRST_YEAR and day <= last:
            return day
    raise ValueError(f"không phải ngày; nhận dd/mm/yyyy đến {last:%d/%m/%Y}, ví dụ 15/01/2025")


def read_share(text: str) -> int:
    """A share in whole percent. Raises ValueError with what is accepted."""
    figures = text.removesuffix("%").strip()
    if figures.isdecimal() and 1 <= int(figures) <= 100:
        return int(figures)
    raise ValueError("không phải tỷ lệ; nhận số nguyên từ 1 đến 100")
