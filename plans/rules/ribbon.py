"""The year ribbon: four equal quarters, one mark per task told apart by its shape, and the line of the year's days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape

from plans.rules.charts import FAINT, GREEN, INK, RED, WHITE, at
from plans.rules.status import Cell, Progress

WIDTH, PAD, HEAD, ROW, FOOT = 1110, 16, 36, 38, 32
STEP, SIZE, PER_ROW, UNDER = 32, 26, 8, 22
MOST_MARKS = 3 * PER_ROW  # above this a quarter shows one counted mark for each shape
BLUE, TINT, PALE, RING, GREY = "#14529d", "#f2f7fd", "#c4dbf4", "#b55304", "#7d8ca1"
NAVY, SECOND = "#0c2d5a", "#35455b"
_NOW = f'font-size="12" font-weight="600" fill="{BLUE}"'


class Shape(StrEnum):
    """A mark's shape; the colour only repeats what the shape says."""

    ON_TIME = "on_time"
    DONE_LATE = "done_late"
    DOING = "doing"
    TODO = "todo"
    OVERDUE = "overdue"
    CONDITIONAL = "conditional"
    STOPPED = "stopped"


SHAPE_WORDS = {
    Shape.ON_TIME: "Hoàn thành đúng hạn",
    Shape.DONE_LATE: "Hoàn thành quá hạn",
    Shape.DOING: "Đang thực hiện, trong hạn",
    Shape.TODO: "Chưa thực hiện",
    Shape.OVERDUE: "Quá hạn chưa hoàn thành",
    Shape.CONDITIONAL: "Chờ phát sinh (nếu có)",
    Shape.STOPPED: "Dừng, không phát sinh",
}


@dataclass(frozen=True)
class Mark:
    """A task, or with ``count`` all tasks of one shape in a quarter."""

    text: str
    shape: Shape
    url: str
    spoken: str


@dataclass(frozen=True)
class Lane:
    """A quarter: its deadline in words, its marks, and the line of counts under them."""

    name: str
    due_words: str
    marks: Sequence[Mark]
    counts: str


def shape_of(cell: Cell, progress: Progress) -> Shape:
    """The shape of a task's mark."""
    same = {
        Cell.ON_TIME: Shape.ON_TIME,
        Cell.DONE_LATE: Shape.DONE_LATE,
        Cell.OVERDUE: Shape.OVERDUE,
        Cell.CONDITIONAL: Shape.CONDITIONAL,
        Cell.STOPPED: Shape.STOPPED,
    }
    return same.get(cell) or (Shape.TODO if progress == Progress.TODO else Shape.DOING)


def year_ribbon(lanes: Sequence[Lane], *, year: int, today: dt.date, label: str) -> str:
    """The ribbon of four quarters; tasks of no quarter stand in a fifth lane below, when there are any."""
    quarters, others = lanes[:4], lanes[4:]
    rows = max([1, *(_rows(lane) for lane in quarters)])
    height = HEAD + rows * ROW + FOOT
    wide = WIDTH / 4
    now = _today_x(year, today)
    drawn = [
        f'<rect x="{at(index * wide)}" y="0" width="{at(wide)}" height="{height}" fill="{TINT}"/>'
        for index in range(4)
        if index * wide <= now < (index + 1) * wide
    ]
    for index, lane in enumerate(quarters):
        drawn.append(_lane(lane, index * wide, wide, rows))
        if index:
            drawn.append(_line((index * wide, 0), (index * wide, height), PALE, 1))
    drawn.append(_line((0, height - 1), (WIDTH, height - 1), PALE, 2))
    if now > 0:
        drawn.append(_line((0, height - 1.5), (min(now, WIDTH), height - 1.5), BLUE, 3))
    total: float = height
    if today.year == year:
        quarter = min(int(now // wide), 3)
        inside = _has_room(quarters[quarter], quarter * wide, now)
        drawn.append(_today(now, height, today, inside=inside))
        total += 0 if inside else UNDER
    for lane in others:
        drawn.append(f'<g transform="translate(0 {total})">{_lane(lane, 0, WIDTH, _rows(lane, WIDTH))}</g>')
        total += HEAD + _rows(lane, WIDTH) * ROW + FOOT
    body = "".join(drawn)
    return (
        f'<svg class="ribbon" viewBox="0 0 {WIDTH} {total}" role="group" aria-label="{escape(label)}"'
        f' font-size="13">{body}</svg>'
    )


def legend_mark(shape: Shape) -> str:
    """The shape alone, for the legend."""
    return (
        f'<svg class="key" viewBox="0 0 18 18" width="16" height="16" aria-hidden="true" focusable="false">'
        f"{_shape(shape, 9, 9, 5.5)}</svg>"
    )


def _rows(lane: Lane, width: float = WIDTH / 4) -> int:
    return max(1, -(-len(lane.marks) // _per_row(width)))


def _per_row(width: float) -> int:
    return int((width - 2 * PAD + STEP - SIZE) // STEP)


def _lane(lane: Lane, x: float, width: float, rows: int) -> str:
    left, right = at(x + PAD), at(x + width - PAD)
    parts = [
        f'<text x="{left}" y="24" font-weight="700" letter-spacing="0.4" fill="{NAVY}">{escape(lane.name)}</text>',
        f'<text x="{right}" y="24" text-anchor="end" fill="{FAINT}">{escape(lane.due_words)}</text>',
    ]
    per_row = _per_row(width)
    step = min(40.0, (width - 2 * PAD - SIZE) / max(1, min(len(lane.marks), per_row) - 1)) if lane.marks else STEP
    for index, mark in enumerate(lane.marks):
        row, column = divmod(index, per_row)
        parts.append(_mark(mark, x + PAD + SIZE / 2 + column * step, HEAD + 4 + row * ROW + SIZE / 2))
    y = HEAD + rows * ROW + 17
    parts.append(f'<text x="{left}" y="{y}" font-size="12.5" fill="{SECOND}">{escape(lane.counts)}</text>')
    return "".join(parts)


def _mark(mark: Mark, x: float, y: float) -> str:
    pale = mark.shape in (Shape.ON_TIME, Shape.DONE_LATE, Shape.OVERDUE)
    size = 13 if len(mark.text) < 3 else 10.5
    return (
        f'<a href="{escape(mark.url)}" aria-label="{escape(mark.spoken)}"><title>{escape(mark.spoken)}</title>'
        f"{_shape(mark.shape, x, y, SIZE / 2)}"
        f'<text x="{at(x)}" y="{at(y + 4.5)}" text-anchor="middle" font-size="{size}" font-weight="600"'
        f' fill="{WHITE if pale else INK}">{escape(mark.text)}</text></a>'
    )


def _shape(shape: Shape, x: float, y: float, radius: float) -> str:
    centre = f'cx="{at(x)}" cy="{at(y)}"'
    thin = radius - 0.75
    if shape == Shape.OVERDUE:
        side = radius * 2
        return (
            f'<rect x="{at(x - radius)}" y="{at(y - radius)}" width="{at(side)}" height="{at(side)}"'
            f' rx="2" fill="{RED}"/>'
        )
    if shape == Shape.ON_TIME:
        return f'<circle {centre} r="{at(radius)}" fill="{GREEN}"/>'
    if shape == Shape.DONE_LATE:
        return (
            f'<circle {centre} r="{at(radius)}" fill="{GREEN}"/>'
            f'<circle {centre} r="{at(radius + 3)}" fill="none" stroke="{RING}" stroke-width="2"/>'
        )
    look = {
        Shape.DOING: f'fill="#e3eefa" stroke="{BLUE}" stroke-width="2.5"',
        Shape.TODO: f'fill="{WHITE}" stroke="{GREY}" stroke-width="1.5"',
        Shape.CONDITIONAL: f'fill="{WHITE}" stroke="#4a5a70" stroke-width="1.5" stroke-dasharray="3.5 2.5"',
        Shape.STOPPED: f'fill="#e9eef4" stroke="{GREY}" stroke-width="1"',
    }[shape]
    return f'<circle {centre} r="{at(thin)}" {look}/>'


def _today_x(year: int, today: dt.date) -> float:
    """How far today stands on the ribbon; each quarter has the same width whatever its days."""
    if today.year != year:
        return 0 if today.year < year else WIDTH
    quarter = (today.month - 1) // 3
    start = dt.date(year, quarter * 3 + 1, 1)
    end = dt.date(year, 12, 31) if quarter == 3 else dt.date(year, quarter * 3 + 4, 1) - dt.timedelta(days=1)
    share = ((today - start).days + 1) / ((end - start).days + 1)
    return min((quarter + share) * WIDTH / 4, WIDTH - 1)


def _today(x: float, height: float, today: dt.date, *, inside: bool) -> str:
    """The line of today: beside the marks where there is room, else a short one with its words under the base line."""
    if not inside:
        near_end = x > WIDTH - 60
        anchor = "end" if near_end else "start" if x < 60 else "middle"
        return (
            f'<circle cx="{at(x)}" cy="{at(height - 1.5)}" r="4.5" fill="{BLUE}"/>'
            f'<text x="{at(x)}" y="{at(height + 15)}" text-anchor="{anchor}" {_NOW}>Hôm nay {today:%d/%m}</text>'
        )
    return (
        f'<circle cx="{at(x)}" cy="{HEAD + 2}" r="3.5" fill="{BLUE}"/>'
        f"{_line((x, HEAD + 2), (x, height), BLUE, 1.5)}"
        f'<text x="{at(x + 8)}" y="{HEAD + 13}" {_NOW}>Hôm nay</text>'
        f'<text x="{at(x + 8)}" y="{HEAD + 29}" {_NOW}>{today:%d/%m}</text>'
    )


def _has_room(lane: Lane, left: float, now: float) -> bool:
    """Whether the line of today, with its words to the right, touches neither mark nor count."""
    per_row = _per_row(WIDTH / 4)
    marks_end = left + PAD + min(len(lane.marks), per_row) * 40
    counts_end = left + PAD + 7 * len(lane.counts)
    return max(marks_end, counts_end) < now < left + WIDTH / 4 - 64


def _line(start: tuple[float, float], end: tuple[float, float], colour: str, width: float) -> str:
    (x1, y1), (x2, y2) = start, end
    ends = f'x1="{at(x1)}" y1="{at(y1)}" x2="{at(x2)}" y2="{at(y2)}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{width}"/>'
