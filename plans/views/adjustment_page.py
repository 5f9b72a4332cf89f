"""The page of an adjustment: its words, each task before and after, what may be added, and the paper beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from plans.forms.adjustment import ChangeForm, DropForm, WordsForm, text_values
from plans.http import OfficeRequest
from plans.models import (
    Adjustment,
    AdjustmentState,
    Obstacle,
    ObstacleState,
    Plan,
    PlanState,
    Task,
    TaskChange,
    Unit,
    User,
)
from plans.papers.html import Mark, render_html
from plans.rules.official import short_date
from plans.services.adjustment import HEAD, moved_meanwhile, next_no
from plans.services.adjustment_document import after_of, paper_of_adjustment, texts_of
from plans.services.frozen_print import frozen_paper
from plans.views.adjustment_rows import adjustment_pill, shown_change
from plans.views.steps import Step, StepFor, steps_among

_STEPS = {
    AdjustmentState.DRAFT: (
        StepFor("plans.adjust_plan", "Bỏ dự thảo", "plans:adjustment_discard", "trash-2", False),
        StepFor("plans.adjust_plan", "Trình duyệt", "plans:adjustment_submit", "send", True),
    ),
    AdjustmentState.SUBMITTED: (
        StepFor("plans.adjust_plan", "Thu hồi", "plans:adjustment_withdraw", "undo-2", False),
        StepFor("plans.approve_adjustment", "Trả lại", "plans:adjustment_return", "rotate-ccw", False),
        StepFor("plans.approve_adjustment", "Duyệt", "plans:adjustment_approve", "check", True),
    ),
    AdjustmentState.APPROVED: (
        StepFor("plans.approve_adjustment", "Trả lại", "plans:adjustment_return", "rotate-ccw", False),
        StepFor("plans.issue_adjustment", "Ghi số, ban hành", "plans:adjustment_issue", "stamp", True),
    ),
}


@dataclass
class Adjusting:
    """An adjustment with its rows, read once."""

    record: Adjustment

    @property
    def plan(self) -> Plan:
        return self.record.plan

    @cached_property
    def changes(self) -> list[TaskChange]:
        return list(self.record.changes.order_by("order", "pk"))

    @cached_property
    def tasks(self) -> list[Task]:
        """The tasks of the plan that are not in the adjustment yet."""
        taken = {change.task_id for change in self.changes}
        rows = self.plan.tasks.in_plan().order_by("order", "pk").only("no", "title", "progress", "plan", "order")
        return [task for task in rows if task.pk not in taken]

    @cached_property
    def units(self) -> list[Unit]:
        return list(Unit.objects.all())

    def obstacles(self) -> list[Obstacle]:
        """What the adjustment may follow from: decided to need one, or named already."""
        return obstacles_for(self.plan, self.record)

    def form_for(
        self, change: TaskChange | None, task: Task | None, data: Mapping[str, Any] | None = None, **values: Any
    ) -> ChangeForm:
        """The form of a change: as it is kept, else as the plan says, else a new task."""
        text = after_of(change) if change else texts_of([task])[task.pk] if task else None
        adds = change.kind == TaskChange.Kind.ADD if change else task is None
        shown: dict[str, Any] = {"kind": "work", "role_0": "perform", "no": next_no(self.plan)} if text is None else {}
        if text is not None:
            shown = text_values(text)
        if change is not None:
            shown |= {"reason": change.reason, "version": change.version}
        shown |= values
        rows = int(shown.pop("rows", max(1, len(text.units) if text else 0)))
        named = {line.unit for line in text.units} if text else set()
        units = [unit for unit in self.units if unit.is_active or unit.pk in named]
        return ChangeForm(data, initial=shown, plan=self.plan, units=units, rows=rows, adds=adds)


def obstacles_for(plan: Plan, record: Adjustment | None = None) -> list[Obstacle]:
    """The obstacles of the plan that call for an adjustment, and those ``record`` names."""
    wanted = Q(state=ObstacleState.DECIDED, calls_for_adjustment=True)
    if record is not None:
        wanted |= Q(adjustments=record)
    rows = Obstacle.objects.filter(wanted, task__plan=plan).select_related("task")
    return list(rows.order_by("task__order", "pk").distinct())


@dataclass
class Open:
    """What is open for writing: a change, a task to be changed or dropped, a new task; and forms with errors."""

    change: TaskChange | None = None
    task: Task | None = None
    drop: Task | None = None
    adds: bool = False
    words: bool = False
    change_form: ChangeForm | None = None
    drop_form: DropForm | None = None
    words_form: WordsForm | None = None


def render_adjustment(request: OfficeRequest, page: Adjusting, shown: Open) -> HttpResponse:
    """The page, with what is open in its place."""
    record, plan, user = page.record, page.plan, request.user
    writes = may_write(user, record)
    moved = moved_meanwhile(page.changes) if record.state == AdjustmentState.DRAFT else {}
    obstacles = page.obstacles()
    named = {one.pk for one in obstacles if one in record.obstacles.all()}
    context: dict[str, Any] = {
        "adjustment": record,
        "plan": plan,
        "pill": adjustment_pill(record.state),
        "sub": sub_words(record),
        "changes": [shown_change(change, moved.get(change.pk, ())) for change in page.changes],
        "from_obstacles": [one for one in obstacles if one.pk in named],
        "steps": steps_for(user, record),
        "sheet": _sheet(page, shown),
        "writes": writes,
        "open": shown,
        "plan_url": reverse("plans:plan", args=[plan.pk]),
    }
    if writes:
        context |= _forms(page, shown, obstacles, named)
    return render(request, "plans/adjustment.html", context)


def _forms(page: Adjusting, shown: Open, obstacles: list[Obstacle], named: set[int]) -> dict[str, Any]:
    record = page.record
    initial = {name: getattr(record, name) for name in (*HEAD, "version")} | {"obstacles": list(named)}
    form = shown.change_form
    if form is None and (shown.change or shown.task or shown.adds):
        form = page.form_for(shown.change, shown.task)
    return {
        "words_form": shown.words_form or WordsForm(initial=initial, obstacles=obstacles, auto_id="id_van_%s"),
        "task_form": form,
        "drop_form": shown.drop_form or DropForm(auto_id="id_bo_%s"),
        "choices": [(task.pk, f"{task.no}. {_short(task.title)}") for task in page.tasks],
    }


def may_write(user: User, record: Adjustment) -> bool:
    """Whether the words and tasks may be changed now."""
    running = record.plan.state == PlanState.ISSUED
    return record.state == AdjustmentState.DRAFT and running and user.has_perm("plans.adjust_plan", record)


def steps_for(user: User, record: Adjustment) -> list[Step]:
    """What ``user`` can do next with the adjustment, the main step last."""
    return steps_among(user, _STEPS.get(AdjustmentState(record.state), ()), record)


def sub_words(record: Adjustment) -> str:
    """ "số 12/KH-SNgV ngày 05/06/2026"; before that, who prepares it."""
    if record.number and record.issued_on:
        return f"Số {record.number} ngày {short_date(record.issued_on)}"
    return f"{record.prepared_by.get_full_name()} lập, chưa có số"


def _sheet(page: Adjusting, shown: Open) -> SafeString:
    """The paper as it stands, with the row being written marked; as frozen once it is issued."""
    if page.record.paper is not None:
        return render_html(frozen_paper(page.record.paper))
    marks: dict[str, Mark] = {}
    if shown.change:
        marks = {
            f"change-{place}": Mark(current=True)
            for place, change in enumerate(page.changes)
            if change.pk == shown.change.pk
        }
    return render_html(paper_of_adjustment(page.record, page.plan, page.changes), marks=marks)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 90 else f"{line[:88].rstrip()} …"
