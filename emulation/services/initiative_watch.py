"""Who aims at a title whose standard names a recognised initiative, and has not begun one."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from emulation.models import Aim, InitiativeNeed
from emulation.sockets import initiatives

NEEDING = (InitiativeNeed.REQUIRED, InitiativeNeed.ONE_OF)
NEED_WORDS: dict[str, str] = {
    InitiativeNeed.REQUIRED: "Bắt buộc có sáng kiến được công nhận.",
    InitiativeNeed.ONE_OF: "Sáng kiến được công nhận là một trong các điều kiện.",
}


def not_begun(aims: QuerySet[Aim]) -> QuerySet[Aim]:
    """Of ``aims`` of persons, those that wait for an initiative.

    Once initiatives are on file somewhere (the socket), the file decides; until then what the registration says: one
    has begun when it has a name and a first day, which is never one to come.
    """
    waiting = aims.filter(registration__person__isnull=False, title__initiative__in=NEEDING)
    on_file = list(initiatives)
    for rows in on_file:
        filed = rows().filter(person=OuterRef("registration__person"), year=OuterRef("registration__round__year"))
        waiting = waiting.exclude(Exists(filed))
    return waiting if on_file else waiting.filter(Q(initiative_begun_on=None) | Q(initiative=""))
