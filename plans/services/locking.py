"""Lock a record before acting on it, and refuse a save made over somebody else's."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst

from plans.errors import AlreadyDone, DomainError, EditConflict
from plans.models import Office, SubmitKey, User

M = TypeVar("M", bound=models.Model)
KEPT_APART = dt.timedelta(minutes=5)  # savings by themselves closer than this share one line of history
ALREADY_DONE = "Việc này đã được ghi từ lần bấm trước, không ghi lần nữa."
_BY_ITSELF = "tự lưu, tài khoản"  # marks such a line, with the number of the account


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


def save_in_line(record: Any, *, actor: User, by_itself: bool) -> None:
    """Save the words of a hand with their line of history.

    Savings by themselves of one hand that follow close on each other share one line, which always holds the last
    words. A save by the button stands in a line of its own, and nothing is ever written over it.
    """
    now, mark = timezone.now(), f"{_BY_ITSELF} {actor.pk}" if by_itself else None
    line = record.history.order_by("-history_id").first() if by_itself and record.pk else None
    if line is None or line.history_change_reason != mark or now - line.history_date >= KEPT_APART:
        record._change_reason = mark
        record.save()
        record._change_reason = None
        return
    record.save_without_historical_record()
    words = {field.attname: getattr(record, field.attname) for field in type(line).tracked_fields}
    record.history.filter(pk=line.pk).update(**words, history_date=now)


def use_submit_key(user: User, key: str, url: str = "") -> None:
    """Use up the one-time key of a form, inside the act's transaction.

    Raises AlreadyDone when the same form was already acted on: the first one counted, nothing happens twice.
    """
    if not key:
        return
    used, is_new = SubmitKey.objects.get_or_create(key=key[:64], defaults={"user": user, "url": url[:300]})
    if not is_new:
        raise AlreadyDone(ALREADY_DONE, used.url if used.user_id == user.pk else "")


def lead_repeats_to(url: str, *, user: User, key: str) -> None:
    """Whoever sends the form of ``key`` again is led to ``url``, the page of what the first press made."""
    if key:
        SubmitKey.objects.filter(key=key[:64], user=user).update(url=url)


def made_before(user: User, key: str) -> str:
    """The page of what the form of ``key`` has made already; empty where it was not used or has led nowhere."""
    used = SubmitKey.objects.filter(key=key[:64], user=user).first() if key else None
    return used.url if used else ""
