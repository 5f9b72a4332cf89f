"""The two catalogues of the law: emulation titles and forms of commendation. Two lists, never one."""

from __future__ import annotations

from django.db import models
from simple_history.models import HistoricalRecords

from plans.models import Confidence
from plans.models.base import NormalisedChar, NormalisedText, Record


class AppliesTo(models.TextChoices):
    """Đối tượng: for whom a title or commendation is."""

    INDIVIDUAL = "individual", "Cá nhân"
    COLLECTIVE = "collective", "Tập thể"
    BOTH = "both", "Tập thể, cá nhân"


class Level(models.TextChoices):
    """Cấp at which it is decided."""

    UNIT = "unit", "Cơ sở"
    PROVINCE = "province", "Cấp tỉnh"
    MINISTRY = "ministry", "Cấp bộ"
    STATE = "state", "Cấp Nhà nước"


class InitiativeNeed(models.TextChoices):
    """Whether the standard of a title names a recognised initiative (sáng kiến)."""

    NONE = "none", "Không cần"
    ONE_OF = "one_of", "Là một trong các điều kiện"
    REQUIRED = "required", "Bắt buộc"


class CatalogueEntry(Record):
    """One line of a catalogue. ``article`` names the place in ``legal_text``; ``confidence`` says how sure it is."""

    code = models.CharField("mã", max_length=20, unique=True)
    name = NormalisedChar("tên", max_length=200)
    legal_name = NormalisedChar("tên trong luật", max_length=200, blank=True)
    applies_to = models.CharField("đối tượng", max_length=10, choices=AppliesTo.choices)
    level = models.CharField("cấp", max_length=10, choices=Level.choices)
    decided_by = NormalisedChar("người quyết định", max_length=200, blank=True)
    legal_text = models.ForeignKey(
        "plans.LegalText", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="văn bản"
    )
    article = NormalisedChar("điều, khoản", max_length=200, blank=True)
    confidence = models.CharField("độ tin cậy", max_length=2, choices=Confidence.choices)
    source = NormalisedText("nguồn đã đối chiếu", blank=True)
    checked_on = models.DateField("ngày đối chiếu", null=True, blank=True)
    in_use = models.BooleanField("đang dùng", default=True)
    order = models.PositiveIntegerField("thứ tự", default=100)
    note = NormalisedText("ghi chú", blank=True)

    class Meta:
        abstract = True
        ordering = ("order", "name")

    def __str__(self) -> str:
        return self.name


class Title(CatalogueEntry):
    """Danh hiệu thi đua."""

    initiative = models.CharField(
        "sáng kiến", max_length=10, choices=InitiativeNeed.choices, default=InitiativeNeed.NONE
    )
    history = HistoricalRecords()

    class Meta(CatalogueEntry.Meta):
        verbose_name = "danh hiệu thi đua"


class Commendation(CatalogueEntry):
    """Hình thức khen thưởng."""

    history = HistoricalRecords()

    class Meta(CatalogueEntry.Meta):
        verbose_name = "hình thức khen thưởng"
