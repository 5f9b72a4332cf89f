"""A unit's part in a task: its page, its report, sending it back, splitting it among people, the units' dates."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plans.context import soon_days
from plans.errors import EditConflict
from plans.forms.part import PartDueForm, PartReportForm, StepsForm
from plans.forms.task import DOING, DONE, ReworkForm
from plans.http import OfficeRequest, submit_key
from plans.models import Part, PartState, PartStep, Person, PlanState, Task, TaskItem
from plans.models.unit_index import UnitIndex
from plans.permissions import rights_of
from plans.rules.status import Progress
from plans.services import part_report, part_steps
from plans.services.task_item import tick_item
from plans.services.task_log import Report
from plans.services.task_people import who_reports
from plans.views.acting import act_by_button, act_on, require
from plans.views.diary import Diary
from plans.views.plan_html import lines_html
from plans.views.task import frame_of
from plans.views.task_acts import act_page
from plans.views.task_rows import parts_of, tasks_seen
from plans.views.task_side import files_of
from plans.views.task_story import log_of

CHANGED_MEANWHILE = "Việc cụ thể vừa được người khác sửa. Mở lại trang này để xem bản mới rồi nhập tiếp."


@require_safe
def part(request: OfficeRequest, pk: int) -> HttpResponse:
    """Phần việc: how it stands, what was said, its steps, its files, its log."""
    user, today = request.user, timezone.localdate()
    part = _seen(request, pk)
    task = part.task = _task(request, part)
    index, diary = UnitIndex.load(), Diary.read(task.pk).of_part(part.pk, part.unit_id)
    rights_of(user).know_units(index)
    running = task.plan.state == PlanState.ISSUED and not task.dropped and not part.dropped
    shown = parts_of(task, user, index, diary, today=today, soon=soon_days(request), running=running)
    splits = running and user.has_perm("plans.split_part", part)
    context = {
        **frame_of(request, task),
        "part": part,
        "unit": index[part.unit_id],
        "row": next(row for row in shown if row.pk == part.pk),
        "reports": running and part.state != PartState.DONE and user.has_perm("plans.report_part", part),
        "adds": running and user.has_perm("plans.report_part", part),
        "returns": running and part.state == PartState.DONE and user.has_perm("plans.return_part", part),
        "splits": splits,
        "steps": [(step, running and (splits or step.owner == user.person_id)) for step in diary["step"]],
        "done_steps": sum(step.until is not None for step in diary["step"]),
        "today": today,
        "files": files_of(diary, user, index, removes=running and task.progress != Progress.DONE),
        "log": log_of(diary, index),
        "said": [
            (word, lines_html(text))
            for word, text in (("Khó khăn", part.difficulty), ("Đề xuất", part.proposal))
            if text
        ],
        "done_words": lines_html(part.done_text),
    }
    return render(request, "plans/part.html", context)


def part_report_page(request: OfficeRequest, pk: int) -> HttpResponse:
    """Báo phần việc."""
    part = _seen(request, pk)
    task = part.task = _task(request, part)
    require(request.user, "plans.report_part", part, who=part_report.WHO_REPORTS.format(unit=part.unit))
    if request.method == "POST":
        form = PartReportForm(request.POST, request.FILES)
    else:
        form = PartReportForm(initial={"status": DOING, "percent": part.percent or None})
    done = "Đã báo xong phần việc." if request.POST.get("status") == DONE else "Đã ghi tiến độ phần việc."

    def act(key: str) -> object:
        values = form.cleaned_data
        said = {name: values[name] for name in ("done_text", "percent", "difficulty", "proposal")}
        report = Report(part.unit_id, **said, files=values["evidence"])
        finished = values["status"] == DONE
        return part_report.report_part(
            part=part, actor=request.user, report=report, done=finished, today=timezone.localdate(), key=key
        )

    title = f"Báo phần việc của {part.unit.label}"
    return act_page(
        request, task, form, act, done=done, words={"title": title, "submit": "Gửi phần việc", "icon": "send"}
    )


def part_return(request: OfficeRequest, pk: int) -> HttpResponse:
    """Yêu cầu đơn vị làm lại phần việc."""
    part = _seen(request, pk)
    task = part.task = _task(request, part)
    require(request.user, "plans.return_part", part, who=part_report.WHO_RETURNS)
    form = ReworkForm(request.POST) if request.method == "POST" else ReworkForm()

    def act(key: str) -> object:
        reason = form.cleaned_data["reason"]
        return part_report.return_part(part=part, actor=request.user, reason=reason, key=key)

    words = {
        "title": f"Yêu cầu {part.unit.label} làm lại",
        "submit": "Yêu cầu làm lại",
        "icon": "rotate-ccw",
        "sent": part,
    }
    return act_page(request, task, form, act, done="Đã yêu cầu đơn vị làm lại.", words=words)


def part_steps_page(request: OfficeRequest, pk: int) -> HttpResponse:
    """Cụ thể hoá: the part split among the people of the unit."""
    part = _seen(request, pk)
    task = part.task = _task(request, part)
    require(request.user, "plans.split_part", part, who=part_steps.WHO_SPLITS)
    steps = list(part.steps.all())
    people = list(Person.objects.active().filter(unit=part.unit))
    here = reverse("plans:part", args=[pk])
    if request.method == "POST":
        form = StepsForm(data=request.POST, steps=steps, people=people)
        try:
            if form.is_valid() and act_on(form, lambda: _save_steps(request, part, form)):
                messages.success(request, "Đã lưu việc cụ thể của đơn vị.")
                return redirect(here)
        except EditConflict:
            form.add_error(None, CHANGED_MEANWHILE)
    else:
        form = StepsForm(initial={"version": part.version}, steps=steps, people=people)
    context = {**frame_of(request, task), "part": part, "form": form, "back_url": here, "people": people}
    return render(request, "plans/part_steps.html", context)


def _save_steps(request: OfficeRequest, part: Part, form: StepsForm) -> None:
    part_steps.save_steps(
        part=part, actor=request.user, steps=form.steps, seen=form.cleaned_data["version"], key=submit_key(request)
    )


@require_POST
def step_tick(request: OfficeRequest, pk: int, step: int) -> HttpResponse:
    """Đánh dấu một việc cụ thể đã xong, hoặc bỏ dấu."""
    part = _seen(request, pk)
    found = get_object_or_404(PartStep.objects.select_related("part__unit", "part__task"), pk=step, part=part)
    require(request.user, "plans.tick_step", found, who=part_steps.WHO_TICKS)
    done = request.POST.get("done") == "1"
    act_by_button(
        request,
        lambda: part_steps.tick_step(
            step=found, actor=request.user, done=done, today=timezone.localdate(), key=submit_key(request)
        ),
        done="Đã ghi việc xong." if done else "Đã bỏ dấu xong.",
    )
    return redirect("plans:part", pk)


@require_POST
def item_tick(request: OfficeRequest, pk: int, order: int) -> HttpResponse:
    """Đánh dấu một ý của nhiệm vụ đã xong, hoặc bỏ dấu."""
    task = get_object_or_404(tasks_seen(request.user), pk=pk)
    item = get_object_or_404(TaskItem, task=task, order=order)
    require(request.user, "plans.report_task", task, who=who_reports(task))
    done = request.POST.get("done") == "1"
    act_by_button(
        request,
        lambda: tick_item(
            item=item, actor=request.user, done=done, today=timezone.localdate(), key=submit_key(request)
        ),
        done="Đã ghi ý này xong." if done else "Đã bỏ dấu xong.",
    )
    return redirect("plans:task", pk)


def part_due(request: OfficeRequest, pk: int) -> HttpResponse:
    """Ấn định hạn của từng đơn vị."""
    task = get_object_or_404(tasks_seen(request.user), pk=pk)
    require(request.user, "plans.lead_parts", task, who=part_steps.WHO_SETS_DUE)
    parts = list(task.parts.kept().exclude(state=PartState.DONE).select_related("unit"))
    if request.method == "POST":
        form = PartDueForm(request.POST, parts=parts)
    else:
        form = PartDueForm(initial={"parts": [str(part.pk) for part in parts]}, parts=parts)

    def act(key: str) -> object:
        return part_steps.set_part_due(
            task=task, actor=request.user, parts=form.chosen, due=form.cleaned_data["due"], key=key
        )

    words = {"title": "Ấn định hạn của đơn vị", "submit": "Lưu hạn", "icon": "calendar-check"}
    return act_page(request, task, form, act, done="Đã ấn định hạn của đơn vị.", words=words)


def _seen(request: OfficeRequest, pk: int) -> Part:
    return get_object_or_404(Part.objects.visible_to(request.user).select_related("unit"), pk=pk)


def _task(request: OfficeRequest, part: Part) -> Task:
    return get_object_or_404(tasks_seen(request.user), pk=part.task_id)
