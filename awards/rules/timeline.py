"""The facts of one subject put by year, once; and runs of years in a row. Pure.

A year is cut by discipline like this: achievements count from the day on which the period of discipline ends (NĐ
152/2025 Điều 4 khoản 4). Years are whole here, so a year before that day does not count (``NO``), the year in which it
falls counts only in part and an officer must look (``PART``), unless the day is the first of January; later years count
(``YES``). While the end is not known, or after the day asked about, no year counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable
from enum import Enum
from typing import Any, NamedTuple, TypeVar

from awards.rules.facts import AbsenceFact, AwardFact, Facts, MemberFacts, WorkFact
from awards.rules.findings import Finding
from awards.rules.rulebook import Rulebook, Version

T = TypeVar("T")
MERIT = "cong_trang"
LEVELS = {"HTXSNV": 4, "HTTNV": 3, "HTNV": 2, "KHTNV": 1}
REMEMBERED = 15  # years that what is not known is followed back
LONGEST = 60  # years that a run is followed back
BRIDGES = {"maternity": "nghỉ thai sản", "study": "đi học", "secondment": "biệt phái"}


class Counts(Enum):
    """Whether the achievements of a year count after discipline."""

    YES = "yes"
    PART = "part"
    NO = "no"


class State(Enum):
    """What a year is for a run."""

    GOOD = "good"
    BAD = "bad"
    OPEN = "open"


class Run(NamedTuple):
    """Years in a row, the latest first: those that are sure, and those that may be as far as is known."""

    sure: tuple[int, ...]
    maybe: tuple[int, ...]


class Timeline:
    """Facts of one person or unit by year, as far as they had happened on the day ``on``."""

    def __init__(self, facts: Facts, on: dt.date) -> None:
        self.facts = facts
        self.kind = facts.kind
        self.ratings = None if facts.ratings is None else {one.year: one.level for one in facts.ratings}
        self.awards: dict[str, list[AwardFact]] | None = None
        self.beside_merit = False
        if facts.awards is not None:
            self.awards = {}
            for given in facts.awards:
                if given.decided_on is None or given.decided_on <= on:
                    self.awards.setdefault(given.code, []).append(given)
                    self.beside_merit = self.beside_merit or given.kind != MERIT
        self.works: dict[str, list[WorkFact]] | None = None
        if facts.works is not None:
            self.works = {"initiative": [], "research": []}
            for work in facts.works:
                if work.recognised_on is None or work.recognised_on <= on:
                    self.works.setdefault(work.kind, []).append(work)
        self._away: dict[int, AbsenceFact] | None = None

    def rank(self, year: int) -> int | None:
        """The rank of the rating of a year; None while it is not known."""
        if self.ratings is None or year not in self.ratings:
            return None
        return LEVELS[self.ratings[year]]

    def given(self, codes: Iterable[str]) -> list[AwardFact] | None:
        """Awards of these codes; None while nothing is known of any."""
        known = self.awards
        if known is None:
            return None
        return [one for code in codes if code in known for one in known[code]]

    def away(self, year: int) -> AbsenceFact | None:
        """A maternity leave, a study or a secondment that touches the year."""
        if self._away is None:
            self._away = {}
            for one in self.facts.absences or ():
                last = one.ends_on.year if one.ends_on else one.starts_on.year + 1
                if one.kind in BRIDGES:
                    for touched in range(one.starts_on.year, last + 1):
                        if touched not in self._away or one.kind == "maternity":
                            self._away[touched] = one
        return self._away.get(year)

    def members(self, year: int) -> MemberFacts | None:
        return next((one for one in self.facts.members or () if one.year == year), None)

    def stated(self, year: int, key: str) -> bool | None:
        """What an officer said of a finding; a statement may leave out the award at the end of the key."""
        told = self.facts.statements
        if not told:
            return None
        found = told.get((year, key))
        return told.get((year, key.partition(".")[0])) if found is None else found

    def counted_from(self, on: dt.date) -> dt.date | None:
        """The day from which achievements count; None where there was no discipline."""
        ends = [one.ends_on or dt.date.max for one in self.facts.disciplines or () if one.decided_on <= on]
        return max(ends, default=None)


class Inquiry:
    """A year asked about at one day: what is the same for every subject, so that the book is asked once for all."""

    def __init__(self, book: Rulebook, *, year: int, on: dt.date, received_on: dt.date | None = None) -> None:
        self.book, self.year, self.on, self.received_on = book, year, on, received_on
        self.day = received_on or on
        self.open_year = on <= dt.date(year, 12, 31)  # the year is not over, so it may not be rated yet
        self.reuse: Version | None = book.general("R10", self.day)
        self.after_discipline: Version | None = book.general("R5", self.day)
        self._found: dict[Hashable, Any] = {}
        self._said: dict[Hashable, Finding] = {}

    def once(self, key: Hashable, find: Callable[[], T]) -> T:
        """What ``find`` gives, looked for once: it must be the same for every subject."""
        if key not in self._found:
            self._found[key] = find()
        found: T = self._found[key]
        return found

    def shared(self, said: Hashable, make: Callable[[], Finding]) -> Finding:
        """The same finding for all of whom the same is said: thousands of people need few."""
        found = self._said.get(said)
        if found is None:
            found = self._said[said] = make()
        return found


class Case:
    """One subject of an inquiry; what a year is for it is worked out once for all awards."""

    def __init__(self, inquiry: Inquiry, subject: Timeline) -> None:
        self.inquiry, self.subject, self.book = inquiry, subject, inquiry.book
        self.year, self.on, self.open_year = inquiry.year, inquiry.on, inquiry.open_year
        self.since = subject.counted_from(inquiry.on) if inquiry.after_discipline else None
        self._rated: dict[int, dict[int, State]] = {}
        self._good: dict[int, frozenset[int]] = {}
        self._found: dict[Hashable, Any] = {}

    def once(self, key: Hashable, find: Callable[[], T]) -> T:
        """What ``find`` gives, looked for once: several standards ask the same of one subject."""
        if key not in self._found:
            self._found[key] = find()
        found: T = self._found[key]
        return found

    def counts(self, year: int) -> Counts:
        """Whether the achievements of a year count."""
        if self.since is None or year > self.since.year:
            return Counts.YES
        if year < self.since.year or self.since > self.on:
            return Counts.NO
        return Counts.YES if (self.since.month, self.since.day) == (1, 1) else Counts.PART

    def is_cut(self, years: Iterable[int]) -> bool:
        """Whether discipline takes one of the years away, wholly or in part."""
        return self.since is not None and any(self.counts(year) is not Counts.YES for year in years)

    def rating_state(self, level: int) -> Callable[[int], State]:
        """How a year stands that needs a rating of at least ``level``."""
        known = self._rated.setdefault(level, {})

        def state(year: int) -> State:
            if year not in known:
                known[year] = self._rating(year, level)
            return known[year]

        return state

    def good_years(self, level: int) -> frozenset[int]:
        """The years up to the one asked about that are rated at least ``level`` and count."""
        if level not in self._good:
            rated = self.subject.ratings or {}
            good = [year for year, given in rated.items() if year <= self.year and LEVELS[given] >= level]
            self._good[level] = frozenset(good if self.since is None else [y for y in good if not self.is_cut([y])])
        return self._good[level]

    def _rating(self, year: int, level: int) -> State:
        rank, counts = self.subject.rank(year), self.counts(year)
        if (rank is not None and rank < level) or counts is Counts.NO:
            return State.BAD
        return State.OPEN if rank is None or counts is Counts.PART else State.GOOD

    def award_state(self, years: set[int]) -> Callable[[int], State]:
        """How a year stands that needs one of the awards given in ``years``; a leave leaves it open."""
        subject, counts, disciplined = self.subject, self.counts, self.since is not None

        def state(year: int) -> State:
            counted = counts(year) if disciplined else Counts.YES
            if counted is Counts.NO:
                return State.BAD
            if year in years:
                return State.OPEN if counted is Counts.PART else State.GOOD
            return State.OPEN if subject.away(year) else State.BAD

        return state


def run_back(state: Callable[[int], State], end: int, *, needed: int, floor: int = 0) -> Run:
    """The run that ends in ``end``, followed back; what is not known is followed only as far as is needed."""
    sure: list[int] = []
    maybe: list[int] = []
    doubt = False
    for year in range(end, max(floor, end - LONGEST) - 1, -1):
        now = state(year)
        if now is State.BAD:
            break
        doubt = doubt or now is State.OPEN
        if doubt and len(maybe) >= needed:
            break
        maybe.append(year)
        if not doubt:
            sure.append(year)
    return Run(tuple(sure), tuple(maybe))


def best_run(state: Callable[[int], State], ends: Iterable[int], *, needed: int, floor: int = 0) -> Run:
    """The best of the runs that end in one of ``ends``."""
    found = [run_back(state, end, needed=needed, floor=floor) for end in ends]
    if len(found) == 1:
        return found[0]
    return max(found, key=lambda one: (len(one.sure) >= needed, len(one.maybe) >= needed, len(one.sure)))


def possible(state: Callable[[int], State], end: int, *, floor: int = 0) -> frozenset[int]:
    """All years that could be in a row with ``end``, whatever is not known, as far back as records go."""
    found = []
    for year in range(end, max(floor, end - REMEMBERED) - 1, -1):
        if state(year) is State.BAD:
            break
        found.append(year)
    return frozenset(found)


def older_run(years: Iterable[int], needed: int) -> tuple[int, ...]:
    """The latest run of ``needed`` years in a row in ``years``, the latest first; empty where there is none."""
    row: list[int] = []
    for year in sorted(years, reverse=True):
        row = [*row, year] if row and row[-1] == year + 1 else [year]
        if len(row) >= needed:
            return tuple(row)
    return ()
