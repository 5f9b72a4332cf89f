"""Gia hạn: a unit asks for a later day with its reason, the leadership agrees or refuses, the asker may withdraw.

``move_deadline`` is the one place where a running task gets a later day; the first deadline stays in view.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from plans.errors import DomainError, NotAllowed
from plans.models import Extension, ExtensionState, Role, Task, User
from plans.models.task import WORKABLE
from plans.rules.official import short_date
from plans.rules.status import PROGRESS_WORDS, Progress
from plans.services import audit, task_people
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.notify import notify
from plans.services.task_log import DROPPED, demand, short, taken_up

OFTEN = 3  # from here on "gia hạn nhiều lần"
WHO_ASKS = "Đầu mối của đơn vị thực hiện và thường trực TĐKT xin gia hạn. Anh, chị báo đầu mối đơn vị mình."
WHO_DECIDES = "Lãnh đạo Sở quyết định gia hạn. Anh, chị xem được nhưng không quyết định."
WHO_WITHDRAWS = "Chỉ người xin mới rút được đề nghị gia hạn. Cần dừng thì báo người xin hoặc Lãnh đạo Sở."
_DECIDED = {
    ExtensionState.AGREED: "Đề nghị này đã được đồng ý. Cần lùi nữa thì xin gia hạn lần sau.",
    ExtensionState.REFUSED: "Đề nghị này đã được quyết định là không gia hạn. Cần thì xin lại với lý do mới.",
    ExtensionState.WITHDRAWN: "Đề nghị này đã được rút, không còn gì để quyết định.",
}


def why_not_extended(task: Task) -> str:
    """Why no later day can be asked for in the task's present state; empty where one can."""
    if task.dropped:
        return DROPPED
    if task.facts.is_waiting_to_arise:
        return "Nhiệm vụ “nếu có” chưa phát sinh nên chưa tính hạn, chưa cần gia hạn."
    if task.progress == Progress.AWAITING:
        return "Nhiệm vụ đã báo hoàn thành, đang chờ xác nhận nên không xin gia hạn."
    if task.progress not in WORKABLE:
        return f"Nhiệm vụ đang ở trạng thái “{PROGRESS_WORDS[Progress(task.progress)]}” nên không xin gia hạn."
    if task.deadline is None:
        return "Nhiệm vụ không ấn định thời hạn nên không có gì để gia hạn."
    return ""


@transaction.atomic
def ask_extension(
    *, task: Task, actor: User, unit_id: int | None, new_deadline: dt.date, reason: str, today: dt.date, key: str = ""
) -> Extension:
    """Ask the leadership for a later day."""
    task = taken_up(task, actor, key)
    demand(actor, "plans.ask_extension", task, WHO_ASKS)
    if unit_id not in {None, *task_people.speaking_units(task, actor)}:
        raise NotAllowed("Anh, chị chỉ xin gia hạn thay cho đơn vị mình phụ trách trong nhiệm vụ này.")
    old_deadline = _deadline_to_move(task)
    _check_day(task, old_deadline, new_deadline, today)
    if not reason.strip():
        raise DomainError("Ghi lý do xin gia hạn để Lãnh đạo Sở cân nhắc.")
    if Extension.objects.filter(task=task, state=ExtensionState.ASKED).exists():
        raise DomainError("Nhiệm vụ đang có một đề nghị gia hạn chờ quyết định. Chờ quyết định, hoặc rút rồi xin lại.")
    extension = Extension.objects.create(
        task=task,
        unit_id=unit_id,
        old_deadline=old_deadline,
        new_deadline=new_deadline,
        reason=reason,
        asked_by=actor,
    )
    _news(task, f"Đang xin gia hạn đến {short_date(new_deadline)}")
    audit.record(
        actor=actor,
        act="extension.ask",
        obj=task,
        note=reason,
        detail={"extension": extension.pk, "from": old_deadline, "to": new_deadline},
    )
    leaders = User.objects.filter(is_active=True, holdings__role=Role.LEADER).distinct()
    said = f"{task} xin gia hạn đến {short_date(new_deadline)}, chờ anh, chị quyết định. Lý do: {short(reason)}"
    _tell(leaders, extension, "ask", said, actor)
    return extension


@transaction.atomic
def agree_extension(*, extension: Extension, actor: User, note: str, seen: int, key: str = "") -> Extension:
    """Đồng ý: the task's deadline is the new day from now on."""
    record, task = _to_decide(extension, actor, seen, key)
    if refusal := why_not_extended(task):
        raise DomainError(f"{refusal} Chọn “Không đồng ý”, hoặc để người xin rút.")
    if task.deadline and record.new_deadline <= task.deadline:
        raise DomainError(
            f"Thời hạn nay đã là {short_date(task.deadline)}, không sớm hơn ngày xin. Chọn “Không đồng ý” và ghi lý do."
        )
    move_deadline(task, to=record.new_deadline)
    task.latest_news = f"Được gia hạn đến {short_date(record.new_deadline)}"
    task.save()
    record.agree()
    said = f"{task} được gia hạn đến {short_date(record.new_deadline)}."
    return _decided(record, task, actor, "agree", note=note, said=said)


@transaction.atomic
def refuse_extension(*, extension: Extension, actor: User, note: str, seen: int, key: str = "") -> Extension:
    """Không đồng ý, with words: the deadline stays."""
    record, task = _to_decide(extension, actor, seen, key)
    if not note.strip():
        raise DomainError("Ghi lý do không đồng ý để đơn vị biết phải làm gì tiếp.")
    _news(task, "Không được gia hạn, giữ thời hạn cũ")
    record.refuse()
    return _decided(record, task, actor, "refuse", note=note, said=f"{task} không được gia hạn: {short(note)}")


@transaction.atomic
def withdraw_extension(*, extension: Extension, actor: User, key: str = "") -> Extension:
    """Rút: the asker no longer needs it; nothing was decided."""
    use_submit_key(actor, key)
    task, record = locked(extension.task), locked(extension)
    demand(actor, "plans.withdraw_extension", record, WHO_WITHDRAWS)
    _require_open(record)
    record.withdraw()
    record.version += 1
    record.save()
    _news(task, "Đã rút đề nghị gia hạn")
    audit.record(actor=actor, act="extension.withdraw", obj=task, detail={"extension": record.pk})
    return record


def move_deadline(task: Task, *, to: dt.date) -> None:
    """Give a running task a later day: the first deadline is kept, the extension counted. The caller saves."""
    task.first_deadline = task.first_deadline or task.deadline
    task.deadline = to
    task.extended += 1
    task.version += 1


def _deadline_to_move(task: Task) -> dt.date:
    refusal = why_not_extended(task)
    if refusal or task.deadline is None:
        raise DomainError(refusal)
    return task.deadline


def _check_day(task: Task, present: dt.date, day: dt.date, today: dt.date) -> None:
    if day <= present:
        raise DomainError(f"Ngày xin lùi đến phải sau thời hạn hiện nay, {short_date(present)}.")
    if day < today:
        raise DomainError(f"Ngày xin lùi đến phải từ hôm nay, {short_date(today)}, trở đi.")
    if day.year > task.plan.year + 1:
        raise DomainError(f"Nhiệm vụ của kế hoạch năm {task.plan.year} chỉ lùi được đến hết năm {task.plan.year + 1}.")


def _to_decide(extension: Extension, actor: User, seen: int, key: str) -> tuple[Extension, Task]:
    """The task and the request locked, still open and as the leader saw them."""
    task = taken_up(extension.task, actor, key, page_of(extension))
    record = locked(extension)
    demand(actor, "plans.decide_extension", record, WHO_DECIDES)
    _require_open(record)
    check_version(record, seen, {})
    return record, task


def _require_open(record: Extension) -> None:
    if record.state != ExtensionState.ASKED:
        raise DomainError(_DECIDED[ExtensionState(record.state)])


def _decided(record: Extension, task: Task, actor: User, act: str, *, note: str, said: str) -> Extension:
    record.decided_by, record.decided_at, record.decision_note = actor, timezone.now(), note
    record.version += 1
    record.save()
    audit.record(
        actor=actor,
        act=f"extension.{act}",
        obj=task,
        note=note,
        detail={"extension": record.pk, "from": record.old_deadline, "to": record.new_deadline},
    )
    people = [record.asked_by, *task_people.contacts(task), *task_people.standing_users()]
    _tell(people, record, act, said, actor)
    return record


def _news(task: Task, text: str) -> None:
    task.latest_news = text
    task.save()


def _tell(people: Iterable[User], extension: Extension, act: str, text: str, actor: User) -> None:
    others = [user for user in people if user != actor]
    notify(others, key=f"extension.{act}:{extension.pk}", text=text, url=page_of(extension))


def page_of(extension: Extension) -> str:
    """The address of a request."""
    return reverse("plans:extension", args=[extension.pk])
