"""Quorums and thresholds at each boundary, for councils of 1 to 25 members."""

from __future__ import annotations

import doctest
import itertools
from dataclasses import replace
from fractions import Fraction

import pytest

from awards.rules import votes
from awards.rules.votes import ALL, PRESENT, VALID, Counting, Electorate, Share, Votes, needed, outcome, quorum

SIZES = range(1, 26)
SHARES = [
    Share(1, 2),
    Share(1, 2, is_more_than=True),
    Share(2, 3),
    Share(7, 10),
    Share(4, 5),
    Share(9, 10),
    Share(1, 1),
]


def test_examples_in_the_docstrings() -> None:
    assert doctest.testmod(votes).failed == 0


@pytest.mark.parametrize("share", SHARES, ids=lambda share: share.words)
def test_needed_is_the_least_number_that_reaches_the_share(share: Share) -> None:
    for base in SIZES:
        asked = Fraction(share.numerator, share.denominator)
        reaches = [n for n in range(base + 2) if (n > asked * base if share.is_more_than else n >= asked * base)]
        assert needed(share, base) == reaches[0], base


def test_eighty_percent_of_all_members_written_out() -> None:
    assert [needed(Share(4, 5), size) for size in SIZES] == [
        *(1, 2, 3, 4, 4, 5, 6, 7, 8, 8, 9, 10, 11, 12, 12, 13, 14, 15, 16, 16, 17, 18, 19, 20, 20)
    ]


@pytest.mark.parametrize("share", SHARES, ids=lambda share: share.words)
def test_one_vote_decides_at_the_boundary(share: Share) -> None:
    for size in SIZES:
        least = max(1, needed(share, size))
        electorate = Electorate(members=size, present=size)
        if least <= size:
            assert outcome(Counting(share), electorate, Votes(least, size - least)).passed
        assert not outcome(Counting(share), electorate, Votes(least - 1, size - least + 1)).passed


@pytest.mark.parametrize(
    ("base", "written", "nominee_counts", "has", "asked", "of"),
    [
        (ALL, True, True, 7, 8, 9),
        (ALL, True, False, 7, 7, 8),
        (ALL, False, True, 6, 8, 9),
        (PRESENT, False, True, 6, 7, 8),
        (PRESENT, False, False, 6, 6, 7),
        (PRESENT, True, True, 7, 8, 9),
        (VALID, False, True, 6, 5, 6),
        (VALID, True, True, 7, 6, 7),
    ],
)
def test_what_the_working_rules_change(
    base: str, written: bool, nominee_counts: bool, has: int, asked: int, of: int
) -> None:
    """Nine members, eight came, one of them is the nominee; one ballot is spoiled, the absent member wrote yes."""
    counting = Counting(Share(4, 5, base=base), counts_written=written, nominee_in_base=nominee_counts)
    electorate = Electorate(members=9, present=8, concerned=1, concerned_present=1)
    found = outcome(counting, electorate, Votes(yes=6, no=0, spoiled=1, written_yes=1))
    assert (found.has, found.needed, found.base) == (has, asked, of)


def test_a_share_out_of_reach_is_known_before_the_first_ballot() -> None:
    """Nine members, eight came, the nominee sits among them: seven may vote, eight are needed."""
    electorate = Electorate(members=9, present=8, concerned=1, concerned_present=1)
    best = votes.most_possible(Counting(Share(4, 5)), electorate, Votes(0, 0))
    assert (best.has, best.needed, best.passed) == (7, 8, False)
    with_written = votes.most_possible(Counting(Share(4, 5), counts_written=True), electorate, Votes(0, 0, 0, 1))
    assert (with_written.has, with_written.passed) == (8, True)
    left_out = votes.most_possible(Counting(Share(4, 5), nominee_in_base=False), electorate, Votes(0, 0))
    assert (left_out.has, left_out.needed, left_out.passed) == (7, 7, True)


def test_nobody_present_passes_nothing() -> None:
    for base in (ALL, PRESENT, VALID):
        assert not outcome(Counting(Share(1, 2, base=base)), Electorate(0, 0), Votes(0, 0)).passed
    assert not quorum(Share(2, 3), members=0, present=0).met


@pytest.mark.parametrize("share", SHARES, ids=lambda share: share.words)
@pytest.mark.parametrize("base", [ALL, PRESENT, VALID])
def test_one_more_agreeing_never_hurts(share: Share, base: str) -> None:
    for members, written, nominee in itertools.product(SIZES, (False, True), (False, True)):
        counting = Counting(replace(share, base=base), counts_written=written, nominee_in_base=nominee)
        for no in range(1, members + 1):
            yes = members - no
            before, after = (
                outcome(counting, Electorate(members, members), Votes(yes + more, no - more)) for more in (0, 1)
            )
            assert after.passed >= before.passed
            assert before.needed <= max(before.base, 1) + 1
