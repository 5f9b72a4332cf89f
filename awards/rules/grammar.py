"""How a standard is written: all_of, any_of, routes and atoms, read once per version. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

ALL, ANY = "all_of", "any_of"


class Node(NamedTuple):
    """A part of a standard: parts that must hold all, or of which one must, or an atom with what it is told."""

    name: str
    parts: tuple[Node, ...] = ()
    told: Mapping[str, Any] = {}
    route: str = ""


def parse(written: Mapping[str, Any]) -> Node:
    """The parts of a standard as they are written.

    >>> parse({"all_of": [{"exceeds_targets": True}]}).parts[0].name
    'exceeds_targets'
    """
    route = str(written.get("route") or "")
    for name in (ALL, ANY):
        if name in written:
            return Node(name, tuple(parse(part) for part in written[name]), route=route)
    ((name, told),) = ((key, value) for key, value in written.items() if key != "route")
    return Node(name, told=told if isinstance(told, dict) else {}, route=route)
