"""What rounds and nominations give to the ground floor: waiting work, the calendar, search, a card, task panels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from awards.models import Nomination, NominationComment, NominationState, Round
from plans.models import Plan, Role, Task, User
from plans.permissions import rights_of
from plans.rules.official import short_date
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

KIND, COMMENT = "nomination", "nomination_comment"
SEND, RETURNED, EXAMINE = "send", "returned", "examine"
OF_ROUNDS = ("danh hieu", "hinh thuc khen", "khen thuong", "binh xet")  # words of tasks that a round may serve
ASKED_OF = ("trinh", "xet", "bo phieu")


def nominations_waiting(user: User, plan: Plan) -> Rows | None:  # noqa: ARG001 (nominations of every year wait)
    """Drafts to send and what came back, for who nominates; what was sent, for who examines."""
    rights = rights_of(user)
    cases: list[When] = []
    draft = Q(state=NominationState.DRAFT)
    if rights.holds(Role.STANDING):
        own = Q(made_by=user.pk)
    elif rights.holds(Role.CONTACT):
        own = Q(unit__in=rights.units) | Q(person__unit__in=rights.units)
    else:
        own = None
    if own is not None:
        cases += [
            When(draft & own & ~Q(return_reason=""), then=Value(RETURNED)),
            When(draft & own, then=Value(SEND)),
        ]
    if rights.holds(Role.STANDING):
        others = Q(person__isnull=True) | ~Q(person=user.person_id or 0)
        cases.append(When(Q(state=NominationState.SUBMITTED) & others, then=Value(EXAMINE)))
    elif rights.holds(Role.LEADER):
        of_standing = Q(state=NominationState.SUBMITTED, person__user__in=rights.standing_users)
        cases.append(When(of_standing, then=Value(EXAMINE)))
    if not cases:
        return None
    rows = Nomination.objects.filter(removed_at__isnull=True).annotate(step=Case(*cases, default=Value("")))
    return waiting_row(
        rows.exclude(step=""),
        KIND,
        title=Coalesce("unit__name", "person__full_name"),
        text="step",
        no=Coalesce("title__name", "commendation__name"),
        day="round__closes_on",
        since=Coalesce("submitted_at", "updated_at"),
        who="return_reason",
        unit="round__name",
    )


def nomination_item(row: WaitingRow, today: dt.date) -> WorkItem:
    """One line of the first page."""
    what = f"đề nghị {row.no} cho {row.title}"
    closes = f"nhận đến hết {short_date(row.day)}" if row.day else ""
    late = row.day is not None and row.day < today
    group, title, origin, action, pill = {
        SEND: ("next", f"Hoàn thiện, trình hồ sơ {what}", f"{row.unit} · {closes}", "Mở hồ sơ", "Bản thảo"),
        RETURNED: ("redo", f"Sửa, trình lại hồ sơ {what}", f"Bị trả lại: {row.who}", "Sửa", "Bị trả lại"),
        EXAMINE: ("await", f"Thẩm định hồ sơ {what}", row.unit or "", "Thẩm định", "Chờ thẩm định"),
    }[row.text or SEND]
    waits = row.text == EXAMINE or late
    return WorkItem(
        group=group,
        title=title,
        origin=origin,
        url=reverse("awards:nomination", args=[row.pk]),
        action=action,
        pill=pill,
        since=timezone.localdate(row.since) if row.since and waits else None,
    )


def comments_waiting(user: User, plan: Plan) -> Rows | None:  # noqa: ARG001 (of every year)
    """Comments without an answer, for the standing office but for the nominee; of its people for the leadership."""
    rights = rights_of(user)
    if not rights.holds(Role.STANDING, Role.LEADER):
        return None
    rows = NominationComment.objects.filter(answered_at__isnull=True, nomination__removed_at__isnull=True)
    others = Q(nomination__person__isnull=True) | ~Q(nomination__person=user.person_id or 0)
    if not rights.holds(Role.STANDING):
        others &= Q(nomination__person__user__in=rights.standing_users)
    rows = rows.filter(others)
    return waiting_row(
        rows,
        COMMENT,
        title=Coalesce("nomination__unit__name", "nomination__person__full_name"),
        text="nomination__round__name",
        since="written_at",
    )


def comment_item(row: WaitingRow, today: dt.date) -> WorkItem:
    """A comment to be answered."""
    return WorkItem(
        group="await",
        title=f"Trả lời ý kiến về đề nghị khen thưởng {row.title}",
        origin=row.text or "",
        url=reverse("awards:comment_answer", args=[row.pk]),
        action="Trả lời",
        pill="Chờ trả lời",
        since=timezone.localdate(row.since) if row.since else today,
    )


def round_calendar(user: User, plan: Plan) -> Iterable[CalendarQuestion]:  # noqa: ARG001 (for everybody)
    """The last days of intake and of comment."""
    columns = ("pk", "name", "opens_on", "closes_on", "comment_from", "comment_to", "updated_at", "version")
    yield CalendarQuestion(Round.objects.filter(year=plan.year).order_by("pk").values_list(*columns), _round_days)


def _round_days(rows: list[tuple[Any, ...]]) -> Iterable[CalendarItem]:
    for pk, name, opens, closes, first, last, changed, version in rows:
        days = (
            ("close", closes, opens, f"Hết ngày nhận hồ sơ: {name}", "awards:round"),
            ("comment", last, first, f"Hết ngày lấy ý kiến: {name}", ""),
        )
        for key, day, runs_from, title, page in days:
            if day is not None:
                yield CalendarItem(
                    uid=f"award-round-{pk}-{key}",
                    starts_on=day,
                    ends_on=day,
                    title=title,
                    url=reverse(page, args=[pk]) if page else reverse("awards:comment_list"),
                    kind="award_round",
                    mine=True,
                    alarm_days=(7, 1),
                    runs_from=runs_from,
                    changed_at=changed,
                    version=version,
                )


def nominations_to_search(user: User) -> Iterable[SearchSource]:
    """Nominations by who is proposed."""
    rows: QuerySet[Any] = Nomination.objects.visible_to(user).annotate(
        search_key=Coalesce("person__search_key", "unit__search_key"),
        whom=Coalesce("person__full_name", "unit__name"),
        honour_name=Coalesce("title__name", "commendation__name"),
    )
    yield SearchSource(
        kind="Hồ sơ đề nghị khen thưởng",
        icon="award",
        rows=rows,
        text="whom",
        columns=("whom", "honour_name", "year", "state"),
        hit=_hit,
        order=("-year", "pk"),
    )


def _hit(row: dict[str, Any]) -> SearchHit:
    return SearchHit(
        title=f"Đề nghị {row['honour_name']}: {row['whom']}",
        url=reverse("awards:nomination", args=[row["pk"]]),
        detail=f"thành tích năm {row['year']}",
        badge=str(NominationState(row["state"]).label),
    )


def nomination_card(user: User, plan: Plan, today: dt.date) -> CardQuestion | None:  # noqa: ARG001 (the socket's shape)
    """What the leadership sees of the year's nominations. One question."""
    if not user.has_perm("plans.follow_all"):
        return None
    alive = Nomination.objects.filter(removed_at__isnull=True, round__year=plan.year).order_by()
    states = (NominationState.DRAFT, NominationState.SUBMITTED, NominationState.ELIGIBLE)
    counted = {f"n_{state}": Count("pk", filter=Q(state=state)) for state in states}
    rows = alive.annotate(all=Value(1)).values("all").annotate(**counted).values_list(*counted)
    return CardQuestion((rows,), _nomination_cards)


def _nomination_cards(answers: list[list[tuple[Any, ...]]]) -> Iterable[Card]:
    """One card; none in a year without nominations."""
    for drafts, submitted, eligible in answers[0]:
        url = reverse("awards:nomination_list")
        yield Card(
            title="Đề nghị khen thưởng",
            figures=(
                Figure(str(drafts), "hồ sơ đang soạn", f"{url}?tinh-trang={NominationState.DRAFT}"),
                Figure(str(submitted), "chờ thẩm định", f"{url}?tinh-trang={NominationState.SUBMITTED}"),
                Figure(str(eligible), "đủ điều kiện", f"{url}?tinh-trang={NominationState.ELIGIBLE}"),
            ),
            url=reverse("awards:round_list"),
        )


class TaskRound(NamedTuple):
    """A round on the page of its task."""

    name: str
    url: str
    days: str
    counts: str


def task_rounds(user: User, task: Task) -> PanelQuestion:
    """The rounds by which a task is done; on a task that asks for one, where to open it."""
    alive = Q(nominations__removed_at=None) & ~Q(nominations__state=NominationState.WITHDRAWN)
    eligible = Q(nominations__removed_at=None, nominations__state=NominationState.ELIGIBLE)
    rows = Round.objects.filter(task=task).annotate(
        n=Count("nominations", filter=alive), n_eligible=Count("nominations", filter=eligible)
    )
    words = fold(task.title)
    asks = any(one in words for one in OF_ROUNDS) and any(one in words for one in ASKED_OF)
    begins = asks and task.plan.is_in_force and user.has_perm("awards.open_round")
    url = f"{reverse('awards:round_new')}?nhiem-vu={task.pk}" if begins else ""

    def panel(rows: list[tuple[Any, ...]]) -> Panel | None:
        found = [
            TaskRound(
                name,
                reverse("awards:round", args=[pk]),
                f"nhận hồ sơ {short_date(opens)} đến hết {short_date(closes)}",
                f"{n} hồ sơ, {ready} đủ điều kiện",
            )
            for pk, name, opens, closes, n, ready in rows
        ]
        return Panel("awards/round_panel.html", {"rounds": found, "new_url": url}) if found or url else None

    columns = ("pk", "name", "opens_on", "closes_on", "n", "n_eligible")
    return PanelQuestion(rows.order_by("opens_on", "pk").values_list(*columns), panel)
