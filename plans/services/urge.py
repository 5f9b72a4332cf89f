"""Đôn đốc: which units are late or silent, and reminding one of them in the app, once a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from plans.errors import DomainError
from plans.models import AuditEntry, Office, Plan, PlanState, Unit, UnitKind, User
from plans.models.unit_index import UnitIndex, UnitLine
from plans.rules.urging import Owed, Urging, addressed_as, answer_day, notice_line, plan_words
from plans.services import audit
from plans.services.duties import URGED, Duty, Spoken, by_unit, is_silent, read_duties, read_spoken
from plans.services.locking import locked, use_submit_key
from plans.services.notify import notify
from plans.services.recipients import Recipient, Recipients
from plans.services.special_days import special_days

MOST_WORDS = 6000


@dataclass(frozen=True)
class UnitToUrge:
    """A unit that is late or silent, with everything its line and its paper say."""

    line: UnitLine
    late: list[Duty]
    reported_on: dt.date | None
    urged_at: dt.datetime | None
    silent: bool
    silent_days: int
    people: list[Recipient]

    @property
    def worst(self) -> Duty | None:
        """The longest overdue."""
        return self.late[0] if self.late else None


@dataclass(frozen=True)
class ToUrge:
    """The units to be reminded, and the full name of the standing office that reminds them."""

    units: list[UnitToUrge]
    standing: str = ""


def units_to_urge(plan: Plan, *, today: dt.date, silent_after: int) -> ToUrge:
    """Late units first, the longest overdue on top, then the silent ones: four queries."""
    if plan.state != PlanState.ISSUED:
        return ToUrge([])
    index = UnitIndex.load()
    owed, spoken, people = by_unit(read_duties([plan.pk], index)), read_spoken(plan.pk), Recipients.load()
    found = []
    for line in index:
        if line.is_active and line.pk in owed:
            facts = (line, owed[line.pk], spoken.get(line.pk), people.all_of(line.pk))
            unit = _unit(*facts, issued_on=plan.issued_on, today=today, silent_after=silent_after)
            if unit.late or unit.silent:
                found.append(unit)
    found.sort(key=lambda unit: unit.late[0].due or today if unit.late else dt.date.max)
    return ToUrge(found, index.standing.name if index.standing else "")


def urging_of(unit: UnitToUrge, *, plan: Plan, office: Office, standing: str, today: dt.date) -> Urging:
    """What the paragraph and the paper about a unit say. One query, for the working days."""
    line = unit.line
    leadership = line.kind == UnitKind.LEADERSHIP
    since = unit.reported_on or plan.issued_on
    return Urging(
        unit=line.name,
        addressed=addressed_as(line.name, is_leadership=leadership, is_council=line.kind == UnitKind.COUNCIL),
        plan_words=plan_words(plan.number, plan.issued_on, plan.year),
        office=office.name,
        standing=standing or "Thường trực thi đua, khen thưởng",
        today=today,
        answer_by=answer_day(today, special_days()),
        late=[Owed(duty.no, duty.title, duty.due, duty.days_late(today), duty.whole) for duty in unit.late if duty.due],
        silent_since=since if unit.silent else None,
        never_said=unit.reported_on is None,
    )


@transaction.atomic
def send_urging(
    *, actor: User, plan: Plan, unit: UnitToUrge, urging: Urging, words: str, today: dt.date, key: str = ""
) -> None:
    """Put the reminder under the bell of the unit's contact and head, and keep the words in the audit chain.

    Once a day for a unit, whoever presses; what was said is the text as the person edited it.
    """
    use_submit_key(actor, key)
    record = locked(Unit(pk=unit.line.pk))
    if not unit.people:
        raise DomainError(
            "Đơn vị này chưa có đầu mối hay trưởng đơn vị có tài khoản. Sao chép đoạn nhắc để gửi qua hệ thống văn bản,"
            " hoặc nhờ quản trị giao đầu mối."
        )
    if unit.urged_at and _urged_on(record, today):
        raise DomainError("Hôm nay đơn vị này đã được nhắc rồi. Mỗi đơn vị chỉ nhắc trong ứng dụng một lần một ngày.")
    told = User.objects.filter(pk__in=[one.pk for one in unit.people])
    url = reverse("plans:plan", args=[plan.pk]) + f"?don-vi={record.pk}&thoi-han=qua-han"
    notify(told, key=f"urge:{record.pk}:{today:%Y-%m-%d}", text=notice_line(urging), url=url)
    detail = {"plan": plan.pk, "tasks": [one.no for one in urging.late], "told": [one.name for one in unit.people]}
    audit.record(actor=actor, act=URGED, obj=record, note=words[:MOST_WORDS], detail=detail)


def _urged_on(unit: Unit, day: dt.date) -> bool:
    last = AuditEntry.objects.filter(act=URGED, object_type="plans.unit", object_id=str(unit.pk)).first()
    return last is not None and timezone.localdate(last.at) == day


def _unit(
    line: UnitLine,
    duties: list[Duty],
    spoken: Spoken | None,
    people: list[Recipient],
    *,
    issued_on: dt.date | None,
    today: dt.date,
    silent_after: int,
) -> UnitToUrge:
    reported_on = timezone.localdate(spoken.reported) if spoken and spoken.reported else None
    since = max((day for day in (reported_on, issued_on) if day), default=None)
    return UnitToUrge(
        line=line,
        late=[duty for duty in duties if duty.days_late(today)],
        reported_on=reported_on,
        urged_at=spoken.urged if spoken else None,
        silent=is_silent(duties, reported_on, issued_on=issued_on, today=today, days=silent_after),
        silent_days=(today - since).days if since else 0,
        people=people,
    )
