"""Quyết định khen thưởng: the list; a new draft from what a council carried."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from awards.forms.decision import DecisionFilter, ItemsForm
from awards.models import AgendaItem, Decision, DecisionKind, DecisionState, Meeting
from awards.services import decision as service
from awards.services.vote_result import carried
from emulation.views.record_form import record_form
from plans.http import OfficeRequest, submit_key
from plans.models import User
from plans.papers.content import Align, Column, Row
from plans.rules.official import short_date
from plans.views.acting import require
from plans.views.listing import Listing, page_of, send_listing
from plans.views.paper_acts import paper_pill

PRINTED = (
    Column("TT", 5, Align.CENTER),
    Column("SỐ, KÝ HIỆU", 16),
    Column("NGÀY", 11, Align.CENTER),
    Column("TRÍCH YẾU", 34),
    Column("LOẠI", 18),
    Column("SỐ DÒNG", 8, Align.CENTER),
    Column("TRẠNG THÁI", 13),
)
MEETINGS_OFFERED = 8


class DecisionRow(NamedTuple):
    """A decision in the list."""

    number: int
    url: str
    abstract: str
    paper: str
    day: str
    kind: str
    held: int
    state: str
    pill: SafeString
    points_back: str


@require_safe
def decision_list(request: OfficeRequest) -> HttpResponse:
    """Every decision one sees, newest first; and the sealed meetings from which one can be drafted."""
    chosen = _filter(request)
    page = page_of(request, _found(request.user, chosen))
    drafts = request.user.has_perm("awards.draft_decision")
    context = {
        "rows": _rows(page.object_list, page.start_index()),
        "page": page,
        "filter": chosen,
        "counted": f"{page.paginator.count} quyết định",
        "query": request.GET.urlencode(),
        "meetings": _meetings() if drafts else [],
        "drafts": drafts,
    }
    return render(request, "awards/decision_list.html", context)


@require_safe
def decision_list_print(request: OfficeRequest) -> HttpResponse:
    """The same list on A4, or as a sheet."""
    chosen = _filter(request)
    rows = [
        Row((str(one.number), one.paper, one.day, one.abstract, one.kind, str(one.held), one.state))
        for one in _rows(_found(request.user, chosen))
    ]
    total = f"Cộng: {len(rows)} quyết định."
    listing = Listing("DANH SÁCH", "Quyết định khen thưởng", PRINTED, rows, chosen.criteria, total)
    return send_listing(request, listing, name="quyet-dinh-khen-thuong.pdf")


def decision_new(request: OfficeRequest, pk: int) -> HttpResponse:
    """Soạn quyết định from the results of a sealed meeting: which of the carried items."""
    require(request.user, "awards.draft_decision", who=service.WHO_DRAFTS)
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("council", "round"), pk=pk)
    free = service.free_items(meeting)
    offered = [(item.pk, _item_words(item)) for item in free]
    form = ItemsForm(offered=offered)
    if request.method == "POST":
        form = ItemsForm(request.POST, offered=offered)

    def act() -> object:
        items = form.cleaned_data["items"]
        return service.draft_from_meeting(actor=request.user, meeting=meeting, items=items, key=submit_key(request))

    context = {
        "meeting": meeting,
        "sealed": meeting.state in service.SEALED,
        "offered": offered,
        "above": [_item_words(item) for item in carried(meeting) if not service.decides_here(item)],
        "submit": "Soạn quyết định",
        "icon": "file-text",
    }
    return record_form(
        request,
        form,
        act,
        template="awards/decision_new.html",
        context=context,
        title="Soạn quyết định từ phiên họp",
        done="Đã lập dự thảo. Xem lại lời, căn cứ và thứ tự danh sách.",
        back=reverse("awards:decision_list"),
        then=lambda made: reverse("awards:decision", args=[made.pk]),
    )


def _item_words(item: AgendaItem) -> str:
    votes = f" ({item.rule_words})" if item.rule_words else ""
    if item.nomination is not None:
        return f"{item.nomination.subject}: {item.nomination.honour}{votes}"
    return f"{item.initiative}{votes}"


def _meetings() -> list[tuple[str, str, str]]:
    """The latest sealed meetings: address of the draft, name, day."""
    rows = Meeting.objects.kept().filter(state__in=service.SEALED).select_related("council")
    return [
        (reverse("awards:decision_new", args=[one.pk]), f"{one.council.name}: {one}", short_date(one.held_on))
        for one in rows.order_by("-held_on", "-pk")[:MEETINGS_OFFERED]
    ]


def _filter(request: OfficeRequest) -> DecisionFilter:
    years = Decision.objects.visible_to(request.user).order_by("-year").values_list("year", flat=True).distinct()
    return DecisionFilter(request.GET, year=[("", "Mọi năm"), *((str(year), str(year)) for year in years)])


def _found(user: User, chosen: DecisionFilter) -> Any:
    rows = Decision.objects.visible_to(user)
    for word in chosen.key.split():
        rows = rows.filter(search_key__contains=word)
    if year := chosen.value("year"):
        rows = rows.filter(year=int(year))
    for name in ("kind", "state"):
        if value := chosen.value(name):
            rows = rows.filter(**{name: value})
    columns = ("pk", "abstract", "number", "issued_on", "kind", "held", "state", "amends__number")
    return rows.annotate(held=Count("lines")).order_by("-created_at", "-pk").values_list(*columns)


def _rows(found: Any, first: int = 1) -> list[DecisionRow]:
    return [
        DecisionRow(
            number=place,
            url=reverse("awards:decision", args=[pk]),
            abstract=abstract,
            paper=number,
            day=short_date(day) if day else "",
            kind=str(DecisionKind(kind).label),
            held=held,
            state=str(DecisionState(state).label),
            pill=paper_pill(state),
            points_back=back or "",
        )
        for place, (pk, abstract, number, day, kind, held, state, back) in enumerate(found, first)
    ]
