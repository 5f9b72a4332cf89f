"""Ý kiến chỉ đạo: the leadership tells those who do a task; they reply; the leader closes it or asks again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from plans.errors import DomainError
from plans.models import Direction, DirectionRound, DirectionState, Obstacle, Task, User
from plans.rules.official import short_date
from plans.services import audit, task_people
from plans.services.locking import check_version, locked
from plans.services.notify import notify
from plans.services.task_log import demand, short, taken_up

WHO_GIVES = "Lãnh đạo Sở cho ý kiến chỉ đạo. Anh, chị trao đổi ở mục Trao đổi của nhiệm vụ."
WHO_ANSWERS = (
    "Đầu mối của đơn vị thực hiện và thường trực TĐKT trả lời ý kiến chỉ đạo. Anh, chị báo đầu mối đơn vị mình."
)
CHANGED = "Trả lời vừa được sửa sau khi anh, chị mở trang này. Xem lại trả lời rồi quyết định."
CLOSED = "Ý kiến chỉ đạo này đã được ghi là xong, chỉ còn để xem."


@transaction.atomic
def give_direction(
    *,
    task: Task,
    actor: User,
    text: str,
    due: dt.date | None,
    today: dt.date,
    obstacle: Obstacle | None = None,
    key: str = "",
) -> Direction:
    """Say what is to be done about a task or an obstacle of it, to be answered by ``due`` if there is one."""
    task = taken_up(task, actor, key)
    demand(actor, "plans.give_direction", task, WHO_GIVES)
    if not text.strip():
        raise DomainError("Ghi nội dung chỉ đạo để đơn vị biết phải làm gì.")
    if obstacle is not None and obstacle.task_id != task.pk:
        raise DomainError("Vướng mắc này thuộc nhiệm vụ khác. Mở lại trang vướng mắc rồi cho ý kiến.")
    _check_due(due, today)
    direction = Direction.objects.create(task=task, obstacle=obstacle, text=text, due=due, given_by=actor)
    _record(direction, task, actor, "give", note=text)
    by = f" Trả lời trước hết ngày {short_date(due)}." if due else ""
    _tell(_doers(task), direction, "give", f"Ý kiến chỉ đạo về {task}: {short(text)}{by}", actor)
    return direction


@transaction.atomic
def answer_direction(*, direction: Direction, actor: User, reply: str, seen: int, key: str = "") -> Direction:
    """Report how the direction was carried out; while it is not closed a later reply takes the place of this one."""
    record, task = _taken_up(direction, actor, key)
    demand(actor, "plans.answer_direction", task, WHO_ANSWERS)
    check_version(record, seen, {"reply": reply})
    if not reply.strip():
        raise DomainError("Ghi việc đã làm theo ý kiến chỉ đạo.")
    former = record.reply
    record.answer()
    record.reply, record.replied_by, record.replied_at = reply, actor, timezone.now()
    _save(record)
    _record(record, task, actor, "answer", note=reply, former=former)
    _tell([record.given_by], record, "answer", f"{task}: đã trả lời ý kiến chỉ đạo. {short(reply)}", actor)
    return record


@transaction.atomic
def close_direction(*, direction: Direction, actor: User, seen: int, key: str = "") -> Direction:
    """The leader is satisfied, or no reply is needed any more."""
    record, task = _judged(direction, actor, seen, key)
    record.close()
    record.closed_at = timezone.now()
    _save(record)
    _record(record, task, actor, "close")
    people = [record.replied_by] if record.replied_by else []
    _tell(people, record, "close", f"{task}: ý kiến chỉ đạo đã xong.", actor)
    return record


@transaction.atomic
def ask_again(
    *, direction: Direction, actor: User, text: str, due: dt.date | None, today: dt.date, seen: int, key: str = ""
) -> Direction:
    """The reply does not satisfy: it is kept as a round, and another one is awaited by ``due``."""
    record, task = _judged(direction, actor, seen, key)
    if record.state != DirectionState.ANSWERED or record.replied_by is None or record.replied_at is None:
        raise DomainError("Chưa có trả lời nào để yêu cầu trả lời lại.")
    if not text.strip():
        raise DomainError("Ghi điều cần trả lời lại để đơn vị biết còn thiếu gì.")
    _check_due(due, today)
    DirectionRound.objects.create(
        direction=record,
        reply=record.reply,
        replied_by=record.replied_by,
        replied_at=record.replied_at,
        due=record.due,
        asked=text,
        asked_by=actor,
    )
    record.reopen()
    record.reply, record.replied_by, record.replied_at, record.due = "", None, None, due
    _save(record)
    _record(record, task, actor, "ask_again", note=text)
    _tell(_doers(task), record, "ask_again", f"{task}: cần trả lời lại ý kiến chỉ đạo. {short(text)}", actor)
    return record


def _taken_up(direction: Direction, actor: User, key: str) -> tuple[Direction, Task]:
    task = taken_up(direction.task, actor, key, page_of(direction))
    record = locked(direction)
    if record.state == DirectionState.CLOSED:
        raise DomainError(CLOSED)
    return record, task


def _judged(direction: Direction, actor: User, seen: int, key: str) -> tuple[Direction, Task]:
    """Taken up by the leader, who has read the reply as it stands."""
    record, task = _taken_up(direction, actor, key)
    demand(actor, "plans.give_direction", task, WHO_GIVES)
    if record.version != seen:
        raise DomainError(CHANGED)
    return record, task


def _check_due(due: dt.date | None, today: dt.date) -> None:
    if due and due < today:
        raise DomainError(f"Ngày phải trả lời ở trước hôm nay, {short_date(today)}. Nhập ngày sau, hoặc để trống.")


def _save(record: Direction) -> None:
    record.version += 1
    record.save()


def _record(direction: Direction, task: Task, actor: User, act: str, *, note: str = "", former: str = "") -> None:
    detail: dict[str, object] = {"direction": direction.pk} | ({"former": former} if former else {})
    audit.record(actor=actor, act=f"direction.{act}", obj=task, note=note, detail=detail)


def _doers(task: Task) -> list[User]:
    """Those who do the task and the standing office, which sees that it is done."""
    return [*task_people.contacts(task), *task_people.standing_users()]


def _tell(people: Iterable[User], direction: Direction, act: str, text: str, actor: User) -> None:
    others = [user for user in people if user != actor]
    notify(others, key=f"direction.{act}:{direction.pk}:{direction.version}", text=text, url=page_of(direction))


def page_of(direction: Direction) -> str:
    """The address of a direction."""
    return reverse("plans:direction", args=[direction.pk])
