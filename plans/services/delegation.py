"""Phương án cử người dự: whom the office sends to an event, who decides it, and what those who are asked answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from plans.errors import DomainError, NotAllowed
from plans.models import (
    Delegate,
    DelegationState,
    Event,
    EventState,
    Person,
    PositionGroup,
    Role,
    Task,
    User,
)
from plans.models.unit_index import UnitIndex
from plans.rules.text import fold
from plans.services import audit
from plans.services.event import WAY as EVENT_WAY
from plans.services.event import WHY_NOT as NOT_PLANNED
from plans.services.event import keepers, require_planned, tell_delegates, when_words
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.way import Way, holders

Answer = Delegate.Answer
WHO_DECIDES = "Lãnh đạo Sở duyệt hoặc trả lại phương án cử người dự. Cần đổi người thì báo thường trực."
WHO_ANSWERS = (
    "Đại biểu trả lời cho mình, đầu mối đơn vị trả lời cho người của đơn vị, thường trực trả lời cho mọi người."
)
REPLY_SENT = (
    "Danh sách đã gửi đi bằng công văn trả lời nên không đổi được. "
    "Người không dự được thì ghi vắng có lý do; người đi thay ghi ở phần kết quả."
)
WHY_NOT = {
    DelegationState.DRAFT: "Phương án cử người dự đang lập, chưa trình lãnh đạo.",
    DelegationState.SUBMITTED: "Phương án cử người dự đang chờ lãnh đạo duyệt. Thu về lập lại trước khi sửa.",
    DelegationState.APPROVED: "Phương án cử người dự đã được duyệt. Muốn đổi người thì lập lại rồi trình lại.",
    DelegationState.RETURNED: "Phương án cử người dự bị trả lại. Sửa theo lý do rồi trình lại.",
}
_WAY = Way[Event](WHY_NOT, EVENT_WAY.page, field="delegation_state")
LEADS = "truong doan"
_RANKS = {group: rank for rank, group in enumerate(PositionGroup.values)}


class Named(NamedTuple):
    """Somebody from outside the staff list, named by hand."""

    name: str
    position: str
    duty: str


def people_of(task: Task, index: UnitIndex | None = None) -> list[Person]:
    """Those at work in the assigned units, groups resolved, in the order of the plan and then by rank and name."""
    index = index or UnitIndex.load()
    lines = [part.unit_id for part in task.assignments.all()]
    units = dict.fromkeys(member for line in lines for member in index.members(line))
    place = {unit: number for number, unit in enumerate(units)}
    people = Person.objects.active().filter(unit__in=units)
    return sorted(people, key=lambda person: (place[person.unit_id], *rank_of(person)))


def rank_of(person: Person) -> tuple[int, str, int]:
    """Leaders before specialists, then by given name."""
    return _RANKS.get(person.position_group, len(_RANKS)), person.sort_key, person.pk


def delegation_is_open(event: Event) -> bool:
    """Whether the list of delegates may be drawn up or changed now."""
    is_open = event.delegation_state in (DelegationState.DRAFT, DelegationState.RETURNED)
    return is_open and event.state == EventState.PLANNED


@transaction.atomic
def set_delegation(
    *, event: Event, actor: User, duties: Mapping[int, str], named: Sequence[Named], seen: int, key: str = ""
) -> Event:
    """Draw up the list: ``duties`` by primary key of the person, then those ``named`` by hand.

    Answers of people who stay on the list are kept.
    """
    use_submit_key(actor, key)
    record = keepers(event, actor)
    check_version(record, seen, {})
    require_planned(record)
    if not delegation_is_open(record):
        raise DomainError(why_closed(record))
    people = _allowed(record, duties)
    _replace_people(record, people, duties)
    _replace_named(record, named, after=len(people))
    record.version += 1
    record.save()
    audit.record(
        actor=actor,
        act="event.delegation",
        obj=record,
        detail={"people": sorted(duties), "named": [one.name for one in named]},
    )
    return record


@transaction.atomic
def propose_delegation(*, event: Event, actor: User, seen: int, key: str = "") -> Event:
    """Trình phương án cử người dự."""
    use_submit_key(actor, key)
    record = keepers(event, actor)
    check_version(record, seen, {})
    require_planned(record)
    if not record.delegates.exists():
        raise DomainError("Chưa có đại biểu nào. Chọn người rồi mới trình phương án.")
    record.submitted_at, record.return_reason = timezone.now(), ""
    entry = _WAY.moved(record, actor, "event.propose", record.propose)
    _WAY.tell(holders(Role.LEADER), record, entry, f"Phương án cử người dự {record.name} chờ anh, chị duyệt.")
    return record


@transaction.atomic
def decide_delegation(*, event: Event, actor: User, agrees: bool, reason: str, seen: int, key: str = "") -> Event:
    """Duyệt, or trả lại with a reason. Those who go are asked as soon as it is agreed."""
    use_submit_key(actor, key)
    record = _open(event)
    if not actor.has_perm("plans.approve_delegation", record):
        raise NotAllowed(WHO_DECIDES)
    check_version(record, seen, {"reason": reason})
    require_planned(record)
    if not agrees and not reason.strip():
        raise DomainError("Ghi lý do trả lại để thường trực biết cần sửa gì.")
    record.return_reason = "" if agrees else reason
    act = "event.agree" if agrees else "event.return"
    entry = _WAY.moved(record, actor, act, record.agree if agrees else record.send_back, reason)
    if agrees:
        tell_delegates(record, entry, f"Anh, chị được cử dự {record.name}, {when_words(record)}. Mời trả lời.", actor)
        said = f"Công văn cử đại biểu dự {record.name}: phương án đã duyệt, chờ ghi số."
        _WAY.tell(holders(Role.CLERK), record, entry, said)
    else:
        _WAY.tell([record.made_by], record, entry, f"Phương án cử người dự {record.name} bị trả lại: {reason}")
    return record


@transaction.atomic
def revise_delegation(*, event: Event, actor: User, seen: int, key: str = "") -> Event:
    """Take the proposal back to change it, as long as no letter has told the host of it."""
    use_submit_key(actor, key)
    record = keepers(event, actor)
    check_version(record, seen, {})
    require_planned(record)
    if record.reply_id:
        raise DomainError(REPLY_SENT)
    _WAY.moved(record, actor, "event.revise", record.revise)
    return record


@transaction.atomic
def answer(*, delegate: Delegate, actor: User, comes: bool, note: str, key: str = "") -> Delegate:
    """Tham dự, or vắng with a reason: by the delegate, the contact of his unit, or the standing office."""
    use_submit_key(actor, key)
    event = _open(delegate.event)
    record = locked(delegate)
    if not actor.has_perm("plans.answer_for_delegate", record):
        raise NotAllowed(WHO_ANSWERS)
    require_planned(event)
    if event.delegation_state != DelegationState.APPROVED:
        raise DomainError("Phương án cử người dự chưa được duyệt. Trả lời sau khi lãnh đạo duyệt.")
    if not comes and not note.strip():
        raise DomainError("Ghi lý do vắng để thường trực cử người khác.")
    before = record.answer
    record.answer, record.answer_note = Answer.COMES if comes else Answer.EXCUSED, note
    record.version += 1
    record.save()
    entry = audit.record(
        actor=actor, act="event.answer", obj=event, state_from=before, state_to=record.answer, note=f"{record}: {note}"
    )
    if not comes and event.made_by_id != actor.pk:
        _WAY.tell([event.made_by], event, entry, f"{record} không dự được {event.name}: {note}")
    return record


def _open(event: Event) -> Event:
    record = locked(event)
    if record.removed_at is not None:
        raise DomainError("Hội nghị này vừa được bỏ vào thùng rác, không còn chờ ai.")
    return record


def why_closed(event: Event) -> str:
    """Why the list of delegates cannot be changed now."""
    if event.state != EventState.PLANNED:
        return NOT_PLANNED[EventState(event.state)]
    return REPLY_SENT if event.reply_id else WHY_NOT[DelegationState(event.delegation_state)]


def _allowed(event: Event, duties: Mapping[int, str]) -> list[Person]:
    """The chosen people in their order; only those of the assigned units, and who was on the list already."""
    offered = {person.pk: person for person in people_of(event.task)}
    offered |= {one.pk: one for one in Person.objects.filter(pk__in=_listed(event))}
    if set(duties) - set(offered):
        raise DomainError("Đại biểu phải là người của đơn vị thực hiện nhiệm vụ. Người khác thì ghi tên ở phần dưới.")
    chosen = [person for pk, person in offered.items() if pk in duties]
    return sorted(chosen, key=lambda person: not fold(duties[person.pk]).startswith(LEADS))  # stable


def _listed(event: Event) -> list[int]:
    return [pk for pk in event.delegates.values_list("person_id", flat=True) if pk]


def _replace_people(event: Event, people: Sequence[Person], duties: Mapping[int, str]) -> None:
    there = {one.person_id: one for one in Delegate.objects.select_for_update().filter(event=event)}
    event.delegates.exclude(person=None).exclude(person__in=[person.pk for person in people]).delete()
    for order, person in enumerate(people, start=1):
        delegate = there.get(person.pk) or Delegate(event=event, person=person)
        delegate.order, delegate.duty = order, duties[person.pk]
        delegate.name, delegate.position, delegate.unit_id = person.full_name, person.position, person.unit_id
        delegate.save()


def _replace_named(event: Event, named: Sequence[Named], *, after: int) -> None:
    """Those named by hand, by name: who stays keeps his answer."""
    there = {one.name: one for one in event.delegates.filter(person=None)}
    event.delegates.filter(person=None).exclude(name__in=[one.name for one in named]).delete()
    for order, one in enumerate(named, start=after + 1):
        delegate = there.pop(one.name, None) or Delegate(event=event)
        delegate.order, delegate.name, delegate.position, delegate.duty = order, *one
        delegate.save()
