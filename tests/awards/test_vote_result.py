"""What votes come to: thresholds sealed in words, recounts with a reason, equals, minutes numbered and closed."""

from __future__ import annotations

import datetime as dt

import pytest

from awards.models import AgendaItem, CountLine, Meeting, MeetingPaper, MeetingState, PaperOfMeeting, VoteMethod
from awards.papers.meeting_facts import MeetingFacts
from awards.services import meeting_paper as papers
from awards.services.meeting_document import facts_of, printed_paper
from awards.services.meeting_reading import MeetingReading
from awards.services.ties import preference
from awards.services.vote_result import carried, pick, recount, results_of, seal_meeting
from awards.services.vote_ties import equals_of, over_places
from plans.errors import DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, IssuedPaper, Notice, Sex
from plans.papers.content import Paper, Table, plain
from tests.awards.ballot_factory import (
    cast_all,
    count_all,
    make_meeting,
    make_seated,
    make_sitting,
    make_works,
    office_people,
    voters,
)
from tests.awards.letter_factory import make_ready
from tests.factory import Cast, make_person
from tests.web.clock import set_clock

YES = [(6, 0, 0), (7, 0, 0), (5, 1, 1)]


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 6, 5, 17))


def seal(cast: Cast, meeting: Meeting) -> Meeting:
    fresh = Meeting.objects.get(pk=meeting.pk)
    return seal_meeting(actor=cast.standing, meeting=fresh, seen=fresh.version)


def counted(cast: Cast, meeting: Meeting, lines: list[tuple[int, int, int]], ballots: int = 7) -> Meeting:
    count_all(meeting, cast.standing, 1, lines, ballots)
    count_all(meeting, cast.contact, 2, lines, ballots)
    return seal(cast, meeting)


def words(paper: Paper) -> str:
    """Everything that a paper says, a line a paragraph, heading or row."""
    found = []
    for block in paper.body:
        if isinstance(block, Table):
            found += [" | ".join(plain(cell) for cell in row.cells) for row in block.rows if hasattr(row, "cells")]
        else:
            found.append(getattr(block, "text", "") or plain(getattr(block, "words", "")))
    return "\n".join(found)


def test_results_are_frozen_with_the_threshold_in_words_and_its_source(cast: Cast) -> None:
    meeting = make_sitting(cast, state=MeetingState.COUNTING)
    assert [one.outcome for one in results_of(MeetingReading(meeting))] == [None] * 3

    sealed = counted(cast, meeting, YES)

    rows = list(sealed.items.order_by("order").values_list("yes", "no", "spoiled", "base", "needed", "passed"))
    assert [row[:4] for row in rows] == [(6, 0, 0, 7), (7, 0, 0, 7), (5, 1, 1, 7)]
    assert all(row[5] for row in rows)
    said = sealed.items.get(order=1).rule_words
    assert said.startswith(f"cần {rows[0][4]}/7 (")
    assert "có 6: đạt. Căn cứ: " in said
    assert sealed.sealed_by == cast.standing
    assert Notice.objects.filter(user=cast.contact, text__contains="đã chốt kết quả").exists()
    assert [item.order for item in carried(sealed)] == [1, 2, 3]


def test_nothing_is_sealed_before_both_have_entered(cast: Cast) -> None:
    meeting = make_sitting(cast, state=MeetingState.COUNTING)
    with pytest.raises(DomainError, match="Chưa đủ hai lần nhập"):
        seal(cast, meeting)
    count_all(meeting, cast.standing, 1, YES, 7)
    with pytest.raises(DomainError, match="Chưa đủ hai lần nhập"):
        seal(cast, meeting)
    assert carried(meeting) == []


def test_a_recount_asks_why_keeps_what_was_and_begins_anew(cast: Cast) -> None:
    sealed = counted(cast, make_sitting(cast, state=MeetingState.COUNTING), YES)
    with pytest.raises(DomainError, match="Ghi lý do kiểm phiếu lại"):
        recount(actor=cast.standing, meeting=sealed, reason=" ", seen=sealed.version)

    opened = recount(actor=cast.standing, meeting=sealed, reason="Còn một phiếu chưa đếm", seen=sealed.version)

    assert (opened.state, opened.recount_reason) == (MeetingState.COUNTING, "Còn một phiếu chưa đếm")
    assert not CountLine.objects.exists()
    assert set(opened.items.values_list("yes", "passed", "rule_words")) == {(None, None, "")}
    kept = AuditEntry.objects.get(act="ballot.recount").detail["before"]
    assert [line[2:] for line in kept if line[0] == 1] == [[6, 0, 0], [7, 0, 0], [5, 1, 1]]
    counted(cast, opened, [(5, 1, 0), (7, 0, 0), (5, 1, 1)])


def test_votes_on_the_screen_are_not_counted_again(cast: Cast) -> None:
    meeting = make_sitting(cast, method=VoteMethod.SCREEN)
    cast_all(meeting, cast.contact)
    sealed = seal(cast, meeting)
    with pytest.raises(DomainError, match="do máy đếm"):
        recount(actor=cast.standing, meeting=sealed, reason="lý do", seen=sealed.version)


def test_a_person_picks_among_equals_the_law_prefers_and_it_is_minuted(cast: Cast) -> None:
    woman = make_person("Vi Thị Hoa", cast.division, sex=Sex.FEMALE)
    man = make_person("Nông Văn Lâm", cast.division, sex=Sex.MALE)
    dossiers = [make_ready(cast, "LDTT", person=person) for person in (man, woman)]
    council = make_seated(cast, office_people(cast))
    meeting = make_meeting(cast, council, dossiers, state=MeetingState.COUNTING, round=dossiers[0].round)
    sealed = counted(cast, meeting, [(6, 1, 0), (6, 1, 0)])

    (group,) = equals_of(sealed.items.order_by("order"), preference())
    assert (group.votes, [(str(one.item.nomination.subject), one.preferred) for one in group.tied]) == (
        6,
        [("Vi Thị Hoa", True), ("Nông Văn Lâm", False)],
    )
    assert over_places(sealed.items.all(), sealed) == []
    item = sealed.items.get(order=1)
    with pytest.raises(DomainError, match="Ghi lý do chọn"):
        pick(actor=cast.standing, item=item, picked=False, reason="")
    pick(actor=cast.standing, item=item, picked=False, reason="Bằng phiếu, còn một suất, ưu tiên nữ.")
    assert [one.order for one in carried(sealed)] == [2]
    paper = MeetingPaper(meeting=sealed, kind=PaperOfMeeting.MINUTES, written_by=cast.standing)
    assert "không đề nghị lần này. Lý do: Bằng phiếu, còn một suất, ưu tiên nữ." in words(printed_paper(paper))


def test_what_did_not_pass_is_not_picked(cast: Cast) -> None:
    sealed = counted(cast, make_sitting(cast, state=MeetingState.COUNTING), [(6, 0, 0), (1, 6, 0), (5, 1, 1)])
    with pytest.raises(DomainError, match="không đủ số phiếu"):
        pick(actor=cast.standing, item=sealed.items.get(order=2), picked=True, reason="muốn vậy")


def test_what_another_meeting_has_taken_up_since_is_not_brought_back(cast: Cast) -> None:
    meeting = counted(cast, make_sitting(cast, state=MeetingState.COUNTING), [(1, 5, 0), (7, 0, 0), (5, 1, 1)])
    failed = meeting.items.get(order=1)
    assert failed.nomination
    other = make_meeting(cast, meeting.council, [failed.nomination])

    with pytest.raises(DomainError, match="đã được đưa vào phiên họp khác"):
        recount(actor=cast.standing, meeting=meeting, reason="Đếm nhầm.", seen=meeting.version)

    other.items.all().delete()
    again = recount(actor=cast.standing, meeting=meeting, reason="Đếm nhầm.", seen=meeting.version)
    assert again.state == MeetingState.COUNTING


def test_initiatives_are_voted_on_by_their_own_council(cast: Cast) -> None:
    council = make_seated(cast, office_people(cast), "initiative", symbol="HĐSK")
    meeting = make_meeting(cast, council, make_works(cast), method=VoteMethod.SCREEN)
    for user in voters(cast):
        cast_all(meeting, user)
    sealed = seal(cast, meeting)
    assert list(sealed.items.order_by("order").values_list("yes", "base")) == [(6, 7), (6, 7)]


# -- Papers ------------------------------------------------------------------------------------------------------------


def minutes(cast: Cast, meeting: Meeting, **parts: str) -> MeetingPaper:
    return papers.write_paper(
        actor=cast.standing,
        meeting=meeting,
        kind=PaperOfMeeting.MINUTES,
        parts=parts,
        ends_at=dt.time(16, 30),
        seen=getattr(MeetingPaper.objects.filter(meeting=meeting, kind="minutes").first(), "version", 0),
    )


def test_minutes_are_written_corrected_with_a_trace_numbered_and_close_the_meeting(cast: Cast) -> None:
    meeting = make_sitting(cast, state=MeetingState.COUNTING, absent=[cast.clerk.person])
    sealed = counted(cast, meeting, [(5, 0, 0), (6, 0, 0), (5, 1, 0)], ballots=6)
    first = minutes(cast, sealed, conclusion="Giao thường trực hoàn thiện hồ sơ.")
    with pytest.raises(EditConflict):
        papers.write_paper(actor=cast.standing, meeting=sealed, kind="minutes", parts={}, seen=first.version + 3)
    second = minutes(cast, sealed, conclusion="Giao thường trực hoàn thiện hồ sơ trước ngày 10/6.")
    told = papers.history_of(second, {"conclusion": "kết luận của chủ tọa"})
    assert [one.changed for one in told] == ["sửa kết luận của chủ tọa", "lập"]

    papers.ask_number(actor=cast.standing, paper=second, seen=second.version)
    assert Notice.objects.filter(user=cast.clerk, text__contains="chờ ghi số và ngày").exists()
    issued = papers.number_paper(
        actor=cast.clerk, paper=second, number=1, issued_on=dt.date(2026, 6, 5), seen=second.version
    )

    assert (issued.symbol_line, issued.series, issued.signer) == (
        "01/BB-HĐTĐKT",
        "BB-HĐTĐKT",
        cast.leader.get_full_name(),
    )
    assert Meeting.objects.get(pk=meeting.pk).state == MeetingState.MINUTED
    with pytest.raises(DomainError, match="đã có số"):
        minutes(cast, sealed, conclusion="sửa nữa")
    text = words(printed_paper(MeetingPaper.objects.get(pk=second.pk), number=1, issued_on=dt.date(2026, 6, 5)))
    for said in ("14 giờ 00 phút", "16 giờ 30 phút", "vắng: đi công tác", "có mặt 6/7", "phát ra: 06; thu về: 06"):
        assert said in text


def test_the_tally_record_has_no_number_and_minutes_wait_for_the_result(cast: Cast) -> None:
    meeting = make_sitting(cast, state=MeetingState.COUNTING)
    with pytest.raises(DomainError, match="sau khi chốt kết quả"):
        minutes(cast, meeting)
    sealed = counted(cast, meeting, YES)
    paper = papers.write_paper(actor=cast.standing, meeting=sealed, kind="tally", parts={}, seen=0)
    with pytest.raises(DomainError, match="không có số"):
        papers.number_paper(actor=cast.clerk, paper=paper, number=1, issued_on=dt.date(2026, 6, 5), seen=paper.version)
    printed = printed_paper(paper)
    assert (printed.header.number, printed.recipients) == ("", ())
    assert [one.title for one in printed.signatures] == ["NGƯỜI KIỂM PHIẾU", "NGƯỜI KIỂM PHIẾU", "CHỦ TỌA"]


def test_numbers_are_the_clerks_and_of_the_councils_own_series(cast: Cast) -> None:
    sealed = counted(cast, make_sitting(cast, state=MeetingState.COUNTING), YES)
    paper = minutes(cast, sealed)
    facts = {"paper": paper, "number": 1, "seen": paper.version}
    with pytest.raises(NotAllowed):
        papers.number_paper(actor=cast.standing, issued_on=dt.date(2026, 6, 5), **facts)
    with pytest.raises(DomainError, match="trước ngày họp"):
        papers.number_paper(actor=cast.clerk, issued_on=dt.date(2026, 6, 4), **facts)
    sealed.council.symbol = ""
    sealed.council.save()
    with pytest.raises(DomainError, match="chưa có ký hiệu văn bản"):
        papers.number_paper(
            actor=cast.clerk,
            paper=MeetingPaper.objects.get(pk=paper.pk),
            number=1,
            issued_on=dt.date(2026, 6, 5),
            seen=paper.version,
        )
    assert not IssuedPaper.objects.exists()


def test_an_invitation_is_drawn_before_anything_was_counted(cast: Cast) -> None:
    meeting = make_sitting(cast, state=MeetingState.PREPARING)
    paper = papers.write_paper(
        actor=cast.standing, meeting=meeting, kind="invitation", parts={"office_title": "GIÁM ĐỐC"}, seen=0
    )
    printed = printed_paper(paper)
    assert printed.kind == "GIẤY MỜI"
    assert printed.header.number.startswith("Số:        /GM-HĐTĐKT")
    assert (printed.signatures[0].title, printed.signatures[0].name) == (
        "TM. HỘI ĐỒNG\nCHỦ TỊCH",
        "GIÁM ĐỐC\nNông Đức Dũng",
    )
    assert "Chủ trì: Nông Đức Dũng." in words(printed)


def test_facts_of_a_screen_vote_say_how_many_voted(cast: Cast) -> None:
    meeting = make_sitting(cast, method=VoteMethod.SCREEN)
    cast_all(meeting, cast.contact)
    sealed = seal(cast, meeting)
    facts: MeetingFacts = facts_of(MeetingPaper(meeting=sealed, kind="minutes", written_by=cast.standing))
    assert facts.ballots == "Số người được bỏ phiếu: 07; đã bỏ phiếu: 01."
    assert [line.carried for line in facts.votes] == [False] * 3
    assert AgendaItem.objects.filter(passed=True).count() == 0
