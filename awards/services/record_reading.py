"""Who may open which record, and that the audit keeps who read somebody else's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from awards.permissions import units_seen
from plans.models import AuditEntry, Person, Unit, UnitKind, User
from plans.services import audit

READ, PRINTED, SURVEYED = "record.read", "record.print", "record.survey"
_SAID = {READ: "xem", PRINTED: "in, tải"}
MOST = 30


class Reading(NamedTuple):
    """That somebody else opened or printed a person's record."""

    who: str
    at: str
    what: str


def people_seen(user: User) -> QuerySet[Person]:
    """The people whose record ``user`` may open: oneself, one's unit's as contact or head, or all."""
    units = units_seen(user)
    if units is None:
        return Person.objects.all()
    return Person.objects.filter(Q(unit__in=units) | Q(pk=user.person_id or 0))


def collectives() -> QuerySet[Unit]:
    """The units that have a record of their own."""
    return Unit.objects.exclude(kind__in=(UnitKind.GROUP, UnitKind.EXTERNAL))


def note_reading(*, actor: User, person: Person) -> None:
    """Keep that ``actor`` opened somebody else's record, once a day."""
    note_readings(actor=actor, people=(person,))


def note_readings(*, actor: User, people: Iterable[Person], known: Collection[str] | None = None) -> None:
    """The same for records that one page shows together: one query where all were opened today already.

    None where the page asked for ``read_today`` itself, and gives as ``known`` what came back.
    """
    others = [person for person in people if person.pk != actor.person_id]
    if known is None:
        known = set(read_today(actor=actor, people=others).values_list("object_id", flat=True))
    for person in others:
        if str(person.pk) not in known:
            audit.record(actor=actor, act=READ, obj=person)


def read_today(*, actor: User, people: Iterable[Person]) -> QuerySet[AuditEntry]:
    """That ``actor`` opened the records of ``people`` today, in ``object_id``."""
    noted = AuditEntry.objects.filter(actor=actor, act=READ, object_type=Person._meta.label_lower, at__gte=_midnight())
    return noted.filter(object_id__in=[str(one.pk) for one in people]).order_by()


def note_survey(*, actor: User, words: str) -> None:
    """Keep that ``actor`` looked through the records of many at once, once a day for each question."""
    noted = AuditEntry.objects.filter(actor=actor, act=SURVEYED, note=words, at__gte=_midnight())
    if not noted.exists():
        audit.record(actor=actor, act=SURVEYED, note=words)


def note_printing(*, actor: User, person: Person) -> None:
    """Keep that the record left the office's screen, every time."""
    audit.record(actor=actor, act=PRINTED, obj=person)


def readings_of(person: Person) -> list[Reading]:
    """Who else opened or printed the record, newest first: one query."""
    entries = AuditEntry.objects.filter(act__in=(READ, PRINTED), **_of(person))
    others = entries.exclude(actor__person=person).order_by("-number")
    columns = ("actor__person__full_name", "actor_name", "at", "act")
    return [
        Reading(name or account, f"{timezone.localtime(at):%d/%m/%Y %H:%M}", _SAID[act])
        for name, account, at, act in others.values_list(*columns)[:MOST]
    ]


def _midnight() -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(timezone.localdate(), dt.time.min))


def _of(person: Person) -> dict[str, str]:
    return {"object_type": person._meta.label_lower, "object_id": str(person.pk)}
