"""Reminding units of the reports that they owe, in the same daily round as the deadlines of tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from plans.models import Contribution, Notice, PaperState
from plans.rules.reminding import LATE, due_words, level_of, one_line
from plans.services.contribution import OWED
from plans.services.recipients import Recipients

LONGEST = 140


def contribution_notices(people: Recipients, levels: tuple[int, ...], today: dt.date) -> Iterator[Notice]:
    """One notice for each person and level: the contacts before the day, the head of the unit too once it is past.

    A report that is submitted takes nothing more in, so nobody is pressed for it.
    """
    owed = Contribution.objects.filter(state__in=OWED, report__removed_at=None, report__state=PaperState.DRAFT)
    rows = owed.order_by("due_on", "pk").values_list("pk", "unit_id", "unit__name", "due_on", "report__abstract")
    for pk, unit, name, due_on, abstract in rows:
        level = level_of(due_on, today, levels)
        if not level:
            continue
        key = f"remind-contribution:{pk}:{due_on:%Y-%m-%d}:{level}"
        text = f"Báo cáo của {name} {due_words(due_on, today)}: {one_line(abstract, LONGEST)}"
        url = reverse("plans:contribution", args=[pk])
        for person in people.all_of(unit) if level == LATE else people.contacts(unit):
            yield Notice(user_id=person.pk, key=key, text=text, url=url)
