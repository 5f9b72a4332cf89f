"""Lưu trữ năm: the archives made, by whom and when; one more asked for; one downloaded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from plans.errors import DomainError
from plans.forms.archive import ArchiveForm
from plans.http import OfficeRequest, submit_key
from plans.models import IssuedPaper, JobState, PrintJob, User
from plans.rules.archive import size_words
from plans.rules.archive_line import Chapter
from plans.services import archive_request as service
from plans.services.archive_year import is_closed, years_to_archive
from plans.sockets import Register
from plans.views.acting import act_on, require
from plans.views.files import send_large_file
from plans.views.listing import page_of
from plans.views.paper_rows import print_columns, print_rows, rows_of

_PILLS = {
    JobState.PENDING: ("await", "Đang chờ lập"),
    JobState.CLAIMED: ("doing", "Đang lập"),
    JobState.DONE: ("done", "Đã xong"),
    JobState.FAILED: ("warn", "Không lập được"),
}
_OPEN = (JobState.PENDING, JobState.CLAIMED)
ASKED = "Đang lập lưu trữ năm {}. Xong sẽ có thông báo, tải về tại trang này."


def archive_list(request: OfficeRequest) -> HttpResponse:
    """The archives made so far, and the form that asks for one more."""
    require(request.user, service.RIGHT, who=service.WHO)
    years = years_to_archive()
    choices = [(year, f"Năm {year}") for year in years]
    if request.method == "POST":
        form = ArchiveForm(request.POST, years=choices)
        if form.is_valid() and act_on(form, lambda: _ask(request, form.cleaned_data["year"])):
            messages.success(request, ASKED.format(form.cleaned_data["year"]))
            return redirect("plans:archive_list")
    else:
        form = ArchiveForm(years=choices)
    page = page_of(request, _archives().order_by("-created_at", "-pk"))
    context = {
        "form": form,
        "years": years,
        "still_open": bool(years) and not is_closed(years[0]) and years[0],
        "page": page,
        "rows": [_line(job) for job in page],
        "waits": any(job.state in _OPEN for job in page),
    }
    return render(request, "plans/archive_list.html", context)


@require_safe
def archive_file(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """The ZIP, to whoever may have it; every download is kept in the audit."""
    require(request.user, service.RIGHT, who=service.WHO)
    job = get_object_or_404(_archives(), pk=pk)
    if job.file is None:
        raise Http404
    try:
        service.fetch_archive(actor=request.user, job=job)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
        return redirect("plans:archive_list")
    return send_large_file(job.file)


def paper_register(user: User, year: int) -> Iterable[Register]:
    """Sổ đăng ký văn bản đi of the year, as it is printed."""
    rows = rows_of(IssuedPaper.objects.visible_to(user).filter(year=year).order_by("issued_on", "number", "pk"))
    title = "SỔ ĐĂNG KÝ VĂN BẢN ĐI"
    yield Register(
        Chapter.PAPERS, title, f"Năm {year}", print_columns(), print_rows(rows), f"Tổng số: {len(rows)} văn bản."
    )


def _archives() -> QuerySet[PrintJob]:
    return PrintJob.objects.filter(kind=service.KIND).select_related("file", "asked_by__person")


def _ask(request: OfficeRequest, year: int) -> None:
    service.ask_for_archive(actor=request.user, year=year, key=submit_key(request))


def _line(job: PrintJob) -> dict[str, Any]:
    """One archive as the list shows it; a refusal of the last try in its own words, a fault of the program not."""
    modifier, word = _PILLS[JobState(job.state)]
    said = "" if job.state == JobState.DONE else job.last_error.strip()
    fault = said.rpartition("\n")[2]  # a refusal is the last that the timer's child says
    return {
        "pk": job.pk,
        "title": job.title,
        "who": job.asked_by.get_full_name(),
        "at": job.created_at,
        "pill": (modifier, word),
        "size": size_words(job.file.size) if job.file else "",
        "sha256": job.file.sha256 if job.file else "",
        "why": "Lỗi trên máy chủ, báo quản trị xem nhật ký máy chủ." if "Traceback" in said else fault,
    }
