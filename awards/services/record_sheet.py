"""Records of past years as an XLSX book: its pages, the sample to download, and what their cells may hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from awards.models import Absence, AwardKind, Discipline, Hold, RatingLevel, Recognition, WorkKind
from emulation.models import Commendation, Title
from plans.rules.document import FIRST_YEAR, LAST_YEAR
from plans.services.sheet_file import SheetLayout, read_pages, write_pages

RATINGS, TITLES, COMMENDATIONS, WORKS = "Xếp loại", "Danh hiệu", "Hình thức", "Sáng kiến"
DISCIPLINES, HOLDS, ABSENCES, TRANSFERS = "Kỷ luật", "Tạm dừng xét", "Thời gian nghỉ", "Chuyển công tác"
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
    DISCIPLINES: SheetLayout(
        DISCIPLINES,
        (
            *(*_WHO, ("form", "Hình thức kỷ luật", 22), ("on_duty", "Liên quan công vụ", 12), *_DECISION),
            *(("ends_on", "Hết thời hạn kỷ luật", 16), ("note", "Nội dung", 34)),
        ),
        ("name", "unit", "form", "decided_on"),
    ),
    HOLDS: SheetLayout(
        HOLDS,
        (
            *(*_WHO, ("reason", "Lý do", 40), ("since", "Từ ngày", 14), ("note", "Nội dung", 34)),
            *(("released_on", "Kết thúc ngày", 14), ("release_note", "Kết luận", 34)),
        ),
        ("unit", "reason", "since"),
    ),
    ABSENCES: SheetLayout(
        ABSENCES,
        (
            *(*_WHO, ("kind", "Loại", 30), ("starts_on", "Từ ngày", 14), ("ends_on", "Đến ngày", 14)),
            *(("result_met", "Kết quả đạt yêu cầu", 14), ("note", "Ghi chú", 28)),
        ),
        ("name", "unit", "kind", "starts_on"),
    ),
    TRANSFERS: SheetLayout(
        TRANSFERS,
        (
            *(*_WHO, ("on", "Từ ngày", 14), ("recruited", "Tuyển dụng mới", 12), ("from_name", "Đơn vị cũ", 34)),
            *(("months_there", "Số tháng ở đơn vị cũ", 14), ("opinion", "Có ý kiến đơn vị cũ", 14)),
            ("note", "Ghi chú", 28),
        ),
        ("name", "unit", "on"),
    ),
}
LEVELS = {str(value): str(words) for value, words in RatingLevel.choices}
KINDS = {str(value): str(words) for value, words in AwardKind.choices}
WORK_KINDS = {str(value): str(words) for value, words in WorkKind.choices}
SCOPES = {str(value): str(words) for value, words in Recognition.Scope.choices}
FORMS = {str(value): str(words) for value, words in Discipline.Form.choices}
REASONS = {str(value): str(words) for value, words in Hold.Reason.choices}
LEAVES = {str(value): str(words) for value, words in Absence.Kind.choices}
YES_NO = {"yes": "Có", "no": "Không"}
CHOICES: dict[str, dict[str, dict[str, str]]] = {
    RATINGS: {"level": LEVELS},
    TITLES: {},
    COMMENDATIONS: {"kind": KINDS},
    WORKS: {"work_kind": WORK_KINDS, "scope": SCOPES},
    DISCIPLINES: {"form": FORMS, "on_duty": YES_NO},
    HOLDS: {"reason": REASONS},
    ABSENCES: {"kind": LEAVES, "result_met": YES_NO},
    TRANSFERS: {"recruited": YES_NO, "opinion": YES_NO},
}
LENGTHS = {
    "number": 100,
    "decided_by": 200,
    "name": 100,
    "title": 500,
    "note": 2000,
    "achievement": 2000,
    "from_name": 200,
    "release_note": 2000,
}
NO_LIMIT = dt.date(LAST_YEAR, 12, 31)
_DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


def parse_records(data: bytes) -> list[dict[str, Any]]:
    """The rows of all pages as text by field, each with its page and row number. Raises DomainError in words."""
    pages = read_pages(list(LAYOUTS.values()), data)
    return [{"page": page, **row} for page, rows in pages.items() for row in rows]


def sample_book(units: Sequence[str]) -> bytes:
    """The book to fill in: a line in each page as an example, the accepted values on the last page."""
    unit, other = (*units, "", "")[:2]
    rows = {**_yearly_examples(unit, other), **_dated_examples(unit)}
    accepted = {
        "Đơn vị": [*units, f"{OUTSIDE} (chỉ ở trang {WORKS})"],
        "Danh hiệu": list(Title.objects.values_list("name", flat=True)),
        "Hình thức khen thưởng": list(Commendation.objects.values_list("name", flat=True)),
        **{
            f"{LAYOUTS[page].heads[name]} ({page})": list(choices.values())
            for page, fields in CHOICES.items()
            for name, choices in fields.items()
        },
    }
    return write_pages([(layout, rows[page]) for page, layout in LAYOUTS.items()], accepted)


def _yearly_examples(unit: str, other: str) -> dict[str, Sequence[Sequence[str]]]:
    number, day, head = "12/QĐ-SNgV", "15/01/2025", "Giám đốc Sở Ngoại vụ"
    who, decided = ("Nguyễn Văn Ví Dụ", unit, ""), (number, day, head)
    work = ("Tên sáng kiến ví dụ", WORK_KINDS[WorkKind.INITIATIVE], "2024")
    recognised = (SCOPES[Recognition.Scope.UNIT], "210/QĐ-SNgV", "25/11/2024", head)
    of_unit = ("", other, "", "2024", LEVELS[RatingLevel.EXCELLENT], "45/TB-SNgV", "20/12/2024")
    return {
        RATINGS: (
            (*who, "2024", LEVELS[RatingLevel.GOOD], "45/TB-SNgV", "20/12/2024", ""),
            (*of_unit, "để trống tên: của tập thể"),
        ),
        TITLES: ((*who, "2024", "Lao động tiên tiến", *decided, ""),),
        COMMENDATIONS: (
            (
                *(*who, "2024", "Giấy khen của Giám đốc Sở", KINDS[AwardKind.MERIT], *decided),
                *("Hoàn thành xuất sắc nhiệm vụ năm 2024", ""),
            ),
        ),
        WORKS: (
            (*work, *who, "60", *recognised, "Chiến sĩ thi đua cơ sở", "2024"),
            (*work, "Trần Thị Bên Ngoài", OUTSIDE, "", "40", *recognised, "", ""),
        ),
    }


def _dated_examples(unit: str) -> dict[str, Sequence[Sequence[str]]]:
    who, yes, no = ("Nguyễn Văn Ví Dụ", unit, ""), YES_NO["yes"], YES_NO["no"]
    return {
        DISCIPLINES: (
            (
                *who,
                FORMS["khien_trach"],
                yes,
                "07/QĐ-SNgV",
                "15/03/2021",
                "15/03/2022",
                "để trống nếu chưa rõ ngày hết",
            ),
        ),
        HOLDS: (
            (*who, REASONS["complaint"], "10/05/2022", "", "30/06/2022", "Đơn không có cơ sở, Thông báo 12/TB-TTr"),
        ),
        ABSENCES: ((*who, LEAVES["maternity"], "01/02/2023", "31/07/2023", "", ""),),
        TRANSFERS: ((*who, "01/04/2021", no, "Sở Nội vụ tỉnh Lạng Sơn", "3", yes, ""),),
    }


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
    until = "" if last == NO_LIMIT else f" đến {last:%d/%m/%Y}"
    raise ValueError(f"không phải ngày; nhận dd/mm/yyyy{until}, ví dụ 15/01/2025")


def read_months(text: str) -> int:
    """Months of one year. Raises ValueError with what is accepted."""
    if text.isdecimal() and int(text) <= 12:
        return int(text)
    raise ValueError("không phải số tháng; nhận số nguyên từ 0 đến 12")


def read_share(text: str) -> int:
    """A share in whole percent. Raises ValueError with what is accepted."""
    figures = text.removesuffix("%").strip()
    if figures.isdecimal() and 1 <= int(figures) <= 100:
        return int(figures)
    raise ValueError("không phải tỷ lệ; nhận số nguyên từ 1 đến 100")
