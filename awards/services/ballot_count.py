"""Printed ballots counted twice by two people, compared, settled by counting again; a show of hands counted once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from awards.models import AgendaItem, BallotCount, BallotPrint, CountLine, Meeting, MeetingState, VoteMethod
from awards.rules.votes import Votes
from awards.services.meeting import WAY
from awards.services.meeting_reading import MeetingReading
from plans.errors import DomainError
from plans.models import User
from plans.services import audit
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.task_log import demand

WHO_COUNTS = "Hai người khác nhau trong hội đồng hoặc thường trực nhập số phiếu. Anh, chị báo thư ký hội đồng."
BY_TWO = "Lần nhập {} do {} nhập. Mỗi lần một người; nhờ người khác trong hội đồng nhập lần này."
BY_MACHINE = "Phiếu trên màn hình do máy đếm, không nhập tay."
HANDS_ONCE = "Biểu quyết giơ tay chỉ nhập một lần."
NOT_PRINTED = "Phiên này không dùng phiếu in. Đổi cách biểu quyết ở bước chuẩn bị nếu cần."
WHY_AGAIN = "Ghi lý do hai lần nhập lệch nhau, ví dụ: bỏ sót một phiếu. Lý do vào biên bản kiểm phiếu."
FIRST, SECOND = 1, 2


class Counted(NamedTuple):
    """What one person counted on one item."""

    yes: int
    no: int
    spoiled: int

    @property
    def total(self) -> int:
        return self.yes + self.no + self.spoiled


class Compared(NamedTuple):
    """Both turns of one item; ``first`` or ``second`` is None while it is not handed in."""

    item: AgendaItem
    first: CountLine | None
    second: CountLine | None

    @property
    def agrees(self) -> bool:
        """Whether both were handed in and say the same."""
        return self.first is not None and self.second is not None and counted(self.first) == counted(self.second)

    @property
    def differs(self) -> bool:
        return self.first is not None and self.second is not None and not self.agrees


def counted(line: CountLine) -> Counted:
    """The numbers of a line."""
    return Counted(line.yes, line.no, line.spoiled)


@transaction.atomic
def note_print(*, actor: User, meeting: Meeting, ballots: int, reason: str = "", key: str = "") -> BallotPrint:
    """In phiếu: how many; printing again asks for a reason, so that no ballot is about unaccounted for."""
    use_submit_key(actor, key)
    record = locked(meeting)
    demand(actor, "awards.run_meeting", record, WHO_COUNTS)
    WAY.require(record, MeetingState.ROLL, MeetingState.VOTING)
    if record.method != VoteMethod.PAPER:
        raise DomainError(NOT_PRINTED)
    if record.ballot_prints.exists() and not reason.strip():
        raise DomainError("Phiếu đã in một lần. Ghi lý do in lại và hủy các phiếu in trước.")
    printed = BallotPrint.objects.create(meeting=record, ballots=ballots, reason=reason.strip(), printed_by=actor)
    audit.record(
        actor=actor, act="ballot.print", obj=record, note=f"{ballots} phiếu", detail={"reason": reason.strip()}
    )
    return printed


@transaction.atomic
def start_counting(*, actor: User, meeting: Meeting, seen: int, key: str = "") -> Meeting:
    """Thu phiếu: no ballot is taken any more."""
    record = WAY.taken_up(meeting, actor, seen, key, MeetingState.VOTING)
    demand(actor, "awards.run_meeting", record, WHO_COUNTS)
    if record.method != VoteMethod.PAPER:
        raise DomainError("Chỉ phiếu in mới có bước kiểm phiếu. Đóng bỏ phiếu và chốt kết quả.")
    WAY.moved(record, actor, "meeting.count", record.start_counting)
    return record


@transaction.atomic
def hand_in_count(
    *,
    actor: User,
    meeting: Meeting,
    turn: int,
    given_out: int,
    given_back: int,
    lines: Mapping[int, Counted],
    key: str = "",
) -> BallotCount:
    """Nhập số phiếu of one turn: all items at once, by somebody who did not enter the other turn."""
    use_submit_key(actor, key)
    record = locked(meeting)
    demand(actor, "awards.count_ballots", record, WHO_COUNTS)
    _demand_time(record, turn)
    reading = MeetingReading(record)
    if refused := why_not_entered(reading, turn, actor):
        raise DomainError(refused)
    _check_numbers(reading, given_out, given_back, lines)
    try:
        with transaction.atomic():
            entry = BallotCount.objects.create(
                meeting=record,
                turn=turn,
                teller=actor,
                given_out=given_out,
                given_back=given_back,
                handed_in_at=timezone.now(),
            )
    except IntegrityError as error:
        raise DomainError(BY_TWO.format(turn, "người khác vừa")) from error
    CountLine.objects.bulk_create(
        CountLine(count=entry, item=item, **lines[item.pk]._asdict()) for item in reading.items
    )
    record.version += 1
    record.save()
    audit.record(actor=actor, act="ballot.count", obj=record, note=f"lần {turn}")
    return entry


@transaction.atomic
def count_again(
    *,
    actor: User,
    meeting: Meeting,
    item: AgendaItem,
    first: Counted,
    second: Counted,
    reason: str,
    seen: int,
    key: str = "",
) -> Meeting:
    """Đếm lại one item on which the two turns differ; what stood there before stays beside it, with who and why."""
    use_submit_key(actor, key)
    record = locked(meeting)
    demand(actor, "awards.count_ballots", record, WHO_COUNTS)
    WAY.require(record, MeetingState.COUNTING)
    check_version(record, seen, {})
    reading = MeetingReading(record)
    if not reason.strip():
        raise DomainError(WHY_AGAIN)
    if reading.is_own(item, actor.person_id):
        raise DomainError("Không ai kiểm lại phiếu xét chính mình. Nhờ người khác trong hội đồng đếm lại.")
    counts = {one.turn: one for one in reading.turns}
    if set(counts) != {FIRST, SECOND}:
        raise DomainError("Chưa đủ hai lần nhập nên chưa so được. Nhập đủ hai lần rồi đếm lại dòng lệch.")
    for turn, numbers in ((FIRST, first), (SECOND, second)):
        _check_sum(item, numbers, _ballots_on(reading, item, counts[turn].given_out, counts[turn].given_back))
        line = CountLine.objects.select_for_update().get(count__meeting=record, count__turn=turn, item=item)
        _correct(line, numbers, actor, reason.strip())
    record.version += 1
    record.save()
    audit.record(actor=actor, act="ballot.count_again", obj=record, note=f"{item}: {reason.strip()}")
    return record


def compared(reading: MeetingReading) -> list[Compared]:
    """Both turns side by side, in the order of the agenda."""
    lines = reading.lines
    return [
        Compared(item, lines.get(item.pk, {}).get(FIRST), lines.get(item.pk, {}).get(SECOND)) for item in reading.items
    ]


def counted_votes(reading: MeetingReading) -> dict[int, Votes]:
    """What was counted on each item: both turns agreeing, or the one turn of a show of hands."""
    wanted = turns_of(reading.meeting)
    found = {}
    for item, turns in reading.lines.items():
        told = {counted(line) for line in turns.values()}
        if len(turns) == wanted and len(told) == 1:
            found[item] = Votes(*told.pop())
    return found


def turns_of(meeting: Meeting) -> int:
    """How often the votes are entered: printed ballots twice, hands once."""
    return SECOND if meeting.method == VoteMethod.PAPER else FIRST


def _demand_time(meeting: Meeting, turn: int) -> None:
    if meeting.method == VoteMethod.SCREEN:
        raise DomainError(BY_MACHINE)
    if turn not in range(FIRST, turns_of(meeting) + 1):
        raise DomainError(HANDS_ONCE)
    open_states = () if meeting.method == VoteMethod.PAPER else (MeetingState.VOTING,)
    WAY.require(meeting, MeetingState.COUNTING, *open_states)


def why_not_entered(reading: MeetingReading, turn: int, user: User) -> str:
    """Why ``user`` does not enter ``turn``: done, the other one is his, or it is about him. Empty where he may."""
    for entry in reading.turns:
        if entry.turn == turn:
            return f"Lần nhập {turn} đã xong, do {entry.name} nhập."
        if entry.teller == user.pk:
            return BY_TWO.format(entry.turn, "anh, chị")
    if own := reading.own_items(user.person_id):
        return f"Anh, chị là người được xét ({own[0]}) nên không kiểm phiếu. Nhờ người khác trong hội đồng."
    return ""


def _check_numbers(reading: MeetingReading, given_out: int, given_back: int, lines: Mapping[int, Counted]) -> None:
    voters = len(reading.voters)
    if reading.meeting.method == VoteMethod.PAPER and given_out > voters:
        raise DomainError(f"Phát ra {given_out} phiếu nhưng chỉ có {voters} người bỏ phiếu. Xem lại số phát ra.")
    if given_back > given_out:
        raise DomainError(f"Thu về {given_back} phiếu, nhiều hơn phát ra {given_out}. Xem lại hai số này.")
    if {item.pk for item in reading.items} != set(lines):
        raise DomainError("Danh sách xét vừa thay đổi. Mở lại trang rồi nhập.")
    for item in reading.items:
        _check_sum(item, lines[item.pk], _ballots_on(reading, item, given_out, given_back))


def _ballots_on(reading: MeetingReading, item: AgendaItem, out: int, back: int) -> range:
    """How many ballots may carry an item: those of whom it is about leave it out, and may be among the missing."""
    concerned = sum(reading.is_own(item, voter.person) for voter in reading.voters)
    return range(max(0, back - concerned), min(back, out - concerned) + 1)


def _check_sum(item: AgendaItem, numbers: Counted, ballots: range) -> None:
    if numbers.total not in ballots:
        wanted = f"{ballots.start}" if len(ballots) == 1 else f"từ {ballots.start} đến {ballots.stop - 1}"
        raise DomainError(
            f"{item}: đồng ý, không đồng ý và hỏng cộng lại là {numbers.total}, phải bằng {wanted} phiếu có dòng này."
        )


def _correct(line: CountLine, numbers: Counted, actor: User, reason: str) -> None:
    if counted(line) == numbers:
        return
    told = {"by": actor.get_full_name(), "at": timezone.now().isoformat(), "why": reason}
    before = {**counted(line)._asdict(), **told}
    line.earlier = [*line.earlier, before]
    line.yes, line.no, line.spoiled = numbers
    line.save()
