"""Which law a dossier was examined under, and what its receipt above on another day makes of that. Pure.

Luật 06/2026/QH16, Điều 4: what is received for appraisal from 01/10/2026 follows the amended law.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

LAWS = {"LAW_2022": "Luật Thi đua, khen thưởng 06/2022/QH15", "LAW_2026": "Luật sửa đổi 06/2026/QH16"}
SOURCE = "Luật 06/2026/QH16, Điều 4"
MOST_NAMED = 5


class Examined(NamedTuple):
    """A nomination by the name of its subject, with the code of the law it was examined under."""

    name: str
    law: str


def other_law(dossiers: Iterable[Examined], *, law: str, day: dt.date, received: bool) -> list[str]:
    """A sentence for each other law under which some were examined than the one in force on ``day``.

    >>> other_law([Examined("Lê Văn A", "LAW_2026")], law="LAW_2026", day=dt.date(2026, 10, 1), received=True)
    []
    """
    by_law: dict[str, list[str]] = {}
    for one in dossiers:
        if law and one.law and one.law != law:
            by_law.setdefault(one.law, []).append(one.name)
    when = f"Cấp trên nhận ngày {day:%d/%m/%Y}" if received else f"Cấp trên nhận từ hôm nay ({day:%d/%m/%Y})"
    advice = (
        "Hỏi cấp trên áp dụng luật nào; theo luật mới thì xin trả hồ sơ, mở khoá và thẩm định lại."
        if received
        else "Mở khoá, thẩm định lại theo ngày cấp trên sẽ nhận, hoặc hỏi cấp trên trước khi gửi."
    )
    return [
        f"{len(names)} hồ sơ thẩm định theo {LAWS.get(code, code)}: {_named(names)}. {when} thì theo "
        f"{LAWS.get(law, law)} ({SOURCE}). {advice}"
        for code, names in by_law.items()
    ]


def _named(names: list[str]) -> str:
    shown = "; ".join(names[:MOST_NAMED])
    return f"{shown} và {len(names) - MOST_NAMED} hồ sơ khác" if len(names) > MOST_NAMED else shown


class Due(NamedTuple):
    """A deadline of the body above."""

    day: dt.date
    what: str


def late_for(deadlines: Iterable[Due], *, begun: dt.date, sent: dt.date | None, today: dt.date) -> str:
    """Whether a letter begun on a day went, or would go, after the first deadline that it could still meet.

    >>> due, begun = Due(dt.date(2026, 12, 10), "Hằng năm"), dt.date(2026, 11, 1)
    >>> late_for([due], begun=begun, sent=None, today=dt.date(2026, 12, 11))
    'Quá hạn “Hằng năm” (10/12/2026) của cấp trên mà chưa gửi. Gửi ngay, hỏi cấp trên có còn nhận không.'
    """
    every = sorted(deadlines)
    due = next((one for one in every if one.day >= begun), every[-1] if every else None)
    if due is None or (sent or today) <= due.day:
        return ""
    named = f"“{due.what}” ({due.day:%d/%m/%Y}) của cấp trên"
    if sent:
        return f"Gửi ngày {sent:%d/%m/%Y}, sau hạn {named}. Hỏi cấp trên có còn nhận không."
    return f"Quá hạn {named} mà chưa gửi. Gửi ngay, hỏi cấp trên có còn nhận không."
