"""The pages of a plan's way: who may do what, what is said where it is not possible, what waits for whom."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import IssuedPaper, Plan, PlanState, Role, User
from plans.services.sample_plan import load_sample_plan
from plans.views.lifecycle import steps_for
from plans.views.waiting_work import waiting_work
from tests.factory import Cast, make_plan, make_task

ClientFor = Callable[[str], Client]
ROLES = ("admin", "standing", "leader", "clerk", "contact", "member")
ACTS = {
    "plan_submit": PlanState.DRAFT,
    "plan_delete": PlanState.DRAFT,
    "plan_withdraw": PlanState.SUBMITTED,
    "plan_approve": PlanState.SUBMITTED,
    "plan_return": PlanState.SUBMITTED,
    "plan_issue": PlanState.APPROVED,
    "plan_close": PlanState.ISSUED,
}
MAY = {
    "plan_submit": {"standing"},
    "plan_delete": {"standing"},
    "plan_withdraw": {"standing"},
    "plan_approve": {"leader"},
    "plan_return": {"leader"},
    "plan_issue": {"clerk"},
    "plan_close": {"leader"},
}


def plan_in(state: str, cast: Cast, **values: object) -> Plan:
    plan = make_plan(2027, state, **values)
    make_task(plan, units=[cast.division])
    return plan


def at(name: str, plan: Plan) -> str:
    return reverse(f"plans:{name}", args=[plan.pk])


def form_of(client: Client, where: str) -> dict[str, str]:
    """The hidden fields of the page's form, as a browser would send them."""
    page = client.get(where).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(version|submit_key)"[^>]*value="([^"]*)"', page))


def test_rights_by_role_and_act(cast: Cast, client_for: ClientFor) -> None:
    found = {}
    for act, state in ACTS.items():
        Plan.objects.filter(year=2027).delete()
        plan = plan_in(state, cast)
        answers = {role: client_for(role).get(at(act, plan)).status_code for role in ROLES}
        found[act] = {role for role, status in answers.items() if status == 200}
        hidden = {role for role, status in answers.items() if status == 404}
        assert hidden == (set() if state == PlanState.ISSUED else {"contact", "member"})

    assert found == MAY


@pytest.mark.parametrize("act", ACTS)
def test_in_another_state_a_sentence_stands_in_place_of_the_button(act: str, cast: Cast, client_for: ClientFor) -> None:
    plan = plan_in(PlanState.CLOSED, cast)
    (role,) = MAY[act]

    page = client_for(role).get(at(act, plan)).content.decode()

    assert "Kế hoạch đã kết thúc, không sửa nữa." in page
    assert 'name="version"' not in page


def test_years_left_from_a_copied_plan_are_said_before_it_is_submitted(cast: Cast, client_for: ClientFor) -> None:
    plan = plan_in(PlanState.DRAFT, cast, title="Công tác thi đua, khen thưởng năm 2026")

    def page() -> str:
        return client_for("standing").get(at("plan_submit", plan)).content.decode()

    assert "Còn 1 chỗ ghi năm khác năm kế hoạch" in page()
    Plan.objects.filter(pk=plan.pk).update(title="Công tác thi đua, khen thưởng năm 2027")
    assert "chỗ ghi năm khác" not in page()


def test_an_office_where_nobody_can_take_the_next_step_is_told_so(cast: Cast, client_for: ClientFor) -> None:
    draft, waiting = plan_in(PlanState.DRAFT, cast), plan_in(PlanState.SUBMITTED, cast)

    def said(role: str, act: str, plan: Plan) -> list[str]:
        page = client_for(role).get(at(act, plan)).content.decode()
        return re.findall(r"Chưa có tài khoản nào giữ vai trò ([^:]*):", page)

    def both() -> list[list[str]]:
        return [said("standing", "plan_submit", draft), said("leader", "plan_approve", waiting)]

    assert both() == [[], []]
    User.objects.filter(holdings__role=Role.CLERK).update(is_active=False)
    assert both() == [[], ["Văn thư"]]
    User.objects.filter(holdings__role=Role.LEADER).update(is_active=False)
    assert said("standing", "plan_submit", draft) == ["Lãnh đạo Sở"]


def test_a_plan_goes_its_whole_way_by_plain_forms(cast: Cast, client_for: ClientFor) -> None:
    plan = plan_in(PlanState.DRAFT, cast)
    standing, leader, clerk = (client_for(role) for role in ("standing", "leader", "clerk"))

    standing.post(at("plan_submit", plan), form_of(standing, at("plan_submit", plan)))
    leader.post(at("plan_return", plan), {**form_of(leader, at("plan_return", plan)), "reason": "Thêm đơn vị"})
    page = standing.get(at("draft", plan)).content.decode()
    assert "Thêm đơn vị" in page
    standing.post(at("plan_submit", plan), form_of(standing, at("plan_submit", plan)))
    leader.post(at("plan_approve", plan), form_of(leader, at("plan_approve", plan)))
    today = timezone.localdate()
    data = {**form_of(clerk, at("plan_issue", plan)), "number": "12", "issued_on": f"{today:%d/%m/%Y}"}
    answer = clerk.post(at("plan_issue", plan), data)

    assert answer.headers["Location"] == at("plan", plan)
    plan.refresh_from_db()
    assert (plan.state, plan.number) == (PlanState.ISSUED, "12/KH-SNgV")
    again = clerk.post(at("plan_issue", plan), data)
    assert again.status_code == 302 or "đã ban hành" in again.content.decode()
    assert IssuedPaper.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"number": "", "issued_on": "01/01/2026"}, "Nhập số của văn bản."),
        ({"number": "năm", "issued_on": "01/01/2026"}, "Nhập số bằng chữ số"),
        ({"number": "0", "issued_on": "01/01/2026"}, "Số bắt đầu từ 1."),
        ({"number": "5", "issued_on": "25/13/2026"}, "Không có ngày này. Nhập ngày theo dạng dd/mm/yyyy"),
        ({"number": "5", "issued_on": "01/01/2090"}, "ở sau hôm nay"),
        ({"number": "5", "issued_on": "01/01/2026"}, "ở trước ngày duyệt"),
    ],
)
def test_a_wrong_number_or_day_is_said_and_kept(
    typed: dict[str, str], sentence: str, cast: Cast, client_for: ClientFor
) -> None:
    plan = plan_in(PlanState.APPROVED, cast, approved_at=timezone.now())
    clerk = client_for("clerk")

    page = clerk.post(at("plan_issue", plan), {**typed, "version": plan.version}).content.decode()

    assert sentence in unescape(page)
    for value in typed.values():
        assert not value or f'value="{value}"' in page
    plan.refresh_from_db()
    assert plan.state == PlanState.APPROVED


def test_an_early_day_is_taken_when_it_is_said_to_be_right(cast: Cast, client_for: ClientFor) -> None:
    plan = plan_in(PlanState.APPROVED, cast, approved_at=timezone.now())
    data = {"version": plan.version, "number": "3", "issued_on": "05/01/2026", "early_ok": "on"}

    client_for("clerk").post(at("plan_issue", plan), data)

    plan.refresh_from_db()
    assert (plan.number, plan.issued_on) == ("03/KH-SNgV", dt.date(2026, 1, 5))


def test_the_number_page_fills_plan_and_register(cast: Cast, client_for: ClientFor) -> None:
    plan = load_sample_plan(cast.admin)
    data = {"version": plan.version, "number": "05", "symbol": "KH-SNgV", "issued_on": "21/1/2026"}

    client_for("clerk").post(at("plan_number", plan), data)

    plan.refresh_from_db()
    assert (plan.number, plan.paper.symbol_line) == ("05/KH-SNgV", "05/KH-SNgV")
    assert "không chờ ghi số" in client_for("clerk").get(at("plan_number", plan)).content.decode()


def test_deleting_a_draft_leads_to_the_list(cast: Cast, client_for: ClientFor) -> None:
    plan = plan_in(PlanState.DRAFT, cast)
    standing = client_for("standing")

    answer = standing.post(at("plan_delete", plan), form_of(standing, at("plan_delete", plan)))

    assert answer.headers["Location"] == reverse("plans:plan_list")
    assert list(Plan.objects.visible_to(cast.standing)) == []
    assert Plan.objects.get().removed_by == cast.standing


def test_what_waits_for_whom(cast: Cast) -> None:
    states = ((2027, PlanState.SUBMITTED), (2028, PlanState.APPROVED))
    for year, state in states:
        make_plan(year, state)
    make_plan(2029, PlanState.DRAFT, return_reason="Thiếu căn cứ")
    make_plan(2030, PlanState.DRAFT)
    make_plan(2026, signed_import=True)

    def titles(role: str) -> list[str]:
        plan = Plan.objects.first()
        assert plan
        return [item.title for item in waiting_work(cast.user(role), plan, timezone.localdate())]

    assert {role: titles(role) for role in ROLES} == {
        "admin": [],
        "standing": ["Sửa kế hoạch năm 2029"],
        "leader": ["Duyệt kế hoạch năm 2027"],
        "clerk": ["Ghi số kế hoạch năm 2026", "Ban hành kế hoạch năm 2028"],
        "contact": [],
        "member": [],
    }


def test_the_steps_offered_are_those_of_the_role_and_state(cast: Cast) -> None:
    plan = make_plan(2027, PlanState.SUBMITTED)

    assert {role: [step.label for step in steps_for(cast.user(role), plan)] for role in ROLES} == {
        "admin": [],
        "standing": ["Thu hồi"],
        "leader": ["Trả lại", "Duyệt"],
        "clerk": [],
        "contact": [],
        "member": [],
    }
