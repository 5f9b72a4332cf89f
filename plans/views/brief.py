"""Báo cáo nhanh: the list, making one, the page of one with its frozen sheet, and the tasks behind its figures."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST, require_safe

from plans.context import plan_in_view
from plans.forms.plan_filter import CELL_SLUGS, CELLS
from plans.http import OfficeRequest, submit_key
from plans.models import Brief, Plan, Role
from plans.papers.content import Align, Column, Row
from plans.papers.html import render_html
from plans.permissions import rights_of
from plans.rules.brief import TaskStanding, shown_cells
from plans.rules.charts import PART_WORDS
from plans.rules.overview import Tally
from plans.rules.status import CELL_WORDS, REPORT_CELLS, Cell
from plans.services.brief import ToDecide, counts_of, make_brief, paper_of, since_of, tasks_of
from plans.views.acting import act_by_button, require
from plans.views.cells import icon_html
from plans.views.dashboard import WHO
from plans.views.deciding import decisions, items_to_decide, lines_to_confirm
from plans.views.files import send_file
from plans.views.home import overview_in_view
from plans.views.listing import Listing, page_of, send_listing
from plans.views.plan_rows import read_words
from plans.views.standing import CELL_ICONS, Count

WHO_MAKES = "Thường trực TĐKT và lãnh đạo Sở lập báo cáo nhanh."
_HEADS = (*REPORT_CELLS, Cell.CONDITIONAL)


def briefs_seen(request: OfficeRequest) -> QuerySet[Brief]:
    """The briefs, without the tasks behind them and the page itself."""
    seen = Brief.objects.visible_to(request.user).select_related("plan", "made_by__person")
    return seen.defer("tasks", "plan__source_text", "plan__opening", "plan__closing", "plan__search_key")


@require_safe
def brief_list(request: OfficeRequest) -> HttpResponse:
    """Every brief of the year in view, newest first."""
    require(request.user, "plans.follow_all", who=WHO)
    plan = plan_in_view(request)
    page = page_of(request, briefs_seen(request).filter(plan=plan))
    context = {
        "plan": plan,
        "page": page,
        "rows": [(one, *_figures_of(counts_of(one))) for one in page],
        "heads": [PART_WORDS[cell] for cell in _HEADS],
        "may_make": _may_make(request, plan),
    }
    return render(request, "plans/brief_list.html", context)


def _figures_of(counts: Tally) -> tuple[int, list[tuple[int, bool]]]:
    return counts.all, [(counts[cell], cell == Cell.OVERDUE) for cell in _HEADS]


def _may_make(request: OfficeRequest, plan: Plan | None) -> bool:
    return plan is not None and plan.is_in_force and request.user.has_perm("plans.make_brief")


@require_safe
def brief_list_print(request: OfficeRequest) -> HttpResponse:
    """The same list as an A4 paper."""
    require(request.user, "plans.follow_all", who=WHO)
    plan = plan_in_view(request)
    found = [(one, *_figures_of(counts_of(one))) for one in briefs_seen(request).filter(plan=plan)]
    listing = Listing(
        kind="DANH SÁCH BÁO CÁO NHANH",
        subject=f"Thực hiện kế hoạch năm {plan.year}" if plan else "Thực hiện kế hoạch",
        columns=(
            Column("TT", 6, Align.CENTER),
            Column("LẬP LÚC", 20),
            Column("NGƯỜI LẬP", 24),
            Column("TỔNG", 9, Align.CENTER),
            *(Column(PART_WORDS[cell].upper(), 15, Align.CENTER) for cell in _HEADS),
        ),
        rows=[
            Row(
                (
                    str(place),
                    f"{timezone.localtime(one.made_at):%H:%M %d/%m/%Y}",
                    one.made_by.get_full_name(),
                    str(total),
                    *(str(number) for number, _ in cells),
                )
            )
            for place, (one, total, cells) in enumerate(found, 1)
        ],
        criteria=f"Năm {plan.year}" if plan else "Mọi năm",
        total=f"Cộng: {len(found)} báo cáo nhanh.",
    )
    return send_listing(request, listing, name="Danh sách báo cáo nhanh.pdf")


@require_POST
def brief_make(request: OfficeRequest) -> HttpResponse:
    """Lập báo cáo nhanh of the plan in view; its page opens, ready to print."""
    require(request.user, "plans.make_brief", who=WHO_MAKES)
    plan, now = plan_in_view(request), timezone.now()
    if plan is None:
        return redirect("plans:dashboard")
    made: list[Brief] = []
    to_decide = _to_decide(request, plan)
    act_by_button(
        request,
        lambda: made.append(
            make_brief(actor=request.user, plan=plan, to_decide=to_decide, now=now, key=submit_key(request))
        ),
        done="Đã lập báo cáo nhanh. Bản này được giữ nguyên, tải về để in.",
    )
    return redirect("plans:brief", made[0].pk) if made else redirect("plans:dashboard")


def _to_decide(request: OfficeRequest, plan: Plan) -> list[ToDecide]:
    """What waits for the leadership, as the overview words it."""
    today = timezone.localdate()
    items = items_to_decide(request.user, plan, today)
    overview = overview_in_view(request, plan, today)
    lines = lines_to_confirm(request.user, overview) if overview else []
    found = decisions(items, lines, read_words(lines), today, decides=rights_of(request.user).holds(Role.LEADER))
    return [ToDecide(one.title, one.origin, one.waits) for one in found]


@require_safe
def brief(request: OfficeRequest, pk: int) -> HttpResponse:
    """One brief: its figures, each with the tasks behind it, and the sheet as it was frozen."""
    record = get_object_or_404(briefs_seen(request).select_related("pdf"), pk=pk)
    counts = counts_of(record)
    others = briefs_seen(request).filter(plan=record.plan_id).exclude(pk=pk).defer("content", "tasks")
    context = {
        "brief": record,
        "made_at": timezone.localtime(record.made_at),
        "since": since_of(record),
        "last": record.content["last"],
        "figures": _figures(record, counts),
        "sheet": render_html(paper_of(record)),
        "others": [(other.pk, timezone.localtime(other.made_at)) for other in others[:20]],
        "may_make": _may_make(request, record.plan),
    }
    return render(request, "plans/brief.html", context)


def _figures(record: Brief, counts: Tally) -> list[tuple[Count, str, SafeString]]:
    """The strip: each number opens the tasks that stood there when the brief was made."""
    base = reverse("plans:brief_tasks", args=[record.pk])
    whole = (Count(counts.all, base), "Nhiệm vụ trong năm", mark_safe(""))
    cells = [cell for cell in shown_cells(counts) if cell in CELL_ICONS]
    return [whole] + [
        (
            Count(counts[cell], f"{base}?o={CELL_SLUGS[cell]}", cell == Cell.OVERDUE),
            CELL_WORDS[cell],
            icon_html(CELL_ICONS[cell], 14),
        )
        for cell in cells
    ]


@require_safe
def brief_pdf(request: OfficeRequest, pk: int) -> HttpResponse:
    """The frozen file, byte for byte."""
    record = get_object_or_404(briefs_seen(request).select_related("pdf").filter(pdf__isnull=False), pk=pk)
    return send_file(record.pdf)  # type: ignore[arg-type] # not None by the filter


@require_safe
def brief_tasks(request: OfficeRequest, pk: int) -> HttpResponse:
    """The tasks behind a figure, as they stood then."""
    record, cell, found = _tasks(request, pk)
    page = page_of(request, found)
    context = {
        "brief": record,
        "made_at": timezone.localtime(record.made_at),
        "cell": CELL_WORDS[cell] if cell else "",
        "page": page,
        "rows": [(task, CELL_WORDS[task.cell], task.cell == Cell.OVERDUE) for task in page],
        "query": f"?o={CELL_SLUGS[cell]}" if cell else "",
    }
    return render(request, "plans/brief_tasks.html", context)


@require_safe
def brief_tasks_print(request: OfficeRequest, pk: int) -> HttpResponse:
    """The same list as an A4 paper."""
    record, cell, found = _tasks(request, pk)
    made_at = timezone.localtime(record.made_at)
    listing = Listing(
        kind="DANH SÁCH NHIỆM VỤ",
        subject=f"Theo báo cáo nhanh lúc {made_at:%H:%M} ngày {made_at:%d/%m/%Y}",
        columns=(Column("TT", 8, Align.CENTER), Column("NỘI DUNG", 62), Column("TÌNH TRẠNG KHI LẬP", 30)),
        rows=[Row((task.no, task.title, CELL_WORDS[task.cell])) for task in found],
        criteria=CELL_WORDS[cell] if cell else "Mọi nhiệm vụ",
        total=f"Cộng: {len(found)} nhiệm vụ.",
    )
    return send_listing(request, listing, name="Nhiệm vụ theo báo cáo nhanh.pdf")


def _tasks(request: OfficeRequest, pk: int) -> tuple[Brief, Cell | None, list[TaskStanding]]:
    record = get_object_or_404(Brief.objects.visible_to(request.user).defer("content"), pk=pk)
    cell = CELLS.get(request.GET.get("o", ""))
    return record, cell, [task for task in tasks_of(record) if cell is None or task.cell == cell]


def brief_words(record: Brief) -> dict[str, Any]:
    """A brief named in a comparison."""
    return {"pk": record.pk, "at": timezone.localtime(record.made_at), "by": record.made_by.get_full_name()}
