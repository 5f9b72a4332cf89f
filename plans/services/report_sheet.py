"""The annexes of a report as a spreadsheet: a sheet each, its tables as they are printed, every cell as what it is."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from plans.papers.content import Annex, Basis, Block, Chart, GroupRow, Heading, Paper, Paragraph, Row, Table, plain
from plans.papers.sheet import A4, LINE_HEIGHT, PORTRAIT_WIDTH, Cells, styles_of
from plans.rules.sheet_cells import Value, clean, values_of

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

LANDSCAPE_WIDTH, NARROWEST = 132, 7  # characters
NONE = "–"
NO_ANNEX = "Báo cáo không có phụ lục."


def annex_sheets(paper: Paper, *, made_by: str) -> bytes:
    """XLSX of the annexes of a report, drafted or frozen; one without annexes says so on its only sheet."""
    from openpyxl import Workbook  # noqa: PLC0415 - a tenth of a second, only when a sheet is made

    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = made_by, clean(paper.name)
    styles = styles_of(book)
    for annex in paper.annexes or (Annex("Phụ lục", NO_ANNEX, ()),):
        _Sheet(book, styles, annex, made_by).write()
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


class _Sheet:
    """Writes one annex, line under line."""

    def __init__(self, book: Workbook, styles: dict[Any, str], annex: Annex, made_by: str) -> None:
        self.annex, self.row = annex, 0
        self.sheet: Any = book.create_sheet(annex.label[:31])
        self.cells = Cells(self.sheet, styles)
        self.tables = [table for block in annex.body if (table := _table_of(block))]
        self.width = max((len(table.columns) for table in self.tables), default=1)
        self._lay_out(made_by)

    def write(self) -> None:
        self._across(f"{self.annex.label}. {self.annex.title}", "title")
        if self.annex.reference:
            self._across(self.annex.reference, "note")
        for block in self.annex.body:
            if isinstance(block, Chart) and not block.bare:
                self._across(block.title, "note")
            if table := _table_of(block):
                self._table(table)
            for words in _words_of(block):
                self._across(words, "note")

    def _across(self, words: str, look: str) -> None:
        """A line over the whole width."""
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        self.row += 1
        if self.width > 1:
            self.sheet.merged_cells.add(f"A{self.row}:{get_column_letter(self.width)}{self.row}")
        self.sheet.row_dimensions[self.row].height = math.ceil(len(words) * 1.2 / self.room) * LINE_HEIGHT
        self.sheet.append(self.cells.row([clean(words)], [look]))

    def _table(self, table: Table) -> None:
        looks: list[Any] = [column.align for column in table.columns]
        self._append([" ".join(column.title.split()) for column in table.columns], ["head"] * len(looks))
        whole = [[clean(plain(cell)) for cell in row.cells] for row in table.rows if isinstance(row, Row)]
        columns = [_values(texts) for texts in zip(*whole, strict=True)]
        typed = iter(zip(*columns, strict=True))
        for row in table.rows:
            if isinstance(row, GroupRow):
                self._append([clean(row.title)], ["head"])
            else:
                self._append(next(typed), looks)

    def _append(self, values: Sequence[Value], looks: Sequence[Any]) -> None:
        self.row += 1
        self.sheet.append(self.cells.row(values, looks))

    def _lay_out(self, made_by: str) -> None:
        """Widths after the widest table, and the A4 page."""
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        self.room = LANDSCAPE_WIDTH if self.annex.landscape else PORTRAIT_WIDTH
        widest = next((table for table in self.tables if len(table.columns) == self.width), None)
        shares = widest.shares() if widest else [100.0]
        for place, share in enumerate(shares, start=1):
            self.sheet.column_dimensions[get_column_letter(place)].width = max(share * self.room / 100, NARROWEST)
        setup = self.sheet.page_setup
        setup.paperSize, setup.orientation = A4, "landscape" if self.annex.landscape else "portrait"
        setup.fitToWidth, setup.fitToHeight = 1, 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True
        self.sheet.oddFooter.left.text, self.sheet.oddFooter.right.text = made_by.replace("&", "&&"), "Trang &P/&N"


def _values(texts: Sequence[str]) -> list[Value]:
    """The cells of a column; the dash of "none" is an empty cell among numbers and stays a dash among words."""
    counts = values_of(["" if text == NONE else text for text in texts])
    return counts if all(value is None or isinstance(value, int) for value in counts) else values_of(texts)


def _table_of(block: Block) -> Table | None:
    if isinstance(block, Chart):
        return None if block.bare else block.table
    return block if isinstance(block, Table) else None


def _words_of(block: Block) -> tuple[str, ...]:
    match block:
        case Paragraph():
            return (plain(block.words),)
        case Heading():
            return (block.text,)
        case Basis():
            return block.lines
    return ()
