"""Initiatives (sáng kiến) and accepted research: the call, dossier, authors, scores, and what each was used for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django_fsm import FSMField, FSMModelMixin, transition
from simple_history.models import HistoricalRecords

from awards.models.base import OfHonour, one_of
from plans.models.base import NormalisedChar, NormalisedText, Record, SearchKey
from plans.models.removable import Removable, RemovableQuerySet

if TYPE_CHECKING:
    from plans.models import User


class InitiativeSheet(Record):
    """Bảng chấm sáng kiến as data: criteria with their most and least points, and the mark that passes.

    No national law sets a scale; points are whole numbers of hundredths.
    """

    name = NormalisedChar("tên bảng", max_length=200)
    pass_mark = models.PositiveIntegerField("điểm đạt (phần trăm điểm)")
    spread_flag = models.PositiveIntegerField("báo chênh lệch từ (phần trăm điểm)", default=2000)
    source = NormalisedText("căn cứ", blank=True)
    in_use = models.BooleanField("đang dùng", default=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "bảng chấm sáng kiến"
        ordering = ("-in_use", "name")

    def __str__(self) -> str:
        return self.name


class InitiativeCriterion(models.Model):
    """Tiêu chí chấm: at most ``most``, and below ``least`` the initiative does not pass whatever its sum."""

    sheet = models.ForeignKey(InitiativeSheet, models.CASCADE, related_name="criteria", verbose_name="bảng chấm")
    order = models.PositiveIntegerField("thứ tự", default=0)
    code = models.CharField("mã", max_length=30)
    name = NormalisedChar("tiêu chí", max_length=200)
    guide = NormalisedText("cách cho điểm", blank=True)
    most = models.PositiveIntegerField("điểm tối đa (phần trăm điểm)")
    least = models.PositiveIntegerField("điểm tối thiểu (phần trăm điểm)", default=0)

    class Meta:
        verbose_name = "tiêu chí chấm"
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "code"], name="initiative_criterion_once"),
            models.CheckConstraint(condition=Q(most__gt=0, least__lte=F("most")), name="initiative_criterion_range"),
        ]

    def __str__(self) -> str:
        return self.name


class InitiativeCall(Record):
    """Đợt nhận sáng kiến: from when until when dossiers are taken, by when they are scored, by which sheet."""

    year = models.PositiveIntegerField("năm")
    name = NormalisedChar("tên đợt", max_length=200)
    opens_on = models.DateField("nhận từ ngày")
    closes_on = models.DateField("đến hết ngày")
    scored_by = models.DateField("chấm xong trước ngày", null=True, blank=True)
    sheet = models.ForeignKey(InitiativeSheet, models.PROTECT, related_name="calls", verbose_name="bảng chấm")
    task = models.ForeignKey(
        "plans.Task", models.PROTECT, null=True, blank=True, related_name="initiative_calls", verbose_name="nhiệm vụ"
    )
    guidance = NormalisedText("hướng dẫn", blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "đợt nhận sáng kiến"
        ordering = ("-year", "-opens_on")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="initiative_call_closes_after_it_opens"
            )
        ]

    def __str__(self) -> str:
        return self.name


class WorkKind(models.TextChoices):
    """Sáng kiến or đề tài: the law counts both, never in one column."""

    INITIATIVE = "initiative", "Sáng kiến"
    RESEARCH = "research", "Đề tài nghiên cứu"


class InitiativeState(models.TextChoices):
    """Trạng thái hồ sơ sáng kiến."""

    DRAFT = "draft", "Dự thảo"
    SUBMITTED = "submitted", "Đã nộp"
    SCORING = "scoring", "Đang chấm"
    SCORED = "scored", "Đã chấm, chờ Hội đồng"
    RECOGNISED = "recognised", "Được công nhận"
    REFUSED = "refused", "Không công nhận"


class InitiativeQuerySet(RemovableQuerySet["Initiative"]):
    """Initiatives as questions ask for them."""

    def visible_to(self, user: User) -> InitiativeQuerySet:
        """All for who works with awards; those of one's units; one's own; those one scores; recognised ones for all."""
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
    state = FSMField("trạng thái", default=InitiativeState.DRAFT, choices=InitiativeState.choices, protected=True)
    return_reason = NormalisedText("lý do trả lại", blank=True)
    submitted_at = models.DateTimeField("nộp lúc", null=True)
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
    """Công nhận of an initiative at one level of effect, each by a decision of its own."""

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


class ScoreState(models.TextChoices):
    """Trạng thái phiếu chấm sáng kiến."""

    ASSIGNED = "assigned", "Chưa chấm xong"
    SUBMITTED = "submitted", "Đã nộp phiếu"


class InitiativeScore(FSMModelMixin, Record):  # type: ignore[misc]
    """Phiếu chấm of one scorer for one initiative; closed to everybody else until it is handed in.

    ``earlier`` keeps what was handed in before each reopening: its day, total and points, who reopened it and why.
    """

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="scores", verbose_name="sáng kiến")
    scorer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="initiative_scores", verbose_name="người chấm"
    )
    due = models.DateField("chấm xong trước ngày", null=True, blank=True)
    state = FSMField("trạng thái", default=ScoreState.ASSIGNED, choices=ScoreState.choices, protected=True)
    comment = NormalisedText("nhận xét chung", blank=True)
    submitted_at = models.DateTimeField("nộp lúc", null=True)
    reopen_reason = NormalisedText("lý do mở lại", blank=True)
    earlier = models.JSONField("các lần nộp trước", default=list, blank=True)
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    history = HistoricalRecords()

    class Meta:
        verbose_name = "phiếu chấm sáng kiến"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["initiative", "scorer"], name="initiative_scored_once_by_each"),
        ]

    def __str__(self) -> str:
        return f"Phiếu của {self.scorer}"

    @transition(field=state, source=ScoreState.ASSIGNED, target=ScoreState.SUBMITTED)  # type: ignore[untyped-decorator]
    def submit(self) -> None:
        """Nộp phiếu."""

    @transition(field=state, source=ScoreState.SUBMITTED, target=ScoreState.ASSIGNED)  # type: ignore[untyped-decorator]
    def reopen(self) -> None:
        """Mở lại, with a reason that stays."""


class InitiativePoint(models.Model):
    """Điểm of one criterion on one sheet, in hundredths."""

    score = models.ForeignKey(InitiativeScore, models.CASCADE, related_name="points", verbose_name="phiếu")
    criterion = models.ForeignKey(InitiativeCriterion, models.PROTECT, related_name="given", verbose_name="tiêu chí")
    points = models.PositiveIntegerField("điểm (phần trăm điểm)")
    comment = NormalisedText("nhận xét", blank=True)

    class Meta:
        verbose_name = "điểm"
        ordering = ("criterion__order", "pk")
        constraints = [models.UniqueConstraint(fields=["score", "criterion"], name="initiative_point_once")]

    def __str__(self) -> str:
        return str(self.points / 100)
