"""Lock a record before acting on it, and refuse a save made over somebody else's."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models

from plans.errors import DomainError, EditConflict
from plans.models import SubmitKey, User

M = TypeVar("M", bound=models.Model)


def locked(record: M) -> M:
    """The record as it stands now, locked until the transaction ends (SQLite locks the whole database)."""
    manager = type(record)._default_manager
    return manager.select_for_update().get(pk=record.pk)


def check_version(record: Any, seen: int, typed: dict[str, Any]) -> None:
    """Refuse with both texts when ``record`` has moved on since version ``seen`` was shown."""
    if record.version != seen:
        raise EditConflict(record, typed)


def use_submit_key(user: User, key: str, url: str = "") -> None:
    """Use up the one-time key of a form, inside the act's transaction.

    Raises DomainError when the same form was already acted on: the first one counted, nothing happens twice.
    """
    if key and not SubmitKey.objects.get_or_create(key=key, defaults={"user": user, "url": url[:300]})[1]:
        raise DomainError("Việc này đã được ghi từ lần bấm trước, không ghi lần nữa.")
