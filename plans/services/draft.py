"""Drafting a plan: begun empty or from an earlier plan, its text written section by section. Only while a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from plans.errors import DomainError
from plans.models import Office, Plan, PlanSection, PlanState, Task, User
from plans.rules import document as doc
from plans.rules.calendar import deadline
from plans.rules.document import PlanDocument
from plans.rules.rollover import moved_to
from plans.services import audit
from plans.services.lifecycle import require_state
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.plan_document import document_of
from plans.services.plan_store import plan_symbol, store_document
from plans.services.special_days import special_days

HEAD = ("year", "title", "agency", "parent_agency", "place", "symbol", "table_form", "opening")
CLOSE = ("closing", "recipients", "signer_title", "signer_name")
CARRIED = ("kind", "result", "responsibility", "follow_up_unit_id")  # beside the words, into the next year's plan
EMPTY_SECTIONS = (
    doc.PlanSection("I. MỤC ĐÍCH, YÊU CẦU"),
    doc.PlanSection("1. Mục đích", level=2),
    doc.PlanSection("2. Yêu cầu", level=2),
    doc.PlanSection("II. NỘI DUNG, THỜI GIAN THỰC HIỆN", holds_tasks=True),
    doc.PlanSection("III. TỔ CHỨC THỰC HIỆN"),
)


@transaction.atomic
def create_draft(*, actor: User, year: int, copy_of: Plan | None, key: str = "") -> Plan:
    """Begin a draft, empty or as a copy of ``copy_of``: its text unchanged, for the wording check to point at old
    years; exact dates moved to the new year; no number, no date, no progress.
    """
    use_submit_key(actor, key)
    if copy_of is None:
        return store_document(document=_empty(year), actor=actor)
    document = moved_to(document_of(copy_of), year, special_days())
    plan = store_document(document=document, actor=actor, copied_from=copy_of)
    plan.symbol = copy_of.symbol
    plan.save()
    former = Task.objects.in_plan().filter(plan=copy_of).order_by("order", "pk")
    for task, source in zip(plan.tasks.order_by("order", "pk"), former, strict=True):
        task.inherited_from = source
        for name in CARRIED:
            setattr(task, name, getattr(source, name))
        task.save()
    return plan


def _empty(year: int) -> PlanDocument:
    office = Office.objects.first()
    name = office.name if office else "Cơ quan"
    subject = f"công tác thi đua, khen thưởng năm {year}"
    return PlanDocument(
        year=year,
        title=f"Công tác thi đua, khen thưởng năm {year}",
        opening=f"{name} xây dựng Kế hoạch {subject}, như sau:",
        sections=EMPTY_SECTIONS,
    )


@transaction.atomic
def save_draft_text(*, actor: User, plan: Plan, values: Mapping[str, Any], seen: int, key: str = "") -> Plan:
    """Save the head or the close of a draft: some of ``HEAD`` and ``CLOSE``."""
    use_submit_key(actor, key)
    record = editable(plan)
    check_version(record, seen, dict(values))
    former, year = record.year, values.get("year", record.year)
    if year != former and any(due and due.year == record.year for due in record.tasks.values_list("due", flat=True)):
        raise DomainError("Có nhiệm vụ ấn định ngày trong năm cũ. Sửa ngày các nhiệm vụ ấy trước rồi đổi năm.")
    for name, value in values.items():
        setattr(record, name, value)
    if not record.symbol:
        record.symbol = plan_symbol(Office.objects.first())
    record.version += 1
    record.save()
    if year != former:
        _renew_deadlines(record)
    audit.record(actor=actor, act="plan.edit", obj=record, detail={"fields": sorted(values)})
    return record


def _renew_deadlines(plan: Plan) -> None:
    special = special_days()
    for task in plan.tasks.all():
        task.deadline = deadline(task.period or None, task.due, plan.year, special)
        task.save()


@transaction.atomic
def add_section(*, actor: User, plan: Plan, after: PlanSection | None, level: int, key: str = "") -> PlanSection:
    """A new part after ``after``, else at the end; its heading is written next."""
    use_submit_key(actor, key)
    record = editable(plan)
    parts = list(record.sections.all())
    place = parts.index(after) + 1 if after in parts else len(parts)
    section = PlanSection(plan=record, level=level, heading="Đề mục mới", order=0)
    parts.insert(place, section)
    _renumber(parts)
    audit.record(actor=actor, act="plan.add_section", obj=record)
    return section


@transaction.atomic
def save_section(
    *, actor: User, section: PlanSection, values: Mapping[str, Any], seen: int, key: str = ""
) -> PlanSection:
    """Heading, level and body of one part."""
    use_submit_key(actor, key)
    editable(section.plan)
    record = locked(section)
    check_version(record, seen, dict(values))
    for name, value in values.items():
        setattr(record, name, value)
    record.version += 1
    record.save()
    audit.record(actor=actor, act="plan.edit_section", obj=record.plan, note=record.heading)
    return record


@transaction.atomic
def move_section(*, actor: User, section: PlanSection, up: bool, key: str = "") -> PlanSection:
    """One place up or down among all parts."""
    use_submit_key(actor, key)
    record = editable(section.plan)
    parts = list(record.sections.all())
    place = parts.index(section)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(parts):
        raise DomainError("Phần này đã ở đầu hoặc cuối, không chuyển tiếp được.")
    parts[place], parts[other] = parts[other], parts[place]
    _renumber(parts)
    audit.record(actor=actor, act="plan.move_section", obj=record, note=section.heading)
    return section


@transaction.atomic
def remove_section(*, actor: User, section: PlanSection, key: str = "") -> None:
    """Take a part out of the draft; the one that holds the task table stays while there are tasks."""
    use_submit_key(actor, key)
    record = editable(section.plan)
    if section.holds_tasks and record.tasks.exists():
        raise DomainError("Phần này chứa bảng nhiệm vụ. Bỏ hết nhiệm vụ trước, hoặc sửa đề mục của phần.")
    audit.record(
        actor=actor, act="plan.remove_section", obj=record, note=section.heading, detail={"body": section.body}
    )
    section.delete()
    _renumber(list(record.sections.all()))


def editable(plan: Plan) -> Plan:
    """The plan locked for an edit; refused with the sentence of its state when it is no draft."""
    record: Plan = locked(plan)
    require_state(record, PlanState.DRAFT)
    return record


def _renumber(parts: list[PlanSection]) -> None:
    for place, part in enumerate(parts, start=1):
        if part.order != place or part.pk is None:
            part.order = place
            part.save()
