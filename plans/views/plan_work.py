"""What waits for a person in the way of plans: to approve, to number, to mend. Shown on the first page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from plans.models import Plan, PlanState, User
from plans.rules.official import short_date
from plans.sockets import WorkItem


def plan_work_items(user: User, plan: Plan, today: dt.date) -> Iterable[WorkItem]:  # noqa: ARG001 (the socket's shape)
    """One query at most, of whatever year; none for those whom no plan can wait for."""
    wanted = Q(pk=None)
    if user.has_perm("plans.approve_plan"):
        wanted |= Q(state=PlanState.SUBMITTED)
    if user.has_perm("plans.issue_plan"):
        wanted |= Q(state=PlanState.APPROVED) | Q(state=PlanState.ISSUED, signed_import=True, number="")
    if user.has_perm("plans.submit_plan"):
        wanted |= Q(state=PlanState.DRAFT) & ~Q(return_reason="")
    if len(wanted) == 1:
        return
    waiting = Plan.objects.filter(wanted).order_by("year", "pk")
    for row in waiting.values_list(*_WAITING):
        yield _item(Waiting._make(row))


class Waiting(NamedTuple):
    """A plan that waits for somebody's act."""

    pk: int
    year: int
    state: str
    return_reason: str
    submitted_at: dt.datetime | None
    username: str | None
    full_name: str | None


_WAITING = (*Waiting._fields[:5], "submitted_by__username", "submitted_by__person__full_name")


def _item(plan: Waiting) -> WorkItem:
    name = f"kế hoạch năm {plan.year}"
    match plan.state:
        case PlanState.SUBMITTED:
            submitter = plan.full_name or plan.username
            by = f"{submitter} trình" if submitter else "Đã trình"
            day = f" ngày {short_date(timezone.localdate(plan.submitted_at))}" if plan.submitted_at else ""
            words, view = (f"Duyệt {name}", f"{by}{day}", "Xem, quyết định", "Chờ duyệt"), "plan"
        case PlanState.APPROVED:
            origin = "Lãnh đạo Sở đã duyệt, chờ ghi số và ngày"
            words, view = (f"Ban hành {name}", origin, "Ghi số, ban hành", "Chờ ghi số"), "plan_issue"
        case PlanState.DRAFT:
            words, view = (f"Sửa {name}", f"Lý do: {plan.return_reason}", "Soạn tiếp", "Trả lại"), "draft"
        case _:
            origin = "Đã ký, ban hành trên giấy; ghi số, ngày như trên bản ký"
            words, view = (f"Ghi số {name}", origin, "Ghi số", "Chưa ghi số"), "plan_number"
    title, origin, action, pill = words
    url = reverse(f"plans:{view}", args=[plan.pk])
    return WorkItem(group="await", title=title, origin=origin, url=url, action=action, pill=pill)
