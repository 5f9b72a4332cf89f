"""Prints as downloads: small ones at once, heavy ones when the timer has made them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from plans.http import OfficeRequest
from plans.models import JobState, PrintJob
from plans.services.print_jobs import HEAVY_ROWS, make_print, queue_print
from plans.views.files import PDF, send_bytes, send_file

PAGE = 50
_PILLS = {
    JobState.PENDING: ("await", "Đang chờ lập"),
    JobState.CLAIMED: ("doing", "Đang lập"),
    JobState.DONE: ("done", "Đã xong"),
    JobState.FAILED: ("warn", "Không lập được"),
}


def answer_print(request: OfficeRequest, *, kind: str, title: str, params: dict[str, Any], rows: int) -> HttpResponse:
    """The print ``kind`` as a PDF named ``title``; with many ``rows`` it is queued and the page of prints opens."""
    if rows <= HEAVY_ROWS:
        data = make_print(user=request.user, kind=kind, params=params)
        return send_bytes(data, name=f"{title}.pdf", content_type=PDF)
    queue_print(user=request.user, kind=kind, params=params, title=title)
    messages.info(
        request,
        f"Bản in đang được lập vì dài {rows} dòng. Xong sẽ có thông báo, tải về tại trang này.",
    )
    return redirect("plans:print_jobs")


@require_safe
def print_jobs(request: OfficeRequest) -> HttpResponse:
    """The prints the person asked for, newest first."""
    jobs = PrintJob.objects.filter(asked_by=request.user).select_related("file")
    page = Paginator(jobs, PAGE).get_page(request.GET.get("trang"))
    rows = [(job, *_PILLS[JobState(job.state)]) for job in page]
    waits = any(job.state in (JobState.PENDING, JobState.CLAIMED) for job in page)
    return render(request, "plans/print_job_list.html", {"page": page, "rows": rows, "waits": waits})


@require_safe
def print_file(request: OfficeRequest, pk: int) -> HttpResponse:
    """The finished print, for whoever asked for it and nobody else."""
    job = get_object_or_404(PrintJob.objects.select_related("file"), pk=pk, asked_by=request.user)
    if job.file is None:
        raise Http404
    return send_file(job.file)
