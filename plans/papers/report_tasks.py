"""The sentences of a report about the plan's tasks, from how each stood on the cut-off day. Pure functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plans.rules.official import format_number, short_date
from plans.rules.report_line import Drawn, Link
from plans.rules.report_words import Part, compared, joined, linked, percent, sentence
from plans.rules.status import CELL_WORDS, REPORT_CELLS, Cell
from plans.rules.task_span import TaskThen

MOST_TOLD = 30  # more tasks than this are told in the annex alone
MOST_NAMED = 12  # late or coming tasks named in one sentence


@dataclass(frozen=True)
class TaskTold:
    """What a report knows of the tasks: those it tells of, those of the time that follows, those of a year before.

    ``plan_words`` names the plan with its number and day; ``before`` is None where no plan of the year before is kept.
    """

    plan_words: str
    span_words: str
    next_words: str
    year: int
    as_of: dt.date
    told: tuple[TaskThen, ...]
    coming: tuple[TaskThen, ...]
    units: dict[int, str]
    before: tuple[TaskThen, ...] | None = None


def task_sentences(facts: TaskTold) -> Iterator[Drawn]:
    """Everything the tasks say, section by section."""
    yield from _results(facts)
    yield from _assessment(facts)
    yield from _directions(facts)


def cells_of(tasks: Sequence[TaskThen]) -> dict[Cell, list[TaskThen]]:
    """The tasks by the cell in which each is counted, every cell named."""
    found: dict[Cell, list[TaskThen]] = {cell: [] for cell in Cell}
    for task in tasks:
        found[task.cell].append(task)
    return found


def _keys(tasks: Sequence[TaskThen]) -> tuple[int, ...]:
    return tuple(task.pk for task in tasks)


def _tasks(tasks: Sequence[TaskThen]) -> Part:
    return linked("nhiệm vụ", "task", _keys(tasks))


def _results(facts: TaskTold) -> Iterator[Drawn]:
    if not facts.told:
        return
    cells = cells_of(facts.told)
    counted = [task for cell in REPORT_CELLS for task in cells[cell]]
    if not counted:
        yield from _beside(cells)
        yield from _each(facts)
        return
    day = short_date(facts.as_of)
    figures: dict[str, int | str | None] = {cell.value: len(cells[cell]) for cell in Cell}
    yield Drawn(
        "tasks",
        "tasks.cells",
        sentence(
            f"{facts.plan_words} có ",
            _tasks(counted),
            f" thuộc thời gian báo cáo ({facts.span_words}). Đến ngày {day}: ",
            joined([(f"{_small(cell)} ", _tasks(cells[cell])) for cell in REPORT_CELLS if cells[cell]]),
            "" if cells[Cell.OVERDUE] else "; không có nhiệm vụ quá hạn chưa hoàn thành",
            ".",
        ),
        figures | {"counted": len(counted), "day": day},
        order=10,
    )
    yield from _rates(facts, cells, counted)
    yield from _beside(cells)
    yield from _each(facts)


def _beside(cells: dict[Cell, list[TaskThen]]) -> Iterator[Drawn]:
    """What stands beside the four cells and is never counted in them."""
    beside = [cell for cell in (Cell.CONDITIONAL, Cell.UNDATED, Cell.STOPPED) if cells[cell]]
    if beside:
        said = joined([(_tasks(cells[cell]), f" {_BESIDE[cell]}") for cell in beside])
        numbers: dict[str, int | str | None] = {cell.value: len(cells[cell]) for cell in beside}
        yield Drawn("tasks", "tasks.beside", sentence("Không tính trong bốn mục trên: ", said, "."), numbers, order=14)


_BESIDE = {
    Cell.CONDITIONAL: "chỉ làm khi phát sinh, chưa phát sinh",
    Cell.UNDATED: "không ấn định thời hạn",
    Cell.STOPPED: "tạm dừng, không phát sinh hoặc huỷ",
}


def _small(cell: Cell) -> str:
    words = CELL_WORDS[cell]
    return words[0].lower() + words[1:]


def _rates(facts: TaskTold, cells: dict[Cell, list[TaskThen]], counted: list[TaskThen]) -> Iterator[Drawn]:
    """The share finished, against the same time of the year before."""
    done = cells[Cell.ON_TIME] + cells[Cell.DONE_LATE]
    before = None if facts.before is None else [task for task in facts.before if task.is_done]
    earlier = None if before is None else len(before)
    change = compared(len(done), earlier, year=facts.year - 1, what="số nhiệm vụ hoàn thành")
    yield Drawn(
        "tasks",
        "tasks.rate",
        sentence(
            "Đã hoàn thành ",
            _tasks(done),
            f", đạt {percent(len(done), len(counted))} số nhiệm vụ được tính; trong đó đúng hạn ",
            f"{percent(len(cells[Cell.ON_TIME]), len(counted))}; {change}.",
        ),
        {
            "done": len(done),
            "counted": len(counted),
            "on_time": len(cells[Cell.ON_TIME]),
            "before": earlier,
        },
        order=12,
    )


def _each(facts: TaskTold) -> Iterator[Drawn]:
    """Each task with its result; where there are many, the annex tells them and this says so."""
    if len(facts.told) > MOST_TOLD:
        yield Drawn(
            "tasks",
            "tasks.annex",
            sentence("Kết quả từng nhiệm vụ (", _tasks(facts.told), ") nêu tại phụ lục kèm theo."),
            {"told": len(facts.told)},
            order=20,
        )
        return
    for place, task in enumerate(facts.told):
        said = f" Kết quả: {task.said.rstrip('.')}." if task.said else ""
        unit = f" ({facts.units[task.pk]})" if facts.units.get(task.pk) else ""
        state = state_words(task)
        figures = {"cell": task.cell.value, "state": state, "said": task.said, "title": task.title}
        yield Drawn(
            "tasks",
            f"tasks.task.{task.pk}",
            sentence("- ", _name(task), f"{unit}: {state}.{said}"),
            figures,
            order=30 + place,
        )


def _name(task: TaskThen) -> tuple[Part, ...]:
    title = task.title.rstrip(" .;")
    return (
        (Link(f"Nhiệm vụ {task.no}", "task", (task.pk,)), f", {title}")
        if task.no
        else (Link(title, "task", (task.pk,)),)
    )


def state_words(task: TaskThen) -> str:
    """How a task stands on the cut-off day: "hoàn thành ngày 20/01/2026, đúng hạn"."""
    match task.cell:
        case Cell.ON_TIME:
            on = f" ngày {short_date(task.reported_on)}" if task.reported_on else ""
            return f"hoàn thành{on}, đúng hạn"
        case Cell.DONE_LATE:
            reported = task.reported_on
            return (
                f"hoàn thành ngày {short_date(reported)}, quá hạn {task.days_late} ngày" if reported else "hoàn thành"
            )
        case Cell.OVERDUE | Cell.OPEN:
            due = f", thời hạn {short_date(task.deadline)}" if task.deadline else ""
            return f"{'quá hạn, chưa' if task.cell == Cell.OVERDUE else 'chưa'} hoàn thành{due}"
        case Cell.CONDITIONAL:
            return "chưa phát sinh"
        case Cell.UNDATED:
            return "đã hoàn thành" if task.reported_on else "đang theo dõi, không ấn định thời hạn"
    return "không thực hiện (tạm dừng, không phát sinh hoặc huỷ)"


def _assessment(facts: TaskTold) -> Iterator[Drawn]:
    cells = cells_of(facts.told)
    counted = sum(len(cells[cell]) for cell in REPORT_CELLS)
    on_time, late, over = cells[Cell.ON_TIME], cells[Cell.DONE_LATE], cells[Cell.OVERDUE]
    if on_time:
        yield Drawn(
            "strengths",
            "strengths.on_time",
            sentence(
                "Hoàn thành đúng hạn ",
                _tasks(on_time),
                f" trong tổng số {format_number(counted)} nhiệm vụ được tính ({percent(len(on_time), counted)}).",
            ),
            {"on_time": len(on_time), "counted": counted},
            order=10,
        )
    for key, tasks, begin in (
        ("shortcomings.overdue", over, "Còn "),
        ("shortcomings.late", late, "Có "),
    ):
        if tasks:
            words = " quá hạn chưa hoàn thành" if tasks is over else " hoàn thành nhưng quá hạn"
            yield Drawn(
                "shortcomings",
                key,
                sentence(begin, _tasks(tasks), f"{words}: {_numbers(tasks)}."),
                {"tasks": ", ".join(task.no or task.title for task in tasks)},
                order=10,
            )


def _numbers(tasks: Sequence[TaskThen]) -> str:
    """Which they are: their numbers in the plan, the first of many."""
    named = "; ".join(f"nhiệm vụ {task.no}" if task.no else task.title for task in tasks[:MOST_NAMED])
    left = len(tasks) - MOST_NAMED
    return f"{named}; và {format_number(left)} nhiệm vụ khác" if left > 0 else named


def _directions(facts: TaskTold) -> Iterator[Drawn]:
    open_now = [task for task in facts.told if task.cell in (Cell.OPEN, Cell.OVERDUE, Cell.UNDATED)]
    behind = [task for task in open_now if task.cell == Cell.OVERDUE]
    if behind:
        yield Drawn(
            "directions",
            "directions.behind",
            sentence("Tập trung hoàn thành ", _tasks(behind), f" đã quá hạn: {_numbers(behind)}."),
            {"tasks": ", ".join(task.no or task.title for task in behind)},
            order=10,
        )
    if len(facts.coming) > MOST_TOLD:
        yield Drawn(
            "directions",
            "directions.count",
            sentence("Tổ chức thực hiện ", _tasks(facts.coming), f" của {facts.next_words} theo kế hoạch."),
            {"coming": len(facts.coming)},
            order=20,
        )
        return
    for place, task in enumerate(facts.coming):
        due = f", hoàn thành trước ngày {short_date(task.deadline)}" if task.deadline else ""
        unit = f" ({facts.units[task.pk]})" if facts.units.get(task.pk) else ""
        condition = " Chỉ thực hiện khi phát sinh." if task.cell == Cell.CONDITIONAL else ""
        figures = {"title": task.title, "due": due, "unit": unit, "cell": task.cell.value}
        words = sentence("- ", _name(task), f"{unit}{due}.{condition}")
        yield Drawn("directions", f"directions.task.{task.pk}", words, figures, order=30 + place)
