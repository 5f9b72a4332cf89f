"""What stands on an official paper, as plain data: the same content for the HTML preview, the PDF and the DOCX.

Parts and their order follow Nghị định 30/2020/NĐ-CP, Phụ lục I. Nothing here knows Django or a renderer; words are
NFC and already in capitals where the paper shows capitals. Lengths are millimetres, sizes are points.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from plans.papers.letters import width_mm
from plans.rules.status import CELL_WORDS, REPORT_CELLS

TEXT_WIDTH = 160.0  # A4 portrait between margins of 30 and 20 mm (Phụ lục I, phần I mục I.3)
TEXT_WIDTH_LANDSCAPE = 247.0
TALL_LINES = 12  # a table row longer than this may be split over two pages
CELL_PADDING = 1.5
SIGNATURES_A_LINE = 3


class Align(StrEnum):
    """How the words of a column or a paragraph stand."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words in one look. A line break inside ``text`` starts a new line of the cell or paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    small: bool = False


Words = str | tuple[str | Span, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """Ô 1–4: the issuer at the left, Quốc hiệu and Tiêu ngữ at the right, then the number and the place and date.

    ``number`` ("Số: 08/KH-SNgV") and ``place_date`` are lines as printed; empty leaves the place out. ``about`` is
    ô 5b, the "V/v …" under the number of a công văn.
    """

    agency: str
    parent_agency: str = ""
    number: str = ""
    place_date: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """Căn cứ: italic lines, each closed by ";", the last by "." unless it already carries a stop."""

    lines: tuple[str, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Addressees:
    """Ô 9a, "Kính gửi": one stands on the same line, several each on a line of their own."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 "I. MỤC ĐÍCH", level 2 "1. Mục đích"; level 0 stands in the middle ("QUYẾT ĐỊNH:", an authority line)."""

    text: str
    level: int = 1
    key: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """Mục lục: the headings of level 1 of the same body, each with the page it stands on."""

    title: str = "MỤC LỤC"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Body text; ``flush`` takes away the first-line indent and the justification (notes above and below a table)."""

    words: Words
    flush: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` is a share of the table; the shares of all columns are brought to a hundred by the renderers."""

    title: str
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """One row, a cell for each column. ``key`` names it for marks on the screen."""

    cells: tuple[Words, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A bold line over the whole width ("QUÝ I"), never the last of a page."""

    title: str


@dataclass(frozen=True, slots=True)
class Table:
    """A bordered table whose head is repeated on every page."""

    columns: tuple[Column, ...]
    rows: tuple[Row | GroupRow, ...]

    @property
    def size(self) -> int:
        """Size of the letters: 13 up to four columns, then 12, then 11 (chosen, Nghị định 30/2020 is silent)."""
        return 13 if len(self.columns) <= 4 else 12 if len(self.columns) <= 8 else 11

    def shares(self) -> list[float]:
        """The columns' widths in percent, two decimals."""
        total = sum(column.width for column in self.columns)
        return [round(column.width * 100 / total, 2) for column in self.columns]

    def is_tall(self, row: Row, text_width: float) -> bool:
        """Whether the row may be split: kept whole, a row of half a page would leave a hole above it."""
        most = 0
        for share, cell in zip(self.shares(), row.cells, strict=True):
            room = max(text_width * share / 100 - 2 * CELL_PADDING, 5.0)
            lines = sum(max(1, math.ceil(width_mm(line, self.size) / room)) for line in plain(cell).split("\n"))
            most = max(most, lines)
        return most > TALL_LINES


@dataclass(frozen=True, slots=True)
class Chart:
    """Tasks by the four cells as bars, drawn as on the screen, with the table of its numbers; in Word the table alone.

    ``bars`` are a name and its counts in the order of ``REPORT_CELLS``; ``stub`` heads the column of the names. A
    ``bare`` one has no table of its own: the one that follows it has its numbers.
    """

    title: str
    stub: str
    bars: tuple[tuple[str, tuple[int, ...]], ...]
    bare: bool = False

    @property
    def table(self) -> Table:
        """The numbers with their sums."""
        heads = ((CELL_WORDS[cell], 16.0) for cell in REPORT_CELLS)
        columns = tuple(Column(words, width, Align.CENTER) for words, width in (*heads, ("Cộng", 10.0)))
        sums = [sum(counts) for counts in zip(*(counts for _, counts in self.bars), strict=True)]
        rows = [(name, *counts, sum(counts)) for name, counts in self.bars]
        whole = Row(tuple((Span(str(cell), bold=True),) for cell in ("Cộng", *sums, sum(sums))))
        return Table(
            (Column(self.stub, 26), *columns), (*(Row(tuple(str(cell) for cell in row)) for row in rows), whole)
        )


Block = Basis | Addressees | Heading | Contents | Paragraph | Table | Chart


@dataclass(frozen=True, slots=True)
class Signature:
    """Ô 7: authority and office in capitals ("KT. GIÁM ĐỐC\\nPHÓ GIÁM ĐỐC"), an optional note, the name."""

    title: str
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """Phụ lục: on a page of its own, numbered from 1 again. ``label`` "Phụ lục I", ``reference`` "(Kèm theo …)"."""

    label: str
    title: str
    body: tuple[Block, ...]
    reference: str = ""
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, whole. A công văn has no ``kind``: no title stands above its text.

    ``body`` is printed in its order, so an authority line may stand before the căn cứ and "Kính gửi" after the title.
    One signature shares its lines with "Nơi nhận"; two or more stand beside each other (``signature_lines``) with
    "Nơi nhận" below.
    ``foot`` makes it an inner list: time and person at the foot with "Trang 1/1" instead of the number at the top.
    """

    header: Header
    kind: str
    subject: str = ""
    body: tuple[Block, ...] = ()
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    landscape: bool = False
    foot: str = ""

    @property
    def name(self) -> str:
        """The document's title in the properties of a file: "KẾ HOẠCH Công tác thi đua, khen thưởng năm 2026"."""
        return " ".join(f"{self.kind or self.header.about} {self.subject}".split())


def signature_lines(signatures: Sequence[Signature]) -> list[tuple[Signature, ...]]:
    """Several signatures in lines of at most three, as evenly as they go: four are two and two.

    >>> [len(line) for line in signature_lines([Signature(str(n)) for n in range(7)])]
    [3, 2, 2]
    """
    lines = math.ceil(len(signatures) / SIGNATURES_A_LINE)
    least, more = divmod(len(signatures), lines or 1)
    ends = list(itertools.accumulate((least + (place < more) for place in range(lines)), initial=0))
    return [tuple(signatures[start:end]) for start, end in itertools.pairwise(ends)]


def listed(body: tuple[Block, ...]) -> dict[int, Heading]:
    """The headings that a table of contents in ``body`` names, by their place in it; none where it has no contents."""
    if not any(isinstance(block, Contents) for block in body):
        return {}
    return {place: block for place, block in enumerate(body) if isinstance(block, Heading) and block.level == 1}


def text_width(*, landscape: bool) -> float:
    """Width of the text block in millimetres."""
    return TEXT_WIDTH_LANDSCAPE if landscape else TEXT_WIDTH


def spans(words: Words) -> Iterator[Span]:
    """The words as spans, whichever way they were given."""
    for part in (words,) if isinstance(words, str) else words:
        yield Span(part) if isinstance(part, str) else part


def plain(words: Words) -> str:
    """The words without their look."""
    return words if isinstance(words, str) else "".join(span.text for span in spans(words))


def lines(words: Words) -> list[tuple[Span, ...]]:
    """The words parted at their line breaks; a span that runs over a break goes on in the next line.

    >>> [[span.text for span in line] for line in lines(("a\\nb", Span("c", bold=True)))]
    [['a'], ['b', 'c']]
    """
    parted: list[list[Span]] = [[]]
    for span in spans(words):
        for index, text in enumerate(span.text.split("\n")):
            if index:
                parted.append([])
            if text:
                parted[-1].append(Span(text, span.bold, span.italic, span.small))
    return [tuple(line) for line in parted]


def closed(items: Sequence[str]) -> list[str]:
    """The lines of a list with their stops: ";" after each, "." after the last (Phụ lục I, phần I mục II.6, II.9).

    >>> closed(["Sở Nội vụ", "Lưu: VT"])
    ['Sở Nội vụ;', 'Lưu: VT.']
    """
    stops = itertools.chain(itertools.repeat(";", len(items) - 1), ".") if items else ()
    return [item if item.endswith((";", ".")) else item + stop for item, stop in zip(items, stops, strict=True)]
