"""Letters on paper: what may be printed, and about how wide it is. Pure functions."""

from __future__ import annotations

import functools
import unicodedata

MM_PER_POINT = 25.4 / 72
# Average advances of a Times face in em, measured on Vietnamese office text with Tinos (upper, lower, rest)
_UPPER, _LOWER, _DIGIT, _SPACE = 0.69, 0.475, 0.5, 0.25
_BOLD = 1.06


def clean(text: str) -> str:
    """Printable NFC text: no control, direction or other invisible letters, line breaks as ``\\n``, tabs as spaces.

    XML (and so DOCX) refuses control letters, and a right-to-left mark could make a paper read otherwise than stored.
    """
    if text.isascii() and text.isprintable():
        return text
    return _kept(unicodedata.normalize("NFC", text).replace("\r\n", "\n"))


def _kept(text: str) -> str:
    return "".join(map(_printable, text))


@functools.lru_cache(maxsize=4096)
def _printable(letter: str) -> str:
    if letter in "\n\r\u2028\u2029":
        return "\n"
    category = unicodedata.category(letter)
    if letter == "\t" or category == "Zs":
        return " "
    return "" if category.startswith("C") else letter


def width_mm(text: str, size: float, *, bold: bool = False) -> float:
    """Estimated width of one line in millimetres at ``size`` points; right within a tenth for whole lines."""
    ems = sum(_advance(letter) for letter in text)
    return ems * size * MM_PER_POINT * (_BOLD if bold else 1.0)


@functools.lru_cache(maxsize=4096)
def _advance(letter: str) -> float:
    if letter.isupper():
        return _UPPER
    if letter.islower():
        return _LOWER
    if letter.isdigit():
        return _DIGIT
    return _SPACE if letter in " ,.;:-/()" else 1.0
