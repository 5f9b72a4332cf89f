"""The sentences of a report about the plan's tasks, from how each stood on the cut-off day. Pure functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plans.rules.official import format_number, short_date
from plans.rules.report_line import Drawn, Link
from plans.rules.report_words import Part, compared, joined, linked, percent, sentence
from plans.rules.status import REPORT_CELLS, Cell, Progress
from plans.rules.task_span import TaskThen

MOST_TOLD = 30  # more tasks than this are told in the annex alone
LEADS_TO_ANNEX, ANNEX_OF_TASKS = "tasks.annex", "tasks"  # the sentence that says so, the annex that it means
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
        yield from _beside(cells, facts.plan_words)
        yield from _each(facts)
        return
    day = short_date(facts.as_of)
    figures: dict[str, int | str | None] = {cell.value: len(cells[cell]) for cell in Cell}
    figures |= {f"{cell.value}.awaiting": len(_awaiting(cells[cell])) for cell in REPORT_CELLS}
    yield Drawn(
        "tasks",
        "tasks.cells",
        sentence(
            f"{facts.plan_words} có ",
            _tasks(counted),
            f" phải thực hiện trong {_time(facts.span_words)}. Đến ngày {day}: ",
            joined(
                [(f"{_IN_PROSE[cell]} ", *_with_awaiting(cells[cell])) for cell in REPORT_CELLS if cells[cell]],
                between="; ",
                last="; ",
            ),
            "" if cells[Cell.OVERDUE] else "; không có nhiệm vụ quá hạn chưa hoàn thành",
            ".",
        ),
        figures | {"counted": len(counted), "day": day, "plan": facts.plan_words},
        order=10,
    )
    yield from _rates(facts, cells, counted)
    yield from _beside(cells)
    yield from _each(facts)


def _beside(cells: dict[Cell, list[TaskThen]], plan: str = "") -> Iterator[Drawn]:
    """What stands beside the four cells and is never counted in them; all that the ``plan`` has where it is named."""
    beside = [cell for cell in (Cell.CONDITIONAL, Cell.UNDATED, Cell.STOPPED) if cells[cell]]
    if beside:
        said = joined([(_tasks(cells[cell]), f" {_BESIDE[cell]}") for cell in beside], between="; ", last="; ")
        numbers: dict[str, int | str | None] = {cell.value: len(cells[cell]) for cell in beside}
        numbers |= {"plan": plan} if plan else {}
        begin = f"{plan} có " if plan else "Ngoài bốn nhóm trên: "
        yield Drawn("tasks", "tasks.beside", sentence(begin, said, "."), numbers, order=14)


_BESIDE = {
    Cell.CONDITIONAL: "chỉ thực hiện khi phát sinh, đến nay chưa phát sinh",
    Cell.UNDATED: "không ấn định thời hạn",
    Cell.STOPPED: "tạm dừng, không phát sinh hoặc huỷ",
}
_IN_PROSE = {
    Cell.ON_TIME: "hoàn thành đúng hạn",
    Cell.DONE_LATE: "hoàn thành quá hạn",
    Cell.OPEN: "chưa hoàn thành nhưng còn trong hạn",
    Cell.OVERDUE: "quá hạn chưa hoàn thành",
}


def _awaiting(tasks: Sequence[TaskThen]) -> list[TaskThen]:
    """Those whose completion is reported and not confirmed yet."""
    return [task for task in tasks if task.progress == Progress.AWAITING]


def _with_awaiting(tasks: Sequence[TaskThen]) -> tuple[Part, ...]:
    """The tasks of a cell, and those among them that wait for their confirmation."""
    awaiting = _awaiting(tasks)
    if not awaiting:
        return (_tasks(tasks),)
    return _tasks(tasks), " (có ", _tasks(awaiting), " đã báo hoàn thành, chờ xác nhận)"


def _time(words: str) -> str:
    """The words of a time as they stand behind "trong": "thời gian từ ngày … đến ngày …"."""
    return f"thời gian {words}" if words.startswith("từ ") else words


def _rates(facts: TaskTold, cells: dict[Cell, list[TaskThen]], counted: list[TaskThen]) -> Iterator[Drawn]:
    """The share finished, against the same time of the year before."""
    done = cells[Cell.ON_TIME] + cells[Cell.DONE_LATE]
    before = None if facts.before is None else [task for task in facts.before if task.is_done]
    earlier = None if before is None else len(before)
    change = compared(len(done), earlier, year=facts.year - 1, what="số nhiệm vụ hoàn thành")
    share = percent(len(done), len(counted))
    on_time = len(cells[Cell.ON_TIME])
    in_time = (
        ", đều đúng hạn"
        if on_time == len(done)
        else f"; riêng hoàn thành đúng hạn đạt {percent(on_time, len(counted))}"
    )
    yield Drawn(
        "tasks",
        "tasks.rate",
        sentence("Đã hoàn thành ", _tasks(done), f", đạt {share} số nhiệm vụ trên{in_time}; {change}.")
        if done
        else sentence(f"Chưa có nhiệm vụ nào hoàn thành; {change}."),
        {
            "done": len(done),
            "counted": len(counted),
            "on_time": on_time,
            "before": earlier,
        },
        order=12,
    )


def _each(facts: TaskTold) -> Iterator[Drawn]:
    """Each task with its result; where there are many, the annex tells them and this says so."""
    if len(facts.told) > MOST_TOLD:
        yield Drawn(
            "tasks",
            LEADS_TO_ANNEX,
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
        figures |= {"no": task.no, "unit": unit}
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
        (Link(f"Nhiệm vụ {task.no}", "task", (task.pk,)), f". {title}")
        if task.no
        else (Link(title, "task", (task.pk,)),)
    )


def state_words(task: TaskThen) -> str:
    """How a task stands on the cut-off day: "hoàn thành ngày 20/01/2026, đúng hạn"."""
    on = f" ngày {short_date(task.reported_on)}" if task.reported_on else ""
    match task.cell:
        case Cell.ON_TIME:
            return f"hoàn thành{on}, đúng hạn"
        case Cell.DONE_LATE:
            return f"hoàn thành{on}, quá hạn {format_number(task.days_late)} ngày"
        case Cell.OVERDUE | Cell.OPEN:
            due = f", thời hạn {short_date(task.deadline)}" if task.deadline else ""
            awaiting = f"đã báo hoàn thành{on}, chờ xác nhận" if task.progress == Progress.AWAITING else ""
            return (
                f"{awaiting or ('quá hạn, chưa hoàn thành' if task.cell == Cell.OVERDUE else 'chưa hoàn thành')}{due}"
            )
        case Cell.CONDITIONAL:
            return "chưa phát sinh"
        case Cell.UNDATED:
            return _undated_words(task, on)
    return "không thực hiện (tạm dừng, không phát sinh hoặc huỷ)"


def _undated_words(task: TaskThen, on: str) -> str:
    if task.progress == Progress.AWAITING:
        return f"đã báo hoàn thành{on}, chờ xác nhận, không ấn định thời hạn"
    return f"hoàn thành{on}, không ấn định thời hạn" if task.is_finished else "đang theo dõi, không ấn định thời hạn"


def _assessment(facts: TaskTold) -> Iterator[Drawn]:
    cells = cells_of(facts.told)
    on_time, late, over = cells[Cell.ON_TIME], cells[Cell.DONE_LATE], cells[Cell.OVERDUE]
    settled = [task for task in facts.told if task in (*on_time, *late, *over)]
    if 2 * len(on_time) > len(settled):  # of the lesser part nobody boasts
        share = percent(len(on_time), len(settled))
        yield Drawn(
            "strengths",
            "strengths.on_time",
            sentence(
                "Hoàn thành đúng hạn ",
                _tasks(on_time),
                " trong tổng số ",
                _tasks(settled),
                f" đã hoàn thành hoặc đã quá hạn ({share}).",
            ),
            {"on_time": len(on_time), "settled": len(settled)},
            order=10,
        )
    for order, (key, tasks, begin) in enumerate(
        (("shortcomings.overdue", over, "Còn "), ("shortcomings.late", late, "Có "))
    ):
        if tasks:
            words = " quá hạn chưa hoàn thành" if tasks is over else " hoàn thành nhưng quá hạn"
            yield Drawn(
                "shortcomings",
                key,
                sentence(begin, _tasks(tasks), f"{words}: {_numbers(tasks)}."),
                {"tasks": ", ".join(task.no or task.title for task in tasks)},
                order=10 + order,
            )


def _numbers(tasks: Sequence[TaskThen]) -> str:
    """Which they are: their numbers in the plan, the first of many."""
    named = "; ".join(f"nhiệm vụ {task.no}" if task.no else task.title for task in tasks[:MOST_NAMED])
    left = len(tasks) - MOST_NAMED
    return f"{named}; và {format_number(left)} nhiệm vụ khác" if left > 0 else named


def _directions(facts: TaskTold) -> Iterator[Drawn]:
    coming = {task.pk for task in facts.coming}
    behind = [task for task in facts.told if task.cell == Cell.OVERDUE and task.pk not in coming]
    open_now = [task for task in facts.told if task.cell == Cell.OPEN and task.pk not in coming]
    awaiting = _awaiting(open_now)
    going_on = [task for task in open_now if task not in awaiting]
    for order, (key, begin, tasks, words) in enumerate(
        (
            ("behind", "Tập trung hoàn thành ", behind, " đã quá hạn"),
            ("awaiting", "Xem xét, xác nhận kết quả ", awaiting, " đã báo hoàn thành"),
            ("going_on", "Tiếp tục thực hiện, hoàn thành ", going_on, " còn trong hạn"),
        )
    ):
        if tasks:
            yield Drawn(
                "directions",
                f"directions.{key}",
                sentence(begin, _tasks(tasks), f"{words}: {_numbers(tasks)}."),
                {"tasks": ", ".join(task.no or task.title for task in tasks)},
                order=10 + order,
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
        due = f", hoàn thành chậm nhất ngày {short_date(task.deadline)}" if task.deadline else ""
        unit = f" ({facts.units[task.pk]})" if facts.units.get(task.pk) else ""
        condition = " Chỉ thực hiện khi phát sinh." if task.cell == Cell.CONDITIONAL else ""
        figures = {"title": task.title, "due": due, "unit": unit, "no": task.no, "cell": task.cell.value}
        line = sentence("- ", _name(task), f"{unit}{due}.{condition}")
        yield Drawn("directions", f"directions.task.{task.pk}", line, figures, order=30 + place)
