"""The first page of an empty installation, gone as soon as there is an account."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from plans.errors import DomainError
from plans.forms.office import FirstRunForm
from plans.http import OfficeRequest
from plans.models import Plan
from plans.services.first_run import is_first_run, set_up_office
from plans.views.acting import require

WHO_READS = "Bước này dành cho bộ phận thường trực TĐKT, nơi lập kế hoạch."


@login_not_required
def first_run(request: HttpRequest) -> HttpResponse:
    if not is_first_run():
        if request.method == "POST":
            messages.warning(request, "Cơ quan vừa được lập ở một cửa sổ khác. Đăng nhập bằng tài khoản đã lập.")
            return redirect("account_login")
        raise Http404
    form = FirstRunForm(request.POST) if request.method == "POST" else FirstRunForm()
    if request.method == "POST" and form.is_valid():
        year = timezone.localdate().year
        try:
            user = set_up_office(office=form.office, account=form.account, years=range(year - 1, year + 2))
        except DomainError as refusal:
            messages.warning(request, str(refusal))
            return redirect("account_login")
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return redirect("plans:first_run_next")
    return render(request, "plans/first_run_form.html", {"form": form})


def first_run_next(request: OfficeRequest) -> HttpResponse:
    """What to do with an office that has no plan yet."""
    require(request.user, "plans.edit_plan", who=WHO_READS)
    return render(request, "plans/first_run_next.html", {"has_plan": Plan.objects.exists()})
