"""Obstacles that units report, and the adjustments of an issued plan that may follow from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import FSMModelMixin, transition
from simple_history.models import HistoricalRecords

from plans.models.base import NormalisedChar, NormalisedText, Record, StateField
from plans.models.plan import IN_FORCE

if TYPE_CHECKING:
    from plans.models.office import User


class ObstacleState(models.TextChoices):
    """Trạng thái vướng mắc."""

    REPORTED = "reported", "Đơn vị vừa báo"
    SUBMITTED = "submitted", "Đã trình lãnh đạo"
    DECIDED = "decided", "Lãnh đạo đã quyết định"
    SETTLED = "settled", "Đã tháo gỡ"


class ObstacleQuerySet(models.QuerySet["Obstacle"]):
    """Obstacles as questions ask for them."""

    def visible_to(self, user: User) -> ObstacleQuerySet:
        """Those of the plans in force: whoever follows the plan sees what holds it up."""
        return self.filter(task__plan__state__in=IN_FORCE) if user.is_active else self.none()


class Obstacle(FSMModelMixin, Record):  # type: ignore[misc]
    """Khó khăn, vướng mắc: reported by a unit, gathered by the standing office, decided by the leadership."""

    task = models.ForeignKey("plans.Task", models.PROTECT, related_name="obstacles", verbose_name="nhiệm vụ")
    unit = models.ForeignKey("plans.Unit", models.PROTECT, null=True, related_name="+", verbose_name="đơn vị báo")
    text = NormalisedText("vướng mắc")
    proposal = NormalisedText("đề xuất của đơn vị", blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người báo"
    )
    state = StateField("trạng thái", default=ObstacleState.REPORTED, choices=ObstacleState.choices)
    opinion = NormalisedText("ý kiến của thường trực", blank=True)
    submitted_at = models.DateTimeField("trình lúc", null=True)
    decision = NormalisedText("quyết định của lãnh đạo", blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("quyết định lúc", null=True)
    calls_for_adjustment = models.BooleanField("cần điều chỉnh kế hoạch", default=False)
    settled_note = NormalisedText("tháo gỡ thế nào", blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField("tháo gỡ lúc", null=True)
    history = HistoricalRecords()

    objects = ObstacleQuerySet.as_manager()

    class Meta:
        verbose_name = "vướng mắc"
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(condition=~Q(state="decided") | ~Q(decision=""), name="obstacle_decision_has_words")
        ]

    def __str__(self) -> str:
        return f"Vướng mắc của {self.task}"

    @transition(field=state, source=ObstacleState.REPORTED, target=ObstacleState.SUBMITTED)  # type: ignore[untyped-decorator]
    def submit(self) -> None:
        """Trình lãnh đạo."""

    @transition(  # type: ignore[untyped-decorator]
        field=state, source=ObstacleState.SUBMITTED, target=ObstacleState.DECIDED
    )
    def decide(self) -> None:
        """Lãnh đạo quyết định."""

    @transition(  # type: ignore[untyped-decorator]
        field=state, source=(ObstacleState.REPORTED, ObstacleState.DECIDED), target=ObstacleState.SETTLED
    )
    def settle(self) -> None:
        """Đã tháo gỡ, không còn vướng."""


class AdjustmentState(models.TextChoices):
    """Trạng thái điều chỉnh; the same way as a plan goes."""

    DRAFT = "draft", "Dự thảo"
    SUBMITTED = "submitted", "Trình duyệt"
    APPROVED = "approved", "Đã duyệt, chờ ban hành"
    ISSUED = "issued", "Đã ban hành"
    DISCARDED = "discarded", "Đã bỏ"


OPEN_ADJUSTMENT = (AdjustmentState.DRAFT, AdjustmentState.SUBMITTED, AdjustmentState.APPROVED)


class AdjustmentQuerySet(models.QuerySet["Adjustment"]):
    """Adjustments as questions ask for them."""

    def visible_to(self, user: User) -> AdjustmentQuerySet:
        """Issued ones for everybody; what is not issued for those who see drafts."""
        return self if user.has_perm("plans.see_drafts") else self.issued()

    def issued(self) -> AdjustmentQuerySet:
        return self.filter(state=AdjustmentState.ISSUED)


class Adjustment(FSMModelMixin, Record):  # type: ignore[misc]
    """Điều chỉnh kế hoạch đã ban hành: which tasks change, how and why; takes effect when it is issued."""

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="adjustments", verbose_name="kế hoạch")
    reason = NormalisedText("lý do")
    basis = NormalisedText("căn cứ", blank=True)
    recipients = NormalisedText("nơi nhận", blank=True)
    signer_title = NormalisedText("chức vụ người ký", blank=True)
    signer_name = NormalisedChar("người ký", max_length=100, blank=True)
    obstacles = models.ManyToManyField(Obstacle, blank=True, related_name="adjustments", verbose_name="vướng mắc")
    state = StateField("trạng thái", default=AdjustmentState.DRAFT, choices=AdjustmentState.choices)
    return_reason = NormalisedText("lý do trả lại", blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập"
    )
    submitted_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    number = NormalisedChar("số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True)
    paper = models.OneToOneField("plans.IssuedPaper", models.PROTECT, null=True, related_name="adjustment")
    history = HistoricalRecords()

    objects = AdjustmentQuerySet.as_manager()

    class Meta:
        verbose_name = "điều chỉnh kế hoạch"
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state__in=["draft", "submitted", "approved"]),
                name="adjustment_one_open_per_plan",
            ),
            models.CheckConstraint(
                condition=Q(state="issued", issued_on__isnull=False) & ~Q(number="")
                | ~Q(state="issued") & Q(issued_on__isnull=True, number=""),
                name="adjustment_number_comes_with_issuing",
            ),
        ]

    def __str__(self) -> str:
        return f"Điều chỉnh số {self.number}" if self.number else "Điều chỉnh kế hoạch"

    @transition(field=state, source=AdjustmentState.DRAFT, target=AdjustmentState.SUBMITTED)  # type: ignore[untyped-decorator]
    def submit(self) -> None:
        """Trình duyệt."""

    @transition(field=state, source=AdjustmentState.SUBMITTED, target=AdjustmentState.APPROVED)  # type: ignore[untyped-decorator]
    def approve(self) -> None:
        """Duyệt."""

    @transition(  # type: ignore[untyped-decorator]
        field=state, source=(AdjustmentState.SUBMITTED, AdjustmentState.APPROVED), target=AdjustmentState.DRAFT
    )
    def send_back(self) -> None:
        """Trả lại hoặc thu hồi."""

    @transition(field=state, source=AdjustmentState.APPROVED, target=AdjustmentState.ISSUED)  # type: ignore[untyped-decorator]
    def issue(self) -> None:
        """Ban hành: from now on the plan reads as adjusted."""

    @transition(field=state, source=AdjustmentState.DRAFT, target=AdjustmentState.DISCARDED)  # type: ignore[untyped-decorator]
    def discard(self) -> None:
        """Bỏ dự thảo."""


class TaskChange(models.Model):
    """One task's change in an adjustment, before and after in the shape of ``plans.rules.adjusting.TaskText``.

    ``task`` is None until an added task exists; ``before`` is empty for an added one, ``after`` for one taken out.
    """

    class Kind(models.TextChoices):
        CHANGE = "change", "Sửa"
        ADD = "add", "Thêm"
        DROP = "drop", "Bỏ"

    adjustment = models.ForeignKey(Adjustment, models.CASCADE, related_name="changes", verbose_name="điều chỉnh")
    task = models.ForeignKey("plans.Task", models.PROTECT, null=True, related_name="changes", verbose_name="nhiệm vụ")
    kind = models.CharField("cách đổi", max_length=10, choices=Kind.choices)
    before = models.JSONField("trước", default=dict, blank=True)
    after = models.JSONField("sau", default=dict, blank=True)
    reason = NormalisedText("lý do", blank=True)
    order = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "nhiệm vụ điều chỉnh"
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["adjustment", "task"], condition=Q(task__isnull=False), name="change_once_per_task"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.task or 'nhiệm vụ mới'}"
