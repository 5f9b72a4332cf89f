"""What the frame of every page shows: the office, the years, the menu, the notices."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone

from plans import sockets
from plans.models import IN_FORCE, Notice, Office, Plan, User
from plans.permissions import rights_of
from plans.rules.calendar import period_end, quarter_of

YEAR_KEY = "year"


def office_for(user: User | None) -> Office | None:
    """The office, with ``unread`` notices of ``user``: one query."""
    unread = (
        Notice.objects.filter(user=user, read_at__isnull=True).values("user").annotate(n=Count("pk")).values("n")
        if user
        else Notice.objects.none().values("pk")
    )
    return Office.objects.annotate(unread=Coalesce(Subquery(unread[:1]), 0)).first()


def plan_in_view(request: HttpRequest) -> Plan | None:
    """The plan of the year the person chose (remembered in the session), else the newest in force, else newest.

    Kept on the request; one query for all years the person may see.
    """
    if not hasattr(request, "_plan_in_view"):
        plans = list(Plan.objects.visible_to(request.user).defer("source_text", "opening", "closing", "search_key"))
        plans.sort(key=lambda plan: (plan.state in IN_FORCE, plan.year, plan.pk), reverse=True)
        chosen = request.session.get(YEAR_KEY)
        of_year = [plan for plan in plans if plan.year == chosen]
        request._plans = plans  # type: ignore[attr-defined]
        request._plan_in_view = (of_year or plans or [None])[0]  # type: ignore[attr-defined]
    return request._plan_in_view  # type: ignore[attr-defined, no-any-return]


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame's context; for strangers only the office's name."""
    user = request.user if hasattr(request, "user") and request.user.is_authenticated else None
    if user is None:
        return {"office": Office.objects.first()}
    today = timezone.localdate()
    plan = plan_in_view(request)
    quarter = quarter_of(today)
    quarter_ends = period_end(f"Q{quarter}", today.year)
    here = request.resolver_match.view_name if request.resolver_match else ""
    entries = sorted((e for give in sockets.menu for e in give(user, plan)), key=lambda entry: entry.order)
    return {
        "office": office_for(user),
        "rights": rights_of(user),
        "years": sorted({p.year for p in request._plans}, reverse=True),  # type: ignore[attr-defined]
        "plan_in_view": plan,
        "menu": entries,
        "here": here,
        "today": today,
        "week": today.isocalendar().week,
        "quarter_roman": ("I", "II", "III", "IV")[quarter - 1],
        "quarter_days_left": (quarter_ends - today).days if quarter_ends else 0,
    }
