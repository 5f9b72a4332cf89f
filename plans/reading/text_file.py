"""Plain text to lines and grids: pasted text, `pdftotext` output, tab-separated tables.

Line numbers are those of the text given. A blank line says nothing (plan-variations.md §7: real texts have one after
every line); wrapping is judged by the room a line had left.
"""

from __future__ import annotations

import re

from plans.reading.furniture import is_page_number, is_rule, is_stamp, running_feet
from plans.reading.layout import Block, Line, Sheet, side_parts, starts_item
from plans.reading.normalise import clean, convert_legacy, squeeze
from plans.reading.results import ReadWarning, Refused, SourceLine
from plans.reading.spaced_tables import spaced_tables
from plans.reading.text_linear import linear_tables
from plans.reading.text_tables import separated_tables
from plans.reading.torn import leave_torn_tables, leave_unread_tables

MAX_CHARS = 1_500_000
MAX_LINES = 30_000
_GAP = re.compile(r" {3,}|\t+")
# a gap left for a number to be written in by hand
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b]")


def decode(data: bytes) -> tuple[str, bool]:
    """Bytes to text; the second value says the code page was guessed. Raises Refused for what is no text."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _decoded(data, name), False
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decoded(data, "utf-16-le" if data[1:200:2].count(0) > 40 else "latin-1")
        if len(_CONTROL.findall(text[:4000])) > 4:
            raise _not_text() from None
        return text, True
    if len(_CONTROL.findall(text[:4000])) > 4:
        raise _not_text()
    return text, False


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        raise _not_text() from None


def _not_text() -> Refused:
    return Refused(
        "wrong_type",
        "Không nhận ra loại tệp này. Hệ thống đọc được .docx, PDF có lớp chữ và văn bản thường; hãy lưu tệp sang "
        "một trong các dạng đó rồi tải lên lại.",
    )


def check_length(text: str) -> None:
    """Refuse what is far too long for a plan, before any letter of it is looked at."""
    lines = text.count("\n") or text.count("\r")
    if len(text) > MAX_CHARS or lines > MAX_LINES:
        raise Refused("too_long", "Văn bản quá dài so với một kế hoạch. Hãy chỉ dán phần kế hoạch rồi đọc lại.")


def text_sheet(text: str) -> Sheet:
    """The common form of a text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, converted = convert_legacy(text)
    raw = [clean(line.replace("\f", " ").replace("\t", "\x01")).replace("\x01", "\t") for line in text.split("\n")]
    breaks = {n for n, line in enumerate(text.split("\n")) if "\f" in line}
    pages = _pages(text)
    source = [SourceLine(n + 1, pages[n], line) for n, line in enumerate(raw)]
    sheet = Sheet("text", [], source)
    if converted:
        sheet.warnings.append(_tcvn3_warning(converted))
    blocks = _lines(raw, pages, breaks, sheet)
    for find in (leave_torn_tables, separated_tables, spaced_tables, linear_tables, leave_unread_tables):
        blocks = find(blocks, sheet)
    sheet.blocks = [part for block in blocks for part in _sides(block)]
    return sheet


def _tcvn3_warning(converted: tuple[int, ...]) -> ReadWarning:
    return ReadWarning(
        "tcvn3",
        f"{len(converted)} dòng viết bằng bảng mã TCVN3 (ABC) đã được chuyển sang Unicode; hãy đối chiếu lại chữ.",
        lines=converted,
    )


def _pages(text: str) -> list[int | None]:
    if "\f" not in text:
        return [None] * (text.count("\n") + 1)
    page, pages = 1, list[int | None]()
    for line in text.split("\n"):
        page += line.count("\f")
        pages.append(page)
    return pages


def _lines(raw: list[str], pages: list[int | None], breaks: set[int], sheet: Sheet) -> list[Block]:
    """Lines with their places in characters; page numbers, rules and stamps go to the furniture."""
    right = _wrap_edge([line for line in raw if "\t" not in line])
    top = _first_of_pages(raw, breaks)
    running = running_feet(raw, breaks)
    blocks: list[Block] = []
    for n, line in enumerate(raw):
        text = squeeze(line.replace("\t", " "))
        if not text:
            continue
        numbered = is_page_number(text) or (n in top and text.isdigit())
        if numbered or n in running or is_rule(text) or is_stamp(text):
            sheet.furniture.add(n + 1)
            continue
        blocks.append(_line(n + 1, line, right, pages[n]))
    return blocks


def _first_of_pages(raw: list[str], breaks: set[int]) -> set[int]:
    """The first and the last filled line around each form feed, where a bare number is the page's."""
    out: set[int] = set()
    for n in breaks:
        after = next((i for i in range(n, min(n + 4, len(raw))) if raw[i].strip()), None)
        before = next((i for i in range(n - 1, max(n - 5, -1), -1) if raw[i].strip()), None)
        out |= {i for i in (after, before) if i is not None}
    return out


def _line(number: int, raw: str, right: float, page: int | None) -> Line:
    """A line as it stands; ``text`` keeps its inner gaps until the tables are found."""
    x0 = len(raw) - len(raw.lstrip())
    body = raw.strip(" ")
    return Line(number, body, x0, x0 + len(body), right, len(body.split(None, 1)[0]), 1.0, page, exact=False)


def _wrap_edge(raw: list[str]) -> float:
    """The length at which the lines of a wrapped text end; 0 when each paragraph is one line."""
    lengths = sorted(len(squeeze(line)) for line in raw if line.strip())
    if len(lengths) < 4 or lengths[-1] > 130:
        return 0.0
    edge = lengths[int(len(lengths) * 0.97)]
    near = sum(edge * 0.85 <= length for length in lengths)
    return float(edge) if edge >= 40 and near >= 4 else 0.0


def _sides(block: Block) -> list[Block]:
    """A line of two columns (agency | motto, recipients | signature) as two lines."""
    if not isinstance(block, Line):
        return [block]
    if not _GAP.search(block.text):
        side = "R" if block.x0 >= 30 and not starts_item(block.text) else ""
        return [_with(block, squeeze(block.text), side, block.x0)]
    parts = side_parts(block.text)
    if parts is None:
        return [_with(block, squeeze(block.text.replace("\t", " ")), "", block.x0)]
    left, right, start = parts
    return [_with(block, left, "L", block.x0), _with(block, right, "R", block.x0 + start)]


def _with(line: Line, text: str, side: str, x0: float) -> Line:
    centred = line.right > 0 and x0 >= 8 and abs(x0 + len(text) / 2 - line.right / 1.8) < 8
    return Line(
        line.number, text, x0, len(text), line.right, line.first, line.space, line.page, side, centred, exact=False
    )
