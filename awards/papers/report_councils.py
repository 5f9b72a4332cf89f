"""The sentences of a report about councils, initiatives and the fund. Pure functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from awards.rules.money import dotted
from plans.rules.official import short_date
from plans.rules.report_line import Drawn, Figures, Link
from plans.rules.report_words import Part, compared, joined, linked, sentence

SCOPES = {
    "unit": "ở cơ sở",
    "province": "trong tỉnh",
    "ministry": "trong ngành Ngoại giao",
    "nation": "trong toàn quốc",
}


class MeetingTold(NamedTuple):
    """A meeting that was held, with its council."""

    pk: int
    council: str
    held_on: dt.date


class WorkTold(NamedTuple):
    """An initiative received in the time, and whether it was scored by now."""

    pk: int
    is_scored: bool


class RecognitionTold(NamedTuple):
    """An initiative recognised in the time, at one scope of effect."""

    initiative: int
    scope: str


class FundTold(NamedTuple):
    """An entry of the fund until the cut-off; ``is_before`` the time."""

    pk: int
    is_income: bool
    amount: int
    is_before: bool


@dataclass(frozen=True)
class CouncilsTold:
    """What a report knows of councils, initiatives and the fund; ``recognised_before`` None where nothing is kept."""

    year: int
    as_of: dt.date
    meetings: tuple[MeetingTold, ...] = ()
    received: tuple[WorkTold, ...] = ()
    recognised: tuple[RecognitionTold, ...] = ()
    recognised_before: int | None = None
    research: tuple[int, ...] = ()
    fund: tuple[FundTold, ...] = ()


def council_sentences(facts: CouncilsTold) -> Iterator[Drawn]:
    """Meetings of each council, then initiatives, then the fund."""
    councils: dict[str, list[MeetingTold]] = {}
    for meeting in facts.meetings:
        councils.setdefault(meeting.council, []).append(meeting)
    for place, (council, held) in enumerate(councils.items()):
        days = ", ".join(dict.fromkeys(short_date(meeting.held_on) for meeting in held))
        name = council.replace("TĐKT", "Thi đua - Khen thưởng")  # a report writes it out
        words = sentence(f"{name} họp ", linked("phiên", "meeting", [one.pk for one in held]), f" (ngày {days}).")
        key = f"councils.meetings.{held[0].pk}"
        yield Drawn("councils", key, words, {"held": len(held), "council": council, "days": days}, order=10 + place)
    yield from _initiatives(facts)
    yield from _fund(facts)


def _initiatives(facts: CouncilsTold) -> Iterator[Drawn]:
    if facts.received:
        scored = [one.pk for one in facts.received if one.is_scored]
        yield Drawn(
            "councils",
            "councils.initiatives",
            sentence(
                "Tiếp nhận ",
                linked("hồ sơ sáng kiến", "initiative", [one.pk for one in facts.received]),
                ", ",
                ("đã chấm điểm xong ", linked("hồ sơ", "initiative", scored)) if scored else "chưa chấm xong hồ sơ nào",
                ".",
            ),
            {"received": len(facts.received), "scored": len(scored)},
            order=40,
        )
    if facts.recognised:
        yield from _recognised(facts)
    if facts.research:
        words = sentence(
            "Có ", linked("đề tài nghiên cứu", "initiative", facts.research), " được công nhận, nghiệm thu."
        )
        yield Drawn("councils", "councils.research", words, {"research": len(facts.research)}, order=44)


def _recognised(facts: CouncilsTold) -> Iterator[Drawn]:
    keys = list(dict.fromkeys(one.initiative for one in facts.recognised))
    scopes = {scope: [one.initiative for one in facts.recognised if one.scope == scope] for scope in SCOPES}
    there: list[tuple[Part, ...]] = [
        (linked("sáng kiến", "initiative", found), f" có phạm vi hiệu quả {SCOPES[scope]}")
        for scope, found in scopes.items()
        if found
    ]
    if len(there) == 1:
        there = [there[0][1:]]
    change = compared(len(keys), facts.recognised_before, year=facts.year - 1, what="số sáng kiến được công nhận")
    figures: dict[str, int | str | None] = {scope: len(found) for scope, found in scopes.items()}
    yield Drawn(
        "councils",
        "councils.recognised",
        sentence(
            "Công nhận ",
            linked("sáng kiến", "initiative", keys),
            ", trong đó " if len(there) > 1 else "",
            joined(there),
            f"; {change}.",
        ),
        figures | {"recognised": len(keys), "before": facts.recognised_before},
        order=42,
    )
    if facts.recognised_before and len(keys) > facts.recognised_before:
        grew = compared(len(keys), facts.recognised_before, year=facts.year - 1)
        words = sentence("Công nhận ", linked("sáng kiến", "initiative", keys), f", {grew}.")
        grown: Figures = {"recognised": len(keys), "before": facts.recognised_before}
        yield Drawn("strengths", "strengths.initiatives", words, grown, order=50)


def _fund(facts: CouncilsTold) -> Iterator[Drawn]:
    """What came in and went out in the time, and what is left; nothing where nothing moved."""
    now = [one for one in facts.fund if not one.is_before]
    if not now:
        return
    earlier = [one.pk for one in facts.fund if one.is_before]
    before = _sum(facts.fund, income=True, before=True) - _sum(facts.fund, income=False, before=True)
    into, out = _sum(facts.fund, income=True, before=False), _sum(facts.fund, income=False, before=False)
    ways = (("thu", into, True), ("chi", out, False))
    carried: tuple[Part, ...] = ("số dư mang sang ", _money(before, earlier), ", ") if before > 0 else ()
    moved = [
        (
            f"{word} ",
            _money(amount, keys := [one.pk for one in now if one.is_income is income]),
            " (",
            linked("khoản", "fund", keys),
            ")",
        )
        for word, amount, income in ways
        if amount
    ]
    left = before + into - out
    day = short_date(facts.as_of)
    figures: dict[str, int | str | None] = {"day": day}
    figures |= {f"{word}.entries": sum(one.is_income is income for one in now) for word, _, income in ways}
    ending = ("còn lại " if left >= 0 else "chi vượt số dư ", _money(abs(left), [one.pk for one in facts.fund]))
    yield Drawn(
        "councils",
        "councils.fund",
        sentence(
            f"Quỹ thi đua, khen thưởng đến ngày {day}: ",
            carried,
            joined(moved, last=", "),
            ", ",
            ending,
            ".",
        ),
        figures | {"carried": before, "in": into, "out": out, "left": left},
        order=60,
    )


def _money(amount: int, keys: Sequence[int]) -> Part:
    """A sum that opens the entries it is made of."""
    return Link(f"{dotted(amount)} đồng", "fund", tuple(keys))


def _sum(entries: Sequence[FundTold], *, income: bool, before: bool) -> int:
    return sum(one.amount for one in entries if one.is_income is income and one.is_before is before)
