"""Hồ sơ phục vụ thanh tra, kiểm tra: what will be in it and what is missing, then the PDF and the ZIP of evidence."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from plans.errors import DomainError
from plans.http import OfficeRequest
from plans.models import Plan, Task
from plans.rules.archive import size_words
from plans.rules.dossier import Held, missing_of, missing_of_source
from plans.services.dossier import source_of
from plans.services.dossier_file import MOST_AT_ONCE, MOST_INSIDE, MOST_PACKED, NOT_ISSUED, PDF_KIND, WHO, ZIP_KIND
from plans.services.dossier_summary import KINDS, held_of
from plans.views.acting import require
from plans.views.cells import state_html
from plans.views.plan import issued_words
from plans.views.printing import answer_print
from plans.views.task_rows import tasks_seen

NONE = "không có"
SECTIONS = {  # what stands in the dossier of each kind: its section, how it is counted, what is said of none
    "change": ("Nội dung theo kế hoạch", "lần điều chỉnh", "chưa điều chỉnh"),
    "extension": ("Thời hạn, gia hạn, kết quả", "lần gia hạn", "không gia hạn"),
    "part": ("Phần việc từng đơn vị", "đơn vị", NONE),
    "entry": ("Nhật ký tiến độ", "dòng", NONE),
    "direction": ("Ý kiến chỉ đạo và trả lời", "ý kiến", NONE),
    "obstacle": ("Vướng mắc và quyết định", "vướng mắc", NONE),
    "event": ("Hội nghị, đoàn đi dự", "hội nghị", NONE),
    "comment": ("Trao đổi", "ý kiến", NONE),
    "evidence": ("Tệp minh chứng", "tệp", NONE),
}


class Line(NamedTuple):
    """One task of the plan's dossier."""

    held: Held
    url: str
    state: SafeString
    missing: list[str]


@require_safe
def task_dossier(request: OfficeRequest, pk: int) -> HttpResponse:
    """The dossier of one task."""
    task = _task(request, pk)
    back = reverse("plans:task", args=[pk])
    if not task.plan.is_in_force:
        return _not_issued(request, back)
    held = held_of(Task.objects.filter(pk=pk), today=timezone.localdate())
    context = {
        **_context(task.plan, held),
        "task": task,
        "back": back,
        "back_words": str(task),
        "pdf_url": reverse("plans:task_dossier_pdf", args=[pk]),
        "zip_url": reverse("plans:task_dossier_zip", args=[pk]),
        "missing": missing_of(held[0]),
    }
    return render(request, "plans/dossier.html", context)


@require_safe
def plan_dossier(request: OfficeRequest, pk: int) -> HttpResponse:
    """The dossier of the whole plan."""
    plan = _plan(request, pk)
    back = reverse("plans:plan", args=[pk])
    if not plan.is_in_force:
        return _not_issued(request, back)
    held = held_of(Task.objects.filter(plan=plan), today=timezone.localdate())
    lines = [
        Line(one, reverse("plans:task_dossier", args=[one.pk]), state_html(one.progress, one.waiting), missing_of(one))
        for one in held
    ]
    context = {
        **_context(plan, held),
        "lines": lines,
        "lacking": sum(1 for line in lines if line.missing),
        "back": back,
        "back_words": f"Năm {plan.year}",
        "pdf_url": reverse("plans:plan_dossier_pdf", args=[pk]),
        "zip_url": reverse("plans:plan_dossier_zip", args=[pk]),
    }
    return render(request, "plans/dossier.html", context)


@require_safe
def task_dossier_pdf(request: OfficeRequest, pk: int) -> HttpResponse:
    """The PDF with the evidence inside."""
    return _answer(request, _task(request, pk), PDF_KIND)


@require_safe
def task_dossier_zip(request: OfficeRequest, pk: int) -> HttpResponse:
    """The evidence of one task."""
    return _answer(request, _task(request, pk), ZIP_KIND)


@require_safe
def plan_dossier_pdf(request: OfficeRequest, pk: int) -> HttpResponse:
    """The PDF of the whole plan; a long one is made by the timer."""
    return _answer(request, _plan(request, pk), PDF_KIND)


@require_safe
def plan_dossier_zip(request: OfficeRequest, pk: int) -> HttpResponse:
    """The evidence of all tasks."""
    return _answer(request, _plan(request, pk), ZIP_KIND)


def _task(request: OfficeRequest, pk: int) -> Task:
    task = get_object_or_404(tasks_seen(request.user), pk=pk)
    require(request.user, "plans.see_dossier", task, who=WHO)
    return task


def _plan(request: OfficeRequest, pk: int) -> Plan:
    plan = get_object_or_404(Plan.objects.visible_to(request.user).defer("source_text"), pk=pk)
    require(request.user, "plans.see_dossier", plan, who=WHO)
    return plan


def _not_issued(request: OfficeRequest, back: str) -> HttpResponse:
    messages.info(request, NOT_ISSUED)
    return redirect(back)


def _context(plan: Plan, held: list[Held]) -> dict[str, Any]:
    """What both pages show: the source, the sections with their counts, what the evidence weighs."""
    source = source_of(plan)
    counts = _sum(held)
    return {
        "plan": plan,
        "plan_url": reverse("plans:plan", args=[plan.pk]),
        "year_words": f"Năm {plan.year}",
        "issued": issued_words(plan),
        "source": source,
        "missing_source": missing_of_source(source),
        "sections": [_section(kind, counts.get(kind, 0)) for kind in KINDS],
        "files": counts.get("evidence", 0),
        "size": size_words(counts.get("bytes", 0)),
        "outside": counts.get("bytes", 0) > MOST_INSIDE,
        "too_big": counts.get("bytes", 0) > MOST_PACKED,
    }


def _section(kind: str, number: int) -> tuple[str, int, str]:
    """A section with its count and the words of it."""
    title, noun, none = SECTIONS[kind]
    return title, number, f"{number} {noun}" if number else none


def _sum(held: list[Held]) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in held:
        for kind, number in one.counts.items():
            found[kind] = found.get(kind, 0) + number
    return found


def _answer(request: OfficeRequest, about: Task | Plan, kind: str) -> HttpResponse:
    """The file at once, or queued where it is long or heavy; a refusal leads back to the page and says why."""
    of_task = isinstance(about, Task)
    tasks = Task.objects.filter(pk=about.pk) if of_task else Task.objects.filter(plan=about.pk)
    counts = _sum(held_of(tasks, today=timezone.localdate()))
    rows = sum(counts.get(name, 0) for name in KINDS) if kind == PDF_KIND else 0
    size = counts.get("bytes", 0)
    what = f"{about} năm {about.plan.year}" if isinstance(about, Task) else f"Kế hoạch TĐKT năm {about.year}"
    title = f"Hồ sơ thanh tra {what}" if kind == PDF_KIND else f"Minh chứng {what}"
    try:
        return answer_print(
            request,
            kind=kind,
            title=title,
            params={"task" if of_task else "plan": about.pk},
            rows=rows,
            heavy=f"tệp minh chứng nặng {size_words(size)}" if size > MOST_AT_ONCE else "",
        )
    except DomainError as refusal:
        messages.warning(request, str(refusal))
        return redirect("plans:task_dossier" if of_task else "plans:plan_dossier", about.pk)
