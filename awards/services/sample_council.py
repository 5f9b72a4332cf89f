"""The sample's councils: both of the office, with people of the sample and no founding decision, which nobody made."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from awards.models import Council, CouncilKind, CouncilSeat, SeatRole
from plans.models import Person, Unit

YEAR = 2026
TERM_FROM = dt.date(YEAR, 1, 5)
_CHAIR, _VICE, _MEMBER = SeatRole.CHAIR, SeatRole.VICE, SeatRole.MEMBER
_SECRETARY = SeatRole.SECRETARY
# Kind, unit of the plan, symbol, who sits
_COUNCILS = (
    (
        CouncilKind.EMULATION,
        "Hội đồng TĐKT Sở",
        "HĐTĐKT",
        (
            ("Lê Văn C", _CHAIR),
            ("Hoàng Thị G", _VICE),
            ("Trần Thị B", _SECRETARY),
            ("Ma Thị Q", _MEMBER),
            ("Nguyễn Văn A", _MEMBER),
            ("Đàm Văn M", _MEMBER),
            ("Lương Thị K", _MEMBER),
            ("Lý Văn H", _MEMBER),
            ("Vi Văn E", _MEMBER),
        ),
    ),
    (
        CouncilKind.INITIATIVE,
        "Hội đồng sáng kiến Sở",
        "HĐSK",
        (
            ("Lê Văn C", _CHAIR),
            ("Trần Thị B", _SECRETARY),
            ("Ma Thị Q", _MEMBER),
            ("Đàm Văn M", _MEMBER),
            ("Bế Thị N", _MEMBER),
        ),
    ),
)


@transaction.atomic
def load_sample_councils() -> None:
    """Both councils where the sample has none. Nothing twice; no number of a decision is among it."""
    if Council.objects.exists():
        return
    people = {person.full_name: person for person in Person.objects.filter(is_sample=True, is_active=True)}
    for kind, name, symbol, seats in _COUNCILS:
        unit = Unit.objects.filter(name=name).first()
        if unit is None or not all(who in people for who, _ in seats):
            continue
        council = Council.objects.create(
            kind=kind, name=name, unit=unit, symbol=symbol, term_from=TERM_FROM, is_sample=True
        )
        for order, (who, role) in enumerate(seats, start=1):
            CouncilSeat.objects.create(
                council=council, person=people[who], role=role, order=order, from_on=TERM_FROM, is_sample=True
            )
