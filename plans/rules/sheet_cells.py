"""What the words of a printed list are in a spreadsheet: a day is a date, a count is a number, all else is text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

Value = str | int | dt.date | dt.datetime | None

LONGEST = 32_767  # characters that one cell of a spreadsheet holds
_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_MOMENT = re.compile(r"(\d{2}/\d{2}/\d{4}) (\d{2}):(\d{2})(?::(\d{2}))?")
_COUNT = re.compile(r"0|[1-9]\d{0,14}")  # a leading zero belongs to a document or telephone number
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AWAKENS = ("=", "+", "-", "@", "\t", "\r", "\n")


def clean(text: str) -> str:
    """``text`` as a cell can hold it: no signs that XML refuses, line ends as one sign, cut at the limit.

    >>> clean("a\\r\\nb\\x00 ")
    'a\\nb'
    """
    whole = _NOT_XML.sub("", text).replace("\r\n", "\n").strip(" \n")
    return whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 1]}…"


def is_formula_like(text: str) -> bool:
    """Whether a program that takes the text for typed input would calculate with it.

    >>> [is_formula_like(text) for text in ("=1+1", "@SUM(1)", "- Văn phòng", "Kế hoạch")]
    [True, True, True, False]
    """
    return text.startswith(_AWAKENS)


def day_of(text: str) -> dt.date | None:
    """The date that ``text`` is, as a whole.

    >>> day_of("30/06/2026"), day_of("31/02/2026"), day_of("từ 30/06/2026")
    (datetime.date(2026, 6, 30), None, None)
    """
    found = _DAY.fullmatch(text)
    if not found:
        return None
    day, month, year = map(int, found.groups())
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def moment_of(text: str) -> dt.datetime | None:
    """The moment that ``text`` is, as a whole: "30/06/2026 07:05" or with seconds."""
    found = _MOMENT.fullmatch(text)
    day = day_of(found[1]) if found else None
    if not found or not day:
        return None
    try:
        return dt.datetime.combine(day, dt.time(int(found[2]), int(found[3]), int(found[4] or 0)))
    except ValueError:
        return None


def parted(text: str) -> tuple[dt.date | None, str]:
    """The first line of a cell that is a date, and the other lines.

    >>> parted("30/06/2026\\nQuá hạn 3 ngày")
    (datetime.date(2026, 6, 30), 'Quá hạn 3 ngày')
    """
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if day := day_of(line.strip()):
            return day, "\n".join(lines[:place] + lines[place + 1 :]).strip()
    return None, text


def is_dated(texts: Sequence[str]) -> bool:
    """Whether a column holds dates with words beside them, which a spreadsheet can sort only as two columns."""
    return any(day and rest for day, rest in map(parted, texts))


def values_of(texts: Sequence[str]) -> list[Value]:
    """The cells of one column. Numbers only where all its cells are: "08" and "10a" keep the whole column text.

    >>> values_of(["1", "2", ""]), values_of(["1", "08"])
    ([1, 2, None], ['1', '08'])
    """
    filled = [text for text in texts if text]
    if filled and all(_COUNT.fullmatch(text) for text in filled):
        return [int(text) if text else None for text in texts]
    return [(moment_of(text) or day_of(text) or text) if text else None for text in texts]
