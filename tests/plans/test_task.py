"""What the standing office fills in about a task, and how groups of units resolve."""

from __future__ import annotations

import pytest

from plans.errors import DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, Plan, PlanState, Task
from plans.models.unit_index import UnitIndex
from plans.rules.document import AssignmentRole
from plans.services import task_people
from plans.services.task import set_task_facts
from tests.factory import Cast, make_plan, make_task, make_unit


def fill(task: Task, cast: Cast, **values: object) -> Task:
    facts = {
        "actor": cast.standing,
        "result": "Báo cáo trình Giám đốc ký.",
        "responsibility": "Trưởng phòng chịu trách nhiệm.",
        "follow_up_unit": None,
        "seen": task.version,
    }
    return set_task_facts(task=task, **{**facts, **values})  # type: ignore[arg-type]


def test_the_standing_office_fills_in_what_the_plan_leaves_open(task: Task, cast: Cast) -> None:
    fill(task, cast, follow_up_unit=cast.division)

    task = Task.objects.get(pk=task.pk)
    filled = (task.result, task.responsibility, task.follow_up_unit, task.version)
    assert filled == ("Báo cáo trình Giám đốc ký.", "Trưởng phòng chịu trách nhiệm.", cast.division, 2)
    assert AuditEntry.objects.get(act="task.facts").detail["before"]["result"] == ""


def test_others_may_not_fill_in(task: Task, cast: Cast) -> None:
    for actor in (cast.contact, cast.leader, cast.clerk, cast.admin):
        with pytest.raises(NotAllowed, match="Chỉ thường trực"):
            fill(task, cast, actor=actor)


def test_a_save_over_somebody_elses_is_a_conflict(task: Task, cast: Cast) -> None:
    stale = task.version
    fill(task, cast)

    with pytest.raises(EditConflict):
        fill(task, cast, result="Khác.", seen=stale)


def test_no_follow_up_unit_beside_a_named_lead(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[(cast.standing_office, AssignmentRole.LEAD), cast.division])

    with pytest.raises(DomainError, match="đã ghi đơn vị chủ trì"):
        fill(task, cast, follow_up_unit=cast.division)


def test_the_follow_up_unit_has_a_part_in_the_task(task: Task, cast: Cast) -> None:
    with pytest.raises(DomainError, match="phải là một đơn vị thực hiện"):
        fill(task, cast, follow_up_unit=cast.other_division)


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.CLOSED])
def test_only_a_running_plans_tasks_are_filled_in(cast: Cast, state: PlanState) -> None:
    task = make_task(make_plan(2027, state), units=[cast.division])

    with pytest.raises(DomainError, match="đang thực hiện"):
        fill(task, cast)


def test_index_resolves_groups_in_use_both_ways(cast: Cast) -> None:
    listed = make_unit("Các phòng CMNV", kind="group", members=[cast.other_division])
    make_unit("Nhóm đã bỏ", kind="group", members=[cast.division], is_active=False)
    index = UnitIndex.load()

    everybody = {cast.standing_office.pk, cast.division.pk, cast.other_division.pk, cast.subordinate.pk}
    assert everybody <= set(index.members(cast.group.pk))
    assert index.members(listed.pk) == (cast.other_division.pk,)
    assert index.members(cast.division.pk) == (cast.division.pk,)
    assert index.reach([cast.other_division.pk]) == {cast.other_division.pk, cast.group.pk, listed.pk}


def test_the_standing_office_speaks_for_every_unit_of_a_task(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[cast.division, cast.other_division])

    own = [cast.division.pk, cast.other_division.pk, cast.standing_office.pk]
    assert task_people.speaking_units(task, cast.standing) == own
    assert task_people.speaking_units(task, cast.contact) == [cast.division.pk]
