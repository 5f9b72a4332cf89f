"""The way of a nomination: sent, withdrawn, returned, examined, unlocked; each with its trace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from awards.models import Nomination, NominationState
from awards.rules.sending import hindrances, said
from awards.services.initiative_use import clear_uses
from awards.services.nomination import WHO_NOMINATES, check_intake
from awards.services.nomination_check import (
    Check,
    check_one,
    others_of,
    refuse_clash,
    refuse_held,
    snapshot,
    wanted_of,
)
from plans.errors import DomainError
from plans.models import User
from plans.rules.official import short_date
from plans.services import task_people
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.task_log import demand, short
from plans.services.way import Way

WHO_EXAMINES = (
    "Thường trực TĐKT thẩm định hồ sơ, không ai thẩm định hồ sơ của chính mình; hồ sơ của người trong thường trực thì "
    "Lãnh đạo Sở hoặc thường trực khác thẩm định."
)
STATE_WORDS = {
    NominationState.DRAFT: "đang soạn, chưa trình",
    NominationState.SUBMITTED: "đã trình, đang chờ thẩm định",
    NominationState.ELIGIBLE: "đã thẩm định đủ điều kiện",
    NominationState.WITHDRAWN: "đã thu hồi",
}
WHY_NOT = {
    state: f"Hồ sơ {words} nên không làm được việc này. Tải lại trang để xem việc tiếp theo."
    for state, words in STATE_WORDS.items()
}
LOCKED_IN = "Hồ sơ đã thẩm định đủ điều kiện nên không thu hồi được. Đề nghị thường trực mở khoá, kèm lý do."


def page_of(record: Nomination) -> str:
    """The address of a nomination."""
    return reverse("awards:nomination", args=[record.pk])


_WAY = Way[Nomination](WHY_NOT, page_of)


@dataclass(frozen=True)
class Hindrance:
    """What stands before sending: ``stops`` must go first, ``asks`` wants a reason."""

    stops: tuple[str, ...]
    asks: tuple[str, ...]


def hindrance_of(check: Check, *, reviewed: bool, told: bool, refused: Iterable[str] = ()) -> Hindrance:
    """Why a nomination cannot be sent, and what it could be sent with a reason against; ``told`` as in ``said``."""
    weighed, stops = check.weighed, [f"Trùng: {words}" for words in refused]
    if check.held_since:
        stops.append(f"Đang tạm dừng xét từ {short_date(check.held_since)}, chờ kết luận")
    stops += hindrances(weighed, told=told)
    asks = [] if reviewed else ["Đơn vị chưa có biên bản bình xét của đợt này"]
    asks += [said(one, told=told) for one in weighed.reasons]
    return Hindrance(tuple(stops), tuple(asks))


@transaction.atomic
def submit_nomination(
    *, nomination: Nomination, actor: User, today: dt.date, seen: int, override_reason: str = "", key: str = ""
) -> Nomination:
    """Trình, with the findings of this moment kept beside it; what only warns goes with a reason."""
    record = _taken(nomination, actor, seen, key)
    demand(actor, "awards.nominate", record, WHO_NOMINATES)
    _WAY.require(record, NominationState.DRAFT)
    check_intake(record.round, actor, today)
    check = _passed(record, today)
    found = hindrance_of(check, reviewed=is_reviewed(record), told=is_told(actor, record))
    if found.stops:
        raise DomainError(f"Chưa trình được. {found.stops[0]}.")
    if found.asks and not override_reason.strip():
        raise DomainError("Còn cảnh báo: ghi lý do vẫn trình, lý do đi cùng hồ sơ để người thẩm định đọc.")
    now = timezone.now()
    record.findings = snapshot(check, timezone.localtime(now))
    record.override_reason = override_reason if found.asks else ""
    record.law, record.law_reason = check.assessment.law[:40], check.assessment.law_note
    record.route = next((one.route for one in check.assessment.findings if one.route), "")[:30]
    record.submitted_by, record.submitted_at = actor, now
    record.return_reason = ""
    entry = _WAY.moved(record, actor, "nomination.submit", record.submit, record.override_reason)
    _WAY.tell(task_people.standing_users(), record, entry, f"{record} đã trình, chờ thẩm định.", but=actor)
    return record


@transaction.atomic
def withdraw_nomination(*, nomination: Nomination, actor: User, seen: int, key: str = "") -> Nomination:
    """Thu hồi, as long as it was not found eligible; what it counted is free again."""
    record = _taken(nomination, actor, seen, key)
    demand(actor, "awards.nominate", record, WHO_NOMINATES)
    if record.state == NominationState.ELIGIBLE:
        raise DomainError(LOCKED_IN)
    sent = record.state == NominationState.SUBMITTED
    clear_uses(nomination=record, actor=actor)
    entry = _WAY.moved(record, actor, "nomination.withdraw", record.withdraw)
    if sent:
        _WAY.tell(task_people.standing_users(), record, entry, f"{record} đã được thu hồi.", but=actor)
    return record


@transaction.atomic
def take_up_nomination(*, nomination: Nomination, actor: User, seen: int, key: str = "") -> Nomination:
    """Soạn lại what was withdrawn, unless another one has taken its place."""
    record = _taken(nomination, actor, seen, key)
    demand(actor, "awards.nominate", record, WHO_NOMINATES)
    _refuse_others(record)
    _WAY.moved(record, actor, "nomination.take_up", record.take_up)
    return record


@transaction.atomic
def return_nomination(*, nomination: Nomination, actor: User, reason: str, seen: int, key: str = "") -> Nomination:
    """Trả lại with a reason; it can be mended and sent again."""
    record = _examined(nomination, actor, seen, key)
    if not reason.strip():
        raise DomainError("Ghi lý do trả lại để đơn vị biết cần sửa gì.")
    record.return_reason = reason
    entry = _WAY.moved(record, actor, "nomination.return", record.send_back, reason)
    _WAY.tell(_makers(record), record, entry, f"{record} bị trả lại: {short(reason)}", but=actor)
    return record


@transaction.atomic
def accept_nomination(
    *, nomination: Nomination, actor: User, received_on: dt.date, today: dt.date, seen: int, key: str = ""
) -> Nomination:
    """Thẩm định đủ điều kiện. ``received_on``, the day it was received for appraisal, decides which law applies."""
    record = _examined(nomination, actor, seen, key)
    _WAY.require(record, NominationState.SUBMITTED)
    if received_on > today:
        raise DomainError(f"Ngày nhận hồ sơ {short_date(received_on)} ở sau hôm nay. Ghi ngày nhận thật.")
    check = _passed(record, today, received_on=received_on)
    stops = hindrance_of(check, reviewed=True, told=True).stops
    if stops:
        raise DomainError(f"Chưa ghi đủ điều kiện được. {stops[0]}. Xác nhận cho rõ, hoặc trả lại hồ sơ.")
    record.received_on = received_on
    record.findings = snapshot(check, timezone.localtime())
    record.law, record.law_reason = check.assessment.law[:40], check.assessment.law_note
    record.checked_by, record.checked_at = actor, timezone.now()
    entry = _WAY.moved(record, actor, "nomination.accept", record.accept, f"nhận ngày {short_date(received_on)}")
    _WAY.tell(_makers(record), record, entry, f"{record} đã thẩm định, đủ điều kiện.", but=actor)
    return record


@transaction.atomic
def unlock_nomination(*, nomination: Nomination, actor: User, reason: str, seen: int, key: str = "") -> Nomination:
    """Mở khoá an examined one, with a reason that stays on it."""
    record = _examined(nomination, actor, seen, key)
    if not reason.strip():
        raise DomainError("Ghi lý do mở khoá; lý do được giữ trong hồ sơ.")
    record.unlock_reason = reason
    record.checked_by = record.checked_at = record.received_on = None
    entry = _WAY.moved(record, actor, "nomination.unlock", record.unlock, reason)
    _WAY.tell(_makers(record), record, entry, f"{record} được mở khoá để sửa: {short(reason)}", but=actor)
    return record


def is_told(user: User, record: Nomination) -> bool:
    """Whether ``user`` may read of discipline and of what is examined about the subject."""
    own = record.person_id is not None and record.person_id == user.person_id
    return own or user.has_perm("awards.see_discipline")


def is_reviewed(record: Nomination) -> bool:
    """Whether the unit it belongs to has minutes of its review of this round."""
    unit = record.unit_id or (record.person.unit_id if record.person else None)
    return record.round.reviews.filter(unit=unit).exists()


def _taken(nomination: Nomination, actor: User, seen: int, key: str) -> Nomination:
    """The record locked, as the person saw it."""
    use_submit_key(actor, key, page_of(nomination))
    record = locked(nomination)
    check_version(record, seen, {})
    return record


def _examined(nomination: Nomination, actor: User, seen: int, key: str) -> Nomination:
    record = _taken(nomination, actor, seen, key)
    demand(actor, "awards.examine", record, WHO_EXAMINES)
    return record


def _passed(record: Nomination, today: dt.date, received_on: dt.date | None = None) -> Check:
    """The findings of now; a held subject and a clash with another proposal are refused."""
    check = check_one(subject=record.subject, honour=record.honour, year=record.year, on=today, received_on=received_on)
    refuse_held(record.subject, check.held_since)
    _refuse_others(record)
    return check


def _refuse_others(record: Nomination) -> None:
    wanted = wanted_of(record.honour, record.year, record.kind, record.achievement)
    refuse_clash(others_of(subject=record.subject, wanted=wanted, but=record.pk, same_as=record.same_as_id))


def _makers(record: Nomination) -> list[User]:
    """Who made it, who sent it."""
    keys = {record.made_by_id, record.submitted_by_id} - {None}
    return list(User.objects.filter(Q(pk__in=keys), is_active=True))
