"""What a unit says about its part of a task, and what the lead answers: reported, done, to be done again."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from plans.errors import DomainError
from plans.models import Part, PartState, ProgressEntry, Task, User
from plans.models.task import WORKABLE
from plans.permissions import answering_unit, named_lead
from plans.rules.status import Progress
from plans.services import task_people
from plans.services.evidence import attach
from plans.services.locking import locked
from plans.services.notify import notify
from plans.services.part import mean_percent
from plans.services.task_log import (
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

WHO_REPORTS = "Đầu mối của {unit} và thường trực TĐKT ghi phần việc này. Anh, chị báo đầu mối đơn vị mình."
WHO_RETURNS = "Đơn vị chủ trì và thường trực TĐKT yêu cầu làm lại phần việc của đơn vị khác."
DONE_ALREADY = "Phần việc đã báo xong. Cần ghi thêm thì đơn vị chủ trì hoặc thường trực yêu cầu làm lại trước."
LEFT_OUT = "Phần việc này không còn trong kế hoạch theo điều chỉnh, chỉ còn để xem."


@transaction.atomic
def report_part(*, part: Part, actor: User, report: Report, done: bool, today: dt.date, key: str = "") -> ProgressEntry:
    """What a unit has done of its part; with ``done`` it is finished on ``today``. The task is under way by it."""
    task = taken_up(part.task, actor, key)
    part = locked(part)
    part.task = task
    demand(actor, "plans.report_part", part, WHO_REPORTS.format(unit=part.unit))
    if part.dropped:
        raise DomainError(LEFT_OUT)
    if part.state == PartState.DONE:
        raise DomainError(DONE_ALREADY)
    state_from = task.progress
    if task.progress != Progress.AWAITING:  # the lead may have sent the whole without this part
        move(task, task.work)
    put_into_part(part, report, done=done, today=today)
    attach(task=task, actor=actor, files=report.files, part=part)
    take_percent(task, report, part)
    if task.progress in WORKABLE:
        task.latest_news = headline(report)
    entry = ProgressEntry(
        act=Act.PART_DONE if done else Act.REPORT,
        unit_id=part.unit_id,
        percent=100 if done else report.percent,
        done_text=report.done_text,
        difficulty=report.difficulty,
        proposal=report.proposal,
    )
    write(task, actor, entry, state_from)
    _tell_of_part(task, part, actor, entry)
    return entry


@transaction.atomic
def return_part(*, part: Part, actor: User, reason: str, key: str = "") -> ProgressEntry:
    """Yêu cầu làm lại: what a unit sent is not good enough; its part is open again."""
    task = taken_up(part.task, actor, key)
    part = locked(part)
    part.task = task
    demand(actor, "plans.return_part", part, WHO_RETURNS)
    if not reason.strip():
        raise DomainError("Ghi lý do yêu cầu làm lại để đơn vị biết phải sửa gì.")
    if task.progress not in WORKABLE:
        raise DomainError(WHY_NOT[Progress(task.progress)])
    if part.state != PartState.DONE or part.dropped:
        raise DomainError("Đơn vị chưa báo xong phần việc này nên chưa có gì để làm lại.")
    part.send_back()
    part.version += 1
    part.save()
    if named_lead(task) is None:
        task.percent = mean_percent(task) or 0
    entry = ProgressEntry(act=Act.PART_RETURN, unit_id=part.unit_id, reason=reason)
    write(task, actor, entry, task.progress)
    notify(
        [user for user in task_people.contacts_of(part.unit) if user != actor],
        key=f"task.part_return:{entry.pk}",
        text=f"{task}: phần việc của đơn vị phải làm lại. {short(reason)}",
        url=page_of(task),
    )
    return entry


def put_into_part(part: Part, report: Report, *, done: bool, today: dt.date) -> None:
    """The present state of a part follows the report; the log keeps what was said before."""
    if done and part.state != PartState.DONE:
        part.finish(on=today)
    elif not done and part.state != PartState.DONE:
        part.work()
        if report.percent is not None:
            part.percent = report.percent
    part.done_text, part.difficulty, part.proposal = report.done_text, report.difficulty, report.proposal
    part.reported_at = timezone.now()
    part.version += 1
    part.save()


def take_percent(task: Task, report: Report, part: Part | None) -> None:
    """How far the task is: as its lead says; where the plan names none, the mean of its parts."""
    lead = named_lead(task)
    if lead is None and part is not None:
        task.percent = mean_percent(task) or 0
    elif report.percent is not None and (lead is None or lead.pk == report.unit_id):
        task.percent = report.percent


def _tell_of_part(task: Task, part: Part, actor: User, entry: ProgressEntry) -> None:
    """Whoever sums up hears of a part that is done, the standing office of difficulties and proposals."""
    done, trouble = entry.act == Act.PART_DONE, entry.difficulty or entry.proposal
    people: list[User] = []
    if done:
        unit = answering_unit(task)
        people += task_people.contacts_of(unit) if unit and unit.pk != part.unit_id else []
        people += task_people.standing_users() if unit is None or unit.is_standing else []
    if trouble:
        people += task_people.standing_users()
    if not people:
        return
    act, said = ("báo xong phần việc", entry.done_text) if done else ("có khó khăn, đề xuất mới", trouble)
    notify(
        [user for user in people if user != actor],
        key=f"task.part:{entry.pk}",
        text=f"{task}: {part.unit.label} {act}. {short(said)}",
        url=page_of(task),
    )
