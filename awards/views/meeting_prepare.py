"""The step Chuẩn bị: what may stand on the agenda, to be chosen and ordered; afterwards the agenda as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from awards.forms.meeting_agenda import PLACE, SCOPE, SCOPES, AgendaForm
from awards.models import AgendaItem, MeetingState, Recognition
from awards.rules.initiative_score import Spread
from awards.services.initiative_proposed import Proposed, proposed_to_council
from awards.services.meeting_agenda import Candidate, candidate_of, candidates_of, free_initiatives
from awards.views.meeting_desk import MeetingDesk
from emulation.rules.scoring import show_points
from plans.http import OfficeRequest

TITLES, FORMS, WORKS = "Danh hiệu thi đua", "Hình thức khen thưởng", "Sáng kiến"


class AgendaLine(NamedTuple):
    """A dossier that stands or may stand on the agenda; those from ``points`` on only of an initiative."""

    pk: int
    order: int | str
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
    return prepare_context(desk, None)


def prepare_context(desk: MeetingDesk, form: AgendaForm | None) -> dict[str, Any]:
    """The step; with a ``form`` that was refused, as it was typed."""
    chooses = desk.runs and desk.meeting.state == MeetingState.PREPARING
    groups = _grouped(desk, _offered(desk, form)) if chooses else _standing(desk)
    drawn = bool(desk.items) or form is not None
    return {"groups": groups, "chooses": chooses, "scopes": SCOPES, "is_drawn": drawn, "form": form}


def _offered(desk: MeetingDesk, form: AgendaForm | None) -> list[tuple[AgendaLine, bool]]:
    """What may be taken up; what stands on the agenda first, in its order. With no agenda yet, everything is ticked."""
    standing = {item.initiative_id or item.nomination_id: item for item in desk.items}
    if desk.of_initiatives:
        works = proposed_to_council(free_initiatives(desk.meeting))
        found = [(_with_points(_of_candidate(candidate_of(one.initiative)), one), False) for one in works]
    else:
        found = [(_of_candidate(one), one.is_title) for one in candidates_of(desk.meeting)]
    if form is not None:
        return [(_as_typed(line, form), is_title) for line, is_title in found]
    found = [(_as_saved(line, standing), is_title) for line, is_title in found]
    return sorted(found, key=lambda pair: pair[0].order or len(found) + 1)


def _of_candidate(one: Candidate) -> AgendaLine:
    return AgendaLine(one.pk, 0, one.name, one.about, one.honour, scope=Recognition.Scope.UNIT)


def _with_points(line: AgendaLine, one: Proposed) -> AgendaLine:
    return line._replace(points=show_points(one.mean), faults="; ".join(one.faults), spread=_spread_words(one.spread))


def _as_saved(line: AgendaLine, standing: Mapping[int | None, AgendaItem]) -> AgendaLine:
    if (item := standing.get(line.pk)) is None:
        return line._replace(on_agenda=not standing)
    return line._replace(order=item.order, scope=item.scope or line.scope)


def _as_typed(line: AgendaLine, form: AgendaForm) -> AgendaLine:
    scope = form.typed(SCOPE, line.pk) or line.scope
    return line._replace(order=form.typed(PLACE, line.pk), on_agenda=form.is_ticked(line.pk), scope=scope)


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
