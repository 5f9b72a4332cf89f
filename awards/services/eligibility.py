"""Everybody of the office before every award of the catalogues: read at once, assessed in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.db.models import Q
from django.db.models.functions import Coalesce

from awards.models import Nomination, NominationState
from awards.rules.eligibility import Assessment, assess_many
from awards.rules.facts import Facts
from awards.rules.rulebook import Rulebook
from awards.rules.short_names import short_name
from awards.services.facts import PERSON, UNIT, facts_of_people, facts_of_units
from awards.services.record_reading import people_seen
from emulation.models import AppliesTo, Commendation, Title
from emulation.services.registration import REGISTERING_KINDS
from plans.models import Unit, User
from plans.services.together import together

FITTING = {
    PERSON: (AppliesTo.INDIVIDUAL, AppliesTo.BOTH),
    UNIT: (AppliesTo.COLLECTIVE, AppliesTo.BOTH),
}


_COLUMNS = {
    PERSON: ("pk", "full_name", "unit_id", "unit__name", "search_key"),
    UNIT: ("pk", "name", "pk", "name", "search_key"),
}


class Honour(NamedTuple):
    """A title or commendation of the catalogues."""

    pk: int
    code: str
    name: str
    level: str
    is_title: bool

    @property
    def short(self) -> str:
        return short_name(self.code, self.name)


class Candidate(NamedTuple):
    """A person or a unit; ``unit`` and ``home`` are those a person works in, or the unit itself."""

    pk: int
    name: str
    unit: int
    home: str
    search_key: str
    is_unit: bool = False


class Proposed(NamedTuple):
    """A nomination under way."""

    pk: int
    code: str
    year: int
    state: str


class Field(NamedTuple):
    """Those whom a person may assess, the awards in use, what is proposed already, and what is known of each."""

    kind: str
    candidates: list[Candidate]
    honours: list[Honour]
    proposed: dict[int, list[Proposed]]
    facts: dict[int, Facts]

    @property
    def last_year(self) -> int | None:
        """The last year of which anybody's rating is on file."""
        return max((fact.year for facts in self.facts.values() for fact in facts.ratings or ()), default=None)

    def known_to(self, book: Rulebook) -> Field:
        """With those awards alone that the book has a rule for: the office may add others to its catalogues."""
        codes = set(book.codes_for(self.kind))
        return self._replace(honours=[one for one in self.honours if one.code in codes])

    def proposed_for(self, pk: int, code: str, year: int) -> Proposed | None:
        return next((one for one in self.proposed.get(pk, ()) if (one.code, one.year) == (code, year)), None)


def read_field(user: User, kind: str, *, upto_year: int, only: int | None = None) -> Field:
    """People, or units, whom ``user`` may assess; with ``only`` a single one. Two queries, of units three."""
    rows = _people(user, only) if kind == PERSON else _units(only)
    columns = _COLUMNS[kind]
    found, titles, commendations, proposed = together(
        [rows.values_list(*columns), _in_use(Title, kind), _in_use(Commendation, kind), _proposals(user, kind, only)]
    )
    keys: Any = rows if only is None else [only]
    facts = (facts_of_people if kind == PERSON else facts_of_units)(keys, upto_year=upto_year)
    under_way: dict[int, list[Proposed]] = {}
    for of, *row in proposed:
        under_way.setdefault(of, []).append(Proposed(*row))
    honours = [Honour._make((*row, True)) for row in titles]
    honours += [Honour._make((*row, False)) for row in commendations]
    return Field(kind, [Candidate._make((*row, kind == UNIT)) for row in found], honours, under_way, facts)


def _people(user: User, only: int | None) -> Any:
    seen = people_seen(user).filter(is_active=True) if only is None else people_seen(user).filter(pk=only)
    return seen.order_by("unit__order", "unit__name", "sort_key", "pk")


def _units(only: int | None) -> Any:
    if only is None:
        return Unit.objects.active().filter(kind__in=REGISTERING_KINDS).order_by("order", "name")
    return Unit.objects.filter(pk=only)


def assess_everybody(
    book: Rulebook, codes: Collection[str], facts: Mapping[int, Facts], *, year: int, on: dt.date, received_on: dt.date
) -> dict[str, dict[int, Assessment]]:
    """Everybody before each award: by code, then by key. No query."""
    found = assess_many(book, codes, facts, year=year, on=on, received_on=received_on)
    return {code: {pk: assessed[code] for pk, assessed in found.items()} for code in codes}


def _in_use(model: Any, kind: str) -> Any:
    rows = model.objects.filter(in_use=True, applies_to__in=FITTING[kind])
    return rows.order_by("order", "name").values_list("pk", "code", "name", "level")


def _proposals(user: User, kind: str, only: int | None) -> Any:
    own = Q(**{f"{kind}__isnull": False}) if only is None else Q(**{kind: only})
    rows = Nomination.objects.visible_to(user).filter(own).exclude(state=NominationState.WITHDRAWN)
    named = rows.annotate(code=Coalesce("title__code", "commendation__code"))
    return named.order_by("pk").values_list(f"{kind}_id", "pk", "code", "year", "state")
