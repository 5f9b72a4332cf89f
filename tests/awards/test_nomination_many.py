"""Many nominations at once: proposed, examined, all or none, with no question more than a few need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from awards.models import Nomination, NominationState, Round
from awards.services.nomination_bulk import nominate_in_bulk, plan_bulk
from awards.services.nomination_examine import ChangedSinceSeen, ExamineLine, accept_many, plan_examination
from emulation.models import Commendation, Title
from plans.models import Person
from tests.awards.eligibility_factory import make_hold, make_statement, make_years
from tests.awards.nomination_acts import (
    TODAY,
    WORDS,
    entry,
    honour,
    person_of,
    ready,
)
from tests.awards.nomination_factory import make_nomination, make_round
from tests.factory import Cast, make_person


@pytest.fixture
def award_round(cast: Cast) -> Round:
    """A round of 2026 on the year 2025, with two titles and two commendations."""
    titles = Title.objects.filter(code__in=("LDTT", "CSTDCS", "TTLDTT"))
    forms = Commendation.objects.filter(code__in=("GK", "BK_TINH"))
    return make_round(cast.standing, titles=titles, commendations=forms)


def test_several_are_proposed_at_once_those_that_clash_are_named_before(cast: Cast, award_round: Round) -> None:
    other = make_person("Hoàng Văn Thụ", cast.division)
    make_nomination(cast.contact, award_round=award_round, person=person_of(cast), **honour("LDTT"))

    lines = plan_bulk(
        award_round=award_round,
        subjects=[person_of(cast), other],
        honour=entry("LDTT"),
        achievement=WORDS,
        kind="cong_trang",
        today=TODAY,
    )
    made = bulk(cast, award_round, [line.subject for line in lines if not line.refusal])  # type: ignore[misc]

    assert [bool(line.refusal) for line in lines] == [True, False]
    assert [one.person for one in made] == [other]


def test_several_are_examined_at_once_all_or_none(cast: Cast, award_round: Round) -> None:
    ready(cast)
    good = make_nomination(
        cast.contact, award_round=award_round, person=person_of(cast), state="submitted", **honour("LDTT")
    )
    bad = make_nomination(
        cast.contact,
        award_round=award_round,
        person=make_person("Hoàng Văn Thụ", cast.division),
        state="submitted",
        **honour("LDTT"),
    )
    rows = Nomination.objects.filter(pk__in=[good.pk, bad.pk])

    lines = plan_examination(rows, cast.standing, dt.date(2026, 11, 23))

    assert [(line.nomination, bool(line.found.stops)) for line in lines] == [(good, False), (bad, True)]
    assert accept_many(seen=shown(lines), actor=cast.standing, today=dt.date(2026, 11, 23)) == 1
    assert list(Nomination.objects.filter(state=NominationState.ELIGIBLE)) == [good]


def test_what_changed_since_it_was_looked_at_is_not_acted_on(cast: Cast, award_round: Round) -> None:
    ready(cast)
    day = dt.date(2026, 11, 23)
    sent = make_nomination(
        cast.contact, award_round=award_round, person=person_of(cast), state="submitted", **honour("LDTT")
    )
    seen = shown(plan_examination(Nomination.objects.all(), cast.standing, day))
    make_hold(person_of(cast), cast.standing)

    with pytest.raises(ChangedSinceSeen) as refusal:
        accept_many(seen=seen, actor=cast.standing, today=day)

    assert refusal.value.keys == {sent.pk}
    assert not Nomination.objects.filter(state=NominationState.ELIGIBLE).exists()


def test_many_cost_no_question_more_than_a_few(cast: Cast, award_round: Round) -> None:
    """Beyond what is written for each, and the lock of the audit's head that each writing takes."""
    day, counted = dt.date(2026, 11, 23), []
    assert cast.contact.has_perm("awards.nominate")  # rights are read once for a request
    for size in (3, 30):
        people = [make_person(f"Nông Văn {size}-{n}", cast.division) for n in range(size)]
        for person in people:
            make_years(person, {2025: "HTTNV"})
            for code in ("qualitative.LDTT", "R4"):
                make_statement(person, code, cast.standing, year=2025)
        with CaptureQueriesContext(connection) as making:
            made = bulk(cast, award_round, people)
        Nomination.objects.filter(pk__in=[one.pk for one in made]).update(
            state="submitted", submitted_by=cast.contact, submitted_at=timezone.now()
        )
        seen = shown(plan_examination(Nomination.objects.filter(state="submitted"), cast.standing, day))
        with CaptureQueriesContext(connection) as examining:
            assert accept_many(seen=seen, actor=cast.standing, today=day) == size
        counted.append((reads(making), reads(examining)))

    assert counted[0] == counted[1]


def shown(lines: Sequence[ExamineLine]) -> dict[int, str]:
    """What the page sends back of the lines that it showed."""
    return {line.nomination.pk: line.fingerprint for line in lines}


def reads(seen: CaptureQueriesContext) -> int:
    """The questions asked, without those of the audit's chain."""
    asked = [one["sql"] for one in seen.captured_queries if one["sql"].startswith("SELECT")]
    return sum("audithead" not in sql for sql in asked)


def bulk(cast: Cast, award_round: Round, people: Sequence[Person]) -> list[Nomination]:
    return nominate_in_bulk(
        award_round=award_round,
        subjects=people,
        honour=entry("LDTT"),
        achievement=WORDS,
        kind="cong_trang",
        actor=cast.contact,
        today=TODAY,
    )
