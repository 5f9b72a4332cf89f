"""Pure rules of registrations."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from emulation.rules.registration import OUTCOME_WORDS, Outcome, Tally, is_late, outcome_of

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))


@given(DAYS, DAYS, st.none() | DAYS)
def test_late_is_after_the_last_day_and_a_return_never_makes_late(
    sent: dt.date, closes: dt.date, first: dt.date | None
) -> None:
    assert is_late(sent, closes) == (sent > closes)
    if first is not None and first <= closes:
        assert not is_late(sent, closes, first)


@given(st.lists(st.tuples(st.integers(0, 50), st.booleans())))
def test_a_tally_keeps_two_sums(parts: list[tuple[int, bool]]) -> None:
    tally = Tally()
    for count, collective in parts:
        tally = tally.plus(count, collective=collective)
    assert tally.persons == sum(count for count, collective in parts if not collective)
    assert tally.collectives == sum(count for count, collective in parts if collective)


def test_every_outcome_has_words() -> None:
    assert {outcome_of(met) for met in (None, True, False)} == set(OUTCOME_WORDS) == set(Outcome)
