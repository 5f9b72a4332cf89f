"""Pages through Django's own request handler, each in turns with its bare counterpart (``floor``)."""

from __future__ import annotations

import gzip
import re
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Plan, User
from tests.bench import floor
from tests.bench.seed import first_task

ROUNDS, WARM_UP = 40, 5
Fetch = Callable[[str], bytes]


@dataclass(frozen=True)
class Row:
    """A page measured."""

    name: str
    shown: int
    p50: float
    bare: float
    queries: int
    size: int

    @property
    def note(self) -> str:
        return f"{self.p50 / self.bare:.2f} x, {self.queries} queries, {self.size / 1024:.0f} KB"


def session_of(username: str, year: int) -> str:
    """The session cookie of somebody logged in who looks at ``year``."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    session = client.session
    session["year"] = year
    session.save()
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def fetcher(cookie: str) -> Fetch:
    """Requests through a WSGI handler of the present settings, as a worker serves them, connection and all."""
    handler = WSGIHandler()
    factory = RequestFactory(HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}={cookie}", SERVER_NAME="localhost")

    def fetch(url: str) -> bytes:
        status = []
        response = handler(factory.get(url).environ, lambda line, _headers: status.append(line))
        body = b"".join(response)
        response.close()
        if status != ["200 OK"]:
            raise SystemExit(f"{url} answered {status}")
        return body

    return fetch


def bare_fetcher(cookie: str) -> Fetch:
    """Requests through the middleware of a first Django project.

    The settings go back at once: to change them between two requests would throw away the tables of addresses that
    both sides keep for the life of a worker, and make the project's own, the far longer one, anew for every request.
    """
    with override_settings(MIDDLEWARE=floor.MIDDLEWARE):
        return fetcher(cookie)


def timed(fetch: Fetch, url: str) -> float:
    start = time.perf_counter()
    fetch(url)
    return time.perf_counter() - start


def compare(cookie: str, url: str, bare_url: str) -> tuple[float, float]:
    """The medians of a page and of its bare counterpart, taken in turns so that both see the same machine."""
    page, bare = fetcher(cookie), bare_fetcher(cookie)
    times = [(timed(page, url), timed(bare, bare_url)) for _ in range(WARM_UP + ROUNDS)]
    measured = times[WARM_UP:]
    return statistics.median(own for own, _ in measured), statistics.median(floor for _, floor in measured)


def rows(plans: list[Plan]) -> Iterator[Row]:
    """The plan's page, a task's and the first one, at every size."""
    for plan in plans:
        cookie = session_of("thuongtruc", plan.year)
        task = first_task(plan)
        cases = [
            ("Plan", reverse("plans:plan", args=[plan.pk]), f"/list/{plan.year}/{{}}/"),
            ("Task", reverse("plans:task", args=[task.pk]), f"/task/{task.pk}/"),
            ("First page", reverse("plans:home"), f"/first/{plan.year}/{{}}/"),
        ]
        for name, url, bare_url in cases:
            with CaptureQueriesContext(connection) as captured:
                html = fetcher(cookie)(url)
            queries = len(captured)  # now, because the next request empties the log
            shown = 1 if name == "Task" else len(set(re.findall(rb"/nhiem-vu/(\d+)/", html)))
            p50, bare = compare(cookie, url, bare_url.format(shown))
            yield Row(f"{name}, {plan.tasks.count()} tasks", shown, p50, bare, queries, len(html))


def weight_of_assets() -> str:
    """What the first page loads besides itself: its style sheets and scripts, gzipped."""
    html = fetcher(session_of("thuongtruc", 2026))(reverse("plans:home")).decode()
    names = re.findall(rf'(?:href|src)="{settings.STATIC_URL}([^"]+\.(?:css|js))"', html)
    total = sum(len(gzip.compress(Path(finders.find(name)).read_bytes(), 9)) for name in names)
    return f"{total / 1024:.1f} KB"
