"""Obstacles: reported on a task, listed, gathered and submitted, decided, settled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from plans.context import plan_in_view
from plans.errors import EditConflict
from plans.forms.obstacle import DecisionForm, ObstacleForm, OpinionForm, SettleForm
from plans.forms.plan import VersionForm
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import Obstacle, ObstacleState, PlanState, Task, Unit
from plans.models.unit_index import UnitIndex
from plans.papers.content import Align, Column, Row
from plans.services import obstacle as service
from plans.services import task_people
from plans.views.acting import act_on, require
from plans.views.adjustment_rows import obstacle_pill
from plans.views.conflict import render_conflict
from plans.views.listing import Listing, page_of, send_listing
from plans.views.obstacle_rows import ObstacleLine, filter_for, matching, read_obstacles, said_of
from plans.views.task import frame_of
from plans.views.task_rows import tasks_seen

_FORMS: dict[str, type[VersionForm]] = {"opinion": OpinionForm, "decide": DecisionForm, "settle": SettleForm}


def obstacle_report(request: OfficeRequest, pk: int) -> HttpResponse:
    """Báo vướng mắc."""
    user = request.user
    task: Task = get_object_or_404(tasks_seen(user), pk=pk)
    require(user, "plans.report_task", task, who=task_people.who_reports(task))
    index = UnitIndex.load()
    units = [(unit, index[unit].name) for unit in task_people.speaking_units(task, user, index)]
    form = ObstacleForm(request.POST if request.method == "POST" else None, units=units)
    made: list[Obstacle] = []

    def act() -> object:
        values = form.cleaned_data
        unit = Unit.objects.filter(pk=form.unit_id).first() if form.unit_id else None
        words = {"text": values["text"], "proposal": values["proposal"]}
        made.append(service.report_obstacle(task=task, actor=user, unit=unit, key=submit_key(request), **words))
        return made

    if request.method == "POST" and form.is_valid() and act_on(form, act):
        messages.success(request, "Đã báo vướng mắc. Thường trực tổng hợp, trình lãnh đạo.")
        return redirect("plans:obstacle", made[0].pk)
    running = task.plan.state == PlanState.ISSUED and not task.dropped
    return render(request, "plans/obstacle_form.html", {**frame_of(request, task), "form": form, "running": running})


@require_safe
def obstacle_list(request: OfficeRequest) -> HttpResponse:
    """Vướng mắc của kế hoạch đang xem."""
    plan = plan_in_view(request)
    every = read_obstacles(plan) if plan and plan.is_in_force else []
    query = filter_for(request.GET, every)
    found = matching(every, query)
    page = page_of(request, found)
    gathers = request.user.has_perm("plans.gather_obstacles")
    context = {
        "plan": plan,
        "filter": query,
        "page": page,
        "every": every,
        "counted": f"{len(found)} trong {len(every)} vướng mắc",
        "gathers": gathers and any(line.state == ObstacleState.REPORTED for line in page),
        "may_report": request.user.has_perm("plans.report_task"),
        "query": request.GET.urlencode(),
        "said": said_of(every),
    }
    return render(request, "plans/obstacle_list.html", context)


@require_safe
def obstacle_print(request: OfficeRequest) -> HttpResponse:
    """The list as an A4 paper."""
    plan = plan_in_view(request)
    every = read_obstacles(plan) if plan and plan.is_in_force else []
    query = filter_for(request.GET, every)
    found = matching(every, query)
    listing = Listing(
        kind="DANH SÁCH VƯỚNG MẮC",
        subject=f"Trong thực hiện kế hoạch năm {plan.year}" if plan else "",
        columns=(
            Column("TT", 5, Align.CENTER),
            Column("NHIỆM VỤ", 19),
            Column("ĐƠN VỊ, NGÀY BÁO", 13),
            Column("VƯỚNG MẮC", 18),
            Column("ĐỀ XUẤT CỦA ĐƠN VỊ", 15),
            Column("Ý KIẾN CỦA THƯỜNG TRỰC", 15),
            Column("QUYẾT ĐỊNH, TÌNH TRẠNG", 15),
        ),
        rows=[_paper_row(place, line) for place, line in enumerate(found, 1)],
        criteria=query.criteria,
        total=f"Cộng: {len(found)} vướng mắc.",
    )
    return send_listing(request, listing, name="Danh sách vướng mắc.pdf")


def _paper_row(place: int, line: ObstacleLine) -> Row:
    decided = line.decision or line.state_words
    if line.settled_note:
        decided = f"{line.decision}\nĐã tháo gỡ: {line.settled_note}".strip()
    who = f"{line.unit}\n{line.reported_on:%d/%m/%Y}"
    return Row((str(place), f"{line.no}. {line.title}", who, line.text, line.proposal, line.opinion, decided))


def obstacle_submit(request: OfficeRequest) -> HttpResponse:
    """Trình lãnh đạo những vướng mắc đã chọn: shown back first, then one act."""
    user = request.user
    require(user, "plans.gather_obstacles", who=service.WHO_GATHERS)
    asked = request.POST if request.method == "POST" else request.GET
    keys = [number for text in asked.getlist("chon") if (number := whole_number(text)) is not None]
    rows = Obstacle.objects.visible_to(user).filter(pk__in=keys).select_related("task", "unit").order_by("task__order")
    chosen = list(rows)
    form = VersionForm({"version": 0})
    form.is_valid()
    if request.method == "POST" and act_on(
        form, lambda: service.submit_obstacles(obstacles=chosen, actor=user, key=submit_key(request))
    ):
        messages.success(request, f"Đã trình lãnh đạo {len(chosen)} vướng mắc.")
        return redirect("plans:obstacle_list")
    missing = [one for one in chosen if not one.opinion.strip() or one.state != ObstacleState.REPORTED]
    context = {"chosen": chosen, "missing": missing, "form": form, "ready": bool(chosen) and not missing}
    return render(request, "plans/obstacle_submit.html", context)


@require_safe
def obstacle(request: OfficeRequest, pk: int) -> HttpResponse:
    """One obstacle: what was said about it, and what the person can do now."""
    return _show(request, _obstacle(request, pk))


@require_POST
def obstacle_opinion(request: OfficeRequest, pk: int) -> HttpResponse:
    record = _obstacle(request, pk)
    require(request.user, "plans.gather_obstacles", record, who=service.WHO_GATHERS)
    return _acting(request, record, "opinion", service.write_opinion, "Đã ghi ý kiến của thường trực.")


@require_POST
def obstacle_decide(request: OfficeRequest, pk: int) -> HttpResponse:
    record = _obstacle(request, pk)
    require(request.user, "plans.decide_obstacle", record, who=service.WHO_DECIDES)
    return _acting(request, record, "decide", service.decide_obstacle, "Đã ghi quyết định, báo cho đơn vị.")


@require_POST
def obstacle_settle(request: OfficeRequest, pk: int) -> HttpResponse:
    record = _obstacle(request, pk)
    require(request.user, "plans.settle_obstacle", record, who=service.WHO_SETTLES)
    return _acting(request, record, "settle", service.settle_obstacle, "Đã ghi là đã tháo gỡ.")


def _obstacle(request: OfficeRequest, pk: int) -> Obstacle:
    rows = Obstacle.objects.visible_to(request.user).select_related(
        "task__plan", "unit", "reported_by__person", "decided_by__person", "settled_by__person"
    )
    return get_object_or_404(rows, pk=pk)


def _acting(request: OfficeRequest, record: Obstacle, name: str, act: Callable[..., object], done: str) -> HttpResponse:
    form = _FORMS[name](request.POST)

    def run() -> object:
        typed = {field: form.cleaned_data[field] for field in form.fields if field != "version"}
        seen = form.cleaned_data["version"]
        return act(obstacle=record, actor=request.user, seen=seen, key=submit_key(request), **typed)

    try:
        if form.is_valid() and act_on(form, run):
            messages.success(request, done)
            return redirect("plans:obstacle", record.pk)
    except EditConflict as conflict:
        back = reverse("plans:obstacle", args=[record.pk])
        theirs = {"note": conflict.current.settled_note} if name == "settle" else {}
        title = f"Vướng mắc của nhiệm vụ {record.task.no}"
        return render_conflict(request, title=title, form=form, conflict=conflict, back_url=back, theirs=theirs)
    return _show(request, record, {name: form})


def _show(request: OfficeRequest, record: Obstacle, forms: dict[str, Any] | None = None) -> HttpResponse:
    """The page; ``forms`` are those that came back with errors."""
    user, shown = request.user, forms or {}
    state = ObstacleState(record.state)
    offered = {
        "opinion": state == ObstacleState.REPORTED and user.has_perm("plans.gather_obstacles", record),
        "decide": state == ObstacleState.SUBMITTED and user.has_perm("plans.decide_obstacle", record),
        "settle": state in (ObstacleState.REPORTED, ObstacleState.DECIDED)
        and user.has_perm("plans.settle_obstacle", record),
    }
    for name, may in offered.items():
        if may and name not in shown:
            initial = {"version": record.version, "opinion": record.opinion}
            shown[name] = _FORMS[name](initial=initial, auto_id=f"id_{name}_%s")
    context = {
        "obstacle": record,
        "task": record.task,
        "plan": record.task.plan,
        "pill": obstacle_pill(record.state),
        "forms": shown,
        "adjustments": list(record.adjustments.visible_to(user)),
        "may_submit": offered["opinion"] and bool(record.opinion.strip()),
        "may_adjust": record.calls_for_adjustment
        and state == ObstacleState.DECIDED
        and record.task.plan.state == PlanState.ISSUED
        and user.has_perm("plans.adjust_plan"),
    }
    return render(request, "plans/obstacle.html", context)
