"""GIAO ƯỚC THI ĐUA: the parties' promises in their order, signed by each of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from plans.papers.content import Header, Paper, Paragraph, Signature
from plans.rules.official import format_date, place_and_date

KIND = "GIAO ƯỚC THI ĐUA"


@dataclass(frozen=True)
class PledgeSide:
    """A side that signs, and who signs for it; blank places are filled in by hand."""

    name: str
    signer_title: str
    signer_name: str


@dataclass(frozen=True)
class PledgeFacts:
    """What the pledge says. Without ``signed_on`` day and place stay open."""

    agency: str
    parent_agency: str
    town: str
    year: int
    name: str
    text: str
    sides: Sequence[PledgeSide]
    signed_on: dt.date | None = None
    place: str = ""


def pledge_paper(facts: PledgeFacts) -> Paper:
    """The pledge; each line of its text is a point."""
    points = [" ".join(line.split()) for line in facts.text.splitlines() if line.strip()]
    sides = "; ".join(side.name for side in facts.sides)
    return Paper(
        header=Header(
            facts.agency.upper(),
            facts.parent_agency.upper(),
            place_date=place_and_date(facts.town, facts.signed_on, facts.year),
        ),
        kind=KIND,
        subject=facts.name,
        body=(
            Paragraph(f"{_when(facts)}, chúng tôi gồm: {sides}, cùng ký giao ước thi đua năm {facts.year} như sau:"),
            *(Paragraph(point) for point in points),
            Paragraph(
                f"Giao ước này được lập thành {len(facts.sides):02} bản, mỗi bên giữ 01 bản và có trách nhiệm "
                "tổ chức thực hiện./."
            ),
        ),
        signatures=tuple(_signature(side) for side in facts.sides),
    )


def _when(facts: PledgeFacts) -> str:
    day = facts.signed_on
    date = format_date(day.day, day.month, day.year) if day else format_date(None, None, facts.year)
    where = f", tại {facts.place}" if facts.place else ""
    return f"Hôm nay, {date}{where}"


def _signature(side: PledgeSide) -> Signature:
    title = side.signer_title.upper() or "ĐẠI DIỆN"
    return Signature(f"{side.name.upper()}\n{title}", side.signer_name)
