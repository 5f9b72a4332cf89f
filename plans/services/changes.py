"""What changed in a plan since a moment: ONE query over its log, extensions, obstacles, directions, adjustments.

The query is written in SQL, the same for both databases: the ORM needs longer to build a UNION of ten SELECTs than the
database to answer it, and the leadership's overview asks for it on every opening.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection

from plans.models import Plan
from plans.rules.changes import Change

_ORDER = "ORDER BY {0}at DESC, {0}kind, {0}pk DESC, {0}act"


def _of_task(kind: str, table: str, at: str, columns: str, where: str = "") -> str:
    """The SELECT of one thing that can happen to a task; ``at`` names the column of its moment.

    CROSS JOIN, as SQLite takes the tables of one in the order they are written: from what happened lately, by the
    index of its moments, to its task, not through every task of the plan. To PostgreSQL it is a join as any other.
    """
    about = f"'{kind}' AS kind, r.id AS pk, r.{at} AS at, r.task_id AS task"
    return (
        f"SELECT {about}, '' AS no, {columns} FROM plans_{table} r CROSS JOIN plans_task t"  # noqa: S608
        f" WHERE t.id = r.task_id AND t.plan_id = %s AND NOT t.dropped AND r.{at} > %s AND r.{at} <= %s{where}"
    )


_NO_UNIT, _NO_DAY, _NO_NUMBER = "CAST(NULL AS bigint) AS unit", "CAST(NULL AS date) AS day", "CAST(NULL AS integer)"
_SAID = f"r.unit_id AS unit, {_NO_DAY}, {_NO_NUMBER} AS number"
_UNSAID = f"{_NO_UNIT}, {_NO_DAY}, {_NO_NUMBER} AS number"
_ASKED = f"r.unit_id AS unit, r.new_deadline AS day, {_NO_NUMBER} AS number"
_ADJUSTED = (
    "SELECT 'adjustment', r.id AS pk, r.updated_at AS at, CAST(NULL AS bigint), r.number, 'issued', '', r.reason,"  # noqa: S608
    f" CAST(NULL AS bigint), {_NO_UNIT}, r.issued_on, {_NO_NUMBER} FROM plans_adjustment r"
    " WHERE r.plan_id = %s AND r.state = 'issued' AND r.updated_at > %s AND r.updated_at <= %s"
)
# Each SELECT takes the plan and both moments
_SELECTS = (
    _of_task(
        "entry",
        "progressentry",
        "at",
        "r.act AS act, r.state_to AS state, COALESCE(NULLIF(r.reason, ''), r.done_text) AS text, r.actor_id AS who,"
        f" r.unit_id AS unit, {_NO_DAY}, r.percent AS number",
    ),
    _of_task("extension", "extension", "created_at", f"'asked', '', r.reason, r.asked_by_id, {_ASKED}"),
    _of_task(
        "extension",
        "extension",
        "decided_at",
        f"r.state, '', r.decision_note, r.decided_by_id, {_ASKED}",
        " AND r.state IN ('agreed', 'refused')",
    ),
    _of_task("obstacle", "obstacle", "created_at", f"'reported', '', r.text, r.reported_by_id, {_SAID}"),
    _of_task("obstacle", "obstacle", "submitted_at", f"'submitted', '', r.text, CAST(NULL AS bigint), {_SAID}"),
    _of_task("obstacle", "obstacle", "decided_at", f"'decided', '', r.decision, r.decided_by_id, {_SAID}"),
    _of_task("obstacle", "obstacle", "settled_at", f"'settled', '', r.settled_note, r.settled_by_id, {_SAID}"),
    _of_task("direction", "direction", "created_at", f"'given', '', r.text, r.given_by_id, {_UNSAID}"),
    _of_task("direction", "direction", "replied_at", f"'answered', '', r.reply, r.replied_by_id, {_UNSAID}"),
    _ADJUSTED,
)
_COUNT = f"SELECT COUNT(*) FROM ({' UNION ALL '.join(_SELECTS)}) c"  # noqa: S608 (constant text, bound parameters)
# Of each SELECT only as many as are wanted in all: on a page that shows nine, a busy week need not be sorted
_NEWEST = " UNION ALL ".join(f"SELECT * FROM ({one} ORDER BY at DESC, pk DESC LIMIT %s) n" for one in _SELECTS)  # noqa: S608
_ROWS = (
    "SELECT c.kind, c.pk, c.at, c.task, COALESCE(t.no, c.no), c.act, c.state, c.text,"  # noqa: S608
    " COALESCE(p.full_name, u.username, ''), COALESCE(NULLIF(n.short_name, ''), n.name, ''), c.day, c.number"
    f" FROM (SELECT * FROM ({_NEWEST}) h {_ORDER.format('h.')} LIMIT %s OFFSET %s) c"
    " LEFT JOIN plans_task t ON t.id = c.task LEFT JOIN plans_user u ON u.id = c.who"
    f" LEFT JOIN plans_person p ON p.id = u.person_id LEFT JOIN plans_unit n ON n.id = c.unit {_ORDER.format('c.')}"
)


@dataclass(frozen=True)
class Changes:
    """What happened in ``plan`` after ``since`` and up to ``until``, newest first; a paginator can cut it.

    An adjustment counts on the moment it was last touched, which is its issuing: nothing changes it afterwards.
    """

    plan: Plan
    since: dt.datetime
    until: dt.datetime

    def count(self) -> int:
        """One query."""
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, self._bound() * len(_SELECTS))
            return int(cursor.fetchone()[0])

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Change]:
        """One query."""
        first = part.start or 0
        with connection.cursor() as cursor:
            cursor.execute(_ROWS, [*[*self._bound(), part.stop] * len(_SELECTS), part.stop - first, first])
            return [_change(row) for row in cursor.fetchall()]

    def _bound(self) -> list[Any]:
        """What every SELECT takes."""
        moments = [connection.ops.adapt_datetimefield_value(moment) for moment in (self.since, self.until)]
        return [self.plan.pk, *moments]


def _change(row: tuple[Any, ...]) -> Change:
    """SQLite gives moments and days as text or without their zone, which is UTC."""
    found = Change._make(row)
    at = dt.datetime.fromisoformat(found.at) if isinstance(found.at, str) else found.at
    day = dt.date.fromisoformat(found.day) if isinstance(found.day, str) else found.day
    return found._replace(at=at if at.tzinfo else at.replace(tzinfo=dt.UTC), day=day)
