"""Councils: their terms, seats and working rules; what they vote by, and where each share comes from."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from awards.models import Council, CouncilKind, CouncilSeat, RuleKind, SeatRole, WorkingRule
from awards.rules.votes import needed
from awards.services import council as service
from awards.services.rulebook import current_rulebook
from awards.services.working_rules import rules_of
from plans.errors import DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, Confidence
from tests.awards.council_factory import make_council, make_meeting, make_rule
from tests.emulation.catalogue_factory import make_title
from tests.factory import Cast, make_person

TODAY = dt.date(2026, 6, 5)
SHARE = {"kind": RuleKind.THRESHOLD, "numerator": 2, "denominator": 3, "source": "Quy chế, Điều 6", "confidence": "A"}


def council_values(**values: Any) -> dict[str, Any]:
    facts = {"kind": CouncilKind.EMULATION, "name": "Hội đồng TĐKT Sở", "term_from": dt.date(2026, 1, 1)}
    return {**facts, "term_to": None, **values}


def seat_values(cast: Cast, **values: Any) -> dict[str, Any]:
    facts = {"person": make_person("Nông Văn Sáu"), "role": SeatRole.MEMBER, "order": 9, "from_on": TODAY}
    return {**facts, "to_on": None, "stands_in_for": None, **values}


def test_a_council_is_entered_with_its_term_and_two_of_a_kind_never_meet(cast: Cast) -> None:
    made = service.save_council(actor=cast.standing, council=None, values=council_values(term_to=dt.date(2026, 6, 30)))

    with pytest.raises(DomainError, match="Ghi ngày hết nhiệm kỳ"):
        service.save_council(actor=cast.standing, council=None, values=council_values(term_from=TODAY))
    service.save_council(actor=cast.standing, council=None, values=council_values(term_from=dt.date(2026, 7, 1)))
    service.save_council(actor=cast.standing, council=None, values=council_values(kind=CouncilKind.INITIATIVE))

    assert Council.objects.count() == 3
    assert AuditEntry.objects.filter(act="council.enter", object_id=str(made.pk)).exists()


def test_only_the_standing_office_keeps_councils(cast: Cast) -> None:
    council = make_council(3)

    for user in (cast.member, cast.contact, cast.leader, cast.clerk, cast.admin):
        with pytest.raises(NotAllowed):
            service.save_council(actor=user, council=council, values=council_values(), seen=council.version)
        with pytest.raises(NotAllowed):
            service.save_seat(actor=user, council=council, seat=None, values=seat_values(cast))


def test_two_who_edit_are_told(cast: Cast) -> None:
    council = make_council(3)
    service.save_council(
        actor=cast.standing, council=council, values=council_values(name="Hội đồng mới"), seen=council.version
    )

    with pytest.raises(EditConflict):
        service.save_council(actor=cast.standing, council=council, values=council_values(), seen=council.version)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"to_on": dt.date(2026, 5, 1)}, "Ngày thôi ở trước ngày vào"),
        ({"role": SeatRole.CHAIR}, "đang có Chủ tịch"),
    ],
)
def test_a_seat_that_cannot_be_is_refused(cast: Cast, values: dict[str, Any], words: str) -> None:
    council = make_council(3)

    with pytest.raises(DomainError, match=words):
        service.save_seat(actor=cast.standing, council=council, seat=None, values=seat_values(cast, **values))


def test_nobody_sits_twice_and_a_substitute_stands_in_for_a_member(cast: Cast) -> None:
    council = make_council(3)
    first, second = council.seats.all()[:2]
    other = make_council(2, CouncilKind.INITIATIVE)

    with pytest.raises(DomainError, match="đã ở trong hội đồng"):
        service.save_seat(
            actor=cast.standing, council=council, seat=None, values=seat_values(cast, person=first.person)
        )
    with pytest.raises(DomainError, match="thành viên chính thức"):
        service.save_seat(
            actor=cast.standing,
            council=council,
            seat=None,
            values=seat_values(cast, stands_in_for=other.seats.first()),
        )
    made = service.save_seat(
        actor=cast.standing, council=council, seat=None, values=seat_values(cast, stands_in_for=second)
    )

    assert CouncilSeat.objects.on(TODAY).voting().filter(council=council).count() == 3
    assert made.stands_in_for == second


def test_members_and_rules_stand_still_while_a_meeting_is_under_way(cast: Cast) -> None:
    council = make_council(3)
    make_meeting(council, cast.standing, state="roll")

    with pytest.raises(DomainError, match="đang diễn ra"):
        service.save_seat(actor=cast.standing, council=council, seat=None, values=seat_values(cast))
    with pytest.raises(DomainError, match="đang diễn ra"):
        service.save_working_rule(actor=cast.standing, council=council, rule=None, values=SHARE)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"source": " "}, "Ghi căn cứ"),
        ({"numerator": 4}, "Tỷ lệ là một phân số"),
        ({"numerator": None}, "Tỷ lệ là một phân số"),
        ({"numerator": 3, "is_more_than": True}, "Không thể quá toàn bộ"),
        ({"kind": RuleKind.WRITTEN}, "Chọn có hay không"),
        ({"confidence": "X"}, "mức tin cậy"),
    ],
)
def test_a_rule_without_a_source_or_a_share_is_refused(cast: Cast, values: dict[str, Any], words: str) -> None:
    with pytest.raises(DomainError, match=words):
        service.save_working_rule(actor=cast.standing, council=make_council(3), rule=None, values={**SHARE, **values})
    assert not WorkingRule.objects.exists()


def test_a_rule_stands_once_and_taken_off_the_common_one_holds_again(cast: Cast) -> None:
    council = make_council(9)
    rule = service.save_working_rule(actor=cast.standing, council=council, rule=None, values=SHARE)
    with pytest.raises(DomainError, match="đã có trong quy chế"):
        service.save_working_rule(actor=cast.standing, council=council, rule=None, values=SHARE)
    own = rules_of(council, current_rulebook(), on=TODAY).threshold()

    service.remove_working_rule(actor=cast.standing, rule=rule, seen=rule.version)
    usual = rules_of(council, current_rulebook(), on=TODAY).threshold()

    assert (own.share.words, own.is_own, own.source) == ("≥ 2/3 tổng số thành viên", True, "Quy chế, Điều 6")
    assert (usual.share.words, usual.is_own) == ("quá nửa tổng số thành viên", False)
    assert usual.source
    assert WorkingRule.history.count() >= 2


def test_the_own_rule_of_an_honour_comes_before_the_laws(cast: Cast) -> None:
    council, book = make_council(9), current_rulebook()
    title = make_title("CSTDCS")
    law = rules_of(council, book, on=TODAY).threshold("CSTDCS")
    make_rule(council, RuleKind.THRESHOLD, (9, 10), title=title)
    own = rules_of(council, book, on=TODAY).threshold("CSTDCS")

    assert law.share.words == "≥ 80 % tổng số thành viên"
    assert needed(law.share, 9) == 8
    assert law.source
    assert law.confidence in Confidence.values
    assert own.share.words == "≥ 90 % tổng số thành viên"
    assert own.is_own


def test_every_answer_of_a_council_without_rules_says_where_it_is_from(cast: Cast) -> None:
    for kind in CouncilKind:
        rules = rules_of(make_council(5, kind), current_rulebook(), on=TODAY)
        said = (rules.quorum, rules.quorum_for_awards, rules.threshold(), rules.counts_written, rules.nominee_in_base)
        assert all(one.source and one.confidence in Confidence.values for one in said), kind
