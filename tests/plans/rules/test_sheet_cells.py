"""What the words of a list become in a spreadsheet."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.sheet_cells import LONGEST, clean, is_dated, is_formula_like, parted, values_of


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["1", "2", "", "14"], [1, 2, None, 14]),
        (["1", "10a"], ["1", "10a"]),
        (["08", "12"], ["08", "12"]),
        (["0912345678"], ["0912345678"]),
        (["9" * 16], ["9" * 16]),
        (["30/06/2026", "Không ấn định"], [dt.date(2026, 6, 30), "Không ấn định"]),
        (["31/02/2026"], ["31/02/2026"]),
        (["23/11/2026 07:05"], [dt.datetime(2026, 11, 23, 7, 5)]),
        (["23/11/2026 07:05:59"], [dt.datetime(2026, 11, 23, 7, 5, 59)]),
        (["23/11/2026 25:05"], ["23/11/2026 25:05"]),
        (["ngày 30/06/2026"], ["ngày 30/06/2026"]),
        (["", ""], [None, None]),
    ],
)
def test_values(texts: list[str], values: list[object]) -> None:
    assert values_of(texts) == values


def test_dates_with_words_beside_them_are_parted() -> None:
    assert parted("Thứ Năm\n12/03/2026\nđến 13/03/2026") == (dt.date(2026, 3, 12), "Thứ Năm\nđến 13/03/2026")
    assert parted("Không ấn định") == (None, "Không ấn định")
    assert is_dated(["30/06/2026", "30/06/2026\nQuá hạn 3 ngày"])
    assert not is_dated(["30/06/2026", "Không ấn định"])


def test_what_a_program_might_calculate() -> None:
    awake = ["=1+1", "+84", "-1", "@SUM(A1)", "\t=1", "\r=1"]

    assert [is_formula_like(text) for text in [*awake, "Kế hoạch", "1=1", ""]] == [True] * 6 + [False] * 3


@given(st.text(max_size=200))
def test_cleaned_text_is_what_xml_can_hold(text: str) -> None:
    kept = clean(text)

    assert all(char in "\t\n\r" or " " <= char < "\ud800" or "\ue000" <= char not in "\ufffe\uffff" for char in kept)


def test_a_text_longer_than_a_cell_says_that_it_goes_on() -> None:
    kept = clean("a" * (LONGEST + 5))

    assert (len(kept), kept[-1]) == (LONGEST, "…")
