"""The year plan (kế hoạch năm) as a record: its text in sections, its recipients and signer, and its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django_fsm import FSMModelMixin, transition
from simple_history.models import HistoricalRecords

from plans.models.base import NormalisedChar, NormalisedText, Record, SearchKey, StateField
from plans.models.removable import Removable
from plans.rules.document import FIRST_YEAR, LAST_YEAR, TABLE_FORM_WORDS, TableForm
from plans.rules.status import STOPPED, Progress

if TYPE_CHECKING:
    from plans.models.office import User


class PlanState(models.TextChoices):
    """Trạng thái kế hoạch; README of the app holds the table of transitions."""

    DRAFT = "draft", "Bản thảo"
    SUBMITTED = "submitted", "Trình duyệt"
    APPROVED = "approved", "Đã duyệt, chờ ban hành"
    ISSUED = "issued", "Đã ban hành"
    CLOSED = "closed", "Đã kết thúc"


IN_FORCE = (PlanState.ISSUED, PlanState.CLOSED)
_OPEN_TASKS = """SELECT COUNT(*) FROM plans_task
WHERE plan_id = plans_plan.id AND NOT dropped AND progress NOT IN (%s, %s, %s, %s)"""


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans as questions ask for them."""

    def visible_to(self, user: User) -> PlanQuerySet:
        """Issued plans for everybody; what is not issued for those who prepare, approve or issue it."""
        if user.has_perm("plans.see_drafts"):
            return self.filter(removed_at__isnull=True)
        return self.filter(state__in=IN_FORCE)

    def with_open_tasks(self) -> PlanQuerySet:
        """Each plan with ``open_tasks``, the number of its tasks neither finished nor stopped, in the same query.

        In SQL, because the first page asks it each time.
        """
        ended = sorted(state.value for state in (Progress.DONE, *STOPPED))
        return self.annotate(open_tasks=RawSQL(_OPEN_TASKS, ended))  # noqa: S611 (constant text, bound parameters)

    def in_force(self) -> PlanQuerySet:
        return self.filter(state__in=IN_FORCE)


class Plan(FSMModelMixin, Removable, Record):  # type: ignore[misc]
    """Kế hoạch công tác thi đua, khen thưởng năm. Its tasks, sections and text print as the signed paper did."""

    year = models.PositiveIntegerField("năm")
    state = StateField("trạng thái", default=PlanState.DRAFT, choices=PlanState.choices)
    title = NormalisedText("trích yếu")
    symbol = NormalisedChar("ký hiệu", max_length=40, help_text="Ví dụ: KH-SNgV")
    number = NormalisedChar("số, ký hiệu", max_length=60, blank=True, help_text="Ví dụ: 05/KH-SNgV")
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    place = NormalisedChar("địa danh", max_length=100, blank=True)
    agency = NormalisedChar("cơ quan ban hành", max_length=200, blank=True)
    parent_agency = NormalisedChar("cơ quan chủ quản", max_length=200, blank=True)
    opening = NormalisedText("phần đầu, căn cứ", blank=True)
    closing = NormalisedText("phần kết", blank=True)
    recipients = NormalisedText("nơi nhận", blank=True, help_text="Mỗi dòng một nơi, không ghi gạch đầu dòng")
    signer_title = NormalisedText("chức vụ người ký", blank=True, help_text="Ví dụ: KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC")
    signer_name = NormalisedChar("người ký", max_length=100, blank=True)
    table_form = models.CharField(
        "kiểu bảng",
        max_length=20,
        choices=list(TABLE_FORM_WORDS.items()),
        default=TableForm.QUARTER_ROWS,
    )
    source_file = models.ForeignKey("plans.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    source_text = models.TextField("văn bản gốc đọc được", blank=True)
    signed_import = models.BooleanField(
        "nhập từ văn bản đã ký", default=False, help_text="Đã ban hành trên giấy; số, ngày ghi sau theo bản ký"
    )
    source_number = NormalisedChar("số, ký hiệu trong văn bản gốc", max_length=60, blank=True)
    source_issued_on = models.DateField("ngày trong văn bản gốc", null=True, blank=True)
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="lập từ kế hoạch"
    )
    kept_words = models.JSONField("câu chữ đã xem, giữ nguyên", default=list, blank=True)
    return_reason = NormalisedText("lý do trả lại", blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    search_key = SearchKey()
    history = HistoricalRecords(excluded_fields=["search_key", "source_text"])

    objects = PlanQuerySet.as_manager()
    SEARCHED = ("title", "number", "year")

    class Meta:
        verbose_name = "kế hoạch"
        ordering = ("-year", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["year"], condition=Q(state__in=["issued", "closed"]), name="plan_one_in_force_per_year"
            ),
            models.UniqueConstraint(fields=["number", "year"], condition=~Q(number=""), name="plan_number_is_unique"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(state="draft"), name="plan_only_a_draft_is_removed"
            ),
            models.CheckConstraint(condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="plan_year_is_sane"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "approved"], number="", issued_on__isnull=True)
                | (Q(state__in=["issued", "closed"]) & (Q(signed_import=True) | ~Q(number=""))),
                name="plan_number_comes_with_issuing",
            ),
            models.CheckConstraint(
                condition=(Q(number="") & Q(issued_on__isnull=True)) | (~Q(number="") & Q(issued_on__isnull=False)),
                name="plan_number_and_date_together",
            ),
        ]

    def __str__(self) -> str:
        return f"Kế hoạch công tác thi đua, khen thưởng năm {self.year}"

    # The states move here and nowhere else; each act is one service (services/lifecycle.py, services/plan_store.py)
    @transition(field=state, source=PlanState.DRAFT, target=PlanState.SUBMITTED)  # type: ignore[untyped-decorator]
    def submit(self) -> None:
        """Trình duyệt."""

    @transition(field=state, source=PlanState.SUBMITTED, target=PlanState.DRAFT)  # type: ignore[untyped-decorator]
    def withdraw(self) -> None:
        """Thu hồi trước khi duyệt."""

    @transition(field=state, source=[PlanState.SUBMITTED, PlanState.APPROVED], target=PlanState.DRAFT)  # type: ignore[untyped-decorator]
    def send_back(self) -> None:
        """Trả lại kèm lý do."""

    @transition(field=state, source=PlanState.SUBMITTED, target=PlanState.APPROVED)  # type: ignore[untyped-decorator]
    def approve(self) -> None:
        """Duyệt; văn thư ghi số, ngày để ban hành."""

    @transition(field=state, source=PlanState.APPROVED, target=PlanState.ISSUED)  # type: ignore[untyped-decorator]
    def issue(self) -> None:
        """Ban hành, cùng lúc với số và ngày."""

    @transition(field=state, source=PlanState.DRAFT, target=PlanState.ISSUED)  # type: ignore[untyped-decorator]
    def adopt_signed(self) -> None:
        """Nhận một kế hoạch đã ký, ban hành trên giấy; chỉ khi nhập từ văn bản đã ký."""

    @transition(field=state, source=PlanState.ISSUED, target=PlanState.CLOSED)  # type: ignore[untyped-decorator]
    def close(self) -> None:
        """Kết thúc năm kế hoạch."""

    @property
    def is_draft(self) -> bool:
        return bool(self.state == PlanState.DRAFT)

    @property
    def year_words(self) -> str:
        """The year as letters, for joining with words in a template."""
        return str(self.year)

    @property
    def is_in_force(self) -> bool:
        return self.state in IN_FORCE


class PlanSection(models.Model):
    """A headed part of the plan's text, in order; one of them holds the task table."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sections", verbose_name="kế hoạch")
    order = models.PositiveIntegerField("thứ tự")
    level = models.PositiveSmallIntegerField("cấp", default=1)
    heading = NormalisedText("đề mục", blank=True)
    body = NormalisedText("nội dung", blank=True)
    holds_tasks = models.BooleanField("có bảng nhiệm vụ", default=False)
    version = models.PositiveIntegerField("phiên bản", default=1)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "phần kế hoạch"
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(fields=["plan"], condition=Q(holds_tasks=True), name="section_one_table_per_plan")
        ]

    def __str__(self) -> str:
        return self.heading
