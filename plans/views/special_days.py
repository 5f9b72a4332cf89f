"""The table of holidays and swapped days, year by year; every change is shown back with the deadlines it moves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.errors import EditConflict
from plans.forms.special_days import ReasonForm, SpecialDayForm
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import SpecialDay
from plans.papers.content import Align, Column, Row
from plans.rules.month_grid import WEEKDAY_NAMES
from plans.rules.official import short_date
from plans.services import special_days as service
from plans.services.special_days import DayEdit, DayValues, Move
from plans.views.acting import act_on, require
from plans.views.listing import Listing, send_listing

FIRST_YEAR, LAST_YEAR = 2000, 2100  # of which a calendar can be published
ESTIMATED = "ước tính, chờ thông báo"
CONFIRM, MEND = "luu", "sua"  # the buttons of the page that shows a change back
PRINTED = (
    Column("TT", 7, Align.CENTER),
    Column("NGÀY", 16, Align.CENTER),
    Column("THỨ", 15),
    Column("LOẠI", 14),
    Column("TÊN", 32),
    Column("GHI CHÚ", 16),
)


class DayLine(NamedTuple):
    """A day of the table, its cells in words."""

    pk: int
    day: str
    weekday: str
    kind: str
    worked: bool
    name: str
    estimated: bool


@require_safe
def special_days(request: OfficeRequest) -> HttpResponse:
    """The table of one year."""
    years, year = _years(request)
    lines = _lines(year)
    context = {
        "year": year,
        "year_words": f"Năm {year}",
        "years": years,
        "sheet_query": f"nam={year}",
        "lines": lines,
        "off": sum(not line.worked for line in lines),
        "worked": sum(line.worked for line in lines),
        "estimated": any(line.estimated for line in lines),
        "keeps": request.user.has_perm("plans.keep_special_days"),
        "query": f"nam={year}",
    }
    return render(request, "plans/special_days.html", context)


@require_safe
def special_days_print(request: OfficeRequest) -> HttpResponse:
    """The table of one year on A4."""
    _, year = _years(request)
    lines = _lines(year)
    rows = [
        Row((str(n), line.day, line.weekday, line.kind, line.name, ESTIMATED if line.estimated else ""))
        for n, line in enumerate(lines, start=1)
    ]
    total = f"Cộng: {len(rows)} ngày."
    listing = Listing("BẢNG NGÀY NGHỈ, NGÀY LÀM BÙ", f"Năm {year}", PRINTED, rows, f"năm {year}", total)
    return send_listing(request, listing, name=f"ngay-lam-viec-{year}.pdf")


def special_day_add(request: OfficeRequest) -> HttpResponse:
    """Add one day."""
    require(request.user, "plans.keep_special_days", who=service.WHO_KEEPS)
    form = SpecialDayForm(request.POST) if request.method == "POST" else SpecialDayForm(initial={"version": 0})
    return _change(request, form, None, title="Thêm ngày nghỉ, ngày làm bù")


def special_day(request: OfficeRequest, pk: int) -> HttpResponse:
    """Change one day."""
    require(request.user, "plans.keep_special_days", who=service.WHO_KEEPS)
    day = get_object_or_404(SpecialDay, pk=pk)
    initial = {name: getattr(day, name) for name in (*DayValues._fields, "version")}
    form = SpecialDayForm(request.POST) if request.method == "POST" else SpecialDayForm(initial=initial)
    return _change(request, form, day, title=f"Sửa ngày {short_date(day.date)}")


def special_day_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Take one day out of the table."""
    require(request.user, "plans.keep_special_days", who=service.WHO_KEEPS)
    day = get_object_or_404(SpecialDay, pk=pk)
    form = ReasonForm(request.POST) if request.method == "POST" else ReasonForm()
    words = f"Bỏ ngày {short_date(day.date)}, {day.name}"
    return _shown_back(request, form, [DayEdit(day, None)], title=words, year=day.date.year)


def special_days_fill(request: OfficeRequest, year: int) -> HttpResponse:
    """Fill in what the published calendar of a year has and the table has not."""
    require(request.user, "plans.keep_special_days", who=service.WHO_KEEPS)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(f"Không có bảng ngày làm việc của năm {year}.")
    edits = [DayEdit(None, day) for day in service.missing_days(year)]
    if not edits:
        messages.info(request, f"Bảng năm {year} đã đủ các ngày của lịch công bố.")
        return redirect(f"{reverse('plans:special_days')}?nam={year}")
    form = ReasonForm(request.POST) if request.method == "POST" else ReasonForm()
    return _shown_back(request, form, edits, title=f"Điền ngày nghỉ năm {year}", year=year)


def _change(request: OfficeRequest, form: SpecialDayForm, day: SpecialDay | None, *, title: str) -> HttpResponse:
    """The form; when it is good, the page that shows the change back."""
    if form.is_bound and form.is_valid() and MEND not in request.POST:
        if day is not None:
            day.version = form.cleaned_data["version"]  # as it was seen; a later one is refused
        edits = [DayEdit(day, form.values)]
        return _shown_back(request, form, edits, title=title, year=form.values.date.year)
    if MEND in request.POST:
        form = SpecialDayForm(initial=request.POST.dict())
    back = f"{reverse('plans:special_days')}?nam={day.date.year if day else ''}"
    return render(request, "plans/special_day_form.html", {"form": form, "title": title, "back": back, "day": day})


def _shown_back(
    request: OfficeRequest, form: forms.Form, edits: Sequence[DayEdit], *, title: str, year: int
) -> HttpResponse:
    """What changes and which deadlines move; only the button on this page does it."""
    back = f"{reverse('plans:special_days')}?nam={year}"
    if CONFIRM in request.POST and form.is_valid():

        def act() -> None:
            moved = service.change_special_days(
                actor=request.user,
                edits=edits,
                reason=form.cleaned_data["reason"],
                shown=request.POST.get("shown", ""),
                key=submit_key(request),
            )
            said = f" {len(moved)} thời hạn đã chuyển theo." if moved else " Không thời hạn nào phải chuyển."
            messages.success(request, f"Đã lưu bảng ngày làm việc.{said}")

        try:
            if act_on(form, act):
                return redirect(back)
        except EditConflict as conflict:
            form.add_error(None, f"Dòng này vừa được người khác sửa thành: {conflict.current}. Mở lại để sửa tiếp.")
    moves = service.moves_of(edits)
    context: dict[str, Any] = {
        "form": form,
        "title": title,
        "back": back,
        "edits": [_edit_words(edit) for edit in edits],
        "moves": [_move_words(move) for move in moves],
        "shown": service.digest(moves),
        "asks_reason": not isinstance(form, SpecialDayForm),
    }
    return render(request, "plans/special_day_confirm.html", context)


def _edit_words(edit: DayEdit) -> tuple[str, str]:
    """The line before and after, «không có» where there is none."""
    before = _day_words(edit.before) if edit.before else "không có trong bảng"
    return before, _day_words(edit.after) if edit.after else "không còn trong bảng"


def _day_words(day: SpecialDay | DayValues) -> str:
    kind = str(SpecialDay.Kind(day.kind).label).lower()
    guess = f" ({ESTIMATED})" if day.estimated else ""
    return f"{WEEKDAY_NAMES[day.date.weekday()]} {short_date(day.date)}, {kind}: {day.name}{guess}"


def _move_words(move: Move) -> dict[str, Any]:
    return {
        "no": move.no,
        "title": " ".join(move.title.split()),
        "year": str(move.year),
        "url": reverse("plans:task", args=[move.task]),
        "old": f"{short_date(move.old)}, {WEEKDAY_NAMES[move.old.weekday()]}",
        "new": f"{short_date(move.new)}, {WEEKDAY_NAMES[move.new.weekday()]}",
    }


def _lines(year: int) -> list[DayLine]:
    rows = SpecialDay.objects.filter(date__year=year).order_by("date")
    return [
        DayLine(
            pk=pk,
            day=short_date(date),
            weekday=WEEKDAY_NAMES[date.weekday()],
            kind=str(SpecialDay.Kind(kind).label),
            worked=kind == SpecialDay.Kind.WORKED,
            name=name,
            estimated=estimated,
        )
        for pk, date, kind, name, estimated in rows.values_list("pk", "date", "kind", "name", "estimated")
    ]


def _years(request: OfficeRequest) -> tuple[list[int], int]:
    """The years to choose from, and the one asked for: this year unless another is named."""
    this = timezone.localdate().year
    held = {day.year for day in SpecialDay.objects.dates("date", "year")}
    years = sorted({*held, this, this + 1})
    asked = whole_number(request.GET.get("nam", ""))
    return years, asked if asked in years else this
