"""The plan's records as one piece of data, to the letter, and as its paper shows it (``plan_store`` is the way in)."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from plans.models import Assignment, Office, Plan, PlanSection, Task
from plans.rules import document as doc
from plans.rules.document import AssignmentRole, PlanDocument, PlanTask, PlanUnit, TableForm
from plans.rules.text import fold

HEAD = ("agency", "parent_agency", "place")


def document_of(plan: Plan) -> PlanDocument:
    """The plan as it stands, adjustments included, in three queries.

    A draft carries the number its source was signed with, if it had one.
    """
    return document_from(
        plan,
        sections=PlanSection.objects.filter(plan=plan).order_by("order", "pk"),
        tasks=Task.objects.in_plan().filter(plan=plan).order_by("order", "pk"),
        parts=Assignment.objects.filter(task__plan=plan).order_by("task_id", "order", "pk"),
    )


def document_from(
    plan: Plan, *, sections: Iterable[PlanSection], tasks: Iterable[Task], parts: Iterable[Assignment]
) -> PlanDocument:
    """``document_of`` from rows that are already at hand, each in its order."""
    units: dict[int, list[PlanUnit]] = defaultdict(list)
    for part in parts:
        units[part.task_id].append(PlanUnit(part.name, AssignmentRole(part.role), part.written))
    return PlanDocument(
        year=plan.year,
        title=plan.title or None,
        number=plan.number or plan.source_number or None,
        issued_on=plan.issued_on or plan.source_issued_on,
        place=plan.place or None,
        agency=plan.agency or None,
        parent_agency=plan.parent_agency or None,
        opening=plan.opening,
        sections=tuple(doc.PlanSection(s.heading, s.level, s.body, s.holds_tasks) for s in sections),
        tasks=tuple(_task_from(task, tuple(units[task.pk])) for task in tasks),
        table_form=TableForm(plan.table_form),
        closing=plan.closing,
        recipients=tuple(plan.recipients.split("\n")) if plan.recipients else (),
        signer_title=plan.signer_title or None,
        signer_name=plan.signer_name or None,
    )


def _task_from(task: Task, units: tuple[PlanUnit, ...]) -> PlanTask:
    return PlanTask(
        no=task.no,
        title=task.title,
        period=task.period or None,
        period_text=task.period_text,
        due=task.due,
        conditional=task.conditional,
        units=units,
    )


def printed_document(plan: Plan, office: Office | None = None, document: PlanDocument | None = None) -> PlanDocument:
    """The plan as its paper shows it: what is not issued has no number, an empty head is the office's own.

    ``office`` and ``document`` are looked up when they are not given.
    """
    document = document or document_of(plan)
    if not plan.is_in_force:
        document = dataclasses.replace(document, number=None, issued_on=None)
    return printed_from(document, office)


def head_of(plan: Plan, office: Office) -> dict[str, str | None]:
    """Agency, agency above and place as the plan's papers print them."""
    document = PlanDocument(
        year=plan.year,
        agency=plan.agency or None,
        parent_agency=plan.parent_agency or None,
        place=plan.place or None,
    )
    printed = printed_from(document, office) if office.pk else document
    return {name: getattr(printed, name) for name in HEAD}


def printed_from(document: PlanDocument, office: Office | None = None) -> PlanDocument:
    """A document with an empty head filled by the office's own, as its paper prints it."""
    office = office or Office.objects.first()
    if office is None or not _is_own(document.agency, office):
        return document
    return dataclasses.replace(
        document,
        agency=office.heading,
        parent_agency=document.parent_agency or office.parent_heading or None,
        place=document.place or office.place,
    )


def frozen_content(plan: Plan) -> dict[str, Any]:
    """The plan whole, and the head its paper shows: all its print is made of, whatever the office is called later."""
    document = document_of(plan)
    printed = printed_from(document)
    return {**document.to_full_json(), "printed_head": {name: getattr(printed, name) for name in HEAD}}


def frozen_document(content: Mapping[str, Any]) -> PlanDocument:
    """The plan of ``frozen_content`` as its paper shows it."""
    document = PlanDocument.from_full_json(dict(content))
    head = content.get("printed_head")
    return dataclasses.replace(document, **head) if head else printed_from(document)


def _is_own(agency: str | None, office: Office) -> bool:
    return not agency or fold(agency) in (fold(office.name), fold(office.heading))
