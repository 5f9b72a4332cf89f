"""What every step of a meeting's page stands on: the meeting, who sits and came, the agenda, the rules, the quorum."""

from __future__ import annotations

import functools
from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString

from awards.models import (
    AgendaItem,
    Attendance,
    CouncilKind,
    CouncilSeat,
    Interest,
    Meeting,
    MeetingState,
    SeatRole,
    WrittenOpinion,
)
from awards.permissions import RUNNERS
from awards.rules.votes import ALL, Electorate, Quorum, Votes, most_possible, needed, quorum
from awards.services.meeting_roll import meeting_rules
from awards.services.secret_ballot import is_own
from awards.services.vote_result import honour_code, tallied
from awards.services.working_rules import CouncilRules, SaidShare
from awards.views.findings import sure_words
from plans.models import Role, User
from plans.permissions import rights_of
from plans.services.together import together

CALLED = ("seat_id", "came_id", "arrived_at", "left_at", "absent_reason")
RECOGNISE = "Công nhận sáng kiến"


def seen_meeting(request: HttpRequest, pk: int) -> Meeting:
    """The meeting of an address, for who works with councils and for the members of its own; 404 for others."""
    user: Any = request.user
    rows = Meeting.objects.visible_to(user).select_related("council", "round", "call", "task__plan")
    return get_object_or_404(rows, pk=pk)


class Declared(NamedTuple):
    """An interest that a member declared."""

    who: str
    item: str
    words: str


@dataclass
class MeetingDesk:
    """A meeting read once for a page; every part is asked for when it is first needed."""

    meeting: Meeting
    user: User

    @functools.cached_property
    def rules(self) -> CouncilRules:
        """Three queries."""
        return meeting_rules(self.meeting)

    @functools.cached_property
    def _all_seats(self) -> list[CouncilSeat]:
        """Every seat held on the day: members, those who stand in for them, who helps. One query."""
        rows = self.meeting.council.seats.on(self.meeting.held_on).select_related("person__unit")
        return list(rows.order_by("order", "pk"))

    @functools.cached_property
    def seats(self) -> list[CouncilSeat]:
        """The members on the day."""
        return [seat for seat in self._all_seats if seat.stands_in_for_id is None and seat.role != SeatRole.CLERK]

    @property
    def substitutes(self) -> dict[int, list[CouncilSeat]]:
        """Who may come in a member's place, by the member's seat."""
        found: dict[int, list[CouncilSeat]] = {}
        for seat in self._all_seats:
            if seat.stands_in_for_id is not None:
                found.setdefault(seat.stands_in_for_id, []).append(seat)
        return found

    @functools.cached_property
    def runs(self) -> bool:
        """Whether the reader runs the meeting: the right ``awards.run_meeting``, told from the seats at hand."""
        if rights_of(self.user).holds(Role.STANDING):
            return True
        return any(seat.person_id == self.user.person_id and seat.role in RUNNERS for seat in self._all_seats)

    @functools.cached_property
    def _put_down(self) -> list[list[tuple[Any, ...]]]:
        """The roll, the interests declared, the opinions in writing. One query."""
        item = Coalesce(
            *("item__initiative__name", "item__nomination__person__full_name", "item__nomination__unit__name")
        )
        interests = Interest.objects.filter(item__meeting=self.meeting).order_by("item__order", "pk")
        written = WrittenOpinion.objects.filter(item__meeting=self.meeting).order_by("seat__order", "pk")
        return together(
            [
                Attendance.objects.filter(meeting=self.meeting).order_by().values_list(*CALLED),
                interests.annotate(about=item).values_list("seat__person__full_name", "about", "words"),
                written.values_list("seat__person__full_name", "item", "choice"),
            ]
        )

    @functools.cached_property
    def roll(self) -> dict[int, Attendance]:
        """What is written of each seat; nothing before the roll is called."""
        if self.meeting.state in (MeetingState.PREPARING, MeetingState.CANCELLED):
            return {}
        known = {seat.pk: seat for seat in self._all_seats}
        found = {}
        for values in self._put_down[0]:
            row = Attendance(meeting=self.meeting, **dict(zip(CALLED, values, strict=True)))
            if row.came_id in known:
                row.came = known[row.came_id]
            found[row.seat_id] = row
        return found

    @property
    def interests(self) -> list[Declared]:
        """What members declared."""
        return [Declared(*row) for row in self._put_down[1]]

    @property
    def wrote(self) -> list[str]:
        """Who sent an opinion in writing."""
        return list(dict.fromkeys(name for name, *_ in self._put_down[2]))

    @functools.cached_property
    def written(self) -> dict[int, Votes]:
        """What absent members wrote on each item."""
        return tallied((item, choice) for _, item, choice in self._put_down[2])

    @functools.cached_property
    def items(self) -> list[AgendaItem]:
        """The agenda. One query; two where initiatives are scored."""
        rows = self.meeting.items.order_by("order", "pk")
        if self.of_initiatives:
            return list(rows.select_related("initiative__unit").prefetch_related("initiative__authors"))
        return list(
            rows.select_related(
                *("nomination__person__unit", "nomination__unit", "nomination__title", "nomination__commendation")
            )
        )

    @property
    def of_initiatives(self) -> bool:
        return self.meeting.council.kind == CouncilKind.INITIATIVE

    @property
    def said_quorum(self) -> SaidShare:
        """The share of members that must be there, with its source."""
        return self.rules.quorum_of(for_awards=not self.of_initiatives)

    @property
    def people_present(self) -> dict[int, str]:
        """Who came, by person: the member himself or who stands in for him."""
        came = [row.came for row in self.roll.values() if row.came is not None]
        return {seat.person_id: seat.person.full_name for seat in came}

    @property
    def quorum(self) -> Quorum:
        return quorum(self.said_quorum.share, members=len(self.seats), present=len(self.people_present))

    def electorate(self, item: AgendaItem) -> Electorate:
        """Who is counted on an item. No query once seats and roll were read."""
        sitting, present = {seat.person_id for seat in self.seats}, set(self.people_present)
        return Electorate(
            members=len(sitting),
            present=len(present),
            concerned=sum(is_own(item, person) for person in sitting),
            concerned_present=sum(is_own(item, person) for person in present),
        )

    @property
    def thresholds(self) -> list[Threshold]:
        """A line for every honour of the agenda; members who are nominees are left out where the rules say so."""
        named: dict[str, str] = {}
        for item in self.items:
            named.setdefault(honour_code(item), item.nomination.honour.name if item.nomination else RECOGNISE)
        if not named and self.of_initiatives:
            named = {"": RECOGNISE}
        found, members = [], len(self.seats)
        for code, name in named.items():
            said = self.rules.threshold(code)
            squares, sure = sure_words(said.confidence)
            example = f"{max(1, needed(said.share, members))}/{members}" if said.share.base == ALL and members else ""
            found.append(Threshold(name, said.share.words, example, said.source, squares, sure))
        return found

    @property
    def out_of_reach(self) -> list[str]:
        """Before voting opens: every honour that cannot be carried by those who are here, in words."""
        if self.meeting.state != MeetingState.ROLL or not self.people_present:
            return []
        found: Counter[str] = Counter()
        for item in self.items:
            code = honour_code(item)
            counting = self.rules.counting(code)
            written = self.written if counting.counts_written else {}
            best = most_possible(counting, self.electorate(item), written.get(item.pk, Votes(0, 0)))
            if not best.passed and counting.share.base == ALL:
                what = item.nomination.honour.name if item.nomination else RECOGNISE
                found[f"{what}: cần {best.needed}/{best.base} ({counting.share.words}), nhiều nhất có {best.has}"] += 1
        return [f"{words} (ở {times} nội dung)." for words, times in found.items()]


class Threshold(NamedTuple):
    """What one honour of the agenda needs to be carried, with its source."""

    what: str
    share: str
    example: str
    source: str
    squares: SafeString
    sure: str


def desk_of(request: HttpRequest, pk: int) -> MeetingDesk:
    """The desk of an address, with whether its reader runs the meeting."""
    user: Any = request.user
    return MeetingDesk(seen_meeting(request, pk), user)
