"""2,000 people before every award of the catalogues, each with a record of fifteen years."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from awards.models import Award, Initiative, InitiativeAuthor, InitiativeState, Rating, RatingLevel, Recognition
from awards.services.eligibility import assess_everybody
from awards.services.facts import facts_of_people
from awards.services.rulebook import current_rulebook
from emulation.models import Title
from plans.models import Person, Unit, User

PEOPLE, YEARS, LAST = 2000, 15, 2025
LOOPS = 3_000_000
LEVELS = (RatingLevel.EXCELLENT, RatingLevel.GOOD, RatingLevel.EXCELLENT, RatingLevel.DONE)


@transaction.atomic
def seed_records() -> list[int]:
    """Ratings and titles of every year, an initiative every third year, of people in one unit."""
    unit = Unit.objects.create(name="Đơn vị đo tốc độ", order=900)
    by = User.objects.get(username="thuongtruc")
    people = Person.objects.bulk_create(Person(full_name=f"Người {n:04}", unit=unit) for n in range(PEOPLE))
    titles = list(Title.objects.filter(code__in=("LDTT", "CSTDCS")).order_by("code"))
    years = range(LAST - YEARS + 1, LAST + 1)
    pairs = [(n, one, year) for n, one in enumerate(people) for year in years]
    Rating.objects.bulk_create(
        (Rating(person=one, year=year, level=LEVELS[(n + year) % len(LEVELS)]) for n, one, year in pairs),
        batch_size=2000,
    )
    Award.objects.bulk_create(
        (Award(person=one, title=titles[(n + year) % 2], year=year) for n, one, year in pairs), batch_size=2000
    )
    works = Initiative.objects.bulk_create(
        (
            Initiative(year=year, name=f"Sáng kiến {n} {year}", state=InitiativeState.RECOGNISED, made_by=by)
            for n, _, year in pairs
            if year % 3 == 0
        ),
        batch_size=2000,
    )
    authors = [one for _, one, year in pairs if year % 3 == 0]
    InitiativeAuthor.objects.bulk_create(
        (InitiativeAuthor(initiative=work, person=one, share=100) for work, one in zip(works, authors, strict=True)),
        batch_size=2000,
    )
    Recognition.objects.bulk_create(
        (
            Recognition(initiative=work, scope="unit", number="1/QĐ", decided_on=dt.date(work.year, 12, 1))
            for work in works
        ),
        batch_size=2000,
    )
    return [one.pk for one in people]


def rows() -> Iterator[tuple[str, float, str]]:
    """What was measured, in how many seconds, with how many queries."""
    keys = seed_records()
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        book = current_rulebook()
        facts = facts_of_people(Person.objects.filter(pk__in=keys), upto_year=LAST)
    read = time.perf_counter() - start
    codes, day = book.awards(), dt.date(LAST + 1, 3, 1)
    worked = time.process_time()
    found = assess_everybody(book, codes, facts, year=LAST, on=day, received_on=day)
    worked = time.process_time() - worked
    taken = time.perf_counter() - start
    size = f"{len(facts)} people x {len(found)} awards x {YEARS} years"
    yield f"Facts, {len(facts)} people x {YEARS} years", read, f"{len(asked)} queries, at most 15"
    yield f"Eligibility, {size}", taken, "facts and findings, at most 3 s"
    yield (
        "Eligibility, findings alone",
        worked,
        f"processor time; {calibration():.2f} s for {LOOPS:,} turns of a bare loop",
    )


def calibration() -> float:
    """Processor time of a bare loop: how fast the machine is just now."""
    start, total = time.process_time(), 0
    for number in range(LOOPS):
        total += number * number % 7
    return time.process_time() - start
