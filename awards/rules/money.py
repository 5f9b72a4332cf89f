"""Reward money: a multiple of lương cơ sở in đồng, and a sum in words as a payment list states it."""

from __future__ import annotations

from decimal import Decimal

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
GROUPS = ("", "nghìn", "triệu")
BILLION = 1_000_000_000


def hundredths(multiple: Decimal) -> int:
    """A multiple of lương cơ sở as whole hundredths.

    >>> hundredths(Decimal("0.3")), hundredths(Decimal("4.5"))
    (30, 450)
    """
    return int(multiple * 100)


def reward(multiple: int, base_salary: int) -> int:
    """Tiền thưởng in đồng of ``multiple`` hundredths of ``base_salary`` đồng; never more than the law gives.

    >>> reward(30, 2_340_000), reward(450, 2_530_000)
    (702000, 11385000)
    """
    return multiple * base_salary // 100


def dotted(amount: int) -> str:
    """A sum with points between the thousands.

    >>> dotted(20592000)
    '20.592.000'
    """
    return f"{amount:,}".replace(",", ".")


def in_words(number: int) -> str:
    """A whole number from 0 in words, as official papers write it.

    >>> in_words(1005), in_words(21), in_words(24), in_words(115)
    ('một nghìn không trăm linh năm', 'hai mươi mốt', 'hai mươi tư', 'một trăm mười lăm')
    """
    if number < 0:
        raise ValueError("a sum of money is not negative")
    if number >= BILLION:
        above, below = divmod(number, BILLION)
        return f"{in_words(above)} tỷ{' ' + _below_billion(below, is_first=False) if below else ''}"
    return _below_billion(number, is_first=True) or DIGITS[0]


def dong_in_words(amount: int) -> str:
    """A sum of đồng in words, with a capital.

    >>> dong_in_words(20592000)
    'Hai mươi triệu năm trăm chín mươi hai nghìn đồng'
    """
    words = f"{in_words(amount)} đồng"
    return words[0].upper() + words[1:]


def _below_billion(number: int, *, is_first: bool) -> str:
    """The groups of three, the highest first; a group after the first says its hundreds even where there are none."""
    groups = [number // 1000**place % 1000 for place in (2, 1, 0)]
    said: list[str] = []
    for place, group in zip((2, 1, 0), groups, strict=True):
        if group:
            whole = not is_first or bool(said)
            said.append(f"{_below_thousand(group, whole=whole)} {GROUPS[place]}".strip())
    return " ".join(said)


def _below_thousand(number: int, *, whole: bool) -> str:
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    parts = [f"{DIGITS[hundreds]} trăm"] if hundreds or whole else []
    if tens == 0 and ones and parts:
        parts.append("linh")
    elif tens == 1:
        parts.append("mười")
    elif tens > 1:
        parts.append(f"{DIGITS[tens]} mươi")
    if ones:
        parts.append(_one(ones, tens))
    return " ".join(parts)


def _one(digit: int, tens: int) -> str:
    """The last digit: "mốt" and "tư" after twenty and more, "lăm" after ten and more."""
    if tens > 1 and digit in (1, 4):
        return {1: "mốt", 4: "tư"}[digit]
    return "lăm" if tens and digit == 5 else DIGITS[digit]
