"""The small marks of the look as ready HTML: icons, state pills, deadline lines.

Templates reach them through ``{% load look %}``; views that build long tables call them once per row, so a list of
300 rows costs string joins and no template nodes.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from typing import Any

import lucide
from django.db.models import TextChoices
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from plans.models import PlanState
from plans.rules.status import PROGRESS_WORDS, Due, DueState, Progress

# The icon of each pill, by the modifier that colours it
PILL_ICONS = {
    "idle": "circle",
    "doing": "circle-dot",
    "await": "hourglass",
    "done": "circle-check",
    "redo": "rotate-ccw",
    "cond": "circle-dashed",
    "off": "circle-slash",
    "warn": "triangle-alert",
    "not": "x",
}
_PROGRESS_LOOK = {
    Progress.TODO: ("idle", "circle"),
    Progress.DOING: ("doing", "circle-dot"),
    Progress.AWAITING: ("await", "hourglass"),
    Progress.REDO: ("redo", "rotate-ccw"),
    Progress.DONE: ("done", "circle-check"),
    Progress.PAUSED: ("off", "circle-pause"),
    Progress.NOT_ARISEN: ("off", "circle-slash"),
    Progress.CANCELLED: ("off", "circle-x"),
}
_PLAN_LOOK = {
    PlanState.DRAFT: "idle",
    PlanState.SUBMITTED: "await",
    PlanState.APPROVED: "await",
    PlanState.ISSUED: "done",
    PlanState.CLOSED: "off",
}
_DUE_ICONS = {
    DueState.FAR: "calendar",
    DueState.SOON: "clock-alert",
    DueState.LATE: "flag",
    DueState.MET: "calendar-check",
    DueState.MET_LATE: "calendar-clock",
    DueState.NONE: "minus",
}


@functools.cache
def icon_html(name: str, size: int = 16) -> SafeString:
    """A Lucide icon beside its word, hence hidden from screen readers."""
    drawn = lucide._render_icon(name, size, aria_hidden="true", **{"class": "i"})
    return mark_safe(" ".join(drawn.split()))  # noqa: S308 (from the package, no input of users)


@functools.lru_cache(maxsize=512)
def pill_html(modifier: str, word: str, icon: str = "") -> SafeString:
    """A state pill: ``modifier`` is one of ``PILL_ICONS``, the word always stands in it."""
    drawn = icon_html(icon or PILL_ICONS[modifier], 14)
    return format_html('<span class="state {}">{}{}</span>', modifier, drawn, word)


def choice_pill(choice: TextChoices, looks: Mapping[Any, str | tuple[str, str]]) -> SafeString:
    """The pill of a state: ``looks`` gives its modifier, with an icon where it has its own; its label is the word."""
    look = looks[choice]
    modifier, icon = (look, "") if isinstance(look, str) else look
    return pill_html(modifier, str(choice.label), icon)


def state_html(progress: str, conditional_waiting: bool = False) -> SafeString:
    """Tiến độ of a task; a conditional one that nothing has set off yet says so instead."""
    state = Progress(progress)
    if conditional_waiting and state == Progress.TODO:
        return pill_html("cond", "Chờ phát sinh")
    modifier, icon = _PROGRESS_LOOK[state]
    return pill_html(modifier, PROGRESS_WORDS[state], icon)


def plan_pill_html(state: str) -> SafeString:
    """State of a plan."""
    return choice_pill(PlanState(state), _PLAN_LOOK)


@functools.lru_cache(maxsize=1024)
def due_html(
    due: Due, deadline: dt.date | None, reported_on: dt.date | None = None, waiting: bool = False
) -> SafeString:
    """Thời hạn of a task: the date on one line, icon and words on the next.

    ``waiting`` is for conditional tasks that have not arisen: their period's end is no deadline yet.
    """
    date, words = due_words(due, deadline, reported_on, waiting)
    return due_lines_html(due.state, date, words)


def due_lines_html(state: DueState, date: str, words: str) -> SafeString:
    """The two lines as they are given, coloured by ``state``."""
    return format_html(
        '<span class="due {}"><span class="d">{}</span><span class="s">{}{}</span></span>',
        state.value,
        date,
        icon_html(_DUE_ICONS[state], 14),
        words,
    )


def due_words(
    due: Due, deadline: dt.date | None, reported_on: dt.date | None = None, waiting: bool = False
) -> tuple[str, str]:
    """The two lines of a deadline in words, the same on screen and paper."""
    date, words = (f"{deadline:%d/%m/%Y}" if deadline else "Không ấn định"), due.words
    if due.state == DueState.NONE:
        date = "Không ấn định" if waiting else date
        words = "chưa phát sinh" if waiting else "không tính hạn" if deadline else "không có ngày"
    elif due.state == DueState.MET and reported_on:
        words = f"Xong {reported_on:%d/%m/%Y}"
    elif due.state == DueState.FAR and reported_on:
        words = f"Báo xong {reported_on:%d/%m/%Y}"
    elif due.state == DueState.LATE and reported_on:
        words = f"Báo xong quá hạn {due.days} ngày"
    return date, words
