"""Files kept byte for byte, under their SHA-256, and never served but as attachments by a view that checks rights."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from plans.models.base import NormalisedChar


def content_address(instance: StoredFile, filename: str) -> str:  # noqa: ARG001 (Django's signature)
    """Where the bytes lie: by their hash, so that no name typed by a person reaches the disk."""
    return f"{instance.sha256[:2]}/{instance.sha256}"


class StoredFile(models.Model):
    """Tệp lưu: bytes with the name, kind and person they came with. Rows may share the same bytes."""

    name = NormalisedChar("tên tệp", max_length=255)
    content_type = models.CharField("loại tệp", max_length=100)
    size = models.PositiveBigIntegerField("kích thước (byte)")
    sha256 = models.CharField(max_length=64, db_index=True)
    file = models.FileField(upload_to=content_address, max_length=120)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "tệp"

    def __str__(self) -> str:
        return self.name
