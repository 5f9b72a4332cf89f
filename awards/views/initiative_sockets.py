"""What initiatives give to the ground floor: waiting work, days, search, a card, the panel of their task."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from awards.models import (
    Initiative,
    InitiativeAuthor,
    InitiativeCall,
    InitiativeScore,
    InitiativeState,
    ScoreState,
)
from awards.views.initiative_rows import second_line
from plans.models import Plan, Role, Task, User
from plans.permissions import rights_of
from plans.rules.official import short_date
from plans.rules.status import DueState, Progress, TaskFacts, due_of
from plans.rules.text import fold
from plans.services.waiting import Rows, WaitingRow, waiting_row
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

SCORE, DOSSIER = "initiative_score", "initiative_dossier"
RETURNED, ASSIGN, CLOSE, DECIDE = "returned", "assign", "close", "decide"
_GROUPS = {DueState.LATE: "late", DueState.SOON: "soon"}


def _of_year(plan: Plan) -> QuerySet[Initiative]:
    """The dossiers of the plan's year that were filed here."""
    return Initiative.objects.filter(removed_at__isnull=True, is_past=False, year__in=_year(plan))


def _year(plan: Plan) -> QuerySet[Plan, Any]:
    return Plan.objects.filter(pk=plan.pk).values("year")


def scores_waiting(user: User, plan: Plan) -> Rows | None:
    """The sheets that the person has still to hand in."""
    if not user.is_active:
        return None
    rows = InitiativeScore.objects.filter(scorer=user.pk, state=ScoreState.ASSIGNED)
    rows = rows.filter(initiative__state=InitiativeState.SCORING, initiative__year__in=_year(plan))
    return waiting_row(
        rows,
        SCORE,
        title="initiative__name",
        text="reopen_reason",
        day="due",
        since="created_at",
        owner="initiative_id",
    )


def people_to_score(plan: Plan) -> Iterable[int | None]:
    """Everybody who has a sheet to hand in."""
    rows = InitiativeScore.objects.filter(state=ScoreState.ASSIGNED, initiative__year=plan.year)
    return rows.values_list("scorer__person", flat=True)


def score_item(row: WaitingRow, today: dt.date) -> WorkItem:
    """One line of the first page."""
    due = due_of(TaskFacts(Progress.TODO, row.day), today)
    return WorkItem(
        group="redo" if row.text else _GROUPS.get(due.state, "next"),
        title=f"Chấm sáng kiến “{row.title}”",
        origin=f"Phiếu được mở lại: {row.text}" if row.text else "Được giao chấm",
        url=reverse("awards:score", args=[row.pk]),
        action="Chấm",
        deadline=row.day,
        due_words=due.words if row.day else "",
        due_state=due.state.value if row.day else "",
        pill="Mở lại" if row.text else "",
        since=timezone.localdate(row.since) if row.since else None,
    )


def dossiers_waiting(user: User, plan: Plan) -> Rows | None:
    """One's own that were returned; for the standing office those to give out, to close and to decide on."""
    if not user.is_active:
        return None
    own = Q(made_by=user.pk)
    if user.person_id:
        own |= _written_by(person=user.person_id)
    cases = [When(own & Q(state=InitiativeState.DRAFT) & ~Q(return_reason=""), then=Value(RETURNED))]
    if (runs := _runs(user)) is not None:
        given = InitiativeScore.objects.filter(initiative=OuterRef("pk"))
        open_sheets = given.filter(state=ScoreState.ASSIGNED)
        to_give = Q(state=InitiativeState.SUBMITTED) | Q(state=InitiativeState.SCORING) & ~Exists(given)
        others = runs & ~own
        cases += [
            When(others & to_give, then=Value(ASSIGN)),
            When(others & Q(state=InitiativeState.SCORING) & ~Exists(open_sheets), then=Value(CLOSE)),
            When(others & Q(state=InitiativeState.SCORED), then=Value(DECIDE)),
        ]
    rows = _of_year(plan).annotate(step=Case(*cases, default=Value(""))).exclude(step="")
    return waiting_row(
        rows,
        DOSSIER,
        owner="call_id",
        title="name",
        text="step",
        who="return_reason",
        unit="unit__name",
        since=Coalesce("submitted_at", "updated_at"),
    )


def _written_by(**person: Any) -> Q:
    return Q(Exists(InitiativeAuthor.objects.filter(initiative=OuterRef("pk"), **person)))


def _runs(user: User) -> Q | None:
    """Which dossiers wait for ``user`` but for his own: all, those of the standing office's people, or none."""
    rights = rights_of(user)
    if rights.holds(Role.STANDING):
        return Q()
    if rights.holds(Role.LEADER):
        return Q(made_by__in=rights.standing_users) | _written_by(person__user__in=rights.standing_users)
    return None


def people_with_returned(plan: Plan) -> Iterable[int | None]:
    """Authors and writers of what was returned."""
    rows = Initiative.objects.filter(year=plan.year, state=InitiativeState.DRAFT).exclude(return_reason="").order_by()
    return rows.values_list("made_by__person", flat=True).union(rows.values_list("authors__person", flat=True))


def dossier_item(row: WaitingRow, today: dt.date) -> WorkItem:
    """One line of the first page."""
    page, unit = reverse("awards:initiative", args=[row.pk]), row.unit or "chưa ghi đơn vị"
    board = reverse("awards:scoring_assign", args=[row.owner]) if row.owner else page
    group, title, origin, url, action, pill = {
        RETURNED: ("redo", "Sửa, trình lại sáng kiến", f"Bị trả lại: {row.who}", page, "Sửa", "Bị trả lại"),
        ASSIGN: ("await", "Giao chấm sáng kiến", unit, board, "Giao chấm", "Chờ giao chấm"),
        CLOSE: ("await", "Chốt điểm sáng kiến", f"{unit} · mọi phiếu đã nộp", page, "Mở, chốt điểm", "Chờ chốt điểm"),
        DECIDE: ("await", "Ghi quyết định về sáng kiến", unit, page, "Mở hồ sơ", "Chờ quyết định"),
    }[row.text or RETURNED]
    return WorkItem(
        group=group,
        title=f"{title} “{row.title}”",
        origin=origin,
        url=url,
        action=action,
        pill=pill,
        since=timezone.localdate(row.since) if row.since else today,
    )


def call_calendar(user: User, plan: Plan) -> Iterable[CalendarQuestion]:  # noqa: ARG001 (for everybody)
    """The last day of each call, and the day by which its dossiers are scored."""
    columns = ("pk", "name", "opens_on", "closes_on", "scored_by", "updated_at", "version")
    yield CalendarQuestion(InitiativeCall.objects.filter(year=plan.year).values_list(*columns), _call_days)


def _call_days(rows: list[tuple[Any, ...]]) -> Iterable[CalendarItem]:
    for pk, name, opens, closes, scored, changed, version in rows:
        days = (
            ("close", closes, f"Hết hạn trình: {name}", opens, "awards:initiative_list"),
            ("score", scored, f"Hạn chấm xong: {name}", closes, "awards:scoring_board"),
        )
        for end, day, title, runs_from, url in days:
            if day is not None:
                yield CalendarItem(
                    uid=f"initiative-call-{pk}-{end}",
                    starts_on=day,
                    ends_on=day,
                    title=title,
                    url=reverse(url),
                    kind="initiative",
                    mine=end == "close",
                    alarm_days=(7, 1),
                    runs_from=runs_from,
                    changed_at=changed,
                    version=version,
                )


def initiatives_to_search(user: User) -> Iterable[SearchSource]:
    """Initiatives by name and field."""
    yield SearchSource(
        kind="Sáng kiến",
        icon="lightbulb",
        rows=Initiative.objects.visible_to(user),
        text="name",
        columns=("name", "year", "kind", "field", "state"),
        hit=_hit,
        order=("-year", "pk"),
    )


def _hit(row: dict[str, Any]) -> SearchHit:
    return SearchHit(
        title=row["name"],
        url=reverse("awards:initiative", args=[row["pk"]]),
        detail=" · ".join(part for part in (f"năm {row['year']}", second_line(row["kind"], row["field"])) if part),
        badge=str(InitiativeState(row["state"]).label),
    )


_CARD_WORDS = {
    InitiativeState.SUBMITTED: "đã trình, chờ giao chấm",
    InitiativeState.SCORING: "đang chấm",
    InitiativeState.SCORED: "chờ Hội đồng",
    InitiativeState.RECOGNISED: "được công nhận",
}


def initiative_card(user: User, plan: Plan, today: dt.date) -> CardQuestion | None:  # noqa: ARG001 (the socket's shape)
    """Sáng kiến of the plan's year. One question."""
    if not user.has_perm("plans.follow_all"):
        return None
    counted = {f"n_{state}": Count("pk", filter=Q(state=state)) for state in _CARD_WORDS}
    rows = Initiative.objects.filter(removed_at__isnull=True, year=plan.year).order_by()
    question = rows.annotate(all=Value(1)).values("all").annotate(**counted).values_list(*counted)
    return CardQuestion((question,), _cards)


def _cards(answers: list[list[tuple[Any, ...]]]) -> Iterable[Card]:
    """One card; none in a year without initiatives."""
    listed = reverse("awards:initiative_list")
    for numbers in answers[0]:
        figures = tuple(
            Figure(str(number), said, f"{listed}?tinh-trang={state}")
            for number, (state, said) in zip(numbers, _CARD_WORDS.items(), strict=True)
        )
        yield Card("Sáng kiến", figures, url=reverse("awards:scoring_board"))


def task_calls(user: User, task: Task) -> PanelQuestion:
    """The calls by which a task is done; on a task about initiatives, where to open one."""
    counted = {
        name: Count("initiatives", filter=Q(initiatives__state__in=states, initiatives__removed_at__isnull=True))
        for name, states in (
            ("filed", [state for state in InitiativeState if state != InitiativeState.DRAFT]),
            ("scoring", [InitiativeState.SCORING]),
            ("scored", [InitiativeState.SCORED]),
            ("recognised", [InitiativeState.RECOGNISED]),
        )
    }
    rows = InitiativeCall.objects.filter(task=task).annotate(**counted).order_by("opens_on", "pk")
    opens = "sang kien" in fold(task.title) and task.plan.is_in_force and user.has_perm("awards.open_call")
    listed = reverse("awards:initiative_list")

    def panel(rows: list[tuple[Any, ...]]) -> Panel | None:
        calls = [
            {
                **dict(zip(counted, counts, strict=True)),
                "name": name,
                "when": f"{short_date(first)} đến {short_date(last)}",
                "url": listed,
            }
            for name, first, last, *counts in rows
        ]
        url = f"{reverse('awards:call_new')}?nhiem-vu={task.pk}" if opens and not calls else ""
        return Panel("awards/initiative_panel.html", {"calls": calls, "new_url": url}) if calls or url else None

    return PanelQuestion(rows.values_list("name", "opens_on", "closes_on", *counted), panel)
