"""Sample scores of the sample regular campaign: a small table, and sheets as far as the day lets them be."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from emulation.models import Campaign, CampaignKind, ScoreLine, ScoreSheet, ScoreTable, SheetState
from emulation.rules.scoring import GROUP, NUMBER, PLAIN, YES_NO, Node, Placed, in_order, leaves, points_for, total_of
from emulation.services.score_sheet import make_sheets
from emulation.services.score_table import nodes_of, put_criteria, scoring_phase, set_table
from plans.models import User

_WRITER = "thuongtruc"
# Number, text, points, then what is not usual of it
_TABLE: tuple[tuple[str, str, int, dict[str, Any]], ...] = (
    ("1", "Thực hiện nhiệm vụ chính trị, chuyên môn", 0, {"kind": GROUP}),
    ("1.1", "Hoàn thành nhiệm vụ được giao đúng hạn", 30, {"target": 10_000, "measure": "%", "wants_proof": True}),
    ("1.2", "Chất lượng tham mưu văn bản", 20, {"guidance": "Mỗi văn bản phải sửa lớn trừ 2 điểm."}),
    ("1.3", "Có sáng kiến, giải pháp được áp dụng", 10, {"kind": YES_NO, "wants_proof": True}),
    ("2", "Kỷ luật, kỷ cương, xây dựng đơn vị", 0, {"kind": GROUP}),
    ("2.1", "Chấp hành nội quy, quy chế làm việc", 15, {}),
    ("2.2", "Nội bộ đoàn kết, không có đơn thư đúng", 10, {"kind": YES_NO}),
    ("2.3", "Báo cáo chậm hoặc thiếu", 5, {"nature": "penalty", "guidance": "Mỗi lần trừ 0,5 điểm."}),
    ("3", "Công tác thi đua, khen thưởng", 0, {"kind": GROUP}),
    ("3.1", "Đăng ký, phát động, tuyên truyền phong trào", 10, {}),
    ("3.2", "Có điển hình tiên tiến được nhân rộng", 5, {"wants_proof": True}),
    ("3.3", "Được khen thưởng cấp tỉnh, cấp Bộ trong năm", 5, {"nature": "bonus"}),
)
_STORIES = (SheetState.APPRAISED, SheetState.DRAFT, SheetState.SENT, SheetState.OBJECTED)


@transaction.atomic
def load_sample_scores() -> None:
    """The table of the sample campaign; once its phase has opened, sheets in different states."""
    campaign = Campaign.objects.filter(is_sample=True, kind=CampaignKind.REGULAR).order_by("pk").first()
    writer = User.objects.filter(username=_WRITER, is_sample=True).first()
    phase = scoring_phase(campaign) if campaign else None
    if campaign is None or writer is None or phase is None or ScoreTable.objects.filter(campaign=campaign).exists():
        return
    today = timezone.localdate()
    table = set_table(actor=writer, campaign=campaign, today=phase.opens_on - dt.timedelta(days=1))
    put_criteria(table, _placed(), writer, replace=False)
    if today < phase.opens_on:
        return
    make_sheets(table=table, actor=writer, today=min(today, phase.closes_on))
    placed = leaves(in_order(nodes_of(table)))
    sheets = table.sheets.order_by("unit__order", "unit__name")
    for place, sheet in enumerate(sheets):
        _score(sheet, placed, _STORIES[place % len(_STORIES)], writer, less=50 * place)


def _placed() -> list[Placed]:
    keys = {no: place for place, (no, *_) in enumerate(_TABLE, start=1)}
    nodes = []
    for no, text, points, more in _TABLE:
        values = {"kind": NUMBER, "nature": PLAIN, "maximum": points * 100, **more}
        nodes.append(Node(keys[no], keys.get(no.rpartition(".")[0]), int(no.rpartition(".")[2]), text, **values))
    return in_order(nodes)


def _score(sheet: ScoreSheet, placed: list[Placed], state: SheetState, writer: User, *, less: int) -> None:
    """Points a little below the most, appraised with one change; a draft stays half filled."""
    draft, appraised = state == SheetState.DRAFT, state in (SheetState.APPRAISED, SheetState.OBJECTED)
    lines = []
    for place, one in enumerate(placed[:3] if draft else placed):
        node = one.node
        achieved = 9_500 if node.target else None
        own = node.maximum if node.kind == YES_NO else max(0, node.maximum - (less if place % 2 else 0))
        own = 50 if node.nature == "penalty" else own
        if node.target and achieved:
            own = points_for(achieved, node.target, node.maximum)
        changed = appraised and one.no == "1.2"
        lines.append(
            ScoreLine(
                sheet=sheet,
                criterion_id=node.pk,
                achieved=achieved,
                own=own,
                own_note="Số liệu mẫu." if place == 0 else "",
                final=(own - 100 if changed else own) if appraised else None,
                reason="Còn văn bản phải sửa (mẫu)." if changed else "",
            )
        )
    ScoreLine.objects.bulk_create(lines)
    nodes = [one.node for one in placed]
    now = timezone.now()
    sheet.own_total = total_of(nodes, {line.criterion_id: line.own for line in lines})
    sheet.final_total = total_of(nodes, {line.criterion_id: line.final for line in lines})
    if not draft:
        sheet.send()
        sheet.sent_by, sheet.sent_at = writer, now
    if appraised:
        sheet.appraise()
        sheet.appraised_by, sheet.appraised_at = writer, now
        sheet.appraised_own = sheet.unit_id == (writer.person.unit_id if writer.person else None)
    if state == SheetState.OBJECTED:
        sheet.objection, sheet.objected_by, sheet.objected_at = "Đề nghị xem lại tiêu chí 1.2 (mẫu).", writer, now
        sheet.object()
    sheet.save()
