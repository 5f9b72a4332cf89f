"""Bàn giao: choose the two people, look at what is handed over, print the minutes, let roles and work pass."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.context import office_in_view, plans_in_view
from plans.errors import EditConflict
from plans.forms.handover import GIVER, TAKER, MoveForm, PeopleForm
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import Office, Person
from plans.permissions import rights_of
from plans.rules.handover import AHEAD_DAYS, Pack
from plans.services import handover as service
from plans.views.acting import act_on, require
from plans.views.files import PDF, send_bytes
from plans.views.handover_file import minutes_pdf, pack_zip
from plans.views.handover_pack import pack_of

WHO = "Quản trị, thường trực TĐKT, văn thư và đầu mối đơn vị lập gói bàn giao. Anh, chị báo thường trực."
WHO_SEES = "Anh, chị chỉ lập gói bàn giao của chính mình. Của người khác thì quản trị hoặc thường trực TĐKT lập."
STALE = "Tài khoản của một trong hai người vừa được người khác sửa. Mở lại trang này rồi chọn lại."
DO = "do"
Two = tuple[Person, Person]


@require_safe
def handover(request: OfficeRequest) -> HttpResponse:
    """Choose the two people; with both chosen, everything that is handed over."""
    require(request.user, "plans.hand_over", who=WHO)
    two = _two(request)
    if two is None:
        return _choose(request)
    context = {
        **_frame(two),
        "pack": _pack(request, two),
        "days": AHEAD_DAYS,
        "may_move": request.user.has_perm("plans.move_steps"),
        "moment": timezone.localtime(),
    }
    return render(request, "plans/handover.html", context)


@require_safe
def handover_pdf(request: OfficeRequest) -> HttpResponse:
    """The minutes as PDF."""
    require(request.user, "plans.hand_over", who=WHO)
    two = _two(request)
    if two is None:
        return redirect("plans:handover")
    data = minutes_pdf(request.user, two, _pack(request, two), _office(request))
    return send_bytes(data, name=f"Biên bản bàn giao {two[0].full_name}.pdf", content_type=PDF)


@require_safe
def handover_zip(request: OfficeRequest) -> HttpResponse:
    """The whole pack: the minutes, lists and the calendar."""
    require(request.user, "plans.hand_over", who=WHO)
    two = _two(request)
    if two is None:
        return redirect("plans:handover")
    site = request.build_absolute_uri("/").rstrip("/")
    data = pack_zip(request.user, two, _pack(request, two), _office(request), site=site)
    return send_bytes(data, name=f"Gói bàn giao {two[0].full_name}.zip", content_type="application/zip")


def handover_move(request: OfficeRequest) -> HttpResponse:
    """Let roles and work pass: choose, look at before and after, do it."""
    require(request.user, "plans.move_steps", who=service.WHO_MOVES)
    two = _two(request)
    if two is None:
        return redirect("plans:handover")
    giver, taker = two
    movable = service.movable(actor=request.user, giver=giver, taker=taker)
    form = MoveForm(request.POST, movable=movable) if request.method == "POST" else MoveForm(movable=movable)
    context = {
        **_frame(two),
        "form": form,
        "movable": movable,
        "offers": bool(form.visible_fields()),
        "manages": request.user.has_perm("plans.manage_accounts"),
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "plans/handover_move.html", context)
    if request.POST.get("step") == DO and _moved(request, two, form):
        messages.success(request, f"Đã chuyển cho {taker.full_name}. Người nhận có thông báo ở hình cái chuông.")
        return redirect(_url("handover", two))
    if form.errors:
        return render(request, "plans/handover_move.html", context)
    return render(request, "plans/handover_show.html", {**context, "lines": _lines(form, movable), "step": DO})


def _moved(request: OfficeRequest, two: Two, form: MoveForm) -> bool:
    """Do it; a refusal stands on the form."""
    values = form.cleaned_data

    def act() -> None:
        service.hand_over(
            actor=request.user,
            giver=two[0],
            taker=two[1],
            roles=form.role_keys,
            steps=form.step_keys,
            end_feeds=values.get("feeds", False),
            seen=(values["giver_version"] or 0, values["taker_version"] or 0),
            now=timezone.now(),
            key=submit_key(request),
        )

    try:
        return act_on(form, act)
    except EditConflict:
        form.add_error(None, STALE)
        return False


def _lines(form: MoveForm, movable: service.Movable) -> list[tuple[str, str]]:
    """What will pass, in words: kind and thing."""
    lines = [("Vai trò", words) for pk, words in movable.roles if pk in form.role_keys]
    lines += [("Việc cụ thể", words) for step, words in movable.steps if step.pk in form.step_keys]
    if form.cleaned_data.get("feeds"):
        lines.append(("Lịch riêng", f"thu hồi {movable.feeds} lịch của người bàn giao"))
    return lines


def _choose(request: OfficeRequest) -> HttpResponse:
    """The form of the two people; somebody who may hand over only his own is the giver himself."""
    user, people = request.user, Person.objects.visible_to(request.user).active().select_related("unit")
    everybody = user.has_perm("plans.see_handover")
    if not everybody and user.person is None:
        raise PermissionDenied(WHO_SEES)
    givers = Person.objects.select_related("unit") if everybody else people.filter(user=user)
    asked = {name: value for name in (GIVER, TAKER) if (value := request.GET.get(name, ""))}
    initial = {GIVER: asked.get(GIVER) or (None if everybody else user.person_id), TAKER: asked.get(TAKER)}
    if len(asked) == 2:
        form = PeopleForm(request.GET, givers=givers, takers=people)
        form.is_valid()
    else:
        form = PeopleForm(initial=initial, givers=givers, takers=people)
    return render(request, "plans/handover_choose.html", {"form": form, "everybody": everybody})


def _two(request: OfficeRequest) -> Two | None:
    """Giver and taker as the address names them, in one query; None where they are not two known people."""
    keys = [whole_number(request.GET.get(name, "")) or 0 for name in (GIVER, TAKER)]
    if keys[0] == keys[1]:
        return None
    known = Person.objects.visible_to(request.user).filter(pk__in=keys).select_related("unit", "user")
    people = {person.pk: person for person in known}
    giver, taker = people.get(keys[0]), people.get(keys[1])
    if giver is None or taker is None or not taker.is_active:
        return None
    require(request.user, "plans.see_handover", giver, who=WHO_SEES)
    return giver, taker


def _pack(request: OfficeRequest, two: Two) -> Pack:
    _reuse_rights(request, two[0])
    return pack_of(*two, plans_in_view(request), today=timezone.localdate())


def _reuse_rights(request: OfficeRequest, giver: Person) -> None:
    """Who hands over his own has been read already."""
    account = getattr(giver, "user", None)
    if account is not None and account.pk == request.user.pk:
        account._rights = rights_of(request.user)


def _office(request: OfficeRequest) -> Office:
    return office_in_view(request) or Office()


def _url(name: str, two: Two) -> str:
    query = urlencode({GIVER: two[0].pk, TAKER: two[1].pk})
    return f"{reverse(f'plans:{name}')}?{query}"


def _frame(two: Two) -> dict[str, Any]:
    """The addresses that keep both people."""
    return {
        "giver": two[0],
        "taker": two[1],
        "here": _url("handover", two),
        "pdf_url": _url("handover_pdf", two),
        "zip_url": _url("handover_zip", two),
        "move_url": _url("handover_move", two),
    }
