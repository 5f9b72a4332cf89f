"""Private calendar feeds: an address that is a secret, shown once, of which only the hash is kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.conf import settings
from django.db import transaction

from plans.errors import DomainError
from plans.models import CalendarFeed, User
from plans.services import audit
from plans.services.locking import locked, use_submit_key

MOST_FEEDS = 5
USED_EVERY = dt.timedelta(hours=1)  # how exactly the last use is kept; a calendar asks many times a day


@transaction.atomic
def make_feed(*, user: User, label: str, own_units: bool, key: str = "") -> tuple[CalendarFeed, str]:
    """A new feed and its secret, which nobody can read again."""
    use_submit_key(user, key)
    User.objects.select_for_update().get(pk=user.pk)  # one at a time, so that none passes the limit
    if CalendarFeed.objects.filter(user=user, revoked_at__isnull=True).count() >= MOST_FEEDS:
        raise DomainError(f"Anh, chị đang có {MOST_FEEDS} lịch riêng. Thu hồi lịch không dùng nữa rồi lập lịch mới.")
    secret = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(user=user, label=label, own_units=own_units, key_hash=hash_of(secret))
    audit.record(actor=user, act="feed.create", obj=feed)
    return feed, secret


@transaction.atomic
def revoke_feed(*, actor: User, feed: CalendarFeed, now: dt.datetime, key: str = "") -> CalendarFeed:
    """End a feed: its address answers nobody from now on."""
    use_submit_key(actor, key)
    record = locked(feed)
    if record.revoked_at:
        raise DomainError("Lịch này đã thu hồi từ trước.")
    record.revoked_at = now
    record.save(update_fields=["revoked_at"])
    audit.record(actor=actor, act="feed.revoke", obj=record)
    return record


def feed_of(secret: str) -> CalendarFeed | None:
    """The feed of a secret while it is not revoked and its person may still log in."""
    feeds = CalendarFeed.objects.filter(key_hash=hash_of(secret), revoked_at__isnull=True, user__is_active=True)
    if not settings.DEBUG:
        feeds = feeds.filter(user__is_sample=False)
    return feeds.select_related("user__person__unit").first()


def mark_used(feed: CalendarFeed, *, content: str, now: dt.datetime) -> dt.datetime:
    """Remember that a calendar asked (at most once an hour), and since when the content is what it is (its hash).

    Gives the latter: what goes away leaves no newer moment behind, so the moment cannot be read off what is left.
    """
    values: dict[str, object] = {}
    if feed.content_hash != content:
        feed.content_hash, feed.content_changed_at = content, now
        values = {"content_hash": content, "content_changed_at": now}
    if feed.last_used_at is None or now - feed.last_used_at >= USED_EVERY:
        values["last_used_at"] = now
    if values:
        CalendarFeed.objects.filter(pk=feed.pk).update(**values)
    return feed.content_changed_at or feed.created_at


def hash_of(secret: str) -> str:
    """What is kept of a secret; with 256 random bits in it no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
