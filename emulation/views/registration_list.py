"""Lists of registrations: those that came, who has sent nothing, who waits for an initiative."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from emulation.forms.registration_list import (
    COLLECTIVE,
    INDIVIDUAL,
    MissingFilter,
    read_registration_filter,
    unit_choices,
)
from emulation.models import SENT_STATES, Registration, RegistrationRound
from emulation.permissions import units_followed
from emulation.services.registration import REGISTERING_KINDS
from emulation.views.registration_rows import (
    COLUMNS,
    WATCH_COLUMNS,
    day_due,
    day_html,
    lines_of,
    paper_rows,
    registrations_matching,
    waiting_initiatives,
    watch_lines,
    watch_paper_rows,
)
from emulation.views.year import year_in_view
from plans.context import soon_days
from plans.http import OfficeRequest
from plans.models import Person
from plans.models.unit_index import UnitIndex
from plans.papers.content import Align, Column, Row
from plans.rules.official import short_date
from plans.views.acting import require
from plans.views.listing import Listing, page_of, send_listing

WHO_FOLLOWS = (
    "Thường trực TĐKT, Lãnh đạo Sở, trưởng đơn vị và đầu mối xem danh sách đăng ký. "
    "Bản của anh, chị ở trang “Đăng ký của tôi”."
)
MISSING_COLUMNS = (
    Column("TT", 7, Align.CENTER),
    Column("TẬP THỂ, CÁ NHÂN", 38),
    Column("ĐƠN VỊ", 35),
    Column("TÌNH TRẠNG", 20),
)


class MissingLine(NamedTuple):
    """A unit or a person that has sent no registration."""

    name: str
    unit: str
    collective: bool
    drafts: bool

    @property
    def state(self) -> str:
        return "Đang soạn" if self.drafts else "Chưa lập"


@require_safe
def registration_list(request: OfficeRequest) -> HttpResponse:
    """Các bản đăng ký của năm."""
    require(request.user, "emulation.follow_registrations", who=WHO_FOLLOWS)
    year, index = year_in_view(request), UnitIndex.load()
    chosen = read_registration_filter(request.GET, index)
    page = page_of(request, registrations_matching(request.user, year, chosen))
    context = {
        "year": year,
        "filter": chosen,
        "page": page,
        "rows": lines_of(page.object_list, index, first=page.start_index()),  # type: ignore[arg-type]
        "counted": f"{page.paginator.count} bản đăng ký",
        "query": request.GET.urlencode(),
    }
    return render(request, "emulation/registration_list.html", context)


@require_safe
def registration_list_print(request: OfficeRequest) -> HttpResponse:
    """The same list on A4 or as a sheet."""
    require(request.user, "emulation.follow_registrations", who=WHO_FOLLOWS)
    year, index = year_in_view(request), UnitIndex.load()
    chosen = read_registration_filter(request.GET, index)
    lines = lines_of(registrations_matching(request.user, year, chosen), index)
    collectives = sum(line.collective for line in lines)
    listing = Listing(
        kind="DANH SÁCH",
        subject=f"Đăng ký thi đua năm {year}",
        columns=COLUMNS,
        rows=paper_rows(lines),
        criteria=chosen.criteria,
        total=f"Cộng: {collectives} tập thể; {len(lines) - collectives} cá nhân.",
        names_people=True,
    )
    return send_listing(request, listing, name=f"Danh sách đăng ký thi đua năm {year}.pdf")


@require_safe
def registration_missing(request: OfficeRequest) -> HttpResponse:
    """Chưa đăng ký."""
    require(request.user, "emulation.follow_registrations", who=WHO_FOLLOWS)
    year, chosen = year_in_view(request), MissingFilter(request.GET, unit=unit_choices(index := UnitIndex.load()))
    lines = _missing(request, year, chosen, index)
    page = page_of(request, lines)
    collectives = sum(line.collective for line in lines)
    context = {
        "year": year,
        "page": page,
        "rows": list(enumerate(page.object_list, start=page.start_index())),
        "filter": chosen,
        "counted": f"{collectives} tập thể, {len(lines) - collectives} cá nhân",
        "query": request.GET.urlencode(),
    }
    return render(request, "emulation/registration_missing.html", context)


@require_safe
def registration_missing_print(request: OfficeRequest) -> HttpResponse:
    """Who has sent nothing, on A4 or as a sheet."""
    require(request.user, "emulation.follow_registrations", who=WHO_FOLLOWS)
    year, chosen = year_in_view(request), MissingFilter(request.GET, unit=unit_choices(index := UnitIndex.load()))
    lines = _missing(request, year, chosen, index)
    collectives = sum(line.collective for line in lines)
    rows = [
        Row((str(n), "Tập thể" if line.collective else line.name, line.unit, line.state))
        for n, line in enumerate(lines, start=1)
    ]
    listing = Listing(
        kind="DANH SÁCH",
        subject=f"Chưa đăng ký thi đua năm {year}",
        columns=MISSING_COLUMNS,
        rows=rows,
        criteria=chosen.criteria,
        total=f"Cộng: {collectives} tập thể; {len(lines) - collectives} cá nhân.",
        names_people=True,
    )
    return send_listing(request, listing, name=f"Chưa đăng ký thi đua năm {year}.pdf")


def _missing(request: OfficeRequest, year: int, chosen: MissingFilter, index: UnitIndex) -> list[MissingLine]:
    """Units first, then people, of those whom the person follows. Two queries."""
    followed, unit, kind = units_followed(request.user), chosen.value("unit"), chosen.value("kind")
    wanted = [
        line
        for line in index
        if line.is_active and (followed is None or line.pk in followed) and unit in ("", str(line.pk))
    ]
    states: dict[tuple[int | None, int | None], str] = {
        (own, person): state
        for own, person, state in Registration.objects.filter(round__year=year).values_list(
            "unit_id", "person_id", "state"
        )
    }
    lines = [
        MissingLine(one.name, one.label, collective=True, drafts=(one.pk, None) in states)
        for one in wanted
        if one.kind in REGISTERING_KINDS and states.get((one.pk, None), "") not in SENT_STATES and kind != INDIVIDUAL
    ]
    if kind == COLLECTIVE:
        return lines
    people = Person.objects.active().filter(unit__in=[one.pk for one in wanted])
    people = people.order_by("unit__order", "unit__name", "sort_key")
    lines += [
        MissingLine(name, index[home].label, collective=False, drafts=(None, pk) in states)
        for pk, name, home in people.values_list("pk", "full_name", "unit_id")
        if states.get((None, pk), "") not in SENT_STATES
    ]
    return lines


@require_safe
def registration_initiatives(request: OfficeRequest) -> HttpResponse:
    """Who aims at a title that asks for an initiative and has not begun one, with the days left."""
    require(request.user, "emulation.follow_registrations", who=WHO_FOLLOWS)
    year, index, today = year_in_view(request), UnitIndex.load(), timezone.localdate()
    page = page_of(request, waiting_initiatives(request.user, year))
    found = RegistrationRound.objects.filter(year=year).first()
    context = {
        "year": year,
        "round": found,
        "page": page,
        "rows": watch_lines(page.object_list, index, first=page.start_index()),  # type: ignore[arg-type]
        "due_html": day_html(found.initiative_due, today, soon_days(request)) if found else "",
    }
    return render(request, "emulation/registration_initiatives.html", context)


@require_safe
def registration_initiatives_print(request: OfficeRequest) -> HttpResponse:
    """The same on A4 or as a sheet."""
    require(request.user, "emulation.follow_registrations", who=WHO_FOLLOWS)
    year, today = year_in_view(request), timezone.localdate()
    lines = watch_lines(waiting_initiatives(request.user, year), UnitIndex.load())
    found = RegistrationRound.objects.filter(year=year).first()
    due = found.initiative_due if found else None
    left = day_due(due, today, soon_days(request)).words.lower()
    listing = Listing(
        kind="DANH SÁCH",
        subject=f"Đăng ký danh hiệu cần sáng kiến nhưng chưa bắt đầu, năm {year}",
        columns=WATCH_COLUMNS,
        rows=watch_paper_rows(lines),
        criteria=f"hạn nộp sáng kiến {short_date(due)}, {left}" if due else "chưa đặt hạn nộp sáng kiến",
        total=f"Cộng: {len(lines)} danh hiệu.",
        names_people=True,
    )
    return send_listing(request, listing, name=f"Chờ sáng kiến năm {year}.pdf")
