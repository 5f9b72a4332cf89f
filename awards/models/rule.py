"""The law as data: what each award asks for, who decides it, what goes with it, in versions with dates and sources."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from emulation.models import AppliesTo
from plans.models import Confidence
from plans.models.base import NormalisedChar, NormalisedText


class Rule(models.Model):
    """Quy định: of one award of the catalogues, or a general one (R1, R2 … of the rule book)."""

    code = models.CharField("mã", max_length=40, unique=True)
    name = NormalisedChar("tên", max_length=300)
    title = models.OneToOneField("emulation.Title", models.PROTECT, null=True, related_name="rule")
    commendation = models.OneToOneField("emulation.Commendation", models.PROTECT, null=True, related_name="rule")
    order = models.PositiveIntegerField("thứ tự", default=100)

    class Meta:
        verbose_name = "quy định"
        ordering = ("order", "code")
        constraints = [
            models.CheckConstraint(
                condition=Q(title__isnull=True) | Q(commendation__isnull=True), name="rule_of_one_catalogue"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Aspect(models.TextChoices):
    """What a version of a rule says."""

    STANDARD = "standard", "Tiêu chuẩn"
    AUTHORITY = "authority", "Thẩm quyền"
    DOSSIER = "dossier", "Hồ sơ"
    CAP = "cap", "Tỷ lệ, số lượng"
    REWARD = "reward", "Mức tiền thưởng"
    VOTE = "vote", "Tỷ lệ phiếu"
    GENERAL = "general", "Quy định chung"
    PARAMETER = "parameter", "Tham số của Sở"


class VersionStatus(models.TextChoices):
    """How far the wording of a version was compared."""

    CONFIRMED = "confirmed", "Đã xác nhận nguyên văn"
    NEEDS_CHECK = "needs_check", "Cần kiểm tra"
    UNCONFIRMED = "unconfirmed", "Chưa xác nhận"


class Enforcement(models.TextChoices):
    """What a finding against the rule does; only a confirmed wording may block."""

    BLOCK = "block", "Chặn"
    WARN = "warn", "Cảnh báo, phải ghi lý do"
    INFO = "info", "Chỉ để biết"
    PARAM = "param", "Sở phải tự nhập"


class RuleVersionQuerySet(models.QuerySet["RuleVersion"]):
    """Versions as questions ask for them."""

    def current(self) -> RuleVersionQuerySet:
        """Those that no later correction has replaced."""
        return self.filter(replaced_by__isnull=True)

    def in_force(self, day: dt.date) -> RuleVersionQuerySet:
        """Current ones whose dates hold ``day``."""
        begun = Q(effective_from__isnull=True) | Q(effective_from__lte=day)
        return self.current().filter(begun, Q(effective_to__isnull=True) | Q(effective_to__gte=day))


class RuleVersion(models.Model):
    """Một phiên bản của quy định. Rows never change: a confirmation or a correction is a new row that replaces one.

    ``content`` follows the grammar of ``awards.rules.rulebook`` for its aspect.
    """

    rule = models.ForeignKey(Rule, models.PROTECT, related_name="versions", verbose_name="quy định")
    aspect = models.CharField("nội dung", max_length=10, choices=Aspect.choices)
    applies_to = models.CharField("đối tượng", max_length=10, choices=AppliesTo.choices, default=AppliesTo.BOTH)
    effective_from = models.DateField("có hiệu lực từ", null=True, blank=True)
    effective_to = models.DateField("đến hết", null=True, blank=True)
    status = models.CharField("trạng thái", max_length=12, choices=VersionStatus.choices)
    enforcement = models.CharField("hiệu lực trong phần mềm", max_length=6, choices=Enforcement.choices)
    confidence = models.CharField("độ tin cậy", max_length=2, choices=Confidence.choices)
    content = models.JSONField("nội dung", default=dict, blank=True)
    citation = NormalisedText("căn cứ", blank=True)
    legal_text = models.ForeignKey(
        "plans.LegalText", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="văn bản"
    )
    note = NormalisedText("ghi chú", blank=True)
    source = NormalisedText("nguồn đã đối chiếu", blank=True)
    checked_on = models.DateField("ngày đối chiếu", null=True, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="người nhập"
    )
    entered_at = models.DateTimeField("nhập lúc", auto_now_add=True)

    objects = RuleVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên bản quy định"
        ordering = ("rule", "aspect", "effective_from", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True)
                | Q(effective_from__isnull=True)
                | Q(effective_to__gte=F("effective_from")),
                name="rule_version_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(enforcement="block") | Q(status="confirmed"), name="rule_version_blocks_only_confirmed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.get_aspect_display()}"
