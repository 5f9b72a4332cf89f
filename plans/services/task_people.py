"""Who stands behind a task: the accounts that report on it, confirm it and hear of it, and the words that name them."""

from __future__ import annotations

from django.db.models import QuerySet

from plans.models import Role, Task, Unit, User
from plans.models.unit_index import UnitIndex
from plans.permissions import answering_unit, named_lead, rights_of

WHO_STEERS = "Chỉ thường trực TĐKT dừng, tiếp tục hoặc ghi phát sinh. Cần thay đổi thì báo thường trực."


def who_reports(task: Task) -> str:
    """Who may record progress, in words for those who may not."""
    names = ", ".join(dict.fromkeys(part.name.rstrip(".;") for part in task.assignments.all())) or "thường trực TĐKT"
    return f"Đầu mối của đơn vị thực hiện ({names}) và thường trực TĐKT ghi tiến độ nhiệm vụ này."


def who_completes(task: Task) -> str:
    """Who may report completion, in words for those who may not."""
    lead = named_lead(task)
    if lead is None:
        return who_reports(task)
    return f"{lead} chủ trì nên báo hoàn thành cả nhiệm vụ; anh, chị ghi phần việc của đơn vị mình."


def who_confirms(task: Task) -> str:
    """Who may confirm or return, in words for those who may not."""
    unit = answering_unit(task)
    if unit is not None and unit.is_standing:
        return f"Nhiệm vụ do {unit} (thường trực) chịu trách nhiệm nên Lãnh đạo Sở xác nhận."
    return "Thường trực TĐKT xác nhận; việc do chính thường trực báo hoàn thành thì Lãnh đạo Sở xác nhận."


def speaking_units(task: Task, actor: User, index: UnitIndex | None = None) -> list[int]:
    """The units of the task for which ``actor`` may speak: his own; for the standing office every unit of the task."""
    index = index or UnitIndex.load()
    parts = [part.unit_id for part in task.assignments.all()]
    named = dict.fromkeys([*parts, *(member for part in parts for member in index.members(part))])
    rights = rights_of(actor)
    if rights.holds(Role.STANDING):
        own = [unit for unit in rights.units if unit not in named]
        return [*named, *own]
    return [unit for unit in named if unit in rights.units]


def confirmers(task: Task) -> list[User]:
    """The accounts that may confirm the task now."""
    holders = _holders(Role.STANDING, Role.LEADER).select_related("person")
    return [user for user in holders if user.pk != task.reported_by_id and user.has_perm("plans.confirm_task", task)]


def standing_users() -> list[User]:
    """The accounts of the standing office."""
    return list(_holders(Role.STANDING))


def contacts(task: Task) -> list[User]:
    """The contacts of the task's units, members of groups included."""
    index = UnitIndex.load()
    units = {member for part in task.assignments.all() for member in index.members(part.unit_id)}
    return list(User.objects.filter(is_active=True, holdings__role=Role.CONTACT, holdings__unit__in=units).distinct())


def contacts_of(unit: Unit) -> list[User]:
    """The contacts of one unit."""
    return list(User.objects.filter(is_active=True, holdings__role=Role.CONTACT, holdings__unit=unit).distinct())


def _holders(*roles: str) -> QuerySet[User]:
    return User.objects.filter(is_active=True, holdings__role__in=roles).distinct()
