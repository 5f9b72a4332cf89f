"""The forms of a council: founded, its seats, its working rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from awards.forms.council import CouncilForm, SeatForm, WorkingRuleForm
from awards.models import Council, CouncilSeat, WorkingRule
from awards.services import council as service
from awards.views.council import seen_council
from emulation.views.record_form import record_form
from plans.forms.event import new_file
from plans.forms.plan import VersionForm
from plans.http import OfficeRequest, submit_key
from plans.views.acting import act_by_button, require


def council_new(request: OfficeRequest) -> HttpResponse:
    """Ghi hội đồng mới."""
    require(request.user, "awards.keep_council", who=service.WHO_KEEPS)
    posted = request.method == "POST"
    form = CouncilForm(request.POST, request.FILES) if posted else CouncilForm(initial=_first())
    back = reverse("awards:council_list")
    return _council_form(request, form, None, title="Ghi hội đồng", back=back)


def council_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa hội đồng."""
    council = _kept(request, pk)
    posted, initial = request.method == "POST", CouncilForm.initial_of(council)
    form = CouncilForm(request.POST, request.FILES) if posted else CouncilForm(initial=initial)
    return _council_form(request, form, council, title=f"Sửa {council.name}", back=_page(council))


def seat_new(request: OfficeRequest, pk: int) -> HttpResponse:
    """Thêm thành viên."""
    council = _kept(request, pk)
    initial = {"from_on": timezone.localdate(), "order": council.seats.count() + 1}
    form = SeatForm(initial=initial, council=council)
    if request.method == "POST":
        form = SeatForm(request.POST, council=council)
    return _seat_form(request, form, council, None)


def seat_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa, ghi ngày thôi của một thành viên."""
    require(request.user, "awards.keep_council", who=service.WHO_KEEPS)
    seat = get_object_or_404(CouncilSeat.objects.select_related("council", "person"), pk=pk)
    form = SeatForm(initial=SeatForm.initial_of(seat), council=seat.council, seat=seat)
    if request.method == "POST":
        form = SeatForm(request.POST, council=seat.council, seat=seat)
    return _seat_form(request, form, seat.council, seat)


def working_rule_new(request: OfficeRequest, pk: int) -> HttpResponse:
    """Ghi một điều của quy chế làm việc."""
    council = _kept(request, pk)
    form = WorkingRuleForm(request.POST) if request.method == "POST" else WorkingRuleForm()
    return _rule_form(request, form, council, None)


def working_rule_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa một điều của quy chế làm việc."""
    rule = _rule(request, pk)
    initial = WorkingRuleForm.initial_of(rule)
    form = WorkingRuleForm(request.POST) if request.method == "POST" else WorkingRuleForm(initial=initial)
    return _rule_form(request, form, rule.council, rule)


@require_POST
def working_rule_remove(request: OfficeRequest, pk: int) -> HttpResponse:
    """Bỏ một điều: what the law or the reference says holds again."""
    rule, key = _rule(request, pk), submit_key(request)
    seen = request.POST.get("version", "")
    act_by_button(
        request,
        lambda: service.remove_working_rule(
            actor=request.user, rule=rule, seen=int(seen) if seen.isdecimal() else 0, key=key
        ),
        done="Đã bỏ; từ nay theo quy định chung.",
    )
    return redirect(_page(rule.council))


def _first() -> dict[str, Any]:
    return {"term_from": timezone.localdate()}


def _kept(request: OfficeRequest, pk: int) -> Council:
    require(request.user, "awards.keep_council", who=service.WHO_KEEPS)
    return seen_council(pk)


def _rule(request: OfficeRequest, pk: int) -> WorkingRule:
    require(request.user, "awards.keep_council", who=service.WHO_KEEPS)
    return get_object_or_404(WorkingRule.objects.select_related("council"), pk=pk)


def _page(council: Council) -> str:
    return reverse("awards:council", args=[council.pk])


def _council_form(
    request: OfficeRequest, form: CouncilForm, council: Council | None, *, title: str, back: str
) -> HttpResponse:
    def act() -> Council:
        seen, key = form.cleaned_data["version"] or 0, submit_key(request)
        values, file = form.cleaned_data, new_file(form.cleaned_data["file"])
        return service.save_council(actor=request.user, council=council, values=values, file=file, seen=seen, key=key)

    return _form_page(request, form, act, council, title=title, done="Đã lưu hội đồng.", back=back, then=_page)


def _seat_form(request: OfficeRequest, form: SeatForm, council: Council, seat: CouncilSeat | None) -> HttpResponse:
    def act() -> CouncilSeat:
        seen, key = form.cleaned_data["version"] or 0, submit_key(request)
        return service.save_seat(
            actor=request.user, council=council, seat=seat, values=form.cleaned_data, seen=seen, key=key
        )

    title = f"Sửa thành viên: {seat.person}" if seat else "Thêm thành viên"
    return _form_page(request, form, act, council, title=title, done="Đã lưu thành viên.", back=_page(council))


def _rule_form(
    request: OfficeRequest, form: WorkingRuleForm, council: Council, rule: WorkingRule | None
) -> HttpResponse:
    def act() -> WorkingRule:
        seen, key = form.cleaned_data["version"] or 0, submit_key(request)
        return service.save_working_rule(
            actor=request.user, council=council, rule=rule, values=form.values, seen=seen, key=key
        )

    title = f"Sửa quy tắc: {rule}" if rule else "Ghi quy tắc làm việc"
    return _form_page(
        request,
        form,
        act,
        council,
        title=title,
        done="Đã lưu quy tắc.",
        back=_page(council),
        theirs=WorkingRuleForm.initial_of,
    )


def _form_page(
    request: OfficeRequest,
    form: VersionForm,
    act: Callable[[], object],
    council: Council | None,
    *,
    title: str,
    done: str,
    back: str,
    then: Callable[[Any], str] | None = None,
    theirs: Callable[[Any], Any] | None = None,
) -> HttpResponse:
    return record_form(
        request,
        form,
        act,
        template="awards/council_form.html",
        context={"council": council},
        title=title,
        done=done,
        back=back,
        then=then,
        theirs=theirs,
    )
