"""Tasks of a plan (nhiệm vụ), the units that do them, and the log of their progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import RETURN_VALUE, FSMModelMixin, transition
from simple_history.models import HistoricalRecords

from plans.models.base import NormalisedChar, NormalisedText, Record, SearchKey, StateField
from plans.models.plan import IN_FORCE
from plans.rules.document import ROLE_WORDS, AssignmentRole
from plans.rules.status import PROGRESS_WORDS, STOPPED, Progress, TaskFacts

if TYPE_CHECKING:
    import datetime as dt

    from plans.models.office import User

PROGRESS_CHOICES = [(state.value, words) for state, words in PROGRESS_WORDS.items()]
WORKABLE = (Progress.TODO, Progress.DOING, Progress.REDO)


def has_arisen(task: Task) -> bool:
    """Whether there is anything to do: always, but for a conditional task that nothing has set off yet."""
    return not task.conditional or task.triggered_on is not None


def may_still_arise(task: Task) -> bool:
    """Whether a conditional task may yet be called for."""
    return task.conditional and task.triggered_on is None


class TaskKind(models.TextChoices):
    """Loại việc."""

    WORK = "work", "Công việc"
    EVENT = "event", "Hội nghị, lớp học"
    REPORT = "report", "Báo cáo"
    ROUND = "round", "Đợt xét"


class TaskQuerySet(models.QuerySet["Task"]):
    """Tasks as questions ask for them."""

    def visible_to(self, user: User) -> TaskQuerySet:
        """Tasks of the plans the user may see (the same rule as ``PlanQuerySet.visible_to``)."""
        if user.has_perm("plans.see_drafts"):
            return self.filter(plan__removed_at__isnull=True)
        return self.filter(plan__state__in=IN_FORCE)

    def in_plan(self) -> TaskQuerySet:
        """The tasks the plan still has: those an adjustment dropped stand in its history alone."""
        return self.filter(dropped=False)


class Task(FSMModelMixin, Record):  # type: ignore[misc]
    """Nhiệm vụ: one row of the plan's table with its live state.

    ``deadline`` is the computed day (``due``, else the last working day of the period), kept for queries and
    renewed by the services that change what it follows from; ``first_deadline`` is what it was before the first
    extension. A task ``dropped`` by an adjustment is kept with its log and stands in the history alone.
    ``reported_on`` is the day completion was reported, ``reported_by`` who reported it, because nobody confirms what
    he reported himself.
    """

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="tasks", verbose_name="kế hoạch")
    order = models.PositiveIntegerField("thứ tự")
    no = NormalisedChar("TT", max_length=40, blank=True)
    title = NormalisedText("nội dung nhiệm vụ")
    period = models.CharField("thời gian", max_length=10, blank=True)
    period_text = NormalisedText("thời gian như văn bản", blank=True)
    due = models.DateField("ngày ấn định", null=True, blank=True)
    deadline = models.DateField("thời hạn", null=True, blank=True, editable=False, db_index=True)
    first_deadline = models.DateField("thời hạn đầu tiên", null=True, blank=True, editable=False)
    extended = models.PositiveSmallIntegerField("số lần gia hạn", default=0, editable=False)
    inherited_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="heirs", verbose_name="kế thừa từ nhiệm vụ"
    )
    dropped = models.BooleanField("đã bỏ khỏi kế hoạch", default=False, editable=False)
    kind = models.CharField("loại việc", max_length=20, choices=TaskKind.choices, default=TaskKind.WORK)
    conditional = models.BooleanField("chỉ làm nếu có phát sinh", default=False)
    triggered_on = models.DateField("phát sinh ngày", null=True, blank=True)
    trigger_number = NormalisedChar("số văn bản làm phát sinh", max_length=60, blank=True)
    trigger_date = models.DateField("ngày văn bản làm phát sinh", null=True, blank=True)
    trigger_from = NormalisedChar("cơ quan ra văn bản làm phát sinh", max_length=200, blank=True)
    result = NormalisedText("kết quả phải có", blank=True)
    responsibility = NormalisedText("trách nhiệm", blank=True)
    wording_note = NormalisedText("ghi chú câu chữ", blank=True)
    follow_up_unit = models.ForeignKey(
        "plans.Unit", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị theo dõi (đề xuất)"
    )
    progress = StateField("tiến độ", default=Progress.TODO, choices=PROGRESS_CHOICES, db_index=True)
    percent = models.PositiveSmallIntegerField("phần trăm", default=0)
    latest_news = NormalisedText("tin mới nhất", blank=True)
    reported_on = models.DateField("ngày báo hoàn thành", null=True, blank=True)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người báo"
    )
    search_key = SearchKey()
    history = HistoricalRecords(excluded_fields=["search_key"])

    objects = TaskQuerySet.as_manager()
    SEARCHED = ("no", "title")

    class Meta:
        verbose_name = "nhiệm vụ"
        ordering = ("order", "pk")
        indexes = [
            models.Index(fields=["plan", "order"], name="task_plan_order"),
            models.Index(fields=["plan", "progress"], name="task_plan_progress"),  # counting the open ones
        ]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="task_percent_at_most_100"),
            models.CheckConstraint(
                condition=~Q(progress="done") | Q(reported_on__isnull=False), name="task_done_has_reported_day"
            ),
        ]

    def __str__(self) -> str:
        return f"Nhiệm vụ {self.no}"

    @property
    def facts(self) -> TaskFacts:
        return TaskFacts(
            progress=Progress(self.progress),
            deadline=self.deadline,
            conditional=self.conditional,
            triggered=self.triggered_on is not None,
            reported_on=self.reported_on,
        )

    # -- The table of transitions (README of the app); services lock, check rights and log, these only move ---------

    @transition(  # type: ignore[untyped-decorator]
        field=progress, source=WORKABLE, target=Progress.DOING, conditions=[has_arisen]
    )
    def work(self) -> None:
        """Ghi tiến độ: somebody is at it."""

    @transition(  # type: ignore[untyped-decorator]
        field=progress, source=WORKABLE, target=Progress.AWAITING, conditions=[has_arisen]
    )
    def report_complete(self, *, by: User, on: dt.date) -> None:
        """Báo hoàn thành: counts on this day once it is confirmed."""
        self.percent, self.reported_on, self.reported_by = 100, on, by

    @transition(field=progress, source=Progress.AWAITING, target=Progress.DONE)  # type: ignore[untyped-decorator]
    def confirm(self) -> None:
        """Xác nhận hoàn thành."""

    @transition(  # type: ignore[untyped-decorator]
        field=progress, source=(Progress.AWAITING, Progress.DONE), target=Progress.REDO
    )
    def return_for_rework(self) -> None:
        """Yêu cầu thực hiện lại: what was reported no longer counts."""
        self.reported_on = self.reported_by = None

    @transition(field=progress, source=WORKABLE, target=Progress.PAUSED)  # type: ignore[untyped-decorator]
    def pause(self) -> None:
        """Tạm dừng."""

    @transition(  # type: ignore[untyped-decorator]
        field=progress, source=Progress.TODO, target=Progress.NOT_ARISEN, conditions=[may_still_arise]
    )
    def close_as_not_arisen(self) -> None:
        """Không phát sinh: the condition was not met this year."""

    @transition(  # type: ignore[untyped-decorator]
        field=progress, source=(*WORKABLE, Progress.PAUSED), target=Progress.CANCELLED
    )
    def cancel(self) -> None:
        """Huỷ."""

    @transition(  # type: ignore[untyped-decorator]
        field=progress, source=tuple(STOPPED), target=RETURN_VALUE(*WORKABLE)
    )
    def resume(self, *, back_to: Progress) -> Progress:
        """Tiếp tục: back to where it stood when it was stopped."""
        return back_to

    @transition(  # type: ignore[untyped-decorator]
        field=progress,
        source=(Progress.TODO, Progress.NOT_ARISEN),
        target=Progress.TODO,
        conditions=[may_still_arise],
    )
    def trigger(self, *, on: dt.date) -> None:
        """Đã phát sinh: a conditional task is to be done from now on. Past its period it has no deadline."""
        self.triggered_on = on
        if self.deadline and self.deadline < on:
            self.deadline = None


class Assignment(models.Model):
    """A unit's part in a task, with its words as the plan writes them (chủ trì, phối hợp, thực hiện)."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="assignments", verbose_name="nhiệm vụ")
    unit = models.ForeignKey("plans.Unit", models.PROTECT, related_name="assignments", verbose_name="đơn vị")
    role = models.CharField(
        "vai trò",
        max_length=20,
        choices=list(ROLE_WORDS.items()),
        default=AssignmentRole.PERFORM,
    )
    name = NormalisedText("tên như văn bản")
    written = NormalisedText("dòng như văn bản", blank=True)
    order = models.PositiveIntegerField("thứ tự", default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "phần việc của đơn vị"
        ordering = ("order", "pk")
        indexes = [models.Index(fields=["unit", "role"], name="assignment_unit_role")]

    def __str__(self) -> str:
        return str(self.written or self.name)


class ProgressEntry(models.Model):
    """Nhật ký tiến độ: one act on a task's progress, who did it and what was said. Never changed, never deleted."""

    class Act(models.TextChoices):
        REPORT = "report", "ghi tiến độ"
        COMPLETE = "complete", "báo hoàn thành"
        CONFIRM = "confirm", "xác nhận hoàn thành"
        RETURN = "return", "yêu cầu thực hiện lại"
        STOP = "stop", "dừng theo dõi"
        RESUME = "resume", "tiếp tục thực hiện"
        TRIGGER = "trigger", "ghi phát sinh"
        PART_DONE = "part_done", "báo xong phần việc"
        PART_RETURN = "part_return", "yêu cầu làm lại phần việc"

    task = models.ForeignKey(Task, models.PROTECT, related_name="entries", verbose_name="nhiệm vụ")
    act = models.CharField(max_length=20, choices=Act.choices)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi")
    unit = models.ForeignKey("plans.Unit", models.PROTECT, null=True, related_name="+", verbose_name="đơn vị")
    at = models.DateTimeField("lúc", auto_now_add=True)
    state_from = models.CharField(max_length=20, choices=PROGRESS_CHOICES)
    state_to = models.CharField(max_length=20, choices=PROGRESS_CHOICES)
    percent = models.PositiveSmallIntegerField("phần trăm", null=True, blank=True)
    done_text = NormalisedText("đã làm", blank=True)
    difficulty = NormalisedText("khó khăn", blank=True)
    proposal = NormalisedText("đề xuất", blank=True)
    reason = NormalisedText("lý do", blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)

    class Meta:
        verbose_name = "nhật ký tiến độ"
        ordering = ("-at", "-pk")
        indexes = [
            models.Index(fields=["at"], name="progress_at"),  # what changed since a moment
            models.Index(fields=["unit", "at"], name="progress_unit_at"),  # a unit's last word
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(act="return") | ~Q(reason=""), name="progress_return_has_reason")
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}, {self.task}"
