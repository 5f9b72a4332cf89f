"""Rounds, units' own reviews, nominations with their dossiers, and what colleagues say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import FSMModelMixin, transition
from simple_history.models import HistoricalRecords

from awards.models.base import OfHonour, OfSubject, one_of
from awards.models.record import AwardKind
from plans.models.base import NormalisedChar, NormalisedText, Record, StateField
from plans.models.removable import Removable, RemovableQuerySet

if TYPE_CHECKING:
    from plans.models import User


class Round(Record):
    """Đợt xét khen thưởng: which honours, of which year's achievements, with its days of intake and of comment."""

    year = models.PositiveIntegerField("năm")
    achievement_year = models.PositiveIntegerField("xét thành tích năm")
    name = NormalisedChar("tên đợt", max_length=200)
    task = models.ForeignKey(
        "plans.Task", models.PROTECT, null=True, blank=True, related_name="award_rounds", verbose_name="nhiệm vụ"
    )
    kind = models.CharField("loại khen", max_length=10, choices=AwardKind.choices, default=AwardKind.MERIT)
    titles = models.ManyToManyField("emulation.Title", blank=True, related_name="+", verbose_name="danh hiệu")
    commendations = models.ManyToManyField(
        "emulation.Commendation", blank=True, related_name="+", verbose_name="hình thức khen thưởng"
    )
    opens_on = models.DateField("nhận hồ sơ từ ngày")
    closes_on = models.DateField("đến hết ngày")
    comment_from = models.DateField("lấy ý kiến từ ngày", null=True, blank=True)
    comment_to = models.DateField("lấy ý kiến đến hết ngày", null=True, blank=True)
    guidance = NormalisedText("hướng dẫn", blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords(m2m_fields=[titles, commendations])

    class Meta:
        verbose_name = "đợt xét"
        ordering = ("-opens_on", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="award_round_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(comment_from__isnull=True, comment_to__isnull=True) | Q(comment_to__gte=F("comment_from")),
                name="award_round_comment_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Quota(OfHonour, models.Model):
    """Suất of one honour in a round, set by the office or the province: a number, or a share of another count."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="quotas", verbose_name="đợt xét")
    number = models.PositiveIntegerField("số suất", null=True, blank=True)
    share = models.CharField("tỷ lệ", max_length=20, blank=True, help_text="Phân số, ví dụ 1/5")
    base = models.CharField("tính trên", max_length=20, blank=True)
    source = NormalisedText("căn cứ")

    class Meta:
        verbose_name = "số suất"
        ordering = ("pk",)
        constraints = [
            one_of("title", "commendation", "quota_of_one_honour"),
            models.CheckConstraint(
                condition=Q(number__isnull=False, share="", base="")
                | Q(number__isnull=True) & ~Q(share="") & ~Q(base=""),
                name="quota_is_a_number_or_a_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.honour}: {self.number if self.number is not None else self.share}"


class UnitReview(Record):
    """Bình xét of one unit in one round, with its minutes."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="reviews", verbose_name="đợt xét")
    unit = models.ForeignKey("plans.Unit", models.PROTECT, related_name="award_reviews", verbose_name="đơn vị")
    held_on = models.DateField("ngày họp")
    place = NormalisedChar("địa điểm", max_length=200, blank=True)
    chair = NormalisedChar("chủ trì", max_length=100)
    secretary = NormalisedChar("thư ký", max_length=100)
    members = models.PositiveSmallIntegerField("tổng số người của đơn vị")
    present = models.PositiveSmallIntegerField("số người có mặt")
    discussion = NormalisedText("ý kiến, diễn biến", blank=True)
    conclusion = NormalisedText("kết luận", blank=True)
    signed_file = models.ForeignKey("plans.StoredFile", models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "biên bản bình xét"
        ordering = ("-held_on", "pk")
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="unit_review_once_per_round"),
            models.CheckConstraint(condition=Q(present__lte=F("members")), name="unit_review_present_of_members"),
        ]

    def __str__(self) -> str:
        return f"Bình xét của {self.unit}"


class ReviewLine(OfSubject, OfHonour, models.Model):
    """Một dòng bình xét: who for what, and how many agreed."""

    review = models.ForeignKey(UnitReview, models.CASCADE, related_name="lines", verbose_name="biên bản")
    order = models.PositiveIntegerField("thứ tự", default=0)
    agreed = models.PositiveSmallIntegerField("số người đồng ý")
    note = NormalisedText("ghi chú", blank=True)

    class Meta:
        verbose_name = "dòng bình xét"
        ordering = ("order", "pk")
        constraints = [
            one_of("person", "unit", "review_line_of_one_subject"),
            one_of("title", "commendation", "review_line_of_one_honour"),
        ]

    def __str__(self) -> str:
        return f"{self.honour}: {self.subject}"


class NominationState(models.TextChoices):
    """Trạng thái hồ sơ đề nghị."""

    DRAFT = "draft", "Bản thảo"
    SUBMITTED = "submitted", "Đã trình"
    ELIGIBLE = "eligible", "Đủ điều kiện"
    WITHDRAWN = "withdrawn", "Thu hồi"


class NominationQuerySet(RemovableQuerySet["Nomination"]):
    """Nominations as questions ask for them."""

    def visible_to(self, user: User) -> NominationQuerySet:
        """All for who works with awards; those of one's units, those one made, those about oneself."""
        from awards.permissions import units_seen  # noqa: PLC0415 - the table of rights knows the models

        rows = self.filter(removed_at__isnull=True)
        if not user.is_active:
            return rows.none()
        units = units_seen(user)
        if units is None:
            return rows
        own = Q(made_by=user) | Q(unit__in=units) | Q(person__unit__in=units)
        if user.person_id:
            own |= Q(person=user.person_id)
        return rows.filter(own)


class Nomination(FSMModelMixin, OfSubject, OfHonour, Removable, Record):  # type: ignore[misc]
    """Hồ sơ đề nghị of one honour for one person or unit in a round.

    ``findings`` are those of the moment of sending, as ``awards.rules.eligibility`` gave them; ``override_reason`` is
    why it was sent against a warning. ``received_on`` is the day the dossier was received for appraisal, which decides
    which law applies (Luật 06/2026/QH16, Điều 4).
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="nominations", verbose_name="đợt xét")
    year = models.PositiveIntegerField("năm thành tích")
    kind = models.CharField("loại khen", max_length=10, choices=AwardKind.choices, default=AwardKind.MERIT)
    route = models.CharField("theo điều kiện", max_length=30, blank=True)
    achievement = NormalisedText("thành tích", help_text="Một câu ghi trong danh sách trích ngang")
    same_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="cùng thành tích với"
    )
    state = StateField("trạng thái", default=NominationState.DRAFT, choices=NominationState.choices)
    return_reason = NormalisedText("lý do trả lại", blank=True)
    override_reason = NormalisedText("lý do trình khi còn cảnh báo", blank=True)
    findings = models.JSONField("kết quả kiểm tra", default=dict, blank=True)
    law = models.CharField("luật áp dụng", max_length=40, blank=True)
    law_reason = NormalisedText("lý do chọn luật", blank=True)
    received_on = models.DateField("ngày nhận hồ sơ để thẩm định", null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập")
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField("trình lúc", null=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField("thẩm định lúc", null=True)
    unlock_reason = NormalisedText("lý do mở khoá", blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ đề nghị"
        ordering = ("-pk",)
        constraints = [
            one_of("person", "unit", "nomination_of_one_subject"),
            one_of("title", "commendation", "nomination_of_one_honour"),
            models.UniqueConstraint(
                fields=["person", "title", "year"],
                condition=Q(person__isnull=False, title__isnull=False, removed_at__isnull=True) & ~Q(state="withdrawn"),
                name="nomination_title_once_person",
            ),
            models.UniqueConstraint(
                fields=["unit", "title", "year"],
                condition=Q(unit__isnull=False, title__isnull=False, removed_at__isnull=True) & ~Q(state="withdrawn"),
                name="nomination_title_once_unit",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(state="draft"), name="nomination_sent_is_not_removed"
            ),
        ]
        indexes = [models.Index(fields=["year", "state"], name="nomination_year_state")]

    def __str__(self) -> str:
        return f"Đề nghị {self.honour}: {self.subject}"

    @property
    def home(self) -> int | None:
        """The unit it belongs to: the one proposed, or that of the person."""
        return self.unit_id or (self.person.unit_id if self.person else None)

    @transition(field=state, source=NominationState.DRAFT, target=NominationState.SUBMITTED)  # type: ignore[untyped-decorator]
    def submit(self) -> None:
        """Trình."""

    @transition(field=state, source=NominationState.SUBMITTED, target=NominationState.DRAFT)  # type: ignore[untyped-decorator]
    def send_back(self) -> None:
        """Trả lại, with a reason."""

    @transition(  # type: ignore[untyped-decorator]
        field=state, source=(NominationState.DRAFT, NominationState.SUBMITTED), target=NominationState.WITHDRAWN
    )
    def withdraw(self) -> None:
        """Thu hồi."""

    @transition(field=state, source=NominationState.WITHDRAWN, target=NominationState.DRAFT)  # type: ignore[untyped-decorator]
    def take_up(self) -> None:
        """Soạn lại a withdrawn one."""

    @transition(field=state, source=NominationState.SUBMITTED, target=NominationState.ELIGIBLE)  # type: ignore[untyped-decorator]
    def accept(self) -> None:
        """Thẩm định: đủ điều kiện."""

    @transition(field=state, source=NominationState.ELIGIBLE, target=NominationState.DRAFT)  # type: ignore[untyped-decorator]
    def unlock(self) -> None:
        """Mở khoá, with a reason that stays."""


class NominationFile(Removable):
    """Một văn bản trong hồ sơ: ``document`` is the code of the checklist (D01_TO_TRINH …)."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="files", verbose_name="hồ sơ")
    document = models.CharField("thành phần hồ sơ", max_length=30)
    file = models.ForeignKey("plans.StoredFile", models.PROTECT, related_name="+", verbose_name="tệp")
    caption = NormalisedChar("chú thích", max_length=300, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người thêm")
    added_at = models.DateTimeField("thêm lúc", auto_now_add=True)

    objects = RemovableQuerySet["NominationFile"].as_manager()

    class Meta:
        verbose_name = "tệp hồ sơ"
        ordering = ("document", "added_at", "pk")

    def __str__(self) -> str:
        return str(self.file)


class AchievementReport(Record):
    """Báo cáo thành tích written in the app; the tables of the record are filled in when it is shown or printed.

    ``parts`` holds the text of each part by its code; ``saved_at`` is the last automatic or wanted saving.
    """

    nomination = models.OneToOneField(Nomination, models.CASCADE, related_name="report", verbose_name="hồ sơ")
    parts = models.JSONField("nội dung", default=dict, blank=True)
    saved_at = models.DateTimeField("lưu lúc", null=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "báo cáo thành tích"

    def __str__(self) -> str:
        return f"Báo cáo thành tích: {self.nomination}"


class NominationComment(models.Model):
    """Ý kiến of a colleague during the days of comment, and how it was dealt with."""

    nomination = models.ForeignKey(Nomination, models.CASCADE, related_name="comments", verbose_name="hồ sơ")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người góp ý")
    text = NormalisedText("ý kiến")
    written_at = models.DateTimeField("lúc", auto_now_add=True)
    answer = NormalisedText("xử lý ý kiến", blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField("xử lý lúc", null=True)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "ý kiến"
        ordering = ("written_at", "pk")

    def __str__(self) -> str:
        return self.text
