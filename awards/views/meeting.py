"""Phiên họp: the list, and one meeting with the bar of its steps and the line of its quorum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from awards.forms.meeting import MeetingFilter
from awards.models import Council, Meeting, MeetingState, VoteMethod
from awards.permissions import works_with_councils
from awards.services.meeting import page_of as own_page_of
from awards.views.findings import sure_words
from awards.views.meeting_acts import frame_of
from awards.views.meeting_desk import MeetingDesk, desk_of
from awards.views.meeting_rows import meeting_pill
from awards.views.meeting_steps import STEPS, step_at
from plans.http import OfficeRequest
from plans.papers.content import Align, Column, Row
from plans.rules.official import short_date
from plans.views.acting import require
from plans.views.listing import Listing, page_of, send_listing
from plans.views.steps import Step

WHO_SEES = "Phiên họp dành cho thành viên hội đồng, thường trực và lãnh đạo Sở. Anh, chị hỏi thường trực TĐKT."
PRINTED = (
    Column("TT", 6, Align.CENTER),
    Column("NGÀY HỌP", 13, Align.CENTER),
    Column("HỘI ĐỒNG", 24),
    Column("NỘI DUNG", 33),
    Column("SỐ NỘI DUNG XÉT", 10, Align.CENTER),
    Column("BƯỚC", 14),
)


class MeetingLine(NamedTuple):
    """A meeting in the list."""

    pk: int
    name: str
    council: str
    day: str
    place: str
    method: str
    items: int
    state: str
    pill: SafeString
    is_sample: bool


class Button(NamedTuple):
    """What who runs a meeting may do next: label, address, icon, whether it is the main one."""

    label: str
    name: str
    icon: str
    primary: bool = False


# By state, the main one last; the steps of the vote add theirs
BUTTONS: dict[str, tuple[Button, ...]] = {
    MeetingState.PREPARING: (
        Button("Không họp", "awards:meeting_cancel", "calendar-x"),
        Button("Sửa phiên họp", "awards:meeting_edit", "pencil"),
        Button("Bắt đầu điểm danh", "awards:meeting_roll", "list-checks", primary=True),
    ),
    MeetingState.ROLL: (
        Button("Chuẩn bị lại", "awards:meeting_prepare_again", "undo-2"),
        Button("Hoãn phiên họp", "awards:meeting_adjourn", "calendar-x"),
        Button("Mở bỏ phiếu", "awards:meeting_open", "vote", primary=True),
    ),
    MeetingState.ADJOURNED: (Button("Chuẩn bị lại", "awards:meeting_prepare_again", "undo-2", primary=True),),
    MeetingState.RESULTS: (Button("Kiểm phiếu lại", "awards:meeting_recount", "rotate-ccw"),),
}
TAKE_BACK = Button("Về điểm danh", "awards:meeting_take_back", "undo-2")
VOTING_BUTTONS = {
    VoteMethod.PAPER: (
        TAKE_BACK,
        Button("In phiếu", "awards:ballot_print", "printer"),
        Button("Thu phiếu, kiểm phiếu", "awards:ballot_collect", "inbox", primary=True),
    ),
    VoteMethod.SCREEN: (
        TAKE_BACK,
        Button("Đóng bỏ phiếu, chốt", "awards:meeting_seal", "lock", primary=True),
    ),
    VoteMethod.HANDS: (TAKE_BACK, Button("Chốt kết quả", "awards:meeting_seal", "lock", primary=True)),
}


@require_safe
def meeting_page(request: OfficeRequest, pk: int) -> HttpResponse:
    """One meeting at one of its steps: the one asked for where it is open, else the one at which it stands."""
    desk = desk_of(request, pk)
    step = step_at(desk.meeting.state, request.GET.get("buoc", ""))
    context = {**step_context(desk, step.slug), **step.context(request, desk)}
    return render(request, step.template, context)


def step_context(desk: MeetingDesk, slug: str) -> dict[str, Any]:
    """What stands around every step: title, pill, the bar, the quorum, what may be done next."""
    meeting = desk.meeting
    offered = _offered(meeting) if desk.runs else ()
    return {
        **frame_of(meeting).context,
        "runs": desk.runs,
        "has_items": bool(desk.items),
        "bar": [_place(meeting, step, slug) for step in STEPS],
        "quorum": _quorum(desk),
        "out_of_reach": desk.out_of_reach,
        "thresholds": desk.thresholds,
        "steps": [Step(one.label, reverse(one.name, args=[meeting.pk]), one.icon, one.primary) for one in offered],
        "removes": desk.runs and meeting.state == MeetingState.PREPARING,
    }


def _offered(meeting: Meeting) -> tuple[Button, ...]:
    """What may be done next; how it goes on from the vote depends on how it is taken."""
    if meeting.state == MeetingState.VOTING:
        return VOTING_BUTTONS[VoteMethod(meeting.method)]
    on_screen = meeting.method == VoteMethod.SCREEN and meeting.state == MeetingState.RESULTS
    return () if on_screen else BUTTONS.get(meeting.state, ())


def _place(meeting: Meeting, step: Any, slug: str) -> dict[str, Any]:
    return {
        "label": step.label,
        "url": f"{own_page_of(meeting)}?buoc={step.slug}" if step.is_open(meeting.state) else "",
        "is_here": step.slug == slug,
        "is_done": meeting.state in step.done,
    }


def _quorum(desk: MeetingDesk) -> dict[str, Any]:
    """The line above every step: a dot a member, the mark of how many are needed, words and source."""
    line, said = desk.quorum, desk.said_quorum
    stands_in = sum(row.came_id is not None and row.came_id != row.seat_id for row in desk.roll.values())
    squares, sure = sure_words(said.confidence)
    told = [(line.members - line.present, "vắng"), (stands_in, "dự thay")] if desk.roll else []
    return {
        "dots": [{"here": n <= line.present, "needed": n == line.needed} for n in range(1, line.members + 1)],
        "met": line.met,
        "words": line.words if desk.roll else f"Cần {line.needed}/{line.members} thành viên có mặt để họp",
        "is_called": bool(desk.roll),
        "needed": line.needed,
        "rule": f"{said.share.words}. {said.source}",
        "absent": ", ".join(f"{word} {number}" for number, word in told if number),
        "squares": squares,
        "sure": sure,
    }


@require_safe
def meeting_list(request: OfficeRequest) -> HttpResponse:
    """The meetings a person may see, the newest first."""
    chosen = _filter(request)
    page = page_of(request, _found(request, chosen))
    context = {
        "rows": list(enumerate(_lines(page.object_list), start=page.start_index())),
        "page": page,
        "filter": chosen,
        "counted": f"{page.paginator.count} phiên họp",
        "opens": request.user.has_perm("awards.prepare_meeting"),
        "query": request.GET.urlencode(),
    }
    return render(request, "awards/meeting_list.html", context)


@require_safe
def meeting_list_print(request: OfficeRequest) -> HttpResponse:
    """The same on A4, or as a sheet."""
    chosen = _filter(request)
    rows = [
        Row((str(no), line.day, line.council, line.name, str(line.items), line.state))
        for no, line in enumerate(_lines(_found(request, chosen)), start=1)
    ]
    total = f"Cộng: {len(rows)} phiên họp."
    listing = Listing("DANH SÁCH", "Phiên họp của các hội đồng", PRINTED, rows, chosen.criteria, total)
    return send_listing(request, listing, name="phien-hop-hoi-dong.pdf")


def _filter(request: OfficeRequest) -> MeetingFilter:
    """Its choices are of the meetings the reader may see; who sees no council at all is told who does."""
    councils = Council.objects.order_by("kind", "-term_from")
    if not works_with_councils(request.user):
        councils = councils.filter(seats__person=request.user.person_id or 0).distinct()
    offered = list(councils.values_list("pk", "name"))
    if not offered:
        require(request.user, "awards.see_councils", who=WHO_SEES)
    seen = Meeting.objects.visible_to(request.user)
    years = sorted({*seen.order_by().values_list("year", flat=True)}, reverse=True)
    return MeetingFilter(
        request.GET,
        council=[("", "Mọi hội đồng"), *((str(pk), name) for pk, name in offered)],
        year=[("", "Mọi năm"), *((str(year), str(year)) for year in years)],
    )


def _found(request: OfficeRequest, chosen: MeetingFilter) -> QuerySet[Meeting]:
    rows = Meeting.objects.visible_to(request.user)
    for field in ("council", "year", "state"):
        if value := chosen.value(field):
            rows = rows.filter(**{field: value})
    return rows.order_by("-held_on", "-pk")


def _lines(meetings: Any) -> Iterable[MeetingLine]:
    """One query."""
    rows = meetings.annotate(n_items=Count("items", distinct=True)).values_list(
        *("pk", "number", "year", "subject", "council__name", "held_on", "starts_at", "place", "method"),
        *("n_items", "state", "is_sample"),
    )
    for pk, number, year, subject, council, held_on, starts_at, place, method, items, state, is_sample in rows:
        yield MeetingLine(
            pk,
            f"Phiên {number:02}/{year}: {subject}",
            council,
            _day(held_on, starts_at),
            place,
            str(VoteMethod(method).label),
            items,
            str(MeetingState(state).label),
            meeting_pill(MeetingState(state)),
            is_sample,
        )


def _day(held_on: dt.date, starts_at: dt.time | None) -> str:
    return f"{short_date(held_on)}, {starts_at:%H:%M}" if starts_at else short_date(held_on)
