"""Taking queued work exactly once, though several timers run at the same time or one dies in the middle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from plans.models import JobState, OutboxMessage, PrintJob

Job = TypeVar("Job", OutboxMessage, PrintJob)

# Pauses after the first, second … failure; one more failure than there are pauses ends the tries
PAUSES = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720))
# A claim this old belongs to a process that died: longer than any try may take
CLAIM_LIFE = dt.timedelta(minutes=15)
ERROR_LENGTH = 2000


def claim_due(model: type[Job], *, now: dt.datetime | None = None) -> Iterator[Job]:
    """Claim the due rows of ``model`` one by one, oldest first, and give each as it is claimed.

    A claim is one UPDATE that only one process can make; what another took meanwhile is passed over.
    """
    now = now or timezone.now()
    due = Q(state=JobState.PENDING, next_try_at__lte=now) | Q(state=JobState.CLAIMED, claimed_at__lt=now - CLAIM_LIFE)
    rows: models.QuerySet[Job] = model._default_manager.filter(due)
    for pk, state, claimed_at in list(rows.order_by("next_try_at", "pk").values_list("pk", "state", "claimed_at")):
        free = model._default_manager.filter(pk=pk, state=state, claimed_at=claimed_at)
        moment = timezone.now()
        if free.update(state=JobState.CLAIMED, claimed_at=moment, attempts=F("attempts") + 1):
            yield model._default_manager.get(pk=pk)


def settle_done(job: Job) -> bool:
    """The work is done; False when the claim had passed to another process meanwhile."""
    return bool(_claimed(job).update(state=JobState.DONE, last_error=""))


def settle_failed(job: Job, error: object) -> bool:
    """The try failed: wait longer each time, give up after the last pause. True when it was given up now."""
    gives_up = job.attempts > len(PAUSES)
    pause = PAUSES[min(job.attempts, len(PAUSES)) - 1]
    changed = _claimed(job).update(
        state=JobState.FAILED if gives_up else JobState.PENDING,
        next_try_at=timezone.now() + pause,
        claimed_at=None,
        last_error=str(error)[:ERROR_LENGTH],
    )
    return bool(changed) and gives_up


def _claimed(job: Job) -> models.QuerySet[Job]:
    """The row while it is still claimed by this process."""
    return type(job)._default_manager.filter(pk=job.pk, state=JobState.CLAIMED, claimed_at=job.claimed_at)
