"""Who may do what in emulation; added to the table of rights of the ground floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plans.models import PositionGroup, Role
from plans.permissions import Predicate, role

if TYPE_CHECKING:
    from emulation.models import Registration, ScoreSheet
    from plans.permissions import Rights


def _scores(rights: Rights, sheet: ScoreSheet) -> bool:
    """The contact of the sheet's unit, or the person whose sheet it is."""
    if sheet.unit_id:
        return rights.holds(Role.CONTACT, Role.STANDING) and sheet.unit_id in rights.units
    return sheet.person_id == rights.user.person_id


def _registers(rights: Rights, registration: Registration) -> bool:
    """The person who registers, or the contact of the unit that does."""
    if registration.unit_id:
        return rights.holds(Role.CONTACT, Role.STANDING) and registration.unit_id in rights.units
    return registration.person_id == rights.user.person_id


def _confirms_registration(rights: Rights, registration: Registration) -> bool:
    """The head of the unit: whoever leads it by position, or its contact where no leader of it has an account."""
    unit = registration.unit_id or (registration.person and registration.person.unit_id)
    person = rights.user.person
    leads = person is not None and person.unit_id == unit
    is_leader = person is not None and person.position_group in {
        PositionGroup.UNIT_LEADER,
        PositionGroup.DEPARTMENT_LEADER,
    }
    return (leads and is_leader) or (rights.holds(Role.CONTACT, Role.STANDING) and unit in rights.units)


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
    "emulation.receive_registration": role(Role.STANDING),
    "emulation.keep_pledge": role(Role.STANDING),
    # clusters, catalogues, model examples
    "emulation.keep_cluster": role(Role.STANDING),
    "emulation.keep_catalogue": role(Role.ADMIN, Role.STANDING),
    "emulation.keep_examples": role(Role.STANDING),
}
