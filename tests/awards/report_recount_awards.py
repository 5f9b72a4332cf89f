"""What each sentence about awards, councils, initiatives, the fund and registrations' results must count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from awards.models import (
    Award,
    FundEntry,
    Initiative,
    InitiativeScore,
    Meeting,
    Nomination,
    Recognition,
    SubmissionLine,
)
from emulation.models import (
    Aim,
    Registration,
    Target,
)
from plans.rules.report_line import Drawn
from tests.awards.report_counted import Counted, Expected, Keys, change, keys_of, there, two

DIRECT = ("specialist", "worker")
SCOPES = ("unit", "province", "ministry", "nation")
ANSWERS = ("granted", "refused", "returned", "waiting")


def proposed(counted: Counted, one: Drawn, four: str) -> Expected:
    def sent(days: Callable[[dt.date | None], bool]) -> list[Any]:
        rows = [n for n in Nomination.objects.all() if n.state in ("submitted", "eligible") and n.removed_at is None]
        return counted.honours([n for n in rows if n.submitted_at and days(counted.day(n.submitted_at))], four)

    now, before = sent(counted.within), sent(counted.year_before)
    groups = counted.groups(now)
    return Expected([keys_of(now), *(groups if len(groups) > 1 else [])], change(len(now), len(before)))


def given(counted: Counted, four: str, *, before: bool = False) -> list[Award]:
    days = counted.year_before if before else counted.within
    return counted.honours([a for a in Award.objects.all() if a.revoked_on is None and days(a.decided_on)], four)


def granted(counted: Counted, one: Drawn, four: str) -> Expected:
    now, before = given(counted, four), given(counted, four, before=True)
    groups = counted.groups(now)
    different = len({award.unit_id or award.person_id for award in now})
    numbers = (*change(len(now), len(before)), *((two(different),) if different < len(now) else ()))
    return Expected([keys_of(now), *(groups if len(groups) > 1 else [])], numbers)


def who(counted: Counted, one: Drawn, four: str) -> Expected:
    people = [(award.pk, award.person) for award in given(counted, four) if award.person]
    women = [pk for pk, person in people if person.sex == "female"]
    direct = [pk for pk, person in people if person.position_group in DIRECT]
    unknown = (sum(not person.sex for _, person in people), sum(not person.position_group for _, person in people))
    return Expected(there([women, direct]), tuple(two(number) for number in unknown if number))


def sent(counted: Counted, one: Drawn, which: str, four: str) -> Expected:
    lines = [s for s in SubmissionLine.objects.all() if s.letter.kind == "submission" and s.letter.removed_at is None]
    told = [
        s
        for s in lines
        if (
            counted.within(s.letter.issued_on)
            if which == "sent"
            else s.letter.issued_on and s.letter.issued_on < counted.first and counted.within(s.answered_on)
        )
    ]
    rows = [s for s in told if s.nomination in counted.honours([s.nomination for s in told], four)]
    said = {s.pk: str(s.answer) if s.answer != "waiting" and counted.within(s.answered_on) else "waiting" for s in rows}
    return Expected([sorted(said), *there([[pk for pk in said if said[pk] == answer] for answer in ANSWERS])])


def promise(counted: Counted, one: Drawn, four: str, _order: str, name: str) -> Expected:
    registered, *results = promised(counted, four, name)
    return Expected([registered, *there(results)])


def promised(counted: Counted, four: str, name: str = "") -> tuple[Keys, Keys, Keys]:
    """The registrations of one of the four (of one honour): all, those that were proposed, those that were granted."""
    sent = [r for r in Registration.objects.all() if r.state != "draft" and counted.known(r.sent_at)]
    sent = [r for r in sent if r.round.year == counted.plan.year]
    mine = [a for a in Aim.objects.all() if a.registration in sent]
    mine = [a for a in counted.honours(mine, four) if name in ("", counted.honour(a).name)]

    def whose(row: Any) -> tuple[int | None, ...]:
        held = getattr(row, "registration", row)
        return held.person_id, held.unit_id, row.title_id, row.commendation_id

    up = {
        whose(n)
        for n in Nomination.objects.all()
        if n.state in ("submitted", "eligible")
        and n.removed_at is None
        and n.year == counted.plan.year
        and counted.known(n.submitted_at)
    }
    given = {
        whose(a)
        for a in Award.objects.all()
        if a.revoked_on is None and a.year == counted.plan.year and counted.known(a.decided_on)
    }
    proposed, granted = ([a.registration_id for a in mine if whose(a) in done] for done in (up, given))
    return sorted(a.registration_id for a in mine), sorted(proposed), sorted(granted)


def settled_promises(counted: Counted, one: Drawn, section: str, four: str) -> Expected:
    """All granted; or those not granted for which a reason or a refusal is written down."""
    registered, _, granted = promised(counted, four)
    if section == "strengths":
        return Expected([granted if len(granted) == len(registered) else []])
    refused = {
        (s.nomination.person_id, s.nomination.unit_id, s.nomination.title_id, s.nomination.commendation_id)
        for s in SubmissionLine.objects.all()
        if s.answer == "refused" and counted.known(s.answered_on) and s.nomination.year == counted.plan.year
    }
    aims = [a for a in counted.honours(Aim.objects.all(), four) if a.registration_id in registered]
    missed = [
        a.registration_id
        for a in aims
        if a.registration_id not in granted
        and (
            a.gap_reason or (a.registration.person_id, a.registration.unit_id, a.title_id, a.commendation_id) in refused
        )
    ]
    return Expected([missed])


def targets(counted: Counted) -> list[Target]:
    return [
        t
        for t in Target.objects.all()
        if t.registration.state != "draft"
        and counted.known(t.registration.sent_at)
        and t.registration.round.year == counted.plan.year
    ]


def all_targets(counted: Counted, one: Drawn) -> Expected:
    every = targets(counted)
    parts = [[t.pk for t in every if t.met is met] for met in (True, False, None)]
    return Expected([sorted({t.registration_id for t in every}), keys_of(every), *there(parts)])


def missed_targets(counted: Counted, one: Drawn) -> Expected:
    missed = [t for t in targets(counted) if t.met is False]
    return Expected([keys_of(missed), sorted({t.registration_id for t in missed})])


def meetings(counted: Counted, one: Drawn, first: str) -> Expected:
    held = [m for m in Meeting.objects.all() if m.state in ("results", "minuted") and m.removed_at is None]
    council = next(m.council_id for m in held if m.pk == int(first))
    return Expected([keys_of(m for m in held if m.council_id == council and counted.within(m.held_on))])


def initiatives(counted: Counted, one: Drawn) -> Expected:
    works = [w for w in Initiative.objects.all() if w.kind == "initiative" and not w.is_past and w.state != "draft"]
    works = [w for w in works if w.removed_at is None and counted.within(w.submitted_at)]
    later = {
        s.initiative_id
        for s in InitiativeScore.objects.all()
        if (counted.day(s.submitted_at) or dt.date.min) > counted.last
    }
    scored = [w.pk for w in works if w.state in ("scored", "recognised", "refused", "revoked") and w.pk not in later]
    return Expected([keys_of(works), *there([scored])])


def decisions(counted: Counted, days: Callable[[dt.date], bool]) -> list[Recognition]:
    rows = [r for r in Recognition.objects.all() if r.revoked_on is None and r.initiative.removed_at is None]
    return [r for r in rows if r.initiative.kind == "initiative" and days(r.decided_on)]


def recognised(counted: Counted, one: Drawn) -> Expected:
    now, before = decisions(counted, counted.within), decisions(counted, counted.year_before)
    every = {r.initiative_id for r in now}
    scopes = there([[r.initiative_id for r in now if r.scope == scope] for scope in SCOPES])
    scopes = scopes if len(scopes) > 1 and "strengths" not in one.key else []
    return Expected([sorted(every), *scopes], change(len(every), len({r.initiative_id for r in before})))


def research(counted: Counted, one: Drawn) -> Expected:
    rows = [r for r in Recognition.objects.all() if r.revoked_on is None and counted.within(r.decided_on)]
    return Expected([sorted({r.initiative_id for r in rows if r.initiative.kind == "research"})])


def fund(counted: Counted, one: Drawn) -> Expected:
    """Sums, not numbers of rows: what each link says in đồng must be the sum of its own rows."""
    rows = [f for f in FundEntry.objects.all() if f.removed_at is None and f.on <= counted.last]
    old = [f for f in rows if f.on < counted.first]
    found = [keys_of(old)] if sum(signed(f) for f in old) > 0 else []
    for way in ("in", "out"):
        if there := keys_of(f for f in rows if f.on >= counted.first and f.way == way):
            found += [there, there]
    return Expected([*found, keys_of(rows)])


def signed(entry: FundEntry) -> int:
    return entry.amount if entry.way == "in" else -entry.amount


def money(keys: Iterable[int]) -> str:
    """What entries of the fund come to, as a sentence says it."""
    wanted = set(keys)
    amount = sum(signed(f) for f in FundEntry.objects.all() if f.pk in wanted)
    return f"{abs(amount):,} đồng".replace(",", ".")
