"""The acts on a task, a page each: report, confirm, return, steer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from plans.errors import AlreadyDone, EditConflict
from plans.forms.task import DOING, DONE, ConfirmForm, FactsForm, ReportForm, ReworkForm, SteerForm
from plans.http import OfficeRequest, submit_key
from plans.models import Task, User
from plans.models.task import WORKABLE
from plans.models.unit_index import UnitIndex
from plans.permissions import named_lead, rights_of
from plans.rules.status import STOPPED, Progress
from plans.services import progress, task_people
from plans.services.part import not_reported
from plans.services.task import WHO_FILLS, set_task_facts
from plans.views.acting import act_on, require
from plans.views.conflict import render_conflict
from plans.views.diary import Diary
from plans.views.plan_html import lines_html
from plans.views.task import frame_of
from plans.views.task_rows import tasks_seen
from plans.views.task_story import last_complete

TRIGGER, RESUME = "trigger", "resume"


def task_report(request: OfficeRequest, pk: int) -> HttpResponse:
    """Ghi tiến độ."""
    user = request.user
    task = get_object_or_404(tasks_seen(user), pk=pk)
    require(user, "plans.report_task", task, who=task_people.who_reports(task))
    index = UnitIndex.load()
    units = [(unit, index[unit].name) for unit in task_people.speaking_units(task, user, index)]
    may_complete = user.has_perm("plans.complete_task", task)
    missing = ", ".join(index[unit].label for unit in not_reported(task) if unit not in rights_of(user).units)
    why_not_done = "" if may_complete else task_people.who_completes(task)
    facts: dict[str, Any] = {"units": units, "why_not_done": why_not_done, "missing": missing}
    if request.method != "POST":
        percent = task.percent or None if may_complete else None
        form = ReportForm(initial={"status": DOING, "percent": percent}, **facts)
    else:
        form = ReportForm(request.POST, request.FILES, **facts)
    done = "Đã báo hoàn thành, chờ xác nhận." if request.POST.get("status") == DONE else "Đã ghi tiến độ."

    def act(key: str) -> object:
        values = form.cleaned_data
        report = progress.Report(
            form.unit_id,
            values["done_text"],
            values["percent"],
            values["difficulty"],
            values["proposal"],
            values["evidence"],
        )
        completes = values["status"] == DONE
        return progress.report_progress(
            task=task, actor=user, report=report, completes=completes, today=timezone.localdate(), key=key
        )

    words = {"title": "Ghi tiến độ", "submit": "Ghi tiến độ", "icon": "check"}
    return act_page(request, task, form, act, done=done, words=words)


def task_confirm(request: OfficeRequest, pk: int) -> HttpResponse:
    """Xác nhận hoàn thành."""
    user = request.user
    task = get_object_or_404(tasks_seen(user), pk=pk)
    require(user, "plans.confirm_task", task, who=task_people.who_confirms(task))
    form = ConfirmForm(request.POST) if request.method == "POST" else ConfirmForm()

    def act(key: str) -> object:
        return progress.confirm_completion(task=task, actor=user, note=form.cleaned_data["note"], key=key)

    words = {
        "title": "Xác nhận hoàn thành",
        "submit": "Xác nhận hoàn thành",
        "icon": "check",
        "report": True,
        "else_url": reverse("plans:task_return", args=[pk]),
    }
    return act_page(request, task, form, act, done="Đã xác nhận hoàn thành.", words=words)


def task_return(request: OfficeRequest, pk: int) -> HttpResponse:
    """Yêu cầu thực hiện lại."""
    user = request.user
    task = get_object_or_404(tasks_seen(user), pk=pk)
    require(user, "plans.confirm_task", task, who=task_people.who_confirms(task))
    form = ReworkForm(request.POST) if request.method == "POST" else ReworkForm()

    def act(key: str) -> object:
        return progress.return_for_rework(task=task, actor=user, reason=form.cleaned_data["reason"], key=key)

    words = {"title": "Yêu cầu thực hiện lại", "submit": "Yêu cầu thực hiện lại", "icon": "rotate-ccw", "report": True}
    return act_page(request, task, form, act, done="Đã yêu cầu đơn vị thực hiện lại.", words=words)


def _steering(task: Task) -> list[tuple[str, str]]:
    """The acts of the standing office that the present state allows."""
    state = Progress(task.progress)
    may_arise = task.conditional and task.triggered_on is None
    acts = []
    if may_arise and state in (Progress.TODO, Progress.NOT_ARISEN):
        acts.append((TRIGGER, "Đã phát sinh: từ nay phải làm, tính thời hạn"))
    if may_arise and state == Progress.TODO:
        acts.append((Progress.NOT_ARISEN.value, "Không phát sinh trong năm"))
    if state in WORKABLE:
        acts.append((Progress.PAUSED.value, "Tạm dừng"))
    if state in STOPPED:
        acts.append((RESUME, "Tiếp tục thực hiện"))
    if state in (*WORKABLE, Progress.PAUSED):
        acts.append((Progress.CANCELLED.value, "Huỷ, không làm nữa"))
    return acts


def task_steer(request: OfficeRequest, pk: int) -> HttpResponse:
    """Điều hành: stop, resume, arisen; and in a form of its own what the plan leaves open."""
    user = request.user
    task = get_object_or_404(tasks_seen(user), pk=pk)
    require(user, "plans.steer_task", task, who=WHO_FILLS)
    facts_form = _facts_form(task, user, request.POST if request.POST.get("form") == "facts" else None)
    if facts_form.is_bound and facts_form.is_valid():
        answer = _save_facts(request, task, user, facts_form)
        if answer is not None:
            return answer
    acts = _steering(task)
    with_day = any(act == TRIGGER for act, _ in acts)
    posted = request.method == "POST" and not facts_form.is_bound
    form = SteerForm(request.POST if posted else None, acts=acts, with_day=with_day)
    words = {
        "title": "Điều hành",
        "submit": "Ghi",
        "icon": "check",
        "facts_form": facts_form,
        "acts": acts,
        "why_not": progress.WHY_NOT[Progress(task.progress)] if not acts else "",
    }

    def act(key: str) -> object:
        return _steer(task, user, form.cleaned_data, key)

    return act_page(request, task, form, act, done="Đã ghi vào nhật ký nhiệm vụ.", words=words)


def _steer(task: Task, user: User, values: dict[str, Any], key: str) -> object:
    """Call the service of the act that was chosen."""
    act, reason, today = values["act"], values["reason"], timezone.localdate()
    if act == TRIGGER:
        on = values.get("on") or today
        return progress.trigger_task(task=task, actor=user, on=on, reason=reason, today=today, key=key)
    if act == RESUME:
        return progress.resume_task(task=task, actor=user, reason=reason, key=key)
    return progress.stop_task(task=task, actor=user, to=Progress(act), reason=reason, key=key)


def _facts_form(task: Task, user: User, data: Any) -> FactsForm:
    named = named_lead(task) is not None
    units = [] if named else task_people.speaking_units(task, user)
    initial = {
        "result": task.result,
        "responsibility": task.responsibility,
        "follow_up_unit": task.follow_up_unit_id,
        "version": task.version,
    }
    return FactsForm(data, initial=initial, units=units, named_lead=named)


def _save_facts(request: OfficeRequest, task: Task, user: User, form: FactsForm) -> HttpResponse | None:
    """Save what was filled in; None when the service refused and the form says why."""
    values = form.cleaned_data
    try:
        saved = act_on(
            form,
            lambda: set_task_facts(
                task=task,
                actor=user,
                result=values["result"],
                responsibility=values["responsibility"],
                follow_up_unit=values.get("follow_up_unit"),
                seen=values["version"],
                key=submit_key(request),
            ),
        )
    except EditConflict as conflict:
        back = reverse("plans:task", args=[task.pk])
        return render_conflict(
            request, title=f"{task}: hai người cùng sửa", form=form, conflict=conflict, back_url=back
        )
    if not saved:
        return None
    messages.success(request, "Đã ghi kết quả, trách nhiệm của nhiệm vụ.")
    return redirect("plans:task", task.pk)


def act_page(
    request: OfficeRequest,
    task: Task,
    form: forms.Form,
    act: Callable[[str], object],
    *,
    done: str,
    words: dict[str, Any],
    then: str = "",
) -> HttpResponse:
    """Show an act's page; on a good POST do it and go to ``then``, else the task. A repeat says so, does nothing."""
    then = then or reverse("plans:task", args=[task.pk])
    if request.method == "POST" and form.is_bound and form.is_valid():
        try:
            if act_on(form, lambda: act(submit_key(request))):
                messages.success(request, done)
                return redirect(then)
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
            return redirect(then)
    reported = last_complete(Diary.read(task.pk)) if words.get("report") else None
    context = {**frame_of(request, task), "form": form, "reported": reported, "words": lines_html(task.title), **words}
    return render(request, "plans/task_act.html", context)
