"""Charts as SVG: lengths, totals, shapes, and that no text of people becomes markup."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET

import pytest

from plans.rules import charts, ribbon
from plans.rules.charts import Bar
from plans.rules.ribbon import Lane, Mark, Shape
from plans.rules.status import Cell, Progress

BARS = [
    Bar("Quý I", {Cell.ON_TIME: 4, Cell.DONE_LATE: 1}, "/ke-hoach/1/?quy=1"),
    Bar("Quý II", {Cell.OPEN: 2, Cell.OVERDUE: 1}),
    Bar("Quý III", {Cell.CONDITIONAL: 1, Cell.OPEN: 1, Cell.UNDATED: 7}),
]


def tree(svg: str) -> ET.Element:
    """The drawing as XML: a fault in the markup fails here."""
    return ET.fromstring(svg)


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in tree(svg).iter("text")]


def parts(group: ET.Element) -> list[tuple[str, float, float]]:
    """The parts of a bar without the plates of its counts: fill, start, width."""
    found = [(r.get("fill", ""), float(r.get("x", 0)), float(r.get("width", 0))) for r in group.iter("rect")]
    return [part for part in found if part[0] != charts.WHITE or part[2] > 20]


def test_bars_share_one_scale_and_follow_each_other() -> None:
    drawing = tree(charts.stacked_bars(BARS, label="Theo quý"))
    first = next(drawing.iter("a"))
    per_task = (350 - charts.NAME_WIDTH - charts.TOTAL_WIDTH) / 5

    (green, start, wide), (_, second, narrow) = parts(first)
    assert green == charts.GREEN
    assert start == charts.NAME_WIDTH
    assert wide == pytest.approx(4 * per_task - 1, abs=0.1)
    assert second == pytest.approx(charts.NAME_WIDTH + 4 * per_task, abs=0.1)
    assert narrow == pytest.approx(per_task - 1, abs=0.1)


def test_counts_and_totals_are_written_and_only_shown_cells_are_totalled() -> None:
    written = texts(charts.stacked_bars(BARS, label="Theo quý"))

    assert written == ["Quý I", "4", "1", "5", "Quý II", "2", "1", "3", "Quý III", "1", "1", "2"]


def test_a_chart_is_an_image_with_a_name_and_presentation_attributes_only() -> None:
    svg = charts.stacked_bars([Bar('Quý <b>"I"', {Cell.OPEN: 1})], label='Số liệu & "quý"')
    drawing = tree(svg)

    assert (drawing.get("role"), drawing.get("aria-label")) == ("img", 'Số liệu & "quý"')
    assert texts(svg)[0] == 'Quý <b>"I"'
    assert "style" not in {name for element in drawing.iter() for name in element.attrib}


def test_a_count_that_does_not_fit_is_left_out_and_the_total_stays() -> None:
    svg = charts.stacked_bars([Bar("Quý I", {Cell.ON_TIME: 1, Cell.OPEN: 400})], label="x")

    assert texts(svg) == ["Quý I", "400", "401"]


def test_no_tasks_give_an_empty_chart() -> None:
    assert texts(charts.stacked_bars([Bar("Quý I", {})], label="x")) == ["Quý I", "0"]


def test_a_mini_bar_is_as_long_as_its_share_of_the_most() -> None:
    drawing = tree(charts.mini_bar({Cell.ON_TIME: 1, Cell.OPEN: 1}, most=4, label="Phòng A", width=80))

    assert drawing.get("aria-label") == "Phòng A: 2"
    assert [(rect.get("x"), rect.get("width")) for rect in drawing.iter("rect")] == [("0", "19"), ("20", "19")]


def mark(no: int, shape: Shape = Shape.TODO) -> Mark:
    return Mark(str(no), shape, f"/nhiem-vu/{no}/", f"Nhiệm vụ {no}")


def lanes(*counts: int) -> list[Lane]:
    return [
        Lane(f"QUÝ {name}", "hạn 31/03", [mark(no) for no in range(count)], "0/1 hoàn thành")
        for name, count in zip(("I", "II", "III", "IV", "V"), counts, strict=False)
    ]


def drawn(counts: tuple[int, ...], today: dt.date = dt.date(2026, 6, 5)) -> str:
    return ribbon.year_ribbon(lanes(*counts), year=2026, today=today, label="Dải năm 2026")


def test_the_ribbon_has_a_link_for_every_mark_with_a_spoken_name() -> None:
    drawing = tree(drawn((5, 3, 2, 4)))

    assert drawing.get("role") == "group"
    assert len([link for link in drawing.iter("a") if link.get("aria-label", "").startswith("Nhiệm vụ")]) == 14


def test_marks_stay_inside_their_quarter() -> None:
    for count in (1, 7, 8, 9, 24):
        drawing = tree(drawn((count, 0, 0, 0)))
        centres = [float(circle.get("cx", 0)) for link in drawing.iter("a") for circle in link.iter("circle")]
        assert len(centres) == count
        assert 13 <= min(centres) <= max(centres) <= ribbon.WIDTH / 4 - 13


def test_the_line_of_the_year_runs_up_to_today() -> None:
    def blue_line(today: dt.date) -> list[float]:
        found = [line for line in tree(drawn((1, 1, 1, 1), today)).iter("line") if line.get("stroke-width") == "3"]
        return [float(line.get("x2", 0)) for line in found]

    half = [(1 + 66 / 91) * ribbon.WIDTH / 4]
    assert blue_line(dt.date(2026, 6, 5)) == pytest.approx(half, abs=0.1)
    assert blue_line(dt.date(2025, 12, 31)) == []
    assert blue_line(dt.date(2027, 1, 1)) == [ribbon.WIDTH]


def test_today_is_named_beside_the_marks_or_under_the_line_and_never_on_them() -> None:
    june, other_year = dt.date(2026, 6, 5), dt.date(2027, 1, 1)

    assert [text for text in texts(drawn((5, 3, 2, 4), june)) if text[:3] in ("Hôm", "05/")] == ["Hôm nay", "05/06"]
    assert [text for text in texts(drawn((5, 8, 2, 4), june)) if text[:3] in ("Hôm", "05/")] == ["Hôm nay 05/06"]
    assert [text for text in texts(drawn((5, 8, 2, 4), other_year)) if text.startswith("Hôm nay")] == []


def test_tasks_of_no_quarter_stand_in_a_lane_below() -> None:
    four, five = (
        float(tree(drawn(counts)).get("viewBox", "").split()[3]) for counts in ((1, 1, 1, 1), (1, 1, 1, 1, 2))
    )

    assert five > four


def test_every_state_has_a_shape_of_its_own() -> None:
    shapes = {shape: ribbon.legend_mark(shape) for shape in Shape}

    assert len(set(shapes.values())) == len(Shape)
    assert "<rect" in shapes[Shape.OVERDUE]
    assert all("<rect" not in svg for shape, svg in shapes.items() if shape != Shape.OVERDUE)
    assert ribbon.shape_of(Cell.OPEN, Progress.TODO) == Shape.TODO
    assert ribbon.shape_of(Cell.OPEN, Progress.AWAITING) == Shape.DOING
