"""The sections of a plan: which hold its tables and which its tasks in words."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from plans.reading.heads import find_head
from plans.reading.labels import is_tail_section
from plans.reading.layout import Grid, Para
from plans.reading.periods import period_heading
from plans.reading.prose import ProseReading
from plans.reading.sections import Body, Part
from plans.rules.document import PlanSection


def from_head(grids: Sequence[Grid]) -> list[Grid]:
    """The grids from the first that has the head of a task table."""
    for i, grid in enumerate(grids):
        found = find_head(grid.rows)
        if found:
            width = len(found[2])
            return [g for g in grids[i:] if find_head(g.rows) or len(g.rows[0].cells) == width]
    return []


def periods_above(part: Part) -> dict[int, str]:
    """The period headings over the grids of a section: its own heading («1. Quý I»), or a line before the grid."""
    words = period_heading(part.heading)
    found: dict[int, str] = {}
    for item in part.body:
        if isinstance(item, Para):
            words = period_heading(item.text) or words
        elif words:
            found[id(item)] = words
            words = None
    return found


def sections_of(parts: Sequence[Part], prose: ProseReading, *, with_tasks: bool) -> list[PlanSection]:
    """The sections of the document; the first that holds tasks is marked, headings that became tasks go."""
    sections: list[PlanSection] = []
    held = not with_tasks
    for part in parts:
        tabled = bool(from_head(part.grids))
        spent = not tabled and (id(part) in prose.parts or _is_spent(part, prose))
        holds = not held and (tabled or spent or any(id(para) in prose.paras for para in part.paras))
        held = held or holds
        if spent and sections:
            sections[-1] = dataclasses.replace(sections[-1], holds_tasks=sections[-1].holds_tasks or holds)
        else:
            sections.append(part.to_section(holds_tasks=holds, dropped=prose.paras))
    return sections


def _is_spent(part: Part, prose: ProseReading) -> bool:
    """A heading such as «1. Quý I» all whose items became tasks: the tasks carry their period themselves."""
    emptied = bool(part.paras) and all(id(para) in prose.paras for para in part.paras)
    return emptied and period_heading(part.heading) is not None


def split_tail(parts: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    """Sections before and from «Tổ chức thực hiện» on."""
    for i, part in enumerate(parts):
        if is_tail_section(part.heading) and part.level == min((p.level for p in parts if p.heading), default=1):
            return list(parts[:i]), list(parts[i:])
    return list(parts), []


def annex_parts(annex: Body) -> list[Part]:
    """What follows the signature, as sections: its first lines are the heading of the annex."""
    parts = list(annex.parts)
    if annex.opening:
        parts.insert(
            0, Part(annex.opening[0].text, 1, None, annex.opening[0].numbers, list(annex.opening[1:]), annex=True)
        )
    if annex.closing:
        if not parts:
            parts.append(Part(annex=True))
        parts[-1].body.extend(annex.closing)
    return parts
