"""Units and groups: what is done to them. Whom a group stands for is answered by ``UnitIndex``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from plans.errors import DomainError
from plans.models import GroupScope, Person, Unit, UnitKind, User
from plans.rules.text import fold
from plans.services import audit
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.part import sync_group_parts


@transaction.atomic
def save_unit(
    *, actor: User, unit: Unit | None, values: dict[str, Any], members: Iterable[Unit], seen: int = 0, key: str = ""
) -> Unit:
    """Create ``unit`` (None) or change it to ``values``; ``members`` count for a group that lists them."""
    use_submit_key(actor, key)
    if unit is None:
        record = Unit()
    else:
        record = locked(unit)
        check_version(record, seen, values)
        record.version += 1
    for name, value in values.items():
        setattr(record, name, value)
    _check(record)
    record.save()
    lists_members = record.kind == UnitKind.GROUP and record.group_scope == GroupScope.LISTED
    record.members.set(members if lists_members else [])
    sync_group_parts()
    audit.record(actor=actor, act="unit.create" if unit is None else "unit.change", obj=record)
    return record


@transaction.atomic
def set_unit_active(*, actor: User, unit: Unit, active: bool, key: str = "") -> Unit:
    """Stop using a unit, or use it again. It is never deleted: plans and papers keep naming it."""
    use_submit_key(actor, key)
    record = locked(unit)
    if record.is_active == active:
        raise DomainError("Đơn vị đang dùng rồi." if active else "Đơn vị đã ngừng dùng từ trước.")
    if not active:
        _check_unneeded(record)
    record.is_active = active
    record.version += 1
    record.save()
    sync_group_parts()
    audit.record(actor=actor, act="unit.reactivate" if active else "unit.deactivate", obj=record)
    return record


def _check(record: Unit) -> None:
    same_name = [u for u in Unit.objects.exclude(pk=record.pk).only("name") if fold(u.name) == fold(record.name)]
    if same_name:
        raise DomainError(f"Đã có đơn vị tên «{same_name[0].name}». Mở đơn vị đó để sửa, hoặc đặt tên khác.")
    if record.is_standing:
        if record.kind in (UnitKind.GROUP, UnitKind.EXTERNAL):
            raise DomainError("Thường trực TĐKT phải là một đơn vị của cơ quan, không phải nhóm hay cơ quan ngoài.")
        other = Unit.objects.filter(is_standing=True).exclude(pk=record.pk).first()
        if other:
            raise DomainError(f"«{other}» đang là thường trực TĐKT. Bỏ đánh dấu ở đơn vị đó trước, rồi đánh dấu ở đây.")
    if record.parent and record.parent.pk in _below(record):
        raise DomainError("Đơn vị cấp trên không được là chính nó hay đơn vị thuộc nó. Chọn đơn vị khác.")
    if record.kind == UnitKind.GROUP and record.pk and record.people.active().exists():
        raise DomainError("Đơn vị còn người đang công tác nên không đổi thành nhóm được. Chuyển họ trước.")


def _below(record: Unit) -> set[int]:
    """The unit and everything under it."""
    below = {record.pk} if record.pk else set()
    parents = dict(Unit.objects.filter(parent__isnull=False).values_list("pk", "parent_id"))
    while more := {pk for pk, parent in parents.items() if parent in below} - below:
        below |= more
    return below


def _check_unneeded(record: Unit) -> None:
    if record.is_standing:
        raise DomainError("Đây là thường trực TĐKT. Giao thường trực cho đơn vị khác trước khi ngừng dùng.")
    people = Person.objects.active().filter(unit=record).count()
    if people:
        raise DomainError(f"Còn {people} người đang công tác ở đơn vị này. Chuyển họ sang đơn vị khác trước.")
