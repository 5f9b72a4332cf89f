"""Years of people and units for tests of eligibility: ``make_years(person, {2024: "HTXSNV CSTDCS"})``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
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
    Rating,
    RatingLevel,
    Recognition,
    Statement,
)
from emulation.models import Commendation, Title
from plans.models import Person, Unit, User
from tests.factory import make_person, make_unit

if TYPE_CHECKING:
    from tests.web.world import World


def subject_of(subject: Person | Unit) -> dict[str, Any]:
    """The subject as the records name it."""
    return {"unit": subject} if isinstance(subject, Unit) else {"person": subject}


def honour_of(code: str) -> dict[str, Any]:
    """The title or commendation of a code as the records name it."""
    title = Title.objects.filter(code=code).first()
    return {"title": title} if title else {"commendation": Commendation.objects.get(code=code)}


def make_years(subject: Person | Unit, years: Mapping[int, str], **values: Any) -> None:
    """Of each year a rating and the awards given for it, by their codes."""
    for year, words in years.items():
        for code in words.split():
            if code in RatingLevel.values:
                Rating.objects.create(**subject_of(subject), year=year, level=code)
            else:
                day = dt.date(year, 12, 20)
                Award.objects.create(**subject_of(subject), **honour_of(code), year=year, decided_on=day, **values)


def make_work(
    person: Person, year: int, *scopes: str, by: User, used_for: tuple[str, int] | None = None, **values: Any
) -> Initiative:
    """A recognised initiative of one author, at the level of the unit unless said otherwise."""
    facts = {"name": f"Sáng kiến {year}", "unit": person.unit, "state": InitiativeState.RECOGNISED, "made_by": by}
    work = Initiative.objects.create(year=year, **{**facts, **values})
    InitiativeAuthor.objects.create(initiative=work, person=person, share=100)
    for scope in scopes or ("unit",):
        number = f"{work.pk}/QĐ-{scope}"
        Recognition.objects.create(initiative=work, scope=scope, number=number, decided_on=dt.date(year, 10, 30))
    if used_for:
        code, when = used_for
        InitiativeUse.objects.create(initiative=work, person=person, year=when, **honour_of(code))
    return work


def make_statement(subject: Person | Unit, code: str, by: User, *, year: int = 2026, **values: Any) -> Statement:
    """Something an officer stated."""
    facts = {"holds": True, "words": "Văn phòng xác nhận.", "stated_by": by}
    return Statement.objects.create(**subject_of(subject), year=year, code=code, **{**facts, **values})


def make_hold(subject: Person | Unit, by: User, **values: Any) -> Hold:
    """A complaint under examination since May 2026."""
    facts = {"reason": Hold.Reason.COMPLAINT, "since": dt.date(2026, 5, 4), "entered_by": by}
    return Hold.objects.create(**subject_of(subject), **{**facts, **values})


def make_discipline(person: Person, by: User, **values: Any) -> Discipline:
    """A warning of March 2025 that ended in September."""
    days = {"decided_on": dt.date(2025, 3, 10), "ends_on": dt.date(2025, 9, 9)}
    facts = {"form": Discipline.Form.WARNING, "entered_by": by, **days}
    return Discipline.objects.create(person=person, **{**facts, **values})


def make_maternity(person: Person, begins: dt.date, ends: dt.date | None = None) -> Absence:
    """Nghỉ thai sản, of six months unless said otherwise."""
    ends = ends or begins + dt.timedelta(days=182)
    return Absence.objects.create(person=person, kind=Absence.Kind.MATERNITY, starts_on=begins, ends_on=ends)


def make_ready(name: str, unit: Unit, by: User) -> Person:
    """Somebody with two excellent years and two unused initiatives, whom nothing hinders."""
    person = make_person(name, unit)
    make_years(person, {2025: "HTXSNV LDTT", 2026: "HTXSNV LDTT"})
    make_work(person, 2025, by=by)
    make_work(person, 2026, by=by)
    return person


def add_eligibility(world: World) -> None:
    """The division's person and unit with a record of two years."""
    cast = world.cast
    person = make_ready("Nông Văn Đủ", cast.division, cast.standing)
    make_years(cast.division, {2025: "HTXSNV"})
    world.records |= {"ready_person": person, "rated_unit": cast.division, "award_code": "BK_TINH"}


def make_crowd(count: int, by: User, *, units: int = 5) -> list[Person]:
    """``count`` people in some units, each with three years and an initiative."""
    homes = [make_unit() for _ in range(units)]
    people = [make_person(f"Người {count}.{n:04}", homes[n % units]) for n in range(count)]
    years = (2024, 2025, 2026)
    Rating.objects.bulk_create(
        Rating(person=one, year=year, level=RatingLevel.EXCELLENT if n % 3 else RatingLevel.GOOD)
        for n, one in enumerate(people)
        for year in years
    )
    title = Title.objects.get(code="LDTT")
    Award.objects.bulk_create(Award(person=one, title=title, year=year) for one in people for year in years)
    works = Initiative.objects.bulk_create(
        Initiative(year=2025, name=f"Sáng kiến {one}", state=InitiativeState.RECOGNISED, made_by=by) for one in people
    )
    InitiativeAuthor.objects.bulk_create(
        InitiativeAuthor(initiative=work, person=one, share=100) for work, one in zip(works, people, strict=True)
    )
    Recognition.objects.bulk_create(
        Recognition(initiative=work, scope="unit", number="1/QĐ", decided_on=dt.date(2025, 12, 1)) for work in works
    )
    return people
