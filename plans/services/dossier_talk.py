"""What was said and asked about tasks, for the inspection dossier: log, extensions, directions, obstacles, events."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db import models
from django.utils import timezone

from plans.models import (
    Comment,
    Delegate,
    Direction,
    DirectionRound,
    Event,
    EventState,
    Extension,
    Obstacle,
    ProgressEntry,
    Task,
    User,
)
from plans.rules.dossier import Later, Meeting, Said
from plans.rules.official import short_date
from plans.rules.status import PROGRESS_WORDS, Progress

M = TypeVar("M", bound=models.Model)
Act = ProgressEntry.Act


@dataclass(frozen=True)
class Talk:
    """The records by task, each kind in the order in which it came."""

    entries: dict[int, list[ProgressEntry]]
    asked: dict[int, list[Extension]]
    given: dict[int, list[Direction]]
    rounds: dict[int, list[DirectionRound]]
    hindrances: dict[int, list[Obstacle]]
    held: dict[int, list[Event]]
    delegates: dict[int, list[Delegate]]
    remarks: dict[int, list[Comment]]

    @classmethod
    def read(cls, tasks: models.QuerySet[Task]) -> Talk:
        """Eight queries."""
        events = Event.objects.filter(task__in=tasks, removed_at__isnull=True).select_related("reply")
        delegates = Delegate.objects.filter(event__task__in=tasks, event__removed_at__isnull=True)
        directions = Direction.objects.filter(task__in=tasks).order_by("created_at", "pk")
        rounds = DirectionRound.objects.filter(direction__task__in=tasks)
        obstacles = Obstacle.objects.filter(task__in=tasks).order_by("created_at", "pk")
        entries = ProgressEntry.objects.filter(task__in=tasks).order_by("at", "pk")
        extensions = Extension.objects.filter(task__in=tasks).order_by("created_at", "pk")
        remarks = Comment.objects.filter(task__in=tasks, removed_at__isnull=True)
        return cls(
            entries=_by_task(entries.select_related("actor__person", "unit")),
            asked=_by_task(extensions.select_related("asked_by__person", "decided_by__person", "unit")),
            given=_by_task(directions.select_related("given_by__person", "replied_by__person")),
            rounds=_by_owner(rounds.select_related("replied_by__person", "asked_by__person"), "direction_id"),
            hindrances=_by_task(
                obstacles.select_related("reported_by__person", "decided_by__person", "settled_by__person", "unit")
            ),
            held=_by_task(events),
            delegates=_by_owner(delegates.select_related("unit"), "event_id"),
            remarks=_by_task(remarks.select_related("author__person")),
        )

    def confirmed(self, task: int) -> str:
        """The day of the last confirmation and who gave it."""
        found = [entry for entry in self.entries[task] if entry.act == Act.CONFIRM]
        return f"{_day(found[-1].at)}, {name_of(found[-1].actor)}" if found else ""

    def extensions(self, task: int) -> list[Later]:
        return [
            Later(
                old=one.old_deadline,
                new=one.new_deadline,
                reason=one.reason,
                asked=f"{_signed(one.asked_by, one.unit)}\n{_day(one.created_at)}",
                state=one.get_state_display(),
                decided=f"{name_of(one.decided_by)}, {_day(one.decided_at)}" if one.decided_at else "",
                note=one.decision_note,
            )
            for one in self.asked[task]
        ]

    def log(self, task: int) -> list[Said]:
        return [_entry(entry) for entry in self.entries[task]]

    def directions(self, task: int) -> list[Said]:
        return [_direction(one, self.rounds[one.pk]) for one in self.given[task]]

    def obstacles(self, task: int) -> list[Said]:
        return [_obstacle(one) for one in self.hindrances[task]]

    def meetings(self, task: int) -> list[Meeting]:
        return [_meeting(event, self.delegates[event.pk]) for event in self.held[task]]

    def comments(self, task: int) -> list[Said]:
        return [
            Said(timezone.localtime(one.at), name_of(one.author), "", [("", one.text)]) for one in self.remarks[task]
        ]


def name_of(user: User | None) -> str:
    """Who an account is."""
    return user.get_full_name() if user else ""


def _by_task(rows: Iterable[M]) -> dict[int, list[M]]:
    return _by_owner(rows, "task_id")


def _by_owner(rows: Iterable[M], owner: str) -> dict[int, list[M]]:
    found: dict[int, list[M]] = defaultdict(list)
    for row in rows:
        found[getattr(row, owner)].append(row)
    return found


def _entry(entry: ProgressEntry) -> Said:
    what = str(entry.get_act_display())
    if entry.act == Act.STOP:
        what = PROGRESS_WORDS[Progress(entry.state_to)].lower()
    elif entry.act == Act.REPORT and entry.percent is not None:
        what = f"{what}, {entry.percent}%"
    return Said(
        timezone.localtime(entry.at),
        _signed(entry.actor, entry.unit),
        what,
        _labelled(
            ("", entry.done_text), ("Khó khăn", entry.difficulty), ("Đề xuất", entry.proposal), ("Lý do", entry.reason)
        ),
    )


def _direction(one: Direction, rounds: Iterable[DirectionRound]) -> Said:
    words = [("Chỉ đạo", f"{one.text}{f' (trả lời trước ngày {short_date(one.due)})' if one.due else ''}")]
    for before in rounds:
        words.append((f"Trả lời, {name_of(before.replied_by)}, {_day(before.replied_at)}", before.reply))
        words.append((f"Yêu cầu trả lời lại, {name_of(before.asked_by)}, {_day(before.asked_at)}", before.asked))
    if one.reply:
        words.append((f"Trả lời, {name_of(one.replied_by)}, {_day(one.replied_at)}", one.reply))
    return Said(timezone.localtime(one.created_at), name_of(one.given_by), "", words, str(one.get_state_display()))


def _obstacle(one: Obstacle) -> Said:
    decided = f"Quyết định của {name_of(one.decided_by)}, {_day(one.decided_at)}"
    settled = f"Tháo gỡ, {name_of(one.settled_by)}, {_day(one.settled_at)}" if one.settled_at else "Tháo gỡ"
    words = _labelled(
        ("Vướng mắc", one.text),
        ("Đề xuất", one.proposal),
        ("Ý kiến của thường trực", one.opinion),
        (decided, one.decision),
        (settled, one.settled_note),
    )
    who = _signed(one.reported_by, one.unit)
    return Said(timezone.localtime(one.created_at), who, "", words, str(one.get_state_display()))


def _meeting(event: Event, delegates: Iterable[Delegate]) -> Meeting:
    days = short_date(event.starts_on)
    if event.ends_on != event.starts_on:
        days = f"{days} đến {short_date(event.ends_on)}"
    hour = f"{event.starts_at:%H:%M} " if event.starts_at else ""
    dated = f" ngày {short_date(event.invitation_date)}" if event.invitation_date else ""
    invitation = f"{event.invitation_number}{dated} {event.invitation_from}".strip()
    facts = _labelled(
        ("Thời gian", f"{hour}{days}"),
        ("Địa điểm", event.place),
        ("Đơn vị tổ chức", event.host),
        ("Giấy mời", invitation),
        ("Phương án cử người dự", str(event.get_delegation_state_display())),
        ("Công văn trả lời", event.reply.symbol_line if event.reply else ""),
        ("Kết quả", event.outcome),
        ("Lý do huỷ", event.cancel_reason),
    )
    held = event.state == EventState.HELD
    return Meeting(event.name, event.get_state_display(), facts, [_delegate(one, held=held) for one in delegates])


def _delegate(one: Delegate, *, held: bool) -> tuple[str, str, str, str]:
    """Name, post, duty, and whether he came or means to come."""
    post = ", ".join(part for part in (one.position, one.unit.label if one.unit else "") if part)
    came = {True: "Có mặt", False: "Vắng"}.get(one.attended) if held and one.attended is not None else None
    answer = came or str(one.get_answer_display())
    return one.name, post, one.duty, f"{answer} ({one.answer_note})" if one.answer_note else answer


def _labelled(*words: tuple[str, str]) -> list[tuple[str, str]]:
    return [(label, text) for label, text in words if text]


def _signed(user: User, unit: models.Model | None) -> str:
    label = getattr(unit, "label", "")
    return f"{name_of(user)} ({label})" if label else name_of(user)


def _day(at: dt.datetime | None) -> str:
    return short_date(timezone.localtime(at).date()) if at else ""
