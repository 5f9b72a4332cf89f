"""The page on which a plan is drafted: tabs, the part being written, and the paper beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from plans.forms.draft import CloseForm, HeadForm, SectionForm, TaskForm, task_values
from plans.http import OfficeRequest
from plans.models import Assignment, Plan, PlanSection, Task, Unit
from plans.papers.html import Mark, render_html
from plans.papers.plan import plan_paper
from plans.papers.task_table import period_words
from plans.rules.document import AssignmentRole, PlanDocument, PlanUnit, TableForm
from plans.rules.official import short_date
from plans.services.draft import CLOSE, HEAD
from plans.services.draft_flags import DraftFlag, flags_of
from plans.services.draft_task import is_plain
from plans.services.lifecycle import why_not
from plans.services.plan_document import document_from, printed_document

HEAD_TAB, CLOSE_TAB, WORDS_TAB, TASKS_TAB = "phan-dau", "noi-nhan", "cau-chu", "nhiem-vu"


@dataclass
class Draft:
    """A draft with its rows, read once: four queries, one more for the office."""

    plan: Plan

    @cached_property
    def sections(self) -> list[PlanSection]:
        return list(PlanSection.objects.filter(plan=self.plan).order_by("order", "pk"))

    @cached_property
    def tasks(self) -> list[Task]:
        tasks = Task.objects.filter(plan=self.plan).select_related("inherited_from")
        return list(tasks.order_by("order", "pk"))

    @cached_property
    def parts(self) -> dict[int, list[Assignment]]:
        found: dict[int, list[Assignment]] = {task.pk: [] for task in self.tasks}
        for part in Assignment.objects.filter(task__plan=self.plan).order_by("task_id", "order", "pk"):
            if part.task_id in found:  # else of a task that somebody added since the tasks were read
                found[part.task_id].append(part)
        return found

    @cached_property
    def document(self) -> PlanDocument:
        parts = (part for rows in self.parts.values() for part in rows)
        return document_from(self.plan, sections=self.sections, tasks=self.tasks, parts=parts)

    @cached_property
    def flags(self) -> list[DraftFlag]:
        return flags_of(self.plan, self.document, self.sections, self.tasks)

    @cached_property
    def units(self) -> list[Unit]:
        """Units to choose from: those in use, and those the draft names already."""
        named = {part.unit_id for rows in self.parts.values() for part in rows}
        return [unit for unit in Unit.objects.all() if unit.is_active or unit.pk in named]

    def groups(self) -> list[list[PlanSection]]:
        """The parts under their level-one headings: a tab each."""
        grouped: list[list[PlanSection]] = []
        for section in self.sections:
            if section.level == 1 or not grouped:
                grouped.append([])
            grouped[-1].append(section)
        return grouped

    def tab_of_section(self, section: PlanSection) -> str:
        group = next((group for group in self.groups() if section in group), [section])
        return str(group[0].pk)

    @property
    def tasks_tab(self) -> str:
        holder = next((section for section in self.sections if section.holds_tasks), None)
        return self.tab_of_section(holder) if holder else TASKS_TAB

    def task_form(self, task: Task | None, data: Mapping[str, Any] | None = None, **values: Any) -> TaskForm:
        """The form of a task, of a new one for None. ``values`` are shown in it before anything was typed."""
        parts = self.parts.get(task.pk, []) if task else []
        shown = {**(task_values(task, parts) if task else {"kind": "work", "role_0": "perform"}), **values}
        rows = int(shown.pop("rows", max(1, len(parts))))
        return TaskForm(data, initial=shown, plan=self.plan, units=self.units, rows=rows, plain=is_plain(self.tasks))


@dataclass
class Shown:
    """What of the draft is shown: the tab, the open task or a new one, and forms that came back with errors."""

    tab: str = ""
    task: Task | None = None
    new_task: bool = False
    task_form: TaskForm | None = None
    head_form: HeadForm | None = None
    close_form: CloseForm | None = None
    section_forms: dict[int, SectionForm] = field(default_factory=dict)


def render_draft(request: OfficeRequest, draft: Draft, shown: Shown) -> HttpResponse:
    """The drafting page; while the plan is no draft, its paper and the sentence that says why it cannot be written."""
    plan = draft.plan
    refusal = why_not(plan)
    tabs = _tabs(draft)
    known = {str(tab["id"]) for tab in tabs}
    tab = shown.tab if shown.tab in known else draft.tasks_tab if shown.task or shown.new_task else HEAD_TAB
    context: dict[str, Any] = {
        "plan": plan,
        "refusal": refusal,
        "tabs": tabs,
        "tab": tab,
        "flags": draft.flags,
        "tasks_tab": draft.tasks_tab,
        "sheet": preview(draft, shown, tab),
        "here": "plans:draft",
    }
    if not refusal:
        context |= _parts_of_tab(draft, shown, tab)
    return render(request, "plans/draft.html", context)


def _tabs(draft: Draft) -> list[dict[str, Any]]:
    tabs: list[dict[str, Any]] = [{"id": HEAD_TAB, "name": "Phần đầu, căn cứ", "n": None}]
    for group in draft.groups():
        holds = any(section.holds_tasks for section in group)
        tabs.append(
            {"id": str(group[0].pk), "name": _short(group[0].heading), "n": len(draft.tasks) if holds else None}
        )
    if draft.tasks_tab == TASKS_TAB:
        tabs.append({"id": TASKS_TAB, "name": "Nhiệm vụ", "n": len(draft.tasks)})
    recipients = len(draft.plan.recipients.splitlines())
    tabs.append({"id": CLOSE_TAB, "name": "Nơi nhận, chữ ký", "n": recipients})
    tabs.append({"id": WORDS_TAB, "name": "Rà câu chữ", "n": len(draft.flags)})
    return tabs


def _short(heading: str) -> str:
    """A heading as a tab shows it: "II. Nội dung, thời gian thực hiện", not in capitals."""
    first = " ".join(heading.split()) or "Phần không đề mục"
    number, dot, rest = first.partition(". ")
    if dot and rest.isupper():
        first = f"{number}. {rest.capitalize()}"
    return first if len(first) <= 34 else f"{first[:32].rsplit(' ', 1)[0]} …"


def _parts_of_tab(draft: Draft, shown: Shown, tab: str) -> dict[str, Any]:
    plan = draft.plan
    if tab == HEAD_TAB:
        initial = {name: getattr(plan, name) for name in (*HEAD, "version")}
        return {"head_form": shown.head_form or HeadForm(initial=initial)}
    if tab == CLOSE_TAB:
        initial = {name: getattr(plan, name) for name in (*CLOSE, "version")}
        return {"close_form": shown.close_form or CloseForm(initial=initial)}
    if tab == WORDS_TAB:
        replaceable = sum(bool(flag.to) for flag in draft.flags)
        return {"several": replaceable if replaceable > 1 else 0}
    group = next((group for group in draft.groups() if str(group[0].pk) == tab), [])
    found: dict[str, Any] = {"sections": [_section(section, shown) for section in group]}
    found["last_section"] = group[-1] if group else None
    if tab == draft.tasks_tab:
        found |= {
            "task_groups": task_groups(draft, shown.task, shown.new_task),
            "open_task": shown.task,
            "new_task": shown.new_task,
            "task_form": _open_form(draft, shown),
            "task_flags": [
                flag for flag in draft.flags if shown.task and flag.pk == shown.task.pk and flag.kind == "task"
            ],
            "holds_tasks": True,
        }
    return found


def _open_form(draft: Draft, shown: Shown) -> TaskForm | None:
    if shown.task_form or not (shown.task or shown.new_task):
        return shown.task_form
    return draft.task_form(shown.task)


def _section(section: PlanSection, shown: Shown) -> dict[str, Any]:
    initial = {"heading": section.heading, "body": section.body, "version": section.version}
    prefix_free = shown.section_forms.get(section.pk) or SectionForm(initial=initial, auto_id=f"id_{section.pk}_%s")
    return {"section": section, "form": prefix_free, "is_open": section.pk in shown.section_forms}


def task_groups(draft: Draft, open_task: Task | None, new_task: bool) -> list[dict[str, Any]]:
    """The tasks under their quarters, as the paper groups them; in a table with a time column there is one group."""
    by_quarter = draft.plan.table_form == TableForm.QUARTER_ROWS
    groups: list[dict[str, Any]] = []
    flagged = {flag.pk for flag in draft.flags if flag.kind == "task"}
    for task in draft.tasks:
        period = task.period if by_quarter else ""
        if not groups or groups[-1]["period"] != period:
            name = _group_name(task, by_quarter)
            groups.append({"period": period, "name": name, "words": period_words(period or None) or name, "rows": []})
        groups[-1]["rows"].append(_task_row(task, draft, flagged))
    for group in groups:
        rows = group["rows"]
        is_here = open_task is not None and any(row["task"].pk == open_task.pk for row in rows)
        group |= {"is_open": is_here or not (open_task or new_task), "count": len(rows)}
        group["span"] = f"nhiệm vụ {rows[0]['task'].no} đến {rows[-1]['task'].no}" if len(rows) > 1 else "1 nhiệm vụ"
    return groups


def _group_name(task: Task, by_quarter: bool) -> str:
    if not by_quarter:
        return "Các nhiệm vụ"
    words = task.period_text or period_words(task.period or None) or "Không ấn định thời gian"
    return words.upper()


def _task_row(task: Task, draft: Draft, flagged: set[int]) -> dict[str, Any]:
    parts: Sequence[Assignment] = draft.parts[task.pk]
    when = short_date(task.due) if task.due else ""
    if draft.plan.table_form == TableForm.TIME_COLUMN:
        when = task.period_text or period_words(task.period or None) or when
    return {
        "task": task,
        "units": "; ".join(PlanUnit(part.name, AssignmentRole(part.role)).line for part in parts)
        or "Chưa có đơn vị thực hiện",
        "says_if": task.conditional and "nếu có" not in task.title.casefold(),
        "alone": not parts,
        "when": when,
        "flagged": task.pk in flagged,
        "heritage": _heritage(task, draft.plan),
    }


def _heritage(task: Task, plan: Plan) -> str:
    former = plan.copied_from.year if plan.copied_from else 0
    return f"kế thừa từ nhiệm vụ {task.inherited_from.no}/{former}" if task.inherited_from and former else ""


def preview(draft: Draft, shown: Shown, tab: str) -> SafeString:
    """The paper as it stands, with what is open marked and doubtful words underlined."""
    marks: dict[str, Mark] = {}
    for flag in draft.flags:
        key = f"{flag.kind}-{flag.index}" if flag.index >= 0 else flag.kind
        former = marks.get(key, Mark())
        marks[key] = Mark(phrases=(*former.phrases, flag.doubtful))
    current: list[str] = []
    if shown.task:
        current = [f"task-{place}" for place, task in enumerate(draft.tasks) if task.pk == shown.task.pk]
    elif tab == HEAD_TAB:
        current = ["opening"]
    elif tab == CLOSE_TAB:
        current = ["closing"]
    for key in current:
        marks[key] = Mark(current=True, phrases=marks.get(key, Mark()).phrases)
    paper = plan_paper(printed_document(draft.plan, document=draft.document), symbol=draft.plan.symbol)
    return render_html(paper, marks=marks)


def tab_url(plan: Plan, tab: str, *, task: Task | None = None) -> str:
    """The address of a tab, at a task of it where one is named."""
    where = f"{reverse('plans:draft', args=[plan.pk])}?phan={tab}"
    return f"{where}&nv={task.pk}#nv-{task.pk}" if task else where
