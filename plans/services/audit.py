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
    text = json.dumps(sealed, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
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

    The head row is locked first, so that two acts at once take two places in the chain.
    """
    AuditHead.objects.get_or_create(pk=1)
    head = AuditHead.objects.select_for_update().get(pk=1)
    entry = AuditEntry(
        number=head.number + 1,
        at=timezone.now(),
        actor=actor,
        actor_name=actor.username if actor else "",
        act=act,
        object_type=obj._meta.label_lower if obj else "",
        object_id=str(obj.pk) if obj else "",
        object_label=str(obj)[:300] if obj else "",
        state_from=state_from,
        state_to=state_to,
        note=note,
        address=client_address.get(),
        detail=detail or {},
        previous=head.hash,
    )
    entry.hash = seal(entry)
    entry.save(force_insert=True)
    head.number, head.hash = entry.number, entry.hash
    head.save()
    return entry
