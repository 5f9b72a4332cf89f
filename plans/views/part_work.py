"""What of the parts waits for a person on the first page: his own steps, and parts of his unit to be done again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import QuerySet
from django.urls import reverse

from plans.models import Part, PartState, PartStep, Plan, PlanState, Role, User
from plans.models.task import WORKABLE
from plans.permissions import rights_of
from plans.rules.status import Due, DueState, Progress, TaskFacts, due_of
from plans.services.waiting import Rows, WaitingRow, waiting_row
from plans.sockets import WorkItem
from plans.views.work_rows import WEEK

STEP, REDO = "part_step", "part_redo"
_GROUPS = {DueState.LATE: "late", DueState.SOON: "soon"}


def steps_waiting(user: User, plan: Plan) -> Rows | None:
    """The open steps given to the person."""
    if plan.state != PlanState.ISSUED or not user.person_id:
        return None
    return waiting_row(
        _open_steps(plan).filter(person=user.person_id),
        STEP,
        owner="part_id",
        no="part__task__no",
        title="text",
        text="part__task__title",
        day="due",
        since="created_at",
        unit="part__unit__name",
    )


def people_with_steps(plan: Plan) -> Iterable[int | None]:
    """Everybody who has a step to do."""
    return _open_steps(plan).values_list("person_id", flat=True)


def _open_steps(plan: Plan) -> QuerySet[PartStep]:
    open_ones = PartStep.objects.filter(done_on=None, part__dropped=False, part__task__plan=plan)
    return open_ones.filter(part__task__progress__in=WORKABLE, part__task__dropped=False)


def step_item(row: WaitingRow, today: dt.date) -> WorkItem:
    due = due_of(TaskFacts(Progress.DOING, row.day), today)
    task = " ".join((row.text or "").split())
    return _item(row, due, f"Việc được giao · nhiệm vụ {row.no}: {task}", "plans:part", "Mở việc")


def parts_waiting(user: User, plan: Plan) -> Rows | None:
    """The parts of one's units that must be done again."""
    rights = rights_of(user)
    if plan.state != PlanState.ISSUED or not rights.holds(Role.CONTACT):
        return None
    parts = Part.objects.kept().filter(unit__in=rights.units, state=PartState.REDO, task__plan=plan)
    return waiting_row(
        parts.filter(task__progress__in=WORKABLE, task__dropped=False),
        REDO,
        owner="pk",
        no="task__no",
        title="task__title",
        day="task__deadline",
        since="updated_at",
        unit="unit__name",
    )


def part_item(row: WaitingRow, today: dt.date) -> WorkItem:
    due = due_of(TaskFacts(Progress.REDO, row.day), today)
    item = _item(row, due, f"Nhiệm vụ {row.no} · phần việc của {row.unit} phải làm lại", "plans:part_report", "Làm lại")
    return item if item.group == "late" else replace(item, group="redo")


def _item(row: WaitingRow, due: Due, origin: str, page: str, action: str) -> WorkItem:
    return WorkItem(
        group=_group(due),
        title=" ".join((row.title or "").split()),
        origin=origin,
        url=reverse(page, args=[row.owner]),
        action=action,
        deadline=row.day,
        due_words=due.words if row.day else "",
        due_state=due.state.value if row.day else "",
    )


def _group(due: Due) -> str:
    """Where it stands on the first page; later than a week it does not stand there yet, without a date it does."""
    if due.state == DueState.FAR and due.days is not None and due.days > WEEK:
        return ""
    return _GROUPS.get(due.state, "next")
