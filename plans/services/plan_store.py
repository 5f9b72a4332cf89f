"""A plan document put into records: a draft, or an issued plan when it was signed on paper. All of it or nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from plans.errors import DomainError
from plans.models import Assignment, Office, Plan, PlanSection, StoredFile, Task, Unit, UnitKind, User
from plans.rules import document as doc
from plans.rules.calendar import deadline, period_end
from plans.rules.document import FIRST_YEAR, LAST_YEAR, AssignmentRole, PlanDocument, PlanTask, PlanUnit
from plans.rules.task_kind import guess_kind
from plans.rules.text import nfc
from plans.services import audit
from plans.services.locking import one_at_a_time
from plans.services.part import make_parts
from plans.services.special_days import special_days
from plans.services.unit_names import create_units, match_units, propose_kind


@transaction.atomic
def store_document(
    *,
    document: PlanDocument,
    actor: User | None,
    source: StoredFile | None = None,
    text: str = "",
    signed: bool = False,
    units: Mapping[str, Unit] | None = None,
    new_units: Mapping[str, UnitKind] | None = None,
    notes: Mapping[int, str] | None = None,
    copied_from: Plan | None = None,
    is_sample: bool = False,
) -> Plan:
    """Store ``document`` as a draft, or as an issued plan when it was ``signed`` on paper; all of it or nothing.

    Unit names are matched to known units; ``units`` and ``new_units`` hold what a reviewer decided about the others.
    A name left open becomes a new unit of the kind it seems to be. ``notes`` are remarks on doubtful words, by the
    place of the task.
    """
    document = tidy(document)
    plan = Plan(
        **_own_fields(document),
        source_file=source,
        source_text=text,
        signed_import=signed,
        copied_from=copied_from,
        is_sample=is_sample,
    )
    if signed:
        _adopt(plan, document)
    plan.save()
    _store_sections(plan, document, actor)
    known = _resolve_units(document, units or {}, new_units or {}, actor)
    _store_tasks(plan, document, known, notes or {}, actor)
    if signed:
        make_parts(plan)
    audit.record(
        actor=actor,
        act="plan.import_signed" if signed else "plan.create",
        obj=plan,
        state_to=plan.state,
        detail={"tasks": len(document.tasks), "sha256": source.sha256 if source else ""},
    )
    return plan


def _own_fields(document: PlanDocument) -> dict[str, Any]:
    """What the plan's own row keeps of the document."""
    words = ("title", "place", "agency", "parent_agency", "opening", "closing", "signer_title", "signer_name")
    return {
        **{name: getattr(document, name) or "" for name in words},
        "year": document.year or 0,
        "symbol": _symbol(document),
        "recipients": "\n".join(document.recipients),
        "table_form": document.table_form,
        "source_number": document.number or "",
        "source_issued_on": document.issued_on,
    }


def tidy(document: PlanDocument) -> PlanDocument:
    """The document as it can be kept: composed letters, one table, recipients on a line each; a wrong shape is refused.

    Raises DomainError with what to mend.
    """
    year = document.year
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise DomainError(f"Chưa rõ kế hoạch của năm nào. Nhập năm từ {FIRST_YEAR} đến {LAST_YEAR} rồi lưu lại.")
    document = _composed(document)
    for name in ("place", "agency", "parent_agency", "signer_name", "number"):
        field: Any = Plan._meta.get_field(name)
        if len(getattr(document, name) or "") > field.max_length:
            said = f"{field.verbose_name} dài quá {field.max_length} chữ. Rút ngắn rồi lưu lại."
            raise DomainError(said[:1].upper() + said[1:])
    for task in document.tasks:
        _check_task(task, year)
    return document


def _composed(document: PlanDocument) -> PlanDocument:
    sections, has_table = [], False
    for section in document.sections:
        holds = section.holds_tasks and not has_table
        has_table = has_table or holds
        sections.append(doc.PlanSection(_clean(section.heading), max(1, section.level), _clean(section.body), holds))
    recipients = tuple(" ".join(_clean(line).split("\n")) for line in document.recipients if line.strip())
    words = ("title", "number", "place", "agency", "parent_agency", "signer_title", "signer_name")
    cleaned: dict[str, Any] = {name: _clean(getattr(document, name) or "") or None for name in words}
    return dataclasses.replace(
        document,
        sections=tuple(sections),
        tasks=tuple(_composed_task(task) for task in document.tasks),
        opening=_clean(document.opening),
        closing=_clean(document.closing),
        recipients=recipients,
        **cleaned,
    )


def _composed_task(task: PlanTask) -> PlanTask:
    units = tuple(PlanUnit(_clean(unit.name), unit.role, _clean(unit.written)) for unit in task.units)
    return dataclasses.replace(
        task, no=_clean(task.no), title=_clean(task.title), period_text=_clean(task.period_text), units=units
    )


def _clean(text: str) -> str:
    """Composed letters; a zero byte, which no database keeps, is dropped; one sort of line end."""
    return nfc(text).replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def _check_task(task: PlanTask, year: int) -> None:
    label = f"Nhiệm vụ {task.no}" if task.no else "Một nhiệm vụ"
    if not task.title.strip():
        raise DomainError(f"{label} chưa có nội dung. Ghi nội dung hoặc bỏ nhiệm vụ này.")
    if len(task.no) > 40:
        raise DomainError(f"Số thứ tự “{task.no[:40]}…” dài quá 40 chữ. Rút ngắn rồi lưu lại.")
    try:
        period_end(task.period, year)
    except ValueError as error:
        raise DomainError(f"{label} có thời gian “{task.period}” không hiểu được. Chọn lại quý hoặc tháng.") from error


def _symbol(document: PlanDocument) -> str:
    """The symbol of the number to come: as the source had it, else the office's."""
    if document.number and "/" in document.number:
        return document.number.partition("/")[2][:40]
    return plan_symbol(Office.objects.first())


def plan_symbol(office: Office | None) -> str:
    """KH-SNgV: the letters of the kind of paper, then those of the office; KH alone while the office has none."""
    letters = office.symbol if office else ""
    return letters if letters.startswith("KH-") else f"KH-{letters}".rstrip("-")


def _adopt(plan: Plan, document: PlanDocument) -> None:
    """A plan signed on paper stands issued; number and date only as the paper shows both, else both stay blank."""
    one_at_a_time()
    if Plan.objects.in_force().filter(year=plan.year).exists():
        raise DomainError(
            f"Năm {plan.year} đã có kế hoạch ban hành. Nhập văn bản này thành bản thảo, hoặc kiểm tra lại năm."
        )
    if document.number and document.issued_on:
        plan.number, plan.issued_on = document.number, document.issued_on
    plan.adopt_signed()


def _store_sections(plan: Plan, document: PlanDocument, actor: User | None) -> None:
    rows = [
        PlanSection(
            plan=plan,
            order=place,
            level=section.level,
            heading=section.heading,
            body=section.body,
            holds_tasks=section.holds_tasks,
        )
        for place, section in enumerate(document.sections, start=1)
    ]
    bulk_create_with_history(rows, PlanSection, default_user=actor)


def _resolve_units(
    document: PlanDocument, chosen: Mapping[str, Unit], new: Mapping[str, UnitKind], actor: User | None
) -> dict[str, Unit]:
    names = dict.fromkeys(unit.name for task in document.tasks for unit in task.units)
    found: dict[str, Unit] = {name: unit for name, unit in match_units(names).items() if unit}
    found |= {name: unit for name, unit in chosen.items() if name in names}
    open_names = {name: new.get(name, propose_kind(name)) for name in names if name not in found}
    return found | create_units(kinds=open_names, actor=actor)


def _store_tasks(
    plan: Plan, document: PlanDocument, units: Mapping[str, Unit], notes: Mapping[int, str], actor: User | None
) -> None:
    special = special_days()
    tasks = [
        Task(
            plan=plan,
            order=place + 1,
            no=task.no,
            title=task.title,
            period=task.period or "",
            period_text=task.period_text,
            due=task.due,
            deadline=deadline(task.period, task.due, plan.year, special),
            kind=guess_kind(task.title),
            conditional=task.conditional,
            wording_note=notes.get(place, ""),
            follow_up_unit=propose_follow_up([(units[unit.name], unit.role) for unit in task.units]),
        )
        for place, task in enumerate(document.tasks)
    ]
    bulk_create_with_history(tasks, Task, default_user=actor, batch_size=500)
    parts = [
        Assignment(task=row, unit=units[unit.name], role=unit.role, name=unit.name, written=unit.written, order=place)
        for row, task in zip(tasks, document.tasks, strict=True)
        for place, unit in enumerate(task.units, start=1)
    ]
    bulk_create_with_history(parts, Assignment, default_user=actor, batch_size=500)


def propose_follow_up(parts: Iterable[tuple[Unit, AssignmentRole | str]]) -> Unit | None:
    """Where no unit leads: the standing office if it takes part, else the first named; a proposal, shown as one."""
    parts = list(parts)
    if not parts or any(role == AssignmentRole.LEAD for _, role in parts):
        return None
    return next((unit for unit, _ in parts if unit.is_standing), parts[0][0])
