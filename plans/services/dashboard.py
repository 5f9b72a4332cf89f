"""What the leadership's overview reads beside the plan itself: units that say nothing, and when one last looked."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from plans.models import Part, Plan, PlanState, ProgressEntry, Unit, User
from plans.models.unit_index import UnitIndex, UnitLine
from plans.services.compiled import Rows, compiled_once
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
    owing = units_owing(plan, index, today)
    found = []
    for pk, *words in _last_words(plan.pk):
        if pk not in owing:
            continue
        reported = max(filter(None, words), default=None)
        reported_on = timezone.localdate(reported) if reported else None
        if says_nothing(reported_on, issued_on=plan.issued_on, today=today, days=after):
            since = reported_on or plan.issued_on or today
            found.append(SilentUnit(index[pk], reported_on, (today - since).days))
    return sorted(found, key=lambda unit: -unit.days)


@compiled_once
def _last_words(plan: int) -> Rows:
    """Each active unit with the moments of its last entry and of its last part reported in ``plan``; each looks up its
    newest by the index.
    """
    entries = ProgressEntry.objects.filter(unit=OuterRef("pk"), task__plan=plan).order_by("-at").values("at")[:1]
    parts = Part.objects.filter(unit=OuterRef("pk"), task__plan=plan, reported_at__isnull=False)
    return (
        Unit.objects.active()
        .annotate(said=Subquery(entries), done=Subquery(parts.order_by("-reported_at").values("reported_at")[:1]))
        .order_by("order", "name")
        .values_list("pk", "said", "done")
    )
