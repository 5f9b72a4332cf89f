"""PDF with a text layer to lines and grids, by the places of the words (pdfplumber).

Ruled tables are taken by their cells; text outside them by lines, cut where a wide gap parts two columns. The default
reading order of a PDF scrambles columns (plan-variations.md §7), so it is never used.
"""

from __future__ import annotations

import io
import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from plans.reading.attachment import MAX_ATTACHMENT, NAME, exact_reading, plan_from_json
from plans.reading.checks import check_letters
from plans.reading.furniture import is_bare_number
from plans.reading.layout import Block, Cell, Grid, Line, Row, Sheet, is_mark
from plans.reading.normalise import clean, convert_legacy, squeeze
from plans.reading.results import Reading, ReadWarning, Refused, SourceLine
from plans.rules.document import PlanDocument

MAX_PAGES = 80
MAX_SECONDS = 60.0  # for all pages; a plan takes well under one a page
MIN_LETTERS = 120  # a page; below it the text layer of a scan holds page numbers and stamps only
COLUMN_GAP = 22.0  # points between two columns set side by side
_WORDS = {
    "x_tolerance": 1.5,
    "y_tolerance": 3,
    "keep_blank_chars": False,
    "use_text_flow": False,
    "extra_attrs": ["upright"],
}

Word = dict[str, Any]


def pdf_sheet(data: bytes) -> Sheet | Reading:
    """The common form of a PDF, or the plan itself when our own PDF carries it. Raises Refused otherwise."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise Refused(
                    "too_long", f"Tệp PDF dài hơn {MAX_PAGES} trang. Hãy tách riêng phần kế hoạch rồi tải lên lại."
                )
            reader = _Reader(pdf)
            reader.read()
            saved = attached_plan(pdf)
    except (Refused, MemoryError):
        raise
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise _locked() from error
    except PdfminerException as error:
        if any(isinstance(arg, PDFPasswordIncorrect | PDFEncryptionError) for arg in error.args):
            raise _locked() from error
        if any(isinstance(arg, MemoryError) for arg in error.args):
            raise MemoryError from error
        raise _corrupt() from error
    except Exception as error:  # pdfminer lets many kinds of error through on damaged files
        raise _corrupt() from error
    if saved is not None:
        return exact_reading(saved, tuple(reader.source), "pdf")
    reader.check()
    return reader.sheet()


def _locked() -> Refused:
    return Refused("password", "Tệp PDF có mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi tải lên lại.")


def _corrupt() -> Refused:
    return Refused("corrupt", "Tệp PDF bị hỏng, không mở được. Hãy xuất lại PDF từ tệp gốc rồi tải lên lại.")


def attached_plan(pdf: Any) -> PlanDocument | None:
    """The plan in the attachment ``ke-hoach-<year>.json`` of our own PDF, None without a valid one."""
    for name, data in _attachments(pdf.doc.catalog):
        if NAME.match(name):
            plan = plan_from_json(data)
            if plan is not None:
                return plan
    return None


def _attachments(catalog: Any) -> Iterable[tuple[str, bytes]]:
    """Embedded files, from the name tree and from the associated files (/AF) of PDF/A-3."""
    from pdfminer.pdftypes import dict_value, list_value, resolve1, stream_value  # noqa: PLC0415 - only for our own PDFs

    names = dict_value(dict_value(catalog.get("Names", {})).get("EmbeddedFiles", {}))
    specs: list[Any] = []
    todo, seen = [names], 0
    while todo and seen < 100:
        node = todo.pop()
        seen += 1
        specs += list_value(node.get("Names", []))[1::2]
        todo += [dict_value(kid) for kid in list_value(node.get("Kids", []))]
    specs += list_value(catalog.get("AF", []))
    for spec in specs[:20]:
        values = dict_value(spec)
        name = _string(resolve1(values.get("UF") or values.get("F") or b""))
        stream = resolve1(dict_value(values.get("EF", {})).get("F"))
        if stream is not None and name:
            data = stream_value(stream).get_data()
            if len(data) <= MAX_ATTACHMENT:
                yield name, data


def _string(value: Any) -> str:
    if not isinstance(value, bytes):
        return str(value)
    return value.decode("utf-16", "replace") if value[:2] in {b"\xfe\xff", b"\xff\xfe"} else value.decode("latin-1")


class _Reader:
    """Reads the pages of one PDF into lines and grids."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.source: list[SourceLine] = []
        self.blocks: list[Block] = []
        self.furniture: set[int] = set()
        self.converted: list[int] = []
        self.images = 0
        self.ends: dict[int, tuple[str, int]] = {}  # lines at page ends by number: their words and height
        self.edges = Counter[tuple[str, int]]()  # on how many pages each stands

    def read(self) -> None:
        """Read page by page; a file made to keep the reader busy is given up between two pages."""
        end = time.monotonic() + MAX_SECONDS
        for page in self.pdf.pages:
            if time.monotonic() > end:
                raise Refused(
                    "too_slow",
                    "Tệp PDF này đọc quá lâu nên không được nhận. Hãy xuất lại PDF từ tệp Word rồi tải lên lại.",
                )
            self._page(page)
            page.close()
        self._drop_running_lines()

    def _drop_running_lines(self) -> None:
        """A line that stands at the same height of two pages with the same words is their header or footer."""
        running = {number for number, place in self.ends.items() if self.edges[place] > 1}
        self.furniture |= running
        self.blocks = [b for b in self.blocks if not (isinstance(b, Line) and b.number in running)]

    def check(self) -> None:
        """Refuse scans and foreign OCR before anything is read."""
        text = "\n".join(line.text for line in self.source)
        letters = sum(c.isalpha() for c in text)
        pages = max(len(self.pdf.pages), 1)
        if letters < MIN_LETTERS * (pages if self.images else 1) or text.count("(cid:") > letters / 20:
            raise Refused(
                "scan",
                "Tệp PDF là bản quét (ảnh), không có lớp chữ để đọc. Hãy dùng tệp Word gốc hoặc PDF xuất trực "
                "tiếp từ Word.",
            )
        self.warnings = check_letters(text)

    def sheet(self) -> Sheet:
        sheet = Sheet("pdf", self.blocks, self.source, self.furniture, list(self.warnings))
        right = max((b.x1 for b in self.blocks if isinstance(b, Line) and not b.side), default=0.0)
        sheet.blocks = [_with_right(b, right) if isinstance(b, Line) else b for b in self.blocks]
        if self.converted:
            sheet.warnings.append(
                ReadWarning(
                    "tcvn3",
                    "Chữ viết bằng bảng mã TCVN3 (ABC) đã được chuyển sang Unicode; hãy đối chiếu lại.",
                    lines=tuple(self.converted),
                )
            )
        return sheet

    def _page(self, page: Any) -> None:
        words = [word for word in page.extract_words(**_WORDS) if word["upright"]]
        self.images += len(page.images)
        settings = {"explicit_horizontal_lines": _open_ends(page)}
        tables = [table for table in page.find_tables(settings) if len(table.cells) > 1]
        inside = [[word for word in words if _within(word, table.bbox)] for table in tables]
        taken = {id(word) for group in inside for word in group}
        free = [word for word in words if id(word) not in taken]
        parts: list[tuple[float, int, Any]] = [(rows[0]["top"], 0, rows) for rows in _rows_of(free)]
        parts += [(table.bbox[1], 1, (table, group)) for table, group in zip(tables, inside, strict=True) if group]
        parts.sort(key=lambda part: part[:2])
        last = parts[-1][0] if parts else 0.0
        for place, (top, kind, part) in enumerate(parts):
            if kind == 1:
                self.blocks.append(self._grid(page, *part))
            else:
                edge = place == 0 or top == last or top < page.height * 0.08 or top > page.height * 0.92
                self._free_line(page, part, edge=edge)

    def _free_line(self, page: Any, row: list[Word], *, edge: bool) -> None:
        segments = _segments(row)
        for k, segment in enumerate(segments):
            line = self._line(page, segment)
            if edge and len(segments) == 1 and is_bare_number(line.text):
                self.furniture.add(line.number)
                continue
            if edge and len(segments) == 1:
                self.ends[line.number] = (re.sub(r"\d+", "#", line.text), round(row[0]["top"] / 3))
                self.edges[self.ends[line.number]] += 1
            side = ("L" if k == 0 else "R") if len(segments) > 1 else _lone_side(line, page)
            self.blocks.append(_replace(line, side=side, centred=not side and _centred(line, page)))

    def _line(self, page: Any, words: Sequence[Word], right: float = 0.0) -> Line:
        text, legacy = convert_legacy(" ".join(word["text"] for word in words))
        text = squeeze(clean(text))
        number = len(self.source) + 1
        self.source.append(SourceLine(number, page.page_number, text))
        if legacy:
            self.converted.append(number)
        first = words[0]
        return Line(
            number, text, float(words[0]["x0"]), float(words[-1]["x1"]), right,
            float(first["x1"] - first["x0"]), float(first["bottom"] - first["top"]) * 0.25, page.page_number,
        )  # fmt: skip

    def _grid(self, page: Any, table: Any, words: list[Word]) -> Grid:
        """A ruled table as a grid: a cell over several rows or columns stands in each of them."""
        boxes = list(table.cells)
        xs = _edges([box[0] for box in boxes] + [box[2] for box in boxes])
        ys = _edges([box[1] for box in boxes] + [box[3] for box in boxes])
        empty = [[Cell() for _ in xs[1:]] for _ in ys[1:]]
        for box in sorted(boxes, key=lambda b: (b[1], b[0])):
            cell = Cell(self._cell_lines(page, [word for word in words if _within(word, box)], box))
            for r in range(_at(ys, box[1]), _at(ys, box[3])):
                for c in range(_at(xs, box[0]), _at(xs, box[2])):
                    empty[r][c] = cell
        rows = [Row(cells) for cells in empty]
        if rows:
            rows[0].opens_part = True
        _set_rights(rows, xs)
        return Grid(rows, edges=tuple(round(x) for x in xs))

    def _cell_lines(self, page: Any, words: list[Word], box: Sequence[float]) -> list[Line]:
        return [self._line(page, row, float(box[2])) for row in _rows_of(words)]


def _open_ends(page: Any) -> list[float]:
    """Where upright rules end without a level one: a row cut by the page break is often left open there."""
    level = [float(edge["top"]) for edge in page.edges if edge["orientation"] == "h"]
    upright = [edge for edge in page.edges if edge["orientation"] == "v" and edge["bottom"] - edge["top"] > 4]
    ends = {round(float(edge[side])) for edge in upright for side in ("top", "bottom")}
    return [y for y in sorted(ends) if all(abs(y - other) > 3 for other in level)] if upright else []


def _replace(line: Line, *, side: str, centred: bool) -> Line:
    return Line(line.number, line.text, line.x0, line.x1, line.right, line.first, line.space, line.page, side, centred)


def _with_right(line: Line, right: float) -> Line:
    limit = line.x1 if line.side else right
    return Line(
        line.number, line.text, line.x0, line.x1, limit, line.first, line.space, line.page, line.side, line.centred
    )


def _within(word: Word, box: Sequence[float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] - 0.5 <= x <= box[2] + 0.5 and box[1] - 0.5 <= y <= box[3] + 0.5)


def _rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words gathered to lines by their middle height, each line left to right."""
    rows: list[list[Word]] = []
    middle, height = -100.0, 0.0
    for word in sorted(words, key=lambda w: ((w["top"] + w["bottom"]) / 2, w["x0"])):
        y = (word["top"] + word["bottom"]) / 2
        if rows and abs(y - middle) < max(height, word["bottom"] - word["top"]) * 0.4:
            rows[-1].append(word)
        else:
            rows.append([word])
            middle, height = y, word["bottom"] - word["top"]
    for row in rows:
        row.sort(key=lambda w: w["x0"])
    return rows


def _segments(row: list[Word]) -> list[list[Word]]:
    """A line cut at the widest gap, where two columns stand side by side; a label before a tab is no column."""
    gaps = [(b["x0"] - a["x1"], k) for k, (a, b) in enumerate(pairwise(row), 1)]
    wide = [(gap, k) for gap, k in gaps if gap > COLUMN_GAP]
    if not wide:
        return [row]
    _, k = max(wide)
    left = " ".join(word["text"] for word in row[:k])
    if is_mark(left):
        return [row]
    return [row[:k], row[k:]]


def _lone_side(line: Line, page: Any) -> str:
    """A line alone in the right half («GIÁM ĐỐC» below the last recipient) stands right."""
    return "R" if line.x0 > page.width * 0.5 and len(line.text) < 60 else ""


def _centred(line: Line, page: Any) -> bool:
    width = float(page.width)
    inside = line.x0 > width * 0.17 and line.x1 < width * 0.87
    return inside and abs((line.x0 + line.x1) / 2 - width / 2) < width * 0.06


def _edges(values: Iterable[float]) -> list[float]:
    """Ruling positions with those closer than 3 points made one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > 3:
            edges.append(value)
    return edges


def _at(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda k: abs(edges[k] - value))


def _set_rights(rows: list[Row], xs: Sequence[float]) -> None:
    """The room of a cell ends one padding before its rule; the padding is the least left gap in its column."""
    for k in range(len(xs) - 1):
        cells = {id(row.cells[k]): row.cells[k] for row in rows if sum(c is row.cells[k] for c in row.cells) == 1}
        lines = [line for cell in cells.values() for line in cell.lines]
        if not lines:
            continue
        padding = min(max(min(line.x0 for line in lines) - xs[k], 0.0), 9.0)
        right = max(xs[k + 1] - padding, *(line.x1 for line in lines))
        for cell in cells.values():
            cell.lines = [
                Line(n.number, n.text, n.x0, n.x1, right - 0.5, n.first, n.space, n.page, n.side, n.centred)
                for n in cell.lines
            ]
