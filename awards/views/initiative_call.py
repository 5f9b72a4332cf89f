"""Đợt nhận and bảng chấm: their list, opening and changing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from awards.forms.initiative_call import CRITERIA, CallForm, SheetForm, call_values, sheet_values
from awards.models import InitiativeCall, InitiativeSheet, InitiativeState, ScoreState
from awards.services import initiative_call as service
from emulation.rules.scoring import show_points
from emulation.views.record_form import record_form
from emulation.views.year import year_in_view
from plans.context import plan_in_view
from plans.forms.rows import rows_changed
from plans.http import OfficeRequest, submit_key, whole_number
from plans.rules.official import short_date
from plans.views.acting import act_by_button, require
from plans.views.cells import pill_html

_FILED = ~Q(initiatives__state=InitiativeState.DRAFT) & Q(initiatives__removed_at__isnull=True)


@require_safe
def call_list(request: OfficeRequest) -> HttpResponse:
    """The calls, latest first, and the score sheets."""
    today = timezone.localdate()
    calls = InitiativeCall.objects.select_related("sheet", "task").annotate(
        filed=Count("initiatives", filter=_FILED, distinct=True)
    )
    scored = Count("calls__initiatives__scores", filter=Q(calls__initiatives__scores__state=ScoreState.SUBMITTED))
    sheets = InitiativeSheet.objects.prefetch_related("criteria").annotate(scored=scored)
    context = {
        "calls": [(call, _when(call, today)) for call in calls],
        "sheets": [_sheet_row(sheet) for sheet in sheets],
        "keeps": request.user.has_perm("awards.open_call"),
    }
    return render(request, "awards/call_list.html", context)


def _when(call: InitiativeCall, today: Any) -> Any:
    if call.opens_on > today:
        return pill_html("idle", f"Mở từ {short_date(call.opens_on)}", "calendar")
    if call.closes_on >= today:
        return pill_html("doing", "Đang nhận", "inbox")
    return pill_html("off", "Đã đóng nhận")


def _sheet_row(sheet: InitiativeSheet) -> dict[str, Any]:
    criteria = list(sheet.criteria.all())
    return {
        "sheet": sheet,
        "criteria": [(one, show_points(one.most), show_points(one.least) if one.least else "") for one in criteria],
        "whole": show_points(sum(one.most for one in criteria)),
        "pass_mark": show_points(sheet.pass_mark),
        "spread_flag": show_points(sheet.spread_flag),
        "fixed": bool(sheet.scored),  # type: ignore[attr-defined] # annotated
    }


def call_new(request: OfficeRequest) -> HttpResponse:
    """Mở đợt nhận."""
    require(request.user, "awards.open_call", who=service.WHO_OPENS)
    plan, today = plan_in_view(request), timezone.localdate()
    form = CallForm(request.POST, call=None, plan=plan.pk if plan else None)
    if request.method != "POST":
        values = service.proposed_call(plan, year_in_view(request), today)
        if asked := whole_number(request.GET.get("nhiem-vu", "")):
            values["task"] = asked
        form = CallForm(initial=values, call=None, plan=plan.pk if plan else None)

    def act() -> InitiativeCall:
        return service.save_call(call=None, actor=request.user, values=form.values, key=submit_key(request))

    return _call_page(request, form, act, title="Mở đợt nhận sáng kiến", done="Đã mở đợt nhận, báo cho mọi người.")


def call_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa đợt nhận."""
    require(request.user, "awards.open_call", who=service.WHO_OPENS)
    call, plan = get_object_or_404(InitiativeCall, pk=pk), plan_in_view(request)
    form = CallForm(initial=call_values(call), call=call, plan=plan.pk if plan else None)
    if request.method == "POST":
        form = CallForm(request.POST, call=call, plan=plan.pk if plan else None)

    def act() -> InitiativeCall:
        seen, key = form.cleaned_data["version"] or 0, submit_key(request)
        return service.save_call(call=call, actor=request.user, values=form.values, seen=seen, key=key)

    return _call_page(request, form, act, title=f"Sửa {call}", done="Đã lưu đợt nhận.")


def _call_page(
    request: OfficeRequest, form: CallForm, act: Callable[[], object], *, title: str, done: str
) -> HttpResponse:
    return record_form(
        request,
        form,
        act,
        template="awards/call_form.html",
        context={},
        title=title,
        done=done,
        back=reverse("awards:call_list"),
    )


def sheet_new(request: OfficeRequest) -> HttpResponse:
    """Lập bảng chấm."""
    require(request.user, "awards.open_call", who=service.WHO_OPENS)
    return _write_sheet(request, None)


def sheet_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa bảng chấm, while nobody has handed in points by it."""
    require(request.user, "awards.open_call", who=service.WHO_OPENS)
    sheet = get_object_or_404(InitiativeSheet, pk=pk)
    if service.is_scored(pk):
        messages.info(request, service.IN_FORCE)
        return redirect("awards:call_list")
    return _write_sheet(request, sheet)


def _write_sheet(request: OfficeRequest, sheet: InitiativeSheet | None) -> HttpResponse:
    """The form; its buttons of rows bring it back with everything typed."""
    criteria = list(sheet.criteria.all()) if sheet else []
    count = max(len(criteria), 1) if sheet else 3
    form = SheetForm(initial=sheet_values(sheet, criteria) if sheet else {"spread_flag": 2000}, count=count)
    if request.method == "POST":
        if rows := rows_changed(request.POST, request.POST.get("hang", ""), (CRITERIA,)):
            form = SheetForm(initial=rows.values, count=rows.counts[CRITERIA])
        else:
            form = SheetForm(request.POST, count=0)

    def act() -> InitiativeSheet:
        seen, key = form.cleaned_data["version"] or 0, submit_key(request)
        facts: dict[str, Any] = {"values": form.values, "criteria": form.criteria, "seen": seen, "key": key}
        return service.save_sheet(sheet=sheet, actor=request.user, **facts)

    return record_form(
        request,
        form,
        act,
        template="awards/sheet_form.html",
        context={"sheet": sheet, "criterion_rows": form.rows(), "add": CRITERIA.adds(), "whole": form.whole},
        title=f"Sửa bảng chấm: {sheet}" if sheet else "Lập bảng chấm",
        done="Đã lưu bảng chấm.",
        back=reverse("awards:call_list"),
        theirs=lambda current: sheet_values(current, list(current.criteria.all())),
    )


@require_POST
def sheet_copy(request: OfficeRequest, pk: int) -> HttpResponse:
    """Chép thành bảng mới."""
    require(request.user, "awards.open_call", who=service.WHO_OPENS)
    sheet, key = get_object_or_404(InitiativeSheet, pk=pk), submit_key(request)
    made: list[InitiativeSheet] = []
    copied = act_by_button(
        request,
        lambda: made.append(service.copy_sheet(sheet=sheet, actor=request.user, key=key)),
        done="Đã chép bảng chấm. Sửa bản chép rồi lưu.",
    )
    return redirect("awards:sheet_edit", made[0].pk) if copied else redirect("awards:call_list")
