"""A meeting up to the opening of its vote: agenda, roll call, quorum, interests, opinions in writing, what holds it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from awards.models import (
    AgendaItem,
    CouncilKind,
    Interest,
    Meeting,
    MeetingState,
    RuleKind,
    VoteMethod,
    WrittenOpinion,
)
from awards.services import meeting as way
from awards.services.initiative_scoring import reopen_scoring
from awards.services.meeting_agenda import candidates_of, set_agenda
from awards.services.meeting_reading import MeetingReading
from awards.services.meeting_roll import Came, set_attendance
from awards.services.meeting_said import Written, declare_interest, set_written
from awards.services.nomination_way import unlock_nomination
from plans.errors import AlreadyDone, DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, Notice
from tests.awards.council_factory import HELD_ON, make_council, make_eligible, make_meeting, make_rule, make_seat
from tests.awards.initiative_factory import make_initiative
from tests.factory import ROLES, Cast, make_person

VALUES = {"subject": "Xét khen thưởng", "held_on": HELD_ON, "method": VoteMethod.PAPER}


def here(meeting: Meeting, absent: int = 0) -> dict[int, Came]:
    """Everybody came but the last ``absent``."""
    seats = list(meeting.council.seats.on(meeting.held_on).voting())
    split = len(seats) - absent
    return {
        **{seat.pk: Came(seat.pk, dt.time(14)) for seat in seats[:split]},
        **{seat.pk: Came(None, absent_reason="ốm") for seat in seats[split:]},
    }


def act(name: str, cast: Cast, meeting: Meeting, **typed: Any) -> Meeting:
    meeting.refresh_from_db()
    return getattr(way, name)(actor=cast.standing, meeting=meeting, seen=meeting.version, **typed)


def test_meetings_count_by_council_and_year(cast: Cast) -> None:
    council, other = make_council(3), make_council(3, CouncilKind.INITIATIVE)

    made = [way.prepare_meeting(actor=cast.standing, council=one, values=VALUES) for one in (council, council, other)]

    assert [str(one) for one in made] == [
        "Phiên 01/2026: Xét khen thưởng",
        "Phiên 02/2026: Xét khen thưởng",
        "Phiên 01/2026: Xét khen thưởng",
    ]


def test_a_double_click_opens_one_meeting(cast: Cast) -> None:
    council = make_council(3)
    way.prepare_meeting(actor=cast.standing, council=council, values=VALUES, key="mot-lan")

    with pytest.raises(AlreadyDone):
        way.prepare_meeting(actor=cast.standing, council=council, values=VALUES, key="mot-lan")
    assert Meeting.objects.count() == 1


def test_a_day_outside_the_term_is_refused(cast: Cast) -> None:
    with pytest.raises(DomainError, match="ngoài nhiệm kỳ"):
        way.prepare_meeting(
            actor=cast.standing, council=make_council(3), values={**VALUES, "held_on": dt.date(2025, 12, 31)}
        )


def test_chair_and_secretary_run_their_meeting_and_plain_members_do_not(cast: Cast) -> None:
    people = [cast.leader.person, make_person(), cast.contact.person, cast.member.person]
    council = make_council(4, people=people)
    meeting = make_meeting(council, cast.standing, make_eligible(cast.standing))

    assert [role for role in ROLES if cast.user(role).has_perm("awards.run_meeting", meeting)] == [
        "standing",
        "leader",
        "contact",
    ]
    with pytest.raises(NotAllowed):
        way.call_roll(actor=cast.member, meeting=meeting, seen=meeting.version)
    with pytest.raises(NotAllowed):
        set_agenda(actor=cast.member, meeting=meeting, chosen=[], seen=meeting.version)


def test_the_agenda_is_drawn_from_what_is_eligible_and_stands_in_the_order_given(cast: Cast) -> None:
    first, second, third = make_eligible(cast.standing, 3)
    meeting = make_meeting(make_council(3), cast.standing)

    set_agenda(actor=cast.standing, meeting=meeting, chosen=[third.pk, first.pk], seen=meeting.version)
    meeting.refresh_from_db()

    assert list(meeting.items.values_list("order", "nomination")) == [(1, third.pk), (2, first.pk)]
    assert {one.pk for one in candidates_of(meeting)} == {first.pk, second.pk, third.pk}
    with pytest.raises(EditConflict):
        set_agenda(actor=cast.standing, meeting=meeting, chosen=[], seen=meeting.version - 1)


def test_a_dossier_stands_before_one_meeting_at_a_time(cast: Cast) -> None:
    council, (one,) = make_council(3), make_eligible(cast.standing)
    first = make_meeting(council, cast.standing, [one])
    second = make_meeting(council, cast.standing)

    with pytest.raises(DomainError, match="1 nội dung vừa được đưa vào phiên khác"):
        set_agenda(actor=cast.standing, meeting=second, chosen=[one.pk], seen=second.version)
    act("cancel_meeting", cast, first, reason="trùng lịch")

    set_agenda(actor=cast.standing, meeting=second, chosen=[one.pk], seen=second.version)
    assert AgendaItem.objects.filter(meeting=second, nomination=one).exists()


def test_scored_initiatives_come_before_their_council_with_the_level_proposed(cast: Cast) -> None:
    scored = make_initiative(cast.member, state="scored", result=8000, passed=True)
    make_initiative(cast.member, state="scoring", name="Chưa chấm xong")
    meeting = make_meeting(make_council(3, CouncilKind.INITIATIVE), cast.standing)

    assert [one.pk for one in candidates_of(meeting)] == [scored.pk]
    set_agenda(
        actor=cast.standing, meeting=meeting, chosen=[scored.pk], scopes={scored.pk: "province"}, seen=meeting.version
    )

    assert list(meeting.items.values_list("initiative", "scope")) == [(scored.pk, "province")]


def test_nothing_to_vote_on_or_something_unlocked_since_stops_the_roll(cast: Cast) -> None:
    (one,) = make_eligible(cast.standing)
    empty = make_meeting(make_council(3), cast.standing)
    with pytest.raises(DomainError, match="chưa có nội dung xét"):
        act("call_roll", cast, empty)

    meeting = make_meeting(empty.council, cast.standing, [one])
    unlock_nomination(nomination=one, actor=cast.standing, reason="sửa", seen=one.version)
    with pytest.raises(DomainError, match="Không còn xét được"):
        act("call_roll", cast, meeting)


def test_the_roll_is_not_called_before_the_day_of_the_meeting(cast: Cast) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    meeting = make_meeting(make_council(5), cast.standing, make_eligible(cast.standing, 1), held_on=tomorrow)
    with pytest.raises(DomainError, match="chưa đến"):
        act("call_roll", cast, meeting)


def test_what_a_meeting_considers_or_carried_is_not_taken_back(cast: Cast) -> None:
    (one,) = make_eligible(cast.standing)
    work = make_initiative(cast.member, state="scored", result=8000, passed=True)
    make_meeting(make_council(3), cast.standing, [one], state="roll")
    meeting = make_meeting(make_council(3, CouncilKind.INITIATIVE), cast.standing, [work], state="results")
    meeting.items.update(passed=True)

    with pytest.raises(DomainError, match="đang được Hội đồng TĐKT Sở xét ở “Phiên 01/2026"):
        unlock_nomination(nomination=one, actor=cast.standing, reason="sửa", seen=one.version)
    with pytest.raises(DomainError, match="đã được Hội đồng sáng kiến Sở thông qua"):
        reopen_scoring(initiative=work, actor=cast.standing, reason="sửa", seen=work.version)
    meeting.items.update(passed=False)
    reopen_scoring(initiative=work, actor=cast.standing, reason="sửa", seen=work.version)


def test_the_roll_says_who_came_and_whether_it_is_enough(cast: Cast) -> None:
    meeting = make_meeting(make_council(9), cast.standing, make_eligible(cast.standing))
    act("call_roll", cast, meeting)
    meeting.refresh_from_db()

    set_attendance(actor=cast.standing, meeting=meeting, lines=here(meeting, absent=1), seen=meeting.version)

    meeting.refresh_from_db()
    assert MeetingReading(meeting).quorum.words.startswith("Đủ điều kiện họp: có mặt 8/9")
    assert len(MeetingReading(meeting).voters) == 8
    assert AuditEntry.objects.get(act="meeting.attendance").note == "có mặt 8/9"


def test_a_substitute_comes_for_his_member_and_for_nobody_else(cast: Cast) -> None:
    council = make_council(3)
    first, second, _ = council.seats.all()
    standing_in = make_seat(council, make_person("Người dự thay"), stands_in_for=first)
    meeting = make_meeting(council, cast.standing, make_eligible(cast.standing), state="roll")
    lines = here(meeting)

    with pytest.raises(DomainError, match="không có trong danh sách dự thay"):
        set_attendance(
            actor=cast.standing,
            meeting=meeting,
            lines={**lines, second.pk: Came(standing_in.pk)},
            seen=meeting.version,
        )
    set_attendance(
        actor=cast.standing, meeting=meeting, lines={**lines, first.pk: Came(standing_in.pk)}, seen=meeting.version
    )

    assert MeetingReading(meeting).voters[0].name == "Người dự thay"


def test_who_left_before_he_came_is_refused(cast: Cast) -> None:
    meeting = make_meeting(make_council(3), cast.standing, make_eligible(cast.standing), state="roll")
    seat = meeting.council.seats.first()
    assert seat is not None

    with pytest.raises(DomainError, match="giờ về trước giờ đến"):
        set_attendance(
            actor=cast.standing,
            meeting=meeting,
            lines={seat.pk: Came(seat.pk, dt.time(15), dt.time(14))},
            seen=meeting.version,
        )


def test_once_voting_is_open_only_leaving_is_written_down(cast: Cast) -> None:
    meeting = make_meeting(make_council(3), cast.standing, make_eligible(cast.standing), state="voting")
    seat = meeting.council.seats.first()
    assert seat is not None

    with pytest.raises(DomainError, match="Đã mở bỏ phiếu"):
        set_attendance(actor=cast.standing, meeting=meeting, lines={seat.pk: Came(None)}, seen=meeting.version)
    set_attendance(
        actor=cast.standing,
        meeting=meeting,
        lines={seat.pk: Came(seat.pk, dt.time(14), dt.time(16))},
        seen=meeting.version,
    )

    assert meeting.attendance.get(seat=seat).left_at == dt.time(16)


def test_a_quorum_of_a_read_rule_stops_the_vote_and_one_of_memory_asks_for_a_reason(cast: Cast) -> None:
    council = make_council(9)
    rule = make_rule(council, RuleKind.QUORUM, (2, 3))
    meeting = make_meeting(council, cast.standing, make_eligible(cast.standing), state="roll", present=5)

    with pytest.raises(DomainError, match=r"có mặt 5/9, cần 6/9\. Chờ thêm"):
        act("open_voting", cast, meeting, reason="gấp")
    rule.confidence = "C"
    rule.save()
    with pytest.raises(DomainError, match="ghi lý do vẫn họp"):
        act("open_voting", cast, meeting)
    opened = act("open_voting", cast, meeting, reason="Hội đồng thống nhất")

    assert (opened.state, opened.quorum_reason) == (MeetingState.VOTING, "Hội đồng thống nhất")


def test_everybody_is_called_before_the_vote_opens(cast: Cast) -> None:
    meeting = make_meeting(make_council(3), cast.standing, make_eligible(cast.standing), state="roll")
    meeting.attendance.first().delete()  # type: ignore[union-attr]

    with pytest.raises(DomainError, match="Còn 1 thành viên chưa điểm danh"):
        act("open_voting", cast, meeting)


def test_votes_on_the_screen_need_accounts_and_tell_every_voter(cast: Cast) -> None:
    council = make_council(3, accounts=True)
    meeting = make_meeting(council, cast.standing, make_eligible(cast.standing), state="roll", method="screen")
    nobody = make_council(3, CouncilKind.INITIATIVE)
    other = make_meeting(
        nobody, cast.standing, [make_initiative(cast.member, state="scored")], state="roll", method="screen"
    )

    with pytest.raises(DomainError, match="Chưa có tài khoản để bỏ phiếu"):
        act("open_voting", cast, other)
    act("open_voting", cast, meeting)

    assert Notice.objects.filter(text__contains="đã mở bỏ phiếu").count() == 3
    assert meeting.marks.count() == 3
    act("take_back_voting", cast, meeting)
    assert not meeting.marks.exists()


def test_too_few_is_adjourned_and_prepared_for_another_day_of_the_year(cast: Cast) -> None:
    meeting = make_meeting(make_council(9), cast.standing, make_eligible(cast.standing), state="roll", present=2)

    adjourned = act("adjourn", cast, meeting, reason="")
    assert adjourned.adjourned_reason.startswith("Chưa đủ thành viên để họp: có mặt 2/9")
    with pytest.raises(DomainError, match="Chọn ngày trong năm"):
        act("prepare_again", cast, meeting, held_on=dt.date(2027, 1, 5))
    with pytest.raises(DomainError, match="ở trước ngày"):
        act("prepare_again", cast, meeting, held_on=adjourned.held_on - dt.timedelta(days=1))
    again = act("prepare_again", cast, meeting, held_on=dt.date(2026, 6, 12))

    assert (again.state, again.held_on, again.attendance.count()) == ("preparing", dt.date(2026, 6, 12), 0)
    assert again.items.count() == 1


def test_an_act_in_the_wrong_state_says_what_to_do(cast: Cast) -> None:
    meeting = make_meeting(make_council(3), cast.standing, make_eligible(cast.standing), state="voting")

    for name, typed in (("call_roll", {}), ("adjourn", {"reason": ""}), ("cancel_meeting", {"reason": "x"})):
        with pytest.raises(DomainError, match="đang bỏ phiếu"):
            act(name, cast, meeting, **typed)
    with pytest.raises(DomainError, match="đã điểm danh"):
        way.remove_meeting(actor=cast.standing, meeting=meeting)


def test_a_removed_meeting_frees_what_it_had_before_it(cast: Cast) -> None:
    (one,) = make_eligible(cast.standing)
    council = make_council(3)
    meeting = make_meeting(council, cast.standing, [one])
    way.remove_meeting(actor=cast.standing, meeting=meeting)

    assert [found.pk for found in candidates_of(make_meeting(council, cast.standing))] == [one.pk]


def test_an_interest_is_declared_by_the_member_himself_and_minuted(cast: Cast) -> None:
    council = make_council(3, people=[cast.member.person])
    meeting = make_meeting(council, cast.standing, make_eligible(cast.standing), state="roll")
    item, (own, other, _) = meeting.items.get(), council.seats.all()

    declare_interest(actor=cast.member, item=item, seat=own, words="là em ruột")
    with pytest.raises(NotAllowed):
        declare_interest(actor=cast.clerk, item=item, seat=other, words="x")

    declare_interest(actor=cast.standing, item=item, seat=own, words="cùng nhóm tác giả")
    with pytest.raises(DomainError, match="đã được ghi"):
        declare_interest(actor=cast.member, item=item, seat=own, words="là em ruột")

    assert Interest.objects.get().words == "là em ruột; cùng nhóm tác giả"


def test_an_absent_member_writes_on_every_item_but_the_own(cast: Cast) -> None:
    council = make_council(3)
    seat = council.seats.order_by("order").last()
    assert seat is not None
    own = make_eligible(cast.standing)[0]
    own.person = seat.person
    own.save()
    items = [own, *make_eligible(cast.standing, 2)]
    meeting = make_meeting(council, cast.standing, items, state="roll", present=2)
    first, *others = meeting.items.all()
    lines = {item.pk: Written("yes") for item in others}
    by = {"actor": cast.standing, "meeting": meeting, "seen": meeting.version}

    with pytest.raises(DomainError, match="là người được xét"):
        set_written(**by, seat=seat, lines={first.pk: Written("yes")})
    with pytest.raises(DomainError, match="không được ghi là vắng"):
        set_written(**by, seat=council.seats.all()[0], lines=lines)
    set_written(**by, seat=seat, lines=lines)
    with pytest.raises(EditConflict):
        set_written(**by, seat=seat, lines={})
    meeting.refresh_from_db()
    assert WrittenOpinion.objects.count() == 2
    with pytest.raises(DomainError, match="đã có ý kiến bằng văn bản"):
        set_attendance(actor=cast.standing, meeting=meeting, lines={seat.pk: Came(seat.pk)}, seen=meeting.version)
    set_written(actor=cast.standing, meeting=meeting, seat=seat, lines={}, seen=meeting.version)
    assert not WrittenOpinion.objects.exists()
