"""The pure rules of nominating: what clashes, what stands before sending, who is preferred among equals."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.rules.duplicates import MERIT, Proposal, clash_of
from awards.rules.sending import HIDDEN, hindrances, said, weigh
from awards.rules.ties import Candidate, equal_groups

LDTT = Proposal(True, "LDTT", "Lao động tiên tiến", 2025, MERIT, "Phục vụ đoàn vào.")
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
    hold = finding("not_met", "block", key="R4")

    assert [said(hold, told=told) for told in (True, False)] == ["Điều kiện", HIDDEN]


@pytest.mark.parametrize(("women", "preferred"), [(6, False), (7, True)])
def test_seventy_percent_of_women_is_enough_exactly(women: int, *, preferred: bool) -> None:
    assert unit(1, women).preferred is preferred


def test_only_groups_with_somebody_preferred_and_somebody_not_are_shown() -> None:
    woman = Candidate(1, "LĐTT", False, "A", Fraction(5, 6), "female")
    man = woman._replace(pk=2, sex="male")
    apart = man._replace(pk=3, share=Fraction(6, 6))
    untold = man._replace(pk=4, share=None)

    assert equal_groups([man, woman, apart, untold, unit(5, 9)]) == [[woman, man]]
    assert equal_groups([woman, woman._replace(pk=6)]) == []


def finding(status: str, enforcement: str, key: str = "rating") -> SimpleNamespace:
    return SimpleNamespace(status=status, enforcement=enforcement, key=key, message="Điều kiện")


def unit(pk: int, women: int) -> Candidate:
    return Candidate(pk, "TTLĐTT", True, "Phòng", Fraction(1), members=10, women=women)


def test_a_rating_that_discipline_cuts_tells_no_more_than_that() -> None:
    cut = finding("not_met", "block", key="rating.HTXSNV.2")
    cut.message = "năm 2025 đang trong thời hạn kỷ luật"
    weighed = weigh([cut])

    assert hindrances(weighed, told=False) == [f"Không đạt: {HIDDEN}"]
    assert hindrances(weighed, told=True) == ["Không đạt: năm 2025 đang trong thời hạn kỷ luật"]
