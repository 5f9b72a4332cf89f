"""What waits for a person in the plan: tasks that burn or must be done again, and reports to confirm (a socket)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse

from plans.models import Plan, PlanState, Role, User
from plans.models.task import WORKABLE
from plans.permissions import Rights, may_confirm, rights_of
from plans.rules.status import DueState, Progress
from plans.sockets import WorkItem
from plans.views.overview_rows import Overview, overview_of
from plans.views.plan_rows import Line, Words, read_words

MOST = 20  # of one group on the page; the rest stands behind a link to the list
WEEK = 7


class Picked(NamedTuple):
    """A task with the group of the work list it belongs to."""

    group: str
    line: Line


def task_work(user: User, plan: Plan, today: dt.date) -> Iterable[WorkItem]:
    """The tasks of ``plan`` that wait for ``user``: at most twenty of a group, words in one query."""
    if plan.state != PlanState.ISSUED:
        return
    rights = rights_of(user)
    if not rights.holds(Role.STANDING, Role.LEADER, Role.CONTACT):
        return
    overview = overview_of(user, plan, today)
    picked = pick(rights, overview)
    shown = [item for group in dict.fromkeys(item.group for item in picked) for item in _first(picked, group)]
    overview.left_out = len(picked) - len(shown)
    words = read_words([item.line for item in shown])
    for item in shown:
        yield _item(item, words[item.line.pk], may_report=rights.holds(Role.STANDING, Role.CONTACT))


def pick(rights: Rights, overview: Overview) -> list[Picked]:
    """Tasks of one's units, of every unit for the standing office; the leadership sees what is overdue."""
    every, leader = rights.holds(Role.STANDING), rights.holds(Role.LEADER)
    standing = overview.index.standing
    found = []
    for line in overview.board.lines:
        if line.progress == Progress.AWAITING:
            of_standing = standing is not None and overview.answers(line) == standing.pk
            if _confirms(rights, line, of_standing=of_standing):
                found.append(Picked("await", line))
        elif line.progress in WORKABLE and (every or line.mine or leader):
            group = _group(line)
            if group and (every or line.mine or group == "late"):
                found.append(Picked(group, line))
    return sorted(found, key=lambda item: item.line.deadline or dt.date.max)


def nearest(overview: Overview) -> Line | None:
    """The open task of one's units whose deadline comes first, for a day on which nothing burns."""
    lines = [line for line in overview.board.lines if line.mine and line.progress in WORKABLE and not line.waiting]
    return min((line for line in lines if line.deadline), key=lambda line: line.deadline or dt.date.max, default=None)


def _first(picked: list[Picked], group: str) -> list[Picked]:
    return [item for item in picked if item.group == group][:MOST]


def _confirms(rights: Rights, line: Line, *, of_standing: bool) -> bool:
    """The same rule as ``plans.confirm_task``, and nobody confirms what he reported himself."""
    by_standing = line.reported_by in rights.standing_users
    return line.reported_by != rights.user.pk and may_confirm(rights, of_standing=of_standing, by_standing=by_standing)


def _group(line: Line) -> str:
    due = line.standing.due
    if line.standing.is_late:
        return "late"
    if line.progress == Progress.REDO:
        return "redo"
    if line.standing.is_soon:
        return "soon"
    return "next" if due.state == DueState.FAR and due.days is not None and due.days <= WEEK else ""


def _item(picked: Picked, words: Words, *, may_report: bool) -> WorkItem:
    line, waits = picked.line, picked.group == "await"
    title = " ".join(words.title.split("\n"))
    origin = f"Nhiệm vụ {line.no} · {line.heading}"
    if waits and line.reported_on:
        origin += f" · báo hoàn thành {line.reported_on:%d/%m/%Y}"
    elif words.news:
        origin += f" · {words.news}"
    page = "task_confirm" if waits else "task_report" if may_report else "task"
    return WorkItem(
        group=picked.group,
        title=title,
        origin=origin,
        url=reverse(f"plans:{page}", args=[line.pk]),
        action="Xem, xác nhận" if waits else "Ghi tiến độ" if may_report else "Xem nhiệm vụ",
        deadline=None if waits else line.deadline,
        due_words="" if waits else line.standing.due.words,
        due_state="" if waits else line.standing.due.state.value,
        pill="Chờ xác nhận" if waits else "",
    )
