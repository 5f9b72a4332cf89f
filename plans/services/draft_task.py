"""The tasks of a draft: written one at a time, put in order, taken out. Their numbers follow their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from plans.errors import DomainError
from plans.models import Assignment, Plan, Task, Unit, User
from plans.rules.calendar import deadline, period_end
from plans.rules.document import AssignmentRole, TableForm
from plans.services import audit
from plans.services.draft import editable
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.plan_store import propose_follow_up
from plans.services.special_days import special_days

Part = tuple[Unit, AssignmentRole]


@transaction.atomic
def add_task(*, actor: User, plan: Plan, values: Mapping[str, Any], parts: Sequence[Part], key: str = "") -> Task:
    """A new task at the end of its quarter."""
    use_submit_key(actor, key)
    record = editable(plan)
    tasks = list(record.tasks.all())
    task = Task(plan=record, order=len(tasks) + 1, **values)
    _settle(task, record, parts, tasks)
    task.save()
    save_parts(task, parts)
    plain = is_plain(tasks)
    tasks.insert(place_for(task, tasks, record), task)
    _put_in_order(tasks, renumber=plain)
    audit.record(actor=actor, act="task.add", obj=task)
    return task


@transaction.atomic
def save_task(
    *, actor: User, task: Task, values: Mapping[str, Any], parts: Sequence[Part], seen: int, key: str = ""
) -> Task:
    """What was written of a task. A task whose quarter changed goes to the end of the new one."""
    use_submit_key(actor, key)
    plan = editable(task.plan)
    record = locked(task)
    check_version(record, seen, {})
    moved = values.get("period", record.period) != record.period
    others = [other for other in plan.tasks.all() if other.pk != record.pk]
    former_text = record.period_text
    for name, value in values.items():
        setattr(record, name, value)
    if moved and values.get("period_text", former_text) == former_text:
        record.period_text = ""
    _settle(record, plan, parts, others)
    record.version += 1
    record.save()
    save_parts(record, parts)
    if moved and plan.table_form == TableForm.QUARTER_ROWS:
        plain = is_plain([*others, record])
        others.insert(place_for(record, others, plan), record)
        _put_in_order(others, renumber=plain)
    audit.record(actor=actor, act="task.edit", obj=record)
    return record


@transaction.atomic
def move_task(*, actor: User, task: Task, up: bool, key: str = "") -> Task:
    """One place up or down; over the edge of its quarter it joins the next quarter instead."""
    use_submit_key(actor, key)
    plan = editable(task.plan)
    tasks = list(plan.tasks.all())
    place = tasks.index(task)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(tasks):
        raise DomainError("Nhiệm vụ này đã ở đầu hoặc cuối bảng, không chuyển tiếp được.")
    task = tasks[place]
    plain = is_plain(tasks)
    if plan.table_form == TableForm.QUARTER_ROWS and tasks[other].period != task.period:
        _join(task, tasks[other], plan)
    else:
        tasks[place], tasks[other] = tasks[other], task
    _put_in_order(tasks, renumber=plain)
    audit.record(actor=actor, act="task.move", obj=task)
    return task


@transaction.atomic
def drop_task(*, actor: User, task: Task, before: Task | None, group_of: Task | None, key: str = "") -> Task:
    """Put a task right before ``before``, else last; under quarter rows it joins the quarter of ``group_of``."""
    use_submit_key(actor, key)
    plan = editable(task.plan)
    tasks = list(plan.tasks.all())
    plain = is_plain(tasks)
    task = tasks.pop(tasks.index(task))
    place = tasks.index(before) if before in tasks else len(tasks)
    if group_of and plan.table_form == TableForm.QUARTER_ROWS and group_of.period != task.period:
        _join(task, group_of, plan)
    tasks.insert(place, task)
    _put_in_order(tasks, renumber=plain)
    audit.record(actor=actor, act="task.move", obj=task)
    return task


@transaction.atomic
def remove_task(*, actor: User, task: Task, key: str = "") -> None:
    """Take a task out of the draft. Its words stay in the history."""
    use_submit_key(actor, key)
    plan = editable(task.plan)
    tasks = list(plan.tasks.all())
    plain = is_plain(tasks)
    audit.record(actor=actor, act="task.remove", obj=task, note=task.title)
    tasks.remove(task)
    task.delete()
    _put_in_order(tasks, renumber=plain)


def is_plain(tasks: Iterable[Task]) -> bool:
    """Whether the numbers run 1, 2, 3 … through the table, so that they can follow the order."""
    numbers = sorted((task.order, task.no) for task in tasks)
    return all(no == str(place) for place, (_, no) in enumerate(numbers, start=1))


def _settle(task: Task, plan: Plan, parts: Sequence[Part], others: Iterable[Task]) -> None:
    """What follows from what was written: the deadline, the words of the time, the unit proposed to follow up."""
    task.deadline = deadline(task.period or None, task.due, plan.year, special_days())
    if not task.period_text:
        same = (other for other in others if other.period == task.period and task.period)
        task.period_text = next(same, task).period_text
    proposed = propose_follow_up(parts)
    held = {unit.pk for unit, _ in parts}
    if proposed is None or task.follow_up_unit_id not in held:
        task.follow_up_unit = proposed


def save_parts(task: Task, parts: Sequence[Part]) -> None:
    """Make the assignments those of ``parts``; a line that stays keeps the words it was written with."""
    known = {(part.unit_id, part.role): part for part in task.assignments.all()}
    names = {part.unit_id: part.name for part in known.values()}
    for order, (unit, role) in enumerate(parts, start=1):
        part = known.pop((unit.pk, role), None)
        if part is None:
            part = Assignment(task=task, unit=unit, role=role, name=names.get(unit.pk, unit.name))
        if part.pk is None or part.order != order:
            part.order = order
            part.save()
    for part in known.values():
        part.delete()


def place_for(task: Task, others: Sequence[Task], plan: Plan) -> int:
    """Behind the last task of the same period, else before the first that ends later; undated work comes last."""
    same = [place for place, other in enumerate(others) if other.period == task.period]
    if same:
        return same[-1] + 1
    end = period_end(task.period or None, plan.year)
    if end is None or task.period == "YEAR":
        return len(others)
    ends = [period_end(other.period or None, plan.year) for other in others]
    return next((place for place, other in enumerate(ends) if other is None or other > end), len(others))


def _join(task: Task, neighbour: Task, plan: Plan) -> None:
    task.period, task.period_text = neighbour.period, neighbour.period_text
    task.deadline = deadline(task.period or None, task.due, plan.year, special_days())
    task.version += 1
    task.save()


def _put_in_order(tasks: Sequence[Task], *, renumber: bool) -> None:
    for place, task in enumerate(tasks, start=1):
        no = str(place) if renumber else task.no
        if (task.order, task.no) != (place, no):
            task.order, task.no = place, no
            task.save()
