"""The task table of a plan: quarter rows or a time column, chosen so that the print reads back to the same tasks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from plans.papers.content import Align, Column, GroupRow, Row, Table
from plans.rules.conditional import time_is_conditional, title_is_conditional
from plans.rules.document import AssignmentRole, PlanDocument, PlanTask, PlanUnit, TableForm
from plans.rules.official import short_date

ROMAN_QUARTERS = {"Q1": "I", "Q2": "II", "Q3": "III", "Q4": "IV"}
# Words that stand well over a group of tasks and are known again by a reader; others belong into a time cell
_GROUP_WORDS = re.compile(r"(quý|tháng)\s+[IVX\d]|thường xuyên|cả năm|trong năm", re.IGNORECASE)
_TT = Column("TT", 8, Align.CENTER)


def task_table(document: PlanDocument) -> Table:
    """The tasks in their order, one row each.

    Group rows serve only where every task has a period (or none has a time): a task without one would read as part
    of the group above it, so such a plan takes the time column.
    """
    grouped = document.table_form is TableForm.QUARTER_ROWS
    if grouped and (all(task.period for task in document.tasks) or not any(map(time_words, document.tasks))):
        return _with_quarter_rows(document.tasks)
    return _with_time_column(document.tasks)


def task_key(index: int) -> str:
    """Names the row of the task at ``index`` in the plan, for marks in the preview."""
    return f"task-{index}"


def period_words(period: str | None) -> str:
    """A period in words: "Quý I", "Tháng 6", "Cả năm", "Tháng 4 đến tháng 12"; empty when there is none."""
    if period is None:
        return ""
    if period in ROMAN_QUARTERS:
        return f"Quý {ROMAN_QUARTERS[period]}"
    if period == "YEAR":
        return "Cả năm"
    first, _, last = period.partition("-")
    if last:
        return f"Tháng {int(first[1:])} đến tháng {int(last[1:])}"
    return f"Tháng {int(first[1:])}"


def time_words(task: PlanTask) -> str:
    """The time of a task as its own words say it; an exact date that they leave out stands below them."""
    said = task.period_text or period_words(task.period)
    if task.due and not _says_date(said, task):
        return f"{said}\n{short_date(task.due)}" if said else short_date(task.due)
    return said


def _says_date(words: str, task: PlanTask) -> bool:
    due = task.due
    return due is not None and re.search(rf"(?<!\d)0?{due.day}/0?{due.month}(?!\d)", words) is not None


def _with_quarter_rows(tasks: tuple[PlanTask, ...]) -> Table:
    """TT, NỘI DUNG, ĐƠN VỊ THỰC HIỆN with group rows, and a time column only where the group rows leave time out."""
    timed = any(_time_beyond_group(task) for task in tasks)
    columns = [_TT, Column("NỘI DUNG", 57), Column("ĐƠN VỊ\nTHỰC HIỆN", 35)]
    if timed:
        columns = [_TT, Column("NỘI DUNG", 44), Column("ĐƠN VỊ\nTHỰC HIỆN", 31), Column("THỜI HẠN", 17, Align.CENTER)]
    rows: list[Row | GroupRow] = []
    group = ""
    for index, task in enumerate(tasks):
        title = _group_title(task)
        if title != group:
            rows.append(GroupRow(title))
            group = title
        cells = (task.no, _title(task), _unit_lines(task.units))
        rows.append(Row((*cells, _time_beyond_group(task)) if timed else cells, task_key(index)))
    return Table(tuple(columns), tuple(rows))


def _group_title(task: PlanTask) -> str:
    words = task.period_text if _GROUP_WORDS.match(task.period_text) else period_words(task.period)
    return words.upper()


def _time_beyond_group(task: PlanTask) -> str:
    """What the group row of the task does not say: an exact date, or words of its own within the period."""
    words = "" if _GROUP_WORDS.match(task.period_text) else task.period_text
    if task.due and not _says_date(f"{words} {_group_title(task)}", task):
        return f"{words}\n{short_date(task.due)}".strip()
    return words


def _with_time_column(tasks: tuple[PlanTask, ...]) -> Table:
    """CHỦ TRÌ and PHỐI HỢP in columns of their own where every unit has one of the two parts, leads first."""
    if all(_leads_then_helps(task) for task in tasks):
        heads = [Column("CHỦ TRÌ", 22), Column("PHỐI HỢP", 22)]
        units: Callable[[PlanTask], tuple[str, ...]] = _lead_and_help_cells
    else:
        heads, units = [Column("ĐƠN VỊ\nTHỰC HIỆN", 34)], _unit_cell
    content = 92 - 17 - sum(column.width for column in heads)
    columns = (_TT, Column("NỘI DUNG", content), *heads, Column("THỜI GIAN", 17, Align.CENTER))
    return Table(columns, tuple(_timed_rows(tasks, units)))


def _timed_rows(tasks: tuple[PlanTask, ...], units: Callable[[PlanTask], tuple[str, ...]]) -> Iterator[Row]:
    for index, task in enumerate(tasks):
        yield Row((task.no, _title(task), *units(task), time_words(task)), task_key(index))


def _leads_then_helps(task: PlanTask) -> bool:
    roles = [unit.role for unit in task.units]
    leads = roles.count(AssignmentRole.LEAD)
    rest = roles[leads:]
    return roles[:leads] == [AssignmentRole.LEAD] * leads and rest == [AssignmentRole.COORDINATE] * len(rest)


def _lead_and_help_cells(task: PlanTask) -> tuple[str, ...]:
    """Under their own heading the units need no "chủ trì" or "phối hợp" behind the name."""
    return tuple(
        "\n".join(f"- {unit.written or unit.name}" for unit in task.units if unit.role is role)
        for role in (AssignmentRole.LEAD, AssignmentRole.COORDINATE)
    )


def _unit_cell(task: PlanTask) -> tuple[str, ...]:
    return (_unit_lines(task.units),)


def _unit_lines(units: tuple[PlanUnit, ...]) -> str:
    return "\n".join(f"- {unit.line}" for unit in units)


def _title(task: PlanTask) -> str:
    """The task's words; a conditional task that nowhere says so is given the usual "(nếu có)", lest the print lie."""
    said = title_is_conditional(task.title) or time_is_conditional(task.period_text)
    return f"{task.title} (nếu có)" if task.conditional and not said else task.title
