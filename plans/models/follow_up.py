"""What is said and asked while a plan runs: evidence, extensions, directions, comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import FSMModelMixin, transition

from plans.models.base import NormalisedChar, NormalisedText, Record, StateField
from plans.models.plan import IN_FORCE
from plans.models.removable import Removable, RemovableQuerySet

if TYPE_CHECKING:
    from plans.models.office import User

M = TypeVar("M", bound=models.Model)


class TalkQuerySet(models.QuerySet[M]):
    """What is said about a task is seen by those who see the task (the same rule as ``TaskQuerySet.visible_to``)."""

    def visible_to(self, user: User) -> TalkQuerySet[M]:
        if user.has_perm("plans.see_drafts"):
            return self.filter(task__plan__removed_at__isnull=True)
        return self.filter(task__plan__state__in=IN_FORCE)


class CommentQuerySet(RemovableQuerySet["Comment"]):
    """Comments as questions ask for them."""

    def visible_to(self, user: User) -> CommentQuerySet:
        """The comments of the tasks the user may see, those in the bin left out."""
        kept = self.filter(removed_at__isnull=True)
        return kept if user.has_perm("plans.see_drafts") else kept.filter(task__plan__state__in=IN_FORCE)


class EvidenceQuerySet(RemovableQuerySet["Evidence"]):
    """Evidence as questions ask for it."""

    def visible_to(self, user: User) -> EvidenceQuerySet:
        """The files of the tasks the user may see, those in the bin left out."""
        kept = self.filter(removed_at__isnull=True)
        return kept if user.has_perm("plans.see_drafts") else kept.filter(task__plan__state__in=IN_FORCE)


class Evidence(Removable):
    """Minh chứng: a file that proves something about a task: a unit's part, an event's paper, a triggering document."""

    task = models.ForeignKey("plans.Task", models.PROTECT, related_name="evidence", verbose_name="nhiệm vụ")
    part = models.ForeignKey("plans.Part", models.PROTECT, null=True, blank=True, related_name="evidence")
    event = models.ForeignKey("plans.Event", models.PROTECT, null=True, blank=True, related_name="evidence")
    file = models.ForeignKey("plans.StoredFile", models.PROTECT, related_name="+", verbose_name="tệp")
    caption = NormalisedChar("chú thích", max_length=300, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nộp")
    added_at = models.DateTimeField("nộp lúc", auto_now_add=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "minh chứng"
        ordering = ("added_at", "pk")

    def __str__(self) -> str:
        return self.caption or str(self.file)


class ExtensionState(models.TextChoices):
    """Trạng thái xin gia hạn."""

    ASKED = "asked", "Chờ quyết định"
    AGREED = "agreed", "Đồng ý gia hạn"
    REFUSED = "refused", "Không gia hạn"
    WITHDRAWN = "withdrawn", "Đã rút"


class Extension(FSMModelMixin, Record):  # type: ignore[misc]
    """Gia hạn: a later deadline asked for with a reason, agreed or not. ``first_deadline`` of the task stays."""

    task = models.ForeignKey("plans.Task", models.PROTECT, related_name="extensions", verbose_name="nhiệm vụ")
    unit = models.ForeignKey("plans.Unit", models.PROTECT, null=True, related_name="+", verbose_name="đơn vị xin")
    old_deadline = models.DateField("thời hạn khi xin")
    new_deadline = models.DateField("thời hạn xin lùi đến")
    reason = NormalisedText("lý do")
    state = StateField("trạng thái", default=ExtensionState.ASKED, choices=ExtensionState.choices)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người xin")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField("quyết định lúc", null=True)
    decision_note = NormalisedText("ý kiến", blank=True)

    objects = TalkQuerySet["Extension"].as_manager()

    class Meta:
        verbose_name = "gia hạn"
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(new_deadline__gt=F("old_deadline")), name="extension_is_later"),
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_reason"),
            models.UniqueConstraint(fields=["task"], condition=Q(state="asked"), name="extension_one_open_per_task"),
        ]

    def __str__(self) -> str:
        return f"Gia hạn {self.task} đến {self.new_deadline:%d/%m/%Y}"

    @transition(field=state, source=ExtensionState.ASKED, target=ExtensionState.AGREED)  # type: ignore[untyped-decorator]
    def agree(self) -> None:
        """Đồng ý."""

    @transition(field=state, source=ExtensionState.ASKED, target=ExtensionState.REFUSED)  # type: ignore[untyped-decorator]
    def refuse(self) -> None:
        """Không đồng ý."""

    @transition(field=state, source=ExtensionState.ASKED, target=ExtensionState.WITHDRAWN)  # type: ignore[untyped-decorator]
    def withdraw(self) -> None:
        """Rút."""


class DirectionState(models.TextChoices):
    """Trạng thái ý kiến chỉ đạo."""

    OPEN = "open", "Chưa trả lời"
    ANSWERED = "answered", "Đã trả lời"
    CLOSED = "closed", "Đã xong"


class Direction(FSMModelMixin, Record):  # type: ignore[misc]
    """Ý kiến chỉ đạo: what the leadership tells those who do a task, or decides on an obstacle; with their reply."""

    task = models.ForeignKey("plans.Task", models.PROTECT, related_name="directions", verbose_name="nhiệm vụ")
    obstacle = models.ForeignKey("plans.Obstacle", models.PROTECT, null=True, blank=True, related_name="directions")
    text = NormalisedText("nội dung chỉ đạo")
    due = models.DateField("trả lời trước ngày", null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người chỉ đạo"
    )
    state = StateField("trạng thái", default=DirectionState.OPEN, choices=DirectionState.choices)
    reply = NormalisedText("trả lời", blank=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField("trả lời lúc", null=True)
    closed_at = models.DateTimeField("xong lúc", null=True)

    objects = TalkQuerySet["Direction"].as_manager()

    class Meta:
        verbose_name = "ý kiến chỉ đạo"
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(condition=~Q(state="answered") | ~Q(reply=""), name="direction_answer_has_words")
        ]

    def __str__(self) -> str:
        return f"Ý kiến chỉ đạo về {self.task}"

    @transition(  # type: ignore[untyped-decorator]
        field=state, source=(DirectionState.OPEN, DirectionState.ANSWERED), target=DirectionState.ANSWERED
    )
    def answer(self) -> None:
        """Trả lời."""

    @transition(  # type: ignore[untyped-decorator]
        field=state, source=(DirectionState.OPEN, DirectionState.ANSWERED), target=DirectionState.CLOSED
    )
    def close(self) -> None:
        """Người chỉ đạo ghi là đã xong."""

    @transition(field=state, source=DirectionState.ANSWERED, target=DirectionState.OPEN)  # type: ignore[untyped-decorator]
    def reopen(self) -> None:
        """Trả lời chưa đạt, chờ trả lời lại."""


class DirectionRound(models.Model):
    """An earlier reply to a direction that did not satisfy, and what the leader then asked."""

    direction = models.ForeignKey(Direction, models.PROTECT, related_name="rounds", verbose_name="ý kiến chỉ đạo")
    reply = NormalisedText("trả lời")
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    replied_at = models.DateTimeField("trả lời lúc")
    due = models.DateField("phải trả lời trước ngày", null=True)
    asked = NormalisedText("yêu cầu trả lời lại")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("yêu cầu lúc", auto_now_add=True)

    class Meta:
        verbose_name = "lượt trả lời ý kiến chỉ đạo"
        ordering = ("asked_at", "pk")

    def __str__(self) -> str:
        return f"{self.direction}, {self.asked_at:%d/%m/%Y}"


class Comment(Removable):
    """Trao đổi: a remark under a task, by anybody who sees it."""

    task = models.ForeignKey("plans.Task", models.CASCADE, related_name="comments", verbose_name="nhiệm vụ")
    text = NormalisedText("nội dung")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người viết")
    at = models.DateTimeField("lúc", auto_now_add=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "trao đổi"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.text
