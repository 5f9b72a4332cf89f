"""Equal candidates: a woman, or a collective of which at least 70 % are women, is preferred (R7). Shown, not decided.

Nghị định 152/2025/NĐ-CP, Điều 4 khoản 6. Whom the office counts as equal is for the council; here they are those of one
honour and one kind of subject for whom the same share of their own unit agreed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

SOURCE = "Nghị định 152/2025/NĐ-CP, Điều 4 khoản 6"
WOMEN = Fraction(7, 10)


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

    @property
    def preferred(self) -> bool:
        """Whether the law prefers it among equals."""
        if self.is_unit:
            return self.members > 0 and Fraction(self.women, self.members) >= WOMEN
        return self.sex == "female"


def equal_groups(candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    """Those that stand equal, two or more at a time, the preferred first; where nobody is preferred, nothing is shown.

    >>> one = Candidate(1, "LĐTT", False, "A", Fraction(5, 6), "female")
    >>> [len(group) for group in equal_groups([one, one._replace(pk=2, sex="male")])]
    [2]
    """
    groups: dict[tuple[str, bool, Fraction], list[Candidate]] = defaultdict(list)
    for one in candidates:
        if one.share is not None:
            groups[one.honour, one.is_unit, one.share].append(one)
    mixed = [group for group in groups.values() if 0 < sum(one.preferred for one in group) < len(group)]
    return [sorted(group, key=lambda one: not one.preferred) for group in mixed]
