"""The forms of a round: opened, changed, its suất."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from awards.forms.round import FIRST_QUOTAS, QUOTAS, QuotaForm, RoundForm, quota_values, round_values
from awards.models import Round
from awards.services import round as service
from awards.services.nomination import honours_of
from awards.views.round import seen_round
from emulation.models import Commendation, Title
from emulation.views.record_form import record_form
from emulation.views.year import year_in_view
from plans.errors import EditConflict
from plans.forms.rows import rows_changed
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import Task
from plans.views.acting import act_on, require
from plans.views.conflict import render_conflict
from plans.views.task_rows import tasks_seen

OF_AWARDS = ("3", "12", "13", "14")  # the tasks of the plan that a round usually belongs to


def round_new(request: OfficeRequest) -> HttpResponse:
    """Mở đợt xét."""
    require(request.user, "awards.open_round", who=service.WHO_OPENS)
    year, today = year_in_view(request), timezone.localdate()
    initial = {
        "year": year,
        "achievement_year": year,
        "opens_on": today,
        "task": whole_number(request.GET.get("nhiem-vu", "")),
    }
    form = RoundForm(initial=initial, tasks=_tasks(request, None))
    if request.method == "POST":
        form = RoundForm(request.POST, tasks=_tasks(request, None))

    def act() -> Round:
        return service.open_round(actor=request.user, values=form.cleaned_data, key=submit_key(request))

    return record_form(
        request,
        form,
        act,
        template="awards/round_form.html",
        context={},
        title="Mở đợt xét khen thưởng",
        done="Đã mở đợt xét; đầu mối các đơn vị nhận thông báo.",
        back=reverse("awards:round_list"),
        then=lambda made: reverse("awards:round", args=[made.pk]),
    )


def round_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa đợt xét."""
    record = seen_round(pk)
    require(request.user, "awards.open_round", record, who=service.WHO_OPENS)
    form = RoundForm(initial=round_values(record), tasks=_tasks(request, record), chosen=record)
    if request.method == "POST":
        form = RoundForm(request.POST, tasks=_tasks(request, record), chosen=record)

    def act() -> Round:
        seen, key = form.cleaned_data["version"] or 0, submit_key(request)
        return service.change_round(
            award_round=record, actor=request.user, values=form.cleaned_data, seen=seen, key=key
        )

    return record_form(
        request,
        form,
        act,
        template="awards/round_form.html",
        context={"round": record},
        title=f"Sửa {record.name}",
        done="Đã lưu đợt xét.",
        back=reverse("awards:round", args=[pk]),
    )


def round_quotas(request: OfficeRequest, pk: int) -> HttpResponse:
    """Ghi số suất của đợt."""
    record = seen_round(pk)
    require(request.user, "awards.open_round", record, who=service.WHO_OPENS)
    back = reverse("awards:round", args=[pk])
    lists: dict[str, Any] = {"titles": honours_of(record, Title), "commendations": honours_of(record, Commendation)}
    if request.method == "POST":
        if rows := rows_changed(request.POST, request.POST.get("hang", ""), [QUOTAS]):
            form = QuotaForm(initial=rows.values, rows=rows.counts[QUOTAS], **lists)
            return _quota_page(request, record, form, back)
        form = QuotaForm(request.POST, **lists)
        try:
            if form.is_valid() and act_on(form, lambda: _keep(request, record, form)):
                messages.success(request, "Đã lưu số suất.")
                return redirect(back)
        except EditConflict as conflict:
            quotas = list(record.quotas.select_related("title", "commendation"))
            theirs = {"version": conflict.current.version, **quota_values(quotas)}
            compared = QuotaForm(request.POST, rows=len(quotas), **lists)
            compared.is_valid()
            title = f"Số suất: {record.name}"
            return render_conflict(
                request, title=title, form=compared, conflict=conflict, back_url=back, theirs=_padded(compared, theirs)
            )
        return _quota_page(request, record, form, back)
    quotas = list(record.quotas.select_related("title", "commendation"))
    values = {"version": record.version, **quota_values(quotas)}
    return _quota_page(request, record, QuotaForm(initial=values, rows=len(quotas) or FIRST_QUOTAS, **lists), back)


def _padded(form: QuotaForm, theirs: dict[str, Any]) -> dict[str, Any]:
    """A value for each field of the form, so that rows one side lacks are shown as empty."""
    return {name: theirs.get(name, "") for name in form.fields if name != "version"}


def _keep(request: OfficeRequest, record: Round, form: QuotaForm) -> object:
    seen, key = form.cleaned_data["version"], submit_key(request)
    return service.keep_quotas(award_round=record, actor=request.user, quotas=form.quotas, seen=seen, key=key)


def _quota_page(request: OfficeRequest, record: Round, form: QuotaForm, back: str) -> HttpResponse:
    context = {"round": record, "form": form, "rows": form.lines(), "adds": QUOTAS.adds(), "back": back}
    return render(request, "awards/round_quotas.html", context)


def _tasks(request: OfficeRequest, chosen: Round | None) -> Any:
    """The tasks of the plan in view that a round may belong to, and the one it has."""
    seen = tasks_seen(request.user).filter(plan__year=year_in_view(request), no__in=OF_AWARDS)
    kept = Task.objects.filter(pk=chosen.task_id or 0) if chosen else Task.objects.none()
    return Task.objects.filter(pk__in=seen.values("pk")).order_by("order") | kept
