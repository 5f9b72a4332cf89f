"""An adjustment being written: its words, one task at a time. Every act works without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from plans.errors import EditConflict
from plans.forms.adjustment import ChangeForm, DropForm, WordsForm, text_values
from plans.forms.draft import UNIT_ROWS
from plans.forms.rows import rows_changed
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import Adjustment, Task, TaskChange, User
from plans.services import adjustment as service
from plans.services.adjustment_document import after_of
from plans.views.acting import act_by_button, act_on, require
from plans.views.adjustment_page import Adjusting, Open, render_adjustment
from plans.views.conflict import render_conflict

WHO_PREPARES = "Thường trực TĐKT lập và trình điều chỉnh kế hoạch. Cần thay đổi thì báo vướng mắc hoặc báo thường trực."


def adjustments_seen(user: User) -> QuerySet[Adjustment]:
    """The adjustments the person may see, with plan and who prepared them."""
    rows = Adjustment.objects.visible_to(user).select_related("plan", "prepared_by__person", "paper")
    return rows.defer("plan__source_text", "plan__search_key")


@require_safe
def adjustment(request: OfficeRequest, pk: int) -> HttpResponse:
    """Each task before and after with the paper beside; a draft is written here (``?sua=``, ``?muc=``, ``?bo=``)."""
    page = Adjusting(get_object_or_404(adjustments_seen(request.user), pk=pk))
    asked = request.GET
    by_pk = {change.pk: change for change in page.changes if change.kind != TaskChange.Kind.DROP}
    shown = Open(
        change=by_pk.get(whole_number(asked.get("muc", "")) or 0),
        adds=asked.get("them") == "1",
        words=asked.get("loi") == "1",
    )
    number = whole_number(asked.get("nv", ""))
    task = next((task for task in page.tasks if task.pk == number), None) if number else None
    if task is not None:
        full = Task.objects.get(pk=task.pk)
        shown.task, shown.drop = (None, full) if asked.get("viec") == "bo" else (full, None)
    return render_adjustment(request, page, shown)


@require_POST
def adjustment_words(request: OfficeRequest, pk: int) -> HttpResponse:
    """Lý do, căn cứ, nơi nhận, chữ ký."""
    page = _page(request, pk)
    form = WordsForm(request.POST, obstacles=page.obstacles(), auto_id="id_van_%s")
    back = reverse("plans:adjustment", args=[pk])

    def act() -> object:
        return service.save_words(
            actor=request.user,
            adjustment=page.record,
            values=form.words,
            obstacles=form.chosen,
            seen=form.cleaned_data["version"] or 0,
            key=submit_key(request),
        )

    try:
        if form.is_valid() and act_on(form, act):
            messages.success(request, "Đã lưu lý do, căn cứ, nơi nhận.")
            return redirect(back)
    except EditConflict as conflict:
        title = "Lời văn của điều chỉnh"
        return render_conflict(request, title=title, form=form, conflict=conflict, back_url=back)
    return render_adjustment(request, page, Open(words=True, words_form=form))


def adjustment_task(request: OfficeRequest, pk: int, task_pk: int) -> HttpResponse:
    """Đưa một nhiệm vụ vào điều chỉnh; a plain visit opens its form on the page."""
    page = _page(request, pk)
    task = get_object_or_404(Task.objects.in_plan().filter(plan=page.plan), pk=task_pk)
    if request.method != "POST":
        return redirect(f"{reverse('plans:adjustment', args=[pk])}?viec=sua&nv={task_pk}#dang-sua")

    def act(form: ChangeForm) -> object:
        return service.change_task(actor=request.user, adjustment=page.record, task=task, **_typed(request, form))

    return _written(request, page, Open(task=task), act, f"Đã đưa nhiệm vụ {task.no} vào điều chỉnh.")


@require_POST
def adjustment_add(request: OfficeRequest, pk: int) -> HttpResponse:
    """Bổ sung một nhiệm vụ mới."""
    page = _page(request, pk)

    def act(form: ChangeForm) -> object:
        return service.add_task(actor=request.user, adjustment=page.record, **_typed(request, form))

    return _written(request, page, Open(adds=True), act, "Đã thêm nhiệm vụ mới vào điều chỉnh.")


def adjustment_change(request: OfficeRequest, pk: int, change_pk: int) -> HttpResponse:
    """Sửa tiếp một mục của điều chỉnh; a plain visit opens it on the page."""
    page = _page(request, pk)
    change = get_object_or_404(page.record.changes.select_related("task", "adjustment"), pk=change_pk)
    if request.method != "POST":
        return redirect(f"{reverse('plans:adjustment', args=[pk])}?muc={change_pk}#dang-sua")

    def act(form: ChangeForm) -> object:
        seen = form.cleaned_data["version"] or 0
        return service.edit_change(actor=request.user, change=change, seen=seen, **_typed(request, form))

    try:
        return _written(request, page, Open(change=change), act, "Đã lưu mục điều chỉnh.")
    except EditConflict as conflict:
        return _compare(request, page, conflict)


@require_POST
def adjustment_undo(request: OfficeRequest, pk: int, change_pk: int) -> HttpResponse:
    """Rút một mục khỏi điều chỉnh."""
    page = _page(request, pk)
    change = get_object_or_404(page.record.changes.select_related("adjustment"), pk=change_pk)
    act_by_button(
        request,
        lambda: service.undo_change(actor=request.user, change=change, key=submit_key(request)),
        done="Đã rút mục này khỏi điều chỉnh; nhiệm vụ giữ nguyên như kế hoạch.",
    )
    return redirect("plans:adjustment", pk)


@require_POST
def adjustment_drop(request: OfficeRequest, pk: int, task_pk: int) -> HttpResponse:
    """Bỏ một nhiệm vụ khỏi kế hoạch."""
    page = _page(request, pk)
    task = get_object_or_404(Task.objects.in_plan().filter(plan=page.plan), pk=task_pk)
    form = DropForm(request.POST, auto_id="id_bo_%s")

    def act() -> object:
        reason, key = form.cleaned_data["reason"], submit_key(request)
        return service.drop_task(actor=request.user, adjustment=page.record, task=task, reason=reason, key=key)

    if form.is_valid() and act_on(form, act):
        messages.success(request, f"Đã ghi bỏ nhiệm vụ {task.no}; có hiệu lực khi điều chỉnh được ban hành.")
        return redirect("plans:adjustment", pk)
    return render_adjustment(request, page, Open(drop=task, drop_form=form))


def _page(request: OfficeRequest, pk: int) -> Adjusting:
    record = get_object_or_404(adjustments_seen(request.user), pk=pk)
    require(request.user, "plans.adjust_plan", record, who=WHO_PREPARES)
    return Adjusting(record)


def _typed(request: OfficeRequest, form: ChangeForm) -> dict[str, Any]:
    reason = form.cleaned_data["reason"]
    return {"values": form.values, "parts": form.parts, "reason": reason, "key": submit_key(request)}


def _written(
    request: OfficeRequest, page: Adjusting, shown: Open, act: Callable[[ChangeForm], object], done: str
) -> HttpResponse:
    """Save what was typed of one task, or show it again with one row of units more or less."""
    if form := _row_changed(request, page, shown):
        shown.change_form = form
        return render_adjustment(request, page, shown)
    form = page.form_for(shown.change, shown.task, request.POST)
    if form.is_valid() and act_on(form, lambda: act(form)):
        messages.success(request, done)
        return redirect("plans:adjustment", page.record.pk)
    shown.change_form = form
    return render_adjustment(request, page, shown)


def _row_changed(request: OfficeRequest, page: Adjusting, shown: Open) -> ChangeForm | None:
    """The form with one row of units more or less, when that was the button pressed; nothing is saved."""
    rows = rows_changed(request.POST, request.POST.get("hang", ""), [UNIT_ROWS])
    if rows is None:
        return None
    values = {**rows.values, "rows": rows.counts[UNIT_ROWS]}
    values.setdefault(f"role_{values['rows'] - 1}", "perform")
    values["conditional"] = "conditional" in request.POST
    return page.form_for(shown.change, shown.task, **values)


def _compare(request: OfficeRequest, page: Adjusting, conflict: EditConflict) -> HttpResponse:
    """Somebody else saved the same change: both versions side by side."""
    current: TaskChange = conflict.current
    text = after_of(current)
    saved = text_values(text) if text else {}
    rows = len(text.units) if text else 1
    form = page.form_for(current, current.task, request.POST, rows=rows)
    form.is_valid()
    theirs = {name: saved.get(name, "") for name in form.fields if name not in ("version", "reason")}
    back = f"{reverse('plans:adjustment', args=[page.record.pk])}?muc={current.pk}#dang-sua"
    title = f"Điều chỉnh nhiệm vụ {text.no}" if text else "Mục điều chỉnh"
    return render_conflict(request, title=title, form=form, conflict=conflict, back_url=back, theirs=theirs)
