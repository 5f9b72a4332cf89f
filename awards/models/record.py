"""The record of a person or unit, year by year: ratings, awards, discipline, holds, absences, transfers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from simple_history.models import HistoricalRecords

from awards.models.base import OfHonour, OfSubject, SubjectQuerySet, one_of
from plans.models.base import NormalisedChar, NormalisedText, Record, SearchKey


class RatingLevel(models.TextChoices):
    """Mức xếp loại chất lượng hằng năm."""

    EXCELLENT = "HTXSNV", "Hoàn thành xuất sắc nhiệm vụ"
    GOOD = "HTTNV", "Hoàn thành tốt nhiệm vụ"
    DONE = "HTNV", "Hoàn thành nhiệm vụ"
    NOT_DONE = "KHTNV", "Không hoàn thành nhiệm vụ"


class AwardKind(models.TextChoices):
    """Loại khen thưởng: what the award is for."""

    MERIT = "cong_trang", "Công trạng"
    THEMATIC = "chuyen_de", "Theo chuyên đề"
    SUDDEN = "dot_xuat", "Đột xuất"
    FOREIGN = "doi_ngoai", "Đối ngoại"
    DEVOTION = "cong_hien", "Cống hiến"
    SENIORITY = "nien_han", "Niên hạn"


class Rating(OfSubject, Record):
    """Xếp loại hằng năm of a person or unit; a year without a row is not known, never failed."""

    year = models.PositiveIntegerField("năm")
    level = models.CharField("mức xếp loại", max_length=6, choices=RatingLevel.choices)
    number = NormalisedChar("số quyết định, thông báo", max_length=100, blank=True)
    decided_on = models.DateField("ngày", null=True, blank=True)
    note = NormalisedText("ghi chú", blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    objects = SubjectQuerySet["Rating"].as_manager()

    class Meta:
        verbose_name = "xếp loại"
        ordering = ("-year", "pk")
        constraints = [
            one_of("person", "unit", "rating_of_one_subject"),
            models.UniqueConstraint(fields=["person", "year"], condition=Q(person__isnull=False), name="rating_person"),
            models.UniqueConstraint(fields=["unit", "year"], condition=Q(unit__isnull=False), name="rating_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.subject}, {self.year}: {self.get_level_display()}"


class Award(OfSubject, OfHonour, Record):
    """Danh hiệu hoặc hình thức khen thưởng đã được tặng, with its decision. ``year`` is the year of the achievement.

    One whose decision was annulled stays in the record with the later decision, and counts for nothing.
    """

    year = models.PositiveIntegerField("năm thành tích")
    kind = models.CharField("loại khen", max_length=10, choices=AwardKind.choices, default=AwardKind.MERIT)
    achievement = NormalisedText("thành tích", blank=True)
    number = NormalisedChar("số quyết định", max_length=100, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    decided_by = NormalisedChar("người quyết định", max_length=200, blank=True)
    revoked_on = models.DateField("hủy bỏ ngày", null=True, blank=True)
    revoked_number = NormalisedChar("số quyết định hủy bỏ", max_length=100, blank=True)
    note = NormalisedText("ghi chú", blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    objects = SubjectQuerySet["Award"].as_manager()

    class Meta:
        verbose_name = "khen thưởng đã nhận"
        ordering = ("-year", "pk")
        constraints = [
            one_of("person", "unit", "award_of_one_subject"),
            one_of("title", "commendation", "award_of_one_honour"),
            models.UniqueConstraint(
                fields=["person", "title", "year"],
                condition=Q(person__isnull=False, title__isnull=False, revoked_on__isnull=True),
                name="award_title_once_a_year_person",
            ),
            models.UniqueConstraint(
                fields=["unit", "title", "year"],
                condition=Q(unit__isnull=False, title__isnull=False, revoked_on__isnull=True),
                name="award_title_once_a_year_unit",
            ),
        ]
        indexes = [models.Index(fields=["year"], name="award_year")]

    def __str__(self) -> str:
        return f"{self.honour} {self.year}: {self.subject}"


class Discipline(Record):
    """Kỷ luật of a person. Achievements count again from the day it ends (Nghị định 152/2025, Điều 4 khoản 4)."""

    class Form(models.TextChoices):
        REPRIMAND = "khien_trach", "Khiển trách"
        WARNING = "canh_cao", "Cảnh cáo"
        PAY = "ha_bac_luong", "Hạ bậc lương"
        DEMOTION = "giang_chuc", "Giáng chức"
        REMOVAL = "cach_chuc", "Cách chức"
        DISMISSAL = "buoc_thoi_viec", "Buộc thôi việc"

    person = models.ForeignKey("plans.Person", models.PROTECT, related_name="disciplines", verbose_name="cá nhân")
    form = models.CharField("hình thức", max_length=15, choices=Form.choices)
    on_duty = models.BooleanField("liên quan đến công vụ", default=True)
    decided_on = models.DateField("ngày quyết định")
    ends_on = models.DateField("hết thời hạn kỷ luật", null=True, blank=True)
    number = NormalisedChar("số quyết định", max_length=100, blank=True)
    note = NormalisedText("nội dung", blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "kỷ luật"
        ordering = ("-decided_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("decided_on")), name="discipline_ends_after"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()}: {self.person}"


class Hold(OfSubject, Record):
    """Tạm dừng xét, with reason and release; a hold is no refusal (Nghị định 152/2025, Điều 4 khoản 4)."""

    class Reason(models.TextChoices):
        DISCIPLINE = "discipline", "Đang xem xét kỷ luật"
        INSPECTION = "inspection", "Đang thanh tra, điều tra, có dấu hiệu vi phạm"
        COMPLAINT = "complaint", "Đang xác minh đơn thư khiếu nại, tố cáo"
        PRESS = "press", "Đang xác minh thông tin tham nhũng, tiêu cực báo chí nêu"

    reason = models.CharField("lý do", max_length=10, choices=Reason.choices)
    note = NormalisedText("nội dung", blank=True)
    since = models.DateField("từ ngày")
    released_on = models.DateField("kết thúc ngày", null=True, blank=True)
    release_note = NormalisedText("kết luận", blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    objects = SubjectQuerySet["Hold"].as_manager()

    class Meta:
        verbose_name = "tạm dừng xét"
        ordering = ("-since", "pk")
        constraints = [
            one_of("person", "unit", "hold_of_one_subject"),
            models.CheckConstraint(
                condition=Q(released_on__isnull=True) | Q(released_on__gte=F("since")) & ~Q(release_note=""),
                name="hold_released_with_a_word",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.subject}"


class Absence(Record):
    """Thời gian nghỉ of a person that matters for titles: maternity, study, illness, unpaid leave."""

    class Kind(models.TextChoices):
        MATERNITY = "maternity", "Nghỉ thai sản"
        STUDY = "study", "Đi học, bồi dưỡng"
        ILLNESS = "illness", "Nghỉ ốm, điều trị"
        INJURY = "injury", "Điều trị thương tích do hành động dũng cảm"
        SECONDMENT = "secondment", "Biệt phái, tăng cường"
        UNPAID = "unpaid", "Nghỉ không lương"

    person = models.ForeignKey("plans.Person", models.PROTECT, related_name="absences", verbose_name="cá nhân")
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    result_met = models.BooleanField("kết quả đạt yêu cầu", null=True, blank=True)
    note = NormalisedText("ghi chú", blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "thời gian nghỉ"
        ordering = ("-starts_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="absence_ends_after"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person}"


class Transfer(Record):
    """Tuyển dụng hoặc chuyển công tác: from when a person works here, and what the old unit says of the time there."""

    person = models.ForeignKey("plans.Person", models.PROTECT, related_name="transfers", verbose_name="cá nhân")
    on = models.DateField("từ ngày")
    recruited = models.BooleanField("tuyển dụng mới", default=False)
    from_name = NormalisedChar("đơn vị cũ", max_length=200, blank=True)
    months_there = models.PositiveSmallIntegerField("số tháng ở đơn vị cũ trong năm", null=True, blank=True)
    opinion = models.BooleanField("có ý kiến của đơn vị cũ", default=False)
    note = NormalisedText("ghi chú", blank=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "tuyển dụng, chuyển công tác"
        ordering = ("-on", "pk")

    def __str__(self) -> str:
        return f"{self.person} từ {self.on:%d/%m/%Y}"


class Statement(OfSubject, Record):
    """Xác nhận of something no record can tell: a standard in words, "không đang bị xem xét", targets exceeded.

    ``code`` is the key of the finding that it settles.
    """

    year = models.PositiveIntegerField("năm")
    code = models.CharField("nội dung xác nhận", max_length=60)
    holds = models.BooleanField("đúng")
    words = NormalisedText("căn cứ xác nhận", blank=True)
    file = models.ForeignKey("plans.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    history = HistoricalRecords()

    objects = SubjectQuerySet["Statement"].as_manager()

    class Meta:
        verbose_name = "xác nhận"
        ordering = ("-year", "code")
        constraints = [
            one_of("person", "unit", "statement_of_one_subject"),
            models.UniqueConstraint(
                fields=["person", "year", "code"], condition=Q(person__isnull=False), name="statement_once_person"
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "code"], condition=Q(unit__isnull=False), name="statement_once_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.year}: {self.subject}"


class Praise(OfSubject, Record):
    """Biểu dương trước tập thể, without an award."""

    year = models.PositiveIntegerField("năm")
    praised_on = models.DateField("ngày")
    content = NormalisedText("nội dung")
    place = NormalisedChar("nơi biểu dương", max_length=200, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    search_key = SearchKey()
    history = HistoricalRecords(excluded_fields=["search_key"])

    SEARCHED = ("content", "place")

    class Meta:
        verbose_name = "biểu dương"
        ordering = ("-praised_on", "pk")
        constraints = [one_of("person", "unit", "praise_of_one_subject")]

    def __str__(self) -> str:
        return f"Biểu dương {self.subject}"
