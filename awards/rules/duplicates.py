"""Whether two proposals of one person or unit clash: the same honour twice, or one achievement rewarded twice. Pure.

R1: one achievement is not given several titles or forms; a form may be given many times, for different achievements.
"""

from __future__ import annotations

from typing import NamedTuple

from awards.rules.similar import Subject, likeness
from plans.rules.text import fold

MERIT = "cong_trang"
ALIKE = 60  # percent of shared words from which two achievements are shown beside each other


class Proposal(NamedTuple):
    """An honour proposed or given for the achievements of a year."""

    is_title: bool
    code: str
    name: str
    year: int
    kind: str
    achievement: str = ""


class Clash(NamedTuple):
    """What an earlier proposal says against a new one; one that is not ``refused`` is only shown."""

    refused: bool
    words: str


def clash_of(
    wanted: Proposal, earlier: Proposal, *, declared_same: bool = False, refuses: bool = True, source: str = ""
) -> Clash | None:
    """What ``earlier`` says against ``wanted`` of the same subject; ``declared_same``: both are for one achievement.

    ``refuses``: whether the rule on one achievement (R1) is in force with a weight that refuses; ``source`` is where
    it stands, in words. A title is given once
    a year whatever that rule weighs.

    >>> one = Proposal(True, "LDTT", "LĐTT", 2025, MERIT)
    >>> clash_of(one, one).refused
    True
    """
    if wanted.year != earlier.year:
        return None
    by = f" ({source})" if source else ""
    if (wanted.is_title, wanted.code) == (earlier.is_title, earlier.code):
        return _same_honour(wanted, earlier, refuses=refuses, by=by)
    if declared_same:
        words = f"cùng thành tích với “{earlier.name}” năm {earlier.year}; một thành tích chỉ một hình thức{by}"
        return Clash(refused=refuses, words=words)
    percent = likeness(Subject(wanted.achievement), Subject(earlier.achievement))
    if percent >= ALIKE:
        words = f"thành tích giống {percent}% với “{earlier.name}”; cùng một thành tích thì chỉ giữ một{by}"
        return Clash(refused=False, words=words)
    return Clash(refused=False, words=f"cùng năm có “{earlier.name}”; mỗi mục phải có thành tích riêng{by}")


def _same_honour(wanted: Proposal, earlier: Proposal, *, refuses: bool, by: str) -> Clash:
    if wanted.is_title:
        return Clash(refused=True, words=f"“{earlier.name}” năm {earlier.year} đã có, danh hiệu xét mỗi năm một lần")
    same_words = bool(wanted.achievement) and fold(wanted.achievement) == fold(earlier.achievement)
    if same_words or (wanted.kind == earlier.kind == MERIT):
        words = f"“{earlier.name}” năm {earlier.year} đã có cho thành tích này{by}"
        return Clash(refused=refuses, words=words)
    return Clash(refused=False, words=f"“{earlier.name}” năm {earlier.year} đã có cho thành tích khác")
