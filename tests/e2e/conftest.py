"""Journeys in Debian's Chromium against the live server, with the network cut and every fault of a page counted."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response
from pytest_django.live_server_helper import LiveServer

from plans.models import User
from plans.services.lifecycle import approve_plan, submit_plan
from plans.services.plan_store import store_document
from plans.services.special_days import seed_special_days
from tests.e2e.year import Year
from tests.factory import Cast
from tests.prints.seed import PLAN_2026
from tests.web.clock import set_clock

# Playwright's loop runs in the thread of the tests, where Django would refuse to touch the database
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

DESK, PHONE = (1366, 768), (390, 844)
CHROMIUM = "/usr/bin/chromium-headless-shell"  # draws the same pages without a window's own pages beside them
QUIET_CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--proxy-server=127.0.0.1:9",  # where nothing answers; the loopback address goes round it
)
AXE_RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],  # of what passed only one node each is described
}

UNSTICK = """() => {
  for (const one of document.querySelectorAll("body *")) {
    if (["sticky", "fixed"].includes(getComputedStyle(one).position)) one.style.position = "static";
  }
}"""
STICK_AGAIN = """() => {
  for (const one of document.querySelectorAll("body [style]")) {
    if (one.style.position === "static") one.style.removeProperty("position");
  }
}"""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder carries the mark ``e2e`` and goes first: a long journey at the end is waited for."""
    journeys = [item for item in items if "/e2e/" in str(item.path)]
    for item in journeys:
        item.add_marker(pytest.mark.e2e)
    items.sort(key=lambda item: item not in journeys)


@pytest.fixture(scope="session", autouse=True)
def _fonts_are_made() -> None:
    """The screen font is made of its package on first use; a page's time limit should not pay for it."""
    assert finders.find("fonts/OFL.txt")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": os.environ.get("CHROMIUM", CHROMIUM), "args": list(QUIET_CHROMIUM)}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    return {
        "locale": "vi-VN",
        "timezone_id": settings.TIME_ZONE,
        "viewport": dict(zip(("width", "height"), DESK, strict=True)),
    }


def _watch(context: BrowserContext, url: str) -> list[str]:
    """The faults of a browser profile, as they come about: what pages asked for, missed, were refused or threw."""
    faults: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((f"{url}/", "data:")):
            faults.append(f"outside request: {request.url}")

    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            faults.append(f"console: {message.text}")

    def answered(response: Response) -> None:
        if response.status >= 500 or (response.status >= 400 and "/static/" in response.url):
            faults.append(f"{response.status}: {response.url}")

    context.on("request", asked)
    context.on("console", heard)
    context.on("weberror", lambda error: faults.append(f"script: {error.error}"))
    context.on("response", answered)
    return faults


@pytest.fixture
def context(context: BrowserContext, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A fresh browser profile in which nothing outside the live server answers.

    The test fails at its end when a page asked for an outside address, missed a static file, broke the content
    policy or threw in its scripts.
    """
    faults = _watch(context, live_server.url)
    yield context
    assert faults == []


@pytest.fixture
def own_browser(
    new_context: Callable[[], BrowserContext], live_server: LiveServer, client_for: Callable[[User], Any]
) -> Iterator[Callable[[User, str], Page]]:
    """``own_browser(user, "/phien-hop/1/")``: the page as that person sees it in a browser nobody else uses."""
    faults: list[list[str]] = []

    def enter(user: User, path: str) -> Page:
        context = new_context()
        faults.append(_watch(context, live_server.url))
        _let_in(context, live_server.url, client_for(user))
        page = context.new_page()
        page.goto(f"{live_server.url}{path}")
        return page

    yield enter
    assert [fault for of_one in faults for fault in of_one] == []


def _let_in(context: BrowserContext, url: str, client: Any) -> None:
    """The session is made beside the login form, which has a journey of its own."""
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])


@pytest.fixture(params=[DESK, PHONE], ids=["1366", "390"])
def width(request: pytest.FixtureRequest, page: Page) -> int:
    """Runs the test twice: at the office's common screen and on a phone."""
    page.set_viewport_size(dict(zip(("width", "height"), request.param, strict=True)))
    return int(request.param[0])


@pytest.fixture
def sign_in(page: Page, live_server: LiveServer, client_for: Callable[..., Any]) -> Callable[..., Page]:
    """``sign_in("standing", "/ke-hoach/")``: the page as that account of the cast sees it."""

    def enter(role: str, path: str = "/") -> Page:
        _let_in(page.context, live_server.url, client_for(role))
        page.goto(f"{live_server.url}{path}")
        return page

    return enter


@pytest.fixture
def assert_no_axe_violations() -> Callable[[Page], None]:
    """Fails with rule and place of every finding of axe: WCAG 2.0 to 2.2, A and AA, and best practice.

    The page is looked at with its bars unstuck: scrolled to a place in its address, it has links half under a bar, and
    axe takes the half that shows for the size of the whole link.
    """

    def check(page: Page) -> None:
        page.wait_for_load_state()
        page.evaluate(UNSTICK)
        found = Axe().run(page, options=AXE_RULES).response["violations"]
        page.evaluate(STICK_AGAIN)
        assert [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]] == []

    return check


@pytest.fixture
def assert_fits() -> Callable[[Page], None]:
    """Fails when the page can be scrolled sideways; a table scrolls inside its own frame."""

    def check(page: Page) -> None:
        page.wait_for_load_state()  # a click returns before the new page has its stylesheets
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0

    return check


@pytest.fixture
def year(transactional_db: None, sign_in: Callable[..., Page], monkeypatch: pytest.MonkeyPatch, cast: Cast) -> Year:
    """January: the plan of 2026 is read and approved, and waits for its number."""
    set_clock(monkeypatch, dt.datetime(2026, 1, 9, 9))
    for of in (2026, 2027):
        seed_special_days(of)
    plan = store_document(document=PLAN_2026, actor=cast.standing)
    submit_plan(actor=cast.standing, plan=plan, seen=plan.version)
    plan.refresh_from_db()
    approve_plan(actor=cast.leader, plan=plan, seen=plan.version)
    return Year(sign_in, monkeypatch, cast, plan)
