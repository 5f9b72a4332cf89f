"""Calls for initiatives (sáng kiến), and the score sheets as data by which they are scored."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from plans.models.base import NormalisedChar, NormalisedText, Record


class InitiativeSheet(Record):
    """Bảng chấm sáng kiến as data: criteria with their most and least points, and the mark that passes.

    No national law sets a scale; points are whole numbers of hundredths.
    """

    name = NormalisedChar("tên bảng", max_length=200)
    pass_mark = models.PositiveIntegerField("điểm đạt (phần trăm điểm)")
    spread_flag = models.PositiveIntegerField("báo chênh lệch từ (phần trăm điểm)", default=2000)
    source = NormalisedText("căn cứ", blank=True)
    in_use = models.BooleanField("đang dùng", default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "bảng chấm sáng kiến"
        ordering = ("-in_use", "name")

    def __str__(self) -> str:
        return self.name


class InitiativeCriterion(models.Model):
    """Tiêu chí chấm: at most ``most``, and below ``least`` the initiative does not pass whatever its sum."""

    sheet = models.ForeignKey(InitiativeSheet, models.CASCADE, related_name="criteria", verbose_name="bảng chấm")
    order = models.PositiveIntegerField("thứ tự", default=0)
    code = models.CharField("mã", max_length=30)
    name = NormalisedChar("tiêu chí", max_length=200)
    guide = NormalisedText("cách cho điểm", blank=True)
    most = models.PositiveIntegerField("điểm tối đa (phần trăm điểm)")
    least = models.PositiveIntegerField("điểm tối thiểu (phần trăm điểm)", default=0)

    class Meta:
        verbose_name = "tiêu chí chấm"
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "code"], name="initiative_criterion_once"),
            models.CheckConstraint(condition=Q(most__gt=0, least__lte=F("most")), name="initiative_criterion_range"),
        ]

    def __str__(self) -> str:
        return self.name


class InitiativeCall(Record):
    """Đợt nhận sáng kiến: from when until when dossiers are taken, by when they are scored, by which sheet."""

    year = models.PositiveIntegerField("năm")
    name = NormalisedChar("tên đợt", max_length=200)
    opens_on = models.DateField("nhận từ ngày")
    closes_on = models.DateField("đến hết ngày")
    scored_by = models.DateField("chấm xong trước ngày", null=True, blank=True)
    sheet = models.ForeignKey(InitiativeSheet, models.PROTECT, related_name="calls", verbose_name="bảng chấm")
    task = models.ForeignKey(
        "plans.Task", models.PROTECT, null=True, blank=True, related_name="initiative_calls", verbose_name="nhiệm vụ"
    )
    guidance = NormalisedText("hướng dẫn", blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "đợt nhận sáng kiến"
        ordering = ("-year", "-opens_on")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="initiative_call_closes_after_it_opens"
            )
        ]

    def __str__(self) -> str:
        return self.name
