"""Đổi hàng loạt: tick rows of the plan's table, say what to change, look at before and after, then do it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString

from plans.context import plans_in_view
from plans.errors import AlreadyDone, DomainError
from plans.forms.bulk import ChangeForm, ValueForm
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import Plan, PlanState, Task
from plans.models.unit_index import UnitIndex
from plans.rules.reminding import one_line
from plans.rules.status import PROGRESS_WORDS
from plans.services.bulk import (
    MOST_ROWS,
    NO_DEADLINES,
    WHO,
    WORDS,
    Change,
    Pick,
    change_in_bulk,
    changes_of,
    try_out,
)
from plans.services.lifecycle import not_now
from plans.views.acting import require
from plans.views.cells import due_html, state_html
from plans.views.plan import board_of
from plans.views.plan_html import units_html
from plans.views.plan_rows import read_words

ALL = "tat-ca"
CHOOSE, SHOW, DO = "choose", "show", "do"


class Line(NamedTuple):
    """A row to tick."""

    token: str
    no: str
    title: str
    heading: str
    units: SafeString
    state: SafeString
    due: SafeString
    ticked: bool


def bulk(request: OfficeRequest, pk: int) -> HttpResponse:
    """The page of each step; the rows ticked and the filter go along."""
    plan = next((one for one in plans_in_view(request) if one.pk == pk), None)
    if plan is None:
        raise Http404
    require(request.user, "plans.change_in_bulk", plan, who=WHO)
    changes = changes_of(plan)
    if not changes:
        return render(request, "plans/bulk.html", {**_frame(request, plan), "refusal": not_now(plan)})
    if request.method != "POST":
        return _choose(request, plan, ChangeForm(changes=changes), ticked=None)
    picks = _picks(request.POST.getlist("row"))
    form = ChangeForm(request.POST, changes=changes)
    if not form.is_valid() or not picks:
        if not picks:
            form.add_error(None, "Chưa chọn nhiệm vụ nào. Đánh dấu các dòng cần đổi ở bảng dưới.")
        return _choose(request, plan, form, ticked={pick.pk for pick in picks})
    change = Change(form.cleaned_data["change"])
    return _with_value(request, plan, picks, change)


def _with_value(request: OfficeRequest, plan: Plan, picks: list[Pick], change: Change) -> HttpResponse:
    """The value, then before and after, then the change itself."""
    if request.POST.get("step") not in (SHOW, DO):
        return _ask_value(request, plan, picks, ValueForm(change=change, plan=plan))
    form = ValueForm(request.POST, change=change, plan=plan)
    if not form.is_valid():
        return _ask_value(request, plan, picks, form)
    facts: dict[str, Any] = {"plan": plan, "actor": request.user, "picks": picks, "wanted": form.wanted}
    try:
        if request.POST["step"] == DO:
            done = change_in_bulk(**facts, key=submit_key(request))
            messages.success(request, f"Đã đổi {len(done)} nhiệm vụ: {WORDS[change].lower()}.")
            return redirect(_back(request, plan))
        rows = try_out(**facts)
    except AlreadyDone as repeat:
        messages.info(request, str(repeat))
        return redirect(_back(request, plan))
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _ask_value(request, plan, picks, form)
    context = {
        **_frame(request, plan),
        "change": change,
        "change_words": WORDS[change],
        "form": form,
        "rows": [(row, _token(row.pick)) for row in rows if not row.refusal],
        "kept": [row for row in rows if row.refusal],
        "step": DO,
    }
    return render(request, "plans/bulk_show.html", context)


def _choose(request: OfficeRequest, plan: Plan, form: ChangeForm, *, ticked: set[int] | None) -> HttpResponse:
    """The rows that the filter finds, each with a box to tick."""
    index = UnitIndex.load()
    board = board_of(request, plan, index)
    shown = board.found[:MOST_ROWS]
    words = read_words(shown)
    versions = dict(Task.objects.filter(plan=plan).values_list("pk", "version"))
    every = request.GET.get("chon") == ALL
    lines = []
    for line in shown:
        said = words[line.pk]
        pick = Pick(line.pk, versions[line.pk], line.progress)
        chosen = every if ticked is None else line.pk in ticked
        lines.append(
            Line(
                token=_token(pick),
                no=line.no,
                title=one_line(said.title),
                heading=line.heading,
                units=units_html(said.units),
                state=state_html(line.progress, line.waiting) if plan.is_in_force else SafeString(""),
                due=due_html(line.standing.due, line.deadline, line.reported_on, line.waiting),
                ticked=chosen,
            )
        )
    base, query = reverse("plans:bulk", args=[plan.pk]), board.filter.query
    context = {
        **_frame(request, plan),
        "lines": lines,
        "form": form,
        "step": CHOOSE,
        "conditions": [(one.words, base + one.without) for one in board.filter.conditions(index)],
        "all_url": f"{base}{query}{'&' if query else '?'}chon={ALL}",
        "none_url": base + query,
        "every": every,
        "left_out": len(board.found) - len(shown),
        "hint": NO_DEADLINES if plan.state == PlanState.ISSUED else "",
    }
    return render(request, "plans/bulk.html", context)


def _ask_value(request: OfficeRequest, plan: Plan, picks: list[Pick], form: ValueForm) -> HttpResponse:
    """The value, beside the rows it is for."""
    tasks = Task.objects.in_plan().filter(plan=plan, pk__in=[pick.pk for pick in picks])
    context = {
        **_frame(request, plan),
        "change": form.change,
        "change_words": WORDS[form.change],
        "form": form,
        "tokens": [_token(pick) for pick in picks],
        "tasks": list(tasks.order_by("order", "pk").values_list("no", "title")),
        "step": SHOW,
    }
    return render(request, "plans/bulk_value.html", context)


def _frame(request: OfficeRequest, plan: Plan) -> dict[str, Any]:
    return {
        "plan": plan,
        "year_words": f"Năm {plan.year}",
        "plan_url": reverse("plans:plan", args=[plan.pk]),
        "back": _back(request, plan),
        "again": request.get_full_path(),
    }


def _back(request: OfficeRequest, plan: Plan) -> str:
    """The plan's table with the filter one came with."""
    query = request.GET.copy()
    query.pop("chon", None)
    name = "plans:draft" if plan.is_draft else "plans:plan"
    return reverse(name, args=[plan.pk]) + (f"?{query.urlencode()}" if query and not plan.is_draft else "")


def _token(pick: Pick) -> str:
    """A ticked row as the form carries it."""
    return f"{pick.pk}.{pick.version}.{pick.progress}"


def _picks(tokens: Sequence[str]) -> list[Pick]:
    """The rows ticked, each once; what is no row of ours is left out."""
    found: dict[int, Pick] = {}
    for token in tokens:
        pk, version, progress = (*token.split("."), "", "")[:3]
        numbers = whole_number(pk), whole_number(version)
        if numbers[0] is not None and numbers[1] is not None and progress in PROGRESS_WORDS:
            found[numbers[0]] = Pick(numbers[0], numbers[1], progress)
    return list(found.values())
