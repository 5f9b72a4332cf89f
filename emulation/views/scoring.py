"""Chấm điểm, xếp hạng: the campaigns and clusters of the year that have a score table, and how far each has come."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from emulation.models import Campaign, ClusterYear, Criterion, ScoreSheet, SheetState
from emulation.rules.phase import PHASE_WORDS, phase_state
from emulation.rules.scoring import show_points
from emulation.services.score_table import scoring_phase
from emulation.views.sheet_rows import sheet_pill
from emulation.views.year import year_in_view
from plans.http import OfficeRequest
from plans.permissions import rights_of
from plans.rules.official import short_date

_LEAF = ~Q(kind=Criterion.Kind.GROUP)


class Line(NamedTuple):
    """A campaign on the page."""

    pk: int
    name: str
    criteria: int
    phase: str
    counts: str
    mine: list[tuple[str, str, SafeString, str]]  # name, address, pill, points
    closed: bool
    has_sheets: bool


@require_safe
def scoring(request: OfficeRequest) -> HttpResponse:
    """The tables of the year and the sheets that are one's own."""
    year, user, today = year_in_view(request), request.user, timezone.localdate()
    follows = user.has_perm("plans.follow_all")
    of_year = Campaign.objects.visible_to(user).of_year(year).prefetch_related("phases").select_related("table")
    campaigns = list(of_year.only("name", "state", "table", "starts_on").order_by("-starts_on", "pk"))
    tables = {one.table.pk: one for one in campaigns if hasattr(one, "table")}
    criteria = dict(
        Criterion.objects.filter(_LEAF, table__in=tables).order_by().values_list("table").annotate(Count("pk"))
    )
    counts: dict[int, dict[str, int]] = {}
    rows = ScoreSheet.objects.filter(table__in=tables).order_by().values_list("table", "state").annotate(Count("pk"))
    for table, state, count in rows:
        counts.setdefault(table, {})[state] = count
    own = _own_sheets(request, list(tables))
    lines = []
    for one in campaigns:
        table = one.table.pk if hasattr(one, "table") else 0
        phase = scoring_phase(one)
        found = counts.get(table, {})
        lines.append(
            Line(
                pk=one.pk,
                name=one.name,
                criteria=criteria.get(table, 0),
                phase=f"{short_date(phase.opens_on)} đến {short_date(phase.closes_on)}, "
                f"{PHASE_WORDS[phase_state(phase.opens_on, phase.closes_on, today)]}"
                if phase
                else "",
                counts=_count_words(found) if follows else "",
                mine=own.get(table, []),
                closed=bool(found.get(SheetState.CLOSED)),
                has_sheets=bool(found),
            )
        )
    context = {
        "year": year,
        "lines": lines,
        "follows": follows,
        "keeps": user.has_perm("emulation.keep_table"),
        "clusters": _clusters(year),
    }
    return render(request, "emulation/scoring.html", context)


def _own_sheets(request: OfficeRequest, tables: list[int]) -> dict[int, list[tuple[str, str, SafeString, str]]]:
    """The person's own sheets by table: those of the units he answers for, and his own. One query."""
    mine = Q(unit__in=rights_of(request.user).units) | Q(person=request.user.person_id or 0)
    rows = ScoreSheet.objects.filter(mine, table__in=tables).order_by("unit__order", "pk")
    found: dict[int, list[tuple[str, str, SafeString, str]]] = {}
    columns = ("table_id", "pk", "unit__name", "person__full_name", "state", "own_total")
    for table, pk, unit, person, state, total in rows.values_list(*columns):
        line = (unit or person, reverse("emulation:sheet", args=[pk]), sheet_pill(state), show_points(total))
        found.setdefault(table, []).append(line)
    return found


def _clusters(year: int) -> list[tuple[str, str, bool]]:
    """The clusters of the year with the address of their table, and whether there is one. One query."""
    has_table = Exists(ClusterYear.objects.filter(pk=OuterRef("pk"), table__isnull=False))
    rows = ClusterYear.objects.filter(year=year).annotate(has_table=has_table).order_by("cluster__name")
    return [
        (name, reverse("emulation:cluster_table", args=[pk]), has)
        for pk, name, has in rows.values_list("pk", "cluster__name", "has_table")
    ]


def _count_words(counts: dict[str, int]) -> str:
    """«5 phiếu: 2 đang tự chấm, 3 đã thẩm định»."""
    if not counts:
        return "chưa lập phiếu"
    said = [f"{counts[state]} {str(state.label).lower()}" for state in SheetState if counts.get(state)]
    return f"{sum(counts.values())} phiếu: {'; '.join(said)}"
