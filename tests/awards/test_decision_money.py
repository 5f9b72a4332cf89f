"""Reward money: paid once, taken back with a reason, what an amendment adds; who left, a fund that is short."""

from __future__ import annotations

import datetime as dt

import pytest

from awards.models import Decision, DecisionLine, DecisionState, FundEntry
from awards.services import decision_change as change
from awards.services import reward
from awards.services.fund import balance
from plans.errors import DomainError
from plans.models import AuditEntry, Plan
from tests.awards.decision_factory import ISSUED_ON, bring, make_decision
from tests.factory import Cast
from tests.web.clock import set_clock

ISSUED = DecisionState.ISSUED


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 6, 10, 9))


def pay(cast: Cast, decision: Decision) -> Decision:
    return reward.pay(actor=cast.standing, decision=decision, paid_on=ISSUED_ON, seen=decision.version)


def amended(cast: Cast, decision: Decision) -> Decision:
    line = decision.lines.earliest("order")
    made = change.draft_amendment(actor=cast.standing, decision=decision, lines=[line.pk])
    return bring(cast, made, ISSUED, number=16)


def test_a_payment_marked_by_mistake_is_taken_back_with_a_reason(cast: Cast) -> None:
    paid = pay(cast, make_decision(cast, ISSUED))
    spent = balance(2026)[2]

    with pytest.raises(DomainError, match="Ghi lý do"):
        reward.take_back_payment(actor=cast.standing, decision=paid, reason=" ", seen=paid.version)
    back = reward.take_back_payment(actor=cast.standing, decision=paid, reason="Ghi nhầm", seen=paid.version)

    assert spent > 0
    assert (balance(2026)[2], FundEntry.objects.count(), len(reward.unpaid(back))) == (0, 0, 2)
    assert "Ghi nhầm" in AuditEntry.objects.get(act="decision.pay_back").note
    with pytest.raises(DomainError, match="chưa ghi chi"):
        reward.take_back_payment(actor=cast.standing, decision=back, reason="Lần nữa", seen=back.version)


def test_not_before_the_decision_and_not_in_days_to_come(cast: Cast) -> None:
    decision = make_decision(cast, ISSUED)
    asked = {"actor": cast.standing, "decision": decision, "seen": decision.version}

    with pytest.raises(DomainError, match="trước ngày quyết định"):
        reward.pay(**asked, paid_on=dt.date(2026, 6, 4))
    with pytest.raises(DomainError, match="sau hôm nay"):
        reward.pay(**asked, paid_on=dt.date(2026, 6, 11))


def test_an_amended_line_is_not_paid_twice(cast: Cast) -> None:
    first = pay(cast, make_decision(cast, ISSUED))

    later = amended(cast, first)

    assert reward.unpaid(later) == []
    with pytest.raises(DomainError, match="Không còn dòng nào"):
        pay(cast, later)


def test_what_an_amendment_adds_is_paid_alone_and_stands_before_taking_back(cast: Cast) -> None:
    first = pay(cast, make_decision(cast, ISSUED))
    later = amended(cast, first)
    line = later.lines.get()
    DecisionLine.objects.filter(pk=line.pk).update(amount=(line.amount or 0) + 500_000)

    assert [due.left for due in reward.dues(later)] == [500_000]
    pay(cast, later)
    assert FundEntry.objects.get(decision=later).amount == 500_000
    first.refresh_from_db()
    with pytest.raises(DomainError, match="Bỏ ghi ở quyết định đó trước"):
        reward.take_back_payment(actor=cast.standing, decision=first, reason="Nhầm", seen=first.version)


def test_an_unpaid_line_that_was_amended_is_paid_by_the_later_decision(cast: Cast) -> None:
    first = make_decision(cast, ISSUED)

    later = amended(cast, first)

    assert [due.ends for due in reward.dues(first)] == ["chi theo Quyết định số 16/QĐ-SNgV", ""]
    assert len(reward.unpaid(first)) == len(reward.unpaid(later)) == 1


def test_what_was_paid_too_much_who_left_and_a_short_fund_are_said(cast: Cast) -> None:
    decision = make_decision(cast, ISSUED)
    first, second = decision.lines.order_by("order")
    assert second.person is not None
    second.person.is_active = False
    second.person.save()

    before = reward.warnings(reward.dues(decision), paying=1)
    paid = pay(cast, decision)
    DecisionLine.objects.filter(pk=first.pk).update(amount=100_000)
    later = amended(cast, paid)
    DecisionLine.objects.filter(pk=later.lines.get().pk).update(amount=40_000)

    assert [words for words in before if "không còn làm việc" in words and second.printed_name in words]
    assert any(words.startswith("Quỹ còn 0 đồng") for words in before)
    assert "thừa 60.000 đồng" in reward.warnings(reward.dues(later))[0]
