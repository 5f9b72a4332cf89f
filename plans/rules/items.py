"""The several things one task asks for, told by the list marks of its text."""

from __future__ import annotations

import re

_MARK = re.compile(r"^\s*(?:[-+–•*]|\d{1,2}[.)]|[a-zđ][.)])\s+")
FEWEST = 2


def items_of(text: str) -> list[str]:
    """The things a task's text lists, each without its mark; empty where it asks for one thing only.

    A line without a mark belongs to the item above it; words above the first item lead in and are none.
    """
    items: list[str] = []
    for line in text.split("\n"):
        marked = _MARK.match(line)
        if marked:
            items.append(line[marked.end() :].strip())
        elif items and line.strip():
            items[-1] = f"{items[-1]} {line.strip()}"
    return items if len(items) >= FEWEST else []
