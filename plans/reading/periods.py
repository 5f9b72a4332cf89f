"""Times as plans write them, to a period code and a date: «Quý I/2026», «Tháng 02», «trước ngày 30/8», «Cả năm».

Codes are those of plan-json.md §3 and, for a range of months, ``M04-M12`` (plan-variations.md §2).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from plans.reading.normalise import fold
from plans.rules.conditional import time_is_conditional

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "01": 1, "02": 2, "03": 3, "04": 4}
_Q = r"(?:iv|iii|ii|i|0?[1-4])(?![\w])"
_SEP = r"\s*(?:-|,|;|&|\+|va|den|den het|toi|tu)\s*(?:den\s+|het\s+)*"
_YEAR_TAIL = r"(?:\s*(?:/|-|nam)\s*20\d\d)?"

_QUARTERS = re.compile(
    rf"\b(?:qu[yi]\s*|q\.?\s?)({_Q}){_YEAR_TAIL}((?:{_SEP}(?:(?:het\s+)?qu[yi]\s*)?{_Q}{_YEAR_TAIL})*)"
)
_QUARTER_NEXT = re.compile(rf"({_SEP})(?:(?:het\s+)?qu[yi]\s*)?({_Q})")
_M = r"(?:1[0-2]|0?[1-9])(?!\d)"
_MONTHS = re.compile(
    rf"\b(?:thang|thg\.?|t\.?(?=\d))\s*({_M}){_YEAR_TAIL}((?:{_SEP}(?:(?:het\s+)?(?:thang"
    rf"|t)\s*)?{_M}(?!/\d\d?(?!\d)){_YEAR_TAIL})*)"
)
_MONTH_NEXT = re.compile(rf"({_SEP})(?:(?:het\s+)?(?:thang|t)\s*)?({_M})")
_DATE = re.compile(
    r"(?<![\d/.,])(0?[1-9]|[12]\d|3[01])(?:\s*/\s*(0?[1-9]|1[0-2])(?:\s*/\s*(20\d\d|\d\d))?"
    r"|\s*[.\-]\s*(0?[1-9]|1[0-2])\s*[.\-]\s*(20\d\d))(?![\d/]|\s*/\s*[a-z])"
)
_DATE_ISO = re.compile(r"\b(20\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:\s+00:00:00)?\b")
_DATE_WORDS = re.compile(
    r"(?:\bngay\s*(0?[1-9]|[12]\d|3[01])\s*thang\s*(0?[1-9]|1[0-2])(?!\d)(?:\s*nam\s*(20\d\d))?"
    r"|\b(0?[1-9]|[12]\d|3[01])\s*thang\s*(0?[1-9]|1[0-2])\s*nam\s*(20\d\d))"
)
_MONTH_OF_YEAR = re.compile(r"(?<![\w/.,\-])(1[0-2]|0?[1-9])\s*[/\-]\s*20\d\d(?!\d|\s*/)")
_HALF = re.compile(r"\b0?6 thang (dau|cuoi) nam\b")
_WHOLE_YEAR = re.compile(
    r"\b(?:thuong xuyen|thuong ky|ca nam|trong nam|quanh nam|suot nam|hang (?:quy|thang|tuan|nam|ngay)|dinh ky"
    r"|cac quy|cac thang|trong ca nam|xuyen suot|lien tuc|tu ngay ban hanh ke hoach tro di|trong nam hoc|ca nam hoc)\b"
)
_JUST_YEAR = re.compile(r"^(?:trong\s+|nam hoc\s+|nam\s+)*(20\d\d)(?:\s*-\s*20\d\d)?\W*$")
_PART_YEAR = re.compile(r"^\s*(?:trong )?nam 20\d\d\b")
_RELATIVE = re.compile(
    r"\bke tu\b|\blien ke\b|\bsau khi\b|\bngay sau\b|\btruoc khi\b|\bso ngay\b|\bsau \d+ ngay\b|\btrong vong \d+\b"
    r"|\b\d+ ngay (?:lam viec )?(?:sau|truoc|tu)\b|\bcua thang truoc\b|\bthang sau\b"
)
_REGULAR = re.compile(r"\b(?:hang|moi|cac|tung) (?:quy|thang|nam|tuan)\b")
_FEAST = re.compile(r"\b(?:dip|chao mung|ky niem|nhan ngay|ngay le)\b[^;.()]*")
_ROLLING = re.compile(r"\btu (?:ngay|nay)\b.{0,60}\btro di\b")


@dataclass(frozen=True)
class Years:
    """The year of a plan; a school year (2025–2026) has two, and a month tells which."""

    first: int | None
    second: int | None = None

    def of_month(self, month: int) -> int | None:
        if self.second and self.first and month < 8:
            return self.second
        return self.first

    def holds(self, year: int) -> bool:
        return year in {self.first, self.second} - {None}


@dataclass(frozen=True)
class When:
    """What a time says. ``doubt`` is a Vietnamese remark when the words hold more than the code can."""

    period: str | None = None
    due: dt.date | None = None
    conditional: bool = False
    doubt: str = ""

    @property
    def says(self) -> bool:
        return self.period is not None or self.due is not None


_SPOKEN_MONTHS = "giêng|một, hai, ba, tư, năm, sáu, bảy|bẩy, tám, chín, mười, mười một, mười hai|chạp"
_SPOKEN_TIMES = [
    (re.compile(rf"\b({noun}\s+(?:thứ\s+)?)(?:{words})(?!\w| lần| \d| mười| hai\b| một\b)"), number)
    for noun, listed in (("tháng", _SPOKEN_MONTHS), ("quý", "một|nhất, hai, ba, tư|bốn"))
    for number, words in enumerate(listed.split(", "), 1)
]


def _in_figures(text: str) -> str:
    """«Tháng Ba», «Quý thứ nhất» in figures; told by their accents («tháng sáu» is June, «tháng sau» the next)."""
    lower = text.lower()
    if not re.search(r"\b(?:tháng|quý)\s+[^\W\d]", lower):
        return text
    for pattern, number in _SPOKEN_TIMES:
        lower = pattern.sub(rf"\g<1>{number}", lower)
    return re.sub(r"\bquý\s+thứ\s+", "quý ", lower)


def parse_time(text: str, years: Years) -> When:
    """Read the words of a time cell or a period heading. What is not understood gives nothing, with a doubt."""
    words = fold(_in_figures(text)).strip(" .;:-*")
    if not words:
        return When()
    conditional = time_is_conditional(words)
    if _ROLLING.search(words):
        return When("YEAR", None, conditional)
    if re.search(r"\btu nay\b", words):
        return When(doubt="khoảng thời gian tính từ nay")
    if _RELATIVE.search(words):
        return When(conditional=conditional, doubt="thời hạn tính theo việc khác, chưa có ngày")
    calm = _FEAST.sub(lambda m: " " * len(m.group()), words)
    if _REGULAR.search(words):
        return When("YEAR", None, conditional)
    dates, rest = take_dates(calm, years)
    periods = list(_periods(rest))
    return _settle(words, dates, periods, conditional=conditional)


_BARE_NUMBERS = re.compile(rf"(?:{_Q}|{_M})(?:{_SEP}(?:{_Q}|{_M}))*(?:\s*/\s*20\d\d)?")


def named_by_head(text: str, head: str) -> str:
    """«01» in a column headed «Tháng», «II» under «Quý»: the number with the word that stands over it."""
    unit = re.match(r"(?:thoi gian\W*)?(thang|quy)\b(?!.*\b(?:thang|quy)\b)", fold(head).strip())
    if unit is None or not _BARE_NUMBERS.fullmatch(fold(text).strip(" .;")):
        return text
    return f"{'Tháng' if unit[1] == 'thang' else 'Quý'} {text.strip()}"


def _settle(words: str, dates: list[dt.date], periods: list[str], *, conditional: bool) -> When:
    distinct = list(dict.fromkeys([*periods, *("YEAR" for part in words.split(";")[1:] if _PART_YEAR.match(part))]))
    due, doubt = None, ""
    if dates:
        ranged = len(dates) == 2 and re.search(r"\btu\b|-|\bden\b", words) and dates[0] <= dates[1]
        due = dates[1] if ranged else dates[0]
        doubt = "" if len(dates) == 1 else "có hơn một ngày trong một ô"
    if len(distinct) > 1:
        span = _span(distinct)
        return When(span, due, conditional, "" if span else "có hơn một thời gian trong một ô")
    if distinct:
        return When(distinct[0], due, conditional, doubt)
    if due:
        return When(None, due, conditional, doubt)
    if conditional:
        return When(conditional=True)
    if _JUST_YEAR.match(words):
        return When("YEAR")
    return When(doubt="chưa hiểu thời gian này")


def take_dates(words: str, years: Years) -> tuple[list[dt.date], str]:
    """All dates of a folded text and the text with them blanked out. A date without a year takes the plan's."""
    found: list[tuple[int, dt.date]] = []

    def keep(match: re.Match[str], day: str, month: str, year: str | None) -> str:
        date = _date(day, month, year, years)
        if date is None:
            return match.group()
        found.append((match.start(), date))
        return " " * len(match.group())

    words = _DATE_ISO.sub(lambda m: keep(m, m[3], m[2], m[1]), words)
    words = _DATE_WORDS.sub(lambda m: keep(m, m[1] or m[4], m[2] or m[5], m[3] or m[6]), words)
    words = _DATE.sub(lambda m: keep(m, m[1], m[2] or m[4], m[3] or m[5]), words)
    return [date for _, date in sorted(found)], words


def _date(day: str, month: str, year: str | None, years: Years) -> dt.date | None:
    number = int(year) if year else years.of_month(int(month))
    if number is not None and number < 100:
        number += 2000
    try:
        return dt.date(number, int(month), int(day)) if number else None
    except ValueError:
        return None


def _periods(words: str) -> Iterator[str]:
    for match in _QUARTERS.finditer(words):
        yield from (f"Q{n}" for n in _run(match, _QUARTER_NEXT, _ROMAN))
    words = _QUARTERS.sub(lambda match: " " * len(match.group()), words)  # «Quý 1/2026» is no month
    months = list(_MONTHS.finditer(words))
    for match in months:
        yield from _months(match)
    if not months:
        yield from _bare_months(words)
    half = _HALF.search(words)
    if half:
        yield "M01-M06" if half[1] == "dau" else "M07-M12"
    if _WHOLE_YEAR.search(words):
        yield "YEAR"


def _months(match: re.Match[str]) -> Iterator[str]:
    """«Tháng 6» one month, «tháng 4 - 12» a range even over the turn of the year, «tháng 3, 5» a list."""
    following = [(sep.strip(), int(n)) for sep, n in _MONTH_NEXT.findall(match[2])]
    if len(following) == 1 and re.match(r"-|den|toi", following[0][0]):
        yield f"M{int(match[1]):02}-M{following[0][1]:02}"
        return
    yield f"M{int(match[1]):02}"
    for _, number in following:
        yield f"M{number:02}"


def _bare_months(words: str) -> Iterator[str]:
    """«03/2026» or «3/2026 - 5/2026» without the word «tháng»."""
    found = list(_MONTH_OF_YEAR.finditer(words))
    codes = [f"M{int(match[1]):02}" for match in found]
    if len(found) == 2 and re.fullmatch(r"\s*(?:-|den|den het)\s*", words[found[0].end() : found[1].start()]):
        yield f"{codes[0]}-{codes[1]}"
    else:
        yield from codes


def _run(match: re.Match[str], following: re.Pattern[str], values: dict[str, int]) -> Iterator[int]:
    first = values[match[1]]
    yield first
    for sep, value in following.findall(match[2]):
        last = values[value]
        if re.match(r"-|den|toi", sep.strip()):
            yield from range(first + 1, last)
        yield last
        first = last


def _span(codes: Iterable[str]) -> str | None:
    """Neighbouring quarters or months as one range; None when they leave a gap or mix."""
    listed = list(codes)
    if all(re.fullmatch(r"Q\d", code) for code in listed):
        numbers = sorted(int(code[1]) for code in listed)
        if numbers == list(range(numbers[0], numbers[-1] + 1)):
            return f"M{numbers[0] * 3 - 2:02}-M{numbers[-1] * 3:02}"
    if all(re.fullmatch(r"M\d\d", code) for code in listed):
        numbers = [int(code[1:]) for code in listed]
        if all((b - a) % 12 == 1 for a, b in pairwise(numbers)):
            return f"M{numbers[0]:02}-M{numbers[-1]:02}"
    return None


_HEADING = re.compile(
    r"^(?:(?:phan\s+)?[ivx]+\s*[.\-)/:]\s*|\d{1,2}(?:\.\d{1,2})*\s*[.\-)/:]?\s+|\d{1,2}(?:\.\d{1,2})*[.)]\s*|[a-h]\s*[.)]\s*"
    r"|[-*+•]\s*)?"
    r"(?:(?:cac |nhung )?(?:cong viec|nhiem vu|noi dung|hoat dong|cong tac)(?: trong tam)?\s*)?(?:thuc hien\s*)?"
    r"(?:trong\s+)?\(?"
    r"(?P<time>(?:qu[yi]\s*(?:iv|iii|ii|i|0?[1-4])|thang\s*(?:1[0-2]|0?[1-9])|thuong xuyen|ca nam|trong nam"
    r"|0?6 thang (?:dau|cuoi) nam)(?!\w)"
    r"(?:\s*(?:,|-|\+|&|va|den)\s*(?:qu[yi]\s*|thang\s*)?(?:iv|iii|ii|i|\d{1,2})(?!\w))?"
    r"(?:\s*[/\-,]?\s*(?:nam\s*)?20\d\d)?(?:\s*,?\s*(?:ca nam|trong nam|thuong xuyen|lien tuc)(?: 20\d\d)?)?)"
    r"\)?\s*(?P<tail>[:.;\-]?.*)$"
)


def period_heading(text: str) -> str | None:
    """The time words of a line that is only a period heading («QUÝ I», «2. Quý II/2026:»), else None.

    The words are given as written. A tail such as «(từ 01/01 đến 31/3)» is allowed; a sentence is not.
    """
    key = fold(text)
    match = _HEADING.match(key)
    if match is None or len(key) > 60:
        return None
    tail = match["tail"].strip(" .:;-")
    if tail and not (tail.startswith("(") and tail.endswith(")")):
        return None
    return text[match.start("time") : match.end("time")]
