"""What goes up as the ground floor shows it: waiting work, the calendar, search, the panel of a task."""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from awards.models import (
    Answer,
    AwardLetter,
    LetterKind,
    LetterState,
    SubmissionLine,
    Track,
    TrackDeadline,
)
from awards.services.letter import ready_for
from awards.services.letter_document import KINDS
from plans.models import Plan, Task, User
from plans.rules.official import short_date
from plans.rules.status import DueState, Progress, TaskFacts, due_of
from plans.rules.text import fold
from plans.services.waiting import Rows, WaitingRow, waiting_row, waiting_where
from plans.sockets import (
    CalendarItem,
    CalendarQuestion,
    Panel,
    PanelQuestion,
    SearchHit,
    SearchSource,
    WorkItem,
)
from plans.views.paper_acts import paper_pill

LETTER, ABOVE, DEADLINE = "award_letter", "award_answer", "award_deadline"
TO_SEND, TO_ANSWER = "send", "answer"
LONGEST = 140
_GROUPS = {DueState.LATE: "late", DueState.SOON: "soon"}


# -- Waiting work ------------------------------------------------------------------------------------------------------


def letters_waiting(user: User, plan: Plan) -> Rows | None:  # noqa: ARG001 (letters of every year wait)
    """Submitted ones for the leadership, approved ones for the clerk, returned ones for the standing office."""
    wanted = waiting_where(
        user,
        ("awards.approve_letter", Q(state=LetterState.SUBMITTED)),
        ("awards.issue_letter", Q(state=LetterState.APPROVED)),
        ("awards.send_up", Q(state=LetterState.DRAFT) & ~Q(return_reason="")),
    )
    if wanted is None:
        return None
    rows = AwardLetter.objects.kept().filter(wanted)
    return waiting_row(rows, LETTER, no="state", title="abstract", text="return_reason", since="updated_at", who="kind")


def letter_item(row: WaitingRow, today: dt.date) -> WorkItem:  # noqa: ARG001 (the shape of every kind)
    """One line of the first page."""
    words, name = KINDS[row.who or ""].lower(), row.title or ""
    title, page, origin, action, pill = {
        LetterState.SUBMITTED: (f"Duyệt {words}", "letter", name, "Xem, quyết định", "Chờ duyệt"),
        LetterState.APPROVED: (f"Ban hành {words}", "letter_issue", name, "Ghi số, ban hành", "Chờ ghi số"),
        LetterState.DRAFT: (
            f"Sửa {words}",
            "letter_edit",
            f"{name}. Lý do trả lại: {_short(row.text or '')}",
            "Soạn tiếp",
            "Trả lại",
        ),
    }[LetterState(row.no or "")]
    url = reverse(f"awards:{page}", args=[row.pk])
    return WorkItem(group="await", title=title, origin=origin, url=url, action=action, pill=pill, since=_since(row))


def answers_waiting(user: User, plan: Plan) -> Rows | None:  # noqa: ARG001 (letters of every year wait)
    """Issued submissions that are still to be sent, or whose answer is still to be entered."""
    if not user.has_perm("awards.send_up"):
        return None
    open_lines = SubmissionLine.objects.filter(letter=OuterRef("pk"), answer=Answer.WAITING)
    issued = AwardLetter.objects.kept().filter(kind=LetterKind.SUBMISSION, state=LetterState.ISSUED)
    step = Case(When(sent_on__isnull=True, then=Value(TO_SEND)), default=Value(TO_ANSWER))
    rows = issued.filter(Exists(open_lines)).annotate(step=step)
    return waiting_row(rows, ABOVE, no="number", title="abstract", text="step", day="sent_on", who="track")


def answer_item(row: WaitingRow, today: dt.date) -> WorkItem:  # noqa: ARG001 (the shape of every kind)
    """One line of the first page."""
    track = str(Track(row.who or "").label)
    sends = row.text == TO_SEND
    day = f", gửi ngày {short_date(row.day)}" if row.day else ""
    return WorkItem(
        group="next",
        title=f"{'Ghi ngày gửi' if sends else 'Ghi trả lời cho'} tờ trình số {row.no}",
        origin=f"{track}{day} · {_short(row.title or '')}",
        url=reverse(f"awards:{'letter_dispatch' if sends else 'letter_answer'}", args=[row.pk]),
        action="Ghi ngày gửi" if sends else "Ghi trả lời",
    )


def deadlines_waiting(user: User, plan: Plan) -> Rows | None:
    """Deadlines of the year of tracks on which eligible dossiers have not gone up yet."""
    if not user.has_perm("awards.send_up"):
        return None
    waits = [Q(Exists(ready_for(track).order_by()), track=track) for track in Track]
    year = Plan.objects.filter(pk=plan.pk).values("year")
    rows = TrackDeadline.objects.kept().filter(functools.reduce(operator.or_, waits), year__in=year)
    return waiting_row(rows, DEADLINE, title="what", day="due_on", who="track")


def deadline_item(row: WaitingRow, today: dt.date) -> WorkItem:
    """Late, near or to come, as a task stands to its own deadline."""
    due = due_of(TaskFacts(progress=Progress.TODO, deadline=row.day), today)
    return WorkItem(
        group=_GROUPS.get(due.state, "next"),
        title=f"Trình hồ sơ: {row.title}",
        origin=f"Hệ {Track(row.who or '').label}, có hồ sơ đủ điều kiện chưa trình",
        url=f"{reverse('awards:letter_new')}?he={row.who}",
        action="Lập tờ trình",
        deadline=row.day,
        due_words=due.words,
        due_state=due.state.value,
    )


def _since(row: WaitingRow) -> dt.date | None:
    return timezone.localdate(row.since) if row.since else None


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 2].rstrip()} …"


# -- Calendar, search, task page, overview, legal texts ----------------------------------------------------------------


def upward_calendar(user: User, plan: Plan) -> Iterable[CalendarQuestion]:
    """The days until which each track takes dossiers, and until which people complete theirs."""
    keeps = user.has_perm("awards.send_up")
    rows = TrackDeadline.objects.kept().filter(year=plan.year).order_by("due_on", "pk")
    columns = ("pk", "track", "what", "due_on", "updated_at", "version")
    yield CalendarQuestion(rows.values_list(*columns), functools.partial(_deadline_days, keeps))
    issued = AwardLetter.objects.visible_to(user).filter(
        kind=LetterKind.GUIDANCE, state=LetterState.ISSUED, year=plan.year, due_on__isnull=False
    )
    columns = ("pk", "abstract", "due_on", "number", "updated_at", "version")
    yield CalendarQuestion(issued.order_by("due_on", "pk").values_list(*columns), _guidance_days)


def _deadline_days(keeps: bool, rows: list[tuple[Any, ...]]) -> Iterable[CalendarItem]:
    for pk, track, what, day, changed, version in rows:
        yield CalendarItem(
            uid=f"award-deadline-{pk}",
            starts_on=day,
            ends_on=day,
            title=f"Hạn nhận hồ sơ: {what}",
            url=reverse("awards:letter_list"),
            kind="award",
            detail=str(Track(track).label),
            mine=keeps,
            alarm_days=(7, 3),
            changed_at=changed,
            version=version,
        )


def _guidance_days(rows: list[tuple[Any, ...]]) -> Iterable[CalendarItem]:
    for pk, abstract, day, number, changed, version in rows:
        yield CalendarItem(
            uid=f"award-guidance-{pk}",
            starts_on=day,
            ends_on=day,
            title="Hoàn thiện hồ sơ đề nghị khen thưởng",
            url=reverse("awards:letter", args=[pk]),
            kind="award",
            detail=f"Công văn số {number}: {abstract}",
            mine=True,
            alarm_days=(3,),
            changed_at=changed,
            version=version,
        )


def letters_to_search(user: User) -> Iterable[SearchSource]:
    """Letters by abstract, number and receipt."""
    yield SearchSource(
        kind="Văn bản về khen thưởng",
        icon="send",
        rows=AwardLetter.objects.visible_to(user),
        text="abstract",
        columns=("abstract", "kind", "track", "state", "number", "year"),
        hit=_hit,
        order=("-year", "-pk"),
    )


def _hit(row: dict[str, Any]) -> SearchHit:
    number = f"số {row['number']}" if row["number"] else ""
    track = str(Track(row["track"]).label) if row["track"] else ""
    return SearchHit(
        title=f"{KINDS[row['kind']]}: {row['abstract']}",
        url=reverse("awards:letter", args=[row["pk"]]),
        detail=" · ".join(filter(None, (number, track, f"năm {row['year']}"))),
        badge=str(LetterState(row["state"]).label),
    )


class TaskLetter(NamedTuple):
    """A letter on the page of its task."""

    name: str
    url: str
    facts: str
    pill: SafeString


def task_letters(user: User, task: Task) -> PanelQuestion:
    """The letters by which a task is done; on a task that asks for one, where to begin it."""
    rows = AwardLetter.objects.visible_to(user).filter(task=task).annotate(held=Count("lines"))
    title, writes = fold(task.title), task.plan.is_in_force and user.has_perm("awards.send_up")
    new = ""
    if writes and "trinh khen thuong" in title:
        new = f"{reverse('awards:letter_new')}?nhiem-vu={task.pk}"
    elif writes and "hoan thien ho so" in title:
        new = f"{reverse('awards:guidance_new')}?nhiem-vu={task.pk}"
    qualifies = "trinh khen thuong" in title and user.has_perm("awards.assess_office")

    def panel(rows: list[tuple[Any, ...]]) -> Panel | None:
        found = [
            TaskLetter(
                f"{KINDS[kind]}: {abstract}",
                reverse("awards:letter", args=[pk]),
                " · ".join(
                    filter(None, (number and day and f"số {number} ngày {short_date(day)}", held and f"{held} hồ sơ"))
                ),
                paper_pill(state),
            )
            for pk, kind, abstract, number, day, state, held in rows
        ]
        context = {"letters": found, "new_url": new, "qualifies": qualifies}
        return Panel("awards/letter_panel.html", context) if found or new else None

    columns = ("pk", "kind", "abstract", "number", "issued_on", "state", "held")
    return PanelQuestion(rows.order_by("created_at", "pk").values_list(*columns), panel)
