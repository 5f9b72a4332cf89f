"""The way of an adjustment: submitted, approved or returned, issued with number and date, which changes the plan.

The same way as a plan goes; what issuing does to the tasks happens in the same transaction.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from plans.errors import DomainError
from plans.models import (
    Adjustment,
    AdjustmentState,
    IssuedPaper,
    Plan,
    PlanState,
    Role,
    Task,
    TaskChange,
    Unit,
    User,
)
from plans.models.unit_index import UnitIndex
from plans.papers.adjustment import subject_of
from plans.rules.adjusting import FACET_WORDS, Facet, TaskText, facets
from plans.rules.calendar import SpecialDays, deadline
from plans.rules.official import short_date, symbol_line
from plans.services import audit
from plans.services.adjustment import NOT_A_DRAFT, NOT_ISSUED, check_droppable, moved_meanwhile
from plans.services.adjustment_document import after_of, before_of, paper_of_adjustment, record_of
from plans.services.draft_task import place_for, save_parts
from plans.services.locking import locked, one_at_a_time
from plans.services.obstacle import settle_by_adjustment
from plans.services.paper import PLAN_KIND, PLAN_SERIES, register_paper
from plans.services.part import sync_parts
from plans.services.plan_store import propose_follow_up
from plans.services.special_days import special_days
from plans.services.way import Way, check_issue_day, concerned, holders

Kind = TaskChange.Kind
_WAY = Way[Adjustment](NOT_A_DRAFT, page=lambda record: reverse("plans:adjustment", args=[record.pk]))


def what_is_missing(adjustment: Adjustment, changes: list[TaskChange]) -> list[str]:
    """What stands in the way of submitting, each as a sentence that says what to do."""
    missing = []
    if not changes:
        missing.append("Chưa có nhiệm vụ nào được sửa, bổ sung hoặc bỏ.")
    if not adjustment.reason.strip():
        missing.append("Chưa ghi lý do điều chỉnh.")
    if not adjustment.signer_title.strip() or not adjustment.signer_name.strip():
        missing.append("Chưa có người ký hoặc chức vụ người ký.")
    if not adjustment.recipients.strip():
        missing.append("Chưa có nơi nhận.")
    missing.extend(_outdated(changes))
    return missing


def _outdated(changes: list[TaskChange]) -> list[str]:
    """The tasks that others have changed since they were taken up, each with what to do."""
    by_pk = {change.pk: change for change in changes}
    said = []
    for pk, how in moved_meanwhile(changes).items():
        no = by_pk[pk].before["no"]
        words = ", ".join(FACET_WORDS[facet] for facet in how)
        told = "đã bỏ khỏi kế hoạch" if how == (Facet.NO,) else f"đã đổi {words}"
        said.append(f"Nhiệm vụ {no} {told} sau khi đưa vào điều chỉnh. Mở mục đó, xem lại rồi lưu.")
    return said


@transaction.atomic
def submit_adjustment(*, actor: User, adjustment: Adjustment, seen: int, key: str = "") -> Adjustment:
    """Trình duyệt."""
    record = _WAY.taken_up(adjustment, actor, seen, key, AdjustmentState.DRAFT)
    if missing := what_is_missing(record, list(record.changes.all())):
        raise DomainError("Chưa trình được. " + " ".join(missing))
    record.submitted_at, record.return_reason = timezone.now(), ""
    entry = _WAY.moved(record, actor, "adjustment.submit", record.submit)
    _WAY.tell(holders(Role.LEADER), record, entry, f"Điều chỉnh kế hoạch năm {record.plan.year} chờ anh, chị duyệt.")
    return record


@transaction.atomic
def withdraw_adjustment(*, actor: User, adjustment: Adjustment, seen: int, key: str = "") -> Adjustment:
    """Thu hồi về dự thảo while it is not approved."""
    record = _WAY.taken_up(adjustment, actor, seen, key, AdjustmentState.SUBMITTED)
    entry = _WAY.moved(record, actor, "adjustment.withdraw", record.send_back)
    _WAY.tell(holders(Role.LEADER), record, entry, "Thường trực đã thu hồi điều chỉnh kế hoạch để sửa, chưa cần duyệt.")
    return record


@transaction.atomic
def approve_adjustment(*, actor: User, adjustment: Adjustment, seen: int, key: str = "") -> Adjustment:
    """Duyệt: the clerk then enters number and date, which issues it."""
    record = _WAY.taken_up(adjustment, actor, seen, key, AdjustmentState.SUBMITTED)
    record.approved_by, record.approved_at = actor, timezone.now()
    entry = _WAY.moved(record, actor, "adjustment.approve", record.approve)
    said = f"Điều chỉnh kế hoạch năm {record.plan.year}"
    _WAY.tell(holders(Role.CLERK), record, entry, f"{said} đã duyệt, chờ ghi số và ngày.")
    _WAY.tell(holders(Role.STANDING), record, entry, f"{said} đã được Lãnh đạo Sở duyệt.")
    return record


@transaction.atomic
def return_adjustment(*, actor: User, adjustment: Adjustment, reason: str, seen: int, key: str = "") -> Adjustment:
    """Trả lại kèm lý do: back to the standing office as a draft."""
    record = _WAY.taken_up(adjustment, actor, seen, key, AdjustmentState.SUBMITTED, AdjustmentState.APPROVED)
    if not reason.strip():
        raise DomainError("Ghi lý do trả lại để thường trực biết cần sửa gì.")
    record.return_reason, record.approved_by, record.approved_at = reason, None, None
    entry = _WAY.moved(record, actor, "adjustment.return", record.send_back, note=reason)
    _WAY.tell(holders(Role.STANDING), record, entry, f"Điều chỉnh kế hoạch được trả lại: {reason}")
    return record


@transaction.atomic
def discard_adjustment(*, actor: User, adjustment: Adjustment, seen: int, key: str = "") -> Adjustment:
    """Bỏ dự thảo: it stays readable, and another may be opened."""
    record = _WAY.taken_up(adjustment, actor, seen, key, AdjustmentState.DRAFT)
    _WAY.moved(record, actor, "adjustment.discard", record.discard)
    return record


@transaction.atomic
def issue_adjustment(
    *, actor: User, adjustment: Adjustment, number: int, issued_on: dt.date, seen: int, key: str = ""
) -> IssuedPaper:
    """Ban hành: number and date are entered, the tasks changed, the paper frozen in the register; all or nothing."""
    one_at_a_time()
    record = _WAY.taken_up(adjustment, actor, seen, key, AdjustmentState.APPROVED)
    plan = locked(record.plan)
    changes = list(record.changes.select_related("task").order_by("order", "pk"))
    _check_issue(plan, changes, issued_on)
    record.number, record.issued_on = symbol_line(number, plan.symbol), issued_on
    entry = _WAY.moved(record, actor, "adjustment.issue", record.issue, note=record.number)
    special, units = special_days(), set[int]()
    for change in changes:
        units |= _apply(plan, change, actor, special)
    record.paper = register_paper(
        paper=_register_line(record, plan),
        number=number,
        issued_on=issued_on,
        printed=paper_of_adjustment(record, plan, changes),
        record=record_of(record, plan, changes),
        actor=actor,
        at=entry,
    )
    record.save()
    source = f"điều chỉnh theo Kế hoạch số {record.number} ngày {short_date(issued_on)}."
    settle_by_adjustment(adjustment=record, actor=actor, note=f"Kế hoạch đã {source}")
    said = f"Kế hoạch năm {plan.year} được {source}"
    _WAY.tell(_told(units), record, entry, said)
    return record.paper


def _check_issue(plan: Plan, changes: list[TaskChange], issued_on: dt.date) -> None:
    if plan.state != PlanState.ISSUED:
        raise DomainError(NOT_ISSUED)
    if not plan.number or plan.issued_on is None:
        raise DomainError("Kế hoạch gốc chưa ghi số, ngày. Ghi số kế hoạch theo bản ký trước, vì bản này viện dẫn nó.")
    check_issue_day(issued_on)
    if issued_on < plan.issued_on:
        raise DomainError(f"Ngày {short_date(issued_on)} ở trước ngày của kế hoạch gốc, {short_date(plan.issued_on)}.")
    if outdated := _outdated(changes):
        raise DomainError("Chưa ban hành được. " + " ".join(outdated) + " Lãnh đạo trả lại để thường trực sửa.")


def _apply(plan: Plan, change: TaskChange, actor: User, special: SpecialDays) -> set[int]:
    """Make one change true; gives the units it concerns."""
    before, after = before_of(change), after_of(change)
    units = {line.unit for text in (before, after) if text for line in text.units}
    task = Task(plan=plan, order=0) if change.task is None else locked(change.task)
    if after is None:
        check_droppable(task)
        task.dropped = True
        task.version += 1
        task.save()
        audit.record(actor=actor, act="task.drop", obj=task, note=change.reason)
        return units
    _write(plan, task, before, after, special)
    sync_parts(task)
    if change.task is None:
        change.task = task
    change.before = {**change.before, "deadline": _day(before.deadline)} if before else {}
    change.after = {**change.after, "deadline": _day(task.deadline)}
    change.save()
    audit.record(actor=actor, act="task.adjust", obj=task, note=change.reason, detail={"adjustment": change.pk})
    return units


def _write(plan: Plan, task: Task, before: TaskText | None, after: TaskText, special: SpecialDays) -> None:
    """The task as ``after`` has it, in its place; its deadline anew where its time changed, the first one kept."""
    timed = before is None or Facet.TIME in facets(before, after)
    moved = before is None or before.period != after.period
    for name in ("no", "title", "period", "period_text", "due", "conditional", "kind"):
        setattr(task, name, getattr(after, name))
    if timed:
        task.deadline = deadline(task.period or None, task.due, plan.year, special)
    if moved:
        _put_in_place(plan, task)
    if before is not None and before.title != after.title:
        task.wording_note = ""
    found = Unit.objects.in_bulk([line.unit for line in after.units])
    parts = [(found[line.unit], line.role) for line in after.units]
    proposed = propose_follow_up(parts)
    if proposed is None or task.follow_up_unit_id not in found:
        task.follow_up_unit = proposed
    task.version += 1
    task.save()
    save_parts(task, parts)


def _put_in_place(plan: Plan, task: Task) -> None:
    """At the end of its period, where the tasks behind make room."""
    others = list(plan.tasks.exclude(pk=task.pk).order_by("order", "pk"))
    place = place_for(task, others, plan)
    task.order = others[place].order if place < len(others) else (others[-1].order + 1 if others else 1)
    if place < len(others):
        plan.tasks.exclude(pk=task.pk).filter(order__gte=task.order).update(order=F("order") + 1)


def _register_line(record: Adjustment, plan: Plan) -> IssuedPaper:
    return IssuedPaper(
        series=PLAN_SERIES,
        symbol=plan.symbol,
        kind=PLAN_KIND,
        abstract=subject_of(plan.title)[:500],
        signer_title=record.signer_title,
        signer=record.signer_name,
        recipients=record.recipients,
        is_sample=plan.is_sample,
    )


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _told(units: set[int]) -> list[User]:
    """The contacts of the units concerned, groups resolved, with the leadership and the standing office."""
    index = UnitIndex.load()
    members = {member for unit in units for member in index.members(unit)}
    return concerned(members)
