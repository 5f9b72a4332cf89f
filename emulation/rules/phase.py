"""Phases of a campaign: open by their dates alone, and drawn as a strip. Pure functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from plans.rules.official import short_date

REGISTRATION = "registration"
Spans = Mapping[str, tuple[dt.date | None, dt.date | None]]


class PhaseState(StrEnum):
    """How a phase stands on a day."""

    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"


PHASE_WORDS = {PhaseState.COMING: "sắp mở", PhaseState.OPEN: "đang mở", PhaseState.CLOSED: "đã đóng"}


def phase_state(opens_on: dt.date, closes_on: dt.date, today: dt.date) -> PhaseState:
    """Both days belong to the phase."""
    if today < opens_on:
        return PhaseState.COMING
    return PhaseState.OPEN if today <= closes_on else PhaseState.CLOSED


def phase_faults(spans: Spans, starts_on: dt.date, ends_on: dt.date) -> dict[str, str]:
    """What is wrong with each phase, by its kind; a phase without days is left out of the campaign.

    Phases lie inside the time of the campaign; only the registration may begin before it.
    """
    faults = {}
    for kind, (opens, closes) in spans.items():
        if opens is None and closes is None:
            continue
        if opens is None or closes is None:
            faults[kind] = "Ghi cả ngày mở và ngày đóng, hoặc để trống cả hai."
        elif closes < opens:
            faults[kind] = "Ngày đóng ở trước ngày mở."
        elif closes > ends_on:
            faults[kind] = f"Ở sau ngày cuối của phong trào, {short_date(ends_on)}."
        elif opens < starts_on and kind != REGISTRATION:
            faults[kind] = f"Ở trước ngày đầu của phong trào, {short_date(starts_on)}."
    return faults


# -- The strip -------------------------------------------------------------------------------------------------------

WIDTH, LABEL, ROW, BAR, HEAD, FOOT, APART = 760, 118, 30, 16, 22, 18, 40
_INK, _SECOND, _LINE, _WHITE = "#16202e", "#526175", "#d9e0e8", "#ffffff"
_FILLS = {PhaseState.COMING: "#c4dbf4", PhaseState.OPEN: "#14529d", PhaseState.CLOSED: "#7d8ca1"}


@dataclass(frozen=True)
class Bar:
    """One phase as the strip draws it."""

    label: str
    opens_on: dt.date
    closes_on: dt.date


def phase_svg(bars: Sequence[Bar], starts_on: dt.date, ends_on: dt.date, today: dt.date) -> str:
    """The phases one under the other on the line of the campaign's days; the words stand beside the colours."""
    first = min([starts_on, *(bar.opens_on for bar in bars)])
    last = max([ends_on, *(bar.closes_on for bar in bars)])
    days = max(1, (last - first).days + 1)
    height = HEAD + ROW * len(bars) + FOOT

    def x(day: dt.date) -> float:
        return round(LABEL + (WIDTH - LABEL - 12) * (day - first).days / days, 1)

    label = f"Các giai đoạn từ {short_date(first)} đến {short_date(last)}"
    parts = [f'<svg class="chart phases" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}">']
    ticks = [(x(day), words) for day, words in _ticks(first, last)]
    if len(ticks) > 1 and ticks[1][0] - ticks[0][0] < APART:
        ticks[0] = (ticks[0][0], "")
    parts += [_tick(at, words, height) for at, words in ticks]
    for place, bar in enumerate(bars):
        state = phase_state(bar.opens_on, bar.closes_on, today)
        top = HEAD + ROW * place + (ROW - BAR) / 2
        left, right = x(bar.opens_on), x(bar.closes_on + dt.timedelta(days=1))
        said = f"{bar.label}: {short_date(bar.opens_on)} đến {short_date(bar.closes_on)}, {PHASE_WORDS[state]}"
        parts.append(f'<text x="0" y="{top + 12.5}" font-size="12.5" fill="{_INK}">{escape(bar.label)}</text>')
        parts.append(
            f'<rect x="{left}" y="{top}" width="{max(6.0, round(right - left, 1))}" height="{BAR}" rx="3" '
            f'fill="{_FILLS[state]}"><title>{escape(said)}</title></rect>'
        )
    if first <= today <= last:
        at = x(today)
        end = "end" if at > WIDTH - 80 else "start"
        parts.append(f'<path d="M{at} {HEAD - 4}V{height - FOOT}" stroke="{_INK}" stroke-width="1.5"/>')
        shift = -4 if end == "end" else 4
        parts.append(
            f'<text x="{at + shift}" y="{height - 5}" font-size="11.5" font-weight="600" text-anchor="{end}" '
            f'fill="{_INK}">hôm nay</text>'
        )
    return "".join([*parts, "</svg>"])


def _ticks(first: dt.date, last: dt.date) -> list[tuple[dt.date, str]]:
    """The first days of months to be named: every month of a short time, every quarter or year of a longer one."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 1200) if months / step <= 12)
    found = []
    for place in range(months):
        year, month = divmod(first.year * 12 + first.month - 1 + place, 12)
        if month % step == 0 and (step <= 12 or year % (step // 12) == 0):
            found.append((max(first, dt.date(year, month + 1, 1)), _tick_words(year, month + 1)))
    return found


def _tick_words(year: int, month: int) -> str:
    """The month; its year too where it begins."""
    return f"{month}/{year}" if month == 1 else f"Th. {month}"


def _tick(at: float, words: str, height: int) -> str:
    return (
        f'<path d="M{at} {HEAD - 4}V{height - FOOT}" stroke="{_LINE}"/>'
        f'<text x="{at + 3}" y="12" font-size="11.5" fill="{_SECOND}">{words}</text>'
    )
