"""The rows of the plan's table as HTML, made once per row by joining strings; every text of people is escaped."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from plans.forms.plan_filter import PlanFilter
from plans.papers.task_table import period_words
from plans.rules.document import AssignmentRole, TableForm
from plans.views.cells import due_html, icon_html, state_html
from plans.views.plan_marks import Mark
from plans.views.plan_rows import Board, Group, Line, Words

_ROLE_AT_END = re.compile(r"\s*(chủ trì|phối hợp|thực hiện)([.;,]?)$", re.IGNORECASE)
NOT_FOLLOWED = '<span class="muted">chưa theo dõi</span>'
NO_WORDS = Words("", "", "", [])


def table_body(board: Board, groups: list[Group], words: dict[int, Words], adjusted: Mapping[int, Mark]) -> SafeString:
    """All ``<tbody>`` of the plan's table: one for each heading, or one alone where the time is a column.

    ``adjusted`` names the last adjustment of each row that has one.
    """
    timed = board.plan.table_form == TableForm.TIME_COLUMN
    task_url = reverse("plans:task", args=[0])
    head, _, tail = task_url.partition("0")
    parts = []
    for number, group in enumerate(groups, 1):
        folds = " finished" if group.is_finished and not board.filter and not timed else ""
        rows = "".join(
            _row(board, line, words.get(line.pk, NO_WORDS), (head, tail), adjusted.get(line.pk)) for line in group.lines
        )
        title = "" if timed else _quarter_row(board, group, number)
        parts.append(f'<tbody id="phan-{number}" class="part{folds}">{title}{rows}</tbody>')
    return mark_safe("".join(parts))  # noqa: S308 (every text was escaped where it was put in)


def _quarter_row(board: Board, group: Group, number: int) -> str:
    """The heading: deadline at the left, name in the middle, counts at the right as a link to its list."""
    due = f"hạn {group.deadline:%d/%m/%Y}" if group.deadline else ""
    if not board.plan.is_in_force:
        counts = f"{group.tally.all} nhiệm vụ"
    elif group.quarter:
        url = reverse("plans:plan", args=[board.plan.pk]) + PlanFilter(quarters=(group.quarter,)).query
        counts = f'<a href="{escape(url)}">{group.tally.words}</a>'
    else:
        counts = group.tally.words
    unfold = ""
    if group.is_finished and not board.filter:
        unfold = (
            f'<a class="unfold" href="#phan-{number}">Mở {group.tally.all} nhiệm vụ {icon_html("chevron-down", 16)}</a>'
        )
    return (
        f'<tr class="quarter"><th colspan="5" scope="rowgroup"><div class="q"><span>{due}</span>'
        f"<b>{escape(group.title)}</b><span>{counts}{unfold}</span></div></th></tr>"
    )


def _row(board: Board, line: Line, words: Words, address: tuple[str, str], mark: Mark | None) -> str:
    late = ' class="late"' if line.standing.is_late else ""
    doubt = f'<span class="doubt">{icon_html("triangle-alert", 14)}{escape(words.doubt)}</span>' if words.doubt else ""
    news = f'<span class="news">{escape(words.news)}</span>' if words.news else ""
    time = f'<td class="time">{_time(line)}</td>' if board.plan.table_form == TableForm.TIME_COLUMN else ""
    if board.plan.is_in_force:
        live = state_html(line.progress, line.waiting) + news
        due = str(due_html(line.standing.due, line.deadline, line.reported_on, line.waiting))
    else:
        live = NOT_FOLLOWED
        due = f"{line.deadline:%d/%m/%Y}" if line.deadline else "Không ấn định"
    url = f"{address[0]}{line.pk}{address[1]}"
    return (
        f'<tr{late}><td class="no">{escape(line.no)}</td>'
        f'<td class="what"><a class="task" href="{url}">{lines_html(words.title)}</a>{doubt}{_adjusted(mark)}</td>'
        f'{time}<td class="units">{units_html(words.units)}</td>'
        f'<td class="live progress-cell">{live}</td><td class="live due-cell">{due}</td></tr>'
    )


def _adjusted(mark: Mark | None) -> str:
    """That the row reads as an adjustment has it, with the way there."""
    if mark is None:
        return ""
    url = reverse("plans:adjustment", args=[mark.pk])
    return f'<a class="adjusted" href="{url}">{icon_html("file-pen-line", 14)}Đã điều chỉnh {escape(mark.words)}</a>'


def _time(line: Line) -> str:
    return escape(line.period_text or period_words(line.period or None) or "Không ấn định")


def lines_html(text: str) -> SafeString:
    """Text with the line breaks it was issued with."""
    return mark_safe("<br>".join(escape(part) for part in text.split("\n") if part.strip()))  # noqa: S308 (escaped)


def units_html(units: list[tuple[str, str, str]]) -> SafeString:
    """Unit lines as the plan writes them; the role never breaks over two lines."""
    if not units:
        return mark_safe('<span class="missing">chưa ghi đơn vị</span>')
    return mark_safe(f"<ul>{''.join(map(_unit_line, units))}</ul>")  # noqa: S308 (escaped)


def _unit_line(unit: tuple[str, str, str]) -> str:
    return _unit_html(*unit)


@functools.lru_cache(maxsize=1024)
def _unit_html(name: str, written: str, role: str) -> str:
    text = written or name
    said = _ROLE_AT_END.search(text)
    if said:
        look = "lead" if said[1].lower() == "chủ trì" else "nowrap"
        return f'<li>{escape(text[: said.start()])} <span class="{look}">{escape(said[1])}{said[2]}</span></li>'
    added = ' <span class="lead">chủ trì</span>' if role == AssignmentRole.LEAD else ""
    added = added or (' <span class="nowrap">phối hợp</span>' if role == AssignmentRole.COORDINATE else "")
    return f"<li>{escape(text)}{added}</li>"
