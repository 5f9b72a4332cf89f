"""Two briefs side by side: the figures with their differences, and the tasks that moved to another cell."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.forms.plan_filter import CELL_SLUGS
from plans.http import OfficeRequest, whole_number
from plans.models import Brief
from plans.papers.content import Align, Column, GroupRow, Row
from plans.rules.brief import Move, cell_words, difference, moves, shown_cells
from plans.rules.status import CELL_WORDS, Cell
from plans.services.brief import counts_of, tasks_of
from plans.views.acting import require
from plans.views.brief import brief_words, briefs_seen
from plans.views.dashboard import WHO
from plans.views.listing import Listing, page_of, send_listing


class FigureRow(NamedTuple):
    """One figure in both briefs; the addresses open the tasks behind each."""

    words: str
    before: int
    before_url: str
    after: int
    after_url: str
    change: str
    late: bool


@require_safe
def brief_compare(request: OfficeRequest) -> HttpResponse:
    """Compare the two briefs that the address names; without them the choice of two."""
    require(request.user, "plans.follow_all", who=WHO)
    pair = _pair(request)
    shown = briefs_seen(request).defer("content", "tasks").order_by("-made_at", "-pk")
    if pair:
        shown = shown.filter(plan=pair[0].plan_id)
    context: dict[str, Any] = {
        "choices": [(one.pk, timezone.localtime(one.made_at), one.plan.year) for one in shown[:100]],
    }
    if pair:
        before, after = pair
        page = page_of(request, moves(tasks_of(before), tasks_of(after)))
        context |= {
            "before": brief_words(before),
            "after": brief_words(after),
            "figures": _figures(before, after),
            "page": page,
            "moved": [(move.task, cell_words(move.before), cell_words(move.after), _is_late(move)) for move in page],
            "query": f"?truoc={before.pk}&sau={after.pk}",
        }
    return render(request, "plans/brief_compare.html", context)


@require_safe
def brief_compare_print(request: OfficeRequest) -> HttpResponse:
    """The comparison as an A4 paper."""
    require(request.user, "plans.follow_all", who=WHO)
    pair = _pair(request)
    if pair is None:
        raise Http404
    before, after = pair
    old, new = (f"{timezone.localtime(one.made_at):%H:%M %d/%m/%Y}" for one in pair)
    found = moves(tasks_of(before), tasks_of(after))
    rows: list[Row | GroupRow] = [GroupRow("SỐ LIỆU")]
    rows += [Row(("", row.words, str(row.before), f"{row.after} ({row.change})")) for row in _figures(before, after)]
    rows.append(GroupRow(f"NHIỆM VỤ ĐỔI TÌNH TRẠNG ({len(found)})"))
    rows += [Row((one.task.no, one.task.title, cell_words(one.before), cell_words(one.after))) for one in found]
    listing = Listing(
        kind="BẢNG SO SÁNH",
        subject=f"Hai báo cáo nhanh năm {after.plan.year}",
        columns=(
            Column("TT", 8, Align.CENTER),
            Column("NỘI DUNG", 48),
            Column(f"LÚC {old}", 22),
            Column(f"LÚC {new}", 22),
        ),
        rows=rows,
        criteria=f"So báo cáo lúc {new} với báo cáo lúc {old}",
        total=f"Cộng: {len(found)} nhiệm vụ đổi tình trạng.",
    )
    return send_listing(request, listing, name="So sánh báo cáo nhanh.pdf")


def _pair(request: OfficeRequest) -> tuple[Brief, Brief] | None:
    """Both briefs, the earlier first whichever way they were named; None where the address does not name two."""
    named = (whole_number(request.GET.get(name, "")) for name in ("truoc", "sau"))
    keys = [key for key in named if key is not None]
    if len(keys) < 2:
        return None
    found = Brief.objects.visible_to(request.user).filter(pk__in=keys).select_related("plan", "made_by__person")
    briefs = sorted(found, key=lambda one: (one.made_at, one.pk))
    if len(briefs) != len(set(keys)):
        raise Http404
    return (briefs[0], briefs[-1]) if briefs[0].plan_id == briefs[-1].plan_id else None


def _figures(before: Brief, after: Brief) -> list[FigureRow]:
    old, new = counts_of(before), counts_of(after)
    urls = [reverse("plans:brief_tasks", args=[one.pk]) for one in (before, after)]
    rows = [FigureRow("Nhiệm vụ trong năm", old.all, urls[0], new.all, urls[1], difference(old.all, new.all), False)]
    for cell in shown_cells(old, new):
        there, here = (f"{url}?o={CELL_SLUGS[cell]}" for url in urls)
        change = difference(old[cell], new[cell])
        rows.append(FigureRow(CELL_WORDS[cell], old[cell], there, new[cell], here, change, cell == Cell.OVERDUE))
    return rows


def _is_late(move: Move) -> bool:
    return move.after == Cell.OVERDUE
