"""Printed ballots counted twice by two people, compared, settled by counting again; a show of hands counted once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from awards.models import AgendaItem, BallotCount, BallotPrint, CountLine, Meeting, MeetingState, VoteMethod
from awards.rules.votes import Votes
from awards.services.meeting import WAY
from awards.services.meeting_roll import voters_of
from awards.services.secret_ballot import is_own
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
    if refused := why_not_entered(record, turn, actor):
        raise DomainError(refused)
    items = items_of(record)
    if own := next((item for item in items if is_own(item, actor.person_id)), None):
        raise DomainError(f"Anh, chị là người được xét ({own}) nên không kiểm phiếu. Nhờ người khác trong hội đồng.")
    _check_numbers(record, items, given_out, given_back, lines)
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
    CountLine.objects.bulk_create(CountLine(count=entry, item=item, **lines[item.pk]._asdict()) for item in items)
    record.version += 1
    record.save()
    audit.record(actor=actor, act="ballot.count", obj=record, note=f"lần {turn}")
    return entry


@transaction.atomic
def count_again(
    *, actor: User, meeting: Meeting, item: AgendaItem, first: Counted, second: Counted, seen: int, key: str = ""
) -> Meeting:
    """Đếm lại one item on which the two turns differ; what stood there before stays beside it."""
    use_submit_key(actor, key)
    record = locked(meeting)
    demand(actor, "awards.count_ballots", record, WHO_COUNTS)
    WAY.require(record, MeetingState.COUNTING)
    check_version(record, seen, {})
    if is_own(item, actor.person_id):
        raise DomainError("Không ai kiểm lại phiếu xét chính mình. Nhờ người khác trong hội đồng đếm lại.")
    counts = {one.turn: one for one in record.counts.all()}
    if set(counts) != {FIRST, SECOND}:
        raise DomainError("Chưa đủ hai lần nhập nên chưa so được. Nhập đủ hai lần rồi đếm lại dòng lệch.")
    for turn, numbers in ((FIRST, first), (SECOND, second)):
        _check_sum(item, numbers, _ballots_on(record, item, counts[turn]))
        _correct(CountLine.objects.select_for_update().get(count=counts[turn], item=item), numbers, actor)
    record.version += 1
    record.save()
    audit.record(actor=actor, act="ballot.count_again", obj=record, note=str(item))
    return record


def compared(meeting: Meeting) -> list[Compared]:
    """Both turns side by side, in the order of the agenda. Three queries."""
    lines: dict[tuple[int, int], CountLine] = {}
    for line in CountLine.objects.filter(count__meeting=meeting).select_related("count"):
        lines[line.item_id, line.count.turn] = line
    return [Compared(item, lines.get((item.pk, FIRST)), lines.get((item.pk, SECOND))) for item in items_of(meeting)]


def counted_votes(meeting: Meeting) -> dict[int, Votes]:
    """What was counted on each item: both turns agreeing, or the one turn of a show of hands. Two queries."""
    found: dict[int, list[CountLine]] = {}
    for line in CountLine.objects.filter(count__meeting=meeting).order_by("count__turn"):
        found.setdefault(line.item_id, []).append(line)
    wanted = turns_of(meeting)
    return {
        item: Votes(lines[0].yes, lines[0].no, lines[0].spoiled)
        for item, lines in found.items()
        if len(lines) == wanted and len({counted(line) for line in lines}) == 1
    }


def turns_of(meeting: Meeting) -> int:
    """How often the votes are entered: printed ballots twice, hands once."""
    return SECOND if meeting.method == VoteMethod.PAPER else FIRST


def items_of(meeting: Meeting) -> Sequence[AgendaItem]:
    """The agenda with what a row of it shows. Two queries."""
    rows = meeting.items.select_related(
        *("nomination__person__unit", "nomination__unit", "nomination__title", "nomination__commendation"),
        "initiative__unit",
    )
    return list(rows.prefetch_related("initiative__authors__person").order_by("order", "pk"))


def work_and_authors(item: AgendaItem) -> tuple[str, str]:
    """The name of the initiative voted on and its authors; nothing where the item is a nomination."""
    if (work := item.initiative) is None:
        return "", ""
    return work.name, ", ".join(str(one.person) if one.person else one.name for one in work.authors.all())


def _demand_time(meeting: Meeting, turn: int) -> None:
    if meeting.method == VoteMethod.SCREEN:
        raise DomainError(BY_MACHINE)
    if turn not in range(FIRST, turns_of(meeting) + 1):
        raise DomainError(HANDS_ONCE)
    open_states = () if meeting.method == VoteMethod.PAPER else (MeetingState.VOTING,)
    WAY.require(meeting, MeetingState.COUNTING, *open_states)


def why_not_entered(meeting: Meeting, turn: int, user: User) -> str:
    """Why ``user`` does not enter ``turn``: it is done, or he entered the other one. Empty where he may."""
    for entry in meeting.counts.select_related("teller__person"):
        if entry.turn == turn:
            return f"Lần nhập {turn} đã xong, do {entry.teller.get_full_name()} nhập."
        if entry.teller_id == user.pk:
            return BY_TWO.format(entry.turn, "anh, chị")
    return ""


def _check_numbers(
    meeting: Meeting, items: Sequence[AgendaItem], given_out: int, given_back: int, lines: Mapping[int, Counted]
) -> None:
    voters = len(voters_of(meeting))
    if meeting.method == VoteMethod.PAPER and given_out > voters:
        raise DomainError(f"Phát ra {given_out} phiếu nhưng chỉ có {voters} người bỏ phiếu. Xem lại số phát ra.")
    if given_back > given_out:
        raise DomainError(f"Thu về {given_back} phiếu, nhiều hơn phát ra {given_out}. Xem lại hai số này.")
    if {item.pk for item in items} != set(lines):
        raise DomainError("Danh sách xét vừa thay đổi. Mở lại trang rồi nhập.")
    for item in items:
        _check_sum(
            item, lines[item.pk], _ballots_on(meeting, item, BallotCount(given_out=given_out, given_back=given_back))
        )


def _ballots_on(meeting: Meeting, item: AgendaItem, entry: BallotCount) -> range:
    """How many ballots may carry an item: those of whom it is about leave it out, and may be among the missing."""
    out, back = entry.given_out or 0, entry.given_back or 0
    concerned = sum(is_own(item, voter.person) for voter in voters_of(meeting))
    return range(max(0, back - concerned), min(back, out - concerned) + 1)


def _check_sum(item: AgendaItem, numbers: Counted, ballots: range) -> None:
    if numbers.total not in ballots:
        wanted = f"{ballots.start}" if len(ballots) == 1 else f"từ {ballots.start} đến {ballots.stop - 1}"
        raise DomainError(
            f"{item}: đồng ý, không đồng ý và hỏng cộng lại là {numbers.total}, phải bằng {wanted} phiếu có dòng này."
        )


def _correct(line: CountLine, numbers: Counted, actor: User) -> None:
    if counted(line) == numbers:
        return
    before = {**counted(line)._asdict(), "by": actor.get_full_name(), "at": timezone.now().isoformat()}
    line.earlier = [*line.earlier, before]
    line.yes, line.no, line.spoiled = numbers
    line.save()
