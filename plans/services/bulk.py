"""Đổi hàng loạt: one change to chosen rows of a plan, each row by the service of its single-row screen.

So a bulk change can do nothing that the screens of one task would refuse. ``try_out`` does it and takes everything
back, which is what is shown before; ``change_in_bulk`` does it for good, all rows or none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from plans.errors import DomainError, NotAllowed
from plans.models import Plan, PlanState, Task, TaskKind, Unit, User
from plans.papers.task_table import period_words
from plans.rules.document import ROLE_WORDS, AssignmentRole
from plans.rules.official import short_date
from plans.rules.status import PROGRESS_WORDS, Progress
from plans.services import audit, draft_task, progress
from plans.services.lifecycle import not_now
from plans.services.locking import locked, use_submit_key
from plans.services.task import set_task_facts

MOST_ROWS = 200
WHO = "Chỉ thường trực TĐKT đổi hàng loạt trong bảng kế hoạch. Anh, chị báo thường trực."
NO_DEADLINES = (
    "Thời hạn, nội dung, đơn vị của kế hoạch đã ban hành không đổi ở đây: lùi hạn thì xin gia hạn từng nhiệm vụ "
    "để Lãnh đạo Sở quyết định, đổi câu chữ hoặc đơn vị thì lập điều chỉnh kế hoạch."
)
SAME = "Đã như vậy, không cần đổi."


class Change(StrEnum):
    """What can be changed in many rows at once."""

    FOLLOW_UP = "theo-doi"
    RESULT = "ket-qua"
    RESPONSIBILITY = "trach-nhiem"
    PAUSE = "tam-dung"
    RESUME = "tiep-tuc"
    NOT_ARISEN = "khong-phat-sinh"
    CANCEL = "huy"
    PERIOD = "thoi-gian"
    DUE = "ngay-an-dinh"
    KIND = "loai-viec"
    CONDITIONAL = "neu-co"
    ROLE = "vai-tro"


OF_ISSUED = (
    *(Change.FOLLOW_UP, Change.RESULT, Change.RESPONSIBILITY),
    *(Change.PAUSE, Change.RESUME, Change.NOT_ARISEN, Change.CANCEL),
)
OF_DRAFT = (Change.PERIOD, Change.DUE, Change.KIND, Change.CONDITIONAL, Change.ROLE)
STOPS = {
    Change.PAUSE: Progress.PAUSED,
    Change.NOT_ARISEN: Progress.NOT_ARISEN,
    Change.CANCEL: Progress.CANCELLED,
}
WORDS = {
    Change.FOLLOW_UP: "Đơn vị theo dõi (đề xuất)",
    Change.RESULT: "Kết quả phải có",
    Change.RESPONSIBILITY: "Trách nhiệm",
    Change.PAUSE: "Tạm dừng",
    Change.RESUME: "Tiếp tục thực hiện",
    Change.NOT_ARISEN: "Không phát sinh",
    Change.CANCEL: "Huỷ, không làm nữa",
    Change.PERIOD: "Thời gian (quý, tháng)",
    Change.DUE: "Ngày ấn định",
    Change.KIND: "Loại việc",
    Change.CONDITIONAL: "Chỉ làm nếu có phát sinh",
    Change.ROLE: "Vai trò của một đơn vị",
}


@dataclass(frozen=True)
class Wanted:
    """The change and its value; what a change does not use stays empty. ``text`` is also the reason of a stop."""

    change: Change
    text: str = ""
    unit: Unit | None = None
    role: str = ""
    period: str = ""
    due: dt.date | None = None
    kind: str = ""
    conditional: bool = False


@dataclass(frozen=True)
class Pick:
    """A row as it was ticked: the task, and how it stood on the page."""

    pk: int
    version: int
    progress: str


@dataclass(frozen=True)
class Changed:
    """What a row was and becomes; ``refusal`` says why it stays as it is."""

    pick: Pick
    no: str
    title: str
    before: str
    after: str
    refusal: str = ""


class _TakenBackError(Exception):
    """Ends a trial."""


def changes_of(plan: Plan) -> tuple[Change, ...]:
    """What can be changed in the plan's present state; nothing where it is neither a draft nor in force."""
    return {PlanState.DRAFT: OF_DRAFT, PlanState.ISSUED: OF_ISSUED}.get(PlanState(plan.state), ())


def try_out(*, plan: Plan, actor: User, picks: Sequence[Pick], wanted: Wanted) -> list[Changed]:
    """What the change would do to each row; nothing of it stays."""
    rows: list[Changed] = []
    try:
        with transaction.atomic():
            rows = _change(plan, actor, picks, wanted)
            raise _TakenBackError
    except _TakenBackError:
        return rows


@transaction.atomic
def change_in_bulk(*, plan: Plan, actor: User, picks: Sequence[Pick], wanted: Wanted, key: str = "") -> list[Changed]:
    """Change every row, or none where one of them refuses; each row leaves its own line, the plan one more."""
    use_submit_key(actor, key)
    rows = _change(plan, actor, picks, wanted)
    if refused := [f"Nhiệm vụ {row.no}: {row.refusal}" for row in rows if row.refusal]:
        raise DomainError("Chưa đổi dòng nào. " + " ".join(refused))
    note = f"{WORDS[wanted.change]}: {len(rows)} nhiệm vụ"
    detail = {"change": wanted.change, "tasks": [row.pick.pk for row in rows]}
    audit.record(actor=actor, act="bulk.change", obj=plan, note=note, detail=detail)
    return rows


def _change(plan: Plan, actor: User, picks: Sequence[Pick], wanted: Wanted) -> list[Changed]:
    record = locked(plan)
    if not actor.has_perm("plans.change_in_bulk", record):
        raise NotAllowed(WHO)
    if wanted.change not in changes_of(record):
        raise DomainError(NO_DEADLINES if record.state == PlanState.ISSUED else not_now(record))
    if not picks:
        raise DomainError("Chưa chọn nhiệm vụ nào. Đánh dấu các dòng cần đổi.")
    if len(picks) > MOST_ROWS:
        raise DomainError(f"Mỗi lần đổi nhiều nhất {MOST_ROWS} nhiệm vụ. Lọc bớt rồi làm từng phần.")
    found = Task.objects.in_plan().filter(plan=record, pk__in=[pick.pk for pick in picks])
    tasks = {task.pk: task for task in found.select_related("plan", "follow_up_unit").select_for_update(of=("self",))}
    _require_fresh(picks, tasks)
    return [_change_row(pick, tasks[pick.pk], actor, wanted) for pick in picks]


def _require_fresh(picks: Sequence[Pick], tasks: dict[int, Task]) -> None:
    """Refuse when somebody changed or removed a ticked row since the page was opened, and say which."""
    if gone := [pick for pick in picks if pick.pk not in tasks]:
        raise DomainError(f"{len(gone)} nhiệm vụ đã chọn không còn trong kế hoạch. Mở lại bảng rồi chọn lại.")
    stale = [tasks[pick.pk].no for pick in picks if not _as_seen(tasks[pick.pk], pick)]
    if stale:
        raise DomainError(
            f"Nhiệm vụ {', '.join(stale)} vừa được người khác sửa sau khi anh, chị mở trang. "
            "Chưa đổi dòng nào; mở lại bảng, xem lại rồi chọn lại."
        )


def _as_seen(task: Task, pick: Pick) -> bool:
    return task.version == pick.version and task.progress == pick.progress


def _change_row(pick: Pick, task: Task, actor: User, wanted: Wanted) -> Changed:
    before = _words(task, wanted)
    row = Changed(pick, task.no, task.title, before, before)
    try:
        with transaction.atomic():
            _act(task, actor, wanted)
    except DomainError as refusal:
        return Changed(pick, row.no, row.title, before, before, str(refusal))
    after = _words(Task.objects.select_related("plan", "follow_up_unit").get(pk=task.pk), wanted)
    return Changed(pick, row.no, row.title, before, after, SAME if after == before else "")


def _act(task: Task, actor: User, wanted: Wanted) -> None:
    """The one-row service of the change."""
    match wanted.change:
        case Change.FOLLOW_UP:
            _fill(task, actor, task.result, task.responsibility, wanted.unit)
        case Change.RESULT:
            _fill(task, actor, wanted.text, task.responsibility, task.follow_up_unit)
        case Change.RESPONSIBILITY:
            _fill(task, actor, task.result, wanted.text, task.follow_up_unit)
        case Change.RESUME:
            progress.resume_task(task=task, actor=actor, reason=wanted.text)
        case Change.PAUSE | Change.NOT_ARISEN | Change.CANCEL:
            progress.stop_task(task=task, actor=actor, to=STOPS[wanted.change], reason=wanted.text)
        case _:
            _rewrite(task, actor, wanted)


def _fill(task: Task, actor: User, result: str, responsibility: str, unit: Unit | None) -> None:
    set_task_facts(
        task=task,
        actor=actor,
        result=result,
        responsibility=responsibility,
        follow_up_unit=unit,
        seen=task.version,
    )


def _rewrite(task: Task, actor: User, wanted: Wanted) -> None:
    """A row of a draft, written as its form would write it."""
    values: dict[Change, dict[str, object]] = {
        Change.PERIOD: {"period": wanted.period},
        Change.DUE: {"due": wanted.due},
        Change.KIND: {"kind": wanted.kind},
        Change.CONDITIONAL: {"conditional": wanted.conditional},
    }
    parts = [(part.unit, AssignmentRole(part.role)) for part in task.assignments.select_related("unit")]
    if wanted.change == Change.ROLE and wanted.unit is not None:
        parts = _with_role(parts, wanted.unit, AssignmentRole(wanted.role))
    seen = Task.objects.values_list("version", flat=True).get(pk=task.pk)
    draft_task.save_task(actor=actor, task=task, values=values.get(wanted.change, {}), parts=parts, seen=seen)


def _with_role(
    parts: list[tuple[Unit, AssignmentRole]], unit: Unit, role: AssignmentRole
) -> list[tuple[Unit, AssignmentRole]]:
    """The parts with ``unit`` in ``role``; there is one chủ trì, so a second one is refused."""
    other_lead = next((one for one, held in parts if held == AssignmentRole.LEAD and one != unit), None)
    if role == AssignmentRole.LEAD and other_lead is not None:
        raise DomainError(f"{other_lead} đang chủ trì. Đổi vai trò của đơn vị ấy trước.")
    if any(one == unit for one, _ in parts):
        return [(one, role if one == unit else held) for one, held in parts]
    return [*parts, (unit, role)]


def _words(task: Task, wanted: Wanted) -> str:
    """What stands in the row now, of what is to be changed."""
    match wanted.change:
        case Change.FOLLOW_UP:
            return task.follow_up_unit.label if task.follow_up_unit else "chưa đề xuất"
        case Change.RESULT:
            return task.result or "chưa ghi"
        case Change.RESPONSIBILITY:
            return task.responsibility or "chưa ghi"
        case Change.PERIOD | Change.DUE | Change.KIND | Change.CONDITIONAL | Change.ROLE:
            return _words_of_draft(task, wanted)
    return PROGRESS_WORDS[Progress(task.progress)]


def _words_of_draft(task: Task, wanted: Wanted) -> str:
    match wanted.change:
        case Change.KIND:
            return str(TaskKind(task.kind).label)
        case Change.CONDITIONAL:
            return "Chỉ làm nếu có phát sinh" if task.conditional else "Làm thường lệ"
        case Change.ROLE:
            held = task.assignments.filter(unit=wanted.unit).values_list("role", flat=True).first()
            return ROLE_WORDS[AssignmentRole(held)] if held else "không có trong nhiệm vụ"
    ends = f", hạn {short_date(task.deadline)}" if task.deadline else ""
    set_for = f", ấn định {short_date(task.due)}" if task.due else ends
    return f"{period_words(task.period or None) or 'Không ghi thời gian'}{set_for}"
