"""Thẩm định: the standing office's form of a whole sheet, the unit's objection, its answer, the leadership's close."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from emulation.forms.scoring import AppraiseForm, CloseForm, LineForm, ObjectForm
from emulation.models import ScoreLine, ScoreSheet, SheetState
from emulation.papers.scoring import OWN_UNIT
from emulation.rules.scoring import maxima, rank_words, ranked, show_points
from emulation.services import appraisal
from emulation.services.score_papers import lines_of
from emulation.services.score_sheet import WHO_APPRAISES, WHO_SCORES, WHY_NOT
from emulation.views.score_sheet import seen_sheet
from emulation.views.score_table import seen_campaign
from emulation.views.sheet_acts import conflict_page, context_of, frame_of
from emulation.views.sheet_rows import appraise_rows, max_words, proofs_of, sheet_pill
from plans.errors import EditConflict
from plans.http import OfficeRequest, submit_key
from plans.views.act_page import ActPage, act_page, refusal_page
from plans.views.acting import act_on, require


def sheet_appraise(request: OfficeRequest, pk: int) -> HttpResponse:
    """Line by line, a reason for each change; saved in between or finished."""
    return _appraise(request, pk, SheetState.SENT)


def sheet_answer(request: OfficeRequest, pk: int) -> HttpResponse:
    """Answer the unit's objection; lines may change with their reasons."""
    return _appraise(request, pk, SheetState.OBJECTED)


def _appraise(request: OfficeRequest, pk: int, state: SheetState) -> HttpResponse:
    record = seen_sheet(request, pk)
    require(request.user, "emulation.appraise", who=WHO_APPRAISES)
    title = "Trả lời ý kiến" if state == SheetState.OBJECTED else "Thẩm định"
    if record.state != state or record.table.is_own:
        words = "Phiếu này do cụm, khối thẩm định." if record.table.is_own else WHY_NOT[SheetState(record.state)]
        return refusal_page(request, frame_of(request, record), title=title, sentence=words)
    lines, objected = lines_of(record), state == SheetState.OBJECTED
    form = AppraiseForm(initial={"version": record.version}, lines=lines, objected=objected, answer=record.answer)
    finish = "finish" in request.POST or objected
    if request.method == "POST":
        form = AppraiseForm(request.POST, lines=lines, objected=objected, finish=finish)
        try:
            if form.is_valid() and act_on(form, lambda: _save(request, record, form, finish=finish)):
                messages.success(request, "Đã thẩm định xong, đơn vị xem được." if finish else "Đã lưu thẩm định.")
                here = reverse(f"emulation:{'sheet' if finish else 'sheet_appraise'}", args=[pk])
                return redirect(here)
        except EditConflict as conflict:
            return conflict_page(request, record, form, conflict, _verdict_values)
    context = context_of(request, record) | {
        "form": form,
        "title": title,
        "rows": appraise_rows(form, proofs_of(record)),
        "own_total": show_points(record.own_total),
        "final_total": show_points(record.final_total) if any(line.final for line in lines) else "",
        "most": max_words(maxima(line.placed.node for line in lines)),
        "objected": objected,
        "of_own": appraisal.belongs_to(request.user, record),
        "own_unit": OWN_UNIT,
    }
    return render(request, "emulation/sheet_appraise.html", context)


def _save(request: OfficeRequest, record: ScoreSheet, form: AppraiseForm, *, finish: bool) -> object:
    return appraisal.save_appraisal(
        sheet=record,
        actor=request.user,
        lines=form.values(),
        seen=form.cleaned_data["version"],
        finish=finish,
        answer=form.cleaned_data.get("answer", ""),
        key=submit_key(request),
    )


def _verdict_values(form: LineForm, lines: Mapping[int, ScoreLine]) -> dict[str, Any]:
    """What lines hold, by the fields of the form; where nothing was appraised the unit's own points stand."""
    found: dict[str, Any] = {}
    for one in form.scored():
        pk = one.placed.node.pk
        line = lines.get(pk)
        own = line.own if line else None
        found[f"final-{pk}"] = line.final if line and line.final is not None else own or 0
        found[f"reason-{pk}"] = line.reason if line else ""
    return found


def sheet_object(request: OfficeRequest, pk: int) -> HttpResponse:
    """Có ý kiến lại, once."""
    record = seen_sheet(request, pk)
    require(request.user, "emulation.score", record, who=WHO_SCORES)
    if record.state != SheetState.APPRAISED or record.objected_at is not None:
        words = appraisal.OBJECTED_ONCE if record.objected_at else WHY_NOT[SheetState(record.state)]
        return refusal_page(request, frame_of(request, record), title="Ý kiến của đơn vị", sentence=words)
    page = ActPage(
        title="Ý kiến của đơn vị",
        will=(
            "Thường trực TĐKT nhận ý kiến, trả lời và có thể điều chỉnh điểm kèm lý do.",
            "Mỗi phiếu có ý kiến một lần, trước khi lãnh đạo Sở chốt điểm.",
        ),
        submit="Gửi ý kiến",
        icon="send",
        done="Đã gửi ý kiến tới thường trực TĐKT.",
    )
    act = partial(appraisal.object_to, sheet=record)
    return act_page(request, frame_of(request, record), page, act, version=record.version, form_class=ObjectForm)


def scores_close(request: OfficeRequest, campaign_pk: int) -> HttpResponse:
    """Chốt điểm: the ranking as it will be, and who is not appraised."""
    campaign = seen_campaign(request, campaign_pk)
    require(request.user, "emulation.close_scores", who=appraisal.WHO_CLOSES)
    table = getattr(campaign, "table", None)
    rows = table.sheets.select_related("unit", "person") if table else ScoreSheet.objects.none()
    sheets = list(rows.order_by("unit__order", "unit__name", "person__sort_key", "pk"))
    if table is not None:
        table.campaign = campaign
    refusal = appraisal.why_not_closed(table, sheets) if table else "Phong trào chưa có bảng điểm."
    others = {one.pk: _other_words(one) for one in sheets if one.state != SheetState.APPRAISED}
    digest = appraisal.digest_of(sheets)
    form = CloseForm(initial={"seen": digest}, others=others)
    if request.method == "POST" and table and not refusal:
        form = CloseForm(request.POST, others=others)
        out = frozenset(form.cleaned_data.get("left_out", ())) if form.is_valid() else frozenset()
        act = partial(appraisal.close_scores, table=table, actor=request.user, left_out=out, key=submit_key(request))
        if form.is_valid() and act_on(form, lambda: act(seen=form.cleaned_data["seen"])):
            messages.success(request, "Đã chốt điểm, xếp hạng.")
            return redirect("emulation:ranking", campaign_pk)
    places = ranked({one.pk: one.final_total for one in sheets if one.state == SheetState.APPRAISED})
    ordered = sorted((one for one in sheets if one.pk in places), key=lambda one: places[one.pk].rank)
    context = {
        "campaign": campaign,
        "refusal": refusal,
        "form": form,
        "others": len(others),
        "rows": [
            {
                "rank": rank_words(places[one.pk]),
                "sheet": one,
                "name": one.unit or one.person,
                "final": show_points(one.final_total),
                "objected": one.objected_at is not None,
                "of_own": OWN_UNIT.lower() if one.appraised_own else "",
                "pill": sheet_pill(one.state),
            }
            for one in ordered
        ],
    }
    return render(request, "emulation/scores_close.html", context)


def _other_words(sheet: ScoreSheet) -> str:
    return f"{sheet.unit or sheet.person} ({str(SheetState(sheet.state).label).lower()})"
