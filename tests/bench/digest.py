"""Times of what goes out on its own: the morning digest of 500 people, the reminders, a feed of 1,400 deadlines."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from itertools import cycle
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Person, Plan, PlanState, Role, RoleHolding, Unit, User
from plans.services.feed import make_feed
from plans.services.reminders import remind
from plans.views.digest import morning_digest

PEOPLE, CONTACTS, LEADERS, STANDING = 500, 120, 10, 6
HOST = "localhost"


def rows() -> list[tuple[str, float, str]]:
    """Name, seconds and note; on the year of the largest plan, the years before it closed, and nothing stays."""
    *earlier, plan = Plan.objects.filter(state=PlanState.ISSUED).order_by("year")
    now = _morning(plan)
    with transaction.atomic():
        for other in earlier:
            other.close()
            other.save()
        _people()
        found = [
            _measured("digest for 500 people, notices and letters", lambda: morning_digest(now), "at most 10 s"),
            _measured("reminders of the same morning", lambda: remind(now), ""),
            _feed(),
        ]
        transaction.set_rollback(True)
    return found


def _morning(plan: Plan) -> dt.datetime:
    """Eight o'clock on a working Tuesday when half of the plan is over."""
    day = dt.date(plan.year, 7, 1)
    while day.weekday() != 1:
        day += dt.timedelta(days=1)
    return dt.datetime.combine(day, dt.time(8), ZoneInfo("Asia/Ho_Chi_Minh"))


def _people() -> None:
    """Contacts, leaders and standing staff with mail, and many who only read."""
    units = cycle(Unit.objects.exclude(kind="group"))
    people = Person.objects.bulk_create(
        Person(full_name=f"Hoàng Văn Số {number}", unit=next(units), email=f"so-{number}@example.vn")
        for number in range(PEOPLE)
    )
    users = User.objects.bulk_create(User(username=f"so-{number}", person=one) for number, one in enumerate(people))
    roles = [Role.CONTACT] * CONTACTS + [Role.LEADER] * LEADERS + [Role.STANDING] * STANDING
    roles += [Role.MEMBER] * (PEOPLE - len(roles))
    RoleHolding.objects.bulk_create(
        RoleHolding(user=user, role=role, unit=one.unit if role == Role.CONTACT else None)
        for user, one, role in zip(users, people, roles, strict=True)
    )


def _feed() -> tuple[str, float, str]:
    """The second visit of a calendar program; the first one fills Django's own caches."""
    _, secret = make_feed(user=User.objects.get(username="thuongtruc"), label="đo", own_units=False)
    client, url = Client(SERVER_NAME=HOST), reverse("plans:feed", args=[secret])
    size = len(client.get(url).content)
    taken = min(_measured("", lambda: client.get(url), "")[1] for _ in range(5))
    return "calendar feed of every deadline", taken, f"at most 0.3 s, {size / 1024:.0f} KB"


def _measured(name: str, act: Callable[[], object], note: str) -> tuple[str, float, str]:
    with CaptureQueriesContext(connection) as queries:
        start = time.perf_counter()
        act()
        taken = time.perf_counter() - start
    return name, taken, f"{note}, {len(queries)} queries".removeprefix(", ")
