"""The sample office: the units of the 2026 plan, and people and accounts marked as sample. Only while DEBUG is on."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from plans.errors import DomainError
from plans.models import Office, Person, Role, RoleHolding, Unit, User
from plans.services import audit
from plans.services.special_days import seed_special_days

SAMPLE_PASSWORD = "tdkt-mau-2026"  # noqa: S105 - printed for everybody by `make run`, refused when DEBUG is off
SAMPLE_YEARS = (2025, 2026, 2027)
_SEED = Path(__file__).resolve().parent.parent / "seed"


@transaction.atomic
def load_sample_office() -> bool:
    """Make the office, its units, people, accounts and special days, all or nothing.

    Returns whether the office is the sample. Where an office exists already nothing is touched: what people changed,
    renamed or stopped using since stays so, and a real office gets no sample.
    """
    if not settings.DEBUG:
        raise DomainError("Dữ liệu mẫu chỉ nạp được khi chạy thử (TDKT_DEBUG=1), không nạp vào bản chạy thật.")
    existing = Office.objects.first()
    if existing:
        return existing.is_sample
    office, sample = _read("office-2026.toml"), _read("sample-office.toml")
    Office.objects.create(pk=1, is_sample=True, **office["office"])
    units = [_unit(values, is_sample=False) for values in office["unit"]]
    units += [_unit(values, is_sample=True) for values in sample["unit"]]
    by_name = {unit.name: unit for unit in units}
    for values in sample["person"]:
        _person(values, by_name)
    for year in SAMPLE_YEARS:
        seed_special_days(year)
    audit.record(actor=None, act="office.load_sample", obj=Office.objects.get())
    return True


def sample_accounts() -> list[tuple[str, str, str]]:
    """User name, roles in words and unit of each sample account that still exists, for the lines of ``make run``."""
    lines = []
    users = User.objects.filter(is_sample=True, is_active=True).select_related("person__unit")
    for user in users.prefetch_related("holdings"):
        roles = ", ".join(holding.get_role_display() for holding in user.holdings.all())
        lines.append((user.username, roles, user.person.unit.label if user.person else ""))
    return lines


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_SEED / name).read_text(encoding="utf-8"))


def _unit(values: dict[str, Any], *, is_sample: bool) -> Unit:
    aliases = "\n".join(values.pop("aliases", []))
    return Unit.objects.create(aliases=aliases, is_sample=is_sample, **values)


def _person(values: dict[str, Any], units: dict[str, Unit]) -> None:
    """The person and, where one is named, the account with its roles (the contact's at the person's unit)."""
    username, roles = values.pop("account", ""), values.pop("roles", [])
    unit = units[values.pop("unit")]
    person = Person.objects.create(unit=unit, is_sample=True, **values)
    if not username:
        return
    user = User(username=username, person=person, is_sample=True)
    user.set_password(SAMPLE_PASSWORD)
    user.save()
    for role in roles:
        RoleHolding.objects.create(user=user, role=role, unit=unit if role == Role.CONTACT else None)
    audit.record(actor=None, act="account.create", obj=user, note="Tài khoản mẫu")
