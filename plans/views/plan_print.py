"""The plan on paper: its own pages (preview, PDF, Word, data) and the followed table as filtered, printed as A4."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.forms.plan_filter import PlanFilter
from plans.http import OfficeRequest
from plans.models import Adjustment, IssuedPaper, Office, Plan, User
from plans.models.unit_index import UnitIndex
from plans.papers.content import Align, Column, GroupRow, Row, Span, Words
from plans.papers.html import render_html
from plans.papers.task_table import period_words
from plans.permissions import rights_of
from plans.rules.document import TableForm
from plans.rules.overview import BESIDE_WORDS, Tally, tally
from plans.rules.status import PROGRESS_WORDS, Cell, DueState, Progress
from plans.services import plan_prints
from plans.services.frozen_print import pdf_of
from plans.services.print_jobs import HEAVY_ROWS
from plans.views import plan_rows
from plans.views.cells import due_words
from plans.views.files import DOCX, JSON, send_bytes, send_file
from plans.views.listing import Listing, listing_pdf, send_listing, wants_sheet
from plans.views.plan import board_of, issued_words, plans_seen
from plans.views.printing import answer_print

IN_FORCE = "hien-hanh"  # ?ban=: the words in force, adjustments included, instead of those issued
TABLE, PAPER = "plan_table", "plan_paper"


def _as_issued(request: OfficeRequest) -> bool:
    return request.GET.get("ban") != IN_FORCE


def _name(plan: Plan) -> str:
    return f"Kế hoạch TĐKT năm {plan.year}"


@require_safe
def plan_paper(request: OfficeRequest, pk: int) -> HttpResponse:
    """The plan as it was issued, on the desk, with its files beside; ``?ban=hien-hanh`` shows the words in force."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    frozen = IssuedPaper.objects.filter(plan=plan).values_list("sha256", flat=True).first()
    issued = plan_prints.issued_paper_of(plan) if _as_issued(request) else None
    context = {
        "plan": plan,
        "year_words": f"Năm {plan.year}",
        "issued": issued_words(plan),
        "sheet": render_html(issued or plan_prints.paper_of(plan)),
        "sha256": frozen or "",
        "adjusted": Adjustment.objects.issued().filter(plan=plan).count(),
        "as_issued": issued is not None,
        "query": "" if _as_issued(request) else f"?ban={IN_FORCE}",
    }
    return render(request, "plans/plan_paper.html", context)


@require_safe
def plan_pdf(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """The frozen file of an issued plan, byte for byte; a draft, and the words in force, are printed as they stand."""
    plan = get_object_or_404(plans_seen(request), pk=pk)
    paper = IssuedPaper.objects.filter(plan=plan).select_related("pdf").first()
    if _as_issued(request) and paper is not None and (paper.pdf is not None or paper.is_being_made):
        return send_file(pdf_of(paper))
    rows = plan.tasks.in_plan().count()
    return answer_print(request, kind=PAPER, title=_name(plan), params={"plan": pk}, rows=rows)


@require_safe
def plan_docx(request: OfficeRequest, pk: int) -> HttpResponse:
    """The plan for Word: as it was issued, or the words in force."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    data = plan_prints.plan_docx(plan, as_issued=_as_issued(request))
    return send_bytes(data, name=f"{_name(plan)}.docx", content_type=DOCX)


@require_safe
def plan_json(request: OfficeRequest, pk: int) -> HttpResponse:
    """Every field of the plan, from which an import restores it to the letter."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)
    return send_bytes(
        plan_prints.plan_json(plan, as_issued=_as_issued(request)), name=f"{_name(plan)}.json", content_type=JSON
    )


@require_safe
def plan_print(request: OfficeRequest, pk: int) -> HttpResponse:
    """The followed table as filtered, as a paper or a sheet; a long paper is made by the timer."""
    plan = get_object_or_404(plans_seen(request), pk=pk)
    title = f"Bảng theo dõi kế hoạch TĐKT năm {plan.year}"
    if wants_sheet(request):
        return send_listing(request, _listing(request.user, plan, request.GET), name=f"{title}.xlsx")
    rows = plan.tasks.in_plan().count()
    if rows > HEAVY_ROWS:
        rows = len(board_of(request, plan, UnitIndex.load()).found)
    params = {"plan": pk, "query": request.GET.urlencode()}
    return answer_print(request, kind=TABLE, title=title, params=params, rows=rows)


def make_plan_paper(user: User, params: dict[str, Any]) -> bytes:
    """The plan's own pages; what the person may no longer see is not printed."""
    return plan_prints.plan_pdf(Plan.objects.visible_to(user).get(pk=params["plan"]))


def make_plan_table(user: User, params: dict[str, Any]) -> bytes:
    """BẢNG THEO DÕI: the table as ``user`` filtered it, with the moment of its figures."""
    plan = Plan.objects.visible_to(user).get(pk=params["plan"])
    return listing_pdf(user, _listing(user, plan, QueryDict(params.get("query", ""))))


def _listing(user: User, plan: Plan, conditions: QueryDict) -> Listing:
    office = Office.objects.first() or Office()
    index = UnitIndex.load()
    query = PlanFilter.read(conditions, index)
    board = plan_rows.read_board(
        plan,
        query,
        index=index,
        own_units=rights_of(user).units,
        today=timezone.localdate(),
        soon_days=office.soon_days,
    )
    return Listing(
        kind="BẢNG THEO DÕI",
        subject=f"Thực hiện Kế hoạch công tác thi đua, khen thưởng năm {plan.year}",
        columns=_columns(plan),
        rows=_rows(board),
        criteria=query.words(index),
        total=total_words(tally(line.standing.cell for line in board.found)),
        groups="THỜI GIAN",
    )


def _columns(plan: Plan) -> list[Column]:
    columns = [
        Column("TT", 5.5, Align.CENTER),
        Column("NỘI DUNG", 29),
        Column("ĐƠN VỊ\nTHỰC HIỆN", 26),
        Column("TIẾN ĐỘ", 21),
        Column("THỜI HẠN", 18.5),
    ]
    if plan.table_form == TableForm.TIME_COLUMN:
        columns.insert(2, Column("THỜI GIAN", 15))
    return columns


def _rows(board: plan_rows.Board) -> list[Row | GroupRow]:
    timed = board.plan.table_form == TableForm.TIME_COLUMN
    words = plan_rows.read_words(board.found)
    rows: list[Row | GroupRow] = []
    for group in board.groups(board.found):
        if not timed:
            rows.append(GroupRow(group.title))
        rows.extend(_row(board.plan, line, words[line.pk], timed=timed) for line in group.lines)
    return rows


def _row(plan: Plan, line: plan_rows.Line, words: plan_rows.Words, *, timed: bool) -> Row:
    units = "\n".join(f"- {written or name}" for name, written, _ in words.units)
    cells: list[Words] = [line.no, words.title, units, _progress(plan, line, words), _deadline(plan, line)]
    if timed:
        cells.insert(2, line.period_text or period_words(line.period or None))
    return Row(tuple(cells))


def _progress(plan: Plan, line: plan_rows.Line, words: plan_rows.Words) -> Words:
    if not plan.is_in_force:
        return "Chưa theo dõi"
    waits = line.waiting and line.progress == Progress.TODO
    state = "Chờ phát sinh" if waits else PROGRESS_WORDS[Progress(line.progress)]
    return (state, Span(f"\n{words.news}", small=True)) if words.news else state


def _deadline(plan: Plan, line: plan_rows.Line) -> Words:
    if not plan.is_in_force:
        return f"{line.deadline:%d/%m/%Y}" if line.deadline else "Không ấn định"
    date, said = due_words(line.standing.due, line.deadline, line.reported_on, line.waiting)
    late = line.standing.due.state == DueState.LATE
    return (f"{date}\n", Span(said, bold=late, small=not late))


def total_words(counts: Tally) -> Words:
    """The sum in words under a printed list; overdue in bold, because paper has no red."""
    before = f"Cộng: {counts.all} nhiệm vụ; hoàn thành {counts.done}; chưa hoàn thành trong hạn {counts[Cell.OPEN]}; "
    late = Span(f"quá hạn chưa hoàn thành {counts[Cell.OVERDUE]}", bold=bool(counts[Cell.OVERDUE]))
    beside = [f"{words} {counts[cell]}" for cell, words in BESIDE_WORDS.items() if counts[cell]]
    return (before, late, "".join(f"; {words}" for words in beside) + ".")
