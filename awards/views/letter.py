"""One letter on awards: its page with the sheet, the dossiers it carries, what can be done next; PDF and DOCX."""

from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from awards.models import AwardLetter, LetterState
from awards.services.letter import note_fetch
from awards.services.letter_document import KINDS, printed_letter
from awards.services.letter_doubts import what_to_look_at
from awards.services.letter_way import what_is_missing
from awards.views.upward_rows import dossier_lines, line_rows
from plans.http import OfficeRequest
from plans.models import User
from plans.papers.content import Paper
from plans.papers.docx import render_docx
from plans.papers.html import render_html
from plans.papers.pdf import render_pdf
from plans.services.frozen_print import frozen_paper, pdf_of
from plans.views.act_page import Frame
from plans.views.files import DOCX, PDF, send_bytes, send_file
from plans.views.paper_acts import paper_pill, paper_steps
from plans.views.steps import Step, StepFor, steps_among

WHO_DECIDES = "Lãnh đạo Sở duyệt văn bản trình, hướng dẫn khen thưởng. Anh, chị chờ lãnh đạo xem."
WHO_ISSUES = "Văn thư ghi số, ngày ban hành. Anh, chị báo văn thư."
_STEPS = paper_steps(
    "awards:letter", writes="awards.send_up", decides="awards.approve_letter", numbers="awards.issue_letter"
)
_ABOVE = (
    StepFor("awards.send_up", "Bộ bàn giao", "awards:pack", "package", False),
    StepFor("awards.send_up", "Ghi gửi, tiếp nhận", "awards:letter_dispatch", "send", False),
    StepFor("awards.send_up", "Ghi trả lời", "awards:letter_answer", "reply", True),
)


def seen_letter(request: OfficeRequest, pk: int) -> AwardLetter:
    """The letter of an address, for who may see it. Its paper, its people and its task come with it."""
    rows = AwardLetter.objects.visible_to(request.user).select_related(
        "paper", "prepared_by__person", "approved_by__person", "task__plan"
    )
    return get_object_or_404(rows, pk=pk)


def frame_of(letter: AwardLetter) -> Frame:
    """Where the acts on a letter are shown."""
    own_page = reverse("awards:letter", args=[letter.pk])
    context = {"letter": letter, "kind": KINDS[letter.kind], "pill": paper_pill(letter.state), "own_page": own_page}
    return Frame("awards/letter_act.html", context, own_page=own_page)


def steps_for(user: User, letter: AwardLetter) -> list[Step]:
    """What ``user`` can do next with the letter, the main step last."""
    offered = _STEPS.get(LetterState(letter.state), ())
    if letter.state == LetterState.ISSUED and letter.is_submission:
        offered = _ABOVE
    return steps_among(user, offered, letter)


@require_safe
def letter(request: OfficeRequest, pk: int) -> HttpResponse:
    """The letter as a sheet, with the dossiers it carries."""
    found = seen_letter(request, pk)
    is_draft = found.state == LetterState.DRAFT
    lines = line_rows(found.lines.order_by("order", "pk"), request.user) if found.is_submission else []
    context = {
        **frame_of(found).context,
        "sheet": render_html(_printed(found)),
        "steps": steps_for(request.user, found),
        "missing": what_is_missing(found) if is_draft else [],
        "doubts": what_to_look_at(found),
        "lines": dossier_lines(lines),
        "removes": is_draft and request.user.has_perm("awards.send_up"),
    }
    return render(request, "awards/letter.html", context)


@require_safe
def letter_pdf(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """The frozen file of an issued letter, byte for byte; a draft is printed as it stands."""
    found = seen_letter(request, pk)
    note_fetch(actor=request.user, letter=found, form="PDF")
    if found.paper is not None:
        return send_file(pdf_of(found.paper))
    data = render_pdf(printed_letter(found), filed=False)
    return send_bytes(data, name=f"du-thao-{timezone.localdate():%Y%m%d}.pdf", content_type=PDF)


@require_safe
def letter_docx(request: OfficeRequest, pk: int) -> HttpResponse:
    """The letter for Word, as frozen once it is issued."""
    found = seen_letter(request, pk)
    note_fetch(actor=request.user, letter=found, form="Word")
    name = found.paper.file_name if found.paper else "du-thao"
    return send_bytes(render_docx(_printed(found)), name=f"{name}.docx", content_type=DOCX)


def _printed(found: AwardLetter) -> Paper:
    return frozen_paper(found.paper) if found.paper is not None else printed_letter(found)
