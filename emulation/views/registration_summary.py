"""Tổng hợp đăng ký: by unit, by title, by commendation. Every number opens its list."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from emulation.forms.registration_list import ANY, COLLECTIVE, INDIVIDUAL, LATE_WORD, SENT_WORD
from emulation.models import RegistrationState
from emulation.services.registration_summary import EntrySum, Summary, UnitSum, read_summary
from emulation.views.registration_list import WHO_FOLLOWS
from emulation.views.registration_rows import state_pill
from emulation.views.year import year_in_view
from plans.http import OfficeRequest
from plans.models.unit_index import UnitIndex
from plans.papers.content import Align, Column, Row
from plans.views.acting import require
from plans.views.listing import Listing, send_listing

UNITS, TITLES, COMMENDATIONS = "don-vi", "danh-hieu", "hinh-thuc"
TABS = ((UNITS, "Theo đơn vị"), (TITLES, "Theo danh hiệu thi đua"), (COMMENDATIONS, "Theo hình thức khen thưởng"))
NO_OWN = "không đăng ký tập thể"
UNIT_COLUMNS = (
    Column("TT", 5, Align.CENTER),
    Column("ĐƠN VỊ", 24),
    Column("BẢN TẬP THỂ", 16),
    Column("SỐ NGƯỜI", 8, Align.CENTER),
    Column("CÁ NHÂN ĐÃ GỬI", 9, Align.CENTER),
    Column("CHƯA GỬI", 8, Align.CENTER),
    Column("CÁ NHÂN: DANH HIỆU", 9, Align.CENTER),
    Column("TẬP THỂ: DANH HIỆU", 9, Align.CENTER),
    Column("CÁ NHÂN: HÌNH THỨC", 9, Align.CENTER),
    Column("TẬP THỂ: HÌNH THỨC", 9, Align.CENTER),
    Column("NỘP MUỘN", 8, Align.CENTER),
)


class Count(NamedTuple):
    """A number and the list that counts the same."""

    number: int
    url: str


class UnitRow(NamedTuple):
    """A unit's line on the screen."""

    unit: UnitSum
    own: SafeString | str
    own_url: str
    counts: tuple[Count, ...]


class EntryRow(NamedTuple):
    """The line of a title or a commendation on the screen."""

    name: str
    level: str
    counts: tuple[Count, Count]


@require_safe
def registration_summary(request: OfficeRequest) -> HttpResponse:
    """Tổng hợp đăng ký thi đua của năm."""
    require(request.user, "emulation.follow_registrations", who=WHO_FOLLOWS)
    year, part = year_in_view(request), _part(request)
    summary = read_summary(request.user, year, UnitIndex.load())
    context: dict[str, Any] = {
        "year": year,
        "part": part,
        "tabs": TABS,
        "sums": _sums(summary),
        "nothing": not any(unit.own or unit.registered or unit.drafts for unit in summary.units),
    }
    if part == UNITS:
        context["units"] = [_unit_row(unit) for unit in summary.units]
    else:
        entries = summary.titles if part == TITLES else summary.commendations
        context["entries"] = [_entry_row(entry, part) for entry in entries]
    return render(request, "emulation/registration_summary.html", context)


@require_safe
def registration_summary_print(request: OfficeRequest) -> HttpResponse:
    """The part in view on A4 or as a sheet."""
    require(request.user, "emulation.follow_registrations", who=WHO_FOLLOWS)
    year, part = year_in_view(request), _part(request)
    summary = read_summary(request.user, year, UnitIndex.load())
    about = {
        UNITS: "theo đơn vị",
        TITLES: "theo danh hiệu thi đua",
        COMMENDATIONS: "theo hình thức khen thưởng",
    }[part]
    columns, rows = _unit_paper(summary) if part == UNITS else _entry_paper(summary, part)
    listing = Listing(
        kind="BẢNG TỔNG HỢP",
        subject=f"Đăng ký thi đua năm {year} {about}",
        columns=columns,
        rows=rows,
        criteria="chỉ tính bản đã gửi",
        total=_total(summary),
    )
    return send_listing(request, listing, name=f"Tổng hợp đăng ký thi đua năm {year} {about}.pdf")


def _part(request: OfficeRequest) -> str:
    asked = request.GET.get("phan", "")
    return asked if asked in dict(TABS) else UNITS


def _sums(summary: Summary) -> dict[str, int]:
    """Units and people of the whole, side by side and never added."""
    return {
        "units": sum(unit.registers for unit in summary.units),
        "units_sent": sum(unit.own_sent for unit in summary.units),
        "people": sum(unit.people for unit in summary.units),
        "people_sent": sum(unit.registered for unit in summary.units),
        "units_missing": sum(unit.registers and not unit.own_sent for unit in summary.units),
        "people_missing": sum(unit.missing for unit in summary.units),
    }


def _total(summary: Summary) -> str:
    sums = _sums(summary)
    return (
        f"Tập thể đã gửi: {sums['units_sent']} trên {sums['units']}. "
        f"Cá nhân đã gửi: {sums['people_sent']} trên {sums['people']}."
    )


def _unit_row(unit: UnitSum) -> UnitRow:
    own: SafeString | str = "chưa lập" if unit.registers else NO_OWN
    if unit.own:
        own = state_pill(unit.own[1])
    persons, collective = {"loai": INDIVIDUAL}, {"loai": COLLECTIVE}
    here: dict[str, str | int] = {"don-vi": unit.pk, "tinh-trang": SENT_WORD}
    missing = reverse("emulation:registration_missing")
    return UnitRow(
        unit=unit,
        own=own,
        own_url=reverse("emulation:registration", args=[unit.own[0]]) if unit.own else "",
        counts=(
            Count(unit.registered, _listed(**here, **persons)),
            Count(unit.missing, f"{missing}?{urlencode({'don-vi': str(unit.pk), **persons})}"),
            Count(unit.titles.persons, _listed(**here, **persons, **{TITLES: ANY})),
            Count(unit.titles.collectives, _listed(**here, **collective, **{TITLES: ANY})),
            Count(unit.commendations.persons, _listed(**here, **persons, **{COMMENDATIONS: ANY})),
            Count(unit.commendations.collectives, _listed(**here, **collective, **{COMMENDATIONS: ANY})),
            Count(unit.late, _listed(**{**here, "tinh-trang": LATE_WORD})),
        ),
    )


def _entry_row(entry: EntrySum, part: str) -> EntryRow:
    here: dict[str, str | int] = {part: entry.pk, "tinh-trang": SENT_WORD}
    return EntryRow(
        entry.name,
        entry.level,
        (
            Count(entry.tally.persons, _listed(**here, loai=INDIVIDUAL)),
            Count(entry.tally.collectives, _listed(**here, loai=COLLECTIVE)),
        ),
    )


def _listed(**conditions: str | int) -> str:
    return f"{reverse('emulation:registration_list')}?{urlencode(conditions)}"


def _unit_paper(summary: Summary) -> tuple[tuple[Column, ...], list[Row]]:
    rows = []
    for number, unit in enumerate(summary.units, start=1):
        own = "chưa lập" if unit.registers else NO_OWN
        if unit.own:
            own = str(RegistrationState(unit.own[1]).label)
        figures = (
            *(unit.people, unit.registered, unit.missing),
            *(unit.titles.persons, unit.titles.collectives),
            *(unit.commendations.persons, unit.commendations.collectives),
            unit.late,
        )
        rows.append(Row((str(number), unit.name, own, *map(str, figures))))
    return UNIT_COLUMNS, rows


def _entry_paper(summary: Summary, part: str) -> tuple[tuple[Column, ...], list[Row]]:
    entries = summary.titles if part == TITLES else summary.commendations
    columns = (
        Column("TT", 7, Align.CENTER),
        Column("DANH HIỆU THI ĐUA" if part == TITLES else "HÌNH THỨC KHEN THƯỞNG", 47),
        Column("CẤP", 18),
        Column("CÁ NHÂN ĐĂNG KÝ", 14, Align.CENTER),
        Column("TẬP THỂ ĐĂNG KÝ", 14, Align.CENTER),
    )
    rows = [
        Row((str(number), one.name, one.level, str(one.tally.persons), str(one.tally.collectives)))
        for number, one in enumerate(entries, start=1)
    ]
    return columns, rows
