"""Documents that were read but never confirmed: forgotten after a month, with their file."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from plans.models import Plan, ReadDocument
from plans.services import audit

KEPT = dt.timedelta(days=30)


def remove_old_readings(*, now: dt.datetime) -> None:
    """Remove what nobody confirmed nor touched for a month. Files of plans, also of deleted ones, stay."""
    for pk in list(_left_alone(now).values_list("pk", flat=True)):
        with transaction.atomic():
            read = _left_alone(now).select_for_update(of=("self",)).filter(pk=pk).first()
            if read is not None:
                _remove(read)


def _left_alone(now: dt.datetime) -> QuerySet[ReadDocument]:
    made = Plan.history.filter(source_file_id=OuterRef("source_id"))
    return ReadDocument.objects.filter(~Exists(made), plan=None, updated_at__lt=now - KEPT)


def _remove(read: ReadDocument) -> None:
    file = read.source
    audit.record(actor=None, act="reading.remove", obj=read, detail={"sha256": file.sha256 if file else ""})
    read.delete()
    if file is not None:
        file.delete()
