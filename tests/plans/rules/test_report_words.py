"""Figures in administrative prose: counts with their rows, shares, change against the year before."""

from __future__ import annotations

import pytest

from plans.rules.report_line import Link
from plans.rules.report_words import compared, count, counted, joined, linked, percent, sentence


def test_a_count_is_that_of_its_rows() -> None:
    assert linked("nhiệm vụ", "task", [4, 7]) == Link("02 nhiệm vụ", "task", (4, 7))
    assert linked("nhiệm vụ", "task", []) == "0 nhiệm vụ"
    assert count(12, "văn bản") == "12 văn bản"
    with pytest.raises(ValueError, match="2 nhiệm vụ, but 1 rows"):
        counted(2, "nhiệm vụ", "task", [4])


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [(1, 3, "33,3%"), (2, 3, "66,7%"), (3, 3, "100%"), (1, 8, "12,5%"), (0, 5, "0%"), (0, 0, "không tính được")],
)
def test_shares(part: int, whole: int, said: str) -> None:
    assert percent(part, whole) == said


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (12, 10, "số văn bản tăng 02 (20%) so với cùng kỳ năm 2025"),
        (9, 12, "số văn bản giảm 03 (25%) so với cùng kỳ năm 2025"),
        (5, 5, "số văn bản bằng cùng kỳ năm 2025"),
        (0, 0, "số văn bản bằng cùng kỳ năm 2025"),
        (3, 0, "cùng kỳ năm 2025 không có nên không tính được tỷ lệ tăng"),
        (3, None, "chưa có số liệu cùng kỳ năm 2025 nên không tính được tăng, giảm"),
    ],
)
def test_change_against_the_year_before(now: int, before: int | None, said: str) -> None:
    assert compared(now, before, year=2025, what="số văn bản") == said


def test_a_sentence_is_flat() -> None:
    link = Link("02 nhiệm vụ", "task", (1, 2))
    assert sentence("Có ", joined([("đúng hạn ", link), "b", "c"]), ".") == ("Có đúng hạn ", link, ", b và c.")
