"""The task page: how the task stands, and what the person can do with it now."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans import sockets
from plans.context import plan_in_view, soon_days
from plans.http import OfficeRequest, whole_number
from plans.models import PlanState, Role, Task, User
from plans.models.task import WORKABLE
from plans.models.unit_index import UnitIndex
from plans.papers.task_table import period_words
from plans.permissions import named_lead, rights_of
from plans.rules.overview import Standing
from plans.rules.status import Cell, Due, DueState, Progress, cell_of, due_of
from plans.services import progress, task_people
from plans.views.acting import require
from plans.views.lifecycle import Step
from plans.views.plan import board_of, issued_words
from plans.views.plan_html import lines_html
from plans.views.plan_rows import Line, Words, read_words
from plans.views.task_rows import parts_of, read_log, tasks_seen

MOST_CHOICES = 100
WHO_REPORTS = "Đầu mối đơn vị và thường trực TĐKT ghi tiến độ. Anh, chị báo đầu mối đơn vị mình."


class Offer(NamedTuple):
    """What the person can do with the task now, the main act last; else the sentence that says why nothing."""

    steps: list[Step]
    why_not: str


@require_safe
def task(request: OfficeRequest, pk: int) -> HttpResponse:
    """The task: how it stands, the "5 rõ", each unit's part, the log."""
    user = request.user
    task = get_object_or_404(tasks_seen(user), pk=pk)
    index = UnitIndex.load()
    log = read_log(task, index, _page_number(request))
    parts = parts_of(task, index, log.last_of_unit)
    period = period_words(task.period or None) or task.period_text
    context = {
        **frame_of(request, task),
        "offer": offer(user, task),
        "lead": named_lead(task),
        "units": list(task.assignments.all()),
        "words": lines_html(task.title),
        "period": period,
        "period_said": period[:1].lower() + period[1:],
        "issued": issued_words(task.plan),
        "fills": user.has_perm("plans.steer_task", task) and task.plan.state == PlanState.ISSUED,
        "parts": parts,
        "reported_words": f"{sum(part.at is not None for part in parts)}/{len(parts)} đã ghi" if parts else "",
        "log": log,
        "newer": log.page - 1,
        "older": log.page + 1,
        "panels": [panel for give in sockets.task_panels for panel in give(user, task)],
    }
    return render(request, "plans/task.html", context)


def offer(user: User, task: Task) -> Offer:
    """The acts of this person on this task in its present state; no button that would only refuse."""
    if task.plan.state != PlanState.ISSUED:
        closed = task.plan.state == PlanState.CLOSED
        return Offer([], "Kế hoạch đã kết thúc, chỉ còn để xem." if closed else "Kế hoạch chưa ban hành.")
    steps: list[Step] = []
    why_not = ""
    if user.has_perm("plans.steer_task", task):
        steps.append(_step("Điều hành", "task_steer", task, "settings-2", primary=False))
    state = Progress(task.progress)
    if state in WORKABLE and user.has_perm("plans.report_task", task):
        if task.facts.is_waiting_to_arise:
            why_not = progress.NOT_ARISEN_YET
        else:
            steps.append(_step("Ghi tiến độ", "task_report", task, "plus"))
    if state in (Progress.AWAITING, Progress.DONE) and user.has_perm("plans.confirm_task", task):
        if state == Progress.AWAITING and task.reported_by_id == user.pk:
            why_not = progress.OWN_REPORT.format(who=task_people.who_confirms(task))
        else:
            steps.append(_step("Yêu cầu thực hiện lại", "task_return", task, "rotate-ccw", primary=False))
            if state == Progress.AWAITING:
                steps.append(_step("Xác nhận hoàn thành", "task_confirm", task, "check"))
    elif state == Progress.AWAITING:
        why_not = task_people.who_confirms(task)
    return Offer(steps, why_not)


def _step(label: str, name: str, task: Task, icon: str, *, primary: bool = True) -> Step:
    return Step(label, reverse(f"plans:{name}", args=[task.pk]), icon, primary)


def frame_of(request: OfficeRequest, task: Task) -> dict[str, Any]:
    """What the head of every page of a task shows."""
    today, facts = timezone.localdate(), task.facts
    followed = task.plan.is_in_force
    due = due_of(facts, today, soon_days(request)) if followed else Due(DueState.NONE)
    return {
        "task": task,
        "plan": task.plan,
        "year_words": f"Năm {task.plan.year}",
        "task_words": str(task),
        "standing": Standing(due, cell_of(facts, today) if followed else Cell.UNDATED),
        "waiting": facts.is_waiting_to_arise,
        "back": reverse("plans:task", args=[task.pk]),
        "plan_url": reverse("plans:plan", args=[task.plan_id]),
    }


def _page_number(request: OfficeRequest) -> int:
    return max(1, whole_number(request.GET.get("nhat-ky", "")) or 1)


@require_safe
def report_choose(request: OfficeRequest) -> HttpResponse:
    """Choose the task to write progress for: the open ones of one's units, what burns first."""
    user = request.user
    require(user, "plans.report_task", who=WHO_REPORTS)
    plan = plan_in_view(request)
    rows: list[tuple[Line, Words]] = []
    if plan is not None and plan.state == PlanState.ISSUED:
        board = board_of(request, plan, UnitIndex.load())
        every = rights_of(user).holds(Role.STANDING)
        open_lines = [line for line in board.lines if line.progress in WORKABLE and not line.waiting]
        lines = [line for line in open_lines if every or line.mine]
        lines.sort(key=lambda line: (not line.standing.is_late, not line.standing.is_soon))
        words = read_words(lines[:MOST_CHOICES])
        rows = [(line, words[line.pk]) for line in lines[:MOST_CHOICES]]
    return render(request, "plans/report_choose.html", {"plan": plan, "rows": rows})
