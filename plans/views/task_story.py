"""The log of a task's page: what happened to it, newest first, told in sentences out of the diary."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from plans.models import EventState, ExtensionState, ProgressEntry, TaskChange
from plans.models.unit_index import UnitIndex
from plans.rules.status import PROGRESS_WORDS, Progress
from plans.views.diary import Diary, Row
from plans.views.plan_html import lines_html

PER_PAGE = 20
Act = ProgressEntry.Act
_DOTS = {
    Act.REPORT: "",
    Act.COMPLETE: "await",
    Act.CONFIRM: "done",
    Act.RETURN: "redo",
    Act.STOP: "off",
    Act.RESUME: "",
    Act.TRIGGER: "idle",
    Act.PART_DONE: "done",
    Act.PART_RETURN: "redo",
}


class Said(NamedTuple):
    """One line of the log, ready to show."""

    dot: str
    sentence: SafeString
    details: list[tuple[str, SafeString]]
    when: str
    stamp: str
    is_sample: bool
    url: str = ""


class Log(NamedTuple):
    """A page of the log, newest first."""

    lines: list[Said]
    page: int
    has_older: bool


def last_complete(diary: Diary) -> Row | None:
    """The last report of completion."""
    return next((row for row in reversed(diary["entry"]) if row.act == Act.COMPLETE), None)


def log_of(diary: Diary, index: UnitIndex, page: int = 1) -> Log:
    """A page of what happened to the task, newest first."""
    rows = [row for kind in _SAYERS for row in diary[kind] if row.at]
    rows.sort(key=lambda row: (row.at, row.pk), reverse=True)
    first = (page - 1) * PER_PAGE
    lines = [said(row, index) for row in rows[first : first + PER_PAGE]]
    return Log(lines, page, len(rows) > first + PER_PAGE)


def said(row: Row, index: UnitIndex) -> Said:
    """A line of the log: who did what, what was said, when."""
    dot, words, details, url = _SAYERS[row.kind](row, index)
    at = timezone.localtime(row.at)
    return Said(
        dot=dot,
        sentence=mark_safe(words),  # noqa: S308 (escaped where it is made)
        details=[(word, lines_html(text)) for word, text in details if text],
        when=f"{at:%d/%m/%Y %H:%M}",
        stamp=at.isoformat(),
        is_sample=row.is_sample,
        url=url,
    )


_Telling = tuple[str, str, list[tuple[str, str]], str]


def _tell_entry(row: Row, index: UnitIndex) -> _Telling:
    act = Act(row.act)
    unit = index.lines.get(row.unit or 0)
    words = act.label
    if act == Act.STOP:
        words = f"ghi “{PROGRESS_WORDS[Progress(row.state)]}”"
    elif act == Act.REPORT and row.number is not None:
        words = f"ghi tiến độ, {row.number}%"
    elif act == Act.PART_RETURN:
        words = f"yêu cầu {unit.label if unit else 'đơn vị'} làm lại phần việc"
    text = row.text or row.name
    tail = f": {lines_html(text)}" if text else "."
    whose = "" if act == Act.PART_RETURN else _of(row, index)
    details = [("Khó khăn", row.more), ("Đề xuất", row.last)]
    if act == Act.COMPLETE and row.text:
        details.append(("Còn thiếu", row.name))
    return _DOTS[act], f"<b>{escape(row.who)}</b>{whose} {escape(words)}{tail}", details, ""


def _tell_extension(row: Row, index: UnitIndex) -> _Telling:
    words = f"<b>{escape(row.who)}</b>{_of(row, index)} xin gia hạn đến {_day(row.on)}: {lines_html(row.text)}"
    state = ExtensionState(row.state)
    answer = "" if state == ExtensionState.ASKED else _answer(state.label, row.by, row.more)
    return "await", words, [("Trả lời", answer)], reverse("plans:extension", args=[row.pk])


def _tell_obstacle(row: Row, index: UnitIndex) -> _Telling:
    words = f"<b>{escape(row.who)}</b>{_of(row, index)} báo vướng mắc: {lines_html(row.text)}"
    details = [("Đề xuất", row.more), ("Quyết định", _answer("", row.by, row.last) if row.last else "")]
    return "warn", words, details, reverse("plans:obstacle", args=[row.pk])


def _tell_event(row: Row, _index: UnitIndex) -> _Telling:
    until = f" đến {_day(row.until)}" if row.until != row.on else ""
    words = f"<b>{escape(row.who)}</b> ghi hội nghị: {escape(row.name)}, {_day(row.on)}{until}."
    cancelled = [("Trạng thái", str(EventState.CANCELLED.label))] if row.state == EventState.CANCELLED else []
    return "idle", words, cancelled, reverse("plans:event", args=[row.pk])


def _tell_change(row: Row, _index: UnitIndex) -> _Telling:
    act = {TaskChange.Kind.ADD: "Thêm vào", TaskChange.Kind.DROP: "Bỏ khỏi"}.get(TaskChange.Kind(row.act), "Điều chỉnh")
    words = f"<b>{act} kế hoạch</b> theo văn bản số {escape(row.name)} ngày {_day(row.on)}: {lines_html(row.text)}"
    return "idle", words, [], reverse("plans:adjustment", args=[row.ref])


_SAYERS: Mapping[str, Callable[[Row, UnitIndex], _Telling]] = {
    "entry": _tell_entry,
    "extension": _tell_extension,
    "obstacle": _tell_obstacle,
    "event": _tell_event,
    "change": _tell_change,
}


def _of(row: Row, index: UnitIndex) -> str:
    unit = index.lines.get(row.unit or 0)
    return f" ({escape(unit.label)})" if unit else ""


def _answer(state: str, who: str, words: str) -> str:
    named = f"{state}, {who}".strip(", ")
    return f"{words} ({named})" if words and named else words or named


def _day(day: dt.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
