"""Printed secret ballots: two beside each other on A4, each under a numbered stub, to be cut apart.

No form is prescribed (document-format.md section 6): the ballot carries neither number nor name of its voter. The
stub has the number, and says to whom a ballot goes only where it lacks the item about that member himself.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.template.loader import render_to_string

from plans.papers.letters import clean, width_mm
from plans.papers.pdf import render_drawn
from plans.rules.official import format_date

STYLESHEET = "ballot.css"
NAME_WIDTH = 72.0  # millimetres of the column of names
NAME_SIZE, SMALL_SIZE = 11.5, 10.0  # points
LINE, PADDING, HEAD_ROW = 4.7, 2.6, 6.0  # millimetres of a row
FIRST_ROOM, NEXT_ROOM = 110.0, 142.0  # millimetres for rows on a ballot's first half page, and on those after it


class BallotLine(NamedTuple):
    """One item of a ballot."""

    order: int
    name: str
    about: str
    group: str


class Ballot(NamedTuple):
    """One ballot: the number of its stub, to whom it goes where it is not like all others, its items."""

    number: int
    goes_to: str
    lines: Sequence[BallotLine]


@dataclass(frozen=True)
class BallotFacts:
    """What stands on every ballot of a meeting."""

    agency: str
    council: str
    subject: str
    held_on: dt.date


class Half(NamedTuple):
    """Half a sheet: a ballot, or a further part of one that is longer."""

    ballot: Ballot
    rows: list[BallotLine | str]
    part: int
    parts: int


def draw_ballots(facts: BallotFacts, ballots: Sequence[Ballot]) -> bytes:
    """All ballots as one PDF, in the order of their stubs."""
    halves = [half for ballot in ballots for half in _halves(ballot)]
    sheets = [halves[place : place + 2] for place in range(0, len(halves), 2)]
    day = facts.held_on
    context = {
        "agency": clean(facts.agency.upper()),
        "council": clean(facts.council.upper()),
        "subject": clean(facts.subject),
        "day": format_date(day.day, day.month, day.year),
        "sheets": [[_shown(half) for half in sheet] for sheet in sheets],
    }
    return render_drawn(render_to_string("print/ballots.html", context), STYLESHEET)


def _shown(half: Half) -> dict[str, object]:
    rows = [
        {"group": clean(row)}
        if isinstance(row, str)
        else {"order": row.order, "name": clean(row.name), "about": clean(row.about)}
        for row in half.rows
    ]
    return {
        "number": f"{half.ballot.number:02}",
        "goes_to": clean(half.ballot.goes_to),
        "rows": rows,
        "part": half.part,
        "parts": half.parts,
        "is_first": half.part == 1,
        "is_last": half.part == half.parts,
    }


def _halves(ballot: Ballot) -> Iterator[Half]:
    """The rows of a ballot, as many on each half sheet as there is room for; a group's line is never the last."""
    parts: list[list[BallotLine | str]] = [[]]
    room, group = FIRST_ROOM, ""
    for line in ballot.lines:
        opens = line.group != group
        height = _height(line) + (HEAD_ROW if opens else 0)
        if height > room and parts[-1]:
            parts.append([])
            room = NEXT_ROOM
        if opens:
            parts[-1].append(line.group)
            group = line.group
        parts[-1].append(line)
        room -= height
    for part, rows in enumerate(parts, start=1):
        yield Half(ballot, rows, part, len(parts))


def _height(line: BallotLine) -> float:
    """Millimetres that a row takes."""
    names = max(1, math.ceil(width_mm(line.name, NAME_SIZE) / NAME_WIDTH))
    about = math.ceil(width_mm(line.about, SMALL_SIZE) / NAME_WIDTH) if line.about else 0
    return (names + about) * LINE + PADDING
