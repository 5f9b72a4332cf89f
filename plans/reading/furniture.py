"""Lines that belong to the paper and not to the plan: page numbers, drawn rules, e-signature stamps, watermarks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from plans.reading.normalise import fold

_PAGE_NUMBER = re.compile(
    r"^(?:[-–—]\s*\d{1,3}\s*[-–—]|(?:trang|page)\s*:?\s*\d{1,3}(?:\s*(?:/|tren)\s*\d{1,3})?|\d{1,3}\s*/\s*\d{1,3})$"
)
_NUMBER_ALONE = re.compile(r"^\d{1,3}$")
_RULE = re.compile(r"^[-–—_=*.•~\s]{3,}$|^[_*]+$")
_STAMP = re.compile(
    r"^(?:nguoi ky\s*:|ky boi\s*:|co quan\s*:.*(?:tinh|so|uy ban|ubnd|phong)|thoi gian ky\s*:|email\s*:\s*\S+@"
    r"|ngay ky\s*:"
    r"|signature|digitally signed|signed by|ky so boi|chu ky so|date:\s*\d{4}\.)"
    r"|^\d{4}[./-]\d\d[./-]\d\d\s+\d\d:\d\d|\d\d:\d\d:\d\d\s*[+-]\d\d[:']?\d\d"
    r"|^\d\d[./-]\d\d[./-]\d{4}\s+\d\d:\d\d(?::\d\d)?"
)
_SIGNED = re.compile(
    r"^[(\[]?\s*(?:da ky|da ki|ky, ghi ro ho ten|ky ten,? dong dau|da ky va dong dau|chu ky,? dong dau)\s*[)\]]?$"
)
_WATERMARK = re.compile(r"^[a-z.]{1,3}$")
_LABELS = re.compile(r"^(?:tt|stt|[ivx]+|[a-hđ][.)]?|vt|b/c|kt|tm|tl|q)\.?$")


def is_page_number(text: str) -> bool:
    """A page number by its form («- 2 -», «Trang 2/5»); a bare number needs its place to be known too."""
    return _PAGE_NUMBER.match(fold(text)) is not None


def is_bare_number(text: str) -> bool:
    """A number that stands alone on its line."""
    return _NUMBER_ALONE.match(text) is not None


def is_rule(text: str) -> bool:
    """A line of dashes or stars drawn under a heading."""
    return _RULE.match(text) is not None


def is_stamp(text: str) -> bool:
    """A line of an electronic-signature stamp."""
    return _STAMP.search(fold(text)) is not None


def is_signed_mark(text: str) -> bool:
    """«(Đã ký)» between the title of the signer and the name."""
    return _SIGNED.match(fold(text)) is not None


def is_watermark(text: str) -> bool:
    """One to three small letters on a line, which are no label: a vertical watermark read as text."""
    return _WATERMARK.match(text) is not None and _LABELS.match(fold(text)) is None


def running_feet(raw: Sequence[str], breaks: Collection[int]) -> set[int]:
    """The places of lines at page ends that stand apart from the text and say the same on two pages or more. A text
    with a blank line after every line has no lines that stand apart.
    """
    filled = [n for n, line in enumerate(raw) if line.strip()]
    if sum(n > 0 and not raw[n - 1].strip() for n in filled) * 2 > len(filled):
        return set()
    feet: dict[int, str] = {}
    for n in [*breaks, len(raw)]:
        last = next((i for i in range(n - 1, max(n - 6, 0), -1) if raw[i].strip()), None)
        if last is not None and not raw[last - 1].strip():
            feet[last] = re.sub(r"\d+", "#", " ".join(raw[last].split()))
    often = Counter(feet.values())
    return {n for n, words in feet.items() if often[words] > 1}
