"""Registrations as lists and prints show them: one query for the rows of a page, one for what they aim at."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from django.db.models import Case, Exists, IntegerField, Model, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from emulation.forms.registration_list import ANY, INDIVIDUAL, LATE_WORD, SENT_WORD, RegistrationFilter
from emulation.models import SENT_STATES, Aim, Registration, RegistrationRound, RegistrationState
from emulation.services.initiative_watch import NEED_WORDS, not_begun
from plans.context import soon_days
from plans.http import OfficeRequest
from plans.models import User
from plans.models.unit_index import UnitIndex
from plans.papers.content import Align, Column, Row
from plans.rules.official import short_date
from plans.rules.status import Due, DueState, Progress, TaskFacts, due_of
from plans.views.cells import choice_pill, due_lines_html, pill_html

RETURNED = "Bị trả lại"
M = TypeVar("M", bound=Model)
_LOOK = {
    RegistrationState.DRAFT: ("idle", "pencil"),
    RegistrationState.SENT: ("await", "hourglass"),
    RegistrationState.CONFIRMED: ("await", "inbox"),
    RegistrationState.RECEIVED: ("done", "circle-check"),
}
COLUMNS = (
    Column("TT", 6, Align.CENTER),
    Column("TẬP THỂ, CÁ NHÂN", 22),
    Column("ĐƠN VỊ", 16),
    Column("DANH HIỆU THI ĐUA", 20),
    Column("HÌNH THỨC KHEN THƯỞNG", 20),
    Column("TÌNH TRẠNG", 18),
)
WATCH_COLUMNS = (
    Column("TT", 6, Align.CENTER),
    Column("HỌ VÀ TÊN", 20),
    Column("ĐƠN VỊ", 19),
    Column("DANH HIỆU ĐĂNG KÝ", 22),
    Column("SÁNG KIẾN DỰ KIẾN", 33),
)


class RegistrationLine(NamedTuple):
    """A line of the list."""

    number: int
    url: str
    name: str
    unit: str
    collective: bool
    titles: tuple[str, ...]
    commendations: tuple[str, ...]
    state: str
    pill: SafeString
    late: bool
    sent: str

    @property
    def state_words(self) -> str:
        return f"{self.state}, nộp muộn" if self.late else self.state


class WatchLine(NamedTuple):
    """Somebody who has not begun the initiative that a title of his asks for."""

    number: int
    url: str
    name: str
    unit: str
    title: str
    need: str
    planned: str


def state_pill(state: str, return_reason: str = "") -> SafeString:
    """How far a registration has come."""
    if state == RegistrationState.DRAFT and return_reason:
        return pill_html("redo", RETURNED)
    return choice_pill(RegistrationState(state), _LOOK)


def registrations_matching(user: User, year: int, chosen: RegistrationFilter) -> QuerySet[Registration]:
    """The registrations of a year that the filter lets through: unit by unit, its own first, then its people."""
    rows = Registration.objects.visible_to(user).filter(round__year=year)
    for word in chosen.key.split():
        rows = rows.filter(Q(person__search_key__contains=word) | Q(unit__search_key__contains=word))
    if unit := chosen.value("unit"):
        rows = rows.filter(Q(unit=unit) | Q(person__unit=unit))
    if kind := chosen.value("kind"):
        rows = rows.filter(unit__isnull=kind == INDIVIDUAL)
    for name in ("title", "commendation"):
        if entry := chosen.value(name):
            wanted = {f"{name}__isnull": False} if entry == ANY else {name: entry}
            rows = rows.filter(Exists(Aim.objects.filter(registration=OuterRef("pk"), **wanted)))
    if state := chosen.value("state"):
        known = state in (SENT_WORD, LATE_WORD)
        rows = rows.filter(state__in=SENT_STATES if known else [state])
        rows = rows.filter(late=True) if state == LATE_WORD else rows
    return in_order(rows)


def in_order(rows: QuerySet[M], path: str = "", last: Sequence[str] = ("pk",)) -> QuerySet[M]:
    """Unit by unit in the office's order, its own registration first, then its people by given name.

    ``path`` leads from the rows to their registration.
    """
    unit, person = f"{path}unit", f"{path}person"
    own_first = Case(When(**{person: None}, then=Value(0)), default=Value(1), output_field=IntegerField())
    return rows.order_by(
        Coalesce(f"{unit}__order", f"{person}__unit__order"),
        Coalesce(f"{unit}__name", f"{person}__unit__name"),
        own_first,
        f"{person}__sort_key",
        *last,
    )


def lines_of(rows: QuerySet[Registration], index: UnitIndex, first: int = 1) -> list[RegistrationLine]:
    """Two queries: the registrations and their aims."""
    columns = ("pk", "person__full_name", "unit_id", "person__unit_id", "state", "return_reason", "late", "sent_at")
    found = list(rows.values_list(*columns))
    titles, commendations = aims_by_registration([row[0] for row in found])
    lines = []
    for number, (pk, name, unit, home, state, returned, late, sent_at) in enumerate(found, start=first):
        line = RegistrationLine(
            number=number,
            url=reverse("emulation:registration", args=[pk]),
            name=name or index[unit].name,
            unit=index[unit or home].label,
            collective=unit is not None,
            titles=tuple(titles[pk]),
            commendations=tuple(commendations[pk]),
            state=RETURNED if returned and state not in SENT_STATES else str(RegistrationState(state).label),
            pill=state_pill(state, returned),
            late=late and state in SENT_STATES,
            sent=short_date(timezone.localdate(sent_at)) if sent_at and state in SENT_STATES else "",
        )
        lines.append(line)
    return lines


def aims_by_registration(keys: Sequence[int]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """The names of titles and of commendations by registration: two lists, never one."""
    titles: dict[int, list[str]] = defaultdict(list)
    commendations: dict[int, list[str]] = defaultdict(list)
    aims = Aim.objects.filter(registration__in=keys).order_by("title__order", "commendation__order", "pk")
    for registration, title, commendation in aims.values_list("registration_id", "title__name", "commendation__name"):
        (titles if title else commendations)[registration].append(title or commendation)
    return titles, commendations


def paper_rows(lines: Iterable[RegistrationLine]) -> list[Row]:
    return [
        Row(
            (
                str(line.number),
                "Tập thể" if line.collective else line.name,
                line.unit,
                "\n".join(line.titles),
                "\n".join(line.commendations),
                line.state_words,
            )
        )
        for line in lines
    ]


def waiting_initiatives(user: User, year: int) -> QuerySet[Aim]:
    """The aims of sent registrations that wait for an initiative, unit by unit."""
    seen = Registration.objects.visible_to(user).sent().filter(round__year=year)
    aims = not_begun(Aim.objects.filter(registration__in=seen))
    person = "registration__person"
    return aims.order_by(f"{person}__unit__order", f"{person}__unit__name", f"{person}__sort_key", "title__order")


def watch_lines(aims: QuerySet[Aim], index: UnitIndex, first: int = 1) -> list[WatchLine]:
    """One query."""
    columns = (
        *("registration_id", "registration__person__full_name", "registration__person__unit_id"),
        *("title__name", "title__initiative", "initiative"),
    )
    return [
        WatchLine(
            number=number,
            url=reverse("emulation:registration", args=[registration]),
            name=name,
            unit=index[unit].label,
            title=title,
            need=NEED_WORDS[need],
            planned=" ".join(planned.split()),
        )
        for number, (registration, name, unit, title, need, planned) in enumerate(
            aims.values_list(*columns), start=first
        )
    ]


def watch_paper_rows(lines: Iterable[WatchLine]) -> list[Row]:
    return [
        Row((str(one.number), one.name, one.unit, f"{one.title}\n{one.need}", one.planned or "chưa ghi"))
        for one in lines
    ]


def day_due(day: dt.date | None, today: dt.date, soon: int) -> Due:
    """How near a day of the round is."""
    return due_of(TaskFacts(Progress.TODO, day), today, soon) if day else Due(DueState.NONE)


def day_html(day: dt.date | None, today: dt.date, soon: int) -> SafeString | str:
    """The day on one line, how far it is on the next; empty where none is set."""
    if day is None:
        return ""
    due = day_due(day, today, soon)
    return due_lines_html(due.state, short_date(day), due.words)


def closing_html(opens_on: dt.date, closes_on: dt.date, today: dt.date) -> SafeString:
    """Whether the round is still to come, open or over; being over is nobody's delay, so it is never red."""
    if today < opens_on:
        return pill_html("idle", "Chưa mở")
    if today <= closes_on:
        left = (closes_on - today).days
        return pill_html("doing", f"Đang nhận, còn {left} ngày" if left else "Đang nhận, hôm nay là ngày cuối")
    return pill_html("off", "Đã hết hạn nhận")


def round_days(request: OfficeRequest, found: RegistrationRound | None) -> dict[str, Any]:
    """The days of a round as pages show them."""
    if found is None:
        return {}
    today = timezone.localdate()
    return {
        "closing_html": closing_html(found.opens_on, found.closes_on, today),
        "initiative_html": day_html(found.initiative_due, today, soon_days(request)),
    }
