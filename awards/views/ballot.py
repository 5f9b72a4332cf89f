"""The own ballot on the screen: chosen, read once more, cast; then the receipt. And the list that is published."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from awards.forms.ballot import BallotForm
from awards.models import AgendaItem, Choice, Meeting, MeetingState, VoteMethod
from awards.services import secret_ballot as service
from awards.views.ballot_steps import FORMS, TITLES, WORKS, may_publish, named
from awards.views.meeting_acts import frame_of
from awards.views.meeting_desk import desk_of
from plans.errors import AlreadyDone, DomainError
from plans.http import OfficeRequest, submit_key
from plans.papers.content import Align, Column, Row
from plans.views.act_page import refusal_page
from plans.views.listing import Listing, send_listing

NOT_ON_SCREEN = "Phiên này không bỏ phiếu trên màn hình. Làm theo hướng dẫn của thư ký hội đồng."
PRINTED = (
    Column("TT", 8, Align.CENTER),
    Column("DÒNG", 8, Align.CENTER),
    Column("NỘI DUNG XÉT", 60),
    Column("Ý KIẾN", 24),
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ballot_own(request: OfficeRequest, pk: int) -> HttpResponse:
    """Phiếu của anh, chị: nothing is kept before the last button, and nothing can be changed after it."""
    desk = desk_of(request, pk)
    meeting, mark = desk.meeting, desk.mark
    if mark is not None and mark.has_voted:
        return render(request, "awards/ballot_cast.html", {**_context(meeting), "receipt": mark.receipt})
    refused = _why_not(meeting, voter=mark is not None)
    if refused or mark is None:
        title = f"Phiếu biểu quyết {meeting}"
        return refusal_page(request, frame_of(meeting), title=title, sentence=refused)
    paper = service.paper_for(desk, request.user)
    form = BallotForm(items=paper.items)
    if request.method == "POST":
        form = BallotForm(request.POST, items=paper.items)
        if form.is_valid() and request.POST.get("step") == "cast":
            return _cast(request, meeting, form)
        if form.is_valid() and request.POST.get("step") == "look":
            return render(
                request, "awards/ballot_look.html", {**_context(meeting), "chosen": _chosen(form), "form": form}
            )
    context = {**_context(meeting), "form": form, "groups": _groups(form), "own": [named(item) for item in paper.own]}
    return render(request, "awards/ballot_own.html", context)


@require_safe
def ballots_published(request: OfficeRequest, pk: int) -> HttpResponse:
    """Every ballot, item by item, without anybody's name: anybody counts the result again from it."""
    desk = desk_of(request, pk)
    meeting = desk.meeting
    if not may_publish(meeting):
        sentence = "Danh sách phiếu chỉ có sau khi đóng bỏ phiếu trên màn hình và chốt kết quả."
        return refusal_page(request, frame_of(meeting), title=f"Danh sách phiếu {meeting}", sentence=sentence)
    items = {item.pk: item for item in desk.items}
    ballots = sorted(service.published_ballots(meeting), key=lambda one: items[one[0]].order)
    rows = [
        Row(
            (
                str(number),
                str(items[item].order),
                ", ".join(filter(None, named(items[item]))),
                str(Choice(choice).label),
            )
        )
        for number, (item, choice) in enumerate(ballots, start=1)
    ]
    listing = Listing(
        "DANH SÁCH PHIẾU KÍN",
        f"{meeting.council.name}, {meeting}",
        PRINTED,
        rows,
        "mọi phiếu đã bỏ trên màn hình, không ghi người bỏ; thứ tự trong mỗi dòng là ngẫu nhiên",
        f"Cộng: {len(rows)} ý kiến ở {len(items)} dòng",
    )
    return send_listing(request, listing, name=f"phieu-kin-phien-{meeting.number:02}-{meeting.year}.pdf")


def _why_not(meeting: Meeting, *, voter: bool) -> str:
    if meeting.method != VoteMethod.SCREEN:
        return NOT_ON_SCREEN
    if meeting.state != MeetingState.VOTING:
        return service.NOT_OPEN[MeetingState(meeting.state)]
    return "" if voter else service.NOT_A_VOTER


def _cast(request: OfficeRequest, meeting: Meeting, form: BallotForm) -> HttpResponse:
    try:
        service.cast_ballot(actor=request.user, meeting=meeting, choices=form.choices, key=submit_key(request))
    except AlreadyDone:
        raise
    except DomainError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Đã nhận phiếu của anh, chị.")
    return redirect(reverse("awards:ballot_own", args=[meeting.pk]))


def _context(meeting: Meeting) -> dict[str, object]:
    return {**frame_of(meeting).context, "title": "Phiếu biểu quyết"}


def _groups(form: BallotForm) -> list[tuple[str, list[tuple[AgendaItem, str, str, object]]]]:
    """The items under their honour: titles, commendations and initiatives never mixed."""
    found: dict[str, list[tuple[AgendaItem, str, str, object]]] = {TITLES: [], FORMS: [], WORKS: []}
    for item in form.items:
        name, about = named(item)
        head = WORKS
        if item.nomination is not None:
            head = TITLES if item.nomination.title_id else FORMS
        found[head].append((item, name, about, form[f"choice_{item.pk}"]))
    return [(head, rows) for head, rows in found.items() if rows]


def _chosen(form: BallotForm) -> list[tuple[AgendaItem, str, str, str, str]]:
    return [
        (item, *named(item), choice, str(Choice(choice).label))
        for item in form.items
        for choice in [form.choices[item.pk]]
    ]
