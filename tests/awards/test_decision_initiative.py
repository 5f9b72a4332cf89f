"""A recognised initiative changes only by a later decision, too: amended, or revoked so that it counts for nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from awards.models import Decision, DecisionState, Initiative, InitiativeState
from awards.rules.revocation import GROUNDS
from awards.services import decision as writing
from awards.services import decision_change as change
from awards.services.decision_document import printed_decision
from awards.services.decision_way import what_to_look_at
from awards.services.facts import facts_of_people
from plans.errors import DomainError
from plans.models import AuditEntry, Confidence, Plan
from tests.awards.council_factory import make_council, make_meeting
from tests.awards.decision_factory import SIGNER, bring
from tests.awards.initiative_factory import make_initiative
from tests.factory import Cast
from tests.web.clock import set_clock

ISSUED = DecisionState.ISSUED
WORDS = {"ground": "not_author", "ground_words": "Kết luận số 01 ngày 06/6/2026"}


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 6, 10, 9))


@pytest.fixture
def work(cast: Cast) -> Initiative:
    return make_initiative(cast.member, state=InitiativeState.SCORED)


@pytest.fixture
def recognised(cast: Cast, work: Initiative) -> Decision:
    meeting = make_meeting(make_council(5, "initiative"), cast.standing, [work], state="results")
    meeting.items.update(passed=True)
    items = list(meeting.items.values_list("pk", flat=True))
    made = writing.draft_from_meeting(actor=cast.standing, meeting=meeting, items=items)
    Decision.objects.filter(pk=made.pk).update(**SIGNER)
    return bring(cast, Decision.objects.get(pk=made.pk), ISSUED)


def counted(work: Initiative) -> list[str]:
    author = work.authors.get()
    assert author.person_id is not None
    facts = facts_of_people([author.person_id], upto_year=2026)[author.person_id]
    return [one.key for one in (facts.works or ())]


def test_revoked_by_a_later_decision_it_counts_for_nothing(cast: Cast, work: Initiative, recognised: Decision) -> None:
    before = counted(work)
    line = recognised.lines.get()

    made = change.draft_revocation(actor=cast.standing, decision=recognised, lines=[line.pk], **WORDS)
    later = bring(cast, made, ISSUED, number=16)
    work.refresh_from_db()
    found = work.recognitions.get()

    assert before == [str(work.pk)]
    assert (work.state, counted(work)) == (InitiativeState.REVOKED, [])
    assert (found.revoked_number, found.number) == ("16/QĐ-SNgV", "15/QĐ-SNgV")
    assert (later.amends, later.base_salary) == (recognised, None)
    assert AuditEntry.objects.filter(act="initiative.revoke").count() == 1
    assert not change.lines_to_change(recognised).exists()


def test_amended_it_keeps_the_day_of_the_first_decision(cast: Cast, work: Initiative, recognised: Decision) -> None:
    made = change.draft_amendment(actor=cast.standing, decision=recognised, lines=[recognised.lines.get().pk])
    values = {"printed_name": "Tên đã sửa", "printed_about": "", "achievement": "", "scope": "province"}
    change.save_line(actor=cast.standing, line=made.lines.get(), values=values, seen=made.version)

    later = bring(cast, Decision.objects.get(pk=made.pk), ISSUED, number=16)
    found = work.recognitions.get()

    assert (found.number, found.scope, found.revoked_on) == ("15/QĐ-SNgV", "province", None)
    assert Initiative.objects.get(pk=work.pk).state == InitiativeState.RECOGNISED
    listed = str(printed_decision(later).annexes)
    assert "Sửa tên sáng kiến “Sổ tay điện tử đón tiếp đoàn” thành “Tên đã sửa”." in listed
    assert "Sửa phạm vi hiệu quả “Cơ sở” thành “Trong tỉnh”." in listed
    assert [words for words in what_to_look_at(later) if "về sáng kiến" in words] == []


def test_the_grounds_are_those_of_what_is_revoked(cast: Cast, recognised: Decision) -> None:
    lines = [recognised.lines.get().pk]

    with pytest.raises(DomainError, match="Chọn căn cứ"):
        change.draft_revocation(
            actor=cast.standing, decision=recognised, lines=lines, ground="fraud", ground_words="Kết luận"
        )

    assert all(ground.citation and ground.confidence in Confidence.values for ground in GROUNDS)
