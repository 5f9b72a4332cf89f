"""What an adjustment changes in one task of an issued plan, and how a task read on a day past. Pure functions."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from plans.rules.document import AssignmentRole, PlanTask, PlanUnit


class Facet(StrEnum):
    """A side of a task that two versions may differ in."""

    NO = "no"
    TITLE = "title"
    TIME = "time"
    UNITS = "units"
    CONDITION = "condition"
    KIND = "kind"


FACET_WORDS = {
    Facet.NO: "số thứ tự",
    Facet.TITLE: "nội dung",
    Facet.TIME: "thời gian",
    Facet.UNITS: "đơn vị thực hiện",
    Facet.CONDITION: "điều kiện “nếu có”",
    Facet.KIND: "loại việc",
}


@dataclass(frozen=True)
class TaskUnit:
    """A unit line of a task with the unit it means."""

    unit: int
    name: str
    role: AssignmentRole = AssignmentRole.PERFORM
    written: str = ""

    @property
    def line(self) -> str:
        return PlanUnit(self.name, self.role, self.written).line


@dataclass(frozen=True)
class TaskText:
    """What the plan says of one task. ``deadline`` is the day that follows from it, or to which it was extended."""

    no: str
    title: str
    period: str = ""
    period_text: str = ""
    due: dt.date | None = None
    conditional: bool = False
    kind: str = "work"
    units: tuple[TaskUnit, ...] = ()
    deadline: dt.date | None = None

    @property
    def plan_task(self) -> PlanTask:
        """The same as a row of the plan's table."""
        return PlanTask(
            no=self.no,
            title=self.title,
            period=self.period or None,
            period_text=self.period_text,
            due=self.due,
            conditional=self.conditional,
            units=tuple(PlanUnit(unit.name, unit.role, unit.written) for unit in self.units),
        )

    def to_json(self) -> dict[str, Any]:
        data = dataclasses.asdict(self)
        return {**data, **{name: _written(getattr(self, name)) for name in ("due", "deadline")}}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> TaskText:
        units = (
            TaskUnit(unit["unit"], unit["name"], AssignmentRole(unit["role"]), unit["written"])
            for unit in data["units"]
        )
        days = {name: _read(data[name]) for name in ("due", "deadline")}
        return cls(**{**data, **days, "units": tuple(units)})


def _written(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _read(day: str | None) -> dt.date | None:
    return dt.date.fromisoformat(day) if day else None


def facets(before: TaskText, after: TaskText) -> tuple[Facet, ...]:
    """In what two versions of a task differ, in the order of the paper."""
    pairs = {
        Facet.NO: (before.no, after.no),
        Facet.TITLE: (before.title, after.title),
        Facet.TIME: (_time(before), _time(after)),
        Facet.UNITS: (before.units, after.units),
        Facet.CONDITION: (before.conditional, after.conditional),
        Facet.KIND: (before.kind, after.kind),
    }
    return tuple(facet for facet, (old, new) in pairs.items() if old != new)


def _time(text: TaskText) -> tuple[str, str, dt.date | None]:
    return text.period, text.period_text, text.due


def moved_on(before: TaskText, now: TaskText, after: TaskText | None) -> tuple[Facet, ...]:
    """What has changed in the task itself since ``before`` was written down for an adjustment.

    A deadline extended meanwhile counts only where the adjustment sets the time anew.
    """
    changed = facets(before, now)
    sets_time = after is not None and Facet.TIME in facets(before, after)
    if sets_time and Facet.TIME not in changed and before.deadline != now.deadline:
        return (*changed, Facet.TIME)
    return changed


class Step(NamedTuple):
    """One change that took effect on a day; None where the task was not yet, or no longer, in the plan."""

    day: dt.date
    before: TaskText | None
    after: TaskText | None


def as_it_was(now: TaskText | None, steps: Iterable[Step], on: dt.date) -> TaskText | None:
    """The task at the end of the day ``on``: what was changed later is taken back, the latest first."""
    text = now
    for step in sorted(steps, key=lambda step: step.day, reverse=True):
        if step.day <= on:
            break
        text = step.before
    return text
