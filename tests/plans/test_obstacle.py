"""Obstacles: reported, given an opinion, submitted together, decided, settled; who may, who hears of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction

from plans.errors import AlreadyDone, DomainError, EditConflict, NotAllowed
from plans.models import Notice, Obstacle, Plan, SubmitKey, Task
from plans.services import obstacle as service
from plans.services.waiting import WaitingRow
from plans.views.adjustment_waiting import obstacle_item, obstacles_waiting
from tests.factory import Cast, make_plan, make_task


def reported(task: Task, cast: Cast, text: str = "Chưa có văn bản của Bộ.") -> Obstacle:
    return service.report_obstacle(
        task=task, actor=cast.contact, unit=cast.division, text=text, proposal="Lùi sang quý IV."
    )


def with_opinion(task: Task, cast: Cast) -> Obstacle:
    record = reported(task, cast)
    return service.write_opinion(obstacle=record, actor=cast.standing, opinion="Đề nghị đồng ý.", seen=record.version)


def submitted(task: Task, cast: Cast) -> Obstacle:
    return service.submit_obstacles(obstacles=[with_opinion(task, cast)], actor=cast.standing)[0]


def decided(task: Task, cast: Cast, *, adjust: bool = False) -> Obstacle:
    record = submitted(task, cast)
    return service.decide_obstacle(
        obstacle=record, actor=cast.leader, decision="Đồng ý.", calls_for_adjustment=adjust, seen=record.version
    )


def told(act: str) -> dict[str, str]:
    rows = Notice.objects.filter(key__startswith=act).values_list("user__username", "text")
    return dict(rows)


def test_the_whole_way_with_what_each_hears(task: Task, cast: Cast) -> None:
    record = decided(task, cast, adjust=True)
    service.settle_obstacle(obstacle=record, actor=cast.contact, note="Bộ đã gửi văn bản.", seen=record.version)

    record = Obstacle.objects.get()
    assert (record.state, record.decision, record.settled_note) == ("settled", "Đồng ý.", "Bộ đã gửi văn bản.")
    assert told("obstacle.reported") == {"thuongtruc": "Nhiệm vụ 1 có vướng mắc mới: Chưa có văn bản của Bộ."}
    assert told("obstacle.submit") == {"lanhdao": "Vướng mắc của nhiệm vụ 1 chờ anh, chị quyết định."}
    words = "Lãnh đạo đã quyết định về vướng mắc của nhiệm vụ 1: Đồng ý. Cần lập điều chỉnh kế hoạch."
    assert told("obstacle.decided") == {"thuongtruc": words, "daumoi": words}
    assert told("obstacle.settled") == {"thuongtruc": "Vướng mắc của nhiệm vụ 1 đã tháo gỡ: Bộ đã gửi văn bản."}


def test_several_are_submitted_in_one_act_all_or_none(plan: Plan, task: Task, cast: Cast) -> None:
    other = make_task(plan, units=[cast.division])
    ready, unready = with_opinion(task, cast), reported(other, cast)

    with pytest.raises(DomainError, match="nhiệm vụ 2 chưa có ý kiến của thường trực"), transaction.atomic():
        service.submit_obstacles(obstacles=[ready, unready], actor=cast.standing)
    assert set(Obstacle.objects.values_list("state", flat=True)) == {"reported"}

    service.write_opinion(obstacle=unready, actor=cast.standing, opinion="Như đề xuất.", seen=1)
    service.submit_obstacles(obstacles=[ready, unready], actor=cast.standing)
    assert set(Obstacle.objects.values_list("state", flat=True)) == {"submitted"}
    assert told("obstacle.submit") == {"lanhdao": "2 vướng mắc chờ anh, chị quyết định."}


@pytest.mark.parametrize("who", ["stranger", "leader", "clerk", "member"])
def test_only_those_who_report_on_the_task_report_an_obstacle(task: Task, cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        service.report_obstacle(task=task, actor=cast.user(who), unit=None, text="Vướng")


def test_a_contact_speaks_for_its_own_unit_alone(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[cast.division, cast.other_division])

    with pytest.raises(NotAllowed, match="đơn vị mình phụ trách"):
        service.report_obstacle(task=task, actor=cast.contact, unit=cast.other_division, text="Vướng")


def test_a_plan_that_is_over_or_a_dropped_task_has_no_new_obstacles(plan: Plan, cast: Cast) -> None:
    closed = make_task(make_plan(2025, "closed"), units=[cast.division])
    dropped = make_task(plan, units=[cast.division], dropped=True)
    for task in (closed, dropped):
        with pytest.raises(DomainError, match="đang thực hiện"):
            reported(task, cast)


@pytest.mark.parametrize("who", ["contact", "standing", "admin"])
def test_only_the_leadership_decides(task: Task, cast: Cast, who: str) -> None:
    record = submitted(task, cast)
    with pytest.raises(NotAllowed):
        service.decide_obstacle(
            obstacle=record, actor=cast.user(who), decision="x", calls_for_adjustment=False, seen=record.version
        )


def test_out_of_turn_stale_and_repeated(task: Task, cast: Cast) -> None:
    record = with_opinion(task, cast)
    decide = {"actor": cast.leader, "decision": "Đồng ý.", "calls_for_adjustment": False}
    with pytest.raises(DomainError, match="chưa trình lãnh đạo"):
        service.decide_obstacle(obstacle=record, seen=record.version, **decide)
    with pytest.raises(EditConflict):
        service.write_opinion(obstacle=record, actor=cast.standing, opinion="Khác", seen=record.version - 1)
    SubmitKey.objects.create(key="một-lần", user=cast.standing)
    with pytest.raises(AlreadyDone):
        service.submit_obstacles(obstacles=[record], actor=cast.standing, key="một-lần")
    assert Obstacle.objects.get().state == "reported"


@pytest.mark.parametrize(
    ("make", "waits"),
    [
        (reported, {"standing": ("Vướng mắc của nhiệm vụ 1", "Chờ trình")}),
        (submitted, {"leader": ("Vướng mắc của nhiệm vụ 1", "Chờ quyết định")}),
        (decided, {}),
    ],
)
def test_it_waits_for_whoever_has_to_act(
    plan: Plan, task: Task, cast: Cast, make: Callable[..., Obstacle], waits: dict[str, tuple[str, str]]
) -> None:
    make(task, cast)

    found = {}
    for who in ("admin", "standing", "leader", "contact", "clerk", "member"):
        rows = obstacles_waiting(cast.user(who), plan)
        if rows is not None and rows:
            item = obstacle_item(_row(rows[0]), plan.issued_on)
            found[who] = (item.title, item.pill)
    assert found == waits


def test_a_decision_that_calls_for_an_adjustment_waits_for_the_standing_office(
    plan: Plan, task: Task, cast: Cast
) -> None:
    decided(task, cast, adjust=True)

    rows = obstacles_waiting(cast.standing, plan)
    assert rows is not None
    assert [obstacle_item(_row(row), plan.issued_on).title for row in rows] == ["Lập điều chỉnh cho nhiệm vụ 1"]


def _row(columns: tuple[object, ...]) -> WaitingRow:
    return WaitingRow._make(columns)
