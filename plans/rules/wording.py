"""Years in a plan's wording that do not fit its year, such as «6 tháng đầu năm 2025» in a plan for 2026.

Only points at them; wording is never changed. A year may rightly look back (a review of the year before, at the start
of the year), look ahead (the coming year's duties, at its end), or stand in a citation, a stage or an anniversary. A
task's exact date outside the year is pointed at in the same way.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from plans.rules.document import PlanDocument, PlanTask
from plans.rules.official import short_date


@dataclass(frozen=True)
class YearFlag:
    """One doubtful year: where («task:9.title», tasks from 0), the words, and a Vietnamese remark."""

    field: str
    words: str
    year: int
    message: str


_YEAR = re.compile(r"(?<![\d/.\-])((?:19|20)\d\d)(?![\d])")
_DATED = re.compile(r"(?<!\d)\d{1,2}\s*[/.\-]\s*(?:\d{1,2}\s*[/.\-]\s*)?((?:19|20)\d\d)(?![\d/])")
_CITED_DAY = r"(?:[^;.]{0,12}?ngay\s*\d{1,2}[^;,.]{0,24}?(?:19|20)\d\d)"
_CITED = re.compile(
    r"\b(?:luat|nghi dinh|thong tu|quyet dinh|cong van|chi thi|nghi quyet|huong dan|ket luan|quy dinh|quy che|van ban"
    r"|phap lenh|bo luat|thong bao|to trinh|ke hoach so|hien phap)\b"
    rf"[^;]{{0,120}}?(?:/(?:19|20)\d\d(?:/[a-z\d\-]+)?{_CITED_DAY}?|{_CITED_DAY}|nam (?:19|20)\d\d)"
    rf"|\bso\s*:?\s*[\w/\-&]+{_CITED_DAY}|/(?:19|20)\d\d/[a-z\-]+"
)
_SPAN = re.compile(r"(?:19|20)\d\d\s*(?:-|den|/)\s*(?:nam\s*)?(?:19|20)\d\d")
_MEMORY = re.compile(
    r"\b(?:ky niem|thanh lap|ngay sinh|sinh nhat|ngay truyen thong|giai phong|nhiem ky|giai doan|tam nhin|dinh huong"
    r"|den nam)\b[^;.]*"
)
_BACK = re.compile(
    r"\b(?:tong ket|ket qua|thanh tich|cung ky|so voi|da dat|xep loai|danh gia|bieu duong|cong bo|vinh danh"
    r"|trao (?:thuong|tang|bang|giay|co)|nhin lai|don nhan|quyet dinh khen"
    r"|bang khen|co thi dua|khen thuong (?:tong ket )?nam)\b"
)
_AHEAD = re.compile(
    r"\b(?:trien khai|phuong huong|nhiem vu|ke hoach|chuong trinh|dang ky|chuan bi|giao uoc|muc tieu|ky ket"
    r"|phat dong|dinh huong|du kien|ban dau nam|don)\b"
)


def check_years(document: PlanDocument) -> tuple[YearFlag, ...]:
    """All years of the plan's wording that fit neither its year nor a known reason, in the order of the document."""
    if document.year is None:
        return ()
    own = _own_years(document)
    flags: list[YearFlag] = []
    for number, section in enumerate(document.sections):
        flags += _flags(section.body, f"section:{number}.body", own, None)
    for number, task in enumerate(document.tasks):
        flags += _flags(task.title, f"task:{number}.title", own, task)
        flags += _flags(task.period_text, f"task:{number}.period_text", own, task)
    flags += _flags(document.closing, "closing", own, None)
    return tuple(flags)


def check_dues(document: PlanDocument) -> tuple[YearFlag, ...]:
    """Exact dates of tasks that lie outside the plan's year, in the order of the tasks."""
    if document.year is None:
        return ()
    own = _own_years(document)
    return tuple(
        _due_flag(number, task.due, own)
        for number, task in enumerate(document.tasks)
        if task.due and task.due.year not in own
    )


def _due_flag(number: int, due: dt.date, own: frozenset[int]) -> YearFlag:
    day = short_date(due)
    message = f"Hạn {day} nằm ngoài năm {max(own)} của kế hoạch; hãy kiểm tra lại."
    return YearFlag(f"task:{number}.due", day, due.year, message)


def _own_years(document: PlanDocument) -> frozenset[int]:
    """The plan's year; both years of a school year named in the title."""
    year = document.year or 0
    span = re.search(r"nam hoc\s*(20\d\d)\s*(?:-|/)\s*(20\d\d)", bare_words(document.title or ""))
    return frozenset({year, int(span[1]), int(span[2])}) if span else frozenset({year})


def _flags(text: str, field: str, own: frozenset[int], task: PlanTask | None) -> Iterator[YearFlag]:
    key = bare_words(text)
    if len(key) != len(text):
        key = text.lower()
    calm = key
    for quiet in (_CITED, _SPAN, _MEMORY):
        calm = quiet.sub(lambda m: "·" * len(m.group()), calm)
    for match in years_in(calm):
        year = int(match[1])
        if year in own or has_reason(calm, match, year, own, task):
            continue
        words = words_around(text, match.start(), match.end())
        yield YearFlag(field, words, year, f"«{words}» không khớp năm {max(own)} của kế hoạch; hãy kiểm tra lại.")


def years_in(key: str) -> Iterator[re.Match[str]]:
    """Every year of ``key`` (see ``bare_words``), alone or at the end of a date, as group 1 of a match."""
    found = {match.start(1): match for pattern in (_YEAR, _DATED) for match in pattern.finditer(key)}
    return iter(found[start] for start in sorted(found))


def has_reason(key: str, match: re.Match[str], year: int, own: frozenset[int], task: PlanTask | None) -> bool:
    """Whether a year right before or after the plan's has a reason in the words before it and in the time of year."""
    clause = key[max(0, match.start() - 160) : match.start()]
    if task is None:  # running text: the reason may follow the year («Năm 2025 đạt kết quả tốt»)
        clause += re.split(r"[;.\n]", key[match.end() :], maxsplit=1)[0]
    if year == min(own) - 1:
        if re.search(r"\bso ket\b[^;.]*$|\d thang (?:dau|cuoi)[^;,.]*$", clause) and not re.search(
            r"cung ky|so voi", clause
        ):
            return False
        return _BACK.search(clause) is not None and (task is None or _early(task))
    if year == max(own) + 1:
        late_date = match.re is _DATED and task is not None and not _early(task)
        return (_AHEAD.search(clause) is not None or late_date) and (task is None or _late(task))
    return False


def _early(task: PlanTask) -> bool:
    """A review of the last year belongs to the first half of this one (or to no named time)."""
    month = _month(task)
    return month is None or month <= 6


def _late(task: PlanTask) -> bool:
    month = _month(task)
    return month is None or month >= 7


def _month(task: PlanTask) -> int | None:
    """The month a task falls in, for a quarter its first; None when it has no single time."""
    if task.period and re.fullmatch(r"Q\d", task.period):
        return int(task.period[1]) * 3 - 2
    if task.period and re.fullmatch(r"M\d\d", task.period):
        return int(task.period[1:])
    return task.due.month if task.due else None


def words_around(text: str, start: int, end: int, before: int = 4) -> str:
    """The doubtful year with ``before`` words before it, inside its sentence."""
    words = re.split(r"[;.\n]\s", text[:start])[-1].split()
    return " ".join([*words[-before:], text[start:end]]).strip(" ,")


def bare_words(text: str) -> str:
    """Bare lower-case letters, one for one."""
    return "".join(_bare(letter) for letter in text)


def _bare(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    if letter in "–—":
        return "-"
    return (unicodedata.normalize("NFD", letter)[0].lower() or letter)[0]
