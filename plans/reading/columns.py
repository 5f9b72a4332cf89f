"""The columns of a task table, found by the words of its head and never by place (plan-variations.md §8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto
from itertools import pairwise

from plans.reading.layout import Cell, Row
from plans.reading.normalise import fold


class Column(Enum):
    """What a column holds."""

    NO = auto()
    TITLE = auto()
    UNIT = auto()
    LEAD = auto()
    COORDINATE = auto()
    TIME = auto()
    MONTH = auto()  # one of twelve columns, each a month
    OTHER = auto()  # product, note, cost: kept as words, no place in the plan


_HEADS: tuple[tuple[Column, str], ...] = (
    (
        Column.NO,
        (
            r"^(?:s\s*\.?\s*)?t\s*\.?\s*t\.?$|^so t(?:hu t)?[tu]$|^so tt$|^so thu tu$|^stt\b|^tt\b(?! )|^ma so$"
            r"|^no\.?$|^#$"
        ),
    ),
    (Column.TIME, r"^thoi gian\W+dia diem\b"),
    (
        Column.OTHER,
        (
            r"\bsan pham\b|\bket qua\b(?!.*thuc hien$)|\bdau ra\b|\bghi chu\b|\bkinh phi\b|\bdia diem\b|\bcan cu\b"
            r"|\bchi tieu\b"
            r"|\bmuc tieu\b|\bhinh thuc\b|\bdoi tuong\b|\bbien phap\b|\byeu cau\b|\bso luong\b|\bket qua\b"
            r"|\blanh dao\b.{0,12}\b(?:phu trach|chi dao)\b|\bdon vi (?:tinh|thu huong)\b"
        ),
    ),
    (Column.UNIT, r"\bchu tri\b.*\bphoi hop\b|\bphoi hop\b.*\bchu tri\b"),
    (Column.LEAD, r"\bchu tri\b|\bdau moi\b"),
    (Column.COORDINATE, r"\bphoi hop\b"),
    (
        Column.TITLE,
        (
            r"\bnoi dung\b|\bnhiem vu\b|\bcong viec\b|\bhoat dong\b|\bten (?:viec|nhiem|phong|cong)"
            r"|\bcac phong trao\b|^phong trao thi dua$|\bdau viec\b|\bviec (?:can|phai) lam\b"
        ),
    ),
    (
        Column.TIME,
        (
            r"\bthoi gian\b|\bthoi han\b|\btien do\b|\bthoi diem\b|\bthoi luong\b|\bhan (?:hoan thanh|cuoi)\b"
            r"|^thang$|^quy$|^han$"
            r"|\bngay (?:hoan thanh|bat dau|ket thuc|thuc hien)\b|\bky han\b|\blo trinh\b|\bmoc\b|\bhoan thanh\b"
            r"|^ngay(?:,? thang)?$|^tuan$|^bat dau$|^ket thuc$"
        ),
    ),
    (
        Column.UNIT,
        (
            r"\bdon vi\b|\bco quan\b|\bthuc hien\b|\bnguoi\b|\bbo phan\b|\bphu trach\b|\bphan cong\b|\btrach nhiem\b"
            r"|\bto chuc,? ca nhan\b|\bluc luong\b|\bca nhan\b|\blanh dao\b|\bchi dao\b|\bphong,? ban\b|\bthanh phan\b"
        ),
    ),
)
_HEAD_PATTERNS = tuple((column, re.compile(pattern)) for column, pattern in _HEADS)
_MONTH_HEAD = re.compile(r"^(?:thang|t)?\s*\.?(1[0-2]|0?[1-9])(?:\s*/\s*20\d\d)?$")
_INDEX = re.compile(r"^\(?(?:\d{1,2}|[a-z])\)?$")
_HEAD_WORDS_TEXT = (
    "tt stt so thu tu noi dung nhiem vu cong viec hoat dong don vi co quan thuc hien chu tri phoi hop thoi gian "
    "han tien do san pham ket qua ghi hoan thanh ban hanh bo phan nguoi phu trach to chuc ca nhan lanh dao cac "
    "va dau ra kinh phi diem dia moc trien khai du kien ten tac yeu cau theo doi chi tieu muc danh sach phai "
    "dat thang ngay nam quy bat truc tiep tham muu can cu giao duoc neu co luc luong"
)
_HEAD_WORDS = frozenset(_HEAD_WORDS_TEXT.split())


_PHRASES: tuple[tuple[Column, str], ...] = (
    (Column.NO, r"\bstt\b|\btt\b|\bso tt\b|\bso thu tu\b"),
    (Column.LEAD, r"(?:don vi|co quan|bo phan|phong|nguoi)? ?chu tri(?: thuc hien| tham muu)?"),
    (Column.COORDINATE, r"(?:don vi|co quan|bo phan|phong|nguoi)? ?phoi hop(?: thuc hien)?"),
    (Column.TIME, r"(?:thoi (?:gian|han|diem)|tien do|han)(?: (?:thuc hien|hoan thanh|trien khai|ket thuc|bat dau))*"),
    (
        Column.OTHER,
        (
            r"(?:san pham|ket qua|dau ra)(?:[ ,/]*(?:san pham|ket qua|dau ra|dat duoc|du kien|thuc hien))*|ghi chu"
            r"|kinh phi|dia diem"
        ),
    ),
    (
        Column.TITLE,
        (
            r"(?:noi dung|nhiem vu|cong viec|hoat dong|ten cong viec)(?:[ ,/]*(?:cong viec|nhiem vu|hoat dong"
            r"|cong tac|thuc hien|trien khai))*"
        ),
    ),
    (
        Column.UNIT,
        (
            r"(?:(?:don vi|co quan|bo phan|nguoi|luc luong|phan cong|phu trach|to chuc)[ ,/]*(?:thuc hien"
            r"|phu trach|ca nhan|trach nhiem|thuc hien nhiem vu)*|trach nhiem)"
        ),
    ),
)
HEAD_PHRASE = re.compile("|".join(f"(?P<c{column.value}>{pattern})" for column, pattern in _PHRASES))


def column_kind(head: str) -> Column | None:
    """The kind of a column by the words of its head, None when they say nothing."""
    key = re.sub(r"\s+", " ", fold(head)).strip(" .:*")
    if not key or len(key) > 90:
        return None
    for column, pattern in _HEAD_PATTERNS:
        if pattern.search(key):
            return column
    return None


def head_kinds(texts: Sequence[str]) -> list[Column] | None:
    """The columns of a head row, or None when the row is no head of a task table."""
    kinds = [column_kind(text) for text in texts]
    months = [_MONTH_HEAD.match(fold(text).strip()) for text in texts]
    if sum(m is not None for m in months) >= 6:
        kinds = [Column.MONTH if m else kind for kind, m in zip(kinds, months, strict=True)]
    has = set(kinds)
    if Column.TITLE not in has or not has & {Column.UNIT, Column.LEAD, Column.TIME, Column.COORDINATE, Column.MONTH}:
        return None
    first = kinds.index(Column.TITLE)
    out = [kind or Column.OTHER for kind in kinds]
    if first == 1 and kinds[0] is None and not texts[0].strip():
        out[0] = Column.NO
    return [Column.OTHER if kind is Column.TITLE and i != first else kind for i, kind in enumerate(out)]


def month_of(head: str) -> int | None:
    """The month a column head names («Tháng 3»); None for any other head."""
    match = _MONTH_HEAD.match(fold(head).strip())
    return int(match[1]) if match else None


def looks_like_head(text: str) -> bool:
    """Whether a line of text holds nothing but words of a table head («TT NỘI DUNG», «THỰC HIỆN»)."""
    words = re.findall(r"[^\W_]+|\(neu co\)", fold(text))
    return bool(words) and len(words) <= 24 and all(word in _HEAD_WORDS for word in words)


def head_columns(text: str) -> list[Column]:
    """The columns named in the words of a head, in their order."""
    columns: list[Column] = []
    for match in HEAD_PHRASE.finditer(fold(text)):
        column = Column(int((match.lastgroup or "c0")[1:]))
        if column not in columns or column is Column.OTHER:
            columns.append(column)
    return columns


def is_index_row(row: Row) -> bool:
    """«(1) (2) (3)» or «A B 1 2» under the head: as many short marks as columns, counting on."""
    texts = [fold(cell.text).strip() for cell in row.cells]
    filled = [text for text in texts if text]
    if len(filled) < 3 or len(filled) < len(texts) - 1 or not all(_INDEX.match(text) for text in filled):
        return False
    numbers = [int(n) for text in filled if (n := text.strip("()")).isdigit()]
    return len(numbers) >= 2 and all(b == a + 1 for a, b in pairwise(numbers))


def find_head(rows: Sequence[Row], limit: int = 5) -> tuple[int, int, list[Column], list[str]] | None:
    """The head of a table: (first row, row after it, column kinds, head words); a head may take two rows."""
    for start, row in enumerate(rows[:limit]):
        texts = [cell.text for cell in row.cells]
        if len(row.distinct()) < 2:
            continue
        end, joined = _with_second_row(rows, start, texts)
        kinds = head_kinds(joined)
        if kinds is None:
            continue
        while end < len(rows) and is_index_row(rows[end]):
            end += 1
        return start, end, kinds, joined
    return None


def _with_second_row(rows: Sequence[Row], start: int, texts: list[str]) -> tuple[int, list[str]]:
    """A second head row shares cells with the first or names halves of it («Chủ trì» | «Phối hợp»)."""
    end = start + 1
    joined = list(texts)
    while end < len(rows) and end < start + 3:
        upper, lower = rows[end - 1].cells, rows[end].cells
        if not _is_second_head(upper, lower) or (is_index_row(rows[end]) and not _months_below(lower)):
            break
        for i, (a, b) in enumerate(zip(upper, lower, strict=False)):
            if a is not b and b.text:
                halves = sum(cell is a for cell in upper) > 1
                joined[i] = (
                    b.text if halves and (column_kind(b.text) or month_of(b.text)) else f"{joined[i]} {b.text}".strip()
                )
        end += 1
    return end, joined


def _is_second_head(upper: Sequence[Cell], lower: Sequence[Cell]) -> bool:
    fresh = [b for a, b in zip(upper, lower, strict=False) if a is not b and b.text]
    if not fresh:
        return any(a is b and a.text for a, b in zip(upper, lower, strict=False))
    if _months_below(lower):
        return True
    return len({id(cell) for cell in lower}) > 1 and all(looks_like_head(cell.text) for cell in fresh)


def _months_below(lower: Sequence[Cell]) -> bool:
    months = {id(cell) for cell in lower if month_of(cell.text) is not None}
    return len(months) >= 6


def same_head(row: Row, words: Sequence[str]) -> bool:
    """Whether a row repeats the head of the table, as after a page break."""
    said = re.sub(r"\W+", "", fold(" ".join(cell.text for cell in row.distinct())))
    head = re.sub(r"\W+", "", fold(" ".join(dict.fromkeys(words))))
    return bool(said) and (said == head or (len(row.distinct()) >= 2 and said in head and len(said) * 2 > len(head)))
