"""The way of a record through its states: taken up as the person saw it, moved and audited, told to who it concerns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst

from plans.errors import DomainError
from plans.models import AuditEntry, User
from plans.rules.official import short_date
from plans.services import audit
from plans.services.locking import locked, use_submit_key
from plans.services.notify import notify

M = TypeVar("M", bound=models.Model)


def taken_up(actor: User, record: M, *, seen: int, key: str, states: Iterable[str], why_not: Mapping[Any, str]) -> M:
    """``record`` locked, in one of ``states``, as the person saw it, and the form used for the first time.

    ``why_not`` has a sentence for each state in which nothing can be done. Raises DomainError.
    """
    use_submit_key(actor, key)
    current: Any = locked(record)
    if current.state not in states:
        raise DomainError(why_not[current.state])
    if current.version != seen:
        name = capfirst(current._meta.verbose_name)
        raise DomainError(f"{name} vừa được người khác sửa sau khi anh, chị mở trang này. Xem lại rồi làm tiếp.")
    return current  # type: ignore[no-any-return]


def moved(record: Any, actor: User, act: str, transition: Callable[[], object], note: str = "") -> AuditEntry:
    """Make the ``transition`` of ``record``, save it as its next version and write the audit."""
    before = record.state
    transition()
    record.version += 1
    record.save()
    return audit.record(actor=actor, act=act, obj=record, state_from=before, state_to=record.state, note=note)


def holders(*roles: str) -> models.QuerySet[User]:
    """Every account in use that holds one of ``roles``; all accounts in use when none is named."""
    people = User.objects.filter(is_active=True)
    return people.filter(holdings__role__in=roles).distinct() if roles else people


def tell(people: Iterable[User], *, entry: AuditEntry, text: str, url: str) -> None:
    """A notice of the act that ``entry`` recorded, once to each of ``people``."""
    notify(people, key=f"{entry.act}:{entry.object_id}:{entry.number}", text=text, url=url)


def check_issue_day(issued_on: dt.date) -> None:
    """Refuse a day of issue that has not come yet."""
    if issued_on > timezone.localdate():
        raise DomainError(f"Ngày ban hành {short_date(issued_on)} ở sau hôm nay. Nhập ngày ký thật.")
