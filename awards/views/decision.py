"""One decision: its page with the sheet, its lines, what can be done next; PDF and DOCX."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from awards.models import Decision, DecisionKind, DecisionLine, DecisionState
from awards.rules.money import dotted
from awards.rules.revocation import ground_of
from awards.services.decision import note_fetch
from awards.services.decision_document import lines_in, printed_decision
from awards.services.decision_line import first_of
from awards.services.decision_way import what_is_missing, what_to_look_at
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

WHO_DECIDES = "Lãnh đạo Sở duyệt quyết định khen thưởng. Anh, chị chờ lãnh đạo xem."
WHO_ISSUES = "Văn thư ghi số, ngày ban hành. Anh, chị báo văn thư."
_STEPS = paper_steps(
    "awards:decision",
    writes="awards.draft_decision",
    decides="awards.approve_decision",
    numbers="awards.issue_decision",
)
_CHANGES = (StepFor("awards.draft_decision", "Sửa đổi", "awards:decision_amend", "square-pen", False),)


class ListedRow(NamedTuple):
    """A line beside the sheet; ``given`` is gold, ``struck`` and ``amended`` say which later decision changed it."""

    number: str
    name: str
    about: str
    honour: str
    given: bool
    struck: str
    amended: str
    amended_url: str
    money: str
    edit_url: str


def seen_decision(request: OfficeRequest, pk: int) -> Decision:
    """The decision of an address, for who may see it. Its paper, people, task, meeting come with it."""
    rows = Decision.objects.visible_to(request.user).select_related(
        *("paper", "prepared_by__person", "approved_by__person", "task__plan", "meeting__council", "amends"),
    )
    return get_object_or_404(rows, pk=pk)


def frame_of(decision: Decision) -> Frame:
    """Where the acts on a decision are shown."""
    own_page = reverse("awards:decision", args=[decision.pk])
    name = decision.number and f"Quyết định số {decision.number}"
    context = {
        "decision": decision,
        "name": name or "Dự thảo quyết định",
        "pill": paper_pill(decision.state),
        "own_page": own_page,
    }
    return Frame("awards/decision_act.html", context, own_page=own_page)


def steps_for(user: User, decision: Decision) -> list[Step]:
    """What ``user`` can do next, the main step last; an issued one changes only by a later decision."""
    if decision.state == DecisionState.ISSUED:
        return [] if decision.kind == DecisionKind.REVOKE else steps_among(user, _CHANGES, decision)
    return steps_among(user, _STEPS[DecisionState(decision.state)], decision)


@require_safe
def decision(request: OfficeRequest, pk: int) -> HttpResponse:
    """The decision as a sheet, with its list."""
    found, user = seen_decision(request, pk), request.user
    is_draft, is_issued = found.state == DecisionState.DRAFT, found.state == DecisionState.ISSUED
    drafts = user.has_perm("awards.draft_decision")
    lines = lines_in(found)
    later = Decision.objects.visible_to(user).filter(amends=found).order_by("issued_on", "pk")
    context = {
        **frame_of(found).context,
        "sheet": render_html(printed(found, lines)),
        "steps": steps_for(user, found),
        "missing": what_is_missing(found) if is_draft else [],
        "doubts": [] if is_issued else what_to_look_at(found, reader=user, lines=lines),
        "lines": rows_of(found, lines, user, edits=is_draft and drafts),
        "later": later.values_list("pk", "kind", "number", "abstract", "state") if is_issued else (),
        "ground_source": ground.source if (ground := ground_of(found.ground)) else "",
        "removes": is_draft and drafts,
        "revokes": is_issued and drafts and found.kind != DecisionKind.REVOKE,
        "posts": is_issued and drafts,
        "prints": is_issued and found.base_salary is not None and user.has_perm("awards.print_certificates"),
        "pays": is_issued and found.base_salary is not None and user.has_perm("awards.see_money"),
    }
    return render(request, "awards/decision.html", context)


def rows_of(decision: Decision, lines: list[DecisionLine], user: User, *, edits: bool) -> list[ListedRow]:
    """The lines beside the sheet; the money only for who may see it."""
    sees = user.has_perm("awards.see_money")
    return [_row(decision, line, sees=sees, edits=edits) for line in lines]


def _row(decision: Decision, line: DecisionLine, *, sees: bool, edits: bool) -> ListedRow:
    honour = line.title or line.commendation
    given = line.award or line.recognition
    revoked = given is not None and given.revoked_on is not None
    later, number = getattr(line, "amended_by", None), getattr(line, "amended_number", "")
    if line.initiative_id or not sees:
        money = ""
    else:
        money = "chưa xác định" if line.amount is None else f"{dotted(line.amount)} đồng"
    return ListedRow(
        number=f"{first_of(line).order:02}",
        name=line.printed_name,
        about=line.printed_about,
        honour=honour.name if honour else "",
        given=given is not None and not revoked and not later,
        struck=f"Đã hủy bỏ theo Quyết định số {given.revoked_number}" if given and revoked else "",
        amended=f"Đã sửa đổi theo Quyết định số {number}" if later else "",
        amended_url=reverse("awards:decision", args=[later]) if later else "",
        money=money,
        edit_url=reverse("awards:decision_line_edit", args=[decision.pk, line.pk]) if edits else "",
    )


@require_safe
def decision_pdf(request: OfficeRequest, pk: int) -> HttpResponseBase:
    """The frozen file of an issued decision, byte for byte; a draft is printed as it stands."""
    found = seen_decision(request, pk)
    note_fetch(actor=request.user, decision=found, form="PDF")
    if found.paper is not None:
        return send_file(pdf_of(found.paper))
    data = render_pdf(printed_decision(found), filed=False)
    return send_bytes(data, name=f"du-thao-quyet-dinh-{timezone.localdate():%Y%m%d}.pdf", content_type=PDF)


@require_safe
def decision_docx(request: OfficeRequest, pk: int) -> HttpResponse:
    """The decision for Word, as frozen once it is issued."""
    found = seen_decision(request, pk)
    note_fetch(actor=request.user, decision=found, form="Word")
    name = found.paper.file_name if found.paper else "du-thao-quyet-dinh"
    return send_bytes(render_docx(printed(found)), name=f"{name}.docx", content_type=DOCX)


def printed(found: Decision, lines: list[DecisionLine] | None = None) -> Paper:
    """As frozen once issued, as it stands until then."""
    return frozen_paper(found.paper) if found.paper is not None else printed_decision(found, lines=lines)
