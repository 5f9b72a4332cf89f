"""Báo cáo của một đơn vị: written by its contact with the figures beside it, read by who gathers it."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from plans.errors import DomainError, EditConflict
from plans.forms.contribution import ContributionForm
from plans.http import OfficeRequest, submit_key
from plans.models import Contribution, ContributionState, User
from plans.rules.contribution import PARTS
from plans.services.contribution import OWED, WHY_NOT, why_closed, why_not_urged
from plans.services.contribution_figures import KeptFigure, kept_figures
from plans.services.contribution_writing import WHO_WRITES, is_empty, keep_contribution
from plans.views.act_page import Frame
from plans.views.acting import act_on, require
from plans.views.conflict import render_conflict
from plans.views.contribution_list import contribution_pill, due_cell
from plans.views.listing import page_of
from plans.views.report_lines import others_writing
from plans.views.report_rows import row_kinds
from plans.views.steps import Step, StepFor, steps_among

WHO_SEES = (
    "Số liệu đăng ký thi đua, sáng kiến và khen thưởng của người trong đơn vị chỉ hiện với đầu mối, trưởng đơn vị,"
    " thường trực TĐKT và Lãnh đạo Sở."
)
_UNSENT = "Đơn vị chưa gửi báo cáo này nên chưa tổng hợp được. Nội dung dưới đây đang viết, còn thay đổi."
_UNWRITTEN = "Đơn vị chưa viết nội dung nào nên chưa có gì để tổng hợp."
_TAKE = (
    StepFor("plans.ask_contribution", "Trả lại", "plans:contribution_return", "rotate-ccw", False),
    StepFor("plans.ask_contribution", "Đã tổng hợp", "plans:contribution_take", "check", True),
)
_STEPS = {
    ContributionState.SENT: _TAKE,
    ContributionState.TAKEN: _TAKE[:1],
}


def seen_contribution(request: OfficeRequest, pk: int) -> Contribution:
    """The contribution of an address, for who may see it; its report, its unit and its people come with it."""
    rows = Contribution.objects.visible_to(request.user).select_related(
        "report__plan", "unit", "asked_by__person", "sent_by__person", "edited_by__person"
    )
    heavy = ("report__plan__source_text", "report__plan__search_key", "report__search_key", "report__annex_pages")
    return get_object_or_404(rows.defer(*heavy), pk=pk)


def frame_of(found: Contribution) -> Frame:
    """Where the acts on a contribution are shown."""
    own_page = reverse("plans:contribution", args=[found.pk])
    context = {
        "contribution": found,
        "report": found.report,
        "pill": contribution_pill(found.state),
        "due": due_cell(found.state, found.due_on, found.sent_on, timezone.localdate()),
        "own_page": own_page,
    }
    return Frame("plans/contribution_act.html", context, own_page)


def contribution(request: OfficeRequest, pk: int) -> HttpResponse:
    """Viết báo cáo, or read it where it is not one's own to write or is frozen."""
    found = seen_contribution(request, pk)
    writes = request.user.has_perm("plans.write_contribution", found)
    owed = found.state in OWED and not why_closed(found)
    urges = owed and not writes and request.user.has_perm("plans.ask_contribution", found)
    form = None
    if request.method == "POST":
        require(request.user, "plans.write_contribution", found, who=WHO_WRITES)
        form = ContributionForm(request.POST)
        if (answer := _kept(request, found, form)) is not None:
            return answer
    elif writes and owed:
        values = {part.name: getattr(found, part.name) for part in PARTS}
        form = ContributionForm(initial={**values, "version": found.version})
    saved = timezone.localtime(found.edited_at) if found.edited_at else None
    figures = kept_figures(found.figures)
    shown = [(place, figure) for place, figure in enumerate(figures) if figure.is_for(request.user, found.unit)]
    context = {
        **frame_of(found).context,
        "form": form,
        "texts": [(part.label, getattr(found, part.name)) for part in PARTS],
        "groups": [(words, list(of_group)) for words, of_group in groupby(shown, key=_group_of)],
        "hides": len(shown) < len(figures),
        "who_sees": WHO_SEES,
        "as_of": figures[0].day if figures else None,
        "nothing": not any(figure.keys for _, figure in shown),
        "as_of_moved": any(figure.day != found.report.as_of for figure in figures),
        "refreshes": writes and owed,
        "refusal": _refusal(found) if writes and not owed else "",
        "unsent": (_UNWRITTEN if is_empty(found) else _UNSENT) if owed and not writes else "",
        "steps": steps_of(request.user, found),
        "saved": f"{saved:%H:%M %d/%m/%Y}" if saved else "",
        "others": others_writing(found, request.user, timezone.now()) if form else "",
        "urges": urges,
        "why_not_urged": why_not_urged(found, timezone.localdate()) if urges else "",
        "gathers": request.user.has_perm("plans.see_drafts"),
    }
    return render(request, "plans/contribution.html", context)


@require_POST
def contribution_save(request: OfficeRequest, pk: int) -> HttpResponse:
    """Saved by itself while one writes: says when, with which version, or who saved meanwhile (409)."""
    found = seen_contribution(request, pk)
    require(request.user, "plans.write_contribution", found, who=WHO_WRITES)
    form = ContributionForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"said": "Chưa tự lưu được. Bấm “Lưu báo cáo” để xem chỗ cần sửa."}, status=422)
    seen = form.cleaned_data["version"]
    try:
        kept = keep_contribution(actor=request.user, contribution=found, texts=form.texts, seen=seen, by_itself=True)
    except EditConflict as conflict:
        who, at = conflict.current.edited_by, conflict.current.edited_at
        when = f" lúc {timezone.localtime(at):%H:%M}" if at else ""
        said = f"{who or 'Người khác'} vừa lưu báo cáo này{when}. Bấm “Lưu báo cáo” để so hai bản rồi chọn."
        return JsonResponse({"said": said}, status=409)
    except DomainError as refusal:
        return JsonResponse({"said": str(refusal)}, status=422)
    return JsonResponse({"said": f"Đã tự lưu lúc {timezone.localtime():%H:%M:%S}", "version": kept.version})


@require_safe
def contribution_rows(request: OfficeRequest, pk: int, place: int) -> HttpResponse:
    """The records that one figure counts; of those one may not see, how many there are."""
    found = seen_contribution(request, pk)
    figures = kept_figures(found.figures)
    if place >= len(figures):
        raise Http404
    figure = figures[place]
    if figure.right:
        require(request.user, figure.right, found.unit, who=WHO_SEES)
    kind = row_kinds().get(figure.kind)
    rows = list(kind.rows(request.user, figure.keys)) if kind else []
    page = page_of(request, rows)
    context = {
        **frame_of(found).context,
        "figure": figure,
        "label": kind.label if kind else "bản ghi",
        "counted": len(figure.keys),
        "different": (different := len(set(figure.keys))),
        "unseen": different - len(rows),
        "page": page,
        "rows": list(enumerate(page.object_list, page.start_index())),
    }
    return render(request, "plans/contribution_rows.html", context)


def steps_of(user: User, found: Contribution) -> list[Step]:
    """What ``user`` can do next with a contribution that was sent."""
    if why_closed(found):
        return []
    return steps_among(user, _STEPS.get(ContributionState(found.state), ()), found)


def _group_of(placed: tuple[int, KeptFigure]) -> str:
    return placed[1].group


def _refusal(found: Contribution) -> str:
    """Why its contact cannot write in it."""
    return why_closed(found) or WHY_NOT[ContributionState(found.state)]


def _kept(request: OfficeRequest, found: Contribution, form: ContributionForm) -> HttpResponse | None:
    """Keep what was typed; None where the form is to be shown again with what is wrong."""
    own_page = reverse("plans:contribution", args=[found.pk])

    def act() -> object:
        seen, key = form.cleaned_data["version"], submit_key(request)
        return keep_contribution(actor=request.user, contribution=found, texts=form.texts, seen=seen, key=key)

    try:
        if not (form.is_valid() and act_on(form, act)):
            return None
    except EditConflict as conflict:
        title = f"Báo cáo của {found.unit}"
        return render_conflict(request, title=title, form=form, conflict=conflict, back_url=own_page)
    messages.success(request, "Đã lưu báo cáo của đơn vị.")
    return redirect("plans:contribution_send" if request.POST.get("gui") else "plans:contribution", found.pk)
