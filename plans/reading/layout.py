"""The common form of text, DOCX and PDF: lines and grids in reading order. Everything after it is shared.

A ``Line`` knows how much room it had, so that a wrapped line can be told from a new one. A merged cell is one ``Cell``
object standing in several places of the grid: identity, not equality, says "the same cell".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from plans.reading.normalise import squeeze
from plans.reading.results import Kind, ReadWarning, SourceLine


@dataclass(frozen=True)
class Line:
    """One line of text with its place. ``right`` is the edge it could reach; 0 means it is a whole paragraph."""

    number: int
    text: str
    x0: float = 0.0
    x1: float = 0.0
    right: float = 0.0
    first: float = 0.0  # width of the first word
    space: float = 1.0  # width of a space
    page: int | None = None
    side: str = ""  # "L" or "R" where two columns stand beside each other
    centred: bool = False
    exact: bool = True  # the widths are measured (PDF) or the line is a paragraph (DOCX); text only guesses
    also: tuple[int, ...] = ()  # further source lines in it (the row of a table kept as words)

    @property
    def numbers(self) -> tuple[int, ...]:
        return (self.number, *self.also)


@dataclass(eq=False)
class Cell:
    """One table cell; merged cells share the object over all rows and columns they span."""

    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines if line.text)

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(n for line in self.lines for n in line.numbers)


@dataclass(eq=False)
class Row:
    """One table row; ``opens_part`` marks the first row after a page break, which may continue the row before."""

    cells: list[Cell]
    opens_part: bool = False

    def distinct(self) -> list[Cell]:
        """The non-empty cells, each once."""
        seen: dict[int, Cell] = {}
        for cell in self.cells:
            if cell.text:
                seen.setdefault(id(cell), cell)
        return list(seen.values())

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(number for cell in self.distinct() for number in cell.numbers)


@dataclass(eq=False)
class Grid:
    """A table. ``guessed`` says its cells were told apart by their words only (linear text)."""

    rows: list[Row]
    guessed: bool = False
    edges: tuple[float, ...] = ()


Block = Line | Grid


@dataclass
class Sheet:
    """One document in the common form. ``furniture`` are lines dropped on purpose: page numbers, rules, stamps."""

    kind: Kind
    blocks: list[Block]
    source: list[SourceLine]
    furniture: set[int] = field(default_factory=set)
    warnings: list[ReadWarning] = field(default_factory=list)


@dataclass(frozen=True)
class Para:
    """One paragraph put together from its lines."""

    text: str
    numbers: tuple[int, ...]
    centred: bool = False


_ROMAN = r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})"
ITEM_START = re.compile(
    r"^(?!\d+-[A-ZĐ&]{2,}/)(?:"  # «57-NQ/TW» is the symbol of a paper
    r"[-–—•●▪◦*+✓➢❖]\s*(?=\S)"
    rf"|{_ROMAN}\s*[.\-)]\s*(?=\S)"
    r"|(?:PHẦN|Phần|CHƯƠNG|Mục|MỤC)\s+(?:[A-Z]|[IVX]+|\d+|thứ)\b"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}\s*[.)\-]\s*(?=[^\W\d_]|[\"“(])"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\s+(?=[^\W\d_]|[\"“(])"
    r"|[A-Ea-hđ]\s*[.)]\s*(?=\S)"
    r"|(?:Thời (?:gian|hạn)|Tiến độ|Đơn vị|Cơ quan|Bộ phận|Người|Chủ trì|Phối hợp|Đầu mối|Sản phẩm|Ghi chú)\b"
    r"[^:;,.]{0,30}:"
    r"|(?:Nơi nhận|NƠI NHẬN|PHỤ LỤC|Phụ lục|Trên đây là)\b"
    r")"
)
STOPS = (".", ";", ":", "!", "?", "./.", "”.", '".')
_OPEN_ENDS = (
    "-",
    "–",
    ",",
    "(",
    "/",
    " và",
    " của",
    " với",
    " các",
    " theo",
    " năm",
    " tháng",
    " ngày",
    " số",
    " tỉnh",
)


_OPEN_TIME = re.compile(r"(?<!hàng )(?<!hằng )(?<!mỗi )(?<!cả )(?<!trong )\b(?:tháng|quý|ngày|năm|số)$", re.IGNORECASE)
_PARTS = re.compile(r"\S+(?:(?: {1,2}|\t)(?! )\S+)*")
_BLANK_LEFT = re.compile(r"^số\b|\b(?:ngày|tháng|năm)$", re.IGNORECASE)  # a gap to be written into by hand


def side_parts(text: str) -> tuple[str, str, int] | None:
    """The two halves of a line in two columns and where the right one starts; None when it is one line."""
    parts = list(_PARTS.finditer(text))
    if len(parts) != 2 or is_mark(parts[0].group()) or _BLANK_LEFT.search(parts[0].group()):
        return None
    left, right = parts
    return squeeze(left.group().replace("\t", " ")), squeeze(right.group().replace("\t", " ")), right.start()


_SHORT_WORD = re.compile(r"[A-ZĐÀ-Ỹ]{2,4}")
_MARK = re.compile(r"S?TT|[IVX]+")


def is_mark(text: str) -> bool:
    """A label with a gap after it («1.», «II», «TT»), which is no column; a short word of a name is («SƠN»)."""
    return len(text) <= 4 and (_SHORT_WORD.fullmatch(text) is None or _MARK.fullmatch(text) is not None)


def starts_item(text: str) -> bool:
    """Whether a line opens a numbered, lettered or dashed item, a heading or the closing blocks."""
    return ITEM_START.match(text) is not None


def joins(before: Line, after: Line) -> bool:
    """Whether ``after`` is the wrapped rest of ``before``: the next word had no room there."""
    if before.exact and before.right == 0:
        return False
    if before.text.endswith(("-", "–")) and len(before.text) > 2 and not before.text.endswith(("--", "––")):
        return True
    if is_hung_hyphen(before, after) or _time_goes_on(before, after):
        return True
    if starts_item(after.text):
        return False
    lower = after.text[:1].islower()
    reach = before.x1 + before.space + after.first
    if before.exact:
        return reach > before.right - 0.5
    # Characters are of unequal width: a line within an eighth of the edge may well have been full.
    fits = before.right > 0 and reach <= before.x0 + (before.right - before.x0) * 0.88
    return _joins_guessed(before, fits=fits, lower=lower)


def _time_goes_on(before: Line, after: Line) -> bool:
    """«… Thời gian: Tháng» / «02. Đơn vị thực hiện: …»: the figure of a time, and no label of an item."""
    full = before.right > 0 and before.x1 + before.space + after.first > before.x0 + (before.right - before.x0) * 0.85
    return full and after.text[:1].isdigit() and _OPEN_TIME.search(before.text) is not None


def is_hung_hyphen(before: Line, after: Line) -> bool:
    """«Phòng Tổ chức» / «- Cán bộ»: the hyphen of a name that found no room above, and no list dash."""
    if not before.exact or before.right == 0 or after.text[:2] not in {"- ", "– "}:
        return False
    open_line = not starts_item(before.text) and not before.text.endswith(STOPS)
    return open_line and before.x1 + before.space + after.first > before.right - 0.5


def _joins_guessed(before: Line, *, fits: bool, lower: bool) -> bool:
    ended = before.text.endswith(STOPS)
    if lower and not ended:
        return True
    if before.right == 0:
        return before.text.endswith(_OPEN_ENDS)
    if ended and not lower:
        return not fits and before.x1 >= before.right
    return not fits or before.text.endswith(_OPEN_ENDS)


def paragraphs(lines: Sequence[Line]) -> list[Para]:
    """Put wrapped lines together. A hyphen at a line end stays with its spaces: «quốc tế - / Văn phòng»."""
    groups: list[list[Line]] = []
    for line in lines:
        if not line.text:
            continue
        if groups and joins(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [to_para(group) for group in groups]


def to_para(lines: Iterable[Line]) -> Para:
    """All lines as one paragraph."""
    kept = [line for line in lines if line.text]
    text = ""
    for line in kept:
        glue = "" if not text or _touches(text, line.text) else " "
        text += glue + line.text
    return Para(
        text, tuple(n for line in kept for n in line.numbers), all(line.centred for line in kept) and bool(kept)
    )


def _touches(before: str, after: str) -> bool:
    """Broken inside a date or a symbol («30/» + «8/2026», «05/KH-» + «STP», «57-» + «NQ/TW»): no space there."""
    if before.endswith("/") and after[:1].isalnum() and not before.endswith(" /"):
        return True
    if before[-1:] == "-" and before[-2:-1].isdigit():
        return after[:1].isupper()
    return before[-1:] == "-" and before[-2:-1].isupper() and after[:1].isupper() and "/" in before[-14:]
