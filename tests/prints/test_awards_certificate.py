"""Certificates as pages: their size, where each line stands, faces, order, nothing outside the frame, long words."""

from __future__ import annotations

import io
import itertools
from typing import Any

import pdfplumber
import pytest

from awards.papers.certificate import Certificate, Sheet, render_calibration, render_certificates, stock_sheet
from awards.papers.certificate_frame import INNER
from awards.rules.certificate import FULL, LINES, Place, Side, first_places, golden_words, places_of
from plans.errors import DomainError
from tests.prints.look import fonts

pytestmark = pytest.mark.prints
MM = 72 / 25.4
NEAR = 0.5  # mm
# no line is a part of another, so that each is found where it stands
WORDS = {code: line.example for code, line in LINES.items()} | {
    "kind": "TẶNG DANH HIỆU",
    "signer_title": "CHÁNH VĂN PHÒNG",
}
LONG = "Tập thể cán bộ, công chức, người lao động Phòng Hợp tác quốc tế - Văn phòng Sở Ngoại vụ tỉnh Lạng Sơn"
LONG_WORK = (
    "Đã có thành tích xuất sắc trong việc tham mưu tổ chức Hội nghị Ủy ban công tác liên hợp lần thứ mười lăm giữa bốn "
    "tỉnh biên giới của Việt Nam và Khu tự trị dân tộc Choang Quảng Tây, Trung Quốc, góp phần tăng cường quan hệ"
)


def words(number: int = 1, **other: str) -> dict[str, str]:
    return {**WORDS, "golden": golden_words(number), **other}


def letters(pdf: bytes) -> list[list[dict[str, Any]]]:
    """The drawn letters of every page."""
    with pdfplumber.open(io.BytesIO(pdf)) as book:
        assert {(round(page.width / MM), round(page.height / MM)) for page in book.pages} == {(297, 210)}
        return [[one for one in page.chars if one["text"].strip()] for page in book.pages]


def box(page: list[dict[str, Any]], said: str, height: float = 210) -> tuple[float, float, float, float]:
    """Left and right edge, foot and size of the first row that says ``said``: mm from the top left, points."""
    text = "".join(one["text"] for one in page)
    start = text.index("".join(said.split()))
    row = page[start : start + len("".join(said.split()))]
    foot = height - row[0]["matrix"][5] / MM
    return row[0]["x0"] / MM, row[-1]["x1"] / MM, foot, row[0]["size"]


def edges(place: Place, left: float, right: float) -> float:
    """How far the drawn words are from where the place wants them."""
    wanted = {Side.LEFT: place.x - left, Side.RIGHT: place.x + place.width - right}
    return abs(wanted.get(place.align, place.x + place.width / 2 - (left + right) / 2))


def test_every_line_of_the_full_page_stands_at_its_place_in_the_papers_face() -> None:
    pdf = render_certificates([Certificate(Sheet(), words())], title="thử")
    (page,) = letters(pdf)

    for code, place in FULL.items():
        left, right, foot, size = box(page, WORDS[code])
        assert abs(foot - place.y) < NEAR, code
        assert edges(place, left, right) < NEAR, code
        assert size == pytest.approx(place.size, abs=0.1), code
    assert {name for name, *_ in fonts(pdf)} == {"Tinos", "Tinos-Bold", "Tinos-Bold-Italic"}
    assert {row[1:] for row in fonts(pdf)} == {("yes", "yes")}


def test_red_and_black_are_as_the_law_describes() -> None:
    (page,) = letters(render_certificates([Certificate(Sheet(), words())], title="thử"))
    text = "".join(one["text"] for one in page)
    inks = {}
    for code in ("authority", "kind", "heading", "name", "decision"):
        said = "".join(WORDS[code].split())
        inks[code] = page[text.index(said)]["non_stroking_color"]

    red = {code for code, ink in inks.items() if len(ink) == 3 and ink[0] > 0.7}
    assert red == {"authority", "heading"}


def test_on_stock_every_line_stands_at_its_place_moved_by_what_the_printer_is_off() -> None:
    sheet = stock_sheet(2970, 2100, first_places(), 12, -7, test=False)
    (page,) = letters(render_certificates([Certificate(sheet, words())], title="thử"))

    for code, place in places_of(first_places()).items():
        left, right, foot, _size = box(page, WORDS[code])
        moved = place.moved(1.2, -0.7)
        assert abs(foot - moved.y) < NEAR, code
        assert edges(moved, left, right) < NEAR, code
    text = "".join(one["text"] for one in page)
    assert "GIẤYKHEN" not in text  # printed on the blank already
    assert "CỘNGHÒA" not in text


def test_two_hundred_are_a_page_each_in_order_with_one_frame_between_them() -> None:
    full = Sheet()
    many = [Certificate(full, words(n, name=f"Người Thứ {n}")) for n in range(1, 201)]
    pdf = render_certificates(many, title="thử")

    with pdfplumber.open(io.BytesIO(pdf)) as book:
        assert len(book.pages) == 200
        for number in (1, 100, 200):
            said = "".join(one["text"] for one in book.pages[number - 1].chars)
            assert f"Người Thứ {number}" in said
            assert said.rstrip().endswith(f"Số sổ vàng: {number:02}")
            assert "GIẤY KHEN" in said
    assert len(pdf) < 600_000  # the frame is in it once


def test_long_names_and_achievements_shrink_and_wrap_within_their_width() -> None:
    sheet = Sheet()
    made = Certificate(sheet, words(name=LONG, achievement=LONG_WORK, signer_title="KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"))
    (page,) = letters(render_certificates([made], title="thử"))

    inside = INNER + 3
    assert min(one["x0"] for one in page) / MM > inside
    assert max(one["x1"] for one in page) / MM < 297 - inside
    assert max(one["bottom"] for one in page) / MM < 210 - inside
    text = "".join(one["text"] for one in page)
    assert "".join(LONG.split()) in text
    assert "".join(LONG_WORK.split()) in text
    rows = sorted({round(one["matrix"][5], 1): one["size"] for one in page if one["x0"] < 148 * MM}.items())
    heights = [(above - below, size) for (below, size), (above, _) in itertools.pairwise(rows)]
    assert all(high > size for high, size in heights)  # no two rows on each other
    with pytest.raises(DomainError, match="không vừa dòng “Thành tích”"):
        render_certificates([Certificate(sheet, words(achievement=LONG_WORK * 12))], title="thử")


def test_flags_stand_only_where_they_belong_and_the_emblem_once() -> None:
    from PIL import Image  # noqa: PLC0415

    picture = io.BytesIO()
    Image.new("RGB", (200, 200), "gold").save(picture, "PNG")
    plain, flags = Sheet(emblem=picture.getvalue()), Sheet(flags=True)
    pdf = render_certificates([Certificate(plain, words()), Certificate(flags, words(2))], title="thử")

    with pdfplumber.open(io.BytesIO(pdf)) as book:
        first, second = book.pages
        assert [len(page.images) for page in book.pages] == [1, 0]
        image = first.images[0]
        assert (image["x0"] + image["x1"]) / 2 == pytest.approx(297 / 2 * MM, abs=1)
        assert len(second.curves) > len(first.curves)


def test_the_calibration_sheet_says_how_and_draws_its_cross_where_it_says() -> None:
    pdf = render_calibration(297, 210, stock="Phôi giấy khen", printer="HP", right=1.5, down=-0.5)

    with pdfplumber.open(io.BytesIO(pdf)) as book:
        (page,) = book.pages
        text = page.extract_text()
        dots = [curve for curve in page.curves if abs(curve["x1"] - curve["x0"] - 5 * MM) < 1]
    assert "Đo từ mép trái tờ giấy đến tâm chữ thập đỏ: phải là 40 mm" in text
    assert "sang phải 1,5 mm, xuống -0,5 mm" in text
    assert [((one["x0"] + one["x1"]) / 2 / MM, (one["top"] + one["bottom"]) / 2 / MM) for one in dots] == [
        (pytest.approx(41.5, abs=0.2), pytest.approx(39.5, abs=0.2))
    ]
