"""An adjustment being written: opened from obstacles or freely, its words, and the tasks it changes, adds or drops."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from plans.errors import DomainError
from plans.models import (
    OPEN_ADJUSTMENT,
    Adjustment,
    AdjustmentState,
    Obstacle,
    Plan,
    PlanState,
    Task,
    TaskChange,
    User,
)
from plans.rules.adjusting import Facet, TaskText, facets, moved_on
from plans.rules.document import TableForm
from plans.rules.status import Progress
from plans.services import audit
from plans.services.adjustment_document import Part, after_of, before_of, text_after, text_of, texts_of
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.special_days import special_days

Kind = TaskChange.Kind
HEAD = ("reason", "basis", "recipients", "signer_title", "signer_name")
LAST = 1_000_000
NOT_ISSUED = "Chỉ điều chỉnh kế hoạch đã ban hành, đang thực hiện. Bản thảo thì sửa ở trang soạn kế hoạch."
ONE_AT_A_TIME = "Kế hoạch này đang có một điều chỉnh chưa ban hành. Sửa tiếp điều chỉnh đó, hoặc bỏ nó trước."
NOTHING_DIFFERS = "Chưa có gì khác với kế hoạch đang thực hiện. Sửa nội dung, thời gian hoặc đơn vị rồi lưu."
NOT_A_DRAFT = {
    AdjustmentState.DRAFT: "Điều chỉnh còn là dự thảo, chưa trình duyệt.",
    AdjustmentState.SUBMITTED: "Điều chỉnh đang trình duyệt. Thu hồi về dự thảo rồi mới sửa được.",
    AdjustmentState.APPROVED: "Điều chỉnh đã duyệt, chờ văn thư ghi số. Lãnh đạo trả lại thì mới sửa được.",
    AdjustmentState.ISSUED: "Điều chỉnh đã ban hành, không sửa nữa. Cần đổi tiếp thì lập điều chỉnh khác.",
    AdjustmentState.DISCARDED: "Điều chỉnh này đã bỏ. Lập điều chỉnh khác.",
}


@transaction.atomic
def open_adjustment(
    *, actor: User, plan: Plan, reason: str, basis: str = "", obstacles: Iterable[Obstacle] = (), key: str = ""
) -> Adjustment:
    """Lập điều chỉnh: the paper starts with the recipients and signer of the plan."""
    use_submit_key(actor, key)
    plan = locked(plan)
    if plan.state != PlanState.ISSUED:
        raise DomainError(NOT_ISSUED)
    if Adjustment.objects.filter(plan=plan, state__in=OPEN_ADJUSTMENT).exists():
        raise DomainError(ONE_AT_A_TIME)
    record = Adjustment.objects.create(
        plan=plan,
        reason=reason,
        basis=basis,
        recipients=plan.recipients,
        signer_title=plan.signer_title,
        signer_name=plan.signer_name,
        prepared_by=actor,
    )
    record.obstacles.set(obstacles)
    audit.record(actor=actor, act="adjustment.open", obj=record, state_to=record.state, note=reason)
    return record


@transaction.atomic
def save_words(
    *,
    actor: User,
    adjustment: Adjustment,
    values: Mapping[str, str],
    obstacles: Iterable[Obstacle],
    seen: int,
    key: str = "",
) -> Adjustment:
    """Lý do, căn cứ, nơi nhận, chữ ký, and the obstacles it follows from."""
    use_submit_key(actor, key)
    record = editable(adjustment)
    obstacles = list(obstacles)
    check_version(record, seen, {**values, "obstacles": obstacles})
    for name in HEAD:
        setattr(record, name, values[name])
    record.version += 1
    record.save()
    record.obstacles.set(obstacles)
    audit.record(actor=actor, act="adjustment.edit", obj=record)
    return record


@transaction.atomic
def change_task(
    *,
    actor: User,
    adjustment: Adjustment,
    task: Task,
    values: Mapping[str, Any],
    parts: Sequence[Part],
    reason: str = "",
    key: str = "",
) -> TaskChange:
    """Sửa một nhiệm vụ: what the plan says of it now is written down beside what it shall say."""
    use_submit_key(actor, key)
    record = editable(adjustment)
    before = _taken_up(record, task)
    after = _after(record.plan, before, values, parts)
    if not facets(before, after):
        raise DomainError(NOTHING_DIFFERS)
    change = TaskChange(kind=Kind.CHANGE, task=task, before=before.to_json(), after=after.to_json(), reason=reason)
    return _added(actor, record, change)


@transaction.atomic
def add_task(
    *,
    actor: User,
    adjustment: Adjustment,
    values: Mapping[str, Any],
    parts: Sequence[Part],
    reason: str = "",
    key: str = "",
) -> TaskChange:
    """Bổ sung một nhiệm vụ: it comes into being when the adjustment is issued."""
    use_submit_key(actor, key)
    record = editable(adjustment)
    after = _after(record.plan, None, values, parts)
    _check_number(record, after, None)
    return _added(actor, record, TaskChange(kind=Kind.ADD, after=after.to_json(), reason=reason))


@transaction.atomic
def drop_task(*, actor: User, adjustment: Adjustment, task: Task, reason: str, key: str = "") -> TaskChange:
    """Bỏ một nhiệm vụ: with its log it stays in the history of the plan."""
    use_submit_key(actor, key)
    record = editable(adjustment)
    before = _taken_up(record, task)
    check_droppable(task)
    if not reason.strip():
        raise DomainError("Ghi lý do bỏ nhiệm vụ, lý do này in trong văn bản điều chỉnh.")
    return _added(actor, record, TaskChange(kind=Kind.DROP, task=task, before=before.to_json(), reason=reason))


@transaction.atomic
def edit_change(
    *,
    actor: User,
    change: TaskChange,
    values: Mapping[str, Any],
    parts: Sequence[Part],
    reason: str = "",
    seen: int,
    key: str = "",
) -> TaskChange:
    """Sửa tiếp một mục của điều chỉnh. What the plan says now is taken up anew."""
    use_submit_key(actor, key)
    record = editable(change.adjustment)
    own = locked(change)
    check_version(own, seen, {**values, "reason": reason})
    if own.kind == Kind.DROP:
        raise DomainError("Mục này bỏ nhiệm vụ. Rút mục này ra rồi chọn Sửa nếu muốn giữ nhiệm vụ.")
    before = text_of(own.task, own.task.assignments.order_by("order", "pk")) if own.task else None
    after = _after(record.plan, before, values, parts)
    if before is not None and not facets(before, after):
        raise DomainError(NOTHING_DIFFERS)
    _check_number(record, after, own)
    own.before, own.after = before.to_json() if before else {}, after.to_json()
    own.reason = reason
    own.version += 1
    own.save()
    audit.record(actor=actor, act="adjustment.change", obj=record, note=_named(own))
    return own


@transaction.atomic
def undo_change(*, actor: User, change: TaskChange, key: str = "") -> None:
    """Rút một mục khỏi điều chỉnh: the task stays as the plan has it."""
    use_submit_key(actor, key)
    record = editable(change.adjustment)
    own = locked(change)
    audit.record(actor=actor, act="adjustment.undo", obj=record, note=_named(own))
    own.delete()


def editable(adjustment: Adjustment) -> Adjustment:
    """The adjustment locked, while it is a draft of a plan under way."""
    record = locked(adjustment)
    if record.state != AdjustmentState.DRAFT:
        raise DomainError(NOT_A_DRAFT[AdjustmentState(record.state)])
    if record.plan.state != PlanState.ISSUED:
        raise DomainError(NOT_ISSUED)
    return record


def check_droppable(task: Task) -> None:
    """What is done, or said to be done, is not taken out of the plan."""
    if task.progress in (Progress.DONE, Progress.AWAITING):
        raise DomainError(f"{task} đã báo hoàn thành nên không bỏ khỏi kế hoạch được.")


def moved_meanwhile(changes: Sequence[TaskChange]) -> dict[int, tuple[Facet, ...]]:
    """Per change, in what its task has changed since it was taken up; those that have not are left out. Two queries."""
    tasks = {task.pk: task for task in Task.objects.filter(pk__in=[one.task_id for one in changes if one.task_id])}
    texts = texts_of(list(tasks.values()))
    found: dict[int, tuple[Facet, ...]] = {}
    for change in changes:
        before = before_of(change)
        if change.task_id is None or before is None:
            continue
        gone: tuple[Facet, ...] = (Facet.NO,) if tasks[change.task_id].dropped else ()
        if how := gone or moved_on(before, texts[change.task_id], after_of(change)):
            found[change.pk] = how
    return found


def next_no(plan: Plan) -> str:
    """The number after the largest one of the plan, dropped tasks and open additions included; never one again."""
    numbers = [int(no) for no in plan.tasks.values_list("no", flat=True) if no.isdecimal()]
    added = TaskChange.objects.filter(adjustment__plan=plan, kind=Kind.ADD, adjustment__state__in=OPEN_ADJUSTMENT)
    numbers += [int(after["no"]) for after in added.values_list("after", flat=True) if after["no"].isdecimal()]
    return str(max(numbers, default=0) + 1)


def _taken_up(record: Adjustment, task: Task) -> TaskText:
    """What the plan says of ``task``, which is not in the adjustment yet."""
    own = locked(task)
    if own.plan_id != record.plan_id or own.dropped:
        raise DomainError("Nhiệm vụ này không còn trong kế hoạch. Chọn nhiệm vụ khác.")
    if record.changes.filter(task=own).exists():
        raise DomainError(f"{own} đã có trong điều chỉnh này. Sửa tiếp mục đó.")
    return text_of(own, own.assignments.order_by("order", "pk"))


def _after(plan: Plan, before: TaskText | None, values: Mapping[str, Any], parts: Sequence[Part]) -> TaskText:
    said_in: dict[str, str] = {}
    if plan.table_form == TableForm.QUARTER_ROWS:
        rows = plan.tasks.in_plan().exclude(period="").exclude(period_text="").order_by("-order")
        said_in = dict(rows.values_list("period", "period_text"))
    after = text_after(before, values, parts, year=plan.year, special=special_days(), said_in=said_in)
    if not after.units:
        raise DomainError("Nhiệm vụ chưa có đơn vị thực hiện. Chọn ít nhất một đơn vị.")
    return after


def _check_number(record: Adjustment, after: TaskText, own: TaskChange | None) -> None:
    """Numbers of the plan's table are given once."""
    if own is not None and own.task_id:
        return
    taken = record.plan.tasks.filter(no=after.no).exists()
    others = record.changes.filter(kind=Kind.ADD).exclude(pk=own.pk if own else 0)
    if not after.no or taken or any(other.after["no"] == after.no for other in others):
        raise DomainError(f"Số thứ tự “{after.no}” trống hoặc đã có. Số còn trống tiếp theo là {next_no(record.plan)}.")


def _added(actor: User, record: Adjustment, change: TaskChange) -> TaskChange:
    """Keep a new change; those of tasks stand in the order of the plan, additions behind them."""
    change.adjustment = record
    change.order = change.task.order if change.task else LAST
    change.save()
    record.version += 1
    record.save()
    audit.record(actor=actor, act="adjustment.change", obj=record, note=_named(change))
    return change


def _named(change: TaskChange) -> str:
    no = (change.after or change.before)["no"]
    return f"{change.get_kind_display()} nhiệm vụ {no}"
