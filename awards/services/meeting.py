"""Phiên họp from its preparing to the opening of the vote; what is counted and sealed is in ``vote_result``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone

from awards.models import (
    Council,
    CouncilKind,
    InitiativeState,
    Meeting,
    MeetingState,
    NominationState,
    SecretBallot,
    VoteMethod,
    VoterMark,
)
from awards.services.meeting_adjourned import keep_adjourned
from awards.services.meeting_reading import MeetingReading, Voter
from awards.services.meeting_roll import has_votes
from awards.services.secret_ballot import make_marks
from plans.errors import DomainError
from plans.models import User
from plans.rules.official import short_date
from plans.services import audit
from plans.services import bin as bin_service
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.task_log import demand
from plans.services.way import Way

WHO_RUNS = "Thường trực TĐKT, chủ tịch và thư ký hội đồng chuẩn bị, điều hành phiên họp. Anh, chị báo thư ký hội đồng."
FIELDS = ("subject", "round", "call", "task", "held_on", "starts_at", "place", "method", "guests")
WHY_NOT = {
    MeetingState.PREPARING: "Phiên họp đang chuẩn bị. Điểm danh trước.",
    MeetingState.ROLL: "Phiên họp đang điểm danh. Mở bỏ phiếu khi đủ thành viên, hoặc hoãn phiên họp.",
    MeetingState.VOTING: "Phiên họp đang bỏ phiếu. Thu phiếu, đóng bỏ phiếu trước.",
    MeetingState.COUNTING: "Phiên họp đang kiểm phiếu. Chốt kết quả trước.",
    MeetingState.RESULTS: "Phiên họp đã chốt kết quả. Chỉ sửa được bằng cách kiểm phiếu lại, có lý do.",
    MeetingState.MINUTED: "Biên bản phiên họp đã ký, không sửa nữa.",
    MeetingState.ADJOURNED: "Phiên họp đã hoãn. Chuẩn bị lại với ngày khác rồi làm tiếp.",
    MeetingState.CANCELLED: "Phiên họp không tổ chức. Mở phiên khác nếu cần.",
}
NOT_REMOVED = "Phiên họp đã điểm danh nên không bỏ vào thùng rác được. Hoãn phiên họp, hoặc chuẩn bị lại rồi bỏ."
NOTHING_TO_VOTE = "Phiên họp chưa có nội dung xét nào. Về bước chuẩn bị, chọn sáng kiến hoặc hồ sơ đề nghị."


def page_of(meeting: Meeting) -> str:
    """The address of a meeting."""
    return reverse("awards:meeting", args=[meeting.pk])


WAY = Way[Meeting](WHY_NOT, page_of)


@transaction.atomic
def prepare_meeting(*, actor: User, council: Council, values: Mapping[str, Any], key: str = "") -> Meeting:
    """Mở phiên: the next of the council in the year of its day."""
    use_submit_key(actor, key)
    demand(actor, "awards.prepare_meeting", None, WHO_RUNS)
    held = locked(council)
    record = Meeting(council=held, prepared_by=actor)
    _fill(record, values)
    last = Meeting.objects.filter(council=held, year=record.year, removed_at=None).aggregate(last=Max("number"))
    record.number = (last["last"] or 0) + 1
    record.save()
    audit.record(actor=actor, act="meeting.prepare", obj=record)
    return record


@transaction.atomic
def change_meeting(*, actor: User, meeting: Meeting, values: Mapping[str, Any], seen: int, key: str = "") -> Meeting:
    """Sửa ngày, nơi họp, cách biểu quyết while it is prepared."""
    use_submit_key(actor, key)
    record = locked(meeting)
    demand(actor, "awards.prepare_meeting", record, WHO_RUNS)
    check_version(record, seen, dict(values))
    WAY.require(record, MeetingState.PREPARING)
    year = record.year
    _fill(record, values)
    if record.year != year:
        raise DomainError(f"Phiên họp đã có số của năm {year}. Mở phiên mới cho năm {record.year}.")
    record.version += 1
    record.save()
    audit.record(actor=actor, act="meeting.change", obj=record)
    return record


@transaction.atomic
def call_roll(*, actor: User, meeting: Meeting, seen: int, key: str = "") -> Meeting:
    """Bắt đầu điểm danh: agenda and members stand still from here on."""
    record = _taken(meeting, actor, seen, key, MeetingState.PREPARING)
    if record.held_on > timezone.localdate():
        day = short_date(record.held_on)
        raise DomainError(f"Phiên họp định vào ngày {day}, chưa đến. Họp sớm hơn thì sửa ngày họp rồi điểm danh.")
    if not record.items.exists():
        raise DomainError(NOTHING_TO_VOTE)
    if gone := _no_longer_ready(record):
        raise DomainError(f"Không còn xét được: {', '.join(gone)}. Mở lại chương trình, bỏ các nội dung này ra.")
    WAY.moved(record, actor, "meeting.roll", record.call_roll)
    return record


@transaction.atomic
def adjourn(
    *, actor: User, meeting: Meeting, reason: str, again_on: dt.date | None = None, seen: int, key: str = ""
) -> Meeting:
    """Hoãn, when too few came: minutes say who did, the council is told; it is prepared again for another day."""
    record = _taken(meeting, actor, seen, key, MeetingState.ROLL)
    reading = MeetingReading(record)
    record.adjourned_reason = reason.strip() or reading.quorum.words
    keep_adjourned(record, actor=actor, reason=record.adjourned_reason, again_on=again_on)
    entry = WAY.moved(record, actor, "meeting.adjourn", record.adjourn, record.adjourned_reason)
    sitting = [seat.person_id for seat in reading.all_seats.values()]
    until = f" đến ngày {short_date(again_on)}" if again_on else ", ngày họp lại báo sau"
    people = User.objects.filter(person__in=sitting, is_active=True)
    WAY.tell(people, record, entry, f"{record}: hoãn{until}.", but=actor)
    return record


@transaction.atomic
def prepare_again(*, actor: User, meeting: Meeting, held_on: dt.date, seen: int, key: str = "") -> Meeting:
    """Chuẩn bị lại, for another day of the same year; who came the first time is called anew."""
    record = _taken(meeting, actor, seen, key, MeetingState.ADJOURNED, MeetingState.ROLL)
    if held_on.year != record.year:
        raise DomainError(f"Phiên họp đã có số của năm {record.year}. Chọn ngày trong năm, hoặc mở phiên mới.")
    _check_again(record, held_on)
    before = short_date(record.held_on)
    record.held_on = held_on
    record.attendance.all().delete()
    WAY.moved(record, actor, "meeting.prepare_again", record.prepare_again, f"{before} → {short_date(held_on)}")
    return record


def _check_again(record: Meeting, held_on: dt.date) -> None:
    """A session put off is never held again before it, nor any outside the term."""
    if record.state == MeetingState.ADJOURNED and held_on < record.held_on:
        raise DomainError(f"Ngày họp lại ở trước ngày {short_date(record.held_on)} đã hoãn. Chọn ngày sau.")
    _check_term(record.council, held_on)


@transaction.atomic
def cancel_meeting(*, actor: User, meeting: Meeting, reason: str, seen: int, key: str = "") -> Meeting:
    """Không họp, with a reason; what stood on its agenda is free for another meeting."""
    record = _taken(meeting, actor, seen, key, MeetingState.PREPARING)
    if not reason.strip():
        raise DomainError("Ghi lý do không họp.")
    record.adjourned_reason = reason.strip()
    WAY.moved(record, actor, "meeting.cancel", record.cancel, record.adjourned_reason)
    return record


@transaction.atomic
def open_voting(*, actor: User, meeting: Meeting, reason: str = "", seen: int, key: str = "") -> Meeting:
    """Mở bỏ phiếu. Too few members stop it where the rule is confirmed; else a reason is asked for and minuted."""
    record = _taken(meeting, actor, seen, key, MeetingState.ROLL)
    reading = MeetingReading(record)
    line = reading.quorum
    if uncalled := line.members - len(reading.roll):
        raise DomainError(f"Còn {uncalled} thành viên chưa điểm danh. Ghi có mặt hoặc vắng rồi mở bỏ phiếu.")
    if not line.met:
        if reading.said_quorum.is_sure:
            raise DomainError(f"{line.words}. Chờ thêm thành viên, hoặc hoãn phiên họp.")
        if not reason.strip():
            raise DomainError(f"{line.words}. Quy định này chưa xác nhận: ghi lý do vẫn họp, hoặc hoãn phiên họp.")
    record.quorum_reason = "" if line.met else reason.strip()
    if record.method == VoteMethod.SCREEN:
        _demand_accounts(reading.voters)
        make_marks(record, (voter.seat for voter in reading.voters))
    entry = WAY.moved(record, actor, "meeting.open_voting", record.open_voting, record.quorum_reason)
    if record.method == VoteMethod.SCREEN:
        people = User.objects.filter(person__in=[voter.person for voter in reading.voters], is_active=True)
        WAY.tell(people, record, entry, f"{record} đã mở bỏ phiếu. Mời anh, chị bỏ phiếu.", but=actor)
    return record


@transaction.atomic
def take_back_voting(*, actor: User, meeting: Meeting, seen: int, key: str = "") -> Meeting:
    """Về điểm danh while nobody has voted: somebody was forgotten, or came late."""
    record = _taken(meeting, actor, seen, key, MeetingState.VOTING)
    if has_votes(record):
        raise DomainError("Đã có người bỏ phiếu nên không quay lại điểm danh được. Chốt phiên này rồi mở phiên khác.")
    VoterMark.objects.filter(meeting=record).delete()
    SecretBallot.objects.filter(item__meeting=record).delete()
    WAY.moved(record, actor, "meeting.take_back", record.take_back_voting)
    return record


def _taken(meeting: Meeting, actor: User, seen: int, key: str, *states: str) -> Meeting:
    record = WAY.taken_up(meeting, actor, seen, key, *states)
    demand(actor, "awards.run_meeting", record, WHO_RUNS)
    if record.removed_at is not None:
        raise DomainError("Phiên họp này vừa được bỏ vào thùng rác. Khôi phục ở đó rồi làm tiếp.")
    return record


@transaction.atomic
def remove_meeting(*, actor: User, meeting: Meeting, key: str = "") -> None:
    """Put one that is still prepared into the bin; what stood on its agenda is free for another."""
    demand(actor, "awards.prepare_meeting", meeting, WHO_RUNS)
    bin_service.remove(record=meeting, actor=actor, key=key)


def _no_longer_ready(meeting: Meeting) -> list[str]:
    """What of the agenda was unlocked, withdrawn or decided elsewhere since it was drawn. One query."""
    nominated = Q(nomination__state=NominationState.ELIGIBLE, nomination__removed_at=None)
    scored = Q(initiative__state=InitiativeState.SCORED, initiative__removed_at=None)
    rows = meeting.items.exclude(Q(nomination__isnull=False) & nominated | Q(initiative__isnull=False) & scored)
    return [str(item) for item in rows.select_related("nomination__person", "nomination__unit", "initiative")]


def _why_kept(meeting: Meeting) -> str:
    return "" if meeting.state == MeetingState.PREPARING else NOT_REMOVED


def _why_gone(meeting: Meeting) -> str:
    """Why a removed one cannot come back: another has its number."""
    same = Meeting.objects.filter(council=meeting.council_id, year=meeting.year, number=meeting.number, removed_at=None)
    return "Hội đồng đã có phiên khác mang số này. Mở phiên họp mới." if same.exists() else ""


def _fill(record: Meeting, values: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            setattr(record, name, values[name])
    record.year = record.held_on.year
    council = record.council
    _check_term(council, record.held_on)
    if council.kind == CouncilKind.EMULATION and record.call_id:
        raise DomainError(
            "Hội đồng Thi đua - Khen thưởng xét hồ sơ đề nghị, không chấm sáng kiến. Bỏ đợt nhận sáng kiến."
        )
    if council.kind == CouncilKind.INITIATIVE and record.round_id:
        raise DomainError("Hội đồng sáng kiến xét sáng kiến. Bỏ đợt xét khen thưởng.")


def _check_term(council: Council, day: dt.date) -> None:
    if day < council.term_from or (council.term_to and day > council.term_to):
        raise DomainError(f"Ngày {short_date(day)} ngoài nhiệm kỳ của {council}. Chọn ngày khác.")


def _demand_accounts(called: Iterable[Voter]) -> None:
    """Whoever votes on the screen has an account of his own."""
    if missing := no_account_words(called):
        raise DomainError(missing)


def no_account_words(called: Iterable[Voter]) -> str:
    """Who could not vote on the screen, in a sentence; empty where everybody can. One query."""
    voters = {voter.person: voter.name for voter in called}
    known = set(User.objects.filter(person__in=voters, is_active=True).values_list("person", flat=True))
    missing = [name for person, name in voters.items() if person not in known]
    if not missing:
        return ""
    return f"Chưa có tài khoản để bỏ phiếu: {', '.join(missing)}. Cấp tài khoản, hoặc chọn phiếu in."


def _restorable_by(user: User) -> Q:
    return Q() if user.has_perm("awards.prepare_meeting") else Q(removed_by=user)


REMOVABLE = bin_service.RemovableKind(
    slug="phien-hop",
    label="Phiên họp",
    model=Meeting,
    title="subject",
    restorable_by=_restorable_by,
    why_kept=_why_kept,
    why_gone=_why_gone,
)
