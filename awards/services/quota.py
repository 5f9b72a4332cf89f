"""Suất còn lại: how many places a round has for each honour, how they were counted, and how many are taken."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import Count, Q

from awards.models import Award, Nomination, NominationState, Rating, RatingLevel, Round
from awards.rules.quota import Places, by_number, by_share, parse_share
from emulation.services.registration import REGISTERING_KINDS
from plans.models import Person, Unit

GOOD_OR_BETTER = (RatingLevel.EXCELLENT, RatingLevel.GOOD)
_TITLE_OF = {"ldtt": "LDTT", "cstdcs": "CSTDCS"}


class PlaceLine(NamedTuple):
    """The places of one honour in a round, with the paper that sets them."""

    code: str
    name: str
    is_title: bool
    places: Places
    source: str


class ShareLine(NamedTuple):
    """Of one unit: how many of those rated well enough are rated excellently, against the share."""

    unit: str
    places: Places


def places_of_round(award_round: Round) -> list[PlaceLine]:
    """The quotas of a round, in its order. Two queries, and one for each kind of count that a share asks for."""
    columns = ("title__code", "title__name", "commendation__code", "commendation__name", "number", "share", "base")
    rows = list(award_round.quotas.order_by("pk").values_list(*columns, "source"))
    if not rows:
        return []
    taken = _taken(award_round)
    counts = {base: _count(base, award_round.achievement_year) for base in {row[6] for row in rows if row[4] is None}}
    lines = []
    for title, title_name, form, form_name, number, share, base, source in rows:
        used = taken.get((title, form), 0)
        if number is not None:
            places = by_number(number, used)
        else:
            places = by_share(parse_share(share), counts[base], used, of=base)
        lines.append(PlaceLine(title or form, title_name or form_name, title is not None, places, source))
    return lines


def excellent_by_unit(year: int, share: Fraction) -> list[ShareLine]:
    """Hoàn thành xuất sắc against its share of those rated Hoàn thành tốt or better, in each unit. One query."""
    rows = Rating.objects.filter(person__isnull=False, year=year, level__in=GOOD_OR_BETTER)
    counted = rows.values_list("person__unit__short_name", "person__unit__name").annotate(
        good=Count("pk"), excellent=Count("pk", filter=Q(level=RatingLevel.EXCELLENT))
    )
    ordered = counted.order_by("person__unit__order", "person__unit__name")
    return [ShareLine(short or name, by_share(share, good, best, of="good")) for short, name, good, best in ordered]


def _taken(award_round: Round) -> dict[tuple[str | None, str | None], int]:
    """Nominations of the round that stand, by the codes of their honour."""
    standing = Nomination.objects.filter(round=award_round, removed_at=None).exclude(state=NominationState.WITHDRAWN)
    rows: Iterable[Any] = standing.order_by().values_list("title__code", "commendation__code").annotate(n=Count("pk"))
    return {(title, form): n for title, form, n in rows}


def _count(base: str, year: int) -> int | None:
    """What a share is of; None where nothing of the year was entered yet, for then the count is not known."""
    if base == "people":
        return Person.objects.active().count()
    if base == "units":
        return Unit.objects.active().filter(kind__in=REGISTERING_KINDS).count()
    if base == "good":
        return Rating.objects.filter(person__isnull=False, year=year, level__in=GOOD_OR_BETTER).count() or None
    code = _TITLE_OF.get(base, "")
    return Award.objects.filter(person__isnull=False, year=year, title__code=code).count() or None
