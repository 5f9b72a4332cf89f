"""What is handed over when somebody's work passes to another person, as plain data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

AHEAD_DAYS = 60


class Side(NamedTuple):
    """One of the two people; ``account`` is empty for somebody without one."""

    name: str
    position: str
    unit: str
    account: str
    roles: Sequence[str]


class Work(NamedTuple):
    """Something open. ``what``: as the whole task, as a unit's part, or as a piece given to the person."""

    task: int
    no: str
    title: str
    what: str
    due: dt.date | None
    days_late: int


class Waiting(NamedTuple):
    """Something that waits for the person's act."""

    title: str
    origin: str
    action: str
    url: str
    since: dt.date | None


class PaperLine(NamedTuple):
    """A line of the register: where the paper copy is kept, and which files are in the app."""

    pk: int
    symbol: str
    day: dt.date | None
    about: str
    keeper: str
    files: str


class Ahead(NamedTuple):
    """A day of the calendar to come."""

    day: dt.date
    until: dt.date
    title: str
    url: str


class Contact(NamedTuple):
    """The contact of a unit."""

    unit: str
    name: str
    position: str


class Sent(NamedTuple):
    """A file of evidence that the person handed in."""

    task: int
    no: str
    name: str
    day: dt.date


@dataclass(frozen=True)
class Pack:
    """Everything that passes from one person to the other."""

    giver: Side
    taker: Side
    work: Sequence[Work]
    waiting: Sequence[Waiting]
    papers: Sequence[PaperLine]
    ahead: Sequence[Ahead]
    contacts: Sequence[Contact]
    sent: Sequence[Sent]
    filters: Sequence[str]
    feeds: Sequence[str]
