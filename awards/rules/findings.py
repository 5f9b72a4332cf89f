"""What eligibility says: findings, each with its words, source and weight."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

BLOCK, WARN, INFO, PARAM = "block", "warn", "info", "param"


class Status(StrEnum):
    """Whether a condition is fulfilled; what is not known is never taken for either."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


RANK = {Status.NOT_MET: 0, Status.UNKNOWN: 1, Status.MET: 2}


class Settle:
    """What settles an open finding: an officer's statement under its key, or an entry of one of the records."""

    STATEMENT = "statement"
    RATING = "rating"
    AWARD = "award"
    INITIATIVE = "initiative"
    HOLD = "hold"
    DISCIPLINE = "discipline"
    TRANSFER = "transfer"
    ABSENCE = "absence"
    MEMBERS = "members"
    CLUSTER = "cluster"
    RULE = "rule"


class Finding(NamedTuple):
    """One condition as it stands for one subject. ``instead`` are the other ways to fulfil it, worse or equal.

    ``needed`` and ``has`` are what it counts, 0 where it counts nothing. ``private``: its words tell of discipline or
    of what is under examination.
    """

    key: str
    status: Status
    message: str
    citation: str
    enforcement: str
    confidence: str
    route: str = ""
    settle: str = ""
    instead: tuple[Finding, ...] = ()
    needed: int = 0
    has: int = 0
    private: bool = False

    @property
    def blocks(self) -> bool:
        return self.status is Status.NOT_MET and self.enforcement == BLOCK

    @property
    def warns(self) -> bool:
        """Open, and more than for information: a reason or a statement is asked for."""
        return self.status is not Status.MET and self.enforcement != INFO and not self.blocks

    @property
    def short_of(self) -> int:
        """How many are lacking of what it counts; 0 where it counts nothing."""
        return max(0, self.needed - self.has)


def together(findings: Iterable[Finding]) -> Status:
    """The worst of those that weigh: all must be met."""
    worst = Status.MET
    for one in findings:
        if one.status is not Status.MET and one.enforcement != INFO:
            if one.status is Status.NOT_MET:
                return one.status
            worst = one.status
    return worst
