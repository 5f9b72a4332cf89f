"""The register of issued papers (sổ đăng ký văn bản đi, Nghị định 30/2020 Phụ lục IV) and where each one went."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from plans.models.base import NormalisedChar, NormalisedText, Record, SearchKey
from plans.rules.official import symbol_line
from plans.rules.text import fold

if TYPE_CHECKING:
    from plans.models.office import User


class PaperQuerySet(models.QuerySet["IssuedPaper"]):
    """Lines of the register as questions ask for them."""

    def visible_to(self, user: User) -> PaperQuerySet:
        """The register for those who may look into it; nobody else knows of its lines."""
        return self if user.has_perm("plans.see_register") else self.none()

    def being_made(self) -> PaperQuerySet:
        """Papers issued whose PDF is still to be made of what was frozen."""
        return self.filter(pdf=None).exclude(content={})


class IssuedPaper(Record):
    """Văn bản đã ban hành: one line of the register. Content, PDF and hash are frozen when it is issued.

    ``number`` is None only for a paper signed before the app knew it ("chưa ghi số"). The columns of the decree's
    register are: symbol_line · issued_on · abstract · signer · recipients · keeper · copies · dispatched (of its
    lines) · receipts (of its lines) · note.
    """

    series = NormalisedChar("dãy số", max_length=30, help_text="Ví dụ: KH")
    year = models.PositiveIntegerField("năm")
    number = models.PositiveIntegerField("số", null=True, blank=True)
    symbol = NormalisedChar("ký hiệu", max_length=40, help_text="Ví dụ: KH-SNgV")
    issued_on = models.DateField("ngày", null=True, blank=True)
    kind = NormalisedChar("tên loại", max_length=60)
    abstract = NormalisedChar("trích yếu", max_length=500)
    signer_title = NormalisedText("chức vụ người ký", blank=True)
    signer = NormalisedChar("người ký", max_length=100, blank=True)
    recipients = NormalisedText("nơi nhận", blank=True)
    keeper = NormalisedChar("đơn vị, người nhận bản lưu", max_length=200, blank=True)
    copies = models.PositiveIntegerField("số lượng bản", null=True, blank=True)
    note = NormalisedText("ghi chú", blank=True)
    plan = models.OneToOneField("plans.Plan", models.PROTECT, null=True, blank=True, related_name="paper")
    content = models.JSONField("nội dung đóng băng", default=dict, blank=True)
    pdf = models.ForeignKey("plans.StoredFile", models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField("SHA-256 của PDF", max_length=64, blank=True)
    signed_pdf = models.ForeignKey("plans.StoredFile", models.PROTECT, null=True, related_name="+")
    audit_hash = models.CharField("mã kiểm toán in trên văn bản", max_length=64, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    search_key = SearchKey()
    history = HistoricalRecords(excluded_fields=["search_key", "content"])

    objects = PaperQuerySet.as_manager()
    SEARCHED = ("symbol_line", "kind", "abstract", "signer", "recipients")

    class Meta:
        verbose_name = "văn bản"
        ordering = ("-year", "-issued_on", "-number", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "number"],
                condition=Q(number__isnull=False),
                name="paper_number_once_per_series_and_year",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True, issued_on__isnull=True)
                | Q(number__isnull=False, issued_on__isnull=False),
                name="paper_number_and_date_together",
            ),
            models.CheckConstraint(condition=Q(number__isnull=True) | Q(number__gte=1), name="paper_number_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.symbol_line}"

    @property
    def is_being_made(self) -> bool:
        """Issued and frozen, its PDF still to be made."""
        return self.pdf_id is None and bool(self.content)

    @property
    def file_name(self) -> str:
        """A name for the file people save: ke-hoach-05-kh-sngv-2026."""
        number = f"{self.number:02}-{self.symbol}-" if self.number else ""
        words = fold(f"{self.kind} {number}{self.year}")
        return re.sub(r"[^a-z0-9]+", "-", words).strip("-")

    @property
    def symbol_line(self) -> str:
        """Số, ký hiệu as the register lists it."""
        return symbol_line(self.number, self.symbol)


class PaperDispatch(models.Model):
    """Chuyển văn bản: how and when one recipient got the paper (posting on the web page is one of the ways)."""

    class Way(models.TextChoices):
        EDOC = "edoc", "Hệ thống quản lý văn bản"
        PAPER = "paper", "Bản giấy"
        MAIL = "mail", "Thư điện tử"
        WEB = "web", "Đăng trang thông tin điện tử"
        KEPT = "kept", "Lưu"

    paper = models.ForeignKey(IssuedPaper, models.CASCADE, related_name="dispatches", verbose_name="văn bản")
    order = models.PositiveIntegerField(default=0)
    recipient = NormalisedChar("nơi nhận", max_length=300)
    way = models.CharField("cách gửi", max_length=10, choices=Way.choices, blank=True)
    sent_on = models.DateField("ngày chuyển", null=True, blank=True)
    receipt = NormalisedChar("ký nhận", max_length=200, blank=True)
    note = NormalisedChar("ghi chú", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "chuyển văn bản"
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return str(self.recipient)
