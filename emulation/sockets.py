"""Where ``awards`` plugs in: what it knows of initiatives and of results, without emulation knowing it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from plans.sockets import Socket


@dataclass(frozen=True)
class Result:
    """What came of an aim: ``words`` such as "Quyết định 12/QĐ-SNgV", ``won`` or not."""

    words: str
    won: bool
    url: str = ""


# Rows with a ``person`` and a ``year``: who has an initiative on file in which year. Rows instead of names, so that
# one query of ours can ask whether somebody is among them
initiatives: Socket[Callable[[], QuerySet[Any, Any]]] = Socket("initiatives")

# Year; results by (kind of subject "person" or "unit", its pk, code of the title or commendation)
results: Socket[Callable[[int], Mapping[tuple[str, int, str], Result]]] = Socket("results")
