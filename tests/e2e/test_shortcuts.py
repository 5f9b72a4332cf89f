"""The keyboard in the browser: places, rows, search, the card, never while typing, and switched off."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from plans.models import Plan
from tests.factory import Cast, make_task

SignIn = Callable[..., Page]
Check = Callable[[Page], None]


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_the_keyboard_leads_through_the_app(
    plan: Plan, cast: Cast, sign_in: SignIn, assert_no_axe_violations: Check
) -> None:
    for title in ("Việc một", "Việc hai", "Việc ba"):
        make_task(plan, title, period="Q4", units=[cast.division])
    page = sign_in("contact")

    page.keyboard.press("g")
    page.keyboard.press("k")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kế hoạch công tác")
    page.wait_for_load_state()

    for key, row in (("j", "Việc một"), ("j", "Việc hai"), ("k", "Việc một"), ("k", "Việc một")):
        page.keyboard.press(key)
        assert focused(page) == row
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/nhiem-vu/\d+/$"))

    page.keyboard.press("n")
    page.wait_for_url(re.compile(r"/ghi-tien-do/$"))
    words = page.get_by_label("Đã làm được gì")
    words.fill("")
    words.press_sequentially("gk?/jn")
    expect(words).to_have_value("gk?/jn")

    page.locator("h1").click()
    page.keyboard.press("/")
    search = page.get_by_role("searchbox", name="Tìm nhiệm vụ, người, văn bản")
    expect(search).to_be_focused()
    expect(search).to_have_value("")

    page.locator("h1").click()
    page.keyboard.press("Shift+?")
    card = page.get_by_role("dialog", name="Phím tắt")
    expect(card.get_by_text("Bảng kế hoạch của năm đang xem")).to_be_visible()
    assert_no_axe_violations(page)
    page.keyboard.press("g")
    page.keyboard.press("v")
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("v")
    expect(page.get_by_role("heading", name="Việc của tôi", level=1)).to_be_visible()


def test_keys_of_an_input_method_and_of_the_browser_are_left_alone(plan: Plan, cast: Cast, sign_in: SignIn) -> None:
    page = sign_in("contact", "/huong-dan/")

    page.evaluate(
        """() => {
        for (const extra of [{ isComposing: true }, { keyCode: 229 }, { ctrlKey: true }, { altKey: true }]) {
            for (const key of ["/", "g", "v"]) {
                document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...extra }));
            }
        }
    }"""
    )

    assert page.evaluate("document.activeElement.id") != "tim-nhanh"
    expect(page).to_have_url(re.compile("/huong-dan/$"))


def test_the_shortcuts_can_be_switched_off(
    plan: Plan,
    cast: Cast,
    sign_in: SignIn,
    width: int,
    assert_no_axe_violations: Check,
    assert_fits: Check,
) -> None:
    page = sign_in("contact", "/phim-tat/")
    assert_no_axe_violations(page)
    assert_fits(page)

    page.get_by_role("button", name="Tắt phím tắt cho tôi").click()
    expect(page.get_by_text("Đã tắt phím tắt.")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("k")
    page.keyboard.press("/")

    expect(page.get_by_role("button", name="Bật phím tắt cho tôi")).to_be_visible()
    assert page.evaluate("document.activeElement.id") != "tim-nhanh"


def test_conditions_are_saved_on_the_list_and_used_again(
    plan: Plan, cast: Cast, sign_in: SignIn, width: int, assert_no_axe_violations: Check, assert_fits: Check
) -> None:
    make_task(plan, "Việc của phòng", period="Q4", units=[cast.division])
    page = sign_in("standing", f"/ke-hoach/{plan.pk}/?don-vi={cast.division.pk}")

    page.get_by_text("Bộ lọc đã lưu", exact=True).click()
    page.get_by_label("Lưu điều kiện đang lọc với tên").fill("Việc phòng HTQT")
    page.get_by_label("Dùng chung cho cả cơ quan").check()
    assert_no_axe_violations(page)
    assert_fits(page)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Đã lưu bộ lọc “Việc phòng HTQT”.")).to_be_visible()

    page = sign_in("member", f"/ke-hoach/{plan.pk}/")
    page.get_by_text("Bộ lọc đã lưu", exact=True).click()
    page.get_by_role("link", name="Việc phòng HTQT").click()
    page.wait_for_url(re.compile(rf"\?don-vi={cast.division.pk}$"))
    page.goto(page.url.partition("/ke-hoach/")[0] + "/bo-loc/")
    expect(page.get_by_role("row", name="Việc phòng HTQT")).to_contain_text("dùng chung")
    assert_no_axe_violations(page)
    assert_fits(page)
