"""Conditional tasks: set off by a document, closed as not arisen, opened again; undated ones are never late."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.errors import AlreadyDone, DomainError
from plans.models import Evidence, Plan, Task
from plans.rules.status import Cell, DueState, Progress, TaskFacts, cell_of, due_of
from plans.services import progress
from plans.services.evidence import NewFile
from plans.services.progress import TriggerDocument
from tests.factory import Cast, make_task

TODAY = dt.date(2026, 8, 5)
NEW_YEARS_EVE = dt.date(2026, 12, 31)
DOCUMENT = TriggerDocument("15/TB-SNV", dt.date(2026, 8, 3), "Sở Nội vụ", NewFile("TB.png", b"\x89PNG\r\n\x1a\n"))


def trigger(task: Task, cast: Cast, *, today: dt.date = TODAY, key: str = "", **values: object) -> None:
    facts: dict[str, object] = {"reason": "", "document": DOCUMENT, "on": today, **values}
    progress.trigger_task(task=task, actor=cast.standing, today=today, key=key, **facts)  # type: ignore[arg-type]


def test_a_document_sets_a_task_off_and_is_kept(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, period="Q3", conditional=True, units=[cast.division])

    trigger(task, cast, key="k")

    task = Task.objects.get()
    assert (task.trigger_number, task.trigger_date, task.trigger_from) == ("15/TB-SNV", DOCUMENT.date, "Sở Nội vụ")
    assert (task.triggered_on, task.deadline, cell_of(task.facts, TODAY)) == (TODAY, dt.date(2026, 9, 30), Cell.OPEN)
    assert task.latest_news == "Phát sinh ngày 05/08/2026: Theo văn bản số 15/TB-SNV ngày 03/08/2026 của Sở Nội vụ."
    assert Evidence.objects.values_list("caption", flat=True).get() == "Văn bản làm phát sinh, số 15/TB-SNV"
    with pytest.raises(AlreadyDone):
        trigger(task, cast, key="k")


def test_a_document_of_tomorrow_is_refused_and_nothing_is_kept(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, conditional=True)
    tomorrow = TriggerDocument("1/TB", TODAY + dt.timedelta(days=1), "Sở Nội vụ", DOCUMENT.file)

    with pytest.raises(DomainError, match="ở sau hôm nay"):
        trigger(task, cast, document=tomorrow)

    assert (Task.objects.get().triggered_on, Evidence.objects.count()) == (None, 0)


def test_closed_as_not_arisen_and_opened_again_when_it_arises_after_all(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, period="Q3", conditional=True, units=[cast.division])
    reason = "Đến hết năm không có đoàn kiểm tra."
    progress.stop_task(task=task, actor=cast.standing, to=Progress.NOT_ARISEN, reason=reason)
    task = Task.objects.get()
    assert (cell_of(task.facts, NEW_YEARS_EVE), task.latest_news) == (Cell.STOPPED, reason)

    trigger(task, cast, today=dt.date(2026, 12, 20), document=DOCUMENT)

    task = Task.objects.get()
    assert (task.progress, task.deadline) == (Progress.TODO, None)  # its period is over: the leadership sets a day
    assert [entry.act for entry in task.entries.order_by("pk")] == ["stop", "trigger"]


def test_only_what_may_not_come_can_be_closed_as_not_arisen(plan: Plan, cast: Cast) -> None:
    task = make_task(plan)

    with pytest.raises(DomainError, match="Không phát sinh"):
        progress.stop_task(task=task, actor=cast.standing, to=Progress.NOT_ARISEN, reason="Không có.")


@pytest.mark.parametrize("state", [state for state in Progress if state not in (Progress.DONE, Progress.AWAITING)])
@pytest.mark.parametrize("day", [dt.date(2026, 1, 1), NEW_YEARS_EVE, dt.date(2030, 1, 1)])
def test_an_undated_task_is_never_late(state: Progress, day: dt.date) -> None:
    facts = TaskFacts(state, None)

    assert due_of(facts, day).state == DueState.NONE
    assert cell_of(facts, day) in (Cell.UNDATED, Cell.STOPPED)


@pytest.mark.parametrize("day", [dt.date(2026, 9, 30), dt.date(2026, 10, 1), dt.date(2030, 1, 1)])
def test_a_conditional_task_that_has_not_arisen_is_never_late(day: dt.date) -> None:
    facts = TaskFacts(Progress.TODO, dt.date(2026, 9, 30), conditional=True)

    assert (due_of(facts, day).state, cell_of(facts, day)) == (DueState.NONE, Cell.CONDITIONAL)


@pytest.mark.parametrize(
    ("day", "state", "cell"),
    [
        (dt.date(2026, 9, 29), DueState.SOON, Cell.OPEN),
        (dt.date(2026, 9, 30), DueState.SOON, Cell.OPEN),
        (dt.date(2026, 10, 1), DueState.LATE, Cell.OVERDUE),
    ],
)
def test_due_today_is_not_late_today(day: dt.date, state: DueState, cell: Cell) -> None:
    facts = TaskFacts(Progress.DOING, dt.date(2026, 9, 30))

    assert (due_of(facts, day).state, cell_of(facts, day)) == (state, cell)
