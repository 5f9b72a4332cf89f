"""Lời hứa và kết quả: what came of the targets, and why something that was registered was missed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction

from emulation.models import Registration, RegistrationState
from emulation.services.registration import check_begun
from plans.errors import DomainError
from plans.models import User
from plans.services import audit
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.task_log import demand

WHO_RECORDS = (
    "Người đăng ký, đầu mối đơn vị và thường trực TĐKT ghi kết quả, lý do. Anh, chị báo một trong những người ấy."
)


class AimNote(NamedTuple):
    """What is written beside an aim: why it was missed; of a title also the initiative and its first day."""

    gap_reason: str
    initiative: str = ""
    begun_on: dt.date | None = None


class TargetResult(NamedTuple):
    """What came of one target."""

    achieved: str
    met: bool | None
    gap_reason: str


@transaction.atomic
def record_results(
    *,
    registration: Registration,
    actor: User,
    aims: Mapping[int, AimNote],
    targets: Mapping[int, TargetResult],
    today: dt.date,
    seen: int,
    key: str = "",
) -> Registration:
    """Write notes beside the aims and results beside the targets, both by primary key."""
    use_submit_key(actor, key)
    record = locked(registration)
    demand(actor, "emulation.record_result", record, WHO_RECORDS)
    check_version(record, seen, {})
    if record.state == RegistrationState.DRAFT:
        raise DomainError("Bản đăng ký chưa gửi nên chưa có gì để đối chiếu. Gửi bản đăng ký rồi ghi kết quả.")
    check_begun((note.begun_on for note in aims.values()), today)
    for aim in record.aims.filter(pk__in=aims):
        aim.gap_reason, aim.initiative, aim.initiative_begun_on = aims[aim.pk]
        aim.save()
    for target in record.targets.filter(pk__in=targets):
        result = targets[target.pk]
        if result.met is False and not result.gap_reason.strip():
            raise DomainError(f"Chỉ tiêu “{target.text}” không đạt thì ghi lý do.")
        target.achieved, target.met, target.gap_reason = result
        target.save()
    record.version += 1
    record.save()
    audit.record(actor=actor, act="registration.result", obj=record)
    return record
