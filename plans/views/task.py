"""The task page: how the task stands, and what the person can do with it now."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans import sockets
from plans.context import plan_in_view, soon_days
from plans.http import OfficeRequest, whole_number
from plans.models import Assignment, ExtensionState, PartState, PlanState, Role, Task, User
from plans.models.task import WORKABLE
from plans.models.unit_index import UnitIndex
from plans.papers.task_table import period_words
from plans.permissions import named_lead, rights_of
from plans.rules.overview import Standing
from plans.rules.status import Cell, Due, DueState, Progress, cell_of, due_of
from plans.services import progress, task_people
from plans.services.together import together
from plans.sockets import Panel
from plans.views.acting import require
from plans.views.adjustment_rows import dropped_words
from plans.views.diary import Diary
from plans.views.plan import board_of, issued_words
from plans.views.plan_html import lines_html
from plans.views.plan_rows import Line, Words, read_words
from plans.views.steps import Step
from plans.views.task_rows import UnitPart, parts_of, sent_words, tasks_seen
from plans.views.task_side import side_of
from plans.views.task_story import log_of

MOST_CHOICES = 100
WHO_REPORTS = "Đầu mối đơn vị và thường trực TĐKT ghi tiến độ. Anh, chị báo đầu mối đơn vị mình."


class Offer(NamedTuple):
    """What the person can do with the task now, the main act last; else the sentence that says why nothing."""

    steps: list[Step]
    why_not: str


@require_safe
def task(request: OfficeRequest, pk: int) -> HttpResponse:
    """The task: how it stands, the "5 rõ", each unit's part, the log, what was said about it."""
    user, today = request.user, timezone.localdate()
    task = get_object_or_404(tasks_seen(user), pk=pk)
    index, diary = UnitIndex.load(), Diary.read(pk)
    rights_of(user).know_units(index)
    running = task.plan.state == PlanState.ISSUED and not task.dropped
    parts = parts_of(task, user, index, diary, today=today, soon=soon_days(request), running=running)
    leads = running and user.has_perm("plans.lead_parts", task)
    log = log_of(diary, index, _page_number(request))
    period = period_words(task.period or None) or task.period_text
    context = {
        **frame_of(request, task),
        **side_of(task, user, index, diary, running=running),
        "offer": offer(user, task, diary),
        "lead": named_lead(task),
        "people": _people(task, diary),
        "words": lines_html(task.title),
        "period": period,
        "period_said": period[:1].lower() + period[1:],
        "issued": issued_words(task.plan),
        "dropped": dropped_words(task),
        "fills": running and user.has_perm("plans.steer_task", task),
        "parts": parts,
        "sent_words": sent_words(parts) if task.plan.is_in_force else "",
        "urging": _urging(user, parts) if running else None,
        "sets_due": leads and any(part.state != PartState.DONE for part in parts),
        "items": diary["item"],
        "ticks": running and user.has_perm("plans.report_task", task),
        "log": log,
        "newer": log.page - 1,
        "older": log.page + 1,
        "panels": _panels(user, task),
    }
    return render(request, "plans/task.html", context)


def _people(task: Task, diary: Diary) -> list[tuple[Assignment, str]]:
    """The units as the plan names them, each with its contacts."""
    names: dict[int | None, list[str]] = defaultdict(list)
    for row in diary["contact"]:
        names[row.unit].append(row.who)
    return [(line, ", ".join(dict.fromkeys(names[line.unit_id]))) for line in task.assignments.all()]


def _urging(user: User, parts: list[UnitPart]) -> tuple[str, str] | None:
    """The button that urges the units whose parts are late; one unit at once, several from their list."""
    late = [part.unit for part in parts if part.late]
    if not late or not user.has_perm("plans.urge"):
        return None
    url = reverse("plans:urge_unit", args=late) if len(late) == 1 else reverse("plans:urge")
    return f"Đôn đốc {len(late)} đơn vị", url


def offer(user: User, task: Task, diary: Diary) -> Offer:
    """The acts of this person on this task in its present state; no button that would only refuse."""
    if task.plan.state != PlanState.ISSUED:
        closed = task.plan.state == PlanState.CLOSED
        return Offer([], "Kế hoạch đã kết thúc, chỉ còn để xem." if closed else "Kế hoạch chưa ban hành.")
    if task.dropped:
        return Offer([], "Nhiệm vụ đã bỏ khỏi kế hoạch theo điều chỉnh, chỉ còn để xem.")
    steps: list[Step] = []
    if user.has_perm("plans.steer_task", task):
        steps.append(_step("Điều hành", "task_steer", task, "settings-2", primary=False))
    steps += _asking(user, task, diary)
    reporting, why_not = _reporting(user, task, diary)
    confirming, why_not_confirm = _confirming(user, task)
    return Offer([*steps, *reporting, *confirming], why_not or why_not_confirm)


def _asking(user: User, task: Task, diary: Diary) -> list[Step]:
    """Xin gia hạn, báo vướng mắc: of those who do the task, while it is open."""
    if task.progress not in WORKABLE or not user.has_perm("plans.report_task", task) or task.facts.is_waiting_to_arise:
        return []
    asked = any(row.state == ExtensionState.ASKED for row in diary["extension"])
    steps = []
    if task.deadline and not asked and user.has_perm("plans.ask_extension", task):
        steps.append(_step("Xin gia hạn", "extension_ask", task, "calendar-plus", primary=False))
    return [*steps, _step("Báo vướng mắc", "obstacle_report", task, "message-square-warning", primary=False)]


def _reporting(user: User, task: Task, diary: Diary) -> tuple[list[Step], str]:
    """Ghi tiến độ: of the whole for who sums up, of the own part for a unit that takes part."""
    if not user.has_perm("plans.report_task", task):
        return [], ""
    if task.facts.is_waiting_to_arise:
        if user.has_perm("plans.steer_task", task):
            return [_step("Ghi phát sinh", "task_trigger", task, "file-input")], ""
        return [], progress.NOT_ARISEN_YET
    own = [row.pk for row in diary["part"] if row.unit in rights_of(user).units and row.state != PartState.DONE]
    if task.progress in WORKABLE and (user.has_perm("plans.complete_task", task) or not diary["part"]):
        return [_step("Ghi tiến độ", "task_report", task, "plus")], ""
    if task.progress in (*WORKABLE, Progress.AWAITING) and own:
        return [Step("Ghi tiến độ", reverse("plans:part_report", args=own[:1]), "plus", True)], ""
    return [], ""


def _confirming(user: User, task: Task) -> tuple[list[Step], str]:
    """Xác nhận, yêu cầu thực hiện lại; else who does."""
    state = Progress(task.progress)
    if state not in (Progress.AWAITING, Progress.DONE):
        return [], ""
    if not user.has_perm("plans.confirm_task", task):
        return [], task_people.who_confirms(task) if state == Progress.AWAITING else ""
    if state == Progress.AWAITING and task.reported_by_id == user.pk:
        return [], progress.OWN_REPORT.format(who=task_people.who_confirms(task))
    again = _step("Yêu cầu thực hiện lại", "task_return", task, "rotate-ccw", primary=False)
    done = [_step("Xác nhận hoàn thành", "task_confirm", task, "check")] if state == Progress.AWAITING else []
    return [again, *done], ""


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


def _panels(user: User, task: Task) -> list[Panel]:
    """The blocks that higher apps give, their questions asked in one query."""
    asked = [ask(user, task) for ask in sockets.task_panels]
    answers = together([one.question for one in asked])
    made = (one.make(rows) for one, rows in zip(asked, answers, strict=True))
    return [panel for panel in made if panel is not None]
