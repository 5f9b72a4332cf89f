"""Counting a plan by cells: sums, and what stands beside them."""

from __future__ import annotations

import datetime as dt

from plans.rules.overview import Tally, Watch, tallied, tally
from plans.rules.status import Cell, Progress, TaskFacts

TODAY, Q1, Q4 = dt.date(2026, 6, 5), dt.date(2026, 3, 31), dt.date(2026, 12, 31)
FACTS = {
    "on time": TaskFacts(Progress.DONE, Q1, reported_on=dt.date(2026, 3, 31)),
    "done late": TaskFacts(Progress.DONE, Q1, reported_on=dt.date(2026, 4, 1)),
    "open": TaskFacts(Progress.TODO, Q4),
    "overdue": TaskFacts(Progress.DOING, Q1),
    "waiting to arise": TaskFacts(Progress.TODO, Q1, conditional=True),
    "arisen": TaskFacts(Progress.TODO, Q1, conditional=True, triggered=True),
    "undated": TaskFacts(Progress.DOING, None),
    "paused": TaskFacts(Progress.PAUSED, Q1),
    "reported in time, confirmed nowhere yet": TaskFacts(Progress.AWAITING, Q1, reported_on=Q1),
}


def test_every_task_stands_in_one_cell() -> None:
    watch = Watch(TODAY)

    assert {name: watch(facts).cell for name, facts in FACTS.items()} == {
        "on time": Cell.ON_TIME,
        "done late": Cell.DONE_LATE,
        "open": Cell.OPEN,
        "overdue": Cell.OVERDUE,
        "waiting to arise": Cell.CONDITIONAL,
        "arisen": Cell.OVERDUE,
        "undated": Cell.UNDATED,
        "paused": Cell.STOPPED,
        "reported in time, confirmed nowhere yet": Cell.OPEN,
    }


def test_conditional_undated_and_stopped_tasks_are_counted_beside_the_four_cells() -> None:
    counts = tally(Watch(TODAY)(facts).cell for facts in FACTS.values())

    assert (counts.all, counts.counted, counts.done) == (9, 6, 2)
    assert counts.words == "2/6 hoàn thành · 2 quá hạn · 1 chờ phát sinh · 1 không ấn định · 1 dừng, không phát sinh"


def test_an_empty_tally_has_words() -> None:
    assert Tally().words == "0/0 hoàn thành"


def test_tallies_by_key_keep_the_order_in_which_keys_come() -> None:
    found = tallied((name, Cell.OPEN) for name in ("b", "a", "b"))

    assert list(found.items()) == [("b", Tally({Cell.OPEN: 2})), ("a", Tally({Cell.OPEN: 1}))]
