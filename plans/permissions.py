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

from plans.models import GroupScope, Role, RoleHolding, Task, Unit, UnitKind, User
from plans.rules.document import AssignmentRole

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


@dataclass
class Rights:
    """What one user holds; read once per request (one query, a second for group membership when asked)."""

    user: User

    @cached_property
    def _holdings(self) -> list[tuple[str, int | None, str | None]]:
        held = RoleHolding.objects.filter(user=self.user).values_list("role", "unit_id", "unit__kind")
        return list(held) if self.user.is_active else []

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(role for role, _, _ in self._holdings)

    def holds(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    @cached_property
    def units(self) -> frozenset[int]:
        """The units the user answers for as contact; for the standing office and the leadership, their own unit."""
        held = {unit for _, unit, _ in self._holdings if unit}
        if self._own_unit:
            held.add(self._own_unit.pk)
        return frozenset(held)

    @cached_property
    def _own_unit(self) -> Unit | None:
        """The unit of the person behind the account, where the role speaks for it without naming it."""
        speaks = self.user.person and self.holds(Role.STANDING, Role.LEADER)
        return self.user.person.unit if speaks and self.user.person else None

    @cached_property
    def reach(self) -> frozenset[int]:
        """``units`` and every group that stands for one of them."""
        if not self.units:
            return self.units
        kinds = {kind for _, unit, kind in self._holdings if unit}
        if self._own_unit:
            kinds.add(self._own_unit.kind)
        member_of = Q(members__in=self.units)
        if UnitKind.DIVISION in kinds:
            member_of |= Q(group_scope=GroupScope.DIVISIONS)
        if kinds & {UnitKind.DIVISION, UnitKind.SUBORDINATE}:
            member_of |= Q(group_scope=GroupScope.ALL)
        groups = Unit.objects.filter(member_of, kind=UnitKind.GROUP, is_active=True)
        return self.units | frozenset(groups.values_list("pk", flat=True))


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


def _assigned_units(task: Task) -> dict[int, str]:
    return {part.unit_id: part.role for part in task.assignments.all()}


def answering_unit_id(task: Task) -> int | None:
    """The unit that answers for the whole task: the one named chủ trì, else the one proposed to follow up."""
    leads = [unit for unit, as_role in _assigned_units(task).items() if as_role == AssignmentRole.LEAD]
    return leads[0] if leads else task.follow_up_unit_id


def _reports(rights: Rights, task: Task | None) -> bool:
    """The contacts of the assigned units, and the standing office, which follows every task."""
    if task is None:
        return rights.holds(Role.STANDING, Role.CONTACT)
    if rights.holds(Role.STANDING):
        return True
    return rights.holds(Role.CONTACT) and not rights.reach.isdisjoint(_assigned_units(task))


def _confirms(rights: Rights, task: Task | None) -> bool:
    """The standing office; for the tasks it answers for itself, the leadership."""
    if task is None:
        return rights.holds(Role.STANDING, Role.LEADER)
    standing = Unit.objects.filter(is_standing=True).values_list("pk", flat=True).first()
    own = standing is not None and answering_unit_id(task) == standing
    return rights.holds(Role.LEADER if own else Role.STANDING)


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
