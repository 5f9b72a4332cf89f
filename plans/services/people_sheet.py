"""The staff list as an XLSX sheet: its columns, written out and read back as text (``people_import`` takes it in)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from plans.models import Person, PositionGroup, Sex, Training, Unit, UnitKind, User
from plans.services import audit
from plans.services.sheet_file import SheetLayout, read_sheet, write_sheet

MAX_ROWS = 2000
ACTIVE_WORDS = {True: "Đang công tác", False: "Đã thôi"}
CHOICES: dict[str, dict[str, str]] = {
    "position_group": {value: str(words) for value, words in PositionGroup.choices},
    "sex": {value: str(words) for value, words in Sex.choices},
    "training": {value: str(words) for value, words in Training.choices},
}
# Field, head of the column, width in characters
COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("full_name", "Họ và tên", 28),
    ("unit", "Đơn vị", 38),
    ("position", "Chức vụ", 24),
    ("position_group", "Nhóm chức vụ", 28),
    ("sex", "Giới tính", 10),
    ("birth_date", "Ngày sinh", 12),
    ("training", "Trình độ đào tạo", 16),
    ("email", "Thư điện tử", 28),
    ("phone", "Điện thoại", 16),
    ("is_active", "Tình trạng", 16),
)
NEEDED = ("full_name", "unit")
LAYOUT = SheetLayout("Nhân sự", COLUMNS, NEEDED, MAX_ROWS)
HEADS = LAYOUT.heads


@transaction.atomic
def export_people(*, actor: User, people: Iterable[Person], criteria: str) -> bytes:
    """The sheet of ``people`` (units read along). It carries personal data, so the export is kept in the audit."""
    rows = [_cells_of(person) for person in people]
    audit.record(actor=actor, act="person.export", note=criteria, detail={"rows": len(rows)})
    return _write(rows)


def template_sheet() -> bytes:
    """An empty sheet with the heads and, on a second page, the accepted values."""
    return _write([])


def parse_sheet(data: bytes) -> list[dict[str, Any]]:
    """The rows of an uploaded sheet as text by field, with their row number. Raises DomainError in words."""
    return read_sheet(LAYOUT, data)


def _cells_of(person: Person) -> list[str]:
    return [words_of(name, getattr(person, name)) for name, _, _ in COLUMNS]


def words_of(name: str, value: Any) -> str:
    """A value as the sheet writes it."""
    if name == "is_active":
        return ACTIVE_WORDS[bool(value)]
    if name in CHOICES:
        return CHOICES[name].get(value, "")
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return str(value or "")


def _write(rows: Iterable[Sequence[str]]) -> bytes:
    accepted = {
        "unit": [unit.name for unit in Unit.objects.active() if is_home(unit)],
        **{name: list(words.values()) for name, words in CHOICES.items()},
        "birth_date": ["dd/mm/yyyy, ví dụ 05/11/1990"],
        "is_active": list(ACTIVE_WORDS.values()),
    }
    return write_sheet(LAYOUT, rows, accepted)


def is_home(unit: Unit) -> bool:
    """Whether people work there."""
    return unit.kind not in (UnitKind.GROUP, UnitKind.EXTERNAL)
