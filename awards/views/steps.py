"""The two stairs of a person or unit: titles and forms of commendation; what was given, is proposed, comes next.

Two lists, never one. Gold is given, blue is proposed, a dashed line is not yet; only the step that comes next says what
is missing, as far as the standard itself names other awards.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from django.utils import timezone

from awards.rules.citation import spelled
from awards.rules.rulebook import Rulebook
from awards.rules.short_names import short_name

TITLES = {
    "person": ("LDTT", "CSTDCS", "CSTD_TINH", "CSTD_TQ"),
    "unit": ("TTLDTT", "TTLDXS", "CO_TINH", "CO_CP"),
}
COMMENDATIONS = ("GK", "BK_TINH", "BK_TTG", "HCLD_3", "HCLD_2")
SHOWN = 4
GIVEN, PROPOSED, NEXT, LATER = "given", "proposed", "next", "later"
NO_LADDER = "R2"
NAMING = ("award", "prior_award")  # the conditions of a standard that name another award


class Given(Protocol):
    """An award as any reader of records tells it."""

    @property
    def code(self) -> str: ...

    @property
    def year(self) -> int: ...


class Step(NamedTuple):
    """One step: what it is called, what is said under it, how it looks, and its place from the bottom."""

    name: str
    words: str
    look: str
    place: int


class Stair(NamedTuple):
    """Titles, or forms of commendation, the lowest first."""

    head: str
    steps: tuple[Step, ...]


class Stairs(NamedTuple):
    """Both stairs and the sentence under them, ready for ``awards/steps.html``."""

    parts: tuple[Stair, ...]
    note: str


def stairs(kind: str, awards: Iterable[Given], proposed: Collection[str] = (), *, book: Rulebook, year: int) -> Stairs:
    """The stairs of a person or unit up to ``year``; ``proposed`` are codes of nominations under way. No query."""
    given: dict[str, set[int]] = {}
    for one in awards:
        if one.year <= year:
            given.setdefault(one.code, set()).add(one.year)
    reader = _Reader(kind, given, frozenset(proposed), book, year)
    parts = (
        Stair("Bậc danh hiệu thi đua", reader.steps(TITLES[kind])),
        Stair("Bậc hình thức khen thưởng", reader.steps(COMMENDATIONS)),
    )
    rule = book.general(NO_LADDER, timezone.localdate())
    note = f"{str(rule.content['text']).rstrip('.')} ({spelled(rule.citation)})." if rule else ""
    return Stairs(parts, note)


class _Reader(NamedTuple):
    """What was given, by code the years it was given for; what is proposed; by which book, for which year."""

    kind: str
    given: Mapping[str, set[int]]
    proposed: frozenset[str]
    book: Rulebook
    year: int

    def steps(self, codes: Sequence[str]) -> tuple[Step, ...]:
        """Four steps around the highest that was reached; the first above it says what it lacks."""
        reached = max(
            (place for place, code in enumerate(codes) if code in self.given or code in self.proposed), default=-1
        )
        first = min(max(reached - SHOWN + 2, 0), len(codes) - SHOWN)
        shown = enumerate(codes[first : first + SHOWN], start=1)
        return tuple(self._step(code, place, place + first - 1 - reached) for place, code in shown)

    def _step(self, code: str, place: int, above: int) -> Step:
        """``above`` counts from the highest step that was reached."""
        name, years = self._name(code), self.given.get(code, set())
        if code in self.proposed and self.year not in years:
            return Step(name, "đang đề nghị", PROPOSED, place)
        if years:
            return Step(name, f"{len(years)} lần", GIVEN, place)
        if above == 1:
            return Step(name, self._lacking(code), NEXT, place)
        return Step(name, "chưa có" if above < 0 else "chưa xét", LATER, place)

    def _name(self, code: str) -> str:
        return short_name(code, self.book.name(code))

    def _lacking(self, code: str) -> str:
        """What other awards the standard names that are not there yet: "1/3 lần CSTĐ cơ sở", "cần BK tỉnh"."""
        for need in _named(self._standard(code)):
            times = int(need.get("times", 1))
            years: set[int] = set()
            for one in (need["code"], need.get("alt") or need["code"]):
                years |= self.given.get(one, set())
            have = _in_a_row(years, self.year) if need.get("consecutive") else len(years)
            if have < times:
                name = self._name(need["code"])
                return f"{have}/{times} lần {name}" if times > 1 else f"cần {name}"
        return "chưa xét"

    def _standard(self, code: str) -> Any:
        """The wording in force at the end of the year; of one not read yet, the last before that says anything."""
        day = dt.date(self.year, 12, 31)
        versions = [one for one in self.book.versions(code, "standard") if one.for_kind(self.kind)]
        begun = [one for one in versions if one.effective_from is None or one.effective_from <= day]
        return next((one.content for one in reversed(begun) if one.content.get("prerequisites")), {})


def _named(content: Any) -> Iterator[Mapping[str, Any]]:
    """Awards that a standard names, wherever in its conditions."""
    if isinstance(content, Mapping):
        for key, part in content.items():
            if key in NAMING and isinstance(part, Mapping):
                yield part
            else:
                yield from _named(part)
    elif isinstance(content, (list, tuple)):
        for part in content:
            yield from _named(part)


def _in_a_row(years: set[int], last: int) -> int:
    """How many years in a row end with the last one given; none where that is more than a year ago."""
    newest = max(years, default=0)
    if newest < last - 1:
        return 0
    return next(n for n in range(1, len(years) + 1) if newest - n not in years)
