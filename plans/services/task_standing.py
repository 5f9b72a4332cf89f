"""How the tasks of a plan stood on a day: what the log says since is taken back. Three queries, however many tasks."""

from __future__ import annotations

import datetime as dt

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from plans.models import Extension, ExtensionState, Plan, ProgressEntry, Task
from plans.rules.reminding import one_line
from plans.rules.status import Progress
from plans.rules.task_span import TaskRow, TaskThen, then

_COLUMNS = ("pk", "no", "title", "period", "due_then", "progress", "reported_on", "conditional", "triggered_on")


def tasks_then(plan: Plan, as_of: dt.date) -> list[TaskThen]:
    """Every task of ``plan`` as it stood at the end of ``as_of``, in the plan's order.

    Progress and the extensions agreed since are taken back. What an adjustment of the plan changed since is not (which
    tasks there are, what they say): a report tells of the plan as it is in force when it is drawn.
    """
    states, completed = _log(plan, as_of)
    said = _last_words(plan, as_of)
    tasks = Task.objects.in_plan().filter(plan=plan).annotate(due_then=_deadline_then(as_of))
    rows = tasks.order_by("order", "pk").values_list(*_COLUMNS)
    found = []
    for pk, no, title, period, deadline, progress, reported_on, conditional, triggered_on in rows:
        row = TaskRow(
            pk,
            no,
            one_line(title),
            period,
            deadline,
            Progress(progress),
            reported_on,
            conditional,
            triggered_on,
            state_then=states.get(pk, Progress(progress)),
            completed_then=completed.get(pk),
            said=said.get(pk, ""),
        )
        found.append(then(row, as_of))
    return found


def end_of(day: dt.date) -> dt.datetime:
    """The first moment after ``day`` in office time."""
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time()))


def _deadline_then(as_of: dt.date) -> Coalesce:
    """The deadline before the first extension that was agreed after the day."""
    later = Extension.objects.filter(task=OuterRef("pk"), state=ExtensionState.AGREED, decided_at__gte=end_of(as_of))
    return Coalesce(Subquery(later.order_by("decided_at", "pk").values("old_deadline")[:1]), F("deadline"))


def _log(plan: Plan, as_of: dt.date) -> tuple[dict[int, Progress], dict[int, dt.date]]:
    """The state from which each task moved first after the day, and the last completion reported until it."""
    end = end_of(as_of)
    states: dict[int, Progress] = {}
    completed: dict[int, dt.date] = {}
    told = Q(act=ProgressEntry.Act.COMPLETE) | Q(at__gte=end)
    rows = ProgressEntry.objects.filter(told, task__plan=plan).order_by("at", "pk")
    for task, act, at, state_from in rows.values_list("task_id", "act", "at", "state_from"):
        if at >= end:
            states.setdefault(task, Progress(state_from))
        elif act == ProgressEntry.Act.COMPLETE:
            completed[task] = timezone.localdate(at)
    return states, completed


def _last_words(plan: Plan, as_of: dt.date) -> dict[int, str]:
    """The last result each task's log tells until the day."""
    rows = ProgressEntry.objects.filter(task__plan=plan, at__lt=end_of(as_of)).exclude(done_text="")
    return {task: one_line(words) for task, words in rows.order_by("at", "pk").values_list("task_id", "done_text")}
