"""Legal texts (văn bản quy phạm pháp luật) that papers and rules cite, each with the days on which it is in force."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from plans.models.base import NormalisedChar, NormalisedText, Record, SearchKey


class Confidence(models.TextChoices):
    """How sure the office may be of a legal wording; only one read in the text itself may ever block."""

    READ = "A", "Đã đọc nguyên văn"
    READ_REPLACED = "A*", "Đã đọc, văn bản nay đã thay"
    SECONDARY = "B", "Theo nguồn thứ cấp, cần kiểm tra"
    MEMORY = "C", "Chưa kiểm chứng"


class LegalTextQuerySet(models.QuerySet["LegalText"]):
    """Legal texts as questions ask for them."""

    def in_force(self, day: dt.date) -> LegalTextQuerySet:
        """Those known to be in force on ``day``; a text without a first day is not known to be."""
        begun = Q(effective_from__lte=day)
        return self.filter(begun, Q(effective_to__isnull=True) | Q(effective_to__gte=day))


class LegalText(Record):
    """Văn bản pháp luật: a law, decree, circular or decision, and when it is in force (``effective_to`` inclusive)."""

    class Kind(models.TextChoices):
        LAW = "law", "Luật"
        DECREE = "decree", "Nghị định"
        CIRCULAR = "circular", "Thông tư"
        DECISION = "decision", "Quyết định"
        GUIDANCE = "guidance", "Văn bản hướng dẫn"

    code = models.CharField("mã", max_length=40, unique=True)
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)
    number = NormalisedChar("số, ký hiệu", max_length=80, blank=True)
    name = NormalisedChar("tên", max_length=300, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    effective_from = models.DateField("hiệu lực từ", null=True, blank=True)
    effective_to = models.DateField("hiệu lực đến", null=True, blank=True)
    confidence = models.CharField("độ tin cậy", max_length=2, choices=Confidence.choices)
    source = NormalisedText("nguồn đã xem", blank=True)
    checked_on = models.DateField("ngày đối chiếu", null=True, blank=True)
    note = NormalisedText("ghi chú", blank=True)
    search_key = SearchKey()
    history = HistoricalRecords(excluded_fields=["search_key"])

    objects = LegalTextQuerySet.as_manager()
    SEARCHED = ("number", "name")

    class Meta:
        verbose_name = "văn bản pháp luật"
        ordering = ("kind", "-effective_from", "number")
        constraints = [
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="legal_text_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} số {self.number}" if self.number else self.name
