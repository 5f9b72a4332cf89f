"""Cụ thể hoá: a unit splits its part among its people with dates, and each ticks what is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from plans.errors import DomainError, NotAllowed
from plans.models import Part, PartStep, Person, PlanState, Task, User
from plans.services import audit
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.notify import notify
from plans.services.part_report import LEFT_OUT
from plans.services.task_log import demand, page_of, short

WHO_SPLITS = "Đầu mối đơn vị và thường trực TĐKT chia việc cho từng người. Anh, chị báo đầu mối đơn vị mình."
WHO_TICKS = "Người được giao, đầu mối đơn vị và thường trực TĐKT đánh dấu việc này."
WHO_SETS_DUE = "Đơn vị chủ trì và thường trực TĐKT ấn định hạn của từng đơn vị."
NOT_RUNNING = "Kế hoạch không ở trạng thái đang thực hiện nên không đổi phần việc được."


class Step(NamedTuple):
    """One row of the split as typed; ``pk`` is None for a new one."""

    pk: int | None
    text: str
    person: Person | None
    due: dt.date | None


@transaction.atomic
def save_steps(*, part: Part, actor: User, steps: Sequence[Step], seen: int, key: str = "") -> Part:
    """The split as it now reads: rows changed, added and taken out. Somebody given a step hears of it."""
    use_submit_key(actor, key)
    part = _running(part)
    demand(actor, "plans.split_part", part, WHO_SPLITS)
    check_version(part, seen, {})
    _check(part, steps)
    known = {step.pk: step for step in part.steps.all()}
    told: dict[int, list[PartStep]] = {}
    for order, typed in enumerate(steps, start=1):
        step = known.pop(typed.pk or 0, None) or PartStep(part=part)
        given = typed.person if typed.person and typed.person.pk != step.person_id else None
        step.order, step.text, step.person, step.due = order, typed.text, typed.person, typed.due
        step.version += 1 if step.pk else 0
        step.save()
        if given:
            told.setdefault(given.pk, []).append(step)
    PartStep.objects.filter(pk__in=known).delete()
    part.version += 1
    part.save()
    audit.record(actor=actor, act="part.steps", obj=part, detail={"steps": [step.text for step in steps]})
    _tell(part, actor, told)
    return part


@transaction.atomic
def tick_step(*, step: PartStep, actor: User, done: bool, today: dt.date, key: str = "") -> PartStep:
    """Mark a step done on ``today``, or open again."""
    use_submit_key(actor, key)
    _running(step.part)
    step = locked(step)
    demand(actor, "plans.tick_step", step, WHO_TICKS)
    step.done_on, step.done_by = (today, actor) if done else (None, None)
    step.version += 1
    step.save()
    detail = {"step": step.pk, "done": done}
    audit.record(actor=actor, act="part.step", obj=step.part, note=step.text, detail=detail)
    return step


@transaction.atomic
def set_part_due(*, task: Task, actor: User, parts: Sequence[Part], due: dt.date | None, key: str = "") -> int:
    """The day by which these units send their parts to the lead, at the latest the task's own deadline."""
    use_submit_key(actor, key)
    task = locked(task)
    if not actor.has_perm("plans.lead_parts", task):
        raise NotAllowed(WHO_SETS_DUE)
    if task.plan.state != PlanState.ISSUED or task.dropped:
        raise DomainError(NOT_RUNNING)
    if due and task.deadline and due > task.deadline:
        raise DomainError(
            f"Hạn của đơn vị phải trước hoặc đúng thời hạn của nhiệm vụ, {task.deadline:%d/%m/%Y}. "
            "Cần lùi thời hạn nhiệm vụ thì xin gia hạn."
        )
    chosen = Part.objects.select_for_update().filter(pk__in=[part.pk for part in parts], task=task, dropped=False)
    changed = 0
    for part in chosen:
        part.due = due
        part.version += 1
        part.save()
        changed += 1
    day = f"{due:%d/%m/%Y}" if due else ""
    audit.record(actor=actor, act="part.due", obj=task, note=day, detail={"parts": [part.pk for part in chosen]})
    return changed


def _running(part: Part) -> Part:
    part = locked(part)
    if part.dropped:
        raise DomainError(LEFT_OUT)
    if part.task.plan.state != PlanState.ISSUED:
        raise DomainError(NOT_RUNNING)
    return part


def _check(part: Part, steps: Sequence[Step]) -> None:
    last = part.due or part.task.deadline
    for step in steps:
        if step.person and step.person.unit_id != part.unit_id:
            raise DomainError(f"{step.person} không thuộc {part.unit}. Chọn người của đơn vị.")
        if step.due and last and step.due > last:
            raise DomainError(f"“{short(step.text)}” có hạn sau hạn của đơn vị, {last:%d/%m/%Y}. Chọn ngày sớm hơn.")


def _tell(part: Part, actor: User, told: dict[int, list[PartStep]]) -> None:
    users = User.objects.filter(is_active=True, person__in=told).exclude(pk=actor.pk)
    for user in users:
        for step in told[user.person_id or 0]:
            due = f", hạn {step.due:%d/%m/%Y}" if step.due else ""
            notify(
                [user],
                key=f"part.step:{step.pk}:{step.version}",
                text=f"{part.task}: anh, chị được giao “{short(step.text)}”{due}.",
                url=page_of(part.task),
            )
