"""Scoring on the first page and on the leadership's overview."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q
from django.db.models.functions import Coalesce, ExtractYear
from django.urls import reverse
from django.utils import timezone

from emulation.models import Campaign, CampaignState, PhaseKind, ScoreSheet, SheetState
from plans.models import Plan, Role, User
from plans.permissions import rights_of
from plans.rules.official import short_date
from plans.services.waiting import Rows, WaitingRow, waiting_row, waiting_where
from plans.sockets import Card, CardQuestion, Figure, WorkItem

SHEET, CAMPAIGN = "score_sheet", "score_campaign"
SOON = dt.timedelta(days=7)
APPRAISE, ANSWER, CLOSE = "sent", "objected", "appraised"


def sheets_waiting(user: User, plan: Plan) -> Rows | None:
    """Sheets that their unit or person has still to send, with the last day of the phase."""
    rights = rights_of(user)
    own = Q(pk=None)
    if rights.holds(Role.CONTACT, Role.STANDING) and rights.units:
        own |= Q(unit__in=rights.units)
    if user.person_id:
        own |= Q(person=user.person_id)
    if len(own) == 1:
        return None
    rows = ScoreSheet.objects.filter(own, state=SheetState.DRAFT, table__campaign__state=CampaignState.LAUNCHED)
    rows = rows.annotate(phase=_scoring("table__campaign__phases")).filter(_of_plan(plan))
    return waiting_row(
        rows,
        SHEET,
        title="table__campaign__name",
        text="return_reason",
        number="own_total",
        day="phase__closes_on",
        since="created_at",
        unit=Coalesce("unit__name", "person__full_name"),
    )


def people_to_score(plan: Plan) -> Iterable[int | None]:
    """Everybody who has a sheet of his own to send."""
    rows = ScoreSheet.objects.filter(state=SheetState.DRAFT, person__isnull=False)
    rows = rows.filter(
        table__campaign__phases__kind=PhaseKind.SCORING, table__campaign__phases__opens_on__year=plan.year
    )
    return rows.values_list("person_id", flat=True)


def sheet_item(row: WaitingRow, today: dt.date) -> WorkItem:
    """One line of the first page."""
    late = row.day is not None and row.day < today
    words = f"Phiếu của {row.unit}" + (f" · bị trả lại: {row.text}" if row.text else "")
    return WorkItem(
        group="late" if late else "soon" if row.day and row.day - today <= SOON else "next",
        title=f"Tự chấm điểm: {row.title}",
        origin=f"{words} · báo thường trực TĐKT nếu còn phải gửi" if late else words,
        url=reverse("emulation:sheet", args=[row.pk]),
        action="Xem phiếu" if late else "Tự chấm",
        deadline=row.day,
        due_words=f"Đã khoá từ {short_date(row.day + dt.timedelta(days=1))}"
        if late and row.day
        else "Ngày cuối tự chấm",
        due_state="late" if late else "soon",
        pill="Trả lại" if row.text else "",
    )


def campaigns_waiting(user: User, plan: Plan) -> Rows | None:
    """Campaigns whose sheets are to be appraised or answered (standing office) or closed (leadership)."""
    wanted = waiting_where(
        user,
        ("emulation.appraise", Q(sent__gt=0) | Q(objected__gt=0)),
        ("emulation.close_scores", Q(appraised__gt=0, sent=0, objected=0)),
    )
    if wanted is None:
        return None

    def count(*states: str) -> Count:
        return Count("table__sheets", filter=Q(table__sheets__state__in=states))

    rows = Campaign.objects.filter(state=CampaignState.LAUNCHED, table__isnull=False)
    rows = rows.annotate(phase=_scoring("phases")).filter(_of_plan(plan))
    rows = rows.annotate(
        sent=count(SheetState.SENT), objected=count(SheetState.OBJECTED), appraised=count(SheetState.APPRAISED)
    )
    return waiting_row(
        rows.filter(wanted),
        CAMPAIGN,
        title="name",
        number="sent",
        owner="objected",
        day="phase__closes_on",
        since="updated_at",
    )


def campaign_item(row: WaitingRow, today: dt.date) -> WorkItem:
    """One line of the first page: what is most pressing of a campaign's sheets."""
    since = timezone.localdate(row.since) if row.since else None
    list_url = reverse("emulation:sheet_list", args=[row.pk])
    if row.owner:
        title, action, pill = f"Trả lời ý kiến của {row.owner} phiếu chấm điểm", "Xem, trả lời", "Có ý kiến"
        url = f"{list_url}?tinh-trang={ANSWER}"
    elif row.number:
        title, action, pill = f"Thẩm định {row.number} phiếu chấm điểm", "Thẩm định", "Chờ thẩm định"
        url = f"{list_url}?tinh-trang={APPRAISE}"
    else:
        title, action, pill = "Chốt điểm, xếp hạng", "Xem, chốt", "Chờ chốt"
        url = reverse("emulation:scores_close", args=[row.pk])
    over = row.day is not None and row.day < today
    phase = f" · tự chấm {'đã hết' if over else 'đến'} ngày {short_date(row.day)}" if row.day else ""
    origin = f"{row.title}{phase}"
    return WorkItem(group="await", title=title, origin=origin, url=url, action=action, pill=pill, since=since)


_CARD_STATES = (SheetState.DRAFT, SheetState.SENT, SheetState.OBJECTED, SheetState.APPRAISED, SheetState.CLOSED)


def scoring_card(user: User, plan: Plan, today: dt.date) -> CardQuestion:  # noqa: ARG001 (the shape of the socket)
    """Chấm điểm: the sheets of the year's campaign that has been scored last. One question."""
    rows = Campaign.objects.visible_to(user).of_year(plan.year).filter(table__sheets__isnull=False)
    counted = {f"n_{state}": Count("table__sheets", filter=Q(table__sheets__state=state)) for state in _CARD_STATES}
    found = rows.annotate(**counted).order_by("-starts_on", "-pk").values_list("pk", "name", *counted)
    return CardQuestion((found[:1],), _scoring_cards)


def _scoring_cards(answers: list[list[tuple[Any, ...]]]) -> Iterable[Card]:
    """One card; none while nothing is scored."""
    for pk, name, *numbers in answers[0]:
        url = reverse("emulation:sheet_list", args=[pk])
        figures = tuple(
            Figure(str(number), str(state.label).lower(), f"{url}?tinh-trang={state.value}")
            for state, number in zip(_CARD_STATES, numbers, strict=True)
            if number
        )
        closed = bool(numbers[-1])
        yield Card("Chấm điểm", figures, url=reverse("emulation:ranking", args=[pk]) if closed else url, note=name)


def _scoring(phases: str) -> FilteredRelation:
    """Of the phases at the end of a path the one in which units score themselves: one join, one row."""
    return FilteredRelation(phases, condition=Q(**{f"{phases}__kind": PhaseKind.SCORING}))


def _of_plan(plan: Plan) -> Exists:
    """Of the plan's year: asked of the database, which knows the year that goes with the plan's key."""
    return Exists(Plan.objects.filter(pk=plan.pk, year=ExtractYear(OuterRef("phase__opens_on"))))
