"""What meetings of councils give to the ground floor: waiting work, the calendar, search, a card, task panels."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone

from awards.models import Council, CouncilKind, CouncilSeat, Meeting, MeetingState, SeatRole, VoterMark
from awards.permissions import works_with_councils
from awards.views.meeting_rows import meeting_pill
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

KIND = "council_meeting"
PREPARE, RUN, INVITED, VOTE = "prepare", "run", "invited", "vote"
RUNNING = (MeetingState.ROLL, MeetingState.VOTING, MeetingState.COUNTING, MeetingState.RESULTS, MeetingState.ADJOURNED)
OPEN = (MeetingState.PREPARING, *RUNNING)
_NUMBER = re.compile(r"^phien(?: hop| so| thu)* 0*(\d{1,3})(?:/(\d{4}))?$")
_COUNCIL_WORDS = {  # folded, as people type them
    CouncilKind.EMULATION: "hoi dong thi dua khen thuong tdkt hdtdkt so",
    CouncilKind.INITIATIVE: "hoi dong sang kien hdsk so",
}
OF_COUNCILS = ("hoi dong", "bo phieu", "xet sang kien")  # words of tasks that a meeting may serve


def meetings_waiting(user: User, plan: Plan) -> Rows | None:  # noqa: ARG001 (meetings of every year wait)
    """To prepare and to run, for who runs them; invitations and an open vote, for members."""
    seats = CouncilSeat.objects.filter(
        Q(to_on=None) | Q(to_on__gte=OuterRef("held_on")),
        council=OuterRef("council"),
        person=user.person_id or 0,
        from_on__lte=OuterRef("held_on"),
    )
    runs = Q(Exists(seats.filter(role__in=(SeatRole.CHAIR, SeatRole.SECRETARY, SeatRole.CLERK))))
    if rights_of(user).holds(Role.STANDING):
        runs |= Q(pk__gt=0)
    own = VoterMark.objects.filter(
        meeting=OuterRef("pk"),
        has_voted=False,
        seat__attendance__meeting=OuterRef("pk"),
        seat__attendance__came__person=user.person_id or 0,
    )
    cases = [
        When(Q(Exists(own)) & Q(state=MeetingState.VOTING), then=Value(VOTE)),
        When(runs & Q(state=MeetingState.PREPARING), then=Value(PREPARE)),
        When(runs & Q(state__in=RUNNING), then=Value(RUN)),
        When(Q(Exists(seats)) & Q(state=MeetingState.PREPARING), then=Value(INVITED)),
    ]
    rows = Meeting.objects.filter(removed_at=None, state__in=OPEN).annotate(step=Case(*cases, default=Value("")))
    return waiting_row(
        rows.exclude(step=""),
        KIND,
        title="subject",
        text="step",
        no="state",
        day="held_on",
        since="updated_at",
        unit="council__name",
        who="place",
    )


def people_of_meetings(plan: Plan) -> Iterable[int | None]:  # noqa: ARG001 (of every year)
    """Who sits in a council that has a meeting before it or under way."""
    meetings = Meeting.objects.filter(removed_at=None, state__in=OPEN)
    return CouncilSeat.objects.filter(council__in=meetings.values("council")).values_list("person", flat=True)


def meeting_item(row: WaitingRow, today: dt.date) -> WorkItem:  # noqa: ARG001 (the socket's shape)
    """One line of the first page."""
    day = short_date(row.day) if row.day else ""
    state = str(MeetingState(row.no).label) if row.no else ""
    group, title, action, pill = {
        PREPARE: ("next", f"Chuẩn bị phiên họp ngày {day}: {row.title}", "Chuẩn bị", state),
        RUN: ("await", f"Điều hành phiên họp ngày {day}: {row.title}", "Mở phiên họp", state),
        INVITED: ("next", f"Họp ngày {day}: {row.title}", "Xem", "Được mời họp"),
        VOTE: ("await", f"Bỏ phiếu phiên họp ngày {day}: {row.title}", "Bỏ phiếu", "Đang bỏ phiếu"),
    }[row.text or INVITED]
    waits = row.text in (RUN, VOTE) and row.since is not None
    return WorkItem(
        group=group,
        title=title,
        origin=" · ".join(filter(None, (row.unit, row.who))),
        url=reverse("awards:meeting", args=[row.pk]),
        action=action,
        pill=pill,
        since=timezone.localdate(row.since) if waits and row.since else None,
    )


def meeting_calendar(user: User, plan: Plan) -> Iterable[CalendarQuestion]:
    """The days of meetings that are not called off, for who sees them."""
    seen = Meeting.objects.visible_to(user).filter(year=plan.year).exclude(state=MeetingState.CANCELLED)
    columns = ("pk", "subject", "council__name", "held_on", "place", "updated_at", "version")
    yield CalendarQuestion(seen.order_by("pk").values_list(*columns), _days)


def _days(rows: list[tuple[Any, ...]]) -> Iterable[CalendarItem]:
    for pk, subject, council, held_on, place, changed, version in rows:
        yield CalendarItem(
            uid=f"council-meeting-{pk}",
            starts_on=held_on,
            ends_on=held_on,
            title=f"Họp {council}: {subject}",
            url=reverse("awards:meeting", args=[pk]),
            kind="council_meeting",
            detail=place,
            mine=True,
            alarm_days=(3, 1),
            changed_at=changed,
            version=version,
        )


def meetings_to_search(user: User) -> Iterable[SearchSource]:
    """Meetings by what they are about, or by number ("phien 02/2026"); councils by name."""
    rows: QuerySet[Any] = Meeting.objects.visible_to(user)
    yield SearchSource(
        kind="Phiên họp hội đồng",
        icon="gavel",
        rows=rows,
        text="subject",
        columns=("subject", "council__name", "held_on", "state"),
        hit=_hit,
        order=("-held_on", "pk"),
        meant=_numbered,
    )
    keys = [When(kind=kind, then=Value(words)) for kind, words in _COUNCIL_WORDS.items()]
    yield SearchSource(
        kind="Hội đồng",
        icon="users",
        rows=Council.objects.annotate(search_key=Case(*keys, default=Value(""))),
        text="name",
        columns=("name", "term_from", "term_to"),
        hit=_council_hit,
        order=("-term_from", "pk"),
    )


def _numbered(words: str) -> Q | None:
    """The meetings meant by "phien 02/2026" or "phien 2"."""
    found = _NUMBER.search(words)
    if found is None:
        return None
    year = {"year": int(found[2])} if found[2] else {}
    return Q(number=int(found[1]), **year)


def _council_hit(row: dict[str, Any]) -> SearchHit:
    ends = f" đến {short_date(row['term_to'])}" if row["term_to"] else ""
    return SearchHit(
        title=row["name"],
        url=reverse("awards:council", args=[row["pk"]]),
        detail=f"nhiệm kỳ từ {short_date(row['term_from'])}{ends}",
    )


def _hit(row: dict[str, Any]) -> SearchHit:
    return SearchHit(
        title=row["subject"],
        url=reverse("awards:meeting", args=[row["pk"]]),
        detail=f"{row['council__name']}, ngày {short_date(row['held_on'])}",
        badge=str(MeetingState(row["state"]).label),
    )


def meeting_card(user: User, plan: Plan, today: dt.date) -> CardQuestion | None:  # noqa: ARG001 (the socket's shape)
    """How far the year's meetings have come, for who works with councils. One question."""
    if not works_with_councils(user) or not user.has_perm("plans.follow_all"):
        return None
    alive = Meeting.objects.filter(removed_at=None, year=plan.year).order_by()
    counted = {
        "n_before": Count("pk", filter=Q(state__in=(MeetingState.PREPARING, MeetingState.ADJOURNED))),
        "n_now": Count("pk", filter=Q(state__in=(MeetingState.ROLL, MeetingState.VOTING, MeetingState.COUNTING))),
        "n_done": Count("pk", filter=Q(state__in=(MeetingState.RESULTS, MeetingState.MINUTED))),
    }
    rows = alive.annotate(all=Value(1)).values("all").annotate(**counted).values_list(*counted)
    return CardQuestion((rows,), _cards)


def _cards(answers: list[list[tuple[Any, ...]]]) -> Iterable[Card]:
    """One card; none in a year without meetings."""
    for before, now, done in answers[0]:
        url = reverse("awards:meeting_list")
        yield Card(
            title="Phiên họp hội đồng",
            figures=(
                Figure(str(before), "chuẩn bị, hoãn", url),
                Figure(str(now), "đang họp", url),
                Figure(str(done), "đã chốt kết quả", url),
            ),
            url=url,
        )


class TaskMeeting(NamedTuple):
    """A meeting on the page of its task."""

    name: str
    url: str
    day: str
    pill: str


def task_meetings(user: User, task: Task) -> PanelQuestion:
    """The meetings by which a task is done; on a task that asks for one, where to open it."""
    rows = Meeting.objects.visible_to(user).filter(task=task)
    words = fold(task.title)
    asks = any(one in words for one in OF_COUNCILS)
    begins = asks and task.plan.is_in_force and user.has_perm("awards.prepare_meeting")
    url = f"{reverse('awards:meeting_new')}?nhiem-vu={task.pk}" if begins else ""

    def panel(rows: list[tuple[Any, ...]]) -> Panel | None:
        found = [
            TaskMeeting(
                f"Phiên {number:02}/{year}: {subject}",
                reverse("awards:meeting", args=[pk]),
                short_date(held_on),
                meeting_pill(MeetingState(state)),
            )
            for pk, number, year, subject, held_on, state in rows
        ]
        return Panel("awards/meeting_panel.html", {"meetings": found, "new_url": url}) if found or url else None

    columns = ("pk", "number", "year", "subject", "held_on", "state")
    return PanelQuestion(rows.order_by("held_on", "pk").values_list(*columns), panel)
