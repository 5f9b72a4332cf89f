"""The text of a plan cut into opening, headed sections and closing; tables and prose tasks keep their place in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from plans.reading.closing import CLOSING
from plans.reading.labels import Label, is_loud, label_of
from plans.reading.layout import Block, Grid, Line, Para, paragraphs
from plans.reading.normalise import fold
from plans.rules.document import PlanSection


@dataclass
class Part:
    """One section on the way: its heading, the paragraphs and tables of its body in their order."""

    heading: str = ""
    level: int = 1
    label: Label | None = None
    numbers: tuple[int, ...] = ()
    body: list[Para | Grid] = field(default_factory=list)
    annex: bool = False

    @property
    def paras(self) -> list[Para]:
        return [item for item in self.body if isinstance(item, Para)]

    @property
    def grids(self) -> list[Grid]:
        return [item for item in self.body if isinstance(item, Grid)]

    def to_section(self, *, holds_tasks: bool, dropped: set[int]) -> PlanSection:
        """As the document keeps it; paragraphs that became tasks (by object id) are left out."""
        body = "\n".join(para.text for para in self.paras if id(para) not in dropped)
        return PlanSection(self.heading, self.level, body, holds_tasks)


@dataclass
class Body:
    """The text between title and foot, and what follows the foot."""

    opening: list[Para]
    parts: list[Part]
    closing: list[Para]


def read_body(blocks: Sequence[Block]) -> Body:
    """Cut the blocks between title and foot."""
    items = _items(blocks)
    parts: list[Part] = []
    opening: list[Para] = []
    for i, item in enumerate(items):
        if isinstance(item, Grid):
            if not parts:
                parts.append(Part())
            parts[-1].body.append(item)
            continue
        level = _heading_level(item, items, i, parts)
        if level:
            parts.append(Part(item.text, level, label_of(item.text), item.numbers))
        elif parts:
            parts[-1].body.append(item)
        else:
            opening.append(item)
    closing = _take_closing(parts, opening)
    return Body(opening, parts, closing)


def _items(blocks: Sequence[Block]) -> list[Para | Grid]:
    items: list[Para | Grid] = []
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
            continue
        items.extend(paragraphs(lines))
        lines = []
        items.append(block)
    items.extend(paragraphs(lines))
    return items


def _heading_level(para: Para, items: Sequence[Para | Grid], i: int, parts: list[Part]) -> int:
    """1 for a main heading, 2 for one under it, 3 below; 0 when the paragraph is body text."""
    label = label_of(para.text)
    text = para.text
    if label is None:
        if is_loud(text) and 3 < len(text) < 120 and len(text.split()) > 1:
            return 1
        return 0
    if label.kind in {"dash", "letter"} or not label.rest:
        return 0
    if label.kind in {"roman", "part"}:
        return 1 if len(text) <= 220 and not text.endswith((";", "./.")) else 0
    if label.kind == "capital":
        return 1 if is_loud(label.rest) else 0
    return _number_heading(para, label, items, i, parts)


def _number_heading(para: Para, label: Label, items: Sequence[Para | Grid], i: int, parts: list[Part]) -> int:
    """«1. Mục đích» heads what follows; «1. Văn phòng theo dõi, đôn đốc …» is a paragraph."""
    text = para.text
    upper = any(part.label and part.label.kind == "roman" for part in parts)
    depth = label.mark.count(".")
    loud = is_loud(label.rest)
    if loud:
        return 2 + depth if upper else 1 + depth
    if len(text) > 100 or (text.endswith((".", ";", ":", "/.")) and len(text) > 60) or text.endswith((".", ";", ",")):
        return 0
    follows = items[i + 1] if i + 1 < len(items) else None
    if follows is None:
        return 0
    if isinstance(follows, Para):
        below = label_of(follows.text)
        if below and below.level <= label.level:
            return 0
    return 2 + depth if upper else 1 + depth


def _take_closing(parts: list[Part], opening: list[Para]) -> list[Para]:
    """The last paragraphs from «Trên đây là …» (or another known start) on."""
    body: list[Para | Grid] = list(parts[-1].body) if parts else list(opening)
    start = len(body)
    for i in range(len(body) - 1, max(-1, len(body) - 6), -1):
        item = body[i]
        if isinstance(item, Grid) or label_of(item.text):
            break
        if CLOSING.match(fold(item.text)):
            start = i
    closing = [item for item in body[start:] if isinstance(item, Para)]
    if parts:
        parts[-1].body = body[:start]
    else:
        del opening[start:]
    return closing
