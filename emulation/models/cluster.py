"""Clusters and blocs (cụm, khối thi đua) that the office belongs to, and what happens in each of their years."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django_fsm import FSMModelMixin, transition
from simple_history.models import HistoricalRecords

from plans.models import Confidence
from plans.models.base import NormalisedChar, NormalisedText, Record, SearchKey, StateField
from plans.models.removable import Removable, RemovableQuerySet


class Cluster(Record):
    """Cụm hoặc khối thi đua."""

    class Kind(models.TextChoices):
        CLUSTER = "cluster", "Cụm thi đua"
        BLOC = "bloc", "Khối thi đua"

    class Organiser(models.TextChoices):
        PROVINCE = "province", "Ủy ban nhân dân tỉnh"
        MINISTRY = "ministry", "Bộ Ngoại giao"

    code = models.CharField("mã", max_length=20, unique=True)
    name = NormalisedChar("tên", max_length=200)
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)
    organiser = models.CharField("cơ quan tổ chức", max_length=10, choices=Organiser.choices)
    confidence = models.CharField("độ tin cậy", max_length=2, choices=Confidence.choices, default=Confidence.MEMORY)
    note = NormalisedText("ghi chú", blank=True)
    in_use = models.BooleanField("đang tham gia", default=True)
    search_key = SearchKey()
    history = HistoricalRecords(excluded_fields=["search_key"])

    SEARCHED = ("name",)

    class Meta:
        verbose_name = "cụm, khối thi đua"
        ordering = ("kind", "name")

    def __str__(self) -> str:
        return self.name


class ClusterYear(Record):
    """Một năm của cụm, khối: rules, members, the score table (``ScoreTable``), the result and what follows from it.

    What the cluster finally gave the office stands with it among the members (``ClusterMember.is_us``).
    """

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="years", verbose_name="cụm, khối")
    year = models.PositiveIntegerField("năm")
    rules = NormalisedText("quy chế, quy định", blank=True)
    rules_number = NormalisedChar("số văn bản", max_length=100, blank=True)
    rules_date = models.DateField("ngày văn bản", null=True, blank=True)
    rules_file = models.ForeignKey(
        "plans.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tệp quy chế"
    )
    result_number = NormalisedChar("văn bản công bố kết quả", max_length=100, blank=True)
    result_date = models.DateField("ngày công bố", null=True, blank=True)
    result_file = models.ForeignKey(
        "plans.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tệp kết quả"
    )
    result_note = NormalisedText("nhận xét", blank=True)
    events = models.ManyToManyField("plans.Event", blank=True, related_name="cluster_years", verbose_name="hội nghị")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "năm thi đua của cụm, khối"
        ordering = ("-year", "cluster__name")
        constraints = [
            models.UniqueConstraint(fields=["cluster", "year"], name="cluster_year_once"),
        ]

    def __str__(self) -> str:
        return f"{self.cluster} năm {self.year}"


class ClusterMember(models.Model):
    """Thành viên of a year, head and deputy among them; ``is_us`` marks the office itself."""

    class Role(models.TextChoices):
        HEAD = "head", "Trưởng"
        DEPUTY = "deputy", "Phó"
        MEMBER = "member", "Thành viên"

    cluster_year = models.ForeignKey(ClusterYear, models.CASCADE, related_name="members", verbose_name="cụm, khối")
    order = models.PositiveIntegerField("thứ tự", default=0)
    name = NormalisedChar("tên cơ quan", max_length=200)
    role = models.CharField("vai trò", max_length=10, choices=Role.choices, default=Role.MEMBER)
    is_us = models.BooleanField("là cơ quan mình", default=False)
    score = models.PositiveIntegerField("điểm (phần trăm điểm)", null=True, blank=True)
    rank = models.PositiveIntegerField("xếp hạng", null=True, blank=True)

    class Meta:
        verbose_name = "thành viên cụm, khối"
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(fields=["cluster_year"], condition=Q(role="head"), name="cluster_one_head_a_year"),
            models.UniqueConstraint(
                fields=["cluster_year"], condition=Q(is_us=True), name="cluster_office_stands_once"
            ),
            models.CheckConstraint(
                condition=Q(rank__isnull=True) | Q(rank__gte=1), name="cluster_rank_counts_from_one"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProposalState(models.TextChoices):
    """Trạng thái đề nghị từ kết quả của cụm, khối."""

    PREPARED = "prepared", "Đang chuẩn bị"
    SENT = "sent", "Đã gửi, chờ trả lời"
    GRANTED = "granted", "Được tặng"
    REFUSED = "refused", "Không được tặng"


class ClusterProposal(FSMModelMixin, Removable, Record):  # type: ignore[misc]
    """Đề nghị that follows from the cluster's result, such as the flag of the province."""

    cluster_year = models.ForeignKey(ClusterYear, models.PROTECT, related_name="proposals", verbose_name="cụm, khối")
    title = models.ForeignKey("emulation.Title", models.PROTECT, null=True, blank=True, related_name="+")
    commendation = models.ForeignKey("emulation.Commendation", models.PROTECT, null=True, blank=True, related_name="+")
    subject = NormalisedChar("cho ai", max_length=200)
    reason = NormalisedText("thành tích, lý do", blank=True)
    state = StateField("trạng thái", default=ProposalState.PREPARED, choices=ProposalState.choices)
    sent_number = NormalisedChar("số văn bản gửi", max_length=100, blank=True)
    sent_on = models.DateField("ngày gửi", null=True, blank=True)
    answer = NormalisedText("trả lời", blank=True)
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    objects = RemovableQuerySet["ClusterProposal"].as_manager()

    class Meta:
        verbose_name = "đề nghị từ cụm, khối"
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(title__isnull=False, commendation__isnull=True)
                | Q(title__isnull=True, commendation__isnull=False),
                name="proposal_is_a_title_or_a_commendation",
            ),
            models.CheckConstraint(
                condition=Q(state="prepared") | Q(sent_on__isnull=False), name="proposal_sent_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("prepared", "sent")) | Q(answered_on__isnull=False),
                name="proposal_answered_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(state="prepared"), name="proposal_sent_is_not_removed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.commendation}: {self.subject}"

    @transition(field=state, source=ProposalState.PREPARED, target=ProposalState.SENT)  # type: ignore[untyped-decorator]
    def send(self) -> None:
        """Gửi, with number and day of the letter."""

    @transition(field=state, source=ProposalState.SENT, target=ProposalState.GRANTED)  # type: ignore[untyped-decorator]
    def grant(self) -> None:
        """Được tặng."""

    @transition(field=state, source=ProposalState.SENT, target=ProposalState.REFUSED)  # type: ignore[untyped-decorator]
    def refuse(self) -> None:
        """Không được tặng."""

    @transition(field=state, source=ProposalState.SENT, target=ProposalState.PREPARED)  # type: ignore[untyped-decorator]
    def call_back(self) -> None:
        """Ghi nhầm, chưa gửi."""

    @transition(  # type: ignore[untyped-decorator]
        field=state, source=(ProposalState.GRANTED, ProposalState.REFUSED), target=ProposalState.SENT
    )
    def reopen(self) -> None:
        """Ghi nhầm, chưa có trả lời."""
