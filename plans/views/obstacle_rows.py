"""The rows of the list of obstacles: one query for the plan, the filter in Python."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils import timezone
from django.utils.safestring import SafeString

from plans.forms.obstacle import ObstacleFilter
from plans.models import Obstacle, ObstacleState, Plan
from plans.rules.calendar import quarter_of_period
from plans.rules.text import fold
from plans.views.adjustment_rows import obstacle_pill

_FIELDS = (
    "pk",
    "task_id",
    "task__no",
    "task__title",
    "task__period",
    "task__due",
    "unit_id",
    "unit__name",
    "text",
    "proposal",
    "opinion",
    "decision",
    "calls_for_adjustment",
    "settled_note",
    "state",
    "created_at",
)


class ObstacleLine(NamedTuple):
    """One obstacle as a list shows it."""

    pk: int
    task_id: int
    no: str
    title: str
    quarter: str
    unit_id: int | None
    unit: str
    text: str
    proposal: str
    opinion: str
    decision: str
    calls_for_adjustment: bool
    settled_note: str
    state: str
    reported_on: dt.date
    pill: SafeString

    @property
    def state_words(self) -> str:
        return str(ObstacleState(self.state).label)

    @property
    def may_be_chosen(self) -> bool:
        return self.state == ObstacleState.REPORTED


def read_obstacles(plan: Plan) -> list[ObstacleLine]:
    """All obstacles of a plan, newest first: one query."""
    rows = Obstacle.objects.filter(task__plan=plan).order_by("-created_at", "-pk")
    return [_line(row) for row in rows.values(*_FIELDS)]


def _line(row: dict[str, Any]) -> ObstacleLine:
    period = row["task__period"]
    quarter = quarter_of_period(period, row["task__due"]) if period != "YEAR" else None
    kept = ("pk", "task_id", "unit_id", "text", "proposal", "opinion", "decision", "calls_for_adjustment")
    return ObstacleLine(
        no=row["task__no"],
        title=row["task__title"],
        quarter=str(quarter or ""),
        unit=row["unit__name"] or "Thường trực TĐKT",
        settled_note=row["settled_note"],
        state=row["state"],
        reported_on=timezone.localtime(row["created_at"]).date(),
        pill=obstacle_pill(row["state"]),
        **{name: row[name] for name in kept},
    )


def filter_for(query: QueryDict, every: list[ObstacleLine]) -> ObstacleFilter:
    """The filter as the address has it; units are those that have reported something."""
    units = dict(sorted({(str(line.unit_id), line.unit) for line in every if line.unit_id}, key=lambda pair: pair[1]))
    return ObstacleFilter(query, unit=[("", "Mọi đơn vị"), *units.items()])


def matching(every: list[ObstacleLine], query: ObstacleFilter) -> list[ObstacleLine]:
    """The obstacles that pass every condition."""
    words, state, unit, quarter = query.key.split(), query.value("state"), query.value("unit"), query.value("quy")
    return [
        line
        for line in every
        if (not state or line.state == state)
        and (not unit or str(line.unit_id) == unit)
        and (not quarter or line.quarter == quarter)
        and (not words or _holds(line, words))
    ]


def _holds(line: ObstacleLine, words: list[str]) -> bool:
    key = fold(f"{line.no} {line.title} {line.text} {line.proposal} {line.opinion} {line.decision}")
    return all(word in key for word in words)


def said_of(every: list[ObstacleLine]) -> str:
    """ "2 chờ trình · 1 chờ quyết định": what is still open."""
    counts = {state: sum(line.state == state for line in every) for state in ObstacleState}
    words = {
        ObstacleState.REPORTED: "chưa trình",
        ObstacleState.SUBMITTED: "chờ lãnh đạo quyết định",
        ObstacleState.DECIDED: "đã quyết định, chưa tháo gỡ",
        ObstacleState.SETTLED: "đã tháo gỡ",
    }
    return " · ".join(f"{counts[state]} {said}" for state, said in words.items() if counts[state])
