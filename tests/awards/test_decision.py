"""Decisions: drafted from what was carried, issued into the records, changed only by later ones; the money."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import HttpResponse

from awards.models import Award, Decision, DecisionKind, DecisionState, FundEntry, OutcomeLetter
from awards.services import decision as writing
from awards.services import decision_change as change
from awards.services import decision_way as way
from awards.services import reward
from awards.services.award_register import in_order, registered, totals
from awards.services.decision_document import payment_list, printed_decision
from awards.services.facts import facts_of_people
from awards.services.record_rows import read_record
from awards.services.vote_result import pick
from awards.views.upward_results import results_of
from plans.errors import DomainError, NotAllowed
from plans.models import Plan
from plans.papers.pdf import render_pdf
from plans.services.bin import restore
from tests.awards.council_factory import make_eligible
from tests.awards.decision_factory import ISSUED_ON, bring, make_carried, make_decision
from tests.awards.letter_factory import make_ready
from tests.factory import Cast
from tests.web.clock import set_clock
from tests.web.page import pdf_text

ISSUED = DecisionState.ISSUED


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 6, 10, 9))


def revoked(cast: Cast, decision: Decision) -> Decision:
    line = decision.lines.earliest("order")
    words = {"ground": "fraud", "ground_words": "Kết luận số 01 ngày 06/6/2026"}
    made = change.draft_revocation(actor=cast.standing, decision=decision, lines=[line.pk], **words)
    return bring(cast, made, ISSUED, number=16)


def test_a_draft_takes_what_was_carried_and_the_office_decides(cast: Cast) -> None:
    above = make_ready(cast)
    meeting = make_carried(cast, [*make_eligible(cast.standing, 3), above])
    last = meeting.items.order_by("order")[2]
    last.passed = False
    last.save()

    free = writing.free_items(meeting)
    draft = writing.draft_from_meeting(actor=cast.standing, meeting=meeting, items=[free[0].pk])

    assert [item.order for item in free] == [1, 2]
    assert [item.order for item in writing.free_items(meeting)] == [2]
    assert draft.abstract == "Về việc tặng danh hiệu Chiến sĩ thi đua cơ sở năm 2026"
    assert "Căn cứ Biên bản họp ngày 05 tháng 6 năm 2026" in draft.basis
    with pytest.raises(DomainError, match="quyết định khác"):
        writing.draft_from_meeting(actor=cast.standing, meeting=meeting, items=[free[0].pk])


def test_what_a_decision_names_is_not_put_back_and_a_draft_of_another_result_stays_in_the_bin(cast: Cast) -> None:
    meeting = make_carried(cast, make_eligible(cast.standing, 2))
    item = meeting.items.get(order=1)
    draft = writing.draft_from_meeting(actor=cast.standing, meeting=meeting, items=[item.pk])
    with pytest.raises(DomainError, match="Đã có quyết định nêu nội dung này"):
        pick(actor=cast.standing, item=item, picked=False, reason="nhường người khác")

    writing.remove_decision(actor=cast.standing, decision=draft)
    cast.standing.person, own = item.nomination.person, cast.standing.person
    with pytest.raises(NotAllowed, match="Không ai kết luận về chính mình"):
        pick(actor=cast.standing, item=item, picked=True, reason="tự chọn")
    cast.standing.person = own
    pick(actor=cast.standing, item=item, picked=False, reason="nhường người khác")
    with pytest.raises(DomainError, match="kết luận khác sau khi bỏ dự thảo"):
        restore(record=Decision.objects.get(pk=draft.pk), actor=cast.standing)


def test_issuing_writes_the_records_and_the_register(cast: Cast) -> None:
    decision = make_decision(cast, ISSUED)

    awards = Award.objects.filter(number="15/QĐ-SNgV", decided_on=ISSUED_ON)
    rows = registered(cast.standing, titles=True)

    assert awards.count() == 2
    assert set(decision.lines.values_list("award", flat=True)) == set(awards.values_list("pk", flat=True))
    assert totals(rows)["people"] == totals(rows)["lines"] == 2
    assert totals(rows)["money"] == 2 * (decision.base_salary or 0)
    assert {row[13] for row in in_order(rows)} == {decision.pk}
    assert registered(cast.standing, titles=False).count() == 0


def test_a_revoked_award_stays_struck_and_counts_for_nothing(cast: Cast) -> None:
    decision = make_decision(cast, ISSUED)
    line = decision.lines.earliest("order")
    person, code = line.person, line.title.code if line.title else ""
    assert person is not None

    later = revoked(cast, decision)
    award = Award.objects.get(pk=line.award_id)
    facts = facts_of_people([person.pk], upto_year=award.year)[person.pk]

    assert (award.revoked_on, award.revoked_number) == (ISSUED_ON, later.number)
    assert later.amends == decision
    assert [one.stands for one in read_record(person, user=cast.standing).awards] == [False]
    assert [one for one in facts.awards or () if one.code == code] == []
    assert ("person", person.pk, code) not in results_of(award.year)
    assert totals(registered(cast.standing, titles=True))["revoked"] == 1
    with pytest.raises(DomainError, match="còn hiệu lực"):
        change.draft_amendment(actor=cast.standing, decision=decision, lines=[line.pk])


def test_an_amendment_corrects_the_record_and_voids_letters_not_sent(cast: Cast) -> None:
    decision = make_decision(cast, ISSUED)
    line = decision.lines.earliest("order")
    letter = OutcomeLetter.objects.create(
        nomination=line.nomination, line=line, granted=True, text="Chúc mừng.", written_by=cast.standing
    )

    made = change.draft_amendment(actor=cast.standing, decision=decision, lines=[line.pk])
    values = {"printed_name": "Tên đã sửa", "printed_about": "", "achievement": "Thành tích đã sửa"}
    change.save_line(actor=cast.standing, line=made.lines.get(), values=values, seen=made.version)
    made = bring(cast, Decision.objects.get(pk=made.pk), ISSUED, number=16)
    award, letter = Award.objects.get(pk=line.award_id), OutcomeLetter.objects.get(pk=letter.pk)

    assert made.kind == DecisionKind.AMEND
    assert (award.number, award.achievement, award.revoked_on) == ("15/QĐ-SNgV", "Thành tích đã sửa", None)
    assert award.note == "Sửa đổi theo Quyết định 16/QĐ-SNgV ngày 05/06/2026."
    assert (letter.state, "16/QĐ-SNgV" in letter.void_reason) == (OutcomeLetter.State.VOID, True)


def test_the_words_of_an_issued_one_are_not_edited(cast: Cast) -> None:
    decision = make_decision(cast, ISSUED)

    with pytest.raises(DomainError, match="đã ban hành"):
        writing.save_decision(actor=cast.standing, decision=decision, values={}, seen=decision.version)


def test_the_order_of_lines_is_the_golden_book_number(cast: Cast) -> None:
    draft = make_decision(cast)
    first, second = draft.lines.order_by("order")

    writing.save_decision(
        actor=cast.standing, decision=draft, values={}, order=[second.pk, first.pk], seen=draft.version
    )

    assert list(draft.lines.order_by("order").values_list("pk", "order")) == [(second.pk, 1), (first.pk, 2)]


def test_not_before_the_meeting_and_not_with_a_stale_version(cast: Cast) -> None:
    decision = make_decision(cast, DecisionState.APPROVED)
    asked = {"actor": cast.clerk, "record": decision, "number": 3}

    with pytest.raises(DomainError, match="trước ngày họp"):
        way.PAPERS.issue(**asked, issued_on=dt.date(2026, 6, 4), seen=decision.version)
    with pytest.raises(DomainError, match="vừa được người khác sửa"):
        way.PAPERS.issue(**asked, issued_on=ISSUED_ON, seen=decision.version - 1)


def test_paying_marks_the_lines_once_and_enters_the_fund(cast: Cast) -> None:
    decision = make_decision(cast, ISSUED)

    paid = reward.pay(actor=cast.standing, decision=decision, paid_on=ISSUED_ON, seen=decision.version)
    entry = FundEntry.objects.get()

    assert reward.unpaid(paid) == []
    assert (entry.way, entry.amount, entry.decision) == ("out", 2 * (decision.base_salary or 0), decision)
    with pytest.raises(DomainError, match="Không còn dòng nào"):
        reward.pay(actor=cast.standing, decision=paid, paid_on=ISSUED_ON, seen=paid.version)


def test_the_papers_carry_names_numbers_and_the_sum_in_words(cast: Cast) -> None:
    decision = make_decision(cast, ISSUED)

    text = pdf_text(HttpResponse(render_pdf(printed_decision(decision), filed=False)))
    money = pdf_text(HttpResponse(render_pdf(payment_list(decision, reward.dues(decision)), filed=False)))

    assert "Điều 1." in text
    assert all(line.printed_name in text for line in decision.lines.all())
    assert "triệu" in money
