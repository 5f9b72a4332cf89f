"""What the timer has already done on a day, so that two timers, or one that runs every minute, remind once."""

from __future__ import annotations

from django.db import models


class ReminderRound(models.Model):
    """Lượt nhắc: that the reminders or the morning digests of a day went out. Made with them, in one transaction."""

    class Kind(models.TextChoices):
        REMIND = "remind", "Nhắc hạn"
        DIGEST = "digest", "Tin buổi sáng"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    day = models.DateField("ngày")
    made_at = models.DateTimeField("lúc", auto_now_add=True)
    sent = models.PositiveIntegerField("số tin", default=0)

    class Meta:
        verbose_name = "lượt nhắc"
        ordering = ("-day", "kind")
        constraints = [models.UniqueConstraint(fields=["kind", "day"], name="round_once_per_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.day:%d/%m/%Y}"
