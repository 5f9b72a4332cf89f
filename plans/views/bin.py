"""Thùng rác: what was removed, by whom and when, each with a button that takes it out again."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plans.http import OfficeRequest, submit_key
from plans.papers.content import Align, Column, Row
from plans.services import bin as service
from plans.services.bin import BinRow
from plans.views.acting import act_by_button
from plans.views.listing import Listing, page_of, send_listing

TITLE_LENGTH = 160
MOST_PRINTED = 300
PRINTED = (
    Column("TT", 6, Align.CENTER),
    Column("NỘI DUNG", 44),
    Column("LOẠI", 16),
    Column("BỎ LÚC", 16, Align.CENTER),
    Column("NGƯỜI BỎ", 18),
)


class Line(NamedTuple):
    """A line of the bin."""

    label: str
    title: str
    task: str
    task_url: str
    removed: str
    who: str
    restore_url: str


@require_safe
def bin_page(request: OfficeRequest) -> HttpResponse:
    """The bin as the person may empty it back: his own, and for the standing office everything."""
    labels, chosen = _kinds(request)
    page = page_of(request, service.bin_rows(request.user, chosen))
    context = {
        "page": page,
        "lines": [_line(labels, BinRow._make(row)) for row in page.object_list],
        "kinds": [("", "Tất cả", not chosen), *((slug, label, slug == chosen) for slug, label in labels.items())],
        "chosen": labels.get(chosen, ""),
        "query": request.GET.urlencode(),
    }
    return render(request, "plans/bin.html", context)


def _kinds(request: OfficeRequest) -> tuple[dict[str, str], str]:
    """What the kinds are called, and the one that is asked for; empty for all."""
    labels = {kind.slug: kind.label for kind in service.kinds()}
    asked = request.GET.get("loai", "")
    return labels, asked if asked in labels else ""


@require_safe
def bin_print(request: OfficeRequest) -> HttpResponse:
    """The latest of the bin as a paper or a sheet."""
    labels, chosen = _kinds(request)
    lines = [_line(labels, BinRow._make(row)) for row in service.bin_rows(request.user, chosen)[:MOST_PRINTED]]
    rows = [
        Row((str(n), ". ".join(filter(None, (line.title, line.task))), line.label, line.removed, line.who))
        for n, line in enumerate(lines, start=1)
    ]
    criteria = f"loại {labels[chosen].lower()}" if chosen else "không lọc"
    if len(rows) == MOST_PRINTED:
        criteria = f"{criteria}; {MOST_PRINTED} mục mới nhất"
    total = f"Cộng: {len(rows)} mục."
    listing = Listing("THÙNG RÁC", "", PRINTED, rows, criteria, total, names_people=True)
    return send_listing(request, listing, name="thung-rac.pdf")


def _line(labels: dict[str, str], row: BinRow) -> Line:
    title = " ".join(row.title.split())
    return Line(
        label=labels[row.slug],
        title=title if len(title) <= TITLE_LENGTH else f"{title[: TITLE_LENGTH - 1].rstrip()}…",
        task=f"Nhiệm vụ {row.task_no}/{row.year}" if row.task_pk else "",
        task_url=reverse("plans:task", args=[row.task_pk]) if row.task_pk else "",
        removed=f"{timezone.localtime(row.removed_at):%d/%m/%Y %H:%M}",
        who=row.who,
        restore_url=reverse("plans:bin_restore", args=[row.slug, row.pk]),
    )


@require_POST
def bin_restore(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    """Khôi phục. Who could not see the row gets 404."""
    kind = service.kind_of(slug)
    if kind is None:
        raise Http404
    record: Any = get_object_or_404(service.removed_rows(kind, request.user), pk=pk)
    act_by_button(
        request,
        lambda: service.restore(record=record, actor=request.user, key=submit_key(request)),
        done=f"Đã khôi phục: {kind.label.lower()}.",
    )
    return redirect("plans:bin")
