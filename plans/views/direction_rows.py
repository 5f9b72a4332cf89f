"""The rows of the list of directions: on the screen, on A4, and as work that waits."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from plans.forms.direction import LATE, DirectionFilter
from plans.http import OfficeRequest
from plans.models import Assignment, Direction, DirectionState, Plan, PlanState, Role, User
from plans.models.unit_index import UnitIndex
from plans.papers.content import Align, Column, Row
from plans.permissions import rights_of
from plans.rules.official import short_date
from plans.rules.status import Due, DueState, Progress, TaskFacts, due_of
from plans.services.waiting import Rows, WaitingRow, waiting_row
from plans.sockets import WorkItem
from plans.views.cells import due_lines_html, pill_html

KIND, TO_CLOSE = "direction", "direction_reply"
WORDS = {
    DirectionState.OPEN: ("await", "Chưa trả lời"),
    DirectionState.ANSWERED: ("doing", "Đã trả lời"),
    DirectionState.CLOSED: ("done", "Đã xong"),
}
COLUMNS = (
    Column("TT", 9, Align.CENTER),
    Column("NGÀY", 22, Align.CENTER),
    Column("Ý KIẾN CHỈ ĐẠO", 44),
    Column("NHIỆM VỤ", 30),
    Column("ĐƠN VỊ", 24),
    Column("TRẢ LỜI TRƯỚC", 22, Align.CENTER),
    Column("TRẢ LỜI", 36),
    Column("TÌNH TRẠNG", 20),
)


class _Found(NamedTuple):
    """A direction as it is read; the names are the columns asked for."""

    pk: int
    task_id: int
    task__no: str
    task__title: str
    text: str
    due: dt.date | None
    state: str
    reply: str
    replied_at: dt.datetime | None
    created_at: dt.datetime
    given: str


class DirectionRow(NamedTuple):
    """A line of the list."""

    number: int
    url: str
    task_url: str
    no: str
    title: str
    text: str
    units: str
    given: str
    given_on: str
    due: SafeString
    due_words: str
    reply: str
    pill: SafeString
    state: str
    late: bool


def pill_of(state: str) -> SafeString:
    return pill_html(*WORDS[DirectionState(state)])


def reply_due(due: dt.date | None, replied_at: dt.datetime | None, state: str, today: dt.date, soon: int) -> Due:
    """Whether the reply is in time: the same reckoning as a task's deadline."""
    if due is None or (state == DirectionState.CLOSED and replied_at is None):
        return Due(DueState.NONE)
    replied = timezone.localdate(replied_at) if replied_at else None
    facts = TaskFacts(progress=Progress.DONE if replied else Progress.DOING, deadline=due, reported_on=replied)
    return due_of(facts, today, soon)


def reply_words(found: Due, replied_at: dt.datetime | None) -> str:
    match found.state:
        case DueState.MET:
            return f"trả lời {short_date(timezone.localdate(replied_at))}" if replied_at else "đã trả lời"
        case DueState.MET_LATE:
            return f"Trả lời muộn {found.days} ngày"
    return found.words


def reply_line(
    due: dt.date | None, replied_at: dt.datetime | None, state: str, today: dt.date, soon: int
) -> SafeString:
    """The day by which a reply is due, and how that stands; empty where no day was set."""
    if due is None:
        return mark_safe("")
    found = reply_due(due, replied_at, state, today, soon)
    words = "không cần trả lời" if found.state == DueState.NONE else reply_words(found, replied_at)
    return due_lines_html(found.state, short_date(due), words)


def read_filter(request: OfficeRequest, index: UnitIndex) -> DirectionFilter:
    units = [("", "Tất cả đơn vị"), *((str(line.pk), line.label) for line in index if line.is_active)]
    return DirectionFilter(request.GET, unit=units)


def read_directions(
    user: User, plan: Plan | None, chosen: DirectionFilter, index: UnitIndex, today: dt.date
) -> QuerySet[Any, Any]:
    """The directions of ``plan`` that the filter finds, the unanswered first, then the newest."""
    rows = Direction.objects.visible_to(user).filter(task__plan=plan)
    if chosen.key:
        rows = rows.filter(task__search_key__contains=chosen.key)
    if chosen.value("unit"):
        rows = rows.filter(_done_by(index.reach([int(chosen.value("unit"))])))
    state = chosen.value("state")
    if state == LATE:
        answered_late = Q(replied_on__gt=F("due"))
        unanswered = Q(replied_at__isnull=True, due__lt=today) & ~Q(state=DirectionState.CLOSED)
        rows = rows.annotate(replied_on=TruncDate("replied_at")).filter(answered_late | unanswered)
    elif state:
        rows = rows.filter(state=state)
    waits = Case(When(state=DirectionState.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    given = Coalesce("given_by__person__full_name", "given_by__username")
    return rows.order_by(waits, "-created_at", "-pk").annotate(given=given).values_list(*_Found._fields)


def _done_by(units: Iterable[int]) -> Exists:
    return Exists(Assignment.objects.filter(task=OuterRef("task"), unit__in=list(units)))


def units_of(plan: Plan | None, index: UnitIndex) -> Mapping[int, list[str]]:
    """The units of each task of the plan that has a direction, in one query."""
    found: dict[int, list[str]] = defaultdict(list)
    directed = Direction.objects.filter(task__plan=plan).values("task")
    for task, unit in Assignment.objects.filter(task__in=directed).order_by("order", "pk").values_list("task", "unit"):
        found[task].append(index[unit].label)
    return found


def rows_of(
    found: Iterable[tuple[Any, ...]], units: Mapping[int, list[str]], today: dt.date, soon: int, first: int = 1
) -> list[DirectionRow]:
    return [_row(number, _Found._make(row), units, today, soon) for number, row in enumerate(found, start=first)]


def _row(number: int, found: _Found, units: Mapping[int, list[str]], today: dt.date, soon: int) -> DirectionRow:
    due = reply_due(found.due, found.replied_at, found.state, today, soon)
    return DirectionRow(
        number=number,
        url=reverse("plans:direction", args=[found.pk]),
        task_url=reverse("plans:task", args=[found.task_id]),
        no=found.task__no,
        title=" ".join(found.task__title.split()),
        text=found.text,
        units=", ".join(units.get(found.task_id, ())),
        given=found.given,
        given_on=short_date(timezone.localdate(found.created_at)),
        due=reply_line(found.due, found.replied_at, found.state, today, soon),
        due_words=short_date(found.due) if found.due else "",
        reply=found.reply,
        pill=pill_of(found.state),
        state=_state_words(found, due),
        late=due.state == DueState.LATE,
    )


def _state_words(found: _Found, due: Due) -> str:
    words = WORDS[DirectionState(found.state)][1]
    late = due.state in (DueState.LATE, DueState.MET_LATE)
    return f"{words}. {reply_words(due, found.replied_at)}" if late else words


def paper_rows(rows: Iterable[DirectionRow]) -> list[Row]:
    return [
        Row(
            (
                str(row.number),
                row.given_on,
                f"{row.text}\n({row.given})",
                f"{row.no}. {row.title}",
                row.units,
                row.due_words,
                row.reply,
                row.state,
            )
        )
        for row in rows
    ]


def directions_waiting(user: User, plan: Plan) -> Rows | None:  # noqa: ARG001 (of whatever year)
    """What a unit or the standing office has to answer."""
    rights = rights_of(user)
    running = Direction.objects.filter(
        state=DirectionState.OPEN, task__plan__state=PlanState.ISSUED, task__dropped=False
    )
    if rights.holds(Role.STANDING):
        rows = running
    elif rights.holds(Role.CONTACT):
        rows = running.filter(_done_by(rights.reach))
    else:
        return None
    return _waiting(rows, KIND, text="text", since="created_at", who=_name_of("given_by"))


def replies_waiting(user: User, plan: Plan) -> Rows | None:  # noqa: ARG001 (of whatever year)
    """The replies a leader has to read, of the directions he gave."""
    if not user.has_perm("plans.give_direction"):
        return None
    answered = Direction.objects.filter(
        state=DirectionState.ANSWERED, given_by=user, task__plan__state=PlanState.ISSUED, task__dropped=False
    )
    return _waiting(answered, TO_CLOSE, text="reply", since="replied_at", who=_name_of("replied_by"))


def _waiting(rows: QuerySet[Direction], kind: str, **columns: Any) -> Rows:
    return waiting_row(rows, kind, owner="task_id", no="task__no", title="task__title", day="due", **columns)


def _name_of(path: str) -> Coalesce:
    return Coalesce(f"{path}__person__full_name", f"{path}__username")


def direction_item(row: WaitingRow, today: dt.date) -> WorkItem:
    """A direction to answer; with a day it stands among what is late or nearly due."""
    due = due_of(TaskFacts(progress=Progress.DOING, deadline=row.day), today)
    group = {DueState.LATE: "late", DueState.SOON: "soon"}.get(due.state, "await")
    by_day = group != "await" and row.day is not None
    return WorkItem(
        group=group,
        title=f"Trả lời ý kiến chỉ đạo: {_short(row.text)}",
        origin=f"Nhiệm vụ {row.no} · {row.who}" + (f" · trước hết ngày {short_date(row.day)}" if row.day else ""),
        url=reverse("plans:direction", args=[row.pk]),
        action="Trả lời",
        deadline=row.day if by_day else None,
        due_words=due.words if by_day else "",
        due_state=due.state.value if by_day else "",
        pill="" if by_day else "Chờ trả lời",
        since=timezone.localdate(row.since) if row.since else None,
    )


def reply_item(row: WaitingRow, today: dt.date) -> WorkItem:  # noqa: ARG001 (the shape of every kind)
    """A reply to read: the direction is done, or has to be answered again."""
    return WorkItem(
        group="await",
        title=f"Đã trả lời chỉ đạo: {_short(row.text)}",
        origin=f"Nhiệm vụ {row.no} · {row.who}",
        url=reverse("plans:direction", args=[row.pk]),
        action="Xem, kết thúc",
        pill="Chờ xem",
        since=timezone.localdate(row.since) if row.since else None,
    )


def _short(text: str | None) -> str:
    line = " ".join((text or "").split())
    return line if len(line) <= 90 else f"{line[:87].rstrip()}…"
