"""What stands in the calendar: deadlines of tasks and of units' parts (a socket), gathered for a page or a feed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Subquery
from django.urls import reverse
from django.utils import timezone

from plans import sockets
from plans.models import OPEN_PARTS, Office, Part, Plan, Task, User
from plans.models.task import WORKABLE
from plans.models.unit_index import UnitIndex
from plans.permissions import rights_of
from plans.rules.calendar import period_start
from plans.rules.reminding import one_line, reminder_levels
from plans.rules.status import PROGRESS_WORDS, STOPPED, Due, Progress, TaskFacts, due_of
from plans.services.together import together
from plans.sockets import CalendarItem

TASK, PART, EVENT = "task", "part", "event"
_ANY = "987654321"  # stands for the key of any task in an address
KIND_WORDS = {TASK: "Thời hạn nhiệm vụ", PART: "Hạn phần việc của đơn vị", EVENT: "Hội nghị, lớp học"}
_COLUMNS = (
    "pk",
    "no",
    "title",
    "deadline",
    "period",
    "progress",
    "conditional",
    "triggered_on",
    "reported_on",
    "version",
    "updated_at",
    "assignments__unit_id",
    "assignments__name",
    "soon_days",
    "levels",
)


class _Found(NamedTuple):
    """The dated tasks of a plan with their units, and how the office wants deadlines told."""

    tasks: dict[int, _Task]
    units: dict[int, set[int]]
    names: dict[int, list[str]]
    soon: int
    alarms: tuple[int, ...]
    pattern: str

    def task_url(self, pk: int) -> str:
        """The address of a task's page: built from one, because a feed has 1,400 of them."""
        return self.pattern.replace(_ANY, str(pk))


class _Task(NamedTuple):
    """A dated task with the units that the plan names."""

    pk: int
    no: str
    title: str
    deadline: dt.date
    period: str
    progress: str
    conditional: bool
    triggered_on: dt.date | None
    reported_on: dt.date | None
    version: int
    updated_at: dt.datetime

    @property
    def facts(self) -> TaskFacts:
        return TaskFacts(
            Progress(self.progress), self.deadline, self.conditional, self.triggered_on is not None, self.reported_on
        )


class _Part(NamedTuple):
    """A unit's part with a day of its own."""

    pk: int
    task_id: int
    unit_id: int
    unit__short_name: str
    unit__name: str
    due: dt.date
    version: int
    updated_at: dt.datetime


def items_of(user: User, plans: Iterable[Plan], *, mine: bool = False) -> list[CalendarItem]:
    """Everything that every app puts into the calendar of ``plans``, by day; only one's own units' where asked."""
    plans = tuple(plans)
    found = [item for plan in plans for give in sockets.calendar for item in give(user, plan)]
    asked = [one for plan in plans for ask in sockets.calendar_questions for one in ask(user, plan)]
    for one, rows in zip(asked, together([one.question for one in asked]), strict=True):
        found += one.make(rows)
    return sorted((item for item in found if item.mine or not mine), key=lambda item: (item.starts_on, item.title))


def deadlines(user: User, plan: Plan) -> Iterable[CalendarItem]:
    """The deadlines of ``plan``: four queries whatever the number of tasks.

    Undated and stopped tasks, and conditional ones that nothing has set off, have no day to stand on.
    """
    today, reach, read = timezone.localdate(), _reach(user), _read_tasks(plan)
    found = []
    for task in read.tasks.values():
        facts = task.facts
        if not facts.is_waiting_to_arise and task.progress not in STOPPED:
            mine = not reach.isdisjoint(read.units[task.pk])
            found.append(_task_item(task, due_of(facts, today, read.soon), mine, plan, read))
    parts = Part.objects.filter(task__plan=plan, dropped=False, due__isnull=False, state__in=OPEN_PARTS)
    for row in parts.order_by("pk").values_list(*_Part._fields):
        part = _Part._make(row)
        whole = read.tasks.get(part.task_id)
        if whole and part.due != whole.deadline and whole.progress in WORKABLE:
            found.append(_part_item(whole, part, part.unit_id in reach, today, read))
    return found


def _reach(user: User) -> frozenset[int]:
    rights = rights_of(user)
    return rights.reach if rights.units else _own_unit(user)


def _own_unit(user: User) -> frozenset[int]:
    """The unit of who answers for none, and the groups that stand for it: what is "của đơn vị tôi" to a reader."""
    unit = user.person.unit_id if user.person else None
    return UnitIndex.load().reach({unit}) if unit else frozenset()


def _read_tasks(plan: Plan) -> _Found:
    """One query: dated tasks, of each the units and their names, and what the office has set."""
    office = Office.objects.order_by("pk")
    read = _Found({}, defaultdict(set), defaultdict(list), 0, (), reverse("plans:task", args=[int(_ANY)]))
    rows = Task.objects.filter(plan=plan, dropped=False, deadline__isnull=False).annotate(
        soon_days=Subquery(office.values("soon_days")[:1]), levels=Subquery(office.values("reminder_days")[:1])
    )
    for *facts, unit, name, soon, levels in rows.order_by("order", "pk", "assignments__order").values_list(*_COLUMNS):
        pk = facts[0]
        if pk not in read.tasks:
            if not read.tasks:
                read = read._replace(soon=soon or 0, alarms=reminder_levels(levels) if levels else ())
            read.tasks[pk] = _Task._make(facts)
        if unit:
            read.units[pk].add(unit)
            read.names[pk].append(name)
    return read


def _task_item(task: _Task, due: Due, mine: bool, plan: Plan, read: _Found) -> CalendarItem:
    names = read.names[task.pk]
    lines = [f"Đơn vị: {', '.join(names)}"] if names else []
    lines += [f"Tiến độ: {PROGRESS_WORDS[Progress(task.progress)]}", f"Kế hoạch năm {plan.year}"]
    return CalendarItem(
        uid=f"nhiem-vu-{task.pk}",
        starts_on=task.deadline,
        ends_on=task.deadline,
        title=f"Hạn nhiệm vụ {task.no}: {one_line(task.title)}",
        url=read.task_url(task.pk),
        kind=TASK,
        detail="\n".join(lines),
        state=due.state.value,
        mine=mine,
        alarm_days=read.alarms if task.progress in WORKABLE else (),
        runs_from=period_start(task.period, plan.year),
        changed_at=task.updated_at,
        version=task.version,
    )


def _part_item(task: _Task, part: _Part, mine: bool, today: dt.date, read: _Found) -> CalendarItem:
    short = part.unit__short_name or part.unit__name
    return CalendarItem(
        uid=f"phan-viec-{part.pk}",
        starts_on=part.due,
        ends_on=part.due,
        title=f"Hạn phần việc của {short}, nhiệm vụ {task.no}: {one_line(task.title, 120)}",
        url=read.task_url(task.pk),
        kind=PART,
        detail=f"Đơn vị: {part.unit__name}",
        state=due_of(TaskFacts(Progress.DOING, part.due), today, read.soon).state.value,
        mine=mine,
        alarm_days=read.alarms,
        changed_at=part.updated_at,
        version=part.version,
    )
