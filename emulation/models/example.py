"""Model examples (điển hình tiên tiến): whom the office holds up, for what, and where it was told."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from plans.models.base import NormalisedChar, NormalisedText, Record, SearchKey
from plans.models.removable import Removable, RemovableQuerySet


class ModelExample(Removable, Record):
    """Điển hình tiên tiến: a person or a unit with its story."""

    year = models.PositiveIntegerField("năm")
    name = NormalisedChar("tên điển hình", max_length=200)
    person = models.ForeignKey("plans.Person", models.PROTECT, null=True, blank=True, related_name="examples")
    unit = models.ForeignKey("plans.Unit", models.PROTECT, null=True, blank=True, related_name="examples")
    campaign = models.ForeignKey(
        "emulation.Campaign", models.PROTECT, null=True, blank=True, related_name="examples", verbose_name="phong trào"
    )
    field = NormalisedChar("lĩnh vực", max_length=150, blank=True)
    story = NormalisedText("việc làm, thành tích")
    files = models.ManyToManyField("plans.StoredFile", blank=True, related_name="+", verbose_name="tệp")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    search_key = SearchKey()
    history = HistoricalRecords(excluded_fields=["search_key"])

    objects = RemovableQuerySet["ModelExample"].as_manager()
    SEARCHED = ("name", "field", "story")

    class Meta:
        verbose_name = "điển hình tiên tiến"
        ordering = ("-year", "name")
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(unit__isnull=True), name="example_of_a_person_or_a_unit"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Publicity(models.Model):
    """Tuyên truyền: where and when the example was told."""

    example = models.ForeignKey(ModelExample, models.CASCADE, related_name="publicities", verbose_name="điển hình")
    place = NormalisedChar("nơi đăng, phát", max_length=200)
    on = models.DateField("ngày", null=True, blank=True)
    link = models.URLField("địa chỉ", max_length=500, blank=True)

    class Meta:
        verbose_name = "tuyên truyền điển hình"
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return self.place
