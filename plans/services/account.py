"""Accounts and the roles they hold. The administrator makes them; the first password is temporary and shown once."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence

from allauth.usersessions.models import UserSession
from django.db import transaction

from plans.errors import DomainError
from plans.models import Person, Role, RoleHolding, Unit, User
from plans.services import audit
from plans.services.locking import check_version, locked, one_at_a_time, use_submit_key

_LETTERS = "abcdefghkmnpqrstuvwxyz23456789"  # none that is read for another


def temporary_password() -> str:
    """Twelve random letters and figures in threes of four, easy to read out."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


@transaction.atomic
def create_account(
    *,
    actor: User,
    username: str,
    person: Person | None,
    roles: Sequence[str],
    contact_units: Iterable[Unit],
    key: str = "",
) -> tuple[User, str]:
    """A new account and its temporary password, which is stored nowhere but as a hash."""
    use_submit_key(actor, key)
    if User.objects.filter(username__iexact=username).exists():
        raise DomainError(f"Tên đăng nhập «{username}» đã có người dùng. Chọn tên khác.")
    _check_person(person, None)
    password = temporary_password()
    user = User(username=username, person=person, must_change_password=True)
    user.set_password(password)
    user.save()
    _set_roles(user, _wanted(roles, contact_units))
    audit.record(actor=actor, act="account.create", obj=user, detail={"roles": _roles_in_words(user)})
    return user, password


@transaction.atomic
def save_account(
    *,
    actor: User,
    user: User,
    person: Person | None,
    roles: Sequence[str],
    contact_units: Iterable[Unit],
    seen: int,
    key: str = "",
) -> User:
    """Change whose account it is and which roles it holds. The last administrator stays one."""
    use_submit_key(actor, key)
    one_at_a_time()
    record = locked(user)
    contact_units = list(contact_units)
    check_version(record, seen, {"person": person, "roles": list(roles), "contact_units": contact_units})
    _check_person(person, record)
    was_admin = record.holdings.filter(role=Role.ADMIN).exists()
    if was_admin and Role.ADMIN not in roles:
        _check_not_last(actor, record)
    before = _roles_in_words(record)
    record.person = person
    record.version += 1
    record.save(update_fields=["person", "version"])
    _set_roles(record, _wanted(roles, contact_units))
    audit.record(
        actor=actor, act="account.change", obj=record, detail={"before": before, "after": _roles_in_words(record)}
    )
    return record


@transaction.atomic
def set_account_active(*, actor: User, user: User, active: bool, key: str = "") -> User:
    """Stop an account, which ends its sessions at once, or open it again."""
    use_submit_key(actor, key)
    one_at_a_time()
    record = locked(user)
    if record.is_active == active:
        raise DomainError("Tài khoản đang dùng rồi." if active else "Tài khoản đã ngừng dùng từ trước.")
    if active and record.person and not record.person.is_active:
        raise DomainError(f"{record.person} đã thôi công tác. Ghi lại là đang công tác trước khi mở tài khoản.")
    if not active:
        if actor.pk == record.pk:
            raise DomainError("Anh, chị không tự ngừng tài khoản của mình được. Nhờ quản trị khác làm việc này.")
        if record.holdings.filter(role=Role.ADMIN).exists():
            _check_not_last(actor, record)
        _end_all(record)
    record.is_active = active
    record.version += 1
    record.save(update_fields=["is_active", "version"])
    audit.record(actor=actor, act="account.reactivate" if active else "account.deactivate", obj=record)
    return record


@transaction.atomic
def reset_password(*, actor: User, user: User, key: str = "") -> str:
    """A new temporary password; every session of the account ends."""
    use_submit_key(actor, key)
    record = locked(user)
    if actor.pk == record.pk:
        raise DomainError("Đổi mật khẩu của chính mình ở mục «Đổi mật khẩu», không đặt lại ở đây.")
    password = temporary_password()
    record.set_password(password)
    record.must_change_password = True
    record.save(update_fields=["password", "must_change_password"])
    _end_all(record)
    audit.record(actor=actor, act="account.reset_password", obj=record)
    return password


@transaction.atomic
def end_sessions(*, actor: User, user: User, key: str = "") -> int:
    """Log the account out everywhere; returns from how many places."""
    use_submit_key(actor, key)
    ended = _end_all(user)
    audit.record(actor=actor, act="account.end_sessions", obj=user, detail={"sessions": ended})
    return ended


def _end_all(user: User) -> int:
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)


def _check_person(person: Person | None, user: User | None) -> None:
    if person is None:
        return
    if not person.is_active:
        raise DomainError(f"{person} đã thôi công tác nên không nhận tài khoản. Chọn người khác.")
    holder = User.objects.filter(person=person).exclude(pk=user.pk if user else 0).first()
    if holder:
        raise DomainError(f"{person} đã có tài khoản «{holder.username}». Mỗi người một tài khoản.")


def _check_not_last(actor: User, user: User) -> None:
    if actor.pk == user.pk:
        raise DomainError("Anh, chị không tự bỏ vai trò quản trị của mình được. Nhờ quản trị khác làm việc này.")
    others = RoleHolding.objects.filter(role=Role.ADMIN, user__is_active=True).exclude(user=user)
    if not others.exists():
        raise DomainError("Đây là quản trị cuối cùng. Giao vai trò quản trị cho người khác trước.")


def _wanted(roles: Sequence[str], contact_units: Iterable[Unit]) -> set[tuple[str, int | None]]:
    """The holdings asked for: the contact's once for each unit, the others without a unit."""
    units = [unit.pk for unit in contact_units]
    if not roles:
        raise DomainError("Chọn ít nhất một vai trò.")
    if Role.CONTACT in roles and not units:
        raise DomainError("Đầu mối đơn vị phải gắn với đơn vị. Chọn ít nhất một đơn vị.")
    wanted: set[tuple[str, int | None]] = {(role, None) for role in roles if role != Role.CONTACT}
    return wanted | {(Role.CONTACT.value, unit) for unit in units if Role.CONTACT in roles}


def _set_roles(user: User, wanted: set[tuple[str, int | None]]) -> None:
    for holding in user.holdings.all():
        if (holding.role, holding.unit_id) in wanted:
            wanted.discard((holding.role, holding.unit_id))
        else:
            holding.delete()
    RoleHolding.objects.bulk_create(
        [
            RoleHolding(user=user, role=role, unit_id=unit)
            for role, unit in sorted(wanted, key=lambda pair: (pair[0], pair[1] or 0))
        ]
    )


def _roles_in_words(user: User) -> list[str]:
    return sorted(str(holding) for holding in user.holdings.select_related("unit"))


def switch_shortcuts(*, user: User, on: bool) -> None:
    """Whether the single keys of the keyboard do something for ``user``: a habit of one's own, not audited."""
    User.objects.filter(pk=user.pk).update(single_keys=on)
