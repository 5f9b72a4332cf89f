"""A year of the office in a browser: one role after another, on days that are set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from plans.models import Plan, Task
from tests.factory import Cast
from tests.web.clock import set_clock


class Year:
    """A browser in the hands of one role after another, on days that are set."""

    def __init__(self, sign_in: Callable[..., Page], patch: pytest.MonkeyPatch, cast: Cast, plan: Plan) -> None:
        self.sign_in, self.patch, self.cast, self.plan = sign_in, patch, cast, plan
        self.page: Page

    def on(self, day: int, month: int, hour: int = 9) -> None:
        """From now on it is that day of 2026; the timer runs, as it does every morning."""
        set_clock(self.patch, dt.datetime(2026, month, day, hour))
        call_command("run_scheduled", verbosity=0)

    def at(self, role: str, path: str) -> Page:
        self.page = self.sign_in(role, path)
        return self.page

    def task(self, no: int | str) -> Task:
        return Task.objects.get(plan=self.plan, no=str(no))

    def press(self, name: str) -> None:
        self.page.locator("main").get_by_role("button", name=name, exact=True).first.click()

    def send(self, name: str) -> None:
        """Press a button that posts, and wait for the page that answers."""
        with self.page.expect_navigation():
            self.press(name)

    def save(self) -> None:
        """The main button of the page's form, whatever it is called."""
        with self.page.expect_navigation():
            self.page.locator("main form .save-bar button[type=submit].btn-primary").first.click()

    def open(self, name: str) -> None:
        self.page.locator("main").get_by_role("link", name=name).first.click()

    def fill(self, **fields: str) -> None:
        for name, text in fields.items():
            self.page.locator(f"main [name={name}]").first.fill(text)

    def told(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def finish(self, no: int | str, words: str) -> None:
        """The standing office reports a task done, the leadership confirms it."""
        self.at("standing", f"/nhiem-vu/{self.task(no).pk}/ghi-tien-do/")
        self.page.get_by_label("Đã hoàn thành, đề nghị xác nhận").check()
        self.page.get_by_label("Đã làm được gì").fill(words)
        waits_for_others = self.page.get_by_role("checkbox", name="Vẫn báo hoàn thành")
        if waits_for_others.count():
            waits_for_others.check()
        self.press("Ghi tiến độ")
        self.told("Đã báo hoàn thành, chờ xác nhận.")
        self.at("leader", f"/nhiem-vu/{self.task(no).pk}/xac-nhan/")
        self.press("Xác nhận hoàn thành")
        self.told("Đã xác nhận hoàn thành.")
