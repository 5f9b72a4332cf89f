"""The scratch office of the bench: three plans in force, of 14, 140 and 1,400 tasks."""

from __future__ import annotations

from django.db import transaction

from plans.models import Plan, Task
from tests.factory import make_cast, make_entry, make_many_tasks, make_plan, make_special_days

SIZES = {2026: 14, 2027: 140, 2028: 1400}


@transaction.atomic
def seed() -> list[Plan]:
    """The plans, smallest first; the first task of each has a log of twelve lines."""
    cast = make_cast()
    make_special_days()
    units = [cast.standing_office, cast.division, cast.other_division, cast.subordinate, cast.group]
    plans = []
    for year, count in SIZES.items():
        plan = make_plan(year, number=f"{year - 2000:02}/KH-SNgV")
        make_many_tasks(plan, count, units)
        for _ in range(12):
            make_entry(first_task(plan), cast.standing)
        plans.append(plan)
    return plans


def first_task(plan: Plan) -> Task:
    """The task whose page is measured."""
    return plan.tasks.order_by("order")[0]
