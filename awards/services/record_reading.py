"""Who may open which record, and that the audit keeps who read somebody else's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from awards.permissions import units_seen
from plans.models import AuditEntry, Person, Unit, UnitKind, User
from plans.services import audit

READ, PRINTED = "record.read", "record.print"
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


def note_readings(*, actor: User, people: Iterable[Person]) -> None:
    """The same for records that one page shows together: one query where all were opened today already."""
    others = [person for person in people if person.pk != actor.person_id]
    today = timezone.make_aware(dt.datetime.combine(timezone.localdate(), dt.time.min))
    noted = AuditEntry.objects.filter(actor=actor, act=READ, object_type=Person._meta.label_lower, at__gte=today)
    known = set(noted.filter(object_id__in=[str(one.pk) for one in others]).values_list("object_id", flat=True))
    for person in others:
        if str(person.pk) not in known:
            audit.record(actor=actor, act=READ, obj=person)


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


def _of(person: Person) -> dict[str, str]:
    return {"object_type": person._meta.label_lower, "object_id": str(person.pk)}
