"""Reading an inspection dossier: everything that the office holds about the tasks of a plan.

One query for each kind of record, however many tasks there are.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from plans.models import (
    Adjustment,
    AdjustmentState,
    Assignment,
    Evidence,
    IssuedPaper,
    Part,
    PartStep,
    Plan,
    Role,
    RoleHolding,
    Task,
    TaskChange,
    TaskItem,
    User,
)
from plans.rules.archive import ordered_names
from plans.rules.document import ROLE_WORDS, AssignmentRole
from plans.rules.dossier import Change, Dossier, File, Source, TaskRecord, UnitPart, Who
from plans.rules.official import short_date
from plans.rules.status import PROGRESS_WORDS, DueState, Progress, TaskFacts, due_of
from plans.services.adjustment_document import after_of, before_of, text_of
from plans.services.dossier_talk import Talk, name_of

M = TypeVar("M", bound=models.Model)
Grouped = dict[int, list[M]]


@dataclass(frozen=True)
class _Read:
    """The records of the chosen tasks, by task."""

    assignments: Grouped[Assignment]
    parts: Grouped[Part]
    steps: Grouped[PartStep]
    items: Grouped[TaskItem]
    changes: Grouped[TaskChange]
    evidence: Grouped[Evidence]
    contacts: dict[int, list[str]] = field(default_factory=dict)


def dossier_of_task(task: Task, *, today: dt.date) -> Dossier:
    """The dossier of one task."""
    return _dossier(task.plan, Task.objects.filter(pk=task.pk), whole_plan=False, today=today)


def dossier_of_plan(plan: Plan, *, today: dt.date) -> Dossier:
    """The dossier of every task of the plan, those that adjustments dropped last."""
    return _dossier(plan, Task.objects.filter(plan=plan), whole_plan=True, today=today)


def source_of(plan: Plan) -> Source:
    """The plan's paper and the adjustments in force: two queries."""
    paper = IssuedPaper.objects.filter(plan=plan).select_related("signed_pdf").defer("content").first()
    issued = Adjustment.objects.issued().filter(plan=plan).order_by("issued_on", "pk")
    adjustments = [f"số {number} ngày {_day(day)}" for number, day in issued.values_list("number", "issued_on")]
    signed = paper.signed_pdf if paper else None
    return Source(
        title=plan.title,
        number=plan.number,
        issued_on=plan.issued_on,
        issuer=plan.agency,
        signer_title=" ".join(plan.signer_title.split()),
        signer=plan.signer_name,
        sha256=paper.sha256 if paper else "",
        signed_name=signed.name if signed else "",
        signed_sha256=signed.sha256 if signed else "",
        adjustments=adjustments,
    )


def evidence_of(tasks: models.QuerySet[Task]) -> list[Evidence]:
    """The kept files of the tasks in the dossier's order: by task, then by unit, then as they came."""
    found = Evidence.objects.filter(task__in=tasks, removed_at__isnull=True)
    found = found.select_related("file", "task", "part__unit", "event", "added_by__person")
    return sorted(found, key=lambda one: (*_place(one.task), one.part.order if one.part else -1, one.added_at, one.pk))


def stored_names(evidence: Iterable[Evidence]) -> list[str]:
    """The names of the files in the archive, in the same order."""
    return ordered_names(
        [([f"Nhiệm vụ {one.task.no}", one.part.unit.label if one.part else ""], one.file.name) for one in evidence]
    )


def _place(task: Task) -> tuple[bool, int, int]:
    return task.dropped, task.order, task.pk


def _dossier(plan: Plan, tasks: models.QuerySet[Task], *, whole_plan: bool, today: dt.date) -> Dossier:
    read, talk = _read(tasks), Talk.read(tasks)
    files = _files(read)
    chosen = sorted(tasks.select_related("reported_by__person", "follow_up_unit"), key=_place)
    records = [_record(task, read, talk, files[task.pk], today) for task in chosen]
    return Dossier(plan.year, whole_plan, source_of(plan), records)


def _read(tasks: models.QuerySet[Task]) -> _Read:
    assignments = Assignment.objects.filter(task__in=tasks).select_related("unit").order_by("order", "pk")
    parts = Part.objects.filter(task__in=tasks, dropped=False).select_related("unit")
    steps = PartStep.objects.filter(part__task__in=tasks).select_related("person")
    changes = TaskChange.objects.filter(task__in=tasks, adjustment__state=AdjustmentState.ISSUED)
    changes = changes.select_related("adjustment").order_by("adjustment__issued_on", "pk")
    contacts: dict[int, list[str]] = defaultdict(list)
    holdings = RoleHolding.objects.filter(role=Role.CONTACT, user__is_active=True, unit__isnull=False)
    for holding in holdings.select_related("user__person").order_by("pk"):
        contacts[holding.unit_id or 0].append(name_of(holding.user))
    return _Read(
        assignments=_by(assignments),
        parts=_by(parts),
        steps=_by(steps, lambda step: step.part_id),
        items=_by(TaskItem.objects.filter(task__in=tasks).select_related("done_by__person")),
        changes=_by(changes),
        evidence=_by(evidence_of(tasks)),
        contacts=contacts,
    )


def _by(rows: Iterable[M], owner: Callable[[Any], int] = lambda row: row.task_id) -> Grouped[M]:
    found: Grouped[M] = defaultdict(list)
    for row in rows:
        found[owner(row)].append(row)
    return found


def _files(read: _Read) -> dict[int, list[File]]:
    ordered = [one for kept in read.evidence.values() for one in kept]
    found: dict[int, list[File]] = defaultdict(list)
    for number, (one, name) in enumerate(zip(ordered, stored_names(ordered), strict=True), start=1):
        unit = one.part.unit.label if one.part else ""
        event = f"hội nghị “{one.event.name}”" if one.event else ""
        found[one.task_id].append(
            File(
                number=number,
                name=one.file.name,
                stored_as=name,
                caption=" · ".join(part for part in (one.caption, event) if part),
                whose=", ".join(part for part in (unit, name_of(one.added_by)) if part),
                at=timezone.localtime(one.added_at),
                size=one.file.size,
                sha256=one.file.sha256,
                task=one.task.no,
            )
        )
    return found


def _record(task: Task, read: _Read, talk: Talk, files: list[File], today: dt.date) -> TaskRecord:
    lines = read.assignments[task.pk]
    facts = task.facts
    waits = facts.is_waiting_to_arise
    return TaskRecord(
        text=text_of(task, lines),
        kind=task.get_kind_display(),
        progress="Chờ phát sinh" if waits and task.progress == Progress.TODO else PROGRESS_WORDS[facts.progress],
        facts=facts,
        dropped=task.dropped,
        due_words=_due_words(facts, today),
        trigger=_trigger(task),
        result=task.result,
        responsibility=task.responsibility,
        first_deadline=task.first_deadline or task.deadline,
        reported=_reported(task),
        confirmed=talk.confirmed(task.pk) if task.progress == Progress.DONE else "",
        changes=[_change(change) for change in read.changes[task.pk]],
        people=[_who(line, read) for line in lines] or _follow_up(task, read),
        extensions=talk.extensions(task.pk),
        items=[(item.text, _done(item.done_on, item.done_by)) for item in read.items[task.pk]],
        parts=[_part(part, read.steps[part.pk]) for part in read.parts[task.pk]],
        log=talk.log(task.pk),
        directions=talk.directions(task.pk),
        obstacles=talk.obstacles(task.pk),
        meetings=talk.meetings(task.pk),
        comments=talk.comments(task.pk),
        files=files,
    )


def _who(line: Assignment, read: _Read) -> Who:
    contacts = ", ".join(read.contacts.get(line.unit_id, []))
    return Who(line.name, ROLE_WORDS[AssignmentRole(line.role)], contacts)


def _follow_up(task: Task, read: _Read) -> list[Who]:
    unit = task.follow_up_unit
    return [Who(unit.name, "theo dõi (đề xuất)", ", ".join(read.contacts.get(unit.pk, [])))] if unit else []


def _change(change: TaskChange) -> Change:
    adjustment = change.adjustment
    reason = change.reason or adjustment.reason
    return Change(
        change.get_kind_display(), adjustment.number, adjustment.issued_on, before_of(change), after_of(change), reason
    )


def _part(part: Part, steps: Iterable[PartStep]) -> UnitPart:
    said = (("Kết quả", part.done_text), ("Khó khăn", part.difficulty), ("Đề xuất", part.proposal))
    return UnitPart(
        unit=part.unit.name,
        role=ROLE_WORDS[AssignmentRole(part.role)],
        state=part.get_state_display(),
        words=[(label, text) for label, text in said if text],
        due=part.due,
        reported_on=part.reported_on,
        steps=[_step(step) for step in steps],
    )


def _step(step: PartStep) -> str:
    facts = [step.person.full_name if step.person else "", f"hạn {_day(step.due)}" if step.due else ""]
    done = f"xong {_day(step.done_on)}" if step.done_on else "chưa xong"
    return f"{step.text} ({', '.join(fact for fact in (*facts, done) if fact)})"


def _done(day: dt.date | None, who: User | None) -> str:
    return f"xong ngày {_day(day)}, {name_of(who)} ghi" if day else "chưa xong"


def _due_words(facts: TaskFacts, today: dt.date) -> str:
    """How the task stands to its deadline, in the middle of a sentence."""
    due = due_of(facts, today)
    words = "đúng hạn" if due.state == DueState.MET else due.words
    return f"{words[:1].lower()}{words[1:]}"


def _reported(task: Task) -> str:
    who = name_of(task.reported_by)
    return f"{_day(task.reported_on)}{f', {who}' if who else ''}" if task.reported_on else ""


def _trigger(task: Task) -> str:
    """What set a conditional task off."""
    if not task.triggered_on:
        return ""
    paper = f"văn bản số {task.trigger_number}" if task.trigger_number else "chưa ghi số văn bản"
    dated = f" ngày {_day(task.trigger_date)}" if task.trigger_date else ""
    whose = f" của {task.trigger_from}" if task.trigger_from else ""
    return f"Phát sinh ngày {_day(task.triggered_on)}, {paper}{dated}{whose}"


def _day(day: dt.date | None) -> str:
    return short_date(day) if day else ""
