"""What goes out later, once: notices in the app, e-mail, heavy prints; and keys that make a repeated POST harmless."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from plans.models.base import NormalisedChar, NormalisedText


class JobState(models.TextChoices):
    """Where a letter or a heavy print stands in the queue."""

    PENDING = "pending", "Chờ gửi"
    CLAIMED = "claimed", "Đang làm"
    DONE = "done", "Xong"
    FAILED = "failed", "Hỏng, đã thôi thử"


class OutboxMessage(models.Model):
    """Thư đi: an e-mail that is claimed once, retried with growing pauses, and never doubled (``key``)."""

    key = models.CharField(max_length=200, unique=True)
    to = models.EmailField("người nhận")
    subject = NormalisedChar("tiêu đề", max_length=300)
    body = NormalisedText("nội dung")
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.PENDING, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(db_index=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "thư đi"

    def __str__(self) -> str:
        return self.subject


class Notice(models.Model):
    """Thông báo: one line under the bell of one person, with the page it is about."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    key = models.CharField(max_length=200)
    text = NormalisedText("nội dung")
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "thông báo"
        ordering = ("-created_at", "-pk")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_once_per_key")]
        indexes = [models.Index(fields=["user", "read_at"], name="notice_unread")]

    def __str__(self) -> str:
        return self.text


class PrintJob(models.Model):
    """Bản in nặng: a print made by ``run_scheduled`` in its own process, then offered to who asked for it."""

    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict, blank=True)
    title = NormalisedChar("tên bản in", max_length=300)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="print_jobs")
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.PENDING, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(db_index=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    file = models.ForeignKey("plans.StoredFile", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "bản in"
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.title


class SubmitKey(models.Model):
    """A one-time key of a form that has been acted on, so that a double click or repeated POST does nothing twice."""

    key = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "khoá gửi một lần"

    def __str__(self) -> str:
        return self.key


class ScheduledRun(models.Model):
    """When the timer last ran, so that the health page and the administrator can see that it lives. One row."""

    started_at = models.DateTimeField("bắt đầu")
    finished_at = models.DateTimeField("xong", null=True)

    class Meta:
        verbose_name = "lần chạy của bộ hẹn giờ"

    def __str__(self) -> str:
        return f"{self.started_at:%d/%m/%Y %H:%M:%S}"
