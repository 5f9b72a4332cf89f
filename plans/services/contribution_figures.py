"""Số liệu của đơn vị: what the records say of one unit's part in a report, each figure with the rows it counts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone

from plans import sockets
from plans.models import Assignment, Evidence, Obstacle, Part, PartState, Report, Unit, User
from plans.models.unit_index import UnitIndex
from plans.rules.document import AssignmentRole
from plans.rules.status import CELL_WORDS, REPORT_CELLS, Cell
from plans.rules.task_span import TaskThen, told_in
from plans.services.report_draw import question_of
from plans.services.task_standing import end_of, tasks_then
from plans.sockets import ReportQuestion, UnitFigure

_LED, _JOINED = "Nhiệm vụ chủ trì", "Nhiệm vụ thực hiện, phối hợp"
_GROUP = "Nhiệm vụ của kế hoạch"


class KeptFigure(NamedTuple):
    """A figure as a contribution keeps it: ``keys`` are the rows of ``kind`` that it counted as of a day.

    ``group`` and ``right`` are those of ``plans.sockets.UnitFigure``.
    """

    words: str
    kind: str
    keys: list[int]
    as_of: str
    group: str = ""
    right: str = ""

    @property
    def is_part(self) -> bool:
        """One of those into which the figure before it divides."""
        return ": " in self.words

    @property
    def short(self) -> str:
        """Its words below the figure that it is a part of."""
        words = self.words.rsplit(": ", 1)[-1]
        return words[:1].upper() + words[1:]

    @property
    def title(self) -> str:
        """Its words above the rows that it counts."""
        return self.words.replace(": ", ", ")

    def is_for(self, user: User, unit: Unit) -> bool:
        """Whether it may be shown to ``user``, who reads the contribution of ``unit``."""
        return not self.right or user.has_perm(self.right, unit)

    @property
    def day(self) -> dt.date:
        return dt.date.fromisoformat(self.as_of)


def drawn_figures(report: Report, units: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """The figures of each of ``units`` as every topic gives them, as plain data for a contribution to keep."""
    question, wanted = question_of(report), frozenset(units)
    found: dict[int, list[dict[str, Any]]] = {unit: [] for unit in wanted}
    for draw in sockets.unit_figures:
        for unit, figures in draw(question, wanted).items():
            found[unit] += [_kept(one, question.as_of)._asdict() for one in figures]
    return found


def _kept(figure: UnitFigure, as_of: dt.date) -> KeptFigure:
    return KeptFigure(figure.words, figure.kind, list(figure.keys), as_of.isoformat(), figure.group, figure.right)


def kept_figures(data: Iterable[Mapping[str, Any]]) -> list[KeptFigure]:
    """What a contribution keeps, read back."""
    return [KeptFigure(**one) for one in data]


def plan_unit_figures(question: ReportQuestion, units: frozenset[int]) -> Mapping[int, list[UnitFigure]]:
    """Tasks led and taken part in by the four cells, the unit's own parts, evidence and obstacles. Eight queries."""
    span = question.span
    then = tasks_then(question.plan, question.as_of)
    tasks = {task.pk: task for task in then if told_in(task, question.plan.year, span.first, span.last)}
    led, joined = _tasks_of(tasks, units)
    parts, files, obstacles = _parts(question, tasks, units), _evidence(question, tasks, units), _obstacles(question)
    return {
        unit: [
            *_by_cells(_LED, [tasks[pk] for pk in tasks if pk in led[unit]]),
            *_by_cells(_JOINED, [tasks[pk] for pk in tasks if pk in joined[unit] - led[unit]]),
            _figure("Phần việc của đơn vị", "part", (pk for pk, _ in parts[unit])),
            _figure("Phần việc đã làm xong", "part", (pk for pk, done in parts[unit] if done)),
            _figure("Tài liệu minh chứng đã nộp", "evidence", files[unit]),
            _figure("Khó khăn, vướng mắc đã báo", "obstacle", (pk for pk, _ in obstacles[unit])),
            _figure("Khó khăn, vướng mắc đã tháo gỡ", "obstacle", (pk for pk, settled in obstacles[unit] if settled)),
        ]
        for unit in units
    }


def _by_cells(words: str, tasks: list[TaskThen]) -> Iterator[UnitFigure]:
    """All of ``tasks``, then how they divide; what stands beside the four cells only where there is some."""
    yield _figure(words, "task", (task.pk for task in tasks))
    if tasks:
        for cell in Cell:
            keys = tuple(task.pk for task in tasks if task.cell == cell)
            if keys or cell in REPORT_CELLS:
                yield _figure(f"{words}: {_lower(CELL_WORDS[cell])}", "task", keys)


def _figure(words: str, kind: str, keys: Iterable[int]) -> UnitFigure:
    return UnitFigure(words, kind, tuple(keys), _GROUP)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _tasks_of(tasks: Iterable[int], units: frozenset[int]) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """By unit the tasks that it leads and those it is named in at all; groups stand for their members."""
    index = UnitIndex.load()
    led: dict[int, set[int]] = defaultdict(set)
    named: dict[int, set[int]] = defaultdict(set)
    rows = Assignment.objects.filter(task__in=list(tasks)).values_list("task_id", "unit_id", "role")
    for task, unit, role in rows:
        for member in index.members(unit):
            if member in units:
                (led if role == AssignmentRole.LEAD else named)[member].add(task)
    return led, named


def _parts(question: ReportQuestion, tasks: Iterable[int], units: frozenset[int]) -> dict[int, list[tuple[int, bool]]]:
    """By unit its parts of the tasks, each with whether it had been reported done by the cut-off."""
    found: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    rows = Part.objects.kept().filter(task__in=list(tasks), unit__in=units).order_by("task__order", "pk")
    for pk, unit, state, done_on in rows.values_list("pk", "unit_id", "state", "reported_on"):
        found[unit].append((pk, state == PartState.DONE and done_on is not None and done_on <= question.as_of))
    return found


def _evidence(question: ReportQuestion, tasks: Iterable[int], units: frozenset[int]) -> dict[int, list[int]]:
    """By unit the files for the tasks: of its own part, else added by somebody of the unit."""
    found: dict[int, list[int]] = defaultdict(list)
    own = Q(part__unit__in=units) | Q(part=None, added_by__person__unit__in=units)
    rows = Evidence.objects.kept().filter(own, task__in=list(tasks), added_at__lt=end_of(question.as_of))
    for pk, of_part, of_person in rows.order_by("pk").values_list("pk", "part__unit_id", "added_by__person__unit_id"):
        found[of_part or of_person].append(pk)
    return found


def _obstacles(question: ReportQuestion) -> dict[int, list[tuple[int, bool]]]:
    """By unit what it reported in the time, each with whether it had been settled by the cut-off."""
    span, end = question.span, end_of(question.as_of)
    first = timezone.make_aware(dt.datetime.combine(span.first, dt.time()))
    found: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    rows = Obstacle.objects.filter(
        task__plan=question.plan, unit__isnull=False, created_at__gte=first, created_at__lt=min(end_of(span.last), end)
    )
    for pk, unit, settled in rows.order_by("pk").values_list("pk", "unit_id", "settled_at"):
        found[unit].append((pk, settled is not None and settled < end))
    return found
