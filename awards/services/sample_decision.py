"""The sample's decisions: issued into the records from what each council carried, one being amended; the fund."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction

from awards.models import CouncilKind, Decision, FundEntry, Meeting
from awards.services import decision as writing
from awards.services import decision_change as change
from awards.services import decision_way as way
from awards.services import fund, reward
from awards.services.decision_document import SERIES
from plans.models import User
from plans.services.paper import next_number

YEAR = 2026
_STANDING, _LEADER, _CLERK = "thuongtruc", "lanhdao", "vanthu"
_SIGNER = {"signer_title": "GIÁM ĐỐC", "signer_name": "Người ký (mẫu)"}
_ENTRIES = (
    ("in", dt.date(YEAR, 1, 15), 60_000_000, "Trích quỹ thi đua, khen thưởng đầu năm (mẫu)", "PT 01 (mẫu)"),
    ("out", dt.date(YEAR, 2, 10), 2_400_000, "Mua khung, phôi giấy khen (mẫu)", "PC 03 (mẫu)"),
)


@transaction.atomic
def load_sample_decisions() -> None:
    """Nothing where a decision exists already, or the sample's meetings have no result. Nothing twice."""
    people = {user.username: user for user in User.objects.filter(is_sample=True)}
    if not {_STANDING, _LEADER, _CLERK} <= people.keys() or Decision.objects.exists():
        return
    sealed = Meeting.objects.filter(is_sample=True, state__in=writing.SEALED).select_related("council").order_by("pk")
    for meeting in sealed:
        carried = [item.pk for item in writing.free_items(meeting)]
        if meeting.council.kind == CouncilKind.INITIATIVE:
            _issue(meeting, carried, people)
        elif carried:
            _of_awards(meeting, people)
    if not FundEntry.objects.filter(is_sample=True, decision=None).exists():
        _fund(people[_STANDING])


def _of_awards(meeting: Meeting, people: Mapping[str, User]) -> None:
    """The titles issued and posted, their money still to pay, a line being amended; the giấy khen issued and paid."""
    items, by = writing.free_items(meeting), people[_STANDING]
    titles = [item.pk for item in items if item.nomination and item.nomination.title_id]
    forms = [item.pk for item in items if item.nomination and item.nomination.commendation_id]
    if titles:
        issued = _issue(meeting, titles, people)
        way.post_decision(actor=by, decision=issued, posted_from=meeting.held_on, posted_to=None, seen=issued.version)
        change.draft_amendment(actor=by, decision=issued, lines=[issued.lines.latest("order").pk])
    if forms:
        issued = _issue(meeting, forms, people)
        paid_on, paper = meeting.held_on, "PC 21 (mẫu)"
        if reward.unpaid(issued):
            reward.pay(actor=by, decision=issued, paid_on=paid_on, paper_number=paper, seen=issued.version)


def _issue(meeting: Meeting, items: Sequence[int], people: Mapping[str, User]) -> Decision:
    """A decision from its first words to its number, on the day of the meeting."""
    made = writing.draft_from_meeting(actor=people[_STANDING], meeting=meeting, items=items)
    made = writing.save_decision(actor=people[_STANDING], decision=made, values=_SIGNER, seen=made.version)
    made = way.PAPERS.submit(actor=people[_STANDING], record=made, seen=made.version)
    made = way.PAPERS.approve(actor=people[_LEADER], record=made, seen=made.version)
    number = next_number(SERIES, meeting.held_on.year)
    way.PAPERS.issue(actor=people[_CLERK], record=made, number=number, issued_on=meeting.held_on, seen=made.version)
    return Decision.objects.get(pk=made.pk)


def _fund(writer: User) -> None:
    for entry_way, on, amount, words, paper in _ENTRIES:
        values = {"way": entry_way, "on": on, "amount": amount, "words": words, "paper_number": paper}
        made = fund.save_fund_entry(actor=writer, entry=None, values=values)
        FundEntry.objects.filter(pk=made.pk).update(is_sample=True)
