"""Obstacles: reported by a unit, gathered and submitted by the standing office, decided by the leadership, settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from plans.errors import DomainError, NotAllowed
from plans.models import Adjustment, Obstacle, ObstacleState, PlanState, Role, Task, Unit, User
from plans.services import audit, task_people
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.notify import notify
from plans.services.task_log import demand, short
from plans.services.way import Way, holders

WHO_GATHERS = "Thường trực TĐKT tổng hợp, cho ý kiến và trình vướng mắc. Cần bổ sung thì báo thường trực."
WHO_DECIDES = "Lãnh đạo Sở quyết định cách tháo gỡ. Anh, chị xem được nhưng không quyết định."
WHO_SETTLES = "Thường trực TĐKT hoặc đầu mối đơn vị đã báo ghi là đã tháo gỡ."
_WHY_NOT = {
    ObstacleState.REPORTED: "Vướng mắc này chưa trình lãnh đạo. Thường trực cho ý kiến rồi trình trước.",
    ObstacleState.SUBMITTED: "Vướng mắc đã trình lãnh đạo, đang chờ quyết định.",
    ObstacleState.DECIDED: "Lãnh đạo đã quyết định về vướng mắc này.",
    ObstacleState.SETTLED: "Vướng mắc này đã tháo gỡ.",
}
_WAY = Way[Obstacle](_WHY_NOT)


@transaction.atomic
def report_obstacle(
    *, task: Task, actor: User, unit: Unit | None, text: str, proposal: str = "", key: str = ""
) -> Obstacle:
    """Báo vướng mắc: what holds the task up, and what the unit proposes."""
    use_submit_key(actor, key)
    task = locked(task)
    if not actor.has_perm("plans.report_task", task):
        raise NotAllowed(task_people.who_reports(task))
    if task.plan.state != PlanState.ISSUED or task.dropped:
        raise DomainError("Chỉ báo vướng mắc của nhiệm vụ trong kế hoạch đang thực hiện.")
    if unit is not None and unit.pk not in task_people.speaking_units(task, actor):
        raise NotAllowed("Anh, chị chỉ báo vướng mắc thay cho đơn vị mình phụ trách trong nhiệm vụ này.")
    if not text.strip():
        raise DomainError("Ghi vướng mắc gặp phải.")
    record = Obstacle.objects.create(task=task, unit=unit, text=text, proposal=proposal, reported_by=actor)
    audit.record(actor=actor, act="obstacle.report", obj=record, state_to=record.state, note=text)
    _tell(task_people.standing_users(), actor, record, f"{task} có vướng mắc mới: {short(text)}")
    return record


@transaction.atomic
def write_opinion(*, obstacle: Obstacle, actor: User, opinion: str, seen: int, key: str = "") -> Obstacle:
    """Ý kiến của thường trực, before it goes to the leadership."""
    use_submit_key(actor, key)
    record = locked(obstacle)
    demand(actor, "plans.gather_obstacles", record, WHO_GATHERS)
    _WAY.require(record, ObstacleState.REPORTED)
    check_version(record, seen, {"opinion": opinion})
    record.opinion = opinion
    record.version += 1
    record.save()
    audit.record(actor=actor, act="obstacle.opinion", obj=record, note=opinion)
    return record


@transaction.atomic
def submit_obstacles(*, obstacles: Sequence[Obstacle], actor: User, key: str = "") -> list[Obstacle]:
    """Trình lãnh đạo those chosen, all or none; the leadership hears of them once."""
    use_submit_key(actor, key)
    records = [locked(obstacle) for obstacle in sorted(obstacles, key=lambda one: one.pk)]
    if not records:
        raise DomainError("Chọn ít nhất một vướng mắc để trình.")
    for record in records:
        demand(actor, "plans.gather_obstacles", record, WHO_GATHERS)
        _WAY.require(record, ObstacleState.REPORTED)
        if not record.opinion.strip():
            raise DomainError(f"Vướng mắc của {_of(record)} chưa có ý kiến của thường trực. Ghi ý kiến rồi trình.")
    for record in records:
        record.submitted_at = timezone.now()
        _WAY.moved(record, actor, "obstacle.submit", record.submit, record.opinion)
    said = f"{len(records)} vướng mắc chờ anh, chị quyết định." if len(records) > 1 else ""
    url = f"{reverse('plans:obstacle_list')}?tinh-trang={ObstacleState.SUBMITTED}" if said else _page(records[0])
    notify(
        holders(Role.LEADER),
        key=f"obstacle.submit:{records[0].pk}:{records[0].version}",
        text=said or f"Vướng mắc của {_of(records[0])} chờ anh, chị quyết định.",
        url=url,
    )
    return records


@transaction.atomic
def decide_obstacle(
    *, obstacle: Obstacle, actor: User, decision: str, calls_for_adjustment: bool, seen: int, key: str = ""
) -> Obstacle:
    """Quyết định của lãnh đạo; with ``calls_for_adjustment`` the standing office prepares one."""
    use_submit_key(actor, key)
    record = locked(obstacle)
    demand(actor, "plans.decide_obstacle", record, WHO_DECIDES)
    _WAY.require(record, ObstacleState.SUBMITTED)
    check_version(record, seen, {"decision": decision, "calls_for_adjustment": calls_for_adjustment})
    if not decision.strip():
        raise DomainError("Ghi quyết định để đơn vị biết phải làm gì.")
    record.decision, record.calls_for_adjustment = decision, calls_for_adjustment
    record.decided_by, record.decided_at = actor, timezone.now()
    _WAY.moved(record, actor, "obstacle.decide", record.decide, decision)
    next_act = " Cần lập điều chỉnh kế hoạch." if calls_for_adjustment else ""
    people = [*task_people.standing_users(), *task_people.contacts(record.task), record.reported_by]
    _tell(people, actor, record, f"Lãnh đạo đã quyết định về vướng mắc của {_of(record)}: {short(decision)}{next_act}")
    return record


@transaction.atomic
def settle_obstacle(*, obstacle: Obstacle, actor: User, note: str, seen: int, key: str = "") -> Obstacle:
    """Đã tháo gỡ: nothing more to do about it."""
    use_submit_key(actor, key)
    record = locked(obstacle)
    demand(actor, "plans.settle_obstacle", record, WHO_SETTLES)
    _WAY.require(record, ObstacleState.REPORTED, ObstacleState.DECIDED)
    check_version(record, seen, {"note": note})
    if not note.strip():
        raise DomainError("Ghi đã tháo gỡ thế nào.")
    _settle(record, actor, note, [*task_people.standing_users(), record.reported_by])
    return record


def settle_by_adjustment(*, adjustment: Adjustment, actor: User, note: str) -> None:
    """What the leadership had decided to settle by this adjustment is settled as it is issued, in its transaction."""
    decided = adjustment.obstacles.filter(state=ObstacleState.DECIDED).order_by("pk")
    for record in map(locked, decided):
        _settle(record, actor, note, [record.reported_by])


def _settle(record: Obstacle, actor: User, note: str, people: Sequence[User]) -> None:
    record.settled_note, record.settled_by, record.settled_at = note, actor, timezone.now()
    _WAY.moved(record, actor, "obstacle.settle", record.settle, note)
    _tell(people, actor, record, f"Vướng mắc của {_of(record)} đã tháo gỡ: {short(note)}")


def _tell(people: Iterable[User], actor: User, record: Obstacle, text: str) -> None:
    others = [user for user in people if user != actor]
    notify(others, key=f"obstacle.{record.state}:{record.pk}:{record.version}", text=text, url=_page(record))


def _page(record: Obstacle) -> str:
    return reverse("plans:obstacle", args=[record.pk])


def _of(record: Obstacle) -> str:
    """ "nhiệm vụ 7"."""
    return f"nhiệm vụ {record.task.no}"
