"""The right column of a task's page: directions, obstacles, evidence, milestones, comments, out of the diary."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from plans.models import DirectionState, EventState, ExtensionState, ObstacleState, Role, Task, User
from plans.models.unit_index import UnitIndex
from plans.permissions import rights_of
from plans.rules.status import Progress
from plans.views.cells import pill_html
from plans.views.diary import Diary, Row
from plans.views.plan_html import lines_html
from plans.views.task_rows import open_obstacles

_OBSTACLE_LOOK = {
    ObstacleState.REPORTED: "warn",
    ObstacleState.SUBMITTED: "await",
    ObstacleState.DECIDED: "doing",
    ObstacleState.SETTLED: "done",
}
_EXTENSION_LOOK = {
    ExtensionState.ASKED: "await",
    ExtensionState.AGREED: "done",
    ExtensionState.REFUSED: "off",
    ExtensionState.WITHDRAWN: "off",
}
NEWEST = 6  # files and comments shown at once, the others stand folded below them


class Direction(NamedTuple):
    """A direction with its reply, and the act that is open to the person."""

    url: str
    words: SafeString
    reply: SafeString | None
    foot: str
    replied: str
    act: str


class File(NamedTuple):
    """A file of evidence."""

    name: str
    url: str
    about: str
    remove: str


class Remark(NamedTuple):
    """A comment."""

    who: str
    words: SafeString
    at: dt.datetime
    remove: str


class Note(NamedTuple):
    """An obstacle, an extension or an event: a link, a pill, a line below."""

    words: str
    url: str
    pill: SafeString | None
    about: str


def side_of(task: Task, user: User, index: UnitIndex, diary: Diary, *, running: bool) -> dict[str, Any]:
    """Everything the right column shows."""
    reports = running and user.has_perm("plans.report_task", task)
    removes = running and task.progress != Progress.DONE
    files = files_of(diary, user, index, removes=removes)
    remarks = [_remark(row, user, running=running) for row in reversed(diary["comment"])]
    open_ones, closed = _directions(diary, answers=reports)
    (itself,) = diary["itself"]
    return {
        "reporter": itself.who,
        "source": (reverse("plans:task", args=[itself.ref]), f"{itself.name}/{itself.number}") if itself.ref else None,
        "directions": open_ones,
        "directions_closed": closed,
        "direct_url": _link("direction_give", task) if running and user.has_perm("plans.give_direction", task) else "",
        "obstacles": [_obstacle(row, index) for row in open_obstacles(diary)],
        "files": files[:NEWEST],
        "files_more": files[NEWEST:],
        "add_file_url": _link("evidence_add", task) if reports else "",
        "remark_count": len(remarks),
        "remarks": remarks[:NEWEST],
        "remarks_more": remarks[NEWEST:],
        "comment_url": _link("comment_add", task) if running else "",
        "extensions": [_extension(row) for row in reversed(diary["extension"])],
        "events": [_event(row) for row in diary["event"] if row.state != EventState.CANCELLED],
        "event_url": _event_url(task, user, diary) if running else "",
        "changes": [_change(row) for row in diary["change"]],
    }


def files_of(diary: Diary, user: User, index: UnitIndex, *, removes: bool) -> list[File]:
    """The files of evidence, newest first."""
    return [_file(row, user, index, removes=removes) for row in reversed(diary["evidence"])]


def _link(name: str, task: Task) -> str:
    return reverse(f"plans:{name}", args=[task.pk])


def _directions(diary: Diary, *, answers: bool) -> tuple[list[Direction], list[Direction]]:
    open_ones: list[Direction] = []
    closed: list[Direction] = []
    for row in reversed(diary["direction"]):
        foot = f"{row.who} · {_when(row.at)}"
        if row.state == DirectionState.OPEN:
            foot += f" · cần trả lời trước ngày {row.on:%d/%m/%Y}" if row.on else " · cần trả lời"
        replied = f"{row.by} · {_when(row.then)}" if row.more else ""
        shown = Direction(
            url=reverse("plans:direction", args=[row.pk]),
            words=lines_html(row.text),
            reply=lines_html(row.more) if row.more else None,
            foot=foot,
            replied=replied,
            act="Báo cáo việc thực hiện" if answers and row.state == DirectionState.OPEN else "",
        )
        (closed if row.state == DirectionState.CLOSED else open_ones).append(shown)
    return open_ones, closed


def _obstacle(row: Row, index: UnitIndex) -> Note:
    state = ObstacleState(row.state)
    unit = index.lines.get(row.unit or 0)
    about = " · ".join(part for part in (unit.label if unit else row.who, _when(row.at)) if part)
    url = reverse("plans:obstacle", args=[row.pk])
    return Note(_line(row.text), url, pill_html(_OBSTACLE_LOOK[state], str(state.label)), about)


def _extension(row: Row) -> Note:
    state = ExtensionState(row.state)
    words = f"Từ {row.until:%d/%m/%Y} đến {row.on:%d/%m/%Y}"
    url = reverse("plans:extension", args=[row.pk])
    return Note(words, url, pill_html(_EXTENSION_LOOK[state], str(state.label)), f"{row.who} · {_when(row.at)}")


def _event(row: Row) -> Note:
    days = f"{row.on:%d/%m/%Y}" + (f" đến {row.until:%d/%m/%Y}" if row.until != row.on else "")
    about = f"{days}, {row.text}" if row.text else days
    return Note(row.name, reverse("plans:event", args=[row.pk]), None, about)


def _event_url(task: Task, user: User, diary: Diary) -> str:
    wanted = task.kind == "event" and not diary["event"]
    return _link("event_add", task) if wanted and user.has_perm("plans.keep_event", task) else ""


def _change(row: Row) -> Note:
    about = f"ngày {row.on:%d/%m/%Y}" if row.on else ""
    return Note(f"Số {row.name}", reverse("plans:adjustment", args=[row.ref]), None, about)


def _file(row: Row, user: User, index: UnitIndex, *, removes: bool) -> File:
    unit = index.lines.get(row.unit or 0)
    about = [filesizeformat(row.number or 0), row.who, unit.label if unit else "", _when(row.at)]
    own = removes and (row.owner == user.pk or rights_of(user).holds(Role.STANDING))
    return File(
        name=row.name,
        url=reverse("plans:evidence_file", args=[row.pk]),
        about=" · ".join(part for part in (row.text, *about) if part),
        remove=reverse("plans:evidence_remove", args=[row.pk]) if own else "",
    )


def _remark(row: Row, user: User, *, running: bool) -> Remark:
    own = running and (row.owner == user.pk or rights_of(user).holds(Role.STANDING))
    remove = reverse("plans:comment_remove", args=[row.pk]) if own else ""
    return Remark(row.who, lines_html(row.text), timezone.localtime(row.at), remove)


def _when(at: dt.datetime | None) -> str:
    return f"{timezone.localtime(at):%d/%m/%Y}" if at else ""


def _line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 140 else f"{line[:137].rstrip()}…"
