"""Sáng kiến đã công nhận: with their decisions, and what each was used for."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from awards.forms.initiative import RecognisedFilter
from awards.models import Initiative, InitiativeState, Recognition
from awards.views.initiative_rows import RECOGNISED, known_of, narrowed, printed_known, year_choices
from plans.http import OfficeRequest
from plans.views.listing import Listing, page_of, send_listing

_KNOWN = Initiative.objects.filter(state=InitiativeState.RECOGNISED, removed_at__isnull=True)


@require_safe
def recognised_list(request: OfficeRequest) -> HttpResponse:
    """The register of recognised initiatives, for everybody."""
    chosen = _filter(request)
    page = page_of(request, _matching(chosen))
    context = {
        "rows": list(enumerate(known_of(page.object_list), start=page.start_index())),
        "page": page,
        "filter": chosen,
        "counted": f"{page.paginator.count} sáng kiến, đề tài",
        "query": request.GET.urlencode(),
    }
    return render(request, "awards/recognised_list.html", context)


@require_safe
def recognised_list_print(request: OfficeRequest) -> HttpResponse:
    """The register on A4, or as a sheet."""
    chosen = _filter(request)
    rows = printed_known(known_of(_matching(chosen)))
    total = f"Cộng: {len(rows)} sáng kiến, đề tài."
    listing = Listing(
        "DANH SÁCH", "Sáng kiến, đề tài được công nhận", RECOGNISED, rows, chosen.criteria, total, names_people=True
    )
    return send_listing(request, listing, name="sang-kien-duoc-cong-nhan.pdf")


def _matching(chosen: RecognisedFilter) -> QuerySet[Initiative]:
    rows = narrowed(_KNOWN.all(), chosen)
    if level := chosen.value("level"):
        rows = rows.filter(recognitions__scope=level, recognitions__revoked_on=None)
    return rows.order_by("-year", "name", "pk")


def _filter(request: OfficeRequest) -> RecognisedFilter:
    return RecognisedFilter(request.GET, year=year_choices(), level=[("", "Mọi phạm vi"), *Recognition.Scope.choices])
