"""Queries of a page: at most ten, and the same for 1, 3 and 300 rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Plan, Task
from plans.rules.document import AssignmentRole
from tests.factory import Cast, make_entry, make_many_tasks, make_task

MOST = 10
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


@pytest.mark.parametrize("name", ["home", "unit_table", "plan_list", "report_choose", "plan", "plan_filtered"])
@pytest.mark.parametrize("who", PEOPLE)
def test_pages_of_the_plan(plan: Plan, cast: Cast, client_for: Callable[[str], Client], name: str, who: str) -> None:
    if name == "report_choose" and who in ("leader", "member"):
        return
    client = client_for(who)
    url = reverse("plans:plan", args=[plan.pk]) if name.startswith("plan") and name != "plan_list" else None
    url = url or reverse(f"plans:{name}")
    if name == "plan_filtered":
        url += f"?tim=thi dua&don-vi={cast.division.pk}&vai-tro=chu-tri&thoi-han=qua-han"
    units = [cast.division, cast.other_division, cast.group]

    found = {}
    for rows in (1, 3, 300):
        Task.objects.filter(plan=plan).delete()
        make_many_tasks(plan, rows, units)
        found[rows] = count(client, url)

    numbers = {rows: number for rows, (number, _) in found.items()}
    assert max(numbers.values()) <= MOST, "\n".join(found[300][1])
    assert numbers[3] == numbers[300], (numbers, "\n".join(found[3][1]), "\n".join(found[300][1]))


@pytest.mark.parametrize("who", PEOPLE)
def test_the_task_page(plan: Plan, cast: Cast, client_for: Callable[[str], Client], who: str) -> None:
    client = client_for(who)
    found = {}
    for rows in (1, 3, 300):
        lead = (cast.standing_office, AssignmentRole.LEAD)
        task = make_task(plan, units=[lead, cast.group], progress="awaiting", reported_by=cast.contact)
        for _ in range(rows):
            make_entry(task, cast.contact, unit=cast.division)
        found[rows] = count(client, reverse("plans:task", args=[task.pk]))

    numbers = {number for number, _ in found.values()}
    assert len(numbers) == 1, {rows: number for rows, (number, _) in found.items()}
    assert max(numbers) <= MOST, "\n".join(found[300][1])
