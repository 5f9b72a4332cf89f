"""What the papers of a council's meeting say, as plain data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class MemberLine(NamedTuple):
    """One seat: who came for it, or why nobody did."""

    name: str
    position: str
    role: str
    words: str


class VotedLine(NamedTuple):
    """The sealed result of one item."""

    order: int
    name: str
    about: str
    group: str  # the list of the law it belongs to
    kind: str  # "Cá nhân", "Tập thể" or nothing
    yes: int
    no: int
    spoiled: int
    written: str
    words: str
    carried: bool
    concluded: str


class Spoken(NamedTuple):
    """Something put down beside an item: a discussion, an interest, an opinion in writing."""

    about: str
    words: str


@dataclass(frozen=True)
class MeetingFacts:
    """What the papers of a meeting say."""

    agency: str
    council: str
    symbol: str
    town: str
    subject: str
    held_on: dt.date
    starts_at: dt.time | None
    ends_at: dt.time | None
    place: str
    chair: str
    by_vice: bool  # a vice-chair leads in the chair's place
    secretary: str
    members: Sequence[MemberLine]
    guests: Sequence[str]
    quorum: str
    method: str
    recipients: Sequence[str] = ()
    number: int | None = None
    issued_on: dt.date | None = None
    ballots: str = ""
    tellers: Sequence[str] = ()
    votes: Sequence[VotedLine] = ()
    discussions: Sequence[Spoken] = ()
    interests: Sequence[Spoken] = ()
    opinions: Sequence[Spoken] = ()
    corrected: Sequence[str] = ()
    recount: str = ""
    thresholds: Sequence[str] = ()
    parts: dict[str, str] = field(default_factory=dict)
    office_title: str = ""
    reason: str = ""  # why a session was put off
    again_on: dt.date | None = None  # and to which day
