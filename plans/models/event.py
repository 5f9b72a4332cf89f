"""Events that tasks are: conferences, classes, meetings; with the delegation that the office sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import FSMModelMixin, transition
from simple_history.models import HistoricalRecords

from plans.models.base import NormalisedChar, NormalisedText, Record, SearchKey, StateField
from plans.models.plan import IN_FORCE
from plans.models.removable import Removable, RemovableQuerySet

if TYPE_CHECKING:
    from plans.models.office import User


class EventState(models.TextChoices):
    """Trạng thái hội nghị, lớp học."""

    PLANNED = "planned", "Sẽ diễn ra"
    HELD = "held", "Đã diễn ra"
    CANCELLED = "cancelled", "Đã huỷ"


class DelegationState(models.TextChoices):
    """Trạng thái phương án cử người dự."""

    DRAFT = "draft", "Đang lập"
    SUBMITTED = "submitted", "Chờ duyệt"
    APPROVED = "approved", "Đã duyệt"
    RETURNED = "returned", "Trả lại"


class EventQuerySet(RemovableQuerySet["Event"]):
    """Events as questions ask for them."""

    def visible_to(self, user: User) -> EventQuerySet:
        """Events of the plans the user may see (the same rule as ``TaskQuerySet.visible_to``), the bin left out."""
        kept = self.filter(removed_at__isnull=True)
        return kept if user.has_perm("plans.see_drafts") else kept.filter(task__plan__state__in=IN_FORCE)


class Event(FSMModelMixin, Removable, Record):  # type: ignore[misc]
    """Hội nghị, lớp tập huấn, cuộc họp: when and where a task takes place, its invitation and its outcome.

    ``delegation_state`` is the way of the proposal of whom to send: drawn up, submitted, approved or returned.
    """

    task = models.ForeignKey("plans.Task", models.PROTECT, related_name="events", verbose_name="nhiệm vụ")
    name = NormalisedChar("tên", max_length=300)
    host = NormalisedChar("đơn vị tổ chức", max_length=200, blank=True)
    place = NormalisedChar("địa điểm", max_length=300, blank=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    starts_at = models.TimeField("giờ bắt đầu", null=True, blank=True)
    invitation_number = NormalisedChar("số giấy mời", max_length=60, blank=True)
    invitation_date = models.DateField("ngày giấy mời", null=True, blank=True)
    invitation_from = NormalisedChar("nơi mời", max_length=200, blank=True)
    confirm_by = models.DateField("báo danh sách trước ngày", null=True, blank=True)
    outcome = NormalisedText("kết quả", blank=True)
    cancel_reason = NormalisedText("lý do huỷ", blank=True)
    state = StateField("trạng thái", default=EventState.PLANNED, choices=EventState.choices)
    delegation_state = StateField("phương án cử người", default=DelegationState.DRAFT, choices=DelegationState.choices)
    submitted_at = models.DateTimeField("trình phương án lúc", null=True, editable=False)
    return_reason = NormalisedText("lý do trả lại phương án", blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập")
    reply = models.OneToOneField(
        "plans.IssuedPaper", models.PROTECT, null=True, related_name="event", verbose_name="công văn trả lời"
    )
    search_key = SearchKey()
    history = HistoricalRecords(excluded_fields=["search_key"])

    objects = EventQuerySet.as_manager()
    SEARCHED = ("name", "host", "place", "invitation_number")

    class Meta:
        verbose_name = "hội nghị, lớp học"
        ordering = ("starts_on", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="event_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return self.name

    @transition(field=state, source=EventState.PLANNED, target=EventState.HELD)  # type: ignore[untyped-decorator]
    def hold(self) -> None:
        """Đã diễn ra."""

    @transition(field=state, source=EventState.PLANNED, target=EventState.CANCELLED)  # type: ignore[untyped-decorator]
    def cancel(self) -> None:
        """Huỷ."""

    @transition(  # type: ignore[untyped-decorator]
        field=state, source=(EventState.HELD, EventState.CANCELLED), target=EventState.PLANNED
    )
    def reopen(self) -> None:
        """Ghi nhầm, mở lại."""

    @transition(  # type: ignore[untyped-decorator]
        field=delegation_state,
        source=(DelegationState.DRAFT, DelegationState.RETURNED),
        target=DelegationState.SUBMITTED,
    )
    def propose(self) -> None:
        """Trình phương án cử người dự."""

    @transition(  # type: ignore[untyped-decorator]
        field=delegation_state, source=DelegationState.SUBMITTED, target=DelegationState.APPROVED
    )
    def agree(self) -> None:
        """Duyệt phương án."""

    @transition(  # type: ignore[untyped-decorator]
        field=delegation_state, source=DelegationState.SUBMITTED, target=DelegationState.RETURNED
    )
    def send_back(self) -> None:
        """Trả lại phương án kèm lý do."""

    @transition(  # type: ignore[untyped-decorator]
        field=delegation_state,
        source=(DelegationState.SUBMITTED, DelegationState.APPROVED),
        target=DelegationState.DRAFT,
    )
    def revise(self) -> None:
        """Lập lại phương án, trước khi công văn trả lời được ban hành."""


class Delegate(Record):
    """Đại biểu: one person of the delegation, drawn from the assigned units or named from outside the staff list."""

    class Answer(models.TextChoices):
        ASKED = "asked", "Chưa trả lời"
        COMES = "comes", "Tham dự"
        EXCUSED = "excused", "Vắng có lý do"

    event = models.ForeignKey(Event, models.CASCADE, related_name="delegates", verbose_name="hội nghị")
    order = models.PositiveIntegerField("thứ tự", default=0)
    person = models.ForeignKey("plans.Person", models.PROTECT, null=True, blank=True, related_name="+")
    name = NormalisedChar("họ và tên", max_length=100)
    position = NormalisedChar("chức vụ", max_length=150, blank=True)
    unit = models.ForeignKey("plans.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    duty = NormalisedChar("nhiệm vụ trong đoàn", max_length=150, blank=True)
    answer = models.CharField("trả lời", max_length=10, choices=Answer.choices, default=Answer.ASKED)
    answer_note = NormalisedChar("ghi chú", max_length=300, blank=True)
    attended = models.BooleanField("có mặt", null=True, blank=True)

    class Meta:
        verbose_name = "đại biểu"
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"], condition=Q(person__isnull=False), name="delegate_once_per_event"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ReplyLetter(Record):
    """Công văn trả lời: the words of the letter that names the delegation to the host, until the clerk numbers it."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="letter", verbose_name="hội nghị")
    symbol = NormalisedChar("ký hiệu", max_length=40)
    abstract = NormalisedText("trích yếu")
    addressees = NormalisedText("kính gửi")
    body = NormalisedText("nội dung trước danh sách")
    closing = NormalisedText("nội dung sau danh sách", blank=True)
    recipients = NormalisedText("nơi nhận", blank=True)
    signer_title = NormalisedText("chức vụ người ký", blank=True)
    signer_name = NormalisedChar("người ký", max_length=100, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "công văn trả lời"

    def __str__(self) -> str:
        return f"Công văn trả lời, {self.event}"
