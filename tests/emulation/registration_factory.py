"""Registrations and pledges for tests: made as records, in the state asked for, without the services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from emulation.models import (
    Aim,
    Commendation,
    Pledge,
    PledgeParty,
    Registration,
    RegistrationRound,
    RegistrationState,
    Target,
    Title,
)
from plans.models import Person, PositionGroup, Unit, User
from plans.services.files import store_file
from tests.emulation.catalogue_factory import make_commendation, make_title

if TYPE_CHECKING:
    from tests.web.world import World

DAYS = {
    "opens_on": dt.date(2026, 1, 15),
    "closes_on": dt.date(2026, 2, 28),
    "initiative_due": dt.date(2026, 9, 30),
}
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


def make_round(by: User, year: int = 2026, **values: Any) -> RegistrationRound:
    """The round of a year."""
    facts = {**DAYS, "opened_by": by, **values}
    return RegistrationRound.objects.get_or_create(year=year, defaults=facts)[0]


def make_registration(
    by: User,
    *,
    person: Person | None = None,
    unit: Unit | None = None,
    state: str = RegistrationState.DRAFT,
    titles: Iterable[Title] = (),
    commendations: Iterable[Commendation] = (),
    targets: Iterable[tuple[str, str]] = (("Hoàn thành nhiệm vụ", "đúng hạn"),),
    year: int = 2026,
    **values: Any,
) -> Registration:
    """A registration of a person or a unit; of neither, of whoever writes it."""
    if person is None and unit is None:
        person = by.person
    sent = {"sent_by": by, "sent_at": timezone.now()} if state != RegistrationState.DRAFT else {}
    facts = {"round": make_round(by, year), "made_by": by, "state": state, **sent, **values}
    record = Registration.objects.create(person=person, unit=unit, **facts)
    for title in titles:
        Aim.objects.create(registration=record, title=title)
    for commendation in commendations:
        Aim.objects.create(registration=record, commendation=commendation)
    for order, (text, planned) in enumerate(targets, start=1):
        Target.objects.create(registration=record, order=order, text=text, planned=planned)
    return record


def make_pledge(by: User, parties: Iterable[str] = ("Phòng một", "Phòng hai"), **values: Any) -> Pledge:
    """A pledge of 2026 between ``parties``."""
    facts = {"year": 2026, "name": "Các phòng năm 2026", "text": "1. Đúng hạn.\n2. Có chất lượng.", **values}
    pledge = Pledge.objects.create(made_by=by, **facts)
    for order, name in enumerate(parties, start=1):
        PledgeParty.objects.create(pledge=pledge, order=order, name=name)
    return pledge


def make_head(user: User) -> User:
    """Let the person behind an account lead his unit."""
    person = user.person
    assert person is not None
    person.position, person.position_group = "Trưởng phòng", PositionGroup.UNIT_LEADER
    person.save()
    return user


def add_registration(world: World) -> None:
    """The member's registration in each state that somebody acts in, the division's own, and two pledges."""
    cast = world.cast
    years = {"draft": 2026, "sent": 2025, "confirmed": 2024, "received": 2023}
    aims = {"titles": (make_title("CSTDCS"),), "commendations": (make_commendation(),)}
    for state, year in years.items():
        made = make_registration(cast.member, state=state, year=year, **aims)
        world.records[f"{state}_form"] = made
    file = store_file(data=PDF, name="giao-uoc.pdf", content_type="application/pdf", user=cast.standing)
    world.records |= {
        "unit_form": make_registration(cast.contact, unit=cast.division),
        "own_kind": "ca-nhan",
        "unit_kind": "don-vi",
        "pledge": make_pledge(cast.standing),
        "signed_pledge": make_pledge(cast.standing, signed_on=dt.date(2026, 3, 2), signed_file=file),
    }
