"""The task page and its acts as people click them: what is offered, what is refused and in which words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Plan, PlanState, ProgressEntry, Task
from plans.rules.document import AssignmentRole
from plans.rules.status import Progress
from plans.services.part import make_parts
from plans.services.part_report import report_part
from plans.services.task_log import Report
from tests.factory import ROLES, Cast, make_entry, make_plan, make_task
from tests.web.page import said, table

ClientFor = Callable[[object], Client]
PAGES = ("task", "task_report", "task_confirm", "task_return", "task_steer")


def url(name: str, task: Task) -> str:
    return reverse(f"plans:{name}", args=[task.pk])


def test_who_may_open_which_page_of_a_task(task: Task, client_for: ClientFor) -> None:
    found = {role: tuple(client_for(role).get(url(name, task)).status_code for name in PAGES) for role in ROLES}

    assert found == {
        "admin": (200, 403, 403, 403, 403),
        "standing": (200, 200, 200, 200, 200),
        "leader": (200, 403, 403, 403, 403),
        "contact": (200, 200, 403, 403, 403),
        "clerk": (200, 403, 403, 403, 403),
        "member": (200, 403, 403, 403, 403),
        "stranger": (200, 403, 403, 403, 403),
    }


def test_tasks_of_a_draft_do_not_exist_for_those_outside(cast: Cast, client_for: ClientFor) -> None:
    task = make_task(make_plan(2027, PlanState.DRAFT), units=[cast.division])

    found = {role: client_for(role).get(url("task", task)).status_code for role in ROLES}

    seen = {"admin", "standing", "leader", "clerk"}
    assert found == {role: 200 if role in seen else 404 for role in ROLES}


def test_a_contact_reports_and_the_standing_office_confirms(task: Task, cast: Cast, client_for: ClientFor) -> None:
    contact, standing = client_for("contact"), client_for("standing")

    page = contact.post(
        url("task_report", task),
        {"status": "done", "done_text": "Đã ký báo cáo.", "submit_key": "a1"},
        follow=True,
    )
    assert "Đã báo hoàn thành, chờ xác nhận." in page.content.decode()
    assert url("task_confirm", task) in standing.get(url("task", task)).content.decode()
    page = standing.post(url("task_confirm", task), {"note": "", "submit_key": "a2"}, follow=True)

    assert "Đã xác nhận hoàn thành." in page.content.decode()
    assert Task.objects.get(pk=task.pk).progress == Progress.DONE


def test_a_double_click_is_said_and_does_nothing_twice(task: Task, client_for: ClientFor) -> None:
    client = client_for("contact")
    data = {"status": "doing", "percent": "40", "done_text": "Đang làm.", "submit_key": "b1"}

    client.post(url("task_report", task), data)
    page = client.post(url("task_report", task), data, follow=True)

    assert "đã được ghi từ lần bấm trước" in page.content.decode()
    assert ProgressEntry.objects.count() == 1


def test_a_wrong_report_keeps_what_was_typed_and_says_how_to_mend_it(task: Task, client_for: ClientFor) -> None:
    page = client_for("contact").post(
        url("task_report", task),
        {"status": "doing", "percent": "120", "done_text": "", "difficulty": "Thiếu <b>kinh phí</b>"},
    )

    text = page.content.decode()
    assert page.status_code == 200
    assert "Nhập số từ 0 đến 100." in text
    assert "Ghi việc đã làm để người xác nhận và lãnh đạo nắm được." in text
    assert "Thiếu &lt;b&gt;kinh phí&lt;/b&gt;" in text
    assert 'value="120"' in text


def test_a_state_that_changed_meanwhile_is_said_on_the_form(task: Task, client_for: ClientFor) -> None:
    Task.objects.filter(pk=task.pk).delete()
    task = make_task(task.plan, units=[], progress=Progress.PAUSED)

    page = client_for("standing").post(url("task_report", task), {"status": "doing", "done_text": "Đang làm."})

    assert "đang tạm dừng" in page.content.decode()
    assert "Đang làm." in page.content.decode()


def test_a_part_cannot_complete_the_whole(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    task = make_task(plan, units=[(cast.standing_office, AssignmentRole.LEAD), cast.group])
    client = client_for("contact")

    page = client.get(url("task_report", task)).content.decode()
    client.post(url("task_report", task), {"status": "done", "done_text": "Xong."})

    assert "chủ trì nên" in page
    assert "Đã hoàn thành, đề nghị xác nhận" not in page
    assert Task.objects.get(pk=task.pk).progress == Progress.TODO


@pytest.mark.parametrize(
    ("state", "who", "offered"),
    [
        (Progress.TODO, "contact", ["Xin gia hạn", "Báo vướng mắc", "Ghi tiến độ"]),
        (Progress.TODO, "standing", ["Điều hành", "Xin gia hạn", "Báo vướng mắc", "Ghi tiến độ"]),
        (Progress.TODO, "leader", []),
        (Progress.AWAITING, "contact", []),
        (Progress.AWAITING, "standing", ["Điều hành", "Yêu cầu thực hiện lại", "Xác nhận hoàn thành"]),
        (Progress.DONE, "standing", ["Điều hành", "Yêu cầu thực hiện lại"]),
        (Progress.PAUSED, "standing", ["Điều hành"]),
        (Progress.PAUSED, "contact", []),
    ],
)
def test_only_acts_that_can_be_done_now_are_offered(
    plan: Plan, cast: Cast, client_for: ClientFor, state: Progress, who: str, offered: list[str]
) -> None:
    task = make_task(plan, units=[cast.division], progress=state, reported_by=cast.contact)

    page = client_for(who).get(url("task", task))

    assert [step.label for step in page.context["offer"].steps] == offered


def test_steering_offers_what_the_state_allows(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    client = client_for("standing")

    def acts(**values: object) -> list[str]:
        page = client.get(url("task_steer", make_task(plan, units=[cast.division], **values)))
        return [value for value, _ in page.context["acts"]]

    assert acts() == ["paused", "cancelled"]
    assert acts(conditional=True) == ["trigger", "not_arisen", "paused", "cancelled"]
    assert acts(progress=Progress.PAUSED) == ["resume", "cancelled"]
    assert acts(conditional=True, progress=Progress.NOT_ARISEN) == ["trigger", "resume"]
    assert acts(progress=Progress.DONE) == []


def test_the_standing_office_triggers_a_conditional_task(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    task = make_task(plan, units=[cast.division], conditional=True)

    client_for("standing").post(
        url("task_steer", task), {"act": "trigger", "on": "5/2/2026", "reason": "Công văn 15/SNV.", "submit_key": "c1"}
    )

    assert Task.objects.get(pk=task.pk).triggered_on == dt.date(2026, 2, 5)


def test_filling_in_and_the_second_of_two_editors(task: Task, client_for: ClientFor) -> None:
    client = client_for("standing")
    data = {"form": "facts", "result": "Báo cáo.", "responsibility": "", "version": str(task.version)}

    first = client.post(url("task_steer", task), {**data, "submit_key": "d1"})
    second = client.post(url("task_steer", task), {**data, "result": "Tờ trình.", "submit_key": "d2"})

    assert first.status_code == 302
    assert "Báo cáo." in second.content.decode()
    assert "Tờ trình." in second.content.decode()
    assert Task.objects.get(pk=task.pk).result == "Báo cáo."


def test_the_five_clear_points_say_who_must_fill_the_empty_ones(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    task = make_task(plan, period="", units=[])

    text = client_for("member").get(url("task", task)).content.decode()

    for sentence in (
        "Kế hoạch chưa ghi đơn vị thực hiện.",
        "Kế hoạch không ghi thời gian; Lãnh đạo Sở ấn định bằng điều chỉnh kế hoạch.",
        "Chưa ghi. Thường trực TĐKT ghi kết quả phải có.",
        "Chưa ghi. Thường trực TĐKT ghi ai chịu trách nhiệm về gì.",
    ):
        assert sentence in text


def test_units_of_a_group_are_listed_with_the_group_they_come_from(
    plan: Plan, cast: Cast, client_for: ClientFor
) -> None:
    task = make_task(plan, units=[(cast.standing_office, AssignmentRole.LEAD), cast.group])
    make_parts(plan)
    report = Report(cast.division.pk, "Đã gửi số liệu.\nKèm phụ lục.", percent=30)
    part = task.parts.get(unit=cast.division)
    report_part(part=part, actor=cast.contact, report=report, done=False, today=dt.date(2026, 6, 5))

    page = client_for("member").get(url("task", task))

    group = "trong “Các phòng, đơn vị”"
    assert [row[:3] for row in table(page)] == [
        [f"{cast.standing_office.name} chủ trì", "chưa ghi", "Chưa báo"],
        [f"{cast.division.name} {group}", "Đã gửi số liệu.", "Đang làm 30%"],
        [f"{cast.other_division.name} {group}", "chưa ghi", "Chưa báo"],
        [f"{cast.subordinate.name} {group}", "chưa ghi", "Chưa báo"],
    ]
    assert "1/4 đã gửi" in said(page)


def test_the_log_is_paged(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    task = make_task(plan, units=[cast.division, cast.other_division])
    make_entry(task, cast.contact, unit=cast.other_division, done_text="Việc đầu tiên.")
    for number in range(45):
        make_entry(task, cast.contact, unit=cast.division, done_text=f"Lần {number}.")
    client = client_for("member")

    pages = [client.get(url("task", task), {"nhat-ky": page}).context["log"] for page in (1, 2, 3, 4)]

    assert [(len(log.lines), log.has_older) for log in pages] == [(20, True), (20, True), (6, False), (0, False)]
    assert "Lần 44." in pages[0].lines[0].sentence
    assert "Việc đầu tiên." in pages[2].lines[-1].sentence


def test_what_people_typed_never_becomes_markup(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    task = make_task(plan, "<script>1</script>\n- b", units=[cast.division], latest_news="<i>x</i>")
    make_entry(task, cast.contact, done_text="<script>2</script>", difficulty="<u>3</u>")

    for page in (url("task", task), reverse("plans:plan", args=[plan.pk])):
        text = client_for("standing").get(page).content.decode()
        assert "<script>1" not in text
        assert "<script>2" not in text
        assert "<u>3" not in text
        assert "<i>x" not in text


def test_choosing_a_task_to_report_on(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    make_task(plan, "Của phòng", units=[cast.division])
    make_task(plan, "Của nhóm", units=[cast.group])
    make_task(plan, "Của phòng khác", units=[cast.other_division])
    make_task(plan, "Đã xong", units=[cast.division], progress=Progress.DONE)
    make_task(plan, "Chưa phát sinh", units=[cast.division], conditional=True)
    address = reverse("plans:report_choose")

    found = {
        who: [words.title for _, words in client_for(who).get(address).context["rows"]]
        for who in ("contact", "standing")
    }

    assert found == {"contact": ["Của phòng", "Của nhóm"], "standing": ["Của phòng", "Của nhóm", "Của phòng khác"]}
    assert client_for("member").get(address).status_code == 403
