"""The first page: what waits for each person, and figures that match the lists they open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import Plan, PlanState
from plans.rules.document import AssignmentRole
from plans.rules.status import Progress
from tests.factory import ROLES, Cast, make_many_tasks, make_plan, make_task

ClientFor = Callable[[object], Client]


@pytest.fixture
def busy(plan: Plan, cast: Cast) -> Plan:
    """A plan in which something waits for everybody."""
    today = timezone.localdate()
    lead = (cast.standing_office, AssignmentRole.LEAD)
    past = today - dt.timedelta(days=7)
    make_task(plan, "Quá hạn của phòng", due=past, units=[cast.division], progress=Progress.DOING)
    make_task(plan, "Quá hạn của phòng khác", due=past, units=[cast.other_division])
    make_task(plan, "Sắp đến hạn của nhóm", due=today, units=[cast.group])
    make_task(plan, "Làm lại", due=today + dt.timedelta(days=90), units=[cast.division], progress=Progress.REDO)
    make_task(plan, "Tuần tới", due=today + dt.timedelta(days=6), units=[cast.division])
    make_task(plan, "Còn xa", due=today + dt.timedelta(days=60), units=[cast.division])
    waiting = {"progress": Progress.AWAITING, "reported_on": today}
    make_task(plan, "Phòng báo xong", units=[cast.division], reported_by=cast.contact, **waiting)
    make_task(plan, "Thường trực báo xong", units=[lead], reported_by=cast.standing, **waiting)
    make_task(plan, "Chưa phát sinh", due=past, conditional=True, units=[cast.division])
    make_task(plan, "Tạm dừng", due=past, progress=Progress.PAUSED, units=[cast.division])
    return plan


def work_of(client: Client) -> dict[str, list[str]]:
    groups = client.get(reverse("plans:home")).context["groups"]
    return {group.key: [item.title for item, _ in group.items] for group in groups}


def test_unfinished_tasks_of_another_issued_plan_are_named(plan: Plan, client_for: ClientFor) -> None:
    before = make_plan(plan.year - 1)
    make_task(before, "Chưa xong")
    make_task(before, "Đã xong", progress=Progress.DONE)

    page = client_for("standing").get(reverse("plans:home"))

    assert page.context["running_on"] == [before]
    assert f"Kế hoạch năm {before.year} còn 1 nhiệm vụ chưa xong." in page.content.decode()


def test_what_waits_for_whom(busy: Plan, client_for: ClientFor) -> None:
    late, other = "Quá hạn của phòng", "Quá hạn của phòng khác"
    everything = {"late": [late, other], "soon": ["Sắp đến hạn của nhóm"], "redo": ["Làm lại"], "next": ["Tuần tới"]}

    assert {role: work_of(client_for(role)) for role in ROLES} == {
        "admin": {},
        "standing": {**everything, "await": ["Phòng báo xong"]},
        "leader": {"late": [late, other], "await": ["Thường trực báo xong"]},
        "contact": {**everything, "late": [late]},
        "clerk": {},
        "member": {},
        "stranger": {"late": [other], "soon": ["Sắp đến hạn của nhóm"]},
    }


def test_only_what_burns_has_the_filled_button(busy: Plan, client_for: ClientFor) -> None:
    text = client_for("contact").get(reverse("plans:home")).content.decode()
    work = text[text.index('<h3 class="work-group') : text.index("Theo quý")]

    assert work.count("btn-primary") == 0 + work.count('<li class="late">') == 1


def test_the_ribbon_counts_marks_when_there_are_too_many(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    make_many_tasks(plan, 400, [cast.division, cast.other_division])
    client = client_for("standing")

    page = client.get(reverse("plans:home"))

    assert len(page.content) < 120_000
    assert page.context["ribbon"].count("<a ") < 40
    assert sum(len(group.items) for group in page.context["groups"]) <= 100
    assert page.context["hidden"] > 0


def test_pages_without_a_plan_or_without_work_say_what_to_do(cast: Cast, client_for: ClientFor) -> None:
    nothing = client_for("standing").get(reverse("plans:home")).content.decode()
    make_plan(2027, PlanState.DRAFT)
    draft = client_for("standing").get(reverse("plans:home")).content.decode()
    plan = make_plan(2026)
    make_task(plan, units=[cast.division], due=dt.date(2099, 5, 1))
    quiet = client_for("contact").get(reverse("plans:home")).content.decode()

    assert "Chưa có kế hoạch năm nào" in nothing
    assert "Kế hoạch năm 2027 chưa ban hành" in draft
    assert "Nhiệm vụ gần hạn nhất của đơn vị là nhiệm vụ 1, hạn 01/05/2099" in quiet
    assert "Chưa có số liệu để tổng hợp" not in client_for("contact").get(reverse("plans:unit_table")).content.decode()


def test_a_closed_plan_asks_for_no_more_work(cast: Cast, client_for: ClientFor) -> None:
    plan = make_plan(2025, PlanState.CLOSED)
    make_task(plan, units=[cast.division])

    assert work_of(client_for("contact")) == {}


def test_lists_print(busy: Plan, client_for: ClientFor) -> None:
    client = client_for("standing")

    for name in ("home_print", "unit_table_print"):
        assert client.get(reverse(f"plans:{name}")).content.startswith(b"%PDF"), name
