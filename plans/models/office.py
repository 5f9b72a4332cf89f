"""The office: its name on papers, its units and groups, its people and their accounts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth import get_backends
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from plans.models.base import NameKey, NormalisedChar, NormalisedText, Record, SearchKey
from plans.rules.status import SOON_DAYS


class Office(models.Model):
    """The issuing body as its papers print it (tên cơ quan, địa danh, ký hiệu). There is one row."""

    name = NormalisedChar("tên cơ quan", max_length=200, help_text="Viết thường, ví dụ: Sở Ngoại vụ")
    heading = NormalisedChar("tên in trên văn bản", max_length=200, help_text="Ví dụ: SỞ NGOẠI VỤ")
    parent_heading = NormalisedChar("cơ quan chủ quản", max_length=200, blank=True, help_text="UBND TỈNH LẠNG SƠN")
    place = NormalisedChar("địa danh", max_length=100, help_text="Ví dụ: Lạng Sơn")
    symbol = NormalisedChar(
        "ký hiệu cơ quan",
        max_length=30,
        help_text="Phần sau dấu gạch trong số, ký hiệu, ví dụ SNgV trong KH-SNgV (tạm, cần xác nhận)",
    )
    soon_days = models.PositiveSmallIntegerField("báo sắp đến hạn trước (ngày)", default=SOON_DAYS)
    reminder_days = models.CharField(
        "nhắc trước hạn (ngày)", max_length=60, default="7, 3, 1", help_text="Cách nhau dấu phẩy, ví dụ: 7, 3, 1"
    )
    silent_days = models.PositiveSmallIntegerField("coi là im lặng khi không báo quá (ngày)", default=30)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    version = models.PositiveIntegerField("phiên bản", default=1)
    history = HistoricalRecords()

    class Meta:
        verbose_name = "cơ quan"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="office_is_one_row")]

    def __str__(self) -> str:
        return self.name


class UnitKind(models.TextChoices):
    """Loại đơn vị."""

    LEADERSHIP = "leadership", "Lãnh đạo"
    DIVISION = "division", "Phòng"
    SUBORDINATE = "subordinate", "Đơn vị trực thuộc"
    COUNCIL = "council", "Hội đồng"
    GROUP = "group", "Nhóm đơn vị"
    EXTERNAL = "external", "Cơ quan ngoài"


class GroupScope(models.TextChoices):
    """Whom a group stands for."""

    LISTED = "listed", "Các đơn vị chọn dưới đây"
    DIVISIONS = "divisions", "Mọi phòng"
    ALL = "all", "Mọi phòng và đơn vị trực thuộc"


# The kinds of unit that a group stands for by its scope; one that lists its members names them itself
SCOPE_KINDS: dict[str, frozenset[str]] = {
    GroupScope.DIVISIONS: frozenset({UnitKind.DIVISION}),
    GroupScope.ALL: frozenset({UnitKind.DIVISION, UnitKind.SUBORDINATE}),
}


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units as questions ask for them."""

    def active(self) -> UnitQuerySet:
        return self.filter(is_active=True)


class Unit(Record):
    """Đơn vị: a division, an office, a council, or a group of them, named as plans name it."""

    name = NormalisedChar("tên đơn vị", max_length=200)
    short_name = NormalisedChar("tên ngắn", max_length=60, blank=True)
    aliases = NormalisedText("cách viết khác", blank=True, help_text="Mỗi dòng một cách viết trong các kế hoạch")
    kind = models.CharField("loại", max_length=20, choices=UnitKind.choices, default=UnitKind.DIVISION)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="thuộc"
    )
    order = models.PositiveIntegerField("thứ tự", default=100)
    group_scope = models.CharField(
        "nhóm gồm", max_length=20, choices=GroupScope.choices, default=GroupScope.LISTED, blank=True
    )
    members = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="groups", verbose_name="đơn vị trong nhóm"
    )
    is_standing = models.BooleanField("thường trực TĐKT", default=False)
    is_active = models.BooleanField("đang dùng", default=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    search_key = SearchKey()
    history = HistoricalRecords(m2m_fields=[members], excluded_fields=["search_key"])

    objects = UnitQuerySet.as_manager()
    SEARCHED = ("name", "short_name", "aliases")

    class Meta:
        verbose_name = "đơn vị"
        ordering = ("order", "name")
        constraints = [
            models.UniqueConstraint(fields=["name"], name="unit_name_is_unique"),
            models.UniqueConstraint(fields=["is_standing"], condition=Q(is_standing=True), name="unit_one_standing"),
            models.CheckConstraint(
                condition=~Q(kind__in=["group", "external"], is_standing=True), name="unit_standing_is_of_the_office"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name for narrow lists, else the full one."""
        return self.short_name or self.name


class Sex(models.TextChoices):
    """Giới tính, kept for the statistics alone."""

    MALE = "male", "Nam"
    FEMALE = "female", "Nữ"


class PositionGroup(models.TextChoices):
    """Nhóm chức vụ, as the statistics of awards count it."""

    DEPARTMENT_LEADER = "department_leader", "Lãnh đạo Sở"
    UNIT_LEADER = "unit_leader", "Lãnh đạo phòng, đơn vị"
    SPECIALIST = "specialist", "Công chức, viên chức chuyên môn"
    WORKER = "worker", "Người lao động"


class Training(models.TextChoices):
    """Trình độ đào tạo."""

    DOCTOR = "doctor", "Tiến sĩ"
    MASTER = "master", "Thạc sĩ"
    UNIVERSITY = "university", "Đại học"
    COLLEGE = "college", "Cao đẳng"
    INTERMEDIATE = "intermediate", "Trung cấp"
    OTHER = "other", "Khác"


class PersonQuerySet(models.QuerySet["Person"]):
    """People as questions ask for them."""

    def visible_to(self, user: User) -> PersonQuerySet:
        """The whole staff list for those who work with it; for everybody else, oneself."""
        return self if user.has_perm("plans.see_staff") else self.filter(pk=user.person_id or 0)

    def active(self) -> PersonQuerySet:
        return self.filter(is_active=True)


class Person(Record):
    """Công chức, viên chức, người lao động: somebody on the staff list, with or without an account."""

    full_name = NormalisedChar("họ và tên", max_length=100)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people", verbose_name="đơn vị")
    position = NormalisedChar("chức vụ", max_length=100, blank=True)
    position_group = models.CharField("nhóm chức vụ", max_length=20, choices=PositionGroup.choices, blank=True)
    sex = models.CharField("giới tính", max_length=10, choices=Sex.choices, blank=True)
    birth_date = models.DateField("ngày sinh", null=True, blank=True)
    training = models.CharField("trình độ đào tạo", max_length=20, choices=Training.choices, blank=True)
    email = models.EmailField("thư điện tử", blank=True)
    phone = NormalisedChar("điện thoại", max_length=30, blank=True)
    is_active = models.BooleanField("đang công tác", default=True)
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    sort_key = NameKey()
    search_key = SearchKey()
    history = HistoricalRecords(excluded_fields=["search_key", "sort_key"])

    objects = PersonQuerySet.as_manager()
    SEARCHED = ("full_name", "position")  # not the e-mail: searching would tell it to those who may not see it

    class Meta:
        verbose_name = "nhân sự"
        ordering = ("sort_key",)

    def __str__(self) -> str:
        return self.full_name


class User(AbstractUser):
    """Tài khoản: somebody who logs in. Names and mail come from the person."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    person = models.OneToOneField(
        Person, models.PROTECT, null=True, blank=True, related_name="user", verbose_name="nhân sự"
    )
    is_sample = models.BooleanField("dữ liệu mẫu", default=False)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    digest_by_mail = models.BooleanField("nhận thư nhắc buổi sáng", default=True)
    digest_without = models.JSONField("nhóm việc không nhắc buổi sáng", default=list, blank=True)
    single_keys = models.BooleanField("dùng phím tắt", default=True)
    seen_dashboard_at = models.DateTimeField(null=True, blank=True, editable=False)
    dashboard_since = models.DateTimeField(null=True, blank=True, editable=False)  # the look before that one
    version = models.PositiveIntegerField("phiên bản", default=1)

    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "tài khoản"
        ordering = ("username",)

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """The person's name; reads the person once."""
        return self.person.full_name if self.person else self.username

    get_short_name = get_full_name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """What the table of rights says; Django's superuser flag opens nothing here."""
        return any(backend.has_perm(self, perm, obj) for backend in get_backends() if hasattr(backend, "has_perm"))


class Role(models.TextChoices):
    """Vai trò of an account; the unit contact's holds at one unit."""

    ADMIN = "admin", "Quản trị"
    STANDING = "standing", "Thường trực TĐKT"
    LEADER = "leader", "Lãnh đạo Sở"
    CONTACT = "contact", "Đầu mối đơn vị"
    CLERK = "clerk", "Văn thư"
    MEMBER = "member", "Cá nhân"


class RoleHolding(models.Model):
    """That a user holds a role, at a unit where the role asks for one."""

    user = models.ForeignKey(User, models.CASCADE, related_name="holdings", verbose_name="tài khoản")
    role = models.CharField("vai trò", max_length=20, choices=Role.choices)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="holdings", verbose_name="đơn vị"
    )

    class Meta:
        verbose_name = "vai trò"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit"], condition=Q(unit__isnull=False), name="holding_once_per_unit"
            ),
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(unit__isnull=True), name="holding_once_without_unit"
            ),
            models.CheckConstraint(
                condition=~Q(role="contact") | Q(unit__isnull=False), name="holding_contact_has_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.unit})" if self.unit else self.get_role_display()


class SpecialDay(models.Model):
    """Ngày nghỉ lễ, or a day off worked in exchange (làm bù)."""

    class Kind(models.TextChoices):
        OFF = "off", "Nghỉ"
        WORKED = "worked", "Làm bù"

    date = models.DateField("ngày", unique=True)
    kind = models.CharField("loại", max_length=10, choices=Kind.choices)
    name = NormalisedChar("tên", max_length=150)
    estimated = models.BooleanField("ước tính, chờ thông báo", default=False)
    version = models.PositiveIntegerField("phiên bản", default=1)

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        ordering = ("date",)

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.name}"
