"""Decisions: whom they award, recognise, amend or revoke; the money that goes with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from awards.models.record import AwardKind
from plans.models.base import NormalisedChar, NormalisedText, Record, SearchKey
from plans.models.official import OfficialPaper, PaperState, number_comes_with_issuing
from plans.models.removable import Removable, RemovableQuerySet

if TYPE_CHECKING:
    from plans.models import User


class DecisionKind(models.TextChoices):
    """Loại quyết định."""

    AWARD = "award", "Tặng danh hiệu, khen thưởng"
    INITIATIVE = "initiative", "Công nhận sáng kiến"
    AMEND = "amend", "Sửa đổi, bổ sung"
    REVOKE = "revoke", "Hủy bỏ"


DecisionState = PaperState  # a decision goes the way of every official paper


class ListPlace(models.TextChoices):
    """Nơi ghi danh sách."""

    ANNEX = "annex", "Danh sách kèm theo"
    ARTICLES = "articles", "Trong điều của quyết định"


class RevokeGround(models.TextChoices):
    """Căn cứ hủy bỏ; where each stands and how sure that is: ``awards.rules.revocation``."""

    FRAUD = "fraud", "Gian dối trong kê khai công trạng, thành tích"
    FALSE_PAPERS = "false_papers", "Cung cấp thông tin sai sự thật hoặc làm giả hồ sơ, giấy tờ"
    AGAINST_LAW = "against_law", "Thẩm định, xét, duyệt, đề nghị khen thưởng trái quy định của pháp luật"
    LATER_VIOLATION = (
        "later_violation",
        "Kết luận, quyết định, bản án sau đó cho thấy có vi phạm trong thời gian tính thành tích",
    )
    NOT_AUTHOR = "not_author", "Người được công nhận không phải là tác giả, đồng tác giả"
    NOT_FULFILLED = "not_fulfilled", "Giải pháp không bảo đảm điều kiện công nhận"


class DecisionQuerySet(RemovableQuerySet["Decision"]):
    """Decisions as questions ask for them."""

    def visible_to(self, user: User) -> DecisionQuerySet:
        """All for who prepares, approves and issues; issued ones for everybody in the office."""
        rows = self.filter(removed_at__isnull=True)
        if not user.is_active:
            return rows.none()
        return rows if user.has_perm("plans.see_drafts") else rows.filter(state=DecisionState.ISSUED)


class Decision(Removable, OfficialPaper):
    """Quyết định of the Director with its list, from the first words to its number.

    ``base_salary`` is lương cơ sở in đồng on the day of the decision, kept with it because the rate changes.
    ``amends`` is the decision that an amending or revoking one points back to; an issued one changes in no other way.
    """

    kind = models.CharField("loại", max_length=10, choices=DecisionKind.choices)
    year = models.PositiveIntegerField("năm")
    achievement_year = models.PositiveIntegerField("thành tích năm")
    meeting = models.ForeignKey(
        "awards.Meeting", models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name="phiên họp"
    )
    task = models.ForeignKey(
        "plans.Task", models.PROTECT, null=True, blank=True, related_name="award_decisions", verbose_name="nhiệm vụ"
    )
    amends = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="changed_by", verbose_name="quyết định được sửa đổi"
    )
    abstract = NormalisedChar("trích yếu", max_length=500)
    authority = NormalisedChar("thẩm quyền ban hành", max_length=200, blank=True)
    basis = NormalisedText("căn cứ", blank=True)
    articles = NormalisedText("các điều", blank=True)
    list_place = models.CharField("danh sách", max_length=10, choices=ListPlace.choices, default=ListPlace.ANNEX)
    ground = models.CharField("căn cứ hủy bỏ", max_length=20, choices=RevokeGround.choices, blank=True)
    ground_words = NormalisedText("nội dung vi phạm, kết luận", blank=True)
    base_salary = models.PositiveIntegerField("lương cơ sở (đồng)", null=True, blank=True)
    paper = models.OneToOneField("plans.IssuedPaper", models.PROTECT, null=True, related_name="award_decision")
    posted_from = models.DateField("công khai từ ngày", null=True, blank=True)
    posted_to = models.DateField("đến hết ngày", null=True, blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    search_key = SearchKey()
    history = HistoricalRecords(excluded_fields=["search_key"])

    objects = DecisionQuerySet.as_manager()
    SEARCHED = ("abstract", "number")

    class Meta:
        verbose_name = "quyết định khen thưởng"
        ordering = ("-created_at", "-pk")
        constraints = [
            number_comes_with_issuing("decision_number_comes_with_issuing"),
            models.CheckConstraint(
                condition=Q(kind__in=("amend", "revoke"), amends__isnull=False)
                | Q(kind__in=("award", "initiative"), amends__isnull=True),
                name="decision_that_changes_points_back",
            ),
            models.CheckConstraint(
                condition=~Q(kind="revoke", state="issued") | ~Q(ground=""), name="decision_revokes_on_a_ground"
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(state="draft"), name="decision_sent_is_not_removed"
            ),
        ]

    def __str__(self) -> str:
        return f"Quyết định {self.number} {self.abstract}" if self.number else f"Dự thảo quyết định {self.abstract}"


class DecisionLine(models.Model):
    """Một dòng in the list of a decision; ``order`` in the first decision is also its number
    in the golden book (số sổ vàng), which an amendment does not change.

    Name, position and unit stand as they are printed. ``multiple`` is in hundredths of lương cơ sở, ``amount`` in đồng;
    both empty where nothing is known. ``award`` or ``recognition`` is what issuing put into the record. In an amending
    or revoking decision ``changes`` is the line it changes.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="lines", verbose_name="quyết định")
    order = models.PositiveSmallIntegerField("thứ tự")
    item = models.ForeignKey(
        "awards.AgendaItem", models.PROTECT, null=True, blank=True, related_name="decided", verbose_name="nội dung xét"
    )
    nomination = models.ForeignKey(
        "awards.Nomination", models.PROTECT, null=True, blank=True, related_name="decided", verbose_name="đề nghị"
    )
    initiative = models.ForeignKey(
        "awards.Initiative", models.PROTECT, null=True, blank=True, related_name="decided", verbose_name="sáng kiến"
    )
    person = models.ForeignKey("plans.Person", models.PROTECT, null=True, blank=True, related_name="decided")
    unit = models.ForeignKey("plans.Unit", models.PROTECT, null=True, blank=True, related_name="decided")
    title = models.ForeignKey("emulation.Title", models.PROTECT, null=True, blank=True, related_name="+")
    commendation = models.ForeignKey("emulation.Commendation", models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField("loại khen", max_length=10, choices=AwardKind.choices, default=AwardKind.MERIT)
    scope = models.CharField("phạm vi hiệu quả", max_length=10, blank=True)
    printed_name = NormalisedChar("họ tên, tên tập thể, tên sáng kiến", max_length=500)
    printed_about = NormalisedText("chức vụ, đơn vị, tác giả", blank=True)
    achievement = NormalisedText("thành tích", blank=True)
    multiple = models.PositiveSmallIntegerField("mức thưởng (phần trăm lương cơ sở)", null=True, blank=True)
    amount = models.PositiveBigIntegerField("tiền thưởng (đồng)", null=True, blank=True)
    paid_on = models.DateField("đã chi ngày", null=True, blank=True)
    changes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="changed_by", verbose_name="dòng được sửa đổi"
    )
    award = models.ForeignKey("awards.Award", models.PROTECT, null=True, related_name="decision_lines")
    recognition = models.ForeignKey("awards.Recognition", models.PROTECT, null=True, related_name="decision_lines")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "dòng của quyết định"
        ordering = ("decision", "order", "pk")
        constraints = [
            models.UniqueConstraint(fields=["decision", "order"], name="decision_line_number_once"),
            models.CheckConstraint(
                condition=Q(initiative__isnull=False, person__isnull=True, unit__isnull=True)
                | Q(initiative__isnull=True, person__isnull=False, unit__isnull=True)
                | Q(initiative__isnull=True, person__isnull=True, unit__isnull=False),
                name="decision_line_of_one",
            ),
            models.CheckConstraint(
                condition=Q(title__isnull=True) | Q(commendation__isnull=True), name="decision_line_of_one_honour"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order:02}. {self.printed_name}"


class FundEntry(Removable, Record):
    """Thu, chi of the emulation and commendation fund; what is paid for a decision names it."""

    class Way(models.TextChoices):
        IN = "in", "Thu"
        OUT = "out", "Chi"

    year = models.PositiveIntegerField("năm")
    way = models.CharField("thu, chi", max_length=3, choices=Way.choices)
    on = models.DateField("ngày")
    amount = models.PositiveBigIntegerField("số tiền (đồng)")
    words = NormalisedText("nội dung")
    paper_number = NormalisedChar("số chứng từ", max_length=100, blank=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="fund_entries", verbose_name="quyết định"
    )
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    objects = RemovableQuerySet["FundEntry"].as_manager()

    class Meta:
        verbose_name = "thu, chi quỹ"
        ordering = ("on", "pk")
        constraints = [models.CheckConstraint(condition=Q(amount__gte=1), name="fund_entry_is_something")]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.amount}"
