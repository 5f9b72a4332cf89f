"""Letters on results: drafted once for a whole decision, with reasons of the record, sent to whom they concern."""

from __future__ import annotations

import datetime as dt

import pytest

from awards.models import AgendaItem, Decision, DecisionState, Meeting, OutcomeLetter, RuleKind, VoteMethod
from awards.rules.outcome_words import GAP
from awards.services import decision_change as change
from awards.services import outcome_letter as service
from awards.services.outcome_letter import Source
from plans.errors import AlreadyDone, DomainError, EditConflict
from plans.models import AuditEntry, Confidence, Notice, Person, Plan, Role
from tests.awards.council_factory import make_rule
from tests.awards.decision_factory import bring, make_decision
from tests.awards.nomination_factory import make_nomination, make_quota
from tests.awards.outcome_factory import draft_of, make_held, make_proposed, make_told, send
from tests.awards.record_factory import make_discipline, make_hold
from tests.emulation.catalogue_factory import make_commendation
from tests.factory import Cast, make_person, make_user
from tests.web.clock import set_clock

State = OutcomeLetter.State


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 6, 10, 9))


def fresh(letter: OutcomeLetter) -> OutcomeLetter:
    return OutcomeLetter.objects.get(pk=letter.pk)


def member_of(cast: Cast) -> Person:
    assert cast.member.person is not None
    return cast.member.person


def amended(cast: Cast, decision: Decision) -> Decision:
    line = decision.lines.earliest("order")
    made = change.draft_amendment(actor=cast.standing, decision=decision, lines=[line.pk])
    return bring(cast, made, DecisionState.ISSUED, number=16)


def test_one_draft_for_everybody_once(cast: Cast) -> None:
    decision, letters = make_told(cast, granted=2, refused=1)

    assert [(one.granted, one.state) for one in letters] == [
        (True, State.WAITING),
        (True, State.WAITING),
        (False, State.WAITING),
    ]
    assert "tại Quyết định số 15/QĐ-SNgV ngày 05/06/2026" in letters[0].text
    with pytest.raises(DomainError, match="Không còn ai"):
        service.draft_letters(actor=cast.standing, source=Source(decision=decision))
    assert OutcomeLetter.objects.count() == AuditEntry.objects.filter(act="outcome.draft").count() == 3


def test_a_double_click_does_nothing_twice(cast: Cast) -> None:
    meeting = make_held(cast, (), [make_proposed(cast)])
    source = Source(meeting=meeting)
    (letter,) = service.draft_letters(actor=cast.standing, source=source, key="once")

    with pytest.raises(AlreadyDone):
        service.draft_letters(actor=cast.standing, source=source, key="once")
    service.send_letters(actor=cast.standing, seen={letter.pk: letter.version}, key="sent")
    with pytest.raises(AlreadyDone):
        service.send_letters(actor=cast.standing, seen={letter.pk: letter.version}, key="sent")

    assert AuditEntry.objects.filter(act="outcome.send").count() == 1


@pytest.mark.parametrize("method", [VoteMethod.PAPER, VoteMethod.SCREEN])
def test_numbers_of_secret_ballots_are_for_who_may_open_the_results(cast: Cast, method: str) -> None:
    sitting = make_person("Người trong hội đồng")
    make_user("trong-hoi-dong", Role.MEMBER, person=sitting)
    refused = [make_proposed(cast, member_of(cast)), make_proposed(cast, sitting)]
    meeting = make_held(cast, (), refused, method=method, people=[sitting])

    untold, told = draft_of(cast, meeting)

    assert "có 7" not in untold.text
    assert "chưa đạt tỷ lệ cần có (≥ 80 % tổng số thành viên)" in untold.text
    assert "cần 8/9 (≥ 80 % tổng số thành viên), có 7: chưa đạt" in told.text


def test_hands_are_seen_and_a_unit_is_never_told_of_secret_ballots(cast: Cast) -> None:
    on_unit = make_nomination(cast.standing, unit=cast.division, commendation=make_commendation("GK"), state="eligible")
    contact = cast.contact.person
    assert contact is not None

    (by_hands,) = draft_of(cast, make_held(cast, (), [make_proposed(cast)], method=VoteMethod.HANDS))
    (of_unit,) = draft_of(cast, make_held(cast, (), [on_unit], people=[contact]))

    assert "có 7: chưa đạt" in by_hands.text
    assert "có 7" not in of_unit.text


@pytest.mark.parametrize("confidence", [Confidence.READ, Confidence.MEMORY])
def test_the_rule_of_the_council_is_cited_where_somebody_read_it(cast: Cast, confidence: str) -> None:
    meeting = make_held(cast, (), [make_proposed(cast)])
    title = meeting.items.get().nomination.title  # type: ignore[union-attr]
    make_rule(meeting.council, RuleKind.THRESHOLD, (4, 5), confidence=confidence, title=title)

    (letter,) = draft_of(cast, meeting)

    assert ("Căn cứ: Quy chế làm việc, Điều 5." in letter.text) == (confidence == Confidence.READ)


def test_places_used_up_and_the_chairs_reason(cast: Cast) -> None:
    first, second = make_proposed(cast), make_proposed(cast)
    make_quota(first.round, number=1, title=first.title)
    meeting = make_held(cast, [first, second], with_round=True)
    last = meeting.items.get(nomination=second)
    last.picked, last.pick_reason = False, "Chọn người có sáng kiến cấp tỉnh."
    last.save()

    (letter,) = draft_of(cast, meeting)

    assert letter.item == last
    assert "Chọn người có sáng kiến cấp tỉnh. Đợt xét có 01 suất" in letter.text


@pytest.mark.parametrize("what", ["hold", "discipline"])
def test_what_hangs_on_a_hold_or_a_discipline_does_not_leak(cast: Cast, what: str) -> None:
    """Neither the chair's words nor those of a return, nor a finding, tell of what the reader may not know."""
    person = member_of(cast)
    picked_away = make_proposed(cast, person)
    returned = make_nomination(
        cast.standing, person=person, commendation=make_commendation("GK"), return_reason="Đang bị xem xét đơn thư."
    )
    if what == "hold":
        make_hold(person, cast.standing, since=dt.date(2026, 1, 12))
    else:
        make_discipline(person, cast.standing, decided_on=dt.date(2025, 12, 1), ends_on=dt.date(2026, 12, 1))
    meeting = make_held(cast, [picked_away], with_round=True)
    meeting.items.update(picked=False, pick_reason="Đang bị xem xét đơn thư.")

    texts = {one.nomination_id: one.text for one in draft_of(cast, meeting, with_left_out=True)}

    assert set(texts) == {picked_away.pk, returned.pk}
    for text in texts.values():
        assert "đơn thư" not in text
        assert "kỷ luật" not in text.lower()
        assert "tạm dừng" not in text.lower()
    assert GAP in texts[picked_away.pk]


def test_a_dossier_left_out_is_told_the_findings_not_met(cast: Cast) -> None:
    stayed = make_nomination(cast.contact, person=member_of(cast), title=make_proposed(cast).title, state="submitted")
    meeting = make_held(cast, [make_proposed(cast)], with_round=True)

    with pytest.raises(DomainError, match="Không còn ai"):
        draft_of(cast, meeting)
    (letter,) = draft_of(cast, meeting, with_left_out=True)

    assert (letter.nomination, letter.item, letter.line) == (stayed, None, None)
    assert "không được trình hội đồng" in letter.text


def test_what_an_examiner_wrote_is_told_where_nothing_private_speaks(cast: Cast) -> None:
    person = member_of(cast)
    make_nomination(
        cast.standing, person=person, commendation=make_commendation("GK"), return_reason="Thiếu minh chứng."
    )
    meeting = make_held(cast, [make_proposed(cast)], with_round=True)

    (letter,) = draft_of(cast, meeting, with_left_out=True)

    assert "Ý kiến thẩm định khi trả lại hồ sơ: Thiếu minh chứng." in letter.text


def test_an_open_place_is_filled_before_it_goes(cast: Cast) -> None:
    meeting = make_held(cast, (), [make_proposed(cast, member_of(cast))])
    meeting.items.update(rule_words="không có phiếu nào")
    (letter,) = draft_of(cast, meeting)

    with pytest.raises(DomainError, match="chưa điền"):
        send(cast, letter)
    text = letter.text.replace(GAP, "hội đồng hết giờ, chưa biểu quyết")
    service.save_letter(actor=cast.standing, letter=letter, text=text, seen=letter.version)
    sent = send(cast, letter)

    assert (sent.state, sent.sent_at is not None) == (State.SENT, True)
    with pytest.raises(DomainError, match="đã gửi nên giữ nguyên"):
        service.save_letter(actor=cast.standing, letter=sent, text="khác", seen=sent.version)
    (other,) = draft_of(cast, make_held(cast, (), [make_proposed(cast)]))
    with pytest.raises(EditConflict):
        service.save_letter(actor=cast.standing, letter=other, text="khác", seen=other.version - 1)


def test_it_reaches_the_person_alone_and_of_a_unit_its_contact(cast: Cast) -> None:
    on_unit = make_nomination(cast.standing, unit=cast.division, commendation=make_commendation("GK"), state="eligible")
    letters = draft_of(cast, make_held(cast, (), [make_proposed(cast, member_of(cast)), on_unit]))
    before = OutcomeLetter.objects.visible_to(cast.member).count()

    seen = {one.pk: one.version for one in letters}
    assert service.send_letters(actor=cast.standing, seen=seen) == 2

    told = {notice.user_id: notice.url for notice in Notice.objects.filter(key__startswith="outcome.send")}
    assert told == {cast.member.pk: service.page_of(letters[0]), cast.contact.pk: service.page_of(letters[1])}
    assert before == 0
    found = {
        role: [*OutcomeLetter.objects.visible_to(cast.user(role)).order_by("pk")] for role in ("member", "contact")
    }
    assert found == {"member": letters[:1], "contact": letters[1:]}
    for role in ("clerk", "stranger", "admin"):
        assert not OutcomeLetter.objects.visible_to(cast.user(role)).exists()


def test_nobody_words_or_sees_the_own_one_before_it_is_sent(cast: Cast) -> None:
    own = make_proposed(cast, cast.standing.person)
    meeting = make_held(cast, (), [own])

    with pytest.raises(DomainError, match="Không còn ai"):
        draft_of(cast, meeting)
    (letter,) = service.draft_letters(actor=cast.leader, source=Source(meeting=meeting))
    assert not OutcomeLetter.objects.visible_to(cast.standing).exists()
    with pytest.raises(DomainError, match="không ai thông báo cho chính mình"):
        send(cast, letter)
    service.send_letter(actor=cast.leader, letter=fresh(letter), seen=fresh(letter).version)

    assert OutcomeLetter.objects.visible_to(cast.standing).count() == 1


def test_others_may_not(cast: Cast) -> None:
    (letter,) = draft_of(cast, make_held(cast, (), [make_proposed(cast)]))

    for user in (cast.contact, cast.clerk, cast.member, cast.admin, cast.leader):
        with pytest.raises(DomainError, match="Thường trực TĐKT thông báo"):
            service.send_letter(actor=user, letter=letter, seen=letter.version)
        with pytest.raises(DomainError):
            service.drop_letter(actor=user, letter=letter, reason="thử", seen=letter.version)


def test_where_one_may_not_go_none_does(cast: Cast) -> None:
    meeting = make_held(cast, (), [make_proposed(cast), make_proposed(cast)])
    letters = draft_of(cast, meeting)
    OutcomeLetter.objects.filter(pk=letters[1].pk).update(text=f"Lý do: {GAP}.")

    with pytest.raises(DomainError, match="Chưa gửi thông báo nào"):
        service.send_letters(actor=cast.standing, seen={one.pk: one.version for one in letters})

    assert {one.state for one in OutcomeLetter.objects.all()} == {State.WAITING}


def test_a_later_decision_voids_what_waits_and_marks_what_was_sent(cast: Cast) -> None:
    waits, (letter, _) = make_told(cast)
    later = amended(cast, waits)
    gone = OutcomeLetter.objects.with_change().get(pk=letter.pk)

    assert (gone.state, getattr(gone, "later", None)) == (State.VOID, later.pk)
    assert "16/QĐ-SNgV" in gone.void_reason
    (correcting,) = service.draft_letters(actor=cast.standing, source=Source(decision=later))
    assert "sửa đổi Quyết định số 15/QĐ-SNgV" in correcting.text


def test_one_sent_before_is_told_and_corrected_by_the_later_one(cast: Cast) -> None:
    decision, (letter, other) = make_told(cast)
    send(cast, letter)
    later = amended(cast, decision)
    sent = OutcomeLetter.objects.with_change().get(pk=letter.pk)

    assert (sent.state, getattr(sent, "later_number", "")) == (State.SENT, "16/QĐ-SNgV")
    assert getattr(OutcomeLetter.objects.with_change().get(pk=other.pk), "later", None) is None
    assert Source(decision=decision).pending() == ([], [])
    assert len(Source(decision=later).pending()[0]) == 1


def test_a_revocation_is_told_with_its_ground(cast: Cast) -> None:
    decision = make_decision(cast, DecisionState.ISSUED, meeting=make_held(cast, [make_proposed(cast)]))
    line = decision.lines.get()
    words = {"ground": "fraud", "ground_words": "Kết luận số 01 ngày 06/6/2026"}
    made = change.draft_revocation(actor=cast.standing, decision=decision, lines=[line.pk], **words)
    later = bring(cast, made, DecisionState.ISSUED, number=16)

    (letter,) = service.draft_letters(actor=cast.standing, source=Source(decision=later))

    assert not letter.granted
    assert "hủy bỏ kết quả tặng danh hiệu Chiến sĩ thi đua cơ sở" in letter.text
    assert "Gian dối trong kê khai công trạng, thành tích (Luật Thi đua, khen thưởng, Điều 93 khoản 2)" in letter.text
    assert "Kết luận số 01" in letter.text


def test_what_the_record_does_not_support_any_more_is_not_sent_but_dropped(cast: Cast) -> None:
    meeting = make_held(cast, (), [make_proposed(cast)])
    (letter,) = draft_of(cast, meeting)
    AgendaItem.objects.filter(meeting=meeting).update(passed=True)

    with pytest.raises(DomainError, match="Kết quả của hội đồng đã đổi"):
        send(cast, letter)
    with pytest.raises(DomainError, match="Ghi lý do bỏ"):
        service.drop_letter(actor=cast.standing, letter=letter, reason=" ", seen=letter.version)
    service.drop_letter(actor=cast.standing, letter=letter, reason="Đã kiểm phiếu lại.", seen=letter.version)
    AgendaItem.objects.filter(meeting=meeting).update(passed=False)

    assert fresh(letter).state == State.VOID
    assert len(draft_of(cast, Meeting.objects.get(pk=meeting.pk))) == 1


def test_what_another_meeting_has_before_it_is_not_told_as_refused(cast: Cast) -> None:
    refused = make_proposed(cast)
    meeting = make_held(cast, (), [refused])
    make_held(cast, [refused])

    with pytest.raises(DomainError, match="Không còn ai"):
        draft_of(cast, meeting)
