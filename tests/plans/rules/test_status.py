"""The deadline state and the cells of reports, from progress and dates."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.rules.status import (
    PROGRESS_WORDS,
    REPORT_CELLS,
    STOPPED,
    Cell,
    Due,
    DueState,
    Progress,
    TaskFacts,
    cell_of,
    due_of,
)

TODAY = dt.date(2026, 6, 5)


def day(offset: int) -> dt.date:
    return TODAY + dt.timedelta(days=offset)


def facts(progress: Progress, due_in: int | None, reported: int | None = None, **values: bool) -> TaskFacts:
    return TaskFacts(
        progress=progress,
        deadline=None if due_in is None else day(due_in),
        reported_on=None if reported is None else day(reported),
        **values,
    )


T = Progress
# progress, due in days, reported in days, conditional, triggered -> words, deadline state, cell
TABLE = [
    (T.TODO, 117, None, False, False, "còn 117 ngày", DueState.FAR, Cell.OPEN),
    (T.TODO, 4, None, False, False, "còn 4 ngày", DueState.FAR, Cell.OPEN),
    (T.TODO, 3, None, False, False, "Sắp đến hạn, còn 3 ngày", DueState.SOON, Cell.OPEN),
    (T.DOING, 0, None, False, False, "Sắp đến hạn, hôm nay", DueState.SOON, Cell.OPEN),
    (T.DOING, -1, None, False, False, "Quá hạn 1 ngày", DueState.LATE, Cell.OVERDUE),
    (T.REDO, -7, -20, False, False, "Quá hạn 7 ngày", DueState.LATE, Cell.OVERDUE),
    (T.AWAITING, -7, -8, False, False, "còn 1 ngày", DueState.FAR, Cell.OPEN),
    (T.AWAITING, -7, -7, False, False, "còn 0 ngày", DueState.FAR, Cell.OPEN),
    (T.AWAITING, -7, -3, False, False, "Quá hạn 4 ngày", DueState.LATE, Cell.OVERDUE),
    (T.DONE, -7, -7, False, False, "Xong", DueState.MET, Cell.ON_TIME),
    (T.DONE, -7, -1, False, False, "Xong quá hạn 6 ngày", DueState.MET_LATE, Cell.DONE_LATE),
    (T.DONE, 30, -1, False, False, "Xong", DueState.MET, Cell.ON_TIME),
    (T.DONE, None, -1, False, False, "Không ấn định", DueState.NONE, Cell.UNDATED),
    (T.TODO, None, None, False, False, "Không ấn định", DueState.NONE, Cell.UNDATED),
    (T.DOING, None, None, False, False, "Không ấn định", DueState.NONE, Cell.UNDATED),
    (T.TODO, -90, None, True, False, "Không ấn định", DueState.NONE, Cell.CONDITIONAL),
    (T.TODO, -90, None, True, True, "Quá hạn 90 ngày", DueState.LATE, Cell.OVERDUE),
    (T.DOING, -90, None, True, False, "Quá hạn 90 ngày", DueState.LATE, Cell.OVERDUE),
    (T.NOT_ARISEN, -90, None, True, False, "Không ấn định", DueState.NONE, Cell.STOPPED),
    (T.PAUSED, -90, None, False, False, "Không ấn định", DueState.NONE, Cell.STOPPED),
    (T.CANCELLED, -90, None, False, False, "Không ấn định", DueState.NONE, Cell.STOPPED),
]


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_deadline_state_and_cell(row: tuple[Progress, int | None, int | None, bool, bool, str, DueState, Cell]) -> None:
    progress, due_in, reported, conditional, triggered, words, state, cell = row
    task = facts(progress, due_in, reported, conditional=conditional, triggered=triggered)

    due = due_of(task, TODAY)

    assert (due.words, due.state, cell_of(task, TODAY)) == (words, state, cell)


def test_how_soon_is_soon_is_a_setting() -> None:
    task = facts(Progress.TODO, 7)
    assert due_of(task, TODAY, soon_days=7) == Due(DueState.SOON, 7)
    assert due_of(task, TODAY, soon_days=6) == Due(DueState.FAR, 7)


def test_every_progress_has_a_word() -> None:
    assert set(PROGRESS_WORDS) == set(Progress)


offsets = st.none() | st.integers(min_value=-400, max_value=400)
any_facts = st.builds(
    facts,
    st.sampled_from(Progress),
    offsets,
    offsets,
    conditional=st.booleans(),
    triggered=st.booleans(),
)


@given(any_facts)
def test_what_has_no_deadline_or_waits_or_stopped_is_never_late(task: TaskFacts) -> None:
    if task.deadline is None or task.is_waiting_to_arise or task.progress in STOPPED:
        assert due_of(task, TODAY).state is DueState.NONE
        assert cell_of(task, TODAY) not in (Cell.OVERDUE, Cell.DONE_LATE, Cell.OPEN)


@given(any_facts)
def test_overdue_cell_and_late_line_agree(task: TaskFacts) -> None:
    late = due_of(task, TODAY).state is DueState.LATE
    assert (cell_of(task, TODAY) is Cell.OVERDUE) == (late and task.progress is not Progress.DONE)


@given(any_facts)
def test_the_same_task_is_counted_once_and_beside_the_four_cells_when_it_must(task: TaskFacts) -> None:
    beside = task.progress in STOPPED or task.is_waiting_to_arise
    assert (cell_of(task, TODAY) in REPORT_CELLS) == (not beside and task.deadline is not None)


@given(any_facts, st.integers(min_value=1, max_value=500))
def test_time_alone_never_makes_open_work_timely_again(task: TaskFacts, later: int) -> None:
    if cell_of(task, TODAY) is Cell.OVERDUE:
        assert cell_of(task, day(later)) is Cell.OVERDUE


@given(any_facts, st.integers(min_value=0, max_value=500))
def test_reported_work_does_not_turn_late_while_it_waits(task: TaskFacts, later: int) -> None:
    waiting = dataclasses.replace(task, progress=Progress.AWAITING, reported_on=TODAY)
    assert due_of(waiting, day(later)) == due_of(waiting, TODAY)
