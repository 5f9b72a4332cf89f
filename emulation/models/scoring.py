"""Score tables (bảng điểm) and score sheets (phiếu chấm điểm), of campaigns and of clusters alike.

Points are integers of hundredths: 12,5 điểm is 1250. The one sheet of a cluster's table is the office's own: it is kept
for the whole office at the unit of the standing office, and nobody here appraises it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import FSMModelMixin, transition
from simple_history.models import HistoricalRecords

from plans.models.base import NormalisedText, Record, StateField
from plans.models.removable import Removable, RemovableQuerySet

if TYPE_CHECKING:
    from plans.models import User


class ScoreTable(Record):
    """Bảng điểm of one campaign or of one year of a cluster; who scores by it is units or people."""

    class Who(models.TextChoices):
        UNIT = "unit", "Đơn vị"
        PERSON = "person", "Cá nhân"

    campaign = models.OneToOneField("emulation.Campaign", models.CASCADE, null=True, related_name="table")
    cluster_year = models.OneToOneField("emulation.ClusterYear", models.CASCADE, null=True, related_name="table")
    who = models.CharField("ai tự chấm", max_length=10, choices=Who.choices, default=Who.UNIT)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "bảng điểm"
        constraints = [
            models.CheckConstraint(
                condition=Q(campaign__isnull=False, cluster_year__isnull=True)
                | Q(campaign__isnull=True, cluster_year__isnull=False),
                name="table_of_one_campaign_or_cluster",
            ),
        ]

    def __str__(self) -> str:
        return f"Bảng điểm: {self.campaign or self.cluster_year}"

    @property
    def is_own(self) -> bool:
        """Whether the office scores itself by it for a cluster, which appraises on its own."""
        return self.cluster_year_id is not None


class Criterion(Record):
    """Tiêu chí: a node of the weighted tree. A group carries its children's points and is not scored itself.

    ``maximum`` is the weight in hundredths of a point. ``target`` (chỉ tiêu, hundredths of ``measure``) lets a numeric
    criterion be scored from what was achieved. A bonus adds beside the maximum of the table, a penalty takes away.
    """

    class Kind(models.TextChoices):
        GROUP = "group", "Nhóm tiêu chí"
        NUMBER = "number", "Chấm theo điểm"
        YES_NO = "yes_no", "Đạt hoặc không đạt"

    class Nature(models.TextChoices):
        PLAIN = "plain", "Điểm chuẩn"
        BONUS = "bonus", "Điểm thưởng"
        PENALTY = "penalty", "Điểm trừ"

    table = models.ForeignKey(ScoreTable, models.CASCADE, related_name="criteria", verbose_name="bảng điểm")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children", verbose_name="thuộc nhóm")
    order = models.PositiveIntegerField("thứ tự")
    text = NormalisedText("tiêu chí")
    kind = models.CharField("cách chấm", max_length=10, choices=Kind.choices, default=Kind.NUMBER)
    nature = models.CharField("loại điểm", max_length=10, choices=Nature.choices, default=Nature.PLAIN)
    maximum = models.PositiveIntegerField("điểm tối đa (phần trăm điểm)", default=0)
    target = models.PositiveIntegerField("chỉ tiêu (phần trăm)", null=True, blank=True)
    measure = models.CharField("đơn vị tính", max_length=60, blank=True)
    wants_proof = models.BooleanField("cần minh chứng", default=False)
    guidance = NormalisedText("cách chấm", blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "tiêu chí"
        ordering = ("order", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(kind="group") | Q(maximum__gt=0), name="criterion_has_points"),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | Q(kind="number", target__gt=0), name="criterion_target_is_a_number"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class SheetState(models.TextChoices):
    """Trạng thái phiếu chấm điểm."""

    DRAFT = "draft", "Đang tự chấm"
    SENT = "sent", "Đã gửi, chờ thẩm định"
    APPRAISED = "appraised", "Đã thẩm định"
    OBJECTED = "objected", "Có ý kiến lại"
    CLOSED = "closed", "Đã chốt"
    LEFT_OUT = "left_out", "Không xếp hạng"


class SheetQuerySet(models.QuerySet["ScoreSheet"]):
    """Sheets as questions ask for them."""

    def visible_to(self, user: User) -> SheetQuerySet:
        """All for the standing office and the leadership; else those of one's own units and one's own."""
        from plans.permissions import rights_of  # noqa: PLC0415 - the table of rights knows the models

        if user.has_perm("plans.follow_all"):
            return self
        own = Q(unit__in=rights_of(user).units)
        if user.person_id:
            own |= Q(person=user.person_id)
        return self.filter(own)


class ScoreSheet(FSMModelMixin, Record):  # type: ignore[misc]
    """Phiếu chấm điểm of one unit or person by one table. Totals are kept by the services that change lines."""

    table = models.ForeignKey(ScoreTable, models.PROTECT, related_name="sheets", verbose_name="bảng điểm")
    unit = models.ForeignKey("plans.Unit", models.PROTECT, null=True, related_name="sheets", verbose_name="đơn vị")
    person = models.ForeignKey("plans.Person", models.PROTECT, null=True, related_name="sheets", verbose_name="cá nhân")
    state = StateField("trạng thái", default=SheetState.DRAFT, choices=SheetState.choices)
    own_total = models.IntegerField("điểm tự chấm", default=0)
    final_total = models.IntegerField("điểm thẩm định", default=0)
    rank = models.PositiveIntegerField("xếp hạng", null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    appraised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    appraised_at = models.DateTimeField(null=True)
    appraised_own = models.BooleanField("người thẩm định thuộc chính đơn vị", default=False)
    return_reason = NormalisedText("lý do trả lại", blank=True)
    objection = NormalisedText("ý kiến của đơn vị", blank=True)
    objected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    objected_at = models.DateTimeField(null=True)
    answer = NormalisedText("trả lời ý kiến", blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    history = HistoricalRecords()

    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu chấm điểm"
        ordering = ("rank", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, person__isnull=True) | Q(unit__isnull=True, person__isnull=False),
                name="sheet_of_one_unit_or_person",
            ),
            models.UniqueConstraint(
                fields=["table", "unit"], condition=Q(unit__isnull=False), name="sheet_once_per_unit"
            ),
            models.UniqueConstraint(
                fields=["table", "person"], condition=Q(person__isnull=False), name="sheet_once_per_person"
            ),
            models.CheckConstraint(condition=~Q(state="objected") | ~Q(objection=""), name="sheet_objection_has_words"),
        ]

    def __str__(self) -> str:
        return f"Phiếu chấm điểm của {self.unit or self.person}"

    @transition(field=state, source=SheetState.DRAFT, target=SheetState.SENT)  # type: ignore[untyped-decorator]
    def send(self) -> None:
        """Gửi thường trực thẩm định."""

    @transition(field=state, source=SheetState.SENT, target=SheetState.DRAFT)  # type: ignore[untyped-decorator]
    def send_back(self) -> None:
        """Trả lại để tự chấm lại, with a reason; or taken back by the unit while nobody has appraised it."""

    @transition(field=state, source=(SheetState.SENT, SheetState.OBJECTED), target=SheetState.APPRAISED)  # type: ignore[untyped-decorator]
    def appraise(self) -> None:
        """Kết thúc thẩm định: the unit sees it."""

    @transition(field=state, source=SheetState.APPRAISED, target=SheetState.OBJECTED)  # type: ignore[untyped-decorator]
    def object(self) -> None:
        """Đơn vị có ý kiến, once."""

    @transition(field=state, source=SheetState.APPRAISED, target=SheetState.CLOSED)  # type: ignore[untyped-decorator]
    def close(self) -> None:
        """Lãnh đạo chốt điểm."""

    @transition(  # type: ignore[untyped-decorator]
        field=state, source=(SheetState.DRAFT, SheetState.SENT, SheetState.OBJECTED), target=SheetState.LEFT_OUT
    )
    def leave_out(self) -> None:
        """Lãnh đạo chốt mà không xếp hạng phiếu này."""


class ScoreLine(models.Model):
    """One criterion on one sheet, in hundredths. ``own`` is the unit's, ``final`` the appraisal's with its reason."""

    sheet = models.ForeignKey(ScoreSheet, models.CASCADE, related_name="lines", verbose_name="phiếu")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="lines", verbose_name="tiêu chí")
    achieved = models.PositiveIntegerField("kết quả đạt (phần trăm)", null=True, blank=True)
    own = models.PositiveIntegerField("điểm tự chấm", null=True, blank=True)
    own_note = NormalisedText("diễn giải", blank=True)
    final = models.PositiveIntegerField("điểm thẩm định", null=True, blank=True)
    reason = NormalisedText("lý do điều chỉnh", blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "dòng điểm"
        constraints = [models.UniqueConstraint(fields=["sheet", "criterion"], name="line_once_per_criterion")]

    def __str__(self) -> str:
        return f"{self.sheet}: {self.criterion}"


class Proof(Removable):
    """Minh chứng of one line."""

    line = models.ForeignKey(ScoreLine, models.CASCADE, related_name="proofs", verbose_name="dòng điểm")
    file = models.ForeignKey("plans.StoredFile", models.PROTECT, related_name="+", verbose_name="tệp")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người thêm")
    added_at = models.DateTimeField("thêm lúc", auto_now_add=True)

    objects = RemovableQuerySet["Proof"].as_manager()

    class Meta:
        verbose_name = "minh chứng chấm điểm"
        ordering = ("added_at", "pk")

    def __str__(self) -> str:
        return str(self.file)
