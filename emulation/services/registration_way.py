"""The way of a registration: sent, confirmed by the head of the unit, received; returned or withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django_fsm import TransitionNotAllowed

from emulation.models import HEADS, Registration, RegistrationState
from emulation.permissions import heads_of, is_own, unit_of
from emulation.rules.registration import is_late
from emulation.services.registration import WHO_WRITES
from plans.errors import DomainError
from plans.models import AuditEntry, Role, User
from plans.services import audit, task_people
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.notify import notify
from plans.services.task_log import demand, short

WHO_CONFIRMS = (
    "Trưởng đơn vị xác nhận bản đăng ký của đơn vị mình, không ai xác nhận bản của chính mình. "
    "Anh, chị chờ trưởng đơn vị, hoặc báo thường trực TĐKT."
)
WHO_RECEIVES = (
    "Thường trực TĐKT nhận bản đăng ký; bản thường trực tự lập mà không qua ai xác nhận thì thường trực khác "
    "hoặc Lãnh đạo Sở nhận."
)
STATE_WORDS = {
    RegistrationState.DRAFT: "đang soạn, chưa gửi",
    RegistrationState.SENT: "đang chờ trưởng đơn vị xác nhận",
    RegistrationState.CONFIRMED: "đang chờ thường trực nhận",
    RegistrationState.RECEIVED: "đã được thường trực nhận",
}
NOT_NOW = "Bản đăng ký {state} nên không làm được việc này. Tải lại trang để xem việc tiếp theo."
GONE_ON = "Thường trực đã nhận bản đăng ký nên không thu hồi được. Đề nghị thường trực trả lại, kèm lý do."
EMPTY = "Chưa đăng ký danh hiệu, hình thức hay chỉ tiêu nào. Thêm ít nhất một dòng rồi gửi."


@transaction.atomic
def send_registration(
    *, registration: Registration, actor: User, today: dt.date, seen: int, key: str = ""
) -> Registration:
    """Gửi: to the head of the unit, or straight to the standing office where no second person could confirm."""
    record = _taken(registration, actor, seen, key)
    demand(actor, "emulation.register", record, WHO_WRITES)
    if record.state == RegistrationState.DRAFT and not (record.aims.exists() or record.targets.exists()):
        raise DomainError(EMPTY)
    returned = bool(record.return_reason) and record.sent_at is not None
    first = timezone.localdate(record.sent_at) if returned and record.sent_at else None
    record.sent_by = actor
    hands = confirmers(record)
    _move(record, record.send if hands else record.send_directly)
    record.late = is_late(today, record.round.closes_on, first)
    if first is None or record.late:
        record.sent_at = timezone.now()
    record.direct, record.return_reason = not hands, ""
    record.confirmed_by = record.confirmed_at = None
    note = "" if hands else "Gửi thẳng thường trực: không có người thứ hai của đơn vị xác nhận"
    entry = _saved(record, actor, "registration.send", RegistrationState.DRAFT, note)
    tell, does = (hands, "xác nhận") if hands else (_receivers(record), "nhận")
    _tell(tell, record, entry, f"{_words(record)} đã gửi, chờ anh, chị {does}.", actor)
    return record


@transaction.atomic
def withdraw_registration(*, registration: Registration, actor: User, seen: int, key: str = "") -> Registration:
    """Thu hồi, as long as the standing office has not received it."""
    record = _taken(registration, actor, seen, key)
    demand(actor, "emulation.register", record, WHO_WRITES)
    if record.state == RegistrationState.RECEIVED:
        raise DomainError(GONE_ON)
    before = record.state
    _move(record, record.withdraw)
    _back_in_hand(record)
    record.sent_at = None
    _saved(record, actor, "registration.withdraw", before)
    return record


@transaction.atomic
def confirm_registration(*, registration: Registration, actor: User, seen: int, key: str = "") -> Registration:
    """Trưởng đơn vị xác nhận."""
    record = _taken(registration, actor, seen, key)
    demand(actor, "emulation.confirm_registration", record, WHO_CONFIRMS)
    _move(record, record.confirm)
    record.confirmed_by, record.confirmed_at = actor, timezone.now()
    entry = _saved(record, actor, "registration.confirm", RegistrationState.SENT)
    _tell(_receivers(record), record, entry, f"{_words(record)} đã được đơn vị xác nhận, chờ nhận.", actor)
    return record


@transaction.atomic
def receive_registration(*, registration: Registration, actor: User, seen: int, key: str = "") -> Registration:
    """Thường trực nhận."""
    record = _taken(registration, actor, seen, key)
    demand(actor, "emulation.receive_registration", record, WHO_RECEIVES)
    _move(record, record.receive)
    record.received_by, record.received_at = actor, timezone.now()
    entry = _saved(record, actor, "registration.receive", RegistrationState.CONFIRMED)
    _tell(_owners(record), record, entry, f"{_words(record)} đã được thường trực nhận.", actor)
    return record


@transaction.atomic
def return_registration(
    *, registration: Registration, actor: User, reason: str, seen: int, key: str = ""
) -> Registration:
    """Trả lại with a reason: by the head while it waits for him, by the standing office afterwards."""
    record = _taken(registration, actor, seen, key)
    if record.state == RegistrationState.SENT:
        demand(actor, "emulation.confirm_registration", record, WHO_CONFIRMS)
    else:
        demand(actor, "emulation.receive_registration", record, WHO_RECEIVES)
    if not reason.strip():
        raise DomainError("Ghi lý do trả lại để người lập biết cần sửa gì.")
    before = record.state
    _move(record, record.send_back)
    _back_in_hand(record)
    record.return_reason = reason
    entry = _saved(record, actor, "registration.return", before, reason)
    _tell(_owners(record), record, entry, f"{_words(record)} bị trả lại: {short(reason)}", actor)
    return record


def confirmers(record: Registration) -> list[User]:
    """Who may confirm it: the heads of its unit, the contacts where no head has an account; never a writer of it.

    Nobody where the subject is himself a head: nobody of his own unit stands above him.
    """
    if record.person is not None and record.person.position_group in HEADS:
        return []
    unit = unit_of(record)
    hands = list(heads_of(unit).select_related("person"))
    if not hands:
        contact = Q(holdings__role=Role.CONTACT, holdings__unit=unit)
        contact |= Q(holdings__role=Role.STANDING, person__unit=unit)
        hands = list(User.objects.filter(contact, is_active=True).select_related("person").distinct())
    return [user for user in hands if not is_own(user, record)]


def page_of(record: Registration) -> str:
    """The address of a registration."""
    return reverse("emulation:registration", args=[record.pk])


def _taken(registration: Registration, actor: User, seen: int, key: str) -> Registration:
    """The record locked, as the person saw it."""
    use_submit_key(actor, key, page_of(registration))
    record = locked(registration)
    check_version(record, seen, {})
    return record


def _move(record: Registration, transition: Callable[[], object]) -> None:
    try:
        transition()
    except TransitionNotAllowed:
        raise DomainError(NOT_NOW.format(state=STATE_WORDS[RegistrationState(record.state)])) from None


def _back_in_hand(record: Registration) -> None:
    """Nobody has confirmed or received what its writer has before him again."""
    record.confirmed_by = record.confirmed_at = record.received_by = record.received_at = None
    record.direct = False


def _saved(record: Registration, actor: User, act: str, before: str, note: str = "") -> AuditEntry:
    record.version += 1
    record.save()
    return audit.record(actor=actor, act=act, obj=record, state_from=before, state_to=record.state, note=note)


def _owners(record: Registration) -> Iterable[User]:
    """The person with an account, who wrote it and who sent it."""
    keys = {record.made_by_id, record.sent_by_id}
    return User.objects.filter(Q(pk__in=keys - {None}) | Q(person__isnull=False, person=record.person_id))


def _receivers(record: Registration) -> list[User]:
    """The standing office; the leadership for what it alone may receive."""
    standing = [user for user in task_people.standing_users() if not (record.direct and is_own(user, record))]
    return standing or list(User.objects.filter(is_active=True, holdings__role=Role.LEADER).distinct())


def _tell(users: Iterable[User], record: Registration, entry: AuditEntry, text: str, actor: User) -> None:
    others = [user for user in users if user.pk != actor.pk]
    notify(others, key=f"{entry.act}:{record.pk}:{entry.number}", text=text, url=page_of(record))


def _words(record: Registration) -> str:
    return f"Bản đăng ký thi đua năm {record.round.year} của {record.unit or record.person}"
