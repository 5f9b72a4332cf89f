"""The plan as of two days, task by task: text, units, deadline and progress. Five queries whatever the plan's size.

Text, units and period follow the adjustments by the day each was issued; the deadline also the extensions by the day
each was agreed; progress the log. These days are the days of effect: a history of the database would tell when
somebody wrote it down.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.utils import timezone

from plans.models import Adjustment, Assignment, Extension, ExtensionState, Plan, ProgressEntry, Task, TaskChange
from plans.rules.adjusting import FACET_WORDS, Facet, Step, TaskText, as_it_was, facets
from plans.services.adjustment_document import after_of, before_of, text_of

ADDED, DROPPED, PROGRESS, DEADLINE = "bổ sung", "bỏ", "tiến độ", "thời hạn"


class Standing(NamedTuple):
    """A task at the end of a day: None for its text where the plan had it not."""

    text: TaskText | None
    deadline: dt.date | None
    progress: str


class Compared(NamedTuple):
    """A task on both days, and in what it differs, in words."""

    pk: int
    before: Standing
    after: Standing
    changes: tuple[str, ...]

    @property
    def no(self) -> str:
        text = self.after.text or self.before.text
        return text.no if text else ""


class _Known(NamedTuple):
    """What happened to each task, by its key."""

    steps: dict[int, list[Step]]
    deadlines: dict[int, list[tuple[dt.date, dt.date | None]]]  # the day of a change, and what was before it
    entries: dict[int, list[tuple[dt.date, str, str]]]  # day, from, to; the earliest first


def compare_plan(plan: Plan, first: dt.date, last: dt.date) -> list[Compared]:
    """Every task that the plan had on one of the days, in its order."""
    tasks = list(Task.objects.filter(plan=plan).order_by("order", "pk").defer("search_key", "result", "latest_news"))
    parts: dict[int, list[Assignment]] = defaultdict(list)
    for part in Assignment.objects.filter(task__plan=plan).order_by("task_id", "order", "pk"):
        parts[part.task_id].append(part)
    known = _what_happened(plan)
    rows = []
    for task in tasks:
        now = text_of(task, parts[task.pk])
        before, after = (_standing(task, now, known, day) for day in (first, last))
        if before.text or after.text:
            rows.append(Compared(task.pk, before, after, _words(before, after)))
    return rows


def _what_happened(plan: Plan) -> _Known:
    known = _Known(defaultdict(list), defaultdict(list), defaultdict(list))
    issued = Adjustment.objects.issued().filter(plan=plan)
    for change in TaskChange.objects.filter(adjustment__in=issued, task__isnull=False).select_related("adjustment"):
        before, after, day = before_of(change), after_of(change), change.adjustment.issued_on
        if day is None or change.task_id is None:
            continue
        known.steps[change.task_id].append(Step(day, before, after))
        if before and after and Facet.TIME in facets(before, after):
            known.deadlines[change.task_id].append((day, before.deadline))
    agreed = Extension.objects.filter(task__plan=plan, state=ExtensionState.AGREED, decided_at__isnull=False)
    for task, at, old in agreed.values_list("task_id", "decided_at", "old_deadline"):
        known.deadlines[task].append((timezone.localtime(at).date(), old))
    entries = ProgressEntry.objects.filter(task__plan=plan).order_by("at", "pk")
    for task, at, state_from, state_to in entries.values_list("task_id", "at", "state_from", "state_to"):
        known.entries[task].append((timezone.localtime(at).date(), state_from, state_to))
    return known


def _standing(task: Task, now: TaskText, known: _Known, day: dt.date) -> Standing:
    steps = known.steps.get(task.pk, [])
    text = as_it_was(None if task.dropped else now, steps, day)
    later = [(when, old) for when, old in known.deadlines.get(task.pk, []) if when > day]
    deadline = min(later, key=lambda pair: pair[0])[1] if later else task.deadline
    return Standing(text, deadline, _progress_on(task.progress, known.entries.get(task.pk, []), day))


def _progress_on(now: str, entries: Iterable[tuple[dt.date, str, str]], day: dt.date) -> str:
    """The state after the last entry of the day; before the first entry, what that one found."""
    state = ""
    for when, state_from, state_to in entries:
        if when > day:
            return state or state_from
        state = state_to
    return state or now


def _words(before: Standing, after: Standing) -> tuple[str, ...]:
    if before.text is None or after.text is None:
        return (ADDED,) if before.text is None else (DROPPED,)
    moved = before.deadline != after.deadline  # says more than that the words of the time differ
    changed = facets(before.text, after.text)
    said = [FACET_WORDS[facet] for facet in changed if not (moved and facet is Facet.TIME)]
    if moved:
        said.append(DEADLINE)
    if before.progress != after.progress:
        said.append(PROGRESS)
    return tuple(said)
