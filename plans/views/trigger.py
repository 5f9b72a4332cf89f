"""A conditional task: set off by a document, or closed as not arisen; in either case with the reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from plans.forms.event import new_file
from plans.forms.trigger import NotArisenForm, TriggerForm
from plans.http import OfficeRequest, submit_key
from plans.models import Task
from plans.rules.status import Progress
from plans.services import progress, task_people
from plans.views.acting import act_on, require
from plans.views.plan_html import lines_html
from plans.views.task import frame_of
from plans.views.task_rows import tasks_seen

NOT_ARISEN = "khong"
ORDINARY = "Nhiệm vụ này không ghi “nếu có”, làm theo thời hạn của kế hoạch."
ARISEN = "Nhiệm vụ đã ghi phát sinh ngày {day}, đang thực hiện như mọi nhiệm vụ khác."


def task_trigger(request: OfficeRequest, pk: int) -> HttpResponse:
    """Đã phát sinh theo văn bản, or không phát sinh trong năm."""
    task = get_object_or_404(tasks_seen(request.user), pk=pk)
    require(request.user, "plans.steer_task", task, who=task_people.WHO_STEERS)
    arisen, not_arisen = TriggerForm(), NotArisenForm()
    if request.method == "POST":
        if request.POST.get("form") == NOT_ARISEN:
            not_arisen = NotArisenForm(request.POST)
            done = not_arisen.is_valid() and act_on(not_arisen, lambda: _close(request, task, not_arisen))
            words = "Đã ghi không phát sinh trong năm. Phát sinh sau này vẫn ghi lại được."
        else:
            arisen = TriggerForm(request.POST, request.FILES)
            done = arisen.is_valid() and act_on(arisen, lambda: _trigger(request, task, arisen))
            words = "Đã ghi phát sinh. Từ nay nhiệm vụ được theo dõi như mọi nhiệm vụ."
        if done:
            messages.success(request, words)
            return redirect("plans:task", pk)
    return render(request, "plans/task_trigger.html", _context(request, task, arisen, not_arisen))


def _context(request: OfficeRequest, task: Task, arisen: TriggerForm, not_arisen: NotArisenForm) -> dict[str, Any]:
    may_arise = task.conditional and task.triggered_on is None
    why_not = ""
    if not task.conditional:
        why_not = ORDINARY
    elif task.triggered_on:
        why_not = ARISEN.format(day=f"{task.triggered_on:%d/%m/%Y}")
    elif task.progress not in (Progress.TODO, Progress.NOT_ARISEN):
        why_not = progress.WHY_NOT[Progress(task.progress)]
    return {
        **frame_of(request, task),
        "form": arisen,
        "not_form": not_arisen,
        "why_not": why_not,
        "closes": may_arise and task.progress == Progress.TODO,
        "closed": task.progress == Progress.NOT_ARISEN,
        "keeps_deadline": task.deadline is None or task.deadline >= timezone.localdate(),
        "words": lines_html(task.title),
    }


def _trigger(request: OfficeRequest, task: Task, form: TriggerForm) -> None:
    values, today = form.cleaned_data, timezone.localdate()
    document = progress.TriggerDocument(values["number"], values["date"], values["issued_by"], new_file(values["file"]))
    progress.trigger_task(
        task=task,
        actor=request.user,
        on=values["on"] or today,
        reason=values["reason"],
        today=today,
        document=document,
        key=submit_key(request),
    )


def _close(request: OfficeRequest, task: Task, form: NotArisenForm) -> None:
    reason, key = form.cleaned_data["not_reason"], submit_key(request)
    progress.stop_task(task=task, actor=request.user, to=Progress.NOT_ARISEN, reason=reason, key=key)
