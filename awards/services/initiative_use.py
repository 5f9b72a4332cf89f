"""The register of what each recognised initiative was counted for, author by author (rule R10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from awards.models import (
    Initiative,
    InitiativeAuthor,
    InitiativeState,
    InitiativeUse,
    Nomination,
    NominationState,
    Recognition,
)
from awards.rules.initiative_use import FORM, TITLE, Objection, Use, objections, refusal
from awards.services.rulebook import general_rule
from emulation.models import Commendation, Title
from plans.errors import DomainError
from plans.models import Person, User
from plans.rules.official import short_date
from plans.services import audit
from plans.services.locking import locked

RULE = "R10"
# What counts as used: past years, and what was proposed; a draft only intends to, and a withdrawn one does no more
COUNTED = Q(nomination=None) | Q(
    nomination__removed_at=None, nomination__state__in=(NominationState.SUBMITTED, NominationState.ELIGIBLE)
)
Honour = Title | Commendation


class Work(NamedTuple):
    """A recognised initiative of a person, for choosing: its decision, and what it was counted for."""

    pk: int
    name: str
    year: int
    kind: str
    share: int
    scopes: tuple[str, ...]
    decision: str
    uses: tuple[str, ...]


def use_of(honour: Honour, year: int) -> Use:
    """An honour of a year as the rule knows it."""
    return Use(TITLE if isinstance(honour, Title) else FORM, honour.code, honour.name, year)


def objections_to(
    *, initiative: Initiative, person: Person, honour: Honour, year: int, but: Nomination | None = None
) -> list[Objection]:
    """What stands against counting it for one more honour of ``person``; ``but`` is the nomination that asks.

    By the rule of the day on which its dossier was received, of today while it was not. Two queries.
    """
    rows = InitiativeUse.objects.filter(COUNTED, initiative=initiative, person=person)
    rows = rows.select_related("title", "commendation")
    if but is not None and but.pk:
        rows = rows.exclude(nomination=but)
    earlier = [use_of(row.honour, row.year) for row in rows]
    if not earlier:
        return []
    received = but.received_on if but else None
    return objections(earlier, use_of(honour, year), rule=general_rule(RULE, received or timezone.localdate()))


@transaction.atomic
def record_use(
    *,
    initiative: Initiative,
    person: Person,
    honour: Honour,
    year: int,
    actor: User,
    nomination: Nomination | None = None,
    reason: str = "",
) -> InitiativeUse:
    """Count a recognised initiative for an honour of one of its authors; what the rule warns of needs a reason."""
    record = locked(initiative)
    if record.state != InitiativeState.RECOGNISED:
        raise DomainError(f"“{record}” chưa được công nhận nên chưa dùng để xét khen thưởng được.")
    if not record.authors.filter(person=person).exists():
        raise DomainError(f"{person} không phải tác giả của “{record}”. Chọn sáng kiến của người này.")
    found = objections_to(initiative=record, person=person, honour=honour, year=year, but=nomination)
    if words := refusal(found):
        raise DomainError(words)
    if found and not reason.strip():
        raise DomainError(found[0].message)
    values = {"title": honour} if isinstance(honour, Title) else {"commendation": honour}
    facts = {"initiative": record, "person": person, "nomination": nomination, "year": year, "reason": reason.strip()}
    if nomination is not None:
        InitiativeUse.objects.filter(initiative=record, person=person, nomination=nomination).delete()
    made = InitiativeUse.objects.create(**facts, **values)
    note = f"{person}: {honour} {year}" + (f"; {reason.strip()}" if reason.strip() else "")
    audit.record(actor=actor, act="initiative.use", obj=record, note=note)
    return made


def check_uses(nomination: Nomination) -> None:
    """Refuse to send a nomination whose initiatives another one has used since it was drafted. A query for each."""
    for use in nomination.uses.select_related("initiative", "person", "title", "commendation"):
        found = objections_to(
            initiative=use.initiative, person=use.person, honour=use.honour, year=use.year, but=nomination
        )
        if words := refusal(found):
            raise DomainError(f"“{use.initiative}”: {words}")
        if found and not use.reason:
            raise DomainError(f"“{use.initiative}”: {found[0].message} Sửa hồ sơ, ghi lý do rồi trình.")


@transaction.atomic
def clear_uses(*, nomination: Nomination, actor: User) -> None:
    """Forget what a nomination counted: it was withdrawn, or chooses anew."""
    rows = InitiativeUse.objects.filter(nomination=nomination).select_related("initiative", "person")
    for row in rows:
        note = f"{row.person}: {row.honour} {row.year}"
        audit.record(actor=actor, act="initiative.unuse", obj=row.initiative, note=note)
    rows.delete()


def works_of(person: Person, *, upto_year: int | None = None) -> list[Work]:
    """The recognised initiatives of a person, latest first, for choosing. Three queries."""
    rows = InitiativeAuthor.objects.filter(person=person, initiative__state=InitiativeState.RECOGNISED)
    rows = rows.filter(initiative__removed_at__isnull=True)
    if upto_year is not None:
        rows = rows.filter(initiative__year__lte=upto_year)
    columns = ("initiative_id", "initiative__name", "initiative__year", "initiative__kind", "share")
    known = list(rows.order_by("-initiative__year", "initiative_id").values_list(*columns))
    pks = [pk for pk, *_ in known]
    decisions, uses = decisions_of(pks), uses_of(pks, person=person)
    return [
        Work(
            pk,
            name,
            year,
            kind,
            share,
            tuple(scope for scope, _ in decisions.get(pk, ())),
            "; ".join(words for _, words in decisions.get(pk, ())),
            tuple(uses.get(pk, ())),
        )
        for pk, name, year, kind, share in known
    ]


def decisions_of(initiatives: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """By initiative, each level of effect and its decision in words. One query."""
    found: dict[int, list[tuple[str, str]]] = {}
    rows = Recognition.objects.filter(initiative__in=initiatives, revoked_on=None).order_by("decided_on", "pk")
    for pk, scope, number, day in rows.values_list("initiative_id", "scope", "number", "decided_on"):
        found.setdefault(pk, []).append((scope, decision_words(scope, number, day)))
    return found


def decision_words(scope: str, number: str, day: dt.date) -> str:
    """A decision in words: «Cơ sở: số 45/QĐ-SNgV ngày 20/11/2025»."""
    return f"{Recognition.Scope(scope).label}: số {number} ngày {short_date(day)}"


def uses_of(initiatives: Iterable[int], *, person: Person | None = None) -> dict[int, list[str]]:
    """By initiative, what it was counted for in words; with the author's name unless it is about one. One query."""
    rows = InitiativeUse.objects.filter(COUNTED, initiative__in=initiatives)
    if person is not None:
        rows = rows.filter(person=person)
    found: dict[int, list[str]] = {}
    columns = ("initiative_id", "title__name", "commendation__name", "year", "person__full_name", "nomination__state")
    for pk, title, commendation, year, name, state in rows.order_by("year", "pk").values_list(*columns):
        words = f"{title or commendation} {year}" + (", đang đề nghị" if state == NominationState.SUBMITTED else "")
        found.setdefault(pk, []).append(words if person else f"{words} ({name})")
    return found
