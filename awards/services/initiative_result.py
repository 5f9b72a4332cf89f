"""What became of a scored initiative: recognised at a level of effect by a signed decision, or refused."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from awards.models import Initiative, InitiativeState, Recognition
from awards.services.initiative_way import WAY, owners
from plans.errors import DomainError
from plans.models import User
from plans.services import audit
from plans.services.evidence import NewFile, keep_upload
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.task_log import demand, short

WHO_RECOGNISES = "Thường trực TĐKT ghi quyết định công nhận đã ký. Có quyết định thì gửi thường trực."


@transaction.atomic
def recognise(
    *,
    initiative: Initiative,
    actor: User,
    scope: str,
    number: str,
    decided_on: dt.date,
    decided_by: str,
    seen: int,
    file: NewFile | None = None,
    key: str = "",
) -> Initiative:
    """Ghi quyết định công nhận: of the office, or of a level above; the first one recognises the initiative."""
    record = WAY.taken_up(initiative, actor, seen, key, InitiativeState.SCORED, InitiativeState.RECOGNISED)
    demand(actor, "awards.recognise", None, WHO_RECOGNISES)
    _check_day(decided_on)
    level = Recognition.Scope(scope)
    if record.recognitions.filter(scope=scope).exists():
        raise DomainError(f"Đã ghi công nhận phạm vi “{level.label}”. Sửa dòng đã ghi nếu nhầm.")
    stored = keep_upload(file, actor) if file else None
    facts = {"number": number, "decided_on": decided_on, "decided_by": decided_by, "file": stored}
    Recognition.objects.create(initiative=record, scope=level, **facts)
    note = f"{level.label}: số {number} ngày {decided_on:%d/%m/%Y}"
    if record.state == InitiativeState.SCORED:
        entry = WAY.moved(record, actor, "initiative.recognise", record.recognise, note)
    else:
        record.version += 1
        record.save()
        entry = audit.record(actor=actor, act="initiative.recognise", obj=record, note=note)
    words = f"Sáng kiến “{short(record.name)}” được công nhận ({note})."
    WAY.tell(owners(record), record, entry, words, but=actor)
    return record


@transaction.atomic
def correct_recognition(
    *,
    recognition: Recognition,
    actor: User,
    number: str,
    decided_on: dt.date,
    decided_by: str,
    seen: int,
    file: NewFile | None = None,
    key: str = "",
) -> Recognition:
    """Correct what was copied wrongly from a decision; a new file takes the place of the old one."""
    use_submit_key(actor, key)
    demand(actor, "awards.recognise", None, WHO_RECOGNISES)
    record = locked(recognition)
    check_version(record, seen, {})
    _check_day(decided_on)
    before = f"số {record.number} ngày {record.decided_on:%d/%m/%Y}"
    record.number, record.decided_on, record.decided_by = number, decided_on, decided_by
    if file:
        record.file = keep_upload(file, actor)
    record.version += 1
    record.save()
    note = f"{before} → số {number} ngày {decided_on:%d/%m/%Y}"
    audit.record(actor=actor, act="initiative.recognition_change", obj=record.initiative, note=note)
    return record


@transaction.atomic
def refuse(*, initiative: Initiative, actor: User, reason: str, seen: int, key: str = "") -> Initiative:
    """Không công nhận, with the reason that its authors read."""
    record = WAY.taken_up(initiative, actor, seen, key, InitiativeState.SCORED)
    demand(actor, "awards.recognise", None, WHO_RECOGNISES)
    if not reason.strip():
        raise DomainError("Ghi lý do không công nhận để tác giả biết.")
    record.refuse_reason = reason.strip()
    entry = WAY.moved(record, actor, "initiative.refuse", record.refuse, reason)
    words = f"Sáng kiến “{short(record.name)}” không được công nhận: {short(reason)}"
    WAY.tell(owners(record), record, entry, words, but=actor)
    return record


def _check_day(day: dt.date) -> None:
    if day > timezone.localdate():
        raise DomainError(f"Ngày quyết định {day:%d/%m/%Y} ở sau hôm nay. Nhập ngày ký thật.")
