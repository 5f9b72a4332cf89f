"""The sample's meetings: one of each council held and minuted, one of each that is still prepared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from awards.models import (
    AwardKind,
    Council,
    CouncilKind,
    Initiative,
    InitiativeAuthor,
    InitiativeState,
    Meeting,
    MeetingPaper,
    Nomination,
    PaperOfMeeting,
    Round,
    Statement,
    VoteMethod,
)
from awards.services import ballot_count, meeting, meeting_paper
from awards.services import nomination as nominating
from awards.services import nomination_way as way
from awards.services import round as round_service
from awards.services.ballot_count import Counted
from awards.services.meeting_agenda import set_agenda
from awards.services.meeting_roll import Came, set_attendance
from awards.services.statement import state_fact
from awards.services.vote_result import seal_meeting
from emulation.models import Commendation, Title
from plans.models import Person, Plan, Unit, User
from plans.services.paper import next_number

YEAR = 2026
LAST_DAY = dt.date(YEAR, 12, 18)
ROUND_NAME = f"Xét danh hiệu, giấy khen năm {YEAR} (mẫu)"
_STANDING, _LEADER, _CLERK, _MEMBER = "thuongtruc", "lanhdao", "vanthu", "uyvien"
_ABSENT = "Vi Văn E"
_REASON = "Xếp loại năm chưa có; Hội đồng đối chiếu khi có kết quả xếp loại (mẫu)."
_EARLY = "Nhận hồ sơ giấy trước, nhập vào sau (mẫu)."
_WORK = "Danh bạ đối ngoại dùng chung cho các phòng (mẫu)"
_TO_COME = "Sổ tay điện tử hướng dẫn đón tiếp đoàn vào (mẫu)"


class _Proposed(NamedTuple):
    """Who is proposed for what; ``against`` is how many said no, ``later`` stands before the next meeting."""

    name: str
    code: str
    achievement: str
    against: int = 0
    unit: bool = False
    later: bool = False


_PROPOSED = (
    _Proposed("Phòng mẫu B (dữ liệu mẫu)", "TTLDTT", "Hoàn thành toàn bộ nhiệm vụ được giao (mẫu).", unit=True),
    _Proposed("Nông Thị D", "LDTT", "Phục vụ 18 đoàn vào đúng lịch (mẫu)."),
    _Proposed("Bế Thị N", "LDTT", "Tham mưu 06 kế hoạch đối ngoại (mẫu)."),
    _Proposed("Đàm Văn M", "LDTT", "Theo dõi mốc giới đủ 12 đợt trong năm (mẫu)."),
    _Proposed("Lý Văn H", "LDTT", "Biên dịch 140 trang tài liệu hội đàm (mẫu).", against=5),
    _Proposed(
        "Bế Thị N", "GK", "Đã có thành tích tổ chức Hội nghị hợp tác biên giới năm 2026, phục vụ 120 đại biểu (mẫu)."
    ),
    _Proposed("Lương Thị K", "LDTT", "Quản lý văn thư, không để sót văn bản đến (mẫu).", later=True),
)


def held_day() -> dt.date:
    """The last working day that lies five days back, within the year of the sample's plan."""
    day = min(timezone.localdate() - dt.timedelta(days=5), LAST_DAY)
    return day - dt.timedelta(days=max(0, day.weekday() - 4))


@transaction.atomic
def load_sample_meetings() -> None:
    """Nothing where a meeting exists already, or the sample has no councils or accounts. Nothing twice."""
    people = {user.username: user for user in User.objects.filter(is_sample=True).select_related("person")}
    councils = {council.kind: council for council in Council.objects.filter(is_sample=True)}
    if not {_STANDING, _LEADER, _CLERK, _MEMBER} <= people.keys() or len(councils) < len(CouncilKind):
        return
    if Meeting.objects.exists() or Round.objects.filter(name=ROUND_NAME).exists():
        return
    _of_initiatives(councils[CouncilKind.INITIATIVE], people)
    _of_awards(councils[CouncilKind.EMULATION], people)
    Meeting.objects.update(is_sample=True)


def _of_initiatives(council: Council, people: Mapping[str, User]) -> None:
    scored = Initiative.objects.filter(is_sample=True, state=InitiativeState.SCORED).order_by("pk")
    works = {work.name: work for work in scored}
    if _WORK in works:
        held = _opened(council, people, "Xét công nhận sáng kiến đợt 1 (mẫu)", "12", VoteMethod.HANDS)
        held = _agenda(held, people, [works[_WORK].pk])
        _hold(held, people, {})
    if _TO_COME in works:
        # printed ballots: not enough of its members have an account to vote on screen
        coming = _opened(council, people, "Xét công nhận sáng kiến đợt 2 (mẫu)", "12", VoteMethod.PAPER, days=20)
        _agenda(coming, people, [works[_TO_COME].pk])


def _of_awards(council: Council, people: Mapping[str, User]) -> None:
    found = _round(people[_STANDING])
    now: list[int] = []
    later: list[int] = []
    against: dict[int, int] = {}
    for line in _PROPOSED:
        record = _propose(found, line, people)
        if record is not None:
            (later if line.later else now).append(record.pk)
            against[record.pk] = line.against
    Nomination.objects.filter(round=found).update(is_sample=True)
    if now:
        held = _opened(council, people, f"Xét khen thưởng năm {YEAR} (mẫu)", "13", VoteMethod.PAPER, round=found)
        _hold(_agenda(held, people, now), people, against)
    if later:
        subject = f"Xét khen thưởng bổ sung năm {YEAR} (mẫu)"
        coming = _opened(council, people, subject, "13", VoteMethod.PAPER, days=20, round=found)
        _agenda(coming, people, later)


def _round(writer: User) -> Round:
    plan = Plan.objects.in_force().filter(year=YEAR).first()
    values = {
        "year": YEAR,
        "achievement_year": YEAR,
        "name": ROUND_NAME,
        "task": plan.tasks.filter(no="13").first() if plan else None,
        "kind": AwardKind.MERIT,
        "opens_on": dt.date(YEAR, 10, 1),
        "closes_on": dt.date(YEAR, 12, 20),
        "comment_from": None,
        "comment_to": None,
        "guidance": "Xét ngay trong năm; nội dung phụ thuộc xếp loại ghi rõ trong hồ sơ (dữ liệu mẫu).",
        "titles": list(Title.objects.filter(code__in=("LDTT", "TTLDTT"))),
        "commendations": list(Commendation.objects.filter(code="GK")),
    }
    found = round_service.open_round(actor=writer, values=values)
    Round.objects.filter(pk=found.pk).update(is_sample=True)
    return found


def _propose(found: Round, line: _Proposed, people: Mapping[str, User]) -> Nomination | None:
    """An eligible nomination, received before the meeting; None where the sample has no such subject or honour."""
    subject: Person | Unit | None
    if line.unit:
        subject = Unit.objects.filter(name=line.name).first()
    else:
        subject = Person.objects.filter(full_name=line.name, is_sample=True, is_active=True).first()
    honour = found.titles.filter(code=line.code).first() or found.commendations.filter(code=line.code).first()
    if subject is None or honour is None:
        return None
    writer, today = people[_STANDING], timezone.localdate()
    new = nominating.NewNomination(honour=honour, achievement=line.achievement)
    record = nominating.start_nomination(award_round=found, subject=subject, actor=writer, new=new, today=today)
    _state_nothing_open(subject, people)
    record = way.submit_nomination(
        nomination=record, actor=writer, today=today, seen=record.version, override_reason=_REASON
    )
    received = held_day() - dt.timedelta(days=7)
    return way.accept_nomination(
        nomination=record,
        actor=writer,
        received_on=received,
        today=today,
        early_reason=_EARLY,
        seen=record.version,
    )


def _state_nothing_open(subject: Person | Unit, people: Mapping[str, User]) -> None:
    """That nothing is being examined: the standing office says so, of one of its own people the leadership."""
    writer = people[_STANDING]
    own = isinstance(subject, Person) and subject.pk == writer.person_id
    by = people[_LEADER] if own else writer
    words = f"Văn phòng xác nhận tháng 11/{YEAR}: không có đơn thư, không bị xem xét (mẫu)."
    if not Statement.objects.filter(**_of(subject), year=YEAR, code="R4").exists():
        made = state_fact(actor=by, subject=subject, year=YEAR, code="R4", holds=True, words=words)
        Statement.objects.filter(pk=made.pk).update(is_sample=True)


def _of(subject: Person | Unit) -> dict[str, object]:
    return {"person": subject} if isinstance(subject, Person) else {"unit": subject}


def _opened(
    council: Council,
    people: Mapping[str, User],
    subject: str,
    task: str,
    method: str,
    *,
    days: int = 0,
    **more: Any,
) -> Meeting:
    """A meeting on the sample's day, or so many days after today where it is still to come."""
    plan = Plan.objects.in_force().filter(year=YEAR).first()
    values = {
        "subject": subject,
        "task": plan.tasks.filter(no=task).first() if plan else None,
        "held_on": _coming_day(days) if days else held_day(),
        "starts_at": dt.time(14),
        "place": "Phòng họp tầng 2",
        "method": method,
        "guests": "",
        **more,
    }
    return meeting.prepare_meeting(actor=people[_STANDING], council=council, values=values)


def _coming_day(days: int) -> dt.date:
    """A working day so many days ahead."""
    day = timezone.localdate() + dt.timedelta(days=days)
    return day + dt.timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)


def _agenda(held: Meeting, people: Mapping[str, User], chosen: Sequence[int]) -> Meeting:
    return set_agenda(actor=people[_STANDING], meeting=held, chosen=chosen, seen=held.version)


def _hold(held: Meeting, people: Mapping[str, User], against: Mapping[int, int]) -> None:
    """Roll, vote, count, seal; then minutes with their number. ``against`` is by nomination."""
    by = people[_STANDING]
    held = meeting.call_roll(actor=by, meeting=held, seen=held.version)
    lines = {}
    for seat in held.council.seats.on(held.held_on).voting().select_related("person"):
        away = seat.person.full_name == _ABSENT
        lines[seat.pk] = Came(None, absent_reason="đi công tác") if away else Came(seat.pk, dt.time(14))
    held = set_attendance(actor=by, meeting=held, lines=lines, seen=held.version)
    voters = list(held.attendance.filter(came__isnull=False).values_list("came__person", flat=True))
    if held.method == VoteMethod.PAPER:
        ballot_count.note_print(actor=by, meeting=held, ballots=len(voters))
    held = meeting.open_voting(actor=by, meeting=held, reason="", seen=held.version)
    tellers = [by]
    if held.method == VoteMethod.PAPER:
        held = ballot_count.start_counting(actor=by, meeting=held, seen=held.version)
        tellers = [by, people[_MEMBER]]
    votes = {}
    for item in held.items.select_related("nomination"):
        about = {item.nomination.person_id} if item.nomination else set(_authors(item.initiative_id))
        ballots = len(set(voters) - about)
        said_no = against.get(item.nomination_id or 0, 0)
        votes[item.pk] = Counted(ballots - said_no, said_no, 0)
    for turn, teller in enumerate(tellers, start=1):
        ballot_count.hand_in_count(
            actor=teller, meeting=held, turn=turn, given_out=len(voters), given_back=len(voters), lines=votes
        )
    held.refresh_from_db()
    held = seal_meeting(actor=by, meeting=held, seen=held.version)
    _minute(held, people)


def _authors(work: int | None) -> Iterable[int | None]:
    return InitiativeAuthor.objects.filter(initiative=work).values_list("person", flat=True)


def _minute(held: Meeting, people: Mapping[str, User]) -> None:
    parts = {"discussion": "Các thành viên thống nhất với báo cáo của thường trực (mẫu)."}
    written = meeting_paper.write_paper(
        actor=people[_STANDING],
        meeting=held,
        kind=PaperOfMeeting.MINUTES,
        parts=parts,
        recipients="Thành viên Hội đồng\nLưu: VT",
        ends_at=dt.time(16, 30),
        seen=0,
    )
    paper = MeetingPaper.objects.get(pk=written.pk)
    number = next_number(meeting_paper.symbol_of(paper), held.held_on.year)
    Meeting.objects.filter(pk=held.pk).update(is_sample=True)  # its paper in the register is one of the sample
    meeting_paper.number_paper(
        actor=people[_CLERK], paper=paper, number=number, issued_on=held.held_on, seen=paper.version
    )
