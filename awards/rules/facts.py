"""What is known of a person or a unit, as eligibility asks for it.

A list that is None is not known; an empty one is known to hold nothing. That difference is the whole point: what is not
known never passes as met, and never as failed either. Years are years of achievement; levels, codes and kinds are those
of ``awards/seed/award_rules.json``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class RatingFact(NamedTuple):
    """Xếp loại of one year: HTXSNV, HTTNV, HTNV or KHTNV."""

    year: int
    level: str


class AwardFact(NamedTuple):
    """A title or commendation given for the achievements of ``year``."""

    code: str
    year: int
    kind: str = "cong_trang"
    decided_on: dt.date | None = None
    achievement: str = ""


class UseFact(NamedTuple):
    """That an initiative was counted for an award of a year; ``pending`` where that is only proposed so far."""

    code: str
    year: int
    pending: bool = False


class WorkFact(NamedTuple):
    """A recognised initiative, or an accepted piece of research, of one of its authors.

    ``scopes``: unit, province, ministry, nation, each recognised by its own decision.
    """

    key: str
    year: int
    kind: str = "initiative"
    scopes: frozenset[str] = frozenset({"unit"})
    recognised_on: dt.date | None = None
    uses: tuple[UseFact, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class DisciplineFact:
    """Kỷ luật; ``ends_on`` None: when it ends is not known."""

    form: str
    decided_on: dt.date
    ends_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class HoldFact:
    """Something under examination; open while ``released_on`` is None."""

    reason: str
    since: dt.date
    released_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class AbsenceFact:
    """Maternity, study, illness, injury, secondment, unpaid; ``ends_on`` None: still absent."""

    kind: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    result_met: bool | None = None


@dataclass(frozen=True, slots=True)
class TransferFact:
    """Recruited, or come from elsewhere, on a day."""

    on: dt.date
    recruited: bool = False
    months_there: int | None = None
    opinion: bool = False


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """The members of a unit in one year: how many, with which awards, ratings and discipline; None: not known.

    What a count that is known does not name is none.
    """

    year: int
    total: int
    awards: Mapping[str, int] | None = None
    ratings: Mapping[str, int] | None = None
    disciplined: Mapping[str, int] | None = None
    women: int | None = None


@dataclass(frozen=True, slots=True)
class ClusterFact:
    """Where the unit ended in a cluster or bloc: organiser province, ministry or central_council."""

    year: int
    organiser: str
    rank: int
    outstanding: bool | None = None


@dataclass(frozen=True, slots=True)
class MovementFact:
    """A result in an emulation movement: of whom, whether outstanding or leading, how long it ran, at which review."""

    year: int
    organiser: str
    outstanding: bool = False
    leader: bool = False
    years: int | None = None
    review: str = ""


@dataclass(frozen=True, slots=True)
class AchievementFact:
    """An achievement apart: ``kind`` several, sudden; ``scope`` unit, province, ministry, nation."""

    year: int
    kind: str
    scope: str = "unit"


@dataclass(frozen=True, slots=True)
class ServiceFact:
    """Years of work: in all, and in the sector of foreign affairs."""

    total: int | None = None
    sector: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one subject. ``statements``: (year, key of a finding) → an officer says yes or no."""

    kind: str  # person or unit
    name: str = ""
    sex: str = ""
    ratings: tuple[RatingFact, ...] | None = None
    awards: tuple[AwardFact, ...] | None = None
    works: tuple[WorkFact, ...] | None = None
    disciplines: tuple[DisciplineFact, ...] | None = None
    holds: tuple[HoldFact, ...] | None = None
    absences: tuple[AbsenceFact, ...] | None = None
    transfers: tuple[TransferFact, ...] | None = None
    members: tuple[MemberFacts, ...] | None = None
    clusters: tuple[ClusterFact, ...] | None = None
    movements: tuple[MovementFact, ...] | None = None
    achievements: tuple[AchievementFact, ...] | None = None
    service: ServiceFact | None = None
    dissolved_on: dt.date | None = None
    exceeds_targets: Mapping[int, bool] = field(default_factory=dict)
    statements: Mapping[tuple[int, str], bool] = field(default_factory=dict)
