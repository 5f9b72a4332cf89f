"""Decisions as the ground floor shows them: waiting work, the calendar, search, a card, the panel of their task."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from awards.models import Decision, DecisionKind, DecisionLine, DecisionState
from plans.models import AuditEntry, Plan, Task, User
from plans.rules.official import short_date
from plans.services.waiting import Rows, WaitingRow, waiting_row, waiting_where
from plans.sockets import (
    CalendarItem,
    CalendarQuestion,
    Card,
    CardQuestion,
    Figure,
    Panel,
    PanelQuestion,
    SearchHit,
    SearchSource,
    WorkItem,
)
from plans.views.paper_acts import paper_pill

DECISION, PAY, PRINT = "award_decision", "award_decision_pay", "award_decision_print"
UNFINISHED = (DecisionState.DRAFT, DecisionState.SUBMITTED, DecisionState.APPROVED)


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


def money_waiting(user: User, plan: Plan) -> Rows | None:  # noqa: ARG001 (decisions of every year wait)
    """Issued decisions with reward money to pay, for who keeps the fund."""
    if not user.has_perm("awards.keep_fund"):
        return None
    return waiting_row(_issued().filter(_to_pay()), PAY, no="number", title="abstract", since="updated_at")


def certificates_waiting(user: User, plan: Plan) -> Rows | None:  # noqa: ARG001 (decisions of every year wait)
    """Issued decisions whose certificates are still to print, for who prints them."""
    if not user.has_perm("awards.print_certificates"):
        return None
    return waiting_row(_issued().filter(_to_print()), PRINT, no="number", title="abstract", since="updated_at")


def _issued() -> QuerySet[Decision]:
    kinds = (DecisionKind.AWARD, DecisionKind.AMEND)
    return Decision.objects.kept().filter(state=DecisionState.ISSUED, kind__in=kinds)


def _to_pay() -> Exists:
    """A sum that is known, not paid, not annulled, and that no later decision, nor an earlier payment, settles."""
    amended = DecisionLine.objects.filter(
        changes=OuterRef("pk"), decision__kind=DecisionKind.AMEND, decision__state=DecisionState.ISSUED
    )
    rows = DecisionLine.objects.filter(decision=OuterRef("pk"), amount__gt=0, paid_on=None)
    settled = Q(changes__paid_on__isnull=False, changes__amount__gte=F("amount"))
    return Exists(rows.filter(~Exists(amended), award__revoked_on=None).exclude(settled))


def _to_print() -> Q:
    """Honours that stand, of a decision of which nobody has printed a certificate yet."""
    honoured = DecisionLine.objects.filter(
        decision=OuterRef("pk"), award__isnull=False, award__revoked_on=None, changed_by=None
    )
    printed = AuditEntry.objects.filter(
        object_type=Decision._meta.label_lower,
        act="certificate.print",
        object_id=Cast(OuterRef("pk"), CharField(max_length=40)),
    )
    return Q(Exists(honoured)) & ~Q(Exists(printed))


def money_item(row: WaitingRow, today: dt.date) -> WorkItem:  # noqa: ARG001 (the shape of every kind)
    """Reward money to pay."""
    return _following(row, "Chi tiền thưởng", "decision_money", "Xem, ghi đã chi", "Chờ chi tiền")


def certificate_item(row: WaitingRow, today: dt.date) -> WorkItem:  # noqa: ARG001 (the shape of every kind)
    """Certificates to print."""
    return _following(row, "In giấy chứng nhận", "certificates", "Xem, in", "Chờ in")


def _following(row: WaitingRow, title: str, page: str, action: str, pill: str) -> WorkItem:
    return WorkItem(
        group="await",
        title=f"{title} theo Quyết định số {row.no}",
        origin=row.title or "",
        url=reverse(f"awards:{page}", args=[row.pk]),
        action=action,
        pill=pill,
        since=timezone.localdate(row.since) if row.since else None,
    )


def decision_calendar(user: User, plan: Plan) -> Iterable[CalendarQuestion]:
    """The days on which decisions were issued."""
    first, last = dt.date(plan.year, 1, 1), dt.date(plan.year, 12, 31)
    rows = Decision.objects.visible_to(user).filter(issued_on__range=(first, last))
    columns = ("pk", "number", "abstract", "issued_on", "updated_at", "version")
    yield CalendarQuestion(rows.order_by("pk").values_list(*columns), _days)


def _days(rows: list[tuple[Any, ...]]) -> Iterable[CalendarItem]:
    for pk, number, abstract, issued_on, changed, version in rows:
        yield CalendarItem(
            uid=f"award-decision-{pk}",
            starts_on=issued_on,
            ends_on=issued_on,
            title=f"Ban hành Quyết định số {number}",
            url=reverse("awards:decision", args=[pk]),
            kind="award_decision",
            detail=abstract,
            changed_at=changed,
            version=version,
        )


def decision_card(user: User, plan: Plan, today: dt.date) -> CardQuestion | None:  # noqa: ARG001 (the socket's shape)
    """How far the year's decisions have come, for who follows everything and reads drafts. One question."""
    if not user.has_perm("plans.see_drafts") or not user.has_perm("plans.follow_all"):
        return None
    counted = {
        "n_open": Count("pk", filter=Q(state__in=UNFINISHED)),
        "n_issued": Count("pk", filter=Q(state=DecisionState.ISSUED)),
        "n_pay": Count("pk", filter=Q(state=DecisionState.ISSUED) & Q(_to_pay())),
    }
    alive = Decision.objects.kept().filter(year=plan.year).order_by()
    rows = alive.annotate(all=Value(1)).values("all").annotate(**counted).values_list(*counted)
    sees = user.has_perm("awards.see_money")
    return CardQuestion((rows,), lambda answers: _cards(answers, sees=sees))


def _cards(answers: list[list[tuple[Any, ...]]], *, sees: bool) -> Iterable[Card]:
    """One card; none in a year without decisions."""
    url = reverse("awards:decision_list")
    for unfinished, issued, to_pay in answers[0]:
        figures = [
            Figure(str(unfinished), "dự thảo, chờ duyệt, chờ số", url),
            Figure(str(issued), "đã ban hành", f"{url}?tinh-trang={DecisionState.ISSUED}"),
        ]
        if sees:
            figures.append(Figure(str(to_pay), "còn tiền thưởng chưa chi", f"{url}?tinh-trang={DecisionState.ISSUED}"))
        yield Card(title="Quyết định khen thưởng", figures=tuple(figures), url=url)


class TaskDecision(NamedTuple):
    """A decision on the page of its task."""

    name: str
    abstract: str
    url: str
    pill: SafeString


def task_decisions(user: User, task: Task) -> PanelQuestion:
    """The decisions by which a task is done, or that came out of its meetings."""
    rows = Decision.objects.visible_to(user).filter(Q(task=task) | Q(meeting__task=task))

    def panel(rows: list[tuple[Any, ...]]) -> Panel | None:
        found = [
            TaskDecision(
                f"Quyết định số {number} ngày {short_date(day)}" if number else "Dự thảo quyết định",
                abstract,
                reverse("awards:decision", args=[pk]),
                paper_pill(state),
            )
            for pk, number, day, abstract, state in rows
        ]
        return Panel("awards/decision_panel.html", {"decisions": found}) if found else None

    return PanelQuestion(
        rows.order_by("issued_on", "pk").values_list(*("pk", "number", "issued_on", "abstract", "state")), panel
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
