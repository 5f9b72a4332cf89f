"""What was backed up when, and whether it was proved by restoring it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django_fsm import FSMModelMixin, transition

from plans.models.base import NormalisedText, StateField

if TYPE_CHECKING:
    from plans.models.office import User


class BackupCause(models.TextChoices):
    """Ai, cái gì đã gọi lần sao lưu."""

    SCHEDULE = "schedule", "Tự động hằng ngày"
    SCREEN = "screen", "Bấm ở trang Sao lưu"
    COMMAND = "command", "Lệnh trên máy chủ"


class BackupState(models.TextChoices):
    """Trạng thái lần sao lưu."""

    WAITING = "waiting", "Chờ chạy"
    RUNNING = "running", "Đang sao lưu"
    GOOD = "good", "Tốt, đã khôi phục thử"
    KEPT = "kept", "Có bản, chưa chắc tốt"
    FAILED = "failed", "Hỏng"


ENDED = (BackupState.GOOD, BackupState.KEPT, BackupState.FAILED)


class BackupRunQuerySet(models.QuerySet["BackupRun"]):
    """Runs as questions ask for them."""

    def visible_to(self, user: User) -> BackupRunQuerySet:
        """All of them for whoever keeps the backups."""
        return self if user.has_perm("plans.keep_backups") else self.none()

    def last_good(self) -> BackupRun | None:
        """The newest one that was proved by restoring it."""
        return self.filter(state=BackupState.GOOD).order_by("-started_at", "-pk").first()


class BackupRun(FSMModelMixin, models.Model):  # type: ignore[misc]
    """Lần sao lưu: asked for, made, and good only once what it holds was restored and compared."""

    cause = models.CharField("cách gọi", max_length=10, choices=BackupCause.choices)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField("yêu cầu lúc", default=timezone.now)
    started_at = models.DateTimeField("bắt đầu lúc", null=True)
    finished_at = models.DateTimeField("xong lúc", null=True)
    state = StateField("trạng thái", default=BackupState.WAITING, choices=BackupState.choices)
    name = models.CharField("tên tệp", max_length=100, blank=True)
    size = models.PositiveBigIntegerField("kích thước (byte)", default=0)
    sentence = NormalisedText("ghi chú", blank=True)

    objects = BackupRunQuerySet.as_manager()

    class Meta:
        verbose_name = "lần sao lưu"
        ordering = ("-asked_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="waiting"), name="backup_one_waits"),
        ]

    def __str__(self) -> str:
        return self.name or f"Lần sao lưu {self.pk}"

    @transition(field=state, source=BackupState.WAITING, target=BackupState.RUNNING)  # type: ignore[untyped-decorator]
    def begin(self) -> None:
        """Bắt đầu sao lưu."""

    @transition(field=state, source=BackupState.RUNNING, target=BackupState.GOOD)  # type: ignore[untyped-decorator]
    def prove(self) -> None:
        """Đã khôi phục thử, đúng từng bảng và từng tệp."""

    @transition(field=state, source=BackupState.RUNNING, target=BackupState.KEPT)  # type: ignore[untyped-decorator]
    def keep_unproved(self) -> None:
        """Có bản, nhưng chưa khôi phục thử hoặc thiếu tệp."""

    @transition(field=state, source=BackupState.RUNNING, target=BackupState.FAILED)  # type: ignore[untyped-decorator]
    def break_off(self) -> None:
        """Hỏng, không có bản nào."""
