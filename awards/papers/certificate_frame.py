"""The ornament of the office's certificate, drawn by us: a band of woven lozenges between rules, stars in its corners.

Everything lies inside the outer rule; nothing copies a certificate of the State (document-format, 7.3). Lengths in mm.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable

from awards.rules.certificate import A4_HEIGHT, A4_WIDTH

GOLD, DEEP_GOLD, PALE, RED, DARK_RED = "#b9892f", "#8a6116", "#fdf6e3", "#c8102e", "#8e0b20"
OUTER, BAND, DEPTH = 8.0, 10.0, 8.0  # the outer rule, where the band begins, how deep it is
INNER = BAND + DEPTH
ACROSS, DOWN = 33, 22  # lozenges along the long and the short sides
EMBLEM_TOP, EMBLEM_SIZE = 22.0, 23.5
FLAGS = 5  # on each side
Turned = Callable[[float, float], tuple[float, float]]  # along and across a side of the band, as a point of the sheet


@functools.cache
def frame_svg(*, flags: bool) -> str:
    """The whole sheet's ornament; with ``flags`` a row of red flags to both sides of the emblem's place."""
    side = FLAG_ROW if flags else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{A4_WIDTH}mm" height="{A4_HEIGHT}mm" '
        f'viewBox="0 0 {A4_WIDTH} {A4_HEIGHT}">{_rules()}{_band()}{_corners()}{side}</svg>'
    )


def _rect(inset: float, stroke: str, weight: float, fill: str = "none") -> str:
    width, height = A4_WIDTH - 2 * inset, A4_HEIGHT - 2 * inset
    return (
        f'<rect x="{inset}" y="{inset}" width="{width}" height="{height}" '
        f'fill="{fill}" stroke="{stroke}" stroke-width="{weight}"/>'
    )


def _rules() -> str:
    """From outside in: strong gold, hair line, the band on pale ground, hair line, red, hair line."""
    return "".join(
        (
            _rect(OUTER, DEEP_GOLD, 1.1, PALE),
            _rect(BAND - 0.7, GOLD, 0.25),
            _rect(INNER + 0.5, GOLD, 0.3, "#ffffff"),
            _rect(INNER + 1.5, RED, 0.7),
            _rect(INNER + 2.4, GOLD, 0.25),
        )
    )


def _band() -> str:
    """Two chains of lozenges woven half a step apart, a red heart in each, a gold dot at each crossing."""
    long_side, short_side = A4_WIDTH - 2 * INNER, A4_HEIGHT - 2 * INNER
    woven, hearts, dots = [], [], []
    sides: tuple[tuple[int, float, Turned], ...] = (
        (ACROSS, long_side, lambda along, across: (INNER + along, BAND + across)),
        (ACROSS, long_side, lambda along, across: (INNER + along, A4_HEIGHT - BAND - across)),
        (DOWN, short_side, lambda along, across: (BAND + across, INNER + along)),
        (DOWN, short_side, lambda along, across: (A4_WIDTH - BAND - across, INNER + along)),
    )
    for count, length, at in sides:
        step, middle = length / count, DEPTH / 2
        for number in range(count):
            centre = (number + 0.5) * step
            woven.append(_lozenge(at, centre, middle, step / 2, middle - 0.35))
            hearts.append(_lozenge(at, centre, middle, step / 6.5, middle / 3.6))
            if number:
                woven.append(_lozenge(at, number * step, middle, step / 2, middle - 0.35))
                hearts.append(_lozenge(at, number * step, middle, step / 9, middle / 5.5))
            beside = centre - step / 2 if number else centre
            dots += [_dot(*at(beside, across)) for across in (1.15, DEPTH - 1.15)]
    return (
        f'<path d="{"".join(woven)}" fill="none" stroke="{GOLD}" stroke-width="0.42"/>'
        f'<path d="{"".join(hearts)}" fill="{RED}"/><path d="{"".join(dots)}" fill="{DEEP_GOLD}"/>'
    )


def _lozenge(at: Turned, along: float, across: float, half: float, reach: float) -> str:
    corners = ((along - half, across), (along, across - reach), (along + half, across), (along, across + reach))
    return "M" + "L".join(f"{x:.3f} {y:.3f}" for x, y in (at(*corner) for corner in corners)) + "Z"


def _dot(x: float, y: float, radius: float = 0.32) -> str:
    return f"M{x - radius:.3f} {y:.3f}l{radius} {-radius}l{radius} {radius}l{-radius} {radius}Z"


def _corners() -> str:
    """A star of fourteen rays, as bronze drums have, in a square where two sides of the band meet."""
    drawn = []
    for x in (BAND + DEPTH / 2, A4_WIDTH - BAND - DEPTH / 2):
        for y in (BAND + DEPTH / 2, A4_HEIGHT - BAND - DEPTH / 2):
            half = DEPTH / 2
            drawn.append(
                f'<rect x="{x - half}" y="{y - half}" width="{DEPTH}" height="{DEPTH}" fill="{RED}" '
                f'stroke="{DEEP_GOLD}" stroke-width="0.4"/>'
                f'<circle cx="{x}" cy="{y}" r="3.35" fill="none" stroke="#f2cf7a" stroke-width="0.3"/>'
                f'<path d="{_star(x, y, 2.9, 1.25, 14)}" fill="#f2cf7a"/>'
                f'<circle cx="{x}" cy="{y}" r="0.62" fill="{RED}"/>'
            )
    return "".join(drawn)


def _star(x: float, y: float, outer: float, inner: float, rays: int) -> str:
    points = []
    for number in range(2 * rays):
        reach, turn = (inner if number % 2 else outer), math.pi * number / rays - math.pi / 2
        points.append(f"{x + reach * math.cos(turn):.3f} {y + reach * math.sin(turn):.3f}")
    return "M" + "L".join(points) + "Z"


def _flag(right: float) -> str:
    """One flag on its pole, leaning outwards from the middle; ``right`` is how far from it."""
    foot, top, lean = EMBLEM_TOP + EMBLEM_SIZE - 1.5, EMBLEM_TOP + 2.6, 2.4
    x = right + lean
    cloth = f"M{x} {top}c3.2 -1.7 5.6 1.5 9.4 -0.3l-0.9 7.4c-3.7 1.7 -6.1 -1.6 -9.4 0.2Z"
    fold = f"M{x + 3.1} {top - 0.62}l-0.9 7.25M{x + 6.3} {top + 0.12}l-0.9 7.3"
    return (
        f'<path d="M{right} {foot}L{x} {top - 1.2}" stroke="{DEEP_GOLD}" stroke-width="0.55" fill="none"/>'
        f'<path d="{cloth}" fill="{RED}"/><path d="{fold}" stroke="{DARK_RED}" stroke-width="0.3" fill="none"/>'
        f'<circle cx="{x}" cy="{top - 1.5}" r="0.62" fill="{GOLD}"/>'
    )


def _flag_row() -> str:
    half = "".join(_flag(16.5 + 9.2 * number) for number in reversed(range(FLAGS)))
    middle = A4_WIDTH / 2
    return f'<g transform="translate({middle} 0)">{half}</g><g transform="translate({middle} 0) scale(-1 1)">{half}</g>'


FLAG_ROW = _flag_row()
