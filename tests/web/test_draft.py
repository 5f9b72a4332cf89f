"""The drafting pages: everything by plain forms, a conflict shows both texts, strangers and readers are kept out."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from plans.models import Plan, PlanState, Task
from plans.rules.document import AssignmentRole
from plans.views.draft_page import Draft
from tests.factory import Cast, make_plan, make_task

ClientFor = Callable[[str], Client]


@pytest.fixture
def draft(cast: Cast) -> Plan:
    plan = make_plan(2027, PlanState.DRAFT)
    make_task(plan, "Phát động phong trào thi đua năm 2027.", period="Q1", units=[cast.standing_office])
    make_task(plan, "Hội nghị sơ kết 6 tháng đầu năm 2026.", period="Q3", units=[cast.division])
    return plan


def url(name: str, *args: int) -> str:
    return reverse(f"plans:{name}", args=args)


def task_data(task: Task, **changed: str) -> dict[str, str]:
    part = task.assignments.get()
    facts = {
        "version": str(task.version),
        "title": task.title,
        "period": task.period,
        "due": "",
        "kind": "work",
        "unit_0": str(part.unit_id),
        "role_0": part.role,
    }
    return {**facts, **changed}


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_a_draft_is_begun_from_an_earlier_plan(client_for: ClientFor, cast: Cast) -> None:
    former = make_plan(2026)
    client = client_for("standing")

    answer = client.post(url("draft_new"), {"year": "2027", "copy_of": str(former.pk)}, follow=True)

    plan = Plan.objects.get(year=2027)
    assert answer.redirect_chain == [(url("draft", plan.pk), 302)]
    assert (plan.copied_from, plan.title) == (former, former.title)
    assert "Lập từ kế hoạch năm 2026" in answer.content.decode()


def test_the_page_shows_tasks_paper_and_old_years(client_for: ClientFor, draft: Plan) -> None:
    page = client_for("standing").get(url("draft", draft.pk), {"nv": draft.tasks.get(no="2").pk}).content.decode()

    assert "Rà câu chữ: 1 chỗ cần xem." in text_of(page)
    assert "Đổi thành 2027" in page
    assert re.search(r'<tr class="[^"]*current[^"]*">.*?<mark>2026</mark>', page, re.DOTALL)
    assert "Số:" in page
    assert "/KH-SNgV" in page


def test_a_task_added_while_the_page_is_read_comes_with_the_next_page(draft: Plan, cast: Cast) -> None:
    page = Draft(draft)
    shown = page.tasks
    late = make_task(draft, "Nhiệm vụ thêm sau", period="Q4", units=[cast.division])

    assert list(page.parts) == [task.pk for task in shown]
    assert late.pk in Draft(draft).parts


@pytest.mark.parametrize("count", [1, 3, 60])
def test_the_page_costs_the_same_however_many_tasks(
    count: int, client_for: ClientFor, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    plan = make_plan(2027, PlanState.DRAFT)
    for _ in range(count):
        make_task(plan, units=[cast.division])
    client = client_for("standing")
    client.get(url("draft", plan.pk))

    with django_assert_max_num_queries(10):
        client.get(url("draft", plan.pk))


def test_a_task_is_saved_in_place(client_for: ClientFor, draft: Plan, cast: Cast) -> None:
    task = draft.tasks.get(no="1")
    data = task_data(task, title="Phát động phong trào.", period="RANGE", from_month="04", to_month="12")
    data |= {"unit_1": str(cast.group.pk), "role_1": "coordinate", "conditional": "on"}

    answer = client_for("standing").post(url("draft_task", draft.pk, task.pk), data, follow=True)

    task.refresh_from_db()
    assert "Đã lưu nhiệm vụ" in answer.content.decode()
    assert (task.title, task.period, task.conditional, task.version) == ("Phát động phong trào.", "M04-M12", True, 2)
    assert list(task.assignments.values_list("unit__name", "role")) == [
        (cast.standing_office.name, "perform"),
        (cast.group.name, "coordinate"),
    ]


def test_rows_of_units_come_and_go_without_a_script_and_keep_what_was_typed(
    client_for: ClientFor, draft: Plan, cast: Cast
) -> None:
    task = draft.tasks.get(no="1")
    client = client_for("standing")
    data = task_data(task, title="Đang gõ dở", hang="them")

    page = client.post(url("draft_task", draft.pk, task.pk), data).content.decode()
    assert page.count('name="unit_') == 2
    assert "Đang gõ dở" in page

    data |= {"hang": "bo-0", "unit_1": str(cast.group.pk), "role_1": "lead"}
    page = client.post(url("draft_task", draft.pk, task.pk), data).content.decode()
    assert page.count('name="unit_') == 1
    assert f'<option value="{cast.group.pk}" selected>' in page
    task.refresh_from_db()
    assert task.version == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": ""}, "Ghi nội dung nhiệm vụ."),
        ({"due": "31/02/2027"}, "Không có ngày này. Nhập ngày theo dạng dd/mm/yyyy"),
        ({"due": "01/06/2031"}, "không thuộc năm kế hoạch 2027"),
        ({"period": "RANGE", "from_month": "05", "to_month": "03"}, "tháng cuối sau tháng đầu"),
    ],
)
def test_a_wrong_task_form_says_what_to_mend_and_keeps_the_rest(
    changed: dict[str, str], sentence: str, client_for: ClientFor, draft: Plan
) -> None:
    task = draft.tasks.get(no="1")
    data = {**task_data(task, title="Lời đã gõ"), **changed}

    page = client_for("standing").post(url("draft_task", draft.pk, task.pk), data).content.decode()

    assert sentence in text_of(page)
    assert changed.get("title", "Lời đã gõ") in page
    task.refresh_from_db()
    assert task.version == 1


def test_two_people_editing_one_task_see_both_texts(client_for: ClientFor, draft: Plan) -> None:
    task = draft.tasks.get(no="1")
    mine, theirs = task_data(task, title="Bản của tôi"), task_data(task, title="Bản của người kia", due="15/2/2027")
    client = client_for("standing")
    client.post(url("draft_task", draft.pk, task.pk), theirs)

    page = client.post(url("draft_task", draft.pk, task.pk), mine)

    assert page.status_code == 409
    assert {"Bản của tôi", "Bản của người kia"} <= {
        unescape(v) for v in re.findall(r'name="title" value="([^"]*)"', page.content.decode())
    }
    task.refresh_from_db()
    assert task.title == "Bản của người kia"


def test_a_unit_added_by_one_of_two_people_is_one_question_not_two(
    client_for: ClientFor, draft: Plan, cast: Cast
) -> None:
    task = draft.tasks.get(no="1")
    mine = task_data(task, unit_1=str(cast.division.pk), role_1="lead")
    client = client_for("standing")
    client.post(url("draft_task", draft.pk, task.pk), task_data(task, title="Bản của người kia"))

    page = client.post(url("draft_task", draft.pk, task.pk), mine)

    assert page.status_code == 409
    assert sorted(set(re.findall(r'type="radio"[^>]* name="(\w+)"', page.content.decode()))) == ["title", "unit_1"]


def test_tasks_move_by_buttons_and_by_dropping(client_for: ClientFor, draft: Plan, cast: Cast) -> None:
    extra = make_task(draft, "Việc cuối", period="Q3", units=[cast.division])
    first = draft.tasks.get(no="1")
    client = client_for("standing")

    client.post(url("draft_task_move", draft.pk, extra.pk), {"huong": "len"})
    assert list(draft.tasks.values_list("no", flat=True)) == ["1", "2", "3"]
    assert draft.tasks.get(no="2") == extra

    client.post(url("draft_task_move", draft.pk, extra.pk), {"truoc": str(first.pk), "nhom": str(first.pk)})
    assert draft.tasks.get(no="1") == extra
    assert draft.tasks.get(no="1").period == "Q1"


def test_removing_asks_first(client_for: ClientFor, draft: Plan) -> None:
    task = draft.tasks.get(no="2")
    client = client_for("standing")
    where = url("draft_task_remove", draft.pk, task.pk)

    assert task.title in unescape(client.get(where).content.decode())
    assert draft.tasks.count() == 2
    client.post(where)
    assert draft.tasks.count() == 1


def test_head_close_and_parts_are_saved(client_for: ClientFor, draft: Plan) -> None:
    client = client_for("standing")
    head = {"version": draft.version, "title": "Trích yếu mới", "year": "2027", "opening": "Căn cứ Luật;\r\nDòng hai"}
    client.post(url("draft_head", draft.pk), {**head, "table_form": "quarter_rows", "symbol": "KH-SNgV"})
    draft.refresh_from_db()
    close = {"version": draft.version, "recipients": "- Sở Nội vụ;\r\n- Lưu: VT.\r\n", "signer_name": "Trịnh Tuyết Mai"}
    client.post(url("draft_close", draft.pk), {**close, "signer_title": "GIÁM ĐỐC"})
    part = draft.sections.get(level=2)
    body = {"version": part.version, "heading": "1. Mục đích", "body": "Đoạn một.\r\nĐoạn hai."}
    client.post(url("draft_section", draft.pk, part.pk), body)

    draft.refresh_from_db()
    part.refresh_from_db()
    assert (draft.title, draft.opening) == ("Trích yếu mới", "Căn cứ Luật;\nDòng hai")
    assert (draft.recipients, draft.signer_name) == ("Sở Nội vụ\nLưu: VT", "Trịnh Tuyết Mai")
    assert part.body == "Đoạn một.\nĐoạn hai."


def test_an_old_year_is_changed_by_a_button(client_for: ClientFor, draft: Plan) -> None:
    client = client_for("standing")
    page = client.get(url("draft", draft.pk), {"phan": "cau-chu"}).content.decode()
    found = re.search(r'name="cho" value="([^"]+)"', page)
    assert found

    client.post(url("draft_wording", draft.pk), {"cho": unescape(found[1]), "viec": "doi"})

    assert draft.tasks.get(no="2").title == "Hội nghị sơ kết 6 tháng đầu năm 2027."


def test_an_issued_plan_says_why_it_cannot_be_written(client_for: ClientFor, cast: Cast) -> None:
    plan = make_plan(2027)
    task = make_task(plan, units=[(cast.division, AssignmentRole.LEAD)])
    client = client_for("standing")

    page = client.get(url("draft", plan.pk)).content.decode()
    saved = client.post(url("draft_task", plan.pk, task.pk), task_data(task, title="Khác"), follow=True)

    assert "Kế hoạch đã ban hành, chỉ sửa bằng điều chỉnh." in page
    assert "Lưu bản thảo" not in page
    assert "Kế hoạch đã ban hành, chỉ sửa bằng điều chỉnh." in saved.content.decode()
    task.refresh_from_db()
    assert task.title != "Khác"


PAGES = ("draft_new", "draft", "draft_task", "draft_task_remove", "draft_section_remove")


@pytest.mark.parametrize(
    ("role", "answers"),
    [
        ("standing", {200, 302}),
        ("admin", {403}),
        ("leader", {403}),
        ("clerk", {403}),
        ("contact", {403, 404}),
        ("member", {403, 404}),
    ],
)
def test_only_the_standing_office_drafts(role: str, answers: set[int], client_for: ClientFor, draft: Plan) -> None:
    client = client_for(role)
    task, part = draft.tasks.get(no="1"), draft.sections.get(level=2)
    wheres = (
        url("draft_new"),
        url("draft", draft.pk),
        url("draft_task", draft.pk, task.pk),
        url("draft_task_remove", draft.pk, task.pk),
        url("draft_section_remove", draft.pk, part.pk),
    )

    assert {client.get(where).status_code for where in wheres} == answers
