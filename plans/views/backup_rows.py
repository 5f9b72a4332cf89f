"""Backups as lines of a list, and the failed one that waits for the administrator on the first page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from plans.models import BackupCause, BackupRun, BackupState, Plan, User
from plans.models.backup import ENDED
from plans.rules.archive import size_words
from plans.services.waiting import Rows, WaitingRow, waiting_row
from plans.sockets import WorkItem
from plans.views.cells import choice_pill

KIND = "backup"
FIELDS = ("cause", "asked_by__username", "asked_at", "started_at", "finished_at", "state", "name", "size", "sentence")
_LOOK: dict[BackupState, str | tuple[str, str]] = {
    BackupState.WAITING: ("await", "hourglass"),
    BackupState.RUNNING: "doing",
    BackupState.GOOD: "done",
    BackupState.KEPT: ("warn", "triangle-alert"),
    BackupState.FAILED: ("warn", "triangle-alert"),
}


class Line(NamedTuple):
    """One run as it is read."""

    at: str
    how: str
    state: str
    pill: SafeString
    size: str
    took: str
    name: str
    sentence: str


def backup_lines(rows: Iterable[tuple[object, ...]]) -> list[Line]:
    """``rows`` are the columns of ``FIELDS``."""
    return [_line(*row) for row in rows]  # type: ignore[arg-type]


def backups_waiting(user: User, plan: Plan) -> Rows | None:  # noqa: ARG001 (of whatever year)
    """The last backup, while it is one that failed."""
    if not user.has_perm("plans.keep_backups"):
        return None
    newer = BackupRun.objects.filter(pk__gt=OuterRef("pk"), state__in=ENDED)
    failed = BackupRun.objects.filter(~Exists(newer), state=BackupState.FAILED)
    return waiting_row(failed, KIND, text="sentence", since="finished_at")


def backup_item(row: WaitingRow, today: dt.date) -> WorkItem:  # noqa: ARG001 (the shape of every kind)
    """A failed backup as work to be done."""
    since = timezone.localdate(row.since) if row.since else None
    url = reverse("plans:backups")
    title = "Xem lại sao lưu: lần gần nhất hỏng"
    return WorkItem("await", title, row.text or "", url, "Mở trang Sao lưu", pill="Sao lưu hỏng", since=since)


def _line(
    cause: str,
    asked_by: str | None,
    asked_at: dt.datetime,
    started_at: dt.datetime | None,
    finished_at: dt.datetime | None,
    *rest: str,
) -> Line:
    state, name, size, sentence = rest
    how = str(BackupCause(cause).label)
    return Line(
        at=f"{timezone.localtime(started_at or asked_at):%d/%m/%Y %H:%M}",
        how=f"{how}: {asked_by}" if asked_by else how,
        state=str(BackupState(state).label),
        pill=choice_pill(BackupState(state), _LOOK),
        size=size_words(int(size)) if int(size) else "",
        took=_took(started_at, finished_at),
        name=name,
        sentence=sentence,
    )


def _took(started_at: dt.datetime | None, finished_at: dt.datetime | None) -> str:
    """How long a run lasted: "dưới 1 giây", "12 giây", "3 phút"."""
    if started_at is None or finished_at is None:
        return ""
    seconds = round((finished_at - started_at).total_seconds())
    if seconds < 1:
        return "dưới 1 giây"
    return f"{seconds} giây" if seconds < 120 else f"{round(seconds / 60)} phút"
