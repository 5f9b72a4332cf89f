"""What every act on a task shares: the task taken up, the move made or refused in words, the line in the log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django_fsm import TransitionNotAllowed

from plans.errors import DomainError, NotAllowed
from plans.models import Plan, PlanState, ProgressEntry, Task, User
from plans.permissions import rights_of
from plans.rules.status import Progress
from plans.services import audit
from plans.services.evidence import NewFile
from plans.services.locking import locked, use_submit_key

Act = ProgressEntry.Act

NOT_ARISEN_YET = "Nhiệm vụ chỉ làm nếu có phát sinh. Thường trực ghi “Đã phát sinh” trước, rồi mới ghi tiến độ."
DROPPED = "Nhiệm vụ đã bỏ khỏi kế hoạch theo điều chỉnh, chỉ còn để xem."
WHY_NOT = {
    Progress.TODO: "Chưa có báo cáo hoàn thành nào để xác nhận. Đơn vị thực hiện ghi tiến độ trước.",
    Progress.DOING: "Chưa có báo cáo hoàn thành nào để xác nhận. Đơn vị thực hiện báo hoàn thành trước.",
    Progress.REDO: "Nhiệm vụ đang thực hiện lại. Đơn vị thực hiện báo hoàn thành lần nữa rồi mới xác nhận.",
    Progress.AWAITING: "Nhiệm vụ đang chờ xác nhận hoàn thành. Người xác nhận đồng ý hoặc yêu cầu thực hiện lại trước.",
    Progress.DONE: "Nhiệm vụ đã hoàn thành. Cần làm tiếp thì người xác nhận yêu cầu thực hiện lại.",
    Progress.PAUSED: "Nhiệm vụ đang tạm dừng. Thường trực bấm “Tiếp tục thực hiện” trước.",
    Progress.NOT_ARISEN: "Nhiệm vụ đã ghi là không phát sinh. Nếu nay phát sinh, thường trực ghi “Đã phát sinh”.",
    Progress.CANCELLED: "Nhiệm vụ đã huỷ. Thường trực bấm “Tiếp tục thực hiện” nếu huỷ nhầm.",
}


@dataclass(frozen=True)
class Report:
    """What a unit says about its work. ``unit_id`` is the unit that speaks; None where the account has none."""

    unit_id: int | None
    done_text: str
    percent: int | None = None
    difficulty: str = ""
    proposal: str = ""
    files: Sequence[NewFile] = field(default=())


def taken_up(task: Task, actor: User, key: str, url: str = "") -> Task:
    """The task locked, its form's key used up, and its plan seen to be in force."""
    use_submit_key(actor, key, url or page_of(task))
    task = locked(task)
    state = Plan.objects.values_list("state", flat=True).get(pk=task.plan_id)
    if state == PlanState.CLOSED:
        raise DomainError("Kế hoạch đã kết thúc, tiến độ chỉ còn để xem.")
    if state != PlanState.ISSUED:
        raise DomainError("Kế hoạch chưa ban hành. Ghi tiến độ được sau khi văn thư ghi số, ban hành.")
    if task.dropped:
        raise DomainError(DROPPED)
    return task


def demand(actor: User, right: str, obj: object, who: str) -> None:
    """Refuse with the words of ``who`` unless ``actor`` has ``right``."""
    if not actor.has_perm(right, obj):
        raise NotAllowed(who)


def move(task: Task, transition: Callable[[], object]) -> None:
    """Make the move, or say why the present state does not allow it."""
    try:
        transition()
    except TransitionNotAllowed:
        waits = task.progress == Progress.TODO and task.facts.is_waiting_to_arise
        raise DomainError(NOT_ARISEN_YET if waits else WHY_NOT[Progress(task.progress)]) from None


def write(task: Task, actor: User, entry: ProgressEntry, state_from: str) -> None:
    """Save the moved task with its line in the log and its link in the audit chain."""
    if entry.unit_id is None and entry.act not in (Act.REPORT, Act.COMPLETE):
        entry.unit_id = next(iter(sorted(rights_of(actor).units)), None)
    task.save()
    entry.task, entry.actor, entry.state_from, entry.state_to = task, actor, state_from, task.progress
    entry.save()
    audit.record(
        actor=actor,
        act=f"task.{entry.act}",
        obj=task,
        state_from=state_from,
        state_to=task.progress,
        note=entry.reason or entry.done_text,
        detail={"entry": entry.pk, "at": timezone.localtime(entry.at).isoformat(timespec="seconds")},
    )


def headline(report: Report) -> str:
    """The news shown under the pill in the plan's table: the first line of what was done."""
    return report.done_text.strip().partition("\n")[0]


def short(text: str) -> str:
    """One line of at most 120 letters."""
    line = " ".join(text.split())
    return line if len(line) <= 120 else f"{line[:117].rstrip()}…"


def page_of(task: Task) -> str:
    """The task's own page."""
    return reverse("plans:task", args=[task.pk])
