"""The lines of who qualifies: each candidate before one award, each award with how many stand where."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from awards.forms.eligibility import QualifyFilter
from awards.permissions import nominates_for
from awards.rules.rulebook import Rulebook
from awards.rules.standing import GROUPS, Stand, Standing, stand_of
from awards.rules.untold import facts_untold, holds_untold, veil
from awards.services.eligibility import Candidate, Field, Honour, assess_everybody
from awards.services.facts import UNIT
from awards.views.findings import said_to
from emulation.models import Level
from plans.models import Person, Unit, User
from plans.rules.official import short_date
from plans.views.cells import pill_html

COLLECTIVES, ONE = "tap-the", "ca-nhan"
YEARS = 6
PILLS = {
    Standing.READY: ("done", "check"),
    Standing.UNCLEAR: ("warn", "circle-question-mark"),
    Standing.ONE_SHORT: ("idle", "circle-minus"),
    Standing.NOT: ("not", "x"),
}
Stands = dict[int, Stand]


class Asked(NamedTuple):
    """What a page was asked: by whom, of whom, of which year, by the law of which day; and what was read for it."""

    user: User
    book: Rulebook
    field: Field
    filter: QualifyFilter
    year: int
    received_on: dt.date
    today: dt.date

    @property
    def of_units(self) -> bool:
        return self.field.kind == UNIT

    @property
    def who(self) -> str:
        return "tập thể" if self.of_units else "người"

    @property
    def candidates(self) -> list[Candidate]:
        """Those whom the filter leaves."""
        unit, words = self.filter.value("unit"), self.filter.key.split()
        return [
            one
            for one in self.field.candidates
            if unit in ("", str(one.unit)) and all(word in one.search_key for word in words)
        ]

    def stands(self, codes: Collection[str]) -> dict[str, Stands]:
        """Where each of them stands before each of ``codes``, as far as the reader may know it."""
        facts = {one.pk: self.field.facts[one.pk] for one in self.candidates if one.pk in self.field.facts}
        if not self.of_units and self.user.person_id in facts:
            facts[self.user.person_id] = holds_untold(facts[self.user.person_id])
        untold = {pk: one for pk, one in facts.items() if not self.is_told(pk)}
        if untold:
            every = [honour.code for honour in self.field.honours]
            day = self.received_on
            facts |= facts_untold(self.book, every, untold, year=self.year, on=self.today, received_on=day)
        found = assess_everybody(self.book, codes, facts, year=self.year, on=self.today, received_on=self.received_on)
        return {
            code: {pk: stand_of(veil(one) if pk in untold else one) for pk, one in assessed.items()}
            for code, assessed in found.items()
        }

    def is_told(self, pk: int) -> bool:
        """Of discipline and of what is examined; and everybody of himself."""
        own = not self.of_units and self.user.person_id == pk
        return own or self.user.has_perm("awards.see_discipline")


class Line(NamedTuple):
    """One candidate before one award, ready to show."""

    name: str
    home: str
    standing: Standing
    pill: SafeString
    why: tuple[str, ...]
    ladder_url: str
    nominate_url: str
    proposed_url: str


class AwardLine(NamedTuple):
    """One award with how many stand where."""

    code: str
    name: str
    level: str
    url: str
    counts: tuple[tuple[Standing, int, str], ...]


def lines_of(user: User, asked: Asked, honour: Honour, stands: Stands) -> Iterator[Line]:
    """Those who qualify first; within a group in the office's order."""
    for one in sorted(asked.candidates, key=lambda candidate: stands[candidate.pk].order):
        yield _line(user, asked, honour, one, stands[one.pk])


def _line(user: User, asked: Asked, honour: Honour, one: Candidate, stand: Stand) -> Line:
    standing = stand.standing
    proposed = asked.field.proposed_for(one.pk, honour.code, asked.year)
    look, icon = PILLS[standing]
    ladder = reverse("awards:ladder_unit" if asked.of_units else "awards:ladder", args=[one.pk])
    dated: dict[str, str | int] = {"nam": asked.year, "ngay": short_date(asked.received_on)}
    offered = not proposed and standing != Standing.NOT
    return Line(
        name=one.name,
        home="" if asked.of_units else one.home,
        standing=standing,
        pill=pill_html(look, GROUPS[standing], icon),
        why=said_to(stand.reasons, told=asked.is_told(one.pk)),
        ladder_url=f"{ladder}?{urlencode(dated)}#{honour.code}",
        nominate_url=nominate_url(user, one, honour, asked.year) if offered else "",
        proposed_url=reverse("awards:nomination", args=[proposed.pk]) if proposed else "",
    )


def nominate_url(user: User, subject: Candidate | Person | Unit, honour: Honour, year: int) -> str:
    """Where ``user`` begins to nominate for the achievements of ``year``; empty for who may not."""
    of_unit = isinstance(subject, Unit) or (isinstance(subject, Candidate) and subject.is_unit)
    unit = subject.unit_id if isinstance(subject, Person) else subject.pk if isinstance(subject, Unit) else subject.unit
    if not nominates_for(user, unit):
        return ""
    asks = {
        "doi-tuong": f"{COLLECTIVES if of_unit else ONE}-{subject.pk}",
        "danh-hieu" if honour.is_title else "hinh-thuc": str(honour.pk),
        "nam": str(year),
    }
    return f"{reverse('awards:nomination_new')}?{urlencode(asks)}"


def award_line(honour: Honour, stands: Stands, query: Any) -> AwardLine:
    """One award with a link to each of its groups."""
    counted = Counter(one.standing for one in stands.values())
    url = tab_url(honour, query)
    joint = "&" if "?" in url else "?"
    counts = tuple((group, counted[group], f"{url}{joint}nhom={group.value}") for group in GROUPS)
    return AwardLine(honour.code, honour.name, str(Level(honour.level).label), url, counts)


def tab_url(honour: Honour, query: Any) -> str:
    """The page of one award with what else was asked."""
    url, asked = reverse("awards:qualifies_award", args=[honour.code]), query.urlencode()
    return f"{url}?{asked}" if asked else url


def ready(stands: Iterable[Stand]) -> int:
    """How many qualify."""
    return sum(one.standing == Standing.READY for one in stands)
