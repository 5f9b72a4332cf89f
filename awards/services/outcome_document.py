"""What the printed slip of a result says: the text as it stands, signed by whoever signed the decision."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Subquery
from django.utils import timezone

from awards.models import OutcomeLetter
from awards.papers.outcome_letter import outcome_paper
from emulation.services.campaign_document import letterhead
from plans.models import Office, Plan, Unit
from plans.papers.content import Paper
from plans.rules.official import letters_of

RECIPIENTS = "Như trên\nLưu: VT"


@dataclass
class _Lettered:
    symbol: str
    signer_title: str
    signer_name: str
    recipients: str = RECIPIENTS


def printed_outcome(letter: OutcomeLetter) -> Paper:
    """The letter as it is printed; not sent it leaves the day open, and the number always. Two queries at most."""
    drafting = Unit.objects.filter(is_standing=True).values("short_name")[:1]
    office = Office.objects.annotate(drafting=Subquery(drafting)).first() or Office()
    drafts = letters_of(getattr(office, "drafting", None) or "")
    symbol = "-".join(filter(None, (office.symbol, drafts)))  # Nghị định 30/2020: công văn name who drafts
    sent_on = timezone.localdate(letter.sent_at) if letter.sent_at else None
    nomination = letter.nomination
    year = (sent_on or timezone.localdate()).year
    head = letterhead(_signed(letter, symbol), office, year=year, issued_on=sent_on)
    name = str(nomination.subject)
    to = name if nomination.unit_id else f"Đồng chí {name}"
    return outcome_paper(head, addressee=to, year=nomination.year, text=letter.text)


def _signed(letter: OutcomeLetter, symbol: str) -> _Lettered:
    """Signed by whoever signed the decision; on what no decision names, by the signer of the year's plan."""
    if letter.line is not None:
        decision = letter.line.decision
        return _Lettered(symbol, decision.signer_title, decision.signer_name)
    year = letter.nomination.round.year
    plan = Plan.objects.filter(year=year).exclude(signer_name="").order_by("-pk").first()
    return _Lettered(symbol, plan.signer_title if plan else "", plan.signer_name if plan else "")
