"""The year that pages of emulation are about: that of the plan in view."""

from __future__ import annotations

from django.utils import timezone

from plans.context import plan_in_view
from plans.http import OfficeRequest


def year_in_view(request: OfficeRequest) -> int:
    """The year the person chose at the top, else this one."""
    plan = plan_in_view(request)
    return plan.year if plan else timezone.localdate().year
