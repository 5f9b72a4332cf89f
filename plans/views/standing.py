"""How the plan stands, as several pages draw it: the figures, the year's ribbon, the table of units."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from plans.forms.plan_filter import CELL_SLUGS, PlanFilter
from plans.rules.charts import mini_bar, patterns_svg
from plans.rules.ribbon import legend_mark, year_ribbon
from plans.rules.status import CELL_WORDS, REPORT_CELLS, Cell
from plans.views.cells import icon_html
from plans.views.overview_rows import Overview, UnitRow

BESIDE_HEADS = {Cell.CONDITIONAL: "Nếu có", Cell.UNDATED: "Không ấn định", Cell.STOPPED: "Dừng"}
CELL_ICONS = {
    Cell.ON_TIME: "calendar-check",
    Cell.DONE_LATE: "calendar-clock",
    Cell.OPEN: "calendar",
    Cell.OVERDUE: "flag",
    Cell.CONDITIONAL: "circle-dashed",
}
_RULED = (0, 2, 4)  # the columns of the unit table before which a line stands


class Count(NamedTuple):
    """A number that opens its list; ``late`` marks the overdue one."""

    number: int
    url: str
    late: bool = False


def figures(overview: Overview) -> list[tuple[Count, str, SafeString]]:
    """The strip of figures; each is a link to its list, only the overdue one is red."""
    total = overview.board.total
    whole = (Count(total.all, overview.address(PlanFilter())), "Nhiệm vụ trong năm", mark_safe(""))
    return [whole] + [
        (
            Count(total[cell], overview.address(PlanFilter(due=CELL_SLUGS[cell])), cell == Cell.OVERDUE),
            CELL_WORDS[cell],
            icon_html(icon, 14),
        )
        for cell, icon in CELL_ICONS.items()
    ]


def ribbon(overview: Overview) -> dict[str, Any]:
    """The year's ribbon and its legend, as the pages' templates know them."""
    total = overview.board.total
    drawn = year_ribbon(
        overview.lanes(),
        year=overview.plan.year,
        today=overview.today,
        label=f"Dải năm {overview.plan.year}: {total.done}/{total.counted} nhiệm vụ hoàn thành",
    )
    return {
        "ribbon": mark_safe(drawn),  # noqa: S308 (built and escaped in plans.rules)
        "shapes": [(mark_safe(legend_mark(shape)), words) for shape, words in overview.shapes()],  # noqa: S308
    }


def shown_cells(overview: Overview) -> list[Cell]:
    """The four cells and "nếu có" always; undated and stopped where there are any."""
    total = overview.board.total
    return [*REPORT_CELLS, Cell.CONDITIONAL, *(cell for cell in (Cell.UNDATED, Cell.STOPPED) if total[cell])]


def unit_table(overview: Overview, *, with_members: bool = True) -> dict[str, Any]:
    """The table of units against the four cells (``plans/unit_rows.html``), its rows written here."""
    cells = shown_cells(overview)
    most = max((row.tally.all for row in overview.units), default=0)
    rows = "".join(
        _unit_row(overview, row if with_members else row._replace(members=""), cells, most) for row in overview.units
    )
    return {
        "unit_heads": [BESIDE_HEADS[cell] for cell in cells[len(REPORT_CELLS) :]],
        "unit_rows": mark_safe(rows),  # noqa: S308 (escaped below)
        "defs": mark_safe(patterns_svg()),  # noqa: S308
    }


def _unit_row(overview: Overview, row: UnitRow, cells: list[Cell], most: int) -> str:
    query = PlanFilter(unit=str(row.pk), by_name=True)
    members = f'<small class="second">gồm {escape(row.members)}</small>' if row.members else ""
    counts = "".join(
        f'<td class="num part">{_number(overview, query, row, cell)}</td>'
        if place in _RULED
        else f'<td class="num">{_number(overview, query, row, cell)}</td>'
        for place, cell in enumerate(cells)
    )
    return (
        f'<tr><th scope="row">{escape(row.name)}{members}</th>'
        f'<td class="num"><a href="{escape(overview.address(query))}"><b>{row.tally.all}</b></a></td>{counts}'
        f"<td>{mini_bar(row.tally, most=most, label=f'Cơ cấu của {row.label}')}</td></tr>"
    )


def _number(overview: Overview, query: PlanFilter, row: UnitRow, cell: Cell) -> str:
    """The number as a link to its list; zero is grey, the overdue one red with its flag."""
    number = row.tally[cell]
    if not number:
        return '<span class="zero">0</span>'
    url = escape(overview.address(query.but(due=CELL_SLUGS[cell])))
    if cell == Cell.OVERDUE:
        return f'<a href="{url}" class="late-word">{icon_html("flag", 14)} {number}</a>'
    return f'<a href="{url}">{number}</a>'
