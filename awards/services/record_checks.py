"""What is asked of each kind of entry before it may stand in a record."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.utils import timezone

from awards.models import Absence, Award, Discipline, Hold, Praise, Rating, Transfer
from emulation.models import AppliesTo
from plans.errors import DomainError
from plans.rules.document import FIRST_YEAR, LAST_YEAR


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DomainError(f"Nhập năm từ {FIRST_YEAR} đến {LAST_YEAR}.")
    if year > timezone.localdate().year:
        raise DomainError(f"Năm {year} chưa đến. Hồ sơ chỉ ghi việc đã có.")


def refuse_future(day: dt.date | None, what: str) -> None:
    """Refuse a day that has not come; ``what`` names it."""
    if day and day > timezone.localdate():
        raise DomainError(f"{what} {day:%d/%m/%Y} chưa đến. Kiểm tra lại.")


def _check_days(begins: dt.date, ends: dt.date | None) -> None:
    if ends and ends < begins:
        raise DomainError(f"Ngày kết thúc phải từ {begins:%d/%m/%Y} trở đi.")


def _same_subject(record: Any) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = type(record).objects.filter(person=record.person, unit=record.unit)
    return rows.exclude(pk=record.pk)


def check_rating(record: Rating) -> None:
    """One level a year."""
    _check_year(record.year)
    refuse_future(record.decided_on, "Ngày")
    other = _same_subject(record).filter(year=record.year).first()
    if other:
        raise DomainError(
            f"Năm {record.year} đã ghi “{other.get_level_display()}”. Sửa mục đó, không thêm mục thứ hai."
        )


def check_award(record: Award) -> None:
    """A title or a commendation, of the right kind of subject, a title once a year."""
    _check_year(record.year)
    refuse_future(record.decided_on, "Ngày quyết định")
    if (record.title_id is None) == (record.commendation_id is None):
        raise DomainError("Chọn một danh hiệu hoặc một hình thức khen thưởng, không chọn cả hai.")
    wrong = AppliesTo.COLLECTIVE if record.person_id else AppliesTo.INDIVIDUAL
    if record.honour.applies_to == wrong:
        raise DomainError(f"“{record.honour}” chỉ dành cho {wrong.label.lower()}. Chọn loại khác.")
    if record.decided_on and record.decided_on.year < record.year:
        raise DomainError(f"Quyết định ký trước năm thành tích {record.year}. Kiểm tra lại năm hoặc ngày.")
    if record.title_id and _same_subject(record).filter(title=record.title_id, year=record.year).exists():
        raise DomainError(f"Năm {record.year} đã ghi danh hiệu “{record.title}”. Sửa mục đó, không thêm mục thứ hai.")


def check_discipline(record: Discipline) -> None:
    """Decided already; its end, where known, comes after."""
    refuse_future(record.decided_on, "Ngày quyết định")
    _check_days(record.decided_on, record.ends_on)


def check_hold(record: Hold) -> None:
    """Begun already; one that has ended says with what conclusion."""
    refuse_future(record.since, "Ngày bắt đầu")
    if record.released_on:
        refuse_future(record.released_on, "Ngày kết thúc")
        _check_days(record.since, record.released_on)
        if not record.release_note.strip():
            raise DomainError("Đã ghi ngày kết thúc thì phải ghi kết luận.")


def check_absence(record: Absence) -> None:
    """It may still last."""
    _check_days(record.starts_on, record.ends_on)


def check_transfer(record: Transfer) -> None:
    """Months elsewhere are months of one year."""
    if record.months_there is not None and record.months_there > 12:
        raise DomainError("Một năm có 12 tháng. Kiểm tra số tháng ở đơn vị cũ.")


def check_praise(record: Praise) -> None:
    """Of one person or one unit; the year is that of the day."""
    if bool(record.person_id) == bool(record.unit_id):
        raise DomainError("Chọn một người hoặc một đơn vị, không chọn cả hai.")
    refuse_future(record.praised_on, "Ngày biểu dương")
    if not record.content.strip():
        raise DomainError("Ghi việc được biểu dương.")
    record.year = record.praised_on.year
