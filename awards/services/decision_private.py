"""What came up since the council met: holds and discipline of those whom a decision names, for who may know of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Q

from awards.models import Decision, DecisionKind, DecisionLine, Discipline, Hold
from awards.rules.words import FORMS, HOLD_WORDS
from awards.services.decision_line import first_of
from awards.services.nomination_check import is_told
from plans.models import User
from plans.services.together import together

_GIVES = (DecisionKind.AWARD, DecisionKind.AMEND)


def private_doubts(decision: Decision, lines: Sequence[DecisionLine], *, reader: User, today: dt.date) -> list[str]:
    """Who is under examination or disciplined today, each as a sentence. One query; none for who is told of nobody.

    To others nothing is said at all: a sentence without the reason would tell them as well.
    """
    told = [line for line in lines if _may_be_told(line, reader)]
    if decision.kind not in _GIVES or not told:
        return []
    against = _against(told, today)
    return [
        f"Dòng {first_of(line).order:02}, {line.printed_name}: {words}. Xem lại trước khi tặng."
        for line in told
        for words in against[line.person_id, line.unit_id]
    ]


def _may_be_told(line: DecisionLine, reader: User) -> bool:
    subject = line.person or line.unit
    return subject is not None and is_told(reader, subject)


def _against(lines: Sequence[DecisionLine], today: dt.date) -> dict[tuple[int | None, int | None], list[str]]:
    people = [line.person_id for line in lines if line.person_id]
    units = [line.unit_id for line in lines if line.unit_id]
    running = Q(released_on=None) | Q(released_on__gt=today)
    holds = Hold.objects.filter(Q(person__in=people) | Q(unit__in=units), running, since__lte=today)
    disciplines = Discipline.objects.filter(person__in=people, decided_on__lte=today)
    held, disciplined = together(
        [
            holds.values_list("person", "unit", "reason", "since"),
            disciplines.filter(Q(ends_on=None) | Q(ends_on__gt=today)).values_list("person", "form", "decided_on"),
        ]
    )
    found: dict[tuple[int | None, int | None], list[str]] = defaultdict(list)
    for person, unit, reason, since in held:
        found[person, unit].append(f"tạm dừng xét, {HOLD_WORDS.get(reason, reason)} từ {since:%d/%m/%Y}")
    for person, form, day in disciplined:
        found[person, None].append(f"đang trong thời hạn kỷ luật {FORMS.get(form, form)}, quyết định {day:%d/%m/%Y}")
    return found
