"""Reports of a time (sơ kết, tổng kết, phục vụ thanh tra): sections of sentences, remarks, what units contribute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import FSMModelMixin, transition
from simple_history.models import HistoricalRecords

from plans.models.base import NormalisedChar, NormalisedText, Record, SearchKey, StateField
from plans.models.office import Role
from plans.models.official import OfficialPaper, PaperState, number_comes_with_issuing
from plans.models.removable import Removable, RemovableQuerySet

if TYPE_CHECKING:
    from plans.models.office import User


class ReportQuerySet(RemovableQuerySet["Report"]):
    """Reports as questions ask for them."""

    def visible_to(self, user: User) -> ReportQuerySet:
        """All for those who prepare, approve and issue; issued ones for everybody."""
        rows = self.filter(removed_at__isnull=True)
        if not user.is_active:
            return rows.none()
        return rows if user.has_perm("plans.see_drafts") else rows.filter(state=PaperState.ISSUED)


class Report(Removable, OfficialPaper):
    """Báo cáo of ``first`` to ``last``, both days counted; figures are those known on ``as_of`` (số liệu tính đến).

    ``kind`` is a slug of ``plans.rules.report_kind``; what it said of its outline is kept in the sections, so that a
    later outline changes no report. ``task`` is the plan's task that it fulfils. ``drawn_at`` is the moment of the last
    refresh of its figures. ``annex_pages`` are the annexes as they were counted at the last submission: the leadership
    reads them, and they are what is issued; a draft counts its own anew.
    """

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="reports", verbose_name="kế hoạch")
    task = models.ForeignKey(
        "plans.Task", models.PROTECT, null=True, blank=True, related_name="fulfilling_reports", verbose_name="nhiệm vụ"
    )
    kind = models.CharField("loại báo cáo", max_length=20)
    abstract = NormalisedChar("trích yếu", max_length=500)
    first = models.DateField("từ ngày")
    last = models.DateField("đến ngày")
    as_of = models.DateField("số liệu tính đến")
    due_on = models.DateField("hạn gửi", null=True, blank=True)
    addressee = NormalisedText("kính gửi", blank=True)
    basis = NormalisedText("căn cứ", blank=True)
    annexes = models.JSONField("phụ lục", default=list, blank=True, help_text="Mã các phụ lục, theo thứ tự in")
    drawn_at = models.DateTimeField("lấy số liệu lúc", null=True)
    annex_pages = models.JSONField("phụ lục như đã trình", null=True)
    paper = models.OneToOneField("plans.IssuedPaper", models.PROTECT, null=True, related_name="report")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    search_key = SearchKey()
    history = HistoricalRecords(excluded_fields=["search_key", "annex_pages"])

    objects = ReportQuerySet.as_manager()
    SEARCHED = ("abstract", "number")

    class Meta:
        verbose_name = "báo cáo"
        ordering = ("-last", "-created_at", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="report_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(as_of__gte=F("first")), name="report_figures_not_before_it_begins"),
            number_comes_with_issuing("report_number_comes_with_issuing"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(state="draft"), name="report_sent_is_not_removed"
            ),
        ]

    def __str__(self) -> str:
        return f"Báo cáo {self.abstract[:1].lower()}{self.abstract[1:]}"


class ReportSection(Record):
    """Một mục của báo cáo: its heading and its lines, the unit in which two editors are told of each other.

    ``lines`` is a list as ``plans.rules.report_line.to_json`` writes it: sentences drawn from the records, each with
    its figures and links, and what hands made of them.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections", verbose_name="báo cáo")
    slug = models.CharField("mã mục", max_length=40)
    order = models.PositiveIntegerField("thứ tự")
    level = models.PositiveSmallIntegerField("cấp", default=2)
    heading = NormalisedChar("tên mục", max_length=300)
    lines = models.JSONField("nội dung", default=list, blank=True)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    edited_at = models.DateTimeField("sửa lần cuối", null=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "mục của báo cáo"
        ordering = ("order", "pk")
        constraints = [models.UniqueConstraint(fields=["report", "slug"], name="report_section_once")]

    def __str__(self) -> str:
        return self.heading


class ReportRemark(Record):
    """Ý kiến của lãnh đạo về dự thảo báo cáo, on one section or on the whole; settled by who prepares it."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="remarks", verbose_name="báo cáo")
    section = models.ForeignKey(
        ReportSection, models.CASCADE, null=True, blank=True, related_name="remarks", verbose_name="mục"
    )
    text = NormalisedText("ý kiến")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người cho")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField("tiếp thu lúc", null=True)
    answer = NormalisedText("tiếp thu, giải trình", blank=True)

    class Meta:
        verbose_name = "ý kiến về báo cáo"
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return f"{self.made_by}: {self.text[:60]}"


class ContributionState(models.TextChoices):
    """Trạng thái báo cáo của đơn vị."""

    ASKED = "asked", "Đã yêu cầu"
    SENT = "sent", "Đã gửi"
    RETURNED = "returned", "Trả lại, viết thêm"
    TAKEN = "taken", "Đã tổng hợp"


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Contributions as questions ask for them."""

    def visible_to(self, user: User) -> ContributionQuerySet:
        """All for those who see drafts; a contact sees those of the own units."""
        rows = self.filter(report__removed_at__isnull=True)
        if not user.is_active:
            return rows.none()
        if user.has_perm("plans.see_drafts"):
            return rows
        return rows.filter(unit__in=user.holdings.filter(role=Role.CONTACT).values("unit"))


class Contribution(FSMModelMixin, Record):  # type: ignore[misc]
    """Báo cáo của đơn vị góp vào báo cáo chung: asked by the standing office, written and sent by the unit.

    ``figures`` are the unit's own, drawn when it was asked, whenever it wants new ones and at the moment of sending;
    each is a ``KeptFigure`` of plans/services/contribution_figures.py as plain data.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="contributions", verbose_name="báo cáo")
    unit = models.ForeignKey("plans.Unit", models.PROTECT, related_name="contributions", verbose_name="đơn vị")
    due_on = models.DateField("hạn gửi")
    asked_text = NormalisedText("nội dung yêu cầu", blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người yêu cầu"
    )
    figures = models.JSONField("số liệu của đơn vị", default=list, blank=True)
    results = NormalisedText("kết quả nổi bật", blank=True)
    shortcomings = NormalisedText("hạn chế, khó khăn, nguyên nhân", blank=True)
    direction = NormalisedText("nhiệm vụ thời gian tới", blank=True)
    proposals = NormalisedText("đề xuất, kiến nghị", blank=True)
    state = StateField("trạng thái", default=ContributionState.ASKED, choices=ContributionState.choices)
    return_reason = NormalisedText("lý do trả lại", blank=True)
    sent_on = models.DateField("ngày gửi", null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    urged_on = models.DateField("đôn đốc gần nhất", null=True)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    edited_at = models.DateTimeField("sửa lần cuối", null=True)
    history = HistoricalRecords()

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo của đơn vị"
        ordering = ("unit__order", "pk")
        constraints = [models.UniqueConstraint(fields=["report", "unit"], name="contribution_once_per_unit")]

    def __str__(self) -> str:
        return f"{self.unit}, {self.report}"

    @transition(  # type: ignore[untyped-decorator]
        field=state, source=(ContributionState.ASKED, ContributionState.RETURNED), target=ContributionState.SENT
    )
    def send(self) -> None:
        """Gửi báo cáo của đơn vị."""

    @transition(  # type: ignore[untyped-decorator]
        field=state, source=(ContributionState.SENT, ContributionState.TAKEN), target=ContributionState.RETURNED
    )
    def send_back(self) -> None:
        """Trả lại để viết thêm; with a reason."""

    @transition(field=state, source=ContributionState.SENT, target=ContributionState.TAKEN)  # type: ignore[untyped-decorator]
    def take(self) -> None:
        """Tổng hợp vào báo cáo chung."""
