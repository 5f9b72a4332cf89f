"""Adjustments and obstacles as people meet them: from the obstacle to the issued paper, the history, the comparison."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import Adjustment, Obstacle, Plan, Task, TaskChange
from plans.services import adjustment as writing
from plans.services import adjustment_way as way
from plans.services.progress import report_progress
from plans.services.task_log import Report
from tests.factory import Cast, make_many_tasks, make_task
from tests.web.page import pdf_text, said, table
from tests.web.test_query_budgets import count

ClientFor = Callable[[str], Client]
DAY = dt.date(2026, 6, 5)


@pytest.fixture
def tasks(plan: Plan, cast: Cast) -> list[Task]:
    return [
        make_task(plan, "Dự Hội nghị sơ kết năm 2025", period="Q3", units=[cast.standing_office]),
        make_task(plan, "Tổ chức lớp bồi dưỡng", period="Q4", units=[cast.division]),
    ]


def page(client: Client, name: str, *args: object, query: str = "") -> object:
    return client.get(reverse(f"plans:{name}", args=args) + query, follow=True)


def post(client: Client, name: str, *args: object, **data: object) -> object:
    return client.post(reverse(f"plans:{name}", args=args), data, follow=True)


def of_task(title: str, unit: object, **data: object) -> dict[str, object]:
    """What the browser sends of the form of a task."""
    rows = {"unit_0": str(unit), "role_0": "lead"}
    return {"title": title, "period": "Q3", "due": "", "kind": "work", "reason": "", **rows, **data}


def issue(plan: Plan, cast: Cast, tasks: list[Task]) -> Adjustment:
    """An adjustment of 5 June that corrects the first task and drops the second."""
    record = writing.open_adjustment(actor=cast.standing, plan=plan, reason="Sửa lỗi câu chữ.")
    values = {
        "title": "Dự Hội nghị sơ kết năm 2026",
        "period": "Q4",
        "due": None,
        "kind": "work",
        "conditional": False,
    }
    parts = [(cast.standing_office, "lead"), (cast.division, "coordinate")]
    writing.change_task(actor=cast.standing, adjustment=record, task=tasks[0], values=values, parts=parts)
    writing.drop_task(actor=cast.standing, adjustment=record, task=tasks[1], reason="Không mở lớp.")
    for act, actor in ((way.submit_adjustment, cast.standing), (way.approve_adjustment, cast.leader)):
        record.refresh_from_db()
        act(actor=actor, adjustment=record, seen=record.version)
    record.refresh_from_db()
    way.issue_adjustment(actor=cast.clerk, adjustment=record, number=12, issued_on=DAY, seen=record.version)
    record.refresh_from_db()
    return record


def test_from_an_obstacle_to_the_issued_adjustment(
    plan: Plan, cast: Cast, tasks: list[Task], client_for: ClientFor
) -> None:
    contact, standing, leader, clerk = (client_for(who) for who in ("contact", "standing", "leader", "clerk"))
    post(contact, "obstacle_report", tasks[1].pk, text="Tỉnh không mở lớp.", proposal="Bỏ nhiệm vụ.")
    obstacle = Obstacle.objects.get()
    post(standing, "obstacle_opinion", obstacle.pk, opinion="Đề nghị đồng ý.", version=1)
    post(standing, "obstacle_submit", chon=[obstacle.pk])
    version = Obstacle.objects.get().version
    decided = post(
        leader, "obstacle_decide", obstacle.pk, decision="Đồng ý bỏ.", calls_for_adjustment="on", version=version
    )
    assert "Lãnh đạo đã quyết định" in said(decided)
    offered = said(page(standing, "adjustment_new", plan.pk, query=f"?vuong-mac={obstacle.pk}"))
    assert "Nhiệm vụ 2: Tỉnh không mở lớp." in offered
    post(standing, "adjustment_new", plan.pk, reason="Tỉnh không mở lớp.", basis="", obstacles=[obstacle.pk])
    record = Adjustment.objects.get()
    post(standing, "adjustment_drop", record.pk, tasks[1].pk, reason="Không mở lớp.")
    changed = post(
        standing,
        "adjustment_task",
        record.pk,
        tasks[0].pk,
        **of_task("Dự Hội nghị sơ kết năm 2026", cast.standing_office.pk),
    )
    assert "Đã đưa nhiệm vụ 1 vào điều chỉnh." in said(changed)
    for client, name in ((standing, "adjustment_submit"), (leader, "adjustment_approve")):
        record.refresh_from_db()
        post(client, name, record.pk, version=record.version)
    record.refresh_from_db()
    done = post(
        clerk, "adjustment_issue", record.pk, version=record.version, number="12", issued_on="05/06/2026", early_ok="on"
    )

    assert "Đã ban hành điều chỉnh" in said(done)
    record.refresh_from_db()
    assert (record.state, record.number) == ("issued", "12/KH-SNgV")
    shown = said(page(client_for("member"), "plan", plan.pk))
    assert "Đã điều chỉnh số 12/KH-SNgV ngày 05/06/2026" in shown
    assert "Tổ chức lớp bồi dưỡng" not in shown
    dropped = said(page(client_for("member"), "task", tasks[1].pk))
    assert "Nhiệm vụ này đã bỏ theo điều chỉnh số 12/KH-SNgV ngày 05/06/2026." in dropped


def test_a_row_of_units_more_keeps_what_was_typed(
    plan: Plan, cast: Cast, tasks: list[Task], client_for: ClientFor
) -> None:
    record = writing.open_adjustment(actor=cast.standing, plan=plan, reason="Sửa.")
    typed = of_task("Đang gõ dở", cast.division.pk, hang="them", reason="Vì thế.")

    shown = post(client_for("standing"), "adjustment_task", record.pk, tasks[0].pk, **typed)

    html = shown.content.decode()
    assert ("Đang gõ dở" in html, "Vì thế." in html, 'name="unit_1"' in html) == (True, True, True)
    assert TaskChange.objects.count() == 0


def test_what_is_wrong_stays_on_the_form(plan: Plan, cast: Cast, tasks: list[Task], client_for: ClientFor) -> None:
    record = writing.open_adjustment(actor=cast.standing, plan=plan, reason="Sửa.")
    shown = post(client_for("standing"), "adjustment_add", record.pk, **of_task("Việc mới", cast.division.pk, no="2"))

    assert "Số còn trống tiếp theo là 3" in said(shown)
    assert "Việc mới" in shown.content.decode()


def test_two_at_the_same_change_are_shown_both(
    plan: Plan, cast: Cast, tasks: list[Task], client_for: ClientFor
) -> None:
    record = writing.open_adjustment(actor=cast.standing, plan=plan, reason="Sửa.")
    client = client_for("standing")
    post(client, "adjustment_task", record.pk, tasks[0].pk, **of_task("Bản một", cast.division.pk))
    change = TaskChange.objects.get()
    post(client, "adjustment_change", record.pk, change.pk, **of_task("Bản hai", cast.division.pk, version=1))

    shown = post(client, "adjustment_change", record.pk, change.pk, **of_task("Bản ba", cast.division.pk, version=1))

    assert shown.status_code == 409
    assert "Bản ba" in shown.content.decode()


def test_a_draft_is_hidden_from_those_who_see_no_drafts(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    record = writing.open_adjustment(actor=cast.standing, plan=plan, reason="Sửa.")

    answers = {who: page(client_for(who), "adjustment", record.pk).status_code for who in ("leader", "contact")}

    assert answers == {"leader": 200, "contact": 404}
    assert "Đang có điều chỉnh kế hoạch" not in said(page(client_for("contact"), "plan", plan.pk))


def test_the_history_says_what_when_and_by_whom(
    plan: Plan, cast: Cast, tasks: list[Task], client_for: ClientFor
) -> None:
    issue(plan, cast, tasks)

    shown = said(page(client_for("member"), "plan_history", plan.pk))

    assert "Điều chỉnh số 12/KH-SNgV, ngày 05/06/2026" in shown
    assert "Lê Thu Hà lập; Nông Đức Dũng duyệt" in shown
    assert "Vi Thị Chi ghi số" in shown
    printed = pdf_text(page(client_for("member"), "plan_history_print", plan.pk))
    assert "ĐIỀU CHỈNH SỐ 12/KH-SNgV NGÀY 05/06/2026" in printed


def test_the_plan_of_two_days_side_by_side(plan: Plan, cast: Cast, tasks: list[Task], client_for: ClientFor) -> None:
    issue(plan, cast, tasks)
    report = Report(cast.standing_office.pk, "Đã dự.")
    report_progress(task=tasks[0], actor=cast.standing, report=report, completes=False, today=timezone.localdate())
    member, today = client_for("member"), f"{timezone.localdate():%d/%m/%Y}"

    rows = table(page(member, "plan_compare", plan.pk, query=f"?tu=04/06/2026&den={today}"))

    assert (
        rows
        == [
            [
                "1",
                "Dự Hội nghị sơ kết năm 2025 2026",
                "- Phòng Hợp tác quốc tế - Văn phòng - Phòng Lãnh sự - Biên giới phối hợp",
                "30/09/2026 31/12/2026",
                "Chưa thực hiện Đang thực hiện",
                "Nội dung, đơn vị thực hiện, thời hạn, tiến độ",
            ],
            ["2", "Tổ chức lớp bồi dưỡng", "- Phòng Lãnh sự - Biên giới", "31/12/2026", "Chưa thực hiện", "Bỏ"],
        ]
        or rows
    )
    before = said(page(member, "plan_compare", plan.pk, query="?tu=01/02/2026&den=04/06/2026"))
    assert "Giữa hai ngày này kế hoạch không đổi gì" in before
    wrong = said(page(member, "plan_compare", plan.pk, query="?tu=05/06/2026&den=04/06/2026"))
    assert "Ngày sau phải bằng hoặc sau ngày đầu." in wrong
    printed = pdf_text(page(member, "plan_compare_print", plan.pk, query=f"?tu=04/06/2026&den={today}"))
    assert "Từ ngày 04/06/2026 đến ngày" in printed


def test_the_issued_print_stays_and_the_words_in_force_stand_beside(
    plan: Plan, cast: Cast, tasks: list[Task], client_for: ClientFor
) -> None:
    issue(plan, cast, tasks)
    member = client_for("member")

    live = said(page(member, "plan_paper", plan.pk, query="?ban=hien-hanh"))

    assert "(Nội dung đang thực hiện, đã gồm điều chỉnh theo Kế hoạch số" in live
    assert "Dự Hội nghị sơ kết năm 2026" in pdf_text(page(member, "adjustment_pdf", Adjustment.objects.get().pk))


def test_query_budgets(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    most = {
        ("standing", "plan"): 10,
        ("member", "plan_history"): 15,
        ("member", "plan_compare"): 15,
        ("leader", "obstacle_list"): 15,
        ("standing", "adjustment"): 15,
        ("leader", "adjustment_list"): 15,
    }
    counted: dict[tuple[str, str], dict[int, int]] = {page: {} for page in most}
    record = writing.open_adjustment(actor=cast.standing, plan=plan, reason="Sửa.")
    for rows in (1, 3, 300):
        TaskChange.objects.all().delete()
        Obstacle.objects.all().delete()
        Task.objects.filter(plan=plan).delete()
        tasks = make_many_tasks(plan, rows, [cast.division, cast.standing_office])
        Obstacle.objects.bulk_create(
            Obstacle(task=task, unit=cast.division, text="Vướng", reported_by=cast.contact) for task in tasks
        )
        text = {"no": "1", "title": "Nội dung", "period": "Q1", "period_text": "", "due": None, "conditional": False}
        text |= {"kind": "work", "units": [], "deadline": None}
        TaskChange.objects.bulk_create(
            TaskChange(adjustment=record, task=task, kind="change", before=text, after=text | {"title": "Khác"})
            for task in tasks[:20]
        )
        for (who, name), numbers in counted.items():
            args = {"adjustment": [record.pk], "obstacle_list": [], "adjustment_list": []}.get(name, [plan.pk])
            numbers[rows] = count(client_for(who), reverse(f"plans:{name}", args=args))[0]
    for page, numbers in counted.items():
        assert max(numbers.values()) <= most[page], (page, numbers)
        assert numbers[3] == numbers[300], (page, numbers)
