"""A statistical form as a spreadsheet in its own layout: heads in merged cells, numbers as numbers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from awards.papers.statistic import FormFacts
from awards.rules.statistic_count import Cell, cell_words
from awards.rules.statistic_form import Form, Measure
from awards.rules.statistic_words import moment_words
from plans.rules.sheet_cells import clean, is_formula_like

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FONT, A4 = "Times New Roman", 9
NAME_WIDTH, STUB_WIDTH, NUMBER_WIDTH = 44, 12, 12  # characters
Value = str | int | None
_Taken = set[tuple[int, int]]  # cells of the head that are written already


def form_sheet(facts: FormFacts) -> bytes:
    """The form as XLSX."""
    from openpyxl import Workbook  # noqa: PLC0415 - a tenth of a second, only when a sheet is made

    book = Workbook()
    sheet: Any = book.active
    form = facts.table.form
    sheet.title = form.key.replace("-", " ").capitalize()
    book.properties.creator, book.properties.title = facts.printed_by, clean(f"{form.label} {facts.when}")
    writer = _Writer(sheet, len(form.stubs) + len(facts.table.leaves))
    for words, bold in _above(facts):
        writer.across(words, bold=bold)
    top = writer.row
    writer.head(facts)
    sheet.print_title_rows = f"{top}:{writer.row - 1}"
    sheet.freeze_panes = f"B{writer.row}"
    for row, cells in facts.table.lines:
        if row.key:
            stubs = (row.code, row.unit)[: len(form.stubs) - 1]
            writer.line(row.title, stubs, [_value(cell) for cell in cells], depth=row.depth, bold=row.is_bold)
        else:
            writer.group(row.title)
    for note in facts.notes:
        writer.across(note)
    _lay_out(sheet, form, writer.width, facts)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _above(facts: FormFacts) -> Iterator[tuple[str, bool]]:
    form = facts.table.form
    if form.code:
        yield f"Biểu số: {form.code}", True
        yield f"Ban hành theo {form.basis}", False
        if form.due:
            yield f"Ngày nhận báo cáo: {form.due}", False
    yield f"Đơn vị báo cáo: {facts.agency}", False
    yield form.name.upper(), True
    yield f"{facts.when}. {moment_words(facts.at)}.", False


def _value(cell: Cell | None) -> Value:
    """A number where it says all there is to say, else the words of the printed form."""
    number, unknown = cell_words(cell)
    if cell is None or not number:
        return None
    if cell.is_recorded and not unknown and cell.measure is not Measure.CHANGE and cell.number:
        return cell.number
    return f"{number} {unknown}".strip()


class _Writer:
    """Writes row after row; every text is a text, never a formula."""

    def __init__(self, sheet: Worksheet, width: int) -> None:
        from openpyxl.styles import Alignment, Border, Font, Side  # noqa: PLC0415

        self.sheet, self.width, self.row = sheet, width, 1
        side = Side(style="thin")
        self.box = Border(left=side, right=side, top=side, bottom=side)
        self.fonts = {bold: Font(name=FONT, size=12, bold=bold) for bold in (True, False)}
        self.middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self.words = [Alignment(vertical="center", wrap_text=True, indent=depth) for depth in range(3)]

    def across(self, words: str, *, bold: bool = False) -> None:
        """A line over the whole width, without a frame."""
        cell = self._put(1, words, bold=bold)
        cell.alignment = self.words[0]
        self._merge(1, self.width)
        self.sheet.row_dimensions[self.row].height = 16.5 * (1 + len(words) // (NAME_WIDTH + 10 * self.width))
        self.row += 1

    def group(self, title: str) -> None:
        """A bold line that heads the rows below it."""
        for place in range(1, self.width + 1):
            self.sheet.cell(self.row, place).border = self.box
        self._put(1, title, bold=True).alignment = self.words[0]
        self._merge(1, self.width)
        self.row += 1

    def line(self, title: str, stubs: tuple[str, ...], values: list[Value], *, depth: int, bold: bool) -> None:
        for place, value in enumerate((title, *stubs, *values), start=1):
            cell = self._put(place, value, bold=bold)
            cell.border, cell.alignment = self.box, self.middle if place > 1 else self.words[depth]
        self.row += 1

    def head(self, facts: FormFacts) -> None:
        """The rows of the head, merged as on paper, and the line of letters under them."""
        table, first = facts.table, self.row
        depth, stubs = len(table.head), len(table.form.stubs)
        taken: _Taken = set()
        for place, title in enumerate(table.form.stubs, start=1):
            self._spread(first, place, title, taken, rows=depth, columns=1)
        for offset, cells in enumerate(table.head):
            place = stubs + 1
            lines = max((len(cell.title) / (NUMBER_WIDTH * cell.columns * cell.rows) for cell in cells), default=0)
            self.sheet.row_dimensions[first + offset].height = 16.5 * (1 + int(lines))
            for cell in cells:
                while (first + offset, place) in taken:
                    place += 1
                self._spread(first + offset, place, cell.title, taken, rows=cell.rows, columns=cell.columns)
        place, row = 1, first + depth
        for letter, columns in facts.letters:
            self._spread(row, place, letter, taken, rows=1, columns=columns)
            place += columns
        self.row = row + bool(facts.letters)

    def _spread(self, row: int, place: int, words: str, taken: _Taken, *, rows: int, columns: int) -> None:
        for down in range(row, row + rows):
            for right in range(place, place + columns):
                taken.add((down, right))
                self.sheet.cell(down, right).border = self.box
        cell = self.sheet.cell(row, place)
        cell.value, cell.font, cell.alignment = clean(words), self.fonts[True], self.middle
        if rows > 1 or columns > 1:
            self.sheet.merge_cells(
                start_row=row, start_column=place, end_row=row + rows - 1, end_column=place + columns - 1
            )

    def _put(self, place: int, value: Value, *, bold: bool) -> Any:
        cell: Any = self.sheet.cell(self.row, place)
        cell.font = self.fonts[bold]
        if isinstance(value, str):
            cell.value, cell.data_type = clean(value), "s"
            cell.quotePrefix = is_formula_like(value)
        else:
            cell.value = value
            cell.number_format = "#,##0"
        return cell

    def _merge(self, first: int, last: int) -> None:
        if last > first:
            self.sheet.merge_cells(start_row=self.row, start_column=first, end_row=self.row, end_column=last)


def _lay_out(sheet: Any, form: Form, width: int, facts: FormFacts) -> None:
    """Widths, and the A4 page in landscape."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for place in range(1, width + 1):
        wide = NAME_WIDTH if place == 1 else STUB_WIDTH if place <= len(form.stubs) else NUMBER_WIDTH
        sheet.column_dimensions[get_column_letter(place)].width = wide
    sheet.page_setup.paperSize, sheet.page_setup.orientation = A4, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    foot = f"Tải lúc {facts.at:%H:%M %d/%m/%Y}, {facts.printed_by}"
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = foot.replace("&", "&&"), "Trang &P/&N"
