"""Clusters and blocs: their list, one's page with its years, and the forms on them."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from emulation.forms.cluster import ClusterFilter, ClusterForm, YearForm
from emulation.models import Cluster, ClusterYear
from emulation.services import cluster as service
from emulation.views.cluster_rows import CYCLE, points_words, rank_words, with_figures, year_lines
from emulation.views.record_form import record_form
from emulation.views.year import year_in_view
from plans.http import OfficeRequest, submit_key
from plans.papers.content import Align, Column
from plans.papers.content import Row as PrintRow
from plans.views.acting import require
from plans.views.listing import Listing, page_of, send_listing
from plans.views.record_history import steps_of

PRINTED = (
    Column("TT", 6, Align.CENTER),
    Column("CỤM, KHỐI", 32),
    Column("CƠ QUAN TỔ CHỨC", 19),
    Column("SỐ CƠ QUAN", 13, Align.CENTER),
    Column("TRƯỞNG", 19),
    Column("HẠNG CỦA SỞ", 13, Align.CENTER),
)


@require_safe
def cluster_list(request: OfficeRequest) -> HttpResponse:
    """Cụm, khối mà Sở tham gia, with the year in view."""
    chosen, year = ClusterFilter(request.GET), year_in_view(request)
    page = page_of(request, _found(chosen, year))
    rows = [_row(number, cluster) for number, cluster in enumerate(page.object_list, start=page.start_index())]
    context = {
        "rows": rows,
        "page": page,
        "year": year,
        "filter": chosen,
        "counted": f"{page.paginator.count} cụm, khối",
        "keeps": request.user.has_perm("emulation.keep_cluster"),
        "query": request.GET.urlencode(),
    }
    return render(request, "emulation/cluster_list.html", context)


@require_safe
def cluster_list_print(request: OfficeRequest) -> HttpResponse:
    """The list on A4, or as a sheet."""
    chosen, year = ClusterFilter(request.GET), year_in_view(request)
    rows = []
    for number, cluster in enumerate(_found(chosen, year), start=1):
        row = _row(number, cluster)
        cells = (str(number), cluster.name, row["organiser"], str(row["members"] or ""), row["head"], row["rank"])
        rows.append(PrintRow(cells))
    subject, total = f"Cụm, khối thi đua năm {year}", f"Cộng: {len(rows)} cụm, khối."
    listing = Listing("DANH SÁCH", subject, PRINTED, rows, chosen.criteria, total)
    return send_listing(request, listing, name="cum-khoi-thi-dua.pdf")


@require_safe
def cluster(request: OfficeRequest, pk: int) -> HttpResponse:
    """One cluster and its years."""
    record = get_object_or_404(Cluster, pk=pk)
    context = {
        "cluster": record,
        "years": year_lines(record.years.order_by("-year")),
        "steps": steps_of(record, ClusterForm.Meta.fields, seeded=True),
        "cycle": CYCLE,
        "keeps": request.user.has_perm("emulation.keep_cluster"),
    }
    return render(request, "emulation/cluster.html", context)


def cluster_new(request: OfficeRequest) -> HttpResponse:
    """Add a cluster or bloc."""
    require(request.user, "emulation.keep_cluster", who=service.WHO_KEEPS)
    form = ClusterForm(request.POST) if request.method == "POST" else ClusterForm()
    return record_form(
        request,
        form,
        lambda: _save(request, form, None),
        template="emulation/cluster_form.html",
        context={},
        title="Thêm cụm, khối thi đua",
        done="Đã thêm cụm, khối. Thêm năm thi đua tiếp theo.",
        back=reverse("emulation:cluster_list"),
        then=lambda made: reverse("emulation:cluster", args=[made.pk]),
    )


def cluster_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Correct a cluster."""
    require(request.user, "emulation.keep_cluster", who=service.WHO_KEEPS)
    record = get_object_or_404(Cluster, pk=pk)
    form = ClusterForm(instance=record, initial={"version": record.version})
    if request.method == "POST":
        form = ClusterForm(request.POST, instance=get_object_or_404(Cluster, pk=pk))
    return record_form(
        request,
        form,
        lambda: _save(request, form, record),
        template="emulation/cluster_form.html",
        context={"cluster": record},
        title=f"Sửa {record.name}",
        done="Đã lưu cụm, khối.",
        back=reverse("emulation:cluster", args=[pk]),
    )


def cluster_year_new(request: OfficeRequest, pk: int) -> HttpResponse:
    """Begin a year of a cluster."""
    require(request.user, "emulation.keep_cluster", who=service.WHO_KEEPS)
    record = get_object_or_404(Cluster, pk=pk)
    form = YearForm(initial={"year": year_in_view(request), "copies": True})
    if request.method == "POST":
        form = YearForm(request.POST)

    def act() -> ClusterYear:
        values, key = form.cleaned_data, submit_key(request)
        return service.add_year(
            actor=request.user, cluster=record, year=values["year"], copies=values["copies"], key=key
        )

    return record_form(
        request,
        form,
        act,
        template="emulation/cluster_form.html",
        context={"cluster": record},
        title="Thêm năm thi đua",
        done="Đã thêm năm thi đua. Ghi thành viên, trưởng và phó của năm.",
        back=reverse("emulation:cluster", args=[pk]),
        then=lambda made: reverse("emulation:cluster_year", args=[made.pk]),
    )


def _save(request: OfficeRequest, form: ClusterForm, record: Cluster | None) -> Cluster:
    seen, key = form.cleaned_data["version"] or 0, submit_key(request)
    return service.save_cluster(actor=request.user, cluster=record, values=form.values, seen=seen, key=key)


def _found(chosen: ClusterFilter, year: int) -> QuerySet[Cluster, Any]:
    clusters = Cluster.objects.order_by("-in_use", "kind", "name")
    for word in chosen.key.split():
        clusters = clusters.filter(search_key__contains=word)
    if kind := chosen.value("kind"):
        clusters = clusters.filter(kind=kind)
    of_year = with_figures(ClusterYear.objects.filter(cluster=OuterRef("pk"), year=year))
    return clusters.annotate(
        **{f"year_{name}": Subquery(of_year.values(name)[:1]) for name in ("pk", "n_members", "head", "rank", "score")}
    )


def _row(number: int, cluster: Any) -> dict[str, Any]:
    members = cluster.year_n_members or 0
    return {
        "no": number,
        "cluster": cluster,
        "organiser": cluster.get_organiser_display(),
        "year": cluster.year_pk,
        "members": members,
        "head": cluster.year_head or "",
        "rank": rank_words(cluster.year_rank, members),
        "score": points_words(cluster.year_score),
    }
