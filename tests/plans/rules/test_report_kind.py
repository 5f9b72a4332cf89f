"""Kinds of reports as data: their spans, their words, the outlines that hold them."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.rules.calendar import years_before
from plans.rules.report_kind import Span, filled, free_span, report_kinds, span_of

D = dt.date


@pytest.mark.parametrize(
    ("kind", "quarter", "first", "last", "words", "later"),
    [
        ("quarter", 1, D(2026, 1, 1), D(2026, 3, 31), "quý I năm 2026", "quý II năm 2026"),
        ("quarter", 4, D(2026, 10, 1), D(2026, 12, 31), "quý IV năm 2026", "quý I năm 2027"),
        ("half", 1, D(2026, 1, 1), D(2026, 6, 30), "6 tháng đầu năm 2026", "6 tháng cuối năm 2026"),
        ("nine", 1, D(2026, 1, 1), D(2026, 9, 30), "9 tháng đầu năm 2026", "quý IV năm 2026"),
        ("year", 1, D(2026, 1, 1), D(2026, 12, 31), "năm 2026", "năm 2027"),
    ],
)
def test_the_days_and_words_of_each_kind(
    kind: str, quarter: int, first: dt.date, last: dt.date, words: str, later: str
) -> None:
    assert span_of(report_kinds()[kind], 2026, quarter) == Span(first, last, words, later)


def test_kinds_of_free_time_have_no_days_of_their_own() -> None:
    assert [slug for slug, kind in report_kinds().items() if span_of(kind, 2026) is None] == ["inspection", "free"]
    words = free_span(D(2026, 2, 1), D(2026, 4, 15)).words
    assert words == "từ ngày 01/02/2026 đến ngày 15/04/2026"


def test_every_heading_and_title_is_filled() -> None:
    for kind in report_kinds().values():
        span = span_of(kind, 2026, 2) or free_span(D(2026, 1, 1), D(2026, 5, 31))
        texts = [filled(one.heading, span, capitals=one.level == 1) for one in kind.sections]
        assert not [text for text in (*texts, filled(kind.abstract, span)) if "{" in text]
        slugs = [one.slug for one in kind.sections]
        assert len(set(slugs)) == len(slugs)
        assert kind.sections[0].level == 1


def test_the_same_day_of_the_year_before() -> None:
    assert years_before(D(2026, 12, 31)) == D(2025, 12, 31)
    assert years_before(D(2028, 2, 29)) == D(2027, 2, 28)
