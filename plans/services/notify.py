"""Notices under the bell: one line for one person, at most once for one key."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from plans.models import Notice, User


@transaction.atomic
def notify(users: Iterable[User], *, key: str, text: str, url: str = "") -> None:
    """Put ``text`` under the bell of each of ``users`` who still has an active account.

    ``key`` names the event ("task.return:12:3"); the same key never makes a second notice for the same person, so
    an act that is tried again, or two timers at once, notify once. ``url`` is the page the notice opens.
    """
    people = {user.pk: user for user in users if user.is_active}
    Notice.objects.bulk_create(
        [Notice(user=user, key=key[:200], text=text, url=url[:300]) for user in people.values()],
        ignore_conflicts=True,
    )


@transaction.atomic
def mark_read(*, user: User, pks: Iterable[int] | None = None) -> int:
    """Mark these of the person's notices read, all of them without ``pks``; gives how many were not yet."""
    unread = Notice.objects.filter(user=user, read_at__isnull=True)
    if pks is not None:
        unread = unread.filter(pk__in=list(pks))
    return unread.update(read_at=timezone.now())
