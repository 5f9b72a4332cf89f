"""The year is followed in the browser: a unit reports, the standing office confirms, everybody sees it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from plans.models import Plan, Task
from plans.rules.document import AssignmentRole
from plans.rules.status import Progress
from tests.factory import Cast, make_entry, make_task

SignIn = Callable[..., Page]
Check = Callable[[Page], None]


@pytest.fixture
def year(plan: Plan, cast: Cast) -> Plan:
    """A small year with a task of every look."""
    lead = (cast.standing_office, AssignmentRole.LEAD)
    make_task(plan, "Xây dựng Kế hoạch", period="Q1", units=[cast.standing_office], progress=Progress.DONE)
    make_task(plan, "Việc quá hạn", period="Q1", due=dt.date(2020, 1, 2), units=[cast.division])
    make_task(plan, "- Việc một\n- Việc hai", period="Q2", due=dt.date(2099, 1, 5), units=[lead, cast.group])
    make_task(plan, "Đoàn kiểm tra (Nếu có)", period="Q3", conditional=True, units=[lead])
    make_task(plan, "Việc ghi nhầm năm", period="Q4", units=[cast.other_division], wording_note="Ghi “năm 2025”")
    task = make_task(plan, "Chờ xác nhận", period="Q4", units=[cast.division], progress=Progress.AWAITING)
    make_entry(task, cast.contact, "complete", unit=cast.division, done_text="Đã ký.")
    return plan


def test_a_unit_reports_and_the_standing_office_confirms(year: Plan, sign_in: SignIn) -> None:
    task = Task.objects.get(title="Việc quá hạn")
    page = sign_in("contact")

    page.get_by_role("link", name="Ghi tiến độ").last.click()
    page.get_by_label("Đã hoàn thành, đề nghị xác nhận").check()
    page.get_by_role("button", name="Ghi tiến độ").click()
    expect(page.get_by_text("Ghi việc đã làm để người xác nhận").last).to_be_visible()
    expect(page.get_by_label("Đã hoàn thành, đề nghị xác nhận")).to_be_checked()
    page.get_by_label("Đã làm được gì").fill("Đã phát động, có 6/6 đơn vị đăng ký.")
    page.get_by_role("button", name="Ghi tiến độ").click()
    expect(page.get_by_text("Đã báo hoàn thành, chờ xác nhận.")).to_be_visible()

    page = sign_in("standing", f"/nhiem-vu/{task.pk}/")
    page.get_by_role("link", name="Xác nhận hoàn thành").click()
    expect(page.get_by_text("Đã phát động, có 6/6 đơn vị đăng ký.").first).to_be_visible()
    page.get_by_role("button", name="Xác nhận hoàn thành").click()
    expect(page.get_by_text("Đã xác nhận hoàn thành.")).to_be_visible()

    page.goto(page.url.partition("/nhiem-vu/")[0] + f"/ke-hoach/{year.pk}/?tien-do=hoan-thanh")
    expect(page.get_by_role("link", name="Việc quá hạn")).to_be_visible()
    assert Task.objects.get(pk=task.pk).progress == Progress.DONE


def test_a_report_is_returned_with_a_reason(year: Plan, sign_in: SignIn) -> None:
    page = sign_in("standing")

    page.get_by_role("link", name="Xem, xác nhận").click()
    page.get_by_role("link", name="Chưa đạt, yêu cầu thực hiện lại").click()
    page.get_by_label("Lý do").fill("Thiếu số nữ.")
    page.get_by_role("button", name="Yêu cầu thực hiện lại").click()

    expect(page.get_by_text("Thực hiện lại").first).to_be_visible()
    expect(page.get_by_text("Thiếu số nữ.")).to_be_visible()


def test_filtering_without_a_mouse(year: Plan, sign_in: SignIn) -> None:
    page = sign_in("member", f"/ke-hoach/{year.pk}/")

    page.get_by_label("Tìm trong kế hoạch").fill("doan kiem tra")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 trong 6 nhiệm vụ")).to_be_visible()
    page.get_by_role("link", name="“doan kiem tra”").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_text("Đang lọc:")).to_have_count(0)


def test_a_finished_quarter_is_folded_on_a_phone(year: Plan, sign_in: SignIn, page: Page) -> None:
    Task.objects.get(title="Việc quá hạn").delete()
    page.set_viewport_size({"width": 390, "height": 844})
    page = sign_in("member", f"/ke-hoach/{year.pk}/")

    done = page.get_by_role("link", name="Xây dựng Kế hoạch")
    expect(done).to_be_hidden()
    page.get_by_role("link", name="Mở 1 nhiệm vụ").click()
    expect(done).to_be_visible()


@pytest.mark.parametrize(
    "name", ["home", "plan", "list", "paper", "units", "choose", "task", "report", "confirm", "steer"]
)
def test_pages_are_accessible_and_fit(
    year: Plan, sign_in: SignIn, width: int, name: str, assert_no_axe_violations: Check, assert_fits: Check
) -> None:
    first, waiting = year.tasks.order_by("order")[1], Task.objects.get(title="Chờ xác nhận")
    page = sign_in(
        "standing",
        {
            "home": "/",
            "plan": f"/ke-hoach/{year.pk}/?don-vi=toi",
            "list": "/ke-hoach/",
            "paper": f"/ke-hoach/{year.pk}/ban-in/",
            "units": "/theo-don-vi/",
            "choose": "/ghi-tien-do/",
            "task": f"/nhiem-vu/{waiting.pk}/",
            "report": f"/nhiem-vu/{first.pk}/ghi-tien-do/",
            "confirm": f"/nhiem-vu/{waiting.pk}/xac-nhan/",
            "steer": f"/nhiem-vu/{first.pk}/dieu-hanh/",
        }[name],
    )

    assert_fits(page)
    assert_no_axe_violations(page)
