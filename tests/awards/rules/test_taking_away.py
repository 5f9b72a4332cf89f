"""Taking a fact away never makes a finding better: of people and of units, every award, every rule for all awards.

Three ways of taking away: one fact that supports, the whole of a list (then nothing of it is known), and the day of a
decision. What is held against somebody is no support: without it he stands better, as he should.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awards.rules.eligibility import Assessment, Status, assess, assess_all
from awards.rules.facts import (
    AbsenceFact,
    AchievementFact,
    AwardFact,
    ClusterFact,
    Facts,
    MemberFacts,
    MovementFact,
    RatingFact,
    ServiceFact,
    TransferFact,
    UseFact,
    WorkFact,
)
from awards.rules.findings import RANK
from awards.rules.rulebook import Rulebook

BOOK = Rulebook.from_seed()
FEBRUARY, NOVEMBER = dt.date(2026, 2, 1), dt.date(2025, 11, 1)
NONE: dict[str, Any] = dict.fromkeys(
    ("disciplines", "holds", "absences", "transfers", "movements", "achievements", "clusters"), ()
)
YEARS = st.integers(2016, 2026)
TITLES = st.sampled_from(["LDTT", "CSTDCS", "CSTD_TINH", "CSTD_BO", "BK_TINH", "BK_TTG", "HCLD_3", "HCLD_2"])
SCOPES = st.sampled_from([frozenset({"unit"}), frozenset({"unit", "province"}), frozenset({"nation"})])
LEVELS = st.sampled_from(["HTXSNV", "HTTNV", "HTNV"])
RATINGS = st.dictionaries(YEARS, LEVELS).map(lambda found: tuple(RatingFact(*pair) for pair in found.items()))
STATED = {(year, "qualitative"): True for year in range(2016, 2027)}


def awards_of(codes: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    kinds = st.sampled_from(["cong_trang", "cong_trang", "dot_xuat"])
    return st.lists(st.builds(AwardFact, codes, YEARS, kinds), max_size=10, unique=True).map(tuple)


PEOPLE = st.builds(
    lambda **values: Facts("person", **{**NONE, **values}),
    sex=st.sampled_from(["male", "female"]),
    ratings=RATINGS,
    awards=awards_of(TITLES),
    works=st.lists(
        st.builds(
            WorkFact,
            st.uuids().map(str),
            YEARS,
            st.sampled_from(["initiative", "research"]),
            scopes=SCOPES,
            uses=st.lists(st.builds(UseFact, TITLES, YEARS), max_size=1).map(tuple),
        ),
        max_size=4,
    ).map(tuple),
    absences=st.lists(
        st.builds(lambda year: AbsenceFact("maternity", dt.date(year, 3, 1), dt.date(year, 8, 31)), YEARS), max_size=1
    ).map(tuple),
    transfers=st.lists(
        st.builds(
            lambda month, there, opinion: TransferFact(dt.date(2025, month, 1), opinion, there, opinion),
            st.integers(1, 12),
            st.integers(0, 12),
            st.booleans(),
        ),
        max_size=1,
    ).map(tuple),
    movements=st.lists(st.builds(MovementFact, YEARS, st.sampled_from(["unit", "province"]), st.booleans())).map(tuple),
    achievements=st.lists(st.builds(AchievementFact, YEARS, st.just("sudden"), st.just("province"))).map(tuple),
    service=st.builds(ServiceFact, st.integers(10, 35), st.integers(5, 25)),
    statements=st.just(STATED),
)
UNITS = st.builds(
    lambda **values: Facts("unit", **{**NONE, **values}),
    ratings=RATINGS,
    awards=awards_of(st.sampled_from(["TTLDTT", "TTLDXS", "BK_TINH"])),
    members=st.builds(
        lambda ldtt, best, good, bad: (
            MemberFacts(2025, 10, {"LDTT": ldtt, "CSTDCS": best}, {"HTTNV": good}, {"canh_cao": bad}),
        ),
        *(st.integers(0, 10), st.integers(0, 2), st.integers(8, 10), st.integers(0, 1)),
    ),
    clusters=st.lists(
        st.builds(
            ClusterFact,
            st.integers(2024, 2025),
            st.sampled_from(["province", "ministry", "central_council"]),
            st.integers(1, 2),
            st.booleans(),
        ),
        max_size=2,
    ).map(tuple),
    movements=st.lists(
        st.builds(
            MovementFact,
            st.just(2025),
            st.sampled_from(["province", "prime_minister"]),
            st.booleans(),
            st.booleans(),
            st.integers(2, 6),
            st.sampled_from(["interim", "final"]),
        ),
        max_size=2,
    ).map(tuple),
    exceeds_targets=st.dictionaries(st.just(2025), st.just(value=True)),
    statements=st.just(STATED),
)
# of each list those that can only help
HELPS: dict[str, Callable[[Any], bool]] = {
    "ratings": lambda one: one.level == "HTXSNV",
    "awards": lambda one: one.kind == "cong_trang" and one.year != 2025,  # one of the year stands against a second
    "works": lambda _: True,
    "absences": lambda _: True,
    "movements": lambda _: True,
    "achievements": lambda _: True,
    "clusters": lambda _: True,
}
LISTS = [*HELPS, "disciplines", "holds", "transfers", "members", "service", "exceeds_targets", "statements"]


def everything(facts: Facts, on: dt.date) -> dict[str, Assessment]:
    return assess_all(BOOK, BOOK.codes_for(facts.kind), facts, year=2025, on=on)


def worse_or_equal(facts: Facts, fewer: Facts, on: dt.date, gone: object) -> None:
    before, after = everything(facts, on), everything(fewer, on)
    for code, old in before.items():
        new = after[code]
        assert RANK[new.standard] <= RANK[old.standard], (code, gone)
        for was, now in zip(old.routes, new.routes, strict=True):
            assert RANK[now.status] <= RANK[was.status], (code, now.key, gone)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts=st.one_of(PEOPLE, UNITS), on=st.sampled_from([FEBRUARY, NOVEMBER]), data=st.data())
def test_without_a_supporting_fact_no_standard_is_better(facts: Facts, on: dt.date, data: st.DataObject) -> None:
    found = [(name, row) for name, helps in HELPS.items() for row in getattr(facts, name) or () if helps(row)]
    if not found:
        return
    name, gone = data.draw(st.sampled_from(found))
    rows = list(getattr(facts, name))
    rows.remove(gone)

    worse_or_equal(facts, replace(facts, **{name: tuple(rows)}), on, gone)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts=st.one_of(PEOPLE, UNITS), on=st.sampled_from([FEBRUARY, NOVEMBER]), name=st.sampled_from(LISTS))
def test_of_what_is_not_known_nothing_becomes_met(facts: Facts, on: dt.date, name: str) -> None:
    """Every award and every rule for all: without the list no finding is met that was not."""
    fewer = replace(facts, **{name: {} if name in ("exceeds_targets", "statements") else None})
    before, after = everything(facts, on), everything(fewer, on)
    for code, new in after.items():
        met = {one.key for one in before[code].findings if one.status is Status.MET}
        told = {one.key for one in before[code].findings}
        better = {one.key for one in new.findings if one.status is Status.MET and one.key in told} - met
        assert not better, (code, name)


@pytest.mark.parametrize("row", ["awards", "works"])
def test_what_is_decided_after_the_day_is_not_there_yet(row: str) -> None:
    given_on = {
        "awards": AwardFact("BK_TINH", 2020, decided_on=dt.date(2026, 2, 2)),
        "works": WorkFact("1", 2025, recognised_on=dt.date(2026, 2, 2)),
    }[row]
    facts = Facts("person", ratings=(RatingFact(2025, "HTTNV"),), awards=(), works=())
    code, key = {"awards": ("BK_TTG", "prior_award.BK_TINH"), "works": ("CSTDCS", "initiative.unit.1")}[row]

    def said(on: dt.date) -> list[Status]:
        found = assess(BOOK, code, replace(facts, **{row: (given_on,)}), year=2025, on=on)
        beside = [other for one in found.findings for other in one.instead]
        return [one.status for one in (*found.findings, *beside) if one.key == key]

    assert (said(dt.date(2026, 2, 1)), said(dt.date(2026, 2, 2))) == ([Status.NOT_MET], [Status.MET])


@settings(max_examples=60, deadline=None)
@given(total=st.integers(1, 400), have=st.integers(0, 400))
def test_a_share_is_reached_exactly_from_its_fraction_on(total: int, have: int) -> None:
    unit = Facts("unit", members=(MemberFacts(2025, total, awards={"LDTT": min(have, total)}),))
    expected = Status.MET if min(have, total) * 10 >= 7 * total else Status.NOT_MET
    found = assess(BOOK, "TTLDTT", unit, year=2025, on=FEBRUARY)

    assert next(one.status for one in found.findings if one.key == "member_share.LDTT") is expected
