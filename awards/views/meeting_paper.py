"""The step Biên bản, and each paper of a meeting: a sheet, written, numbered, as PDF and DOCX; the dossiers."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from awards.forms.meeting_paper import LABELS, MeetingPaperForm
from awards.models import Meeting, MeetingPaper, PaperOfMeeting
from awards.services import meeting_paper as service
from awards.services.meeting import WHO_RUNS, page_of
from awards.services.meeting_document import SERIES, printed_paper
from awards.services.meeting_pack import make_pack
from awards.views.meeting_acts import frame_of, run_desk
from awards.views.meeting_desk import MeetingDesk, seen_meeting
from emulation.views.record_form import record_form
from plans.errors import DomainError
from plans.forms.plan import IssueForm
from plans.http import OfficeRequest, submit_key, whole_number
from plans.papers.content import Paper
from plans.papers.docx import render_docx
from plans.papers.html import render_html
from plans.papers.pdf import render_pdf
from plans.rules.official import short_date
from plans.services.frozen_print import frozen_paper, pdf_of
from plans.services.paper import next_number
from plans.views.act_page import ActPage, Frame, act_page, refusal_page
from plans.views.acting import act_by_button, require
from plans.views.files import DOCX, PDF, send_bytes, send_file

NAMES = {
    PaperOfMeeting.INVITATION: "giay-moi",
    PaperOfMeeting.MINUTES: "bien-ban",
    PaperOfMeeting.TALLY: "kiem-phieu",
    PaperOfMeeting.ADJOURNED: "bien-ban-hoan",
}
AS_HELD = (PaperOfMeeting.INVITATION, PaperOfMeeting.MINUTES, PaperOfMeeting.TALLY)


class PaperLine(NamedTuple):
    """One of the papers of a meeting, as the step lists it."""

    slug: str
    label: str
    number: str
    words: str
    is_ready: bool


def paper_step(_request: OfficeRequest, desk: MeetingDesk) -> dict[str, Any]:
    """The three papers: which are written, which have their number."""
    return {"papers": paper_lines(desk.meeting), "runs": desk.runs}


def paper_lines(meeting: Meeting) -> list[PaperLine]:
    """The papers of a meeting in the order in which they come about. One query."""
    written = {paper.slug: paper for paper in meeting.papers.order_by("sitting")}
    found = []
    for slug in dict.fromkeys([*AS_HELD, *written]):
        paper = written.get(slug) or MeetingPaper(meeting=meeting, kind=slug)
        kind, refused = PaperOfMeeting(paper.kind), service.why_not_yet(meeting, paper.kind)
        words = refused or ("đã soạn, chưa có số" if paper.pk and paper.parts else "lấy từ phiên họp, chưa soạn thêm")
        if paper.number:
            words = f"số {paper.number}, ngày {paper.issued_on:%d/%m/%Y}"
        elif kind not in SERIES and not refused:
            words = "không có số, lưu cùng biên bản họp"
        found.append(PaperLine(slug, _label(paper), paper.number, words, not refused))
    return found


def _label(paper: MeetingPaper) -> str:
    """Its name; of a session that was put off with the day."""
    name = str(paper.get_kind_display())
    return f"{name} ngày {short_date(dt.date.fromisoformat(paper.drawn['held_on']))}" if paper.drawn else name


def _seen(request: OfficeRequest, pk: int, kind: str) -> MeetingPaper:
    """The paper of an address; a clerk sees those that were written. One not written yet is drawn as it would be."""
    name, _, sitting = kind.partition("-")
    if name not in PaperOfMeeting.values or (name == PaperOfMeeting.ADJOURNED) != sitting.isdecimal():
        raise Http404
    rows = MeetingPaper.objects.select_related("meeting__council", "paper")
    rows = rows.filter(meeting=pk, kind=name, sitting=whole_number(sitting) or 0, meeting__removed_at=None)
    if request.user.has_perm("awards.number_meeting_paper") and (found := rows.first()) is not None:
        return found
    meeting = seen_meeting(request, pk)
    if found := rows.first():
        return found
    if name == PaperOfMeeting.ADJOURNED:
        raise Http404
    return MeetingPaper(meeting=meeting, kind=name, written_by=request.user, version=0)


def _drawn(paper: MeetingPaper) -> Paper:
    return frozen_paper(paper.paper) if paper.paper is not None else printed_paper(paper)


def _own_page(paper: MeetingPaper) -> str:
    return service.page_of_paper(paper)


def _frame(paper: MeetingPaper) -> Frame:
    context = {**frame_of(paper.meeting).context, "own_page": _own_page(paper), "label": paper.get_kind_display()}
    return Frame("awards/meeting_act.html", context, own_page=_own_page(paper))


@require_safe
def meeting_paper(request: OfficeRequest, pk: int, kind: str) -> HttpResponse:
    """The paper as a sheet, what may be done with it, who wrote what before."""
    paper = _seen(request, pk, kind)
    refused = service.why_not_yet(paper.meeting, paper.kind)
    if refused:
        title = str(paper.get_kind_display())
        return refusal_page(request, frame_of(paper.meeting), title=title, sentence=refused)
    runs = request.user.has_perm("awards.run_meeting", paper.meeting)
    is_open, numbered = not paper.number, paper.kind in SERIES and paper.pk is not None
    context = {
        **_frame(paper).context,
        "paper": paper,
        "title": _label(paper),
        "meeting_url": page_of(paper.meeting),
        "sheet": render_html(_drawn(paper)),
        "writes": runs and is_open,
        "asks": runs and is_open and numbered,
        "numbers": is_open
        and paper.kind in SERIES
        and paper.pk
        and request.user.has_perm("awards.number_meeting_paper"),
        "history": service.history_of(paper, LABELS) if paper.pk else [],
        "has_number": paper.kind in SERIES,
    }
    return render(request, "awards/meeting_paper.html", context)


def meeting_paper_edit(request: OfficeRequest, pk: int, kind: str) -> HttpResponse:
    """Soạn, sửa trước khi có số."""
    desk = run_desk(request, pk)
    paper = _seen(request, pk, kind)
    if refused := service.NUMBERED if paper.number else service.why_not_yet(desk.meeting, paper.kind):
        title = str(paper.get_kind_display())
        return refusal_page(request, _frame(paper), title=title, sentence=refused)
    facts: dict[str, Any] = {"kind": paper.kind, "items": desk.items}
    form = MeetingPaperForm(initial=MeetingPaperForm.values_of(paper), **facts)
    if request.method == "POST":
        form = MeetingPaperForm(request.POST, **facts)

    def act() -> object:
        told = form.cleaned_data
        return service.write_paper(
            actor=request.user,
            meeting=desk.meeting,
            kind=paper.kind,
            sitting=paper.sitting,
            parts=form.parts,
            recipients=told.get("recipients", ""),
            ends_at=told.get("ends_at"),
            seen=told["version"] or 0,
            key=submit_key(request),
        )

    return record_form(
        request,
        form,
        act,
        template="awards/meeting_form.html",
        context={**frame_of(desk.meeting).context},
        title=f"Soạn {str(paper.get_kind_display()).lower()}",
        done="Đã lưu nội dung văn bản.",
        back=_own_page(paper),
        theirs=MeetingPaperForm.values_of,
    )


@require_POST
def meeting_paper_ask(request: OfficeRequest, pk: int, kind: str) -> HttpResponse:
    """Gửi văn thư ghi số."""
    paper = _written(request, pk, kind)
    require(request.user, "awards.run_meeting", paper.meeting, who=WHO_RUNS)
    act_by_button(
        request,
        lambda: service.ask_number(actor=request.user, paper=paper, seen=paper.version, key=submit_key(request)),
        done="Đã báo văn thư ghi số.",
    )
    return redirect(_own_page(paper))


def meeting_paper_number(request: OfficeRequest, pk: int, kind: str) -> HttpResponse:
    """Ghi số, ngày in the council's own series."""
    paper = _written(request, pk, kind)
    require(request.user, "awards.number_meeting_paper", paper.meeting, who=service.WHO_NUMBERS)
    try:
        symbol = service.symbol_of(paper)
    except DomainError as refusal:
        return refusal_page(request, _frame(paper), title=str(paper.get_kind_display()), sentence=str(refusal))
    if paper.number:
        return refusal_page(request, _frame(paper), title=str(paper.get_kind_display()), sentence=service.NUMBERED)
    today = timezone.localdate()
    minutes = paper.kind == PaperOfMeeting.MINUTES
    page = ActPage(
        title=f"Ghi số {str(paper.get_kind_display()).lower()}",
        will=(
            f"Số có ký hiệu {symbol}, theo dãy số riêng của {paper.meeting.council.name}.",
            "Văn bản vào sổ văn bản như hiện nay, không sửa nữa; bản đã ký tải lên ở sổ văn bản.",
            *(("Phiên họp kết thúc.",) if minutes else ()),
        ),
        submit="Ghi số",
        icon="stamp",
        done="Đã ghi số, văn bản đã vào sổ.",
    )
    initial = {"number": next_number(symbol, today.year), "issued_on": today}

    def act(**typed: Any) -> object:
        return service.number_paper(paper=paper, **typed)

    return act_page(request, _frame(paper), page, act, version=paper.version, form_class=IssueForm, initial=initial)


@require_safe
def meeting_paper_pdf(request: OfficeRequest, pk: int, kind: str) -> HttpResponseBase:
    """The frozen file of a numbered paper, byte for byte; a draft as it stands."""
    paper = _printable(request, pk, kind)
    if paper.paper is not None:
        return send_file(pdf_of(paper.paper))
    data = render_pdf(printed_paper(paper), filed=False)
    return send_bytes(data, name=f"{_file_name(paper)}.pdf", content_type=PDF)


@require_safe
def meeting_paper_docx(request: OfficeRequest, pk: int, kind: str) -> HttpResponse:
    """The same for Word."""
    paper = _printable(request, pk, kind)
    return send_bytes(render_docx(_drawn(paper)), name=f"{_file_name(paper)}.docx", content_type=DOCX)


@require_safe
def meeting_pack(request: OfficeRequest, pk: int) -> HttpResponse:
    """Tài liệu phiên họp, all dossiers of the agenda."""
    meeting = seen_meeting(request, pk)
    if not meeting.items.exists():
        sentence = "Phiên họp chưa có nội dung xét nào nên chưa có tài liệu. Chọn nội dung ở bước chuẩn bị."
        return refusal_page(request, frame_of(meeting), title=f"Tài liệu {meeting}", sentence=sentence)
    data = make_pack(actor=request.user, meeting=meeting)
    return send_bytes(data, name=f"tai-lieu-phien-{meeting.number:02}-{meeting.year}.pdf", content_type=PDF)


@require_safe
def item_dossier(request: OfficeRequest, pk: int, item: int) -> HttpResponse:
    """The dossier of one item, for who sits in the council."""
    meeting = seen_meeting(request, pk)
    row = get_object_or_404(meeting.items, pk=item)
    data = make_pack(actor=request.user, meeting=meeting, item=row.pk)
    name = f"ho-so-{row.order:02}-phien-{meeting.number:02}-{meeting.year}.pdf"
    return send_bytes(data, name=name, content_type=PDF)


def _written(request: OfficeRequest, pk: int, kind: str) -> MeetingPaper:
    paper = _seen(request, pk, kind)
    if paper.pk is None:
        raise Http404
    return paper


def _printable(request: OfficeRequest, pk: int, kind: str) -> MeetingPaper:
    paper = _seen(request, pk, kind)
    if service.why_not_yet(paper.meeting, paper.kind):
        raise Http404
    return paper


def _file_name(paper: MeetingPaper) -> str:
    meeting = paper.meeting
    draft = "" if paper.number else "-du-thao"
    return f"{NAMES[PaperOfMeeting(paper.kind)]}-phien-{meeting.number:02}-{meeting.year}{draft}"
