"""Pages of the frame itself: the menu of a phone, the year in view, help, and the sign of life."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from plans.context import YEAR_KEY
from plans.http import OfficeRequest
from plans.models import Office, Plan, ScheduledRun
from plans.rules.status import Due, DueState
from plans.views.cells import due_html


@require_safe
def menu(request: HttpRequest) -> HttpResponse:
    """The whole menu as a page, for screens without room for it at the side."""
    return render(request, "plans/menu.html")


@require_POST
def set_year(request: OfficeRequest) -> HttpResponse:
    """Turn the whole app to another year, remembered until the person logs out; only years that have a plan."""
    typed = request.POST.get("year", "")
    known = typed.isascii() and typed.isdigit() and len(typed) == 4
    if known and Plan.objects.visible_to(request.user).filter(year=int(typed)).exists():
        request.session[YEAR_KEY] = int(typed)
    else:
        messages.warning(request, "Không có kế hoạch của năm này. Chọn một năm trong danh sách.")
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if ours and wanted.startswith("/") else reverse("plans:home"))


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to do each thing, in the words of the screens."""
    return render(request, "plans/help.html", {"deadlines": _deadline_examples()})


def _deadline_examples() -> list[tuple[SafeString, str]]:
    """Each deadline line as the screens draw it, with what it means."""
    day = dt.date(2026, 6, 30)
    return [
        (due_html(Due(DueState.FAR, 25), day), "Còn lâu mới đến hạn."),
        (due_html(Due(DueState.SOON, 3), day), "Sắp đến hạn, nên làm ngay."),
        (due_html(Due(DueState.LATE, 7), day), "Quá hạn mà chưa báo hoàn thành. Chỉ chỗ này có màu đỏ."),
        (due_html(Due(DueState.MET), day, day - dt.timedelta(days=4)), "Đã xong, báo trong hạn."),
        (due_html(Due(DueState.MET_LATE, 6), day, day + dt.timedelta(days=6)), "Đã xong, nhưng báo sau hạn."),
        (due_html(Due(DueState.NONE), None), "Kế hoạch không ghi thời gian."),
    ]


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (Django's signature)
    """For the machine that watches over the app: does the database answer, how long ago did the timer run."""
    try:
        Office.objects.exists()
        last = ScheduledRun.objects.values_list("started_at", flat=True).first()
    except DatabaseError:
        return JsonResponse({"status": "failing", "database": "failing"}, status=503)
    age = int((timezone.now() - last).total_seconds()) if last else None
    return JsonResponse({"status": "ok", "database": "ok", "timer_seconds_ago": age})
