"""Acts on nominations as the tests of their services make them, on a fixed day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from awards.models import Nomination, Round
from awards.services import nomination as service
from awards.services import nomination_way as way
from awards.services.nomination import NewNomination
from emulation.models import Commendation, Title
from plans.models import Person
from tests.awards.eligibility_factory import make_statement, make_years
from tests.factory import Cast

TODAY = dt.date(2026, 6, 5)
WORDS = "Tham mưu, phục vụ 12 đoàn vào đúng nghi lễ."


def person_of(cast: Cast) -> Person:
    """The member of the contact's division."""
    assert cast.member.person is not None
    return cast.member.person


def title(code: str) -> Title:
    return Title.objects.get(code=code)


def entry(code: str) -> Title | Commendation:
    return Title.objects.filter(code=code).first() or Commendation.objects.get(code=code)


def honour(code: str) -> dict[str, Any]:
    found = entry(code)
    return {"title": found} if isinstance(found, Title) else {"commendation": found}


def start(
    actor: Any,
    award_round: Round,
    subject: Any,
    code: str,
    *,
    new: NewNomination | None = None,
    today: dt.date = TODAY,
) -> Nomination:
    return service.start_nomination(
        award_round=award_round,
        subject=subject,
        actor=actor,
        new=new or NewNomination(honour=entry(code), achievement=WORDS),
        today=today,
    )


def ready(cast: Cast) -> None:
    """The member fulfils all that Lao động tiên tiến asks for."""
    make_years(person_of(cast), {2025: "HTTNV"})
    state_all(cast)


def state_all(cast: Cast) -> None:
    """What only an officer can tell of the member is stated, for the year judged and for this one."""
    for code in ("qualitative.LDTT", "R4"):
        for year in (2025, 2026):
            make_statement(person_of(cast), code, cast.standing, year=year)


def send(nomination: Nomination, cast: Cast, *, reason: str = "") -> Nomination:
    return way.submit_nomination(
        nomination=nomination, actor=cast.contact, today=TODAY, seen=nomination.version, override_reason=reason
    )


def accept(nomination: Nomination, cast: Cast, **values: Any) -> Nomination:
    facts = {"received_on": TODAY, "today": TODAY, **values}
    return way.accept_nomination(nomination=nomination, actor=cast.standing, seen=nomination.version, **facts)
