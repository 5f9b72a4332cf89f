"""Reading one task for its page: the record with its units, the log with the last word of each unit, the parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from plans.models import Assignment, ProgressEntry, Task, UnitKind, User
from plans.models.unit_index import UnitIndex
from plans.rules.document import ROLE_WORDS, AssignmentRole
from plans.rules.status import PROGRESS_WORDS, Progress
from plans.views.plan_html import lines_html

PER_PAGE = 20
Act = ProgressEntry.Act
REPORTS = (Act.REPORT, Act.COMPLETE)
_ENTRY = (
    *("act", "unit_id", "at", "percent", "done_text", "difficulty", "proposal", "reason", "state_to", "is_sample"),
    *("actor__username", "actor__person__full_name"),
)
_DOTS = {
    Act.REPORT: "",
    Act.COMPLETE: "await",
    Act.CONFIRM: "done",
    Act.RETURN: "redo",
    Act.STOP: "off",
    Act.RESUME: "",
    Act.TRIGGER: "idle",
}


class Part(NamedTuple):
    """A unit's part in the task: the group it comes from, and what it said last."""

    name: str
    role: str
    group: str
    percent: int | None
    news: str
    at: dt.datetime | None
    complete: bool


class Entry(NamedTuple):
    """An entry of the log with the name of who wrote it."""

    act: str
    unit_id: int | None
    at: dt.datetime
    percent: int | None
    done_text: str
    difficulty: str
    proposal: str
    reason: str
    state_to: str
    is_sample: bool
    username: str
    full_name: str | None

    @property
    def who(self) -> str:
        return self.full_name or self.username


class Said(NamedTuple):
    """One line of the log, ready to show."""

    dot: str
    sentence: SafeString
    details: list[tuple[str, SafeString]]
    at: dt.datetime
    is_sample: bool


class Log(NamedTuple):
    """A page of the log, newest first, and the last report of each unit."""

    lines: list[Said]
    page: int
    has_older: bool
    last_of_unit: Mapping[int, Entry]
    last_complete: Entry | None


def tasks_seen(user: User) -> QuerySet[Task]:
    """Tasks the person may see, with plan and units: two queries for one task."""
    parts = Assignment.objects.select_related("unit")
    return (
        Task.objects.visible_to(user)
        .select_related("plan", "follow_up_unit", "reported_by__person")
        .defer("plan__source_text", "plan__opening", "plan__closing", "search_key", "plan__search_key")
        .prefetch_related(Prefetch("assignments", parts))
    )


def read_log(task: Task, index: UnitIndex, page: int = 1) -> Log:
    """One query: a page of the log, and each unit's last report wherever it stands."""
    entries = [Entry._make(row) for row in task.entries.order_by("-at", "-pk").values_list(*_ENTRY)]
    first = (page - 1) * PER_PAGE
    lines = [said(entry, index) for entry in entries[first : first + PER_PAGE]]
    reports = [entry for entry in entries if entry.act in REPORTS]
    last_of_unit = {entry.unit_id: entry for entry in reversed(reports) if entry.unit_id}
    last_complete = next((entry for entry in reports if entry.act == Act.COMPLETE), None)
    return Log(lines, page, len(entries) > first + PER_PAGE, last_of_unit, last_complete)


def said(entry: Entry, index: UnitIndex) -> Said:
    """A line of the log: who did what, what was said, when."""
    unit = f" ({escape(index[entry.unit_id].label)})" if entry.unit_id in index.lines else ""
    act = Act(entry.act).label
    if entry.act == Act.STOP:
        act = f"ghi “{PROGRESS_WORDS[Progress(entry.state_to)]}”"
    elif entry.act == Act.REPORT and entry.percent is not None:
        act = f"ghi tiến độ, {entry.percent}%"
    text = entry.done_text or entry.reason
    tail = f": {lines_html(text)}" if text else "."
    sentence = f"<b>{escape(entry.who)}</b>{unit} {escape(act)}{tail}"
    pairs = (("Khó khăn", entry.difficulty), ("Đề xuất", entry.proposal))
    return Said(
        dot=_DOTS[Act(entry.act)],
        sentence=mark_safe(sentence),  # noqa: S308 (escaped above)
        details=[(word, lines_html(value)) for word, value in pairs if value],
        at=timezone.localtime(entry.at),
        is_sample=entry.is_sample,
    )


def parts_of(task: Task, index: UnitIndex, last: Mapping[int, Entry]) -> list[Part]:
    """Every unit that has a part, groups resolved; a unit named itself is not listed again in a group."""
    assignments = list(task.assignments.all())
    named = {part.unit_id for part in assignments}
    rows: list[Part] = []
    for assignment in assignments:
        role = ROLE_WORDS[AssignmentRole(assignment.role)]
        if assignment.unit.kind != UnitKind.GROUP:
            rows.append(_part(assignment.unit_id, index, role, "", last))
            continue
        members = [member for member in index.members(assignment.unit_id) if member not in named]
        named |= set(members)
        group = assignment.name.rstrip(".;, ")
        rows.extend(_part(member, index, role, group, last) for member in members)
        if not index.members(assignment.unit_id):
            rows.append(Part(group, role, "", None, "nhóm chưa có đơn vị nào", None, complete=False))
    return rows


def _part(unit: int, index: UnitIndex, role: str, group: str, last: Mapping[int, Entry]) -> Part:
    entry = last.get(unit)
    if entry is None:
        return Part(index[unit].name, role, group, None, "", None, complete=False)
    news = entry.done_text.strip().partition("\n")[0]
    done = entry.act == Act.COMPLETE
    return Part(index[unit].name, role, group, entry.percent, news, timezone.localtime(entry.at), complete=done)
