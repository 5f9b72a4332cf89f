"""Meetings of a council: agenda, who is there, who declares an interest, what absent members wrote, the papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import FSMModelMixin, transition
from simple_history.models import HistoricalRecords

from awards.models.base import one_of
from awards.models.council import Council
from plans.models.base import NormalisedChar, NormalisedText, Record, SearchKey, StateField
from plans.models.removable import Removable, RemovableQuerySet

if TYPE_CHECKING:
    from plans.models import User


class VoteMethod(models.TextChoices):
    """Cách biểu quyết, one for the whole meeting."""

    HANDS = "hands", "Giơ tay"
    PAPER = "paper", "Phiếu kín in sẵn"
    SCREEN = "screen", "Phiếu kín trên màn hình"


class MeetingState(models.TextChoices):
    """Các bước của một phiên họp."""

    PREPARING = "preparing", "Chuẩn bị"
    ROLL = "roll", "Điểm danh"
    VOTING = "voting", "Bỏ phiếu"
    COUNTING = "counting", "Kiểm phiếu"
    RESULTS = "results", "Đã chốt kết quả"
    MINUTED = "minuted", "Đã ký biên bản"
    ADJOURNED = "adjourned", "Hoãn, không đủ thành viên"
    CANCELLED = "cancelled", "Không họp"


class MeetingQuerySet(RemovableQuerySet["Meeting"]):
    """Meetings as questions ask for them."""

    def visible_to(self, user: User) -> MeetingQuerySet:
        """All for who prepares and decides; those of a council for whoever sat in it on the day of the meeting."""
        from awards.permissions import works_with_councils  # noqa: PLC0415 - the table of rights knows the models

        rows = self.filter(removed_at__isnull=True)
        if not user.is_active:
            return rows.none()
        if works_with_councils(user):
            return rows
        on_the_day = Q(council__seats__to_on__isnull=True) | Q(council__seats__to_on__gte=F("held_on"))
        seats = {"council__seats__person": user.person_id or 0, "council__seats__from_on__lte": F("held_on")}
        return rows.filter(on_the_day, **seats).distinct()


class Meeting(FSMModelMixin, Removable, Record):  # type: ignore[misc]
    """Phiên họp of a council. ``number`` counts the meetings of a council in a year.

    ``round`` and ``call`` say from which nominations or initiatives the agenda was drawn. ``adjourned_reason`` also
    says why a meeting was not held, ``quorum_reason`` why one was held with fewer than an unconfirmed rule asks for.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="meetings", verbose_name="hội đồng")
    year = models.PositiveIntegerField("năm")
    number = models.PositiveSmallIntegerField("phiên thứ")
    subject = NormalisedChar("nội dung phiên họp", max_length=300)
    round = models.ForeignKey(
        "awards.Round", models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name="đợt xét"
    )
    call = models.ForeignKey(
        "awards.InitiativeCall", models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name="đợt nhận"
    )
    task = models.ForeignKey(
        "plans.Task", models.PROTECT, null=True, blank=True, related_name="council_meetings", verbose_name="nhiệm vụ"
    )
    held_on = models.DateField("ngày họp")
    starts_at = models.TimeField("bắt đầu lúc", null=True, blank=True)
    ends_at = models.TimeField("kết thúc lúc", null=True, blank=True)
    place = NormalisedChar("địa điểm", max_length=200, blank=True)
    method = models.CharField("cách biểu quyết", max_length=10, choices=VoteMethod.choices, default=VoteMethod.PAPER)
    guests = NormalisedText("khách mời", blank=True)
    state = StateField("bước", default=MeetingState.PREPARING, choices=MeetingState.choices)
    adjourned_reason = NormalisedText("lý do hoãn, không họp", blank=True)
    quorum_reason = NormalisedText("lý do vẫn họp", blank=True)
    recount_reason = NormalisedText("lý do kiểm phiếu lại", blank=True)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sealed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    sealed_at = models.DateTimeField("chốt lúc", null=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    search_key = SearchKey()
    history = HistoricalRecords(excluded_fields=["search_key"])

    objects = MeetingQuerySet.as_manager()
    SEARCHED = ("subject", "place")

    class Meta:
        verbose_name = "phiên họp"
        ordering = ("-held_on", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["council", "year", "number"], condition=Q(removed_at__isnull=True), name="meeting_number_once"
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(state="preparing"), name="meeting_held_is_not_removed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.short_name}: {self.subject}"

    @property
    def short_name(self) -> str:
        """The number of a meeting in its year, as its pages are called."""
        return f"Phiên {self.number:02}/{self.year}"

    @transition(field=state, source=MeetingState.PREPARING, target=MeetingState.ROLL)  # type: ignore[untyped-decorator]
    def call_roll(self) -> None:
        """Điểm danh."""

    @transition(field=state, source=MeetingState.ROLL, target=MeetingState.ADJOURNED)  # type: ignore[untyped-decorator]
    def adjourn(self) -> None:
        """Hoãn: too few members came."""

    @transition(  # type: ignore[untyped-decorator]
        field=state, source=(MeetingState.ADJOURNED, MeetingState.ROLL), target=MeetingState.PREPARING
    )
    def prepare_again(self) -> None:
        """Chuẩn bị lại, on another day."""

    @transition(field=state, source=MeetingState.PREPARING, target=MeetingState.CANCELLED)  # type: ignore[untyped-decorator]
    def cancel(self) -> None:
        """Không họp, with a reason."""

    @transition(field=state, source=MeetingState.ROLL, target=MeetingState.VOTING)  # type: ignore[untyped-decorator]
    def open_voting(self) -> None:
        """Mở bỏ phiếu."""

    @transition(field=state, source=MeetingState.VOTING, target=MeetingState.ROLL)  # type: ignore[untyped-decorator]
    def take_back_voting(self) -> None:
        """Về điểm danh, while nobody has voted."""

    @transition(field=state, source=MeetingState.VOTING, target=MeetingState.COUNTING)  # type: ignore[untyped-decorator]
    def start_counting(self) -> None:
        """Thu phiếu, bắt đầu kiểm."""

    @transition(  # type: ignore[untyped-decorator]
        field=state, source=(MeetingState.VOTING, MeetingState.COUNTING), target=MeetingState.RESULTS
    )
    def seal(self) -> None:
        """Chốt kết quả."""

    @transition(field=state, source=MeetingState.RESULTS, target=MeetingState.COUNTING)  # type: ignore[untyped-decorator]
    def recount(self) -> None:
        """Kiểm phiếu lại, with a reason that stays."""

    @transition(field=state, source=MeetingState.RESULTS, target=MeetingState.MINUTED)  # type: ignore[untyped-decorator]
    def sign_minutes(self) -> None:
        """Biên bản đã ký."""


class AgendaItem(models.Model):
    """Một nội dung xét: a nomination or an initiative, with its result once the meeting is sealed.

    The numbers and the sentence of the threshold are frozen at sealing; until then they are empty. ``picked`` and
    ``pick_reason`` are what the chair decided between equals, or over the places there are; the law's preference is
    only shown. ``scope`` is the level of effect proposed for an initiative.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items", verbose_name="phiên họp")
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    nomination = models.ForeignKey(
        "awards.Nomination", models.PROTECT, null=True, blank=True, related_name="agenda", verbose_name="đề nghị"
    )
    initiative = models.ForeignKey(
        "awards.Initiative", models.PROTECT, null=True, blank=True, related_name="agenda", verbose_name="sáng kiến"
    )
    scope = models.CharField("phạm vi hiệu quả đề nghị", max_length=10, blank=True)
    base = models.PositiveSmallIntegerField("mẫu số", null=True)
    needed = models.PositiveSmallIntegerField("cần", null=True)
    yes = models.PositiveSmallIntegerField("đồng ý", null=True)
    no = models.PositiveSmallIntegerField("không đồng ý", null=True)
    spoiled = models.PositiveSmallIntegerField("phiếu hỏng, không có ý kiến", null=True)
    written_yes = models.PositiveSmallIntegerField("văn bản đồng ý", null=True)
    written_no = models.PositiveSmallIntegerField("văn bản không đồng ý", null=True)
    passed = models.BooleanField("đạt", null=True)
    rule_words = NormalisedText("ngưỡng áp dụng", blank=True)
    picked = models.BooleanField("được chọn", null=True)
    pick_reason = NormalisedText("lý do chọn", blank=True)

    class Meta:
        verbose_name = "nội dung xét"
        ordering = ("order", "pk")
        constraints = [
            one_of("nomination", "initiative", "agenda_item_of_one_dossier"),
            models.UniqueConstraint(fields=["meeting", "nomination"], name="agenda_nomination_once"),
            models.UniqueConstraint(fields=["meeting", "initiative"], name="agenda_initiative_once"),
        ]

    def __str__(self) -> str:
        return str(self.nomination or self.initiative)

    @property
    def is_carried(self) -> bool:
        """Whether the council proposes it: enough votes, and not put back in favour of an equal."""
        return bool(self.passed) and self.picked is not False


class Attendance(models.Model):
    """Có mặt of one seat at one meeting: who came for it (the member or his substitute), from when until when."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance", verbose_name="phiên họp")
    seat = models.ForeignKey("awards.CouncilSeat", models.PROTECT, related_name="attendance", verbose_name="thành viên")
    came = models.ForeignKey(
        "awards.CouncilSeat", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người dự"
    )
    arrived_at = models.TimeField("đến lúc", null=True, blank=True)
    left_at = models.TimeField("về lúc", null=True, blank=True)
    absent_reason = NormalisedChar("lý do vắng", max_length=200, blank=True)

    class Meta:
        verbose_name = "điểm danh"
        ordering = ("seat__order", "pk")
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.seat}: {'có mặt' if self.came_id else 'vắng'}"


class Interest(models.Model):
    """Khai báo liên quan of a member to an item, minuted. Only one's own item is closed to one's vote."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="interests", verbose_name="nội dung")
    seat = models.ForeignKey("awards.CouncilSeat", models.PROTECT, related_name="interests", verbose_name="thành viên")
    words = NormalisedText("nội dung khai báo")
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "khai báo liên quan"
        ordering = ("item__order", "pk")
        constraints = [models.UniqueConstraint(fields=["item", "seat"], name="interest_once")]

    def __str__(self) -> str:
        return self.words


class PaperOfMeeting(models.TextChoices):
    """Văn bản của phiên họp."""

    INVITATION = "invitation", "Giấy mời"
    MINUTES = "minutes", "Biên bản họp"
    TALLY = "tally", "Biên bản kiểm phiếu"
    ADJOURNED = "adjourned", "Biên bản hoãn họp"


class MeetingPaper(Record):
    """One paper of a meeting: what people write or correct in it, then its number, when it is frozen in the register.

    ``parts`` holds the written parts by code; everything else is drawn from the meeting. Each earlier wording stays in
    the history. Of a session that was put off, the ``sitting``-th of the meeting, ``drawn`` keeps who came and why it
    was put off: for the next day the roll is written anew.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="papers", verbose_name="phiên họp")
    kind = models.CharField("loại", max_length=10, choices=PaperOfMeeting.choices)
    sitting = models.PositiveSmallIntegerField("lần hoãn", default=0)
    parts = models.JSONField("nội dung", default=dict, blank=True)
    drawn = models.JSONField("lấy từ lần họp đã hoãn", default=dict, blank=True)
    recipients = NormalisedText("nơi nhận", blank=True)
    number = NormalisedChar("số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày", null=True, blank=True)
    paper = models.OneToOneField("plans.IssuedPaper", models.PROTECT, null=True, related_name="meeting_paper")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "văn bản của phiên họp"
        ordering = ("meeting", "kind")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "kind", "sitting"], name="meeting_paper_once"),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True, number="") | Q(issued_on__isnull=False) & ~Q(number=""),
                name="meeting_paper_number_and_day",
            ),
            models.CheckConstraint(
                condition=Q(kind="adjourned", sitting__gte=1) | ~Q(kind="adjourned") & Q(sitting=0),
                name="meeting_paper_of_a_sitting_put_off",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.meeting}"

    @property
    def slug(self) -> str:
        """How an address names it among the papers of its meeting."""
        return f"{self.kind}-{self.sitting}" if self.sitting else self.kind
