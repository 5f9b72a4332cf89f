"""Events as the pages, the printed list, the calendar, search and the first page show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.safestring import SafeString

from plans.forms.event import EventFilter
from plans.models import Assignment, Delegate, DelegationState, Event, EventState, Plan, PlanState, Role, User
from plans.models.unit_index import UnitIndex
from plans.permissions import rights_of
from plans.rules.status import Due, DueState, Progress, TaskFacts, due_of
from plans.services.waiting import Rows, WaitingRow, waiting_row
from plans.sockets import CalendarItem, SearchHit, SearchSource, WorkItem
from plans.views.cells import choice_pill, due_lines_html, due_words

Answer = Delegate.Answer
_STATE = {
    EventState.PLANNED: ("doing", "calendar-clock"),
    EventState.HELD: ("done", "circle-check"),
    EventState.CANCELLED: ("off", "circle-x"),
}
_DELEGATION = {
    DelegationState.DRAFT: "idle",
    DelegationState.SUBMITTED: "await",
    DelegationState.APPROVED: "done",
    DelegationState.RETURNED: "redo",
}
_ANSWERS = {Answer.ASKED: "idle", Answer.COMES: "done", Answer.EXCUSED: "warn"}
_LISTED = (
    *("pk", "name", "task_id", "task__no", "starts_on", "ends_on", "starts_at", "place", "host", "confirm_by"),
    *("state", "delegation_state", "reply_id", "people", "answered"),
)
AWAITS, ASKED, NUMBER = "event.decide", "event.answer", "event.number"


class Line(NamedTuple):
    """An event in the list, its cells ready to show."""

    pk: int
    name: str
    task: int
    no: str
    when: str
    hour: str
    place: str
    host: str
    people: int
    answered: int
    state: str
    delegation: str
    confirm_by: dt.date | None
    confirm_due: Due

    @property
    def confirm(self) -> tuple[str, str]:
        return _confirm_words(self.confirm_due, self.confirm_by)

    @property
    def state_words(self) -> str:
        return str(EventState(self.state).label)


def state_pill(state: str) -> SafeString:
    """Sẽ diễn ra, đã diễn ra, đã huỷ."""
    return choice_pill(EventState(state), _STATE)


def delegation_pill(state: str) -> SafeString:
    """How far the proposal of whom to send has come."""
    return choice_pill(DelegationState(state), _DELEGATION)


def answer_pill(answer: str) -> SafeString:
    """What a delegate answered."""
    return choice_pill(Answer(answer), _ANSWERS)


def events_matching(user: User, plan: Plan | None, chosen: EventFilter, index: UnitIndex) -> QuerySet[Event]:
    """The events of a year that the filter lets through, in the order in which they take place."""
    events = Event.objects.visible_to(user).filter(task__plan=plan, task__dropped=False)
    for word in chosen.key.split():
        events = events.filter(search_key__contains=word)
    if unit := chosen.value("unit"):
        of_task = Assignment.objects.filter(task=OuterRef("task"), unit__in=index.reach([int(unit)]))
        sent = Delegate.objects.filter(event=OuterRef("pk"), unit=unit)
        events = events.filter(Exists(of_task) | Exists(sent))
    if state := chosen.value("state"):
        events = events.filter(state=state)
    if delegation := chosen.value("delegation"):
        events = events.filter(delegation_state=delegation)
    answered = Count("delegates", filter=~Q(delegates__answer=Answer.ASKED))
    return events.annotate(people=Count("delegates"), answered=answered).order_by("starts_on", "pk")


def lines_of(events: Any, today: dt.date, soon: int) -> list[Line]:
    """One query."""
    return [_line(row, today, soon) for row in events.values_list(*_LISTED)]


def _line(row: tuple[Any, ...], today: dt.date, soon: int) -> Line:
    pk, name, task, no, starts, ends, hour, place, host, confirm_by, state, delegation, reply, people, answered = row
    due = confirm_due(confirm_by, state=state, replied=reply is not None, today=today, soon=soon)
    return Line(
        pk=pk,
        name=name,
        task=task,
        no=no,
        when=days_words(starts, ends),
        hour=f"{hour:%H:%M}" if hour else "",
        place=place,
        host=host,
        people=people,
        answered=answered,
        state=state,
        delegation=delegation,
        confirm_by=confirm_by,
        confirm_due=due,
    )


def days_words(starts: dt.date, ends: dt.date) -> str:
    """«18/06/2026», «18 đến 20/06/2026» or both days in full."""
    if starts == ends:
        return f"{starts:%d/%m/%Y}"
    if (starts.year, starts.month) == (ends.year, ends.month):
        return f"{starts:%d} đến {ends:%d/%m/%Y}"
    return f"{starts:%d/%m/%Y} đến {ends:%d/%m/%Y}"


def confirm_due(day: dt.date | None, *, state: str, replied: bool, today: dt.date, soon: int) -> Due:
    """How near the day is by which the host wants the names; none once the letter went or the event is past."""
    if day is None or replied or state != EventState.PLANNED:
        return Due(DueState.MET if day and replied else DueState.NONE)
    return due_of(TaskFacts(Progress.TODO, day), today, soon)


def confirm_html(due: Due, day: dt.date | None) -> SafeString | str:
    """The day to answer by, two lines; empty where the invitation names none."""
    date, words = _confirm_words(due, day)
    return due_lines_html(due.state, date, words) if date else ""


def _confirm_words(due: Due, day: dt.date | None) -> tuple[str, str]:
    if day is None:
        return "", ""
    date, words = due_words(due, day)
    if due.state == DueState.MET:
        words = "Đã gửi công văn"
    return date, "không tính hạn" if due.state == DueState.NONE else words


# -- Sockets ---------------------------------------------------------------------------------------------------------


def event_calendar(user: User, plan: Plan) -> Iterable[CalendarItem]:
    """Each event of the plan, and the day by which the host wants the names. Two queries at most."""
    rights = rights_of(user)
    parts = Assignment.objects.filter(task=OuterRef("task"), unit__in=rights.reach)
    named = Delegate.objects.filter(event=OuterRef("pk")).filter(
        Q(person=user.person_id or 0) | Q(unit__in=rights.units)
    )
    events = Event.objects.visible_to(user).filter(task__plan=plan, task__dropped=False)
    events = events.exclude(state=EventState.CANCELLED)
    rows = events.annotate(mine=Exists(parts) | Exists(named)).order_by("starts_on", "pk")
    columns = ("pk", "name", "place", "starts_at", "starts_on", "ends_on", "confirm_by", "state", "reply_id")
    for pk, name, place, hour, starts, ends, confirm_by, state, reply, mine, changed, version in rows.values_list(
        *columns, "mine", "updated_at", "version"
    ):
        said = ", ".join(part for part in (f"{hour:%H:%M}" if hour else "", place) if part)
        common: dict[str, Any] = {"url": reverse("plans:event", args=[pk]), "kind": "event", "mine": mine}
        common |= {"changed_at": changed, "version": version}
        yield CalendarItem(
            uid=f"event-{pk}", starts_on=starts, ends_on=ends, title=name, detail=said, alarm_days=(1,), **common
        )
        if confirm_by and state == EventState.PLANNED and reply is None:
            title = f"Báo danh sách dự: {name}"
            yield CalendarItem(
                uid=f"event-{pk}-confirm",
                starts_on=confirm_by,
                ends_on=confirm_by,
                title=title,
                alarm_days=(2,),
                **common,
            )


def events_to_search(user: User) -> Iterable[SearchSource]:
    """Events by name, host, place and number of the invitation."""
    yield SearchSource(
        kind="Hội nghị, lớp học",
        icon="calendar-days",
        rows=Event.objects.visible_to(user),
        text="name",
        columns=("name", "place", "starts_on", "ends_on", "state", "task__no"),
        hit=_hit,
        order=("-starts_on", "pk"),
    )


def _hit(row: dict[str, Any]) -> SearchHit:
    when = days_words(row["starts_on"], row["ends_on"])
    return SearchHit(
        title=row["name"],
        url=reverse("plans:event", args=[row["pk"]]),
        detail=" · ".join(part for part in (f"Nhiệm vụ {row['task__no']}", when, row["place"]) if part),
        badge=str(EventState(row["state"]).label),
    )


def waiting_events(user: User, plan: Plan) -> Rows | None:
    """What an event waits for: the leadership's decision, the clerk's number, answers; else None."""
    rights = rights_of(user)
    decides, numbers = rights.holds(Role.LEADER), rights.holds(Role.CLERK)
    asks = Delegate.objects.filter(event=OuterRef("pk"), answer=Answer.ASKED).filter(
        Q(person=user.person_id or 0) | Q(unit__in=rights.units if rights.holds(Role.CONTACT) else [])
    )
    if plan.state != PlanState.ISSUED:
        return None
    agreed = Q(delegation_state=DelegationState.APPROVED)
    cases = [When(Exists(asks) & agreed, then=Value(ASKED))]
    if decides:
        cases.insert(0, When(delegation_state=DelegationState.SUBMITTED, then=Value(AWAITS)))
    if numbers:
        cases.append(When(agreed & Q(reply=None), then=Value(NUMBER)))
    rows = Event.objects.visible_to(user).filter(task__plan=plan, task__dropped=False, state=EventState.PLANNED)
    rows = rows.annotate(step=Case(*cases, default=Value("")), people=Count("delegates")).exclude(step="")
    return waiting_row(
        rows,
        "event",
        owner="task_id",
        no="task__no",
        title="name",
        text="step",
        number="people",
        day="starts_on",
        since="submitted_at",
    )


def people_asked(plan: Plan) -> Iterable[int | None]:
    """Everybody whose answer an event of ``plan`` waits for."""
    asked = Delegate.objects.filter(answer=Answer.ASKED, event__task__plan=plan, event__state=EventState.PLANNED)
    return asked.values_list("person_id", flat=True)


def waiting_item(row: WaitingRow, today: dt.date) -> WorkItem:  # noqa: ARG001 (the shape of the socket)
    """One line of the first page."""
    name, day = row.title or "", f"{row.day:%d/%m/%Y}" if row.day else ""
    origin = f"Nhiệm vụ {row.no} · danh sách {row.number} người · khai mạc {day}"
    title, page, action, pill = {
        AWAITS: (f"Phương án cử người dự {name}", "event_decide", "Xem, quyết định", "Chờ duyệt"),
        NUMBER: (f"Công văn cử đại biểu dự {name}", "event_reply_issue", "Ghi số, ban hành", "Chờ ghi số"),
        ASKED: (f"Trả lời dự {name}", "event", "Trả lời", "Chờ trả lời"),
    }[row.text or ASKED]
    url, read_url = (reverse(f"plans:{name}", args=[row.pk]) for name in (page, "event"))
    return WorkItem("await", title, origin, url, action, pill=pill, read_url=read_url)
