"""Quán triệt: who of each unit has read the issued plan, and who wrote it down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from plans.errors import DomainError, NotAllowed
from plans.models import Person, Plan, PlanReading, PlanState, User
from plans.services import audit
from plans.services.locking import locked, use_submit_key

WHO_RECORDS = "Đầu mối đơn vị ghi quán triệt cho người của đơn vị mình, thường trực TĐKT ghi cho mọi đơn vị."
NOT_ISSUED = "Chỉ ghi quán triệt khi kế hoạch đã ban hành và đang thực hiện."


@transaction.atomic
def record_readings(
    *, plan: Plan, actor: User, people: Iterable[Person], read_on: dt.date, today: dt.date, key: str = ""
) -> int:
    """Write down that ``people`` have read the plan; gives how many are new. Everybody may record himself."""
    use_submit_key(actor, key)
    plan = locked(plan)
    if plan.state != PlanState.ISSUED:
        raise DomainError(NOT_ISSUED)
    people = list(people)
    for person in people:
        if person.pk != actor.person_id and not actor.has_perm("plans.record_reading", person.unit_id):
            raise NotAllowed(WHO_RECORDS)
    if read_on > today:
        raise DomainError(f"Ngày quán triệt {read_on:%d/%m/%Y} ở sau hôm nay. Nhập ngày đã đọc, đã họp phổ biến.")
    if plan.issued_on and read_on < plan.issued_on:
        raise DomainError(f"Ngày quán triệt phải từ ngày ban hành kế hoạch, {plan.issued_on:%d/%m/%Y}.")
    known = set(PlanReading.objects.filter(plan=plan).values_list("person_id", flat=True))
    new = [person for person in people if person.pk not in known and person.is_active]
    PlanReading.objects.bulk_create(
        PlanReading(plan=plan, person=person, unit_id=person.unit_id, read_on=read_on, recorded_by=actor)
        for person in new
    )
    if new:
        detail = {"people": [person.pk for person in new], "read_on": read_on}
        audit.record(actor=actor, act="plan.read", obj=plan, note=f"{len(new)} người", detail=detail)
    return len(new)


@transaction.atomic
def remove_reading(*, reading: PlanReading, actor: User, key: str = "") -> None:
    """Take back a line written by mistake; the audit chain keeps that it was there."""
    use_submit_key(actor, key)
    reading = locked(reading)
    if reading.person_id != actor.person_id and not actor.has_perm("plans.record_reading", reading.unit_id):
        raise NotAllowed(WHO_RECORDS)
    if reading.plan.state != PlanState.ISSUED:
        raise DomainError(NOT_ISSUED)
    audit.record(
        actor=actor,
        act="plan.unread",
        obj=reading.plan,
        note=str(reading.person),
        detail={"person": reading.person_id, "read_on": reading.read_on},
    )
    reading.delete()
