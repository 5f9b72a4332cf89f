"""Places (suất) that a number or a share of a count allows, in whole numbers alone. Pure.

A share is an exact fraction. "Không quá 20%" allows the whole places below it, so a share is rounded down unless the
office says otherwise; the words always say how.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

BASES = {
    "people": "người",
    "ldtt": "người đạt Lao động tiên tiến",
    "cstdcs": "người đạt Chiến sĩ thi đua cơ sở",
    "good": "người xếp loại Hoàn thành tốt nhiệm vụ trở lên",
    "units": "tập thể",
}


class Rounding(StrEnum):
    """How a share that is no whole number becomes places."""

    DOWN = "down"
    UP = "up"
    NEAREST = "nearest"


ROUNDED = {Rounding.DOWN: "làm tròn xuống", Rounding.UP: "làm tròn lên", Rounding.NEAREST: "làm tròn số gần nhất"}
BAD_SHARE = "Ghi tỷ lệ là phân số như 1/5 hoặc phần trăm như 20%, lớn hơn 0 và không quá 1."


class Places(NamedTuple):
    """Places there are, how many are taken, and the sentence that says how they were counted.

    ``limit`` None: what they are a share of is not known.
    """

    limit: int | None
    taken: int
    words: str

    @property
    def left(self) -> int | None:
        """Suất còn lại; below nothing where more were proposed than there are."""
        return None if self.limit is None else self.limit - self.taken

    @property
    def is_over(self) -> bool:
        return self.left is not None and self.left < 0

    @property
    def left_words(self) -> str:
        """ "còn 2 suất", "hết suất", "quá 1 suất", "chưa tính được"."""
        if self.left is None:
            return "chưa tính được"
        return "hết suất" if not self.left else f"quá {-self.left} suất" if self.left < 0 else f"còn {self.left} suất"


def parse_share(text: str) -> Fraction:
    """A fraction such as 1/5, or 20%; ValueError, with words, for everything else.

    >>> parse_share("20%") == parse_share(" 1/5 ")
    True
    """
    words = text.replace(" ", "").replace(",", ".")
    percent = words.endswith("%")
    try:
        share = Fraction(words.removesuffix("%")) / (100 if percent else 1)
    except (ValueError, ZeroDivisionError) as fault:
        raise ValueError(BAD_SHARE) from fault
    if not 0 < share <= 1:
        raise ValueError(BAD_SHARE)
    return share


def places_of(share: Fraction, base: int, rounding: Rounding = Rounding.DOWN) -> int:
    """How many of ``base`` the share allows.

    >>> [places_of(Fraction(1, 5), base) for base in (4, 5, 7, 10)]
    [0, 1, 1, 2]
    """
    whole = share.numerator * base
    if rounding == Rounding.UP:
        return -(-whole // share.denominator)
    if rounding == Rounding.NEAREST:
        return (2 * whole + share.denominator) // (2 * share.denominator)
    return whole // share.denominator


def is_within(taken: int, share: Fraction, base: int) -> bool:
    """Whether ``taken`` of ``base`` keep to the share, without rounding anything."""
    return taken * share.denominator <= share.numerator * base


def by_number(number: int, taken: int) -> Places:
    """Places that were given as a number."""
    return Places(number, taken, f"Được giao {number} suất")


def by_share(
    share: Fraction, base: int | None, taken: int, *, of: str = "people", rounding: Rounding = Rounding.DOWN
) -> Places:
    """Places that are a share of a count; ``of`` is one of ``BASES`` and names what is counted.

    >>> by_share(Fraction(1, 5), 7, 0).words
    '20% của 7 người = 1,4 → 1 suất (làm tròn xuống)'
    """
    counted = BASES.get(of, of)
    if base is None:
        return Places(None, taken, f"{_share_words(share)} số {counted}; chưa biết số ấy nên chưa tính được suất")
    limit = places_of(share, base, rounding)
    exact = share * base
    how = "tròn số" if exact.denominator == 1 else ROUNDED[rounding]
    return Places(limit, taken, f"{_share_words(share)} của {base} {counted} {_equals(exact)} → {limit} suất ({how})")


def _share_words(share: Fraction) -> str:
    """As percent where that is exact, else as the fraction."""
    percent = share * 100
    return f"{_number(percent)}%" if (percent * 100).denominator == 1 else f"{share.numerator}/{share.denominator}"


def _equals(value: Fraction) -> str:
    return f"= {_number(value)}" if (value * 100).denominator == 1 else f"≈ {_number(value)}"


def _number(value: Fraction) -> str:
    """At most two decimals, with a comma.

    >>> _number(Fraction(7, 5)), _number(Fraction(7, 3))
    ('1,4', '2,33')
    """
    whole, rest = divmod(round(value * 100), 100)
    return f"{whole},{rest:02}".rstrip("0") if rest else str(whole)
