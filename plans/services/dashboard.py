"""What the leadership's overview reads beside the plan itself: units that say nothing, and when one last looked."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from plans.models import Part, Plan, PlanState, ProgressEntry, Unit, User
from plans.models.unit_index import UnitIndex, UnitLine
from plans.services.duties import says_nothing, units_owing

SAME_LOOK = dt.timedelta(minutes=30)


class SilentUnit(NamedTuple):
    """A unit that owes something and has not reported for ``days`` days; None where it never did in this plan."""

    line: UnitLine
    reported_on: dt.date | None
    days: int


def remember_look(user: User, now: dt.datetime) -> dt.datetime | None:
    """Note that ``user`` looks now, and give the moment from which changes are told: the look before this one.

    Opening the page again within half an hour is the same look, so nothing unread disappears by a reload. None for
    somebody's first look.
    """
    seen = user.seen_dashboard_at
    if seen and now - seen < SAME_LOOK:
        return user.dashboard_since
    User.objects.filter(pk=user.pk).update(seen_dashboard_at=now, dashboard_since=seen)
    return seen


def silent_units(plan: Plan, index: UnitIndex, *, today: dt.date, after: int) -> list[SilentUnit]:
    """The units silent for more than ``after`` days, the longest first: two queries, by the rule of urging."""
    if plan.state != PlanState.ISSUED:
        return []
    found = []
    for pk, reported in _last_words(plan, units_owing(plan, index, today)):
        reported_on = timezone.localdate(reported) if reported else None
        if says_nothing(reported_on, issued_on=plan.issued_on, today=today, days=after):
            since = reported_on or plan.issued_on or today
            found.append(SilentUnit(index[pk], reported_on, (today - since).days))
    return sorted(found, key=lambda unit: -unit.days)


def _last_words(plan: Plan, units: frozenset[int]) -> list[tuple[int, dt.datetime | None]]:
    """Each active unit with the moment of its last report in ``plan``; each looks up its newest entry by the index."""
    entries = ProgressEntry.objects.filter(unit=OuterRef("pk"), task__plan=plan).order_by("-at").values("at")[:1]
    parts = Part.objects.filter(unit=OuterRef("pk"), task__plan=plan, reported_at__isnull=False)
    rows = (
        Unit.objects.active()
        .filter(pk__in=units)
        .annotate(said=Subquery(entries), done=Subquery(parts.order_by("-reported_at").values("reported_at")[:1]))
        .order_by("order", "name")
        .values_list("pk", "said", "done")
    )
    return [(pk, max(filter(None, (said, done)), default=None)) for pk, said, done in rows]
