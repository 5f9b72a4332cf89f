"""What goes up: the two tracks, their deadlines, the submissions with what came back, guidance, the hand-over pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from plans.models import Confidence
from plans.models.base import NormalisedChar, NormalisedText, Record, SearchKey
from plans.models.official import OfficialPaper, PaperState, number_comes_with_issuing
from plans.models.removable import Removable, RemovableQuerySet

if TYPE_CHECKING:
    from plans.models import User


class Track(models.TextChoices):
    """Hệ trình lên cấp trên."""

    PROVINCE = "province", "Tỉnh (qua Sở Nội vụ)"
    MINISTRY = "ministry", "Bộ Ngoại giao"


class TrackDeadline(Removable, Record):
    """Hạn nhận hồ sơ of one track in one year; without a row it is not known, never guessed."""

    track = models.CharField("hệ trình", max_length=10, choices=Track.choices)
    year = models.PositiveIntegerField("năm")
    what = NormalisedChar("loại hồ sơ", max_length=200)
    due_on = models.DateField("hạn nhận")
    source = NormalisedText("căn cứ", blank=True)
    confidence = models.CharField("độ tin cậy", max_length=2, choices=Confidence.choices, default=Confidence.MEMORY)
    history = HistoricalRecords()

    objects = RemovableQuerySet["TrackDeadline"].as_manager()

    class Meta:
        verbose_name = "hạn nhận hồ sơ"
        ordering = ("year", "track", "due_on")
        constraints = [
            models.UniqueConstraint(
                fields=["track", "year", "what"], condition=Q(removed_at__isnull=True), name="track_deadline_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_track_display()} {self.year}: {self.what}"


class LetterKind(models.TextChoices):
    """Văn bản về khen thưởng that the office sends."""

    SUBMISSION = "submission", "Tờ trình"
    GUIDANCE = "guidance", "Công văn hướng dẫn"


LetterState = PaperState  # a letter goes the way of every official paper


class AwardLetterQuerySet(RemovableQuerySet["AwardLetter"]):
    """Letters as questions ask for them."""

    def visible_to(self, user: User) -> AwardLetterQuerySet:
        """All for those who prepare, approve and issue; issued guidance for everybody."""
        rows = self.filter(removed_at__isnull=True)
        if not user.is_active:
            return rows.none()
        if user.has_perm("plans.see_drafts"):
            return rows
        return rows.filter(kind=LetterKind.GUIDANCE, state=LetterState.ISSUED)


class AwardLetter(Removable, OfficialPaper):
    """Tờ trình with its list of nominees, or the guidance on completing dossiers; from its first words to its number.

    A submission goes up one track; ``receipt_number`` and ``received_on`` are what the body above gave back. Guidance
    asks for what is missing until ``due_on``.
    """

    kind = models.CharField("loại", max_length=10, choices=LetterKind.choices)
    track = models.CharField("hệ trình", max_length=10, choices=Track.choices, blank=True)
    year = models.PositiveIntegerField("năm")
    round = models.ForeignKey(
        "awards.Round", models.PROTECT, null=True, blank=True, related_name="letters", verbose_name="đợt xét"
    )
    task = models.ForeignKey(
        "plans.Task", models.PROTECT, null=True, blank=True, related_name="award_letters", verbose_name="nhiệm vụ"
    )
    abstract = NormalisedChar("trích yếu", max_length=500)
    addressee = NormalisedText("kính gửi")
    basis = NormalisedText("căn cứ", blank=True)
    body = NormalisedText("nội dung", blank=True)
    closing = NormalisedText("kết thúc", blank=True)
    due_on = models.DateField("hoàn thiện hồ sơ trước ngày", null=True, blank=True)
    paper = models.OneToOneField("plans.IssuedPaper", models.PROTECT, null=True, related_name="award_letter")
    sent_on = models.DateField("ngày gửi", null=True, blank=True)
    receipt_number = NormalisedChar("số phiếu nhận", max_length=100, blank=True)
    received_on = models.DateField("ngày cấp trên nhận", null=True, blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    search_key = SearchKey()
    history = HistoricalRecords(excluded_fields=["search_key"])

    objects = AwardLetterQuerySet.as_manager()
    SEARCHED = ("abstract", "number", "receipt_number")

    class Meta:
        verbose_name = "văn bản về khen thưởng"
        ordering = ("-created_at", "pk")
        constraints = [
            number_comes_with_issuing("award_letter_number_comes_with_issuing"),
            models.CheckConstraint(
                condition=Q(kind="submission") & ~Q(track="") | Q(kind="guidance", track=""),
                name="award_letter_submission_has_a_track",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(state="draft"), name="award_letter_sent_is_not_removed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} “{self.abstract}”"

    @property
    def is_submission(self) -> bool:
        """A tờ trình, not a guidance note."""
        return self.kind == LetterKind.SUBMISSION


class Answer(models.TextChoices):
    """Trả lời của cấp trên."""

    WAITING = "waiting", "Chưa trả lời"
    GRANTED = "granted", "Được tặng"
    REFUSED = "refused", "Không được tặng"
    RETURNED = "returned", "Trả lại hồ sơ"


class SubmissionLine(models.Model):
    """Một hồ sơ trong tờ trình, and what the body above answered; in guidance, a dossier that lacks something.

    ``award`` is what a granted one put into the record of the person or unit.
    """

    letter = models.ForeignKey(AwardLetter, models.CASCADE, related_name="lines", verbose_name="tờ trình")
    order = models.PositiveIntegerField("thứ tự", default=0)
    nomination = models.ForeignKey(
        "awards.Nomination", models.PROTECT, related_name="submissions", verbose_name="hồ sơ đề nghị"
    )
    twice_reason = NormalisedText("lý do trình cả hai hệ", blank=True)
    answer = models.CharField("trả lời", max_length=10, choices=Answer.choices, default=Answer.WAITING)
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)
    answer_number = NormalisedChar("số văn bản, quyết định", max_length=100, blank=True)
    answer_note = NormalisedText("nội dung trả lời", blank=True)
    award = models.OneToOneField("awards.Award", models.PROTECT, null=True, related_name="submission")

    class Meta:
        verbose_name = "hồ sơ trình"
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(fields=["letter", "nomination"], name="submission_line_once"),
            models.CheckConstraint(
                condition=Q(answer="waiting") | Q(answered_on__isnull=False), name="submission_answered_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(answer="granted") | Q(award__isnull=True), name="submission_award_only_granted"
            ),
        ]

    def __str__(self) -> str:
        return str(self.nomination)


class PackLayout(Record):
    """Mẫu bàn giao of one track: the columns of the spreadsheet, in their order, with the heads its system wants."""

    track = models.CharField("hệ trình", max_length=10, choices=Track.choices, unique=True)
    columns = models.JSONField("các cột", default=list)
    source = NormalisedText("căn cứ", blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "mẫu bàn giao"
        ordering = ("track",)

    def __str__(self) -> str:
        return self.get_track_display()
