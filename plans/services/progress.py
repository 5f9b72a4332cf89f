"""The acts that move a task along: report, confirm, return, stop, resume, trigger. Each leaves a line in the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_fsm import TransitionNotAllowed

from plans.errors import DomainError, NotAllowed
from plans.models import Plan, PlanState, ProgressEntry, Task, User
from plans.models.task import WORKABLE
from plans.permissions import named_lead, rights_of
from plans.rules.status import Progress
from plans.services import audit, task_people
from plans.services.locking import locked, use_submit_key
from plans.services.notify import notify

Act = ProgressEntry.Act

NOT_ARISEN_YET = "Nhiệm vụ chỉ làm nếu có phát sinh. Thường trực ghi “Đã phát sinh” trước, rồi mới ghi tiến độ."
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
OWN_REPORT = "Anh, chị đã báo hoàn thành nhiệm vụ này nên không tự xác nhận. {who}"


@dataclass(frozen=True)
class Report:
    """What a unit says about its work. ``unit_id`` is the unit that speaks; None where the account has none."""

    unit_id: int | None
    done_text: str
    percent: int | None = None
    difficulty: str = ""
    proposal: str = ""


@transaction.atomic
def report_progress(
    *, task: Task, actor: User, report: Report, completes: bool, today: dt.date, key: str = ""
) -> ProgressEntry:
    """Record what was done; with ``completes`` the task then waits for confirmation and counts on ``today``."""
    task = _open(task, actor, key)
    right = "plans.complete_task" if completes else "plans.report_task"
    _demand(actor, right, task, task_people.who_completes(task) if completes else task_people.who_reports(task))
    if report.unit_id not in {None, *task_people.speaking_units(task, actor)}:
        raise NotAllowed("Anh, chị chỉ ghi tiến độ cho đơn vị mình phụ trách trong nhiệm vụ này.")
    state_from = task.progress
    if completes:
        _move(task, lambda: task.report_complete(by=actor, on=today))
    else:
        _move(task, task.work)
    lead = named_lead(task)
    if report.percent is not None and not completes and (lead is None or lead.pk == report.unit_id):
        task.percent = report.percent
    task.latest_news = _headline(report)
    entry = ProgressEntry(
        act=Act.COMPLETE if completes else Act.REPORT,
        unit_id=report.unit_id,
        percent=100 if completes else report.percent,
        done_text=report.done_text,
        difficulty=report.difficulty,
        proposal=report.proposal,
    )
    _log(task, actor, entry, state_from)
    _tell_of_report(task, actor, entry)
    return entry


@transaction.atomic
def confirm_completion(*, task: Task, actor: User, note: str = "", key: str = "") -> ProgressEntry:
    """Agree that the task is done; it then counts on the day it was reported."""
    task = _open(task, actor, key)
    _demand(actor, "plans.confirm_task", task, task_people.who_confirms(task))
    if task.progress == Progress.AWAITING and task.reported_by_id == actor.pk:
        raise NotAllowed(OWN_REPORT.format(who=task_people.who_confirms(task)))
    state_from, reporter = task.progress, task.reported_by
    _move(task, task.confirm)
    entry = ProgressEntry(act=Act.CONFIRM, reason=note)
    _log(task, actor, entry, state_from)
    if reporter:
        notify([reporter], key=f"task.confirm:{entry.pk}", text=f"{task} đã được xác nhận hoàn thành.", url=_page(task))
    return entry


@transaction.atomic
def return_for_rework(*, task: Task, actor: User, reason: str, key: str = "") -> ProgressEntry:
    """Not done well enough: back to the unit, with the reason; the day reported no longer counts."""
    task = _open(task, actor, key)
    _demand(actor, "plans.confirm_task", task, task_people.who_confirms(task))
    if not reason.strip():
        raise DomainError("Ghi lý do yêu cầu thực hiện lại để đơn vị biết phải sửa gì.")
    state_from, reporter = task.progress, task.reported_by
    _move(task, task.return_for_rework)
    task.latest_news = f"Thực hiện lại: {reason}"
    entry = ProgressEntry(act=Act.RETURN, reason=reason)
    _log(task, actor, entry, state_from)
    people = [*task_people.contacts(task), *([reporter] if reporter else [])]
    notify(
        [user for user in people if user != actor],
        key=f"task.return:{entry.pk}",
        text=f"{task} phải thực hiện lại: {_short(reason)}",
        url=_page(task),
    )
    return entry


@transaction.atomic
def stop_task(*, task: Task, actor: User, to: Progress, reason: str, key: str = "") -> ProgressEntry:
    """Tạm dừng, không phát sinh or huỷ, with a reason; the task then stands beside the four cells."""
    task = _open(task, actor, key)
    _demand(actor, "plans.steer_task", task, task_people.WHO_STEERS)
    if not reason.strip():
        raise DomainError("Ghi lý do để người xem sau hiểu vì sao nhiệm vụ dừng.")
    state_from = task.progress
    moves = {
        Progress.PAUSED: task.pause,
        Progress.NOT_ARISEN: task.close_as_not_arisen,
        Progress.CANCELLED: task.cancel,
    }
    if to == Progress.NOT_ARISEN and (not task.conditional or task.triggered_on):
        raise DomainError("“Không phát sinh” chỉ dùng cho nhiệm vụ “nếu có” chưa phát sinh. Chọn Tạm dừng hoặc Huỷ.")
    _move(task, moves[to])
    task.latest_news = reason
    return _steered(task, actor, ProgressEntry(act=Act.STOP, reason=reason), state_from)


@transaction.atomic
def resume_task(*, task: Task, actor: User, reason: str, key: str = "") -> ProgressEntry:
    """Back to where the task stood when it was stopped."""
    task = _open(task, actor, key)
    _demand(actor, "plans.steer_task", task, task_people.WHO_STEERS)
    if not reason.strip():
        raise DomainError("Ghi lý do tiếp tục thực hiện.")
    state_from = task.progress
    stops = ProgressEntry.objects.filter(task=task, act=Act.STOP, state_from__in=WORKABLE)
    before = stops.values_list("state_from", flat=True).first()
    _move(task, lambda: task.resume(back_to=Progress(before or Progress.TODO)))
    task.latest_news = reason
    return _steered(task, actor, ProgressEntry(act=Act.RESUME, reason=reason), state_from)


@transaction.atomic
def trigger_task(*, task: Task, actor: User, on: dt.date, reason: str, today: dt.date, key: str = "") -> ProgressEntry:
    """A conditional task has arisen: from now on it is due like any other."""
    task = _open(task, actor, key)
    _demand(actor, "plans.steer_task", task, task_people.WHO_STEERS)
    if not task.conditional or task.triggered_on:
        raise DomainError("Chỉ nhiệm vụ “nếu có” chưa phát sinh mới ghi được là đã phát sinh.")
    if on > today or on.year < task.plan.year - 1:
        raise DomainError(f"Ngày phát sinh phải từ năm {task.plan.year - 1} đến hôm nay, {today:%d/%m/%Y}.")
    if not reason.strip():
        raise DomainError("Ghi căn cứ phát sinh, ví dụ số văn bản thông báo.")
    state_from = task.progress
    _move(task, lambda: task.trigger(on=on))
    task.latest_news = f"Phát sinh ngày {on:%d/%m/%Y}: {reason}"
    return _steered(task, actor, ProgressEntry(act=Act.TRIGGER, reason=reason), state_from)


def _tell_of_report(task: Task, actor: User, entry: ProgressEntry) -> None:
    """Whoever may confirm hears of a completion, the standing office of difficulties and proposals."""
    if entry.act == Act.COMPLETE:
        people, text = task_people.confirmers(task), f"chờ anh, chị xác nhận hoàn thành: {_short(task.title)}"
    elif entry.difficulty or entry.proposal:
        people = task_people.standing_users()
        text = f"có khó khăn, đề xuất mới. {_short(entry.difficulty or entry.proposal)}"
    else:
        return
    others = [user for user in people if user != actor]
    joint = " " if entry.act == Act.COMPLETE else ": "
    notify(others, key=f"task.{entry.act}:{entry.pk}", text=f"{task}{joint}{text}", url=_page(task))


def _open(task: Task, actor: User, key: str) -> Task:
    """The task locked, its form's key used up, and its plan seen to be in force."""
    use_submit_key(actor, key, _page(task))
    task = locked(task)
    state = Plan.objects.values_list("state", flat=True).get(pk=task.plan_id)
    if state == PlanState.CLOSED:
        raise DomainError("Kế hoạch đã kết thúc, tiến độ chỉ còn để xem.")
    if state != PlanState.ISSUED:
        raise DomainError("Kế hoạch chưa ban hành. Ghi tiến độ được sau khi văn thư ghi số, ban hành.")
    return task


def _demand(actor: User, right: str, task: Task, who: str) -> None:
    if not actor.has_perm(right, task):
        raise NotAllowed(who)


def _move(task: Task, transition: Callable[[], object]) -> None:
    """Make the move, or say why the present state does not allow it."""
    try:
        transition()
    except TransitionNotAllowed:
        waits = task.progress == Progress.TODO and task.facts.is_waiting_to_arise
        raise DomainError(NOT_ARISEN_YET if waits else WHY_NOT[Progress(task.progress)]) from None


def _log(task: Task, actor: User, entry: ProgressEntry, state_from: str) -> None:
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


def _steered(task: Task, actor: User, entry: ProgressEntry, state_from: str) -> ProgressEntry:
    _log(task, actor, entry, state_from)
    notify(
        [user for user in task_people.contacts(task) if user != actor],
        key=f"task.{entry.act}:{entry.pk}",
        text=f"{task}: {entry.get_act_display()}. {_short(entry.reason)}",
        url=_page(task),
    )
    return entry


def _headline(report: Report) -> str:
    """The news shown under the pill in the plan's table: the first line of what was done."""
    return report.done_text.strip().partition("\n")[0]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 120 else f"{line[:117].rstrip()}…"


def _page(task: Task) -> str:
    return reverse("plans:task", args=[task.pk])
