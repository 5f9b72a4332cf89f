"""Councils and meetings for tests: made as records, in the state asked for, without the services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from awards.models import (
    AgendaItem,
    Attendance,
    Council,
    CouncilKind,
    CouncilSeat,
    Initiative,
    Meeting,
    MeetingState,
    Nomination,
    RuleKind,
    SeatRole,
    VoteMethod,
    WorkingRule,
)
from plans.models import Confidence, Person, Role, User
from plans.services.files import store_file
from tests.awards.nomination_factory import make_nomination
from tests.emulation.catalogue_factory import make_title
from tests.factory import make_person, make_user

if TYPE_CHECKING:
    from tests.web.world import World

FIRST_ROLES = (SeatRole.CHAIR, SeatRole.VICE, SeatRole.SECRETARY)
HELD_ON = dt.date(2026, 6, 5)


def make_council(
    members: int = 9,
    kind: str = CouncilKind.EMULATION,
    *,
    people: Iterable[Person] = (),
    accounts: bool = False,
    **values: Any,
) -> Council:
    """A council in term since January 2026: ``people`` first, then others until there are ``members``.

    The first three are chair, vice-chair and secretary; ``accounts`` gives everybody without one an account.
    """
    names = {CouncilKind.EMULATION: "Hội đồng TĐKT Sở", CouncilKind.INITIATIVE: "Hội đồng sáng kiến Sở"}
    facts = {"name": names[CouncilKind(kind)], "term_from": dt.date(2026, 1, 1), "symbol": "HĐTĐKT"}
    council = Council.objects.create(kind=kind, **{**facts, **values})
    sitting = list(people)[:members]
    sitting += [make_person(f"Ủy viên {n}") for n in range(len(sitting) + 1, members + 1)]
    for place, person in enumerate(sitting):
        make_seat(council, person, FIRST_ROLES[place] if place < len(FIRST_ROLES) else SeatRole.MEMBER)
        if accounts and not User.objects.filter(person=person).exists():
            make_user(f"{kind}-uy-vien-{place + 1}", Role.MEMBER, person=person)
    return council


def make_seat(council: Council, person: Person, role: str = SeatRole.MEMBER, **values: Any) -> CouncilSeat:
    """A seat held since the term began, the next in order."""
    facts = {"order": council.seats.count() + 1, "from_on": council.term_from}
    return CouncilSeat.objects.create(council=council, person=person, role=role, **{**facts, **values})


def make_rule(council: Council, kind: str, share: tuple[int, int] | None = None, **values: Any) -> WorkingRule:
    """A working rule that somebody read in the signed text."""
    facts: dict[str, Any] = {"source": "Quy chế làm việc, Điều 5", "confidence": Confidence.READ}
    if share:
        facts |= {"numerator": share[0], "denominator": share[1]}
    elif kind in (RuleKind.WRITTEN, RuleKind.NOMINEE):
        facts["holds"] = True
    return WorkingRule.objects.create(council=council, kind=kind, **{**facts, **values})


def make_meeting(
    council: Council,
    by: User,
    items: Sequence[Nomination | Initiative] = (),
    *,
    state: str = MeetingState.PREPARING,
    present: int | None = None,
    **values: Any,
) -> Meeting:
    """A meeting on 5 June 2026 by printed ballots; past its preparation ``present`` of the members came (all)."""
    facts = {
        "subject": "Xét khen thưởng năm 2025",
        "held_on": HELD_ON,
        "starts_at": dt.time(14),
        "place": "Phòng họp tầng 2",
        "method": VoteMethod.PAPER,
        "number": council.meetings.count() + 1,
        "prepared_by": by,
    }
    given = {**facts, **values}
    meeting = Meeting.objects.create(council=council, year=given["held_on"].year, state=state, **given)
    for order, one in enumerate(items, start=1):
        field = "initiative" if isinstance(one, Initiative) else "nomination"
        scope = "unit" if field == "initiative" else ""
        AgendaItem.objects.create(meeting=meeting, order=order, scope=scope, **{field: one})
    if state not in (MeetingState.PREPARING, MeetingState.CANCELLED):
        call(meeting, present)
    return meeting


def call(meeting: Meeting, present: int | None = None) -> None:
    """The roll of a meeting: the first ``present`` members came, the others did not."""
    seats = list(meeting.council.seats.on(meeting.held_on).voting())
    here = len(seats) if present is None else present
    for place, seat in enumerate(seats):
        came = seat if place < here else None
        Attendance.objects.create(
            meeting=meeting,
            seat=seat,
            came=came,
            arrived_at=dt.time(14) if came else None,
            absent_reason="" if came else "đi công tác",
        )


def make_eligible(by: User, number: int = 1, code: str = "CSTDCS", **values: Any) -> list[Nomination]:
    """Eligible nominations of so many people for one title."""
    title = make_title(code)
    return [make_nomination(by, person=make_person(), title=title, state="eligible", **values) for _ in range(number)]


def add_council(world: World) -> None:
    """A council in which the contact sits as secretary and the member as a plain member, its meeting in each state."""
    cast = world.cast
    people = [cast.leader.person, make_person("Phó Chủ tịch"), cast.contact.person, cast.member.person]
    council = make_council(5, people=[person for person in people if person])
    council.file = store_file(data=b"%PDF-1.7\n", name="qd.pdf", content_type="application/pdf", user=cast.leader)
    council.save()
    on_agenda = make_eligible(cast.standing, 3)
    preparing = make_meeting(council, cast.standing, on_agenda[:1])
    called = make_meeting(council, cast.standing, on_agenda[1:2], state=MeetingState.ROLL, present=4)
    absent = called.attendance.get(came=None)
    world.records |= {
        "council": council,
        "council_seat": council.seats.order_by("order")[1],
        "working_rule": make_rule(council, RuleKind.QUORUM, (2, 3)),
        "prepared_meeting": preparing,
        "called_meeting": called,
        "voting_meeting": make_meeting(council, cast.standing, on_agenda[2:3], state=MeetingState.VOTING),
        "adjourned_meeting": make_meeting(council, cast.standing, state=MeetingState.ADJOURNED, present=1),
        "absent_seat": absent.seat,
    }
