"""Thông báo kết quả: the list, of what letters are still to be drafted, sending many at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from awards.forms.outcome_letter import OutcomeFilter
from awards.models import Decision, DecisionState, Meeting, OutcomeLetter
from awards.permissions import units_seen
from awards.rules.outcome_words import is_unfinished
from awards.services import outcome_letter as service
from awards.services.outcome_source import SEALED, items_to_tell, lines_to_tell
from plans.http import OfficeRequest, submit_key
from plans.models import User
from plans.papers.content import Align, Column, Row
from plans.rules.official import short_date
from plans.views.acting import act_by_button, require
from plans.views.cells import choice_pill, pill_html
from plans.views.listing import Listing, page_of, send_listing

State = OutcomeLetter.State
CHOSEN = "thong-bao"  # what the list posts of each letter chosen: its key and the version that was seen
MOST_SOURCES = 40
_TOLD = ("pending", "has_letters")
BEFORE_CHANGE = "Đã gửi trước khi sửa"
PRINTED = (
    Column("TT", 5, Align.CENTER),
    Column("NGƯỜI, TẬP THỂ", 20),
    Column("ĐƠN VỊ", 15),
    Column("DANH HIỆU THI ĐUA", 15),
    Column("HÌNH THỨC KHEN THƯỞNG", 15),
    Column("KẾT QUẢ", 12),
    Column("THEO", 15),
    Column("TRẠNG THÁI", 13),
)
_LOOK = {State.WAITING: ("idle", "circle"), State.SENT: ("done", "send"), State.VOID: ("off", "x")}
_COLUMNS = (
    *("pk", "version", "state", "granted", "text", "sent_at", "later_number"),
    *("nomination__person__full_name", "nomination__person__unit__name", "nomination__unit__name"),
    *("nomination__title__name", "nomination__commendation__name", "nomination__round__name"),
    *("line", "line__decision__number", "item__meeting__number", "item__meeting__year"),
)


class OutcomeRow(NamedTuple):
    """A letter in the list, its cells ready; ``chosen`` is what the list posts of one that may be sent."""

    number: int
    url: str
    name: str
    unit: str
    is_unit: bool
    title: str
    commendation: str
    granted: bool
    result: str
    source: str
    state: str
    pill: SafeString
    note: str
    chosen: str


class Offered(NamedTuple):
    """A decision or meeting in the filter, and where what is still to be told of it is drafted."""

    value: str
    words: str
    url: str
    pending: bool
    has_letters: bool


def outcome_pill(state: str) -> SafeString:
    """State of a letter."""
    return choice_pill(State(state), _LOOK)


@require_safe
def outcome_list(request: OfficeRequest) -> HttpResponse:
    """The letters one sees, the own for whoever is told, all for the standing office; and what is to be drafted."""
    user = request.user
    tells, reads_all = user.has_perm("awards.tell_outcome"), units_seen(user) is None
    sources = _sources(user)
    chosen = _filter(request, sources)
    page = page_of(request, _found(user, chosen))
    rows = _rows(page.object_list, page.start_index(), sends=tells)
    context = {
        "rows": rows,
        "page": page,
        "filter": chosen,
        "counted": f"{page.paginator.count} thông báo",
        "query": request.GET.urlencode(),
        "tells": tells,
        "reads_all": reads_all,
        "sends": any(row.chosen for row in rows),
        "pending": [one for one in sources if one.pending] if tells else [],
    }
    return render(request, "awards/outcome_list.html", context)


@require_safe
def outcome_list_print(request: OfficeRequest) -> HttpResponse:
    """The same list on A4, or as a sheet."""
    user = request.user
    chosen = _filter(request, _sources(user))
    lines = _rows(_found(user, chosen), 1, sends=False)
    rows = [
        Row(
            (
                *(str(one.number), one.name, "tập thể" if one.is_unit else one.unit, one.title, one.commendation),
                *(one.result, one.source, "\n".join(filter(None, (one.state, one.note)))),
            )
        )
        for one in lines
    ]
    units = sum(one.is_unit for one in lines)
    total = f"Cộng: {units} tập thể; {len(lines) - units} cá nhân."
    subject = "Thông báo kết quả xét khen thưởng"
    listing = Listing("DANH SÁCH", subject, PRINTED, rows, chosen.criteria, total, names_people=True)
    return send_listing(request, listing, name="thong-bao-ket-qua.pdf")


@require_POST
def outcome_send_many(request: OfficeRequest) -> HttpResponse:
    """Gửi every letter chosen in the list."""
    require(request.user, "awards.tell_outcome", who=service.WHO_TELLS)
    seen = service.chosen_versions(request.POST.getlist(CHOSEN))
    act_by_button(
        request,
        lambda: service.send_letters(actor=request.user, seen=seen, key=submit_key(request)),
        done=f"Đã gửi {len(seen):02} thông báo.",
    )
    query = request.GET.urlencode()
    return redirect(f"{reverse('awards:outcome_list')}{f'?{query}' if query else ''}")


def _sources(user: User) -> list[Offered]:
    """Decisions and meetings with letters one sees, or with somebody still to be told. Two queries."""
    wanted = Q(has_letters=True)
    if user.has_perm("awards.tell_outcome"):
        wanted |= Q(pending=True)
    return [*_decisions(user, wanted), *_meetings(user, wanted)]


def _decisions(user: User, wanted: Q) -> Iterable[Offered]:
    letters = OutcomeLetter.objects.visible_to(user)
    rows = Decision.objects.filter(state=DecisionState.ISSUED).annotate(
        has_letters=Exists(letters.filter(line__decision=OuterRef("pk"))),
        pending=Exists(lines_to_tell().filter(decision=OuterRef("pk"))),
    )
    found = rows.filter(wanted).order_by("-issued_on", "-pk")
    for pk, number, day, *told in found.values_list("pk", "number", "issued_on", *_TOLD)[:MOST_SOURCES]:
        words = f"Quyết định số {number}, {short_date(day) if day else ''}"
        yield Offered(f"d{pk}", words, reverse("awards:outcome_decision", args=[pk]), *told)


def _meetings(user: User, wanted: Q) -> Iterable[Offered]:
    letters = OutcomeLetter.objects.visible_to(user)
    rows = Meeting.objects.filter(removed_at=None, state__in=SEALED).annotate(
        has_letters=Exists(letters.filter(item__meeting=OuterRef("pk"))),
        pending=Exists(items_to_tell().filter(meeting=OuterRef("pk"))),
    )
    found = rows.filter(wanted).order_by("-held_on", "-pk")
    columns = ("pk", "number", "year", "held_on", "council__name", *_TOLD)
    for pk, number, year, day, council, *told in found.values_list(*columns)[:MOST_SOURCES]:
        words = f"{council}, phiên {number:02}/{year}, {short_date(day)}"
        yield Offered(f"m{pk}", words, reverse("awards:outcome_meeting", args=[pk]), *told)


def _filter(request: OfficeRequest, sources: list[Offered]) -> OutcomeFilter:
    offered = [(one.value, one.words) for one in sources if one.has_letters]
    return OutcomeFilter(request.GET, source=[("", "Mọi quyết định, phiên họp"), *offered])


def _found(user: User, chosen: OutcomeFilter) -> QuerySet[Any, Any]:
    rows: Any = OutcomeLetter.objects.visible_to(user).with_change()
    if source := chosen.value("source"):
        of = rows.of_decision if source.startswith("d") else rows.of_meeting
        rows = of(int(source[1:]))
    if outcome := chosen.value("outcome"):
        rows = rows.filter(granted=outcome == "duoc")
    if state := chosen.value("state"):
        rows = rows.filter(state=state)
    for word in chosen.key.split():
        named = Q(nomination__person__search_key__contains=word) | Q(nomination__unit__search_key__contains=word)
        rows = rows.filter(named)
    return rows.newest_first().values(*_COLUMNS)  # type: ignore[no-any-return]


def _rows(found: Iterable[Any], first: int, *, sends: bool) -> list[OutcomeRow]:
    return [_row(place, row, sends=sends) for place, row in enumerate(found, first)]


def _row(place: int, row: Mapping[str, Any], *, sends: bool) -> OutcomeRow:
    state, later = row["state"], row["later_number"]
    waits = state == State.WAITING
    unfinished = waits and is_unfinished(row["text"])
    meeting, year = row["item__meeting__number"], row["item__meeting__year"]
    held = f"Phiên {meeting:02}/{year}" if meeting else row["nomination__round__name"]
    person = row["nomination__person__full_name"]
    return OutcomeRow(
        number=place,
        url=reverse("awards:outcome", args=[row["pk"]]),
        name=person or row["nomination__unit__name"],
        unit=row["nomination__person__unit__name"] or "",
        is_unit=person is None,
        title=row["nomination__title__name"] or "",
        commendation=row["nomination__commendation__name"] or "",
        granted=row["granted"] and state != State.VOID and not later,
        result="Được tặng" if row["granted"] else "Bị hủy bỏ" if row["line"] else "Không được tặng",
        source=f"Số {decision}" if (decision := row["line__decision__number"]) else held,
        pill=pill_html("warn", BEFORE_CHANGE) if state == State.SENT and later else outcome_pill(state),
        state=BEFORE_CHANGE if state == State.SENT and later else str(State(state).label),
        note=_note(row, unfinished=unfinished),
        chosen=f"{row['pk']}.{row['version']}" if sends and waits and not unfinished else "",
    )


def _note(row: Mapping[str, Any], *, unfinished: bool) -> str:
    """What stands under the state: the later decision, what is still missing, when it was sent."""
    if later := row["later_number"]:
        return f"Quyết định số {later} đã thay đổi"
    if unfinished:
        return "còn thiếu lý do"
    return f"gửi {short_date(timezone.localdate(row['sent_at']))}" if row["sent_at"] else ""
