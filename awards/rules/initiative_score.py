"""Scores of an initiative in hundredths: sums, the average, whether it passes, how far scorers differ. Pure.

An average is compared exactly and shown cut off, never rounded up, so that what is shown says what was decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from emulation.rules.scoring import show_points


class Measure(NamedTuple):
    """A criterion: at most ``most``; below ``least`` on average the initiative does not pass."""

    pk: int
    name: str
    most: int
    least: int = 0


class Outcome(NamedTuple):
    """What the sheets come to. ``averages`` are by criterion; ``faults`` say in words why it does not pass."""

    total: int
    averages: dict[int, int]
    passes: bool
    faults: tuple[str, ...]


class Spread(NamedTuple):
    """How far the sheets differ: the lowest and highest total, and whether that is worth a look."""

    low: int
    high: int
    wide: bool

    @property
    def width(self) -> int:
        return self.high - self.low


Points = Mapping[int, int]  # by criterion


def total_of(points: Points) -> int:
    """The points of one sheet."""
    return sum(points.values())


def missing(measures: Sequence[Measure], points: Points) -> list[str]:
    """The criteria without points."""
    return [one.name for one in measures if one.pk not in points]


def fault_of(measure: Measure, points: int) -> str:
    """Why ``points`` cannot stand beside a criterion; empty where they can."""
    if points > measure.most:
        return f"Tiêu chí này nhiều nhất {show_points(measure.most)} điểm, đang ghi {show_points(points)}."
    return "" if points >= 0 else "Điểm không được âm."


def outcome(measures: Sequence[Measure], sheets: Sequence[Points], pass_mark: int) -> Outcome:
    """The average of whole sheets against the pass mark and the minimums. There is at least one sheet."""
    count = len(sheets)
    sums = {one.pk: sum(sheet[one.pk] for sheet in sheets) for one in measures}
    whole = sum(sums.values())
    faults = []
    if whole < pass_mark * count:
        faults.append(f"Điểm trung bình {show_points(whole // count)}, cần từ {show_points(pass_mark)}.")
    faults += [
        f"{one.name}: trung bình {show_points(sums[one.pk] // count)}, cần từ {show_points(one.least)}."
        for one in measures
        if sums[one.pk] < one.least * count
    ]
    averages = {pk: value // count for pk, value in sums.items()}
    return Outcome(whole // count, averages, passes=not faults, faults=tuple(faults))


def spread(totals: Sequence[int], flag: int) -> Spread | None:
    """How far the totals of the sheets differ; None below two sheets, where nothing can."""
    if len(totals) < 2:
        return None
    low, high = min(totals), max(totals)
    return Spread(low, high, wide=high - low >= flag)
