"""What the ground floor says in a report: read from tasks and the records around them in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.utils import timezone

from plans.models import (
    Adjustment,
    Assignment,
    Direction,
    DirectionState,
    Event,
    EventState,
    Evidence,
    IssuedPaper,
    Obstacle,
    Person,
    Plan,
    PlanReading,
    ProgressEntry,
)
from plans.models.unit_index import UnitIndex
from plans.papers.report_records import RecordsTold, Said, record_sentences
from plans.papers.report_tasks import TaskTold, task_sentences
from plans.rules.calendar import years_before
from plans.rules.document import AssignmentRole
from plans.rules.official import short_date
from plans.rules.reminding import one_line
from plans.rules.report_line import Drawn
from plans.rules.task_span import TaskThen, comes_in, told_in
from plans.services.task_standing import end_of, tasks_then
from plans.sockets import ReportQuestion

Moments = tuple[dt.datetime, dt.datetime]
LONGEST_SAID = 600  # letters of what a unit said, on one line


def plan_drawings(question: ReportQuestion) -> Iterator[Drawn]:
    """Sentences about the plan's tasks and what was done around them."""
    yield from task_sentences(tasks_told(question))
    yield from record_sentences(_records(question))


def tasks_told(question: ReportQuestion) -> TaskTold:
    """The tasks that the report tells of and those of the time after it, as they stood on the cut-off day."""
    plan, span = question.plan, question.span
    tasks = tasks_then(plan, question.as_of)
    told = tuple(task for task in tasks if told_in(task, plan.year, span.first, span.last))
    after = span.last + dt.timedelta(days=1)
    year_end = dt.date(plan.year, 12, 31)
    coming = tuple(task for task in tasks if task not in told and comes_in(task, plan.year, after, year_end))
    next_year = () if span.last < year_end else _next_year(plan)
    return TaskTold(
        plan_words=_plan_words(plan),
        span_words=span.words,
        next_words=span.next_words,
        year=span.last.year,
        as_of=question.as_of,
        told=told,
        coming=coming or next_year,
        units=units_of([*told, *coming, *next_year]),
        before=_tasks_before(question),
    )


def units_of(tasks: Iterable[TaskThen]) -> dict[int, str]:
    """Who answers for each task by its full name: its lead, else its first unit. Two queries."""
    index = UnitIndex.load()
    found: dict[int, tuple[int, str]] = {}
    rows = Assignment.objects.filter(task__in=[task.pk for task in tasks]).order_by("order", "pk")
    for task, unit, role in rows.values_list("task_id", "unit_id", "role"):
        rank = 0 if role == AssignmentRole.LEAD else 1
        if task not in found or rank < found[task][0]:
            found[task] = (rank, index[unit].name)
    return {task: name for task, (_, name) in found.items()}


def _plan_words(plan: Plan) -> str:
    number = f" số {plan.number}" if plan.number else ""
    day = f" ngày {short_date(plan.issued_on)}" if plan.issued_on else ""
    return f"Kế hoạch{number}{day}" if number or day else f"Kế hoạch năm {plan.year}"


def _tasks_before(question: ReportQuestion) -> tuple[TaskThen, ...] | None:
    """The same days of last year's plan; None where the office keeps none."""
    plan = Plan.objects.filter(year=question.span.last.year - 1).exclude(issued_on=None).order_by("-pk").first()
    if plan is None:
        return None
    first, last = question.span.before
    then = tasks_then(plan, years_before(question.as_of))
    return tuple(task for task in then if told_in(task, plan.year, first, last))


def _next_year(plan: Plan) -> tuple[TaskThen, ...]:
    """The tasks of next year's plan, its draft too."""
    follower = Plan.objects.filter(year=plan.year + 1, removed_at__isnull=True).order_by("-pk").first()
    return tuple(tasks_then(follower, dt.date(plan.year, 12, 31))) if follower else ()


def _records(question: ReportQuestion) -> RecordsTold:
    plan, end = question.plan, end_of(question.as_of)
    days, within = question.days, _moments(question)
    directions, answered = _directions(plan, within, end)
    obstacles, proposed, settled = _obstacles(plan, within, end)
    difficulties, proposals = _words_of_units(plan, within)
    papers = list(_papers(question))
    evidence = list(
        Evidence.objects.kept().filter(task__plan=plan, added_at__lt=end).order_by("pk").values_list("pk", "task_id")
    )
    return RecordsTold(
        year=question.span.last.year,
        papers=tuple((kind, pk) for kind, day, pk in papers if day),
        papers_before=_papers_before(question),
        papers_undated=tuple((kind, pk) for kind, day, pk in papers if not day),
        readers=tuple(
            PlanReading.objects.filter(plan=plan, read_on__lte=question.as_of, person__is_active=True)
            .order_by("pk")
            .values_list("pk", flat=True)
        ),
        staff=tuple(Person.objects.active().order_by("pk").values_list("pk", flat=True)),
        directions=directions,
        directions_answered=answered,
        adjustments=tuple(_adjustments(plan, days)),
        events=tuple(_events(plan, days)),
        obstacles=obstacles,
        obstacles_settled=settled,
        difficulties=difficulties,
        proposals=(*proposed, *proposals),
        evidence=tuple(pk for pk, _ in evidence),
        tasks_with_evidence=tuple(sorted({task for _, task in evidence})),
    )


def _moments(question: ReportQuestion) -> Moments:
    """From the first moment of the report's days to the first one after them."""
    first, last = question.days
    return timezone.make_aware(dt.datetime.combine(first, dt.time())), end_of(last)


def _directions(plan: Plan, within: Moments, end: dt.datetime) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Those given in the time, and those of them answered or closed until the cut-off."""
    given = Direction.objects.filter(task__plan=plan, created_at__gte=within[0], created_at__lt=within[1])
    rows = list(given.order_by("pk").values_list("pk", "state", "replied_at", "closed_at"))
    answered = [
        pk
        for pk, state, *days_told in rows
        if state != DirectionState.OPEN and any(at is not None and at < end for at in days_told)
    ]
    return tuple(row[0] for row in rows), tuple(answered)


def _obstacles(
    plan: Plan, within: Moments, end: dt.datetime
) -> tuple[tuple[Said, ...], tuple[Said, ...], tuple[int, ...]]:
    """Those reported in the time, what their units propose, and those settled until the cut-off."""
    told = Obstacle.objects.filter(task__plan=plan, created_at__gte=within[0], created_at__lt=within[1])
    rows = list(told.order_by("pk").values_list("pk", "unit__name", "task__no", "text", "proposal", "settled_at"))
    return (
        tuple(Said(pk, "obstacle", unit or "", no, one_line(text, LONGEST_SAID)) for pk, unit, no, text, _, _ in rows),
        tuple(
            Said(pk, "obstacle", unit or "", no, one_line(proposal, LONGEST_SAID))
            for pk, unit, no, _, proposal, _ in rows
            if proposal
        ),
        tuple(pk for pk, *_, settled_at in rows if settled_at is not None and settled_at < end),
    )


def _papers(question: ReportQuestion) -> Iterator[tuple[str, dt.date | None, int]]:
    """What was issued in the time, and what the year's register has without a day."""
    told = Q(issued_on__range=question.days) | Q(issued_on=None, year=question.span.last.year)
    rows = IssuedPaper.objects.filter(told).order_by("issued_on", "pk")
    yield from rows.values_list("kind", "issued_on", "pk")


def _papers_before(question: ReportQuestion) -> int | None:
    """How many were issued in the same days of last year; None where the register does not reach back so far."""
    days = question.days_before
    before = IssuedPaper.objects.filter(issued_on__year=days[0].year)
    found = before.filter(issued_on__range=days).count()
    return found if found or before.exists() else None


def _adjustments(plan: Plan, days: tuple[dt.date, dt.date]) -> Iterator[tuple[str, int]]:
    rows = Adjustment.objects.issued().filter(plan=plan, issued_on__range=days).order_by("issued_on", "pk")
    for pk, number, day in rows.values_list("pk", "number", "issued_on"):
        yield f"số {number} ngày {short_date(day)}" if day else f"số {number}", pk


def _events(plan: Plan, days: tuple[dt.date, dt.date]) -> Iterator[tuple[str, int]]:
    held = Event.objects.kept().filter(task__plan=plan, state=EventState.HELD, starts_on__range=days)
    for pk, name, day in held.order_by("starts_on", "pk").values_list("pk", "name", "starts_on"):
        yield f"{name} (ngày {short_date(day)})", pk


def _words_of_units(plan: Plan, within: Moments) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
    """Difficulties and proposals that units wrote with their progress; the same words of a task once."""
    rows = ProgressEntry.objects.filter(task__plan=plan, at__gte=within[0], at__lt=within[1]).order_by("at", "pk")
    rows = rows.exclude(difficulty="", proposal="")
    difficulties: dict[tuple[str, str], Said] = {}
    proposals: dict[tuple[str, str], Said] = {}
    columns = ("pk", "unit__name", "task__no", "difficulty", "proposal")
    for pk, unit, no, difficulty, proposal in rows.values_list(*columns):
        for text, found in ((difficulty, difficulties), (proposal, proposals)):
            if words := one_line(text, LONGEST_SAID):
                found.setdefault((no, words), Said(pk, "entry", unit or "", no, words))
    return tuple(difficulties.values()), tuple(proposals.values())
