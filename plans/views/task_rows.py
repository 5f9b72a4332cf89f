"""Reading one task for its page: the record with its units, the log with the last word of each unit, the parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, F, Prefetch, Q, QuerySet, Window
from django.db.models.functions import RowNumber
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
    last_of_unit: Mapping[int, ProgressEntry]
    last_complete: ProgressEntry | None


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
    is_report = ExpressionWrapper(Q(act__in=REPORTS), output_field=BooleanField())
    newest = (F("at").desc(), F("pk").desc())
    first = (page - 1) * PER_PAGE
    entries = (
        ProgressEntry.objects.filter(task=task)
        .annotate(
            place=Window(RowNumber(), order_by=newest),
            last=Window(RowNumber(), partition_by=[F("unit"), is_report], order_by=newest),
        )
        .filter(Q(place__gt=first, place__lte=first + PER_PAGE + 1) | Q(last=1))
        .select_related("actor__person")
        .order_by(*newest)
    )
    shown, last_of_unit, last_complete = [], {}, None
    for entry in entries:
        if first < entry.place <= first + PER_PAGE + 1:
            shown.append(entry)
        if entry.last == 1 and entry.act in REPORTS and entry.unit_id:
            last_of_unit[entry.unit_id] = entry
        if entry.act == Act.COMPLETE and last_complete is None:
            last_complete = entry
    lines = [said(entry, index) for entry in shown[:PER_PAGE]]
    return Log(lines, page, len(shown) > PER_PAGE, last_of_unit, last_complete)


def said(entry: ProgressEntry, index: UnitIndex) -> Said:
    """A line of the log: who did what, what was said, when."""
    unit = f" ({escape(index[entry.unit_id].label)})" if entry.unit_id in index.lines else ""
    act = entry.get_act_display()
    if entry.act == Act.STOP:
        act = f"ghi “{PROGRESS_WORDS[Progress(entry.state_to)]}”"
    elif entry.act == Act.REPORT and entry.percent is not None:
        act = f"ghi tiến độ, {entry.percent}%"
    text = entry.done_text or entry.reason
    tail = f": {lines_html(text)}" if text else "."
    sentence = f"<b>{escape(entry.actor.get_full_name())}</b>{unit} {escape(act)}{tail}"
    pairs = (("Khó khăn", entry.difficulty), ("Đề xuất", entry.proposal))
    return Said(
        dot=_DOTS[Act(entry.act)],
        sentence=mark_safe(sentence),  # noqa: S308 (escaped above)
        details=[(word, lines_html(value)) for word, value in pairs if value],
        at=timezone.localtime(entry.at),
        is_sample=entry.is_sample,
    )


def parts_of(task: Task, index: UnitIndex, last: Mapping[int, ProgressEntry]) -> list[Part]:
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


def _part(unit: int, index: UnitIndex, role: str, group: str, last: Mapping[int, ProgressEntry]) -> Part:
    entry = last.get(unit)
    if entry is None:
        return Part(index[unit].name, role, group, None, "", None, complete=False)
    news = entry.done_text.strip().partition("\n")[0]
    done = entry.act == Act.COMPLETE
    return Part(index[unit].name, role, group, entry.percent, news, timezone.localtime(entry.at), complete=done)
