"""Secret ballots on the screen: that somebody voted is kept apart from what was voted.

Nothing ties a ballot to its voter. Ballots carry neither voter nor time and their keys come by chance. Every cast
writes all ballots and all marks of the meeting again in one transaction, shuffled and under new keys, so that neither
order nor the transaction that last wrote a row say whose it is. The audit says who voted and when, nothing of the vote.
"""

from __future__ import annotations

import random
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from awards.models import AgendaItem, Choice, Meeting, MeetingState, SecretBallot, VoteMethod, VoterMark
from awards.models.ballot import random_key
from awards.rules.votes import Votes
from awards.services.meeting_reading import MeetingReading
from plans.errors import DomainError, NotAllowed
from plans.models import User
from plans.services import audit
from plans.services.locking import locked, use_submit_key

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another on paper
NOT_A_VOTER = "Anh, chị không có tên trong danh sách bỏ phiếu của phiên này. Thư ký hội đồng kiểm tra điểm danh."
VOTED = "Anh, chị đã bỏ phiếu; phiếu đã bỏ không đổi được. Mã biên nhận của anh, chị: {}."
NOT_OPEN = {
    MeetingState.PREPARING: "Phiên họp chưa mở bỏ phiếu. Chờ thư ký mở sau khi điểm danh.",
    MeetingState.ROLL: "Đang điểm danh, chưa mở bỏ phiếu. Chờ thư ký mở.",
    MeetingState.COUNTING: "Đã đóng bỏ phiếu, không nhận thêm phiếu.",
    MeetingState.RESULTS: "Đã chốt kết quả, không nhận thêm phiếu.",
    MeetingState.MINUTED: "Phiên họp đã xong, không nhận thêm phiếu.",
    MeetingState.ADJOURNED: "Phiên họp đã hoãn, không bỏ phiếu.",
    MeetingState.CANCELLED: "Phiên họp không tổ chức, không bỏ phiếu.",
}
_chance = random.SystemRandom()


@dataclass(frozen=True, slots=True)
class BallotPaper:
    """What one voter has before him: the items he votes on, and the own ones, on which he does not."""

    items: tuple[AgendaItem, ...]
    own: tuple[AgendaItem, ...]


def make_marks(meeting: Meeting, seats: Iterable[int]) -> None:
    """A mark for each voter, in chance order, when voting is opened. Runs inside the opening act."""
    order = list(seats)
    _chance.shuffle(order)
    VoterMark.objects.bulk_create(VoterMark(meeting=meeting, seat_id=seat) for seat in order)


def paper_for(reading: MeetingReading, user: User) -> BallotPaper:
    """The items before a voter. Nobody votes on himself, nor on the initiative he wrote."""
    own = reading.own_items(user.person_id)
    return BallotPaper(tuple(item for item in reading.items if item not in own), tuple(own))


@transaction.atomic
def cast_ballot(*, actor: User, meeting: Meeting, choices: Mapping[int, str], key: str = "") -> str:
    """Bỏ phiếu: one choice for each item before the voter; returns the receipt.

    Refused: when voting is not open, to who is no voter, twice, and with an item left out. All or nothing: a vote that
    was confirmed is there, and none is there twice, whenever the power goes.
    """
    use_submit_key(actor, key)
    record = locked(meeting)
    if record.method != VoteMethod.SCREEN:
        raise DomainError("Phiên này không bỏ phiếu trên màn hình. Làm theo hướng dẫn của thư ký hội đồng.")
    if record.state != MeetingState.VOTING:
        raise DomainError(NOT_OPEN[MeetingState(record.state)])
    reading = MeetingReading(record)
    mark = reading.mark_of(actor.person_id)
    if mark is None:
        raise NotAllowed(NOT_A_VOTER)
    if mark.has_voted:
        raise DomainError(VOTED.format(mark.receipt))
    paper = paper_for(reading, actor)
    wanted = {item.pk for item in paper.items}
    if set(choices) - wanted:
        raise DomainError("Danh sách xét vừa thay đổi. Mở lại phiếu rồi chọn lại.")
    if missing := wanted - set(choices):
        raise DomainError(f"Còn {len(missing)} nội dung chưa chọn. Chọn đủ rồi bỏ phiếu; phiếu đã bỏ không đổi được.")
    if set(choices.values()) - set(Choice.values):
        raise DomainError("Có ý kiến không đọc được. Mở lại phiếu rồi chọn lại.")
    receipt = _receipt(record)
    _write_again(record, [(pk, Choice(choice)) for pk, choice in choices.items()], voted={mark.seat: receipt})
    audit.record(actor=actor, act="ballot.cast", obj=record)
    return receipt


def shuffle_ballots(meeting: Meeting) -> None:
    """All ballots and marks of a meeting written again, once more, when voting is closed. Inside the closing act."""
    _write_again(meeting, [], voted={})


def screen_votes(meeting: Meeting) -> dict[int, Votes]:
    """What was cast on each item; only ever asked once voting is closed. One query."""
    cast = Counter(SecretBallot.objects.filter(item__meeting=meeting).values_list("item", "choice"))
    items = {item for item, _ in cast}
    return {item: Votes(cast[item, Choice.YES], cast[item, Choice.NO], cast[item, Choice.NONE]) for item in items}


def published_ballots(meeting: Meeting) -> list[tuple[int, str]]:
    """Every ballot as it is published once voting is closed: the item and what it says, nothing of anybody. One query.

    The order is that of the keys, which come by chance.
    """
    return list(SecretBallot.objects.filter(item__meeting=meeting).order_by("id").values_list("item_id", "choice"))


def _receipt(meeting: Meeting) -> str:
    """A code that no other voter of the meeting has, and that says nothing."""
    taken = set(VoterMark.objects.filter(meeting=meeting).values_list("receipt", flat=True))
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(8))
        if code not in taken:
            return code


def _write_again(meeting: Meeting, cast: Iterable[tuple[int, str]], *, voted: Mapping[int, str]) -> None:
    """Every ballot of the meeting, with those just cast, under new keys in chance order; every mark as it stands."""
    rows = SecretBallot.objects.filter(item__meeting=meeting)
    ballots = [*rows.values_list("item_id", "choice"), *cast]
    rows.delete()
    _chance.shuffle(ballots)
    SecretBallot.objects.bulk_create(
        (SecretBallot(id=random_key(), item_id=item, choice=choice) for item, choice in ballots), batch_size=500
    )
    marks = list(VoterMark.objects.filter(meeting=meeting))
    for mark in marks:
        if receipt := voted.get(mark.seat_id):
            mark.has_voted, mark.receipt = True, receipt
    VoterMark.objects.bulk_update(marks, ["has_voted", "receipt"])
