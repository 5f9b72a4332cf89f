"""The first act of an empty installation: the office, its standing unit, and the first account."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from plans.errors import DomainError
from plans.models import AuditHead, Office, Person, Role, RoleHolding, Unit, UnitKind, User
from plans.services import audit
from plans.services.special_days import seed_special_days


@dataclass(frozen=True)
class FirstOffice:
    """The office as the first page asks for it."""

    name: str
    heading: str
    parent_heading: str
    place: str
    symbol: str
    standing_unit: str


@dataclass(frozen=True)
class FirstAccount:
    """The first account: administrator and standing office in one, until roles are given to others."""

    full_name: str
    username: str
    password: str


def is_first_run() -> bool:
    """Whether nobody has an account yet."""
    return not User.objects.exists()


@transaction.atomic
def set_up_office(*, office: FirstOffice, account: FirstAccount, years: Iterable[int]) -> User:
    """Make everything the first login needs, or nothing. Of two browsers at once the second is refused."""
    AuditHead.objects.get_or_create(pk=1)
    AuditHead.objects.select_for_update().get(pk=1)  # the one row that every act locks: the second waits here
    if not is_first_run():
        raise DomainError("Cơ quan vừa được lập ở một cửa sổ khác. Mở trang đăng nhập để vào.")
    record, _ = Office.objects.update_or_create(
        pk=1,
        defaults={
            "name": office.name,
            "heading": office.heading,
            "parent_heading": office.parent_heading,
            "place": office.place,
            "symbol": office.symbol,
        },
    )
    unit = Unit.objects.create(name=office.standing_unit, kind=UnitKind.DIVISION, is_standing=True, order=20)
    person = Person.objects.create(full_name=account.full_name, unit=unit)
    user = User(username=account.username, person=person)
    user.set_password(account.password)
    user.save()
    RoleHolding.objects.bulk_create([RoleHolding(user=user, role=role) for role in (Role.ADMIN, Role.STANDING)])
    for year in years:
        seed_special_days(year)
    audit.record(actor=user, act="office.set_up", obj=record)
    return user
