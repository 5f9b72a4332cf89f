"""A meeting prepared and changed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from awards.forms.meeting import MeetingForm
from awards.models import Council, CouncilKind, Meeting
from awards.services import meeting as service
from awards.views.meeting_desk import seen_meeting
from emulation.views.record_form import record_form
from emulation.views.year import year_in_view
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import Task
from plans.views.acting import act_by_button, require
from plans.views.task_rows import tasks_seen

OF_COUNCILS = {CouncilKind.EMULATION: ("13", "14"), CouncilKind.INITIATIVE: ("12",)}  # tasks a meeting usually serves


def meeting_new(request: OfficeRequest) -> HttpResponse:
    """Mở phiên họp; of the council and for the task that the address names."""
    require(request.user, "awards.prepare_meeting", who=service.WHO_RUNS)
    named = Council.objects.filter(pk=whole_number(request.GET.get("hoi-dong", "")) or 0).first()
    initial = {
        "council": named,
        "held_on": timezone.localdate(),
        **{name: whole_number(request.GET.get(key, "")) for name, key in (("task", "nhiem-vu"), ("round", "dot"))},
    }
    form = MeetingForm(initial=initial, tasks=_tasks(request, None), council=named)
    if request.method == "POST":
        form = MeetingForm(request.POST, tasks=_tasks(request, None), council=named)

    def act() -> Meeting:
        values = {name: value for name, value in form.cleaned_data.items() if name not in ("version", "council")}
        council = form.cleaned_data["council"]
        return service.prepare_meeting(actor=request.user, council=council, values=values, key=submit_key(request))

    return record_form(
        request,
        form,
        act,
        template="awards/meeting_form.html",
        context={"meeting": None},
        title="Mở phiên họp",
        done="Đã mở phiên họp. Chọn nội dung xét, rồi in giấy mời.",
        back=reverse("awards:council", args=[named.pk]) if named else reverse("awards:meeting_list"),
        then=service.page_of,
    )


def meeting_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa phiên họp đang chuẩn bị."""
    meeting = seen_meeting(request, pk)
    require(request.user, "awards.prepare_meeting", meeting, who=service.WHO_RUNS)
    facts: dict[str, Any] = {"tasks": _tasks(request, meeting), "council": meeting.council, "fixed": True}
    form = MeetingForm(initial=MeetingForm.values_of(meeting), **facts)
    if request.method == "POST":
        form = MeetingForm(request.POST, **facts)

    def act() -> Meeting:
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        seen, key = form.cleaned_data["version"] or 0, submit_key(request)
        return service.change_meeting(actor=request.user, meeting=meeting, values=values, seen=seen, key=key)

    return record_form(
        request,
        form,
        act,
        template="awards/meeting_form.html",
        context={"meeting": meeting},
        title="Sửa phiên họp",
        done="Đã lưu phiên họp.",
        back=service.page_of(meeting),
    )


@require_POST
def meeting_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Into the bin."""
    meeting, key = seen_meeting(request, pk), submit_key(request)
    require(request.user, "awards.prepare_meeting", meeting, who=service.WHO_RUNS)
    removed = act_by_button(
        request,
        lambda: service.remove_meeting(actor=request.user, meeting=meeting, key=key),
        done="Đã bỏ vào thùng rác, khôi phục được ở đó.",
    )
    return redirect("awards:meeting_list") if removed else redirect("awards:meeting", pk)


def _tasks(request: OfficeRequest, meeting: Meeting | None) -> Any:
    """The tasks of the plan in view that meetings of councils serve, and the one it has."""
    asked = [no for numbers in OF_COUNCILS.values() for no in numbers]
    if meeting is not None:
        asked = list(OF_COUNCILS[CouncilKind(meeting.council.kind)])
    seen = tasks_seen(request.user).filter(plan__year=year_in_view(request), no__in=asked)
    named = whole_number(request.GET.get("nhiem-vu", "")) or (meeting.task_id if meeting else 0)
    kept = tasks_seen(request.user).filter(pk=named or 0)
    rows = Task.objects.filter(pk__in=seen.values("pk")) | Task.objects.filter(pk__in=kept.values("pk"))
    return rows.select_related("plan").order_by("plan__year", "order")
