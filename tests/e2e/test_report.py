"""A section of a report in the browser: it saves itself, and what a lost session could not save is there again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from plans.models import Report
from plans.services.report import lines_of
from tests.factory import Cast, make_plan
from tests.plans.report_factory import make_report, make_tasks, section_of
from tests.web.clock import set_clock

SECTION = "/bao-cao/{}/muc/tasks/"
Check = Callable[[Page], None]


@pytest.fixture
def report(transactional_db: None, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Report:
    set_clock(monkeypatch, dt.datetime(2026, 7, 2, 9))
    plan = make_plan()
    make_tasks(plan, cast)
    return make_report(plan, cast.standing)


def test_what_is_typed_survives_a_lost_session(
    report: Report,
    sign_in: Callable[..., Page],
    assert_no_axe_violations: Check,
    assert_fits: Check,
    width: int,
) -> None:
    page = sign_in("standing", f"/bao-cao/{report.pk}/")
    assert_no_axe_violations(page)
    assert_fits(page)
    page.goto(page.url + "muc/tasks/")
    assert_no_axe_violations(page)
    assert_fits(page)

    first, last = page.locator("textarea").first, page.locator("textarea").last
    first.fill("Lời mở đầu viết lại.")
    expect(page.locator("[data-said]")).to_contain_text("Đã tự lưu lúc", timeout=15_000)
    assert lines_of(section_of(report))[0].text == "Lời mở đầu viết lại."

    page.context.clear_cookies()
    first.fill("Lời gõ khi phiên đã hết.")
    last.fill("Đoạn viết thêm khi phiên đã hết.")
    expect(page.locator("[data-said]")).to_contain_text("Phiên làm việc đã hết", timeout=15_000)

    page = sign_in("standing", SECTION.format(report.pk))
    expect(page.locator("[data-said]")).to_contain_text("Đã lấy lại phần gõ dở")
    page.get_by_role("button", name="Lưu mục này").click()
    expect(page.locator(".notice")).to_contain_text("Đã lưu mục")
    texts = [line.text for line in lines_of(section_of(report))]
    assert (texts[0], texts[-1]) == ("Lời gõ khi phiên đã hết.", "Đoạn viết thêm khi phiên đã hết.")
