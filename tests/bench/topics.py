"""What the cards of the dashboard count: the campaigns, registrations, score sheets and the cluster of a year."""

from __future__ import annotations

import datetime as dt
from itertools import cycle

from emulation.models import (
    Campaign,
    CampaignKind,
    CampaignState,
    RegistrationState,
    ScoreSheet,
    ScoreTable,
    SheetState,
    Title,
)
from plans.models import Person, Unit, User
from tests.emulation.cluster_factory import make_cluster_year
from tests.emulation.registration_factory import make_registration, make_round

CAMPAIGNS = (CampaignState.LAUNCHED, CampaignState.SUBMITTED, CampaignState.APPROVED, CampaignState.CLOSED)
PERSONS_OF_A_UNIT = 3


def seed_topics(year: int, units: list[Unit], writer: User) -> None:
    """A campaign in each state that is counted, the first one being scored; every unit and its people registered."""
    campaigns = [
        Campaign.objects.create(
            name=f"Phong trào thi đua số {number}",
            kind=CampaignKind.REGULAR,
            starts_on=dt.date(year, 1, 1),
            ends_on=dt.date(year, 12, 31),
            prepared_by=writer,
            state=state,
            issued_on=dt.date(year, 1, 2),
        )
        for number, state in enumerate(CAMPAIGNS, start=1)
    ]
    table = ScoreTable.objects.create(campaign=campaigns[0])
    states = cycle((SheetState.DRAFT, SheetState.SENT))
    ScoreSheet.objects.bulk_create(ScoreSheet(table=table, unit=unit, state=next(states)) for unit in units)
    make_round(writer, year, opens_on=dt.date(year, 1, 15), closes_on=dt.date(year, 2, 28), initiative_due=None)
    title = Title.objects.get(code="CSTDCS")
    for unit in units:
        make_registration(writer, unit=unit, state=RegistrationState.RECEIVED, year=year)
        for number in range(PERSONS_OF_A_UNIT):
            person = Person.objects.create(full_name=f"Lò Thị Số {number}", unit=unit)
            state = RegistrationState.CONFIRMED if number else RegistrationState.RECEIVED
            make_registration(writer, person=person, state=state, titles=[title], year=year)
    make_cluster_year(year=year)
