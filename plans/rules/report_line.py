"""What a section of a report consists of: sentences drawn from the records, and what hands made of them.

A drawn sentence knows the figures it says and the rows that they count. A hand may word it anew, leave it out or add
one of its own; a refresh takes new figures into every sentence no hand has touched, and where the figures behind a
touched one have changed it keeps both until somebody decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

Figures = Mapping[str, int | str | None]


@dataclass(frozen=True)
class Link:
    """Words of a sentence that open the very rows they count: ``keys`` of records of ``kind`` ("task", "award")."""

    text: str
    kind: str
    keys: tuple[int, ...]


@dataclass(frozen=True)
class Drawn:
    """One sentence (or short paragraph) as the records give it.

    ``section`` is the slug of its section, ``key`` names the sentence for ever ("tasks.cells"). ``figures`` are what it
    says, by name; None is "không tính được". Sentences whose figures are equal say the same.
    """

    section: str
    key: str
    parts: tuple[str | Link, ...]
    figures: Figures = field(default_factory=dict)
    order: int = 100

    @property
    def text(self) -> str:
        """The words without their links."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


@dataclass(frozen=True)
class Line:
    """One paragraph of a section.

    ``drawn`` is the sentence of the last refresh (None: the records say it no longer, or a hand added the line).
    ``words`` are a hand's own words in its place, None where no hand touched it. ``seen`` is the sentence those words
    were written on. ``left_out`` keeps a drawn sentence off the paper.
    """

    key: str
    drawn: Drawn | None = None
    words: str | None = None
    seen: Drawn | None = None
    left_out: bool = False

    @property
    def text(self) -> str:
        """What the paper prints; empty prints nothing."""
        if self.left_out:
            return ""
        return self.words if self.words is not None else self.drawn.text if self.drawn else ""

    @property
    def printed_figures(self) -> Figures:
        """The figures of the records' own sentence where that is what the paper prints; a hand's words have none."""
        return self.drawn.figures if self.drawn and self.words is None and not self.left_out else {}

    @property
    def is_own(self) -> bool:
        """Added by a hand: no record stands behind it."""
        return self.drawn is None and self.seen is None

    @property
    def is_stale(self) -> bool:
        """A hand worded it, and the records say something else by now (or no longer say it)."""
        if self.words is None or self.seen is None:
            return False
        return self.drawn is None or dict(self.drawn.figures) != dict(self.seen.figures)

    @property
    def is_away(self) -> bool:
        """Left off the paper, and no longer said by the records: remembered, so that it stays off when they say it."""
        return self.left_out and self.drawn is None and self.words is None


def refreshed(lines: Sequence[Line], drawn: Iterable[Drawn]) -> list[Line]:
    """The lines with the records' sentences of now: touched ones keep their words, new ones come where they belong.

    An untouched sentence that the records no longer give goes; a touched one stays and is stale, and one that was left
    out is remembered. Own lines keep their place behind the line they stood behind. Refreshing twice with the same
    sentences changes nothing.
    """
    now = {one.key: one for one in sorted(drawn, key=lambda one: (one.order, one.key))}
    kept = [
        _with(line, now.get(line.key))
        for line in lines
        if line.is_own or line.key in now or line.words is not None or line.left_out
    ]
    known = {line.key for line in kept}
    result = list(kept)
    for place, (key, one) in enumerate(now.items()):
        if key not in known:
            result.insert(_place_of(result, list(now)[:place]), Line(key, one))
    return result


def _with(line: Line, drawn: Drawn | None) -> Line:
    if line.is_own:
        return line
    if line.words is not None:
        return replace(line, drawn=drawn)
    seen = None if drawn else line.seen or line.drawn  # of one left out, what it was; else it would be a hand's own
    return replace(line, drawn=drawn, seen=seen)


def _place_of(lines: Sequence[Line], before: Sequence[str]) -> int:
    """Behind the last line that stands for one of the sentences ``before``, and the own lines that follow it."""
    places = [place for place, line in enumerate(lines) if line.key in before]
    place = places[-1] + 1 if places else 0
    while place and place < len(lines) and lines[place].is_own:
        place += 1
    return place


def to_json(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Plain data of lines, for a JSON field."""
    return [
        {
            "key": line.key,
            "drawn": _drawn_json(line.drawn),
            "words": line.words,
            "seen": _drawn_json(line.seen),
            "left_out": line.left_out,
        }
        for line in lines
    ]


def from_json(section: str, data: Iterable[Mapping[str, Any]]) -> list[Line]:
    """Lines out of what ``to_json`` made of them."""
    return [
        Line(
            one["key"],
            _drawn_of(section, one["key"], one["drawn"]),
            one["words"],
            _drawn_of(section, one["key"], one["seen"]),
            one["left_out"],
        )
        for one in data
    ]


def _drawn_json(drawn: Drawn | None) -> dict[str, Any] | None:
    if drawn is None:
        return None
    parts = [part if isinstance(part, str) else [part.text, part.kind, list(part.keys)] for part in drawn.parts]
    return {"parts": parts, "figures": dict(drawn.figures), "order": drawn.order}


def _drawn_of(section: str, key: str, data: Mapping[str, Any] | None) -> Drawn | None:
    if data is None:
        return None
    parts = tuple(p if isinstance(p, str) else Link(p[0], p[1], tuple(p[2])) for p in data["parts"])
    return Drawn(section, key, parts, data["figures"], data["order"])
