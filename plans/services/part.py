"""Each unit's part in the tasks of a plan in force: made with the plan, kept in step with its lines and the groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from plans.models import Assignment, Part, PartState, Plan, PlanState, Task, TaskItem, UnitKind
from plans.models.unit_index import UnitIndex
from plans.rules.items import items_of
from plans.rules.status import Progress

_PLACE = ("assignment_id", "role", "order", "dropped")  # what the plan says of a part, renewed when the plan changes


class Line(Protocol):
    """A line of the plan that names a unit or a group (an ``Assignment``)."""

    pk: int
    unit_id: int
    role: str
    name: str


class Resolved(NamedTuple):
    """A unit that has a part in a task, the line it comes from, and the words of the group that stands for it."""

    unit: int
    line: int
    role: str
    group: str


def resolved(lines: Iterable[Line], index: UnitIndex) -> list[Resolved]:
    """Every unit with a part in a task, groups resolved; a unit named itself is not listed again in a group."""
    lines = list(lines)
    named = {line.unit_id for line in lines}
    found: dict[int, Resolved] = {}
    for line in lines:
        if index[line.unit_id].kind != UnitKind.GROUP:
            found.setdefault(line.unit_id, Resolved(line.unit_id, line.pk, line.role, ""))
            continue
        group = line.name.rstrip(".;, ")
        for member in index.members(line.unit_id):
            if member not in named:
                found.setdefault(member, Resolved(member, line.pk, line.role, group))
    return list(found.values())


@transaction.atomic
def make_parts(plan: Plan) -> None:
    """The parts and items of every task of a plan that comes into force; those that are there already stay."""
    _keep_in_step(Task.objects.filter(plan=plan, dropped=False))


@transaction.atomic
def sync_parts(task: Task) -> None:
    """Parts and items as the task now names units: new ones are made, those no longer named are dropped and kept.

    A unit's own date that would fall behind a deadline moved forward is taken back.
    """
    _keep_in_step(Task.objects.filter(pk=task.pk))
    Part.objects.filter(task=task.pk, due__gt=F("task__deadline")).update(due=None)


@transaction.atomic
def sync_group_parts() -> None:
    """After units or groups changed: members that are new get their parts in the running tasks of issued plans."""
    running = Task.objects.filter(plan__state=PlanState.ISSUED, dropped=False)
    running = running.exclude(progress__in=(Progress.DONE, Progress.NOT_ARISEN, Progress.CANCELLED))
    _keep_in_step(running.filter(assignments__unit__kind=UnitKind.GROUP).distinct())


def part_of(task: Task, unit: int | None) -> Part | None:
    """The part of ``unit`` in ``task``, locked; made now where the unit belongs to the task and has none yet."""
    if unit is None:
        return None
    parts = Part.objects.select_for_update().filter(task=task, unit=unit)
    part = parts.filter(dropped=False).first()
    if part is None:
        sync_parts(task)
        part = parts.filter(dropped=False).first()
    return part


def not_reported(task: Task, *, but: int | None = None) -> list[int]:
    """The units, but for one, that have not sent their part or must send it again, in the plan's order."""
    parts = task.parts.filter(dropped=False, state__in=(PartState.TODO, PartState.REDO)).order_by("order", "pk")
    return [unit for unit in parts.values_list("unit_id", flat=True) if unit != but]


def mean_percent(task: Task) -> int | None:
    """How far the parts of a task are together; None where it has none."""
    found = list(task.parts.filter(dropped=False).values_list("percent", flat=True))
    return round(sum(found) / len(found)) if found else None


def _keep_in_step(tasks: QuerySet[Task]) -> None:
    texts = dict(tasks.values_list("pk", "title"))
    if not texts:
        return
    lines: dict[int, list[Assignment]] = defaultdict(list)
    for line in Assignment.objects.filter(task__in=tasks.values("pk")).order_by("order", "pk"):
        lines[line.task_id].append(line)
    index = UnitIndex.load()
    known: dict[int, dict[int, Part]] = defaultdict(dict)
    for part in Part.objects.select_for_update().filter(task__in=tasks.values("pk")):
        known[part.task_id][part.unit_id] = part
    new, changed = [], []
    for task in texts:
        wanted = resolved(lines[task], index)
        new += _missing(task, wanted, known[task])
        changed += _moved(wanted, known[task], {line.pk for line in lines[task]})
    Part.objects.bulk_create(new, batch_size=500)
    Part.objects.bulk_update(changed, [*_PLACE, "updated_at"], batch_size=200)
    _keep_items(tasks, texts)


def _missing(task: int, wanted: list[Resolved], known: dict[int, Part]) -> list[Part]:
    return [
        Part(task_id=task, unit_id=one.unit, assignment_id=one.line, role=one.role, order=place)
        for place, one in enumerate(wanted, start=1)
        if one.unit not in known
    ]


def _moved(wanted: list[Resolved], known: dict[int, Part], lines: set[int]) -> list[Part]:
    """Known parts whose place in the plan is another now. One that its line or group left behind is dropped.

    A unit that left its group keeps a part it has said something about.
    """
    places = {one.unit: (one.line, one.role, place, False) for place, one in enumerate(wanted, start=1)}
    changed = []
    for unit, part in known.items():
        stays = part.assignment_id in lines and part.reported_at is not None and not part.dropped
        line = part.assignment_id if part.assignment_id in lines else None
        place = places.get(unit, (line, part.role, part.order, not stays))
        if tuple(getattr(part, name) for name in _PLACE) != place:
            for name, value in zip(_PLACE, place, strict=True):
                setattr(part, name, value)
            part.updated_at = timezone.now()
            changed.append(part)
    return changed


def _keep_items(tasks: QuerySet[Task], texts: dict[int, str]) -> None:
    """The items of each text; one whose words stay keeps its tick."""
    known: dict[int, list[TaskItem]] = defaultdict(list)
    for item in TaskItem.objects.filter(task__in=tasks.values("pk")).order_by("order"):
        known[item.task_id].append(item)
    new = []
    for task, text in texts.items():
        wanted, former = items_of(text), known[task]
        if wanted == [item.text for item in former]:
            continue
        ticked = {item.text: item for item in former if item.done_on}
        TaskItem.objects.filter(task=task).delete()
        for order, words in enumerate(wanted, start=1):
            tick = ticked.get(words)
            new.append(
                TaskItem(
                    task_id=task,
                    order=order,
                    text=words,
                    done_on=tick.done_on if tick else None,
                    done_by_id=tick.done_by_id if tick else None,
                )
            )
    TaskItem.objects.bulk_create(new, batch_size=500)
