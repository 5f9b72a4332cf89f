"""Prints as downloads: small ones at once, heavy ones when the timer has made them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from plans.errors import DomainError
from plans.http import OfficeRequest
from plans.models import JobState, PrintJob
from plans.services import audit
from plans.services.print_jobs import HEAVY_ROWS, TYPES, fetched_act, make_print, page_of_kind, print_kind, queue_print
from plans.views.files import send_bytes, send_file

PAGE = 50
_PILLS = {
    JobState.PENDING: ("await", "Đang chờ lập"),
    JobState.CLAIMED: ("doing", "Đang lập"),
    JobState.DONE: ("done", "Đã xong"),
    JobState.FAILED: ("warn", "Không lập được"),
}


def answer_print(
    request: OfficeRequest, *, kind: str, title: str, params: dict[str, Any], rows: int, heavy: str = ""
) -> HttpResponse:
    """The print ``kind`` as a file named ``title``; with many ``rows`` it is queued and the page of prints opens.

    ``heavy`` says why it is queued whatever its rows.
    """
    if rows <= HEAVY_ROWS and not heavy:
        data = make_print(user=request.user, kind=kind, params=params)
        ending = print_kind(kind).ending
        return send_bytes(data, name=f"{title}.{ending}", content_type=TYPES[ending])
    why = heavy or f"dài {rows} dòng"
    said = f"Bản in đang được lập vì {why}. Xong sẽ có thông báo, tải về tại trang này."
    try:
        queue_print(user=request.user, kind=kind, params=params, title=title)
    except DomainError as refusal:
        said = str(refusal)
    messages.info(request, said)
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
    if page := page_of_kind(job.kind):  # the rights of today are checked there
        return redirect(page)
    if act := fetched_act(job.kind):
        audit.record(actor=request.user, act=act, note=job.title, detail={"print": pk, "sha256": job.file.sha256})
    return send_file(job.file)
