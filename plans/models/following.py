"""What people keep for following a plan: calendar feeds, saved filters, the leadership's briefs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from plans.models.base import NormalisedChar, Record
from plans.models.removable import Removable, RemovableQuerySet

if TYPE_CHECKING:
    from plans.models.office import User

if TYPE_CHECKING:
    from plans.models.office import User


class CalendarFeed(models.Model):
    """Lịch riêng: the secret address of one person's ICS feed; only the hash of its key is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="feeds")
    key_hash = models.CharField(max_length=64, unique=True)
    label = NormalisedChar("tên lịch", max_length=100, blank=True)
    own_units = models.BooleanField("chỉ việc của đơn vị tôi", default=False)
    created_at = models.DateTimeField("lập lúc", auto_now_add=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True)
    last_used_at = models.DateTimeField("dùng gần nhất", null=True)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    content_changed_at = models.DateTimeField("nội dung đổi lúc", null=True, editable=False)

    class Meta:
        verbose_name = "lịch riêng"
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.label or f"Lịch lập {self.created_at:%d/%m/%Y}"


class SavedFilterQuerySet(RemovableQuerySet["SavedFilter"]):
    """Saved filters, by who may use them."""

    def visible_to(self, user: User) -> SavedFilterQuerySet:
        """One's own and the shared ones."""
        return self.filter(Q(user=user) | Q(shared=True), removed_at__isnull=True)


class SavedFilter(Removable, Record):
    """Bộ lọc đã lưu: a list's conditions under a name, for oneself or shared with the office.

    ``page`` is the slug of the list (plans.views.filter_pages), ``query`` its address as it was; what in it means
    nothing any more is passed over by the list. ``words`` tell the conditions as they read when they were saved.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="filters")
    page = models.CharField("trang", max_length=60)
    name = NormalisedChar("tên", max_length=80)
    query = models.CharField("điều kiện", max_length=1000, blank=True)
    words = NormalisedChar("điều kiện bằng lời", max_length=500, blank=True)
    shared = models.BooleanField("dùng chung", default=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ lọc"
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "name"], condition=Q(removed_at__isnull=True), name="filter_once_per_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class BriefQuerySet(models.QuerySet["Brief"]):
    """Briefs as questions ask for them."""

    def visible_to(self, user: User) -> BriefQuerySet:
        """All of them for those who follow the whole plan: the leadership and the standing office."""
        return self if user.has_perm("plans.follow_all") else self.none()


class Brief(models.Model):
    """Báo cáo nhanh một trang: a frozen copy of how the plan stood, so that two of them can be compared. Never changed.

    ``content`` is what the page says (``plans.rules.brief.BriefContent``); ``tasks`` the cell of every task as rows of
    key, number, title and cell, apart because only lists and comparisons read it.
    """

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="briefs", verbose_name="kế hoạch")
    made_at = models.DateTimeField("lập lúc")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập")
    content = models.JSONField("nội dung", default=dict)
    tasks = models.JSONField("từng nhiệm vụ", default=list)
    pdf = models.ForeignKey("plans.StoredFile", models.PROTECT, null=True, related_name="+")

    objects = BriefQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo nhanh"
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"Báo cáo nhanh {timezone.localtime(self.made_at):%d/%m/%Y %H:%M}"
