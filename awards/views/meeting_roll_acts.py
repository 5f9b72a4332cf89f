"""What is put down at the roll call: who came, declared interests, opinions of absent members."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from awards.forms.meeting import InterestForm, RollForm, WrittenForm, called
from awards.models import CouncilSeat
from awards.permissions import is_self
from awards.services import meeting as way
from awards.services import meeting_said as saying
from awards.services.meeting_roll import set_attendance
from awards.views.meeting import step_context
from awards.views.meeting_acts import frame_of, run_desk
from awards.views.meeting_desk import MeetingDesk, desk_of
from awards.views.meeting_roll import roll_context
from emulation.views.record_form import record_form
from plans.errors import EditConflict
from plans.http import OfficeRequest, submit_key
from plans.views.acting import act_on, require
from plans.views.conflict import render_conflict


def roll_save(request: OfficeRequest, pk: int) -> HttpResponse:
    """Lưu điểm danh; refused with everything typed kept."""
    desk = run_desk(request, pk)
    page = f"{way.page_of(desk.meeting)}?buoc=diem-danh"
    if request.method != "POST":
        return redirect(page)
    form = RollForm(request.POST, seats=desk.seats, substitutes=desk.substitutes, roll=desk.roll)

    def act() -> object:
        seen, key = form.cleaned_data["version"], submit_key(request)
        return set_attendance(actor=request.user, meeting=desk.meeting, lines=form.lines, seen=seen, key=key)

    if form.is_valid():
        try:
            if act_on(form, act):
                messages.success(request, "Đã lưu điểm danh.")
                return redirect(page)
        except EditConflict as conflict:
            saved = called(desk.seats, desk.roll)
            title = f"Điểm danh {desk.meeting.short_name}"
            return render_conflict(request, title=title, form=form, conflict=conflict, back_url=page, theirs=saved)
    context = {**step_context(desk, "diem-danh"), **roll_context(desk, form)}
    return render(request, "awards/meeting_roll.html", context)


def interest_add(request: OfficeRequest, pk: int) -> HttpResponse:
    """Khai báo liên quan: by the member himself, or by who runs the meeting for him."""
    desk = desk_of(request, pk)
    seats = [seat.pk for seat in desk.seats if desk.runs or is_self(request.user, seat.person_id)]
    if not seats:
        require(request.user, "awards.run_meeting", desk.meeting, who=saying.WHO_DECLARES)
    facts = {
        "seats": CouncilSeat.objects.filter(pk__in=seats).select_related("person").order_by("order", "pk"),
        "items": desk.meeting.items.select_related("nomination__person", "nomination__unit", "initiative"),
    }
    own = next((seat.pk for seat in desk.seats if is_self(request.user, seat.person_id)), None)
    form = InterestForm(initial={"seat": own}, **facts)
    if request.method == "POST":
        form = InterestForm(request.POST, **facts)

    def act() -> object:
        return saying.declare_interest(actor=request.user, **form.cleaned_data, key=submit_key(request))

    return record_form(
        request,
        form,
        act,
        template="awards/meeting_form.html",
        context=frame_of(desk.meeting).context,
        title="Khai báo liên quan",
        done="Đã ghi khai báo liên quan.",
        back=f"{way.page_of(desk.meeting)}?buoc=diem-danh",
    )


def written_edit(request: OfficeRequest, pk: int, seat: int) -> HttpResponse:
    """Ghi ý kiến bằng văn bản của một thành viên vắng."""
    desk = run_desk(request, pk)
    absent = get_object_or_404(
        CouncilSeat.objects.filter(council=desk.meeting.council_id).select_related("person"), pk=seat
    )
    items = [item for item in desk.items if not desk.is_own(item, absent.person_id)]
    saved = {f"{part}_{item.pk}": "" for item in items for part in ("choice", "words")} | _wrote(desk, absent)
    form = WrittenForm(initial={**saved, "version": desk.meeting.version}, items=items)
    if request.method == "POST":
        form = WrittenForm(request.POST, items=items)

    def act() -> object:
        lines, seen, key = form.lines, form.cleaned_data["version"], submit_key(request)
        return saying.set_written(
            actor=request.user, meeting=desk.meeting, seat=absent, lines=lines, seen=seen, key=key
        )

    return record_form(
        request,
        form,
        act,
        template="awards/meeting_written.html",
        context={
            **frame_of(desk.meeting).context,
            "counts_written": desk.rules.counts_written,
            "post_url": reverse("awards:written_edit", args=[pk, seat]),
        },
        title=f"Ý kiến bằng văn bản của {absent.person.full_name}",
        done="Đã ghi ý kiến bằng văn bản.",
        back=f"{way.page_of(desk.meeting)}?buoc=diem-danh",
        theirs=lambda _meeting: saved,
    )


def _wrote(desk: MeetingDesk, seat: CouncilSeat) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in desk.opinions:
        if one.seat == seat.pk:
            found |= {f"choice_{one.item}": one.choice, f"words_{one.item}": one.words}
    return found
