"""What a person can do with a sheet now: the buttons of its page, none that would only refuse."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse

from emulation.models import CampaignState, ScoreSheet, SheetState
from emulation.services.self_score import is_locked, may_score
from plans.models import User
from plans.views.steps import Step


def steps_for(user: User, sheet: ScoreSheet, today: dt.date) -> list[Step]:
    """The main step last."""

    def step(label: str, name: str, icon: str, *, primary: bool = False) -> Step:
        return Step(label, reverse(f"emulation:{name}", args=[sheet.pk]), icon, primary)

    campaign = sheet.table.campaign
    if campaign is None:
        keeps = user.has_perm("emulation.keep_table")
        return [step("Tự chấm điểm", "sheet_score", "square-pen", primary=True)] if keeps else []
    if campaign.state != CampaignState.LAUNCHED:
        return []
    filled = bool(sheet.own_total)
    locked, scores = is_locked(sheet, today), user.has_perm("emulation.score", sheet)
    appraises, own = user.has_perm("emulation.appraise"), may_score(user, sheet, today)
    found: list[Step] = []
    match sheet.state:
        case SheetState.DRAFT if own:
            found += [
                step(
                    "Sửa phiếu đã khoá" if locked else "Tự chấm điểm", "sheet_score", "square-pen", primary=not filled
                ),
                step("Gửi thay đơn vị" if locked else "Gửi thẩm định", "sheet_send", "send", primary=filled),
            ]
        case SheetState.SENT:
            if scores and not locked:
                found.append(step("Rút lại để sửa", "sheet_withdraw", "undo-2"))
            if appraises and not locked:
                found.append(step("Trả lại đơn vị", "sheet_return", "rotate-ccw"))
            if own:
                found.append(step("Sửa phiếu đã khoá", "sheet_score", "square-pen"))
            if appraises:
                found.append(step("Thẩm định", "sheet_appraise", "check", primary=True))
        case SheetState.APPRAISED if scores and sheet.objected_at is None:
            found.append(step("Có ý kiến", "sheet_object", "message-square"))
        case SheetState.OBJECTED if appraises:
            found.append(step("Trả lời ý kiến", "sheet_answer", "reply", primary=True))
    return found
