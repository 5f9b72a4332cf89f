"""The agenda of a meeting saved: by its numbers, compared where somebody else saved one meanwhile."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from awards.forms.meeting_agenda import AgendaForm, saved_agenda
from awards.services import meeting as way
from awards.services.meeting_agenda import candidates_of, set_agenda
from awards.views.meeting import step_context
from awards.views.meeting_acts import run_desk
from awards.views.meeting_prepare import prepare_context
from plans.errors import EditConflict
from plans.http import OfficeRequest, submit_key
from plans.views.acting import act_on
from plans.views.conflict import render_conflict


@require_POST
def agenda_save(request: OfficeRequest, pk: int) -> HttpResponse:
    """Lưu chương trình: the ticked dossiers; refused with every tick kept."""
    desk = run_desk(request, pk)
    page = f"{way.page_of(desk.meeting)}?buoc=chuan-bi"
    form = AgendaForm(request.POST, candidates=candidates_of(desk.meeting), of_initiatives=desk.of_initiatives)

    def act() -> object:
        chosen, seen, key = form.chosen, form.cleaned_data["version"], submit_key(request)
        return set_agenda(
            actor=request.user, meeting=desk.meeting, chosen=chosen, scopes=form.scopes, seen=seen, key=key
        )

    if form.is_valid():
        try:
            if act_on(form, act):
                messages.success(request, f"Đã lưu chương trình, {len(form.chosen)} nội dung.")
                return redirect(page)
        except EditConflict as conflict:
            saved, title = saved_agenda(desk.items), f"Chương trình {desk.meeting.short_name}"
            form.keep_apart(saved)
            return render_conflict(request, title=title, form=form, conflict=conflict, back_url=page, theirs=saved)
    return render(
        request, "awards/meeting_prepare.html", {**step_context(desk, "chuan-bi"), **prepare_context(desk, form)}
    )
