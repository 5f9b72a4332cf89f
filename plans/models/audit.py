"""The audit chain (nhật ký kiểm toán): append-only rows, each sealed with the hash of the one before it."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """One event: who did what to which object, from which state to which, why, when and from where.

    ``hash`` seals every other column together with ``previous`` (the hash of the row before, by ``number``).
    """

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField("lúc")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField("người làm", max_length=150, blank=True)
    act = models.CharField("việc", max_length=60)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    object_label = models.CharField("đối tượng", max_length=300, blank=True)
    state_from = models.CharField(max_length=40, blank=True)
    state_to = models.CharField(max_length=40, blank=True)
    note = models.TextField("ghi chú", blank=True)
    address = models.CharField("địa chỉ máy", max_length=60, blank=True)
    detail = models.JSONField(default=dict, blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = "nhật ký kiểm toán"
        ordering = ("-number",)
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_object")]

    def __str__(self) -> str:
        return f"{self.number}. {self.act} {self.object_label}"


class AuditHead(models.Model):
    """The last number and hash of the chain: one row, locked by every append."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        verbose_name = "đầu chuỗi kiểm toán"

    def __str__(self) -> str:
        return f"{self.number}: {self.hash[:12]}"
