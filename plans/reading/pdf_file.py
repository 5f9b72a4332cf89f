"""PDF with a text layer to lines and grids, by the places of the words (pdfplumber).

Ruled tables are taken by their cells; text outside them by lines, cut where a wide gap parts two columns. The default
reading order of a PDF scrambles columns (plan-variations.md §7), so it is never used.
"""

from __future__ import annotations

import io
import re
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from plans.reading.attachment import exact_reading
from plans.reading.checks import check_letters
from plans.reading.furniture import is_bare_number
from plans.reading.layout import Block, Cell, Grid, Line, Row, Sheet
from plans.reading.normalise import clean, convert_legacy, squeeze
from plans.reading.pdf_attachment import attached_plan
from plans.reading.pdf_columns import OpenTable, find_open_table, go_on_table
from plans.reading.pdf_places import (
    Word,
    at_edge,
    edges_of,
    is_centred,
    lone_side,
    open_ends,
    rows_of,
    segments_of_row,
    set_rights,
    within,
)
from plans.reading.results import Reading, ReadWarning, Refused, SourceLine

MAX_PAGES = 80
MAX_SECONDS = 60.0  # for all pages; a plan takes well under one a page
MIN_LETTERS = 120  # a page; below it the text layer of a scan holds page numbers and stamps only
_WORDS = {
    "x_tolerance": 1.5,
    "y_tolerance": 3,
    "keep_blank_chars": False,
    "use_text_flow": False,
    "extra_attrs": ["upright"],
}


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


class _Reader:
    """Reads the pages of one PDF into lines and grids."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.source: list[SourceLine] = []
        self.blocks: list[Block] = []
        self.furniture: set[int] = set()
        self.converted: list[int] = []
        self.guessed: list[int] = []  # lines of tables whose columns no rule parts
        self.images = 0
        self.ends: dict[int, tuple[str, int]] = {}  # lines at page ends by number: their words and height
        self.edges = Counter[tuple[str, int]]()  # on how many pages each stands
        self.open: OpenTable | None = None  # a table without upright rules that may go on with the next page

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
        if self.guessed:
            sheet.warnings.append(
                ReadWarning(
                    "guessed_columns",
                    "Bảng không kẻ đủ khung nên các cột được đoán theo khoảng trắng; hãy đối chiếu từng nhiệm vụ.",
                    "tasks",
                    tuple(self.guessed),
                )
            )
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
        settings = {"explicit_horizontal_lines": open_ends(page)}
        tables = [table for table in page.find_tables(settings) if len(table.cells) > 1]
        inside = [[word for word in words if within(word, table.bbox)] for table in tables]
        taken = {id(word) for group in inside for word in group}
        free = [word for word in words if id(word) not in taken]
        lines = rows_of(free)
        opened = self._open_tables(page, lines)
        held = {i for table in opened for i in range(table.first, table.end)}
        parts: list[tuple[float, int, Any]] = [
            (line[0]["top"], 0, line) for i, line in enumerate(lines) if i not in held
        ]
        parts += [(lines[table.first][0]["top"], 2, (table, lines[table.first : table.end])) for table in opened]
        parts += [(table.bbox[1], 1, (table, group)) for table, group in zip(tables, inside, strict=True) if group]
        parts.sort(key=lambda part: part[:2])
        last = parts[-1][0] if parts else 0.0
        for place, (top, kind, part) in enumerate(parts):
            if kind == 1:
                self.blocks.append(self._grid(page, part[0].cells, part[1]))
            elif kind == 2:
                begin = len(self.source)
                boxes = part[0].boxes(part[1])
                self.blocks.append(self._grid(page, boxes, [word for line in part[1] for word in line]))
                self.guessed += range(begin + 1, len(self.source) + 1)
            else:
                edge = place == 0 or top == last or top < page.height * 0.08 or top > page.height * 0.92
                self._free_line(page, part, edge=edge)

    def _free_line(self, page: Any, row: list[Word], *, edge: bool) -> None:
        segments = segments_of_row(row)
        place = (re.sub(r"\d+", "#", " ".join(word["text"] for word in row)), round(row[0]["top"] / 3))
        self.edges[place] += edge
        for k, segment in enumerate(segments):
            line = self._line(page, segment)
            if edge and len(segments) == 1 and is_bare_number(line.text):
                self.furniture.add(line.number)
                continue
            if edge:
                self.ends[line.number] = place
            side = ("L" if k == 0 else "R") if len(segments) > 1 else lone_side(line, page)
            self.blocks.append(_replace(line, side=side, centred=not side and is_centred(line, page)))

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

    def _open_tables(self, page: Any, lines: list[list[Word]]) -> list[OpenTable]:
        """The tables without upright rules of a page, the rest of the one before it first."""
        rules = edges_of(float(edge["top"]) for edge in page.edges if edge["orientation"] == "h")
        found: list[OpenTable] = []
        table = find_open_table(lines, rules)
        if self.open is not None and (table is None or table.first > 0):
            rest = go_on_table(lines[: table.first] if table else lines, self.open.spans, rules)
            found += [rest] if rest else []
        while table is not None:
            found.append(table)
            table = find_open_table(lines, rules, table.end)
        self.open = found[-1] if found else None
        return found

    def _grid(self, page: Any, boxes: Sequence[Sequence[float]], words: list[Word]) -> Grid:
        """A ruled table as a grid: a cell over several rows or columns stands in each of them."""
        xs = edges_of([box[0] for box in boxes] + [box[2] for box in boxes])
        ys = edges_of([box[1] for box in boxes] + [box[3] for box in boxes])
        empty = [[Cell() for _ in xs[1:]] for _ in ys[1:]]
        for box in sorted(boxes, key=lambda b: (b[1], b[0])):
            cell = Cell(self._cell_lines(page, [word for word in words if within(word, box)], box))
            for r in range(at_edge(ys, box[1]), at_edge(ys, box[3])):
                for c in range(at_edge(xs, box[0]), at_edge(xs, box[2])):
                    empty[r][c] = cell
        rows = [Row(cells) for cells in empty]
        if rows:
            rows[0].opens_part = True
        set_rights(rows, xs)
        return Grid(rows, edges=tuple(round(x) for x in xs))

    def _cell_lines(self, page: Any, words: list[Word], box: Sequence[float]) -> list[Line]:
        return [self._line(page, row, float(box[2])) for row in rows_of(words)]


def _replace(line: Line, *, side: str, centred: bool) -> Line:
    return Line(line.number, line.text, line.x0, line.x1, line.right, line.first, line.space, line.page, side, centred)


def _with_right(line: Line, right: float) -> Line:
    limit = line.x1 if line.side else right
    return Line(
        line.number, line.text, line.x0, line.x1, limit, line.first, line.space, line.page, line.side, line.centred
    )
