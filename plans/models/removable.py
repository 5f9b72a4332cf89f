"""Records that go to the bin (thùng rác) and can be restored; nothing numbered, issued or voted is among them."""

from __future__ import annotations

from typing import TypeVar

from django.conf import settings
from django.db import models

M = TypeVar("M", bound=models.Model)


class RemovableQuerySet(models.QuerySet[M]):
    """What is there, and what lies in the bin."""

    def kept(self) -> RemovableQuerySet[M]:
        return self.filter(removed_at__isnull=True)

    def removed(self) -> RemovableQuerySet[M]:
        return self.filter(removed_at__isnull=False)


class Removable(models.Model):
    """``removed_at`` and by whom; None while the record is in use. Services alone set them."""

    removed_at = models.DateTimeField("bỏ lúc", null=True, editable=False, db_index=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="người bỏ"
    )

    class Meta:
        abstract = True
