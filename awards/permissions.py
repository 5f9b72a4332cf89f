"""Who may do what in awards; added to the table of rights of the ground floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulation.models import HEADS
from plans.models import Role, User
from plans.permissions import Predicate, rights_of, role

if TYPE_CHECKING:
    from awards.models import Initiative, InitiativeScore, Nomination
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
    unit = nomination.unit_id or (nomination.person.unit_id if nomination.person else None)
    return _nominates_of(rights, unit)


def _nominates_of(rights: Rights, unit: int | None) -> bool:
    return rights.holds(Role.STANDING) or (rights.holds(Role.CONTACT) and unit in rights.units)


def nominates_for(user: User, unit: int | None) -> bool:
    """Whether ``user`` nominates the people of a unit, and the unit itself."""
    return _nominates_of(rights_of(user), unit)


def _writes_report(rights: Rights, nomination: Nomination) -> bool:
    """Whoever nominates, and the nominee himself."""
    own = nomination.person_id is not None and nomination.person_id == rights.user.person_id
    return own or _nominates(rights, nomination)


def _examines(rights: Rights, nomination: Nomination | None) -> bool:
    """The standing office, nobody his own; the leadership for the people of the standing office."""
    if nomination is None:
        return rights.holds(Role.STANDING)
    if nomination.person_id is not None and nomination.person_id == rights.user.person_id:
        return False
    account = getattr(nomination.person, "user", None) if nomination.person else None
    of_standing = account is not None and account.pk in rights.standing_users
    return rights.holds(Role.STANDING) or (rights.holds(Role.LEADER) and of_standing)


def _keeps_initiative(rights: Rights, initiative: Initiative | None) -> bool:
    """Whoever is logged in files one; its writer, its authors and the standing office change it."""
    if initiative is None:
        return True
    if rights.holds(Role.STANDING) or initiative.made_by_id == rights.user.pk:
        return True
    return any(author.person_id == rights.user.person_id for author in initiative.authors.all() if author.person_id)


def _scores_initiative(rights: Rights, score: InitiativeScore) -> bool:
    """The scorer to whom the sheet was given; nobody else, not even the standing office."""
    return score.scorer_id == rights.user.pk


RIGHTS: dict[str, Predicate] = {
    # the law as data
    "awards.keep_rules": role(Role.STANDING, Role.ADMIN),
    # records
    "awards.see_record": _sees_record,
    "awards.keep_records": role(Role.STANDING),
    "awards.see_discipline": role(Role.STANDING, Role.LEADER),
    "awards.merge_people": role(Role.STANDING, Role.ADMIN),
    # eligibility over the office
    "awards.assess_office": lambda rights, _: units_seen(rights.user) != frozenset(),
    "awards.state_fact": role(Role.STANDING),
    # initiatives
    "awards.open_call": role(Role.STANDING),
    "awards.keep_initiative": _keeps_initiative,
    "awards.assign_scorers": role(Role.STANDING),
    "awards.score_initiative": _scores_initiative,
    "awards.see_spread": role(Role.STANDING, Role.LEADER),
    "awards.recognise": role(Role.STANDING),
    # rounds and nominations
    "awards.open_round": role(Role.STANDING),
    "awards.nominate": _nominates,
    "awards.review_unit": lambda rights, unit: (
        rights.holds(Role.STANDING) or (rights.holds(Role.CONTACT) and (unit is None or unit.pk in rights.units))
    ),
    "awards.write_report": _writes_report,
    "awards.examine": _examines,
    "awards.hold": role(Role.STANDING, Role.LEADER),
    # upward
    "awards.send_up": role(Role.STANDING),
    "awards.approve_letter": role(Role.LEADER),
    "awards.issue_letter": role(Role.CLERK),
}
