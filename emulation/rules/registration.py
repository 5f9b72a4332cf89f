"""Registrations in plain facts: what is late, whose initiative is still to begin, what came of a promise."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

NO_RESULT = "chưa có kết quả"


def is_late(sent_on: dt.date, closes_on: dt.date, first_sent_on: dt.date | None = None) -> bool:
    """Whether a registration counts as late. One that came in time and was returned stays in time when sent again.

    >>> is_late(dt.date(2026, 3, 2), dt.date(2026, 2, 28)), is_late(dt.date(2026, 2, 28), dt.date(2026, 2, 28))
    (True, False)
    >>> is_late(dt.date(2026, 3, 2), dt.date(2026, 2, 28), dt.date(2026, 2, 20))
    False
    """
    return min(sent_on, first_sent_on or sent_on) > closes_on


class Outcome(StrEnum):
    """What came of one promise."""

    NONE = "none"
    MET = "met"
    MISSED = "missed"


OUTCOME_WORDS = {Outcome.NONE: "Chưa có kết quả", Outcome.MET: "Đạt", Outcome.MISSED: "Không đạt"}


def outcome_of(met: bool | None) -> Outcome:
    """The outcome of a target; None while nobody has said.

    >>> outcome_of(None), outcome_of(True), outcome_of(False)
    (<Outcome.NONE: 'none'>, <Outcome.MET: 'met'>, <Outcome.MISSED: 'missed'>)
    """
    if met is None:
        return Outcome.NONE
    return Outcome.MET if met else Outcome.MISSED


@dataclass(frozen=True)
class Tally:
    """How many persons and how many collectives: two numbers that are never added."""

    persons: int = 0
    collectives: int = 0

    def plus(self, count: int, *, collective: bool) -> Tally:
        if collective:
            return Tally(self.persons, self.collectives + count)
        return Tally(self.persons + count, self.collectives)
