"""Each unit's part in a task: what it has to do, by whom and when, how it stands, and what proves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import FSMModelMixin, transition

from plans.models.base import NormalisedText, Record, StateField
from plans.models.plan import IN_FORCE
from plans.rules.document import ROLE_WORDS

if TYPE_CHECKING:
    import datetime as dt

    from plans.models.office import User


class PartState(models.TextChoices):
    """Where a unit's part stands; the task itself has its own progress, summed up by who leads it."""

    TODO = "todo", "Chưa báo"
    DOING = "doing", "Đang làm"
    REDO = "redo", "Làm lại"
    DONE = "done", "Đã làm xong"


OPEN_PARTS = (PartState.TODO, PartState.DOING, PartState.REDO)


class PartQuerySet(models.QuerySet["Part"]):
    """Parts as questions ask for them."""

    def visible_to(self, user: User) -> PartQuerySet:
        """Parts of the tasks the user may see."""
        return self if user.has_perm("plans.see_drafts") else self.filter(task__plan__state__in=IN_FORCE)

    def kept(self) -> PartQuerySet:
        """Those still in the plan."""
        return self.filter(dropped=False)


class Part(FSMModelMixin, Record):  # type: ignore[misc]
    """Phần việc của đơn vị: one unit's part in one task, groups resolved to their members.

    ``assignment`` is the line of the plan it comes from; a part whose line was taken out by an adjustment is
    ``dropped`` and kept. ``due`` is the unit's own date, never after the task's deadline when it is set.
    """

    task = models.ForeignKey("plans.Task", models.CASCADE, related_name="parts", verbose_name="nhiệm vụ")
    unit = models.ForeignKey("plans.Unit", models.PROTECT, related_name="parts", verbose_name="đơn vị")
    assignment = models.ForeignKey(
        "plans.Assignment", models.SET_NULL, null=True, related_name="parts", verbose_name="dòng trong kế hoạch"
    )
    role = models.CharField("vai trò", max_length=20, choices=list(ROLE_WORDS.items()))
    order = models.PositiveIntegerField("thứ tự", default=0)
    state = StateField("tình trạng", default=PartState.TODO, choices=PartState.choices, db_index=True)
    percent = models.PositiveSmallIntegerField("phần trăm", default=0)
    due = models.DateField("hạn của đơn vị", null=True, blank=True)
    done_text = NormalisedText("kết quả", blank=True)
    difficulty = NormalisedText("khó khăn", blank=True)
    proposal = NormalisedText("đề xuất", blank=True)
    reported_on = models.DateField("ngày báo xong", null=True, blank=True)
    reported_at = models.DateTimeField("báo gần nhất", null=True, blank=True)
    dropped = models.BooleanField("không còn trong kế hoạch", default=False)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "phần việc"
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(fields=["task", "unit"], name="part_once_per_task_and_unit"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="part_percent_at_most_100"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(reported_on__isnull=False), name="part_done_has_reported_day"
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="part_unit_state")]

    def __str__(self) -> str:
        return f"{self.task}, {self.unit}"

    @transition(field=state, source=OPEN_PARTS, target=PartState.DOING)  # type: ignore[untyped-decorator]
    def work(self) -> None:
        """Ghi tiến độ phần việc."""

    @transition(field=state, source=OPEN_PARTS, target=PartState.DONE)  # type: ignore[untyped-decorator]
    def finish(self, *, on: dt.date) -> None:
        """Báo làm xong phần việc."""
        self.percent, self.reported_on = 100, on

    @transition(field=state, source=PartState.DONE, target=PartState.REDO)  # type: ignore[untyped-decorator]
    def send_back(self) -> None:
        """Đơn vị chủ trì hoặc thường trực yêu cầu làm lại: what was reported no longer counts."""
        self.percent, self.reported_on = 0, None


class PartStep(Record):
    """Cụ thể hoá: a piece of a unit's part given to one of its people, with a date."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="steps", verbose_name="phần việc")
    order = models.PositiveIntegerField("thứ tự", default=0)
    text = NormalisedText("việc cụ thể")
    person = models.ForeignKey(
        "plans.Person", models.PROTECT, null=True, blank=True, related_name="steps", verbose_name="người làm"
    )
    due = models.DateField("hạn", null=True, blank=True)
    done_on = models.DateField("xong ngày", null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "việc cụ thể"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.text


class TaskItem(models.Model):
    """Ý của nhiệm vụ: one of the several things a task's text asks for, ticked apart (task 14 of 2026 has two)."""

    task = models.ForeignKey("plans.Task", models.CASCADE, related_name="items", verbose_name="nhiệm vụ")
    order = models.PositiveIntegerField("thứ tự", default=0)
    text = NormalisedText("nội dung")
    done_on = models.DateField("xong ngày", null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "ý của nhiệm vụ"
        ordering = ("order", "pk")
        constraints = [models.UniqueConstraint(fields=["task", "order"], name="item_once_per_place")]

    def __str__(self) -> str:
        return self.text


class PlanReading(models.Model):
    """Quán triệt: that one person of a unit has read the issued plan, and who wrote it down."""

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="readings", verbose_name="kế hoạch")
    person = models.ForeignKey("plans.Person", models.PROTECT, related_name="readings", verbose_name="người đọc")
    unit = models.ForeignKey("plans.Unit", models.PROTECT, related_name="+", verbose_name="đơn vị")
    read_on = models.DateField("ngày")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "quán triệt kế hoạch"
        ordering = ("read_on", "pk")
        constraints = [models.UniqueConstraint(fields=["plan", "person"], name="reading_once_per_person")]

    def __str__(self) -> str:
        return f"{self.person}, {self.read_on:%d/%m/%Y}"
