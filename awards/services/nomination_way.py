"""The way of a nomination: sent, withdrawn, returned, examined, unlocked; each with its trace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from awards.models import Nomination, NominationState
from awards.rules.findings import BLOCK, WARN
from awards.rules.sending import hindrances
from awards.services.agenda_hold import demand_off_agenda
from awards.services.dossier_gaps import Lack, documents_there, lack_of
from awards.services.initiative_use import check_uses, clear_uses
from awards.services.nomination import WHO_NOMINATES, check_intake
from awards.services.nomination_check import (
    Check,
    check_one,
    others_of,
    refuse_clash,
    snapshot,
    wanted_of,
)
from awards.services.rulebook import current_rulebook
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
    """What stands before sending: ``stops`` must go first, ``asks`` wants a reason, ``notes`` is only said."""

    stops: tuple[str, ...]
    asks: tuple[str, ...]
    notes: tuple[str, ...] = ()


def hindrance_of(check: Check, *, reviewed: bool, lack: Lack | None, refused: Iterable[str] = ()) -> Hindrance:
    """Why a nomination cannot be sent, and what it could be sent with a reason against.

    ``check`` is as the reader may know it, ``lack`` the documents that are not there.
    """
    stops = [f"Trùng: {words}" for words in refused] + hindrances(check.weighed)
    asks = [] if reviewed else ["Đơn vị chưa có biên bản bình xét của đợt này"]
    asks += [one.message for one in check.weighed.reasons]
    notes: list[str] = []
    if lack is not None:
        {BLOCK: stops, WARN: asks}.get(lack.weight, notes).append(lack.words)
    return Hindrance(tuple(stops), tuple(asks), tuple(notes))


@transaction.atomic
def submit_nomination(
    *, nomination: Nomination, actor: User, today: dt.date, seen: int, override_reason: str = "", key: str = ""
) -> Nomination:
    """Trình, with the findings of this moment kept beside it; what only warns goes with a reason."""
    record = _taken(nomination, actor, seen, key)
    demand(actor, "awards.nominate", record, WHO_NOMINATES)
    _WAY.require(record, NominationState.DRAFT)
    check_intake(record.round, actor, today)
    _refuse_others(record, today)
    check_uses(record)
    check, found = looked_at(record, actor, today)
    if found.stops:
        raise DomainError(f"Chưa trình được. {found.stops[0]}.")
    if found.asks and not override_reason.strip():
        raise DomainError("Còn cảnh báo: ghi lý do vẫn trình, lý do đi cùng hồ sơ để người thẩm định đọc.")
    now = timezone.now()
    _keep_findings(record, check, now)
    record.override_reason = override_reason if found.asks else ""
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
    _refuse_others(record, timezone.localdate())
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
    _WAY.tell(makers_of([record])[record.pk], record, entry, f"{record} bị trả lại: {short(reason)}", but=actor)
    return record


@transaction.atomic
def accept_nomination(
    *,
    nomination: Nomination,
    actor: User,
    received_on: dt.date,
    today: dt.date,
    seen: int,
    early_reason: str = "",
    key: str = "",
) -> Nomination:
    """Thẩm định đủ điều kiện. ``received_on``, the day it was received for appraisal, decides which law applies."""
    record = _examined(nomination, actor, seen, key)
    _WAY.require(record, NominationState.SUBMITTED)
    note = _receipt_words(record, received_on, today, early_reason)
    _refuse_others(record, received_on)
    check, found = looked_at(record, actor, today, received_on=received_on)
    if found.stops:
        raise DomainError(f"Chưa ghi đủ điều kiện được. {found.stops[0]}. Xác nhận cho rõ, hoặc trả lại hồ sơ.")
    return found_eligible(
        record, check, actor, received_on=received_on, makers=makers_of([record])[record.pk], note=note
    )


def found_eligible(
    record: Nomination, check: Check, actor: User, *, received_on: dt.date, makers: Iterable[User], note: str = ""
) -> Nomination:
    """Write down that a locked record that nothing hinders was found eligible; no query but the writing."""
    now = timezone.now()
    _keep_findings(record, check, now)
    record.received_on = received_on
    record.checked_by, record.checked_at = actor, now
    words = note or f"nhận ngày {short_date(received_on)}"
    entry = _WAY.moved(record, actor, "nomination.accept", record.accept, words)
    _WAY.tell(makers, record, entry, f"{record} đã thẩm định, đủ điều kiện.", but=actor)
    return record


def received_day(record: Nomination, today: dt.date) -> dt.date:
    """The day on which it came in: that of its sending."""
    return timezone.localdate(record.submitted_at) if record.submitted_at else today


@transaction.atomic
def unlock_nomination(*, nomination: Nomination, actor: User, reason: str, seen: int, key: str = "") -> Nomination:
    """Mở khoá an examined one, with a reason that stays on it."""
    record = _examined(nomination, actor, seen, key)
    if not reason.strip():
        raise DomainError("Ghi lý do mở khoá; lý do được giữ trong hồ sơ.")
    demand_off_agenda(nomination=record)
    record.unlock_reason = reason
    record.checked_by = record.checked_at = record.received_on = None
    entry = _WAY.moved(record, actor, "nomination.unlock", record.unlock, reason)
    _WAY.tell(
        makers_of([record])[record.pk], record, entry, f"{record} được mở khoá để sửa: {short(reason)}", but=actor
    )
    return record


def looked_at(
    record: Nomination, user: User, today: dt.date, *, received_on: dt.date | None = None
) -> tuple[Check, Hindrance]:
    """The findings of now, whole, to be kept; and what they hinder in the words that ``user`` may read."""
    book = current_rulebook()
    check = check_one(
        subject=record.subject, honour=record.honour, year=record.year, on=today, received_on=received_on, book=book
    )
    lack = lack_of(book, record, documents_there([record.pk])[record.pk])
    return check, hindrance_of(check.known_to(user, record.subject), reviewed=is_reviewed(record), lack=lack)


def is_reviewed(record: Nomination) -> bool:
    """Whether the unit it belongs to has minutes of its review of this round."""
    return record.round.reviews.filter(unit=record.home).exists()


def makers_of(records: Collection[Nomination]) -> dict[int, list[User]]:
    """Who made each of ``records`` and who sent it. One query."""
    keys = {one.pk: {one.made_by_id, one.submitted_by_id} - {None} for one in records}
    people = User.objects.filter(pk__in=set().union(*keys.values()), is_active=True).in_bulk()
    return {pk: [people[key] for key in wanted if key in people] for pk, wanted in keys.items()}


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


def _keep_findings(record: Nomination, check: Check, now: dt.datetime) -> None:
    record.findings = snapshot(check, timezone.localtime(now))
    record.law, record.law_reason = check.assessment.law[:40], check.assessment.law_note


def _receipt_words(record: Nomination, received_on: dt.date, today: dt.date, reason: str) -> str:
    """What the audit keeps of the day of receipt; an earlier one than that of the sending says why."""
    if received_on > today:
        raise DomainError(f"Ngày nhận hồ sơ {short_date(received_on)} ở sau hôm nay. Ghi ngày nhận thật.")
    sent = received_day(record, today)
    words = f"nhận ngày {short_date(received_on)}"
    if received_on >= sent:
        return words
    if not reason.strip():
        raise DomainError(
            f"Ngày nhận {short_date(received_on)} ở trước ngày trình {short_date(sent)}; ngày nhận quyết định áp dụng "
            "luật nào nên phải ghi lý do, căn cứ của ngày nhận sớm hơn."
        )
    return f"{words}, trước ngày trình {short_date(sent)}: {reason.strip()}"


def _refuse_others(record: Nomination, on: dt.date) -> None:
    """Refuse what another proposal or award excludes by the rule of ``on``, the day of receipt."""
    wanted = wanted_of(record.honour, record.year, record.kind, record.achievement)
    refuse_clash(others_of(subject=record.subject, wanted=wanted, but=record.pk, same_as=record.same_as_id, on=on))
