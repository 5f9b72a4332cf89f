"""How a subject stands for a reader who is told neither of discipline nor of what is under examination. Pure.

Words alone hide nothing: a year that discipline takes away changes the state of a finding, the group of a list, the
route that is nearest. So where either speaks, such a reader gets what he would get if nobody had stated yet that
nothing is examined; a hold, a discipline and what is not stated come out alike in everything that is shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from awards.rules.eligibility import Assessment, assess_many
from awards.rules.facts import Facts
from awards.rules.findings import INFO, Status
from awards.rules.general import PRIVATE
from awards.rules.rulebook import Rulebook
from awards.rules.sending import veiled
from awards.rules.standing import HOLD

K = TypeVar("K")


def facts_untold(
    book: Rulebook,
    codes: Collection[str],
    facts: Mapping[K, Facts],
    *,
    year: int,
    on: dt.date,
    received_on: dt.date | None = None,
) -> dict[K, Facts]:
    """The facts as such a reader may reckon with them; whole where nothing private stands against anybody."""
    bare = {key: _without(one) for key, one in facts.items()}
    doubtful = {key: facts[key] for key, one in bare.items() if one != facts[key]}
    found = assess_many(book, codes, doubtful, year=year, on=on, received_on=received_on)
    against = {key for key, assessed in found.items() if any(map(_speaks, assessed.values()))}
    return {key: bare[key] if key in against else one for key, one in facts.items()}


def holds_untold(facts: Facts) -> Facts:
    """The facts as somebody reckons with his own: he knows of his discipline, and is not told of what is examined."""
    stated = {(year, key): yes for (year, key), yes in facts.statements.items() if not key.startswith(HOLD)}
    return replace(facts, holds=None, statements=stated)


def veil(found: Assessment) -> Assessment:
    """One finding for all that is private, in no route."""
    routes = tuple(
        route._replace(findings=tuple(one for one in route.findings if not one.private)) for route in found.routes
    )
    return found._replace(findings=veiled(found.findings), routes=routes)


def _without(facts: Facts) -> Facts:
    stated = {(year, key): yes for (year, key), yes in facts.statements.items() if not key.startswith(PRIVATE)}
    members = facts.members and tuple(
        replace(one, disciplined=None) if any((one.disciplined or {}).values()) else one for one in facts.members
    )
    disciplines = () if facts.disciplines else facts.disciplines
    return replace(facts, holds=None, disciplines=disciplines, members=members, statements=stated)


def _speaks(found: Assessment) -> bool:
    told = [*found.findings, *(one for route in found.routes for one in route.findings)]
    return any(one.private and one.status is not Status.MET and one.enforcement != INFO for one in told)
