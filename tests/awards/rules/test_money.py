"""Sums of money, in figures and in words."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.rules import money


def test_examples_in_the_docstrings() -> None:
    assert doctest.testmod(money).failed == 0


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (34, "ba mươi tư"),
        (55, "năm mươi lăm"),
        (101, "một trăm linh một"),
        (110, "một trăm mười"),
        (1_000, "một nghìn"),
        (2_026, "hai nghìn không trăm hai mươi sáu"),
        (702_000, "bảy trăm linh hai nghìn"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (2_000_005, "hai triệu không trăm linh năm"),
        (30_360_000, "ba mươi triệu ba trăm sáu mươi nghìn"),
        (1_000_000_000, "một tỷ"),
        (1_000_000_001, "một tỷ không trăm linh một"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert money.in_words(number) == words


@pytest.mark.parametrize(
    ("multiple", "until_june", "from_july"),
    [
        (30, 702_000, 759_000),
        (60, 1_404_000, 1_518_000),
        (80, 1_872_000, 2_024_000),
        (100, 2_340_000, 2_530_000),
        (150, 3_510_000, 3_795_000),
        (300, 7_020_000, 7_590_000),
        (450, 10_530_000, 11_385_000),
        (800, 18_720_000, 20_240_000),
        (1200, 28_080_000, 30_360_000),
    ],
)
def test_rewards_of_both_rates(multiple: int, until_june: int, from_july: int) -> None:
    assert (money.reward(multiple, 2_340_000), money.reward(multiple, 2_530_000)) == (until_june, from_july)


@given(st.integers(0, 10**13))
def test_different_sums_have_different_words(number: int) -> None:
    words = money.in_words(number)
    assert words == words.strip()
    assert "  " not in words
    assert words != money.in_words(number + 1)


def test_nothing_below_zero() -> None:
    with pytest.raises(ValueError, match="negative"):
        money.in_words(-1)
