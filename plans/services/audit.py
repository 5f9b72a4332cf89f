"""Writing the audit chain. Every act calls ``record`` inside its own transaction, so both happen or neither."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from contextvars import ContextVar
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from plans.models import AuditEntry, AuditHead, User

# The address of the request being served, set by the middleware; empty for commands
client_address: ContextVar[str] = ContextVar("client_address", default="")

SEALED = (
    "number",
    "actor_id",
    "actor_name",
    "act",
    "object_type",
    "object_id",
    "object_label",
    "state_from",
    "state_to",
    "note",
    "address",
    "detail",
    "previous",
)


def seal(entry: AuditEntry) -> str:
    """The SHA-256 of every column of ``entry`` but its own hash, in a fixed order."""
    sealed: dict[str, Any] = {name: getattr(entry, name) for name in SEALED}
    sealed["at"] = entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    text = json.dumps(sealed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def record(
    *,
    actor: User | None,
    act: str,
    obj: models.Model | None = None,
    state_from: str = "",
    state_to: str = "",
    note: str = "",
    detail: dict[str, Any] | None = None,
) -> AuditEntry:
    """Append one event to the chain. ``act`` is a short verb slug such as ``plan.issue``.

    The head row is locked first, so that two acts at once take two places in the chain (SQLite has locked the whole
    database by then). What is sealed is what both databases give back: cut to length, plain JSON.
    """
    AuditHead.objects.get_or_create(pk=1)
    head = AuditHead.objects.select_for_update().get(pk=1)
    entry = AuditEntry(
        number=head.number + 1,
        at=timezone.now(),
        actor=actor,
        actor_name=_line(actor.username if actor else "", 150),
        act=_line(act, 60),
        object_type=obj._meta.label_lower if obj else "",
        object_id=_line(str(obj.pk), 40) if obj else "",
        object_label=_line(str(obj), 300) if obj else "",
        state_from=_line(state_from, 40),
        state_to=_line(state_to, 40),
        note=_line(note),
        address=_line(client_address.get(), 60),
        detail=_plain(detail or {}),
        previous=head.hash,
    )
    entry.hash = seal(entry)
    entry.save(force_insert=True)
    head.number, head.hash = entry.number, entry.hash
    head.save()
    return entry


def record_refusal(*, actor: User, method: str, path: str, reason: str) -> None:
    """Somebody tried what is not theirs to do (403)."""
    place = path[:300]
    record(actor=actor, act="right.refuse", note=f"{place}: {reason}", detail={"method": method, "path": place})


def record_login(*, user: User) -> None:
    """Đăng nhập."""
    record(actor=user, act="login", obj=user)


def record_logout(*, user: User) -> None:
    """Đăng xuất."""
    record(actor=user, act="logout", obj=user)


def record_failed_login(*, username: str) -> None:
    """A wrong password. A name that is no account is not written down: people type passwords into that field."""
    user = User.objects.filter(username__iexact=username).first()
    record(actor=None, act="login.fail", obj=user, note="" if user else "Tên đăng nhập không có trong danh sách")


def record_password_change(*, user: User) -> None:
    """Đổi mật khẩu; the password itself is written nowhere."""
    record(actor=user, act="password.change", obj=user)


def _line(value: object, length: int | None = None) -> str:
    """Text as both databases keep it: without NUL, cut to the column's length."""
    return str(value).replace("\x00", "")[:length]


def _plain(value: Any) -> Any:
    """JSON that reads back the same from both databases: no floats, no dates, keys as text."""
    if isinstance(value, dict):
        return {_line(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, bool | int):
        return value
    return _line(value.isoformat() if isinstance(value, dt.date) else value)
