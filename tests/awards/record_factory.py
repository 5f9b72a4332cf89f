"""What stands in records, for tests: each with values that would stand on a real page, and nothing through services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from awards.models import (
    Absence,
    Award,
    Discipline,
    Hold,
    Initiative,
    InitiativeAuthor,
    InitiativeState,
    InitiativeUse,
    Praise,
    Rating,
    RatingLevel,
    Recognition,
    Transfer,
)
from emulation.models import Commendation, Title
from plans.models import Person, Unit, User

if TYPE_CHECKING:
    from tests.web.world import World

Subject = Person | Unit


def of(subject: Subject) -> dict[str, Any]:
    """The key of whose row it is."""
    return {"unit" if isinstance(subject, Unit) else "person": subject}


def make_rating(subject: Subject, year: int = 2025, level: str = RatingLevel.GOOD, **values: Any) -> Rating:
    """Xếp loại of a year."""
    return Rating.objects.create(**of(subject), year=year, level=level, **values)


def make_award(subject: Subject, code: str = "LDTT", year: int = 2025, **values: Any) -> Award:
    """A title where there is one of that code, else a commendation."""
    title = Title.objects.filter(code=code).first()
    honour = {"title": title} if title else {"commendation": Commendation.objects.get(code=code)}
    facts = {"number": f"{year % 100}/QĐ-SNgV", "decided_on": dt.date(year + 1, 1, 15), **values}
    return Award.objects.create(**of(subject), **honour, year=year, **facts)


def make_discipline(person: Person, user: User, **values: Any) -> Discipline:
    """Khiển trách of a year, from mid-March 2024."""
    facts = {"form": Discipline.Form.REPRIMAND, "decided_on": dt.date(2024, 3, 15), "ends_on": dt.date(2025, 3, 15)}
    return Discipline.objects.create(person=person, entered_by=user, **{**facts, **values})


def make_hold(subject: Subject, user: User, **values: Any) -> Hold:
    """Tạm dừng xét since October 2026, still open."""
    facts = {"reason": Hold.Reason.COMPLAINT, "since": dt.date(2026, 10, 12), **values}
    return Hold.objects.create(**of(subject), entered_by=user, **facts)


def make_absence(person: Person, **values: Any) -> Absence:
    """Nghỉ thai sản in 2023."""
    facts = {"kind": Absence.Kind.MATERNITY, "starts_on": dt.date(2023, 2, 1), "ends_on": dt.date(2023, 7, 31)}
    return Absence.objects.create(person=person, **{**facts, **values})


def make_transfer(person: Person, **values: Any) -> Transfer:
    """Tuyển dụng in 2024."""
    return Transfer.objects.create(person=person, **{"on": dt.date(2024, 2, 1), "recruited": True, **values})


def make_praise(subject: Subject, user: User, **values: Any) -> Praise:
    """Biểu dương in May 2026."""
    facts = {"year": 2026, "praised_on": dt.date(2026, 5, 8), "content": "Số hoá sổ công văn trước hạn", **values}
    return Praise.objects.create(**of(subject), entered_by=user, **facts)


def make_past_initiative(
    person: Person,
    user: User,
    name: str = "Sổ tay đón đoàn",
    *,
    year: int = 2025,
    used: str = "",
    others: Iterable[tuple[Person, int]] = (),
) -> Initiative:
    """A recognised initiative of past years, counted for the title ``used`` of its year where that is given."""
    record = Initiative.objects.create(
        name=name, year=year, made_by=user, is_past=True, state=InitiativeState.RECOGNISED, unit=person.unit
    )
    rest = [(person, 100 - sum(share for _, share in others)), *others]
    for place, (author, share) in enumerate(rest):
        InitiativeAuthor.objects.create(initiative=record, order=place, person=author, share=share)
    Recognition.objects.create(
        initiative=record, scope=Recognition.Scope.UNIT, number="210/QĐ-SNgV", decided_on=dt.date(year, 11, 25)
    )
    if used:
        InitiativeUse.objects.create(initiative=record, person=person, year=year, title=Title.objects.get(code=used))
    return record


def add_record(world: World) -> None:
    """One entry of each kind in the record of a colleague of the contact, and in that of the contact's unit."""
    cast, person = world.cast, world.cast.member.person
    assert isinstance(person, Person)
    twin = Person.objects.create(full_name="Nông Thị Diẹp", unit=cast.division)
    world.records |= {
        "rating": make_rating(person),
        "award": make_award(person),
        "discipline": make_discipline(person, cast.standing),
        "hold": make_hold(person, cast.standing),
        "absence": make_absence(person),
        "transfer": make_transfer(person),
        "praise": make_praise(cast.division, cast.standing),
        "past_initiative": make_past_initiative(person, cast.standing),
        "twin": twin,
        "outsider": Person.objects.create(full_name="Lục Văn Xa", unit=cast.other_division),
    }
