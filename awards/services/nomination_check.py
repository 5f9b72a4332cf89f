"""What stands for and against a nomination: its findings by the rules, holds, other proposals of the same subject."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone

from awards.models import Award, Nomination, NominationState
from awards.rules.citation import spelled
from awards.rules.duplicates import Proposal, clash_of
from awards.rules.eligibility import Assessment, assess_many
from awards.rules.facts import Facts
from awards.rules.findings import BLOCK
from awards.rules.rulebook import Rulebook
from awards.rules.sending import Weighed, weigh
from awards.rules.standing import HOLD, ONCE
from awards.rules.untold import facts_untold, veil
from awards.services.facts import facts_of_people, facts_of_units
from awards.services.rulebook import current_rulebook, general_rule
from emulation.models import Commendation, Title
from plans.errors import DomainError
from plans.models import Person, Unit, User
from plans.rules.official import short_date
from plans.services.together import together

Honour = Title | Commendation

_PROPOSAL = ("title__code", "title__name", "commendation__code", "commendation__name", "year", "kind", "achievement")


@dataclass(frozen=True)
class Other:
    """Another proposal or award of the same subject that has something to say; ``url`` opens it, where it has one."""

    refused: bool
    words: str
    url: str = ""
    pk: int | None = None
    name: str = ""
    state: str = ""


class Earlier(NamedTuple):
    """A proposal or award on file; ``pk`` is that of a nomination."""

    proposal: Proposal
    state: str
    pk: int | None = None
    refuses: bool = True  # whether R1 as it stands refuses a second award for one achievement
    source: str = ""  # where it stands, in words


@dataclass(frozen=True)
class Check:
    """One subject against one honour: the assessment, put by what it asks for, and since when it is held."""

    assessment: Assessment
    weighed: Weighed
    held_since: dt.date | None = None
    untold: Assessment | None = None  # as it stands for who is told neither of discipline nor of holds

    @property
    def summary(self) -> str:
        return self.weighed.words

    @property
    def hold_refuses(self) -> bool:
        """Whether a hold stops the sending: the rule in force says so, not the hold."""
        return any(one.key == HOLD for one in self.weighed.blocks)

    def known_to(self, user: User, subject: Person | Unit) -> Check:
        """As ``user`` may know it."""
        if is_told(user, subject):
            return self
        seen = veil(self.untold or self.assessment)
        return Check(seen, weigh(seen.findings))


def is_told(user: User, subject: Person | Unit) -> bool:
    """Whether ``user`` may know of discipline, and of what is held, since when and why.

    Those who decide may, nobody of himself.
    """
    own = isinstance(subject, Person) and subject.pk == user.person_id
    return not own and user.has_perm("awards.see_discipline", subject)


def check_one(
    *,
    subject: Person | Unit,
    honour: Honour,
    year: int,
    on: dt.date,
    received_on: dt.date | None = None,
    book: Rulebook | None = None,
) -> Check:
    """The findings of one person or unit for one honour: those of its facts, and two queries for the rules."""
    checks = check_many(
        subjects=[subject], honour=honour, year=year, on=on, received_on=received_on, book=book or current_rulebook()
    )
    return checks[subject.pk]


def check_many(
    *,
    subjects: Collection[Person | Unit],
    honour: Honour,
    year: int,
    on: dt.date,
    book: Rulebook,
    received_on: dt.date | None = None,
) -> dict[int, Check]:
    """The findings of several people, or of several units, by their key; as many queries as for one."""
    keys = [one.pk for one in subjects]
    of_units = any(isinstance(one, Unit) for one in subjects)
    # what a rule reads of later years it must not count, so the facts end with the later of both years
    upto = max(year, on.year)
    facts = facts_of_units(keys, upto_year=upto) if of_units else facts_of_people(keys, upto_year=upto)
    assessed = assess_many(book, [honour.code], facts, year=year, on=on, received_on=received_on)
    bare = facts_untold(book, [honour.code], facts, year=year, on=on, received_on=received_on)
    changed = {key: one for key, one in bare.items() if one is not facts[key]}
    untold = assess_many(book, [honour.code], changed, year=year, on=on, received_on=received_on)
    return {
        key: _checked(assessed[key][honour.code], facts[key], untold.get(key, {}).get(honour.code))
        for key in keys
        if key in facts
    }


def _checked(found: Assessment, facts: Facts, untold: Assessment | None) -> Check:
    since = next((hold.since for hold in facts.holds or () if hold.released_on is None), None)
    return Check(found, weigh(found.findings), since, untold)


def others_of(
    *,
    subject: Person | Unit,
    wanted: Proposal,
    but: int | None = None,
    same_as: int | None = None,
    on: dt.date | None = None,
) -> list[Other]:
    """Other proposals and awards of ``subject`` in the year, those that refuse first. Two queries."""
    earlier = earlier_of([subject], year=wanted.year, but=but, on=on)
    return clashes(wanted, earlier[subject.pk], same_as=same_as)


def clashes(wanted: Proposal, earlier: Iterable[Earlier], *, same_as: int | None = None) -> list[Other]:
    """What of ``earlier`` says something against ``wanted``, those that refuse first."""
    found = []
    for proposal, state, pk, refuses, source in earlier:
        same = pk is not None and pk == same_as
        if clash := clash_of(wanted, proposal, declared_same=same, refuses=refuses, source=source):
            url = reverse("awards:nomination", args=[pk]) if pk else ""
            found.append(Other(clash.refused, clash.words, url, pk, proposal.name, state))
    return sorted(found, key=lambda one: not one.refused)


def earlier_of(
    subjects: Iterable[Person | Unit],
    *,
    year: int,
    but: int | None = None,
    on: dt.date | None = None,
    book: Rulebook | None = None,
) -> dict[int, list[Earlier]]:
    """Nominations and awards of a year of several people, or of several units, by their key.

    Two queries, one where the ``book`` of rules is at hand. ``on``: the day of which the rule on one achievement
    decides whether they refuse; today by default.
    """
    named, day = list(subjects), on or timezone.localdate()
    rule = book.general(ONCE, day) if book else general_rule(ONCE, day)
    refuses, source = rule is not None and rule.weight == BLOCK, spelled(rule.citation) if rule else ""
    found: dict[int, list[Earlier]] = {one.pk: [] for one in named}
    of = "unit" if any(isinstance(one, Unit) for one in named) else "person"
    own: dict[str, Any] = {f"{of}__in": found.keys(), "year": year}
    rows = Nomination.objects.filter(**own, removed_at=None).exclude(state=NominationState.WITHDRAWN)
    awards = Award.objects.filter(**own, revoked_on=None).order_by("pk")
    proposed, given = together(
        [
            rows.exclude(pk=but or 0).order_by("pk").values_list(f"{of}_id", "pk", "state", *_PROPOSAL),
            awards.values_list(f"{of}_id", "number", "decided_on", *_PROPOSAL),
        ]
    )
    for key, pk, state, *row in proposed:
        found[key].append(Earlier(proposal_of(row), str(NominationState(state).label), pk, refuses, source))
    for key, number, day, *row in given:
        decided = f"đã tặng, số {number}" if number else "đã tặng"
        when = f" ngày {short_date(day)}" if day else ""
        found[key].append(Earlier(proposal_of(row), f"{decided}{when}", None, refuses, source))
    return found


def proposal_of(row: Iterable[Any]) -> Proposal:
    """A row of codes and names as the rule on duplicates reads it."""
    title, title_name, form, form_name, year, kind, achievement = row
    return Proposal(title is not None, title or form, title_name or form_name, year, kind, achievement or "")


def wanted_of(honour: Honour, year: int, kind: str, achievement: str) -> Proposal:
    """What is about to be proposed, in the same shape."""
    return Proposal(isinstance(honour, Title), honour.code, honour.name, year, kind, achievement)


def refuse_clash(others: Iterable[Other]) -> None:
    """Refuse where another proposal or award excludes this one."""
    if hit := next((one for one in others if one.refused), None):
        state = f" ({hit.state.lower()})" if hit.state else ""
        raise DomainError(f"Đề nghị trùng: {hit.words}{state}. Mở hồ sơ trước ở mục “Hồ sơ trùng, gần giống”.")


def snapshot(check: Check, at: dt.datetime) -> dict[str, Any]:
    """The findings as they are kept with what was sent."""
    found = check.assessment
    return {
        "at": at.isoformat(timespec="seconds"),
        "status": str(found.status),
        "law": found.law,
        "law_note": found.law_note,
        "words": check.summary,
        "findings": [
            {
                "key": one.key,
                "status": str(one.status),
                "message": one.message,
                "citation": one.citation,
                "enforcement": str(one.enforcement),
                "confidence": str(one.confidence),
            }
            for one in found.findings
        ],
    }
