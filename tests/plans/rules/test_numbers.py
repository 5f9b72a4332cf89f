"""Numbers in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.numbers import DIGITS, number_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (30, "ba mươi"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (111, "một trăm mười một"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1015, "một nghìn không trăm mười lăm"),
        (2026, "hai nghìn không trăm hai mươi sáu"),
        (10_000, "mười nghìn"),
        (100_001, "một trăm nghìn không trăm linh một"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (2_340_000, "hai triệu ba trăm bốn mươi nghìn"),
        (1_000_000_001, "một tỷ không trăm linh một"),
        (2_005_000_000, "hai tỷ không trăm linh năm triệu"),
        (3_000_000_000_000, "ba nghìn tỷ"),
        (-21, "âm hai mươi mốt"),
    ],
)
def test_number_in_words(number: int, words: str) -> None:
    assert number_in_words(number) == words


TENS_ONES = {"mốt": 1, "tư": 4, "lăm": 5} | {word: number for number, word in enumerate(DIGITS)}


def read_back(words: str) -> int:
    """What a person hears: the reverse of the words, written apart from the code under test."""
    total, group = 0, 0
    waiting: int | None = None
    for word in words.split():
        if word in TENS_ONES:
            waiting = TENS_ONES[word] if waiting is None else waiting * 10 + TENS_ONES[word]
        elif word == "trăm":
            group, waiting = group + (waiting or 0) * 100, None
        elif word == "mươi":
            group, waiting = group + (waiting or 0) * 10, None
        elif word == "mười":
            group += 10
        elif word == "linh":
            waiting = None
        elif word in ("nghìn", "triệu"):
            scale = 1000 if word == "nghìn" else 1_000_000
            total, group, waiting = total + (group + (waiting or 0)) * scale, 0, None
        elif word == "tỷ":
            total, group, waiting = (total + group + (waiting or 0)) * 1_000_000_000, 0, None
    return total + group + (waiting or 0)


@given(st.integers(min_value=0, max_value=10**15))
def test_every_number_is_heard_as_itself(number: int) -> None:
    assert read_back(number_in_words(number)) == number
