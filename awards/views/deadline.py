"""Hạn nhận hồ sơ of the two tracks: the list, entering one, correcting it, into the bin."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from awards.forms.letter import DeadlineForm
from awards.models import Track, TrackDeadline
from awards.rules.upward import ASK, DEADLINE_UNKNOWN, REMARKS
from awards.services import deadline as service
from awards.views.upward_rows import DEADLINE, deadline_lines, deadlines_of
from emulation.views.record_form import record_form
from emulation.views.year import year_in_view
from plans.http import OfficeRequest, submit_key
from plans.papers.content import Align, Column, Row
from plans.views.acting import act_by_button, require
from plans.views.listing import Listing, send_listing

PRINTED = (
    Column("TT", 6, Align.CENTER),
    Column("HỆ TRÌNH", 18),
    Column("LOẠI HỒ SƠ", 26),
    Column("HẠN NHẬN", 13, Align.CENTER),
    Column("CĂN CỨ", 24),
    Column("MỨC TIN CẬY", 13),
)


@require_safe
def deadline_list(request: OfficeRequest) -> HttpResponse:
    """The deadlines of the year; what nobody entered is said to be unknown."""
    year = year_in_view(request)
    lines = deadline_lines(deadlines_of(year).values_list(*DEADLINE), timezone.localdate())
    known = {line.track for line in lines}
    unknown = [(track.label, ASK[track], REMARKS[track]) for track in Track if track.label not in known]
    context = {"year": year, "rows": lines, "unknown": unknown, "keeps": request.user.has_perm("awards.send_up")}
    return render(request, "awards/deadline_list.html", context)


@require_safe
def deadline_list_print(request: OfficeRequest) -> HttpResponse:
    """The same on A4, or as a sheet."""
    year = year_in_view(request)
    lines = deadline_lines(deadlines_of(year).values_list(*DEADLINE), timezone.localdate())
    known = {line.track for line in lines}
    told = [(line.track, line.what, line.day, line.source, line.confidence) for line in lines]
    told += [
        (str(track.label), "", f"{DEADLINE_UNKNOWN}, {ASK[track]}", "", "")
        for track in Track
        if track.label not in known
    ]
    rows = [Row((str(number), *cells)) for number, cells in enumerate(told, 1)]
    subject = f"Hạn nhận hồ sơ khen thưởng của cấp trên năm {year}"
    listing = Listing("DANH SÁCH", subject, PRINTED, rows, f"năm {year}", f"Cộng: {len(lines)} hạn đã biết.")
    return send_listing(request, listing, name=f"han-nop-ho-so-{year}.pdf")


def deadline_new(request: OfficeRequest) -> HttpResponse:
    """Ghi hạn nhận hồ sơ."""
    require(request.user, "awards.send_up", who=service.WHO_KEEPS)
    track = request.GET.get("he", "")
    given = {"year": year_in_view(request), "version": 0, "track": track if track in Track.values else Track.PROVINCE}
    form = DeadlineForm(request.POST) if request.method == "POST" else DeadlineForm(initial=given)
    return _form_page(request, form, None, title="Ghi hạn nhận hồ sơ")


def deadline_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa hạn nhận hồ sơ."""
    found = _kept(request, pk)
    initial = DeadlineForm.initial_of(found)
    form = DeadlineForm(request.POST) if request.method == "POST" else DeadlineForm(initial=initial)
    return _form_page(request, form, found, title="Sửa hạn nhận hồ sơ")


@require_POST
def deadline_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Into the bin."""
    found, key = _kept(request, pk), submit_key(request)
    act_by_button(
        request,
        lambda: service.remove_deadline(actor=request.user, deadline=found, key=key),
        done="Đã bỏ vào thùng rác, khôi phục được ở đó.",
    )
    return redirect("awards:deadline_list")


def _kept(request: OfficeRequest, pk: int) -> TrackDeadline:
    require(request.user, "awards.send_up", who=service.WHO_KEEPS)
    return get_object_or_404(TrackDeadline.objects.kept(), pk=pk)


def _form_page(request: OfficeRequest, form: DeadlineForm, found: TrackDeadline | None, *, title: str) -> HttpResponse:
    def act() -> object:
        values = {name: form.cleaned_data[name] for name in service.FIELDS}
        seen, key = form.cleaned_data["version"] or 0, submit_key(request)
        return service.save_deadline(actor=request.user, deadline=found, values=values, seen=seen, key=key)

    return record_form(
        request,
        form,
        act,
        template="awards/deadline_form.html",
        context={"deadline": found, "submit": "Lưu hạn", "icon": "save"},
        title=title,
        done="Đã lưu hạn nhận hồ sơ.",
        back=reverse("awards:deadline_list"),
    )
