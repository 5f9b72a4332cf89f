"""The calendar: a month, a year, the time-line of the plan; each on paper too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from plans.context import plans_in_view
from plans.http import OfficeRequest
from plans.models import Plan, SpecialDay
from plans.papers.content import Align, Column, GroupRow, Row, Span
from plans.rules.document import FIRST_YEAR, LAST_YEAR
from plans.rules.month_grid import WEEKDAY_NAMES, WEEKDAY_SHORT, Month, by_day
from plans.rules.status import DueState
from plans.rules.timeline import MOST_ROWS, Strip, legend_shape, timeline_svg
from plans.sockets import CalendarItem
from plans.views.calendar_html import STATE_WORDS, day_mark, entry_html, state_words
from plans.views.calendar_rows import EVENT, PART, items_of
from plans.views.listing import Listing, send_listing

MINE = "toi"  # ?don-vi=toi, as on the plan page
SHOWN = 6  # entries of a day before the rest folds away
# The ring also stands at a day that has passed, of work reported done in time
_LEGEND: dict[str, str] = STATE_WORDS | {DueState.FAR: "Chưa xong, trong hạn"}


class Day(NamedTuple):
    """A square of the month."""

    date: dt.date
    is_inside: bool
    is_today: bool
    off: str
    is_free: bool
    shown: list[SafeString]
    folded: list[SafeString]


class _Calendar:
    """The entries of one plan as this person sees them through the filter, and what every page of it shows."""

    def __init__(self, request: OfficeRequest, year: int) -> None:
        self.today, self.year = timezone.localdate(), year
        self.mine = request.GET.get("don-vi") == MINE
        plans = [plan for plan in plans_in_view(request) if plan.is_in_force]
        self.plan: Plan | None = next((plan for plan in plans if plan.year == year), None)
        self.every = items_of(request.user, [self.plan]) if self.plan else []
        self.items = [item for item in self.every if item.mine] if self.mine else self.every
        self.query = f"?don-vi={MINE}" if self.mine else ""

    def between(self, first: dt.date, last: dt.date) -> list[CalendarItem]:
        return [item for item in self.items if item.starts_on <= last and item.ends_on >= first]

    def context(self, request: OfficeRequest, here: str, month: Month) -> dict[str, Any]:
        """The tabs and chips above every page of the calendar; the chips count what the page shows."""
        every = self.every
        if here == "calendar_month":
            every = [item for item in every if item.starts_on <= month.last and item.ends_on >= month.first]
        tabs = (
            ("Tháng", "calendar_month", (month.year, month.month)),
            ("Năm", "calendar_year", (self.year,)),
            ("Dải thời gian", "timeline", (self.year,)),
        )
        mine = sum(1 for item in every if item.mine)
        return {
            "tabs": [(words, self.address(name, *args), name == here) for words, name, args in tabs],
            "chips": [
                (f"Tất cả {len(every)}", request.path, not self.mine),
                (f"Của đơn vị tôi {mine}", f"{request.path}?don-vi={MINE}", self.mine),
            ],
            "plan": self.plan,
            "year": self.year,
            "query": self.query,
            "mine": self.mine,
            "now_url": self.address("calendar_month", self.today.year, self.today.month),
            "today": self.today,
        }

    def address(self, name: str, *args: int) -> str:
        return reverse(f"plans:{name}", args=args) + self.query

    @property
    def criteria(self) -> str:
        return "Việc của đơn vị tôi" if self.mine else "Tất cả"


@require_safe
def calendar(request: OfficeRequest) -> HttpResponse:
    """Lịch: the month of today, or the first month of the chosen year where that is another."""
    today = timezone.localdate()
    year = request.session.get("year", today.year)
    month = today.month if year == today.year else 1
    query = f"?don-vi={MINE}" if request.GET.get("don-vi") == MINE else ""
    return redirect(reverse("plans:calendar_month", args=[year, month]) + query)


@require_safe
def calendar_month(request: OfficeRequest, year: int, month: int) -> HttpResponse:
    """The month as a grid of days; on a phone as a list of the days that hold something."""
    shown = _month(year, month)
    read = _Calendar(request, year)
    context = read.context(request, "calendar_month", shown)
    if read.plan is not None:
        grid = shown.weeks()
        first, last = grid[0][0], grid[-1][-1]
        special = {day.date: day for day in SpecialDay.objects.filter(date__range=(first, last))}
        days = by_day(read.items, first, last)
        context["weeks"] = [[_day(day, shown, special, days.get(day, []), read.today) for day in week] for week in grid]
        context["count"] = len(read.between(shown.first, shown.last))
    context |= {
        "month": shown,
        "heads": list(zip(WEEKDAY_SHORT, WEEKDAY_NAMES, strict=True)),
        "before": (shown.before, read.address("calendar_month", *shown.before))
        if shown.before.year >= FIRST_YEAR
        else None,
        "after": (shown.after, read.address("calendar_month", *shown.after)) if shown.after.year <= LAST_YEAR else None,
    }
    return render(request, "plans/calendar_month.html", context)


@require_safe
def calendar_year(request: OfficeRequest, year: int) -> HttpResponse:
    """Twelve small months; a day with something to do opens its month."""
    read = _Calendar(_year(request, year), year)
    months = [Month(year, number) for number in range(1, 13)]
    days = by_day(read.items, months[0].first, months[-1].last)
    context = read.context(request, "calendar_year", _nearest(year, read.today))
    context |= {
        "months": [_small_month(read, month, days) for month in months],
        "heads": list(zip(WEEKDAY_SHORT, WEEKDAY_NAMES, strict=True)),
        "before": (year - 1, read.address("calendar_year", year - 1)) if year > FIRST_YEAR else None,
        "after": (year + 1, read.address("calendar_year", year + 1)) if year < LAST_YEAR else None,
    }
    return render(request, "plans/calendar_year.html", context)


@require_safe
def timeline(request: OfficeRequest, year: int) -> HttpResponse:
    """Dải thời gian: every piece of work from where the plan foresees it to its deadline."""
    read = _Calendar(_year(request, year), year)
    context = read.context(request, "timeline", _nearest(year, read.today))
    items = sorted(read.items, key=_runs)
    strips = [_strip(item, read.today) for item in items]
    label = f"Dải thời gian kế hoạch năm {year}: {len(strips)} việc có ngày"
    drawn = timeline_svg(strips[:MOST_ROWS], year=year, today=read.today, label=label)
    context |= {
        "strips": strips,
        "left_out": max(0, len(strips) - MOST_ROWS),
        "svg": mark_safe(drawn),  # noqa: S308 (built and escaped in plans.rules)
        "rows": [
            (strip.name, strip.runs_from, strip.ends_on, state_words(item, read.today))
            for strip, item in zip(strips, items, strict=True)
        ],
        "legend": [
            *((mark_safe(legend_shape(state)), words) for state, words in _LEGEND.items()),  # noqa: S308
            (mark_safe(legend_shape("", is_event=True)), "Hội nghị, lớp học"),  # noqa: S308
        ],
        "before": (year - 1, read.address("timeline", year - 1)) if year > FIRST_YEAR else None,
        "after": (year + 1, read.address("timeline", year + 1)) if year < LAST_YEAR else None,
    }
    return render(request, "plans/calendar_timeline.html", context)


@require_safe
def calendar_month_print(request: OfficeRequest, year: int, month: int) -> HttpResponse:
    """The month's list on paper."""
    shown, read = _month(year, month), _Calendar(request, year)
    items = read.between(shown.first, shown.last)
    rows = [_paper_row(place, item, read.today) for place, item in enumerate(items, 1)]
    return send_listing(
        request,
        _listing(f"Tháng {month} năm {year}", rows, read, len(items)),
        name=f"Lịch tháng {month:02}-{year}.pdf",
    )


@require_safe
def calendar_year_print(request: OfficeRequest, year: int) -> HttpResponse:
    """The year's list on paper, under its months."""
    read = _Calendar(_year(request, year), year)
    rows: list[Row | GroupRow] = []
    place = 0
    for number in range(1, 13):
        month = Month(year, number)
        items = [item for item in read.items if month.first <= max(item.starts_on, dt.date(year, 1, 1)) <= month.last]
        if items:
            rows.append(GroupRow(f"THÁNG {number}"))
        for item in items:
            place += 1
            rows.append(_paper_row(place, item, read.today))
    return send_listing(request, _listing(f"Năm {year}", rows, read, place), name=f"Lịch năm {year}.pdf")


def _year(request: OfficeRequest, year: int) -> OfficeRequest:
    """The request itself, where ``year`` is one that plans can have."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return request


def _month(year: int, month: int) -> Month:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        raise Http404
    return Month(year, month)


def _nearest(year: int, today: dt.date) -> Month:
    """The month that a year's pages lead back to."""
    return Month.of(today) if today.year == year else Month(year, 1)


def _day(
    day: dt.date, month: Month, special: dict[dt.date, SpecialDay], items: Sequence[CalendarItem], today: dt.date
) -> Day:
    named = special.get(day)
    is_free = named.kind == SpecialDay.Kind.OFF if named else day.weekday() >= 5
    inside = month.first <= day <= month.last
    drawn = [entry_html(item, today) for item in items] if inside else []
    return Day(day, inside, day == today, named.name if named else "", is_free, drawn[:SHOWN], drawn[SHOWN:])


def _small_month(
    read: _Calendar, month: Month, days: dict[dt.date, list[CalendarItem]]
) -> tuple[Month, str, list[list[SafeString]], str]:
    """A month of the year page: its name, address, squares and the words under it."""
    url = read.address("calendar_month", *month)
    squares = [[day_mark(day, month, days.get(day, []), url, read.today) for day in week] for week in month.weeks()]
    items = read.between(month.first, month.last)
    late = sum(1 for item in items if item.state == DueState.LATE)
    said = f"{len(items)} việc" if items else "không có việc"
    return month, url, squares, said + (f", {late} quá hạn" if late else "")


def _runs(item: CalendarItem) -> tuple[dt.date, dt.date]:
    return (item.ends_on, item.runs_from or item.starts_on)


def _strip(item: CalendarItem, today: dt.date) -> Strip:
    said = state_words(item, today)
    spoken = f"{item.title}, {item.ends_on:%d/%m/%Y}" + (f", {said.lower()}" if said else "")
    name = item.title.removeprefix("Hạn ")
    return Strip(
        name[:1].upper() + name[1:],
        item.url,
        spoken,
        min(item.runs_from or item.starts_on, item.starts_on),
        item.ends_on,
        item.state,
        item.kind == EVENT,
    )


def _listing(subject: str, rows: Sequence[Row | GroupRow], read: _Calendar, count: int) -> Listing:
    return Listing(
        kind="LỊCH THI ĐUA, KHEN THƯỞNG",
        subject=subject,
        columns=(
            Column("TT", 7, Align.CENTER),
            Column("NGÀY", 17, Align.CENTER),
            Column("NỘI DUNG", 50),
            Column("TÌNH TRẠNG", 26),
        ),
        rows=rows,
        criteria=read.criteria,
        total=f"Cộng: {count} việc.",
        groups="THÁNG",
    )


def _paper_row(place: int, item: CalendarItem, today: dt.date) -> Row:
    day = f"{WEEKDAY_NAMES[item.starts_on.weekday()]}\n{item.starts_on:%d/%m/%Y}"
    if item.ends_on != item.starts_on:
        day += f"\nđến {item.ends_on:%d/%m/%Y}"
    said = state_words(item, today)
    units = item.detail.split("\n")[0].removeprefix("Đơn vị: ") if item.kind != PART else ""
    words = f"{item.title}\n{units}" if units else item.title
    return Row((str(place), day, words, (Span(said, bold=item.state == DueState.LATE),)))
