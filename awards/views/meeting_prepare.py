"""The step Chuẩn bị: what may stand on the agenda, chosen and put in order; afterwards the agenda as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from awards.models import AgendaItem, InitiativeCall, MeetingState, Recognition
from awards.rules.initiative_score import Spread
from awards.services import meeting as way
from awards.services.initiative_proposed import Proposed, proposed_to_council
from awards.services.meeting_agenda import Candidate, candidates_of, free_initiatives, set_agenda
from awards.views.meeting_acts import run_desk
from awards.views.meeting_desk import MeetingDesk
from emulation.rules.scoring import show_points
from plans.errors import AlreadyDone, DomainError, EditConflict
from plans.http import OfficeRequest, submit_key, whole_number

TITLES, FORMS, WORKS = "Danh hiệu thi đua", "Hình thức khen thưởng", "Sáng kiến"
CHANGED = "Chương trình vừa được người khác sửa. Xem lại bên dưới rồi lưu lần nữa nếu vẫn đúng."
SCOPES = [(value, label) for value, label in Recognition.Scope.choices]


class AgendaLine(NamedTuple):
    """A dossier that stands or may stand on the agenda; those from ``points`` on only of an initiative."""

    pk: int
    order: int
    name: str
    about: str
    honour: str
    on_agenda: bool = True
    points: str = ""
    faults: str = ""
    spread: str = ""
    scope: str = ""


class AgendaGroup(NamedTuple):
    """The dossiers of one list: titles and forms of commendation are never mixed."""

    name: str
    column: str
    lines: Sequence[AgendaLine]


def prepare_step(_request: OfficeRequest, desk: MeetingDesk) -> dict[str, Any]:
    """The tick list while it is prepared by who runs it, else the agenda."""
    chooses = desk.runs and desk.meeting.state == MeetingState.PREPARING
    groups = _offered(desk) if chooses else _standing(desk)
    return {"groups": groups, "chooses": chooses, "scopes": SCOPES, "is_drawn": bool(desk.items)}


@require_POST
def agenda_save(request: OfficeRequest, pk: int) -> HttpResponse:
    """Lưu chương trình: the ticked dossiers, by the numbers written beside them."""
    desk = run_desk(request, pk)
    ticked = [found for found in map(whole_number, request.POST.getlist("ho-so")) if found]
    places = {one: whole_number(request.POST.get(f"stt_{one}", "")) for one in ticked}
    chosen = sorted(ticked, key=lambda one: (places[one] or len(ticked) + 1, ticked.index(one)))
    known = Recognition.Scope.values
    scopes = {one: scope for one in ticked if (scope := request.POST.get(f"pham-vi_{one}", "")) in known}
    seen, key = whole_number(request.POST.get("version", "")) or 0, submit_key(request)
    try:
        set_agenda(actor=request.user, meeting=desk.meeting, chosen=chosen, scopes=scopes, seen=seen, key=key)
    except AlreadyDone:
        raise
    except EditConflict:
        messages.warning(request, CHANGED)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"Đã lưu chương trình, {len(set(chosen))} nội dung.")
    return redirect(f"{way.page_of(desk.meeting)}?buoc=chuan-bi")


def _offered(desk: MeetingDesk) -> list[AgendaGroup]:
    """What may be taken up; what stands on the agenda first, in its order. With no agenda yet, everything is ticked."""
    standing = {item.initiative_id or item.nomination_id: item for item in desk.items}
    scored = _scored(desk) if desk.of_initiatives else {}
    found = [
        (_of_candidate(one, scored.get(one.pk), standing.get(one.pk), ticked=not standing), one.is_title)
        for one in candidates_of(desk.meeting)
    ]
    found.sort(key=lambda pair: pair[0].order or len(found) + 1)
    return _grouped(desk, found)


def _scored(desk: MeetingDesk) -> dict[int, Proposed]:
    """What the sheets of the initiatives came to: those of the meeting's call, or of every call with one to take up."""
    calls = (
        [desk.meeting.call]
        if desk.meeting.call
        else InitiativeCall.objects.filter(
            pk__in=free_initiatives(desk.meeting).order_by().values("call")
        ).select_related("sheet")
    )
    return {one.initiative.pk: one for call in calls for one in proposed_to_council(call)}


def _of_candidate(one: Candidate, scored: Proposed | None, item: AgendaItem | None, *, ticked: bool) -> AgendaLine:
    line = AgendaLine(
        one.pk,
        item.order if item else 0,
        one.name,
        one.about,
        one.honour,
        on_agenda=ticked or item is not None,
        scope=(item.scope if item else "") or Recognition.Scope.UNIT,
    )
    if scored is None:
        return line
    return line._replace(
        points=show_points(scored.mean), faults="; ".join(scored.faults), spread=_spread_words(scored.spread)
    )


def _spread_words(spread: Spread | None) -> str:
    """How far the sheets lie apart, where that is far."""
    if spread is None or not spread.wide:
        return ""
    return f"điểm chênh nhau {show_points(spread.width)}"


def _standing(desk: MeetingDesk) -> list[AgendaGroup]:
    """The agenda as it stands."""
    return _grouped(desk, [(_of_item(item), bool(item.nomination and item.nomination.title_id)) for item in desk.items])


def _of_item(item: AgendaItem) -> AgendaLine:
    if item.nomination is not None:
        one = item.nomination
        about = one.person.unit.label if one.person else "tập thể"
        return AgendaLine(item.pk, item.order, str(one.subject), about, one.honour.name)
    work = item.initiative
    if work is None:  # the database refuses it
        return AgendaLine(item.pk, item.order, "", "", "")
    return AgendaLine(
        item.pk,
        item.order,
        work.name,
        work.unit.name if work.unit else "",
        honour="",
        points=show_points(work.result) if work.result is not None else "",
        scope=str(Recognition.Scope(item.scope).label) if item.scope else "",
    )


def _grouped(desk: MeetingDesk, found: Iterable[tuple[AgendaLine, bool]]) -> list[AgendaGroup]:
    pairs = list(found)
    if desk.of_initiatives:
        return [AgendaGroup(WORKS, "", [line for line, _ in pairs])] if pairs else []
    kinds: tuple[tuple[str, str, Callable[[bool], bool]], ...] = (
        (TITLES, "Danh hiệu", bool),
        (FORMS, "Hình thức", lambda is_title: not is_title),
    )
    groups = (
        AgendaGroup(name, column, [line for line, is_title in pairs if belongs(is_title)])
        for name, column, belongs in kinds
    )
    return [group for group in groups if group.lines]
