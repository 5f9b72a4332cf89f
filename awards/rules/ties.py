"""Equal candidates: a woman, or a collective with the share of women that R7 names, is preferred. Shown, not decided.

Nghị định 152/2025/NĐ-CP, Điều 4 khoản 6. Whom the office counts as equal is for the council; here they are those of one
honour and one kind of subject for whom the same share of their own unit agreed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple


class Candidate(NamedTuple):
    """One nominee. ``share``: of those present in its unit's review, how many agreed; None where no review tells."""

    pk: int
    honour: str
    is_unit: bool
    name: str
    share: Fraction | None
    sex: str = ""
    members: int = 0
    women: int = 0
    preferred: bool = False


def is_preferred(one: Candidate, least: Fraction) -> bool:
    """Whether the law prefers it among equals: a woman, or a collective with at least this share of women."""
    if one.is_unit:
        return one.members > 0 and Fraction(one.women, one.members) >= least
    return one.sex == "female"


def equal_groups(candidates: Iterable[Candidate], least: Fraction) -> list[list[Candidate]]:
    """Those that stand equal, two or more at a time, the preferred first; where nobody is preferred, nothing is shown.

    ``least``: the share of women of a collective that is preferred, from the rule in force.

    >>> one = Candidate(1, "LĐTT", False, "A", Fraction(5, 6), "female")
    >>> [len(group) for group in equal_groups([one, one._replace(pk=2, sex="male")], Fraction(7, 10))]
    [2]
    """
    groups: dict[tuple[str, bool, Fraction], list[Candidate]] = defaultdict(list)
    for one in candidates:
        if one.share is not None:
            groups[one.honour, one.is_unit, one.share].append(one._replace(preferred=is_preferred(one, least)))
    mixed = [group for group in groups.values() if 0 < sum(one.preferred for one in group) < len(group)]
    return [sorted(group, key=lambda one: not one.preferred) for group in mixed]
