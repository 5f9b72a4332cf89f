"""Campaigns (phong trào thi đua): what is launched, when its phases open and close, and the papers it needs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import FSMModelMixin, transition
from simple_history.models import HistoricalRecords

from plans.models.base import NormalisedChar, NormalisedText, Record, SearchKey, StateField
from plans.models.official import OfficialPaper, number_comes_with_issuing
from plans.models.removable import Removable, RemovableQuerySet

if TYPE_CHECKING:
    from plans.models import User


class CampaignKind(models.TextChoices):
    """Hình thức tổ chức (Luật Thi đua, khen thưởng, Điều 16)."""

    REGULAR = "regular", "Thường xuyên"
    THEMATIC = "thematic", "Theo chuyên đề"


class Launcher(models.TextChoices):
    """Cấp phát động."""

    OFFICE = "office", "Sở"
    PROVINCE = "province", "Tỉnh"
    MINISTRY = "ministry", "Bộ"
    CENTRAL = "central", "Hội đồng Thi đua - Khen thưởng Trung ương"
    CLUSTER = "cluster", "Cụm, khối thi đua"


class Scope(models.TextChoices):
    """Phạm vi, as the ministry's form counts it."""

    NATION = "nation", "Toàn quốc"
    SECTOR = "sector", "Bộ, ban, ngành, đoàn thể, địa phương"
    CLUSTER = "cluster", "Cụm, khối thi đua"
    UNIT = "unit", "Cơ quan, tổ chức, đơn vị"


class CampaignState(models.TextChoices):
    """Trạng thái phong trào; the phases of one that is launched open and close by their dates alone."""

    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Trình duyệt"
    APPROVED = "approved", "Đã duyệt, chờ phát động"
    LAUNCHED = "launched", "Đã phát động"
    CLOSED = "closed", "Đã tổng kết"
    CANCELLED = "cancelled", "Đã dừng"


KNOWN = (CampaignState.LAUNCHED, CampaignState.CLOSED)


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Campaigns as questions ask for them."""

    def visible_to(self, user: User) -> CampaignQuerySet:
        """Launched ones for everybody; the others for those who see drafts."""
        if not user.is_active:
            return self.none()
        return self if user.has_perm("plans.see_drafts") else self.filter(state__in=KNOWN)

    def of_year(self, year: int) -> CampaignQuerySet:
        """Those that run in ``year``, also where they began before it or end after it."""
        return self.filter(starts_on__lte=dt.date(year, 12, 31), ends_on__gte=dt.date(year, 1, 1))


class Campaign(FSMModelMixin, Record):  # type: ignore[misc]
    """Phong trào thi đua: the parts that Điều 17 asks of a launch are its fields.

    ``number`` and ``issued_on`` are those of the office's own launch plan (kế hoạch phát động or hưởng ứng);
    ``source_…`` name the paper by which a higher level launched it.
    """

    name = NormalisedChar("tên phong trào", max_length=300)
    kind = models.CharField("hình thức", max_length=10, choices=CampaignKind.choices)
    launcher = models.CharField("cấp phát động", max_length=10, choices=Launcher.choices, default=Launcher.OFFICE)
    scope = models.CharField("phạm vi thống kê", max_length=10, choices=Scope.choices, default=Scope.UNIT)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    task = models.ForeignKey(
        "plans.Task",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="campaigns",
        verbose_name="nhiệm vụ của kế hoạch",
    )
    source_number = NormalisedChar("văn bản phát động của cấp trên", max_length=100, blank=True)
    source_date = models.DateField("ngày văn bản", null=True, blank=True)
    source_from = NormalisedChar("cơ quan ban hành văn bản", max_length=200, blank=True)
    objective = NormalisedText("mục tiêu", blank=True)
    extent = NormalisedText("phạm vi", blank=True)
    subjects = NormalisedText("đối tượng", blank=True)
    contents = NormalisedText("nội dung, tiêu chí", blank=True)
    measures = NormalisedText("biện pháp, tổ chức thực hiện", blank=True)
    review = NormalisedText("sơ kết, tổng kết, khen thưởng", blank=True)
    slogans = NormalisedText("khẩu hiệu", blank=True, help_text="Mỗi dòng một khẩu hiệu")
    reward_quota = NormalisedText("số lượng đề nghị khen thưởng", blank=True)
    dossier_time = NormalisedText("hồ sơ, thời gian trình", blank=True)
    participants = models.ManyToManyField(
        "plans.Unit", blank=True, related_name="campaigns", verbose_name="đơn vị tham gia"
    )
    basis = NormalisedText("căn cứ", blank=True)
    recipients = NormalisedText("nơi nhận", blank=True)
    symbol = NormalisedChar("ký hiệu", max_length=40, blank=True)
    signer_title = NormalisedText("chức vụ người ký", blank=True)
    signer_name = NormalisedChar("người ký", max_length=100, blank=True)
    state = StateField("trạng thái", default=CampaignState.DRAFT, choices=CampaignState.choices)
    state_reason = NormalisedText("lý do trả lại hoặc dừng", blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập"
    )
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    number = NormalisedChar("số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("ngày phát động", null=True)
    paper = models.OneToOneField("plans.IssuedPaper", models.PROTECT, null=True, related_name="campaign")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    search_key = SearchKey()
    history = HistoricalRecords(excluded_fields=["search_key"])

    objects = CampaignQuerySet.as_manager()
    SEARCHED = ("name", "slogans")

    class Meta:
        verbose_name = "phong trào thi đua"
        ordering = ("-starts_on", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="campaign_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "submitted", "approved", "cancelled")) | Q(issued_on__isnull=False),
                name="campaign_launched_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(state_reason=""), name="campaign_cancelled_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def by_others(self) -> bool:
        """Launched by another level: the office's own paper then responds to it (hưởng ứng)."""
        return self.launcher != Launcher.OFFICE

    @transition(field=state, source=CampaignState.DRAFT, target=CampaignState.SUBMITTED)  # type: ignore[untyped-decorator]
    def submit(self) -> None:
        """Trình duyệt."""

    @transition(field=state, source=CampaignState.SUBMITTED, target=CampaignState.APPROVED)  # type: ignore[untyped-decorator]
    def approve(self) -> None:
        """Duyệt."""

    @transition(  # type: ignore[untyped-decorator]
        field=state, source=(CampaignState.SUBMITTED, CampaignState.APPROVED), target=CampaignState.DRAFT
    )
    def send_back(self) -> None:
        """Trả lại hoặc thu hồi."""

    @transition(field=state, source=CampaignState.APPROVED, target=CampaignState.LAUNCHED)  # type: ignore[untyped-decorator]
    def launch(self) -> None:
        """Phát động: the clerk enters number and date of the launch plan."""

    @transition(field=state, source=CampaignState.LAUNCHED, target=CampaignState.CLOSED)  # type: ignore[untyped-decorator]
    def close(self) -> None:
        """Kết thúc sau tổng kết."""

    @transition(  # type: ignore[untyped-decorator]
        field=state, source=(CampaignState.DRAFT, CampaignState.LAUNCHED), target=CampaignState.CANCELLED
    )
    def cancel(self) -> None:
        """Dừng, with a reason."""


class PhaseKind(models.TextChoices):
    """Giai đoạn."""

    REGISTRATION = "registration", "Đăng ký"
    RUNNING = "running", "Thực hiện"
    MIDTERM = "midterm", "Sơ kết"
    SCORING = "scoring", "Tự chấm điểm"
    FINAL = "final", "Tổng kết"


class Phase(models.Model):
    """Giai đoạn của phong trào: open from ``opens_on`` to ``closes_on``, both days included."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="phases", verbose_name="phong trào")
    kind = models.CharField("giai đoạn", max_length=15, choices=PhaseKind.choices)
    opens_on = models.DateField("mở từ")
    closes_on = models.DateField("đóng sau")

    class Meta:
        verbose_name = "giai đoạn"
        ordering = ("opens_on", "closes_on", "pk")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "kind"], name="phase_once_per_campaign"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="phase_closes_after_it_opens"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.campaign}"


class CampaignFile(Removable):
    """Tệp của phong trào."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="files", verbose_name="phong trào")
    file = models.ForeignKey("plans.StoredFile", models.PROTECT, related_name="+", verbose_name="tệp")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người thêm")
    added_at = models.DateTimeField("thêm lúc", auto_now_add=True)

    objects = RemovableQuerySet["CampaignFile"].as_manager()

    class Meta:
        verbose_name = "tệp của phong trào"
        ordering = ("added_at", "pk")

    def __str__(self) -> str:
        return str(self.file)


class PaperKind(models.TextChoices):
    """The papers of a campaign beside its launch plan."""

    DECISION = "decision", "Quyết định phát động"
    MIDTERM = "midterm", "Báo cáo sơ kết"
    FINAL = "final", "Báo cáo tổng kết"


class CampaignPaper(OfficialPaper):
    """Quyết định phát động, báo cáo sơ kết or tổng kết of a campaign, from its first words to its number.

    A decision uses ``basis`` and ``results`` (its articles); a report its four parts, with figures taken from the
    campaign when it is printed.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="papers", verbose_name="phong trào")
    kind = models.CharField("loại", max_length=10, choices=PaperKind.choices)
    basis = NormalisedText("căn cứ", blank=True)
    results = NormalisedText("kết quả", blank=True)
    shortcomings = NormalisedText("tồn tại, nguyên nhân", blank=True)
    lessons = NormalisedText("bài học kinh nghiệm", blank=True)
    direction = NormalisedText("phương hướng, đề xuất", blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập"
    )
    paper = models.OneToOneField("plans.IssuedPaper", models.PROTECT, null=True, related_name="campaign_paper")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "văn bản của phong trào"
        ordering = ("created_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "kind"], name="campaign_paper_once_per_kind"),
            number_comes_with_issuing("campaign_paper_number_comes_with_issuing"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.campaign}"
