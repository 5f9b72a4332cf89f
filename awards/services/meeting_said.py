"""What is put down beside the votes: interests that members declare, opinions that absent members sent in writing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction

from awards.models import AgendaItem, Choice, CouncilSeat, Interest, Meeting, MeetingState, WrittenOpinion
from awards.permissions import is_self
from awards.services.meeting import WAY
from awards.services.meeting_reading import MeetingReading
from plans.errors import DomainError, NotAllowed
from plans.models import User
from plans.services import audit
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.task_log import demand

WHO_DECLARES = "Thành viên tự khai báo liên quan của mình; thư ký ghi thay người khai tại phiên họp."
WHO_ENTERS = "Thường trực TĐKT, chủ tịch và thư ký hội đồng ghi ý kiến bằng văn bản. Anh, chị báo thư ký hội đồng."
BETWEEN = "; "
BEFORE_MINUTES = (MeetingState.PREPARING, MeetingState.ROLL, MeetingState.VOTING, MeetingState.COUNTING)


class Written(NamedTuple):
    """What an absent member wrote on one item."""

    choice: str
    words: str = ""


@transaction.atomic
def declare_interest(*, actor: User, item: AgendaItem, seat: CouncilSeat, words: str, key: str = "") -> Interest:
    """Khai báo liên quan: minuted, and nothing else; only the own item is closed to one's vote.

    A second one on the same item stands beside the first.
    """
    use_submit_key(actor, key)
    meeting = locked(item.meeting)
    if not is_self(actor, seat.person_id) and not actor.has_perm("awards.run_meeting", meeting):
        raise NotAllowed(WHO_DECLARES)
    WAY.require(meeting, *BEFORE_MINUTES, MeetingState.RESULTS)
    if seat.council_id != meeting.council_id:
        raise DomainError("Người này không ở trong hội đồng của phiên họp. Chọn lại thành viên.")
    if not words.strip():
        raise DomainError("Ghi liên quan thế nào, ví dụ: là vợ, chồng; là người hướng dẫn.")
    said = words.strip()
    found = Interest.objects.filter(item=item, seat=seat).first() or Interest(item=item, seat=seat)
    before = found.words.split(BETWEEN) if found.words else []
    if said in before:
        raise DomainError("Khai báo này đã được ghi. Khai báo thêm thì ghi nội dung khác.")
    found.words, found.declared_by = BETWEEN.join([*before, said]), actor
    found.save()
    audit.record(actor=actor, act="meeting.interest", obj=meeting, note=f"{seat.person}: {item}")
    return found


@transaction.atomic
def set_written(
    *, actor: User, meeting: Meeting, seat: CouncilSeat, lines: Mapping[int, Written], seen: int, key: str = ""
) -> int:
    """Ghi ý kiến bằng văn bản of one who is absent, item by item; an item left out has none. How many were put down.

    It is read out and minuted; whether it counts is for the working rules to say.
    """
    use_submit_key(actor, key)
    record = locked(meeting)
    demand(actor, "awards.run_meeting", record, WHO_ENTERS)
    check_version(record, seen, {})
    WAY.require(record, MeetingState.ROLL)
    row = record.attendance.filter(seat=seat).first()
    if row is None or row.came_id is not None:
        raise DomainError(f"{seat.person} không được ghi là vắng. Điểm danh trước rồi ghi ý kiến bằng văn bản.")
    reading = MeetingReading(record)
    items = {item.pk: item for item in reading.items}
    if set(lines) - set(items):
        raise DomainError("Chương trình vừa thay đổi. Mở lại trang rồi ghi.")
    if own := next((items[pk] for pk in lines if reading.is_own(items[pk], seat.person_id)), None):
        raise DomainError(f"{seat.person} là người được xét ở “{own}” nên không có ý kiến ở nội dung này.")
    WrittenOpinion.objects.filter(item__meeting=record, seat=seat).delete()
    for pk, line in lines.items():
        WrittenOpinion.objects.create(
            item=items[pk], seat=seat, choice=Choice(line.choice), words=line.words.strip(), entered_by=actor
        )
    record.version += 1
    record.save()
    audit.record(actor=actor, act="meeting.written", obj=record, note=f"{seat.person}: {len(lines)} nội dung")
    return len(lines)
