"""The office's own name as its papers print it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from plans.models import Office, User
from plans.services import audit
from plans.services.locking import check_version, locked, use_submit_key


@transaction.atomic
def save_office(*, actor: User, office: Office, values: dict[str, Any], seen: int, key: str = "") -> Office:
    """Change how the office is named on screens and on papers made from now on; issued papers stay as they were."""
    use_submit_key(actor, key)
    record = locked(office)
    check_version(record, seen, values)
    changed = [name for name, value in values.items() if getattr(record, name) != value]
    for name, value in values.items():
        setattr(record, name, value)
    record.version += 1
    record.save()
    audit.record(actor=actor, act="office.change", obj=record, detail={"fields": changed})
    return record
