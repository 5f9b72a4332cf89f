"""Who may do what in awards; added to the table of rights of the ground floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awards.models.council import SeatRole
from emulation.models import HEADS
from plans.models import Person, Role, User
from plans.permissions import Predicate, rights_of, role

if TYPE_CHECKING:
    from awards.models import Initiative, InitiativeScore, Meeting, Nomination
    from plans.models import Unit
    from plans.permissions import Rights


def units_seen(user: User) -> frozenset[int] | None:
    """The units whose people's records a person works with as contact or head; None for who works with all."""
    rights, person = rights_of(user), user.person
    if rights.holds(Role.STANDING, Role.LEADER):
        return None
    leads = person is not None and person.position_group in HEADS
    return rights.units | {person.unit_id} if leads and person else rights.units


def works_with(user: User, unit: int | None) -> bool:
    """Whether ``user`` works with the records of a unit's people."""
    units = units_seen(user)
    return units is None or unit in units


def _sees_record(rights: Rights, person: object) -> bool:
    """Oneself; the standing office and the leadership; contact and head of the person's unit."""
    own = person is not None and rights.user.person_id == getattr(person, "pk", None)
    units = units_seen(rights.user)
    return own or units is None or getattr(person, "unit_id", None) in units


def _nominates(rights: Rights, nomination: Nomination | None) -> bool:
    """The standing office for everybody; a unit's contact for its people and itself."""
    if rights.holds(Role.STANDING) or nomination is None:
        return rights.holds(Role.STANDING, Role.CONTACT)
    return _nominates_of(rights, nomination.home)


def _nominates_of(rights: Rights, unit: int | None) -> bool:
    return rights.holds(Role.STANDING) or (rights.holds(Role.CONTACT) and unit in rights.units)


def nominates_for(user: User, unit: int | None) -> bool:
    """Whether ``user`` nominates the people of a unit, and the unit itself."""
    return _nominates_of(rights_of(user), unit)


def _writes_report(rights: Rights, nomination: Nomination) -> bool:
    """Whoever nominates, and the nominee himself."""
    own = nomination.person_id is not None and nomination.person_id == rights.user.person_id
    return own or _nominates(rights, nomination)


def is_self(user: User, person: int | None) -> bool:
    """Whether the person of that key is ``user`` himself."""
    return person is not None and person == user.person_id


def is_own(user: User, initiative: Initiative) -> bool:
    """Whether ``user`` is one of its authors or wrote the dossier; of past years nobody wrote one here."""
    if initiative.made_by_id == user.pk and not initiative.is_past:
        return True
    return any(is_self(user, author.person_id) for author in initiative.authors.all())


def _of_standing(rights: Rights, person: Person | None) -> bool:
    account = getattr(person, "user", None)
    return account is not None and account.pk in rights.standing_users


def _decides_on(rights: Rights, person: Person | None) -> bool:
    """The standing office on everybody but oneself; the leadership on the people of the standing office."""
    if person is not None and is_self(rights.user, person.pk):
        return False
    return rights.holds(Role.STANDING) or (rights.holds(Role.LEADER) and _of_standing(rights, person))


def _examines(rights: Rights, nomination: Nomination | None) -> bool:
    return _decides_on(rights, nomination.person if nomination else None)


def _keeps_record(rights: Rights, subject: Person | Unit | None) -> bool:
    return _decides_on(rights, subject if isinstance(subject, Person) else None)


def _for_others(*roles: str) -> Predicate:
    """Whoever holds one of ``roles``, nobody for himself."""

    def may(rights: Rights, subject: Person | Unit | None) -> bool:
        return rights.holds(*roles) and not (isinstance(subject, Person) and is_self(rights.user, subject.pk))

    return may


def _keeps_initiative(rights: Rights, initiative: Initiative | None) -> bool:
    """Whoever is logged in files one; its writer, its authors and the standing office change it."""
    if initiative is None:
        return True
    if rights.holds(Role.STANDING) or initiative.made_by_id == rights.user.pk:
        return True
    return any(author.person_id == rights.user.person_id for author in initiative.authors.all() if author.person_id)


def _runs_initiative(rights: Rights, initiative: Initiative | None) -> bool:
    """The standing office, nobody his own work; for the works of its people the leadership too."""
    if initiative is None:
        return rights.holds(Role.STANDING)
    if is_own(rights.user, initiative):
        return False
    if rights.holds(Role.STANDING) or not rights.holds(Role.LEADER):
        return rights.holds(Role.STANDING)
    by_standing = initiative.made_by_id in rights.standing_users
    return by_standing or any(_of_standing(rights, author.person) for author in initiative.authors.all())


def _submits_initiative(rights: Rights, initiative: Initiative) -> bool:
    """Its people; and, after the days of a call, whoever may take it late."""
    return _keeps_initiative(rights, initiative) or _runs_initiative(rights, initiative)


def works_with_councils(user: User) -> bool:
    """Whether ``user`` sees the meetings of every council; a member sees those of the own."""
    return rights_of(user).holds(Role.STANDING, Role.LEADER, Role.ADMIN)


def _sits(rights: Rights, meeting: Meeting, *roles: str) -> bool:
    """Whether the user holds a seat in the meeting's council on its day; one query."""
    seats = meeting.council.seats.on(meeting.held_on).filter(person=rights.user.person_id or 0)
    return (seats.filter(role__in=roles) if roles else seats).exists()


# Beside the standing office, who runs a meeting; a vice-chair presides where the chair is away
RUNNERS = (SeatRole.CHAIR, SeatRole.VICE, SeatRole.SECRETARY, SeatRole.CLERK)


def _runs_meeting(rights: Rights, meeting: Meeting | None) -> bool:
    """The standing office, and chair, vice-chair and secretary of the council."""
    if rights.holds(Role.STANDING) or meeting is None:
        return rights.holds(Role.STANDING)
    return _sits(rights, meeting, *RUNNERS)


def _counts_ballots(rights: Rights, meeting: Meeting) -> bool:
    """The standing office, and whoever sits in the council."""
    return rights.holds(Role.STANDING) or _sits(rights, meeting)


def _scores_initiative(rights: Rights, score: InitiativeScore) -> bool:
    """The scorer to whom the sheet was given; nobody else, not even the standing office."""
    return score.scorer_id == rights.user.pk


RIGHTS: dict[str, Predicate] = {
    # the law as data
    "awards.keep_rules": role(Role.STANDING, Role.ADMIN),
    # records
    "awards.see_record": _sees_record,
    "awards.keep_records": _keeps_record,
    "awards.see_discipline": role(Role.STANDING, Role.LEADER),
    "awards.merge_people": role(Role.STANDING, Role.ADMIN),
    # eligibility over the office
    "awards.work_with_unit": lambda rights, unit: works_with(rights.user, unit.pk),
    "awards.assess_office": lambda rights, _: units_seen(rights.user) != frozenset(),
    "awards.state_fact": _keeps_record,
    # initiatives
    "awards.open_call": role(Role.STANDING),
    "awards.keep_initiative": _keeps_initiative,
    "awards.submit_initiative": _submits_initiative,
    "awards.assign_scorers": _runs_initiative,
    "awards.score_initiative": _scores_initiative,
    "awards.see_spread": role(Role.STANDING, Role.LEADER),
    "awards.recognise": _runs_initiative,
    # rounds and nominations
    "awards.open_round": role(Role.STANDING),
    "awards.nominate": _nominates,
    "awards.review_unit": lambda rights, unit: (
        rights.holds(Role.STANDING) or (rights.holds(Role.CONTACT) and (unit is None or unit.pk in rights.units))
    ),
    "awards.write_report": _writes_report,
    "awards.examine": _examines,
    "awards.hold": _for_others(Role.STANDING, Role.LEADER),
    # councils
    "awards.keep_council": role(Role.STANDING),
    "awards.see_councils": role(Role.STANDING, Role.LEADER, Role.ADMIN),
    "awards.prepare_meeting": _runs_meeting,
    "awards.run_meeting": _runs_meeting,
    "awards.count_ballots": _counts_ballots,
    "awards.cast_ballot": _sits,
    "awards.number_meeting_paper": role(Role.CLERK),
    # decisions, certificates, register
    "awards.draft_decision": role(Role.STANDING),
    "awards.approve_decision": role(Role.LEADER),
    "awards.issue_decision": role(Role.CLERK),
    "awards.keep_fund": role(Role.STANDING),
    "awards.see_money": role(Role.STANDING, Role.LEADER, Role.CLERK),
    "awards.print_certificates": role(Role.STANDING, Role.CLERK),
    "awards.tell_outcome": _examines,
    # upward
    "awards.send_up": role(Role.STANDING),
    "awards.approve_letter": role(Role.LEADER),
    "awards.issue_letter": role(Role.CLERK),
}
