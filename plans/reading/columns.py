"""The columns of a task table, found by the words of its head and never by place (plan-variations.md §8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from plans.reading.normalise import fold


class Column(Enum):
    """What a column holds."""

    NO = auto()
    TITLE = auto()
    UNIT = auto()
    LEAD = auto()
    COORDINATE = auto()
    TIME = auto()
    MONTH = auto()  # one of several columns, each a month or a quarter, marked where the task falls in it
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
    (Column.TIME, r"^(?:thoi (?:gian|han|diem)|tien do|moc thoi gian)\b"),
    (Column.UNIT, r"\bchu tri\b.*\bphoi hop\b|\bphoi hop\b.*\bchu tri\b"),
    (Column.LEAD, r"\bchu tri\b|\bdau moi\b"),
    (Column.COORDINATE, r"\bphoi hop\b"),
    (
        Column.UNIT,
        (
            r"^(?:don vi|co quan|bo phan|nguoi|phan cong|giao|trach nhiem|luc luong|ca nhan|can bo|phong,? ban|dia chi)"
            r"\b(?!.*\bnoi dung\b)"
        ),
    ),
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
_QUARTER_HEAD = re.compile(r"^(?:qu[yi]|q)\s*\.?\s*(iv|iii|ii|i|0?[1-4])(?:\s*/\s*20\d\d)?$")
_HEAD_WORDS_TEXT = (
    "tt stt so thu tu noi dung nhiem vu cong viec hoat dong don vi co quan thuc hien chu tri phoi hop thoi gian "
    "han tien do san pham ket qua ghi hoan thanh ban hanh bo phan nguoi phu trach to chuc ca nhan lanh dao cac "
    "va dau ra kinh phi diem dia moc trien khai du kien ten tac yeu cau theo doi chi tieu muc danh sach phai "
    "dat thang ngay nam quy bat truc tiep tham muu can cu giao duoc neu co luc luong gia moi khoi viec lam "
    "trach khi nao ai"
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
    periods = [period_of_head(text) for text in texts]
    if has_period_heads(texts):
        kinds = [Column.MONTH if code else kind for kind, code in zip(kinds, periods, strict=True)]
    has = set(kinds)
    if Column.TITLE not in has or not has & {Column.UNIT, Column.LEAD, Column.TIME, Column.COORDINATE, Column.MONTH}:
        return None
    first = kinds.index(Column.TITLE)
    out = [kind or Column.OTHER for kind in kinds]
    if first == 1 and kinds[0] is None and not texts[0].strip():
        out[0] = Column.NO
    return [Column.OTHER if kind is Column.TITLE and i != first else kind for i, kind in enumerate(out)]


def period_of_head(head: str) -> str | None:
    """The month or quarter a column head names («Tháng 3», «Quý II»), as its code; None for any other head."""
    key = fold(head).strip()
    month = _MONTH_HEAD.match(key)
    if month:
        return f"M{int(month[1]):02}"
    quarter = _QUARTER_HEAD.match(key)
    return f"Q{_QUARTERS[quarter[1].lstrip('0')]}" if quarter else None


def has_period_heads(texts: Sequence[str]) -> bool:
    """Whether the heads of several columns are months or quarters, each with its own column of marks."""
    codes = {code for text in texts if (code := period_of_head(text))}
    return sum(code[0] == "M" for code in codes) >= 6 or sum(code[0] == "Q" for code in codes) >= 3


_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def looks_like_head(text: str) -> bool:
    """Whether a line of text holds nothing but words of a table head («TT NỘI DUNG», «THỰC HIỆN»)."""
    words = re.findall(r"[^\W_]+|\(neu co\)", fold(text))
    return bool(words) and len(words) <= 24 and all(word in _HEAD_WORDS for word in words)


def head_starts(text: str) -> list[int]:
    """Where the heads of several columns begin in a line of head words; of columns of one kind only the first."""
    found: dict[str, int] = {}
    for match in HEAD_PHRASE.finditer(fold(text)):
        found.setdefault(match.lastgroup or "", match.start())
    return sorted(found.values())


def head_columns(text: str) -> list[Column]:
    """The columns named in the words of a head, in their order."""
    columns: list[Column] = []
    for match in HEAD_PHRASE.finditer(fold(text)):
        column = Column(int((match.lastgroup or "c0")[1:]))
        if column not in columns or column is Column.OTHER:
            columns.append(column)
    return columns
