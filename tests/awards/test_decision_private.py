"""What came up since the council met is said before a decision goes on, and only to who may know of it."""

from __future__ import annotations

import datetime as dt

import pytest

from awards.models import Decision, DecisionKind, DecisionState
from awards.services import decision_change as change
from awards.services.decision_line import whom
from awards.services.decision_way import what_to_look_at
from plans.models import Plan, User
from tests.awards.council_factory import make_eligible
from tests.awards.decision_factory import make_carried, make_decision
from tests.awards.eligibility_factory import make_discipline, make_hold
from tests.factory import Cast
from tests.web.clock import set_clock


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 6, 10, 9))


def told(decision: Decision, reader: User) -> list[str]:
    return [words for words in what_to_look_at(decision, reader=reader) if words.endswith("Xem lại trước khi tặng.")]


def test_a_hold_and_a_discipline_since_the_council_are_told_to_who_may_know(cast: Cast) -> None:
    decision = make_decision(cast)
    first, second = decision.lines.select_related("person").order_by("order")
    assert told(decision, cast.leader) == []

    assert first.person is not None
    assert second.person is not None
    make_hold(first.person, cast.standing, since=dt.date(2026, 6, 8))
    make_discipline(second.person, cast.standing, decided_on=dt.date(2026, 6, 9), ends_on=None)

    why = (
        "tạm dừng xét, đang xác minh đơn thư khiếu nại, tố cáo từ 08/06/2026",
        "đang trong thời hạn kỷ luật cảnh cáo, quyết định 09/06/2026",
    )
    expected = [
        f"Dòng {line.order:02}, {line.printed_name}: {words}. Xem lại trước khi tặng."
        for line, words in zip((first, second), why, strict=True)
    ]
    assert told(decision, cast.standing) == told(decision, cast.leader) == expected
    assert told(decision, cast.clerk) == []
    assert what_to_look_at(decision, reader=cast.clerk) == what_to_look_at(decision)


def test_what_is_over_or_still_to_come_is_no_doubt_and_nobody_is_told_of_himself(cast: Cast) -> None:
    decision = make_decision(cast)
    first, second = decision.lines.select_related("person").order_by("order")
    assert first.person is not None
    assert second.person is not None
    make_hold(first.person, cast.standing, released_on=dt.date(2026, 6, 9), release_note="Không có vi phạm.")
    make_discipline(first.person, cast.standing)
    make_hold(first.person, cast.standing, since=dt.date(2026, 6, 11))
    make_hold(second.person, cast.standing)
    assert len(told(decision, cast.leader)) == 1

    User.objects.filter(pk=cast.leader.pk).update(person=second.person)

    assert told(decision, User.objects.get(pk=cast.leader.pk)) == []


def test_the_articles_name_people_only_where_only_people_are_listed(cast: Cast) -> None:
    meeting = make_carried(cast, make_eligible(cast.standing, 2))
    decision = make_decision(cast, DecisionState.ISSUED, meeting=meeting)
    lines = [line.pk for line in decision.lines.all()]

    amended = change.draft_amendment(actor=cast.standing, decision=decision, lines=lines[:1])
    revoked = change.draft_revocation(
        actor=cast.standing, decision=decision, lines=lines[1:], ground="fraud", ground_words="Kê khai gian dối"
    )

    assert (amended.kind, revoked.kind) == (DecisionKind.AMEND, DecisionKind.REVOKE)
    for made in (decision, amended, revoked):
        assert "tập thể" not in made.articles.casefold()
        assert "và cá nhân có tên tại Điều 1" in made.articles
    assert whom([None, 3]) == "tập thể, cá nhân"
    assert (whom([3]), whom([None])) == ("tập thể", "cá nhân")
