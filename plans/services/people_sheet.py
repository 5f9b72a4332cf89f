"""The staff list as an XLSX sheet: its columns, written out and read back as text (``people_import`` takes it in)."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from plans.errors import DomainError
from plans.models import Person, PositionGroup, Sex, Training, Unit, UnitKind, User
from plans.rules.sniff import FileKind, check_upload
from plans.rules.text import fold, nfc
from plans.services import audit

MAX_ROWS = 2000
MAX_BYTES = 3 * 1024 * 1024
SHEET = "Nhân sự"
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
HEADS = {name: head for name, head, _ in COLUMNS}
NEEDED = ("full_name", "unit")


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
    check_upload(data, FileKind.XLSX)
    if len(data) > MAX_BYTES:
        raise DomainError("Tệp lớn hơn 3 MB. Bỏ hình ảnh, trang tính không cần rồi tải lên lại.")
    lines = _read(data)
    places = _places(lines)
    rows = []
    for number, cells in enumerate(lines[1:], start=2):
        texts = {name: _text(cells[place]) if place < len(cells) else "" for name, place in places.items()}
        if any(texts.values()):
            rows.append({"row": number, **texts})
    if not rows:
        raise DomainError("Trang tính chưa có dòng nào dưới dòng tiêu đề. Điền danh sách rồi tải lên lại.")
    return rows


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
    import openpyxl  # noqa: PLC0415 - 0.1 s, only when a sheet is made
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(SHEET)
    for place, (_, head, width) in enumerate(COLUMNS, start=1):
        cell = sheet.cell(1, place, head)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, values in enumerate(rows, start=2):
        for place, value in enumerate(values, start=1):
            cell = sheet.cell(number, place, value)
            cell.data_type, cell.number_format = "s", "@"  # a name that begins with "=" is a name, not a formula
    sheet.freeze_panes = "A2"
    _write_accepted(book.create_sheet("Giá trị được nhận"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_accepted(sheet: Any) -> None:
    units = [unit.name for unit in Unit.objects.active() if is_home(unit)]
    lists = {
        "unit": units,
        **{name: list(words.values()) for name, words in CHOICES.items()},
        "birth_date": ["dd/mm/yyyy, ví dụ 05/11/1990"],
        "is_active": list(ACTIVE_WORDS.values()),
    }
    for place, (name, values) in enumerate(lists.items(), start=1):
        for number, value in enumerate([HEADS[name], *values], start=1):
            sheet.cell(number, place, value).data_type = "s"


def _read(data: bytes) -> list[tuple[Any, ...]]:
    import openpyxl  # noqa: PLC0415

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book[SHEET] if SHEET in book.sheetnames else book.worksheets[0]
        lines = []
        for line in sheet.iter_rows(max_col=50, values_only=True):
            lines.append(tuple(line))
            if len(lines) > MAX_ROWS + 1:
                raise DomainError(f"Trang tính dài quá {MAX_ROWS} dòng. Tách thành nhiều tệp rồi nhập từng tệp.")
    except DomainError:
        raise
    except Exception as problem:  # openpyxl raises many kinds on a damaged book
        raise DomainError("Tệp Excel bị hỏng, không đọc được. Mở bằng Excel, lưu lại rồi tải lên.") from problem
    return lines


def _places(lines: Sequence[tuple[Any, ...]]) -> dict[str, int]:
    """Which column holds which field, by the heads of the first line."""
    heads = [fold(_text(cell)) for cell in lines[0]] if lines else []
    places = {name: heads.index(fold(head)) for name, head, _ in COLUMNS if fold(head) in heads}
    missing = [HEADS[name] for name in NEEDED if name not in places]
    if missing:
        accepted = ", ".join(HEADS.values())
        raise DomainError(f"Dòng 1 thiếu cột «{'», «'.join(missing)}». Các cột được nhận: {accepted}.")
    return places


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime | dt.date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(nfc(str(cell)).split())


def is_home(unit: Unit) -> bool:
    """Whether people work there."""
    return unit.kind not in (UnitKind.GROUP, UnitKind.EXTERNAL)
