"""The years of a person or unit as a grid: years as columns, a row for each kind of thing that counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from awards.models import Absence, Discipline, InitiativeState, RatingLevel
from awards.rules.short_names import short_name
from awards.services.record_rows import RecordRows, Subject, WorkRow, read_record
from plans.models import User
from plans.views.cells import icon_html, pill_html

LEVELS = {
    RatingLevel.EXCELLENT: "Xuất sắc",
    RatingLevel.GOOD: "Hoàn thành tốt",
    RatingLevel.DONE: "Hoàn thành",
    RatingLevel.NOT_DONE: "Không hoàn thành",
}
TITLES, COMMENDATIONS = "Danh hiệu thi đua", "Hình thức khen thưởng"


class YearLine(NamedTuple):
    """One row of the grid: its words, and a cell for each year."""

    head: str
    cells: tuple[SafeString, ...]


class YearsGrid(NamedTuple):
    """The grid, ready to show by ``awards/years_grid.html``; ``cells`` stand in the order of ``years``."""

    name: str
    years: tuple[int, ...]
    current: int
    lines: tuple[YearLine, ...]


def years_grid(
    subject: Subject, *, user: User, years: int = 6, current: int | None = None, rows: RecordRows | None = None
) -> YearsGrid:
    """The last ``years`` years up to ``current`` (this one). One query, none where ``rows`` were read already.

    Discipline and holds have no line for a reader who may not know of them.
    """
    last = current or timezone.localdate().year
    span = tuple(range(last - years + 1, last + 1))
    rows = rows or read_record(subject, user=user)
    lines = [
        YearLine("Xếp loại hằng năm", tuple(_rating(rows, year, last) for year in span)),
        YearLine(TITLES, tuple(_honours(rows, year, titles=True) for year in span)),
        YearLine(COMMENDATIONS, tuple(_honours(rows, year, titles=False) for year in span)),
        YearLine("Sáng kiến được công nhận", tuple(_works(rows, year) for year in span)),
    ]
    if rows.sees_discipline:
        label = "Kỷ luật, tạm dừng xét" if rows.sees_holds else "Kỷ luật"
        lines.append(YearLine(label, tuple(_discipline(rows, year, last) for year in span)))
    return YearsGrid(str(subject), span, last, tuple(lines))


def honour_html(words: str, *, title: bool) -> SafeString:
    """The gold label of an award that was given."""
    return format_html('<span class="honour">{}{}</span>', icon_html("award" if title else "medal", 14), words)


def works_words(rows: RecordRows, works: Sequence[WorkRow]) -> list[str]:
    """What each recognised work was used for; those unused are counted together."""
    used = [rows.used_for(work.pk) for work in works]
    said = [f"đã dùng: {', '.join(f'{short_name(u.code, u.name)} {u.year}' for u in uses)}" for uses in used if uses]
    unused = sum(not uses for uses in used)
    if unused:
        said.append("chưa dùng" if unused == len(works) else f"{unused} chưa dùng")
    return said


def _rating(rows: RecordRows, year: int, current: int) -> SafeString:
    level = next((row.level for row in rows.ratings if row.year == year), "")
    absent = [
        str(Absence.Kind(row.kind).label).lower() for row in rows.absences if _in(year, row.starts_on, row.ends_on)
    ]
    if level:
        words = LEVELS[RatingLevel(level)]
        shape = "<b>{}</b>" if level == RatingLevel.EXCELLENT else "{}"
        main = format_html(shape, words)
    else:
        main = _muted("chưa xếp loại" if year >= current else "chưa ghi")
    return _stacked(main, dict.fromkeys(absent))


def _honours(rows: RecordRows, year: int, *, titles: bool) -> SafeString:
    given = [row for row in rows.awards if row.year == year and row.is_title == titles and row.stands]
    known = {row.code for row in given}
    labels = [honour_html(short_name(row.code, row.name), title=titles) for row in given]
    for row in rows.proposed:
        code = row.title if titles else row.commendation
        if row.year == year and code and code not in known:
            name = row.title_name or row.commendation_name or ""
            labels.append(_stacked(pill_html("doing", "đang đề nghị", "file-pen-line"), [short_name(code, name)]))
    return format_html_join("", '<span class="one">{}</span>', ((label,) for label in labels))


def _works(rows: RecordRows, year: int) -> SafeString:
    works = [row for row in rows.works if row.year == year and row.state == InitiativeState.RECOGNISED]
    return _stacked(format_html("{}", len(works)), works_words(rows, works)) if works else SafeString("")


def _discipline(rows: RecordRows, year: int, current: int) -> SafeString:
    said: list[SafeString] = []
    for row in rows.disciplines:
        if _in(year, row.decided_on, row.ends_on):
            ends = f"hết hạn {row.ends_on:%d/%m/%Y}" if row.ends_on else "chưa ghi ngày hết hạn"
            said.append(_stacked(format_html("<b>{}</b>", Discipline.Form(row.form).label), [ends]))
    for hold in rows.holds:
        if _in(year, hold.since, hold.released_on):
            ends = f"kết luận {hold.released_on:%d/%m/%Y}" if hold.released_on else f"từ {hold.since:%d/%m/%Y}"
            said.append(_stacked(format_html("<b>{}</b>", "Tạm dừng xét"), [ends]))
    if said:
        return format_html_join("", "{}", ((one,) for one in said))
    return _muted("chưa xác nhận" if year >= current else "không")


def _in(year: int, begins: dt.date, ends: dt.date | None) -> bool:
    return begins.year <= year <= (ends.year if ends else dt.MAXYEAR)


def _muted(words: str) -> SafeString:
    return format_html('<span class="muted">{}</span>', words)


def _stacked(main: SafeString, below: Iterable[str]) -> SafeString:
    return format_html("{}{}", main, format_html_join("", "<small>{}</small>", ((words,) for words in below)))
