"""The list of campaigns, its print, the ministry's form and one campaign's page."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from emulation.forms.campaign import EVERY_YEAR, CampaignFilter
from emulation.models import Campaign, CampaignKind, CampaignState, Launcher, Phase
from emulation.services.campaign_document import launch_paper
from emulation.views.campaign_page import page_of_campaign
from emulation.views.campaign_rows import campaign_pill, days_words, phase_words
from plans.context import plan_in_view
from plans.http import OfficeRequest
from plans.models import User
from plans.papers.content import Align, Column, Paper
from plans.papers.content import Row as PrintRow
from plans.papers.docx import render_docx
from plans.papers.html import render_html
from plans.papers.pdf import render_pdf
from plans.rules.official import short_date
from plans.services.frozen_print import frozen_paper, pdf_of
from plans.views.files import DOCX, PDF, send_bytes, send_file
from plans.views.listing import Listing, page_of, send_listing

WHO_EDITS = "Thường trực TĐKT lập và trình phong trào thi đua. Cần thay đổi thì báo thường trực."
PRINTED = (
    Column("TT", 7, Align.CENTER),
    Column("PHONG TRÀO THI ĐUA", 30),
    Column("HÌNH THỨC, CẤP PHÁT ĐỘNG", 20),
    Column("THỜI GIAN", 16, Align.CENTER),
    Column("VĂN BẢN CỦA SỞ", 21),
    Column("TÌNH TRẠNG", 14),
)


class Line(NamedTuple):
    """A campaign in the list."""

    pk: int
    name: str
    kind: str
    launcher: str
    time: str
    number: str
    task: str
    task_pk: int | None
    state: str
    pill: SafeString
    phases: str


def campaigns_seen(user: User) -> QuerySet[Campaign]:
    """Campaigns the person may see, each with its task, who prepared it and its paper."""
    rows = Campaign.objects.visible_to(user)
    return rows.select_related("task__plan", "prepared_by__person", "approved_by__person", "paper").defer(
        "paper__content", "task__plan__source_text", "task__plan__opening", "task__plan__closing"
    )


def seen_campaign(request: OfficeRequest, pk: int) -> Campaign:
    """The campaign of an address, or 404."""
    return get_object_or_404(campaigns_seen(request.user), pk=pk)


@require_safe
def campaign_list(request: OfficeRequest) -> HttpResponse:
    """Phong trào thi đua."""
    chosen, found = _found(request)
    page = page_of(request, found)
    plan = plan_in_view(request)
    context = {
        "rows": _lines(page.object_list),
        "page": page,
        "plan": plan,
        "filter": chosen,
        "counted": f"{page.paginator.count} phong trào",
        "query": request.GET.urlencode(),
        "may_make": request.user.has_perm("emulation.edit_campaign"),
    }
    return render(request, "emulation/campaign_list.html", context)


@require_safe
def campaign_list_print(request: OfficeRequest) -> HttpResponse:
    """The list on A4, or as a sheet."""
    chosen, found = _found(request)
    rows = [
        PrintRow((str(place), line.name, f"{line.kind}\n{line.launcher}", line.time, line.number, line.state))
        for place, line in enumerate(_lines(found), 1)
    ]
    plan = plan_in_view(request)
    year = f"năm {plan.year}" if plan and not chosen.value("year") else "các năm"
    listing = Listing(
        kind="DANH SÁCH",
        subject=f"Phong trào thi đua {year}",
        columns=PRINTED,
        rows=rows,
        criteria=chosen.criteria,
        total=f"Cộng: {len(rows)} phong trào.",
    )
    return send_listing(request, listing, name="Danh sách phong trào thi đua.pdf")


@require_safe
def campaign(request: OfficeRequest, pk: int) -> HttpResponse:
    """One campaign: its parts, phases, papers, files, and who moved it when."""
    return render(request, "emulation/campaign.html", page_of_campaign(request.user, seen_campaign(request, pk)))


@require_safe
def campaign_preview(request: OfficeRequest, pk: int) -> HttpResponse:
    """The launch plan as a sheet: the draft as it stands, the issued one as frozen."""
    record = seen_campaign(request, pk)
    context = {
        "campaign": record,
        "sheet": render_html(_paper(record)),
        "pill": campaign_pill(record.state),
        "issued": record.paper_id is not None,
    }
    return render(request, "emulation/campaign_preview.html", context)


@require_safe
def campaign_pdf(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """The frozen file of the issued plan, byte for byte; a draft is printed as it stands."""
    record = seen_campaign(request, pk)
    if record.paper is not None:
        return send_file(pdf_of(record.paper))
    return send_bytes(render_pdf(_paper(record), filed=False), name=f"{_file_name(record)}.pdf", content_type=PDF)


@require_safe
def campaign_docx(request: OfficeRequest, pk: int) -> HttpResponse:
    """The launch plan for Word."""
    record = seen_campaign(request, pk)
    return send_bytes(render_docx(_paper(record)), name=f"{_file_name(record)}.docx", content_type=DOCX)


def _paper(record: Campaign) -> Paper:
    return frozen_paper(record.paper) if record.paper is not None else launch_paper(record)


def _file_name(record: Campaign) -> str:
    return f"{'Ke hoach' if record.number else 'Du thao ke hoach'} {record.name}"[:120]


def _found(request: OfficeRequest) -> tuple[CampaignFilter, QuerySet[Campaign]]:
    chosen = CampaignFilter(request.GET)
    rows = Campaign.objects.visible_to(request.user)
    plan = plan_in_view(request)
    if plan is not None and chosen.value("year") != EVERY_YEAR:
        rows = rows.of_year(plan.year)
    for word in chosen.key.split():
        rows = rows.filter(search_key__contains=word)
    for name, column in (("kind", "kind"), ("level", "launcher"), ("state", "state")):
        if value := chosen.value(name):
            rows = rows.filter(**{column: value})
    return chosen, rows.order_by("-starts_on", "pk")


def _lines(rows: Any) -> list[Line]:
    """The rows of a page. Two queries, however many."""
    today = timezone.localdate()
    columns = ("pk", "name", "kind", "launcher", "starts_on", "ends_on", "number", "issued_on", "state")
    found = list(rows.values_list(*columns, "task_id", "task__no"))
    phases: dict[int, list[tuple[str, dt.date, dt.date]]] = defaultdict(list)
    of_page = Phase.objects.filter(campaign__in=[row[0] for row in found])
    for campaign_pk, kind, opens, closes in of_page.values_list("campaign_id", "kind", "opens_on", "closes_on"):
        phases[campaign_pk].append((kind, opens, closes))
    return [_line(row, phases[row[0]], today) for row in found]


def _line(row: tuple[Any, ...], phases: list[tuple[str, dt.date, dt.date]], today: dt.date) -> Line:
    pk, name, kind, launcher, starts, ends, number, issued, state, task, no = row
    return Line(
        pk=pk,
        name=name,
        kind=str(CampaignKind(kind).label),
        launcher=str(Launcher(launcher).label),
        time=days_words(starts, ends),
        number=f"Số {number} ngày {short_date(issued)}" if number and issued else "",
        task=f"Nhiệm vụ {no}" if task else "",
        task_pk=task,
        state=str(CampaignState(state).label),
        pill=campaign_pill(state),
        phases=phase_words(phases, today) if state == CampaignState.LAUNCHED else "",
    )
