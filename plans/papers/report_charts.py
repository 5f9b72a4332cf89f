"""Charts of a report: the four cells of its tasks, by quarter and by the unit that leads them. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from plans.papers.content import Chart
from plans.rules.calendar import quarter_of_period
from plans.rules.status import REPORT_CELLS, Cell
from plans.rules.task_span import TaskThen

_QUARTERS = ("Quý I", "Quý II", "Quý III", "Quý IV")
_WHOLE_YEAR, _NO_QUARTER = "Cả năm", "Khác"


def quarter_chart(tasks: Sequence[TaskThen]) -> Iterator[Chart]:
    """The tasks by quarter, with the table of the numbers; quarters, whole year and undated where there are any."""
    pairs = [(_quarter(task), task.cell) for task in tasks if task.cell in REPORT_CELLS]
    names = [name for name in (*_QUARTERS, _WHOLE_YEAR, _NO_QUARTER) if name in dict(pairs)]
    if pairs:
        yield Chart("Nhiệm vụ theo quý (đơn vị tính: nhiệm vụ)", "Quý", _bars(names, pairs))


def unit_chart(units: Iterable[tuple[str, Sequence[TaskThen]]]) -> Iterator[Chart]:
    """The tasks by unit, most tasks first; the annex has the table. Nothing of a single unit."""
    pairs = [(name, task.cell) for name, tasks in units for task in tasks if task.cell in REPORT_CELLS]
    names = [name for name, _ in Counter(name for name, _ in pairs).most_common()]
    if len(names) > 1:
        title = "Nhiệm vụ theo đơn vị chủ trì hoặc được nêu đầu (đơn vị tính: nhiệm vụ)"
        yield Chart(title, "Đơn vị", _bars(names, pairs), bare=True)


def _bars(names: Iterable[str], pairs: Iterable[tuple[str, Cell]]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    found = Counter(pairs)
    return tuple((name, tuple(found[name, cell] for cell in REPORT_CELLS)) for name in names)


def _quarter(task: TaskThen) -> str:
    if task.period == "YEAR":
        return _WHOLE_YEAR
    quarter = quarter_of_period(task.period, task.deadline)
    return _QUARTERS[quarter - 1] if quarter else _NO_QUARTER
