"""Decisions as the ground floor shows them: waiting work and search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from awards.models import Decision, DecisionKind, DecisionState
from plans.models import Plan, User
from plans.services.waiting import Rows, WaitingRow, waiting_row, waiting_where
from plans.sockets import SearchHit, SearchSource, WorkItem

DECISION = "award_decision"


def decisions_waiting(user: User, plan: Plan) -> Rows | None:  # noqa: ARG001 (decisions of every year wait)
    """Submitted ones for the leadership, approved ones for the clerk, returned ones for the standing office."""
    wanted = waiting_where(
        user,
        ("awards.approve_decision", Q(state=DecisionState.SUBMITTED)),
        ("awards.issue_decision", Q(state=DecisionState.APPROVED)),
        ("awards.draft_decision", Q(state=DecisionState.DRAFT) & ~Q(return_reason="")),
    )
    if wanted is None:
        return None
    rows = Decision.objects.kept().filter(wanted)
    return waiting_row(rows, DECISION, no="state", title="abstract", text="return_reason", since="updated_at")


def decision_item(row: WaitingRow, today: dt.date) -> WorkItem:  # noqa: ARG001 (the shape of every kind)
    """One line of the first page."""
    title, page, action, pill = {
        DecisionState.SUBMITTED: ("Duyệt quyết định", "decision", "Xem, quyết định", "Chờ duyệt"),
        DecisionState.APPROVED: ("Ban hành quyết định", "decision_issue", "Ghi số, ban hành", "Chờ ghi số"),
        DecisionState.DRAFT: ("Sửa quyết định", "decision_edit", "Soạn tiếp", "Trả lại"),
    }[DecisionState(row.no or "")]
    reason = f". Lý do trả lại: {row.text}" if row.text and row.no == DecisionState.DRAFT else ""
    return WorkItem(
        group="await",
        title=title,
        origin=f"{row.title or ''}{reason}",
        url=reverse(f"awards:{page}", args=[row.pk]),
        action=action,
        pill=pill,
        since=timezone.localdate(row.since) if row.since else None,
    )


def decisions_to_search(user: User) -> Iterable[SearchSource]:
    """Decisions by abstract and number."""
    yield SearchSource(
        kind="Quyết định khen thưởng",
        icon="stamp",
        rows=Decision.objects.visible_to(user),
        text="abstract",
        columns=("abstract", "kind", "state", "number", "year"),
        hit=_hit,
        order=("-year", "-pk"),
    )


def _hit(row: dict[str, Any]) -> SearchHit:
    number = f"số {row['number']}" if row["number"] else ""
    return SearchHit(
        title=str(row["abstract"]),
        url=reverse("awards:decision", args=[row["pk"]]),
        detail=" · ".join(filter(None, (str(DecisionKind(row["kind"]).label), number, f"năm {row['year']}"))),
        badge=str(DecisionState(row["state"]).label),
    )
