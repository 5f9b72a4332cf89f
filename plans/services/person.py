"""The staff list: who works where. People are never deleted; those who left stop being active."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from plans.errors import DomainError
from plans.models import Person, Unit, UnitKind, User
from plans.rules.text import nfc
from plans.services import audit
from plans.services.locking import check_version, locked, use_submit_key


def same_name(full_name: str) -> str:
    """The key under which two spellings of a name are one: composed, one space, any case; accents count."""
    return " ".join(nfc(full_name).casefold().split())


@transaction.atomic
def save_person(*, actor: User, person: Person | None, values: dict[str, Any], seen: int = 0, key: str = "") -> Person:
    """Add somebody to the staff list (None) or change ``person`` to ``values``."""
    use_submit_key(actor, key)
    if person is None:
        record = Person()
    else:
        record = locked(person)
        check_version(record, seen, values)
        record.version += 1
    for name, value in values.items():
        setattr(record, name, value)
    record.full_name = " ".join(record.full_name.split())
    _check_unit(record.unit)
    _check_namesake(record)
    record.save()
    audit.record(actor=actor, act="person.create" if person is None else "person.change", obj=record)
    return record


@transaction.atomic
def set_person_active(*, actor: User, person: Person, active: bool, key: str = "") -> Person:
    """Note that somebody left, or came back. An account in use is closed by the administrator first."""
    use_submit_key(actor, key)
    record = locked(person)
    if record.is_active == active:
        raise DomainError("Người này đang công tác rồi." if active else "Người này đã thôi công tác từ trước.")
    account = User.objects.filter(person=record, is_active=True).first()
    if account and not active:
        raise DomainError(
            f"Người này còn tài khoản «{account.username}» đang dùng. Nhờ quản trị ngừng tài khoản trước."
        )
    if active:
        _check_unit(record.unit)
    record.is_active = active
    record.version += 1
    record.save()
    audit.record(actor=actor, act="person.reactivate" if active else "person.deactivate", obj=record)
    return record


def note_reading(*, actor: User, person: Person) -> None:
    """Keep in the audit that somebody read another person's own page in full."""
    if actor.person_id != person.pk:
        audit.record(actor=actor, act="person.read", obj=person)


def _check_unit(unit: Unit) -> None:
    if unit.kind in (UnitKind.GROUP, UnitKind.EXTERNAL):
        raise DomainError(f"«{unit}» không phải nơi công tác. Chọn một phòng hoặc đơn vị của cơ quan.")
    if not unit.is_active:
        raise DomainError(f"«{unit}» đã ngừng dùng. Chọn đơn vị đang dùng.")


def _check_namesake(record: Person) -> None:
    """Two people of one name in one unit must differ in their birth dates, or nobody could tell them apart."""
    name = same_name(record.full_name)
    others = Person.objects.filter(unit=record.unit, birth_date=record.birth_date).exclude(pk=record.pk)
    if any(same_name(other) == name for other in others.values_list("full_name", flat=True)):
        raise DomainError(
            f"Đơn vị này đã có «{record.full_name}» với ngày sinh như vậy. "
            "Nếu là hai người trùng tên, ghi ngày sinh để phân biệt."
        )
