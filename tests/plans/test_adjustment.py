"""Adjustments: written, submitted, issued; what issuing does to the plan, its paper and its people."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from plans.errors import AlreadyDone, DomainError, EditConflict
from plans.models import (
    Adjustment,
    AdjustmentState,
    AuditEntry,
    IssuedPaper,
    Notice,
    Obstacle,
    Plan,
    SubmitKey,
    Task,
    TaskChange,
    Unit,
)
from plans.rules.document import AssignmentRole, PlanDocument
from plans.rules.status import Progress
from plans.services import adjustment as writing
from plans.services import adjustment_way as way
from plans.services.adjustment_document import paper_of_adjustment
from plans.services.frozen_print import frozen_paper
from plans.services.plan_document import document_of
from plans.services.plan_prints import paper_of
from tests.factory import Cast, make_plan, make_task

LEAD, COORDINATE, PERFORM = AssignmentRole.LEAD, AssignmentRole.COORDINATE, AssignmentRole.PERFORM


def values(title: str, **changed: Any) -> dict[str, Any]:
    """What the form of a task gives."""
    return {"title": title, "period": "Q4", "due": None, "kind": "work", "conditional": False, **changed}


@pytest.fixture
def tasks(plan: Plan, cast: Cast) -> list[Task]:
    """Three tasks of the plan: to be changed, to be dropped, done."""
    return [
        make_task(plan, "Tham dự Hội nghị sơ kết 6 tháng đầu năm 2025", period="Q3", units=[cast.standing_office]),
        make_task(plan, "Tổ chức lớp bồi dưỡng", period="Q4", units=[cast.division, cast.other_division]),
        make_task(plan, "Phát động phong trào", period="Q1", units=[cast.division], progress=Progress.DONE),
    ]


@pytest.fixture
def draft(plan: Plan, cast: Cast, tasks: list[Task]) -> Adjustment:
    """A draft that changes the first task, drops the second and adds one."""
    record = writing.open_adjustment(actor=cast.standing, plan=plan, reason="Sửa lỗi câu chữ.", basis="")
    writing.change_task(
        actor=cast.standing,
        adjustment=record,
        task=tasks[0],
        values=values("Tham dự Hội nghị sơ kết 6 tháng đầu năm 2026", due=dt.date(2026, 12, 10)),
        parts=[(cast.standing_office, LEAD), (cast.subordinate, COORDINATE)],
        reason="Ghi nhầm năm.",
    )
    writing.drop_task(actor=cast.standing, adjustment=record, task=tasks[1], reason="Tỉnh không mở lớp.")
    writing.add_task(
        actor=cast.standing,
        adjustment=record,
        values=values("Tổng kết chuyên đề", no="4"),
        parts=[(cast.division, PERFORM)],
    )
    record.refresh_from_db()
    return record


def moved(record: Adjustment, act: Callable[..., object], actor: Any, **typed: Any) -> None:
    """One step of its way, as the person sees it now."""
    record.refresh_from_db()
    act(actor=actor, adjustment=record, seen=record.version, **typed)
    record.refresh_from_db()


def issued(record: Adjustment, cast: Cast, number: int = 12, day: dt.date = dt.date(2026, 6, 5)) -> IssuedPaper:
    moved(record, way.submit_adjustment, cast.standing)
    moved(record, way.approve_adjustment, cast.leader)
    moved(record, way.issue_adjustment, cast.clerk, number=number, issued_on=day)
    assert record.paper is not None
    return record.paper


def table(plan: Plan) -> list[tuple[str, str, str, dt.date | None, list[tuple[str, str]]]]:
    """The plan in force as it reads."""
    return [
        (
            task.no,
            task.title,
            task.period,
            task.deadline,
            [(part.unit.name, part.role) for part in task.assignments.order_by("order")],
        )
        for task in plan.tasks.in_plan().order_by("order")
    ]


def test_issuing_changes_adds_and_drops_in_one_act(plan: Plan, cast: Cast, draft: Adjustment) -> None:
    before = document_of(plan)

    paper = issued(draft, cast)

    assert table(plan) == [
        (
            "1",
            "Tham dự Hội nghị sơ kết 6 tháng đầu năm 2026",
            "Q4",
            dt.date(2026, 12, 10),
            [(cast.standing_office.name, LEAD), (cast.subordinate.name, COORDINATE)],
        ),
        ("4", "Tổng kết chuyên đề", "Q4", dt.date(2026, 12, 31), [(cast.division.name, PERFORM)]),
        ("3", "Phát động phong trào", "Q1", dt.date(2026, 3, 31), [(cast.division.name, PERFORM)]),
    ]
    dropped = Task.objects.get(plan=plan, no="2")
    assert (dropped.dropped, dropped.title) == (True, "Tổ chức lớp bồi dưỡng")
    assert (draft.state, draft.number, draft.issued_on) == ("issued", "12/KH-SNgV", dt.date(2026, 6, 5))
    assert (paper.symbol_line, paper.series, paper.abstract) == (
        "12/KH-SNgV",
        "KH",
        "Điều chỉnh, bổ sung Kế hoạch công tác thi đua, khen thưởng năm 2026",
    )
    assert frozen_paper(paper).header.number == "Số: 12/KH-SNgV"
    assert [line.recipient for line in paper.dispatches.all()] == plan.recipients.split("\n")
    assert len(before.tasks) == 3
    assert [task.no for task in document_of(plan).tasks] == [row[0] for row in table(plan)]


def test_what_was_done_before_stays_with_the_task(plan: Plan, cast: Cast, draft: Adjustment, tasks: list[Task]) -> None:
    Task.objects.filter(pk=tasks[0].pk).update(first_deadline=dt.date(2026, 8, 1), extended=1, percent=40)

    issued(draft, cast)

    task = Task.objects.get(pk=tasks[0].pk)
    assert (task.first_deadline, task.extended, task.percent, task.progress) == (dt.date(2026, 8, 1), 1, 40, "todo")
    assert [(part.unit.name, part.dropped) for part in task.parts.order_by("pk")] == [
        (cast.standing_office.name, False),
        (cast.subordinate.name, False),
    ]


def test_an_extended_deadline_stays_while_the_time_is_not_set_anew(plan: Plan, cast: Cast, tasks: list[Task]) -> None:
    Task.objects.filter(pk=tasks[0].pk).update(deadline=dt.date(2026, 11, 5))
    record = writing.open_adjustment(actor=cast.standing, plan=plan, reason="Đổi đơn vị.")
    writing.change_task(
        actor=cast.standing,
        adjustment=record,
        task=tasks[0],
        values=values(tasks[0].title, period="Q3"),
        parts=[(cast.division, LEAD)],
    )

    issued(record, cast)

    assert Task.objects.get(pk=tasks[0].pk).deadline == dt.date(2026, 11, 5)


def test_the_paper_says_what_changes_and_leaves_number_and_day_open(plan: Plan, cast: Cast, draft: Adjustment) -> None:
    paper = paper_of_adjustment(draft, plan, list(draft.changes.order_by("order", "pk")))

    assert (paper.header.number, paper.header.place_date, paper.kind) == (
        "Số:        /KH-SNgV",
        "Lạng Sơn, ngày      tháng      năm 2026",
        "KẾ HOẠCH",
    )
    assert paper.body[0].lines == (  # type: ignore[union-attr]
        (
            "Căn cứ Kế hoạch số 05/KH-SNgV ngày 14 tháng 01 năm 2026 của Sở Ngoại vụ về "
            "công tác thi đua, khen thưởng năm 2026"
        ),
    )


def test_what_is_not_known_of_the_plan_stays_open_in_the_draft(plan: Plan, draft: Adjustment) -> None:
    plan.number, plan.issued_on = "", None

    paper = paper_of_adjustment(draft, plan, list(draft.changes.order_by("order", "pk")))

    assert (
        paper.body[0]
        .lines[0]
        .startswith(  # type: ignore[union-attr]
            "Căn cứ Kế hoạch số …/KH-SNgV ngày … tháng … năm 2026 của Sở Ngoại vụ"
        )
    )
    assert "2. Các nội dung khác của Kế hoạch số …/KH-SNgV không thay đổi." in [
        getattr(block, "words", "") for block in paper.body
    ]


def test_the_decided_obstacles_it_follows_from_are_settled_with_it(
    plan: Plan, cast: Cast, draft: Adjustment, tasks: list[Task]
) -> None:
    decided, elsewhere, waiting = (
        Obstacle.objects.create(task=tasks[0], text="x", reported_by=cast.contact, decision="Lùi hạn", state=state)
        for state in ("decided", "decided", "reported")
    )
    draft.obstacles.set([decided, waiting])

    issued(draft, cast)

    found = {one.pk: (one.state, one.settled_note, one.settled_by) for one in Obstacle.objects.all()}
    words = "Kế hoạch đã điều chỉnh theo Kế hoạch số 12/KH-SNgV ngày 05/06/2026."
    assert found == {
        decided.pk: ("settled", words, cast.clerk),
        elsewhere.pk: ("decided", "", None),
        waiting.pk: ("reported", "", None),
    }
    settled = AuditEntry.objects.filter(act="obstacle.settle").values_list("object_id", "state_from", "note")
    assert list(settled) == [(str(decided.pk), "decided", words)]


def test_everybody_concerned_is_told_once(plan: Plan, cast: Cast, draft: Adjustment) -> None:
    issued(draft, cast)

    told = Notice.objects.filter(key__startswith="adjustment.issue").values_list("user__username", flat=True)
    assert sorted(told) == ["daumoi", "lanhdao", "nguoila", "thuongtruc"]
    acts = AuditEntry.objects.filter(act__startswith="adjustment").order_by("number").values_list("act", flat=True)
    assert list(acts)[-3:] == ["adjustment.submit", "adjustment.approve", "adjustment.issue"]


def test_the_issued_paper_of_the_plan_stays_as_it_was(plan: Plan, cast: Cast, draft: Adjustment) -> None:
    content = json.loads(json.dumps(document_of(plan).to_full_json(), ensure_ascii=False))
    IssuedPaper.objects.create(
        series="KH",
        year=2026,
        number=5,
        symbol="KH-SNgV",
        issued_on=plan.issued_on,
        kind="Kế hoạch",
        abstract="x",
        plan=plan,
        content=content,
    )

    issued(draft, cast)

    assert IssuedPaper.objects.get(plan=plan).content == content
    assert PlanDocument.from_full_json(content).tasks[1].title == "Tổ chức lớp bồi dưỡng"
    note = paper_of(plan).body[0].words[0].text  # type: ignore[union-attr]
    assert note == "(Nội dung đang thực hiện, đã gồm điều chỉnh theo Kế hoạch số 12/KH-SNgV ngày 05/06/2026)"


def test_a_task_changed_meanwhile_is_told_and_stops_the_issue(
    plan: Plan, cast: Cast, draft: Adjustment, tasks: list[Task]
) -> None:
    moved(draft, way.submit_adjustment, cast.standing)
    moved(draft, way.approve_adjustment, cast.leader)
    Task.objects.filter(pk=tasks[0].pk).update(title="Người khác đã sửa")

    with pytest.raises(DomainError, match="Nhiệm vụ 1 đã đổi nội dung sau khi đưa vào điều chỉnh"):
        moved(draft, way.issue_adjustment, cast.clerk, number=12, issued_on=dt.date(2026, 6, 5))

    assert Task.objects.get(pk=tasks[1].pk).dropped is False
    assert IssuedPaper.objects.count() == 0


def test_a_number_taken_leaves_everything_as_it_was(plan: Plan, cast: Cast, draft: Adjustment) -> None:
    IssuedPaper.objects.create(
        series="KH",
        year=2026,
        number=12,
        symbol="KH-SNgV",
        issued_on=dt.date(2026, 5, 5),
        kind="Kế hoạch",
        abstract="Kế hoạch khác",
    )
    before = table(plan)

    with pytest.raises(DomainError, match="Số 12/KH-SNgV đã cấp"):
        issued(draft, cast)

    assert (table(plan), Adjustment.objects.get().state) == (before, AdjustmentState.APPROVED)


def test_only_a_numbered_plan_under_way_is_adjusted(cast: Cast) -> None:
    closed, unnumbered = make_plan(2025, "closed"), make_plan(2026, signed_import=True)
    task = make_task(unnumbered, units=[cast.division])

    with pytest.raises(DomainError, match="đã ban hành, đang thực hiện"):
        writing.open_adjustment(actor=cast.standing, plan=closed, reason="x")
    record = writing.open_adjustment(actor=cast.standing, plan=unnumbered, reason="x")
    writing.drop_task(actor=cast.standing, adjustment=record, task=task, reason="Không còn cần.")
    with pytest.raises(DomainError, match="Kế hoạch gốc chưa ghi số"):
        issued(record, cast)


def test_one_adjustment_at_a_time(plan: Plan, cast: Cast, draft: Adjustment) -> None:
    with pytest.raises(DomainError, match="đang có một điều chỉnh chưa ban hành"):
        writing.open_adjustment(actor=cast.standing, plan=plan, reason="Lần nữa")

    moved(draft, way.discard_adjustment, cast.standing)

    assert writing.open_adjustment(actor=cast.standing, plan=plan, reason="Lần nữa").state == "draft"


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (way.approve_adjustment, "còn là dự thảo"),
        (way.withdraw_adjustment, "còn là dự thảo"),
    ],
)
def test_acts_out_of_turn_are_refused(draft: Adjustment, cast: Cast, act: Callable[..., object], said: str) -> None:
    with pytest.raises(DomainError, match=said):
        moved(draft, act, cast.leader)


def test_nothing_is_written_while_it_waits(draft: Adjustment, cast: Cast, tasks: list[Task]) -> None:
    moved(draft, way.submit_adjustment, cast.standing)
    change = draft.changes.first()

    with pytest.raises(DomainError, match="đang trình duyệt"):
        writing.undo_change(actor=cast.standing, change=change)
    moved(draft, way.return_adjustment, cast.leader, reason="Giữ thời hạn.")

    assert (draft.state, draft.return_reason) == ("draft", "Giữ thời hạn.")


def test_what_is_refused_while_writing(draft: Adjustment, cast: Cast, tasks: list[Task]) -> None:
    own = [(cast.division, PERFORM)]
    same = values(tasks[2].title, period="Q1")
    refused = {
        "Chưa có gì khác": lambda: writing.change_task(
            actor=cast.standing, adjustment=draft, task=tasks[2], values=same, parts=own
        ),
        "đã báo hoàn thành": lambda: writing.drop_task(
            actor=cast.standing, adjustment=draft, task=tasks[2], reason="x"
        ),
        "đã có trong điều chỉnh": lambda: writing.drop_task(
            actor=cast.standing, adjustment=draft, task=tasks[0], reason="x"
        ),
        "chưa có đơn vị": lambda: writing.change_task(
            actor=cast.standing, adjustment=draft, task=tasks[2], values=values("Khác"), parts=[]
        ),
        "Số còn trống tiếp theo là 5": lambda: writing.add_task(
            actor=cast.standing, adjustment=draft, values=values("Mới", no="2"), parts=own
        ),
    }
    for said, act in refused.items():
        with pytest.raises(DomainError, match=said), transaction.atomic():
            act()
    assert TaskChange.objects.count() == 3


def test_a_second_click_and_a_stale_form_do_nothing(draft: Adjustment, cast: Cast) -> None:
    SubmitKey.objects.create(key="một-lần", user=cast.standing)
    with pytest.raises(AlreadyDone):
        way.submit_adjustment(actor=cast.standing, adjustment=draft, seen=draft.version, key="một-lần")
    with pytest.raises(DomainError, match="vừa được người khác sửa"):
        way.submit_adjustment(actor=cast.standing, adjustment=draft, seen=draft.version - 1)
    words = {"reason": "Lý do khác", "basis": "", "recipients": "", "signer_title": "", "signer_name": ""}
    with pytest.raises(EditConflict):
        writing.save_words(actor=cast.standing, adjustment=draft, values=words, obstacles=[], seen=0)
    assert Adjustment.objects.get().state == "draft"


def test_a_change_saved_by_two_is_a_conflict(draft: Adjustment, cast: Cast) -> None:
    change = draft.changes.get(kind="change")
    typed = {"values": values("Lần một"), "parts": [(cast.division, LEAD)]}
    writing.edit_change(actor=cast.standing, change=change, seen=1, **typed)

    with pytest.raises(EditConflict):
        writing.edit_change(actor=cast.standing, change=change, seen=1, **typed)


def test_an_unknown_future_day_is_refused(draft: Adjustment, cast: Cast) -> None:
    moved(draft, way.submit_adjustment, cast.standing)
    moved(draft, way.approve_adjustment, cast.leader)
    for day, said in (
        (timezone.localdate() + dt.timedelta(days=1), "ở sau hôm nay"),
        (dt.date(2026, 1, 2), "ở trước ngày của kế hoạch gốc"),
    ):
        with pytest.raises(DomainError, match=said):
            moved(draft, way.issue_adjustment, cast.clerk, number=12, issued_on=day)


def test_units_keep_the_words_the_plan_wrote(plan: Plan, cast: Cast, tasks: list[Task]) -> None:
    part = tasks[1].assignments.first()
    part.written = "Phòng LS - BG (thường trực);"
    part.save()
    record = writing.open_adjustment(actor=cast.standing, plan=plan, reason="Thêm đơn vị.")
    units: list[tuple[Unit, AssignmentRole]] = [(cast.division, PERFORM), (cast.subordinate, COORDINATE)]
    writing.change_task(
        actor=cast.standing, adjustment=record, task=tasks[1], values=values(tasks[1].title), parts=units
    )

    issued(record, cast)

    lines = [str(line) for line in tasks[1].assignments.order_by("order")]
    assert lines == ["Phòng LS - BG (thường trực);", "Trung tâm Dịch vụ đối ngoại"]
