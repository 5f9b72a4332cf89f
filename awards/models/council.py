"""Councils: how they were founded, who sits in them, and the working rules their votes follow."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from awards.models.base import MayNameHonour
from plans.models import Confidence
from plans.models.base import NormalisedChar, NormalisedText, Record

if TYPE_CHECKING:
    from plans.models import User


class CouncilKind(models.TextChoices):
    """Hội đồng của Sở: one for emulation and commendation, one for initiatives."""

    EMULATION = "emulation", "Hội đồng Thi đua - Khen thưởng"
    INITIATIVE = "initiative", "Hội đồng sáng kiến"


class CouncilQuerySet(models.QuerySet["Council"]):
    """Councils as questions ask for them."""

    def of(self, user: User, on: dt.date | None = None) -> CouncilQuerySet:
        """Those in which ``user`` sits on a day."""
        seats = CouncilSeat.objects.on(on or timezone.localdate()).filter(person=user.person_id or 0)
        return self.filter(pk__in=seats.values("council"))


class Council(Record):
    """Hội đồng with its founding decision and its term. It is also a unit of the plan, and counts its own papers.

    ``symbol`` stands in the numbers of its papers ("01/BB-HĐTĐKT"): a council that uses the office's seal has a series
    of its own (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.3).
    """

    kind = models.CharField("loại", max_length=10, choices=CouncilKind.choices)
    name = NormalisedChar("tên hội đồng", max_length=200)
    unit = models.ForeignKey(
        "plans.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="councils",
        verbose_name="đơn vị trong kế hoạch",
    )
    symbol = NormalisedChar("ký hiệu văn bản", max_length=30, blank=True)
    number = NormalisedChar("quyết định thành lập số", max_length=100, blank=True)
    founded_on = models.DateField("ngày quyết định", null=True, blank=True)
    founded_by = NormalisedChar("người quyết định", max_length=200, blank=True)
    file = models.ForeignKey(
        "plans.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="quyết định đã ký"
    )
    term_from = models.DateField("nhiệm kỳ từ ngày")
    term_to = models.DateField("đến hết ngày", null=True, blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    objects = CouncilQuerySet.as_manager()

    class Meta:
        verbose_name = "hội đồng"
        ordering = ("kind", "-term_from")
        constraints = [
            models.CheckConstraint(
                condition=Q(term_to__isnull=True) | Q(term_to__gte=F("term_from")), name="council_term_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.name


class SeatRole(models.TextChoices):
    """Chức danh trong hội đồng."""

    CHAIR = "chair", "Chủ tịch"
    VICE = "vice", "Phó Chủ tịch"
    MEMBER = "member", "Ủy viên"
    SECRETARY = "secretary", "Ủy viên thư ký"
    CLERK = "clerk", "Thư ký giúp việc"


class SeatQuerySet(models.QuerySet["CouncilSeat"]):
    """Seats as questions ask for them."""

    def on(self, day: dt.date) -> SeatQuerySet:
        """Those held on a day."""
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gte=day), from_on__lte=day)

    def voting(self) -> SeatQuerySet:
        """The members; a thư ký giúp việc helps and does not vote, a substitute votes for whom he stands in."""
        return self.exclude(role=SeatRole.CLERK).filter(stands_in_for__isnull=True)


class CouncilSeat(Record):
    """Một thành viên from a day until a day. ``stands_in_for`` is the seat whose holder a substitute replaces."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="seats", verbose_name="hội đồng")
    person = models.ForeignKey("plans.Person", models.PROTECT, related_name="council_seats", verbose_name="thành viên")
    role = models.CharField("chức danh", max_length=10, choices=SeatRole.choices, default=SeatRole.MEMBER)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    from_on = models.DateField("từ ngày")
    to_on = models.DateField("đến hết ngày", null=True, blank=True)
    stands_in_for = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="substitutes", verbose_name="dự thay cho"
    )
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên hội đồng"
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["council", "person"], condition=Q(to_on__isnull=True), name="council_seat_once"
            ),
            models.UniqueConstraint(
                fields=["council"],
                condition=Q(to_on__isnull=True, role="chair", stands_in_for__isnull=True),
                name="council_one_chair",
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="council_seat_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.get_role_display()})"


class RuleKind(models.TextChoices):
    """Điều của quy chế làm việc that a computer can follow."""

    QUORUM = "quorum", "Số thành viên phải có mặt"
    THRESHOLD = "threshold", "Tỷ lệ đồng ý"
    WRITTEN = "written", "Tính ý kiến bằng văn bản của người vắng"
    NOMINEE = "nominee", "Tính thành viên là người được xét vào mẫu số"


class VoteBase(models.TextChoices):
    """Mẫu số: of whom a share is taken."""

    ALL = "all", "tổng số thành viên"
    PRESENT = "present", "số thành viên có mặt"
    VALID = "valid", "số phiếu hợp lệ"


class WorkingRule(MayNameHonour, Record):
    """Một điều của quy chế làm việc, with its source and how sure it is.

    A quorum or threshold is an exact fraction of a named base: at least ``numerator``/``denominator``, or more than it
    where ``is_more_than``. A threshold is of one honour, or of every other where it names none; ``for_awards`` marks
    the quorum of a meeting that votes on honours. The two kinds that say yes or no use ``holds``.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="rules", verbose_name="hội đồng")
    kind = models.CharField("nội dung", max_length=10, choices=RuleKind.choices)
    for_awards = models.BooleanField("khi xét danh hiệu, hình thức khen thưởng", default=False)
    numerator = models.PositiveSmallIntegerField("tử số", null=True, blank=True)
    denominator = models.PositiveSmallIntegerField("mẫu số", null=True, blank=True)
    is_more_than = models.BooleanField("phải quá tỷ lệ này", default=False)
    base = models.CharField("tính trên", max_length=10, choices=VoteBase.choices, default=VoteBase.ALL)
    holds = models.BooleanField("áp dụng", null=True, blank=True)
    source = NormalisedText("căn cứ")
    confidence = models.CharField("độ tin cậy", max_length=2, choices=Confidence.choices, default=Confidence.MEMORY)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "quy tắc làm việc"
        ordering = ("council", "kind", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["council", "kind", "for_awards"],
                condition=Q(title__isnull=True, commendation__isnull=True),
                name="working_rule_once",
            ),
            models.UniqueConstraint(
                fields=["council", "kind", "title"], condition=Q(title__isnull=False), name="working_rule_once_a_title"
            ),
            models.UniqueConstraint(
                fields=["council", "kind", "commendation"],
                condition=Q(commendation__isnull=False),
                name="working_rule_once_a_commendation",
            ),
            models.CheckConstraint(
                condition=Q(title__isnull=True) | Q(commendation__isnull=True), name="working_rule_of_one_honour"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=("quorum", "threshold"), numerator__lte=F("denominator"), denominator__gte=1)
                | Q(kind__in=("written", "nominee"), holds__isnull=False),
                name="working_rule_is_a_share_or_a_word",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
