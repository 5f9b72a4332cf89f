"""An adjustment as its paper shows it, and the words of a task as an adjustment keeps them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plans.models import Adjustment, AdjustmentState, Assignment, Office, Plan, Task, TaskChange, Unit
from plans.papers.adjustment import AdjustmentDocument, ChangeLine, adjustment_paper
from plans.papers.content import Paper
from plans.rules.adjusting import TaskText, TaskUnit
from plans.rules.calendar import SpecialDays, deadline
from plans.rules.document import AssignmentRole
from plans.services.plan_document import head_of

FORMAT = "tdkt-adjustment/1"
Part = tuple[Unit, AssignmentRole]


def text_of(task: Task, parts: Iterable[Assignment]) -> TaskText:
    """What the plan in force says of the task."""
    return TaskText(
        no=task.no,
        title=task.title,
        period=task.period,
        period_text=task.period_text,
        due=task.due,
        conditional=task.conditional,
        kind=task.kind,
        units=tuple(TaskUnit(part.unit_id, part.name, AssignmentRole(part.role), part.written) for part in parts),
        deadline=task.deadline,
    )


def texts_of(tasks: Sequence[Task]) -> dict[int, TaskText]:
    """``text_of`` for many tasks, one query."""
    parts: dict[int, list[Assignment]] = defaultdict(list)
    for part in Assignment.objects.filter(task__in=[task.pk for task in tasks]).order_by("task_id", "order", "pk"):
        parts[part.task_id].append(part)
    return {task.pk: text_of(task, parts[task.pk]) for task in tasks}


def text_after(
    before: TaskText | None,
    values: Mapping[str, Any],
    parts: Sequence[Part],
    *,
    year: int,
    special: SpecialDays,
    said_in: Mapping[str, str],
) -> TaskText:
    """The task as ``values`` and ``parts`` of its form want it. A unit line that stays keeps its words.

    ``said_in`` holds the words in which the plan names each period. A deadline extended earlier stays while the time
    of the task is not set anew.
    """
    former = before or TaskText(no="", title="")
    period, due = values["period"], values["due"]
    period_text = values.get("period_text", former.period_text if period == former.period else "")
    moved = (period, due) != (former.period, former.due) or before is None
    return TaskText(
        no=values.get("no", former.no),
        title=values["title"],
        period=period,
        period_text=period_text or said_in.get(period, "") if period else period_text,
        due=due,
        conditional=values["conditional"],
        kind=values["kind"],
        units=_units_after(former, parts),
        deadline=deadline(period or None, due, year, special) if moved else former.deadline,
    )


def _units_after(former: TaskText, parts: Sequence[Part]) -> tuple[TaskUnit, ...]:
    known = {(line.unit, line.role): line for line in former.units}
    names = {line.unit: line.name for line in former.units}
    return tuple(
        known.get((unit.pk, role)) or TaskUnit(unit.pk, names.get(unit.pk, unit.name), role) for unit, role in parts
    )


def before_of(change: TaskChange) -> TaskText | None:
    """The task as it was taken up; None for one that is added."""
    return TaskText.from_json(change.before) if change.before else None


def after_of(change: TaskChange) -> TaskText | None:
    """The task as it shall be; None for one that is dropped."""
    return TaskText.from_json(change.after) if change.after else None


def lines_of(changes: Iterable[TaskChange]) -> tuple[ChangeLine, ...]:
    """The changes as the paper takes them."""
    return tuple(ChangeLine(change.kind, before_of(change), after_of(change), change.reason) for change in changes)


def document_of_adjustment(adjustment: Adjustment, plan: Plan, changes: Sequence[TaskChange]) -> AdjustmentDocument:
    """All that the paper says; number and day only once it is issued. One query, for the office."""
    office = Office.objects.first() or Office()
    head = head_of(plan, office)
    issued = adjustment.state == AdjustmentState.ISSUED
    return AdjustmentDocument(
        year=adjustment.issued_on.year if adjustment.issued_on else plan.year,
        agency=head["agency"] or "",
        parent_agency=head["parent_agency"] or "",
        issuer=office.name or (head["agency"] or "").capitalize(),
        place=head["place"] or "",
        plan_title=plan.title,
        plan_number=plan.number,
        plan_issued_on=plan.issued_on,
        symbol=plan.symbol,
        number=adjustment.number if issued else "",
        issued_on=adjustment.issued_on if issued else None,
        basis=_lines(adjustment.basis),
        reason=_lines(adjustment.reason),
        changes=lines_of(changes),
        recipients=_lines(adjustment.recipients),
        signer_title=adjustment.signer_title,
        signer_name=adjustment.signer_name,
    )


def paper_of_adjustment(adjustment: Adjustment, plan: Plan, changes: Sequence[TaskChange]) -> Paper:
    """The adjustment as it is printed."""
    return adjustment_paper(document_of_adjustment(adjustment, plan, changes))


def record_of(adjustment: Adjustment, plan: Plan, changes: Sequence[TaskChange]) -> dict[str, Any]:
    """The plain data that the issued PDF carries: which tasks changed, how and why."""
    return {
        "format": FORMAT,
        "year": plan.year,
        "plan_number": plan.number,
        "number": adjustment.number,
        "issued_on": adjustment.issued_on.isoformat() if adjustment.issued_on else None,
        "reason": adjustment.reason,
        "basis": adjustment.basis,
        "changes": [
            {"kind": change.kind, "before": change.before, "after": change.after, "reason": change.reason}
            for change in changes
        ],
    }


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
