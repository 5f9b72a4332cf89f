"""A list as an XLSX sheet that people fill in: written with its accepted values, and read back as text by field."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from plans.errors import DomainError
from plans.rules.sniff import FileKind, check_upload
from plans.rules.text import fold, nfc

MAX_BYTES = 3 * 1024 * 1024
ACCEPTED_PAGE = "Giá trị được nhận"
DAMAGED = "Tệp Excel bị hỏng, không đọc được. Mở bằng Excel, lưu lại rồi tải lên."
NO_ROWS = "Trang tính chưa có dòng nào dưới dòng tiêu đề. Điền danh sách rồi tải lên lại."


@dataclass(frozen=True)
class SheetLayout:
    """The page's name and its columns: field, head, width in characters. The ``needed`` ones must be there."""

    page: str
    columns: tuple[tuple[str, str, int], ...]
    needed: tuple[str, ...]
    most_rows: int = 2000

    @property
    def heads(self) -> dict[str, str]:
        return {name: head for name, head, _ in self.columns}


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell, and what would be accepted there."""

    row: int
    column: str
    value: str
    message: str


class SheetRow(Protocol):
    """One row of a dry run."""

    @property
    def faults(self) -> list[Fault]: ...


R_co = TypeVar("R_co", bound=SheetRow, covariant=True)


@dataclass(frozen=True)
class DryRun(ABC, Generic[R_co]):
    """A whole sheet as the dry run sees it."""

    rows: tuple[R_co, ...]

    @property
    def faults(self) -> list[Fault]:
        return [fault for row in self.rows for fault in row.faults]

    @property
    @abstractmethod
    def shown(self) -> list[Any]:
        """What the page of the dry run says, as plain data."""

    @property
    def digest(self) -> str:
        """Names what the dry run showed, so that only that is carried out."""
        return hashlib.sha256(json.dumps(self.shown, ensure_ascii=False).encode()).hexdigest()


def write_sheet(layout: SheetLayout, rows: Iterable[Sequence[str]], accepted: Mapping[str, Sequence[str]]) -> bytes:
    """The sheet of ``rows``; a second page tells what each column of ``accepted`` takes."""
    return write_pages([(layout, rows)], {layout.heads[name]: values for name, values in accepted.items()})


def write_pages(
    pages: Iterable[tuple[SheetLayout, Iterable[Sequence[str]]]], accepted: Mapping[str, Sequence[str]]
) -> bytes:
    """A book of several sheets; its last page tells, head by head, what the columns take, where anything is to tell."""
    import openpyxl  # noqa: PLC0415 - 0.1 s, only when a sheet is made

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for layout, rows in pages:
        _write_page(book.create_sheet(layout.page), layout, rows)
    if accepted:
        page = book.create_sheet(ACCEPTED_PAGE)
        for place, (head, values) in enumerate(accepted.items(), start=1):
            for number, value in enumerate([head, *values], start=1):
                page.cell(number, place, value).data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_page(sheet: Any, layout: SheetLayout, rows: Iterable[Sequence[str]]) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for place, (_, head, width) in enumerate(layout.columns, start=1):
        cell = sheet.cell(1, place, head)
        cell.data_type = "s"
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(place)].width = width
    for number, values in enumerate(rows, start=2):
        for place, value in enumerate(values, start=1):
            cell = sheet.cell(number, place, value)
            cell.data_type, cell.number_format = "s", "@"  # a name that begins with "=" is a name, not a formula
    sheet.freeze_panes = "A2"


def read_sheet(layout: SheetLayout, data: bytes) -> list[dict[str, Any]]:
    """The rows of an uploaded sheet as text by field, with their row number. Raises DomainError in words."""
    book = _opened(data)
    sheet = book[layout.page] if layout.page in book.sheetnames else book.worksheets[0]
    rows = _rows(layout, _lines(layout, sheet))
    if not rows:
        raise DomainError(NO_ROWS)
    return rows


def read_pages(layouts: Sequence[SheetLayout], data: bytes) -> dict[str, list[dict[str, Any]]]:
    """The rows of each page of an uploaded book that has one of ``layouts``, by its name. Raises DomainError in words.

    A formula that was never worked out is given as it is written, so that whoever reads the cell can say so.
    """
    book, written = _opened(data), _opened(data, values=False)
    names = {fold(name): name for name in book.sheetnames}
    found = {}
    for layout in layouts:
        name = names.get(fold(layout.page))
        if name is not None:
            values, formulas = _lines(layout, book[name]), _lines(layout, written[name])
            found[layout.page] = _rows(layout, [_told(*pair) for pair in zip(values, formulas, strict=True)])
    if not found:
        raise DomainError(f"Tệp không có trang nào tên «{'», «'.join(layout.page for layout in layouts)}».")
    if not any(found.values()):
        raise DomainError(NO_ROWS)
    return found


def one_of(choices: Mapping[str, str], text: str) -> str:
    """The key of the words that ``text`` says, accents and capitals aside. Raises ValueError with what is accepted."""
    for value, words in choices.items():
        if fold(words) == fold(text):
            return value
    raise ValueError(f"không có trong danh mục; nhận: {'; '.join(choices.values())}")


def _opened(data: bytes, *, values: bool = True) -> Any:
    """The uploaded book, with the values of its formulas or the formulas themselves."""
    import openpyxl  # noqa: PLC0415

    check_upload(data, FileKind.XLSX)
    if len(data) > MAX_BYTES:
        raise DomainError("Tệp lớn hơn 3 MB. Bỏ hình ảnh, trang tính không cần rồi tải lên lại.")
    try:
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=values)
    except Exception as problem:  # openpyxl raises many kinds on a damaged book
        raise DomainError(DAMAGED) from problem


def _lines(layout: SheetLayout, sheet: Any) -> list[tuple[Any, ...]]:
    try:
        lines = []
        for line in sheet.iter_rows(max_col=50, values_only=True):
            lines.append(tuple(line))
            if len(lines) > layout.most_rows + 1:
                raise DomainError(
                    f"Trang tính dài quá {layout.most_rows} dòng. Tách thành nhiều tệp rồi nhập từng tệp."
                )
    except DomainError:
        raise
    except Exception as problem:  # a damaged page shows itself only when it is read
        raise DomainError(DAMAGED) from problem
    return lines


def _rows(layout: SheetLayout, lines: Sequence[tuple[Any, ...]]) -> list[dict[str, Any]]:
    places = _places(layout, lines)
    rows = []
    for number, cells in enumerate(lines[1:], start=2):
        texts = {name: _text(cells[place]) if place < len(cells) else "" for name, place in places.items()}
        if any(texts.values()):
            rows.append({"row": number, **texts})
    return rows


def _told(values: tuple[Any, ...], formulas: tuple[Any, ...]) -> tuple[Any, ...]:
    """A line with the formula in place of the value that is not there."""
    return tuple(
        written if value is None and isinstance(written, str) and written.startswith("=") else value
        for value, written in zip(values, formulas, strict=True)
    )


def _places(layout: SheetLayout, lines: Sequence[tuple[Any, ...]]) -> dict[str, int]:
    """Which column holds which field, by the heads of the first line."""
    heads = [fold(_text(cell)) for cell in lines[0]] if lines else []
    known = layout.heads
    places = {name: heads.index(fold(head)) for name, head in known.items() if fold(head) in heads}
    missing = [known[name] for name in layout.needed if name not in places]
    if missing:
        accepted = ", ".join(known.values())
        raise DomainError(f"Dòng 1 thiếu cột «{'», «'.join(missing)}». Các cột được nhận: {accepted}.")
    return places


def _text(cell: Any) -> str:
    """A cell as people write it; a broken number with a comma."""
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime | dt.date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return f"{cell:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    return " ".join(nfc(str(cell)).split())
