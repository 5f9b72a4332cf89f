"""The time-line of a plan: a row for each piece of work, from where the plan foresees it to its deadline, as SVG."""

from __future__ import annotations

import calendar as weeks
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from plans.rules.charts import FAINT, GREEN, INK, RED, WHITE, at
from plans.rules.official import ROMAN
from plans.rules.ribbon import BLUE, GREY, NAVY, PALE, RING, TINT
from plans.rules.status import DueState

WIDTH, NAMES, HEAD, ROW, FOOT = 1110, 330, 44, 28, 26
MOST_ROWS = 60
_SPAN = "#dbe6f3"
_LETTERS = 46  # of a name that fit before the time begins


@dataclass(frozen=True)
class Strip:
    """One row: the words, the stretch of days and how it stands. ``state`` as in ``CalendarItem``."""

    name: str
    url: str
    spoken: str
    runs_from: dt.date
    ends_on: dt.date
    state: str
    is_event: bool = False


def timeline_svg(strips: Sequence[Strip], *, year: int, today: dt.date, label: str) -> str:
    """The rows under a head of quarters and months, with the line of today."""
    height = HEAD + len(strips) * ROW + FOOT
    drawn = [_head(year, height - FOOT, today)]
    for place, strip in enumerate(strips):
        drawn.append(_row(strip, year, HEAD + place * ROW))
    if today.year == year:
        drawn.append(_today(year, today, height))
    return (
        f'<svg class="timeline" viewBox="0 0 {WIDTH} {height}" role="group" aria-label="{escape(label)}"'
        f' font-size="13">{"".join(drawn)}</svg>'
    )


def _x(year: int, day: dt.date, *, after: bool = False) -> float:
    """Where a day begins (or ends) on the line; each month has the same width whatever its days."""
    if day.year != year:
        return NAMES if day.year < year else WIDTH
    days = weeks.monthrange(year, day.month)[1]
    share = (day.day - (0 if after else 1)) / days
    return NAMES + (day.month - 1 + share) * (WIDTH - NAMES) / 12


def _head(year: int, bottom: float, today: dt.date) -> str:
    wide = (WIDTH - NAMES) / 12
    parts = []
    for month in range(1, 13):
        x = NAMES + (month - 1) * wide
        if (today.year, today.month) == (year, month):
            parts.append(f'<rect x="{at(x)}" y="22" width="{at(wide)}" height="{at(bottom - 22)}" fill="{TINT}"/>')
        parts.append(
            f'<text x="{at(x + wide / 2)}" y="37" text-anchor="middle" font-size="12" fill="{FAINT}">Th {month}</text>'
        )
        top = 0 if month % 3 == 1 else 24
        parts.append(_line((x, top), (x, bottom), PALE if month % 3 == 1 else "#e7edf4"))
    for quarter in range(4):
        x = NAMES + (quarter + 0.5) * 3 * wide
        parts.append(
            f'<text x="{at(x)}" y="15" text-anchor="middle" font-weight="700" letter-spacing="0.4"'
            f' fill="{NAVY}">QUÝ {ROMAN[quarter]}</text>'
        )
    return "".join(parts) + _line((0, HEAD), (WIDTH, HEAD), PALE)


def _row(strip: Strip, year: int, top: float) -> str:
    middle = top + ROW / 2
    name = strip.name if len(strip.name) <= _LETTERS else strip.name[: _LETTERS - 1].rstrip() + "…"
    left, right = _x(year, strip.runs_from), _x(year, strip.ends_on, after=True)
    bar = (
        f'<rect x="{at(left)}" y="{at(middle - 4)}" width="{at(max(right - left, 2))}" height="8" rx="2"'
        f' fill="{_SPAN}"/>'
    )
    return (
        f'<a href="{escape(strip.url)}" aria-label="{escape(strip.spoken)}"><title>{escape(strip.spoken)}</title>'
        f'<rect x="0" y="{at(top)}" width="{WIDTH}" height="{ROW}" fill="none" pointer-events="all"/>'
        f'<text x="12" y="{at(middle + 4.5)}" fill="{INK}">{escape(name)}</text>{bar}'
        f"{_mark(strip, min(right, WIDTH - 8), middle)}</a>{_line((0, top + ROW), (WIDTH, top + ROW), '#e7edf4')}"
    )


def _mark(strip: Strip, x: float, y: float) -> str:
    """The end of the strip: its shape tells the state, the colour repeats it."""
    centre = f'cx="{at(x)}" cy="{at(y)}"'
    if strip.is_event:
        points = f"{at(x)},{at(y - 7)} {at(x + 7)},{at(y)} {at(x)},{at(y + 7)} {at(x - 7)},{at(y)}"
        return f'<polygon points="{points}" fill="{WHITE}" stroke="{BLUE}" stroke-width="2"/>'
    if strip.state == DueState.LATE:
        return f'<rect x="{at(x - 7)}" y="{at(y - 7)}" width="14" height="14" rx="2" fill="{RED}"/>'
    if strip.state == DueState.MET:
        return f'<circle {centre} r="7" fill="{GREEN}"/>'
    if strip.state == DueState.MET_LATE:
        return (
            f'<circle {centre} r="6" fill="{GREEN}"/>'
            f'<circle {centre} r="9" fill="none" stroke="{RING}" stroke-width="2"/>'
        )
    if strip.state == DueState.SOON:
        return f'<circle {centre} r="6" fill="{WHITE}" stroke="{RING}" stroke-width="3"/>'
    return f'<circle {centre} r="6" fill="{WHITE}" stroke="{GREY}" stroke-width="1.5"/>'


def legend_shape(state: str, *, is_event: bool = False) -> str:
    """The end shape alone, for the legend."""
    strip = Strip("", "", "", dt.date.min, dt.date.min, state, is_event)
    return (
        '<svg class="key" viewBox="0 0 22 22" width="18" height="18" aria-hidden="true" focusable="false">'
        f"{_mark(strip, 11, 11)}</svg>"
    )


def _today(year: int, today: dt.date, height: float) -> str:
    x = _x(year, today, after=True)
    anchor = "end" if x > WIDTH - 60 else "start" if x < NAMES + 60 else "middle"
    return (
        _line((x, HEAD), (x, height - FOOT), BLUE, 2)
        + f'<circle cx="{at(x)}" cy="{HEAD}" r="4" fill="{BLUE}"/>'
        + f'<text x="{at(x)}" y="{at(height - 8)}" text-anchor="{anchor}" font-size="12" font-weight="600"'
        f' fill="{BLUE}">Hôm nay {today:%d/%m}</text>'
    )


def _line(start: tuple[float, float], end: tuple[float, float], colour: str, width: float = 1) -> str:
    (x1, y1), (x2, y2) = start, end
    return f'<path d="M{at(x1)} {at(y1)}L{at(x2)} {at(y2)}" stroke="{colour}" stroke-width="{width}" fill="none"/>'
