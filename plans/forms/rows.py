"""Forms with rows that a button adds or takes away without a script: the page comes back with everything typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MAX_ROWS = 40
_PRESSED = re.compile(r"^(them|bo)(?:-([a-z-]*[a-z]))?(?:-(\d{1,2}))?$")


@dataclass(frozen=True)
class RowGroup:
    """Rows of fields named "unit_0", "role_0", "unit_1" …; the first of ``fields`` tells how many were sent.

    ``slug`` tells the buttons of several groups in one form apart: "them-chi-tieu", "bo-chi-tieu-3".
    """

    fields: tuple[str, ...]
    slug: str = ""

    def count(self, data: Mapping[str, Any]) -> int:
        """How many rows a POST brought, told by the names of its fields."""
        places = [int(found[1]) for name in data if (found := re.match(rf"^{self.fields[0]}_(\d{{1,2}})$", name))]
        return max(places, default=-1) + 1

    def owns(self, name: str) -> bool:
        """Whether a field of this name stands in a row of the group."""
        stem, _, place = name.rpartition("_")
        return stem in self.fields and place.isdecimal()

    def adds(self) -> str:
        """The value of the button that adds a row."""
        return f"them-{self.slug}" if self.slug else "them"

    def removes(self, place: int) -> str:
        """The value of the button that takes row ``place`` away."""
        return f"bo-{self.slug}-{place}" if self.slug else f"bo-{place}"


@dataclass(frozen=True)
class Rows:
    """What was typed so far and how many rows each group now has, for a form that is shown again."""

    values: dict[str, Any]
    counts: dict[RowGroup, int]


def rows_changed(data: Mapping[str, Any], asked: str, groups: Iterable[RowGroup]) -> Rows | None:
    """The rows after the button of value ``asked`` was pressed; None where it is no button of rows."""
    groups = tuple(groups)
    found = _PRESSED.match(asked)
    here = next((group for group in groups if found and group.slug == (found[2] or "")), None)
    if not found or here is None or (found[1] == "bo") != bool(found[3]):
        return None
    values = {name: value for name, value in data.items() if not any(group.owns(name) for group in groups)}
    counts = {}
    for group in groups:
        removed = int(found[3]) if found[3] and group == here else None
        kept = [place for place in range(group.count(data)) if place != removed]
        for place, old in enumerate(kept):
            values |= {f"{name}_{place}": data.get(f"{name}_{old}", "") for name in group.fields}
        counts[group] = min(len(kept) + (group == here and removed is None), MAX_ROWS)
    return Rows(values, counts)
