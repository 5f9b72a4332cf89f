"""Gia hạn: asked on a page of the task, decided on a page of its own, listed and printed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plans.context import plan_in_view
from plans.errors import EditConflict
from plans.forms.extension import AskForm, DecideForm
from plans.http import OfficeRequest, submit_key
from plans.models import Extension, ExtensionState
from plans.models.unit_index import UnitIndex
from plans.permissions import answering_unit
from plans.services import task_people
from plans.services.extension import (
    OFTEN,
    WHO_ASKS,
    WHO_DECIDES,
    WHO_WITHDRAWS,
    agree_extension,
    ask_extension,
    page_of,
    refuse_extension,
    why_not_extended,
    withdraw_extension,
)
from plans.views.acting import act_by_button, act_on, require
from plans.views.extension_rows import COLUMNS, paper_rows, pill_of, read_extensions, read_filter, rows_of
from plans.views.listing import Listing, send_listing
from plans.views.listing import page_of as listing_page
from plans.views.plan_html import lines_html
from plans.views.talk import Saying, say
from plans.views.task import frame_of
from plans.views.task_rows import tasks_seen

REFUSE = "refuse"
WORDS = Saying("Xin gia hạn", "Gửi đề nghị", "send", "Đã gửi đề nghị gia hạn, chờ Lãnh đạo Sở quyết định.")


def extension_ask(request: OfficeRequest, pk: int) -> HttpResponse:
    """Xin gia hạn."""
    user = request.user
    task = get_object_or_404(tasks_seen(user), pk=pk)
    require(user, "plans.ask_extension", task, who=WHO_ASKS)
    index = UnitIndex.load()
    units = [(unit, index[unit].name) for unit in task_people.speaking_units(task, user, index)]
    answering = answering_unit(task)
    facts: dict[str, Any] = {"deadline": task.deadline, "units": units}
    if request.method == "POST":
        form = AskForm(request.POST, **facts)
    else:
        form = AskForm(initial={"unit": answering.pk if answering else None}, **facts)

    def act(key: str) -> str:
        asked = ask_extension(
            task=task,
            actor=user,
            unit_id=form.unit_id,
            new_deadline=form.cleaned_data["new_deadline"],
            reason=form.cleaned_data["reason"],
            today=timezone.localdate(),
            key=key,
        )
        return page_of(asked)

    earlier = list(task.extensions.all())
    waiting = next((one for one in earlier if one.state == ExtensionState.ASKED), None)
    why_not = why_not_extended(task)
    if waiting and not why_not:
        why_not = "Nhiệm vụ đang có một đề nghị gia hạn chờ Lãnh đạo Sở quyết định. Rút đề nghị ấy rồi mới xin lại."
    more = {
        "earlier": [(one, pill_of(one.state)) for one in earlier],
        "waiting_url": page_of(waiting) if waiting else "",
    }
    return say(request, task, form, act, WORDS, why_not=why_not, more=more)


def extension(request: OfficeRequest, pk: int) -> HttpResponse:
    """One request: what is asked and why, and the leadership's decision."""
    user = request.user
    found = Extension.objects.visible_to(user).select_related("unit", "asked_by__person", "decided_by__person")
    record = get_object_or_404(found, pk=pk)
    task = get_object_or_404(tasks_seen(user), pk=record.task_id)
    if request.method == "POST":
        require(user, "plans.decide_extension", record, who=WHO_DECIDES)
    form = DecideForm(request.POST) if request.method == "POST" else DecideForm(initial={"version": record.version})
    if request.method == "POST" and form.is_valid() and _decide(request, record, form):
        return redirect("plans:extension", pk)
    others = [one for one in task.extensions.all() if one.pk != record.pk]
    context = {
        **frame_of(request, task),
        "extension": record,
        "pill": pill_of(record.state),
        "days": (record.new_deadline - record.old_deadline).days,
        "times": sum(one.state == ExtensionState.AGREED for one in others) + 1,
        "often": OFTEN,
        "reason": lines_html(record.reason),
        "note": lines_html(record.decision_note),
        "others": [(one, pill_of(one.state)) for one in others],
        "open": record.state == ExtensionState.ASKED,
        "decides": user.has_perm("plans.decide_extension", record),
        "asked_by_me": user.has_perm("plans.withdraw_extension", record),
        "form": form,
        "refuse": REFUSE,
        "words": lines_html(task.title),
    }
    return render(request, "plans/extension.html", context)


def _decide(request: OfficeRequest, record: Extension, form: DecideForm) -> bool:
    """Agree or refuse; False leaves the reason on the form."""
    values, refuses = form.cleaned_data, REFUSE in request.POST
    if refuses and not values["note"].strip():
        form.add_error("note", "Ghi lý do không đồng ý để đơn vị biết phải làm gì tiếp.")
        return False
    decide = refuse_extension if refuses else agree_extension

    def act() -> object:
        return decide(
            extension=record,
            actor=request.user,
            note=values["note"],
            seen=values["version"],
            key=submit_key(request),
        )

    try:
        done = act_on(form, act)
    except EditConflict:
        messages.warning(request, "Đề nghị vừa thay đổi sau khi anh, chị mở trang này. Xem lại rồi quyết định.")
        return True
    if done:
        messages.success(request, "Đã ghi: không đồng ý gia hạn." if refuses else "Đã đồng ý gia hạn.")
    return done


@require_POST
def extension_withdraw(request: OfficeRequest, pk: int) -> HttpResponse:
    """Rút đề nghị."""
    record = get_object_or_404(Extension.objects.visible_to(request.user).select_related("task__plan"), pk=pk)
    require(request.user, "plans.withdraw_extension", record, who=WHO_WITHDRAWS)
    act_by_button(
        request,
        lambda: withdraw_extension(extension=record, actor=request.user, key=submit_key(request)),
        done="Đã rút đề nghị gia hạn.",
    )
    return redirect("plans:extension", pk)


@require_safe
def extension_list(request: OfficeRequest) -> HttpResponse:
    """The extensions of the year in view, those to decide first."""
    plan, index = plan_in_view(request), UnitIndex.load()
    chosen = read_filter(request, index)
    page = listing_page(request, read_extensions(request.user, plan, chosen))
    context = {
        "plan": plan,
        "filter": chosen,
        "page": page,
        "rows": rows_of(page.object_list, index, first=page.start_index()),
        "counted": f"{page.paginator.count} lần xin gia hạn",
        "query": request.GET.urlencode(),
    }
    return render(request, "plans/extension_list.html", context)


@require_safe
def extension_list_print(request: OfficeRequest) -> HttpResponse:
    """The same list on A4, with its filter."""
    plan, index = plan_in_view(request), UnitIndex.load()
    chosen = read_filter(request, index)
    rows = paper_rows(rows_of(read_extensions(request.user, plan, chosen), index))
    year = f" năm {plan.year}" if plan else ""
    listing = Listing(
        kind="DANH SÁCH GIA HẠN",
        subject=f"Nhiệm vụ theo kế hoạch công tác thi đua, khen thưởng{year}",
        columns=COLUMNS,
        rows=rows,
        criteria=chosen.criteria,
        total=f"Cộng: {len(rows)} lần xin gia hạn.",
    )
    return send_listing(request, listing, name=f"Danh sách gia hạn{year}.pdf")
