"""Whether a legal text is in force on a day, and whether words cite it. Pure."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum


class Force(StrEnum):
    """Hiệu lực of a text on a day."""

    IN_FORCE = "in-force"
    LAPSED = "lapsed"
    TO_COME = "to-come"
    UNKNOWN = "unknown"


FORCE_WORDS = {
    Force.IN_FORCE: "Đang có hiệu lực",
    Force.LAPSED: "Hết hiệu lực",
    Force.TO_COME: "Chưa có hiệu lực",
    Force.UNKNOWN: "Chưa rõ ngày",
}


def force_on(day: dt.date, *, begins: dt.date | None, ends: dt.date | None) -> Force:
    """Both days count as days in force. Without a first day only the end is certain.

    >>> force_on(dt.date(2025, 7, 1), begins=dt.date(2024, 1, 1), ends=dt.date(2025, 6, 30)).value
    'lapsed'
    >>> force_on(dt.date(2025, 7, 1), begins=None, ends=None).value
    'unknown'
    """
    if ends is not None and ends < day:
        return Force.LAPSED
    if begins is None:
        return Force.UNKNOWN
    return Force.IN_FORCE if begins <= day else Force.TO_COME


def cites(text: str, number: str) -> bool:
    """Whether ``text`` names the document ``number`` ("98/2023/NĐ-CP"), and not one whose number only ends so.

    >>> cites("theo Nghị định số 98/2023/NĐ-CP ngày 31/12/2023", "98/2023/NĐ-CP")
    True
    >>> cites("Nghị định 198/2023/NĐ-CP", "98/2023/NĐ-CP")
    False
    """
    if not number.strip():
        return False
    wanted = re.escape(number.strip())
    return re.search(rf"(?<![\w/.-])0*{wanted}(?![\w/-])", text, re.IGNORECASE) is not None
