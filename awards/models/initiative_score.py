"""What scorers put down: one sheet for each scorer and initiative, its points, the trace of each reopening."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django_fsm import FSMModelMixin, transition
from simple_history.models import HistoricalRecords

from awards.models.initiative import Initiative
from awards.models.initiative_call import InitiativeCriterion
from plans.models.base import NormalisedText, Record, StateField


class ScoreState(models.TextChoices):
    """Trạng thái phiếu chấm sáng kiến."""

    ASSIGNED = "assigned", "Chưa chấm xong"
    SUBMITTED = "submitted", "Đã nộp phiếu"


class InitiativeScore(FSMModelMixin, Record):  # type: ignore[misc]
    """Phiếu chấm of one scorer for one initiative; closed to everybody else until it is handed in.

    ``earlier`` keeps what was handed in before each reopening: its day, total and points, who reopened it and why.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="scores", verbose_name="sáng kiến")
    scorer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="initiative_scores", verbose_name="người chấm"
    )
    due = models.DateField("chấm xong trước ngày", null=True, blank=True)
    state = StateField("trạng thái", default=ScoreState.ASSIGNED, choices=ScoreState.choices)
    comment = NormalisedText("nhận xét chung", blank=True)
    submitted_at = models.DateTimeField("nộp lúc", null=True)
    reopen_reason = NormalisedText("lý do mở lại", blank=True)
    earlier = models.JSONField("các lần nộp trước", default=list, blank=True)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "phiếu chấm sáng kiến"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["initiative", "scorer"], name="initiative_scored_once_by_each"),
        ]

    def __str__(self) -> str:
        return f"Phiếu của {self.scorer}"

    @transition(field=state, source=ScoreState.ASSIGNED, target=ScoreState.SUBMITTED)  # type: ignore[untyped-decorator]
    def submit(self) -> None:
        """Nộp phiếu."""

    @transition(field=state, source=ScoreState.SUBMITTED, target=ScoreState.ASSIGNED)  # type: ignore[untyped-decorator]
    def reopen(self) -> None:
        """Mở lại, with a reason that stays."""


class InitiativePoint(models.Model):
    """Điểm of one criterion on one sheet, in hundredths."""

    score = models.ForeignKey(InitiativeScore, models.CASCADE, related_name="points", verbose_name="phiếu")
    criterion = models.ForeignKey(InitiativeCriterion, models.PROTECT, related_name="given", verbose_name="tiêu chí")
    points = models.PositiveIntegerField("điểm (phần trăm điểm)")
    comment = NormalisedText("nhận xét", blank=True)

    class Meta:
        verbose_name = "điểm"
        ordering = ("criterion__order", "pk")
        constraints = [models.UniqueConstraint(fields=["score", "criterion"], name="initiative_point_once")]

    def __str__(self) -> str:
        return str(self.points / 100)
