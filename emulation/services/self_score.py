"""Tự chấm điểm: the unit or person fills its sheet while the phase is open, and sends it.

After the phase only the standing office changes what was scored, with a reason that the audit keeps.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from emulation.models import CampaignState, Proof, ScoreLine, ScoreSheet, SheetState
from emulation.rules.scoring import (
    PENALTY,
    PLAIN,
    Node,
    Placed,
    bound_fault,
    in_order,
    leaves,
    points_for,
    show_points,
    total_of,
)
from emulation.services.score_sheet import WAY, WHO_SCORES, WHY_NOT, keep_lines, require_seen, why_closed
from emulation.services.score_table import WHO_KEEPS, nodes_of, scoring_phase
from plans.errors import DomainError, NotAllowed
from plans.models import Role, User
from plans.services import audit
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.way import holders

NEEDS_REASON = "Phiếu đã khoá với đơn vị. Ghi lý do sửa; lý do được giữ trong nhật ký."


class OwnLine(NamedTuple):
    """What a unit says of one criterion; with a target the points follow from ``achieved``."""

    own: int | None
    achieved: int | None = None
    note: str = ""


@transaction.atomic
def save_own(
    *,
    sheet: ScoreSheet,
    actor: User,
    lines: Mapping[int, OwnLine],
    seen: int,
    today: dt.date,
    reason: str = "",
    key: str = "",
) -> ScoreSheet:
    """Keep all lines of a sheet at once. ``reason`` is asked for where the phase is over."""
    use_submit_key(actor, key)
    record = own_part(sheet, actor, today, reason=reason)
    check_version(record, seen, {})
    placed = in_order(nodes_of(record.table))
    known = {line.criterion_id: line for line in record.lines.select_for_update()}
    made: list[ScoreLine] = []
    changed: list[ScoreLine] = []
    told: dict[str, list[str]] = {}
    for one in leaves(placed):
        said = lines.get(one.node.pk)
        if said is None:
            continue
        own = _checked_points(one, said)
        line = known.get(one.node.pk) or ScoreLine(sheet=record, criterion_id=one.node.pk)
        before = (line.own, line.achieved, line.own_note)
        if before == (own, said.achieved, said.note):
            continue
        line.own, line.achieved, line.own_note = own, said.achieved, said.note
        if before[0] != own:
            told[one.no] = [_said(before[0]), _said(own)]
        (changed if line.pk else made).append(line)
        known[one.node.pk] = line
    keep_lines(made, changed, actor, ["own", "achieved", "own_note"])
    record.own_total = total_of((one.node for one in placed), {pk: line.own for pk, line in known.items()})
    record.version += 1
    record.save()
    audit.record(actor=actor, act="sheet.correct" if reason else "sheet.score", obj=record, note=reason, detail=told)
    return record


@transaction.atomic
def send_sheet(
    *, sheet: ScoreSheet, actor: User, seen: int, today: dt.date, reason: str = "", key: str = ""
) -> ScoreSheet:
    """Gửi thường trực thẩm định; what is not scored or not proved is named."""
    use_submit_key(actor, key)
    record = own_part(sheet, actor, today, reason=reason)
    require_seen(record, seen)
    if record.table.is_own:
        raise DomainError("Phiếu này do cụm, khối thẩm định nên không gửi trong phần mềm. In phiếu để gửi.")
    WAY.require(record, SheetState.DRAFT)
    if missing := what_is_missing(record):
        raise DomainError("Chưa gửi được. " + " ".join(missing))
    _fill_blanks(record, actor)
    record.return_reason = ""
    record.sent_by, record.sent_at = actor, timezone.now()
    entry = WAY.moved(record, actor, "sheet.send", record.send, note=reason)
    WAY.tell(holders(Role.STANDING), record, entry, f"{record} đã gửi, chờ thẩm định.")
    return record


@transaction.atomic
def withdraw_sheet(*, sheet: ScoreSheet, actor: User, seen: int, today: dt.date, key: str = "") -> ScoreSheet:
    """Rút lại để sửa, by the unit, while the phase is open and nobody has begun to appraise."""
    use_submit_key(actor, key)
    record = own_part(sheet, actor, today, sent=True)
    require_seen(record, seen)
    WAY.require(record, SheetState.SENT)
    if record.lines.filter(final__isnull=False).exists():
        raise DomainError("Thường trực đã bắt đầu thẩm định nên không rút lại được. Nhờ thường trực trả lại phiếu.")
    WAY.moved(record, actor, "sheet.withdraw", record.send_back)
    return record


def what_is_missing(sheet: ScoreSheet) -> list[str]:
    """Sentences that name what is not scored and what wants proof: two queries more than the criteria."""
    placed = leaves(in_order(nodes_of(sheet.table)))
    own = dict(sheet.lines.values_list("criterion_id", "own"))
    proved = set(Proof.objects.kept().filter(line__sheet=sheet).values_list("line__criterion_id", flat=True))
    blank = [one.no for one in placed if one.node.nature == PLAIN and own.get(one.node.pk) is None]
    unproved = [one.no for one in placed if _wants_proof(one.node, own.get(one.node.pk)) and one.node.pk not in proved]
    found = []
    if blank:
        found.append(f"Chưa chấm tiêu chí {', '.join(blank)}.")
    if unproved:
        found.append(f"Thiếu minh chứng ở tiêu chí {', '.join(unproved)}: thêm tệp, hoặc để 0 điểm.")
    return found


def refusal_words(user: User, sheet: ScoreSheet, today: dt.date) -> str:
    """Why ``user`` may not change now what was scored; empty where it is possible."""
    return str(_refusal(user, sheet, today, sent=False) or "")


def may_score(user: User, sheet: ScoreSheet, today: dt.date) -> bool:
    """Whether ``user`` may change now what was scored, with a reason where ``is_locked``."""
    return not refusal_words(user, sheet, today)


def is_locked(sheet: ScoreSheet, today: dt.date) -> bool:
    """Whether the phase is over, so that only the standing office changes the sheet, with a reason."""
    campaign = sheet.table.campaign
    return campaign is not None and bool(why_closed(campaign, scoring_phase(campaign), today))


def own_part(sheet: ScoreSheet, actor: User, today: dt.date, *, reason: str = "", sent: bool = False) -> ScoreSheet:
    """The sheet locked, for whoever may change now what was scored: its unit or, after the phase, the standing office
    with a reason. ``sent``: also one that the unit has sent and nobody has appraised to the end.
    """
    record = ScoreSheet.objects.select_related("table__campaign").get(pk=locked(sheet).pk)
    if refusal := _refusal(actor, record, today, sent=sent):
        raise refusal
    if is_locked(record, today) and not reason.strip():
        raise DomainError(NEEDS_REASON)
    return record


def _refusal(user: User, sheet: ScoreSheet, today: dt.date, *, sent: bool) -> DomainError | None:
    """Why ``user`` may not change what was scored now."""
    campaign = sheet.table.campaign
    if campaign is None:
        return None if user.has_perm("emulation.keep_table") else NotAllowed(WHO_KEEPS)
    phase = scoring_phase(campaign)
    closed = why_closed(campaign, phase, today)
    corrects = bool(closed) and user.has_perm("emulation.appraise")
    if not corrects and not user.has_perm("emulation.score", sheet):
        return NotAllowed(WHO_SCORES)
    is_over = phase is not None and phase.closes_on < today and campaign.state == CampaignState.LAUNCHED
    if closed and not (corrects and is_over):
        return DomainError(closed)
    if sheet.state == SheetState.DRAFT or (sheet.state == SheetState.SENT and (sent or corrects)):
        return None
    return DomainError(WHY_NOT[SheetState(sheet.state)])


def _checked_points(one: Placed, said: OwnLine) -> int | None:
    """The points of a line within its bounds; with a target they follow from what was achieved."""
    node = one.node
    if node.target:
        return None if said.achieved is None else points_for(said.achieved, node.target, node.maximum)
    if said.own is not None and (fault := bound_fault(said.own, node.maximum)):
        raise DomainError(f"Tiêu chí {one.no}: {fault}")
    return said.own


def _wants_proof(node: Node, own: int | None) -> bool:
    """Points that are claimed want proof; what was taken away or not reached does not."""
    return node.wants_proof and node.nature != PENALTY and bool(own)


def _fill_blanks(sheet: ScoreSheet, actor: User) -> None:
    """Bonus and penalty left open count nothing."""
    known = {line.criterion_id: line for line in sheet.lines.all()}
    made: list[ScoreLine] = []
    changed: list[ScoreLine] = []
    for one in leaves(in_order(nodes_of(sheet.table))):
        line = known.get(one.node.pk) or ScoreLine(sheet=sheet, criterion_id=one.node.pk)
        if line.own is None:
            line.own = 0
            (changed if line.pk else made).append(line)
    keep_lines(made, changed, actor, ["own"])


def _said(points: int | None) -> str:
    return "chưa chấm" if points is None else show_points(points)
