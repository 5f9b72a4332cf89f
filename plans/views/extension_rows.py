"""The rows of the list of extensions: on the screen, on A4, and as work that waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from plans.forms.extension import ExtensionFilter
from plans.http import OfficeRequest
from plans.models import Extension, ExtensionState, Plan, PlanState, User
from plans.models.unit_index import UnitIndex
from plans.papers.content import Align, Column, Row
from plans.rules.official import short_date
from plans.services.extension import OFTEN
from plans.services.waiting import Rows, WaitingRow, waiting_row
from plans.sockets import WorkItem
from plans.views.cells import pill_html

KIND = "extension"
WORDS = {
    ExtensionState.ASKED: ("await", "Chờ quyết định"),
    ExtensionState.AGREED: ("done", "Đồng ý"),
    ExtensionState.REFUSED: ("not", "Không đồng ý"),
    ExtensionState.WITHDRAWN: ("off", "Đã rút"),
}
COLUMNS = (
    Column("TT", 9, Align.CENTER),
    Column("NHIỆM VỤ", 40),
    Column("ĐƠN VỊ XIN", 22),
    Column("THỜI HẠN ĐẦU", 20, Align.CENTER),
    Column("XIN LÙI TỪ", 20, Align.CENTER),
    Column("XIN LÙI ĐẾN", 20, Align.CENTER),
    Column("LÝ DO", 34),
    Column("QUYẾT ĐỊNH", 26),
)


class _Found(NamedTuple):
    """A request as it is read; the names are the columns asked for."""

    pk: int
    task_id: int
    task__no: str
    task__title: str
    unit_id: int | None
    task__first_deadline: dt.date | None
    old_deadline: dt.date
    new_deadline: dt.date
    reason: str
    state: str
    created_at: dt.datetime
    decision_note: str
    task__extended: int


class ExtensionRow(NamedTuple):
    """A line of the list."""

    number: int
    url: str
    task_url: str
    no: str
    title: str
    unit: str
    first: str
    old: str
    new: str
    reason: str
    asked: str
    pill: SafeString
    decided: str
    note: str
    often: bool
    waits: bool


def pill_of(state: str) -> SafeString:
    return pill_html(*WORDS[ExtensionState(state)])


def read_filter(request: OfficeRequest, index: UnitIndex) -> ExtensionFilter:
    units = [("", "Tất cả đơn vị"), *((str(line.pk), line.label) for line in index if line.is_active)]
    return ExtensionFilter(request.GET, unit=units)


def read_extensions(user: User, plan: Plan | None, chosen: ExtensionFilter) -> QuerySet[Any, Any]:
    """The extensions of ``plan`` that the filter finds, those that wait first, then the newest."""
    rows = Extension.objects.visible_to(user).filter(task__plan=plan)
    if chosen.key:
        rows = rows.filter(task__search_key__contains=chosen.key)
    if chosen.value("unit"):
        rows = rows.filter(unit=chosen.value("unit"))
    if chosen.value("state"):
        rows = rows.filter(state=chosen.value("state"))
    waits = Case(When(state=ExtensionState.ASKED, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.order_by(waits, "-created_at", "-pk").values_list(*_Found._fields)


def rows_of(found: Iterable[tuple[Any, ...]], index: UnitIndex, first: int = 1) -> list[ExtensionRow]:
    return [_row(number, _Found._make(row), index) for number, row in enumerate(found, start=first)]


def _row(number: int, found: _Found, index: UnitIndex) -> ExtensionRow:
    state = ExtensionState(found.state)
    return ExtensionRow(
        number=number,
        url=reverse("plans:extension", args=[found.pk]),
        task_url=reverse("plans:task", args=[found.task_id]),
        no=found.task__no,
        title=" ".join(found.task__title.split()),
        unit=index[found.unit_id].label if found.unit_id in index.lines else "",
        first=short_date(found.task__first_deadline or found.old_deadline),
        old=short_date(found.old_deadline),
        new=short_date(found.new_deadline),
        reason=found.reason,
        asked=short_date(timezone.localdate(found.created_at)),
        pill=pill_of(state),
        decided=WORDS[state][1],
        note=found.decision_note,
        often=found.task__extended >= OFTEN,
        waits=state == ExtensionState.ASKED,
    )


def paper_rows(rows: Iterable[ExtensionRow]) -> list[Row]:
    return [
        Row(
            (
                str(row.number),
                f"{row.no}. {row.title}",
                row.unit,
                row.first,
                row.old,
                row.new,
                row.reason,
                f"{row.decided}. {row.note}" if row.note else row.decided,
            )
        )
        for row in rows
    ]


def extensions_waiting(user: User, plan: Plan) -> Rows | None:  # noqa: ARG001 (of whatever year)
    """What the leadership has to decide."""
    if not user.has_perm("plans.decide_extension"):
        return None
    return waiting_row(
        Extension.objects.filter(state=ExtensionState.ASKED, task__plan__state=PlanState.ISSUED, task__dropped=False),
        KIND,
        owner="task_id",
        no="task__no",
        title="task__title",
        text="reason",
        number="task__extended",
        day="new_deadline",
        first_day=Coalesce("task__first_deadline", "old_deadline"),
        since="created_at",
        who=Coalesce("asked_by__person__full_name", "asked_by__username"),
        unit=Coalesce(NullIf("unit__short_name", Value("")), "unit__name"),
    )


def extension_item(row: WaitingRow, today: dt.date) -> WorkItem:
    """ "Gia hạn nhiệm vụ 7 đến 15/06/2026", who asks and why."""
    since = timezone.localdate(row.since) if row.since else today
    first = f", hạn gốc {short_date(row.first_day)}" if row.first_day else ""
    return WorkItem(
        group="await",
        title=f"Gia hạn nhiệm vụ {row.no} đến {short_date(row.day) if row.day else ''}",
        origin=f"{row.unit or row.who} xin · lý do: {row.text} · gia hạn lần {(row.number or 0) + 1}{first}",
        url=reverse("plans:extension", args=[row.pk]),
        action="Xem, quyết định",
        pill="Chờ quyết định",
        since=since,
    )
