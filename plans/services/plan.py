"""Bringing a plan in: a document that was read becomes a draft, or a plan that stands issued because it was signed."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from plans.models import AuditEntry, Plan, StoredFile, Unit, UnitKind, User
from plans.rules.document import PlanDocument
from plans.rules.wording import YearFlag, check_years
from plans.services.paper import register_plan
from plans.services.plan_store import store_document


@transaction.atomic
def import_plan(
    *,
    document: PlanDocument,
    actor: User | None,
    signed: bool = False,
    source: StoredFile | None = None,
    text: str = "",
    units: Mapping[str, Unit] | None = None,
    new_units: Mapping[str, UnitKind] | None = None,
    notes: Mapping[int, str] | None = None,
) -> Plan:
    """Store a read plan; a ``signed`` one stands issued and is entered in the register, "chưa ghi số" where the
    document shows no number and date.
    """
    plan = store_document(
        document=document,
        actor=actor,
        source=source,
        text=text,
        signed=signed,
        units=units,
        new_units=new_units,
        notes=notes,
    )
    if signed:
        entry = AuditEntry.objects.get(object_type=plan._meta.label_lower, object_id=str(plan.pk))
        register_plan(plan=plan, actor=actor, at=entry)
    return plan


def doubtful_years(document: PlanDocument) -> dict[int, str]:
    """Per place of a task, the year it names that does not fit the plan's: "Văn bản ghi “năm 2025”"."""
    notes: dict[int, str] = {}
    for flag in check_years(document):
        place = task_place(flag.field)
        if place is not None and flag.field.endswith(".title"):
            notes.setdefault(place, f"Văn bản ghi “{_year_words(flag)}”")
    return notes


def _year_words(flag: YearFlag) -> str:
    return f"năm {flag.year}" if flag.words.lower().endswith(f"năm {flag.year}") else flag.words


def task_place(field: str) -> int | None:
    """The place of the task that a doubt's field names ("task:9.title"); None for other fields."""
    head, _, rest = field.partition(":")
    number = rest.partition(".")[0]
    return int(number) if head == "task" and number.isdigit() else None
