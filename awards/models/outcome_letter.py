"""What a nominee is told of the result: granted by a decision, or not, with the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django_fsm import FSMModelMixin, transition
from simple_history.models import HistoricalRecords

from awards.models.decision import DecisionLine, DecisionState
from awards.models.meeting import Meeting
from plans.models.base import NormalisedText, Record, StateField

if TYPE_CHECKING:
    from plans.models import User


def _left_out(meetings: models.QuerySet[Meeting]) -> Q:
    """Letters on what ``meetings`` did not carry, or on dossiers of their rounds that came before no council."""
    of_round = Q(item=None, nomination__round__in=meetings.values("round"))
    return Q(line=None) & (Q(item__meeting__in=meetings) | of_round)


class OutcomeLetterQuerySet(models.QuerySet["OutcomeLetter"]):
    """Letters as questions ask for them."""

    def visible_to(self, user: User) -> OutcomeLetterQuerySet:
        """All for who writes and reads them, but for unsent ones about oneself; sent ones for whom they are sent to.

        A letter on a person is for that person alone, one on a unit for its contacts and its head.
        """
        from awards.permissions import units_seen  # noqa: PLC0415 - the table of rights knows the models

        if not user.is_active:
            return self.none()
        sent, own = Q(state=OutcomeLetter.State.SENT), Q(nomination__person=user.person_id or 0)
        units = units_seen(user)
        if units is None:
            return self.exclude(own & ~sent)
        return self.filter(sent & (own | Q(nomination__unit__in=units)))

    def with_change(self) -> OutcomeLetterQuerySet:
        """With the issued decision that changed the line later (``later``, ``later_number``), if there is one."""
        changes = DecisionLine.objects.filter(changes=OuterRef("line"), decision__state=DecisionState.ISSUED)
        newest = changes.order_by("-decision__issued_on", "-pk")
        return self.annotate(
            later=Subquery(newest.values("decision")[:1]), later_number=Subquery(newest.values("decision__number")[:1])
        )

    def of_decision(self, pk: int) -> OutcomeLetterQuerySet:
        """Those on its lines, and those on what its meeting or the round of the meeting left out."""
        return self.filter(Q(line__decision=pk) | _left_out(Meeting.objects.filter(decisions=pk)))

    def of_meeting(self, pk: int) -> OutcomeLetterQuerySet:
        """Those on decisions from its results, and those on what the meeting or its round left out."""
        return self.filter(Q(line__decision__meeting=pk) | _left_out(Meeting.objects.filter(pk=pk)))

    def newest_first(self) -> OutcomeLetterQuerySet:
        """By the newest decision or meeting, granted ones first, then by name."""
        return self.order_by(
            F("line__decision__issued_on").desc(nulls_last=True),
            "-granted",
            F("line__order").asc(nulls_last=True),
            F("item__meeting__held_on").desc(nulls_last=True),
            F("item__order").asc(nulls_last=True),
            "pk",
        )


class OutcomeLetter(FSMModelMixin, Record):  # type: ignore[misc]
    """Thông báo kết quả to one nominee: granted by a decision's line, or not, with the reasons (phản hồi).

    ``line`` is what a decision says of the nomination, ``item`` what the council came to; without either the dossier
    did not come before the council. One not yet sent is void once its decision is amended or revoked.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Chưa gửi"
        SENT = "sent", "Đã gửi"
        VOID = "void", "Không còn hiệu lực"

    nomination = models.ForeignKey(
        "awards.Nomination", models.PROTECT, related_name="outcome_letters", verbose_name="đề nghị"
    )
    line = models.ForeignKey(DecisionLine, models.PROTECT, null=True, blank=True, related_name="letters")
    item = models.ForeignKey("awards.AgendaItem", models.PROTECT, null=True, blank=True, related_name="letters")
    granted = models.BooleanField("được tặng")
    text = NormalisedText("nội dung")
    state = StateField("trạng thái", max_length=10, choices=State.choices, default=State.WAITING)
    void_reason = NormalisedText("lý do không còn hiệu lực", blank=True)
    sent_at = models.DateTimeField("gửi lúc", null=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    history = HistoricalRecords()

    objects = OutcomeLetterQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo kết quả"
        ordering = ("-created_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent"),
                name="outcome_letter_sent_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"Thông báo kết quả: {self.nomination}"

    @transition(field=state, source=State.WAITING, target=State.SENT)  # type: ignore[untyped-decorator]
    def send(self) -> None:
        """Gửi thông báo."""

    @transition(field=state, source=State.WAITING, target=State.VOID)  # type: ignore[untyped-decorator]
    def void(self) -> None:
        """Không còn hiệu lực: a later decision changed the result, or it was put aside."""
