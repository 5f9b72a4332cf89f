"""Reading a plan's tasks for pages: three queries whatever the number of rows, the rest counted in Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import BooleanField, Expression, ExpressionWrapper, Q, QuerySet, Value

from plans.forms.plan_filter import (
    CELLS,
    CHARTED,
    FINISHED,
    MINE,
    NO_TIME,
    PROGRESS,
    ROLES,
    SOON,
    WAITING,
    WHOLE_YEAR,
    PlanFilter,
)
from plans.models import Assignment, Plan, Task
from plans.models.unit_index import UnitIndex
from plans.papers.task_table import period_words
from plans.rules.calendar import quarter_of_period
from plans.rules.charts import PARTS
from plans.rules.overview import Standing, Tally, Watch, tallied, tally
from plans.rules.status import Cell, Due, DueState, Progress, TaskFacts
from plans.rules.text import fold
from plans.services.compiled import Rows, compiled_once

DONE_CELLS = frozenset({Cell.ON_TIME, Cell.DONE_LATE})
CELLS_OF = {FINISHED: DONE_CELLS, CHARTED: frozenset(PARTS)}
NOT_FOLLOWED = Standing(Due(DueState.NONE), Cell.UNDATED)
_LINE = (
    "pk",
    "no",
    "period",
    "period_text",
    "due",
    "deadline",
    "progress",
    "conditional",
    "triggered_on",
    "reported_on",
    "reported_by_id",
    "follow_up_unit_id",
)


Part = tuple[int, int, str]  # that a unit has a part in a task: task, unit, role


class Line(NamedTuple):
    """A task without its words: what counting, filtering and grouping need."""

    pk: int
    no: str
    period: str
    period_text: str
    due: dt.date | None
    deadline: dt.date | None
    progress: str
    conditional: bool
    triggered_on: dt.date | None
    reported_on: dt.date | None
    reported_by: int | None
    follow_up: int | None
    mine: bool
    fits: bool
    hit: bool
    standing: Standing
    waiting: bool
    quarter: str
    heading: str


class Words(NamedTuple):
    """What is written in a task's row, with its unit lines as (name, written, role)."""

    title: str
    news: str
    doubt: str
    units: list[tuple[str, str, str]]


class Group(NamedTuple):
    """Rows under one heading of the table."""

    key: str
    title: str
    quarter: str
    deadline: dt.date | None
    tally: Tally
    lines: list[Line]

    @property
    def is_finished(self) -> bool:
        return bool(self.tally.done) and self.tally.done == self.tally.all


@dataclass
class Board:
    """A plan's tasks as one person sees them today through one filter."""

    plan: Plan
    lines: list[Line]
    filter: PlanFilter
    parts: list[Part]
    found: list[Line] = field(init=False)

    def __post_init__(self) -> None:
        self.found = [line for line in self.lines if matches(line, self.filter)] if self.filter else self.lines

    @property
    def total(self) -> Tally:
        return tally(line.standing.cell for line in self.lines)

    def elsewhere(self) -> list[tuple[str, int]]:
        """Where the words searched for do occur, by quarter, whatever the other conditions."""
        found: dict[str, int] = {}
        for line in self.lines:
            if line.hit:
                found[line.quarter] = found.get(line.quarter, 0) + 1
        return list(found.items())

    def groups(self, lines: Iterable[Line]) -> list[Group]:
        """``lines`` under the headings of the plan, in its order; counts are those of the whole heading."""
        tallies = tallied((line.heading, line.standing.cell) for line in self.lines)
        deadlines: dict[str, dt.date] = {}
        for line in self.lines:
            if line.deadline and not line.due:
                deadlines.setdefault(line.heading, line.deadline)
        groups: list[Group] = []
        for line in lines:
            key = line.heading
            if not groups or groups[-1].key != key:
                title, quarter = key.upper(), line.quarter if line.period else ""
                groups.append(Group(key, title, quarter, deadlines.get(key), tallies[key], []))
            groups[-1].lines.append(line)
        return groups


def read_board(
    plan: Plan, query: PlanFilter, *, index: UnitIndex, own_units: Collection[int], today: dt.date, soon_days: int
) -> Board:
    """Two queries: every task of the plan, and every part in them, which say what is mine and what fits the filter."""
    parts: list[Part] = _parts(plan.pk)
    reach = index.reach(own_units)
    mine = {task for task, unit, _ in parts if unit in reach}
    fitting = _fitting(parts, query, index, reach)
    tasks = _searched(plan.pk, query.search) if query.search else _tasks(plan.pk)
    watch = Watch(today, soon_days) if plan.is_in_force else None
    known: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    lines = []
    for row in tasks:
        facts = row[2:10]  # period to reported_on: what the rest follows from, the same for many tasks
        rest = known.get(facts)
        if rest is None:
            rest = known[facts] = _worked_out(facts, watch)
        pk, hit = row[0], row[-1] if query.search else True
        seen = (pk in mine, fitting is None or pk in fitting, hit)
        lines.append(Line._make((*row[: len(_LINE)], *seen, *rest)))
    return Board(plan, lines, query, parts)


@compiled_once
def _parts(plan: int) -> Rows:
    return Assignment.objects.filter(task__plan=plan, task__dropped=False).values_list("task_id", "unit_id", "role")


@compiled_once
def _tasks(plan: int) -> Rows:
    return _tasks_of(plan).values_list(*_LINE)


def _searched(plan: int, search: str) -> Rows:
    """The tasks, each with whether it has the words."""
    return _tasks_of(plan).annotate(hit=_hit(search)).values_list(*_LINE, "hit")


def _tasks_of(plan: int) -> QuerySet[Task]:
    return Task.objects.in_plan().filter(plan=plan).order_by("order", "pk")


def read_words(lines: Sequence[Line]) -> dict[int, Words]:
    """One query: the words of the rows that are shown, joined with their unit lines."""
    rows = (
        Task.objects.filter(pk__in=[line.pk for line in lines])
        .order_by("order", "pk", "assignments__order", "assignments__pk")
        .values_list(
            "pk",
            "title",
            "latest_news",
            "wording_note",
            "assignments__name",
            "assignments__written",
            "assignments__role",
        )
    )
    found: dict[int, Words] = {}
    for pk, title, news, doubt, *unit in rows:
        words = found.get(pk)
        if words is None:
            words = found[pk] = Words(title, news, doubt, [])
        if unit[0] is not None:
            words.units.append((unit[0], unit[1], unit[2]))
    return found


def matches(line: Line, query: PlanFilter) -> bool:
    """Whether a line passes every condition of the filter."""
    if not (line.hit and line.fits):
        return False
    if query.quarters and line.quarter not in query.quarters:
        return False
    if query.progress and not _has_progress(line, query.progress):
        return False
    if query.due == SOON:
        return line.standing.is_soon
    if query.due in CELLS_OF:
        return line.standing.cell in CELLS_OF[query.due]
    return not query.due or line.standing.cell == CELLS[query.due]


def _has_progress(line: Line, slug: str) -> bool:
    if slug == WAITING:
        return line.waiting and line.progress == Progress.TODO
    return line.progress == PROGRESS[slug] and not (line.waiting and line.progress == Progress.TODO)


def _quarter(period: str, due: dt.date | None) -> str:
    if period == "YEAR":
        return WHOLE_YEAR
    quarter = quarter_of_period(period, due)
    return str(quarter) if quarter else NO_TIME


def _heading(period: str, period_text: str) -> str:
    """What stands above the task in the table: its quarter or period, in the plan's own words where it has no code."""
    return period_words(period) if period else period_text.strip() or "Không ấn định thời gian"


def _worked_out(facts: tuple[Any, ...], watch: Watch | None) -> tuple[Standing, bool, str, str]:
    """Standing, waiting to arise, quarter and heading of all tasks with the same facts."""
    period, period_text, due, deadline, progress, conditional, triggered_on, reported_on = facts
    task = TaskFacts(Progress(progress), deadline, conditional, triggered_on is not None, reported_on)
    standing = watch(task) if watch else NOT_FOLLOWED
    return standing, task.is_waiting_to_arise, _quarter(period, due), _heading(period, period_text)


def _fitting(
    parts: Iterable[Part], query: PlanFilter, index: UnitIndex, reach: Collection[int]
) -> Collection[int] | None:
    """The tasks in which the unit and the role asked for have a part; None where neither is asked for."""
    if not query.unit and not query.role:
        return None
    role = ROLES[query.role][0] if query.role else None
    units: Collection[int] | None = None
    if query.unit == MINE:
        units = reach
    elif query.unit:
        units = {int(query.unit)} if query.by_name else index.reach({int(query.unit)})
    return {task for task, unit, named in parts if (units is None or unit in units) and (role is None or named == role)}


def _hit(search: str) -> Expression:
    """Whether every word searched for stands in the task."""
    wanted = Q()
    for word in fold(search).split():
        wanted &= Q(search_key__contains=word)
    return ExpressionWrapper(wanted, output_field=BooleanField()) if wanted else Value(True)


def years_tallied(plans: Collection[int], *, today: dt.date) -> dict[int, Tally]:
    """How each of ``plans`` stands: one query."""
    watch = Watch(today)
    fields = ("plan_id", "progress", "deadline", "conditional", "triggered_on", "reported_on")
    found: dict[int, Tally] = {}
    for plan, progress, deadline, conditional, triggered_on, reported_on in (
        Task.objects.in_plan().filter(plan__in=plans).values_list(*fields)
    ):
        facts = TaskFacts(Progress(progress), deadline, conditional, triggered_on is not None, reported_on)
        found.setdefault(plan, Tally())[watch(facts).cell] += 1
    return found
