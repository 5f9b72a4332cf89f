"""The way of a registration: sent, confirmed by the head of the unit, received; returned or withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from emulation.models import HEADS, Registration, RegistrationState
from emulation.permissions import heads_of, is_own, unit_of
from emulation.rules.registration import is_late
from emulation.services.registration import WHO_WRITES
from plans.errors import DomainError
from plans.models import Role, User
from plans.services import task_people
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.task_log import demand, short
from plans.services.way import Way, holders

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
WHY_NOT = {
    state: f"Bản đăng ký {words} nên không làm được việc này. Tải lại trang để xem việc tiếp theo."
    for state, words in STATE_WORDS.items()
}
GONE_ON = "Thường trực đã nhận bản đăng ký nên không thu hồi được. Đề nghị thường trực trả lại, kèm lý do."
EMPTY = "Chưa đăng ký danh hiệu, hình thức hay chỉ tiêu nào. Thêm ít nhất một dòng rồi gửi."


def page_of(record: Registration) -> str:
    """The address of a registration."""
    return reverse("emulation:registration", args=[record.pk])


_WAY = Way[Registration](WHY_NOT, page_of)


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
    record.late = is_late(today, record.round.closes_on, first)
    if first is None or record.late:
        record.sent_at = timezone.now()
    record.direct, record.return_reason = not hands, ""
    record.confirmed_by = record.confirmed_at = None
    note = "" if hands else "Gửi thẳng thường trực: không có người thứ hai của đơn vị xác nhận"
    transition = record.send if hands else record.send_directly
    entry = _WAY.moved(record, actor, "registration.send", transition, note)
    people, does = (hands, "xác nhận") if hands else (_receivers(record), "nhận")
    _WAY.tell(people, record, entry, f"{_words(record)} đã gửi, chờ anh, chị {does}.", but=actor)
    return record


@transaction.atomic
def withdraw_registration(*, registration: Registration, actor: User, seen: int, key: str = "") -> Registration:
    """Thu hồi, as long as the standing office has not received it."""
    record = _taken(registration, actor, seen, key)
    demand(actor, "emulation.register", record, WHO_WRITES)
    if record.state == RegistrationState.RECEIVED:
        raise DomainError(GONE_ON)
    _back_in_hand(record)
    record.sent_at = None
    _WAY.moved(record, actor, "registration.withdraw", record.withdraw)
    return record


@transaction.atomic
def confirm_registration(*, registration: Registration, actor: User, seen: int, key: str = "") -> Registration:
    """Trưởng đơn vị xác nhận."""
    record = _taken(registration, actor, seen, key)
    demand(actor, "emulation.confirm_registration", record, WHO_CONFIRMS)
    record.confirmed_by, record.confirmed_at = actor, timezone.now()
    entry = _WAY.moved(record, actor, "registration.confirm", record.confirm)
    said = f"{_words(record)} đã được đơn vị xác nhận, chờ nhận."
    _WAY.tell(_receivers(record), record, entry, said, but=actor)
    return record


@transaction.atomic
def receive_registration(*, registration: Registration, actor: User, seen: int, key: str = "") -> Registration:
    """Thường trực nhận."""
    record = _taken(registration, actor, seen, key)
    demand(actor, "emulation.receive_registration", record, WHO_RECEIVES)
    record.received_by, record.received_at = actor, timezone.now()
    entry = _WAY.moved(record, actor, "registration.receive", record.receive)
    _WAY.tell(_owners(record), record, entry, f"{_words(record)} đã được thường trực nhận.", but=actor)
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
    _back_in_hand(record)
    record.return_reason = reason
    entry = _WAY.moved(record, actor, "registration.return", record.send_back, reason)
    _WAY.tell(_owners(record), record, entry, f"{_words(record)} bị trả lại: {short(reason)}", but=actor)
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


def _taken(registration: Registration, actor: User, seen: int, key: str) -> Registration:
    """The record locked, as the person saw it."""
    use_submit_key(actor, key, page_of(registration))
    record = locked(registration)
    check_version(record, seen, {})
    return record


def _back_in_hand(record: Registration) -> None:
    """Nobody has confirmed or received what its writer has before him again."""
    record.confirmed_by = record.confirmed_at = record.received_by = record.received_at = None
    record.direct = False


def _owners(record: Registration) -> Iterable[User]:
    """The person with an account, who wrote it and who sent it."""
    keys = {record.made_by_id, record.sent_by_id}
    return User.objects.filter(Q(pk__in=keys - {None}) | Q(person__isnull=False, person=record.person_id))


def _receivers(record: Registration) -> list[User]:
    """The standing office; the leadership for what it alone may receive."""
    standing = [user for user in task_people.standing_users() if not (record.direct and is_own(user, record))]
    return standing or list(holders(Role.LEADER))


def _words(record: Registration) -> str:
    return f"Bản đăng ký thi đua năm {record.round.year} của {record.unit or record.person}"
