"""The register as rows with the ten columns of Nghị định 30/2020/NĐ-CP, Phụ lục IV: screen, A4 and XLSX."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from plans.models import IssuedPaper, PaperDispatch, User
from plans.papers.content import Align, Column, Row
from plans.rules.official import short_date
from plans.rules.text import fold

HEADS = (
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Người ký",
    "Nơi nhận văn bản",
    "Đơn vị, người nhận bản lưu",
    "Số lượng bản",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
)
_WIDTHS = (11, 9, 21, 11, 17, 10, 6, 8, 8, 9)
_XLSX_WIDTHS = (18, 14, 48, 22, 40, 24, 10, 24, 24, 24)


@dataclass(frozen=True)
class RegisterRow:
    """One paper as the register shows it; ``cells`` are the ten columns in words."""

    pk: int
    cells: tuple[str, ...]
    has_number: bool
    sent: int
    lines: int


def papers_matching(user: User, *, q: str, year: int | None, series: str) -> QuerySet[IssuedPaper]:
    """Papers of the register by words, year and series, newest first."""
    papers = IssuedPaper.objects.visible_to(user)
    for word in fold(q).split():
        papers = papers.filter(search_key__contains=word)
    if year:
        papers = papers.filter(year=year)
    if series:
        papers = papers.filter(series=series)
    return papers


def rows_of(papers: Any) -> list[RegisterRow]:
    """The rows of a page or of the whole register: two queries, whatever their number."""
    lines = PaperDispatch.objects.order_by("order", "pk")
    found = papers.only(
        "pk", "number", "symbol", "issued_on", "kind", "abstract", "signer", "recipients", "keeper", "copies", "note"
    )
    return [_row(paper) for paper in found.prefetch_related(Prefetch("dispatches", queryset=lines))]


def _row(paper: IssuedPaper) -> RegisterRow:
    lines = list(paper.dispatches.all())
    sent = [line for line in lines if line.sent_on]
    cells = (
        paper.symbol_line,
        short_date(paper.issued_on) if paper.issued_on else "",
        f"{paper.kind}: {paper.abstract}",
        paper.signer,
        "; ".join(paper.recipients.splitlines()),
        paper.keeper,
        str(paper.copies or ""),
        ", ".join(dict.fromkeys(short_date(line.sent_on) for line in sent if line.sent_on)),
        "; ".join(dict.fromkeys(line.receipt for line in lines if line.receipt)),
        paper.note,
    )
    return RegisterRow(paper.pk, cells, paper.number is not None, len(sent), len(lines))


def print_columns() -> list[Column]:
    """The ten columns on A4 landscape."""
    centred = {0, 1, 6, 7}
    return [
        Column(head, width, Align.CENTER if place in centred else Align.LEFT)
        for place, (head, width) in enumerate(zip(HEADS, _WIDTHS, strict=True))
    ]


def print_rows(rows: Iterable[RegisterRow]) -> list[Row]:
    return [Row(row.cells) for row in rows]


def register_sheet(rows: Iterable[RegisterRow], *, title: str, criteria: str) -> bytes:
    """The register as XLSX; every cell is text, so that nothing in it is taken for a formula."""
    from openpyxl import Workbook  # noqa: PLC0415 - a fifth of a second, only when exported
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Sổ văn bản đi")
    lines: list[tuple[str, ...]] = [(title,), (criteria,), HEADS, *(row.cells for row in rows)]
    for number, line in enumerate(lines, start=1):
        for place, text in enumerate(line, start=1):
            cell = sheet.cell(row=number, column=place, value=text)
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=number > 2, vertical="top")
            cell.font = Font(name="Times New Roman", size=12, bold=number in (1, 3))
    for place, width in enumerate(_XLSX_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A4"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.print_title_rows = "3:3"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
