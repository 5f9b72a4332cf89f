"""Words that save themselves: what the button has saved is not offered again, a colleague's words are compared."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from plans.models import Contribution, Report
from plans.services.contribution_writing import keep_contribution
from tests.factory import Cast, make_plan
from tests.plans.contribution_factory import make_contribution
from tests.plans.report_factory import make_report, make_tasks

SAID = "[data-said]"
BACK = "Đã lấy lại phần gõ dở"


@pytest.fixture
def asked(transactional_db: None, cast: Cast) -> Contribution:
    plan = make_plan()
    make_tasks(plan, cast)
    return make_contribution(make_report(plan, cast.standing), cast.division, cast)


def reopened(page: Page, url: str) -> str:
    """The first text of the page opened anew, once its script has run."""
    page.goto(url)
    page.wait_for_load_state()
    return page.locator("textarea").first.input_value()


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def test_what_the_button_saved_is_not_offered_over_newer_words(
    asked: Contribution, cast: Cast, sign_in: Callable[..., Page]
) -> None:
    page = sign_in("contact", f"/bao-cao-don-vi/{asked.pk}/")
    url, first = page.url, page.locator("textarea").first
    first.fill("Lời của tôi. ")
    press(page, "Lưu báo cáo")
    assert reopened(page, url) == "Lời của tôi."
    expect(page.locator(SAID)).not_to_contain_text(BACK)

    first.fill("Lời gõ dở.")
    now = Contribution.objects.get()
    keep_contribution(actor=cast.standing, contribution=now, texts={"results": "Bản khác."}, seen=now.version)
    assert reopened(page, url) == "Lời gõ dở."
    expect(page.locator(SAID)).to_contain_text("sau đó đã có bản khác được lưu")
    press(page, "Lưu báo cáo")
    expect(page.locator("main h1")).to_contain_text("vừa được người khác sửa")
    assert Contribution.objects.get().results == "Bản khác."


def test_a_section_sent_by_its_button_is_not_offered_again(
    asked: Contribution, cast: Cast, sign_in: Callable[..., Page]
) -> None:
    report = Report.objects.get()
    page = sign_in("standing", f"/bao-cao/{report.pk}/muc/tasks/")
    url = page.url
    page.locator("textarea").first.fill("Lời mở đầu của tôi. ")
    press(page, "Lưu mục này")
    assert reopened(page, url) == "Lời mở đầu của tôi."
    expect(page.locator(SAID)).not_to_contain_text(BACK)

    page.locator("textarea").first.fill("Bấm khi phiên đã hết.")
    page.context.clear_cookies()
    press(page, "Lưu mục này")
    page = sign_in("standing", f"/bao-cao/{report.pk}/muc/tasks/")
    expect(page.locator("textarea").first).to_have_value("Bấm khi phiên đã hết.")
    expect(page.locator(SAID)).to_contain_text("chưa kịp lưu")
