"""What a report must say, reckoned by plain loops over whole tables with nothing of the report's own code."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from django.utils import timezone

from emulation.models import (
    Aim,
    Registration,
)
from plans.models import Extension, ProgressEntry, Task
from plans.sockets import ReportQuestion

Keys = list[int]


class Expected(NamedTuple):
    """The rows behind each figure in the order of the sentence, and the other numbers it may say."""

    rows: list[Keys]
    numbers: tuple[str, ...] = ()


def two(number: int) -> str:
    return f"{number:02d}"


def share(part: int, whole: int) -> str:
    found = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{found:f}".removesuffix(".0").replace(".", ",") + "%"


def change(now: int, before: int) -> tuple[str, ...]:
    return (two(abs(now - before)), share(abs(now - before), before)) if before and now != before else ()


def there(groups: Iterable[Iterable[int]]) -> list[Keys]:
    return [sorted(group) for group in groups if group]


def keys_of(rows: Iterable[Any]) -> Keys:
    return sorted(one.pk for one in rows)


class Counted:
    """One report's figures."""

    def __init__(self, question: ReportQuestion) -> None:
        self.plan, self.as_of = question.plan, question.as_of
        self.first, self.span_last = question.span.first, question.span.last
        self.last = min(self.span_last, self.as_of)
        self.tasks = {one.pk: one for one in Task.objects.all() if one.plan_id == self.plan.pk and not one.dropped}
        for one in Extension.objects.order_by("-decided_at"):  # taken back, the last first
            if one.state == "agreed" and not self.known(one.decided_at) and one.task_id in self.tasks:
                self.tasks[one.task_id].deadline = one.old_deadline
        self.cells = self._cells()
        self.registrations = [
            one for one in Registration.objects.all() if one.state in ("sent", "received", "closed") or one.sent_at
        ]
        self.registrations = [one for one in self.registrations if one.state != "draft" and self.within(one.sent_at)]

    # -- Days ----------------------------------------------------------------------------------------------------------

    def day(self, at: dt.date | dt.datetime | None) -> dt.date | None:
        return timezone.localdate(at) if isinstance(at, dt.datetime) else at

    def within(self, at: dt.date | dt.datetime | None) -> bool:
        day = self.day(at)
        return day is not None and self.first <= day <= self.last

    def known(self, at: dt.date | dt.datetime | None) -> bool:
        day = self.day(at)
        return day is not None and day <= self.as_of

    def year_before(self, day: dt.date | None) -> bool:
        return day is not None and self.first <= day.replace(year=day.year + 1) <= self.last

    # -- Tasks ---------------------------------------------------------------------------------------------------------

    def _cells(self) -> dict[str, Keys]:
        """The tasks told of by their cell, in the plan's order: each task's log is played from its beginning."""
        found: dict[str, Keys] = {}
        self.awaiting: set[int] = set()
        for task in sorted(self.tasks.values(), key=lambda one: (one.order, one.pk)):
            log = sorted((one for one in ProgressEntry.objects.all() if one.task_id == task.pk), key=lambda one: one.at)
            before = [one for one in log if self.known(one.at)]
            after = [one for one in log if not self.known(one.at)]
            state = after[0].state_from if after else task.progress
            done = None
            if task.progress == "done" and self.known(task.reported_on):
                state, done = "done", task.reported_on
            elif state in ("awaiting", "done"):
                done = next((self.day(one.at) for one in reversed(before) if one.act == "complete"), None)
                state = "doing" if state == "done" and done is None else state
            if state == "awaiting":
                self.awaiting.add(task.pk)
            cell = self._cell(task, state, done)
            if self._told(task, cell, done, state):
                found.setdefault(cell, []).append(task.pk)
        return found

    def _cell(self, task: Task, state: str, done: dt.date | None) -> str:
        if state in ("paused", "cancelled", "not_arisen"):
            return "stopped"
        if task.conditional and not self.known(task.triggered_on) and state == "todo":
            return "conditional"
        if task.deadline is None:
            return "undated"
        late = (done or self.as_of) > task.deadline
        return ("done_late" if late else "on_time") if state == "done" else ("overdue" if late else "open")

    def _told(self, task: Task, cell: str, done: dt.date | None, state: str) -> bool:
        due = task.deadline is not None and self.first <= task.deadline <= self.span_last
        if done and (cell in ("on_time", "done_late") or (cell == "undated" and state == "done")):
            return done >= self.first and (done <= self.span_last or due)
        if quarter := re.fullmatch("Q([1-4])", task.period or ""):
            return dt.date(self.plan.year, 3 * int(quarter[1]) - 2, 1) <= self.span_last
        return bool(task.period) or task.deadline is None or task.deadline <= self.span_last

    def cell(self, *names: str) -> Keys:
        return [pk for name in names for pk in self.cells.get(name, [])]

    @property
    def counted(self) -> Keys:
        return self.cell("on_time", "done_late", "open", "overdue")

    # -- Sentences -----------------------------------------------------------------------------------------------------

    def honours(self, rows: Iterable[Any], four: str) -> list[Any]:
        """Those of one of the four that are never summed, honour by honour in the order of its list."""
        is_title, is_unit = four.startswith("titles"), four.endswith("units")
        kept = [one for one in rows if bool(one.title_id) is is_title and self.of_unit(one) is is_unit]
        return sorted(kept, key=lambda one: (self.honour(one).order, self.honour(one).name, one.pk))

    @staticmethod
    def honour(one: Any) -> Any:
        return one.title or one.commendation

    @staticmethod
    def of_unit(one: Any) -> bool:
        return bool(getattr(one, "registration", one).unit_id)

    def groups(self, rows: list[Any], key: Callable[[Any], int] = lambda one: one.pk) -> list[Keys]:
        """The keys of each honour's rows."""
        names = dict.fromkeys(self.honour(one).name for one in rows)
        return [sorted(key(one) for one in rows if self.honour(one).name == name) for name in names]

    def aims(self) -> list[Aim]:
        known = {one.pk for one in self.registrations}
        return [one for one in Aim.objects.all() if one.registration_id in known]
