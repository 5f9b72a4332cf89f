"""A meeting read once: who sits and came, the agenda, the rules, what was written and voted.

Acts, pages and papers share it, so that all of them count the same people by the same rules. What is read stands still:
an act that changes any of it makes a reading anew.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet

from awards.models import (
    AgendaItem,
    Attendance,
    BallotCount,
    Choice,
    CouncilKind,
    CouncilSeat,
    CountLine,
    DecisionLine,
    InitiativeAuthor,
    Interest,
    Meeting,
    MeetingState,
    SeatRole,
    VoterMark,
    WrittenOpinion,
)
from awards.rules.votes import Electorate, Quorum, Votes, quorum
from awards.services.rulebook import rulebook_asked, rulebook_of
from awards.services.working_rules import CouncilRules, OwnRule, SaidShare, own_rules_asked, rules_of
from plans.models import Person, Unit
from plans.services.together import together

NOT_CALLED = (MeetingState.PREPARING, MeetingState.CANCELLED)
_UNIT = ("person__unit__pk", "person__unit__name", "person__unit__short_name")
_SEAT = (
    *("pk", "role", "order", "from_on", "to_on", "stands_in_for_id"),
    *("person__pk", "person__full_name", "person__position", *_UNIT),
)
_CALLED = ("seat_id", "came_id", "arrived_at", "left_at", "absent_reason")


class Voter(NamedTuple):
    """One who votes: the seat, and the person who came for it."""

    seat: int
    person: int
    name: str


class Author(NamedTuple):
    """One of the authors of an initiative; ``person`` is None for one from outside."""

    person: int | None
    name: str


class Declared(NamedTuple):
    """An interest that a member declared in an item."""

    who: str
    item: int
    words: str


class Opinion(NamedTuple):
    """What an absent member wrote on an item."""

    seat: int
    who: str
    item: int
    choice: str
    words: str


class Mark(NamedTuple):
    """Whether a seat has voted on the screen."""

    seat: int
    has_voted: bool
    receipt: str


class Turn(NamedTuple):
    """One turn of entering counted votes; ``teller`` is an account."""

    turn: int
    teller: int
    name: str
    given_out: int
    given_back: int


@dataclass
class MeetingReading:
    """A meeting with all that hangs on it: one query, one more for the agenda and for the lines of the count."""

    meeting: Meeting

    @functools.cached_property
    def _answers(self) -> dict[str, list[tuple[Any, ...]]]:
        meeting = self.meeting
        written = WrittenOpinion.objects.filter(item__meeting=meeting).order_by("seat__order", "item__order", "pk")
        interests = Interest.objects.filter(item__meeting=meeting).order_by("item__order", "pk")
        authors = InitiativeAuthor.objects.filter(initiative__agenda__meeting=meeting).order_by("order", "pk")
        teller = ("teller_id", "teller__person__full_name", "teller__username")
        rules, versions = rulebook_asked()
        asked: dict[str, QuerySet[Any, Any]] = {
            "seats": CouncilSeat.objects.filter(council=meeting.council_id)
            .on(meeting.held_on)
            .order_by("order", "pk")
            .values_list(*_SEAT),
            "roll": Attendance.objects.filter(meeting=meeting).order_by("seat__order", "seat").values_list(*_CALLED),
            "interests": interests.values_list("seat__person__full_name", "item_id", "words"),
            "written": written.values_list("seat_id", "seat__person__full_name", "item_id", "choice", "words"),
            "authors": authors.values_list("initiative_id", "person_id", "person__full_name", "name"),
            "marks": VoterMark.objects.filter(meeting=meeting).order_by("receipt").values_list(*Mark._fields),
            "turns": BallotCount.objects.filter(meeting=meeting)
            .order_by("turn")
            .values_list("turn", *teller, "given_out", "given_back"),
            "decided": DecisionLine.objects.filter(item__meeting=meeting, decision__removed_at=None)
            .order_by()
            .values_list("item_id", "decision_id"),
            "own_rules": own_rules_asked(meeting.council_id),
            "rules": rules,
            "versions": versions,
        }
        return dict(zip(asked, together(list(asked.values())), strict=True))

    # -- Rules ---------------------------------------------------------------------------------------------------------

    @functools.cached_property
    def rules(self) -> CouncilRules:
        """What the council votes by on the day."""
        told = self._answers
        book, own = rulebook_of(told["rules"], told["versions"]), [OwnRule(*row) for row in told["own_rules"]]
        return rules_of(self.meeting.council, book, on=self.meeting.held_on, own=own)

    @property
    def of_initiatives(self) -> bool:
        return self.meeting.council.kind == CouncilKind.INITIATIVE

    @property
    def said_quorum(self) -> SaidShare:
        """The share of members that must be there, with its source."""
        return self.rules.quorum_of(for_awards=not self.of_initiatives)

    @property
    def quorum(self) -> Quorum:
        return quorum(self.said_quorum.share, members=len(self.seats), present=len(self.voters))

    # -- People --------------------------------------------------------------------------------------------------------

    @functools.cached_property
    def all_seats(self) -> dict[int, CouncilSeat]:
        """Every seat held on the day: members, those who stand in for them, who helps."""
        return {row[0]: _seat(self.meeting.council_id, row) for row in self._answers["seats"]}

    @functools.cached_property
    def seats(self) -> list[CouncilSeat]:
        """The members on the day; a thư ký giúp việc helps and does not vote."""
        rows = self.all_seats.values()
        return [seat for seat in rows if seat.stands_in_for_id is None and seat.role != SeatRole.CLERK]

    @functools.cached_property
    def substitutes(self) -> dict[int, list[CouncilSeat]]:
        """Who may come in a member's place, by the member's seat."""
        found: dict[int, list[CouncilSeat]] = {}
        for seat in self.all_seats.values():
            if seat.stands_in_for_id is not None:
                found.setdefault(seat.stands_in_for_id, []).append(seat)
        return found

    @functools.cached_property
    def roll(self) -> dict[int, Attendance]:
        """What is written of each seat; nothing before the roll is called."""
        if self.meeting.state in NOT_CALLED:
            return {}
        rows = [dict(zip(_CALLED, values, strict=True)) for values in self._answers["roll"]]
        found = {values["seat_id"]: Attendance(meeting=self.meeting, **values) for values in rows}
        for row in found.values():
            if row.came_id in self.all_seats:
                row.came = self.all_seats[row.came_id]
        return found

    @functools.cached_property
    def voters(self) -> list[Voter]:
        """Who came and votes, one a seat."""
        came = [(seat.pk, row.came) for seat in self.seats if (row := self.roll.get(seat.pk))]
        return [Voter(seat, one.person_id, one.person.full_name) for seat, one in came if one is not None]

    def leads(self, *roles: str) -> CouncilSeat | None:
        """The first of these roles who came himself, or who holds it while nobody was called."""
        for role in roles:
            for seat in self.seats:
                row = self.roll.get(seat.pk)
                if seat.role == role and (not self.roll or (row is not None and row.came_id == seat.pk)):
                    return seat
        return None

    # -- Agenda --------------------------------------------------------------------------------------------------------

    @functools.cached_property
    def items(self) -> list[AgendaItem]:
        """The agenda, each item with what a row of it shows. One query."""
        return list(agenda_of(self.meeting))

    @functools.cached_property
    def _authors(self) -> dict[int, list[Author]]:
        found: dict[int, list[Author]] = {}
        for initiative, person, full_name, name in self._answers["authors"]:
            found.setdefault(initiative, []).append(Author(person, full_name or name))
        return found

    def authors(self, item: AgendaItem) -> list[Author]:
        """The authors of the initiative voted on; nobody where the item is a nomination."""
        return self._authors.get(item.initiative_id or 0, [])

    def is_own(self, item: AgendaItem, person: int | None) -> bool:
        """Whether an item is about a person: the nominee himself, or an author of the initiative."""
        if person is None:
            return False
        if item.nomination is not None:
            return item.nomination.person_id == person
        return any(author.person == person for author in self.authors(item))

    def own_items(self, person: int | None) -> list[AgendaItem]:
        """The items about a person, on which he neither votes nor counts."""
        return [item for item in self.items if self.is_own(item, person)]

    def electorate(self, item: AgendaItem) -> Electorate:
        """Who is counted on an item."""
        sitting, present = {seat.person_id for seat in self.seats}, {voter.person for voter in self.voters}
        return Electorate(
            members=len(sitting),
            present=len(present),
            concerned=sum(self.is_own(item, person) for person in sitting),
            concerned_present=sum(self.is_own(item, person) for person in present),
        )

    # -- What was said and voted ---------------------------------------------------------------------------------------

    @functools.cached_property
    def interests(self) -> list[Declared]:
        return [Declared(*row) for row in self._answers["interests"]]

    @functools.cached_property
    def opinions(self) -> list[Opinion]:
        """What absent members wrote, by seat and item."""
        return [Opinion(*row) for row in self._answers["written"]]

    @functools.cached_property
    def written(self) -> dict[int, Votes]:
        """The same counted by item."""
        return _tallied((one.item, one.choice) for one in self.opinions)

    @functools.cached_property
    def marks(self) -> list[Mark]:
        """Who votes on the screen and has voted, in the order of the receipts."""
        return [Mark(*row) for row in self._answers["marks"]]

    @property
    def receipts(self) -> list[str]:
        """The receipts without names, in the order of their letters: each voter finds the own."""
        return [mark.receipt for mark in self.marks if mark.has_voted]

    def mark_of(self, person: int | None) -> Mark | None:
        """The mark under which a person votes: his own seat's, or that of whom he stands in for."""
        seats = {voter.seat for voter in self.voters if voter.person == person}
        return next((mark for mark in self.marks if mark.seat in seats), None)

    @functools.cached_property
    def turns(self) -> list[Turn]:
        """Who entered the counted votes, by turn."""
        rows = self._answers["turns"]
        return [Turn(turn, teller, name or login, out or 0, back or 0) for turn, teller, name, login, out, back in rows]

    @functools.cached_property
    def decided(self) -> dict[int, int]:
        """The items that decisions name already, drafts too; by item."""
        return dict(self._answers["decided"])

    @functools.cached_property
    def lines(self) -> Mapping[int, Mapping[int, CountLine]]:
        """What was counted, by item and turn. One query."""
        found: dict[int, dict[int, CountLine]] = {}
        for line in CountLine.objects.filter(count__meeting=self.meeting).select_related("count"):
            found.setdefault(line.item_id, {})[line.count.turn] = line
        return found


def agenda_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """The items of a meeting with their dossiers, in their order."""
    return meeting.items.select_related(
        *("nomination__person__unit", "nomination__unit", "nomination__title", "nomination__commendation"),
        "initiative__unit",
    ).order_by("order", "pk")


def honour_code(item: AgendaItem) -> str:
    """The code of the honour voted on; empty for an initiative."""
    return item.nomination.honour.code if item.nomination else ""


def _tallied(written: Iterable[tuple[int, str]]) -> dict[int, Votes]:
    """Opinions in writing, each as item and choice, counted by item."""
    found: dict[int, list[str]] = {}
    for item, choice in written:
        found.setdefault(item, []).append(choice)
    return {
        item: Votes(0, 0, 0, *(said.count(choice) for choice in (Choice.YES, Choice.NO, Choice.NONE)))
        for item, said in found.items()
    }


def _seat(council: int, row: tuple[Any, ...]) -> CouncilSeat:
    told = dict(zip(_SEAT, row, strict=True))
    of_person = {name: told.pop(name) for name in _SEAT if name.startswith("person__")}
    unit = Unit(**{name.removeprefix("person__unit__"): of_person.pop(name) for name in _UNIT})
    person = Person(unit=unit, **{name.removeprefix("person__"): value for name, value in of_person.items()})
    return CouncilSeat(council_id=council, person=person, **told)
