"""Charts as SVG text: the same on screen and paper, with presentation attributes only, every text escaped.

Order of the parts is always: đúng hạn, xong quá hạn, trong hạn, quá hạn, nếu có; each has a pattern of its own, so
that the chart reads in black and white.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from plans.rules.status import Cell

INK, FAINT, WHITE = "#131f30", "#4a5a70", "#ffffff"
GREEN, ORANGE, ORANGE_INK = "#1f7d52", "#e9a15c", "#8a3c00"
SKY, RED, LINE, SOFT = "#9cc3ec", "#c92128", "#5c6b81", "#e7edf4"

PARTS = (Cell.ON_TIME, Cell.DONE_LATE, Cell.OPEN, Cell.OVERDUE, Cell.CONDITIONAL)
PART_WORDS = {
    Cell.ON_TIME: "Đúng hạn",
    Cell.DONE_LATE: "Xong quá hạn",
    Cell.OPEN: "Trong hạn",
    Cell.OVERDUE: "Quá hạn chưa xong",
    Cell.CONDITIONAL: "Nếu có",
}
HATCHED = {Cell.DONE_LATE: "late-done", Cell.OVERDUE: "overdue"}
BAR, STEP, NAME_WIDTH, TOTAL_WIDTH = 20, 30, 58, 34
LETTER, KEY = 6.3, 16  # width of a letter and of a key of the legend, in the chart's units


@dataclass(frozen=True)
class Bar:
    """One bar: its name, its counts by cell, and the list it opens."""

    name: str
    counts: Mapping[Cell, int]
    url: str = ""

    @property
    def total(self) -> int:
        return sum(self.counts.get(cell, 0) for cell in PARTS)


def stacked_bars(
    bars: Sequence[Bar],
    *,
    label: str,
    width: int = 350,
    prefix: str = "c",
    names: int = NAME_WIDTH,
    legend: Sequence[Cell] = (),
    face: str = "",
) -> str:
    """Horizontal bars on one scale, the count in each part, the total at the end.

    ``prefix`` keeps the pattern names of several charts on a page apart; ``names`` is the room of the bars' names. On
    paper ``legend`` are the parts explained below the bars, and ``face`` the letters, which the site's style gives.
    """
    most = max((bar.total for bar in bars), default=0)
    scale = (width - names - TOTAL_WIDTH) / most if most else 0
    height = len(bars) * STEP
    role = "group" if any(bar.url for bar in bars) else "img"  # an image may hold no links
    drawn = "".join(_bar(bar, index * STEP, (names, scale), prefix) for index, bar in enumerate(bars))
    drawn += _legend(legend, names, height, prefix)
    family = f' xmlns="http://www.w3.org/2000/svg" font-family="{escape(face)}"' if face else ""
    return (
        f'<svg class="chart" viewBox="0 0 {width} {height + (STEP if legend else 0)}" role="{role}"'
        f' aria-label="{escape(label)}" font-size="12.5"{family}>{_patterns(prefix)}{drawn}</svg>'
    )


def _legend(cells: Sequence[Cell], left: float, y: float, prefix: str) -> str:
    """The parts with their words in a row."""
    parts = []
    x = float(left)
    for cell in cells:
        words = PART_WORDS[cell]
        parts.append(_part(cell, (x, y + 6, KEY - 2, KEY - 2), prefix))
        parts.append(f'<text x="{at(x + KEY + 3)}" y="{at(y + 18)}" fill="{INK}">{escape(words)}</text>')
        x += KEY + 19 + len(words) * LETTER
    return "".join(parts)


def mini_bar(counts: Mapping[Cell, int], *, most: int, label: str, width: int = 86, prefix: str = "m") -> str:
    """A bar without words for a table row; ``most`` is the largest total of the column. Patterns: ``patterns_svg``."""
    total = sum(counts.get(cell, 0) for cell in PARTS)
    scale = width / most if most else 0
    parts = "".join(_part(cell, (x, 1, size, 10), prefix) for cell, x, size, _ in _slices(counts, scale))
    words = f"{label}: {total}"
    return (
        f'<svg class="mini" viewBox="0 0 {width} 12" width="{width}" height="12" role="img"'
        f' aria-label="{escape(words)}">{parts}</svg>'
    )


def patterns_svg(prefix: str = "m") -> str:
    """The hatches once for all mini bars of a page."""
    return f'<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false">{_patterns(prefix)}</svg>'


def legend_key(cell: Cell, prefix: str = "c") -> str:
    """The small square of a part beside its word in the legend."""
    return (
        f'<svg class="key" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">'
        f"{_part(cell, (1, 1, 14, 14), prefix)}</svg>"
    )


def _slices(counts: Mapping[Cell, int], scale: float) -> Iterator[tuple[Cell, float, float, int]]:
    """Each part that is there: cell, where it starts, how long it is, and its count."""
    x = 0.0
    for cell in PARTS:
        count = counts.get(cell, 0)
        if count:
            size = count * scale
            yield cell, x, size, count
            x += size


def _bar(bar: Bar, y: float, scaled: tuple[float, float], prefix: str) -> str:
    """``scaled``: where the bars begin, and how long one task is."""
    names, scale = scaled
    middle = y + BAR / 2 + 5
    most = int(names / LETTER)
    name = bar.name if len(bar.name) <= most or names == NAME_WIDTH else f"{bar.name[: most - 1]}…"
    parts = [f'<text x="0" y="{at(middle)}" fill="{INK}">{escape(name)}</text>']
    for cell, x, size, count in _slices(bar.counts, scale):
        left = names + x
        parts.append(_part(cell, (left, y, size, BAR), prefix))
        if size >= 9 * len(str(count)) + 6:
            parts.append(_count(cell, left + size / 2, y, count))
    end = names + bar.total * scale + 8
    parts.append(f'<text x="{at(end)}" y="{at(middle)}" fill="{INK}">{bar.total}</text>')
    drawn = "".join(parts)
    if not bar.url:
        return f"<g>{drawn}</g>"
    words = escape(f"{bar.name}: {bar.total} nhiệm vụ, mở danh sách")
    return f'<a href="{escape(bar.url)}" aria-label="{words}">{drawn}</a>'


def _part(cell: Cell, box: tuple[float, float, float, float], prefix: str) -> str:
    """One part, a hair shorter than its share so that neighbours stay apart."""
    x, y, width, height = box
    place = f'x="{at(x)}" y="{at(y)}" width="{at(max(width - 1, 1))}" height="{at(height)}" rx="1"'
    if cell == Cell.CONDITIONAL:
        inner = f'x="{at(x + 0.5)}" y="{at(y + 0.5)}" width="{at(max(width - 2, 1))}" height="{at(height - 1)}" rx="1"'
        return f'<rect {inner} fill="{WHITE}" stroke="{LINE}" stroke-dasharray="3 2"/>'
    fill = {Cell.ON_TIME: GREEN, Cell.OPEN: SKY}.get(cell) or f"url(#{prefix}-{HATCHED[cell]})"
    return f'<rect {place} fill="{fill}"/>'


def _count(cell: Cell, x: float, y: float, count: int) -> str:
    """The count in the middle of its part; over a hatch on a white plate."""
    plate = ""
    if cell in HATCHED:
        wide = 8 * len(str(count)) + 6
        plate = (
            f'<rect x="{at(x - wide / 2)}" y="{at(y + 3)}" width="{wide}" height="{BAR - 6}" rx="2" fill="{WHITE}"/>'
        )
    look = f'class="on-dark" fill="{WHITE}"' if cell == Cell.ON_TIME else f'fill="{INK}"'
    return (
        f'{plate}<text x="{at(x)}" y="{at(y + BAR / 2 + 4.5)}" text-anchor="middle" font-weight="600"'
        f" {look}>{count}</text>"
    )


def _patterns(prefix: str) -> str:
    return (
        f'<defs><pattern id="{prefix}-late-done" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="{ORANGE}"/>'
        f'<path d="M-1 7 7 -1M-1 1 1 -1M5 7 7 5" stroke="{ORANGE_INK}" stroke-width="1.3"/></pattern>'
        f'<pattern id="{prefix}-overdue" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="{RED}"/>'
        f'<path d="M0 0 6 6M6 0 0 6" stroke="{WHITE}" stroke-width="1"/></pattern></defs>'
    )


def at(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")
