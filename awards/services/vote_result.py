"""What the votes came to: computed, sealed with the threshold that was applied, counted again, chosen among equals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from awards.models import AgendaItem, CountLine, Meeting, MeetingState, VoteMethod
from awards.rules.votes import Outcome, Votes, outcome
from awards.services.ballot_count import compared, counted, counted_votes
from awards.services.meeting import WAY, WHO_RUNS
from awards.services.meeting_agenda import ELSEWHERE
from awards.services.meeting_reading import MeetingReading, agenda_of, honour_code
from awards.services.secret_ballot import screen_votes, shuffle_ballots
from awards.services.working_rules import SaidShare
from plans.errors import DomainError, NotAllowed
from plans.models import User
from plans.services import audit
from plans.services.locking import locked, use_submit_key
from plans.services.task_log import demand

SEALED = (MeetingState.RESULTS, MeetingState.MINUTED)
FROZEN = ("base", "needed", "yes", "no", "spoiled", "written_yes", "written_no", "passed", "rule_words")
NOT_OWN = "Không ai kết luận về chính mình. Chủ tịch, thư ký khác hoặc thường trực ghi kết luận này."
WHO_PICKS = "Chủ tịch hội đồng, thư ký hội đồng hoặc thường trực ghi kết luận khi bằng phiếu. Anh, chị báo thư ký."


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item with its votes and what they came to; ``outcome`` is None while nothing was counted."""

    item: AgendaItem
    votes: Votes | None
    outcome: Outcome | None
    said: SaidShare


def results_of(reading: MeetingReading) -> list[ItemResult]:
    """Every item with its result as the votes stand now. While a secret vote is open, nothing is known of any."""
    votes = _votes(reading)
    found = []
    for item in reading.items:
        code, cast = honour_code(item), votes.get(item.pk)
        both = _with(cast, reading.written.get(item.pk, Votes(0, 0))) if cast else None
        came = outcome(reading.rules.counting(code), reading.electorate(item), both) if both else None
        found.append(ItemResult(item, both, came, reading.rules.threshold(code)))
    return found


def _votes(reading: MeetingReading) -> Mapping[int, Votes]:
    if reading.meeting.method != VoteMethod.SCREEN:
        return counted_votes(reading)
    return screen_votes(reading.meeting) if reading.meeting.state in SEALED else {}


def _with(cast: Votes, written: Votes) -> Votes:
    return Votes(cast.yes, cast.no, cast.spoiled, written.written_yes, written.written_no, written.written_none)


@transaction.atomic
def seal_meeting(*, actor: User, meeting: Meeting, seen: int, key: str = "") -> Meeting:
    """Chốt kết quả: numbers and thresholds are frozen; a secret vote is closed, and its ballots shuffled once more."""
    states = (
        (MeetingState.COUNTING,) if meeting.method == VoteMethod.PAPER else (MeetingState.VOTING, MeetingState.COUNTING)
    )
    record = WAY.taken_up(meeting, actor, seen, key, *states)
    demand(actor, "awards.run_meeting", record, WHO_RUNS)
    if record.method == VoteMethod.SCREEN:
        shuffle_ballots(record)
        transaction.on_commit(_forget_how_it_came)
    elif missing := why_not_sealed(MeetingReading(record)):
        raise DomainError(missing)
    record.sealed_by, record.sealed_at = actor, timezone.now()
    entry = WAY.moved(record, actor, "meeting.seal", record.seal)
    results = results_of(MeetingReading(record))
    for one in results:
        _freeze(one)
    AgendaItem.objects.bulk_update([one.item for one in results], FROZEN)
    sitting = User.objects.filter(person__council_seats__council=record.council, is_active=True).distinct()
    WAY.tell(sitting, record, entry, f"{record}: đã chốt kết quả biểu quyết.", but=actor)
    return record


def _forget_how_it_came() -> None:
    """Empty SQLite's journal, in which each cast still lies as the pages that it changed; deleted rows are overwritten
    at once (``secure_delete``). On PostgreSQL the log of the server is the administrator's business.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def why_not_sealed(reading: MeetingReading) -> str:
    """Why counted votes cannot be sealed yet; empty where nothing hinders."""
    if reading.meeting.method == VoteMethod.HANDS:
        return "" if reading.turns else "Chưa nhập kết quả giơ tay. Nhập số đồng ý, không đồng ý rồi chốt."
    rows = compared(reading)
    if any(row.first is None or row.second is None for row in rows):
        return "Chưa đủ hai lần nhập số phiếu. Hai người khác nhau nhập xong rồi chốt."
    different = [str(row.item.order) for row in rows if row.differs]
    return f"Còn lệch ở dòng {', '.join(different)}. Đếm lại các dòng đó rồi chốt." if different else ""


def _freeze(one: ItemResult) -> None:
    item, votes = one.item, one.votes or Votes(0, 0)
    item.yes, item.no, item.spoiled = votes.yes, votes.no, votes.spoiled
    item.written_yes, item.written_no = votes.written_yes, votes.written_no
    came = one.outcome
    item.base, item.needed = (came.base, came.needed) if came else (None, None)
    item.passed = came.passed if came else False
    item.rule_words = f"{came.words}. Căn cứ: {one.said.source}" if came else "không có phiếu nào"


@transaction.atomic
def recount(*, actor: User, meeting: Meeting, reason: str, seen: int, key: str = "") -> Meeting:
    """Kiểm phiếu lại, with a reason: what was sealed stays in the audit, and everything is entered anew."""
    record = WAY.taken_up(meeting, actor, seen, key, MeetingState.RESULTS)
    demand(actor, "awards.run_meeting", record, WHO_RUNS)
    if record.method == VoteMethod.SCREEN:
        raise DomainError("Phiếu trên màn hình do máy đếm, ai cũng tính lại được từ danh sách phiếu; không kiểm lại.")
    if not reason.strip():
        raise DomainError("Ghi lý do kiểm phiếu lại.")
    if record.decisions.filter(removed_at=None).exists():
        raise DomainError("Đã có quyết định từ kết quả này. Bỏ dự thảo, hoặc ra quyết định sửa đổi, hủy bỏ.")
    refuse_elsewhere(record.items.all())
    record.recount_reason = reason.strip()
    lines = CountLine.objects.filter(count__meeting=record).select_related("count")
    before = [[line.count.turn, line.item_id, *counted(line)] for line in lines]
    record.counts.all().delete()
    empty = dict.fromkeys(FROZEN)
    record.items.update(**(empty | {"rule_words": "", "picked": None, "pick_reason": ""}))
    WAY.moved(record, actor, "meeting.recount", record.recount, record.recount_reason)
    audit.record(actor=actor, act="ballot.recount", obj=record, detail={"before": before})
    return record


@transaction.atomic
def pick(*, actor: User, item: AgendaItem, picked: bool, reason: str, key: str = "") -> AgendaItem:
    """Kết luận among equals, or over the places there are: a person decides, with words that are minuted."""
    use_submit_key(actor, key)
    meeting = locked(item.meeting)  # the meeting first, as every act on it does
    record = locked(item)
    demand(actor, "awards.run_meeting", meeting, WHO_PICKS)
    WAY.require(meeting, MeetingState.RESULTS)
    if not record.passed:
        raise DomainError("Nội dung này không đủ số phiếu nên không chọn được.")
    if record in MeetingReading(meeting).own_items(actor.person_id):
        raise NotAllowed(NOT_OWN)
    if not picked and record.decided.filter(decision__removed_at=None).exists():
        raise DomainError("Đã có quyết định nêu nội dung này. Bỏ dòng đó khỏi dự thảo trước, rồi ghi không chọn.")
    if picked:
        refuse_elsewhere(meeting.items.filter(pk=record.pk))
    if not reason.strip():
        raise DomainError("Ghi lý do chọn hoặc không chọn để đưa vào biên bản.")
    record.picked, record.pick_reason = picked, reason.strip()
    record.save(update_fields=["picked", "pick_reason"])
    audit.record(actor=actor, act="meeting.pick", obj=meeting, note=f"{record}: {'chọn' if picked else 'không chọn'}")
    return record


def refuse_elsewhere(items: QuerySet[AgendaItem]) -> None:
    """Refuse to bring to life again what failed here and has been taken up by another meeting since."""
    others = AgendaItem.objects.filter(ELSEWHERE).exclude(meeting__in=items.values("meeting"))
    again = Q(nomination__in=others.values("nomination")) | Q(initiative__in=others.values("initiative"))
    if found := items.filter(again).first():
        raise DomainError(f"“{found}” đã được đưa vào phiên họp khác. Bỏ khỏi chương trình phiên kia trước.")


def carried(meeting: Meeting) -> list[AgendaItem]:
    """What the council proposes, once the result is sealed."""
    if meeting.state not in SEALED:
        return []
    rows = agenda_of(meeting).prefetch_related("initiative__authors__person")
    return [item for item in rows.filter(passed=True) if item.is_carried]
