"""The pure rules of nominating: what clashes, what stands before sending, who is preferred among equals."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.rules.duplicates import MERIT, Proposal, clash_of
from awards.rules.findings import Finding, Status
from awards.rules.sending import HIDDEN, hindrances, said, veiled, weigh
from awards.rules.ties import Candidate, equal_groups, is_preferred

LDTT = Proposal(True, "LDTT", "Lao động tiên tiến", 2025, MERIT, "Phục vụ đoàn vào.")
SEVENTY = Fraction(7, 10)
GK = Proposal(False, "GK", "Giấy khen", 2025, MERIT, "Tổ chức hội đàm.")


def test_years_never_clash_with_each_other() -> None:
    assert clash_of(LDTT, LDTT._replace(year=2024)) is None


def test_likely_ones_are_shown_and_not_refused() -> None:
    alike = clash_of(GK._replace(achievement=LDTT.achievement), LDTT)
    apart = clash_of(GK, LDTT)

    assert alike is not None
    assert not alike.refused
    assert "giống 100%" in alike.words
    assert apart is not None
    assert not apart.refused
    assert "thành tích riêng" in apart.words


def test_what_is_declared_one_achievement_is_refused() -> None:
    clash = clash_of(GK, LDTT, declared_same=True)

    assert clash is not None
    assert clash.refused


@pytest.mark.parametrize(
    ("status", "enforcement", "place"),
    [
        ("met", "block", ""),
        ("not_met", "block", "blocks"),
        ("unknown", "block", "unsettled"),
        ("not_met", "warn", "reasons"),
        ("unknown", "warn", "reasons"),
        ("unknown", "param", "reasons"),
        ("not_met", "info", ""),
    ],
)
def test_each_finding_is_put_by_what_it_asks_for(status: str, enforcement: str, place: str) -> None:
    weighed = weigh([finding(status, enforcement)])

    assert [name for name in ("blocks", "unsettled", "reasons") if getattr(weighed, name)] == [place] * bool(place)


@given(st.lists(st.tuples(st.sampled_from(["met", "not_met", "unknown"]), st.sampled_from(["block", "warn", "param"]))))
def test_nothing_open_is_ever_lost(rows: list[tuple[str, str]]) -> None:
    weighed = weigh([finding(*row) for row in rows])

    open_ones = len(weighed.blocks) + len(weighed.unsettled) + len(weighed.reasons)
    assert open_ones + weighed.met == len(rows)
    assert weighed.may_be_sent == (not any(status != "met" and weight == "block" for status, weight in rows))


def test_what_is_examined_is_told_to_few() -> None:
    hold = finding("not_met", "block", "R4", private=True)

    assert [said(hold, told=told) for told in (True, False)] == ["Điều kiện", HIDDEN]


@pytest.mark.parametrize(("women", "preferred"), [(6, False), (7, True)])
def test_seventy_percent_of_women_is_enough_exactly(women: int, *, preferred: bool) -> None:
    assert is_preferred(unit(1, women), SEVENTY) is preferred


def test_the_share_of_women_is_that_of_the_rule() -> None:
    assert [is_preferred(unit(1, women), Fraction(4, 5)) for women in (7, 8)] == [False, True]


def test_only_groups_with_somebody_preferred_and_somebody_not_are_shown() -> None:
    woman = Candidate(1, "LĐTT", False, "A", Fraction(5, 6), "female")
    man = woman._replace(pk=2, sex="male")
    apart = man._replace(pk=3, share=Fraction(6, 6))
    untold = man._replace(pk=4, share=None)

    (group,) = equal_groups([man, woman, apart, untold, unit(5, 9)], SEVENTY)
    assert [(one.pk, one.preferred) for one in group] == [(1, True), (2, False)]
    assert equal_groups([woman, woman._replace(pk=6)], SEVENTY) == []


def finding(
    status: str, enforcement: str, key: str = "rating", message: str = "Điều kiện", *, private: bool = False
) -> Finding:
    return Finding(key, Status(status), message, "NĐ152 Đ4.4", enforcement, "A", private=private)


def unit(pk: int, women: int) -> Candidate:
    return Candidate(pk, "TTLĐTT", True, "Phòng", Fraction(1), members=10, women=women)


def test_a_rating_that_discipline_cuts_tells_no_more_than_that() -> None:
    cut = finding("not_met", "block", "rating.HTXSNV.2", "năm 2025 đang trong thời hạn kỷ luật", private=True)

    assert hindrances(weigh(veiled([cut]))) == [HIDDEN]
    assert hindrances(weigh([cut])) == ["Không đạt: năm 2025 đang trong thời hạn kỷ luật"]


def test_a_hold_a_discipline_and_what_nobody_stated_look_alike() -> None:
    met = finding("met", "block")
    hold, served = finding("not_met", "block", "R4", private=True), finding("met", "block", "R5", private=True)
    unstated, running = hold._replace(status=Status.UNKNOWN), served._replace(status=Status.NOT_MET)
    seen = {veiled([met, *two]) for two in ((hold, served), (unstated, served), (unstated, running))}

    (shown,) = seen
    assert [one.status for one in shown] == ["met", "unknown"]
    assert shown[1].message == HIDDEN


@pytest.mark.parametrize(("weight", "stops"), [("block", 1), ("warn", 0)])
def test_a_hold_stops_as_its_rule_weighs(weight: str, stops: int) -> None:
    hold = finding("not_met", weight, "R4", "Tạm dừng xét", private=True)

    assert hindrances(weigh([hold])) == ["Không đạt: Tạm dừng xét"] * stops
    assert hindrances(weigh(veiled([hold]))) == [HIDDEN] * stops


@pytest.mark.parametrize(("refuses", "expected"), [(True, [True, True]), (False, [True, False])])
def test_one_achievement_is_refused_as_its_rule_weighs_a_title_is_given_once_a_year(
    expected: list[bool], *, refuses: bool
) -> None:
    found = [clash_of(one, one, refuses=refuses) for one in (LDTT, GK)]

    assert [clash.refused for clash in found if clash] == expected
