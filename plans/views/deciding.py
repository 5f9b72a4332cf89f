"""What waits for the leadership's decision, whoever looks: the standing office sees the list and may not decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from django.urls import reverse

from plans import sockets
from plans.models import Plan, User
from plans.permissions import any_leader, rights_of
from plans.rules.status import Progress
from plans.sockets import WorkItem
from plans.views.overview_rows import Overview
from plans.views.plan_rows import Line, Words
from plans.views.work_rows import pick, task_work

MOST_LETTERS = 170


class Decision(NamedTuple):
    """One line of the list."""

    title: str
    origin: str
    waits: str
    url: str


def items_to_decide(user: User, plan: Plan, today: dt.date) -> list[WorkItem]:
    """What every topic holds for the leadership but the tasks reported done: one query."""
    leader = any_leader(user)
    given = (give(leader, plan, today) for give in sockets.work_items if give is not task_work)
    return [item for items in given for item in items if item.group == "await"]


def lines_to_confirm(user: User, overview: Overview) -> list[Line]:
    """Tasks reported done that the leadership confirms: those of the standing office. No query."""
    reported = replace(
        overview.board, lines=[line for line in overview.board.lines if line.progress == Progress.AWAITING]
    )
    waiting = replace(overview, board=reported)
    return [item.line for item in pick(rights_of(any_leader(user)), waiting)]


def decisions(
    items: Iterable[WorkItem], lines: Iterable[Line], words: dict[int, Words], today: dt.date, *, decides: bool
) -> list[Decision]:
    """Both as lines, what has waited longest first; who does not decide is led to the record itself."""
    found = [
        (item.since or today, Decision(cut(item.title), cut(item.origin), _waits(item.since, today), url))
        for item in items
        for url in [item.url if decides else item.read_url or item.url]
    ]
    page = "plans:task_confirm" if decides else "plans:task"
    for line in lines:
        title = f"Xác nhận nhiệm vụ {line.no} hoàn thành"
        origin = cut(words[line.pk].title)
        url = reverse(page, args=[line.pk])
        found.append((line.reported_on or today, Decision(title, origin, _waits(line.reported_on, today), url)))
    return [decision for _, decision in sorted(found, key=lambda pair: pair[0])]


def _waits(since: dt.date | None, today: dt.date) -> str:
    days = (today - since).days if since else 0
    return f"chờ {days} ngày" if days > 0 else "hôm nay"


def cut(text: str) -> str:
    """A text in one line of bearable length."""
    words = " ".join(text.split())
    return words if len(words) <= MOST_LETTERS else f"{words[: MOST_LETTERS - 1].rstrip()}…"
