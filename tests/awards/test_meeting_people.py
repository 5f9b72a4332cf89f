"""Who presides, who leaves, who comes instead; sessions put off with minutes of their own; more carried than places."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from awards.models import Meeting, MeetingPaper, MeetingState, PaperOfMeeting, Quota, SeatRole
from awards.services import meeting as way
from awards.services import meeting_paper as papers
from awards.services.council import save_seat
from awards.services.decision import draft_from_meeting
from awards.services.meeting_document import printed_paper
from awards.services.meeting_reading import MeetingReading
from awards.services.meeting_roll import Came, set_attendance
from awards.services.vote_result import pick
from awards.services.vote_ties import over_places
from plans.errors import DomainError
from plans.models import Notice, User
from plans.papers.content import Paper, Table, plain
from tests.awards.ballot_factory import make_meeting as make_sitting_of
from tests.awards.ballot_factory import make_seated, office_people
from tests.awards.council_factory import make_council, make_eligible, make_meeting, make_seat
from tests.awards.letter_factory import make_ready
from tests.factory import Cast, make_person
from tests.web.clock import set_clock

AGAIN = dt.date(2026, 6, 12)


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 6, 15, 17))


def act(name: str, by: User, meeting: Meeting, **typed: Any) -> Meeting:
    meeting.refresh_from_db()
    return getattr(way, name)(actor=by, meeting=meeting, seen=meeting.version, **typed)


def words(paper: Paper) -> str:
    """Everything that a paper says, a line a paragraph, heading or row."""
    found = []
    for block in paper.body:
        if isinstance(block, Table):
            found += [" | ".join(plain(cell) for cell in row.cells) for row in block.rows if hasattr(row, "cells")]
        else:
            found.append(getattr(block, "text", "") or plain(getattr(block, "words", "")))
    return "\n".join(found)


# -- Put off -----------------------------------------------------------------------------------------------------------


def test_each_session_put_off_keeps_its_minutes_while_the_meeting_is_prepared_again(cast: Cast) -> None:
    people = [cast.leader.person, make_person(), cast.contact.person]
    council = make_council(9, people=[one for one in people if one])
    meeting = make_meeting(council, cast.standing, make_eligible(cast.standing), state="roll", present=5)

    with pytest.raises(DomainError, match="Ngày họp lại phải sau"):
        act("adjourn", cast.standing, meeting, reason="", again_on=meeting.held_on)
    act("adjourn", cast.standing, meeting, reason="", again_on=AGAIN)
    act("prepare_again", cast.standing, meeting, held_on=AGAIN)
    act("call_roll", cast.standing, meeting)
    act("adjourn", cast.standing, meeting, reason="Mất điện toàn thành phố")

    first, second = MeetingPaper.objects.filter(kind=PaperOfMeeting.ADJOURNED).order_by("sitting")
    said, later = words(printed_paper(first)), words(printed_paper(second))
    for part in (
        "ngày 05 tháng 6 năm 2026",
        "có mặt 5/9, cần",
        "vắng: đi công tác",
        "hoãn đến ngày 12 tháng 6 năm 2026",
    ):
        assert part in said
    assert "chưa biểu quyết nội dung nào" in said
    assert "KẾT QUẢ" not in said
    for part in ("ngày 12 tháng 6 năm 2026", "Lý do: Mất điện toàn thành phố.", "do Chủ tịch Hội đồng thông báo"):
        assert part in later
    assert [one.title for one in printed_paper(first).signatures] == ["THƯ KÝ", "CHỦ TỌA"]
    assert Notice.objects.filter(user=cast.leader, text__contains="hoãn đến ngày 12/06/2026").exists()


def test_minutes_of_a_session_put_off_are_written_on_numbered_and_end_nothing(cast: Cast) -> None:
    meeting = make_meeting(make_council(9), cast.standing, make_eligible(cast.standing), state="roll", present=2)
    act("adjourn", cast.standing, meeting, reason="")
    by = {"actor": cast.standing, "meeting": meeting, "kind": "adjourned"}

    with pytest.raises(DomainError, match="chưa hoãn lần nào"):
        papers.write_paper(**by, sitting=2, parts={}, seen=0)
    paper = papers.write_paper(**by, sitting=1, parts={"again": "14 giờ, ngày 12 tháng 6 năm 2026."}, seen=1)
    facts: dict[str, Any] = {"actor": cast.clerk, "paper": paper, "number": 3, "seen": paper.version}
    with pytest.raises(DomainError, match="trước ngày họp"):
        papers.number_paper(**facts, issued_on=dt.date(2026, 6, 4))
    issued = papers.number_paper(**facts, issued_on=dt.date(2026, 6, 5))

    meeting.refresh_from_db()
    assert (issued.symbol_line, meeting.state) == ("03/BB-HĐTĐKT", MeetingState.ADJOURNED)
    assert "14 giờ, ngày 12 tháng 6 năm 2026." in words(printed_paper(MeetingPaper.objects.get()))


# -- Who sits ----------------------------------------------------------------------------------------------------------


def test_the_vice_chair_presides_where_the_chair_is_away(cast: Cast) -> None:
    people = [make_person("Lê Chủ Tịch"), cast.contact.person, make_person("Vi Thư Ký")]
    council = make_council(5, people=[one for one in people if one])
    meeting = make_meeting(council, cast.standing, make_eligible(cast.standing), state="roll")
    chair = council.seats.get(role=SeatRole.CHAIR)
    meeting.attendance.filter(seat=chair).update(came=None)

    opened = act("open_voting", cast.contact, meeting, reason="gấp")

    minutes = printed_paper(MeetingPaper(meeting=opened, kind="minutes", written_by=cast.standing))
    assert minutes.signatures[-1].name == cast.contact.get_full_name()
    opened.attendance.filter(seat=chair).update(came=chair)
    minutes = printed_paper(MeetingPaper(meeting=opened, kind="minutes", written_by=cast.standing))
    assert minutes.signatures[-1].name == "Lê Chủ Tịch"


def test_an_invitation_without_a_chair_is_signed_for_him(cast: Cast) -> None:
    council = make_council(3)
    meeting = make_meeting(council, cast.standing)
    signed = printed_paper(MeetingPaper(meeting=meeting, kind="invitation", written_by=cast.standing)).signatures[0]
    council.seats.filter(role=SeatRole.CHAIR).update(to_on=dt.date(2026, 5, 31))
    other = printed_paper(MeetingPaper(meeting=meeting, kind="invitation", written_by=cast.standing)).signatures[0]

    assert signed.title == "TM. HỘI ĐỒNG\nCHỦ TỊCH"
    assert (other.title, other.name) == ("TM. HỘI ĐỒNG\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "Ủy viên 2")


def test_who_leaves_in_the_term_counts_until_his_last_day(cast: Cast) -> None:
    council = make_council(5)
    seat = council.seats.order_by("order").last()
    assert seat is not None
    before = make_meeting(council, cast.standing, make_eligible(cast.standing), state="results")
    after = make_meeting(council, cast.standing, held_on=AGAIN)
    left = {"actor": cast.standing, "council": council, "seat": seat, "seen": seat.version}

    with pytest.raises(DomainError, match="đã được điểm danh ở phiên họp ngày 05/06/2026"):
        save_seat(**left, values={"to_on": dt.date(2026, 6, 4)})
    save_seat(**left, values={"to_on": dt.date(2026, 6, 5)})

    readings = [MeetingReading(one) for one in (before, after)]
    assert [reading.quorum.members for reading in readings] == [5, 4]
    assert len(readings[0].voters) == 5


def test_a_substitute_of_one_who_left_comes_for_nobody(cast: Cast) -> None:
    council = make_council(4)
    first, second, *_ = council.seats.all()
    standing_in = make_seat(council, make_person("Người dự thay"), stands_in_for=second)
    council.seats.filter(pk=second.pk).update(to_on=dt.date(2026, 5, 31))
    meeting = make_meeting(council, cast.standing, make_eligible(cast.standing), state="roll")

    lines = {first.pk: Came(standing_in.pk)}
    with pytest.raises(DomainError, match="không có trong danh sách dự thay"):
        set_attendance(actor=cast.standing, meeting=meeting, lines=lines, seen=meeting.version)
    with pytest.raises(DomainError, match="không còn trong hội đồng"):
        set_attendance(
            actor=cast.standing, meeting=meeting, lines={second.pk: Came(standing_in.pk)}, seen=meeting.version
        )
    assert MeetingReading(meeting).quorum.members == 3


# -- More than there are places ----------------------------------------------------------------------------------------


def test_more_carried_than_places_waits_for_a_conclusion_on_each(cast: Cast) -> None:
    first = make_ready(cast, "GK", person=make_person("Vi Thị Hoa", cast.division), year=2025)
    rest = [
        make_ready(cast, "GK", person=make_person("Nông Văn Lâm", cast.division), year=2025),
        make_ready(cast, "GK", unit=cast.division, year=2025),
    ]
    for one in rest:
        one.round = first.round
        one.save()
    Quota.objects.create(round=first.round, commendation=first.commendation, number=2, source="Kế hoạch")
    council = make_seated(cast, office_people(cast))
    meeting = make_sitting_of(cast, council, [first, *rest], state=MeetingState.RESULTS, round=first.round)
    meeting.items.update(yes=7, no=0, spoiled=0, passed=True, rule_words="cần 4/7, có 7: đạt")
    items = list(meeting.items.order_by("order"))
    paper = papers.write_paper(actor=cast.standing, meeting=meeting, kind="minutes", parts={}, seen=0)

    def number() -> object:
        day, fresh = dt.date(2026, 6, 5), MeetingPaper.objects.get(pk=paper.pk)
        return papers.number_paper(actor=cast.clerk, paper=fresh, number=1, issued_on=day, seen=fresh.version)

    (over,) = over_places(meeting.items.all(), meeting)
    assert over.words.endswith("đề nghị 2 cá nhân, 1 tập thể, có 2 suất")
    with pytest.raises(DomainError, match="Ghi kết luận ở dòng 1, 2, 3"):
        draft_from_meeting(actor=cast.standing, meeting=meeting, items=[items[0].pk])
    with pytest.raises(DomainError, match="có 2 suất"):
        number()
    pick(actor=cast.standing, item=items[1], picked=False, reason="Quá số suất, ưu tiên nữ.")

    assert over_places(meeting.items.all(), meeting) == []
    assert draft_from_meeting(actor=cast.standing, meeting=meeting, items=[items[0].pk]).lines.count() == 1
    number()


def test_the_council_may_go_beyond_the_places_with_a_reason_for_each(cast: Cast) -> None:
    one = make_ready(cast, "GK", year=2025)
    Quota.objects.create(round=one.round, commendation=one.commendation, number=0, source="Kế hoạch")
    council = make_seated(cast, office_people(cast))
    meeting = make_sitting_of(cast, council, [one], state=MeetingState.RESULTS, round=one.round)
    meeting.items.update(yes=6, no=0, spoiled=0, passed=True, rule_words="cần 4/7, có 6: đạt")

    pick(actor=cast.standing, item=meeting.items.get(), picked=True, reason="Thành tích đột xuất, xin thêm suất.")

    (over,) = over_places(meeting.items.all(), meeting)
    assert (over.undecided, over.people, over.places) == ([], 1, 0)
    assert draft_from_meeting(actor=cast.standing, meeting=meeting, items=[meeting.items.get().pk])
