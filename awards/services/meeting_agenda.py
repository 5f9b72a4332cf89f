"""The agenda of a meeting, drawn from scored initiatives or from nominations found eligible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet

from awards.models import (
    AgendaItem,
    CouncilKind,
    Initiative,
    InitiativeState,
    Meeting,
    MeetingState,
    Nomination,
    NominationState,
    Recognition,
)
from awards.services.meeting import WAY, WHO_RUNS
from plans.errors import DomainError
from plans.models import User
from plans.services import audit
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.task_log import demand

TAKEN = "{} nội dung vừa được đưa vào phiên khác hoặc không còn đủ điều kiện. Mở lại trang rồi chọn."
# On the agenda of another meeting: not free while that meeting may still decide, or has carried it
ELSEWHERE = ~Q(meeting__state=MeetingState.CANCELLED) & Q(meeting__removed_at=None)
ELSEWHERE &= Q(passed=None) | Q(passed=True, picked=None) | Q(passed=True, picked=True)


class Candidate(NamedTuple):
    """What may stand on the agenda: a nomination or an initiative, with what a list shows of it."""

    pk: int
    name: str
    about: str
    honour: str
    is_title: bool
    is_unit: bool


def candidates_of(meeting: Meeting) -> list[Candidate]:
    """What the meeting may take up, in the order in which it is usually voted on. One query."""
    if meeting.council.kind == CouncilKind.INITIATIVE:
        rows = free_initiatives(meeting).select_related("unit").order_by("-result", "pk")
        return [candidate_of(one) for one in rows]
    return [_of_nomination(one) for one in free_nominations(meeting)]


def candidate_of(one: Initiative) -> Candidate:
    """An initiative that may stand on the agenda."""
    return Candidate(one.pk, one.name, one.unit.name if one.unit else "", "", is_title=False, is_unit=False)


def _of_nomination(one: Nomination) -> Candidate:
    about = one.person.unit.label if one.person else "tập thể"
    return Candidate(
        one.pk,
        str(one.subject),
        about,
        one.honour.name,
        is_title=one.title_id is not None,
        is_unit=one.unit_id is not None,
    )


def free_nominations(meeting: Meeting) -> QuerySet[Nomination]:
    """Nominations found eligible that no other meeting has before it; titles first, as in the catalogues."""
    elsewhere = AgendaItem.objects.filter(ELSEWHERE, nomination__isnull=False).exclude(meeting=meeting)
    rows = Nomination.objects.filter(removed_at=None, state=NominationState.ELIGIBLE)
    rows = rows.exclude(pk__in=elsewhere.values("nomination"))
    if meeting.round_id:
        rows = rows.filter(round=meeting.round_id)
    return rows.select_related("person__unit", "unit", "title", "commendation").order_by(
        *("title__order", "commendation__order", "unit__order", "person__sort_key", "pk")
    )


def free_initiatives(meeting: Meeting) -> QuerySet[Initiative]:
    """Scored initiatives that no other meeting has before it."""
    elsewhere = AgendaItem.objects.filter(ELSEWHERE, initiative__isnull=False).exclude(meeting=meeting)
    rows = Initiative.objects.filter(removed_at=None, state=InitiativeState.SCORED)
    rows = rows.exclude(pk__in=elsewhere.values("initiative"))
    return rows.filter(call=meeting.call_id) if meeting.call_id else rows


@transaction.atomic
def set_agenda(
    *,
    actor: User,
    meeting: Meeting,
    chosen: Sequence[int],
    scopes: Mapping[int, str] | None = None,
    seen: int,
    key: str = "",
) -> Meeting:
    """Lập chương trình: the dossiers in the order given; those left out are free again.

    ``scopes`` is, for initiatives, the level of effect that is proposed; the office itself where none is given.
    """
    use_submit_key(actor, key)
    record = locked(meeting)
    demand(actor, "awards.prepare_meeting", record, WHO_RUNS)
    check_version(record, seen, {})
    WAY.require(record, MeetingState.PREPARING)
    of_initiatives = record.council.kind == CouncilKind.INITIATIVE
    free = free_initiatives(record) if of_initiatives else free_nominations(record)
    known = set(free.filter(pk__in=chosen).order_by().values_list("pk", flat=True))
    if missing := [pk for pk in chosen if pk not in known]:
        raise DomainError(TAKEN.format(len(missing)))
    field = "initiative_id" if of_initiatives else "nomination_id"
    standing = {getattr(item, field): item for item in record.items.all()}
    record.items.exclude(**{f"{field}__in": chosen}).delete()
    for order, pk in enumerate(dict.fromkeys(chosen), start=1):
        item = standing.get(pk) or AgendaItem(meeting=record, **{field: pk})
        if of_initiatives:
            item.scope = Recognition.Scope((scopes or {}).get(pk) or item.scope or Recognition.Scope.UNIT)
        item.order = order
        item.save()
    record.version += 1
    record.save()
    audit.record(actor=actor, act="meeting.agenda", obj=record, note=f"{len(set(chosen))} nội dung")
    return record
