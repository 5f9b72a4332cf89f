"""The way of a record through its states: taken up as the person saw it, moved and audited, told to who it concerns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django_fsm import TransitionNotAllowed

from plans.errors import DomainError
from plans.models import AuditEntry, Role, Unit, User
from plans.rules.official import short_date
from plans.services import audit
from plans.services.locking import locked, use_submit_key
from plans.services.notify import notify

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class Way(Generic[M]):
    """What the acts on one kind of record share.

    ``why_not`` has a sentence for each state in which an act may not be possible. ``page`` gives the address that
    notices about a record open. ``field`` names the field of its state.
    """

    why_not: Mapping[Any, str]
    page: Callable[[M], str] | None = None
    field: str = "state"

    def taken_up(self, record: M, actor: User, seen: int, key: str, *states: str) -> M:
        """``record`` locked, in one of ``states``, as the person saw it, and the form used for the first time."""
        use_submit_key(actor, key)
        current: Any = locked(record)
        self.require(current, *states)
        if current.version != seen:
            name = capfirst(current._meta.verbose_name)
            raise DomainError(f"{name} vừa được người khác sửa sau khi anh, chị mở trang này. Xem lại rồi làm tiếp.")
        return current  # type: ignore[no-any-return]

    def require(self, record: M, *states: str) -> None:
        """Refuse with the sentence of the record's present state unless it is one of ``states``."""
        state = getattr(record, self.field)
        if state not in states:
            raise DomainError(self.why_not[state])

    def move(self, record: M, transition: Callable[[], object]) -> None:
        """Make the ``transition`` of ``record``, or say why its present state does not allow it."""
        try:
            transition()
        except TransitionNotAllowed:
            raise DomainError(self.why_not[getattr(record, self.field)]) from None

    def moved(self, record: M, actor: User, act: str, transition: Callable[[], object], note: str = "") -> AuditEntry:
        """Make the ``transition`` of ``record``, save it as its next version and write the audit."""
        changed: Any = record
        before = getattr(changed, self.field)
        self.move(record, transition)
        changed.version += 1
        changed.save()
        after = getattr(changed, self.field)
        return audit.record(actor=actor, act=act, obj=changed, state_from=before, state_to=after, note=note)

    def tell(self, people: Iterable[User], record: M, entry: AuditEntry, text: str, *, but: User | None = None) -> None:
        """A notice of the act that ``entry`` recorded, once to each of ``people`` except ``but``."""
        url = self.page(record) if self.page else ""
        tell([user for user in people if user != but], entry=entry, text=text, url=url)


def tell(people: Iterable[User], *, entry: AuditEntry, text: str, url: str) -> None:
    """A notice of the act that ``entry`` recorded, once to each of ``people``; it opens ``url``."""
    notify(people, key=f"{entry.act}:{entry.object_id}:{entry.number}", text=text, url=url)


def holders(*roles: str) -> models.QuerySet[User]:
    """Every account in use that holds one of ``roles``; all accounts in use when none is named."""
    people = User.objects.filter(is_active=True)
    return people.filter(holdings__role__in=roles).distinct() if roles else people


def concerned(units: Iterable[Unit | int]) -> list[User]:
    """Who hears of what is issued for ``units``: their contacts, the leadership and the standing office."""
    contacts = User.objects.filter(is_active=True, holdings__role=Role.CONTACT, holdings__unit__in=units)
    return [*contacts.distinct(), *holders(Role.LEADER, Role.STANDING)]


def check_issue_day(issued_on: dt.date) -> None:
    """Refuse a day of issue that has not come yet."""
    if issued_on > timezone.localdate():
        raise DomainError(f"Ngày ban hành {short_date(issued_on)} ở sau hôm nay. Nhập ngày ký thật.")
