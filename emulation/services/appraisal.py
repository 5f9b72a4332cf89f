"""Thẩm định: the standing office line by line, one objection of the unit, the answer, and the leadership's close."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Set
from typing import NamedTuple

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from emulation.models import CampaignState, ScoreLine, ScoreSheet, ScoreTable, SheetState
from emulation.rules.scoring import Placed, bound_fault, in_order, leaves, ranked, show_points, total_of
from emulation.services.score_sheet import (
    WAY,
    WHO_APPRAISES,
    WHO_SCORES,
    keep_lines,
    require_seen,
    scorers_of,
    tell_unit,
    why_closed,
)
from emulation.services.score_table import nodes_of, scoring_phase
from plans.errors import DomainError, NotAllowed
from plans.models import Role, User
from plans.permissions import rights_of
from plans.services import audit
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.way import holders, tell

WHO_CLOSES = "Lãnh đạo Sở chốt điểm, xếp hạng khi các phiếu đã thẩm định. Anh, chị xem bảng xếp hạng sau khi chốt."
OBJECTED_ONCE = "Đơn vị đã có ý kiến một lần và được trả lời. Lãnh đạo Sở xem cả ý kiến và trả lời khi chốt."
MOST_NAMED = 10


class Verdict(NamedTuple):
    """What the appraiser says of one criterion."""

    final: int | None
    reason: str = ""


@transaction.atomic
def return_sheet(
    *, sheet: ScoreSheet, actor: User, reason: str, seen: int, today: dt.date, key: str = ""
) -> ScoreSheet:
    """Trả lại để tự chấm lại, with a reason; what was appraised so far is put away with it."""
    use_submit_key(actor, key)
    if not actor.has_perm("emulation.appraise"):
        raise NotAllowed(WHO_APPRAISES)
    record = locked(sheet)
    require_seen(record, seen)
    WAY.require(record, SheetState.SENT)
    if not reason.strip():
        raise DomainError("Ghi lý do trả lại để đơn vị biết cần sửa gì.")
    campaign = record.table.campaign
    if campaign and (refusal := why_closed(campaign, scoring_phase(campaign), today)):
        raise DomainError(f"{refusal} Đơn vị không sửa được nữa nên không trả lại; thường trực sửa phiếu kèm lý do.")
    lines = list(record.lines.filter(final__isnull=False))
    for line in lines:
        line.final, line.reason = None, ""
    keep_lines((), lines, actor, ["final", "reason"])
    record.final_total, record.return_reason = 0, reason
    entry = WAY.moved(record, actor, "sheet.return", record.send_back, note=reason)
    tell_unit(record, entry, f"{record} được trả lại: {reason}")
    return record


@transaction.atomic
def save_appraisal(
    *,
    sheet: ScoreSheet,
    actor: User,
    lines: Mapping[int, Verdict],
    seen: int,
    finish: bool = False,
    answer: str = "",
    key: str = "",
) -> ScoreSheet:
    """Keep what was appraised, all lines at once; with ``finish`` the unit sees it. An objection wants its answer."""
    use_submit_key(actor, key)
    record = _taken_up(sheet, actor, seen, SheetState.SENT, SheetState.OBJECTED)
    objected = record.state == SheetState.OBJECTED
    if objected and not answer.strip():
        raise DomainError("Ghi trả lời ý kiến của đơn vị, kể cả khi giữ nguyên điểm.")
    placed = in_order(nodes_of(record.table))
    known = {line.criterion_id: line for line in record.lines.select_for_update()}
    made: list[ScoreLine] = []
    changed: list[ScoreLine] = []
    told: dict[str, list[str]] = {}
    for one in leaves(placed):
        line = known.setdefault(one.node.pk, ScoreLine(sheet=record, criterion_id=one.node.pk))
        said = lines.get(one.node.pk) or Verdict(line.final, line.reason)
        _check_verdict(one, line, said, finish=finish or objected)
        if (line.final, line.reason) == said:
            continue
        before = line.own or 0 if line.final is None else line.final
        if before != said.final:
            told[one.no] = [show_points(before), _said(said.final), said.reason]
        line.final, line.reason = said
        (changed if line.pk else made).append(line)
    keep_lines(made, changed, actor, ["final", "reason"])
    record.final_total = total_of((one.node for one in placed), {pk: line.final for pk, line in known.items()})
    record.appraised_own = record.appraised_own or belongs_to(actor, record)
    detail = {"lines": told, "own_unit": belongs_to(actor, record)}
    if not finish and not objected:
        record.version += 1
        record.save()
        audit.record(actor=actor, act="sheet.appraise", obj=record, detail=detail)
        return record
    record.appraised_by, record.appraised_at, record.answer = actor, timezone.now(), answer
    audit.record(actor=actor, act="sheet.appraise", obj=record, detail=detail)
    entry = WAY.moved(record, actor, "sheet.answer" if objected else "sheet.finish", record.appraise, note=answer)
    words = "đã được trả lời ý kiến" if objected else "đã thẩm định xong"
    tell_unit(record, entry, f"{record} {words}: {show_points(record.final_total)} điểm.")
    return record


@transaction.atomic
def object_to(*, sheet: ScoreSheet, actor: User, words: str, seen: int, key: str = "") -> ScoreSheet:
    """Có ý kiến lại: the unit, once, until the leadership closes."""
    use_submit_key(actor, key)
    record = locked(sheet)
    if not actor.has_perm("emulation.score", record):
        raise NotAllowed(WHO_SCORES)
    require_seen(record, seen)
    if record.objected_at is not None and record.state == SheetState.APPRAISED:
        raise DomainError(OBJECTED_ONCE)
    WAY.require(record, SheetState.APPRAISED)
    if not words.strip():
        raise DomainError("Ghi ý kiến: tiêu chí nào, vì sao.")
    record.objection, record.objected_by, record.objected_at = words, actor, timezone.now()
    entry = WAY.moved(record, actor, "sheet.object", record.object, note=words)
    WAY.tell(holders(Role.STANDING), record, entry, f"{record} có ý kiến: {words}")
    return record


@transaction.atomic
def close_scores(*, table: ScoreTable, actor: User, left_out: Set[int], seen: str, key: str = "") -> int:
    """Chốt điểm: every appraised sheet gets its rank; the others are left out by name or hinder it. Gives how many.

    ``seen`` is ``digest_of`` the sheets as the page showed them.
    """
    use_submit_key(actor, key)
    if not actor.has_perm("emulation.close_scores"):
        raise NotAllowed(WHO_CLOSES)
    record = locked(table)
    rows = record.sheets.select_for_update(of=("self",)).select_related("unit", "person")
    sheets = list(rows.order_by("pk"))
    if digest_of(sheets) != seen:
        raise DomainError("Phiếu hoặc điểm vừa thay đổi sau khi anh, chị mở trang này. Xem lại bảng rồi chốt.")
    if refusal := why_not_closed(record, sheets):
        raise DomainError(refusal)
    appraised = [sheet for sheet in sheets if sheet.state == SheetState.APPRAISED]
    others = [sheet for sheet in sheets if sheet.state != SheetState.APPRAISED]
    if hindering := [str(sheet.unit or sheet.person) for sheet in others if sheet.pk not in left_out]:
        raise DomainError(f"{_named(hindering)} chưa thẩm định xong. Chờ thẩm định, hoặc đánh dấu không xếp hạng.")
    places = ranked({sheet.pk: sheet.final_total for sheet in appraised})
    now = timezone.now()
    for sheet in sheets:
        sheet.closed_by, sheet.closed_at, sheet.version = actor, now, sheet.version + 1
        if sheet.pk in places:
            sheet.rank = places[sheet.pk].rank
            sheet.close()
        else:
            sheet.leave_out()
    fields = ["state", "rank", "closed_by", "closed_at", "version"]
    bulk_update_with_history(sheets, ScoreSheet, fields, default_user=actor)
    detail = {"ranked": {str(pk): place.rank for pk, place in places.items()}, "left_out": [one.pk for one in others]}
    entry = audit.record(actor=actor, act="scores.close", obj=record, detail=detail)
    tell(scorers_of(sheets), entry=entry, text=f"Đã chốt điểm, xếp hạng: {record.campaign}.", url=_ranking(record))
    return len(places)


def why_not_closed(table: ScoreTable, sheets: list[ScoreSheet]) -> str:
    """Why the scores cannot be closed whatever is ticked; empty where they can."""
    if table.campaign is None:
        return "Bảng điểm của cụm, khối do cụm, khối chốt."
    if table.campaign.state != CampaignState.LAUNCHED:
        return f"Phong trào ở trạng thái “{table.campaign.get_state_display()}” nên không chốt điểm lúc này."
    if any(sheet.state == SheetState.CLOSED for sheet in sheets):
        return "Điểm đã chốt. Xem bảng xếp hạng."
    if not any(sheet.state == SheetState.APPRAISED for sheet in sheets):
        return "Chưa có phiếu nào thẩm định xong nên chưa chốt được."
    return ""


def digest_of(sheets: list[ScoreSheet]) -> str:
    """Names what a page showed of the sheets."""
    shown = sorted((sheet.pk, str(sheet.state), sheet.final_total) for sheet in sheets)
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def belongs_to(user: User, sheet: ScoreSheet) -> bool:
    """Whether an appraiser is of the unit that scored itself, or is the person."""
    person = user.person
    unit = sheet.unit_id or (sheet.person.unit_id if sheet.person else None)
    return (person is not None and person.unit_id == unit) or unit in rights_of(user).units


def _taken_up(sheet: ScoreSheet, actor: User, seen: int, *states: SheetState) -> ScoreSheet:
    """The sheet locked, in one of ``states`` and of a campaign that runs, for somebody who appraises."""
    if not actor.has_perm("emulation.appraise"):
        raise NotAllowed(WHO_APPRAISES)
    record = locked(sheet)
    check_version(record, seen, {})
    campaign = record.table.campaign
    if campaign is None:
        raise DomainError("Phiếu này do cụm, khối thẩm định.")
    if campaign.state != CampaignState.LAUNCHED:
        raise DomainError(f"Phong trào ở trạng thái “{campaign.get_state_display()}” nên không thẩm định nữa.")
    WAY.require(record, *states)
    return record


def _check_verdict(one: Placed, line: ScoreLine, said: Verdict, *, finish: bool) -> None:
    """Within the bounds, and with a reason wherever it departs from what stood there."""
    if said.final is None:
        if finish:
            raise DomainError(f"Tiêu chí {one.no}: ghi điểm thẩm định, kể cả 0 điểm.")
        return
    if fault := bound_fault(said.final, one.node.maximum):
        raise DomainError(f"Tiêu chí {one.no}: {fault}")
    if needs_reason(line.own, line.final, said.final) and not said.reason.strip():
        raise DomainError(f"Tiêu chí {one.no}: ghi lý do điều chỉnh điểm.")


def needs_reason(own: int | None, before: int | None, final: int) -> bool:
    """Whether ``final`` departs from what the unit gave itself, or from what was appraised before."""
    return final != (own or 0) or (before is not None and final != before)


def _said(points: int | None) -> str:
    return "chưa chấm" if points is None else show_points(points)


def _named(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    left = len(names) - MOST_NAMED
    return f"{shown} và {left} phiếu khác" if left > 0 else shown


def _ranking(table: ScoreTable) -> str:
    return reverse("emulation:ranking", args=[table.campaign_id])
