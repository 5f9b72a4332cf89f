"""Holidays and days worked in exchange: an editable table, first filled from the published calendar.

Deadlines follow from it, so a change of the table and the deadlines it moves are one act, shown back before it is done.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from calendar import SATURDAY
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from plans.errors import DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, PlanState, Role, SpecialDay, Task, User
from plans.rules.calendar import SpecialDays, deadline
from plans.rules.official import short_date
from plans.rules.status import Progress
from plans.services import audit
from plans.services.locking import locked, one_at_a_time, use_submit_key
from plans.services.notify import notify

COUNTRY, LANGUAGE = "VN", "vi"
PUBLISHED_UNTIL = 2026  # the last year whose holidays and swapped days the government has announced
WHO_KEEPS = "Thường trực TĐKT và quản trị sửa bảng ngày nghỉ, ngày làm bù. Thấy chỗ sai thì báo thường trực."
NAMED = 5  # tasks named in a notice
CHANGED_MEANWHILE = "Bảng hoặc thời hạn vừa thay đổi nên danh sách dưới đây đã khác lúc trước. Xem lại rồi lưu."


class DayValues(NamedTuple):
    """What the table says of one day."""

    date: dt.date
    kind: str
    name: str
    estimated: bool = False


class DayEdit(NamedTuple):
    """One change of the table: added where there was nothing before, removed where nothing is left."""

    before: SpecialDay | None
    after: DayValues | None


class Move(NamedTuple):
    """A deadline that a change of the table moves."""

    task: int
    no: str
    title: str
    year: int
    old: dt.date
    new: dt.date


def special_days() -> SpecialDays:
    """The table as the deadline rules take it: one query."""
    return _table(SpecialDay.objects.values_list("date", "kind"))


def _table(rows: Iterable[tuple[dt.date, str]]) -> SpecialDays:
    rows = list(rows)
    return SpecialDays(
        off=frozenset(day for day, kind in rows if kind == SpecialDay.Kind.OFF),
        worked=frozenset(day for day, kind in rows if kind == SpecialDay.Kind.WORKED),
    )


@transaction.atomic
def seed_special_days(year: int) -> int:
    """Fill in the days of ``year`` that the table does not hold yet; returns how many. People's changes stay."""
    missing = missing_days(year)
    SpecialDay.objects.bulk_create([SpecialDay(**day._asdict()) for day in missing])
    return len(missing)


def missing_days(year: int) -> list[DayValues]:
    """The days of the published calendar of ``year`` that the table does not hold."""
    days = _published(year)
    held = set(SpecialDay.objects.filter(date__in=days).values_list("date", flat=True))
    return [
        DayValues(date, kind, name, estimated=year > PUBLISHED_UNTIL)
        for date, (kind, name) in days.items()
        if date not in held
    ]


def moves_of(edits: Sequence[DayEdit]) -> list[Move]:
    """The deadlines that follow from a period and would move: of what is neither done nor dropped.

    A task with a day of its own, or with an agreed extension, keeps its day. Two queries.
    """
    table = dict(SpecialDay.objects.values_list("date", "kind"))
    for edit in edits:
        if edit.before:
            table.pop(edit.before.date, None)
    table |= {edit.after.date: edit.after.kind for edit in edits if edit.after}
    special = _table(table.items())
    found = []
    for pk, no, title, period, year, old in _following().values_list(
        "pk", "no", "title", "period", "plan__year", "deadline"
    ):
        new = deadline(period, None, year, special)
        if old and new and new != old:
            found.append(Move(pk, no, title, year, old, new))
    return found


def digest(moves: Sequence[Move]) -> str:
    """A short mark of what was shown back, so that nothing else is done than what was seen."""
    text = ";".join(f"{move.task}:{move.old}:{move.new}" for move in moves)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@transaction.atomic
def change_special_days(*, actor: User, edits: Sequence[DayEdit], reason: str, shown: str, key: str = "") -> list[Move]:
    """Change the table and renew the deadlines that follow from it. ``shown`` is the ``digest`` of what was seen."""
    use_submit_key(actor, key)
    if not actor.has_perm("plans.keep_special_days"):
        raise NotAllowed(WHO_KEEPS)
    if not reason.strip():
        raise DomainError("Ghi lý do, căn cứ, ví dụ: Thông báo số 6150/TB-BNV về lịch nghỉ lễ, Tết.")
    one_at_a_time()
    _check(edits)
    moves = moves_of(edits)
    if digest(moves) != shown:
        raise DomainError(CHANGED_MEANWHILE)
    entries = [_apply(edit, actor, reason, moves) for edit in edits]
    _renew(moves)
    if moves:
        _tell(actor, entries[0], edits[0], moves)
    return moves


def _following() -> QuerySet[Task]:
    """The tasks whose deadline follows from their period."""
    return (
        Task.objects.exclude(plan__state=PlanState.CLOSED)
        .exclude(progress=Progress.DONE)
        .exclude(period="")
        .filter(due=None, extended=0, dropped=False, deadline__isnull=False)
        .order_by("plan__year", "plan_id", "order", "pk")
    )


def _check(edits: Sequence[DayEdit]) -> None:
    """Each edited row as it was seen, each day named once, and no weekend entered as a holiday on weekdays."""
    for edit in edits:
        if edit.before is not None:
            now = locked(edit.before)
            if now.version != edit.before.version:
                raise EditConflict(now, edit.after._asdict() if edit.after else {})
        if edit.after is not None:
            _check_day(edit.after, but=edit.before)


def _check_day(day: DayValues, *, but: SpecialDay | None) -> None:
    other = SpecialDay.objects.filter(date=day.date).exclude(pk=but.pk if but else 0).first()
    if other:
        raise DomainError(f"Ngày {short_date(day.date)} đã có trong bảng: {other.name}. Mở dòng đó để sửa.")
    if day.kind == SpecialDay.Kind.WORKED and day.date.weekday() < SATURDAY:
        raise DomainError(f"{short_date(day.date)} vốn là ngày làm việc. Ngày làm bù phải là thứ Bảy hoặc Chủ nhật.")


def _apply(edit: DayEdit, actor: User, reason: str, moves: Sequence[Move]) -> AuditEntry:
    act = "add" if edit.before is None else "change" if edit.after else "remove"
    record = edit.before or SpecialDay()
    before = str(record) if edit.before else ""
    if edit.after is not None:
        for name, value in edit.after._asdict().items():
            setattr(record, name, value)
        record.version += bool(edit.before)
        record.save()
    entry = audit.record(
        actor=actor,
        act=f"special_day.{act}",
        obj=record,
        note=reason,
        detail={"before": before, "moved": [[move.task, move.old, move.new] for move in moves]},
    )
    if edit.after is None:
        record.delete()
    return entry


def _renew(moves: Sequence[Move]) -> None:
    days = {move.task: move.new for move in moves}
    for task in Task.objects.select_for_update().filter(pk__in=days):
        task.deadline = days[task.pk]
        task.save()


def _tell(actor: User, entry: AuditEntry, edit: DayEdit, moves: Sequence[Move]) -> None:
    """Whoever follows or reports tasks hears that deadlines moved."""
    numbers = ", ".join(f"{move.no} (nay {short_date(move.new)})" for move in moves[:NAMED])
    more = f" và {len(moves) - NAMED} nhiệm vụ khác" if len(moves) > NAMED else ""
    people = User.objects.filter(is_active=True, holdings__role__in=[Role.STANDING, Role.LEADER, Role.CONTACT])
    days = [day.date for day in (edit.after, edit.before) if day]
    notify(
        people.exclude(pk=actor.pk).distinct(),
        key=f"{entry.act}:{entry.number}",
        text=f"Bảng ngày làm việc đổi, thời hạn chuyển theo: nhiệm vụ {numbers}{more}.",
        url=f"{reverse('plans:special_days')}?nam={days[0].year}",
    )


def _published(year: int) -> dict[dt.date, tuple[str, str]]:
    """The year's holidays and the weekend days worked in exchange, with their names."""
    import holidays  # noqa: PLC0415 - heavy, and only needed when a year is filled

    calendar = holidays.country_holidays(COUNTRY, years=year, language=LANGUAGE)
    days = {day: (SpecialDay.Kind.OFF.value, name) for day, name in sorted(calendar.items())}
    for day in sorted(calendar.weekend_workdays):
        if day.year == year:
            days[day] = (SpecialDay.Kind.WORKED.value, "Làm bù")
    return days
