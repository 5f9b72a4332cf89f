"""Suất còn lại: how many places a round has for each honour, how they were counted, and how many are taken."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet, Value

from awards.models import Award, Nomination, NominationState, Quota, Rating, RatingLevel, Round
from awards.rules.quota import Places, by_number, by_share, parse_share
from emulation.models import Commendation, Title
from emulation.services.registration import REGISTERING_KINDS
from plans.models import Person, Unit
from plans.services.together import together

Rows = QuerySet[Any, Any]

NO_PLACES = "Chưa giao số suất cho mục này trong đợt."
GOOD_OR_BETTER = (RatingLevel.EXCELLENT, RatingLevel.GOOD)
_NOTHING_YET = {"people": 0, "units": 0}  # ratings and titles of which none is on file are not known, not none
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
    """The quotas of a round, in its order, with what they count. One query."""
    columns = ("title__code", "title__name", "commendation__code", "commendation__name", "number", "share", "base")
    quotas = Quota.objects.filter(round=award_round.pk).order_by("pk").values_list(*columns, "source")
    counted = _counted(award_round.achievement_year)
    rows, proposed, *counts = together([quotas, _taken(award_round), *counted.values()])
    taken = {(title, form): n for title, form, n in proposed}
    found = {base: sum(n for (n,) in answer) for base, answer in zip(counted, counts, strict=True)}
    lines = []
    for title, title_name, form, form_name, number, share, base, source in rows:
        used = taken.get((title, form), 0)
        if number is not None:
            places = by_number(number, used)
        else:
            places = by_share(parse_share(share), found[base] or _NOTHING_YET.get(base), used, of=base)
        lines.append(PlaceLine(title or form, title_name or form_name, title is not None, places, source))
    return lines


def places_for(award_round: Round, honour: Title | Commendation) -> list[PlaceLine]:
    """The quota of one honour in a round; empty where none was set."""
    is_title = isinstance(honour, Title)
    return [one for one in places_of_round(award_round) if (one.code, one.is_title) == (honour.code, is_title)]


def excellent_by_unit(year: int, share: Fraction) -> list[ShareLine]:
    """Hoàn thành xuất sắc against its share of those rated Hoàn thành tốt or better, in each unit. One query."""
    rows = Rating.objects.filter(person__isnull=False, year=year, level__in=GOOD_OR_BETTER)
    counted = rows.values_list("person__unit__short_name", "person__unit__name").annotate(
        good=Count("pk"), excellent=Count("pk", filter=Q(level=RatingLevel.EXCELLENT))
    )
    ordered = counted.order_by("person__unit__order", "person__unit__name")
    return [ShareLine(short or name, by_share(share, good, best, of="good")) for short, name, good, best in ordered]


def _taken(award_round: Round) -> Rows:
    """Nominations of the round that stand, by the codes of their honour."""
    standing = Nomination.objects.filter(round=award_round.pk, removed_at=None).exclude(state=NominationState.WITHDRAWN)
    rows: Rows = standing.order_by().values_list("title__code", "commendation__code").annotate(n=Count("pk"))
    return rows


def _counted(year: int) -> dict[str, Rows]:
    """What a share may be of, each as a question."""
    rated = Rating.objects.filter(person__isnull=False, year=year, level__in=GOOD_OR_BETTER)
    given = Award.objects.filter(person__isnull=False, year=year, revoked_on=None)
    return {
        "people": _number(Person.objects.active()),
        "units": _number(Unit.objects.active().filter(kind__in=REGISTERING_KINDS)),
        "good": _number(rated),
        **{base: _number(given.filter(title__code=code)) for base, code in _TITLE_OF.items()},
    }


def _number(rows: Any) -> Rows:
    """How many there are, as the one row of a question that can be joined to others."""
    found: Rows = rows.order_by().annotate(all=Value(1)).values("all").annotate(n=Count("pk")).values_list("n")
    return found
