"""Obstacles and adjustments that wait for a person's act, as rows of the one query of the first page."""

from __future__ import annotations

import datetime as dt

from django.db.models import Case, CharField, Count, F, Q, TextField, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from plans.models import Adjustment, AdjustmentState, Obstacle, ObstacleState, Plan, User
from plans.rules.official import short_date
from plans.services.waiting import Rows, WaitingRow, waiting_row, waiting_where
from plans.sockets import WorkItem

OBSTACLE, ADJUSTMENT = "obstacle", "adjustment"
LONGEST = 140


def obstacles_waiting(user: User, plan: Plan) -> Rows | None:
    """Those to gather or to adjust the plan for: the standing office; submitted ones: the leadership."""
    to_adjust_for = Q(state=ObstacleState.DECIDED, calls_for_adjustment=True, adjustments=None)
    wanted = waiting_where(
        user,
        ("plans.gather_obstacles", Q(state=ObstacleState.REPORTED) | to_adjust_for),
        ("plans.decide_obstacle", Q(state=ObstacleState.SUBMITTED)),
    )
    if wanted is None:
        return None
    since = Case(
        When(state=ObstacleState.REPORTED, then=F("created_at")),
        When(state=ObstacleState.DECIDED, then=F("decided_at")),
        default=F("submitted_at"),
    )
    return waiting_row(
        Obstacle.objects.filter(wanted, task__plan=plan, task__dropped=False),
        OBSTACLE,
        owner="task_id",
        no="task__no",
        title="state",
        text="text",
        since=since,
        unit="unit__name",
    )


def obstacle_item(row: WaitingRow, today: dt.date) -> WorkItem:  # noqa: ARG001 (the shape of every kind)
    """One line of the first page."""
    since = timezone.localdate(row.since) if row.since else None
    unit = row.unit or "Thường trực TĐKT"
    url = reverse("plans:obstacle", args=[row.pk])
    origin = f"{unit} báo: {_short(row.text or '')}"
    match row.title:
        case ObstacleState.REPORTED:
            title, action, pill = f"Vướng mắc của nhiệm vụ {row.no}", "Cho ý kiến, trình", "Chờ trình"
        case ObstacleState.SUBMITTED:
            title, action, pill = f"Vướng mắc của nhiệm vụ {row.no}", "Xem, quyết định", "Chờ quyết định"
        case _:
            title, action, pill = f"Lập điều chỉnh cho nhiệm vụ {row.no}", "Lập điều chỉnh", "Cần điều chỉnh"
            origin = f"Lãnh đạo Sở yêu cầu điều chỉnh. {origin}"
    return WorkItem(group="await", title=title, origin=origin, url=url, action=action, pill=pill, since=since)


def adjustments_waiting(user: User, plan: Plan) -> Rows | None:
    """Submitted ones for the leadership, approved ones for the clerk, returned ones for the standing office."""
    wanted = waiting_where(
        user,
        ("plans.approve_adjustment", Q(state=AdjustmentState.SUBMITTED)),
        ("plans.issue_adjustment", Q(state=AdjustmentState.APPROVED)),
        ("plans.adjust_plan", Q(state=AdjustmentState.DRAFT) & ~Q(return_reason="")),
    )
    if wanted is None:
        return None
    said = Case(
        When(state=AdjustmentState.DRAFT, then=F("return_reason")), default=F("reason"), output_field=TextField()
    )
    return waiting_row(
        Adjustment.objects.filter(wanted, plan=plan).annotate(tasks=Count("changes")),
        ADJUSTMENT,
        owner="plan_id",
        no="state",
        title=Coalesce("prepared_by__person__full_name", "prepared_by__username", Value(""), output_field=CharField()),
        text=said,
        number="tasks",
        since=Coalesce("approved_at", "submitted_at"),
    )


def adjustment_item(row: WaitingRow, today: dt.date) -> WorkItem:  # noqa: ARG001 (the shape of every kind)
    """One line of the first page."""
    since = timezone.localdate(row.since) if row.since else None
    name = f"điều chỉnh kế hoạch, {row.number} nhiệm vụ"
    match row.no:
        case AdjustmentState.SUBMITTED:
            day = f" ngày {short_date(since)}" if since else ""
            title, action, pill = f"Duyệt {name}", "Xem, quyết định", "Chờ duyệt"
            origin, page = f"{row.title} trình{day}. {_short(row.text or '')}", "adjustment"
        case AdjustmentState.APPROVED:
            title, action, pill = f"Ban hành {name}", "Ghi số, ban hành", "Chờ ghi số"
            origin, page = "Lãnh đạo Sở đã duyệt, chờ ghi số và ngày", "adjustment_issue"
        case _:
            title, action, pill = f"Sửa {name}", "Soạn tiếp", "Trả lại"
            origin, page = f"Lý do: {_short(row.text or '')}", "adjustment"
    url = reverse(f"plans:{page}", args=[row.pk])
    return WorkItem(group="await", title=title, origin=origin, url=url, action=action, pill=pill, since=since)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 2].rstrip()} …"
