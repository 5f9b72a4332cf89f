"""What the frame of every page shows: the office, the years, the menu, the notices."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone

from plans import sockets
from plans.models import IN_FORCE, Notice, Office, Plan, PlanState, User
from plans.permissions import rights_of
from plans.rules.calendar import period_end, quarter_of
from plans.rules.status import SOON_DAYS
from plans.sockets import MenuEntry

YEAR_KEY = "year"
HOME = "plans:home"


def office_for(user: User | None) -> Office | None:
    """The office, with ``unread`` notices of ``user``: one query."""
    unread = (
        Notice.objects.filter(user=user, read_at__isnull=True).values("user").annotate(n=Count("pk")).values("n")
        if user
        else Notice.objects.none().values("pk")
    )
    return Office.objects.annotate(unread=Coalesce(Subquery(unread[:1]), 0)).first()


def office_in_view(request: HttpRequest) -> Office | None:
    """The office with the unread notices of who asks, kept on the request."""
    if not hasattr(request, "_office"):
        request._office = office_for(request.user if request.user.is_authenticated else None)  # type: ignore[attr-defined]
    return request._office  # type: ignore[attr-defined, no-any-return]


def soon_days(request: HttpRequest) -> int:
    """How many days before its deadline a task is nearly due, as the office wants it."""
    office = office_in_view(request)
    return office.soon_days if office else SOON_DAYS


def plan_in_view(request: HttpRequest, *, count_open: bool = False) -> Plan | None:
    """The plan of the year the person chose (remembered in the session), else the newest in force, else newest.

    A plan issued before its year begins waits: the year under way still has tasks to finish.

    Kept on the request; one query for all years the person may see.
    """
    if not hasattr(request, "_plan_in_view"):
        seen = Plan.objects.visible_to(request.user)  # type: ignore[arg-type]
        if count_open:
            seen = seen.with_open_tasks()
        plans = list(seen.defer("source_text", "opening", "closing", "search_key"))
        this_year = timezone.localdate().year
        plans.sort(key=lambda plan: (plan.state in IN_FORCE, plan.year <= this_year, plan.year, plan.pk), reverse=True)
        chosen = request.session.get(YEAR_KEY)
        of_year = [plan for plan in plans if plan.year == chosen]
        request._plans = plans  # type: ignore[attr-defined]
        request._plan_in_view = next(iter(of_year or plans), None)  # type: ignore[attr-defined]
    return request._plan_in_view  # type: ignore[attr-defined, no-any-return]


def menu_entries(request: HttpRequest, user: User, plan: Plan | None) -> list[MenuEntry]:
    """The left menu. The count of work stands where the page has counted it (``request.work_count``)."""
    entries = sorted((entry for give in sockets.menu for entry in give(user, plan)), key=lambda entry: entry.order)
    count = getattr(request, "work_count", 0)
    return [replace(entry, count=count) if HOME in entry.match else entry for entry in entries]


def running_beside(request: HttpRequest) -> list[Plan]:
    """Issued plans with open tasks beside the one in view: a new year's plan does not end those of the year before.

    Only where the plans were read with ``plan_in_view(request, count_open=True)``.
    """
    shown = plan_in_view(request)
    plans = request._plans  # type: ignore[attr-defined]
    return [plan for plan in plans if plan.state == PlanState.ISSUED and plan != shown and plan.open_tasks]


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
    return {
        "office": office_in_view(request),
        "rights": rights_of(user),
        "years": sorted({p.year for p in request._plans}, reverse=True),  # type: ignore[attr-defined]
        "plan_in_view": plan,
        "menu": menu_entries(request, user, plan),
        "here": here,
        "today": today,
        "week": today.isocalendar().week,
        "quarter_roman": ("I", "II", "III", "IV")[quarter - 1],
        "quarter_days_left": (quarter_ends - today).days if quarter_ends else 0,
    }
