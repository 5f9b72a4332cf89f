"""Initiatives (sáng kiến) and accepted research: the dossier, its authors and proof, its decisions, its uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import FSMModelMixin, transition
from simple_history.models import HistoricalRecords

from awards.models.base import OfHonour, one_of
from awards.models.initiative_call import InitiativeCall
from plans.models.base import NormalisedChar, NormalisedText, Record, SearchKey, StateField
from plans.models.removable import Removable, RemovableQuerySet

if TYPE_CHECKING:
    from plans.models import User


class WorkKind(models.TextChoices):
    """Sáng kiến or đề tài: the law counts both, never in one column."""

    INITIATIVE = "initiative", "Sáng kiến"
    RESEARCH = "research", "Đề tài nghiên cứu"


class InitiativeState(models.TextChoices):
    """Trạng thái hồ sơ sáng kiến."""

    DRAFT = "draft", "Dự thảo"
    SUBMITTED = "submitted", "Đã trình"
    SCORING = "scoring", "Đang chấm"
    SCORED = "scored", "Đã chấm, chờ Hội đồng"
    RECOGNISED = "recognised", "Được công nhận"
    REFUSED = "refused", "Không công nhận"
    REVOKED = "revoked", "Đã hủy công nhận"


class InitiativeQuerySet(RemovableQuerySet["Initiative"]):
    """Initiatives as questions ask for them."""

    def visible_to(self, user: User) -> InitiativeQuerySet:
        """All for who works with awards; those of one's units; one's own; those one scores; recognised ones for all."""
        from awards.models.initiative_score import InitiativeScore  # noqa: PLC0415 - a sheet names its initiative
        from awards.permissions import units_seen  # noqa: PLC0415 - the table of rights knows the models

        rows = self.filter(removed_at__isnull=True)
        if not user.is_active:
            return rows.none()
        units = units_seen(user)
        if units is None:
            return rows
        own = Q(made_by=user) | Q(state=InitiativeState.RECOGNISED) | Q(unit__in=units)
        own |= Q(pk__in=InitiativeScore.objects.filter(scorer=user).values("initiative"))
        if user.person_id:
            own |= Q(pk__in=InitiativeAuthor.objects.filter(person=user.person_id).values("initiative"))
        return rows.filter(own)


class Initiative(FSMModelMixin, Removable, Record):  # type: ignore[misc]
    """Hồ sơ sáng kiến, or an accepted piece of research. One of past years is kept as recognised, with its decision."""

    kind = models.CharField("loại", max_length=10, choices=WorkKind.choices, default=WorkKind.INITIATIVE)
    year = models.PositiveIntegerField("năm")
    name = NormalisedChar("tên sáng kiến", max_length=500)
    call = models.ForeignKey(
        InitiativeCall, models.PROTECT, null=True, blank=True, related_name="initiatives", verbose_name="đợt nhận"
    )
    unit = models.ForeignKey(
        "plans.Unit", models.PROTECT, null=True, blank=True, related_name="initiatives", verbose_name="đơn vị"
    )
    field = NormalisedChar("lĩnh vực", max_length=200, blank=True)
    begun_on = models.DateField("áp dụng từ ngày", null=True, blank=True)
    problem = NormalisedText("thực trạng, vấn đề", blank=True)
    solution = NormalisedText("giải pháp", blank=True)
    novelty = NormalisedText("tính mới", blank=True)
    effect = NormalisedText("hiệu quả", blank=True)
    scope = NormalisedText("phạm vi áp dụng, khả năng nhân rộng", blank=True)
    state = StateField("trạng thái", default=InitiativeState.DRAFT, choices=InitiativeState.choices)
    return_reason = NormalisedText("lý do trả lại", blank=True)
    submitted_at = models.DateTimeField("trình lúc", null=True)
    late_reason = NormalisedText("lý do nhận muộn", blank=True)
    refuse_reason = NormalisedText("lý do không công nhận", blank=True)
    result = models.PositiveIntegerField("điểm trung bình (phần trăm điểm)", null=True)
    passed = models.BooleanField("đạt điểm", null=True)
    result_note = NormalisedText("nhận xét, đề xuất với Hội đồng", blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập")
    is_past = models.BooleanField("nhập từ hồ sơ các năm trước", default=False)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    search_key = SearchKey()
    history = HistoricalRecords(excluded_fields=["search_key"])

    objects = InitiativeQuerySet.as_manager()
    SEARCHED = ("name", "field")

    class Meta:
        verbose_name = "sáng kiến"
        ordering = ("-year", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(state="draft"), name="initiative_filed_is_not_removed"
            )
        ]
        indexes = [models.Index(fields=["year", "state"], name="initiative_year_state")]

    def __str__(self) -> str:
        return self.name

    @transition(field=state, source=InitiativeState.DRAFT, target=InitiativeState.SUBMITTED)  # type: ignore[untyped-decorator]
    def submit(self) -> None:
        """Trình."""

    @transition(  # type: ignore[untyped-decorator]
        field=state, source=(InitiativeState.SUBMITTED, InitiativeState.SCORING), target=InitiativeState.DRAFT
    )
    def send_back(self) -> None:
        """Thu hồi, or trả lại with a reason."""

    @transition(field=state, source=InitiativeState.SUBMITTED, target=InitiativeState.SCORING)  # type: ignore[untyped-decorator]
    def start_scoring(self) -> None:
        """Giao chấm."""

    @transition(field=state, source=InitiativeState.SCORING, target=InitiativeState.SCORED)  # type: ignore[untyped-decorator]
    def close_scoring(self) -> None:
        """Chốt điểm, đề xuất với Hội đồng."""

    @transition(field=state, source=InitiativeState.SCORED, target=InitiativeState.SCORING)  # type: ignore[untyped-decorator]
    def reopen_scoring(self) -> None:
        """Chấm lại, with a reason."""

    @transition(field=state, source=InitiativeState.SCORED, target=InitiativeState.RECOGNISED)  # type: ignore[untyped-decorator]
    def recognise(self) -> None:
        """Công nhận, by a signed decision."""

    @transition(field=state, source=InitiativeState.SCORED, target=InitiativeState.REFUSED)  # type: ignore[untyped-decorator]
    def refuse(self) -> None:
        """Không công nhận, with a reason."""

    @transition(field=state, source=InitiativeState.RECOGNISED, target=InitiativeState.REVOKED)  # type: ignore[untyped-decorator]
    def revoke(self) -> None:
        """Hủy công nhận: a later decision annulled the last recognition in force."""


class InitiativeAuthor(models.Model):
    """Tác giả with the share of the work in whole percent; the shares of one initiative sum to 100."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="authors", verbose_name="sáng kiến")
    order = models.PositiveIntegerField("thứ tự", default=0)
    person = models.ForeignKey(
        "plans.Person", models.PROTECT, null=True, blank=True, related_name="authorships", verbose_name="tác giả"
    )
    name = NormalisedChar("tác giả ngoài cơ quan", max_length=200, blank=True)
    share = models.PositiveSmallIntegerField("tỷ lệ đóng góp (%)")

    class Meta:
        verbose_name = "tác giả"
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "person"], condition=Q(person__isnull=False), name="initiative_author_once"
            ),
            models.CheckConstraint(condition=Q(share__gte=1, share__lte=100), name="initiative_share_in_percent"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, name="") | Q(person__isnull=True) & ~Q(name=""),
                name="initiative_author_is_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.name} ({self.share}%)"


class InitiativeFile(Removable):
    """Minh chứng of an initiative."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="files", verbose_name="sáng kiến")
    file = models.ForeignKey("plans.StoredFile", models.PROTECT, related_name="+", verbose_name="tệp")
    caption = NormalisedChar("chú thích", max_length=300, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người thêm")
    added_at = models.DateTimeField("thêm lúc", auto_now_add=True)

    objects = RemovableQuerySet["InitiativeFile"].as_manager()

    class Meta:
        verbose_name = "tệp của sáng kiến"
        ordering = ("added_at", "pk")

    def __str__(self) -> str:
        return str(self.file)


class Recognition(Record):
    """Công nhận of an initiative at one level of effect, each by a decision of its own.

    One that a later decision annulled stays, with that decision, and counts for nothing.
    """

    class Scope(models.TextChoices):
        UNIT = "unit", "Cơ sở"
        PROVINCE = "province", "Trong tỉnh"
        MINISTRY = "ministry", "Trong ngành Ngoại giao"
        NATION = "nation", "Toàn quốc"

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="recognitions", verbose_name="sáng kiến")
    scope = models.CharField("phạm vi hiệu quả", max_length=10, choices=Scope.choices)
    number = NormalisedChar("số quyết định", max_length=100)
    decided_on = models.DateField("ngày quyết định")
    decided_by = NormalisedChar("người quyết định", max_length=200, blank=True)
    file = models.ForeignKey(
        "plans.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bản đã ký"
    )
    revoked_on = models.DateField("hủy bỏ ngày", null=True, blank=True)
    revoked_number = NormalisedChar("theo quyết định số", max_length=100, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "công nhận sáng kiến"
        ordering = ("decided_on", "pk")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "scope"], name="recognition_once_per_scope"),
        ]

    def __str__(self) -> str:
        return f"{self.get_scope_display()}: {self.number}"


class InitiativeUse(OfHonour, models.Model):
    """That an initiative was counted for one author's title or commendation of a year; see rule R10."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="uses", verbose_name="sáng kiến")
    person = models.ForeignKey("plans.Person", models.PROTECT, related_name="initiative_uses", verbose_name="cá nhân")
    year = models.PositiveIntegerField("năm")
    nomination = models.ForeignKey(
        "awards.Nomination", models.CASCADE, null=True, blank=True, related_name="uses", verbose_name="hồ sơ đề nghị"
    )
    reason = NormalisedText("lý do dùng lại", blank=True)
    recorded_at = models.DateTimeField("ghi lúc", auto_now_add=True)

    class Meta:
        verbose_name = "lần dùng sáng kiến"
        ordering = ("year", "pk")
        constraints = [
            one_of("title", "commendation", "initiative_use_of_one_honour"),
            models.UniqueConstraint(
                fields=["initiative", "person", "nomination"],
                condition=Q(nomination__isnull=False),
                name="initiative_use_once_per_nomination",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.honour} {self.year}"
