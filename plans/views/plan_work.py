"""What waits for a person in the way of plans: to approve, to number, to mend. Shown on the first page."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from plans.models import Plan, PlanState, User
from plans.rules.official import short_date
from plans.services.waiting import Rows, WaitingRow, waiting_row
from plans.sockets import WorkItem

KIND = "plan"


def plans_waiting(user: User, plan: Plan) -> Rows | None:  # noqa: ARG001 (of whatever year)
    """Plans that wait for the person's act; None for those whom no plan can wait for."""
    wanted = Q(pk=None)
    if user.has_perm("plans.approve_plan"):
        wanted |= Q(state=PlanState.SUBMITTED)
    if user.has_perm("plans.issue_plan"):
        wanted |= Q(state=PlanState.APPROVED) | Q(state=PlanState.ISSUED, signed_import=True, number="")
    if user.has_perm("plans.submit_plan"):
        wanted |= Q(state=PlanState.DRAFT) & ~Q(return_reason="")
    if len(wanted) == 1:
        return None
    return waiting_row(
        Plan.objects.filter(wanted, removed_at__isnull=True),
        KIND,
        no="state",
        text="return_reason",
        number="year",
        since="submitted_at",
        who=Coalesce("submitted_by__person__full_name", "submitted_by__username"),
    )


def plan_item(row: WaitingRow, today: dt.date) -> WorkItem:  # noqa: ARG001 (the shape of every kind)
    """A plan that waits for somebody's act."""
    name = f"kế hoạch năm {row.number}"
    since = timezone.localdate(row.since) if row.since else None
    match row.no:
        case PlanState.SUBMITTED:
            by = f"{row.who} trình" if row.who else "Đã trình"
            day = f" ngày {short_date(since)}" if since else ""
            words, view = (f"Duyệt {name}", f"{by}{day}", "Xem, quyết định", "Chờ duyệt"), "plan"
        case PlanState.APPROVED:
            origin = "Lãnh đạo Sở đã duyệt, chờ ghi số và ngày"
            words, view = (f"Ban hành {name}", origin, "Ghi số, ban hành", "Chờ ghi số"), "plan_issue"
        case PlanState.DRAFT:
            words, view = (f"Sửa {name}", f"Lý do: {row.text}", "Soạn tiếp", "Trả lại"), "draft"
        case _:
            origin = "Đã ký, ban hành trên giấy; ghi số, ngày như trên bản ký"
            words, view = (f"Ghi số {name}", origin, "Ghi số", "Chưa ghi số"), "plan_number"
    title, origin, action, pill = words
    url = reverse(f"plans:{view}", args=[row.pk])
    return WorkItem(group="await", title=title, origin=origin, url=url, action=action, pill=pill, since=since)
