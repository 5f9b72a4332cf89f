"""The rows behind one figure of a report: the very records that it counted when it was drawn."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans import sockets
from plans.http import OfficeRequest
from plans.rules.report_line import Drawn, Link
from plans.services.report import lines_of
from plans.services.report_document import numbered
from plans.sockets import RowKind
from plans.views.listing import page_of
from plans.views.report import frame_of, seen_report


@require_safe
def report_rows(request: OfficeRequest, pk: int, slug: str, key: str, place: int) -> HttpResponse:
    """The records that the ``place``-th figure of a sentence counts; of those one may not see, how many there are.

    Who does not prepare reports reads the sentence as it is printed, and nothing of one that was left out.
    """
    report = seen_report(request, pk)
    found = next((one for one in numbered(report.sections.all()) if one.section.slug == slug), None)
    line = next((one for one in lines_of(found.section) if one.key == key), None) if found else None
    drawn = (line.drawn or line.seen) if line else None
    links = links_of(drawn) if drawn else []
    prepares = request.user.has_perm("plans.see_drafts")
    if found is None or line is None or drawn is None or place >= len(links) or not (line.text or prepares):
        raise Http404
    link = links[place]
    kind = row_kinds().get(link.kind)
    rows = list(kind.rows(request.user, link.keys)) if kind else []
    context = {
        **frame_of(report).context,
        "section": found,
        "link": link,
        "sentence": drawn.text if prepares else line.text,
        "label": kind.label if kind else "bản ghi",
        "counted": len(link.keys),
        "different": (different := len(set(link.keys))),
        "unseen": different - len(rows),
        "page": (page := page_of(request, rows)),
        "rows": list(enumerate(page.object_list, page.start_index())),
    }
    return render(request, "plans/report_rows.html", context)


def links_of(drawn: Drawn) -> list[Link]:
    """The figures of a sentence, in its order."""
    return [part for part in drawn.parts if isinstance(part, Link)]


def row_kinds() -> dict[str, RowKind]:
    """Every kind of record that a figure can count, by its name."""
    return {name: kind for give in sockets.row_kinds for name, kind in give().items()}
