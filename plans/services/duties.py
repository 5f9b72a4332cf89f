"""What each unit still owes and by which day: the whole task that it leads, or its own part of one.

Read in bulk for reminders, for urging and for the leadership: the same few queries for any number of tasks and units.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import DateField, Exists, Max, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast

from plans.models import OPEN_PARTS, Assignment, AuditEntry, Part, Plan, ProgressEntry, Task
from plans.models.task import WORKABLE
from plans.models.unit_index import UnitIndex
from plans.rules.calendar import period_start
from plans.rules.document import AssignmentRole
from plans.services.compiled import Rows, compiled_once

URGED = "unit.urge"  # the act under which urging a unit stands in the audit chain


class Duty(NamedTuple):
    """One unit, one thing owed. ``whole``: it answers for the task, not for its own part alone.

    ``due`` is None where nothing is fixed; ``begins`` the day from which the plan foresees the work, if it says so.
    """

    plan: int
    task: int
    no: str
    title: str
    unit: int
    due: dt.date | None
    whole: bool
    begins: dt.date | None

    def days_late(self, today: dt.date) -> int:
        """Days past the deadline; 0 on the day itself and before."""
        return max(0, (today - self.due).days) if self.due else 0


class _Row(NamedTuple):
    """A unit in an open task: as the plan writes it, or (with a state) as its part stands. Parts carry no title."""

    task: int
    unit: int | None
    role: str | None
    due: dt.date | None
    state: str
    plan: int
    year: int
    order: int
    no: str
    title: str
    deadline: dt.date | None
    period: str
    follow_up: int | None


class Spoken(NamedTuple):
    """When a unit last reported anything, and when it was last urged."""

    reported: dt.datetime | None
    urged: dt.datetime | None


def read_duties(plans: Collection[int], index: UnitIndex) -> list[Duty]:
    """One query: what is open in ``plans``, in the plans' order.

    Nothing is owed for work that is done, reported and waiting, stopped, dropped, or conditional and not arisen.
    """
    tasks: dict[int, list[_Row]] = defaultdict(list)
    for row in _rows(plans):
        tasks[row.task].append(row)
    duties: list[Duty] = []
    for lines in sorted(tasks.values(), key=lambda lines: (lines[0].year, lines[0].order, lines[0].task)):
        task = next((line for line in lines if not line.state), lines[0])
        begins = period_start(task.period, task.year)
        for unit, due, whole in _owed(lines, task.deadline, task.follow_up, index):
            duties.append(Duty(task.plan, task.task, task.no, task.title, unit, due, whole, begins))
    return duties


def by_unit(duties: Iterable[Duty]) -> dict[int, list[Duty]]:
    """The duties of each unit, earliest deadline first; one line for one task."""
    found: dict[int, dict[int, Duty]] = defaultdict(dict)
    for duty in sorted(duties, key=lambda duty: duty.due or dt.date.max):
        found[duty.unit].setdefault(duty.task, duty)
    return {unit: list(tasks.values()) for unit, tasks in found.items()}


def read_spoken(plan: int) -> dict[int, Spoken]:
    """One query: for each unit, its last report in ``plan`` and when it was last urged."""
    said = ProgressEntry.objects.filter(task__plan=plan, unit__isnull=False).order_by().values("unit_id")
    parts = Part.objects.filter(task__plan=plan, reported_at__isnull=False).order_by().values("unit_id")
    urged = AuditEntry.objects.filter(act=URGED, object_type="plans.unit").order_by().values("object_id")
    rows = (
        _latest(said, "said", "unit_id", "at")
        .union(_latest(parts, "said", "unit_id", "reported_at"), all=True)
        .union(_latest(urged, "urged", "object_id", "at"), all=True)
    )
    found: dict[int, dict[str, dt.datetime]] = defaultdict(dict)
    for kind, unit, at in rows:
        known = found[int(unit)].get(kind)
        found[int(unit)][kind] = max(known, at) if known else at
    return {unit: Spoken(times.get("said"), times.get("urged")) for unit, times in found.items()}


def is_silent(
    duties: Iterable[Duty], reported_on: dt.date | None, *, issued_on: dt.date | None, today: dt.date, days: int
) -> bool:
    """Whether a unit that owes something already begun has said nothing for more than ``days`` days."""
    if not any(duty.begins is None or duty.begins <= today for duty in duties):
        return False
    return says_nothing(reported_on, issued_on=issued_on, today=today, days=days)


def says_nothing(reported_on: dt.date | None, *, issued_on: dt.date | None, today: dt.date, days: int) -> bool:
    """Whether the last word (the plan's issue, where there is none) is older than ``days`` days."""
    since = max((day for day in (reported_on, issued_on) if day), default=None)
    return since is not None and (today - since).days > days


def units_owing(plan: Plan, index: UnitIndex, today: dt.date) -> frozenset[int]:
    """The units that owe something already begun, by the rule of ``read_duties`` without telling what: one query that
    gives a row for each unit and period, however many tasks there are.
    """
    begun = {unit for unit, period in _owing(plan.pk) if (period_start(period, plan.year) or today) <= today}
    return frozenset(member for unit in begun for member in index.members(unit))


@compiled_once
def _owing(plan: int) -> Rows:
    """Each unit that owes something, as the plan names it, with the period of the task."""
    is_open, has_lead = (
        _open([plan], "task__"),
        Assignment.objects.filter(task=OuterRef("pk"), role=AssignmentRole.LEAD),
    )
    in_parts = Part.objects.filter(task=OuterRef("task"), dropped=False)
    parts = Part.objects.filter(is_open, dropped=False, state__in=OPEN_PARTS)
    answering = Q(role=AssignmentRole.LEAD) | ~Exists(in_parts)
    written = Assignment.objects.filter(is_open & answering)
    followed = Task.objects.filter(_open([plan]) & ~Exists(has_lead), follow_up_unit__isnull=False)
    return (
        parts.order_by()
        .values_list("unit_id", "task__period")
        .union(
            written.order_by().values_list("unit_id", "task__period"),
            followed.order_by().values_list("follow_up_unit_id", "period"),
        )
    )


def _rows(plans: Collection[int]) -> Iterator[_Row]:
    """The units of every open task as the plan names them, and the parts, in one query."""
    facts = ("plan_id", "plan__year", "order", "no", "title", "deadline", "period", "follow_up_unit_id")
    written = (
        Task.objects.filter(_open(plans))
        .order_by()
        .annotate(no_due=Cast(Value(None), DateField()), no_state=Value("", output_field=TextField()))
        .values_list("pk", "assignments__unit_id", "assignments__role", "no_due", "no_state", *facts)
    )
    parts = (
        Part.objects.filter(_open(plans, "task__"), dropped=False)
        .order_by()
        .annotate(no_title=Value("", output_field=TextField()))
        .values_list(
            "task_id",
            "unit_id",
            "role",
            "due",
            "state",
            *("no_title" if name == "title" else f"task__{name}" for name in facts),
        )
    )
    return map(_Row._make, written.union(parts, all=True))


def _open(plans: Collection[int], prefix: str = "") -> Q:
    """The condition of a task that is still owed, for a query on tasks or on what hangs on them."""
    arisen = Q(**{f"{prefix}conditional": False}) | Q(**{f"{prefix}triggered_on__isnull": False})
    wanted = {f"{prefix}plan__in": list(plans), f"{prefix}dropped": False, f"{prefix}progress__in": WORKABLE}
    return Q(**wanted) & arisen


def _owed(
    lines: list[_Row], deadline: dt.date | None, follow_up: int | None, index: UnitIndex
) -> Iterator[tuple[int, dt.date | None, bool]]:
    """Unit, day and whether it is the whole task: first who answers for it, then every part that is still open."""
    lead = next((line.unit for line in lines if line.role == AssignmentRole.LEAD), follow_up)
    leads = frozenset(index.members(lead)) if lead else frozenset()
    for unit in leads:
        yield unit, deadline, True
    parts = [line for line in lines if line.state]  # none before parts were kept
    if parts:
        for part in parts:
            due = part.due or deadline
            if part.unit and part.state in OPEN_PARTS and (part.unit not in leads or due != deadline):
                yield part.unit, due, False
        return
    others = {member for line in lines if line.unit for member in index.members(line.unit)} - leads
    for unit in sorted(others):
        yield unit, deadline, not leads


def _latest(rows: Any, kind: str, unit: str, at: str) -> Any:
    """The last moment of each unit, as (kind, unit in letters, moment)."""
    named = rows.annotate(kind=Value(kind, output_field=TextField()), named=Cast(unit, TextField()), last=Max(at))
    return named.values_list("kind", "named", "last")
