"""Official papers: from the first words to the number that the clerk gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import FSMModelMixin, transition

from plans.models.base import NormalisedChar, NormalisedText, Record, StateField

if TYPE_CHECKING:
    from plans.models.paper import IssuedPaper


class PaperState(models.TextChoices):
    """Trạng thái văn bản."""

    DRAFT = "draft", "Dự thảo"
    SUBMITTED = "submitted", "Trình duyệt"
    APPROVED = "approved", "Đã duyệt, chờ ban hành"
    ISSUED = "issued", "Đã ban hành"


class OfficialPaper(FSMModelMixin, Record):  # type: ignore[misc]
    """A paper that the leadership approves and the clerk numbers; ``paper``, its line in the register, each kind adds.

    How it goes from state to state is in plans/services/paper_way.py.
    """

    recipients = NormalisedText("nơi nhận", blank=True)
    symbol = NormalisedChar("ký hiệu", max_length=40, blank=True)
    signer_title = NormalisedText("chức vụ người ký", blank=True)
    signer_name = NormalisedChar("người ký", max_length=100, blank=True)
    state = StateField("trạng thái", default=PaperState.DRAFT, choices=PaperState.choices)
    return_reason = NormalisedText("lý do trả lại", blank=True)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    number = NormalisedChar("số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True)

    if TYPE_CHECKING:
        paper: models.OneToOneField[IssuedPaper | None, IssuedPaper | None]

    class Meta:
        abstract = True

    @transition(field=state, source=PaperState.DRAFT, target=PaperState.SUBMITTED)  # type: ignore[untyped-decorator]
    def submit(self) -> None:
        """Trình duyệt."""

    @transition(field=state, source=PaperState.SUBMITTED, target=PaperState.APPROVED)  # type: ignore[untyped-decorator]
    def approve(self) -> None:
        """Duyệt."""

    @transition(  # type: ignore[untyped-decorator]
        field=state, source=(PaperState.SUBMITTED, PaperState.APPROVED), target=PaperState.DRAFT
    )
    def send_back(self) -> None:
        """Trả lại hoặc thu hồi."""

    @transition(field=state, source=PaperState.APPROVED, target=PaperState.ISSUED)  # type: ignore[untyped-decorator]
    def issue(self) -> None:
        """Ban hành: the clerk enters number and date."""


def number_comes_with_issuing(name: str) -> models.CheckConstraint:
    """That a paper has number and day once it is issued, and not before."""
    return models.CheckConstraint(
        condition=Q(state="issued", issued_on__isnull=False) & ~Q(number="")
        | ~Q(state="issued") & Q(issued_on__isnull=True, number=""),
        name=name,
    )
