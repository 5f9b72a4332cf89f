"""What emulation says of one unit in its contribution to a report: campaigns, registrations, pledges, examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet

from emulation.models import Aim, PledgeParty
from emulation.papers.report_honours import LIST_WORDS, WHOM_WORDS, OfHonour, by_name, parted
from emulation.services.campaign_way import PARTICIPATING
from emulation.services.report_drawings import (
    HONOUR,
    Days,
    campaigns_in,
    examples_in,
    honour_row,
    pledges_in,
    registrations_in,
)
from plans.models.unit_index import UnitIndex
from plans.services.together import together
from plans.sockets import ReportQuestion, UnitFigure

Rows = QuerySet[Any, Any]
Found = list[tuple[Any, ...]]
_GROUP = "Phong trào, đăng ký thi đua"
_REGISTERED = UnitFigure("Đăng ký thi đua", "registration", (), _GROUP, "emulation.follow_unit")


def emulation_unit_figures(question: ReportQuestion, units: frozenset[int]) -> Mapping[int, list[UnitFigure]]:
    """What each unit took part in, registered, signed and was held up for in the report's days. Two queries."""
    days, index = question.days, UnitIndex.load()
    campaigns, aims, pledges, examples = together(
        (_campaigns(days), _aims(days, units), _pledges(days, units), _examples(days, units))
    )
    joined = _taking_part(campaigns, index)
    aimed: dict[int, list[OfHonour]] = defaultdict(list)
    for pk, unit, home, *honour in aims:
        aimed[unit or home].append(honour_row(pk, unit, honour))
    signed = _by_unit((unit, pk) for pk, unit in pledges)
    of_people = _by_unit((home, pk) for pk, _, home in examples if home)
    own = _by_unit((unit, pk) for pk, unit, _ in examples if unit)
    return {
        unit: [
            _figure("Phong trào thi đua tham gia", "campaign", joined(unit)),
            *honour_figures(aimed[unit], "Đăng ký {which} của {whom}", _REGISTERED),
            *_if_any("Giao ước thi đua đã ký", "pledge", signed[unit]),
            *_if_any("Điển hình tiên tiến là tập thể", "example", own[unit]),
            *_if_any("Điển hình tiên tiến là cá nhân", "example", of_people[unit]),
        ]
        for unit in units
    }


def honour_figures(rows: Iterable[OfHonour], words: str, none: UnitFigure) -> Iterator[UnitFigure]:
    """Titles apart from commendations, collectives apart from people, each divided by its honours.

    ``words`` say ``{which}`` list and ``{whom}``; ``none`` stands where there is nothing, and is the pattern of all.
    """
    some = False
    for is_title, is_unit, found in parted(rows):
        some = True
        said = words.format(which=LIST_WORDS[is_title], whom=WHOM_WORDS[is_unit])
        said = said[:1].upper() + said[1:]
        yield replace(none, words=said, keys=_once(row.pk for row in found))
        for one, keys in by_name(found):
            yield replace(none, words=f"{said}: {one.name}", keys=_once(keys))
    if not some:
        yield none


def _once(keys: Iterable[int]) -> tuple[int, ...]:
    """A record that aims at two honours is one record."""
    return tuple(dict.fromkeys(keys))


def _figure(words: str, kind: str, keys: Iterable[int]) -> UnitFigure:
    return UnitFigure(words, kind, tuple(keys), _GROUP)


def _if_any(words: str, kind: str, keys: Iterable[int]) -> list[UnitFigure]:
    found = _figure(words, kind, keys)
    return [found] if found.keys else []


def _by_unit(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for unit, key in pairs:
        found[unit].append(key)
    return found


def _taking_part(rows: Found, index: UnitIndex) -> Callable[[int], tuple[int, ...]]:
    """Says of a unit in which campaigns it takes part: named, or as everybody does where a campaign names no unit."""
    named: dict[int, set[int]] = {}
    for campaign, unit in rows:
        named.setdefault(campaign, set()).update(index.members(unit) if unit else ())
    everybody = {line.pk for line in index if line.is_active and line.kind in PARTICIPATING}
    return lambda unit: tuple(campaign for campaign, members in named.items() if unit in (members or everybody))


# -- The questions -----------------------------------------------------------------------------------------------------


def _campaigns(days: Days) -> Rows:
    rows: Rows = campaigns_in(days).values_list("pk", "participants")
    return rows


def _aims(days: Days, units: frozenset[int]) -> Rows:
    ours = Q(registration__unit__in=units) | Q(registration__person__unit__in=units)
    rows: Rows = Aim.objects.filter(ours, registration__in=registrations_in(days)).order_by("pk")
    return rows.values_list("registration", "registration__unit", "registration__person__unit", *HONOUR)


def _pledges(days: Days, units: frozenset[int]) -> Rows:
    rows: Rows = PledgeParty.objects.filter(pledge__in=pledges_in(days).values("pk"), unit__in=units)
    return rows.order_by("pledge", "pk").values_list("pledge", "unit")


def _examples(days: Days, units: frozenset[int]) -> Rows:
    rows: Rows = examples_in(days).filter(Q(unit__in=units) | Q(person__unit__in=units))
    return rows.values_list("pk", "unit", "person__unit")
