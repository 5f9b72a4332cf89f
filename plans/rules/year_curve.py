"""The line of the year: what must be done by its deadline as a dashed step, what is done as a green one. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from plans.rules.charts import FAINT, GREEN, INK, SOFT, WHITE, at

WIDTH, HEIGHT = 346, 212
LEFT, RIGHT, TOP, BOTTOM = 34, 8, 14, 28
BLUE, DASHED, AXIS, DONE_INK = "#14529d", "#5c6b81", "#c9d3df", "#175c3c"
QUARTER_NAMES = ("Quý I", "Quý II", "Quý III", "Quý IV")
STEPS = (1, 2, 5, 10)


class Moment(NamedTuple):
    """A line of the data table: what had to be done by the end of a month, and what was done by then."""

    name: str
    due: int
    done: int | None  # None in what is still to come


@dataclass(frozen=True)
class YearCurve:
    """Tasks by their deadlines and by the days on which they were reported done, over a year."""

    year: int
    today: dt.date
    due: Counter[dt.date]
    done: Counter[dt.date]

    @classmethod
    def of(cls, year: int, today: dt.date, tasks: Iterable[tuple[dt.date | None, dt.date | None]]) -> YearCurve:
        """``tasks`` are deadline and, where it counts as done, the day it was reported; undated ones are left out.

        A day outside the year counts on the year's first or last day.
        """
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        due: Counter[dt.date] = Counter()
        done: Counter[dt.date] = Counter()
        for (deadline, reported), count in Counter(tasks).items():
            if deadline:
                due[min(max(deadline, first), last)] += count
                if reported:
                    done[min(max(reported, first), last)] += count
        return cls(year, today, due, done)

    @property
    def total(self) -> int:
        return self.due.total()

    @property
    def shown_until(self) -> dt.date:
        """The day up to which the green line runs: today, within the year."""
        return min(max(self.today, dt.date(self.year, 1, 1)), dt.date(self.year, 12, 31))

    def due_by(self, day: dt.date) -> int:
        return sum(count for one, count in self.due.items() if one <= day)

    def done_by(self, day: dt.date) -> int:
        return sum(count for one, count in self.done.items() if one <= day)

    def moments(self) -> list[Moment]:
        """The data table: the end of every month, and today."""
        rows = []
        for month in range(1, 13):
            end = dt.date(self.year, month, calendar.monthrange(self.year, month)[1])
            begun = dt.date(self.year, month, 1) <= self.today
            shown = min(end, self.today)
            name = f"Đến {shown:%d/%m}" if begun else f"Hết {end:%d/%m}"
            rows.append(Moment(name, self.due_by(shown if begun else end), self.done_by(shown) if begun else None))
        return rows

    def said(self) -> str:
        """The chart in one sentence."""
        day = self.shown_until
        return (
            f"Đến {day:%d/%m/%Y} đã hoàn thành {self.done_by(day)} nhiệm vụ,"
            f" theo thời hạn phải xong {self.due_by(day)} trên {self.total}"
        )


def curve_svg(curve: YearCurve) -> str:
    """The chart; every text is escaped, lengths are attributes."""
    plot = _Plot(curve)
    parts = [*plot.grid(), *plot.names(), plot.due_line(), *plot.today(), *plot.done_line()]
    return (
        f'<svg class="chart curve" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(curve.said())}"'
        f' font-size="12.5">{"".join(parts)}</svg>'
    )


class _Plot:
    """The chart's coordinates: days along, tasks up."""

    def __init__(self, curve: YearCurve) -> None:
        self.curve = curve
        self.first = dt.date(curve.year, 1, 1)
        self.days = (dt.date(curve.year, 12, 31) - self.first).days
        self.most = max(curve.total, 1)

    def x(self, day: dt.date) -> float:
        inside = min(max((day - self.first).days, 0), self.days)
        return LEFT + inside * (WIDTH - LEFT - RIGHT) / self.days

    def y(self, count: int) -> float:
        return HEIGHT - BOTTOM - count * (HEIGHT - TOP - BOTTOM) / self.most

    def grid(self) -> list[str]:
        """Lines at round numbers of tasks, the uppermost at their total, and dotted ones between the quarters."""
        parts = []
        for count in _ticks(self.most):
            height = at(self.y(count))
            line = f'x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{height}" y2="{height}"'
            parts.append(f'<line {line} stroke="{AXIS if count == 0 else SOFT}"/>')
            words = f'x="{LEFT - 8}" y="{at(self.y(count) + 4)}" text-anchor="end"'
            parts.append(f'<text {words} fill="{FAINT}">{count}</text>')
        for month in (4, 7, 10):
            x = at(self.x(dt.date(self.curve.year, month, 1)))
            parts.append(
                f'<line x1="{x}" x2="{x}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" stroke="{AXIS}" stroke-dasharray="1 3"/>'
            )
        return parts

    def names(self) -> list[str]:
        middle = [self.x(dt.date(self.curve.year, month, 15)) for month in (2, 5, 8, 11)]
        return [
            f'<text x="{at(x)}" y="{HEIGHT - 8}" text-anchor="middle" fill="{FAINT}">{name}</text>'
            for x, name in zip(middle, QUARTER_NAMES, strict=True)
        ]

    def due_line(self) -> str:
        path = self._steps(self.curve.due, dt.date(self.curve.year, 12, 31))
        return f'<path d="{path}" fill="none" stroke="{DASHED}" stroke-width="1.5" stroke-dasharray="4 3"/>'

    def done_line(self) -> list[str]:
        """The green steps up to today, a dot at their end, and how many there are."""
        curve = self.curve
        if curve.today < self.first:
            return []
        until = curve.shown_until
        count = curve.done_by(until)
        x, y = self.x(until), self.y(count)
        place = f'x="{at(x + 9)}"' if x < WIDTH * 0.62 else f'x="{at(x - 9)}" text-anchor="end"'
        halo = f'stroke="{WHITE}" stroke-width="3" paint-order="stroke"'
        said = f"Đã hoàn thành {count}"
        return [
            f'<path d="{self._steps(curve.done, until)}" fill="none" stroke="{GREEN}" stroke-width="3"/>',
            f'<circle cx="{at(x)}" cy="{at(y)}" r="4.5" fill="{GREEN}" stroke="{WHITE}" stroke-width="1.5"/>',
            f'<text {place} y="{at(self._done_words_at(y))}" font-weight="600" fill="{DONE_INK}" {halo}>{said}</text>',
        ]

    def today(self) -> list[str]:
        """The name of the dashed line, and in the plan's year the blue line of today."""
        curve = self.curve
        if curve.today.year != curve.year:
            return [self._due_name(early=False)]
        x = self.x(curve.today)
        side = f'x="{at(x - 6)}" text-anchor="end"' if x > 110 else f'x="{at(x + 6)}"'
        line = f'x1="{at(x)}" x2="{at(x)}" y1="{TOP - 6}" y2="{HEIGHT - BOTTOM}"'
        said = f"Hôm nay {curve.today:%d/%m}"
        return [
            f'<line {line} stroke="{BLUE}" stroke-width="1.5"/>',
            self._due_name(early=x < WIDTH * 0.6),
            f'<text {side} y="{TOP + 2}" font-size="12" font-weight="600" fill="{BLUE}">{said}</text>',
        ]

    def _due_name(self, *, early: bool) -> str:
        """Early in the year there is room above the dashed line; later below both, behind a piece of its dashes."""
        curve = self.curve
        x: float = WIDTH - RIGHT
        if not early and curve.today.year == curve.year:
            x = self.x(curve.today) - 6
        if early:
            y = max(self.y(curve.due_by(dt.date(curve.year, 9, 29))) - 7, TOP + 14)
            key = ""
        else:
            done = self._done_words_at(self.y(curve.done_by(curve.shown_until)))
            low = HEIGHT - BOTTOM - 10
            y = low if abs(low - done) > 18 else low - 36
            key = (
                f'<path d="M{at(x - 176)} {at(y - 4)}h24" stroke="{DASHED}" stroke-width="1.5" stroke-dasharray="4 3"/>'
            )
        halo = f'stroke="{WHITE}" stroke-width="3" paint-order="stroke"'
        return (
            f'{key}<text x="{at(x)}" y="{at(y)}" text-anchor="end" fill="{INK}" {halo}>Phải xong theo thời hạn</text>'
        )

    def _done_words_at(self, y: float) -> float:
        """Below the end of the green line, above it where the axis is too near."""
        return y + 17 if y + 22 < HEIGHT - BOTTOM else y - 9

    def _steps(self, counts: Counter[dt.date], until: dt.date) -> str:
        """A path that climbs on each day by what falls on it."""
        height = 0
        path = [f"M{LEFT} {at(self.y(height))}"]
        for day in sorted(one for one in counts if one <= until):
            height += counts[day]
            path.append(f"H{at(self.x(day))}V{at(self.y(height))}")
        return "".join([*path, f"H{at(self.x(until))}"])


def _ticks(most: int) -> list[int]:
    """Zero, round numbers, and the total itself; at most five lines."""
    size = 1
    while True:
        for step in STEPS:
            if most / (step * size) <= 4:
                rounds = range(0, most, step * size)
                return [*(count for count in rounds if most - count >= step * size / 2), most]
        size *= 10
