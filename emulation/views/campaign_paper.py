"""Papers of a campaign (decision, mid-term and final report), from their words to their number."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from emulation.forms.campaign_paper import CampaignPaperForm
from emulation.models import Campaign, CampaignPaper, PaperKind
from emulation.services import campaign_paper as service
from emulation.views.campaign import WHO_EDITS, seen_campaign
from emulation.views.campaign_acts import RETURN_EXAMPLE, WHO_DECIDES, WHO_ISSUES
from plans.errors import EditConflict
from plans.http import OfficeRequest, submit_key
from plans.models import PaperState, User
from plans.papers.content import Paper
from plans.papers.docx import render_docx
from plans.papers.html import render_html
from plans.papers.pdf import render_pdf
from plans.services.frozen_print import frozen_paper, pdf_of
from plans.views.act_page import Frame
from plans.views.acting import act_on, require
from plans.views.conflict import render_conflict
from plans.views.files import DOCX, PDF, send_bytes, send_file
from plans.views.paper_acts import PaperActs, paper_pill, paper_steps
from plans.views.steps import Step, steps_among

_STEPS = paper_steps(
    "emulation:campaign_paper",
    writes="emulation.edit_campaign",
    decides="emulation.approve_campaign",
    numbers="emulation.launch_campaign",
)


def _place(paper: CampaignPaper) -> list[object]:
    """What its addresses hold."""
    return [paper.campaign_id, service.SLUGS[PaperKind(paper.kind)]]


def _frame(paper: CampaignPaper) -> Frame:
    place = _place(paper)
    own_page = service.page_of(paper)
    context = {
        "campaign": paper.campaign,
        "paper": paper,
        "pill": paper_pill(paper.state),
        "own_page": own_page,
        "pdf_url": reverse("emulation:campaign_paper_pdf", args=place),
        "docx_url": reverse("emulation:campaign_paper_docx", args=place),
    }
    return Frame("emulation/campaign_act.html", context, own_page=own_page)


_PAGES = PaperActs[CampaignPaper](
    service.PAPERS,
    _frame,
    name=lambda paper: str(paper.get_kind_display()).lower(),
    edit=lambda paper: reverse("emulation:campaign_paper_edit", args=_place(paper)),
    frozen=lambda _paper: ["Nội dung, số liệu và bản PDF được đóng băng kèm mã SHA-256."],
    example=RETURN_EXAMPLE,
    title=lambda paper: str(paper.get_kind_display()),
)


@require_safe
def campaign_paper(request: OfficeRequest, pk: int, kind: str) -> HttpResponse:
    """One paper as a sheet, with what can be done with it next."""
    paper = _saved(request, pk, kind)
    context = {
        **_frame(paper).context,
        "paper": paper,
        "sheet": render_html(_printed(paper)),
        "steps": steps_for(request.user, paper),
        "missing": service.what_is_missing(paper) if paper.state == PaperState.DRAFT else [],
    }
    return render(request, "emulation/campaign_paper.html", context)


def campaign_paper_edit(request: OfficeRequest, pk: int, kind: str) -> HttpResponse:
    """Soạn: the words beside the sheet as it stands."""
    record = seen_campaign(request, pk)
    require(request.user, "emulation.edit_campaign", record, who=WHO_EDITS)
    known = _kind(kind)
    if refusal := service.why_not_written(record, known):
        messages.info(request, refusal)
        return redirect("emulation:campaign", pk)
    paper = service.paper_or_first(record, known)
    if paper.state != PaperState.DRAFT:
        messages.info(request, service.WHY_NOT[PaperState(paper.state)])
        return redirect("emulation:campaign_paper", pk, kind)
    back = reverse("emulation:campaign", args=[pk])
    if request.method == "POST":
        form = CampaignPaperForm(request.POST, kind=known)
        try:
            if form.is_valid() and act_on(form, lambda: _save(request, record, known, form)):
                messages.success(request, "Đã lưu văn bản.")
                return redirect("emulation:campaign_paper", pk, kind)
        except EditConflict as conflict:
            return render_conflict(request, title=str(known.label), form=form, conflict=conflict, back_url=back)
    else:
        initial = {name: getattr(paper, name) for name in (*service.WORDS, "version")}
        form = CampaignPaperForm(initial=initial, kind=known)
    context = {
        "campaign": record,
        "form": form,
        "title": str(known.label),
        "sheet": render_html(service.printed_paper(paper)),
        "returned": paper.return_reason,
        "back": back,
    }
    return render(request, "emulation/campaign_paper_edit.html", context)


def _save(request: OfficeRequest, record: Campaign, kind: PaperKind, form: CampaignPaperForm) -> object:
    return service.save_paper(
        actor=request.user,
        campaign=record,
        kind=kind,
        values=form.words,
        seen=form.cleaned_data["version"],
        key=submit_key(request),
    )


def campaign_paper_submit(request: OfficeRequest, pk: int, kind: str) -> HttpResponse:
    return _PAGES.submit_page(request, _acted(request, pk, kind, "emulation.edit_campaign", WHO_EDITS))


def campaign_paper_withdraw(request: OfficeRequest, pk: int, kind: str) -> HttpResponse:
    return _PAGES.withdraw_page(request, _acted(request, pk, kind, "emulation.edit_campaign", WHO_EDITS))


def campaign_paper_approve(request: OfficeRequest, pk: int, kind: str) -> HttpResponse:
    return _PAGES.approve_page(request, _acted(request, pk, kind, "emulation.approve_campaign", WHO_DECIDES))


def campaign_paper_return(request: OfficeRequest, pk: int, kind: str) -> HttpResponse:
    return _PAGES.return_page(request, _acted(request, pk, kind, "emulation.approve_campaign", WHO_DECIDES))


def campaign_paper_issue(request: OfficeRequest, pk: int, kind: str) -> HttpResponse:
    return _PAGES.issue_page(request, _acted(request, pk, kind, "emulation.launch_campaign", WHO_ISSUES))


@require_safe
def campaign_paper_pdf(request: OfficeRequest, pk: int, kind: str) -> HttpResponseBase:
    """The frozen file of an issued paper, byte for byte; a draft is printed as it stands."""
    paper = _saved(request, pk, kind)
    if paper.paper is not None:
        return send_file(pdf_of(paper.paper))
    data = render_pdf(service.printed_paper(paper), filed=False)
    return send_bytes(data, name=f"du-thao-{kind}.pdf", content_type=PDF)


@require_safe
def campaign_paper_docx(request: OfficeRequest, pk: int, kind: str) -> HttpResponse:
    """The paper for Word, as frozen once it is issued."""
    paper = _saved(request, pk, kind)
    return send_bytes(render_docx(_printed(paper)), name=f"{kind}.docx", content_type=DOCX)


def steps_for(user: User, paper: CampaignPaper) -> list[Step]:
    """What ``user`` can do next with the paper, the main step last."""
    return steps_among(user, _STEPS.get(PaperState(paper.state), ()), paper.campaign, place=_place(paper))


def _kind(slug: str) -> PaperKind:
    kind = next((kind for kind, said in service.SLUGS.items() if said == slug), None)
    if kind is None:
        raise Http404
    return kind


def _saved(request: OfficeRequest, pk: int, slug: str) -> CampaignPaper:
    """The paper of an address; what is not issued is seen by those who see drafts."""
    campaign, kind = seen_campaign(request, pk), _kind(slug)
    papers = CampaignPaper.objects.filter(campaign=campaign)
    if not request.user.has_perm("plans.see_drafts"):
        papers = papers.filter(state=PaperState.ISSUED)
    paper = get_object_or_404(papers.select_related("paper", "prepared_by__person", "approved_by__person"), kind=kind)
    paper.campaign = campaign
    return paper


def _acted(request: OfficeRequest, pk: int, slug: str, right: str, who: str) -> CampaignPaper:
    paper = _saved(request, pk, slug)
    require(request.user, right, paper.campaign, who=who)
    return paper


def _printed(paper: CampaignPaper) -> Paper:
    return frozen_paper(paper.paper) if paper.paper is not None else service.printed_paper(paper)
