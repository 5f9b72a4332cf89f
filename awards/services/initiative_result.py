"""What became of a scored initiative: recognised at a level of effect by a signed decision, or refused.

By hand, where the standing office copies a decision from paper (``recognise``, ``refuse``); or as what follows from a
paper that the app itself issued (``recognise_by_decision``, ``refuse_by_decision``), whose own act asked for the right.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from awards.models import Initiative, InitiativeState, Recognition
from awards.services.initiative_way import RECOGNISES, WAY, demand_run, owners
from plans.errors import DomainError
from plans.models import StoredFile, User
from plans.services import audit
from plans.services.evidence import NewFile, keep_upload
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.task_log import short

RECOGNISABLE = (InitiativeState.SCORED, InitiativeState.RECOGNISED)
WHO_RECOGNISES = "Thường trực TĐKT ghi quyết định công nhận đã ký. Có quyết định thì gửi thường trực."


class Deciding(NamedTuple):
    """The paper that decides: its number and day, who signed it, and the signed file where there is one."""

    number: str
    decided_on: dt.date
    decided_by: str = ""
    file: StoredFile | None = None

    def __str__(self) -> str:
        return f"số {self.number} ngày {self.decided_on:%d/%m/%Y}"


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
    record = WAY.taken_up(initiative, actor, seen, key, *RECOGNISABLE)
    demand_run(actor, RECOGNISES, record, WHO_RECOGNISES)
    stored = keep_upload(file, actor) if file else None
    return _recognised(record, actor, scope, Deciding(number, decided_on, decided_by, stored))


@transaction.atomic
def recognise_by_decision(*, initiative: Initiative, actor: User, scope: str, paper: Deciding) -> Initiative:
    """What follows for one initiative when a decision of the council is issued, whoever puts the number on it."""
    record = locked(initiative)
    WAY.require(record, *RECOGNISABLE)
    return _recognised(record, actor, scope, paper)


def _recognised(record: Initiative, actor: User, scope: str, paper: Deciding) -> Initiative:
    _check_day(paper.decided_on)
    level = Recognition.Scope(scope)
    if record.recognitions.filter(scope=scope).exists():
        raise DomainError(f"Đã ghi công nhận phạm vi “{level.label}”. Sửa dòng đã ghi nếu nhầm.")
    Recognition.objects.create(initiative=record, scope=level, **paper._asdict())
    note = f"{level.label}: {paper}"
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
def amend_by_decision(*, recognition: Recognition, actor: User, scope: str, paper: Deciding) -> Recognition:
    """What follows for one recognition when a later decision amends it; it counts by the day of the first one."""
    record = locked(recognition)
    _demand_in_force(record)
    before = f"số {record.number} ngày {record.decided_on:%d/%m/%Y}"
    if record.initiative.recognitions.filter(scope=scope).exclude(pk=record.pk).exists():
        raise DomainError(f"Sáng kiến đã có công nhận phạm vi “{Recognition.Scope(scope).label}”. Chọn phạm vi khác.")
    record.scope = Recognition.Scope(scope)
    record.version += 1
    record.save()
    note = f"{before}, sửa đổi theo {paper}"
    audit.record(actor=actor, act="initiative.recognition_change", obj=record.initiative, note=note)
    return record


@transaction.atomic
def revoke_by_decision(*, recognition: Recognition, actor: User, paper: Deciding) -> Initiative:
    """What follows when a later decision annuls a recognition; without one in force the initiative counts no more."""
    record, found = locked(recognition.initiative), locked(recognition)
    _demand_in_force(found)
    found.revoked_on, found.revoked_number = paper.decided_on, paper.number
    found.version += 1
    found.save()
    note = f"{found.get_scope_display()}: {paper}"
    if record.recognitions.filter(revoked_on=None).exists():
        record.version += 1
        record.save()
        entry = audit.record(actor=actor, act="initiative.revoke", obj=record, note=note)
    else:
        entry = WAY.moved(record, actor, "initiative.revoke", record.revoke, note)
    words = f"Công nhận sáng kiến “{short(record.name)}” đã bị hủy bỏ ({note})."
    WAY.tell(owners(record), record, entry, words, but=actor)
    return record


def _demand_in_force(recognition: Recognition) -> None:
    if recognition.revoked_on is not None:
        raise DomainError(
            f"Công nhận sáng kiến “{recognition.initiative.name}” đã bị hủy bỏ theo quyết định "
            f"{recognition.revoked_number}. Bỏ dòng này khỏi dự thảo."
        )


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
    record = locked(recognition)
    demand_run(actor, RECOGNISES, record.initiative, WHO_RECOGNISES)
    _demand_in_force(record)
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
    demand_run(actor, RECOGNISES, record, WHO_RECOGNISES)
    return _refused(record, actor, reason)


@transaction.atomic
def refuse_by_decision(*, initiative: Initiative, actor: User, reason: str, paper: Deciding) -> Initiative:
    """What follows for one initiative that a paper of the council does not recognise."""
    record = locked(initiative)
    WAY.require(record, InitiativeState.SCORED)
    _check_day(paper.decided_on)
    return _refused(record, actor, f"{reason.strip()} ({paper})" if reason.strip() else "")


def _refused(record: Initiative, actor: User, reason: str) -> Initiative:
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
