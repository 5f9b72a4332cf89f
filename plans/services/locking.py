"""Lock a record before acting on it, and refuse a save made over somebody else's."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django.utils.text import capfirst

from plans.errors import AlreadyDone, DomainError, EditConflict
from plans.models import Office, SubmitKey, User

M = TypeVar("M", bound=models.Model)


def locked(record: M) -> M:
    """The record as it stands now, locked until the transaction ends (SQLite locks the whole database).

    Raises DomainError when somebody removed it meanwhile.
    """
    model = type(record)
    found = model._default_manager.select_for_update().filter(pk=record.pk).first()
    if found is None:
        raise DomainError(f"{capfirst(model._meta.verbose_name)} này vừa bị người khác bỏ. Quay lại danh sách để xem.")
    return found


def one_at_a_time() -> None:
    """Hold the office's row until the transaction ends: for acts that must not pass each other by, such as two
    administrators taking each other's role away, or two plans of one year issued at the same moment. Held first.
    """
    list(Office.objects.select_for_update().values_list("pk"))


def check_version(record: Any, seen: int, typed: dict[str, Any]) -> None:
    """Refuse with both texts when ``record`` has moved on since version ``seen`` was shown."""
    if record.version != seen:
        raise EditConflict(record, typed)


def use_submit_key(user: User, key: str, url: str = "") -> None:
    """Use up the one-time key of a form, inside the act's transaction.

    Raises AlreadyDone when the same form was already acted on: the first one counted, nothing happens twice.
    """
    if key and not SubmitKey.objects.get_or_create(key=key[:64], defaults={"user": user, "url": url[:300]})[1]:
        raise AlreadyDone("Việc này đã được ghi từ lần bấm trước, không ghi lần nữa.")
