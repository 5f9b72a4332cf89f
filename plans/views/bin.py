"""Thùng rác: what was removed, by whom and when, each with a button that takes it out again."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plans.http import OfficeRequest, submit_key
from plans.services import bin as service
from plans.services.bin import BinRow
from plans.views.acting import act_by_button
from plans.views.listing import page_of

TITLE_LENGTH = 160


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
    labels = {kind.slug: kind.label for kind in service.kinds()}
    asked = request.GET.get("loai", "")
    chosen = asked if asked in labels else ""
    page = page_of(request, service.bin_rows(request.user, chosen))
    context = {
        "page": page,
        "lines": [_line(labels, BinRow._make(row)) for row in page.object_list],
        "kinds": [("", "Tất cả", not chosen), *((slug, label, slug == chosen) for slug, label in labels.items())],
        "chosen": labels.get(chosen, ""),
    }
    return render(request, "plans/bin.html", context)


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
