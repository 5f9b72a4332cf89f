"""What is to be told of results, for tests: sealed meetings that carried some items and others not, letters on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from awards.models import Decision, DecisionState, Meeting, MeetingState, Nomination, OutcomeLetter, VoteMethod
from awards.services import outcome_letter as service
from awards.services.outcome_letter import Source
from plans.models import Person
from tests.awards.council_factory import make_council, make_meeting
from tests.awards.decision_factory import make_decision
from tests.awards.nomination_factory import make_nomination
from tests.emulation.catalogue_factory import make_commendation, make_title
from tests.factory import Cast, make_person

if TYPE_CHECKING:
    from tests.web.world import World

CARRIED = "cần 8/9 (≥ 80 % tổng số thành viên), có 8: đạt. Căn cứ: Quy chế làm việc, Điều 5"
REFUSED = "cần 8/9 (≥ 80 % tổng số thành viên), có 7: chưa đạt. Căn cứ: Quy chế làm việc, Điều 5"


def make_proposed(cast: Cast, person: Person | None = None, year: int = 2025) -> Nomination:
    """An eligible nomination of a person for Chiến sĩ thi đua cơ sở."""
    return make_nomination(
        cast.standing, person=person or make_person(), title=make_title("CSTDCS"), state="eligible", year=year
    )


def make_held(
    cast: Cast,
    carried: Sequence[Nomination] = (),
    refused: Sequence[Nomination] = (),
    *,
    method: str = VoteMethod.PAPER,
    people: Sequence[Person] = (),
    with_round: bool = False,
) -> Meeting:
    """A sealed meeting that carried the first and refused the others, by seven of nine."""
    items = [*carried, *refused]
    facts = {"round": items[0].round} if with_round else {}
    council = make_council(9, people=people)
    meeting = make_meeting(council, cast.standing, items, state=MeetingState.RESULTS, method=method, **facts)
    for place, item in enumerate(meeting.items.order_by("order")):
        item.passed = place < len(carried)
        item.rule_words = CARRIED if item.passed else REFUSED
        item.save()
    return meeting


def make_told(cast: Cast, *, granted: int = 1, refused: int = 1) -> tuple[Decision, list[OutcomeLetter]]:
    """An issued decision with the letters on all that its meeting had before it."""
    carried = [make_proposed(cast) for _ in range(granted)]
    meeting = make_held(cast, carried, [make_proposed(cast) for _ in range(refused)])
    decision = make_decision(cast, DecisionState.ISSUED, meeting=meeting)
    return decision, service.draft_letters(actor=cast.standing, source=Source(decision=decision))


def send(cast: Cast, letter: OutcomeLetter) -> OutcomeLetter:
    """The letter as sent by the standing office."""
    current = OutcomeLetter.objects.get(pk=letter.pk)
    return service.send_letter(actor=cast.standing, letter=current, seen=current.version)


def draft_of(cast: Cast, meeting: Meeting, *, with_left_out: bool = False) -> list[OutcomeLetter]:
    """The letters on what a meeting did not carry."""
    source = Source(meeting=meeting)
    return service.draft_letters(actor=cast.standing, source=source, with_left_out=with_left_out)


def add_outcome(world: World) -> None:
    """A letter that waits, one sent to the member, one to the contact's division; a meeting still to be told of."""
    cast = world.cast
    on_unit = make_nomination(
        cast.standing, unit=cast.division, commendation=make_commendation("GK"), state="eligible", year=2020
    )
    refused = [make_proposed(cast), make_proposed(cast, cast.member.person, year=2020), on_unit]
    waiting, to_member, to_unit = draft_of(cast, make_held(cast, (), refused))
    world.records |= {
        "waiting_outcome": waiting,
        "sent_outcome": send(cast, to_member),
        "unit_outcome": send(cast, to_unit),
        "untold_meeting": make_held(cast, (), [make_proposed(cast)]),
    }
