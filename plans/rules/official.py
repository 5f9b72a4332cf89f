"""Numbers, dates and symbols as official papers write them (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I mục II.3–4).

Pure functions. A value that is not yet known leaves a blank to be filled by hand; none is ever invented.
"""

from __future__ import annotations

import datetime as dt

BLANK_NUMBER = " " * 8
BLANK_DATE = " " * 6
BY_HAND = "……"  # a gap within a line, which would close were it of blanks
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def format_number(number: int | str) -> str:
    """The number of a paper: below ten with a leading 0.

    >>> format_number(8), format_number(123)
    ('08', '123')
    """
    text = str(number).strip()
    return text.zfill(2) if text.isdigit() else text


def format_day(day: int) -> str:
    """Days 1–9 take a leading 0."""
    return f"{day:02}"


def format_month(month: int) -> str:
    """Only months 1 and 2 take a leading 0."""
    return f"{month:02}" if month <= 2 else str(month)


def format_date(day: int | None, month: int | None, year: int | None) -> str:
    """The date in words; what is not known stays blank.

    >>> format_date(5, 3, 2026)
    'ngày 05 tháng 3 năm 2026'
    >>> format_date(None, None, 2026)
    'ngày      tháng      năm 2026'
    """
    day_text = BLANK_DATE if day is None else f" {format_day(day)} "
    month_text = BLANK_DATE if month is None else f" {format_month(month)} "
    year_text = BLANK_DATE if year is None else f" {year}"
    return f"ngày{day_text}tháng{month_text}năm{year_text}"


def place_and_date(place: str | None, issued_on: dt.date | None, year: int | None) -> str:
    """Ô 4: "Lạng Sơn, ngày 05 tháng 02 năm 2026"; not yet issued, day and month are blank and the year stands."""
    if issued_on:
        written = format_date(issued_on.day, issued_on.month, issued_on.year)
    else:
        written = format_date(None, None, year)
    return f"{place}, {written}" if place else written


def symbol_line(number: int | None, symbol: str) -> str:
    """Số, ký hiệu of a paper in a list: "05/KH-SNgV"; "chưa ghi số" where the number is not yet known."""
    return f"{format_number(number)}/{symbol}" if number else "chưa ghi số"


def goes_with(
    kind: str, *, number: int | None, symbol: str, issued_on: dt.date | None, year: int | None, issuer: str
) -> str:
    """What an annex goes with (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II); a draft leaves number and day open.

    >>> goes_with("Báo cáo", number=7, symbol="BC-SNgV", issued_on=dt.date(2026, 7, 3), year=2026, issuer="Sở Ngoại vụ")
    '(Kèm theo Báo cáo số 07/BC-SNgV ngày 03 tháng 7 năm 2026 của Sở Ngoại vụ)'
    """
    written = symbol_line(number, symbol) if number else f"{BY_HAND}/{symbol}"
    day = place_and_date(None, issued_on, year) if issued_on else f"ngày {BY_HAND} tháng {BY_HAND} năm {year}"
    return f"(Kèm theo {kind} số {written} {day} của {issuer})"


def letters_of(name: str) -> str:
    """The short form of a unit as a symbol holds it, the words around it left out.

    >>> letters_of("Phòng HTQT - VP"), letters_of("Phòng Lãnh sự")
    ('HTQT-VP', '')
    """
    return "-".join(word for word in name.split() if len(word) > 1 and word.isupper())


def number_line(number: int | str | None, symbol: str) -> str:
    """Ô 3: "Số: 08/KH-SNgV". A number that already carries its symbol is kept; none leaves a gap.

    >>> number_line(None, "KH-SNgV")
    'Số:        /KH-SNgV'
    """
    if number is None or not str(number).strip():
        return f"Số:{BLANK_NUMBER}/{symbol}"
    text = format_number(number)
    return f"Số: {text}" if "/" in text else f"Số: {text}/{symbol}"


def short_date(day: dt.date) -> str:
    """A date in a table or a note: 05/06/2026."""
    return f"{day:%d/%m/%Y}"
