"""Labels of headings, rows and items: «I.», «2.1», «a)», «-», and what they head."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plans.reading.normalise import fold

ROMAN_VALUES = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12,
}  # fmt: skip
LETTERS = "abcdđeghiklmnopq"
_LABEL = re.compile(
    r"^(?!\d+-[A-ZĐ&]{2,}/)(?:"  # «57-NQ/TW» is the symbol of a paper
    r"(?P<roman>X{0,2}(?:IX|IV|VI{0,3}|I{1,3})|X{1,2})(?=\s*[.\-)/:–]|$|\s+[A-ZĐÀ-Ỹ])\s*[.\-)/:–]?"
    r"|(?:PHẦN|Phần|CHƯƠNG|MỤC|Mục)\s+(?P<part>thứ \w+|[A-Z]+|\d+|[IVX]+)\s*[.:\-–]?"
    r"|(?P<capital>[A-H])\s*[.)\-](?!\w)"
    r"|(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})(?:\s*[.)\-](?!\d)|(?=\s)|$)"
    r"|(?P<letter>[a-qđ])\s*[.),](?!\w*@)"
    r"|(?P<dash>[-–—•●▪◦*+✓➢❖])(?=\s*\S)"
    r")\s*"
)
LEVELS = {"part": 1, "capital": 1, "roman": 2, "number": 3, "letter": 6, "dash": 7}
_TAIL_SECTION = re.compile(
    r"^(?:to chuc thuc hien|to chuc trien khai|trien khai thuc hien|kinh phi|che do (?:thong tin,? )?bao cao"
    r"|kiem tra, giam sat"
    r"|cong tac kiem tra|giai phap|(?:mot so )?bien phap|trach nhiem|dieu khoan|phan cong (?:nhiem vu|thuc hien"
    r"|trach nhiem|to chuc)"
    r"|nguon kinh phi|thong tin bao cao|cac giai phap|nhung giai phap|phan cong$|che do|khen thuong va|ky luat)"
)
_END = re.compile(r"^(?:noi nhan|noi gui|tren day la|phu luc|\(?kem theo ke hoach)\b")
_AIM = re.compile(
    r"\b(?:muc dich|yeu cau|muc tieu|can cu|quan diem|chi tieu|doi tuong|pham vi|dac diem|tinh hinh|thuan loi"
    r"|kho khan)\b"
)


@dataclass(frozen=True)
class Label:
    """A label: its kind, how deep it stands, its words as printed, and the text after it."""

    kind: str
    level: int
    mark: str
    rest: str


def label_of(text: str) -> Label | None:
    """The label a line opens with, None when it opens with plain words."""
    match = _LABEL.match(text)
    if match is None or match.lastgroup is None:
        return None
    kind, mark = match.lastgroup, match[match.lastgroup]
    level = LEVELS[kind] + (mark.count(".") if kind == "number" else 0)
    return Label(kind, level, mark, text[match.end() :].strip())


def ends_body(text: str) -> bool:
    """A line that ends every table and section: recipients, closing, annex."""
    return _END.match(fold(text)) is not None


def is_tail_section(text: str) -> bool:
    """The heading of a section after the tasks («III. TỔ CHỨC THỰC HIỆN», «4. Kinh phí»)."""
    label = label_of(text)
    rest = label.rest if label else text
    return len(rest) <= 90 and _TAIL_SECTION.match(fold(rest)) is not None and (label is not None or rest.isupper())


def is_aim_heading(text: str) -> bool:
    """A heading under which no tasks stand: purposes, requirements, bases, targets."""
    return _AIM.search(fold(text)) is not None


def is_loud(text: str) -> bool:
    """Written in capitals (letters only are judged)."""
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) >= max(len(letters) * 0.9, 2)


def next_roman(mark: str) -> str:
    """The Roman number after ``mark``; empty after the last one known."""
    values = {value: key for key, value in ROMAN_VALUES.items()}
    return values.get(ROMAN_VALUES.get(mark, 99) + 1, "")
