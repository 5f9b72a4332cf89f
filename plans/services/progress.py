"""The acts that move a task along: report, confirm, return, stop, resume, trigger. Each leaves a line in the log."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from plans.errors import DomainError, NotAllowed
from plans.models import Part, PartState, ProgressEntry, Task, Unit, User
from plans.models.task import WORKABLE
from plans.rules.status import Progress
from plans.services import task_people
from plans.services.evidence import NewFile, attach
from plans.services.notify import notify
from plans.services.part import not_reported, part_of
from plans.services.part_report import put_into_part, take_percent
from plans.services.task_log import (
    NOT_ARISEN_YET,
    WHY_NOT,
    Act,
    Report,
    demand,
    headline,
    move,
    page_of,
    short,
    taken_up,
    write,
)

__all__ = ["NOT_ARISEN_YET", "WHY_NOT", "Report"]
OWN_REPORT = "Anh, chị đã báo hoàn thành nhiệm vụ này nên không tự xác nhận. {who}"


@transaction.atomic
def report_progress(
    *, task: Task, actor: User, report: Report, completes: bool, today: dt.date, key: str = ""
) -> ProgressEntry:
    """Record what was done; with ``completes`` the task then waits for confirmation and counts on ``today``.

    The part of the unit that speaks is brought up to date. Units that have not sent theirs are named in the log.
    """
    task = taken_up(task, actor, key)
    right = "plans.complete_task" if completes else "plans.report_task"
    demand(actor, right, task, task_people.who_completes(task) if completes else task_people.who_reports(task))
    if report.unit_id not in {None, *task_people.speaking_units(task, actor)}:
        raise NotAllowed("Anh, chị chỉ ghi tiến độ cho đơn vị mình phụ trách trong nhiệm vụ này.")
    state_from = task.progress
    if completes:
        move(task, lambda: task.report_complete(by=actor, on=today))
    else:
        move(task, task.work)
    part = part_of(task, report.unit_id)
    if part is not None:
        put_into_part(part, report, done=completes, today=today)
    attach(task=task, actor=actor, files=report.files, part=part)
    if not completes:
        take_percent(task, report, part)
    task.latest_news = headline(report)
    entry = ProgressEntry(
        act=Act.COMPLETE if completes else Act.REPORT,
        unit_id=report.unit_id,
        percent=100 if completes else report.percent,
        done_text=report.done_text,
        difficulty=report.difficulty,
        proposal=report.proposal,
        reason=_without(task, report.unit_id) if completes else "",
    )
    write(task, actor, entry, state_from)
    _tell_of_report(task, actor, entry)
    return entry


def _without(task: Task, unit: int | None) -> str:
    """Whose parts the lead did without, in words; empty where all have sent theirs."""
    units = Unit.objects.filter(pk__in=not_reported(task, but=unit)).order_by("order", "name")
    names = ", ".join(unit.label for unit in units)
    return f"Chưa có phần việc của {names}." if names else ""


@transaction.atomic
def confirm_completion(*, task: Task, actor: User, note: str = "", key: str = "") -> ProgressEntry:
    """Agree that the task is done; it then counts on the day it was reported."""
    task = taken_up(task, actor, key)
    demand(actor, "plans.confirm_task", task, task_people.who_confirms(task))
    if task.progress == Progress.AWAITING and task.reported_by_id == actor.pk:
        raise NotAllowed(OWN_REPORT.format(who=task_people.who_confirms(task)))
    state_from, reporter = task.progress, task.reported_by
    move(task, task.confirm)
    entry = ProgressEntry(act=Act.CONFIRM, reason=note)
    write(task, actor, entry, state_from)
    if reporter:
        text = f"{task} đã được xác nhận hoàn thành."
        notify([reporter], key=f"task.confirm:{entry.pk}", text=text, url=page_of(task))
    return entry


@transaction.atomic
def return_for_rework(*, task: Task, actor: User, reason: str, key: str = "") -> ProgressEntry:
    """Not done well enough: back to the unit, with the reason; the day reported no longer counts."""
    task = taken_up(task, actor, key)
    demand(actor, "plans.confirm_task", task, task_people.who_confirms(task))
    if not reason.strip():
        raise DomainError("Ghi lý do yêu cầu thực hiện lại để đơn vị biết phải sửa gì.")
    state_from, reporter = task.progress, task.reported_by
    move(task, task.return_for_rework)
    _send_back_the_part(task)
    task.latest_news = f"Thực hiện lại: {reason}"
    entry = ProgressEntry(act=Act.RETURN, reason=reason)
    write(task, actor, entry, state_from)
    people = [*task_people.contacts(task), *([reporter] if reporter else [])]
    notify(
        [user for user in people if user != actor],
        key=f"task.return:{entry.pk}",
        text=f"{task} phải thực hiện lại: {short(reason)}",
        url=page_of(task),
    )
    return entry


def _send_back_the_part(task: Task) -> None:
    """The unit that reported completion takes up its own part again as well."""
    last = task.entries.filter(act=Act.COMPLETE).order_by("-at", "-pk").first()
    done = Part.objects.select_for_update().filter(task=task, unit=last.unit_id if last else None)
    for part in done.filter(state=PartState.DONE, dropped=False):
        part.send_back()
        part.version += 1
        part.save()


@transaction.atomic
def stop_task(*, task: Task, actor: User, to: Progress, reason: str, key: str = "") -> ProgressEntry:
    """Tạm dừng, không phát sinh or huỷ, with a reason; the task then stands beside the four cells."""
    task = taken_up(task, actor, key)
    demand(actor, "plans.steer_task", task, task_people.WHO_STEERS)
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
    move(task, moves[to])
    task.latest_news = reason
    return _steered(task, actor, ProgressEntry(act=Act.STOP, reason=reason), state_from)


@transaction.atomic
def resume_task(*, task: Task, actor: User, reason: str, key: str = "") -> ProgressEntry:
    """Back to where the task stood when it was stopped."""
    task = taken_up(task, actor, key)
    demand(actor, "plans.steer_task", task, task_people.WHO_STEERS)
    if not reason.strip():
        raise DomainError("Ghi lý do tiếp tục thực hiện.")
    state_from = task.progress
    stops = ProgressEntry.objects.filter(task=task, act=Act.STOP, state_from__in=WORKABLE)
    before = stops.values_list("state_from", flat=True).first()
    move(task, lambda: task.resume(back_to=Progress(before or Progress.TODO)))
    task.latest_news = reason
    return _steered(task, actor, ProgressEntry(act=Act.RESUME, reason=reason), state_from)


@dataclass(frozen=True)
class TriggerDocument:
    """The document that sets a conditional task off: what it is numbered, when and by whom, and its file."""

    number: str
    date: dt.date
    issued_by: str
    file: NewFile | None = None

    @property
    def words(self) -> str:
        return f"Theo văn bản số {self.number} ngày {self.date:%d/%m/%Y} của {self.issued_by}."


@transaction.atomic
def trigger_task(
    *,
    task: Task,
    actor: User,
    on: dt.date,
    reason: str,
    today: dt.date,
    document: TriggerDocument | None = None,
    key: str = "",
) -> ProgressEntry:
    """A conditional task has arisen: from now on it is due like any other."""
    task = taken_up(task, actor, key)
    demand(actor, "plans.steer_task", task, task_people.WHO_STEERS)
    if not task.conditional or task.triggered_on:
        raise DomainError("Chỉ nhiệm vụ “nếu có” chưa phát sinh mới ghi được là đã phát sinh.")
    if on > today or on.year < task.plan.year - 1:
        raise DomainError(f"Ngày phát sinh phải từ năm {task.plan.year - 1} đến hôm nay, {today:%d/%m/%Y}.")
    if document is not None and document.date > today:
        raise DomainError(f"Ngày văn bản {document.date:%d/%m/%Y} ở sau hôm nay. Nhập ngày ghi trên văn bản.")
    reason = " ".join(part for part in (document.words if document else "", reason.strip()) if part)
    if not reason:
        raise DomainError("Ghi căn cứ phát sinh, ví dụ số văn bản thông báo.")
    state_from = task.progress
    move(task, lambda: task.trigger(on=on))
    if document is not None:
        _keep_trigger(task, actor, document)
    task.latest_news = f"Phát sinh ngày {on:%d/%m/%Y}: {reason}"
    return _steered(task, actor, ProgressEntry(act=Act.TRIGGER, reason=reason), state_from)


def _keep_trigger(task: Task, actor: User, document: TriggerDocument) -> None:
    task.trigger_number, task.trigger_date, task.trigger_from = document.number, document.date, document.issued_by
    if document.file is not None:
        attach(task=task, actor=actor, files=[document.file], caption=f"Văn bản làm phát sinh, số {document.number}")


def _tell_of_report(task: Task, actor: User, entry: ProgressEntry) -> None:
    """Whoever may confirm hears of a completion, the standing office of difficulties and proposals."""
    if entry.act == Act.COMPLETE:
        people, text = task_people.confirmers(task), f"chờ anh, chị xác nhận hoàn thành: {short(task.title)}"
    elif entry.difficulty or entry.proposal:
        people = task_people.standing_users()
        text = f"có khó khăn, đề xuất mới. {short(entry.difficulty or entry.proposal)}"
    else:
        return
    others = [user for user in people if user != actor]
    joint = " " if entry.act == Act.COMPLETE else ": "
    notify(others, key=f"task.{entry.act}:{entry.pk}", text=f"{task}{joint}{text}", url=page_of(task))


def _steered(task: Task, actor: User, entry: ProgressEntry, state_from: str) -> ProgressEntry:
    write(task, actor, entry, state_from)
    notify(
        [user for user in task_people.contacts(task) if user != actor],
        key=f"task.{entry.act}:{entry.pk}",
        text=f"{task}: {entry.get_act_display()}. {short(entry.reason)}",
        url=page_of(task),
    )
    return entry
