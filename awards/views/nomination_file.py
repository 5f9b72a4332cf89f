"""The documents of a dossier: added beside their line of the checklist, always sent as attachments."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from awards.forms.nomination import DossierForm
from awards.models import Nomination, NominationFile
from awards.rules.rulebook import PERSON, UNIT
from awards.services import nomination_file as service
from awards.services.nomination import WHO_NOMINATES
from awards.services.rulebook import current_rulebook
from awards.views.nomination_rows import seen_nomination
from plans.http import OfficeRequest, submit_key
from plans.services import audit
from plans.views.acting import act_by_button, act_on, require
from plans.views.files import send_file


def nomination_file_add(request: OfficeRequest, pk: int, document: str) -> HttpResponse:
    """Nộp tệp cho một thành phần hồ sơ."""
    record = seen_nomination(request.user, pk)
    require(request.user, "awards.nominate", record, who=WHO_NOMINATES)
    name = _name_of(record, document)
    form = DossierForm(request.POST, request.FILES) if request.method == "POST" else DossierForm()

    def act() -> object:
        return service.add_files(
            nomination=record,
            actor=request.user,
            document=document,
            files=form.cleaned_data["attached"],
            caption=form.cleaned_data["caption"],
            key=submit_key(request),
        )

    back = reverse("awards:nomination", args=[pk])
    if request.method == "POST" and form.is_valid() and act_on(form, act):
        messages.success(request, f"Đã lưu tệp: {name}.")
        return redirect(f"{back}#ho-so")
    context = {"form": form, "nomination": record, "document": name, "back": back}
    return render(request, "awards/nomination_file.html", context)


@require_safe
def nomination_file(request: OfficeRequest, pk: int) -> HttpResponse:
    """A document of a dossier the person may see; that somebody else's was read is kept."""
    found = _seen_file(request, pk)
    if found.nomination.person_id is None or found.nomination.person_id != request.user.person_id:
        audit.record(actor=request.user, act="nomination.file_download", obj=found.nomination, note=found.file.name)
    return send_file(found.file)


@require_POST
def nomination_file_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Into the bin."""
    found, key = _seen_file(request, pk), submit_key(request)
    require(request.user, "awards.nominate", found.nomination, who=WHO_NOMINATES)
    act_by_button(
        request,
        lambda: service.remove_file(file=found, actor=request.user, key=key),
        done=f"Đã bỏ tệp “{found.file.name}” vào thùng rác.",
    )
    return redirect(f"{reverse('awards:nomination', args=[found.nomination_id])}#ho-so")


_NAMED = ("file", "nomination__person__unit", "nomination__unit", "nomination__title", "nomination__commendation")


def _seen_file(request: OfficeRequest, pk: int) -> NominationFile:
    seen = Nomination.objects.visible_to(request.user)
    rows = NominationFile.objects.kept().filter(nomination__in=seen)
    return get_object_or_404(rows.select_related(*_NAMED), pk=pk)


def _name_of(record: Nomination, document: str) -> str:
    """The name of a line of the checklist, or 404 for one that the honour does not ask for."""
    if document == service.OTHER:
        return "Tài liệu khác"
    needs = current_rulebook().dossier(
        record.honour.code, UNIT if record.unit_id else PERSON, record.received_on or timezone.localdate()
    )
    for need in needs:
        if need.code == document:
            return need.name
    raise Http404
