"""A new year from the last: what the copy will hold is shown first, then one button makes the draft."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.http import OfficeRequest, submit_key
from plans.models import Plan, Task
from plans.rules.calendar import deadline
from plans.rules.document import PlanDocument
from plans.rules.official import short_date
from plans.rules.reminding import one_line
from plans.rules.rollover import moved_to, stale_texts
from plans.services import draft as service
from plans.services.plan_document import document_of
from plans.services.special_days import special_days
from plans.views.acting import act_by_button, require
from plans.views.draft_page import WORDS_TAB, tab_url
from plans.views.lifecycle import WHO_PREPARES


class Moved(NamedTuple):
    """A task as it is and as it will be."""

    no: str
    title: str
    former: str
    new: str
    heirs: str


@require_http_methods(["GET", "HEAD", "POST"])
def plan_rollover(request: OfficeRequest, pk: int) -> HttpResponse:
    """Lập kế hoạch năm sau từ kế hoạch này."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    require(request.user, "plans.edit_plan", plan, who=WHO_PREPARES)
    year = plan.year + 1
    if request.method == "POST":
        made: list[Plan] = []
        key = submit_key(request)

        def copy() -> None:
            made.append(service.create_draft(actor=request.user, year=year, copy_of=plan, key=key))

        if act_by_button(request, copy, done=f"Đã lập bản thảo năm {year}. Xem từng chỗ cần rà câu chữ."):
            return redirect(tab_url(made[0], WORDS_TAB))
        return redirect("plans:plan_rollover", pk)
    source = document_of(plan)
    document = moved_to(source, year, special_days())
    context = {
        "plan": plan,
        "year": year,
        "rows": _rows(plan, document),
        "stale": len(stale_texts(document, source)),
        "drafts": Plan.objects.visible_to(request.user).filter(copied_from=plan).order_by("-pk"),
        "plan_url": reverse("plans:plan", args=[pk]),
    }
    return render(request, "plans/rollover.html", context)


def _rows(plan: Plan, document: PlanDocument) -> list[Moved]:
    """Each task's deadline this year and, by the same rule, in the new one."""
    special = special_days()
    rows = []
    tasks = Task.objects.in_plan().filter(plan=plan).order_by("order", "pk")
    for task, moved in zip(tasks, document.tasks, strict=True):
        former = deadline(task.period or None, task.due, plan.year, special)
        new = deadline(moved.period, moved.due, document.year or 0, special)
        title, heirs = one_line(task.title), f"kế thừa từ nhiệm vụ {task.no}/{plan.year}"
        rows.append(Moved(task.no, title, _day(former), _day(new), heirs))
    return rows


def _day(day: dt.date | None) -> str:
    return short_date(day) if day else "Không ấn định"
