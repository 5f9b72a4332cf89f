"""The first page after login: what waits for me, then how the plan stands; and the table of units."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from plans import sockets
from plans.context import plan_in_view, plans_in_view, running_beside, soon_days
from plans.forms.plan_filter import CELL_SLUGS, FINISHED, PlanFilter
from plans.http import OfficeRequest
from plans.models import Plan, PlanState, User
from plans.papers.content import Align, Column, GroupRow, Row, Span
from plans.rules.charts import PART_WORDS, PARTS, legend_key, stacked_bars
from plans.rules.status import REPORT_CELLS, Cell, DueState
from plans.sockets import WorkItem
from plans.views.cells import due_lines_html, pill_html
from plans.views.listing import Listing, send_listing
from plans.views.overview_rows import Overview, UnitRow, overview_of
from plans.views.plan_print import total_words
from plans.views.standing import Count, figures, ribbon, shown_cells
from plans.views.standing import unit_table as table_of_units
from plans.views.work_rows import nearest

GROUPS = {
    "late": ("Quá hạn", "flag"),
    "soon": ("Sắp đến hạn", "clock-alert"),
    "redo": ("Phải thực hiện lại", "rotate-ccw"),
    "await": ("Chờ tôi xác nhận, duyệt", "hourglass"),
    "next": ("Tuần tới", "calendar"),
}
MOST_UNITS = 8
LONGEST_TITLE, LONGEST_ORIGIN = 160, 130


class WorkGroup(NamedTuple):
    """A heading of the work list with its items."""

    key: str
    title: str
    icon: str
    items: list[tuple[WorkItem, SafeString]]

    @property
    def lines(self) -> list[tuple[WorkItem, str, str, SafeString]]:
        """The items as the page shows them, title and origin cut to size."""
        return [
            (item, _cut(item.title, LONGEST_TITLE), _cut(item.origin, LONGEST_ORIGIN), when)
            for item, when in self.items
        ]


@require_safe
def home(request: OfficeRequest) -> HttpResponse:
    """Việc của tôi."""
    user = request.user
    plans_in_view(request, count_open=True)
    plan, today = plan_in_view(request), timezone.localdate()
    overview = overview_in_view(request, plan, today)
    groups = work_groups(user, plan, today)
    request.work_count = sum(len(group.items) for group in groups)  # type: ignore[attr-defined] # for the menu
    context: dict[str, Any] = {
        "plan": plan,
        "groups": groups,
        "work_count": request.work_count,  # type: ignore[attr-defined]
        "may_report": plan is not None and plan.state == PlanState.ISSUED and user.has_perm("plans.report_task"),
        "may_draft": user.has_perm("plans.edit_plan"),
        "running_on": running_beside(request),
    }
    if plan is not None and overview is not None:
        context |= _standing(overview)
        context["hidden"] = overview.left_out
        context["nearest"] = nearest(overview) if not groups else None
    return render(request, "plans/home.html", context)


def work_groups(user: User, plan: Plan | None, today: dt.date) -> list[WorkGroup]:
    """Everything that waits for the person, from every app that plugged in, in the order of the groups."""
    items = [item for give in sockets.work_items for item in give(user, plan, today)] if plan else []
    groups = []
    for key, (title, icon) in GROUPS.items():
        found = [(item, _when(item)) for item in items if item.group == key]
        if found:
            groups.append(WorkGroup(key, title, icon, found))
    return groups


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _when(item: WorkItem) -> SafeString:
    """The deadline line of a piece of work, else its pill."""
    if item.pill:
        return pill_html("await", item.pill)
    if not item.due_words:
        return mark_safe("")
    date = f"{item.deadline:%d/%m/%Y}" if item.deadline else ""
    return due_lines_html(DueState(item.due_state or DueState.NONE), date, item.due_words)


def overview_in_view(request: OfficeRequest, plan: Plan | None, today: dt.date) -> Overview | None:
    """The plan as it stands for the person; None where no plan is in force."""
    if plan is None or not plan.is_in_force:
        return None
    return overview_of(request.user, plan, today, soon_days(request))


def _standing(overview: Overview) -> dict[str, Any]:
    """The right column and the ribbon: the plan by quarter and by unit."""
    total, bars = overview.board.total, overview.bars()
    shown = [bar for bar in bars if bar.total]
    told = "; ".join(
        f"{bar.name}: "
        + ", ".join(f"{bar.counts[cell]} {PART_WORDS[cell].lower()}" for cell in PARTS if bar.counts[cell])
        for bar in shown
    )
    return {
        **ribbon(overview),
        "chart": mark_safe(stacked_bars(bars, label=f"Nhiệm vụ theo quý. {told}")),  # noqa: S308
        "keys": [(mark_safe(legend_key(cell)), PART_WORDS[cell]) for cell in PARTS],  # noqa: S308
        "chart_rows": [(bar.name, [bar.counts[cell] for cell in PARTS], bar.total) for bar in bars],
        "chart_heads": [PART_WORDS[cell] for cell in PARTS],
        "done_words": f"{total.done}/{total.counted} nhiệm vụ hoàn thành",
        "done_url": overview.address(PlanFilter(due=FINISHED)),
        "units": [_unit_counts(overview, row) for row in overview.units[:MOST_UNITS]],
    }


def _unit_counts(overview: Overview, row: UnitRow) -> tuple[str, list[Count]]:
    """Nhiệm vụ, xong, quá hạn of a unit, each opening its list."""
    query = PlanFilter(unit=str(row.pk), by_name=True)
    late = Count(row.tally[Cell.OVERDUE], overview.address(query.but(due=CELL_SLUGS[Cell.OVERDUE])), late=True)
    counts = [
        Count(row.tally.all, overview.address(query)),
        Count(row.tally.done, overview.address(query.but(due=FINISHED))),
        late,
    ]
    return row.label, counts


@require_safe
def unit_table(request: OfficeRequest) -> HttpResponse:
    """Units against the four cells; each number opens its list."""
    plan, today = plan_in_view(request), timezone.localdate()
    overview = overview_in_view(request, plan, today)
    context: dict[str, Any] = {"plan": plan}
    if overview is not None:
        context |= table_of_units(overview)
        context |= {"figures": figures(overview)}
    return render(request, "plans/unit_table.html", context)


@require_safe
def home_print(request: OfficeRequest) -> HttpResponse:
    """The work list as an A4 paper."""
    user = request.user
    plan = plan_in_view(request)
    groups = work_groups(user, plan, timezone.localdate())
    rows: list[Row | GroupRow] = []
    number = 0
    for group in groups:
        rows.append(GroupRow(f"{group.title} ({len(group.items)})"))
        for item, _ in group.items:
            number += 1
            when = f"{item.deadline:%d/%m/%Y}\n" if item.deadline else ""
            said = Span(item.due_words or item.pill, bold=item.group == "late")
            rows.append(Row((str(number), item.title, item.origin, (when, said))))
    listing = Listing(
        kind="DANH SÁCH VIỆC",
        subject=f"Của {user.get_full_name()}",
        columns=(Column("TT", 7, Align.CENTER), Column("VIỆC", 43), Column("NGUỒN", 28), Column("THỜI HẠN", 22)),
        rows=rows,
        criteria=f"Việc đang chờ theo kế hoạch năm {plan.year}" if plan else "Việc đang chờ",
        total=f"Cộng: {number} việc.",
        groups="NHÓM VIỆC",
    )
    return send_listing(request, listing, name="Danh sách việc.pdf")


@require_safe
def unit_table_print(request: OfficeRequest) -> HttpResponse:
    """The table of units as an A4 paper."""
    plan = plan_in_view(request)
    overview = overview_in_view(request, plan, timezone.localdate())
    cells = shown_cells(overview) if overview else list(REPORT_CELLS)
    rows = [_paper_row(row, cells) for row in overview.units] if overview else []
    heads = {
        Cell.ON_TIME: "HOÀN THÀNH ĐÚNG HẠN",
        Cell.DONE_LATE: "HOÀN THÀNH QUÁ HẠN",
        Cell.OPEN: "TRONG HẠN",
        Cell.OVERDUE: "QUÁ HẠN CHƯA XONG",
        Cell.CONDITIONAL: "NẾU CÓ",
        Cell.UNDATED: "KHÔNG ẤN ĐỊNH",
        Cell.STOPPED: "DỪNG",
    }
    listing = Listing(
        kind="BẢNG TỔNG HỢP",
        subject=f"Kết quả thực hiện kế hoạch năm {plan.year} theo đơn vị" if plan else "Kết quả theo đơn vị",
        columns=(
            Column("TT", 6, Align.CENTER),
            Column("ĐƠN VỊ", 34),
            Column("TỔNG", 9, Align.CENTER),
            *(Column(heads[cell], 13, Align.CENTER) for cell in cells),
        ),
        rows=[Row((str(place), *row)) for place, row in enumerate(rows, 1)],
        criteria="Tất cả đơn vị. Một nhiệm vụ có thể thuộc nhiều đơn vị, các dòng không cộng dồn",
        total=total_words(overview.board.total) if overview else "Cộng: 0 nhiệm vụ.",
    )
    return send_listing(request, listing, name="Kết quả theo đơn vị.pdf")


def _paper_row(row: UnitRow, cells: list[Cell]) -> tuple[Any, ...]:
    late = row.tally[Cell.OVERDUE]
    numbers = [
        (Span(str(late), bold=True),) if cell == Cell.OVERDUE and late else str(row.tally[cell]) for cell in cells
    ]
    return (row.name, str(row.tally.all), *numbers)
