"""Điểm danh: who came to a meeting, from when until when, and why others did not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction

from awards.models import Attendance, BallotCount, CouncilSeat, Meeting, MeetingState, VoterMark, WrittenOpinion
from awards.services.meeting_reading import MeetingReading
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


@transaction.atomic
def set_attendance(*, actor: User, meeting: Meeting, lines: Mapping[int, Came], seen: int, key: str = "") -> Meeting:
    """Điểm danh: every seat once. Once voting is open, only when somebody leaves can still be written down."""
    use_submit_key(actor, key)
    record = locked(meeting)
    demand(actor, "awards.run_meeting", record, WHO_CALLS)
    check_version(record, seen, {})
    reading = MeetingReading(record)
    if record.state not in WHEN_CALLED:
        raise DomainError("Phiên họp không ở bước điểm danh. Bắt đầu điểm danh, hoặc xem biên bản.")
    seats = {seat.pk: seat for seat in reading.seats}
    if unknown := set(lines) - set(seats):
        raise DomainError(f"Có {len(unknown)} người không còn trong hội đồng. Mở lại trang rồi điểm danh.")
    _check_once(record, seats, lines)
    for pk, line in lines.items():
        _check_line(reading, seats[pk], line)
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


def _check_line(reading: MeetingReading, seat: CouncilSeat, line: Came) -> None:
    substitutes = {one.pk for one in reading.substitutes.get(seat.pk, ())}
    if line.came is not None and line.came != seat.pk and line.came not in substitutes:
        raise DomainError(f"Người dự thay {seat.person} không có trong danh sách dự thay. Ghi vào hội đồng trước.")
    if line.arrived_at and line.left_at and line.left_at < line.arrived_at:
        raise DomainError(f"{seat.person}: giờ về trước giờ đến. Sửa một trong hai.")
    before = reading.roll.get(seat.pk)
    if reading.meeting.state != MeetingState.ROLL and (before is None or before.came_id != line.came):
        raise DomainError(f"Đã mở bỏ phiếu nên không đổi được có mặt, vắng của {seat.person}. Chỉ ghi được giờ về.")


def has_votes(meeting: Meeting) -> bool:
    """Whether anything was cast or counted."""
    cast = VoterMark.objects.filter(meeting=meeting, has_voted=True).exists()
    return cast or BallotCount.objects.filter(meeting=meeting, handed_in_at__isnull=False).exists()
