"""Tổng quan: the plan as the leadership sees it: figures, what waits for its decision, units, what changed."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from plans.context import office_in_view, plan_in_view
from plans.forms.plan_filter import CELL_SLUGS, SOON, PlanFilter
from plans.http import OfficeRequest
from plans.models import Plan, Role
from plans.papers.content import Align, Column, Row
from plans.permissions import rights_of
from plans.rules.changes import Change
from plans.rules.official import short_date
from plans.rules.status import Cell
from plans.rules.year_curve import YearCurve, curve_svg
from plans.services.changes import Changes
from plans.services.dashboard import remember_look, silent_units
from plans.views.acting import require
from plans.views.cards import cards_for
from plans.views.cells import due_html
from plans.views.deciding import Decision, cut, decisions, items_to_decide, lines_to_confirm
from plans.views.home import overview_in_view
from plans.views.listing import Listing, page_of, send_listing
from plans.views.overview_rows import Overview
from plans.views.plan_rows import DONE_CELLS, Line, Words, read_words
from plans.views.standing import figures, ribbon, unit_table

WHO = "Lãnh đạo Sở và thường trực TĐKT xem trang tổng quan. Việc của mình, anh, chị xem ở Việc của tôi."
MOST_DECISIONS, MOST_BURNING, MOST_CHANGES, MOST_PRINTED = 20, 5, 8, 300
FIRST_LOOK = dt.timedelta(days=7)  # what somebody's first look tells of


class Burning(NamedTuple):
    """A task that is overdue or nearly due."""

    title: str
    origin: str
    due: SafeString
    url: str
    steer_url: str
    late: bool


class Told(NamedTuple):
    """One change as a line of the log."""

    words: str
    look: str
    when: str
    url: str


@require_safe
def dashboard(request: OfficeRequest) -> HttpResponse:
    """Tổng quan kế hoạch năm."""
    require(request.user, "plans.follow_all", who=WHO)
    plan, now = plan_in_view(request), timezone.localtime()
    decides = rights_of(request.user).holds(Role.LEADER)
    context: dict[str, Any] = {"plan": plan, "decides": decides}
    context["may_make"] = plan is not None and plan.is_in_force and request.user.has_perm("plans.make_brief")
    if plan is None:
        return render(request, "plans/dashboard.html", context)
    items = items_to_decide(request.user, plan, now.date())
    overview = overview_in_view(request, plan, now.date())
    if overview is None:
        context |= _deciding(decisions(items, (), {}, now.date(), decides=decides))
        return render(request, "plans/dashboard.html", context)
    late, soon = _burning_lines(overview)
    shown, to_confirm = [*late[:MOST_BURNING], *soon[:MOST_BURNING]], lines_to_confirm(request.user, overview)
    words = read_words([*shown, *to_confirm])
    context |= ribbon(overview) | unit_table(overview, with_members=False) | _curve(overview)
    context |= _deciding(decisions(items, to_confirm, words, now.date(), decides=decides))
    context |= _changed(request, plan, now)
    context |= {
        "figures": figures(overview),
        "burning": [_burning(overview, line, words[line.pk], decides=decides) for line in shown],
        "burning_links": _burning_links(overview, late, soon),
        "silent": _silent(request, overview),
        "silent_after": _silent_after(request),
        "cards": cards_for(request.user, plan, now.date()),
    }
    return render(request, "plans/dashboard.html", context)


def _deciding(found: list[Decision]) -> dict[str, Any]:
    """The longest waiting; the first page and the lists of each kind hold the rest."""
    return {
        "decisions": found[:MOST_DECISIONS],
        "decision_count": len(found),
        "more_decisions": len(found) - MOST_DECISIONS if len(found) > MOST_DECISIONS else 0,
    }


def _burning_lines(overview: Overview) -> tuple[list[Line], list[Line]]:
    """What is overdue, the longest first, and what is nearly due, the nearest first."""
    dated = [line for line in overview.board.lines if line.deadline]
    dated.sort(key=lambda line: line.deadline or dt.date.max)
    return [line for line in dated if line.standing.is_late], [line for line in dated if line.standing.is_soon]


def _burning(overview: Overview, line: Line, words: Words, *, decides: bool) -> Burning:
    answers = overview.answers(line)
    unit = overview.index[answers].label if answers else "chưa rõ đơn vị"
    return Burning(
        title=cut(words.title),
        origin=f"Nhiệm vụ {line.no} · {line.heading} · {unit}",
        due=due_html(line.standing.due, line.deadline, line.reported_on),
        url=reverse("plans:task", args=[line.pk]),
        steer_url=reverse("plans:direction_give", args=[line.pk]) if decides else "",
        late=line.standing.is_late,
    )


def _burning_links(overview: Overview, late: list[Line], soon: list[Line]) -> list[tuple[str, int, str, bool]]:
    """Both numbers with their lists; the third tells whether it is the overdue one."""
    links = (("Quá hạn", late, CELL_SLUGS[Cell.OVERDUE], True), ("Sắp đến hạn", soon, SOON, False))
    return [
        (words, len(lines), overview.address(PlanFilter(due=slug)), is_late)
        for words, lines, slug, is_late in links
        if lines
    ]


def _curve(overview: Overview) -> dict[str, Any]:
    """The line of the year; what stands beside the four cells is left out, and said so."""
    counted = (
        (line.deadline, line.reported_on if line.standing.cell in DONE_CELLS else None)
        for line in overview.board.lines
        if line.standing.cell in _IN_CELLS
    )
    curve = YearCurve.of(overview.plan.year, overview.today, counted)
    return {"curve": mark_safe(curve_svg(curve)), "moments": curve.moments()}  # noqa: S308 (escaped in plans.rules)


_IN_CELLS = DONE_CELLS | {Cell.OPEN, Cell.OVERDUE}


def _silent(request: OfficeRequest, overview: Overview) -> list[tuple[str, str, str]]:
    """Name, words and address of each silent unit; the running plan alone has any."""
    units = silent_units(overview.plan, overview.index, today=overview.today, after=_silent_after(request))
    return [
        (
            unit.line.label,
            f"{unit.days} ngày, lần cuối {short_date(unit.reported_on)}" if unit.reported_on else "chưa báo lần nào",
            reverse("plans:urge_unit", args=[unit.line.pk]),
        )
        for unit in units
    ]


def _silent_after(request: OfficeRequest) -> int:
    office = office_in_view(request)
    return office.silent_days if office else 0


def _changed(request: OfficeRequest, plan: Plan, now: dt.datetime) -> dict[str, Any]:
    """What happened since the person's last look; a GET is a look, what a browser fetches ahead is none."""
    ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    user = request.user
    seen = remember_look(user, now) if request.method == "GET" and not ahead else user.seen_dashboard_at
    since = seen or now - FIRST_LOOK
    rows = Changes(plan, since, now)[: MOST_CHANGES + 1]
    return {
        "changes": [_told(change) for change in rows[:MOST_CHANGES]],
        "more_changes": len(rows) > MOST_CHANGES,
        "changed_words": f"Thay đổi từ lần xem {since_words(since, now)}" if seen else "Thay đổi trong 7 ngày qua",
        "changes_url": f"{reverse('plans:changes')}?{urlencode({'tu': since.isoformat(timespec='seconds')})}",
    }


def since_words(since: dt.datetime, now: dt.datetime) -> str:
    """The day of a look; on the same day its hour."""
    local = timezone.localtime(since)
    return f"lúc {local:%H:%M}" if local.date() == now.date() else short_date(local.date())


def _told(change: Change) -> Told:
    at = timezone.localtime(change.at)
    return Told(
        change.words, change.look, " · ".join(filter(None, [f"{at:%d/%m/%Y %H:%M}", change.who])), _page(change)
    )


def _page(change: Change) -> str:
    """Where a change is read in full."""
    if change.kind == "entry":
        return reverse("plans:task", args=[change.task])
    return reverse(f"plans:{change.kind}", args=[change.pk])


@require_safe
def changes_list(request: OfficeRequest) -> HttpResponse:
    """Everything that changed since a moment: the whole of what the overview shows the newest of."""
    require(request.user, "plans.follow_all", who=WHO)
    plan, now = plan_in_view(request), timezone.localtime()
    since = _since(request, now)
    page = page_of(request, Changes(plan, since, now)) if plan else None
    context = {
        "plan": plan,
        "page": page,
        "rows": [_told(change) for change in page] if page else [],
        "since": timezone.localtime(since),
        "query": urlencode({"tu": since.isoformat(timespec="seconds")}),
    }
    return render(request, "plans/changes.html", context)


@require_safe
def changes_print(request: OfficeRequest) -> HttpResponse:
    """The same list as an A4 paper."""
    require(request.user, "plans.follow_all", who=WHO)
    plan, now = plan_in_view(request), timezone.localtime()
    since = timezone.localtime(_since(request, now))
    every = Changes(plan, since, now) if plan else None
    found, total = (every[:MOST_PRINTED], every.count()) if every is not None else ([], 0)
    cut = f", in {MOST_PRINTED} thay đổi mới nhất" if total > MOST_PRINTED else ""
    listing = Listing(
        kind="DANH SÁCH THAY ĐỔI",
        subject=f"Trong thực hiện kế hoạch năm {plan.year}" if plan else "Trong thực hiện kế hoạch",
        columns=(Column("TT", 7, Align.CENTER), Column("NGÀY", 17), Column("NỘI DUNG", 54), Column("NGƯỜI GHI", 22)),
        rows=[
            Row((str(place), f"{timezone.localtime(one.at):%d/%m/%Y\n%H:%M}", one.words, one.who))
            for place, one in enumerate(found, 1)
        ],
        criteria=f"Từ {since:%H} giờ {since:%M} ngày {short_date(since.date())}",
        total=f"Cộng: {total} thay đổi{cut}.",
    )
    return send_listing(request, listing, name="Thay đổi.pdf")


def _since(request: OfficeRequest, now: dt.datetime) -> dt.datetime:
    """The moment that the address names; what cannot be read counts as the first look's."""
    try:
        given = parse_datetime(request.GET.get("tu", "").replace(" ", "+"))
    except ValueError:
        given = None
    if given is None:
        return now - FIRST_LOOK
    return given if timezone.is_aware(given) else timezone.make_aware(given)
