"""Where ``awards`` plugs in: what it knows of initiatives and of results, without emulation knowing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass

from plans.sockets import Socket


@dataclass(frozen=True)
class Result:
    """What came of an aim: ``words`` such as "Quyết định 12/QĐ-SNgV", ``won`` or not."""

    words: str
    won: bool
    url: str = ""


# Year and persons asked for; given back are those who have an initiative on file in that year
initiatives: Socket[Callable[[int, Set[int]], Set[int]]] = Socket("initiatives")

# Year; results by (kind of subject "person" or "unit", its pk, code of the title or commendation)
results: Socket[Callable[[int], Mapping[tuple[str, int, str], Result]]] = Socket("results")
