"""The round of the year: its days for everybody, how far it has come for who follows it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from emulation.forms.registration import RoundForm, round_values
from emulation.models import RegistrationRound
from emulation.services import round as service
from emulation.views.registration_mine import own_lines
from emulation.views.registration_rows import round_days
from emulation.views.registration_sockets import registration_card
from emulation.views.year import year_in_view
from plans.context import plan_in_view
from plans.errors import EditConflict
from plans.http import OfficeRequest, submit_key
from plans.views.acting import act_on, require
from plans.views.cards import cards_of
from plans.views.conflict import render_conflict

OPENED, CHANGED = "Đã mở đợt đăng ký, mọi người nhận thông báo.", "Đã lưu đợt đăng ký."


@require_safe
def round_page(request: OfficeRequest) -> HttpResponse:
    """Đợt đăng ký thi đua của năm."""
    year, user = year_in_view(request), request.user
    plan, today = plan_in_view(request), timezone.localdate()
    found = RegistrationRound.objects.filter(year=year).select_related("campaign", "opened_by__person").first()
    cards = cards_of([registration_card(user, plan, today)]) if plan and found else []
    context = {
        "year": year,
        "round": found,
        "card": cards[0] if cards else None,
        "own": own_lines(user, found) if found else [],
        "opens": user.has_perm("emulation.open_round"),
        "follows": user.has_perm("emulation.follow_registrations"),
        **round_days(request, found),
    }
    return render(request, "emulation/registration_round.html", context)


def round_edit(request: OfficeRequest) -> HttpResponse:
    """Mở đợt, hoặc sửa hạn."""
    require(request.user, "emulation.open_round", who=service.WHO_OPENS)
    year, plan = year_in_view(request), plan_in_view(request)
    found = RegistrationRound.objects.filter(year=year).first()
    task = service.initiative_task(plan)
    facts: dict[str, Any] = {"year": year, "from_task": task.no if task else ""}
    back = reverse("emulation:round")
    if request.method == "POST":
        form = RoundForm(request.POST, **facts)
        try:
            if form.is_valid() and act_on(form, lambda: _save(request, year, found, form)):
                messages.success(
                    request, "Đã lưu đợt đăng ký." if found else "Đã mở đợt đăng ký, mọi người nhận thông báo."
                )
                return redirect(back)
        except EditConflict as conflict:
            return render_conflict(request, title=str(found), form=form, conflict=conflict, back_url=back)
    else:
        values = round_values(found) if found else service.proposed(year, plan, timezone.localdate())
        form = RoundForm(initial={"version": 0, **values}, **facts)
    context = {"form": form, "year": year, "round": found, "back": back}
    return render(request, "emulation/registration_round_form.html", context)


def _save(request: OfficeRequest, year: int, found: RegistrationRound | None, form: RoundForm) -> object:
    values = {name: form.cleaned_data[name] for name in service.FIELDS}
    key = submit_key(request)
    if found is None:
        return service.open_round(year=year, actor=request.user, values=values, key=key)
    seen = form.cleaned_data["version"]
    return service.change_round(registration_round=found, actor=request.user, values=values, seen=seen, key=key)
