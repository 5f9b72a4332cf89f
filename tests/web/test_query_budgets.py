"""Queries of a page: at most ten, and the same for 1, 3 and 300 rows."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Plan, Task
from plans.rules.document import AssignmentRole
from tests.factory import Cast, make_entry, make_many_tasks, make_task

MOST = 10
Counts = dict[int, tuple[int, list[str]]]  # by the number of rows, as `count` tells them
PEOPLE = ("standing", "leader", "contact", "member")


def count(client: Client, url: str) -> tuple[int, list[str]]:
    """Queries of the second visit: the first may fill caches."""
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page = client.get(url)
    assert page.status_code == 200
    return len(queries), [query["sql"][:160] for query in queries.captured_queries]


def test_pages_of_the_plan(plan: Plan, cast: Cast, client_for: Callable[[str], Client]) -> None:
    clients = {who: client_for(who) for who in PEOPLE}
    urls = {name: reverse(f"plans:{name}") for name in ("home", "unit_table", "plan_list", "report_choose")}
    urls["plan"] = reverse("plans:plan", args=[plan.pk])
    urls["filtered"] = f"{urls['plan']}?tim=thi dua&don-vi={cast.division.pk}&vai-tro=chu-tri&thoi-han=qua-han"
    found: dict[tuple[str, str], Counts] = {
        (name, who): {} for name in urls for who in clients if name != "report_choose" or who in ("standing", "contact")
    }
    for rows in (1, 3, 300):
        Task.objects.filter(plan=plan).delete()
        make_many_tasks(plan, rows, [cast.division, cast.other_division, cast.group])
        for (name, who), counts in found.items():
            counts[rows] = count(clients[who], urls[name])

    for page, counts in found.items():
        numbers = {rows: number for rows, (number, _) in counts.items()}
        assert max(numbers.values()) <= MOST, (page, "\n".join(counts[300][1]))
        assert numbers[3] == numbers[300], (page, numbers, "\n".join(counts[3][1]), "\n".join(counts[300][1]))


def test_the_task_page(plan: Plan, cast: Cast, client_for: Callable[[str], Client]) -> None:
    found: dict[str, Counts] = {who: {} for who in PEOPLE}
    clients = {who: client_for(who) for who in PEOPLE}
    for rows in (1, 3, 300):
        lead = (cast.standing_office, AssignmentRole.LEAD)
        task = make_task(plan, units=[lead, cast.group], progress="awaiting", reported_by=cast.contact)
        for _ in range(rows):
            make_entry(task, cast.contact, unit=cast.division)
        for who, counts in found.items():
            counts[rows] = count(clients[who], reverse("plans:task", args=[task.pk]))

    for who, counts in found.items():
        numbers = {rows: number for rows, (number, _) in counts.items()}
        assert len(set(numbers.values())) == 1, (who, numbers)
        assert max(numbers.values()) <= MOST, (who, "\n".join(counts[300][1]))
