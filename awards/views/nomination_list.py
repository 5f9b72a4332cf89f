"""The list of nominations: on the screen, on A4, as a sheet."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from awards.forms.nomination_list import read_nomination_filter
from awards.models import NominationState
from awards.services.quota import places_of_round
from awards.views.nomination_rows import (
    COLUMNS,
    lines_of,
    nominations_matching,
    paper_rows,
    sees_holds,
)
from plans.http import OfficeRequest
from plans.models.unit_index import UnitIndex
from plans.views.listing import Listing, page_of, send_listing


@require_safe
def nomination_list(request: OfficeRequest) -> HttpResponse:
    """Hồ sơ đề nghị khen thưởng that the person sees."""
    chosen, rounds = read_nomination_filter(request.GET, UnitIndex.load(), holds=sees_holds(request.user))
    page = page_of(request, nominations_matching(request.user, chosen))
    examines = request.user.has_perm("awards.examine")
    rows = lines_of(page.object_list, request.user, first=page.start_index())  # type: ignore[arg-type]
    award_round = rounds.get(chosen.value("round"))
    context = {
        "places": places_of_round(award_round) if award_round else [],
        "filter": chosen,
        "page": page,
        "rows": rows,
        "counted": f"{page.paginator.count} hồ sơ",
        "query": request.GET.urlencode(),
        "nominates": request.user.has_perm("awards.nominate"),
        "opens": request.user.has_perm("awards.open_round"),
        "rounds": rounds,
        "examines": examines and any(row.state == NominationState.SUBMITTED.label for row in rows),
        "waiting": NominationState.SUBMITTED.label,
    }
    return render(request, "awards/nomination_list.html", context)


@require_safe
def nomination_list_print(request: OfficeRequest) -> HttpResponse:
    """The same list on A4 or as a sheet."""
    user = request.user
    chosen, _ = read_nomination_filter(request.GET, UnitIndex.load(), holds=sees_holds(user))
    lines = lines_of(nominations_matching(user, chosen), user)
    units = sum(line.is_unit for line in lines)
    listing = Listing(
        kind="DANH SÁCH",
        subject="Hồ sơ đề nghị khen thưởng",
        columns=COLUMNS,
        rows=paper_rows(lines),
        criteria=chosen.criteria,
        total=f"Cộng: {units} tập thể; {len(lines) - units} cá nhân.",
        names_people=True,
    )
    return send_listing(request, listing, name="Danh sách hồ sơ đề nghị.pdf")
