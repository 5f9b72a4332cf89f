"""Certificates as one PDF: the office's own page, or only the words on pre-printed stock; calibration and test sheets.

What is the same on all sheets (frame, emblem, who gives it, the decision, the signature) is laid out once as a plate
under them, so that two hundred sheets cost what their four own lines cost.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from awards.papers.certificate_fit import POINT, fit, reach, rise, width_of
from awards.papers.certificate_frame import EMBLEM_SIZE, EMBLEM_TOP, RED, frame_svg
from awards.rules.certificate import (
    A4_HEIGHT,
    A4_WIDTH,
    FLOW,
    FLOW_FOOT,
    FLOW_GAP,
    FULL,
    LINES,
    MOTTO,
    MOTTO_LINE,
    MOTTO_WORDS,
    NATION,
    NATION_WORDS,
    Place,
    Side,
    places_of,
)
from plans.papers.fonts import paper_face
from plans.papers.pdf import render_placed

LEADING = 1.28
OUTLINE = "#7a8794"
CROSS = (40.0, 40.0)  # mm from the left and from the top
NOTE_LEFT, NOTE_WIDTH = 30.0, 212.0  # where the words of a calibration sheet begin, how wide they are at 11 points


@dataclass(frozen=True)
class Sheet:
    """What the certificates lie on: the office's own page, or a stock with its places.

    ``right`` and ``down`` are what the printer is off, in mm. ``outlined`` draws each line's place, for a test print.
    """

    width: float = A4_WIDTH
    height: float = A4_HEIGHT
    places: Mapping[str, Place] = field(default_factory=lambda: FULL)
    is_stock: bool = False
    flags: bool = False
    emblem: bytes = b""
    right: float = 0
    down: float = 0
    outlined: bool = False


@dataclass(frozen=True)
class Certificate:
    """The words of one certificate, by the code of their line, and the sheet it is printed on."""

    sheet: Sheet
    words: Mapping[str, str]


def stock_sheet(
    width: int, height: int, places: Mapping[str, Mapping[str, object]], right: int = 0, down: int = 0, *, test: bool
) -> Sheet:
    """A stock as it is kept (tenths of a millimetre), printed by a printer that is off by so much."""
    return Sheet(
        width / 10, height / 10, places_of(places), is_stock=True, right=right / 10, down=down / 10, outlined=test
    )


def render_certificates(certificates: Sequence[Certificate], *, title: str) -> bytes:
    """All of them in one PDF in the order given, a page each. DomainError names words that do not fit their line."""
    plates: dict[tuple[object, ...], int] = {}
    under: list[int] = []
    sections: list[str] = []
    pictures: dict[str, bytes] = {}
    for one in certificates:
        shared = {code: words for code, words in one.words.items() if LINES[code].is_shared}
        key = (id(one.sheet), *sorted(shared.items()))
        if key not in plates:
            plates[key] = len(plates)
            picture = ""
            if one.sheet.emblem and not one.sheet.is_stock:
                picture = f"picture:{plates[key]}"
                pictures[picture] = one.sheet.emblem
            sections.insert(plates[key], _plate(one.sheet, shared, picture))
        under.append(plates[key])
        own = {code: words for code, words in one.words.items() if not LINES[code].is_shared}
        sections.append(_section(_lines(one.sheet, own)))
    sheet = certificates[0].sheet
    html = _document(title, sections)
    return render_placed(html, _css(sheet.width, sheet.height), pictures=pictures, plates=under)


def _document(title: str, sections: Sequence[str]) -> str:
    return (
        f'<html lang="vi"><head><meta charset="utf-8"/><title>{escape(title)}</title></head>'
        f"<body>{''.join(sections)}</body></html>"
    )


def _css(width: float, height: float) -> str:
    return (
        f"@page{{size:{width}mm {height}mm;margin:0}}html,body{{margin:0}}"
        f"section{{position:relative;width:{width}mm;height:{height - 0.5}mm}}"
        "section+section{break-before:page}p,svg,img,i{position:absolute;margin:0}p{white-space:nowrap}"
    )


def _section(inside: str) -> str:
    return f"<section>{inside}</section>"


def _plate(sheet: Sheet, shared: Mapping[str, str], picture: str) -> str:
    inside = _lines(sheet, shared)
    if sheet.is_stock:
        return _section(_outlines(sheet) + inside if sheet.outlined else inside)
    drawn = _frame(sheet) + inside + _motto(sheet)
    if picture:
        left = (sheet.width - EMBLEM_SIZE) / 2
        drawn += (
            f'<img src="{picture}" alt="Quốc huy" style="left:{left}mm;top:{EMBLEM_TOP}mm;'
            f'width:{EMBLEM_SIZE}mm;height:{EMBLEM_SIZE}mm;object-fit:contain"/>'
        )
    return _section(drawn)


def _frame(sheet: Sheet) -> str:
    return frame_svg(flags=sheet.flags).replace("<svg ", '<svg style="left:0;top:0" ', 1)


def _motto(sheet: Sheet) -> str:
    """Quốc hiệu, Tiêu ngữ, and the line below it as long as its words."""
    length = width_of(MOTTO_WORDS, MOTTO, MOTTO.size)
    left = (sheet.width - length) / 2
    rule = f'<i style="left:{left:.3f}mm;top:{MOTTO_LINE}mm;width:{length:.3f}mm;border-top:0.25mm solid #000"></i>'
    return _text((NATION_WORDS,), NATION, NATION.size) + _text((MOTTO_WORDS,), MOTTO, MOTTO.size) + rule


def _lines(sheet: Sheet, words: Mapping[str, str]) -> str:
    drawn = [] if sheet.is_stock else _flowing(sheet, words)
    for code, said in words.items():
        place = sheet.places.get(code)
        if place is None or not said.strip() or (code in FLOW and not sheet.is_stock):
            continue
        rows, size = fit(code, said, place, depth=_depth(sheet, words, place))
        drawn.append(_text(rows, place.moved(sheet.right, sheet.down), size))
    return "".join(drawn)


def _depth(sheet: Sheet, words: Mapping[str, str], place: Place) -> float:
    """How far rows may go down before they run into the next line of a stock, in points of their sizes."""
    below = [
        other.y - other.size * POINT - place.y
        for code, other in sheet.places.items()
        if other.y > place.y and other.x < place.x + place.width and place.x < other.x + other.width
        if LINES[code].is_shared or words.get(code, "").strip()
    ]
    return max(0.0, min(below)) / LEADING / POINT if below else math.inf


def _flowing(sheet: Sheet, words: Mapping[str, str]) -> list[str]:
    """Name, position, achievement below each other, as large as leaves room for the signature."""
    said = [(code, words[code]) for code in FLOW if words.get(code, "").strip()]
    share = 1.0
    while True:
        drawn, foot = [], sheet.places[FLOW[0]].y
        for code, told in said:
            place = sheet.places[code]._replace(y=foot)
            rows, size = fit(code, told, place._replace(size=place.size * share))
            drawn.append(_text(rows, place, size))
            last = foot + (len(rows) - 1) * LEADING * size * POINT
            foot = last + FLOW_GAP * share
        if not said or last <= FLOW_FOOT:
            return drawn
        share -= 0.04


def _text(rows: Sequence[str], place: Place, size: float) -> str:
    """Rows of letters whose first foot stands at the place."""
    top = place.y - ((LEADING - reach()) / 2 + rise()) * size * POINT
    style = (
        f"left:{place.x:.2f}mm;top:{top:.3f}mm;width:{place.width:.2f}mm;font-size:{size:g}pt;"
        f"line-height:{LEADING};text-align:{place.align.value}"
    )
    style += ";font-weight:bold" * place.bold + ";font-style:italic" * place.italic + f";color:{RED}" * place.red
    return f'<p style="{style}">{"<br/>".join(map(escape, rows))}</p>'


def _outlines(sheet: Sheet) -> str:
    """The edge of the stock and, for each line, its width and the foot of its letters, to hold against the light."""
    drawn = [_rect(0.2, 0.2, sheet.width - 0.4, sheet.height - 0.4, "1.2")]
    for code, place in sheet.places.items():
        x, y = place.x + sheet.right, place.y + sheet.down
        up = place.size * POINT
        drawn.append(_rect(x, y - up, place.width, up * 1.25, "0.8"))
        drawn.append(f'<path d="M{x} {y}h{place.width}" stroke="{OUTLINE}" stroke-width="0.15"/>')
        drawn.append(f'<text x="{x + 0.6}" y="{y - up - 0.6}" font-size="2.4" fill="{OUTLINE}">{_label(code)}</text>')
    return _svg(sheet.width, sheet.height, "".join(drawn))


def _label(code: str) -> str:
    return escape(LINES[code].label)


def _rect(x: float, y: float, width: float, height: float, dash: str) -> str:
    return (
        f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" fill="none" stroke="{OUTLINE}" '
        f'stroke-width="0.15" stroke-dasharray="{dash}"/>'
    )


def _svg(width: float, height: float, inside: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" style="left:0;top:0" font-family="{paper_face().family}" '
        f'width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}">{inside}</svg>'
    )


def render_calibration(width: float, height: float, *, stock: str, printer: str, right: float, down: float) -> bytes:
    """A ruler grid in mm over the sheet, two crosses at known places and how to measure them.

    Printed as the printer prints now: with the offset typed in so far, the crosses stand where they should when it is
    right.
    """
    x, y = CROSS
    grid = _svg(width, height, _grid(width, height) + _cross(x + right, y + down))
    lines = (
        f"Tờ cân chỉnh: {stock}" + (f", máy in {printer}" if printer else ""),
        "1. In ở tỷ lệ 100 % (không chọn “vừa trang”) trên giấy trắng cùng khổ với phôi, đặt giấy như khi in thật.",
        f"2. Đo từ mép trái tờ giấy đến tâm chữ thập đỏ: phải là {x:g} mm. Đo từ mép trên xuống: phải là {y:g} mm.",
        f"3. Dịch sang phải = {x:g} trừ số đo được từ mép trái. Dịch xuống = {y:g} trừ số đo được từ mép trên.",
        "4. Số dương: dịch sang phải, dịch xuống. Số âm: dịch sang trái, dịch lên. Cộng vào số đang ghi rồi in lại.",
        f"Tờ này đã tính độ lệch đang ghi: sang phải {_mm(right)} mm, xuống {_mm(down)} mm.",
    )
    wide = max(width - NOTE_LEFT - 8, 40)
    size = min(11.0, 11.0 * wide / NOTE_WIDTH)
    body = "".join(
        _text((words,), Place(NOTE_LEFT, 70 + 0.66 * size * row, wide, size, Side.LEFT, bold=not row), size)
        for row, words in enumerate(lines)
    )
    html = _document(lines[0], [_section(grid + body)])
    return render_placed(html, _css(width, height))


def _mm(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _grid(width: float, height: float) -> str:
    """A hair every 10 mm, ticks every millimetre along the top and the left edge, numbers every 10 mm."""
    fine = "".join(f"M{x} 0v{height}" for x in range(10, int(width), 10))
    fine += "".join(f"M0 {y}h{width}" for y in range(10, int(height), 10))
    ticks = "".join(f"M{x} 0v{_tick(x)}" for x in range(1, int(width) + 1))
    ticks += "".join(f"M0 {y}h{_tick(y)}" for y in range(1, int(height) + 1))
    numbers = "".join(f'<text x="{x + 0.4}" y="8.6" font-size="2.6">{x}</text>' for x in range(10, int(width), 10))
    numbers += "".join(f'<text x="6.4" y="{y - 0.4}" font-size="2.6">{y}</text>' for y in range(10, int(height), 10))
    return (
        f'<path d="{fine}" stroke="#c9d2da" stroke-width="0.1" fill="none"/>'
        f'<path d="{ticks}" stroke="#000000" stroke-width="0.12" fill="none"/>{numbers}'
    )


def _tick(at: int) -> float:
    return 6.0 if at % 10 == 0 else 4.5 if at % 5 == 0 else 3.0


def _cross(x: float, y: float) -> str:
    """The red cross with an arrow from each edge of the sheet to its middle."""
    return (
        f'<path d="M{x - 6} {y}h12M{x} {y - 6}v12" stroke="{RED}" stroke-width="0.25"/>'
        f'<circle cx="{x}" cy="{y}" r="2.5" fill="none" stroke="{RED}" stroke-width="0.25"/>'
        f'<path d="M0 {y}h{x - 6.5}M{x - 8.5} {y - 1.2}l2 1.2l-2 1.2" stroke="{RED}" stroke-width="0.25" fill="none"/>'
        f'<path d="M{x} 0v{y - 6.5}M{x - 1.2} {y - 8.5}l1.2 2l1.2 -2" stroke="{RED}" stroke-width="0.25" fill="none"/>'
    )
