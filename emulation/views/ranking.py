"""Xếp hạng: the page, its paper and its spreadsheet."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from emulation.models import Campaign, ScoreTable
from emulation.papers.scoring import RankingFacts, ranking_cells, ranking_columns
from emulation.services.score_papers import print_ranking, ranking_of
from emulation.views.score_table import seen_campaign
from emulation.views.sheet_rows import max_words
from plans.http import OfficeRequest
from plans.models import User
from plans.papers.content import Row
from plans.papers.docx import render_docx
from plans.papers.pdf import render_pdf
from plans.views.acting import require
from plans.views.files import DOCX, send_bytes
from plans.views.listing import Listing, send_listing, wants_sheet
from plans.views.printing import answer_print

PRINT = "score_ranking"
WHO_SEES = "Bảng xếp hạng mở cho mọi người khi lãnh đạo Sở đã chốt điểm. Trước đó chỉ thường trực và lãnh đạo xem."


@require_safe
def ranking(request: OfficeRequest, campaign_pk: int) -> HttpResponse:
    """Everybody's place: for all once it is closed, before that for the standing office and the leadership."""
    campaign = seen_campaign(request, campaign_pk)
    table = getattr(campaign, "table", None)
    context: dict[str, Any] = {"campaign": campaign, "closes": request.user.has_perm("emulation.close_scores")}
    if table is not None:
        table.campaign = campaign
        facts = ranking_of(table, request.user)
        if facts.is_closed or request.user.has_perm("plans.follow_all"):
            context |= {
                "facts": facts,
                "heads": ["Hạng", "Đơn vị, cá nhân", *facts.parts, "Tự chấm", "Thẩm định", "Ghi chú"],
                "rows": [(cells, _is_tied(cells[0])) for cells in ranking_cells(facts)],
                "most": max_words(facts.most),
            }
    return render(request, "emulation/ranking.html", context)


@require_safe
def ranking_print(request: OfficeRequest, campaign_pk: int) -> HttpResponse:
    """The ranking as PDF, or with ``?dang=xlsx`` as a spreadsheet."""
    campaign, table = _open_table(request, campaign_pk)
    if wants_sheet(request):
        return send_listing(request, _listing(ranking_of(table, request.user), table), name="xep-hang.xlsx")
    rows, title = table.sheets.count(), f"Bảng xếp hạng {campaign}"[:120]
    return answer_print(request, kind=PRINT, title=title, params={"table": table.pk}, rows=rows)


@require_safe
def ranking_docx(request: OfficeRequest, campaign_pk: int) -> HttpResponse:
    """The ranking for Word."""
    _, table = _open_table(request, campaign_pk)
    return send_bytes(render_docx(print_ranking(table, request.user)), name="xep-hang.docx", content_type=DOCX)


def make_ranking_print(user: User, params: dict[str, Any]) -> bytes:
    """The PDF, for the page or the timer."""
    rows = ScoreTable.objects.filter(campaign__in=Campaign.objects.visible_to(user)).select_related("campaign")
    return render_pdf(print_ranking(get_object_or_404(rows, pk=params["table"]), user), filed=False)


def _open_table(request: OfficeRequest, campaign_pk: int) -> tuple[Campaign, ScoreTable]:
    """The table for somebody who may see its ranking now."""
    campaign = seen_campaign(request, campaign_pk)
    table = get_object_or_404(ScoreTable.objects.select_related("campaign"), campaign=campaign)
    if not table.sheets.filter(rank__isnull=False).exists():
        require(request.user, "plans.follow_all", who=WHO_SEES)
    return campaign, table


def _listing(facts: RankingFacts, table: ScoreTable) -> Listing:
    rows = [Row(cells) for cells in ranking_cells(facts)]
    left = f" Không xếp hạng: {len(facts.left_out)}." if facts.left_out else ""
    return Listing(
        "BẢNG XẾP HẠNG",
        facts.subject,
        ranking_columns(facts),
        rows,
        "không",
        f"Xếp hạng {len(rows)} {facts.who}.{left}",
        names_people=table.who == ScoreTable.Who.PERSON,
    )


def _is_tied(rank: str) -> bool:
    return "(" in rank
