"""The hand-over pack for the system above: which columns its sheet has, in which order, under which heads. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from awards.rules.nominee import Nominee
from plans.rules.sheet_cells import clean
from plans.rules.text import fold

SEXES: Mapping[str, str] = {"male": "Nam", "female": "Nữ"}
UNKNOWN_SOURCE = (
    "Chưa có mẫu nhập của hệ thống cấp trên. Bộ cột dưới đây là tạm; khi có mẫu, chọn lại cột, đổi tên, đổi thứ tự và "
    "ghi văn bản hoặc người cung cấp mẫu."
)


@dataclass(frozen=True, slots=True)
class PackRow:
    """What a row of the sheet is made of."""

    number: int
    nominee: Nominee
    office: str
    letter_number: str
    letter_date: dt.date | None
    missing: tuple[str, ...] = ()
    files: int = 0
    twice_reason: str = ""


class Field(NamedTuple):
    """Something a column can hold. ``personal`` is shown only to who may see personal data."""

    head: str
    value: Callable[[PackRow], str]
    width: int = 20
    personal: bool = False


def _day(day: dt.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


FIELDS: Mapping[str, Field] = {
    "number": Field("STT", lambda row: str(row.number), 6),
    "name": Field("Họ và tên, tên tập thể", lambda row: row.nominee.name, 30),
    "kind": Field("Đối tượng", lambda row: "Tập thể" if row.nominee.is_unit else "Cá nhân", 12),
    "sex": Field("Giới tính", lambda row: SEXES.get(row.nominee.sex, ""), 10, personal=True),
    "birth": Field("Ngày sinh", lambda row: _day(row.nominee.birth_date), 13, personal=True),
    "position": Field("Chức vụ", lambda row: row.nominee.position, 22),
    "unit": Field("Đơn vị", lambda row: "" if row.nominee.is_unit else row.nominee.unit, 30),
    "office": Field("Cơ quan đề nghị", lambda row: row.office, 24),
    "title": Field("Danh hiệu thi đua đề nghị", lambda row: row.nominee.honour if row.nominee.is_title else "", 30),
    "form": Field("Hình thức khen thưởng đề nghị", lambda row: "" if row.nominee.is_title else row.nominee.honour, 30),
    "award_kind": Field("Loại khen thưởng", lambda row: row.nominee.kind, 16),
    "year": Field("Năm thành tích", lambda row: str(row.nominee.year), 10),
    "achievement": Field("Tóm tắt thành tích", lambda row: row.nominee.achievement, 50),
    "ratings": Field("Xếp loại 5 năm gần nhất", lambda row: row.nominee.rating_words, 40),
    "titles": Field("Danh hiệu đã được tặng", lambda row: "; ".join(one.words for one in row.nominee.titles), 40),
    "forms": Field(
        "Hình thức khen đã được tặng", lambda row: "; ".join(one.words for one in row.nominee.commendations), 40
    ),
    "works": Field("Sáng kiến được công nhận", lambda row: "; ".join(one.words for one in row.nominee.works), 40),
    "letter": Field("Số tờ trình", lambda row: row.letter_number, 18),
    "letter_date": Field("Ngày tờ trình", lambda row: _day(row.letter_date), 13),
    "files": Field("Số tệp kèm theo", lambda row: str(row.files), 10),
    "missing": Field("Hồ sơ còn thiếu", lambda row: "; ".join(row.missing), 40),
    "twice": Field("Lý do trình cả hai hệ", lambda row: row.twice_reason, 30),
}
_COMMON = ("number", "name", "position", "unit", "office", "title", "form", "year", "achievement", "ratings")
DEFAULTS: Mapping[str, tuple[str, ...]] = {
    "province": (*_COMMON, "titles", "forms", "works", "letter", "letter_date"),
    "ministry": (*_COMMON, "forms", "letter", "letter_date"),
}


class PackColumn(NamedTuple):
    """A column of the sheet: what it holds and its head."""

    field: str
    head: str


def default_columns(track: str) -> list[PackColumn]:
    """The columns of a track before the office chose its own."""
    return [PackColumn(name, FIELDS[name].head) for name in DEFAULTS[track]]


def columns_from(kept: Sequence[Mapping[str, Any]], track: str) -> list[PackColumn]:
    """The kept columns; one whose field is not known any more is left out, none at all means the default ones.

    >>> columns_from([{"field": "name", "head": "Tên"}, {"field": "gone", "head": "x"}], "province")
    [PackColumn(field='name', head='Tên')]
    """
    found = [
        PackColumn(str(one["field"]), str(one.get("head") or FIELDS[one["field"]].head))
        for one in kept
        if one.get("field") in FIELDS
    ]
    return found or default_columns(track)


def shown_columns(columns: Iterable[PackColumn], *, personal: bool) -> list[PackColumn]:
    """Without those that hold personal data where the person may not see it."""
    return [column for column in columns if personal or not FIELDS[column.field].personal]


def needs_personal(columns: Iterable[PackColumn]) -> bool:
    """Whether a column holds personal data."""
    return any(FIELDS[column.field].personal for column in columns)


def cells(row: PackRow, columns: Iterable[PackColumn]) -> tuple[str, ...]:
    """The row as the sheet shows it: words on one line each."""
    return tuple(clean(" ".join(FIELDS[column.field].value(row).split())) for column in columns)


def camel(text: str) -> str:
    """Words without accents and spaces, for systems that take no others.

    >>> camel("Nguyễn Văn Đức")
    'NguyenVanDuc'
    """
    return "".join(word.capitalize() for word in "".join(c if c.isalnum() else " " for c in fold(text)).split())
