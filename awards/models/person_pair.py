"""Two people of the staff list who may be one: what somebody decided about them, and what a merging moved."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from plans.models.base import NormalisedText


class PersonPair(models.Model):
    """The answer to "một người hay hai người?". ``first`` has the smaller number.

    The same: everything of one was put under ``kept``, the other stays as a name that points to it; ``moved`` says how
    many rows of each kind came over. Different: the two are not offered again.
    """

    class Verdict(models.TextChoices):
        SAME = "same", "Một người, đã gộp"
        DIFFERENT = "different", "Không phải một người"

    first = models.ForeignKey("plans.Person", models.PROTECT, related_name="+", verbose_name="người thứ nhất")
    second = models.ForeignKey("plans.Person", models.PROTECT, related_name="+", verbose_name="người thứ hai")
    verdict = models.CharField("trả lời", max_length=10, choices=Verdict.choices)
    kept = models.ForeignKey(
        "plans.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="hồ sơ giữ lại"
    )
    reason = NormalisedText("lý do", blank=True)
    moved = models.JSONField("đã chuyển", default=dict, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    decided_at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "đối chiếu nhân sự trùng"
        ordering = ("-decided_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="person_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="person_pair_in_order"),
            models.CheckConstraint(
                condition=Q(verdict="different", kept__isnull=True)
                | Q(verdict="same", kept=F("first"))
                | Q(verdict="same", kept=F("second")),
                name="person_pair_keeps_one_of_them",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} và {self.second}"

    @property
    def given_up(self) -> int | None:
        """The number of the one that now only points to the other."""
        if self.kept_id is None:
            return None
        return self.second_id if self.kept_id == self.first_id else self.first_id
