"""What forms of nominating offer: the rounds, the people and collectives that a person may nominate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from awards.models import Round
from awards.services.nomination import NO_COLLECTIVE
from plans.models import Person, Role, Unit, User
from plans.permissions import rights_of

YEARS_BACK = 2


def rounds_for(user: User, today: dt.date) -> list[Round]:
    """Rounds that take nominations today; for the standing office all of the last years, those open first."""
    rows = Round.objects.order_by("-opens_on", "-pk")
    if not rights_of(user).holds(Role.STANDING):
        return list(rows.filter(opens_on__lte=today, closes_on__gte=today))
    found = list(rows.filter(year__gte=today.year - YEARS_BACK))
    return sorted(found, key=lambda one: not one.opens_on <= today <= one.closes_on)


def round_asked(rounds: Sequence[Round], key: str, year: str) -> Round | None:
    """The round named; else one for the achievements of the year that a link carries; else the first offered."""
    named = (one for one in rounds if str(one.pk) == key)
    of_year = (one for one in rounds if str(one.achievement_year) == year)
    return next(named, None) or next(of_year, None) or next(iter(rounds), None)


def units_for(user: User) -> list[Unit]:
    """The collectives whose people the person may nominate, and which he may nominate themselves."""
    rows = Unit.objects.active().exclude(kind__in=NO_COLLECTIVE).order_by("order", "name")
    rights = rights_of(user)
    return list(rows if rights.holds(Role.STANDING) else rows.filter(pk__in=rights.units))


def people_for(units: list[Unit]) -> list[Person]:
    """The people of ``units``, by unit and name."""
    rows = Person.objects.active().filter(unit__in=units).select_related("unit")
    return list(rows.order_by("unit__order", "unit__name", "sort_key"))


def bulk_subjects(chosen: str, units: list[Unit]) -> list[Person] | list[Unit]:
    """The people of the unit chosen, of all one's units where none is; or the collectives themselves."""
    if chosen == "tap-the":
        return units
    return people_for([unit for unit in units if chosen in ("", str(unit.pk))])
