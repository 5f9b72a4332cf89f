"""The list of nominations with 5,000 in it, as the standing office and a unit's contact read it."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Iterator

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import Nomination, NominationState, Quota, Round
from emulation.models import Commendation
from plans.models import Person, Unit, User
from tests.bench.pages import ROUNDS, WARM_UP, fetcher, session_of, timed

COUNT, YEAR = 5000, 2026
STATES = (NominationState.DRAFT, NominationState.SUBMITTED, NominationState.ELIGIBLE)


@transaction.atomic
def seed_nominations() -> Round:
    """One nomination of each of so many people, in a round with a quota."""
    by, form = User.objects.get(username="thuongtruc"), Commendation.objects.get(code="GK")
    units = Unit.objects.bulk_create(Unit(name=f"Đơn vị đề nghị {n}", order=910 + n) for n in range(20))
    people = Person.objects.bulk_create(
        Person(full_name=f"Người đề nghị {n:04}", unit=units[n % len(units)], search_key=f"nguoi de nghi {n:04}")
        for n in range(COUNT)
    )
    first, last = dt.date(YEAR, 1, 1), dt.date(YEAR, 12, 31)
    found = Round.objects.create(
        year=YEAR, achievement_year=YEAR - 1, name="Đợt đo tốc độ", opens_on=first, closes_on=last, opened_by=by
    )
    found.commendations.add(form)
    Quota.objects.create(round=found, commendation=form, share="1/5", base="people", source="Đo tốc độ")
    Nomination.objects.bulk_create(
        Nomination(
            round=found,
            person=one,
            commendation=form,
            year=YEAR - 1,
            achievement=f"Hoàn thành tốt nhiệm vụ {n}.",
            made_by=by,
            state=STATES[n % len(STATES)],
        )
        for n, one in enumerate(people)
    )
    return found


def rows() -> Iterator[tuple[str, float, str]]:
    """What was measured, in how many seconds, with how many queries."""
    found, listed = seed_nominations(), reverse("awards:nomination_list")
    fetch = fetcher(session_of("thuongtruc", YEAR))
    for name, url in (("", listed), (", of one round", f"{listed}?dot={found.pk}"), (", found", f"{listed}?tim=4999")):
        with CaptureQueriesContext(connection) as asked:
            fetch(url)
        counted = len(asked)  # now, because the next request empties the log
        times = [timed(fetch, url) for _ in range(WARM_UP + ROUNDS)][WARM_UP:]
        yield f"{COUNT} nominations{name}", statistics.median(times), f"{counted} queries, at most 10"
