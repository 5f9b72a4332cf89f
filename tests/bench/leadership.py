"""The leadership's dashboard and brief of a year full of updates, each in turns with its bare counterpart."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plans.models import Brief, Plan, User
from plans.services.brief import make_brief
from tests.bench.pages import Row, compare, fetcher, session_of

# How each page marks its tasks, what waits for a decision, and what changed
MARKS = {
    "Dashboard": (rb'<span class="due ', rb'<div class="waits">', rb"<time>"),
    "Brief": (rb'<td class="center">\d+</td><td>', rb"<p class=.flush.>- "),
}


def rows(plan: Plan) -> Iterator[Row]:
    """Both pages, opened again by somebody who has looked before; the bare pages show as many tasks and changes."""
    cookie = session_of("lanhdao", plan.year)
    record = Brief.objects.filter(plan=plan).first() or made(plan)[0]
    for name, url, bare in (
        ("Dashboard", reverse("plans:dashboard"), f"/overview/{plan.year}"),
        ("Brief", reverse("plans:brief", args=[record.pk]), f"/sheet/{record.pk}"),
    ):
        fetcher(cookie)(url)
        with CaptureQueriesContext(connection) as captured:
            html = fetcher(cookie)(url)
        queries = len(captured)  # now, because the next request empties the log
        shown = [len(re.findall(mark, html)) for mark in MARKS[name]]
        p50, floor = compare(cookie, url, f"{bare}/{'/'.join(map(str, shown))}/")
        yield Row(f"{name}, {plan.tasks.count()} tasks", sum(shown), p50, floor, queries, len(html))


def made(plan: Plan) -> tuple[Brief, float]:
    """A brief of ``plan`` and the seconds that making it took, layout and print and all."""
    start = time.perf_counter()
    brief = make_brief(actor=User.objects.get(username="lanhdao"), plan=plan, to_decide=(), now=timezone.now())
    return brief, time.perf_counter() - start
