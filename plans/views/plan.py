"""The list of years and the plan as the table the office knows, with its live state."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.context import plans_in_view, soon_days
from plans.forms.plan_filter import (
    CELL_SLUGS,
    DUE_CHOICES,
    MINE,
    NO_TIME,
    PROGRESS_CHOICES,
    QUARTERS,
    ROLES,
    SOON,
    WAITING,
    WHOLE_YEAR,
    PlanFilter,
)
from plans.http import OfficeRequest
from plans.models import Plan
from plans.models.unit_index import UnitIndex
from plans.papers.content import Align, Column, Row
from plans.permissions import rights_of
from plans.rules.calendar import quarter_of
from plans.rules.document import TableForm
from plans.rules.official import short_date
from plans.rules.overview import Tally
from plans.rules.status import REPORT_CELLS, Cell, Progress
from plans.views.listing import Listing, send_listing
from plans.views.plan_html import table_body
from plans.views.plan_marks import read_marks
from plans.views.plan_pages import choose_part, parts_of
from plans.views.plan_rows import Board, read_board, read_words, years_tallied
from plans.views.plan_steps import offered


class Chip(NamedTuple):
    """A filter that one click sets, with the number of tasks behind it."""

    words: str
    number: int
    icon: str
    url: str
    on: bool


class Choice(NamedTuple):
    """One entry of a filter's list."""

    value: str
    words: str
    chosen: bool


class Year(NamedTuple):
    """A line of the list of years."""

    plan: Plan
    issued: str
    total: int
    cells: list[tuple[int, str, bool]]
    beside: int


def plans_seen(request: OfficeRequest) -> QuerySet[Plan]:
    """The plans the person may see, without their long texts."""
    return Plan.objects.visible_to(request.user).defer("source_text", "opening", "closing", "search_key")


@require_safe
def plan_list(request: OfficeRequest) -> HttpResponse:
    """Every year with its state, number and how it stands."""
    plans = list(plans_seen(request))
    tallies = years_tallied([plan.pk for plan in plans], today=timezone.localdate())
    rows = [Year(plan, issued_words(plan), *_cells(plan, tallies.get(plan.pk, Tally()))) for plan in plans]
    may_draft = request.user.has_perm("plans.edit_plan")
    return render(request, "plans/plan_list.html", {"rows": rows, "may_draft": may_draft})


@require_safe
def plan_list_print(request: OfficeRequest) -> HttpResponse:
    """The list of years as an A4 paper."""
    plans = list(plans_seen(request))
    tallies = years_tallied([plan.pk for plan in plans], today=timezone.localdate())
    listing = Listing(
        kind="DANH SÁCH",
        subject="Kế hoạch công tác thi đua, khen thưởng các năm",
        columns=_YEAR_COLUMNS,
        rows=[_year_row(plan, tallies.get(plan.pk, Tally())) for plan in plans],
        criteria="Mọi năm",
        total=f"Cộng: {len(plans)} kế hoạch.",
    )
    return send_listing(request, listing, name="Danh sách kế hoạch các năm.pdf")


_YEAR_COLUMNS = (
    Column("NĂM", 9, Align.CENTER),
    Column("TRẠNG THÁI", 19),
    Column("SỐ, NGÀY", 25),
    Column("NHIỆM VỤ", 12, Align.RIGHT),
    Column("HOÀN THÀNH", 16, Align.RIGHT),
    Column("QUÁ HẠN", 12, Align.RIGHT),
)


def _year_row(plan: Plan, counts: Tally) -> Row:
    followed = (str(counts.done), str(counts[Cell.OVERDUE])) if plan.is_in_force else ("chưa theo dõi", "chưa theo dõi")
    issued = issued_words(plan) or "chưa có số"
    return Row((str(plan.year), plan.get_state_display(), issued, str(counts.all), *followed))


def _cells(plan: Plan, counts: Tally) -> tuple[int, list[tuple[int, str, bool]], int]:
    """All tasks, the four cells with the address of each list and whether it is the overdue one, and those beside."""
    base = reverse("plans:plan", args=[plan.pk])
    cells = [
        (counts[cell], base + PlanFilter(due=CELL_SLUGS[cell]).query, cell == Cell.OVERDUE) for cell in REPORT_CELLS
    ]
    return counts.all, cells, counts.all - counts.counted


@require_safe
def plan_year(request: OfficeRequest, year: int) -> HttpResponse:
    """The plan of a year: the one in force, else the newest draft the person may see."""
    plans = sorted(plans_seen(request).filter(year=year), key=lambda plan: (plan.is_in_force, plan.pk))
    if not plans:
        raise Http404
    return redirect("plans:plan", plans[-1].pk)


def board_of(request: OfficeRequest, plan: Plan, index: UnitIndex) -> Board:
    """The plan as the person asks for it in the address: one query."""
    return read_board(
        plan,
        PlanFilter.read(request.GET, index),
        index=index,
        own_units=rights_of(request.user).units,
        today=timezone.localdate(),
        soon_days=soon_days(request),
    )


@require_safe
def plan(request: OfficeRequest, pk: int) -> HttpResponse:
    """The plan's table: its own words at the left, how it stands today at the right."""
    plan = next((one for one in plans_in_view(request) if one.pk == pk), None)
    if plan is None:
        raise Http404
    index = UnitIndex.load()
    board = board_of(request, plan, index)
    today = timezone.localdate()
    parts = parts_of(board)
    part = choose_part(parts, request.GET.get("trang", ""), _current_heading(plan, today))
    groups = board.groups(part.lines)
    marks = read_marks(plan, sees_drafts=request.user.has_perm("plans.see_drafts"))
    base = reverse("plans:plan", args=[pk])
    context = {
        "plan": plan,
        "board": board,
        "body": table_body(board, groups, read_words(part.lines), marks.by_task),
        "marks": marks,
        "timed": plan.table_form == TableForm.TIME_COLUMN,
        "moment": today,
        "year_words": f"Năm {plan.year}",
        "issued": issued_words(plan),
        "sub": sub_words(board),
        "offered": offered(request.user, plan, marks, board.filter.query),
        "chips": _chips(board, base),
        "choices": _choices(board, index),
        "active": [(condition.words, base + condition.without) for condition in board.filter.conditions(index)],
        "parts": parts if len(parts) > 1 else [],
        "part": part,
        "part_query": f"{board.filter.query}&trang=" if board.filter else "?trang=",
        "base": base,
        "empty": _where_else(board, index, base) if not board.found else None,
    }
    return render(request, "plans/plan.html", context)


def sub_words(board: Board) -> str:
    """ "14 nhiệm vụ · 5 hoàn thành · 1 quá hạn · 1 chờ phát sinh"."""
    total = board.total
    if not board.plan.is_in_force:
        return f"{total.all} nhiệm vụ"
    return " · ".join([f"{total.all} nhiệm vụ", f"{total.done} hoàn thành", *total.beside])


def _current_heading(plan: Plan, today: dt.date) -> str:
    """The quarter to open first in a plan too long for one page."""
    return QUARTERS[str(quarter_of(today))] if plan.year == today.year else ""


def _chips(board: Board, base: str) -> list[Chip]:
    """The quick lists, each with its count over the whole plan."""
    lines = board.lines

    def chip(words: str, icon: str, query: PlanFilter, count: int) -> Chip:
        return Chip(words, count, icon, base + query.query, board.filter == query)

    chips = [chip("Tất cả", "check", PlanFilter(), len(lines))]
    if board.plan.is_in_force:
        late = sum(line.standing.is_late for line in lines)
        soon = sum(line.standing.is_soon for line in lines)
        chips.append(chip("Quá hạn", "flag", PlanFilter(due="qua-han"), late))
        chips.append(chip("Sắp đến hạn", "clock-alert", PlanFilter(due=SOON), soon))
    mine = sum(line.mine for line in lines)
    if mine:
        chips.append(chip("Đơn vị tôi", "", PlanFilter(unit=MINE), mine))
    if board.plan.is_in_force:
        waiting = sum(line.waiting and line.progress == Progress.TODO for line in lines)
        chips.append(chip("Chờ phát sinh", "", PlanFilter(progress=WAITING), waiting))
    return chips


def _choices(board: Board, index: UnitIndex) -> dict[str, list[Choice]]:
    """The options of the filter's fields with the chosen one marked."""
    query = board.filter
    used = {line.quarter for line in board.lines} - {"1", "2", "3", "4"}
    quarters = {
        value: words for value, words in QUARTERS.items() if value in used or value not in (WHOLE_YEAR, NO_TIME)
    }
    units = {MINE: "Đơn vị tôi"} if any(line.mine for line in board.lines) else {}
    units |= {str(line.pk): line.label for line in index if line.is_active or str(line.pk) == query.unit}
    chosen = query.quarters[0] if len(query.quarters) == 1 else ""
    return {
        "quarters": [Choice(value, words, value == chosen) for value, words in quarters.items()],
        "units": [Choice(value, words, value == query.unit) for value, words in units.items()],
        "roles": [Choice(value, words, value == query.role) for value, (_, words) in ROLES.items()],
        "progress": [Choice(value, words, value == query.progress) for value, words in PROGRESS_CHOICES.items()],
        "due": [Choice(value, words, value == query.due) for value, words in DUE_CHOICES.items()],
    }


def _where_else(board: Board, index: UnitIndex, base: str) -> dict[str, Any]:
    """What an empty result says: what was looked for, where those words do occur, and the address of that list."""
    query = board.filter
    title = ", ".join(condition.words for condition in query.conditions(index))
    places = board.elsewhere() if query.search else []
    links = [
        (
            count,
            f"{QUARTERS[quarter][0].lower()}{QUARTERS[quarter][1:]}",
            base + PlanFilter(search=query.search, quarters=(quarter,)).query,
        )
        for quarter, count in places
    ]
    return {"title": title, "links": links, "search": query.search}


def issued_words(plan: Plan) -> str:
    """ "số 05/KH-SNgV ngày 14/01/2026", or that the number is still to be entered."""
    if plan.number and plan.issued_on:
        return f"số {plan.number} ngày {short_date(plan.issued_on)}"
    return "chưa ghi số" if plan.is_in_force else ""
