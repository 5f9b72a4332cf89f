"""Units' contributions on other pages: what of them waits for a person, and the days until which they are asked."""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from plans.models import Contribution, ContributionState, PaperState, Part, PartState, Plan, Role, User
from plans.permissions import rights_of
from plans.rules.official import short_date
from plans.rules.reminding import one_line
from plans.rules.status import DueState, Progress, TaskFacts, due_of
from plans.services.contribution import OWED
from plans.services.waiting import Rows, WaitingRow, waiting_row
from plans.sockets import CalendarItem, CalendarQuestion, RowKind, SearchHit, WorkItem

KIND = "contribution"
LONGEST = 160
_GROUPS = {DueState.LATE: "late", DueState.SOON: "soon"}


def contributions_waiting(user: User, plan: Plan) -> Rows | None:
    """To write: the contacts of the units; to take in: the standing office."""
    rights = rights_of(user)
    cases = []
    if rights.holds(Role.CONTACT) and rights.units:
        cases.append(Q(state__in=OWED, unit__in=rights.units))
    if user.has_perm("plans.ask_contribution"):
        cases.append(Q(state=ContributionState.SENT))
    if not cases:
        return None
    wanted = functools.reduce(operator.or_, cases)
    open_ones = Contribution.objects.filter(report__plan=plan, report__removed_at=None)
    return waiting_row(
        open_ones.filter(wanted).exclude(report__state=PaperState.ISSUED),
        KIND,
        owner="report_id",
        no="state",
        title="report__abstract",
        text="return_reason",
        day="due_on",
        first_day="sent_on",
        since="created_at",
        unit="unit__name",
    )


def contribution_item(row: WaitingRow, today: dt.date) -> WorkItem:
    """One line of the first page."""
    url = reverse("plans:contribution", args=[row.pk])
    title = one_line(row.title or "", LONGEST)
    if row.no == ContributionState.SENT:
        return WorkItem(
            group="await",
            title=f"Tổng hợp báo cáo của {row.unit}",
            origin=title,
            url=url,
            action="Xem, tổng hợp",
            pill="Chờ tổng hợp",
            since=row.first_day,
        )
    due = due_of(TaskFacts(Progress.DOING, row.day), today)
    returned = row.no == ContributionState.RETURNED
    said = f"Trả lại: {one_line(row.text or '', LONGEST)}" if returned else title
    return WorkItem(
        group=_GROUPS.get(due.state, "redo" if returned else "next"),
        title=f"Viết báo cáo của {row.unit}",
        origin=said,
        url=url,
        action="Viết tiếp" if returned else "Viết báo cáo",
        deadline=row.day,
        due_words=due.words,
        due_state=due.state.value,
    )


def contribution_days(user: User, plan: Plan) -> Iterable[CalendarQuestion]:
    """The day until which one's units are asked to send; those of all units of a report together for who gathers."""
    rows = Contribution.objects.visible_to(user).filter(report__plan=plan, state__in=OWED)
    rows = rows.exclude(report__state=PaperState.ISSUED).order_by("due_on", "pk")
    columns = ("pk", "report_id", "unit__name", "unit_id", "due_on", "report__abstract", "updated_at", "version")
    rights = rights_of(user)
    own = rights.units if rights.holds(Role.CONTACT) else frozenset[int]()
    yield CalendarQuestion(rows.values_list(*columns), lambda found: _days(found, own))


def _days(rows: list[tuple[Any, ...]], own: frozenset[int]) -> Iterator[CalendarItem]:
    told: set[tuple[int, dt.date]] = set()
    for pk, report, name, unit, day, abstract, changed, version in rows:
        common: dict[str, Any] = {"starts_on": day, "ends_on": day, "kind": "report", "detail": abstract}
        if unit in own:
            yield CalendarItem(
                uid=f"contribution-{pk}",
                title=f"Hạn gửi báo cáo của {name}",
                url=reverse("plans:contribution", args=[pk]),
                mine=True,
                alarm_days=(3, 1),
                changed_at=changed,
                version=version,
                **common,
            )
        elif (report, day) not in told:
            told.add((report, day))
            yield CalendarItem(
                uid=f"contributions-{report}-{day:%Y%m%d}",
                title="Hạn các đơn vị gửi báo cáo",
                url=reverse("plans:contribution_list", args=[report]),
                **common,
            )


def part_row_kinds() -> Mapping[str, RowKind]:
    """Units' parts, which figures of a unit count."""
    return {"part": RowKind("phần việc", _parts)}


def _parts(user: User, keys: Sequence[int]) -> Iterator[SearchHit]:
    rows = Part.objects.visible_to(user).filter(pk__in=keys).order_by("task__order", "pk")
    for pk, unit, no, title, state, at in rows.values_list(
        "pk", "unit__name", "task__no", "task__title", "state", "reported_at"
    ):
        when = f", báo ngày {short_date(timezone.localdate(at))}" if at else ""
        yield SearchHit(
            title=f"Nhiệm vụ {no}: {one_line(title, LONGEST)}",
            url=reverse("plans:part", args=[pk]),
            detail=f"{unit}{when}",
            badge=str(PartState(state).label),
        )
