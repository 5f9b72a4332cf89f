"""One task of a draft: written in place, moved, taken out. Every act works without a script."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from plans.errors import EditConflict
from plans.forms.draft import UNIT_ROWS, TaskForm, task_values
from plans.forms.rows import rows_changed
from plans.http import OfficeRequest, submit_key
from plans.models import Task
from plans.services import draft_task as service
from plans.views.acting import act_by_button, act_on
from plans.views.conflict import render_conflict
from plans.views.draft import confirm_removal, draft_plan
from plans.views.draft_page import Draft, Shown, render_draft, tab_url


@require_POST
def draft_task_new(request: OfficeRequest, pk: int) -> HttpResponse:
    page = Draft(draft_plan(request, pk))
    if form := _row_changed(request, page, None):
        return render_draft(request, page, Shown(tab=page.tasks_tab, new_task=True, task_form=form))
    form = page.task_form(None, request.POST)
    made: list[Task] = []

    def act() -> object:
        key = submit_key(request)
        made.append(service.add_task(actor=request.user, plan=page.plan, values=form.values, parts=form.parts, key=key))
        return made

    if form.is_valid() and act_on(form, act):
        made[0].refresh_from_db()
        messages.success(request, f"Đã thêm nhiệm vụ {made[0].no}.")
        return redirect(tab_url(page.plan, page.tasks_tab, task=made[0]))
    return render_draft(request, page, Shown(tab=page.tasks_tab, new_task=True, task_form=form))


def draft_task(request: OfficeRequest, pk: int, task_pk: int) -> HttpResponse:
    """Save a task; a plain visit opens it on the drafting page."""
    page, task = _task(request, pk, task_pk)
    if request.method != "POST":
        return redirect(tab_url(page.plan, page.tasks_tab, task=task))
    shown = Shown(tab=page.tasks_tab, task=task)
    if form := _row_changed(request, page, task):
        shown.task_form = form
        return render_draft(request, page, shown)
    form = shown.task_form = page.task_form(task, request.POST)
    back = tab_url(page.plan, page.tasks_tab, task=task)
    try:
        if form.is_valid() and act_on(form, lambda: _save(request, task, form)):
            task.refresh_from_db()
            messages.success(request, f"Đã lưu nhiệm vụ {task.no}.")
            return redirect(back)
    except EditConflict as conflict:
        return _compare(request, page, conflict, back)
    return render_draft(request, page, shown)


def _save(request: OfficeRequest, task: Task, form: TaskForm) -> Task:
    return service.save_task(
        actor=request.user,
        task=task,
        values=form.values,
        parts=form.parts,
        seen=form.cleaned_data["version"] or 0,
        key=submit_key(request),
    )


def _compare(request: OfficeRequest, page: Draft, conflict: EditConflict, back: str) -> HttpResponse:
    """The compare page, with as many unit rows as the longer of the two versions has."""
    current: Task = conflict.current
    saved = task_values(current, list(current.assignments.all()))
    rows = sum(1 for name in saved if name.startswith("unit_"))
    form = page.task_form(current, request.POST, rows=rows)
    form.is_valid()
    theirs: dict[str, Any] = {name: saved.get(name, "") for name in form.fields if name != "version"}
    theirs |= {  # a row that only one of the two has differs in its unit; its role is no second question
        name: request.POST[name]
        for name in theirs
        if name.startswith("role_") and name not in saved and name in request.POST
    }
    title = f"Nhiệm vụ {current.no}"
    return render_conflict(request, title=title, form=form, conflict=conflict, back_url=back, theirs=theirs)


def _row_changed(request: OfficeRequest, page: Draft, task: Task | None) -> TaskForm | None:
    """The form with one row of units more or less, as asked by a button; everything typed is kept, nothing saved."""
    rows = rows_changed(request.POST, request.POST.get("hang", ""), [UNIT_ROWS])
    if rows is None:
        return None
    values = {**rows.values, "rows": rows.counts[UNIT_ROWS]}
    values.setdefault(f"role_{values['rows'] - 1}", "perform")
    values["conditional"] = "conditional" in request.POST
    return page.task_form(task, **values)


@require_POST
def draft_task_move(request: OfficeRequest, pk: int, task_pk: int) -> HttpResponse:
    """Up or down by a button (``huong``), or dropped before another task (``truoc``) in the quarter of ``nhom``.

    The address to go back to names the pressed button, so that the browser gives it the focus and pressing on moves on.
    """
    page, task = _task(request, pk, task_pk)
    key = submit_key(request)
    place = f"nv-{task.pk}"
    if "truoc" in request.POST and not request.POST.get("huong"):
        by_pk = {str(other.pk): other for other in page.tasks}
        before, group_of = by_pk.get(request.POST["truoc"]), by_pk.get(request.POST.get("nhom", ""))
        act_by_button(
            request,
            lambda: service.drop_task(actor=request.user, task=task, before=before, group_of=group_of, key=key),
            done="Đã chuyển nhiệm vụ.",
        )
    else:
        up = request.POST.get("huong") == "len"
        place += "-len" if up else "-xuong"
        act_by_button(
            request,
            lambda: service.move_task(actor=request.user, task=task, up=up, key=key),
            done=f"Đã chuyển nhiệm vụ {'lên' if up else 'xuống'}.",
        )
    return redirect(f"{tab_url(page.plan, page.tasks_tab)}#{place}")


def draft_task_remove(request: OfficeRequest, pk: int, task_pk: int) -> HttpResponse:
    """Bỏ một nhiệm vụ khỏi bản thảo, sau khi xem lại."""
    page, task = _task(request, pk, task_pk)
    if request.method == "POST":
        key = submit_key(request)
        act_by_button(
            request,
            lambda: service.remove_task(actor=request.user, task=task, key=key),
            done=f"Đã bỏ nhiệm vụ {task.no} khỏi bản thảo.",
        )
        return redirect(tab_url(page.plan, page.tasks_tab))
    back = tab_url(page.plan, page.tasks_tab, task=task)
    return confirm_removal(request, page.plan, what=f"nhiệm vụ {task.no}", text=task.title, back=back)


def _task(request: OfficeRequest, pk: int, task_pk: int) -> tuple[Draft, Task]:
    plan = draft_plan(request, pk)
    return Draft(plan), get_object_or_404(Task.objects.filter(plan=plan), pk=task_pk)
