"""The sheets of a campaign as a list, one sheet's page, and its papers."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from emulation.forms.scoring import SheetFilter
from emulation.models import Campaign, ClusterYear, ScoreSheet, ScoreTable, SheetState
from emulation.papers.scoring import OWN_UNIT
from emulation.rules.scoring import maxima, show_points
from emulation.services.score_papers import HAS_FINAL, lines_of, print_sheet, subject_of, whose
from emulation.services.score_sheet import make_sheets, why_closed
from emulation.services.score_table import WHO_KEEPS, scoring_phase
from emulation.services.self_score import may_score
from emulation.views.score_table import seen_campaign, table_url
from emulation.views.sheet_rows import max_words, moment, proofs_of, sheet_pill, shown_rows
from emulation.views.sheet_steps import steps_for
from plans.context import office_in_view
from plans.http import OfficeRequest, submit_key
from plans.models import Office, User
from plans.papers.content import Align, Column
from plans.papers.content import Row as PrintRow
from plans.papers.docx import render_docx
from plans.papers.pdf import render_pdf
from plans.rules.official import short_date
from plans.rules.text import fold
from plans.views.acting import act_by_button, require
from plans.views.files import DOCX, PDF, send_bytes
from plans.views.listing import Listing, page_of, send_listing

PRINTED = (
    Column("TT", 7, Align.CENTER),
    Column("ĐƠN VỊ, CÁ NHÂN", 31),
    Column("TÌNH TRẠNG", 20),
    Column("GỬI LÚC", 14, Align.CENTER),
    Column("TỰ CHẤM", 10, Align.CENTER),
    Column("THẨM ĐỊNH", 11, Align.CENTER),
)
_LISTED = ("pk", "name", "works_at", "state", "own_total", "final_total", "sent_at", "appraised_own", "rank")


class Line(NamedTuple):
    """A sheet in the list, its cells ready."""

    pk: int
    name: str
    works_at: str
    state: str
    pill: SafeString
    own: str
    final: str
    sent: str
    of_own: bool
    rank: int | None


def sheets_seen(user: User) -> QuerySet[ScoreSheet]:
    """Sheets the person may see, with whatever their pages tell: two queries for one sheet."""
    people = ("sent_by__person", "appraised_by__person", "objected_by__person", "closed_by__person")
    return (
        ScoreSheet.objects.visible_to(user)
        .select_related("table__campaign", "table__cluster_year__cluster", "unit", "person__unit", *people)
        .prefetch_related("table__campaign__phases")
    )


def seen_sheet(request: OfficeRequest, pk: int) -> ScoreSheet:
    """The sheet of an address, or 404."""
    return get_object_or_404(sheets_seen(request.user), pk=pk)


@require_safe
def sheet_list(request: OfficeRequest, campaign_pk: int) -> HttpResponse:
    """Phiếu chấm điểm of a campaign: all for the standing office and the leadership, else one's own."""
    campaign = seen_campaign(request, campaign_pk)
    table = getattr(campaign, "table", None)
    chosen = SheetFilter(request.GET)
    page = page_of(request, _matching(request.user, table, chosen))
    phase, today = scoring_phase(campaign), timezone.localdate()
    keeps = request.user.has_perm("emulation.keep_table")
    context = {
        "campaign": campaign,
        "table": table,
        "rows": _lines(request.user, page.object_list),
        "page": page,
        "filter": chosen,
        "counted": f"{page.paginator.count} phiếu",
        "query": request.GET.urlencode(),
        "phase": f"{short_date(phase.opens_on)} đến {short_date(phase.closes_on)}" if phase else "",
        "closed": why_closed(campaign, phase, today),
        "follows": request.user.has_perm("plans.follow_all"),
        "keeps": keeps,
        "closes": request.user.has_perm("emulation.close_scores"),
    }
    return render(request, "emulation/sheet_list.html", context)


@require_safe
def sheet_list_print(request: OfficeRequest, campaign_pk: int) -> HttpResponse:
    """The list on A4 or as a spreadsheet."""
    campaign = seen_campaign(request, campaign_pk)
    table = getattr(campaign, "table", None)
    chosen = SheetFilter(request.GET)
    lines = _lines(request.user, _matching(request.user, table, chosen))
    rows = [
        PrintRow(
            (
                str(number),
                ", ".join(part for part in (line.name, line.works_at) if part),
                str(SheetState(line.state).label) + (f"\n({OWN_UNIT.lower()})" if line.of_own else ""),
                line.sent,
                line.own,
                line.final,
            )
        )
        for number, line in enumerate(lines, start=1)
    ]
    total = f"Cộng: {len(rows)} phiếu chấm điểm."
    names_people = table is not None and table.who == ScoreTable.Who.PERSON
    listing = Listing(
        "DANH SÁCH", f"Phiếu chấm điểm {campaign}", PRINTED, rows, chosen.criteria, total, names_people=names_people
    )
    return send_listing(request, listing, name="phieu-cham-diem.pdf")


def _matching(user: User, table: ScoreTable | None, chosen: SheetFilter) -> QuerySet[Any, Any]:
    """The sheets of a table that the filter lets through, as tuples; units in the office's order."""
    rows = ScoreSheet.objects.visible_to(user).filter(table=table)
    for word in chosen.key.split():
        rows = rows.annotate(key=Coalesce("unit__search_key", "person__search_key")).filter(key__contains=fold(word))
    if state := chosen.value("state"):
        rows = rows.filter(state=state)
    found: QuerySet[Any, Any] = (
        rows.annotate(name=Coalesce("unit__name", "person__full_name"), works_at=F("person__unit__name"))
        .order_by("unit__order", "unit__name", "person__sort_key", "pk")
        .values_list(*_LISTED)
    )
    return found


def _lines(user: User, rows: Any) -> list[Line]:
    follows = user.has_perm("plans.follow_all")
    found = []
    for pk, name, works_at, state, own, final, sent, of_own, rank in rows:
        shown = state in HAS_FINAL or (follows and state == SheetState.SENT and final)
        found.append(
            Line(
                pk=pk,
                name=name,
                works_at=works_at or "",
                state=state,
                pill=sheet_pill(state),
                own=show_points(own),
                final=show_points(final) if shown else "",
                sent=moment(sent),
                of_own=of_own and (follows or state in HAS_FINAL),
                rank=rank,
            )
        )
    return found


@require_POST
def sheets_make(request: OfficeRequest, campaign_pk: int) -> HttpResponse:
    """Lập phiếu for everybody who takes part and has none."""
    campaign = seen_campaign(request, campaign_pk)
    require(request.user, "emulation.keep_table", who=WHO_KEEPS)
    table = getattr(campaign, "table", None)
    if table is None:
        messages.warning(request, "Phong trào chưa có bảng điểm. Lập bảng điểm trước rồi lập phiếu.")
        return redirect("emulation:table", campaign_pk)
    _make(request, table)
    return redirect("emulation:sheet_list", campaign_pk)


@require_POST
def cluster_sheet(request: OfficeRequest, pk: int) -> HttpResponse:
    """The office's own sheet by the table of a cluster's year, made at the first need."""
    year = get_object_or_404(ClusterYear.objects.select_related("table"), pk=pk)
    require(request.user, "emulation.keep_table", who=WHO_KEEPS)
    table = getattr(year, "table", None)
    if table is None or not _make(request, table):
        return redirect("emulation:cluster_table", pk)
    return redirect("emulation:sheet", table.sheets.get().pk)


def _make(request: OfficeRequest, table: ScoreTable) -> bool:
    today, key = timezone.localdate(), submit_key(request)
    return act_by_button(
        request,
        lambda: make_sheets(table=table, actor=request.user, today=today, key=key),
        done="Đã lập đủ phiếu chấm điểm.",
    )


@require_safe
def sheet(request: OfficeRequest, pk: int) -> HttpResponse:
    """One sheet: every line with its points, reasons and proofs, and what the person can do now."""
    record = seen_sheet(request, pk)
    user, today = request.user, timezone.localdate()
    lines = lines_of(record)
    with_final = sees_final(user, record)
    context = {
        "sheet": record,
        "table": record.table,
        "campaign": record.table.campaign,
        "year": record.table.cluster_year,
        "crumbs": crumbs_of(record),
        "title": whose(record, office_in_view(request) or Office()),
        "subject": subject_of(record.table),
        "pill": sheet_pill(record.state),
        "own_total": show_points(record.own_total),
        "final_total": show_points(record.final_total) if with_final else "",
        "most": max_words(maxima(line.placed.node for line in lines)),
        "rows": shown_rows(lines, proofs_of(record), with_final=with_final),
        "with_final": with_final,
        "own_unit": OWN_UNIT.lower(),
        "steps": steps_for(user, record, today),
        "may_prove": may_score(user, record, today),
        "locked": _locked_words(record, today),
        "moments": _moments(record),
    }
    return render(request, "emulation/sheet.html", context)


def sees_final(user: User, record: ScoreSheet) -> bool:
    """The unit sees the appraisal when it is finished; the standing office and the leadership as it grows."""
    if record.table.is_own:
        return False
    return record.state in HAS_FINAL or (record.state == SheetState.SENT and user.has_perm("plans.follow_all"))


def crumbs_of(record: ScoreSheet) -> list[tuple[str, str]]:
    """Where a sheet stands: the campaign and its sheets, or the cluster's year and its table."""
    campaign: Campaign | None = record.table.campaign
    if campaign is None:
        year: ClusterYear | None = record.table.cluster_year
        owner = reverse("emulation:cluster_year", args=[record.table.cluster_year_id])
        return [(owner, str(year)), (table_url(record.table), "Bảng điểm")]
    return [
        (reverse("emulation:campaign", args=[campaign.pk]), campaign.name[:60]),
        (reverse("emulation:sheet_list", args=[campaign.pk]), "Phiếu chấm điểm"),
    ]


def _locked_words(record: ScoreSheet, today: Any) -> str:
    """Why the unit cannot score now, while its sheet is still with it."""
    campaign = record.table.campaign
    if campaign is None or record.state != SheetState.DRAFT:
        return ""
    return why_closed(campaign, scoring_phase(campaign), today)


def _moments(record: ScoreSheet) -> list[tuple[str, str, str]]:
    """Who did what and when, in its order."""
    said = (
        ("Gửi thẩm định", record.sent_by, record.sent_at),
        ("Thẩm định xong", record.appraised_by, record.appraised_at),
        ("Có ý kiến", record.objected_by, record.objected_at),
        ("Chốt điểm", record.closed_by, record.closed_at),
    )
    found = sorted(((at, words, user) for words, user, at in said if user and at), key=lambda one: one[0])
    return [(words, user.get_full_name(), moment(at)) for at, words, user in found]


@require_safe
def sheet_pdf(request: OfficeRequest, pk: int) -> HttpResponse:
    """The sheet on A4: the appraisal where it may be seen, unless ``?ban=tu-cham`` asks for the own points."""
    paper, name = _paper(request, pk)
    return send_bytes(render_pdf(paper, filed=False), name=f"{name}.pdf", content_type=PDF)


@require_safe
def sheet_docx(request: OfficeRequest, pk: int) -> HttpResponse:
    """The same for Word."""
    paper, name = _paper(request, pk)
    return send_bytes(render_docx(paper), name=f"{name}.docx", content_type=DOCX)


def _paper(request: OfficeRequest, pk: int) -> tuple[Any, str]:
    record = seen_sheet(request, pk)
    appraised = sees_final(request.user, record) and request.GET.get("ban") != "tu-cham"
    name = "phieu-tham-dinh" if appraised else "phieu-tu-cham"
    return print_sheet(record, request.user, appraised=appraised), name
