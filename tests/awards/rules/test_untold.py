"""Who is told neither of discipline nor of holds learns of them from no state, group, number or source."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from awards.rules.eligibility import assess_many
from awards.rules.facts import DisciplineFact, Facts, HoldFact, MemberFacts, RatingFact
from awards.rules.rulebook import Rulebook
from awards.rules.standing import stand_of
from awards.rules.untold import facts_untold, veil

ON, YEAR = dt.date(2026, 3, 1), 2025
HELD = (HoldFact("complaint", dt.date(2026, 1, 5)),)
SERVED = (DisciplineFact("canh_cao", dt.date(2025, 2, 10), dt.date(2026, 2, 10)),)
RUNNING = (DisciplineFact("canh_cao", dt.date(2026, 1, 10), dt.date(2027, 1, 10)),)
RATINGS = tuple(RatingFact(year, "HTXSNV") for year in range(2019, 2026))
PERSON = Facts("person", ratings=RATINGS, awards=(), works=(), disciplines=(), absences=(), transfers=())
UNIT = Facts("unit", ratings=RATINGS, awards=(), members=(MemberFacts(YEAR, 10, {"LDTT": 8}, {}, {}),))
CLEAR = {(YEAR, "R4"): True}


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return Rulebook.from_seed()


def seen(book: Rulebook, facts: Facts) -> list[object]:
    codes = book.codes_for(facts.kind)
    known = facts_untold(book, codes, {0: facts}, year=YEAR, on=ON, received_on=ON)
    found = assess_many(book, codes, known, year=YEAR, on=ON, received_on=ON)[0]
    return [(code, veil(one), stand_of(veil(one))) for code, one in found.items()]


@pytest.mark.parametrize(
    "changes",
    [
        {"holds": HELD},
        {"disciplines": SERVED},
        {"disciplines": RUNNING, "holds": HELD},
        {"disciplines": SERVED, "statements": CLEAR},
        {"statements": {(YEAR, "R4"): False}},
    ],
)
def test_a_person_looks_like_one_of_whom_nothing_is_stated(book: Rulebook, changes: dict[str, object]) -> None:
    assert seen(book, replace(PERSON, **changes)) == seen(book, PERSON)


def test_a_unit_with_a_disciplined_member_is_never_said_to_fail(book: Rulebook) -> None:
    disciplined = replace(UNIT, members=(replace(UNIT.members[0], disciplined={"canh_cao": 1}),))

    assert seen(book, disciplined) == seen(book, UNIT)
    assert seen(book, replace(disciplined, statements=CLEAR)) == seen(book, UNIT)


def test_who_is_clear_is_told_so(book: Rulebook) -> None:
    assert seen(book, replace(PERSON, statements=CLEAR)) != seen(book, PERSON)
