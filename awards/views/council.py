"""Hội đồng: the list, and one council with its members, its working rules and its meetings."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from awards.models import Council, CouncilKind, CouncilSeat, Meeting, MeetingState, RuleKind, SeatRole
from awards.permissions import works_with_councils
from awards.rules.votes import needed
from awards.services.rulebook import current_rulebook
from awards.services.working_rules import CouncilRules, SaidShare, SaidWord, own_rules, rules_of
from awards.views.findings import sure_words
from awards.views.meeting_rows import meeting_pill
from plans.http import OfficeRequest
from plans.models import User
from plans.papers.content import Align, Column, Row
from plans.rules.official import short_date
from plans.services.together import together
from plans.views.files import send_file
from plans.views.listing import Listing, send_listing

MEETINGS_SHOWN = 10
PRINTED = (
    Column("TT", 7, Align.CENTER),
    Column("HỌ VÀ TÊN", 30),
    Column("CHỨC VỤ, ĐƠN VỊ", 36),
    Column("CHỨC DANH TRONG HỘI ĐỒNG", 27),
)


class CouncilLine(NamedTuple):
    """A council in the list."""

    pk: int
    name: str
    decision: str
    term: str
    is_over: bool
    members: int
    meetings: int


class SeatLine(NamedTuple):
    """A member, and who comes in his place."""

    pk: int
    name: str
    about: str
    role: str
    since: str
    is_over: bool
    stands_in_for: str
    votes: bool


class RuleLine(NamedTuple):
    """What holds in this council: its own rule, or what the law or the reference says instead."""

    what: str
    share: str
    example: str
    source: str
    squares: SafeString
    sure: str
    own: int | None


@require_safe
def council_list(request: OfficeRequest) -> HttpResponse:
    """The councils of the office."""
    today = timezone.localdate()
    context = {
        "rows": [_line(row, today) for row in _counted(today)],
        "keeps": request.user.has_perm("awards.keep_council"),
        "meets": meets(request.user),
    }
    return render(request, "awards/council_list.html", context)


@require_safe
def council_page(request: OfficeRequest, pk: int) -> HttpResponse:
    """One council: who sits in it, what it votes by, when it met."""
    council = seen_council(pk)
    today = timezone.localdate()
    seats, meetings = together([_seats(council), _meetings(request.user, council)])
    lines = [_seat_line(seat, today) for seat in seats]
    members = sum(line.votes and not line.is_over for line in lines)
    book, own = current_rulebook(), own_rules(council)
    rules = rules_of(council, book, on=today, own=own)
    places = {(row.kind, row.code, row.for_awards): row.pk for row in own}
    of_awards = council.kind == CouncilKind.EMULATION
    honours = {code: book.name(code) for code in book.awards()} if of_awards else {}
    context = {
        "council": council,
        "members": members,
        "seats": lines,
        "rules": _rule_lines(rules, places, members, honours),
        "meetings": [_meeting_line(row) for row in meetings],
        "keeps": request.user.has_perm("awards.keep_council"),
        "is_over": council.term_to is not None and council.term_to < today,
    }
    return render(request, "awards/council.html", context)


@require_safe
def council_print(request: OfficeRequest, pk: int) -> HttpResponse:
    """The members on A4, or as a sheet."""
    council = seen_council(pk)
    today = timezone.localdate()
    lines = [line for seat in _seats(council) if not (line := _seat_line(seat, today)).is_over]
    rows = [
        Row((str(no), one.name, one.about, one.role + (f"\ndự thay {one.stands_in_for}" if one.stands_in_for else "")))
        for no, one in enumerate(lines, start=1)
    ]
    total = f"Cộng: {len(rows)} người."
    listing = Listing("DANH SÁCH", f"Thành viên {council.name}", PRINTED, rows, "không", total, names_people=True)
    return send_listing(request, listing, name="Thành viên hội đồng.pdf")


@require_safe
def council_file(_request: OfficeRequest, pk: int) -> HttpResponse:
    """The signed founding decision, always an attachment."""
    council = seen_council(pk)
    if council.file is None:
        raise Http404
    return send_file(council.file)


def seen_council(pk: int) -> Council:
    """The council of an address: who sits and how it votes is for the whole office to see, as its decision is."""
    return get_object_or_404(Council.objects.select_related("unit", "file"), pk=pk)


def meets(user: User) -> bool:
    """Whether ``user`` may see meetings of any council: who works with them, and who sits or sat in one."""
    return works_with_councils(user) or CouncilSeat.objects.filter(person=user.person_id or 0).exists()


def _counted(today: dt.date) -> QuerySet[Council]:
    sits = Q(seats__from_on__lte=today) & (Q(seats__to_on=None) | Q(seats__to_on__gte=today))
    sits &= Q(seats__stands_in_for=None) & ~Q(seats__role=SeatRole.CLERK)
    return Council.objects.annotate(
        n_members=Count("seats", filter=sits, distinct=True),
        n_meetings=Count("meetings", filter=Q(meetings__removed_at=None), distinct=True),
    )


def _line(row: Any, today: dt.date) -> CouncilLine:
    return CouncilLine(
        row.pk,
        row.name,
        decision_words(row),
        _days(row.term_from, row.term_to),
        row.term_to is not None and row.term_to < today,
        row.n_members,
        row.n_meetings,
    )


def decision_words(council: Council) -> str:
    """The founding decision in a line; empty where it is not written down."""
    if not council.number:
        return ""
    day = f" ngày {short_date(council.founded_on)}" if council.founded_on else ""
    by = f" của {council.founded_by}" if council.founded_by else ""
    return f"Quyết định số {council.number}{day}{by}"


def _days(first: dt.date, last: dt.date | None) -> str:
    return f"từ {short_date(first)}" + (f" đến hết {short_date(last)}" if last else "")


def _seats(council: Council) -> QuerySet[CouncilSeat, tuple[Any, ...]]:
    return council.seats.order_by("order", "pk").values_list(
        *("pk", "person__full_name", "person__position", "person__unit__short_name", "person__unit__name"),
        *("role", "from_on", "to_on", "stands_in_for__person__full_name"),
    )


def _seat_line(row: tuple[Any, ...], today: dt.date) -> SeatLine:
    pk, name, position, short, unit, role, first, last, stands_in_for = row
    return SeatLine(
        pk,
        name,
        ", ".join(filter(None, (position, short or unit))),
        str(SeatRole(role).label),
        _days(first, last),
        first > today or (last is not None and last < today),
        stands_in_for or "",
        role != SeatRole.CLERK and not stands_in_for,
    )


def _rule_lines(
    rules: CouncilRules, own: dict[tuple[str, str, bool], int], members: int, honours: dict[str, str]
) -> list[RuleLine]:
    """Quorums, the share of every honour that has one of its own, the share of all others, the two words.

    No honours are put before a council on initiatives: it has one quorum and one share.
    """
    lines = [_share_line("Họp khi có mặt", rules.quorum, members, own.get((RuleKind.QUORUM, "", False)))]
    if honours:
        higher = own.get((RuleKind.QUORUM, "", True))
        lines.append(_share_line("Họp xét khen thưởng khi có mặt", rules.quorum_for_awards, members, higher))
    others = rules.threshold()
    for code, name in honours.items():
        said = rules.threshold(code)
        if said != others:
            lines.append(_share_line(name, said, members, own.get((RuleKind.THRESHOLD, code, False))))
    what = "Các nội dung khác" if honours else "Công nhận sáng kiến"
    lines.append(_share_line(what, others, members, own.get((RuleKind.THRESHOLD, "", False))))
    lines.append(
        _word_line(
            "Tính ý kiến bằng văn bản của người vắng", rules.counts_written, own.get((RuleKind.WRITTEN, "", False))
        )
    )
    lines.append(
        _word_line(
            "Tính thành viên là người được xét vào mẫu số",
            rules.nominee_in_base,
            own.get((RuleKind.NOMINEE, "", False)),
        )
    )
    return lines


def _share_line(what: str, said: SaidShare, members: int, own: int | None) -> RuleLine:
    squares, sure = sure_words(said.confidence)
    example = f"{max(1, needed(said.share, members))}/{members}" if members and said.share.base == "all" else ""
    return RuleLine(what, said.share.words, example, said.source, squares, sure, own if said.is_own else None)


def _word_line(what: str, said: SaidWord, own: int | None) -> RuleLine:
    squares, sure = sure_words(said.confidence)
    return RuleLine(what, "có" if said.holds else "không", "", said.source, squares, sure, own if said.is_own else None)


def _meetings(user: User, council: Council) -> QuerySet[Meeting, tuple[Any, ...]]:
    """The last ones, as far as the reader may see them."""
    rows = Meeting.objects.visible_to(user).filter(council=council).order_by("-held_on", "-pk")
    return rows.values_list("pk", "number", "year", "subject", "held_on", "state")[:MEETINGS_SHOWN]


def _meeting_line(row: tuple[Any, ...]) -> dict[str, Any]:
    pk, number, year, subject, held_on, state = row
    return {
        "name": f"Phiên {number:02}/{year}: {subject}",
        "url": reverse("awards:meeting", args=[pk]),
        "day": short_date(held_on),
        "pill": meeting_pill(MeetingState(state)),
    }
