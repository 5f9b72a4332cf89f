"""What the frame of every page shows: the office, the years, the menu, the notices."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from plans import sockets
from plans.models import IN_FORCE, Office, Plan, PlanState, User
from plans.permissions import rights_of
from plans.rules.calendar import period_end, quarter_of
from plans.rules.status import SOON_DAYS
from plans.sockets import MenuEntry

YEAR_KEY = "year"
HOME = "plans:home"
_OFFICE = """SELECT *, (SELECT COUNT(*) FROM plans_notice WHERE user_id = %s AND read_at IS NULL) AS unread
FROM plans_office ORDER BY id LIMIT 1"""


def office_for(user: User | None) -> Office | None:
    """The office, with ``unread`` notices of ``user``: one query, in SQL because every page asks it."""
    return next(iter(Office.objects.raw(_OFFICE, [user.pk if user else 0])), None)


def office_in_view(request: HttpRequest) -> Office | None:
    """The office with the unread notices of who asks, kept on the request."""
    if not hasattr(request, "_office"):
        request._office = office_for(request.user if request.user.is_authenticated else None)  # type: ignore[attr-defined]
    return request._office  # type: ignore[attr-defined, no-any-return]


def soon_days(request: HttpRequest) -> int:
    """How many days before its deadline a task is nearly due, as the office wants it."""
    office = office_in_view(request)
    return office.soon_days if office else SOON_DAYS


def plans_in_view(request: HttpRequest, *, count_open: bool = False) -> list[Plan]:
    """The plans of all years that the person may see, the one to work in first: without their texts, one query.

    In force before drafts, the year under way before the next (a plan issued before its year begins waits: this year
    still has tasks to finish), then the newest. Kept on the request.
    """
    if not hasattr(request, "_plans"):
        seen = Plan.objects.visible_to(request.user)  # type: ignore[arg-type]
        if count_open:
            seen = seen.with_open_tasks()
        plans = list(seen.only("year", "state", "number", "issued_on", "table_form"))
        this_year = timezone.localdate().year
        plans.sort(key=lambda plan: (plan.state in IN_FORCE, plan.year <= this_year, plan.year, plan.pk), reverse=True)
        request._plans = plans  # type: ignore[attr-defined]
    return request._plans  # type: ignore[attr-defined, no-any-return]


def plan_in_view(request: HttpRequest) -> Plan | None:
    """The plan of the year the person chose (remembered in the session), else the first of ``plans_in_view``."""
    plans, chosen = plans_in_view(request), request.session.get(YEAR_KEY)
    return next((plan for plan in plans if plan.year == chosen), next(iter(plans), None))


def menu_entries(request: HttpRequest, user: User, plan: Plan | None) -> list[MenuEntry]:
    """The left menu. The count of work stands where the page has counted it (``request.work_count``)."""
    entries = sorted((entry for give in sockets.menu for entry in give(user, plan)), key=lambda entry: entry.order)
    count = getattr(request, "work_count", 0)
    return [replace(entry, count=count) if HOME in entry.match else entry for entry in entries]


def running_beside(request: HttpRequest) -> list[Plan]:
    """Issued plans with open tasks beside the one in view: a new year's plan does not end those of the year before.

    Only where the plans were read with ``plans_in_view(request, count_open=True)``.
    """
    shown = plan_in_view(request)
    others = [plan for plan in plans_in_view(request) if plan.state == PlanState.ISSUED and plan != shown]
    return [plan for plan in others if plan.open_tasks]  # type: ignore[attr-defined] # annotated


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
        "years": sorted({one.year for one in plans_in_view(request)}, reverse=True),
        "plan_in_view": plan,
        "menu": menu_entries(request, user, plan),
        "here": here,
        "today": today,
        "week": today.isocalendar().week,
        "quarter_roman": ("I", "II", "III", "IV")[quarter - 1],
        "quarter_days_left": (quarter_ends - today).days if quarter_ends else 0,
    }
