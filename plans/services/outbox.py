"""E-mail that goes out with the timer: queued with the act that causes it, sent once, retried, given up aloud."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.urls import reverse

from plans.models import JobState, OutboxMessage, Role, User
from plans.services.claiming import claim_due, settle_done, settle_failed
from plans.services.notify import notify

logger = logging.getLogger("plans.outbox")

SEND_SECONDS = 30
BATCH = 500
KEPT = dt.timedelta(days=90)


class Letter(NamedTuple):
    """One e-mail to be sent; the same ``key`` is queued once for ever."""

    key: str
    to: str
    subject: str
    body: str


def queue_letters(letters: Iterable[Letter], *, now: dt.datetime) -> None:
    """Queue ``letters`` inside the act's transaction; the next round of the timer sends them."""
    OutboxMessage.objects.bulk_create(
        [
            OutboxMessage(
                key=one.key[:200],
                to=one.to,
                subject=" ".join(one.subject.split())[:300],
                body=one.body,
                next_try_at=now,
            )
            for one in letters
        ],
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def send_due_mail(*, now: dt.datetime | None = None) -> int:
    """Send what is due; gives how many went out. A failure of one letter holds up no other."""
    sent = 0
    for message in claim_due(OutboxMessage, now=now):
        try:
            _send(message)
        except Exception as error:
            logger.warning("e-mail %s failed: %s", message.pk, error)
            if settle_failed(message, error):
                _tell_administrators(message)
        else:
            sent += settle_done(message)
    return sent


def remove_old_mail(*, now: dt.datetime) -> None:
    """Letters that went out long ago carry nothing that is not in the audit chain."""
    OutboxMessage.objects.filter(state=JobState.DONE, created_at__lt=now - KEPT).delete()


def _send(message: OutboxMessage) -> None:
    """One letter. Its Message-ID follows from the key, so that a mail server can drop a second copy of it."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    name = hashlib.sha256(message.key.encode()).hexdigest()[:32]
    EmailMessage(
        subject=message.subject,
        body=message.body,
        to=[message.to],
        headers={"Message-ID": f"<{name}@{domain}>"},
        connection=get_connection(timeout=SEND_SECONDS),
    ).send()


def _tell_administrators(message: OutboxMessage) -> None:
    notify(
        User.objects.filter(holdings__role=Role.ADMIN),
        key=f"mail.failed:{message.pk}",
        text=f"Không gửi được thư “{message.subject}” tới {message.to} sau nhiều lần thử. Kiểm tra máy chủ thư.",
        url=reverse("plans:notices"),
    )
