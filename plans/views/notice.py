"""What is under the bell: one's own notices, marked read by opening or all at once."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from plans.http import OfficeRequest
from plans.models import Notice
from plans.services.notify import mark_read

PAGE = 50


@require_safe
def notices(request: OfficeRequest) -> HttpResponse:
    """Newest first; the unread ones stand out."""
    page = Paginator(Notice.objects.filter(user=request.user), PAGE).get_page(request.GET.get("trang"))
    return render(request, "plans/notice_list.html", {"page": page})


@require_POST
def open_notice(request: OfficeRequest, pk: int) -> HttpResponse:
    """Mark one notice read and go to what it is about."""
    notice = get_object_or_404(Notice, pk=pk, user=request.user)
    mark_read(user=request.user, pks=[notice.pk])
    local = url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if notice.url and local else "plans:notices")


@require_POST
def read_all(request: OfficeRequest) -> HttpResponse:
    count = mark_read(user=request.user)
    messages.success(
        request, f"Đã đánh dấu {count} thông báo là đã đọc." if count else "Không có thông báo nào chưa đọc."
    )
    return redirect("plans:notices")
