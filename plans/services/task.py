"""What the standing office fills in about a task of an issued plan: things the plan itself leaves open."""

from __future__ import annotations

from django.db import transaction

from plans.errors import DomainError, NotAllowed
from plans.models import PlanState, Task, Unit, User
from plans.permissions import named_lead
from plans.services import audit, task_people
from plans.services.locking import check_version, locked, use_submit_key

WHO_FILLS = "Chỉ thường trực TĐKT ghi kết quả, trách nhiệm của nhiệm vụ. Anh, chị góp ý thì báo thường trực."


@transaction.atomic
def set_task_facts(
    *,
    task: Task,
    actor: User,
    result: str,
    responsibility: str,
    follow_up_unit: Unit | None,
    seen: int,
    key: str = "",
) -> Task:
    """Kết quả, trách nhiệm and the unit proposed to follow up; the issued words and the deadline stay as they are."""
    use_submit_key(actor, key)
    task = locked(task)
    if not actor.has_perm("plans.steer_task", task):
        raise NotAllowed(WHO_FILLS)
    if task.plan.state != PlanState.ISSUED:
        raise DomainError("Chỉ ghi bổ sung khi kế hoạch đang thực hiện. Bản thảo thì sửa ở trang soạn kế hoạch.")
    typed = {"result": result, "responsibility": responsibility, "follow_up_unit": follow_up_unit}
    check_version(task, seen, typed)
    if follow_up_unit is not None and named_lead(task) is not None:
        raise DomainError("Kế hoạch đã ghi đơn vị chủ trì nên không đề xuất đơn vị theo dõi khác.")
    if follow_up_unit is not None and follow_up_unit.pk not in task_people.speaking_units(task, actor):
        raise DomainError("Đơn vị theo dõi phải là một đơn vị thực hiện của nhiệm vụ.")
    before = {name: str(getattr(task, name) or "") for name in typed}
    for name, value in typed.items():
        setattr(task, name, value)
    task.version += 1
    task.save()
    after = {name: str(value or "") for name, value in typed.items()}
    audit.record(actor=actor, act="task.facts", obj=task, detail={"before": before, "after": after})
    return task
