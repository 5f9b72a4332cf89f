"""What looks stale in a plan copied for another year: years, numbers of documents, stages that are over, moved dates.

Laws, decrees and circulars keep their numbers; anything else that carries one may have a successor. Wording is only
pointed at, with the replacement that the old year's sense suggests; a person changes or keeps each place.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from plans.rules.calendar import SpecialDays, last_working_day
from plans.rules.document import PlanDocument, PlanTask
from plans.rules.official import short_date
from plans.rules.wording import bare_words, has_reason, words_around, years_in

_DAY = r"\s*ngay\s*(?:\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*|\d{1,2}\s*thang\s*\d{1,2}\s*nam\s*)((?:19|20)\d\d)"
_LAW = re.compile(
    r"\b(?:hien phap|bo luat|luat|phap lenh|nghi dinh|thong tu)\b[^;.\n]{0,80}?"
    rf"(?:\bso\s*:?\s*[\w/\-&]+(?:{_DAY})?|nam (?:19|20)\d\d|/(?:19|20)\d\d/[\w\-]+(?:{_DAY})?)"
)
_NUMBERED = re.compile(
    r"\b(?:(?:ke hoach|cong van|huong dan|quyet dinh|chi thi|thong bao|to trinh|nghi quyet|ket luan|chuong trinh"
    rf"|van ban)\s+)?so\s*:?\s*\d+[\w/\-&]*(?:{_DAY})?"
)
_STAGE = re.compile(r"((?:19|20)\d\d)\s*(?:-|den|/)\s*(?:nam\s*)?((?:19|20)\d\d)")
_MEMORY = re.compile(r"\b(?:thanh lap|ngay sinh|giai phong|ngay truyen thong)\b[^;.\n]*")


@dataclass(frozen=True)
class StaleText:
    """A place to decide on. ``field`` is "title", "opening", "section:1.body", "task:9.title"…; ``doubtful`` stands in
    ``words``; ``to`` is what may replace it at the press of a button, empty where only a person can know.
    """

    field: str
    words: str
    doubtful: str
    remark: str
    to: str = ""


def move_due(due: dt.date, years: int, special: SpecialDays) -> dt.date:
    """The same day ``years`` later (29 February becomes 28); on a day off, the working day before it."""
    last_of_february = due.month == 2 and due.day == 29
    moved = dt.date(due.year + years, due.month, 28 if last_of_february else due.day)
    return last_working_day(moved, special)


def moved_to(document: PlanDocument, year: int, special: SpecialDays) -> PlanDocument:
    """The plan for ``year``: words unchanged, exact dates moved, no number and no date of its own."""
    years = year - (document.year or year)
    tasks = (
        dataclasses.replace(task, due=move_due(task.due, years, special)) if task.due else task
        for task in document.tasks
    )
    return dataclasses.replace(document, year=year, number=None, issued_on=None, tasks=tuple(tasks))


def stale_texts(document: PlanDocument, source: PlanDocument) -> tuple[StaleText, ...]:
    """Every doubtful place of ``document``, begun as a copy of ``source``, in the order of the paper.

    A year that differs from the one in the same words of ``source`` has been dealt with.
    """
    former = source.year or 0
    written = {_without_years(text): _years(text) for _, text, _ in _texts(source)}
    return tuple(
        stale
        for field, text, task in _texts(document)
        for stale in _in_text(field, text, task, _Copy(document.year or 0, former, written.get(_without_years(text))))
    ) + tuple(
        StaleText(f"task:{place}.due", f"ngày {day}", day, f"Ngày ấn định đã chuyển sang năm {document.year}: xem lại.")
        for place, task in enumerate(document.tasks)
        if task.due and (day := short_date(task.due))
    )


def _texts(document: PlanDocument) -> Iterator[tuple[str, str, PlanTask | None]]:
    yield "title", document.title or "", None
    yield "opening", document.opening, None
    for place, section in enumerate(document.sections):
        yield f"section:{place}.heading", section.heading, None
        yield f"section:{place}.body", section.body, None
    for place, task in enumerate(document.tasks):
        yield f"task:{place}.title", task.title, task
        yield f"task:{place}.period_text", task.period_text, task
    yield "closing", document.closing, None


@dataclass(frozen=True)
class _Copy:
    """What a text is read against: its plan's year, the source's, and the years in the same words of the source."""

    year: int
    former: int
    written: tuple[int, ...] | None

    def is_as_written(self, place: int, year: int) -> bool:
        """Whether the year at ``place`` still is the source's; of other words, whether it may be."""
        return year <= self.former if self.written is None else self.written[place] == year


def _years(text: str) -> tuple[int, ...]:
    return tuple(int(match[1]) for match in years_in(_key(text)))


def _without_years(text: str) -> str:
    letters = list(text)
    for match in years_in(_key(text)):
        letters[match.start(1) : match.end(1)] = "····"
    return "".join(letters)


def _key(text: str) -> str:
    """Bare words as long as the text itself; letters that fold into several stay as they are."""
    key = bare_words(text)
    return key if len(key) == len(text) else text


def _in_text(field: str, text: str, task: PlanTask | None, copy: _Copy) -> Iterator[StaleText]:
    key = _key(text)
    places = {match.start(1): place for place, match in enumerate(years_in(key))}
    for quiet in (_LAW, _MEMORY):
        key = quiet.sub(lambda match: "·" * len(match.group()), key)
    found: list[tuple[int, StaleText]] = []
    for match in _NUMBERED.finditer(key):
        words = " ".join(text[match.start() : match.end()].split())
        found.append((match.start(), StaleText(field, words, words, _remark_on_number(match[1], copy.former))))
    key = _NUMBERED.sub(lambda match: "·" * len(match.group()), key)
    for match in _STAGE.finditer(key):
        if int(match[2]) < copy.year:
            words = " ".join(text[match.start() : match.end()].split())
            found.append((match.start(), StaleText(field, words, words, f"Giai đoạn đã qua năm {match[2]}.")))
    key = _STAGE.sub(lambda match: "·" * len(match.group()), key)
    for match in years_in(key):
        to = _year_for(key, match, task, copy) if copy.is_as_written(places[match.start(1)], int(match[1])) else 0
        if to:
            words = words_around(text, match.start(1), match.end(1), before=7)
            remark = f"Chép từ kế hoạch năm {copy.former}."
            found.append((match.start(), StaleText(field, words, match[1], remark, str(to))))
    return (stale for _, stale in sorted(found, key=lambda item: item[0]))


def _remark_on_number(year: str | None, former: int) -> str:
    said = f"Văn bản năm {year}" if year else f"Văn bản dẫn trong kế hoạch năm {former}"
    return f"{said}: xem đã có văn bản mới thay chưa."


def _year_for(key: str, match: re.Match[str], task: PlanTask | None, copy: _Copy) -> int:
    """The year that belongs there now; 0 where the old one may stand."""
    written, year, former = int(match[1]), copy.year, copy.former
    if written == former:
        return year
    if written == former + 1:  # the year to come, seen from the former plan
        return written + year - former
    if written < former:
        looked_back = written == former - 1 and has_reason(key, match, written, frozenset({former}), task)
        return former if looked_back and year == former + 1 else year
    return 0
