"""Points as integers of hundredths, the weighted tree they hang on, and who stands where. Pure and exact."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

UNIT = 100  # hundredths of one point
MOST_POINTS = 10_000 * UNIT
MOST_TARGET = 10_000_000 * UNIT
GROUP, NUMBER, YES_NO = "group", "number", "yes_no"
PLAIN, BONUS, PENALTY = "plain", "bonus", "penalty"
TIED = "đồng hạng"
DEEPEST = 4  # levels of the tree: 1, 1.1, 1.1.1, 1.1.1.1

_WRITTEN = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?", re.ASCII)
NOT_A_NUMBER = "Ghi bằng số, dấu phẩy trước phần lẻ, ví dụ 12,5."
TOO_FINE = "Ghi nhiều nhất hai chữ số sau dấu phẩy, ví dụ 12,25."

K = TypeVar("K", bound=Hashable)


class Node(NamedTuple):
    """A criterion as the rules see it."""

    pk: int
    parent: int | None
    order: int
    text: str
    kind: str = NUMBER
    nature: str = PLAIN
    maximum: int = 0
    target: int | None = None
    measure: str = ""
    wants_proof: bool = False
    guidance: str = ""


class Placed(NamedTuple):
    """A node where it stands in the tree: its number ("1.2") and its depth, from 0."""

    no: str
    depth: int
    node: Node


class Place(NamedTuple):
    """A rank, and whether somebody else has the same points."""

    rank: int
    tied: bool


class Maxima(NamedTuple):
    """The most that a table gives, and what may be added and taken away."""

    plain: int
    bonus: int
    penalty: int


def parse_points(text: str, *, most: int = MOST_POINTS) -> int:
    """The hundredths that ``text`` says, the Vietnamese way. Raises ValueError with the sentence to show.

    >>> parse_points("12,5"), parse_points("1.234,05"), parse_points(" 7 ")
    (1250, 123405, 700)
    """
    found = _WRITTEN.fullmatch("".join(text.split()))
    if found is None or len(found[1]) > 20:
        raise ValueError(NOT_A_NUMBER)
    fraction = found[2] or ""
    if len(fraction) > 2:
        raise ValueError(TOO_FINE)
    value = int(found[1].replace(".", "")) * UNIT + int(fraction.ljust(2, "0"))
    if value > most:
        raise ValueError(f"Lớn nhất được nhận là {show_points(most)}.")
    return value


def show_points(value: int) -> str:
    """Hundredths as people write them.

    >>> show_points(1250), show_points(123405), show_points(-50), show_points(700)
    ('12,5', '1.234,05', '-0,5', '7')
    """
    whole, fraction = divmod(abs(value), UNIT)
    written = f"{whole:,}".replace(",", ".")
    tail = f"{fraction:02}".rstrip("0")
    return f"{'-' if value < 0 else ''}{written}{',' if tail else ''}{tail}"


def points_for(achieved: int, target: int, maximum: int) -> int:
    """The points of what was achieved of a target: in proportion, half a hundredth up, never above the maximum.

    >>> points_for(5000, 10000, 1000), points_for(100, 300, 1000), points_for(20000, 10000, 1000)
    (500, 333, 1000)
    """
    return min(maximum, (2 * achieved * maximum + target) // (2 * target))


def bound_fault(value: int, maximum: int) -> str:
    """Why ``value`` cannot stand beside ``maximum``; empty where it can."""
    if value > maximum:
        return f"Tiêu chí này nhiều nhất {show_points(maximum)} điểm, đang ghi {show_points(value)}."
    return "" if value >= 0 else "Điểm không được âm. Tiêu chí điểm trừ cũng ghi số dương."


def in_order(nodes: Iterable[Node]) -> list[Placed]:
    """The tree from top to bottom, each node with its number. Linear but for the sorting."""
    children = _children(nodes)
    found: list[Placed] = []
    waiting = [Placed(str(n), 0, node) for n, node in _numbered_backwards(children.get(None, ()))]
    while waiting:
        one = waiting.pop()
        found.append(one)
        below = children.get(one.node.pk, ())
        waiting += [Placed(f"{one.no}.{n}", one.depth + 1, node) for n, node in _numbered_backwards(below)]
    return found


def leaves(placed: Iterable[Placed]) -> list[Placed]:
    """What is scored: everything but the groups."""
    return [one for one in placed if one.node.kind != GROUP]


def signed(nature: str, points: int) -> int:
    """What ``points`` of a criterion do to a total."""
    return -points if nature == PENALTY else points


def total_of(nodes: Iterable[Node], points: Mapping[int, int | None]) -> int:
    """Plain and bonus points less penalties; what is not yet scored counts nothing."""
    return sum(signed(node.nature, points.get(node.pk) or 0) for node in nodes if node.kind != GROUP)


def sums(placed: Sequence[Placed], points: Mapping[int, int | None]) -> dict[int, int]:
    """By node, the points it carries: a group the sum of its children, penalties taken away."""
    return _added_up(placed, {one.node.pk: signed(one.node.nature, points.get(one.node.pk) or 0) for one in placed})


def group_maxima(placed: Sequence[Placed]) -> dict[int, int]:
    """By node, the most it gives: a group the sum of the plain maxima below it."""
    own = {one.node.pk: one.node.maximum if _counts(one.node) else 0 for one in placed}
    found = _added_up(placed, own)
    return {one.node.pk: found[one.node.pk] if one.node.kind == GROUP else one.node.maximum for one in placed}


def maxima(nodes: Iterable[Node]) -> Maxima:
    """The table's maximum is that of its plain criteria; bonus and penalty stand beside it."""
    found = {PLAIN: 0, BONUS: 0, PENALTY: 0}
    for node in nodes:
        if node.kind != GROUP:
            found[node.nature] += node.maximum
    return Maxima(found[PLAIN], found[BONUS], found[PENALTY])


def ranked(totals: Mapping[K, int]) -> dict[K, Place]:
    """The place of each: equal points share a rank and the next ones count on (1, 2, 2, 4).

    >>> [place.rank for place in ranked({"a": 9, "b": 8, "c": 8, "d": 7}).values()]
    [1, 2, 2, 4]
    """
    ordered = sorted(totals, key=lambda key: -totals[key])
    found: dict[K, Place] = {}
    for number, key in enumerate(ordered, start=1):
        before = ordered[number - 2] if number > 1 else None
        tied_before = before is not None and totals[before] == totals[key]
        tied_after = number < len(ordered) and totals[ordered[number]] == totals[key]
        rank = found[before].rank if before is not None and tied_before else number
        found[key] = Place(rank, tied_before or tied_after)
    return found


def rank_words(place: Place) -> str:
    """«2 (đồng hạng)»."""
    return f"{place.rank} ({TIED})" if place.tied else str(place.rank)


def _children(nodes: Iterable[Node]) -> dict[int | None, list[Node]]:
    found: dict[int | None, list[Node]] = {}
    for node in sorted(nodes, key=lambda node: (node.order, node.pk)):
        found.setdefault(node.parent, []).append(node)
    return found


def _numbered_backwards(nodes: Sequence[Node]) -> list[tuple[int, Node]]:
    return list(enumerate(nodes, start=1))[::-1]


def _counts(node: Node) -> bool:
    return node.kind != GROUP and node.nature == PLAIN


def _added_up(placed: Sequence[Placed], own: Mapping[int, int]) -> dict[int, int]:
    """Children before their parents, so that each adds what it has gathered."""
    found = {one.node.pk: 0 if one.node.kind == GROUP else own[one.node.pk] for one in placed}
    for one in reversed(placed):
        if one.node.parent is not None:
            found[one.node.parent] += found[one.node.pk]
    return found
