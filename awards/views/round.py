"""Đợt xét: the list, one round with how far each unit has come, candidates who stand equal."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from awards.models import AwardKind, Nomination, NominationState, Round, UnitReview
from awards.permissions import units_seen
from awards.rules.citation import spelled
from awards.services.quota import places_of_round
from awards.services.review import REVIEWING_KINDS
from awards.services.ties import WHO_SEES, preference, ties_of
from plans.http import OfficeRequest
from plans.models import Role, Unit, User
from plans.papers.content import Align, Column, Row
from plans.permissions import rights_of
from plans.rules.official import short_date
from plans.services.together import together
from plans.views.acting import require
from plans.views.cells import pill_html
from plans.views.listing import Listing, page_of, send_listing

COLUMNS = (
    Column("TT", 6, Align.CENTER),
    Column("ĐỢT XÉT", 34),
    Column("NĂM THÀNH TÍCH", 12, Align.CENTER),
    Column("NHẬN HỒ SƠ", 22),
    Column("HỒ SƠ", 10, Align.CENTER),
    Column("ĐỦ ĐIỀU KIỆN", 10, Align.CENTER),
)
ALIVE = (NominationState.DRAFT, NominationState.SUBMITTED, NominationState.ELIGIBLE)


class RoundLine(NamedTuple):
    """A round in the list."""

    pk: int
    name: str
    kind: str
    achievement_year: int
    days: str
    pill: SafeString
    state: str
    all: int
    eligible: int


class UnitLine(NamedTuple):
    """How far one unit has come in a round."""

    pk: int
    name: str
    review: int | None
    reviewed: str
    signed: bool
    drafts: int
    sent: int
    eligible: int
    may_review: bool
    listed: str


class HonourLine(NamedTuple):
    """How many are proposed for one honour of a round."""

    name: str
    is_title: bool
    people: int
    units: int
    eligible: int
    listed: str


@require_safe
def round_list(request: OfficeRequest) -> HttpResponse:
    """Các đợt xét khen thưởng."""
    page = page_of(request, _counted())
    context = {
        "page": page,
        "rows": _lines(page.object_list, timezone.localdate()),  # type: ignore[arg-type]
        "opens": request.user.has_perm("awards.open_round"),
    }
    return render(request, "awards/round_list.html", context)


@require_safe
def round_list_print(request: OfficeRequest) -> HttpResponse:
    """The same list on A4 or as a sheet."""
    lines = _lines(_counted(), timezone.localdate())
    rows = [
        Row((str(n), one.name, str(one.achievement_year), one.days, str(one.all), str(one.eligible)))
        for n, one in enumerate(lines, start=1)
    ]
    listing = Listing("DANH SÁCH", "Đợt xét khen thưởng", COLUMNS, rows, "không", f"Cộng: {len(rows)} đợt.")
    return send_listing(request, listing, name="Các đợt xét khen thưởng.pdf")


@require_safe
def round_page(request: OfficeRequest, pk: int) -> HttpResponse:
    """One round: its days, who has reviewed and nominated, what is proposed, how many suất are left."""
    record = seen_round(pk)
    user, today = request.user, timezone.localdate()
    work = _work(record, user)
    context = {
        "round": record,
        "pill": _pill(record.opens_on, record.closes_on, today),
        "intake": _days(record.opens_on, record.closes_on),
        "commenting": _days(record.comment_from, record.comment_to),
        "comment_now": record.comment_from is not None and _within(record.comment_from, record.comment_to, today),
        "units": work[0],
        "honours": work[1],
        "totals": work[2],
        "places": places_of_round(record),
        "opens": user.has_perm("awards.open_round"),
        "states": user.has_perm("awards.state_fact"),
        "nominates": user.has_perm("awards.nominate"),
        "follows": units_seen(user) != frozenset(),
        "listed": f"{reverse('awards:nomination_list')}?dot={pk}",
    }
    return render(request, "awards/round.html", context)


@require_safe
def round_ties(request: OfficeRequest, pk: int) -> HttpResponse:
    """Candidates who stand equal, the one preferred by law marked; nothing is decided here."""
    record = seen_round(pk)
    require(request.user, "awards.send_up", who=WHO_SEES)
    rule = preference()
    context = {
        "round": record,
        "ties": ties_of(record, rule),
        "law": spelled(rule.citation) if rule else "",
        "words": str(rule.content["text"]).rstrip(".") if rule else "Không có quy định ưu tiên đang áp dụng",
    }
    return render(request, "awards/round_ties.html", context)


def seen_round(pk: int) -> Round:
    """The round of an address; rounds are for the whole office to see."""
    return get_object_or_404(Round.objects.select_related("task__plan", "opened_by__person"), pk=pk)


def _counted() -> QuerySet[Round]:
    alive = Q(nominations__removed_at=None, nominations__state__in=ALIVE)
    eligible = Q(nominations__removed_at=None, nominations__state=NominationState.ELIGIBLE)
    return Round.objects.annotate(
        n=Count("nominations", filter=alive), n_eligible=Count("nominations", filter=eligible)
    ).order_by("-opens_on", "pk")


def _lines(rows: QuerySet[Round], today: dt.date) -> list[RoundLine]:
    columns = ("pk", "name", "kind", "achievement_year", "opens_on", "closes_on", "n", "n_eligible")
    return [
        RoundLine(
            pk,
            name,
            str(AwardKind(kind).label),
            year,
            _days(opens, closes),
            _pill(opens, closes, today),
            _state(opens, closes, today)[1],
            n,
            eligible,
        )
        for pk, name, kind, year, opens, closes, n, eligible in rows.values_list(*columns)
    ]


def _state(opens: dt.date, closes: dt.date, today: dt.date) -> tuple[str, str]:
    if today < opens:
        return "idle", "Chưa mở"
    return ("doing", "Đang nhận hồ sơ") if today <= closes else ("off", "Hết ngày nhận")


def _pill(opens: dt.date, closes: dt.date, today: dt.date) -> SafeString:
    return pill_html(*_state(opens, closes, today))


def _days(first: dt.date | None, last: dt.date | None) -> str:
    return f"{short_date(first)} đến hết {short_date(last)}" if first and last else ""


def _within(first: dt.date, last: dt.date | None, today: dt.date) -> bool:
    return last is not None and first <= today <= last


def _work(record: Round, user: User) -> tuple[list[UnitLine], list[HonourLine], dict[str, int]]:
    """What each unit and each honour has come to. One query."""
    alive = Nomination.objects.filter(round=record, removed_at=None, state__in=ALIVE).order_by()
    units, reviews, proposed, titles, commendations = together(
        [
            Unit.objects.active().filter(kind__in=REVIEWING_KINDS).order_by("order", "name").values_list("pk", "name"),
            UnitReview.objects.filter(round=record).values_list("unit_id", "pk", "held_on", "signed_file_id"),
            alive.values_list("person__unit", "unit", "title", "commendation", "state").annotate(n=Count("pk")),
            record.titles.order_by("order", "name").values_list("pk", "name"),
            record.commendations.order_by("order", "name").values_list("pk", "name"),
        ]
    )
    held = {unit: (pk, day, signed) for unit, pk, day, signed in reviews}
    url = f"{reverse('awards:nomination_list')}?dot={record.pk}"
    lines = [_unit_line((pk, name), held.get(pk), proposed, user, url) for pk, name in units]
    honours = [_honour_line(pk, name, proposed, url, title=True) for pk, name in titles]
    honours += [_honour_line(pk, name, proposed, url, title=False) for pk, name in commendations]
    states = {state: sum(row[5] for row in proposed if row[4] == state) for state in ALIVE}
    totals = {
        "units": len(lines),
        "reviewed": sum(line.review is not None for line in lines),
        "nominated": sum(bool(line.drafts + line.sent + line.eligible) for line in lines),
        **{str(state): count for state, count in states.items()},
    }
    return lines, honours, totals


def _unit_line(
    unit: tuple[int, str],
    held: tuple[int, dt.date, int | None] | None,
    proposed: list[tuple[Any, ...]],
    user: User,
    url: str,
) -> UnitLine:
    pk, name = unit
    own = [row for row in proposed if pk in (row[0], row[1])]
    count = {state: sum(row[5] for row in own if row[4] == state) for state in ALIVE}
    review, day, signed = held or (None, None, None)
    rights = rights_of(user)
    may = rights.holds(Role.STANDING) or (rights.holds(Role.CONTACT) and pk in rights.units)
    return UnitLine(
        pk,
        name,
        review,
        short_date(day) if day else "",
        signed is not None,
        count[NominationState.DRAFT],
        count[NominationState.SUBMITTED],
        count[NominationState.ELIGIBLE],
        may,
        f"{url}&don-vi={pk}",
    )


def _honour_line(pk: int, name: str, proposed: list[tuple[Any, ...]], url: str, *, title: bool) -> HonourLine:
    own = [row for row in proposed if row[2 if title else 3] == pk]
    return HonourLine(
        name,
        title,
        people=sum(row[5] for row in own if row[1] is None),
        units=sum(row[5] for row in own if row[1] is not None),
        eligible=sum(row[5] for row in own if row[4] == NominationState.ELIGIBLE),
        listed=f"{url}&{'danh-hieu' if title else 'hinh-thuc'}={pk}",
    )
