"""Reading one task for its page: the record with its units, and each unit's part out of the diary."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from plans.models import Assignment, ObstacleState, PartState, ProgressEntry, Task, UnitKind, User
from plans.models.unit_index import UnitIndex
from plans.permissions import rights_of
from plans.rules.document import ROLE_WORDS, AssignmentRole
from plans.rules.status import STOPPED, Due, DueState, Progress, TaskFacts, due_of
from plans.services.part import Resolved, resolved
from plans.views.cells import due_html, pill_html
from plans.views.diary import Diary, Row

PART_LOOK = {PartState.TODO: "idle", PartState.DOING: "doing", PartState.REDO: "redo", PartState.DONE: "done"}
_AS_PROGRESS = {
    PartState.TODO: Progress.TODO,
    PartState.DOING: Progress.DOING,
    PartState.REDO: Progress.REDO,
    PartState.DONE: Progress.DONE,
}


class UnitPart(NamedTuple):
    """A unit's part as the table shows it. ``act`` is what the person can do with it now: words and address."""

    pk: int | None
    unit: int
    name: str
    role: str
    group: str
    state: str
    pill: SafeString
    percent: int | None
    news: str
    due: SafeString
    late: bool
    files: str
    url: str
    act: tuple[str, str]


def tasks_seen(user: User) -> QuerySet[Task]:
    """Tasks the person may see, with plan and units: two queries for one task."""
    seen = Task.objects.visible_to(user).select_related("plan", "follow_up_unit").defer(*_LONG_TEXTS)
    return seen.prefetch_related(Prefetch("assignments", Assignment.objects.select_related("unit")))


_LONG_TEXTS = ("search_key", "plan__source_text", "plan__opening", "plan__closing", "plan__search_key")


def parts_of(
    task: Task, user: User, index: UnitIndex, diary: Diary, *, today: dt.date, soon: int, running: bool
) -> list[UnitPart]:
    """Every unit that has a part, groups resolved, in the plan's order; with what the person can do about it."""
    known = {row.unit: row for row in diary["part"]}
    lines = list(task.assignments.all())
    places = resolved(lines, index)
    named = {line.pk: line.name.rstrip(".;, ") for line in lines if index[line.unit_id].kind == UnitKind.GROUP}
    listed = {place.unit for place in places}
    left = [(unit, row) for unit, row in known.items() if unit is not None and unit not in listed]
    places += [Resolved(unit, row.ref or 0, row.act, named.get(row.ref or 0, "")) for unit, row in left]
    files = Counter(row.ref for row in diary["evidence"])
    reasons = {row.unit: row.name for row in diary["entry"] if row.act == ProgressEntry.Act.PART_RETURN}
    waits = task.facts.is_waiting_to_arise
    rights, leads = rights_of(user), running and user.has_perm("plans.lead_parts", task)
    gathers = user.has_perm("plans.complete_task", task)  # the lead's own word is the progress of the whole

    def shown(place: Resolved) -> UnitPart:
        part, unit = known.get(place.unit), index[place.unit]
        role = ROLE_WORDS[AssignmentRole(place.role)]
        if part is None:
            return _not_made(unit.pk, unit.name, role, place.group, task)
        lead = gathers and place.role == AssignmentRole.LEAD
        own = running and not lead and user.has_perm("plans.report_task", task) and place.unit in rights.units
        state = PartState(part.state)
        due = _part_due(part, task, today, soon)
        return UnitPart(
            pk=part.pk,
            unit=place.unit,
            name=unit.name,
            role=role,
            group=place.group,
            state=state,
            pill=pill_html(PART_LOOK[state], str(state.label)),
            percent=part.number if state == PartState.DOING and part.number else None,
            news=reasons.get(place.unit, "") if state == PartState.REDO else _first_line(part.text),
            due=due_html(due, part.on or task.deadline, part.until if state == PartState.DONE else None, waits),
            late=due.state == DueState.LATE,
            files=f"{files[part.pk]} tệp" if files[part.pk] else "",
            url=reverse("plans:part", args=[part.pk]),
            act=_part_act(part, own=own, leads=leads),
        )

    rows = [shown(place) for place in places]
    empty = (line for line in lines if line.pk in named and not index.members(line.unit_id))
    return rows + [
        _not_made(line.unit_id, named[line.pk], ROLE_WORDS[AssignmentRole(line.role)], "", task)._replace(
            news="nhóm chưa có đơn vị nào"
        )
        for line in empty
    ]


def sent_words(parts: Sequence[UnitPart]) -> str:
    """How many units have sent their parts."""
    return f"{len(parts) - len(waited_for(parts))}/{len(parts)} đã gửi" if parts else ""


def waited_for(parts: Sequence[UnitPart]) -> list[UnitPart]:
    """The units that have not sent their parts, or must send them again."""
    return [part for part in parts if part.state in (PartState.TODO, PartState.REDO)]


def _not_made(unit: int, name: str, role: str, group: str, task: Task) -> UnitPart:
    """A unit of a draft, or of a group without members: nothing of it is kept yet."""
    due = due_html(Due(DueState.NONE), task.deadline)
    pill = pill_html(PART_LOOK[PartState.TODO], str(PartState.TODO.label))
    return UnitPart(None, unit, name, role, group, PartState.TODO, pill, None, "", due, False, "", "", ("", ""))


def _part_due(part: Row, task: Task, today: dt.date, soon: int) -> Due:
    """The unit's own date, else the task's; nothing presses once the whole is reported, stopped or not arisen."""
    rests = task.facts.is_waiting_to_arise or task.progress in (*STOPPED, Progress.AWAITING, Progress.DONE)
    if rests and part.state != PartState.DONE:
        return Due(DueState.NONE)
    facts = TaskFacts(_AS_PROGRESS[PartState(part.state)], part.on or task.deadline, reported_on=part.until)
    return due_of(facts, today, soon)


def _part_act(part: Row, *, own: bool, leads: bool) -> tuple[str, str]:
    if own and part.state != PartState.DONE:
        return "Báo phần việc", reverse("plans:part_report", args=[part.pk])
    if leads and part.state == PartState.DONE:
        return "Yêu cầu làm lại", reverse("plans:part_return", args=[part.pk])
    return "", ""


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]


def open_obstacles(diary: Diary) -> list[Row]:
    """Those that are not settled yet, newest first."""
    return [row for row in reversed(diary["obstacle"]) if row.state != ObstacleState.SETTLED]
