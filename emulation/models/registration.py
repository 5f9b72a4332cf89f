"""Registrations at the start of the year (đăng ký thi đua), and the pledge that units sign.

A registration is a tool of the office and no condition of the law: nothing here ever blocks a nomination.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import FSMModelMixin, transition
from simple_history.models import HistoricalRecords

from plans.models import PositionGroup
from plans.models.base import NormalisedChar, NormalisedText, Record, StateField

if TYPE_CHECKING:
    from plans.models import User


class RegistrationRound(Record):
    """Đợt đăng ký of a year: until when units register, and until when an initiative has to be filed."""

    year = models.PositiveIntegerField("năm", unique=True)
    opens_on = models.DateField("nhận từ ngày")
    closes_on = models.DateField("đến hết ngày")
    initiative_due = models.DateField("hạn nộp sáng kiến", null=True, blank=True)
    campaign = models.ForeignKey(
        "emulation.Campaign", models.PROTECT, null=True, blank=True, related_name="rounds", verbose_name="phong trào"
    )
    note = NormalisedText("hướng dẫn", blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "đợt đăng ký thi đua"
        ordering = ("-year",)
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="round_closes_after_it_opens")
        ]

    def __str__(self) -> str:
        return f"Đăng ký thi đua năm {self.year}"


class RegistrationState(models.TextChoices):
    """Trạng thái bản đăng ký."""

    DRAFT = "draft", "Đang soạn"
    SENT = "sent", "Chờ trưởng đơn vị xác nhận"
    CONFIRMED = "confirmed", "Chờ thường trực nhận"
    RECEIVED = "received", "Thường trực đã nhận"


SENT_STATES = (RegistrationState.SENT, RegistrationState.CONFIRMED, RegistrationState.RECEIVED)
HEADS = (PositionGroup.UNIT_LEADER, PositionGroup.DEPARTMENT_LEADER)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Registrations as questions ask for them."""

    def visible_to(self, user: User) -> RegistrationQuerySet:
        """All for the standing office and the leadership; those of one's units for its contact and head; one's own."""
        from emulation.permissions import units_followed  # noqa: PLC0415 - the table of rights knows the models

        if not user.is_active:
            return self.none()
        units = units_followed(user)
        if units is None:
            return self
        own = Q(unit__in=units) | Q(person__unit__in=units)
        if user.person_id:
            own |= Q(person=user.person_id)
        return self.filter(own)

    def sent(self) -> RegistrationQuerySet:
        """Those that left their writer's hand."""
        return self.filter(state__in=SENT_STATES)


class Registration(FSMModelMixin, Record):  # type: ignore[misc]
    """Bản đăng ký of one person or one unit in one round: titles and commendations aimed at, and targets.

    ``direct``: it went to the standing office without a head's confirmation, because the head himself registers or
    nobody else of the unit could confirm.
    """

    round = models.ForeignKey(RegistrationRound, models.PROTECT, related_name="registrations", verbose_name="đợt")
    person = models.ForeignKey(
        "plans.Person", models.PROTECT, null=True, related_name="registrations", verbose_name="cá nhân"
    )
    unit = models.ForeignKey(
        "plans.Unit", models.PROTECT, null=True, related_name="registrations", verbose_name="đơn vị"
    )
    state = StateField("trạng thái", default=RegistrationState.DRAFT, choices=RegistrationState.choices)
    late = models.BooleanField("nộp muộn", default=False)
    return_reason = NormalisedText("lý do trả lại", blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField("gửi lúc", null=True)
    direct = models.BooleanField("gửi thẳng thường trực", default=False)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField("nhận lúc", null=True)
    history = HistoricalRecords()

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "bản đăng ký thi đua"
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, person__isnull=True) | Q(unit__isnull=True, person__isnull=False),
                name="registration_of_one_unit_or_person",
            ),
            models.UniqueConstraint(
                fields=["round", "unit"], condition=Q(unit__isnull=False), name="registration_once_per_unit"
            ),
            models.UniqueConstraint(
                fields=["round", "person"], condition=Q(person__isnull=False), name="registration_once_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"Đăng ký của {self.unit or self.person}"

    @transition(field=state, source=RegistrationState.DRAFT, target=RegistrationState.SENT)  # type: ignore[untyped-decorator]
    def send(self) -> None:
        """Gửi trưởng đơn vị xác nhận."""

    @transition(field=state, source=RegistrationState.DRAFT, target=RegistrationState.CONFIRMED)  # type: ignore[untyped-decorator]
    def send_directly(self) -> None:
        """Gửi thẳng thường trực."""

    @transition(field=state, source=RegistrationState.SENT, target=RegistrationState.CONFIRMED)  # type: ignore[untyped-decorator]
    def confirm(self) -> None:
        """Trưởng đơn vị xác nhận."""

    @transition(field=state, source=RegistrationState.CONFIRMED, target=RegistrationState.RECEIVED)  # type: ignore[untyped-decorator]
    def receive(self) -> None:
        """Thường trực nhận."""

    @transition(  # type: ignore[untyped-decorator]
        field=state,
        source=(RegistrationState.SENT, RegistrationState.CONFIRMED),
        target=RegistrationState.DRAFT,
    )
    def withdraw(self) -> None:
        """Thu hồi, by who sent it."""

    @transition(field=state, source=SENT_STATES, target=RegistrationState.DRAFT)  # type: ignore[untyped-decorator]
    def send_back(self) -> None:
        """Trả lại with a reason."""


class Aim(models.Model):
    """Danh hiệu or hình thức that a registration aims at (exactly one of the two), and why it was missed, if it was."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="aims", verbose_name="bản đăng ký")
    title = models.ForeignKey(
        "emulation.Title", models.PROTECT, null=True, blank=True, related_name="aims", verbose_name="danh hiệu"
    )
    commendation = models.ForeignKey(
        "emulation.Commendation", models.PROTECT, null=True, blank=True, related_name="aims", verbose_name="hình thức"
    )
    initiative = NormalisedText("tên sáng kiến, giải pháp dự kiến", blank=True)
    initiative_begun_on = models.DateField("bắt đầu từ ngày", null=True, blank=True)
    gap_reason = NormalisedText("lý do không đạt", blank=True)

    class Meta:
        verbose_name = "mục đăng ký"
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(title__isnull=False, commendation__isnull=True)
                | Q(title__isnull=True, commendation__isnull=False),
                name="aim_is_a_title_or_a_commendation",
            ),
            models.UniqueConstraint(
                fields=["registration", "title"], condition=Q(title__isnull=False), name="aim_once_per_title"
            ),
            models.UniqueConstraint(
                fields=["registration", "commendation"],
                condition=Q(commendation__isnull=False),
                name="aim_once_per_commendation",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title or self.commendation)


class Target(models.Model):
    """Chỉ tiêu of a registration: what is promised, what came of it, and why it was missed, if it was."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="targets", verbose_name="bản đăng ký")
    order = models.PositiveIntegerField("thứ tự", default=0)
    text = NormalisedText("chỉ tiêu")
    planned = NormalisedChar("mức đăng ký", max_length=200, blank=True)
    achieved = NormalisedChar("kết quả đạt", max_length=200, blank=True)
    met = models.BooleanField("đạt", null=True)
    gap_reason = NormalisedText("lý do không đạt", blank=True)

    class Meta:
        verbose_name = "chỉ tiêu đăng ký"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.text


class PledgeQuerySet(models.QuerySet["Pledge"]):
    """Pledges as questions ask for them."""

    def visible_to(self, user: User) -> PledgeQuerySet:
        """A pledge is made to be seen by the whole office."""
        return self if user.is_active else self.none()


class Pledge(Record):
    """Giao ước thi đua: what the parties promise each other, printed, signed on a day and kept as a file."""

    year = models.PositiveIntegerField("năm")
    round = models.ForeignKey(
        RegistrationRound, models.PROTECT, null=True, blank=True, related_name="pledges", verbose_name="đợt đăng ký"
    )
    cluster_year = models.ForeignKey(
        "emulation.ClusterYear", models.PROTECT, null=True, blank=True, related_name="pledges", verbose_name="cụm, khối"
    )
    name = NormalisedChar("tên giao ước", max_length=300)
    text = NormalisedText("nội dung giao ước", help_text="Mỗi dòng một điều")
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    place = NormalisedChar("nơi ký", max_length=200, blank=True)
    signed_file = models.ForeignKey("plans.StoredFile", models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = "giao ước thi đua"
        ordering = ("-year", "pk")

    def __str__(self) -> str:
        return self.name


class PledgeParty(models.Model):
    """Bên ký giao ước: a unit of the office, or a body outside by its name."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="parties", verbose_name="giao ước")
    order = models.PositiveIntegerField("thứ tự", default=0)
    unit = models.ForeignKey("plans.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    name = NormalisedChar("tên bên ký", max_length=200)
    signer_title = NormalisedChar("chức vụ người ký", max_length=100, blank=True)
    signer_name = NormalisedChar("người ký", max_length=100, blank=True)

    class Meta:
        verbose_name = "bên ký giao ước"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return self.name
