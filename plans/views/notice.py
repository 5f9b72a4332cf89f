"""What is under the bell: one's own notices, marked read by opening or all at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from plans.http import OfficeRequest
from plans.models import Notice
from plans.papers.content import Align, Column, Row
from plans.services.notify import mark_read
from plans.views.listing import Listing, page_of, send_listing

MOST_PRINTED = 300
PRINTED = (
    Column("TT", 7, Align.CENTER),
    Column("LÚC", 20, Align.CENTER),
    Column("THÔNG BÁO", 57),
    Column("TÌNH TRẠNG", 16),
)


@require_safe
def notices(request: OfficeRequest) -> HttpResponse:
    """Newest first; the unread ones stand out."""
    page = page_of(request, Notice.objects.filter(user=request.user))
    return render(request, "plans/notice_list.html", {"page": page})


@require_safe
def notices_print(request: OfficeRequest) -> HttpResponse:
    """One's own latest notices as a paper or a sheet."""
    found = Notice.objects.filter(user=request.user).values_list("created_at", "text", "read_at")[:MOST_PRINTED]
    rows = [
        Row((str(n), f"{timezone.localtime(at):%d/%m/%Y %H:%M}", text, "Đã đọc" if read_at else "Chưa đọc"))
        for n, (at, text, read_at) in enumerate(found, start=1)
    ]
    criteria = f"{MOST_PRINTED} thông báo mới nhất" if len(rows) == MOST_PRINTED else "không lọc"
    listing = Listing(
        "THÔNG BÁO", f"Gửi {request.user.get_full_name()}", PRINTED, rows, criteria, f"Cộng: {len(rows)} thông báo."
    )
    return send_listing(request, listing, name="thong-bao.pdf")


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
