"""Who may do what in emulation; added to the table of rights of the ground floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulation.models import HEADS
from plans.models import Role, User
from plans.permissions import Predicate, rights_of, role

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from emulation.models import Registration, ScoreSheet
    from plans.permissions import Rights


def _scores(rights: Rights, sheet: ScoreSheet) -> bool:
    """The contact of the sheet's unit, or the person whose sheet it is."""
    if sheet.unit_id:
        return rights.holds(Role.CONTACT, Role.STANDING) and sheet.unit_id in rights.units
    return sheet.person_id == rights.user.person_id


def unit_of(registration: Registration) -> int | None:
    """The unit that a registration belongs to: its own, or the person's."""
    if registration.unit_id or registration.person is None:
        return registration.unit_id
    return registration.person.unit_id


def heads_of(unit: int | None) -> QuerySet[User]:
    """The accounts of those who lead a unit by their position."""
    return User.objects.filter(is_active=True, person__unit=unit, person__position_group__in=HEADS)


def units_followed(user: User) -> frozenset[int] | None:
    """The units whose people's registrations a person follows as contact or head; None for those who follow all."""
    if user.has_perm("plans.follow_all"):
        return None
    rights, person = rights_of(user), user.person
    leads = person is not None and person.position_group in HEADS
    return rights.units | {person.unit_id} if leads and person else rights.units


def follows(user: User, unit: int) -> bool:
    """Whether ``user`` follows the registrations of a unit's people."""
    units = units_followed(user)
    return units is None or unit in units


def is_own(user: User, registration: Registration) -> bool:
    """Whether ``user`` is the subject of a registration, wrote it or sent it."""
    subject = registration.person_id is not None and registration.person_id == user.person_id
    return subject or user.pk in (registration.made_by_id, registration.sent_by_id)


def _speaks_for(rights: Rights, registration: Registration) -> bool:
    return rights.holds(Role.CONTACT, Role.STANDING) and unit_of(registration) in rights.units


def _registers(rights: Rights, registration: Registration) -> bool:
    """The person who registers; the contact for the unit, and for whom of the unit cannot log in."""
    if registration.person is None:
        return _speaks_for(rights, registration)
    if registration.person_id == rights.user.person_id:
        return True
    account = getattr(registration.person, "user", None)
    has_account = account is not None and account.is_active
    return not has_account and (rights.holds(Role.STANDING) or _speaks_for(rights, registration))


def _confirms_registration(rights: Rights, registration: Registration) -> bool:
    """Whoever leads the unit by position, its contact where no such leader has an account; nobody his own."""
    if is_own(rights.user, registration):
        return False
    unit, person = unit_of(registration), rights.user.person
    if person is not None and person.unit_id == unit and person.position_group in HEADS:
        return True
    return _speaks_for(rights, registration) and not heads_of(unit).exists()


def _receives_registration(rights: Rights, registration: Registration | None) -> bool:
    """The standing office; what one of it registered without a second hand, another of it or the leadership."""
    if registration is None or not registration.direct:
        return rights.holds(Role.STANDING)
    by_standing = not rights.standing_users.isdisjoint({registration.made_by_id, registration.sent_by_id})
    if rights.holds(Role.LEADER) and by_standing:
        return not is_own(rights.user, registration)
    return rights.holds(Role.STANDING) and not is_own(rights.user, registration)


def _records_result(rights: Rights, registration: Registration) -> bool:
    """The person, the unit's contact, the standing office."""
    own = registration.person_id is not None and registration.person_id == rights.user.person_id
    return own or rights.holds(Role.STANDING) or _speaks_for(rights, registration)


RIGHTS: dict[str, Predicate] = {
    # campaigns
    "emulation.edit_campaign": role(Role.STANDING),
    "emulation.approve_campaign": role(Role.LEADER),
    "emulation.launch_campaign": role(Role.CLERK),
    "emulation.close_campaign": role(Role.LEADER),
    # criteria, score sheets, ranking
    "emulation.keep_table": role(Role.STANDING),
    "emulation.score": _scores,
    "emulation.appraise": role(Role.STANDING),
    "emulation.close_scores": role(Role.LEADER),
    # registrations and pledges
    "emulation.open_round": role(Role.STANDING),
    "emulation.register": _registers,
    "emulation.confirm_registration": _confirms_registration,
    "emulation.receive_registration": _receives_registration,
    "emulation.record_result": _records_result,
    "emulation.follow_registrations": lambda rights, _: units_followed(rights.user) != frozenset(),
    "emulation.follow_unit": lambda rights, unit: follows(rights.user, unit.pk),
    "emulation.keep_pledge": role(Role.STANDING),
    # clusters, catalogues, model examples
    "emulation.keep_cluster": role(Role.STANDING),
    "emulation.keep_catalogue": role(Role.ADMIN, Role.STANDING),
    "emulation.keep_examples": role(Role.STANDING),
}
