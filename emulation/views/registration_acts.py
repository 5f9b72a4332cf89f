"""The acts on a registration: sent, withdrawn, confirmed, received, returned; and the results beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from emulation.forms.registration import ResultsForm, ReturnForm, results_values
from emulation.models import Registration, RegistrationState
from emulation.services import promise
from emulation.services import registration_way as way
from emulation.services.registration import WHO_WRITES
from emulation.views.registration import seen_registration
from emulation.views.registration_rows import state_pill
from plans.errors import DomainError, EditConflict
from plans.http import OfficeRequest, submit_key, whole_number
from plans.views.acting import act_by_button, act_on, require
from plans.views.conflict import render_conflict

CHANGED = "Bản đăng ký vừa thay đổi sau khi anh, chị mở trang này. Xem lại rồi làm tiếp."


@require_POST
def registration_send(request: OfficeRequest, pk: int) -> HttpResponse:
    """Gửi."""
    record = seen_registration(request, pk)
    require(request.user, "emulation.register", record, who=WHO_WRITES)
    today = timezone.localdate()
    return _press(request, record, way.send_registration, done="Đã gửi bản đăng ký.", today=today)


@require_POST
def registration_withdraw(request: OfficeRequest, pk: int) -> HttpResponse:
    """Thu hồi."""
    record = seen_registration(request, pk)
    require(request.user, "emulation.register", record, who=WHO_WRITES)
    return _press(request, record, way.withdraw_registration, done="Đã thu hồi, bản đăng ký sửa lại được.")


@require_POST
def registration_confirm(request: OfficeRequest, pk: int) -> HttpResponse:
    """Trưởng đơn vị xác nhận."""
    record = seen_registration(request, pk)
    require(request.user, "emulation.confirm_registration", record, who=way.WHO_CONFIRMS)
    return _press(request, record, way.confirm_registration, done="Đã xác nhận, chuyển thường trực nhận.")


@require_POST
def registration_receive(request: OfficeRequest, pk: int) -> HttpResponse:
    """Thường trực nhận."""
    record = seen_registration(request, pk)
    require(request.user, "emulation.receive_registration", record, who=way.WHO_RECEIVES)
    return _press(request, record, way.receive_registration, done="Đã nhận bản đăng ký.")


def registration_return(request: OfficeRequest, pk: int) -> HttpResponse:
    """Trả lại, with a reason."""
    record, user = seen_registration(request, pk), request.user
    if record.state == RegistrationState.SENT:
        require(user, "emulation.confirm_registration", record, who=way.WHO_CONFIRMS)
    else:
        require(user, "emulation.receive_registration", record, who=way.WHO_RECEIVES)
    back = way.page_of(record)
    form = ReturnForm(request.POST) if request.method == "POST" else ReturnForm(initial={"version": record.version})

    def act() -> object:
        values = form.cleaned_data
        return way.return_registration(
            registration=record,
            actor=user,
            reason=values["reason"],
            seen=values["version"],
            key=submit_key(request),
        )

    try:
        if request.method == "POST" and form.is_valid() and act_on(form, act):
            messages.success(request, "Đã trả lại, người lập nhận thông báo kèm lý do.")
            return redirect(back)
    except EditConflict:
        messages.warning(request, CHANGED)
        return redirect(back)
    context = {**_frame(record), "form": form, "back": back}
    return render(request, "emulation/registration_return.html", context)


def registration_results(request: OfficeRequest, pk: int) -> HttpResponse:
    """Ghi kết quả chỉ tiêu và lý do không đạt."""
    record = seen_registration(request, pk)
    require(request.user, "emulation.record_result", record, who=promise.WHO_RECORDS)
    back = way.page_of(record)
    rows: dict[str, Any] = {
        "aims": list(record.aims.select_related("title", "commendation")),
        "targets": list(record.targets.all()),
    }
    if request.method == "POST":
        form = ResultsForm(request.POST, **rows)
        try:
            if form.is_valid() and act_on(form, lambda: _record(request, record, form)):
                messages.success(request, "Đã lưu kết quả.")
                return redirect(back)
        except EditConflict as conflict:
            current = conflict.current
            theirs = results_values(current, list(current.aims.all()), list(current.targets.all()))
            return render_conflict(
                request, title=str(record), form=form, conflict=conflict, back_url=back, theirs=theirs
            )
    else:
        form = ResultsForm(initial=results_values(record, **rows), **rows)
    context = {**_frame(record), "form": form, "back": back}
    return render(request, "emulation/registration_results.html", context)


def _record(request: OfficeRequest, record: Registration, form: ResultsForm) -> object:
    return promise.record_results(
        registration=record,
        actor=request.user,
        aims=form.notes,
        targets=form.results,
        today=timezone.localdate(),
        seen=form.cleaned_data["version"],
        key=submit_key(request),
    )


def _press(
    request: OfficeRequest, record: Registration, act: Callable[..., object], *, done: str, **facts: Any
) -> HttpResponse:
    """Do what a button asks, for the version it was shown with, and go back to the registration."""
    seen, key = whole_number(request.POST.get("version", "")) or 0, submit_key(request)

    def run() -> None:
        try:
            act(registration=record, actor=request.user, seen=seen, key=key, **facts)
        except EditConflict:
            raise DomainError(CHANGED) from None

    act_by_button(request, run, done=done)
    return redirect("emulation:registration", record.pk)


def _frame(record: Registration) -> dict[str, Any]:
    return {
        "registration": record,
        "subject": record.unit or record.person,
        "pill": state_pill(record.state, record.return_reason),
        "mine": reverse("emulation:registration_mine"),
    }
