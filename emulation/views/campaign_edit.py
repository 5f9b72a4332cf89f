"""A campaign being written: begun, edited, its phases and its files. Every act works without a script."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from emulation.forms.campaign import CampaignFilesForm, CampaignForm, PhasesForm
from emulation.models import Campaign, CampaignFile, CampaignKind, CampaignState, Launcher, PhaseKind, Scope
from emulation.services import campaign as service
from emulation.services.campaign_document import first_words
from emulation.views.campaign import WHO_EDITS, seen_campaign
from emulation.views.campaign_rows import campaign_pill
from plans.context import office_in_view, plan_in_view
from plans.errors import EditConflict
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import Task
from plans.services import bin as bin_service
from plans.views.acting import act_by_button, act_on, require
from plans.views.conflict import render_conflict
from plans.views.files import send_file

WHO_FILES = "Thường trực TĐKT thêm và bỏ tệp của phong trào. Anh, chị gửi tệp cho thường trực."


def campaign_new(request: OfficeRequest) -> HttpResponse:
    """Lập phong trào, for a task of the plan where one is named (``?nhiem-vu=``)."""
    require(request.user, "emulation.edit_campaign", who=WHO_EDITS)
    made: list[Campaign] = []
    if request.method == "POST":
        form = CampaignForm(request.POST)
        if form.is_valid() and act_on(form, lambda: made.append(_made(request, form))):
            messages.success(request, "Đã lập phong trào. Ghi các giai đoạn, rồi trình duyệt.")
            return redirect("emulation:campaign_phases", made[0].pk)
    else:
        form = CampaignForm(initial=_initial(request))
    context = {"form": form, "title": "Lập phong trào thi đua", "back": reverse("emulation:campaign_list")}
    return render(request, "emulation/campaign_form.html", context)


def _made(request: OfficeRequest, form: CampaignForm) -> Campaign:
    units = form.cleaned_data["participants"]
    return service.create_campaign(actor=request.user, values=form.words, participants=units, key=submit_key(request))


def _initial(request: OfficeRequest) -> dict[str, Any]:
    """What is known before anything is typed: the year in view, the plan's recipients and signer, the task asked."""
    plan, today = plan_in_view(request), timezone.localdate()
    year = plan.year if plan else today.year
    asked = whole_number(request.GET.get("nhiem-vu", ""))
    task = Task.objects.visible_to(request.user).filter(pk=asked).first() if asked else None
    return {
        **first_words(plan, office_in_view(request), today=today),
        "kind": CampaignKind.REGULAR,
        "launcher": Launcher.OFFICE,
        "scope": Scope.UNIT,
        "ends_on": today.replace(year=year, month=12, day=31),
        "task": task,
    }


def campaign_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa phong trào while it is a draft."""
    record = seen_campaign(request, pk)
    require(request.user, "emulation.edit_campaign", record, who=WHO_EDITS)
    back = reverse("emulation:campaign", args=[pk])
    if record.state != CampaignState.DRAFT:
        messages.info(request, service.WHY_NOT[CampaignState(record.state)])
        return redirect(back)
    if request.method == "POST":
        form = CampaignForm(request.POST, campaign=record)
        try:
            if form.is_valid() and act_on(form, lambda: _saved(request, record, form)):
                messages.success(request, "Đã lưu phong trào.")
                return redirect(back)
        except EditConflict as conflict:
            return render_conflict(request, title=str(record), form=form, conflict=conflict, back_url=back)
    else:
        form = CampaignForm(initial=_saved_values(record), campaign=record)
    context = {"form": form, "title": "Sửa phong trào thi đua", "campaign": record, "back": back}
    return render(request, "emulation/campaign_form.html", context)


def _saved_values(record: Campaign) -> dict[str, Any]:
    units = list(record.participants.values_list("pk", flat=True))
    values = {name: getattr(record, name) for name in (*service.WORDS, "version")}
    return {**values, "task": record.task_id, "participants": units}


def _saved(request: OfficeRequest, record: Campaign, form: CampaignForm) -> object:
    return service.edit_campaign(
        actor=request.user,
        campaign=record,
        values=form.words,
        participants=form.cleaned_data["participants"],
        seen=form.cleaned_data["version"] or 0,
        key=submit_key(request),
    )


def campaign_phases(request: OfficeRequest, pk: int) -> HttpResponse:
    """Các giai đoạn của phong trào."""
    record = seen_campaign(request, pk)
    require(request.user, "emulation.edit_campaign", record, who=WHO_EDITS)
    back = reverse("emulation:campaign", args=[pk])
    if record.state not in service.PHASES_OPEN:
        messages.info(request, service.WHY_NOT[CampaignState(record.state)])
        return redirect(back)
    saved = _phase_values(record)
    if request.method == "POST":
        form = PhasesForm(request.POST, campaign=record)
        try:
            if form.is_valid() and act_on(form, lambda: _save_phases(request, record, form)):
                messages.success(request, "Đã lưu các giai đoạn.")
                return redirect(back)
        except EditConflict as conflict:
            title = f"Giai đoạn của {record}"
            return render_conflict(
                request, title=title, form=form, conflict=conflict, back_url=back, theirs={**saved, "reason": ""}
            )
    else:
        form = PhasesForm(initial={**saved, "version": record.version}, campaign=record)
    context = {"form": form, "campaign": record, "pill": campaign_pill(record.state), "back": back}
    return render(request, "emulation/campaign_phases.html", context)


def _phase_values(record: Campaign) -> dict[str, Any]:
    """The days of each phase by the names of the form's fields."""
    phases = {phase.kind: phase for phase in record.phases.all()}
    values: dict[str, Any] = {}
    for kind in PhaseKind:
        phase = phases.get(kind)
        values[f"{kind.value}_opens"] = phase.opens_on if phase else None
        values[f"{kind.value}_closes"] = phase.closes_on if phase else None
    return values


def _save_phases(request: OfficeRequest, record: Campaign, form: PhasesForm) -> object:
    return service.save_phases(
        actor=request.user,
        campaign=record,
        spans=form.spans,
        reason=form.cleaned_data.get("reason", ""),
        seen=form.cleaned_data["version"],
        key=submit_key(request),
    )


def campaign_file_add(request: OfficeRequest, pk: int) -> HttpResponse:
    """Thêm tệp: văn bản phát động của cấp trên, ảnh, tài liệu tuyên truyền."""
    record = seen_campaign(request, pk)
    require(request.user, "emulation.edit_campaign", record, who=WHO_FILES)
    form = CampaignFilesForm()
    if request.method == "POST":
        form = CampaignFilesForm(request.POST, request.FILES)
        if form.is_valid() and act_on(form, lambda: _add_files(request, record, form)):
            messages.success(request, "Đã thêm tệp.")
            return redirect("emulation:campaign", pk)
    context = {
        "form": form,
        "campaign": record,
        "title": "Thêm tệp của phong trào",
        "submit": "Thêm tệp",
        "icon": "upload",
        "back": reverse("emulation:campaign", args=[pk]),
    }
    return render(request, "emulation/campaign_form.html", context)


def _add_files(request: OfficeRequest, record: Campaign, form: CampaignFilesForm) -> object:
    files = form.cleaned_data["uploads"]
    return service.add_files(actor=request.user, campaign=record, files=files, key=submit_key(request))


@require_safe
def campaign_file(request: OfficeRequest, pk: int, file_pk: int) -> HttpResponse:
    """One file, as an attachment."""
    return send_file(_file(request, pk, file_pk).file)


@require_POST
def campaign_file_remove(request: OfficeRequest, pk: int, file_pk: int) -> HttpResponse:
    """Bỏ tệp vào thùng rác."""
    found = _file(request, pk, file_pk)
    require(request.user, "emulation.edit_campaign", found.campaign, who=WHO_FILES)
    act_by_button(
        request,
        lambda: bin_service.remove(record=found, actor=request.user, key=submit_key(request)),
        done="Đã bỏ tệp vào thùng rác.",
    )
    return redirect("emulation:campaign", pk)


def _file(request: OfficeRequest, pk: int, file_pk: int) -> CampaignFile:
    files = CampaignFile.objects.kept().select_related("file", "campaign")
    return get_object_or_404(files, pk=file_pk, campaign=seen_campaign(request, pk))
