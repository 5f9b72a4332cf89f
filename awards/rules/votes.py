"""Quorums and thresholds of a council, in whole numbers: how many are needed, who is counted, what came out.

A share is an exact fraction of a named base and nothing is ever rounded by way of decimals: "từ 80 % của 9" asks for 8
because 7 × 5 < 9 × 4 (Nghị định 98/2023/NĐ-CP, Điều 30 khoản 7 counts on all members).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

ALL, PRESENT, VALID = "all", "present", "valid"
BASE_WORDS = {ALL: "tổng số thành viên", PRESENT: "số thành viên có mặt", VALID: "số phiếu hợp lệ"}


@dataclass(frozen=True, slots=True)
class Share:
    """Tỷ lệ of a base: at least ``numerator``/``denominator``, or more than it."""

    numerator: int
    denominator: int
    is_more_than: bool = False
    base: str = ALL

    @property
    def words(self) -> str:
        """The share and its base as a sentence's part.

        >>> Share(4, 5).words, Share(1, 2, is_more_than=True, base=PRESENT).words, Share(2, 3).words
        ('≥ 80 % tổng số thành viên', 'quá nửa số thành viên có mặt', '≥ 2/3 tổng số thành viên')
        """
        base = BASE_WORDS[self.base]
        fraction = Fraction(self.numerator, self.denominator)
        if self.is_more_than:
            return f"quá nửa {base}" if fraction == Fraction(1, 2) else f"> {share_words(fraction)} {base}"
        return f"≥ {share_words(fraction)} {base}"


def share_words(fraction: Fraction) -> str:
    """Percent where it comes out even, else the fraction itself."""
    percent = fraction * 100
    return f"{percent.numerator} %" if percent.denominator == 1 else f"{fraction.numerator}/{fraction.denominator}"


def needed(share: Share, base: int) -> int:
    """The least whole number that reaches ``share`` of ``base``.

    >>> [needed(Share(4, 5), members) for members in (5, 9, 10)]
    [4, 8, 8]
    >>> [needed(Share(1, 2, is_more_than=True), members) for members in (8, 9)]
    [5, 5]
    """
    whole, rest = divmod(base * share.numerator, share.denominator)
    return whole + 1 if share.is_more_than or rest else whole


@dataclass(frozen=True, slots=True)
class Votes:
    """What was counted on one item. ``spoiled`` also holds ballots that say nothing; the written ones are apart."""

    yes: int
    no: int
    spoiled: int = 0
    written_yes: int = 0
    written_no: int = 0
    written_none: int = 0

    @property
    def cast(self) -> int:
        """Ballots that came back, whatever they say."""
        return self.yes + self.no + self.spoiled


@dataclass(frozen=True, slots=True)
class Electorate:
    """Who is counted on one item: members of the council, those who came.

    ``concerned`` of the members are who it is about, the nominee or the authors, who do not vote on it;
    ``concerned_present`` of them came.
    """

    members: int
    present: int
    concerned: int = 0
    concerned_present: int = 0


@dataclass(frozen=True, slots=True)
class Counting:
    """How a council counts: the share asked for, and what its working rules say of absent members and nominees."""

    share: Share
    counts_written: bool = False
    nominee_in_base: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out on one item."""

    has: int
    needed: int
    base: int
    share: Share

    @property
    def passed(self) -> bool:
        return self.has >= self.needed

    @property
    def words(self) -> str:
        """The threshold in words, as it is printed and minuted.

        >>> Outcome(has=7, needed=8, base=9, share=Share(4, 5)).words
        'cần 8/9 (≥ 80 % tổng số thành viên), có 7: chưa đạt'
        """
        result = "đạt" if self.passed else "chưa đạt"
        return f"cần {self.needed}/{self.base} ({self.share.words}), có {self.has}: {result}"


def base_of(counting: Counting, electorate: Electorate, votes: Votes) -> int:
    """The number the share is taken of. A nominee who sits in the council is left out where its rules say so."""
    written = votes.written_yes + votes.written_no
    if counting.share.base == VALID:
        return votes.yes + votes.no + (written if counting.counts_written else 0)
    left_out = not counting.nominee_in_base
    if counting.share.base == PRESENT:
        base = electorate.present - (electorate.concerned_present if left_out else 0)
        return base + (written + votes.written_none if counting.counts_written else 0)
    return electorate.members - (electorate.concerned if left_out else 0)


def outcome(counting: Counting, electorate: Electorate, votes: Votes) -> Outcome:
    """The result on one item. Nothing passes without a single vote for it, whatever the share."""
    base = base_of(counting, electorate, votes)
    has = votes.yes + (votes.written_yes if counting.counts_written else 0)
    return Outcome(has, max(1, needed(counting.share, base)), base, counting.share)


def most_possible(counting: Counting, electorate: Electorate, written: Votes) -> Outcome:
    """What would come out if everybody who may still vote agreed: below its ``needed``, the vote is vain.

    The nominee never votes on himself, so with many absent a share of all members can be out of reach before the first
    ballot is cast. ``written`` holds what absent members wrote.
    """
    voters = electorate.present - electorate.concerned_present
    votes = Votes(voters, 0, 0, written.written_yes, written.written_no, written.written_none)
    return outcome(counting, electorate, votes)


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether enough members came."""

    present: int
    needed: int
    members: int
    share: Share

    @property
    def met(self) -> bool:
        return self.present >= self.needed

    @property
    def words(self) -> str:
        """The line that stands above every step of a meeting.

        >>> Quorum(present=5, needed=6, members=9, share=Share(2, 3)).words
        'Chưa đủ thành viên để họp: có mặt 5/9, cần 6/9'
        """
        start = "Đủ điều kiện họp" if self.met else "Chưa đủ thành viên để họp"
        return f"{start}: có mặt {self.present}/{self.members}, cần {self.needed}/{self.members}"


def quorum(share: Share, *, members: int, present: int) -> Quorum:
    """The quorum of a council of ``members``; a council without members never meets."""
    return Quorum(present, max(1, needed(share, members)), members, share)
