"""Due today is not late today: the minute before and the minute after midnight, as the pages tell it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Plan, Task
from plans.rules.status import Cell, Progress, cell_of
from tests.factory import Cast, make_task
from tests.web.clock import set_clock
from tests.web.page import said, table

ClientFor = Callable[[str], Client]
DUE = dt.date(2026, 9, 30)
BEFORE, AFTER = dt.datetime(2026, 9, 30, 23, 59), dt.datetime(2026, 10, 1, 0, 1)


def page_of(client: Client, name: str, *args: int) -> str:
    return said(client.get(reverse(f"plans:{name}", args=args)))


@pytest.mark.parametrize(
    ("moment", "words", "not_words"),
    [(BEFORE, "Sắp đến hạn, hôm nay", "Quá hạn 1 ngày"), (AFTER, "Quá hạn 1 ngày", "Sắp đến hạn")],
)
@pytest.mark.parametrize("name", ["plan", "task", "home"])
def test_the_day_itself_is_still_in_time(
    monkeypatch: pytest.MonkeyPatch,
    plan: Plan,
    cast: Cast,
    client_for: ClientFor,
    name: str,
    moment: dt.datetime,
    words: str,
    not_words: str,
) -> None:
    task = make_task(plan, period="Q3", units=[cast.division], progress=Progress.DOING)
    set_clock(monkeypatch, moment)
    args = {"plan": [plan.pk], "task": [task.pk], "home": []}[name]

    response = client_for("contact").get(reverse(f"plans:{name}", args=args))

    text = " ".join(" ".join(row) for row in table(response)) if name == "plan" else said(response)
    assert words in text
    assert not_words not in text


@pytest.mark.parametrize(("moment", "cell"), [(BEFORE, Cell.ON_TIME), (AFTER, Cell.DONE_LATE)])
def test_a_report_counts_on_the_day_of_the_office(
    monkeypatch: pytest.MonkeyPatch, plan: Plan, cast: Cast, client_for: ClientFor, moment: dt.datetime, cell: Cell
) -> None:
    """Both minutes are the 30th in UTC."""
    task = make_task(plan, period="Q3", units=[cast.division])
    set_clock(monkeypatch, moment)
    sent = {"status": "done", "done_text": "Đã gửi báo cáo."}

    client_for("contact").post(reverse("plans:task_report", args=[task.pk]), sent)
    client_for("standing").post(reverse("plans:task_confirm", args=[task.pk]), {})

    task = Task.objects.get()
    assert (task.progress, task.reported_on) == (Progress.DONE, moment.date())
    assert cell_of(task.facts, dt.date(2026, 12, 1)) == cell


def test_undated_and_untriggered_tasks_are_late_on_no_page(
    monkeypatch: pytest.MonkeyPatch, plan: Plan, cast: Cast, client_for: ClientFor
) -> None:
    make_task(plan, "không ấn định", period="", units=[cast.division])
    make_task(plan, "nếu có", period="Q1", conditional=True, units=[cast.division])
    late_in_time = dt.datetime(2026, 12, 31, 23, 59)
    make_task(plan, "phát sinh sau hạn", period="", conditional=True, triggered_on=DUE, units=[cast.division])
    set_clock(monkeypatch, late_in_time)
    client = client_for("contact")

    rows = table(client.get(reverse("plans:plan", args=[plan.pk])))
    late = table(client.get(reverse("plans:plan", args=[plan.pk]) + "?thoi-han=qua-han"))
    work = client.get(reverse("plans:home")).context["groups"]

    assert not any("Quá hạn" in cell for row in rows for cell in row)
    assert not any("không ấn định" in cell or "nếu có" in cell for row in late for cell in row)
    assert [group.key for group in work if group.key in ("late", "soon")] == []
