"""Reminders before a deadline and on the first day past it, once for each person, whatever the timers do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from plans.models import Notice, Office, Plan, PlanState, ReminderRound
from plans.models.unit_index import UnitIndex
from plans.rules.reminding import LATE, level_of, reminder_key, reminder_levels, reminder_text
from plans.services.contribution_reminding import contribution_notices
from plans.services.duties import Duty, read_duties
from plans.services.recipients import Recipients

BATCH = 500


def remind(now: dt.datetime) -> None:
    """The timer's part: the reminders of the day, at the first run after midnight."""
    send_reminders(today=timezone.localdate(now))


def send_reminders(*, today: dt.date) -> int:
    """Remind of everything whose deadline is near or past on ``today``; gives how many notices were new.

    One round a day: the row that says so is made in the same transaction as the notices. Each notice has a key of its
    own besides, so that neither two timers at once nor a round repeated by hand can remind twice.
    """
    if ReminderRound.objects.filter(kind=ReminderRound.Kind.REMIND, day=today).exists():
        return 0
    with transaction.atomic():
        made = claim_round(ReminderRound.Kind.REMIND, today)
        return _send(made, today) if made else 0


def claim_round(kind: ReminderRound.Kind, day: dt.date) -> ReminderRound | None:
    """The day's round for whoever is first; None when another timer has it. Only inside a transaction."""
    made, is_first = ReminderRound.objects.get_or_create(kind=kind, day=day)
    return made if is_first else None


def office_levels() -> tuple[int, ...]:
    """The days before a deadline, as the office has set them."""
    text = Office.objects.values_list("reminder_days", flat=True).first()
    return reminder_levels(text) if text else ()


def _send(made: ReminderRound, today: dt.date) -> int:
    plans = list(Plan.objects.filter(state=PlanState.ISSUED).values_list("pk", flat=True))
    index, people, levels = UnitIndex.load(), Recipients.load(), office_levels()
    notices = _notices(read_duties(plans, index), index, people, levels, today)
    notices += contribution_notices(people, levels, today)
    before = Notice.objects.count()
    Notice.objects.bulk_create(notices, batch_size=BATCH, ignore_conflicts=True)
    made.sent = Notice.objects.count() - before
    made.save(update_fields=["sent"])
    return made.sent


def _notices(
    duties: Iterable[Duty], index: UnitIndex, people: Recipients, levels: tuple[int, ...], today: dt.date
) -> list[Notice]:
    """One notice for each person and key; who answers for the whole task is told of the task, not of his part."""
    found: dict[tuple[int, str], Notice] = {}
    for duty in duties:
        level = level_of(duty.due, today, levels) if duty.due else ""
        if not level or duty.due is None:
            continue
        told = people.all_of(duty.unit) if level == LATE else people.contacts(duty.unit)
        if not told:
            continue
        key = reminder_key(duty.task, duty.due, level)
        text = reminder_text(
            no=duty.no, title=duty.title, unit=index[duty.unit].label, whole=duty.whole, due=duty.due, today=today
        )
        url = reverse("plans:task", args=[duty.task])
        for person in told:
            found.setdefault((person.pk, key), Notice(user_id=person.pk, key=key, text=text, url=url))
    return list(found.values())
