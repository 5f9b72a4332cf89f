"""Who may do what: one table of rights, answered through ``user.has_perm(right, object)``.

Rights follow the role and, for a unit contact, the units held. Leaders read all and decide; they edit nothing. Apps
above add their own with ``RIGHTS.update``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import BaseBackend
from django.db.models import Q

from plans.models import Part, Role, RoleHolding, Task, Unit, User
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

    @property
    def held(self) -> list[tuple[str, int | None]]:
        """The user's roles, each with the unit it is held at."""
        return list(self._own)

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

    def know_holdings(self, holdings: list[tuple[int, str, int | None]]) -> None:
        """Spare ``_holdings`` its query where those of many people were read at once."""
        self.__dict__["_holdings"] = holdings

    def know_units(self, index: UnitIndex) -> None:
        """Spare ``reach`` its query where a page has read the units already."""
        self.__dict__["reach"] = index.reach(self.units)

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


def any_leader(asking: User) -> User:
    """Somebody who holds the leadership's role and nothing else, for asking what waits for the leadership.

    No account of the office: it has no name and cannot log in. What it needs to know of the standing office is taken
    over from ``asking``, so it costs no query.
    """
    leader = User(pk=0, is_active=True)
    standing = [(holder, Role.STANDING.value, None) for holder in rights_of(asking).standing_users]
    rights_of(leader).know_holdings([*standing, (leader.pk, Role.LEADER.value, None)])
    return leader


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


def _speaks_for(rights: Rights, part: Part) -> bool:
    """The contact of the part's unit, and the standing office, which follows every part."""
    return rights.holds(Role.STANDING) or _is_contact_of(rights, part.unit_id)


def _is_contact_of(rights: Rights, unit: int | None) -> bool:
    return rights.holds(Role.CONTACT) and unit in rights.units


def _leads(rights: Rights, task: Task) -> bool:
    """Who gathers the parts of a task: the contact of the unit that answers for it, and the standing office."""
    unit = answering_unit(task)
    return rights.holds(Role.STANDING) or (unit is not None and _is_contact_of(rights, unit.pk))


def _own_or_managed(rights: Rights, person: Any) -> bool:
    own = person is not None and rights.user.person_id == person.pk
    return own or rights.holds(Role.ADMIN, Role.STANDING)


def _keeps_event(rights: Rights, task: Task | None) -> bool:
    """The standing office, and the contact of the unit that answers for the task."""
    if task is None or rights.holds(Role.STANDING):
        return rights.holds(Role.STANDING, Role.CONTACT)
    unit = answering_unit(task) if rights.holds(Role.CONTACT) else None
    return unit is not None and unit.pk in rights.reach


def _answers_for_delegate(rights: Rights, delegate: Any) -> bool:
    """The delegate's own account, the contact of the delegate's unit, the standing office."""
    if delegate is None or rights.holds(Role.STANDING):
        return rights.holds(Role.STANDING, Role.CONTACT)
    own = delegate.person_id is not None and delegate.person_id == rights.user.person_id
    return own or (rights.holds(Role.CONTACT) and delegate.unit_id in rights.units)


def _settles(rights: Rights, obstacle: Any) -> bool:
    """The standing office, and the contact of the unit that reported the obstacle."""
    if obstacle is None or rights.holds(Role.STANDING):
        return rights.holds(Role.STANDING)
    return rights.holds(Role.CONTACT) and obstacle.unit_id in rights.units


def _edits_filter(rights: Rights, saved: Any) -> bool:
    """Its owner; a shared one the standing office as well."""
    return bool(saved.user_id == rights.user.pk or (saved.shared and rights.holds(Role.STANDING)))


def _sees_handover(rights: Rights, person: Any) -> bool:
    """The handover pack of anybody for who manages the office's work; of oneself for who hands over."""
    own = rights.user.person_id is not None and person is not None and person.pk == rights.user.person_id
    return rights.holds(Role.ADMIN, Role.STANDING) or (own and rights.holds(Role.CLERK, Role.CONTACT))


RIGHTS: dict[str, Predicate] = {
    # the office
    "plans.manage_accounts": role(Role.ADMIN),
    "plans.manage_staff": role(Role.ADMIN, Role.STANDING),
    "plans.see_staff": role(Role.ADMIN, Role.STANDING, Role.LEADER, Role.CLERK, Role.CONTACT),
    "plans.see_personal_data": _own_or_managed,
    "plans.see_audit": role(Role.ADMIN),
    "plans.keep_backups": role(Role.ADMIN),
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
    # the talk around a task: extensions, directions, comments, bulk change
    "plans.ask_extension": _reports,
    "plans.decide_extension": role(Role.LEADER),
    "plans.withdraw_extension": lambda rights, extension: rights.user.pk == extension.asked_by_id,
    "plans.give_direction": role(Role.LEADER),
    "plans.answer_direction": _reports,
    "plans.remove_comment": lambda rights, comment: rights.user.pk == comment.author_id or rights.holds(Role.STANDING),
    "plans.change_in_bulk": role(Role.STANDING),
    # events and working days
    "plans.keep_event": _keeps_event,
    "plans.answer_for_delegate": _answers_for_delegate,
    "plans.approve_delegation": role(Role.LEADER),
    "plans.issue_reply": role(Role.CLERK),
    "plans.keep_special_days": role(Role.ADMIN, Role.STANDING),
    # the parts of units, evidence, who has read the plan
    "plans.report_part": _speaks_for,
    "plans.split_part": _speaks_for,
    "plans.lead_parts": _leads,
    "plans.return_part": lambda rights, part: _leads(rights, part.task),
    "plans.tick_step": lambda rights, step: step.person_id == rights.user.person_id or _speaks_for(rights, step.part),
    "plans.remove_evidence": lambda rights, file: rights.user.pk == file.added_by_id or rights.holds(Role.STANDING),
    "plans.record_reading": lambda rights, unit: rights.holds(Role.STANDING) or _is_contact_of(rights, unit),
    "plans.see_readings": role(Role.STANDING, Role.LEADER, Role.CONTACT),
    # reminding and urging
    "plans.urge": role(Role.STANDING),
    # obstacles and adjustments
    "plans.gather_obstacles": role(Role.STANDING),
    "plans.decide_obstacle": role(Role.LEADER),
    "plans.settle_obstacle": _settles,
    "plans.adjust_plan": role(Role.STANDING),
    "plans.approve_adjustment": role(Role.LEADER),
    "plans.issue_adjustment": role(Role.CLERK),
    # the leadership's overview and its brief (who sees them: plans.follow_all)
    "plans.make_brief": role(Role.STANDING, Role.LEADER),
    # saved filters
    "plans.share_filter": role(Role.STANDING),
    "plans.edit_filter": _edits_filter,
    # the inspection dossier and the handover pack
    "plans.see_dossier": role(Role.STANDING, Role.LEADER),
    "plans.hand_over": role(Role.ADMIN, Role.STANDING, Role.CLERK, Role.CONTACT),
    "plans.see_handover": _sees_handover,
    "plans.move_steps": role(Role.ADMIN, Role.STANDING),
    # reports and what units contribute to them
    "plans.edit_report": role(Role.STANDING),
    "plans.remark_report": role(Role.LEADER),
    "plans.approve_report": role(Role.LEADER),
    "plans.issue_report": role(Role.CLERK),
    "plans.ask_contribution": role(Role.STANDING),
    "plans.write_contribution": lambda rights, own: _is_contact_of(rights, own.unit_id),
    # legal texts
    "plans.keep_legal_texts": role(Role.ADMIN, Role.STANDING),
    # the archive of a year, with all its personal data
    "plans.archive_year": role(Role.ADMIN, Role.STANDING),
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
