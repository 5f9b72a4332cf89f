"""One change to many rows: shown first, then all or none, and nothing a single-row screen would refuse."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.errors import AlreadyDone, DomainError, NotAllowed
from plans.models import AuditEntry, Plan, PlanState, ProgressEntry, Task
from plans.rules.document import AssignmentRole
from plans.rules.status import Progress
from plans.services import bulk as service
from plans.services.bulk import Change, Pick, Wanted
from tests.factory import Cast, make_plan, make_task

PAUSE = Wanted(Change.PAUSE, text="Chờ hướng dẫn mới.")


def picks(*tasks: Task) -> list[Pick]:
    return [Pick(task.pk, task.version, task.progress) for task in tasks]


def change(plan: Plan, cast: Cast, wanted: Wanted, *tasks: Task, key: str = "") -> list[service.Changed]:
    return service.change_in_bulk(plan=plan, actor=cast.standing, picks=picks(*tasks), wanted=wanted, key=key)


@pytest.fixture
def rows(plan: Plan, cast: Cast) -> list[Task]:
    """Three tasks: not begun, under way, done."""
    states = (Progress.TODO, Progress.DOING, Progress.DONE)
    return [make_task(plan, units=[cast.division], progress=state) for state in states]


def test_what_would_happen_is_shown_and_nothing_of_it_stays(plan: Plan, cast: Cast, rows: list[Task]) -> None:
    shown = service.try_out(plan=plan, actor=cast.standing, picks=picks(*rows), wanted=PAUSE)

    assert [(row.no, row.before, row.after, row.refusal) for row in shown] == [
        ("1", "Chưa thực hiện", "Tạm dừng", ""),
        ("2", "Đang thực hiện", "Tạm dừng", ""),
        ("3", "Hoàn thành", "Hoàn thành", shown[2].refusal),
    ]
    assert "đã hoàn thành" in shown[2].refusal
    assert list(plan.tasks.values_list("progress", flat=True)) == ["todo", "doing", "done"]
    assert (AuditEntry.objects.count(), ProgressEntry.objects.count()) == (0, 0)


def test_every_row_leaves_its_own_line_and_the_plan_one_more(plan: Plan, cast: Cast, rows: list[Task]) -> None:
    change(plan, cast, PAUSE, *rows[:2], key="k")

    assert list(plan.tasks.values_list("progress", flat=True)) == ["paused", "paused", "done"]
    assert list(AuditEntry.objects.order_by("number").values_list("act", "object_id", "note")) == [
        ("task.stop", str(rows[0].pk), "Chờ hướng dẫn mới."),
        ("task.stop", str(rows[1].pk), "Chờ hướng dẫn mới."),
        ("bulk.change", str(plan.pk), "Tạm dừng: 2 nhiệm vụ"),
    ]
    with pytest.raises(AlreadyDone):
        change(plan, cast, PAUSE, *rows[:2], key="k")


def test_one_refusal_changes_nothing(plan: Plan, cast: Cast, rows: list[Task]) -> None:
    with pytest.raises(DomainError, match=r"Chưa đổi dòng nào\. Nhiệm vụ 3: .*đã hoàn thành"):
        change(plan, cast, PAUSE, *rows)

    assert list(plan.tasks.values_list("progress", flat=True)) == ["todo", "doing", "done"]


def test_a_row_changed_meanwhile_is_named(plan: Plan, cast: Cast, rows: list[Task]) -> None:
    seen = picks(*rows[:2])
    Task.objects.filter(pk=rows[0].pk).update(version=2)
    change(plan, cast, PAUSE, rows[1])

    with pytest.raises(DomainError, match="Nhiệm vụ 1, 2 vừa được người khác sửa"):
        service.change_in_bulk(plan=plan, actor=cast.standing, picks=seen, wanted=PAUSE)


def test_an_issued_plan_says_which_no_it_is(plan: Plan, cast: Cast, rows: list[Task]) -> None:
    with pytest.raises(DomainError, match=r"xin gia hạn từng nhiệm vụ.*lập điều chỉnh kế hoạch"):
        change(plan, cast, Wanted(Change.DUE, due=dt.date(2026, 12, 1)), rows[0])


def test_the_follow_up_unit_only_where_the_plan_names_no_lead(plan: Plan, cast: Cast) -> None:
    led = make_task(plan, units=[(cast.division, AssignmentRole.LEAD), cast.other_division])
    free = make_task(plan, units=[cast.division, cast.other_division])
    wanted = Wanted(Change.FOLLOW_UP, unit=cast.other_division)

    shown = service.try_out(plan=plan, actor=cast.standing, picks=picks(led, free), wanted=wanted)
    change(plan, cast, wanted, free)

    assert [(row.before, row.after, bool(row.refusal)) for row in shown] == [
        ("chưa đề xuất", "chưa đề xuất", True),
        ("chưa đề xuất", "Phòng TTĐN", False),
    ]
    free.refresh_from_db()
    assert free.follow_up_unit == cast.other_division


def test_the_rows_of_a_draft(cast: Cast) -> None:
    draft = make_plan(2027, PlanState.DRAFT)
    first = make_task(draft, units=[(cast.division, AssignmentRole.LEAD)], period="Q1")
    second = make_task(draft, units=[cast.division, cast.other_division], period="Q2")

    moved = change(draft, cast, Wanted(Change.PERIOD, period="Q3"), first, second)
    first.refresh_from_db()
    second.refresh_from_db()
    dated = change(draft, cast, Wanted(Change.DUE, due=dt.date(2027, 8, 10)), first)
    role = Wanted(Change.ROLE, unit=cast.other_division, role=AssignmentRole.LEAD)
    first.refresh_from_db()
    shown = service.try_out(plan=draft, actor=cast.standing, picks=picks(first, second), wanted=role)

    assert [(row.before, row.after) for row in moved] == [
        ("Quý I, hạn 31/03/2027", "Quý III, hạn 30/09/2027"),
        ("Quý II, hạn 30/06/2027", "Quý III, hạn 30/09/2027"),
    ]
    assert [(row.before, row.after) for row in dated] == [("Quý III, hạn 30/09/2027", "Quý III, ấn định 10/08/2027")]
    assert [(row.after, row.refusal) for row in shown] == [
        ("không có trong nhiệm vụ", "Phòng Lãnh sự - Biên giới đang chủ trì. Đổi vai trò của đơn vị ấy trước."),
        ("chủ trì", ""),
    ]


@pytest.mark.parametrize("who", ["admin", "leader", "contact", "clerk", "member"])
def test_only_the_standing_office(plan: Plan, cast: Cast, rows: list[Task], who: str) -> None:
    with pytest.raises(NotAllowed):
        service.change_in_bulk(plan=plan, actor=cast.user(who), picks=picks(rows[0]), wanted=PAUSE)


@pytest.mark.parametrize("state", [PlanState.SUBMITTED, PlanState.APPROVED, PlanState.CLOSED])
def test_only_a_draft_and_a_running_plan(cast: Cast, state: str) -> None:
    other = make_plan(2027, state)

    with pytest.raises(DomainError, match="Kế hoạch"):
        change(other, cast, PAUSE, make_task(other))
