"""Certificates: the office's own page, pre-printed stock with its places, printers that are off, spoiled sheets."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from awards.models.base import MayNameHonour
from plans.models.base import NormalisedChar, NormalisedText, Record
from plans.models.removable import Removable, RemovableQuerySet


class CertificateDesign(MayNameHonour, Record):
    """Mẫu giấy chứng nhận of one honour, or of every other where it names none: what the office chose.

    Size, lines and colours follow the law's description (document-format, 7.3). The emblem is the office's own picture;
    without it its place stays empty.
    """

    heading = NormalisedChar("dòng tên giấy", max_length=100, blank=True)
    authority = NormalisedChar("thẩm quyền tặng", max_length=200, blank=True)
    signer_title = NormalisedText("chức vụ người ký", blank=True)
    signer_name = NormalisedChar("người ký", max_length=100, blank=True)
    emblem = models.ForeignKey(
        "plans.StoredFile", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="hình Quốc huy"
    )
    source = NormalisedText("căn cứ", blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "mẫu giấy chứng nhận"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["title"], condition=Q(title__isnull=False), name="certificate_design_once_a_title"
            ),
            models.UniqueConstraint(
                fields=["commendation"],
                condition=Q(commendation__isnull=False),
                name="certificate_design_once_a_commendation",
            ),
            models.CheckConstraint(
                condition=Q(title__isnull=True) | Q(commendation__isnull=True), name="certificate_design_of_one_honour"
            ),
        ]

    def __str__(self) -> str:
        return self.heading or "Mẫu chung"


class CertificateStock(MayNameHonour, Removable, Record):
    """Phôi in sẵn: its size, and where each line of text goes.

    ``places`` maps the code of a line to its place: ``x``, ``y``, ``width`` in tenths of a millimetre from the top left
    corner, ``size`` in tenths of a point, ``align``, ``bold``, ``italic``, ``red``; a line without a place is not
    printed.
    """

    name = NormalisedChar("tên phôi", max_length=200)
    width = models.PositiveSmallIntegerField("chiều ngang (phần mười mm)", default=2970)
    height = models.PositiveSmallIntegerField("chiều cao (phần mười mm)", default=2100)
    places = models.JSONField("vị trí các dòng", default=dict)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    objects = RemovableQuerySet["CertificateStock"].as_manager()

    class Meta:
        verbose_name = "phôi"
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                condition=Q(width__gte=500, width__lte=5000, height__gte=500, height__lte=5000),
                name="certificate_stock_fits_a_printer",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PrinterOffset(Record):
    """Độ lệch of one printer on one stock, read off its calibration sheet: what to add, in tenths of a millimetre."""

    stock = models.ForeignKey(CertificateStock, models.CASCADE, related_name="printers", verbose_name="phôi")
    printer = NormalisedChar("máy in", max_length=100)
    right = models.SmallIntegerField("dịch sang phải (phần mười mm)", default=0)
    down = models.SmallIntegerField("dịch xuống (phần mười mm)", default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "máy in của phôi"
        ordering = ("printer",)
        constraints = [models.UniqueConstraint(fields=["stock", "printer"], name="printer_offset_once")]

    def __str__(self) -> str:
        return self.printer


class StockEntry(Removable, Record):
    """Một dòng in the register of stock: sheets received, used for a decision, or spoiled, with the reason."""

    class Way(models.TextChoices):
        IN = "in", "Nhập"
        USED = "used", "Đã dùng"
        SPOILED = "spoiled", "Hỏng"

    stock = models.ForeignKey(CertificateStock, models.PROTECT, related_name="entries", verbose_name="phôi")
    way = models.CharField("loại", max_length=8, choices=Way.choices)
    on = models.DateField("ngày")
    sheets = models.PositiveIntegerField("số tờ")
    serials = NormalisedChar("số sê-ri", max_length=300, blank=True)
    reason = NormalisedText("lý do, ghi chú", blank=True)
    decision = models.ForeignKey(
        "awards.Decision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stock_entries",
        verbose_name="quyết định",
    )
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    objects = RemovableQuerySet["StockEntry"].as_manager()

    class Meta:
        verbose_name = "dòng sổ phôi"
        ordering = ("on", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(sheets__gte=1), name="stock_entry_is_something"),
            models.CheckConstraint(condition=~Q(way="spoiled") | ~Q(reason=""), name="stock_spoiled_with_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.sheets}"
