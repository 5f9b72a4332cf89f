"""The lines of a certificate and where each stands on its sheet; pure.

The page of the office follows the description that is known of it (document-format, 7.3: Nghị định 98/2023/NĐ-CP, Điều
104, repealed, its successor not found): A4 across, white, who gives it and what in red, the decision and the number in
the golden book bottom left, place, day and signature bottom right.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

TENTHS = 10
A4_WIDTH, A4_HEIGHT = 297.0, 210.0
MOST_SHIFT = 500  # tenths of a millimetre: a printer further off is fed with other paper
SMALLEST, LARGEST = 60, 720  # tenths of a point


class Side(StrEnum):
    """Where the words of a line stand in its width."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


SIDE_WORDS = {Side.LEFT: "Trái", Side.CENTER: "Giữa", Side.RIGHT: "Phải"}


class Place(NamedTuple):
    """A line's place: left edge and foot of its first row of letters in mm, its width in mm, its letters in points."""

    x: float
    y: float
    width: float
    size: float
    align: Side = Side.CENTER
    bold: bool = False
    italic: bool = False
    red: bool = False

    def moved(self, right: float, down: float) -> Place:
        return self._replace(x=self.x + right, y=self.y + down)


class Line(NamedTuple):
    """What a line is called, an example, into how many rows it may break, whether all sheets have the same."""

    label: str
    example: str
    most_rows: int = 1
    is_shared: bool = False


LINES: Mapping[str, Line] = {
    "authority": Line("Thẩm quyền tặng", "GIÁM ĐỐC SỞ NGOẠI VỤ TỈNH LẠNG SƠN", 1, is_shared=True),
    "kind": Line("Tặng, tặng danh hiệu", "TẶNG", 1, is_shared=True),
    "heading": Line("Tên giấy, danh hiệu", "GIẤY KHEN", 1, is_shared=True),
    "name": Line("Họ tên, tên tập thể", "Nguyễn Thị Bích Phượng", 2),
    "about": Line("Chức vụ, đơn vị", "Chuyên viên, Phòng Lãnh sự - Biên giới, Sở Ngoại vụ", 2),
    "achievement": Line("Thành tích", "Đã hoàn thành xuất sắc nhiệm vụ được giao trong năm 2026", 4),
    "decision": Line("Số, ngày quyết định", "Quyết định số 25/QĐ-SNgV, ngày 08 tháng 6 năm 2026", 1, is_shared=True),
    "golden": Line("Số sổ vàng", "Số sổ vàng: 01"),
    "place": Line("Nơi, ngày ký", "Lạng Sơn, ngày 08 tháng 6 năm 2026", 1, is_shared=True),
    "signer_title": Line("Chức vụ người ký", "GIÁM ĐỐC", 3, is_shared=True),
    "signer_name": Line("Họ tên người ký", "Hoàng Văn An", 1, is_shared=True),
}

NATION_WORDS, MOTTO_WORDS = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
NATION = Place(28, 50.5, 241, 14, bold=True)
MOTTO = Place(28, 57.5, 241, 15, bold=True)
MOTTO_LINE = 59.6  # mm from the top
# The office's own page
FULL: Mapping[str, Place] = {
    "authority": Place(28, 71, 241, 17, bold=True, red=True),
    "kind": Place(28, 80, 241, 15, bold=True),
    "heading": Place(28, 96.5, 241, 40, bold=True, red=True),
    "name": Place(32, 112, 233, 26, bold=True),
    "about": Place(36, 121, 225, 15.5),
    "achievement": Place(36, 130, 225, 15.5),
    "decision": Place(28, 180, 108, 12.5, Side.LEFT, bold=True, italic=True),
    "golden": Place(28, 187, 108, 12.5, Side.LEFT, bold=True, italic=True),
    "place": Place(157, 151, 108, 13.5, italic=True, bold=True),
    "signer_title": Place(157, 157.8, 108, 14, bold=True),
    "signer_name": Place(157, 187, 108, 14.5, bold=True),
}
# On the office's own page these follow each other down; a row more moves the next ones, none goes below the foot (mm)
FLOW = ("name", "about", "achievement")
FLOW_GAP, FLOW_FOOT = 9.0, 143.0
# Where a new stock begins: the lines that a printer's blank usually leaves open
OPEN_LINES = ("name", "about", "achievement", "decision", "golden", "place", "signer_title", "signer_name")


def first_places() -> dict[str, dict[str, Any]]:
    """The places that a new stock begins with, as they are kept."""
    return {code: kept(FULL[code]) for code in OPEN_LINES}


def kept(place: Place) -> dict[str, Any]:
    """A place as it is kept: whole tenths of a millimetre and of a point."""
    return {
        "x": round(place.x * TENTHS),
        "y": round(place.y * TENTHS),
        "width": round(place.width * TENTHS),
        "size": round(place.size * TENTHS),
        "align": place.align.value,
        "bold": place.bold,
        "italic": place.italic,
        "red": place.red,
    }


def places_of(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, Place]:
    """What ``kept`` wrote, in the order of the lines."""
    return {code: _place(rows[code]) for code in LINES if code in rows}


def _place(row: Mapping[str, Any]) -> Place:
    return Place(
        row["x"] / TENTHS,
        row["y"] / TENTHS,
        row["width"] / TENTHS,
        row["size"] / TENTHS,
        Side(row["align"]),
        bool(row["bold"]),
        bool(row["italic"]),
        bool(row["red"]),
    )


def why_outside(code: str, row: Mapping[str, Any], width: int, height: int) -> str:
    """Why a line cannot stand there on a sheet of so many tenths of a millimetre; empty where it can.

    Of letters above their foot three quarters of their size reach up, and a quarter below.
    """
    label = LINES[code].label
    if row["x"] < 0 or row["width"] < 50 or row["x"] + row["width"] > width:
        return f"“{label}” ra ngoài mép trái hoặc phải của phôi. Sửa khoảng cách trái hoặc chiều rộng."
    letters = row["size"] * 25.4 / 72
    if row["y"] < letters * 0.75 or row["y"] + letters * 0.25 > height:
        return f"“{label}” ra ngoài mép trên hoặc dưới của phôi. Sửa khoảng cách từ mép trên."
    if not SMALLEST <= row["size"] <= LARGEST:
        return f"“{label}”: cỡ chữ từ {SMALLEST // TENTHS} đến {LARGEST // TENTHS} điểm."
    return ""


def heading_of(name: str, *, is_title: bool) -> str:
    """ "GIẤY KHEN", "CHIẾN SĨ THI ĐUA CƠ SỞ": the form without who gives it, which stands above."""
    return name.upper() if is_title or not name.startswith("Giấy khen") else "GIẤY KHEN"


def kind_of(*, is_title: bool) -> str:
    """The words above the heading."""
    return "TẶNG DANH HIỆU" if is_title else "TẶNG"


def authority_of(heading: str, parent: str) -> str:
    """ "GIÁM ĐỐC SỞ NGOẠI VỤ TỈNH LẠNG SƠN", from the two lines that head the office's papers."""
    province = parent.upper()
    for body in ("UBND ", "ỦY BAN NHÂN DÂN ", "UỶ BAN NHÂN DÂN "):
        province = province.removeprefix(body)
    return " ".join(filter(None, ("GIÁM ĐỐC", heading.upper(), province)))


def golden_words(order: int) -> str:
    """The number in the golden book: the place in the decision's list."""
    return f"Số sổ vàng: {order:02}"
