"""Decisions for tests: a meeting whose result is sealed, a draft made from it, brought to a state by who may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from awards.models import Decision, DecisionState, Initiative, Meeting, MeetingState, Nomination
from awards.services import decision as writing
from awards.services import decision_way as way
from awards.services.fund import save_fund_entry
from tests.awards.council_factory import make_council, make_eligible, make_meeting
from tests.factory import Cast

if TYPE_CHECKING:
    from tests.web.world import World

ISSUED_ON = dt.date(2026, 6, 5)
_WAY = (DecisionState.DRAFT, DecisionState.SUBMITTED, DecisionState.APPROVED, DecisionState.ISSUED)
SIGNER = {"signer_title": "GIÁM ĐỐC", "signer_name": "Nguyễn Văn An", "symbol": "QĐ-SNgV"}


def make_carried(
    cast: Cast, items: Sequence[Nomination | Initiative] = (), *, number: int = 2, fails: int = 0
) -> Meeting:
    """A sealed meeting that carried its items but the last ``fails``."""
    council = make_council(5)
    agenda = list(items) or make_eligible(cast.standing, number)
    meeting = make_meeting(council, cast.standing, agenda, state=MeetingState.RESULTS)
    last = meeting.items.count() - fails
    for place, item in enumerate(meeting.items.all()):
        item.passed = place < last
        item.rule_words = "cần 4/5 (≥ 80 % tổng số thành viên), có 5: đạt"
        item.save()
    return meeting


def make_decision(cast: Cast, state: str = DecisionState.DRAFT, *, meeting: Meeting | None = None) -> Decision:
    """A decision of all that a meeting carried, in ``state``; issued it has number 15 of 5 June 2026."""
    held = meeting or make_carried(cast)
    items = [item.pk for item in writing.free_items(held)]
    decision = writing.draft_from_meeting(actor=cast.standing, meeting=held, items=items)
    Decision.objects.filter(pk=decision.pk).update(**SIGNER)
    decision.refresh_from_db()
    return bring(cast, decision, state)


def bring(cast: Cast, decision: Decision, state: str, *, number: int = 15) -> Decision:
    """The draft, moved on to ``state`` by the people whose act it is."""
    goal = _WAY.index(DecisionState(state))
    steps: tuple[Any, ...] = (
        lambda one: way.PAPERS.submit(actor=cast.standing, record=one, seen=one.version),
        lambda one: way.PAPERS.approve(actor=cast.leader, record=one, seen=one.version),
        lambda one: way.PAPERS.issue(
            actor=cast.clerk, record=one, number=number, issued_on=ISSUED_ON, seen=one.version
        ),
    )
    for step in steps[:goal]:
        step(decision)
        decision = Decision.objects.get(pk=decision.pk)
    return decision


def add_decision(world: World) -> None:
    """A decision in each state, each from a meeting of its own."""
    cast = world.cast
    free = make_carried(cast)
    draft = make_decision(cast)
    world.records |= {
        "sealed_meeting": free,
        "draft_decision": draft,
        "draft_decision_line": draft.lines.earliest("order"),
        "submitted_decision": make_decision(cast, DecisionState.SUBMITTED),
        "approved_decision": make_decision(cast, DecisionState.APPROVED),
        "fund_entry": save_fund_entry(
            actor=cast.standing,
            entry=None,
            values={"way": "in", "on": ISSUED_ON, "amount": 50_000_000, "words": "Trích quỹ năm"},
        ),
        "issued_decision": make_decision(cast, DecisionState.ISSUED),
    }
