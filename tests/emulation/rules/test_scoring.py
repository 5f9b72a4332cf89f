"""Points in hundredths, sums over a tree, ranks with ties: exact for every input."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules.scoring import (
    GROUP,
    MOST_POINTS,
    Node,
    Place,
    bound_fault,
    group_maxima,
    in_order,
    maxima,
    parse_points,
    points_for,
    rank_words,
    ranked,
    show_points,
    signed,
    sums,
    total_of,
)

POINTS = st.integers(0, MOST_POINTS)


@given(POINTS)
def test_what_is_shown_is_read_back(points: int) -> None:
    assert parse_points(show_points(points)) == points
    assert Decimal(show_points(points).replace(".", "").replace(",", ".")) * 100 == points


@pytest.mark.parametrize(
    "text", ["", "abc", "12.5", "1.23", "1,234", "-1", "1,", ",5", "1e3", "١٢", "12,5,1", "1.2345"]
)
def test_what_is_no_number_of_points_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="Ghi"):
        parse_points(text)


def test_three_decimals_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match="nhiều nhất hai chữ số sau dấu phẩy"):
        parse_points("12,125")


def test_too_many_points_are_refused_with_the_most() -> None:
    with pytest.raises(ValueError, match=r"Lớn nhất được nhận là 10\.000"):
        parse_points("10.000,01")


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(0, 10**6))
def test_points_for_a_target_are_exact(achieved: int, target: int, maximum: int) -> None:
    exact = (Decimal(achieved) * maximum / Decimal(target)).quantize(Decimal(1), ROUND_HALF_UP)
    found = points_for(achieved, target, maximum)
    assert 0 <= found <= maximum
    if achieved * maximum < 10**20:
        assert found == min(maximum, int(exact))


@st.composite
def trees(draw: st.DrawFn) -> list[Node]:
    """A tree whose inner nodes are groups."""
    size = draw(st.integers(1, 25))
    parents = [None, *(draw(st.one_of(st.none(), st.integers(1, n))) for n in range(1, size))]
    inner = {parent for parent in parents if parent is not None}
    nodes = []
    for place, parent in enumerate(parents, start=1):
        kind = GROUP if place in inner else draw(st.sampled_from(["number", "yes_no"]))
        nature = "plain" if kind == GROUP else draw(st.sampled_from(["plain", "bonus", "penalty"]))
        most = 0 if kind == GROUP else draw(st.integers(1, 5000))
        nodes.append(Node(place, parent, draw(st.integers(0, 5)), f"{place}", kind, nature, most))
    return nodes


@given(trees(), st.data())
def test_the_total_is_the_sum_of_the_first_level(nodes: list[Node], data: st.DataObject) -> None:
    points = {node.pk: data.draw(st.one_of(st.none(), st.integers(0, node.maximum))) for node in nodes}
    placed = in_order(nodes)
    found = sums(placed, points)

    assert sorted(one.node.pk for one in placed) == sorted(node.pk for node in nodes)
    assert total_of(nodes, points) == sum(found[one.node.pk] for one in placed if one.depth == 0)
    for one in placed:
        below = [child.node.pk for child in placed if child.node.parent == one.node.pk]
        if one.node.kind == GROUP:
            assert found[one.node.pk] == sum(found[pk] for pk in below)
        else:
            assert found[one.node.pk] == signed(one.node.nature, points[one.node.pk] or 0)


@given(trees())
def test_numbers_follow_the_tree_and_maxima_its_plain_criteria(nodes: list[Node]) -> None:
    placed = in_order(nodes)
    numbers = {one.node.pk: one.no for one in placed}

    assert len(set(numbers.values())) == len(nodes)
    for one in placed:
        if one.node.parent is not None:
            assert one.no.startswith(f"{numbers[one.node.parent]}.")
        assert one.depth == one.no.count(".")
    assert maxima(nodes).plain == sum(group_maxima(placed)[one.node.pk] for one in placed if _is_plain_top(one))


def _is_plain_top(one: object) -> bool:
    node = one.node  # type: ignore[attr-defined]
    return one.depth == 0 and (node.kind == GROUP or node.nature == "plain")  # type: ignore[attr-defined]


@given(st.dictionaries(st.integers(), st.integers(-100, 100), max_size=40))
def test_ranks_count_whoever_is_better(totals: dict[int, int]) -> None:
    places = ranked(totals)
    for key, place in places.items():
        assert place.rank == 1 + sum(other > totals[key] for other in totals.values())
        assert place.tied == (list(totals.values()).count(totals[key]) > 1)


def test_a_tie_is_said() -> None:
    assert [rank_words(place) for place in ranked({"a": 9, "b": 8, "c": 8, "d": 7}).values()] == [
        "1",
        "2 (đồng hạng)",
        "2 (đồng hạng)",
        "4",
    ]
    assert rank_words(Place(3, tied=False)) == "3"


def test_bounds_are_said_with_both_numbers() -> None:
    assert bound_fault(1250, 1000) == "Tiêu chí này nhiều nhất 10 điểm, đang ghi 12,5."
    assert bound_fault(1000, 1000) == ""
    assert "không được âm" in bound_fault(-1, 1000)
