"""What a unit writes for a report: its four texts, the sections they belong beside, the day until which it is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from plans.rules.calendar import ONE_DAY, SpecialDays

DAYS_BEFORE = 5  # working days that the standing office keeps for gathering before its own deadline


@dataclass(frozen=True)
class Part:
    """One of the texts: the field that keeps it, what it is called, and the sections beside which it is gathered.

    ``otherwise`` are the sections for an outline that has none of ``beside``. ``letter`` stands in the key of the
    paragraph that a copy makes.
    """

    name: str
    label: str
    hint: str
    letter: str
    beside: tuple[str, ...]
    otherwise: tuple[str, ...] = ()

    def sections(self, slugs: Collection[str]) -> tuple[str, ...]:
        """Those of the report's sections beside which the text is shown."""
        found = tuple(slug for slug in self.beside if slug in slugs)
        return found or tuple(slug for slug in self.otherwise if slug in slugs)


PARTS = (
    Part(
        "results",
        "Kết quả nổi bật",
        "Việc đã làm, kết quả cụ thể; số liệu bên cạnh đã có trong báo cáo, không cần chép lại.",
        "r",
        ("tasks",),
        ("results",),
    ),
    Part(
        "shortcomings",
        "Hạn chế, khó khăn, nguyên nhân",
        "Việc chưa làm được, chậm, và vì sao.",
        "s",
        ("shortcomings", "causes"),
    ),
    Part(
        "direction",
        "Nhiệm vụ thời gian tới",
        "Việc trọng tâm của đơn vị trong kỳ sau.",
        "t",
        ("directions",),
        ("proposals",),
    ),
    Part(
        "proposals",
        "Đề xuất, kiến nghị",
        "Đề nghị ai quyết định, giúp việc gì.",
        "x",
        ("proposals",),
    ),
)
PART_OF = {part.name: part for part in PARTS}


def copied_key(contribution: int, part: Part) -> str:
    """The key of the paragraph that stands for a unit's text in the report: the same text is never copied twice.

    >>> copied_key(12, PART_OF["results"])
    'own.u12r'
    """
    return f"own.u{contribution}{part.letter}"


def working_days_from(day: dt.date, days: int, special: SpecialDays) -> dt.date:
    """The working day ``days`` working days after ``day``, or before it where ``days`` is less than 0."""
    step, left = (ONE_DAY if days > 0 else -ONE_DAY), abs(days)
    while left:
        day += step
        left -= special.is_working(day)
    return day


def usual_due(report_due: dt.date | None, today: dt.date, special: SpecialDays) -> dt.date:
    """Some working days before the report's own deadline, and never sooner than the next working day."""
    if report_due is None:
        return working_days_from(today, DAYS_BEFORE, special)
    return max(working_days_from(report_due, -DAYS_BEFORE, special), working_days_from(today, 1, special))
