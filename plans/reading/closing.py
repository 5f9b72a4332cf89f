"""The closing sentences of a plan: they follow the last row of a table and are no cell of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plans.reading.labels import ends_body, label_of
from plans.reading.layout import Block, Line
from plans.reading.normalise import fold
from plans.reading.periods import period_heading

CLOSING = re.compile(
    r"^(?:tren day la|tren co so (?:noi dung )?ke hoach|can cu (?:noi dung )?ke hoach nay|(?:de nghi|yeu cau|giao)"
    r" (?:cac|thu truong|lanh dao|truong|toan the|ca nhan|don vi|co quan|tung|dia phuong|uy ban|ubnd)"
    r"|trong qua trinh (?:to chuc |trien khai )*(?:thuc hien)?|nhan duoc ke hoach|ke hoach nay (?:duoc|co|thay))"
)
_SUBJECT = re.compile(r"^(?:cac|thu truong|truong|lanh dao|toan the|giao|tung|can bo|cong chuc|chi bo|doan vien)\b")
_DUTY = re.compile(
    r"\b(?:can cu|tren co so) (?:noi dung )?ke hoach\b|\b(?:nghiem tuc|chu dong|khan truong|tich cuc) (?:to chuc"
    r"|trien khai|phoi hop|thuc hien)|\b(?:trien khai|to chuc|phoi hop) (?:to chuc )?(?:thuc hien|ke hoach)\b"
    r"|\bthuc hien\W*$"
)
_MAX_LINES = 8


def closes_at(blocks: Sequence[Block], i: int) -> bool:
    """Whether the closing sentences begin at ``i``: nothing but them stands between it and the foot."""
    words: list[str] = []
    for block in blocks[i : i + _MAX_LINES]:
        if not isinstance(block, Line) or ends_body(block.text):
            break
        label = label_of(block.text)
        if label is not None or period_heading(block.text) or "\t" in block.text:
            return False
        words.append(block.text)
    else:
        return i + _MAX_LINES >= len(blocks) and _closes(" ".join(words))
    return _closes(" ".join(words))


def _closes(text: str) -> bool:
    key = re.sub(r"\s+", " ", fold(text))
    if not text[:1].isupper():
        return False
    if CLOSING.match(key):
        return True
    ended = key.endswith("./.") or (key.endswith(".") and _DUTY.search(key) is not None)
    return _SUBJECT.match(key) is not None and ended
