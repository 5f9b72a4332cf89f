"""Who came to a meeting, whether enough did, and who votes on what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import Prefetch

from awards.models import (
    Attendance,
    BallotCount,
    CouncilKind,
    CouncilSeat,
    Meeting,
    MeetingState,
    VoterMark,
    WrittenOpinion,
)
from awards.rules.votes import Electorate, Quorum, quorum
from awards.services.rulebook import current_rulebook
from awards.services.secret_ballot import is_own
from awards.services.working_rules import CouncilRules, SaidShare, rules_of
from plans.errors import DomainError
from plans.models import User
from plans.services import audit
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.task_log import demand

WHO_CALLS = "Thường trực TĐKT, chủ tịch và thư ký hội đồng điểm danh. Anh, chị báo thư ký hội đồng."
WHEN_CALLED = (MeetingState.ROLL, MeetingState.VOTING, MeetingState.COUNTING)


class Came(NamedTuple):
    """What is written for one seat: who came for it (None: nobody), when, until when, why nobody."""

    came: int | None
    arrived_at: dt.time | None = None
    left_at: dt.time | None = None
    absent_reason: str = ""


class Voter(NamedTuple):
    """One who votes: the seat, and the person who came for it."""

    seat: int
    person: int
    name: str


class QuorumLine(NamedTuple):
    """Whether enough members came, by which rule."""

    quorum: Quorum
    said: SaidShare

    @property
    def words(self) -> str:
        return self.quorum.words


@transaction.atomic
def set_attendance(*, actor: User, meeting: Meeting, lines: Mapping[int, Came], seen: int, key: str = "") -> Meeting:
    """Điểm danh: every seat once. Once voting is open, only when somebody leaves can still be written down."""
    use_submit_key(actor, key)
    record = locked(meeting)
    demand(actor, "awards.run_meeting", record, WHO_CALLS)
    check_version(record, seen, {})
    if record.state not in WHEN_CALLED:
        raise DomainError("Phiên họp không ở bước điểm danh. Bắt đầu điểm danh, hoặc xem biên bản.")
    seats = {seat.pk: seat for seat in seats_of(record)}
    if unknown := set(lines) - set(seats):
        raise DomainError(f"Có {len(unknown)} người không còn trong hội đồng. Mở lại trang rồi điểm danh.")
    _check_once(record, seats, lines)
    before = {row.seat_id: row for row in record.attendance.all()}
    for pk, line in lines.items():
        _check_line(seats[pk], line, before.get(pk), is_open=record.state == MeetingState.ROLL)
        Attendance.objects.update_or_create(meeting=record, seat=seats[pk], defaults=_values(line))
    record.version += 1
    record.save()
    present = record.attendance.filter(came__isnull=False).count()
    audit.record(actor=actor, act="meeting.attendance", obj=record, note=f"có mặt {present}/{len(seats)}")
    return record


def _check_once(meeting: Meeting, seats: Mapping[int, CouncilSeat], lines: Mapping[int, Came]) -> None:
    """Nobody comes for two seats; who comes has no opinion in writing as well."""
    came = [line.came for line in lines.values() if line.came is not None]
    if len(came) != len(set(came)):
        raise DomainError("Một người dự thay chỉ thay cho một thành viên. Chọn lại người dự.")
    here = [pk for pk, line in lines.items() if line.came is not None]
    wrote = WrittenOpinion.objects.filter(item__meeting=meeting, seat__in=here)
    if found := wrote.first():
        raise DomainError(f"{seats[found.seat_id].person} đã có ý kiến bằng văn bản. Bỏ ý kiến đó rồi ghi có mặt.")


def _values(line: Came) -> dict[str, object]:
    return {
        "came_id": line.came,
        "arrived_at": line.arrived_at if line.came else None,
        "left_at": line.left_at if line.came else None,
        "absent_reason": "" if line.came else line.absent_reason,
    }


def _check_line(seat: CouncilSeat, line: Came, before: Attendance | None, *, is_open: bool) -> None:
    substitutes = {one.pk for one in seat.substitutes.all()}
    if line.came is not None and line.came != seat.pk and line.came not in substitutes:
        raise DomainError(f"Người dự thay {seat.person} không có trong danh sách dự thay. Ghi vào hội đồng trước.")
    if line.arrived_at and line.left_at and line.left_at < line.arrived_at:
        raise DomainError(f"{seat.person}: giờ về trước giờ đến. Sửa một trong hai.")
    if not is_open and (before is None or before.came_id != line.came):
        raise DomainError(f"Đã mở bỏ phiếu nên không đổi được có mặt, vắng của {seat.person}. Chỉ ghi được giờ về.")


def seats_of(meeting: Meeting) -> list[CouncilSeat]:
    """The members on the day of a meeting, each with who may come in his place. Two queries."""
    rows = meeting.council.seats.on(meeting.held_on).voting().select_related("person__unit")
    standing_in = CouncilSeat.objects.on(meeting.held_on).select_related("person__unit")
    return list(rows.prefetch_related(Prefetch("substitutes", standing_in)).order_by("order", "pk"))


def voters_of(meeting: Meeting) -> list[Voter]:
    """Who came and votes, one a seat. One query."""
    rows = Attendance.objects.filter(meeting=meeting, came__isnull=False).order_by("seat__order", "seat_id")
    return [Voter(*row) for row in rows.values_list("seat_id", "came__person_id", "came__person__full_name")]


def quorum_of(meeting: Meeting, rules: CouncilRules | None = None) -> QuorumLine:
    """The line that stands above every step. Two queries, and those of the rules where they are not given."""
    told = rules or meeting_rules(meeting)
    said = told.quorum_of(for_awards=meeting.council.kind == CouncilKind.EMULATION)
    members = meeting.council.seats.on(meeting.held_on).voting().count()
    present = meeting.attendance.filter(came__isnull=False).count()
    return QuorumLine(quorum(said.share, members=members, present=present), said)


def meeting_rules(meeting: Meeting) -> CouncilRules:
    """The rules of the council on the day of a meeting. Three queries."""
    return rules_of(meeting.council, current_rulebook(), on=meeting.held_on)


def electorates(meeting: Meeting) -> dict[int, Electorate]:
    """For each item: members, who came, and how many of them it is about. Five queries."""
    sitting = {seat.person_id for seat in seats_of(meeting)}
    present = {voter.person for voter in voters_of(meeting)}
    items = meeting.items.select_related("nomination", "initiative").prefetch_related("initiative__authors")
    return {
        item.pk: Electorate(
            members=len(sitting),
            present=len(present),
            concerned=sum(is_own(item, person) for person in sitting),
            concerned_present=sum(is_own(item, person) for person in present),
        )
        for item in items
    }


def has_votes(meeting: Meeting) -> bool:
    """Whether anything was cast or counted."""
    cast = VoterMark.objects.filter(meeting=meeting, has_voted=True).exists()
    return cast or BallotCount.objects.filter(meeting=meeting, handed_in_at__isnull=False).exists()
