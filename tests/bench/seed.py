"""The scratch office of the bench: three plans in force, of 14, 140 and 1,400 tasks, and a year full of updates."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from plans.models import (
    Comment,
    Direction,
    Event,
    Extension,
    Obstacle,
    Part,
    Plan,
    ProgressEntry,
    Task,
    TaskItem,
    User,
)
from plans.rules.document import AssignmentRole
from plans.services.part import make_parts
from tests.bench.topics import seed_topics
from tests.factory import (
    Cast,
    make_cast,
    make_entry,
    make_evidence,
    make_many_tasks,
    make_plan,
    make_special_days,
    make_unit,
)

SIZES = {2026: 14, 2027: 140, 2028: 1400}
BUSY_YEAR, BUSY_TASKS, BUSY_UNITS, BUSY_UPDATES = 2025, 1400, 20, 10_000
BUSY_DAYS = 100  # the updates fall evenly on the last so many days


@transaction.atomic
def seed() -> list[Plan]:
    """The plans, smallest first; the first task of each has a log of twelve lines and one of all else."""
    cast = make_cast()
    make_special_days()
    units = [cast.standing_office, cast.division, cast.other_division, cast.subordinate, cast.group]
    plans = []
    for year, count in SIZES.items():
        plan = make_plan(year, number=f"{year - 2000:02}/KH-SNgV")
        make_many_tasks(plan, count, units)
        make_parts(plan)
        for _ in range(12):
            make_entry(first_task(plan), cast.standing)
        _seed_talk(first_task(plan), cast)
        plans.append(plan)
    return plans


def _seed_talk(task: Task, cast: Cast) -> None:
    """One of each kind of row that a task's page shows beside its log and its parts."""
    day, later = dt.date(task.plan.year, 6, 5), dt.date(task.plan.year, 7, 5)
    TaskItem.objects.create(task=task, order=1, text="Dự thảo văn bản.", done_on=day, done_by=cast.contact)
    Extension.objects.create(
        task=task, old_deadline=day, new_deadline=later, reason="Chờ văn bản của tỉnh.", asked_by=cast.contact
    )
    Direction.objects.create(task=task, text="Báo cáo trước ngày 10.", due=later, given_by=cast.leader)
    Obstacle.objects.create(task=task, unit=cast.division, text="Thiếu kinh phí.", reported_by=cast.contact)
    Comment.objects.create(task=task, text="Đề nghị gửi sớm.", author=cast.member)
    Event.objects.create(
        task=task, name="Hội nghị sơ kết", place="Hà Nội", starts_on=day, ends_on=day, made_by=cast.standing
    )
    make_evidence(task, cast.contact)


@transaction.atomic
def seed_busy_year() -> Plan:
    """A year with 1,400 tasks, 20 units, each unit's part, 10,000 updates, some of everything that can wait, and what
    the higher apps tell of a year.
    """
    writer = User.objects.get(username="thuongtruc")
    plan = make_plan(BUSY_YEAR, number="25/KH-SNgV")
    units = [make_unit(f"Phòng chuyên môn số {number}", order=100 + number) for number in range(1, BUSY_UNITS + 1)]
    tasks = make_many_tasks(plan, BUSY_TASKS, units)
    Part.objects.bulk_create(
        (
            Part(task=task, unit=units[(place + step) % BUSY_UNITS], role=AssignmentRole.PERFORM, order=step + 1)
            for place, task in enumerate(tasks)
            for step in (0, 1)
        ),
        batch_size=200,
    )
    ProgressEntry.objects.bulk_create(
        (
            ProgressEntry(
                task=tasks[number % BUSY_TASKS],
                act=ProgressEntry.Act.REPORT,
                actor=writer,
                unit=units[number % BUSY_UNITS],
                state_from="todo",
                state_to="doing",
                done_text=f"Đã gửi số liệu lần {number} cho thường trực tổng hợp.",
            )
            for number in range(BUSY_UPDATES)
        ),
        batch_size=200,
    )
    entries = ProgressEntry.objects.filter(task__plan=plan).order_by("pk")
    first = entries.values_list("pk", flat=True)[0]
    size = BUSY_UPDATES // BUSY_DAYS
    for day in range(BUSY_DAYS):
        found = ProgressEntry.objects.filter(pk__gte=first + day * size, pk__lt=first + (day + 1) * size)
        found.update(at=timezone.now() - dt.timedelta(days=BUSY_DAYS - day))
    _seed_waiting(tasks, writer)
    seed_topics(BUSY_YEAR, units, writer)
    return plan


def _seed_waiting(tasks: list[Task], writer: User) -> None:
    """Twenty obstacles and twenty extensions that wait for the leadership."""
    now = timezone.now()
    for task in [task for task in tasks if task.deadline][:20]:
        obstacle = Obstacle(task=task, text="Chưa có hướng dẫn của tỉnh.", reported_by=writer, submitted_at=now)
        obstacle.submit()
        obstacle.save()
        Extension.objects.create(
            task=task,
            old_deadline=task.deadline,
            new_deadline=dt.date(BUSY_YEAR + 1, 12, 31),
            reason="Chờ văn bản của tỉnh.",
            asked_by=writer,
        )


def first_task(plan: Plan) -> Task:
    """The task whose page is measured."""
    return plan.tasks.order_by("order")[0]
