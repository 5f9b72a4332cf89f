"""What goes up: which track an honour takes, what goes up both ways, how many of each honour. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

PROVINCE, MINISTRY = "province", "ministry"
# By level of the honour. What the State decides passes the province; what the office decides itself goes nowhere
TRACKS: Mapping[str, str] = {"province": PROVINCE, "state": PROVINCE, "ministry": MINISTRY}
DEADLINE_UNKNOWN = "Chưa biết"
ASK: Mapping[str, str] = {PROVINCE: "hỏi Sở Nội vụ", MINISTRY: "hỏi Bộ Ngoại giao hoặc trưởng cụm thi đua"}
REMARKS: Mapping[str, str] = {
    PROVINCE: "Để tham khảo: Bắc Ninh nhận hồ sơ hằng năm trước ngày 10/12 (Quyết định 86/2025/QĐ-UBND Bắc Ninh). "
    "Không áp dụng cho Lạng Sơn.",
    MINISTRY: "",
}
BOTH_WAYS_LAW = "Luật Thi đua, khen thưởng 06/2022/QH15, Điều 5 khoản 2: không khen nhiều lần cho một thành tích"


def track_of(level: str) -> str:
    """The track of an honour of ``level``; empty for what the office decides itself.

    >>> track_of("state"), track_of("ministry"), track_of("unit")
    ('province', 'ministry', '')
    """
    return TRACKS.get(level, "")


class Going(NamedTuple):
    """A nomination that goes up, or already went: of whom ("person" or "unit", its pk), for which year."""

    pk: int
    track: str
    subject: tuple[str, int]
    year: int
    same_as: int | None = None
    words: str = ""


def both_ways(chosen: Iterable[Going], elsewhere: Iterable[Going]) -> dict[int, list[Going]]:
    """For each of ``chosen`` what goes up the other track for the same year, or for the same achievement.

    >>> here = Going(1, "province", ("person", 7), 2025)
    >>> there = Going(2, "ministry", ("person", 7), 2025)
    >>> both_ways([here], [there])[1] == [there], both_ways([here], [there._replace(year=2024)])
    (True, {})
    """
    others = list(elsewhere)
    found: dict[int, list[Going]] = {}
    for one in chosen:
        meets = [other for other in others if other.track != one.track and _same(one, other)]
        if meets:
            found[one.pk] = meets
    return found


def _same(one: Going, other: Going) -> bool:
    linked = {one.pk, one.same_as} & {other.pk, other.same_as} - {None}
    return bool(linked) or (one.subject == other.subject and one.year == other.year)


class Tally(NamedTuple):
    """How many people and collectives are proposed for one honour."""

    honour: str
    is_title: bool
    people: int
    units: int

    @property
    def words(self) -> str:
        """ "02 cá nhân", "01 tập thể", "01 tập thể, 02 cá nhân"."""
        counted = ((self.units, "tập thể"), (self.people, "cá nhân"))
        return ", ".join(f"{number:02} {of}" for number, of in counted if number)


def tallies(honours: Sequence[tuple[str, bool, bool]]) -> list[Tally]:
    """Of (honour, whether a title, whether of a unit) in the order of their lists: titles first, each once.

    >>> [one.words for one in tallies([("Bằng khen", False, False), ("Bằng khen", False, True)])]
    ['01 tập thể, 01 cá nhân']
    """
    counted = Counter(honours)
    order = dict.fromkeys((honour, is_title) for honour, is_title, _ in honours)
    found = [
        Tally(honour, is_title, counted[honour, is_title, False], counted[honour, is_title, True])
        for honour, is_title in order
    ]
    return sorted(found, key=lambda one: not one.is_title)


def total_words(found: Iterable[Tally]) -> str:
    """All of them together: "01 tập thể, 03 cá nhân"."""
    every = list(found)
    return Tally("", False, sum(one.people for one in every), sum(one.units for one in every)).words
