"""DOCX to lines and grids: paragraphs in order, tables with merges resolved, Word's own list numbers written out.

python-docx opens the package and parses it; the walk is over the XML itself, because python-docx gives no list
numbers, skips content controls and text boxes, and repeats merged cells.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from plans.reading.checks import check_letters
from plans.reading.docx_numbers import ListNumbers
from plans.reading.layout import Block, Cell, Grid, Line, Row, Sheet, side_parts
from plans.reading.normalise import clean, convert_legacy, squeeze
from plans.reading.results import ReadWarning, Refused, SourceLine

MAX_PARAGRAPHS = 20_000
MAX_ROWS = 3_000
MAX_COLUMNS = 60
MAX_NESTING = 6

_P, _TBL, _TR, _TC, _R = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "r"))
_THROUGH = {
    qn(f"w:{name}")
    for name in ("sdt", "sdtContent", "ins", "hyperlink", "smartTag", "customXml", "fldSimple", "moveTo")
}
_T, _TAB, _BR, _CR, _HYPHEN = (qn(f"w:{name}") for name in ("t", "tab", "br", "cr", "noBreakHyphen"))
_TEXT_BOX = qn("w:txbxContent")
_VAL = qn("w:val")


def docx_sheet(data: bytes) -> Sheet:
    """The common form of a DOCX file. Raises Refused when it cannot be opened or is no readable Vietnamese."""
    try:
        document = docx.Document(io.BytesIO(data))
        walker = _Walker(ListNumbers(document))
        blocks = list(walker.blocks(document.element.body))
    except (Refused, MemoryError):
        raise
    except Exception as error:  # lxml, zipfile and python-docx each have their own errors for damaged files
        raise Refused(
            "corrupt",
            "Tệp Word bị hỏng, không mở được. Hãy mở bằng Word, lưu lại thành .docx hoặc xuất ra PDF rồi tải lên lại.",
        ) from error
    sheet = Sheet("docx", blocks, walker.source)
    sheet.warnings += check_letters("\n".join(line.text for line in walker.source))
    if walker.converted:
        sheet.warnings.append(
            ReadWarning(
                "tcvn3",
                "Chữ viết bằng bảng mã TCVN3 (ABC) đã được chuyển sang Unicode; hãy đối chiếu lại.",
                lines=tuple(walker.converted),
            )
        )
    return sheet


class _Walker:
    """Walks the body once and numbers each line."""

    def __init__(self, numbers: ListNumbers) -> None:
        self.numbers = numbers
        self.source: list[SourceLine] = []
        self.converted: list[int] = []
        self.rows = 0

    def blocks(self, parent: Any, depth: int = 0) -> Iterator[Block]:
        """Paragraphs and tables of a body or a content control."""
        for child in parent:
            if child.tag == _P:
                yield from self.paragraph(child)
                yield from self._boxes(child, depth)
            elif child.tag == _TBL:
                yield self.table(child, depth)
            elif child.tag in _THROUGH and depth < MAX_NESTING:
                yield from self.blocks(child, depth + 1)

    def _boxes(self, paragraph: Any, depth: int) -> Iterator[Block]:
        """Text boxes anchored in a paragraph; a box is stored twice (drawing and fallback), the first counts."""
        seen: set[str] = set()
        for box in paragraph.iter(_TEXT_BOX):
            words = "".join(t.text or "" for t in box.iter(_T))
            if words.strip() and words not in seen and depth < MAX_NESTING:
                seen.add(words)
                yield from self.blocks(box, depth + 1)

    def paragraph(self, element: Any) -> list[Line]:
        """The lines of one paragraph: a manual line break starts a new line."""
        label = self.numbers.label(element)
        texts = _text_of(element).split("\n")
        centred = _alignment(element) == "center"
        lines: list[Line] = []
        for place, raw in enumerate(texts):
            shown = f"{label} {raw}" if label and place == 0 else raw
            text, legacy = convert_legacy(shown)
            text = clean(text.replace("\t", "   "))
            if not text.strip() and lines:
                continue
            number = self._keep(text.rstrip())
            if legacy:
                self.converted.append(number)
            sides = side_parts(text.strip())
            if sides:
                lines += [Line(number, sides[0], side="L"), Line(number, sides[1], side="R")]
            else:
                lines.append(Line(number, squeeze(text), centred=centred))
        return [line for line in lines if line.text]

    def _keep(self, text: str) -> int:
        number = len(self.source) + 1
        if number > MAX_PARAGRAPHS:
            raise Refused("too_long", "Tệp quá dài so với một kế hoạch. Hãy chỉ giữ phần kế hoạch rồi tải lên lại.")
        self.source.append(SourceLine(number, None, text))
        return number

    def table(self, element: Any, depth: int) -> Grid:
        """A table as a grid; cells merged down or across share one object."""
        rows: list[Row] = []
        for tr in _rows(element):
            self.rows += 1
            if self.rows > MAX_ROWS:
                raise Refused(
                    "too_long", "Bảng quá dài so với một kế hoạch. Hãy chỉ giữ phần kế hoạch rồi tải lên lại."
                )
            rows.append(self._row(tr, rows[-1] if rows else None, depth))
        width = max((len(row.cells) for row in rows), default=0)
        for row in rows:
            row.cells += [Cell() for _ in range(width - len(row.cells))]
        return Grid(rows)

    def _row(self, tr: Any, above: Row | None, depth: int) -> Row:
        cells: list[Cell] = [Cell() for _ in range(min(_grid_before(tr), MAX_COLUMNS))]
        for tc in _cells(tr):
            span, merge = _merge(tc)
            if merge == "continue" and above is not None and len(cells) < len(above.cells):
                cell = above.cells[len(cells)]
                cell.lines.extend(self._cell_lines(tc, depth))
            else:
                cell = Cell(self._cell_lines(tc, depth))
            cells += [cell] * min(span, MAX_COLUMNS)
        return Row(cells[:MAX_COLUMNS])

    def _cell_lines(self, tc: Any, depth: int) -> list[Line]:
        lines: list[Line] = []
        if depth >= MAX_NESTING:
            return lines
        for block in self.blocks(tc, depth + 1):
            if isinstance(block, Line):
                lines.append(block)
            else:
                lines.extend(line for row in block.rows for cell in row.distinct() for line in cell.lines)
        return lines


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == _TR and child.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
            yield child
        elif child.tag in _THROUGH:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == _TC:
            yield child
        elif child.tag in _THROUGH:
            yield from _cells(child)


def _merge(tc: Any) -> tuple[int, str]:
    """How many columns a cell spans and whether it goes on with the one above."""
    properties = tc.find(qn("w:tcPr"))
    if properties is None:
        return 1, ""
    span = properties.find(qn("w:gridSpan"))
    down = properties.find(qn("w:vMerge"))
    merge = "" if down is None else down.get(_VAL, "continue")
    return _whole(span.get(_VAL) if span is not None else None, 1), merge


def _grid_before(tr: Any) -> int:
    found = tr.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    return _whole(found.get(_VAL), 0) if found is not None else 0


def _whole(value: str | None, default: int) -> int:
    return int(value) if value and value.isdigit() else default


def _text_of(element: Any) -> str:
    """The words of a paragraph as they stand: insertions taken, deletions and text boxes left out."""
    out: list[str] = []
    for child in element:
        if child.tag == _R:
            out.extend(_run(child))
        elif child.tag in _THROUGH:
            out.append(_text_of(child))
    return "".join(out)


def _run(run: Any) -> Iterator[str]:
    for part in run:
        if part.tag == _T:
            yield part.text or ""
        elif part.tag == _TAB:
            yield "\t"
        elif part.tag in {_BR, _CR}:
            yield "\n"
        elif part.tag == _HYPHEN:
            yield "-"


def _alignment(paragraph: Any) -> str:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:jc')}")
    return found.get(_VAL, "") if found is not None else ""
