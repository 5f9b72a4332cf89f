"""Minh chứng: files added to a task, served as attachments, put into the bin."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from plans.forms.evidence import EvidenceForm
from plans.http import OfficeRequest
from plans.models import Evidence, Part, Role
from plans.permissions import rights_of
from plans.services import evidence
from plans.views.acting import require
from plans.views.files import send_file
from plans.views.task_acts import act_page
from plans.views.task_rows import tasks_seen


def evidence_add(request: OfficeRequest, pk: int) -> HttpResponse:
    """Thêm tệp minh chứng."""
    user = request.user
    task = get_object_or_404(tasks_seen(user), pk=pk)
    require(user, "plans.report_task", task, who=evidence.WHO_ADDS)
    rights = rights_of(user)
    parts = task.parts.kept().select_related("unit")
    own = [part for part in parts if rights.holds(Role.STANDING) or part.unit_id in rights.units]
    choices = [(part.pk, part.unit.name) for part in own]
    if request.method == "POST":
        form = EvidenceForm(request.POST, request.FILES, parts=choices)
    else:
        form = EvidenceForm(initial={"part": _first_part(request, own)}, parts=choices)

    def act(key: str) -> object:
        values = form.cleaned_data
        part = next((part for part in own if part.pk == form.part_id), None)
        return evidence.add_evidence(
            task=task, actor=user, files=values["evidence"], part=part, caption=values["caption"], key=key
        )

    words = {"title": "Thêm tệp minh chứng", "submit": "Nộp tệp", "icon": "upload"}
    return act_page(request, task, form, act, done="Đã lưu tệp minh chứng.", words=words)


def _first_part(request: OfficeRequest, own: list[Part]) -> str:
    """The part the page came from, else the only one."""
    asked = request.GET.get("phan", "")
    known = {str(part.pk) for part in own}
    return asked if asked in known else next(iter(known)) if len(known) == 1 else ""


@require_safe
def evidence_file(request: OfficeRequest, pk: int) -> HttpResponse:
    """The file, byte for byte, as an attachment."""
    found = get_object_or_404(Evidence.objects.visible_to(request.user).select_related("file"), pk=pk)
    return send_file(found.file)


def evidence_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Bỏ tệp minh chứng vào thùng rác."""
    found = get_object_or_404(Evidence.objects.visible_to(request.user).select_related("file"), pk=pk)
    task = get_object_or_404(tasks_seen(request.user), pk=found.task_id)
    require(request.user, "plans.remove_evidence", found, who=evidence.WHO_REMOVES)
    form = forms.Form(request.POST) if request.method == "POST" else forms.Form()

    def act(key: str) -> object:
        return evidence.remove_evidence(evidence=found, actor=request.user, key=key)

    words = {
        "title": "Bỏ tệp minh chứng",
        "submit": "Bỏ vào thùng rác",
        "icon": "trash-2",
        "notice": f"Tệp “{found.file.name}” sẽ vào thùng rác và khôi phục được từ đó.",
    }
    return act_page(request, task, form, act, done=f"Đã bỏ “{found.file.name}” vào thùng rác.", words=words)
