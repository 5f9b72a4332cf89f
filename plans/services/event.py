"""Hội nghị, lớp học: what is written down of one, whether it was held or called off, and the bin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from plans.errors import DomainError, NotAllowed
from plans.models import AuditEntry, Delegate, Event, EventState, PlanState, Role, Task, User
from plans.services import audit
from plans.services.bin import RemovableKind, remove
from plans.services.evidence import NewFile, attach
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.task_log import DROPPED
from plans.services.way import Way

WHO_KEEPS = (
    "Thường trực TĐKT và đầu mối đơn vị chủ trì nhiệm vụ ghi hội nghị, lập danh sách đại biểu. "
    "Cần sửa thì báo thường trực."
)
WHY_NOT = {
    EventState.PLANNED: "Hội nghị chưa diễn ra.",
    EventState.HELD: "Hội nghị đã ghi là đã diễn ra. Ghi nhầm thì thường trực mở lại.",
    EventState.CANCELLED: "Hội nghị đã huỷ. Huỷ nhầm thì thường trực mở lại.",
}
FIELDS = (
    "name",
    "host",
    "place",
    "starts_on",
    "ends_on",
    "starts_at",
    "invitation_number",
    "invitation_date",
    "invitation_from",
    "confirm_by",
)
WAY = Way[Event](WHY_NOT, page=lambda event: reverse("plans:event", args=[event.pk]))


@transaction.atomic
def add_event(
    *, task: Task, actor: User, values: Mapping[str, Any], invitation: NewFile | None = None, key: str = ""
) -> Event:
    """Write down when and where a task takes place, with its invitation."""
    use_submit_key(actor, key)
    _demand(actor, task)
    _check_plan(task)
    event = Event(task=task, made_by=actor)
    _fill(event, values)
    event.save()
    _keep_invitation(event, actor, invitation)
    audit.record(actor=actor, act="event.add", obj=event)
    return event


@transaction.atomic
def change_event(
    *,
    event: Event,
    actor: User,
    values: Mapping[str, Any],
    seen: int,
    invitation: NewFile | None = None,
    key: str = "",
) -> Event:
    """Correct it; whoever is asked to go hears of another day or place."""
    use_submit_key(actor, key)
    record = keepers(event, actor)
    check_version(record, seen, dict(values))
    require_planned(record)
    before = (record.starts_on, record.ends_on, record.starts_at, record.place)
    _fill(record, values)
    record.version += 1
    record.save()
    _keep_invitation(record, actor, invitation)
    entry = audit.record(actor=actor, act="event.change", obj=record)
    if before != (record.starts_on, record.ends_on, record.starts_at, record.place):
        tell_delegates(record, entry, f"{record.name} đổi ngày, giờ hoặc địa điểm: {when_words(record)}.", actor)
    return record


@transaction.atomic
def record_outcome(
    *,
    event: Event,
    actor: User,
    present: frozenset[int],
    outcome: str,
    today: dt.date,
    seen: int,
    key: str = "",
) -> Event:
    """Đã diễn ra: who came (``present``, by primary key of the delegates) and what came of it. It can be corrected."""
    use_submit_key(actor, key)
    record = keepers(event, actor)
    check_version(record, seen, {"outcome": outcome})
    if record.starts_on > today:
        raise DomainError(f"Hội nghị bắt đầu ngày {record.starts_on:%d/%m/%Y}. Ghi kết quả khi đã diễn ra.")
    if not outcome.strip():
        raise DomainError("Ghi kết quả: nội dung chính, việc phải làm tiếp.")
    before = record.state
    if before != EventState.HELD:
        WAY.move(record, record.hold)
    record.outcome = outcome
    record.version += 1
    record.save()
    for delegate in Delegate.objects.select_for_update().filter(event=record):
        delegate.attended = delegate.pk in present
        delegate.version += 1
        delegate.save()
    act = "event.hold" if before != EventState.HELD else "event.outcome"
    audit.record(
        actor=actor,
        act=act,
        obj=record,
        state_from=before,
        state_to=record.state,
        note=outcome,
        detail={"present": sorted(present)},
    )
    return record


@transaction.atomic
def cancel_event(*, event: Event, actor: User, reason: str, seen: int, key: str = "") -> Event:
    """Huỷ: it will not take place, or the office does not go."""
    use_submit_key(actor, key)
    record = keepers(event, actor)
    check_version(record, seen, {"reason": reason})
    if not reason.strip():
        raise DomainError("Ghi lý do huỷ để người xem sau hiểu vì sao.")
    record.cancel_reason = reason
    entry = WAY.moved(record, actor, "event.cancel", record.cancel, reason)
    tell_delegates(record, entry, f"{record.name} đã huỷ: {reason}", actor)
    return record


@transaction.atomic
def reopen_event(*, event: Event, actor: User, seen: int, key: str = "") -> Event:
    """Written down by mistake: it is still to come."""
    use_submit_key(actor, key)
    record = keepers(event, actor)
    check_version(record, seen, {})
    before = record.state
    record.cancel_reason = ""
    entry = WAY.moved(record, actor, "event.reopen", record.reopen)
    if before == EventState.CANCELLED:
        tell_delegates(record, entry, f"{record.name} không huỷ nữa: {when_words(record)}.", actor)
    return record


@transaction.atomic
def remove_event(*, event: Event, actor: User, key: str = "") -> None:
    """Put one that was entered by mistake into the bin."""
    use_submit_key(actor, key)
    remove(record=keepers(event, actor), actor=actor)


def why_kept(event: Event) -> str:
    """Why an event cannot go into the bin; empty where nothing hinders."""
    if event.reply_id:
        return "Hội nghị đã có công văn trả lời trong sổ văn bản nên không bỏ được. Không dự nữa thì ghi huỷ."
    if event.state == EventState.HELD:
        return "Hội nghị đã diễn ra, có kết quả và điểm danh nên không bỏ được. Ghi nhầm thì mở lại trước."
    return ""


def _restorable_by(user: User) -> Q:
    """The standing office takes any out of the bin again, everybody what he removed himself."""
    return Q() if user.has_perm("plans.steer_task") else Q(removed_by=user) | Q(made_by=user)


REMOVABLE = RemovableKind(
    slug="hoi-nghi",
    label="Hội nghị, lớp học",
    model=Event,
    title="name",
    restorable_by=_restorable_by,
    task="task",
    why_kept=why_kept,
)


def keepers(event: Event, actor: User) -> Event:
    """The event locked, for somebody who keeps it, of a plan that runs."""
    record = locked(event)
    if record.removed_at is not None:
        raise DomainError("Hội nghị này vừa được bỏ vào thùng rác. Khôi phục ở đó rồi làm tiếp.")
    _demand(actor, record.task)
    _check_plan(record.task)
    return record


def require_planned(record: Event) -> None:
    """Refuse what is only for an event that is still to come."""
    WAY.require(record, EventState.PLANNED)


def tell_delegates(event: Event, entry: AuditEntry, text: str, actor: User) -> None:
    """A notice to every delegate with an account, and to the contacts who answer for them."""
    people = list(event.delegates.exclude(person=None).values_list("person_id", "unit_id"))
    named = Q(person__in=[person for person, _ in people])
    contact = Q(holdings__role=Role.CONTACT, holdings__unit__in=[unit for _, unit in people if unit])
    users = User.objects.filter(named | contact, is_active=True).exclude(pk=actor.pk).distinct()
    WAY.tell(users, event, entry, text)


def when_words(event: Event) -> str:
    """Day, hour and place in words: «08 giờ 00 ngày 18/06/2026, tại Hà Nội»."""
    hour = f"{event.starts_at:%H} giờ {event.starts_at:%M} " if event.starts_at else ""
    day = f"ngày {event.starts_on:%d/%m/%Y}"
    if event.ends_on != event.starts_on:
        day = f"từ {day} đến {event.ends_on:%d/%m/%Y}"
    return f"{hour}{day}, tại {event.place}" if event.place else f"{hour}{day}"


def _demand(actor: User, task: Task) -> None:
    if not actor.has_perm("plans.keep_event", task):
        raise NotAllowed(WHO_KEEPS)


def _check_plan(task: Task) -> None:
    if task.plan.state != PlanState.ISSUED:
        raise DomainError("Chỉ ghi hội nghị khi kế hoạch đang thực hiện.")
    if task.dropped:
        raise DomainError(DROPPED)


def _fill(event: Event, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        setattr(event, name, values[name])
    event.ends_on = event.ends_on or event.starts_on
    if event.ends_on < event.starts_on:
        raise DomainError("Ngày kết thúc ở trước ngày bắt đầu. Sửa một trong hai.")
    if event.confirm_by and event.confirm_by > event.starts_on:
        raise DomainError("Ngày phải báo danh sách ở sau ngày hội nghị bắt đầu. Xem lại giấy mời.")


def _keep_invitation(event: Event, actor: User, invitation: NewFile | None) -> None:
    if invitation is not None:
        number = f" số {event.invitation_number}" if event.invitation_number else ""
        attach(task=event.task, actor=actor, files=[invitation], event=event, caption=f"Giấy mời{number}")
