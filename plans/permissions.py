"""Who may do what: one table of rights, answered through ``user.has_perm(right, object)``.

Rights follow the role and, for a unit contact, the units held. Leaders read all and decide; they edit nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import BaseBackend
from django.db.models import Q

from plans.models import Role, RoleHolding, Task, Unit, User
from plans.models.unit_index import UnitIndex
from plans.rules.document import AssignmentRole

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


@dataclass
class Rights:
    """What one user holds; read once per request (one query, a second for group membership when asked)."""

    user: User

    @cached_property
    def _holdings(self) -> list[tuple[int, str, int | None]]:
        """The user's own, and who holds the standing office, because confirming asks for both."""
        held = RoleHolding.objects.filter(Q(user=self.user) | Q(role=Role.STANDING))
        return list(held.values_list("user_id", "role", "unit_id"))

    @cached_property
    def _own(self) -> list[tuple[str, int | None]]:
        own = self.user.pk if self.user.is_active else None
        return [(role, unit) for holder, role, unit in self._holdings if holder == own]

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(role for role, _ in self._own)

    def holds(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    @cached_property
    def units(self) -> frozenset[int]:
        """The units the user answers for as contact; for the standing office and the leadership, their own unit."""
        held = {unit for _, unit in self._own if unit}
        if self.user.person and self.holds(Role.STANDING, Role.LEADER):  # they speak for it without naming it
            held.add(self.user.person.unit_id)
        return frozenset(held)

    @cached_property
    def reach(self) -> frozenset[int]:
        """``units`` and every group that stands for one of them."""
        return UnitIndex.load().reach(self.units) if self.units else self.units

    @cached_property
    def standing_users(self) -> frozenset[int]:
        """The accounts of the standing office, whose own reports the leadership confirms."""
        return frozenset(holder for holder, role, _ in self._holdings if role == Role.STANDING)


def rights_of(user: User) -> Rights:
    """The rights of ``user``, kept on the user for the length of a request."""
    rights: Rights | None = getattr(user, "_rights", None)
    if rights is None:
        rights = user._rights = Rights(user)  # type: ignore[attr-defined]
    return rights


Predicate = Callable[[Rights, Any], bool]


def role(*roles: str) -> Predicate:
    """Whoever holds one of ``roles``, whatever the object."""
    return lambda rights, _obj: rights.holds(*roles)


def _assigned_units(task: Task) -> frozenset[int]:
    return frozenset(part.unit_id for part in task.assignments.all())


def answering_unit(task: Task) -> Unit | None:
    """The unit that answers for the whole task: the one named chủ trì, else the one proposed to follow up."""
    return named_lead(task) or task.follow_up_unit


def named_lead(task: Task) -> Unit | None:
    """The unit the plan itself names chủ trì; None where it names none."""
    return next((part.unit for part in task.assignments.all() if part.role == AssignmentRole.LEAD), None)


def _reports(rights: Rights, task: Task | None) -> bool:
    """The contacts of the assigned units, and the standing office, which follows every task."""
    if task is None:
        return rights.holds(Role.STANDING, Role.CONTACT)
    if rights.holds(Role.STANDING):
        return True
    return rights.holds(Role.CONTACT) and not rights.reach.isdisjoint(_assigned_units(task))


def _completes(rights: Rights, task: Task) -> bool:
    """Who may say that the whole task is done: the lead's contact where the plan names a lead, else who may report."""
    lead = named_lead(task)
    if lead is None or rights.holds(Role.STANDING):
        return _reports(rights, task)
    return rights.holds(Role.CONTACT) and lead.pk in rights.reach


def _confirms(rights: Rights, task: Task | None) -> bool:
    """The standing office; the leadership for the tasks the standing office answers for or has reported itself."""
    if task is None:
        return rights.holds(Role.STANDING, Role.LEADER)
    unit = answering_unit(task)
    by_standing = rights.holds(Role.LEADER) and task.reported_by_id in rights.standing_users
    return may_confirm(rights, of_standing=unit is not None and unit.is_standing, by_standing=by_standing)


def may_confirm(rights: Rights, *, of_standing: bool, by_standing: bool) -> bool:
    """``of_standing``: the standing office answers for the task; ``by_standing``: it has reported it done itself."""
    if of_standing:
        return rights.holds(Role.LEADER)
    return rights.holds(Role.STANDING) or (by_standing and rights.holds(Role.LEADER))


def _own_or_managed(rights: Rights, person: Any) -> bool:
    own = person is not None and rights.user.person_id == person.pk
    return own or rights.holds(Role.ADMIN, Role.STANDING)


RIGHTS: dict[str, Predicate] = {
    # the office
    "plans.manage_accounts": role(Role.ADMIN),
    "plans.manage_staff": role(Role.ADMIN, Role.STANDING),
    "plans.see_staff": role(Role.ADMIN, Role.STANDING, Role.LEADER, Role.CLERK, Role.CONTACT),
    "plans.see_personal_data": _own_or_managed,
    "plans.see_audit": role(Role.ADMIN),
    # the plan
    "plans.see_drafts": role(Role.ADMIN, Role.STANDING, Role.LEADER, Role.CLERK),
    "plans.edit_plan": role(Role.STANDING),
    "plans.submit_plan": role(Role.STANDING),
    "plans.approve_plan": role(Role.LEADER),
    "plans.issue_plan": role(Role.CLERK),
    # tasks
    "plans.report_task": _reports,
    "plans.complete_task": _completes,
    "plans.confirm_task": _confirms,
    "plans.steer_task": role(Role.STANDING),
    "plans.follow_all": role(Role.STANDING, Role.LEADER),
    # papers
    "plans.see_register": role(Role.ADMIN, Role.STANDING, Role.LEADER, Role.CLERK, Role.CONTACT),
    "plans.keep_register": role(Role.CLERK),
}


class OfficeBackend(BaseBackend):
    """Answers ``has_perm`` from the table; logging in is allauth's part."""

    def has_perm(self, user_obj: User | AnonymousUser, perm: str, obj: Any = None) -> bool:
        predicate = RIGHTS.get(perm)
        if predicate is None or not isinstance(user_obj, User) or not user_obj.is_active:
            return False
        return predicate(rights_of(user_obj), obj)
