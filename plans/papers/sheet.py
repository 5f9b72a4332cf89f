"""A list as a spreadsheet: the columns and rows of its printed form, each cell as what it is.

No text can become a formula: every cell of words is written with the data type of text, and those that begin with a
sign of calculation carry the mark of a quoted text as well, so that they stay words when somebody edits them.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from plans.papers.content import Align, Column, GroupRow, Row, Words, plain
from plans.papers.listing import NOTHING_FOUND, PORTRAIT_COLUMNS
from plans.rules.official import short_date
from plans.rules.sheet_cells import Value, clean, is_dated, is_formula_like, parted, values_of

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

FONT, SIZE = "Times New Roman", 12
PORTRAIT_WIDTH, LANDSCAPE_WIDTH = 92, 132  # characters over a page
NARROWEST, DATE_WIDTH, NOTE_SHARE = 7, 13, 0.8
LINE_HEIGHT = 16.5  # points
A4 = 9
QUOTED = "quoted"
NUMBER_FORMATS = {"date": "dd/mm/yyyy", "datetime": "dd/mm/yyyy hh:mm:ss"}
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\']")
_CENTRED = {Align.CENTER: "center", Align.RIGHT: "right"}


class _Field(NamedTuple):
    """A column of the sheet with its cells."""

    title: str
    width: float
    align: Align
    values: list[Value]


def render_sheet(
    *,
    kind: str,
    subject: str,
    columns: Sequence[Column],
    rows: Sequence[Row | GroupRow],
    criteria: str,
    total: Words,
    at: dt.datetime,
    made_by: str,
    groups: str,
) -> bytes:
    """The list as XLSX. ``at`` is the moment of its figures in office time; ``groups`` heads the column that the lines
    over the whole width become, so that the rows can be sorted and filtered.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - a tenth of a second, only when a sheet is made

    fields = _fields(columns, rows, groups)
    landscape = len(fields) > PORTRAIT_COLUMNS
    widths = _widths(fields, LANDSCAPE_WIDTH if landscape else PORTRAIT_WIDTH)
    moment = f"Số liệu đến {at:%H} giờ {at:%M} ngày {short_date(at.date())}."
    notes = [f"Điều kiện lọc: {criteria}. {moment} Người tải: {made_by}.", plain(total)]
    head = [" ".join(f"{kind} {subject}".split()), *notes]
    height = max((len(field.values) for field in fields), default=0)
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = made_by, clean(head[0])
    sheet: Any = book.create_sheet(_FORBIDDEN_IN_NAME.sub(" ", kind.capitalize())[:31].strip() or "Danh sách")
    _lay_out(sheet, widths, head, height, landscape=landscape)
    foot = f"Tải lúc {at:%H:%M} ngày {short_date(at.date())}, {made_by}"
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = foot.replace("&", "&&"), "Trang &P/&N"
    cells = Cells(sheet, styles_of(book))
    for place, words in enumerate(head):
        sheet.append(cells.row([clean(words)], ["note" if place else "title"]))
    sheet.append(cells.row((" ".join(field.title.split()) for field in fields), ["head"] * len(fields)))
    looks = [field.align for field in fields]
    for line in zip(*(field.values for field in fields), strict=True):
        sheet.append(cells.row(line, looks))
    if not height:
        sheet.append(cells.row([NOTHING_FOUND], ["note"]))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _fields(columns: Sequence[Column], rows: Sequence[Row | GroupRow], groups: str) -> list[_Field]:
    """The columns with their cells; a column of dates with words beside them becomes two."""
    lines, names = _flat(rows, len(columns))
    fields = []
    if any(names):
        widest = max(column.width for column in columns)
        fields.append(_Field(groups, widest * NOTE_SHARE, Align.LEFT, list(names)))
    for place, column in enumerate(columns):
        texts = [line[place] for line in lines]
        if is_dated(texts):
            pairs = [parted(text) for text in texts]
            notes: list[Value] = [rest or None for _, rest in pairs]
            fields.append(_Field(column.title, column.width, Align.CENTER, [day for day, _ in pairs]))
            fields.append(_Field(_beside(column.title), column.width, Align.LEFT, notes))
        else:
            fields.append(_Field(column.title, column.width, column.align, values_of(texts)))
    return fields


def _beside(title: str) -> str:
    """The head of the column that keeps what was written beside the dates, in the letters of the other heads."""
    return f"GHI CHÚ {title}" if title.isupper() else f"Ghi chú {title[:1].lower()}{title[1:]}"


def _flat(rows: Iterable[Row | GroupRow], size: int) -> tuple[list[tuple[str, ...]], list[str]]:
    """The cells of every row, and beside them the group it stands under. A group without rows keeps a line."""
    lines: list[tuple[str, ...]] = []
    names: list[str] = []
    group, empty = "", False
    for row in [*rows, GroupRow("")]:
        if isinstance(row, GroupRow):
            if empty:
                lines.append(("",) * size)
                names.append(group)
            group, empty = clean(row.title), bool(row.title)
        else:
            lines.append(tuple(clean(plain(cell)) for cell in row.cells))
            names.append(group)
            empty = False
    return lines, names


def _widths(fields: Sequence[_Field], room: int) -> list[float]:
    """The widths in characters: the shares of the printed form, no narrower than a date or a word needs."""
    whole = sum(field.width for field in fields) or 1
    widths = []
    for field in fields:
        least = DATE_WIDTH if any(isinstance(value, dt.date) for value in field.values[:50]) else NARROWEST
        longest_word = max((len(word) for word in field.title.split()), default=0) + 3
        widths.append(max(round(field.width * room / whole, 1), least, longest_word))
    return widths


def _lay_out(sheet: Any, widths: Sequence[float], head: Sequence[str], height: int, *, landscape: bool) -> None:
    """Widths, the lines above the table, its frozen head with the filter, and the A4 page."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    last, top = get_column_letter(len(widths)), len(head) + 1
    for number, words in enumerate(head, start=1):
        sheet.merged_cells.add(f"A{number}:{last}{number}")
        lines = math.ceil(len(words) * (1.2 if number == 1 else 1) / sum(widths)) or 1
        sheet.row_dimensions[number].height = lines * LINE_HEIGHT + (6 if number == 1 else 0)
    sheet.freeze_panes = f"A{top + 1}"
    sheet.auto_filter.ref = f"A{top}:{last}{top + height}"
    sheet.print_title_rows = f"{top}:{top}"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.6, 0.4, 0.6, 0.7


def styles_of(book: Workbook) -> dict[Any, str]:
    """The looks of the cells, kept in the book by name."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side  # noqa: PLC0415

    line = Side(style="thin", color="C3CDD9")
    box = Border(left=line, right=line, top=line, bottom=line)
    plain_font, bold = Font(name=FONT, size=SIZE), Font(name=FONT, size=SIZE, bold=True)
    looks: dict[Any, dict[str, Any]] = {
        "title": {"font": Font(name=FONT, size=14, bold=True), "alignment": Alignment(wrap_text=True, vertical="top")},
        "note": {"font": plain_font, "alignment": Alignment(wrap_text=True, vertical="top")},
        "head": {
            "font": bold,
            "fill": PatternFill("solid", fgColor="E3EEFA"),
            "border": box,
            "alignment": Alignment(horizontal="center", vertical="center", wrap_text=True),
        },
    }
    for align in Align:
        place = Alignment(horizontal=_CENTRED.get(align), vertical="top", wrap_text=True)
        looks[align] = {"font": plain_font, "border": box, "alignment": place}
    names = {look: f"tdkt {look}" for look in looks}
    for look, parts in looks.items():
        book.add_named_style(NamedStyle(name=names[look], **parts))
    return names


class Cells:
    """The cells of one sheet: one object for each column and sort of value, written again and again.

    A row is written out before the next one is filled, and to make a styled cell costs far more than to fill it.
    """

    def __init__(self, sheet: Any, styles: dict[Any, str]) -> None:
        self.sheet, self.styles = sheet, styles
        self.made: dict[tuple[int, Any, str], Any] = {}

    def fill(self, place: int, value: Value, look: Any) -> Any:
        sort = _sort_of(value)
        cell = self.made.get((place, look, sort))
        if cell is None:
            cell = self.made[place, look, sort] = self._make(look, sort)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # never a formula, whatever the text begins with
        return cell

    def row(self, values: Iterable[Value], looks: Iterable[Any]) -> list[Any]:
        return [self.fill(place, value, look) for place, (value, look) in enumerate(zip(values, looks, strict=True))]

    def _make(self, look: Any, sort: str) -> Any:
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

        cell: Any = WriteOnlyCell(self.sheet)
        cell.style = self.styles[look]
        cell.number_format = NUMBER_FORMATS.get(sort, "General")
        if sort == QUOTED:
            cell.quotePrefix = True
        return cell


def _sort_of(value: Value) -> str:
    if isinstance(value, str):
        return QUOTED if is_formula_like(value) else "words"
    return type(value).__name__
