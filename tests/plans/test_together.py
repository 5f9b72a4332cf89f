"""Several questions in one round trip."""

from __future__ import annotations

import datetime as dt

from django.db import connection
from django.db.models import Count, Value
from django.test.utils import CaptureQueriesContext

from plans.models import Plan, Task, Unit
from plans.services.together import together
from tests.factory import Cast, make_task


def test_each_question_gets_its_own_rows_in_its_order_and_kind(cast: Cast, plan: Plan) -> None:
    make_task(plan, no="2", due=dt.date(2026, 3, 31))
    make_task(plan, no="1")
    Task.objects.filter(no="1").update(deadline=None)
    tasks = Task.objects.order_by("-no").values_list("no", "deadline")
    units = Unit.objects.order_by("name").values_list("pk", "name")[:2]
    counted = Task.objects.order_by().annotate(all=Value(1)).values("all").annotate(n=Count("pk")).values_list("n")

    with CaptureQueriesContext(connection) as queries:
        answers = together((tasks, Unit.objects.none().values_list("pk"), units, counted))

    assert len(queries) == 1
    assert answers == [[("2", dt.date(2026, 3, 31)), ("1", None)], [], list(units), [(2,)]]


def test_nothing_asked_costs_nothing(db: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert together(()) == []
        assert together((Unit.objects.none().values_list("pk"),)) == [[]]

    assert len(queries) == 0


def test_a_percent_sign_is_only_a_sign(cast: Cast) -> None:
    rows = Unit.objects.filter(name__contains="100%").values_list("name")

    assert together((rows, rows)) == [[], []]
