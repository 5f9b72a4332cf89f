"""Every figure of the pages that sum up opens a list of exactly that many rows, counted on the list itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import Plan
from plans.rules.document import AssignmentRole
from plans.rules.status import Progress
from plans.services.brief import make_brief
from tests.factory import Cast, make_task

ClientFor = Callable[[object], Client]
MAIN = re.compile(r'<main id="noi-dung".*</main>', re.DOTALL)
LINK = re.compile(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)


@pytest.fixture
def mixed(plan: Plan, cast: Cast) -> Plan:
    """Tasks in every state with every kind of deadline, in groups and units, in quarters and outside of them."""
    today = timezone.localdate()
    days = (today - dt.timedelta(days=9), today, today + dt.timedelta(days=2), today + dt.timedelta(days=60), None)
    units = (
        [(cast.standing_office, AssignmentRole.LEAD), cast.division],
        [cast.group],
        [cast.other_division, (cast.division, AssignmentRole.COORDINATE)],
        [],
    )
    number = 0
    for progress in Progress:
        for day in days:
            number += 1
            reported = {"reported_on": today, "reported_by": cast.contact} if progress in _REPORTED else {}
            period = {} if day else {"period": ""}
            make_task(plan, due=day, progress=progress, units=units[number % 4], **period, **reported)
    for late in (True, False):
        due = today - dt.timedelta(days=9 if late else -9)
        make_task(plan, due=due, progress=Progress.DONE, reported_on=today, units=[cast.division])
        make_task(plan, due=due, conditional=True, units=[cast.division])
        make_task(plan, due=due, conditional=True, triggered_on=today, units=[cast.subordinate])
    for quarter in ("Q1", "Q2", "Q3", "Q4", "YEAR", "M05"):
        make_task(plan, period=quarter, units=[cast.division])
    make_task(plan, due=days[0], dropped=True, units=[cast.division])
    return plan


_REPORTED = (Progress.AWAITING, Progress.DONE)


def numbers(html: str) -> list[tuple[str, int]]:
    """Each link of a page's body whose words begin or end with a number, and that number."""
    main = MAIN.search(html)
    assert main
    found = []
    for url, inside in LINK.findall(SVG.sub("", main[0])):
        words = " ".join(re.sub(r"<[^>]+>", " ", inside).split())
        number = re.match(r"(\d+)(?:/\d+)?\b", words) or re.search(r"\b(\d+)$", words)
        if number and "/nhiem-vu/" not in url.split("?")[0].removesuffix("/nhiem-vu/") and _is_list(url):
            found.append((unescape(url), int(number[1])))
    return found


def _is_list(url: str) -> bool:
    """A plan's table, or the tasks behind a brief's figure."""
    return bool(re.match(r"/ke-hoach/\d+/(\?|$)|/ban-tin/\d+/nhiem-vu/", url))


def marks(html: str) -> list[tuple[str, int]]:
    """The counted marks of the ribbon and the bars of the chart, by what they say aloud."""
    found = re.findall(r'<a href="([^"]+)" aria-label="[^":]+: (\d+) nhiệm vụ', html)
    return [(unescape(url), int(number)) for url, number in found]


def rows(client: Client, url: str) -> int:
    """The rows of the list, page by page, counted by their links to a task each."""
    tasks: set[str] = set()
    pages = [url]
    while pages:
        page = client.get(pages.pop())
        assert page.status_code == 200, url
        html = page.content.decode()
        main = MAIN.search(html)
        assert main
        tasks |= set(re.findall(r'href="/nhiem-vu/(\d+)/"', main[0]))
        following = re.search(r'<a href="([^"]+)" rel="next"', html)
        if following:
            pages.append(url.split("?", maxsplit=1)[0] + unescape(following[1]))
    return len(tasks)


@pytest.mark.parametrize("who", ["leader", "standing"])
@pytest.mark.parametrize(("page", "least"), [("dashboard", 40), ("home", 20), ("unit_table", 30), ("brief", 6)])
def test_every_number_opens_as_many_rows(
    mixed: Plan, client_for: ClientFor, cast: Cast, who: str, page: str, least: int
) -> None:
    client = client_for(who)
    made = make_brief(actor=cast.leader, plan=mixed, to_decide=(), now=timezone.now()) if page == "brief" else None
    html = client.get(reverse(f"plans:{page}", args=[made.pk] if made else [])).content.decode()

    figures = numbers(html) + marks(html)

    assert len(figures) >= least
    assert {(url, rows(client, url)) for url in {url for url, _ in figures}} == set(figures)
