"""A council in its room, for tests: seats, who came, an agenda, the vote open; made without the services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from awards.models import (
    AgendaItem,
    Attendance,
    Choice,
    Council,
    CouncilKind,
    CouncilSeat,
    Initiative,
    InitiativeState,
    Meeting,
    MeetingPaper,
    MeetingState,
    Nomination,
    PaperOfMeeting,
    SeatRole,
    VoteMethod,
)
from awards.services.ballot_count import Counted, hand_in_count
from awards.services.meeting_reading import MeetingReading
from awards.services.secret_ballot import cast_ballot, make_marks, paper_for
from plans.models import Person, User
from tests.awards.initiative_factory import make_call, make_initiative
from tests.awards.letter_factory import make_ready
from tests.factory import Cast, make_person

if TYPE_CHECKING:
    from tests.web.world import World

HELD_ON = dt.date(2026, 6, 5)


def make_seated(
    cast: Cast, people: Sequence[Person | None], kind: str = CouncilKind.EMULATION, **values: Any
) -> Council:
    """A council of ``people``: the first leads, the second writes; also the clerk helps, without a vote."""
    facts = {"name": f"{CouncilKind(kind).label} Sở Ngoại vụ", "symbol": "HĐTĐKT", "term_from": dt.date(2026, 1, 1)}
    council = Council.objects.create(kind=kind, **{**facts, **values})
    roles = [SeatRole.CHAIR, SeatRole.SECRETARY, *[SeatRole.MEMBER] * len(people)]
    for order, (person, role) in enumerate(zip(people, roles, strict=False), start=1):
        CouncilSeat.objects.create(council=council, person=person, role=role, order=order, from_on=council.term_from)
    return council


def make_meeting(
    cast: Cast,
    council: Council,
    dossiers: Sequence[Nomination | Initiative],
    *,
    method: str = VoteMethod.PAPER,
    state: str = MeetingState.VOTING,
    absent: Sequence[Person | None] = (),
    **values: Any,
) -> Meeting:
    """A meeting in ``state`` with ``dossiers`` on its agenda, where all came but ``absent``; a screen vote is open."""
    facts = {
        "number": council.meetings.count() + 1,
        "subject": "Xét danh hiệu, hình thức khen thưởng năm 2025",
        "held_on": HELD_ON,
        "starts_at": dt.time(14, 0),
        "place": "Phòng họp tầng 2",
        "prepared_by": cast.standing,
    }
    meeting = Meeting.objects.create(council=council, year=2026, method=method, state=state, **{**facts, **values})
    for order, dossier in enumerate(dossiers, start=1):
        field = "nomination" if isinstance(dossier, Nomination) else "initiative"
        AgendaItem.objects.create(meeting=meeting, order=order, **{field: dossier})
    seats = list(council.seats.select_related("person").order_by("order"))
    if state != MeetingState.PREPARING:
        for seat in seats:
            away = seat.person in absent
            Attendance.objects.create(
                meeting=meeting,
                seat=seat,
                came=None if away else seat,
                arrived_at=None if away else dt.time(13, 55),
                absent_reason="đi công tác" if away else "",
            )
    if method == VoteMethod.SCREEN and state == MeetingState.VOTING:
        make_marks(meeting, [seat.pk for seat in seats if seat.person not in absent])
    return meeting


def office_people(cast: Cast) -> list[Person | None]:
    """Seven members with accounts: the leader leads, the standing office writes, and a member is among them."""
    users = (cast.leader, cast.standing, cast.admin, cast.contact, cast.clerk, cast.member, cast.stranger)
    return [user.person for user in users]


def voters(cast: Cast) -> list[User]:
    return [cast.leader, cast.standing, cast.admin, cast.contact, cast.clerk, cast.member, cast.stranger]


def make_sitting(cast: Cast, *, method: str = VoteMethod.PAPER, nominees: int = 3, **values: Any) -> Meeting:
    """The council of the office voting on its own member (the last but one), on others and on a collective."""
    year = 2025 - Meeting.objects.count()
    first = make_ready(cast, "LDTT", year=year)
    people = [make_person(f"Hoàng Thị Người {n}", cast.division) for n in range(nominees - 2)]
    others = [make_ready(cast, "LDTT", person=person, year=year) for person in people]
    collective = make_ready(cast, "GK", unit=cast.division, year=year)
    council = make_seated(cast, values.pop("people", None) or office_people(cast))
    return make_meeting(cast, council, [first, *others, collective], method=method, **values)


def make_works(cast: Cast, number: int = 2) -> list[Initiative]:
    """Scored initiatives, the first by the member who sits in the council."""
    call = make_call(cast.standing)
    by = [cast.member, *[cast.clerk] * (number - 1)]
    return [
        make_initiative(user, call, state=InitiativeState.SCORED, name=f"Sáng kiến {n}", result=8200)
        for n, user in enumerate(by, start=1)
    ]


def add_ballot(world: World) -> None:
    """A meeting of the council whose ballots are counted, one on the screen, one that is sealed, with its papers."""
    cast, council = world.cast, world.records["council"]
    assert isinstance(council, Council)
    dossiers = [make_ready(cast, "LDTT", person=make_person(), year=2024) for _ in range(3)]
    screen = make_meeting(cast, council, dossiers[1:2], method=VoteMethod.SCREEN)
    sealed = make_meeting(cast, council, dossiers[2:], state=MeetingState.RESULTS)
    sealed.items.update(yes=5, no=0, spoiled=0, passed=True, rule_words="cần 4/5, có 5: đạt. Căn cứ: Quy chế")
    world.records |= {
        "counting_meeting": make_meeting(cast, council, dossiers[:1], state=MeetingState.COUNTING),
        "screen_meeting": screen,
        "screen_item": screen.items.get(),
        "tallied_meeting": sealed,
        "tallied_item": sealed.items.get(),
        "first_turn": "1",
        "minutes": "minutes",
    }
    MeetingPaper.objects.create(meeting=sealed, kind=PaperOfMeeting.MINUTES, written_by=cast.standing)


def cast_all(meeting: Meeting, user: User, choice: str = Choice.YES, **others: str) -> str:
    """``user`` votes the same on all, or by the order of the item as ``others`` say ("item_2": "no")."""
    paper = paper_for(MeetingReading(meeting), user)
    choices = {item.pk: others.get(f"item_{item.order}", choice) for item in paper.items}
    return cast_ballot(actor=user, meeting=meeting, choices=choices)


def count_all(meeting: Meeting, teller: User, turn: int, lines: Sequence[tuple[int, int, int]], ballots: int) -> None:
    """One turn as ``teller`` enters it, a line an item in the order of the agenda."""
    items = meeting.items.order_by("order")
    numbers = {item.pk: Counted(*line) for item, line in zip(items, lines, strict=True)}
    hand_in_count(actor=teller, meeting=meeting, turn=turn, given_out=ballots, given_back=ballots, lines=numbers)
