"""How much the pages of councils and their meetings ask of the database: the same for one row and for three hundred."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import (
    CouncilKind,
    InitiativeState,
    Meeting,
    MeetingState,
    Nomination,
    Quota,
    Round,
    VoteMethod,
    WrittenOpinion,
)
from awards.services.meeting_reading import MeetingReading
from awards.services.vote_result import seal_meeting
from plans.models import Plan
from tests.awards.ballot_factory import cast_all, count_all, make_meeting, make_seated, office_people
from tests.awards.council_factory import make_seat
from tests.awards.initiative_factory import GOOD, POOR, make_call, make_initiative, make_score
from tests.awards.letter_factory import make_ready
from tests.factory import Cast, make_person
from tests.web.clock import set_clock
from tests.web.test_query_budgets import count

ClientFor = Callable[[str], Client]
MOST = 10
WHO = ("standing", "contact")  # who runs it, who sits in it
EARLY, VOTED = ("chuan-bi", "diem-danh", "bien-ban"), ("phat-phieu", "kiem-phieu", "ket-qua")


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 6, 5, 15))


def nominations(cast: Cast, number: int) -> list[Nomination]:
    """Of a member, of collectives and of others for one form that has fewer places than are proposed."""
    year = 2025 - number % 7
    first = make_ready(cast, "GK", person=cast.member.person, year=year)
    units = [make_ready(cast, "GK", unit=unit, year=year) for unit in (cast.division, cast.other_division)]
    people = [make_person(f"Hoàng Văn {n}", cast.division) for n in range(number)]
    found = [first, *units, *(make_ready(cast, "GK", person=person, year=year) for person in people)][:number]
    Nomination.objects.filter(pk__in=[one.pk for one in found]).update(round=first.round)
    quota = {"round": first.round, "commendation": first.commendation}
    Quota.objects.get_or_create(**quota, defaults={"number": 0, "source": "Kế hoạch"})
    return found


def works(cast: Cast, number: int) -> list[Any]:
    call = make_call(cast.standing)
    found = []
    for n in range(number):
        by = cast.member if n == 0 else cast.stranger
        work = make_initiative(by, call, state=InitiativeState.SCORED, name=f"Sáng kiến {n}", result=6800)
        if n < 5:
            for scorer, points in ((cast.leader, GOOD), (cast.contact, POOR)):
                make_score(work, scorer, points, state="submitted")
        found.append(work)
    return found


class Room:
    """Both councils and so many dossiers, in a meeting at each of its steps."""

    def __init__(self, cast: Cast, number: int, *, of_initiatives: bool) -> None:
        self.cast, self.number = cast, number
        kind = CouncilKind.INITIATIVE if of_initiatives else CouncilKind.EMULATION
        self.council = make_seated(cast, office_people(cast), kind)
        self.dossiers = works(cast, number) if of_initiatives else nominations(cast, number)
        self.facts = {} if of_initiatives else {"round": Round.objects.get(pk=self.dossiers[0].round_id)}

    def at(self, state: str, method: str = VoteMethod.PAPER, *, absent: bool = False) -> Meeting:
        away = [self.cast.clerk.person] if absent else []
        meeting = make_meeting(
            self.cast, self.council, self.dossiers, method=method, state=state, absent=away, **self.facts
        )
        if absent:
            seat = self.council.seats.get(person=self.cast.clerk.person)
            by = {"seat": seat, "choice": "yes", "entered_by": self.cast.standing}
            WrittenOpinion.objects.create(item=meeting.items.all()[0], **by)
        return meeting

    def sealed(self, method: str) -> Meeting:
        state = MeetingState.COUNTING if method == VoteMethod.PAPER else MeetingState.VOTING
        meeting = self.at(state, method)
        if method == VoteMethod.SCREEN:
            for user in (self.cast.leader, self.cast.contact):
                cast_all(meeting, user)
        else:
            self.count(meeting)
        fresh = Meeting.objects.get(pk=meeting.pk)
        return seal_meeting(actor=self.cast.standing, meeting=fresh, seen=fresh.version)

    def count(self, meeting: Meeting) -> None:
        reading = MeetingReading(meeting)
        votes = {item.pk: sum(not reading.is_own(item, one.person) for one in reading.voters) for item in reading.items}
        lines = [(votes[item.pk], 0, 0) for item in reading.items]
        tellers = [self.cast.standing, self.cast.contact][: 2 if meeting.method == VoteMethod.PAPER else 1]
        for turn, teller in enumerate(tellers, start=1):
            count_all(meeting, teller, turn, lines, len(reading.voters))


def step(meeting: Meeting, slug: str) -> str:
    return f"{reverse('awards:meeting', args=[meeting.pk])}?buoc={slug}"


def pages_of(room: Room) -> dict[str, str]:
    """The address of every step in every state in which it shows something of its own."""
    found = {"chuan-bi preparing": step(room.at(MeetingState.PREPARING), "chuan-bi")}
    roll = room.at(MeetingState.ROLL, absent=True)
    found |= {f"{slug} roll": step(roll, slug) for slug in EARLY}
    found["diem-danh adjourned"] = step(room.at(MeetingState.ADJOURNED, absent=True), "diem-danh")
    for method in VoteMethod.values:
        found[f"phat-phieu {method}"] = step(room.at(MeetingState.VOTING, method), "phat-phieu")
    for method in (VoteMethod.PAPER, VoteMethod.SCREEN):
        sealed = room.sealed(method)
        found |= {f"{slug} sealed {method}": step(sealed, slug) for slug in VOTED}
    counting = room.at(MeetingState.COUNTING)
    found["kiem-phieu empty"] = step(counting, "kiem-phieu")
    both = room.at(MeetingState.COUNTING)
    room.count(both)
    found["kiem-phieu both"] = step(both, "kiem-phieu")
    return found


@pytest.mark.parametrize("of_initiatives", [False, True], ids=["awards", "initiatives"])
def test_every_step_asks_at_most_ten_times_whatever_the_agenda(
    cast: Cast, client_for: ClientFor, of_initiatives: bool
) -> None:
    clients = {who: client_for(who) for who in WHO}
    found: dict[tuple[str, str], dict[int, tuple[int, list[str]]]] = {}
    for rows in (1, 3, 300):
        for page, address in pages_of(Room(cast, rows, of_initiatives=of_initiatives)).items():
            for who, client in clients.items():
                found.setdefault((page, who), {})[rows] = count(client, address)

    over = {key: {n: told[0] for n, told in counts.items()} for key, counts in found.items()}
    assert not {key: numbers for key, numbers in over.items() if max(numbers.values()) > MOST}
    assert not {key: numbers for key, numbers in over.items() if numbers[3] != numbers[300]}


def test_the_own_ballot_asks_the_same_for_fifteen_members_and_three_hundred_items(
    cast: Cast, client_for: ClientFor
) -> None:
    found = {}
    for rows in (1, 3, 300):
        room = Room(cast, rows, of_initiatives=False)
        for n in range(8):
            make_seat(room.council, make_person(f"Vi Văn {n}", cast.division))
        meeting = room.at(MeetingState.VOTING, VoteMethod.SCREEN)
        assert meeting.marks.count() == 15
        found[rows] = count(client_for("contact"), reverse("awards:ballot_own", args=[meeting.pk]))[0]
    assert set(found.values()) == {8}


@pytest.mark.parametrize("rows", [1, 3, 60])
def test_lists_and_a_council_ask_as_much_for_one_row_as_for_many(cast: Cast, client_for: ClientFor, rows: int) -> None:
    council = make_seated(cast, office_people(cast))
    for number in range(rows):
        make_meeting(cast, council, (), state=MeetingState.PREPARING, subject=f"Phiên {number}")
    pages = (
        reverse("awards:council_list"),
        reverse("awards:council", args=[council.pk]),
        reverse("awards:meeting_list"),
    )
    for who in ("standing", "contact", "member"):
        for page in pages:
            number, queries = count(client_for(who), page)
            assert number <= MOST, (who, page, number, "\n".join(queries))
