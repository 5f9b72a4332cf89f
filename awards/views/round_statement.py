"""Xác nhận nhiều người: that nothing is being examined about those nominated in a round."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from awards.forms.round_statement import RoundStatementForm
from awards.services.round_statement import awaiting_statement, state_nothing_examined
from awards.services.statement import WHO_STATES
from awards.views.round import seen_round
from plans.forms.event import new_file
from plans.http import OfficeRequest, submit_key
from plans.views.acting import act_on, require


def round_statement(request: OfficeRequest, pk: int) -> HttpResponse:
    """The list with ticks, one source and one day for all who are ticked."""
    require(request.user, "awards.state_fact", who=WHO_STATES)
    record, today, back = seen_round(pk), timezone.localdate(), reverse("awards:round", args=[pk])
    waiting = awaiting_statement(record, request.user)
    form = RoundStatementForm(initial={"day": today}, waiting=waiting)
    if request.method == "POST":
        form = RoundStatementForm(request.POST, request.FILES, waiting=waiting)

        def act() -> int:
            return state_nothing_examined(
                award_round=record,
                actor=request.user,
                chosen=form.chosen,
                source=form.cleaned_data["source"],
                day=form.cleaned_data["day"],
                today=today,
                file=new_file(form.cleaned_data["file"]),
                key=submit_key(request),
            )

        if form.is_valid() and act_on(form, act):
            messages.success(request, f"Đã ghi xác nhận cho {len(form.chosen)} người, tập thể.")
            return redirect(back)
    context = {"round": record, "form": form, "waiting": waiting, "back": back}
    return render(request, "awards/round_statement.html", context)
