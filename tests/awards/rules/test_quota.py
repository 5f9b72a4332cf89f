"""Places that a number or a share allows: exact, and rounded as the words say."""

from __future__ import annotations

import doctest
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.rules import quota
from awards.rules.quota import Rounding, by_number, by_share, is_within, parse_share, places_of

SHARES = st.fractions(min_value=Fraction(1, 1000), max_value=1, max_denominator=1000)
BASES = st.integers(0, 100_000)


def test_examples() -> None:
    assert doctest.testmod(quota).failed == 0


@given(SHARES, BASES)
def test_rounded_down_is_the_most_that_keeps_to_the_share(share: Fraction, base: int) -> None:
    places = places_of(share, base)

    assert is_within(places, share, base)
    assert not is_within(places + 1, share, base)


@given(SHARES, BASES)
def test_each_rounding_is_less_than_one_place_off(share: Fraction, base: int) -> None:
    down, near, up = (places_of(share, base, way) for way in (Rounding.DOWN, Rounding.NEAREST, Rounding.UP))

    assert down <= near <= up <= down + 1
    assert (down == up) == ((share * base).denominator == 1)
    assert abs(near - share * base) <= Fraction(1, 2)


@given(SHARES, BASES, st.integers(0, 50))
def test_more_people_never_take_a_place_away(share: Fraction, base: int, more: int) -> None:
    for way in Rounding:
        assert places_of(share, base, way) <= places_of(share, base + more, way) <= base + more


@given(SHARES)
def test_a_share_is_read_as_it_was_written(share: Fraction) -> None:
    assert parse_share(f"{share.numerator}/{share.denominator}") == share


@pytest.mark.parametrize("bad", ["", "0", "-1/5", "6/5", "1/0", "một phần năm", "120%", "1/5/2", "nan"])
def test_what_is_no_share_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="Ghi tỷ lệ là phân số"):
        parse_share(bad)


@pytest.mark.parametrize(
    ("places", "words", "left"),
    [
        (by_share(Fraction(1, 5), 7, 0), "20% của 7 người = 1,4 → 1 suất (làm tròn xuống)", "còn 1 suất"),
        (by_share(Fraction(1, 5), 10, 2), "20% của 10 người = 2 → 2 suất (tròn số)", "hết suất"),
        (by_share(Fraction(1, 3), 7, 3), "1/3 của 7 người ≈ 2,33 → 2 suất (làm tròn xuống)", "quá 1 suất"),
        (
            by_share(Fraction(1, 5), 7, 0, rounding=Rounding.UP),
            "20% của 7 người = 1,4 → 2 suất (làm tròn lên)",
            "còn 2 suất",
        ),
        (
            by_share(Fraction(3, 20), None, 1, of="ldtt"),
            "15% số người đạt Lao động tiên tiến; chưa biết số ấy nên chưa tính được suất",
            "chưa tính được",
        ),
        (by_number(3, 1), "Được giao 3 suất", "còn 2 suất"),
    ],
)
def test_words(places: quota.Places, words: str, left: str) -> None:
    assert (places.words, places.left_words) == (words, left)
    assert places.is_over == (places.left is not None and places.left < 0)
