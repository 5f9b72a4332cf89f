"""Figures of awards and initiatives for a report of a time: one query each."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from awards.models import (
    Answer,
    Award,
    Initiative,
    InitiativeState,
    LetterKind,
    Nomination,
    NominationState,
    Recognition,
    SubmissionLine,
    WorkKind,
)
from awards.papers.figures import HonourFigures, InitiativeFigures, award_blocks, initiative_blocks
from plans.models import Plan
from plans.services.together import together
from plans.sockets import ReportSection

AWARDS, INITIATIVES = "Công tác khen thưởng", "Sáng kiến"
Rows = QuerySet[Any, Any]
_SENT = (NominationState.SUBMITTED, NominationState.ELIGIBLE)


def award_figures(first: dt.date, last: dt.date) -> list[HonourFigures]:
    """By honour, titles first, what happened between two days. One query."""
    days = (first, last)
    nominated = Nomination.objects.kept().filter(state__in=_SENT, submitted_at__date__range=days)
    lines = SubmissionLine.objects.filter(letter__kind=LetterKind.SUBMISSION, letter__removed_at__isnull=True)
    sent = lines.filter(letter__issued_on__range=days)
    answered = lines.filter(answered_on__range=days)
    given = Award.objects.filter(decided_on__range=days, revoked_on=None)
    questions = (
        _by_honour(nominated, "", n=Count("pk")),
        _by_honour(sent, "nomination__", n=Count("pk")),
        _by_honour(answered.filter(answer=Answer.GRANTED), "nomination__", n=Count("pk")),
        _by_honour(answered.filter(answer=Answer.REFUSED), "nomination__", n=Count("pk")),
        _by_honour(given.filter(person__isnull=False), "", n=Count("pk")),
        _by_honour(given.filter(unit__isnull=False), "", n=Count("pk")),
    )
    counted: dict[tuple[bool, int, str], dict[str, int]] = defaultdict(dict)
    names = ("nominated", "sent", "granted", "refused", "people", "units")
    for what, rows in zip(names, together(questions), strict=True):
        for title, title_order, form, form_order, number in rows:
            counted[title is None, title_order or form_order or 0, title or form][what] = number
    return [
        HonourFigures(name, is_title=not is_form, **numbers)
        for (is_form, _, name), numbers in sorted(counted.items(), key=lambda one: one[0])
    ]


def _by_honour(rows: Any, path: str, **counted: Any) -> Rows:
    named = [f"{path}{part}" for part in ("title__name", "title__order", "commendation__name", "commendation__order")]
    found: Rows = rows.order_by().values(*named).annotate(**counted).values_list(*named, *counted)
    return found


def initiative_figures(first: dt.date, last: dt.date) -> InitiativeFigures:
    """Initiatives between two days; research is counted apart by the law and not here. One query."""
    works = Initiative.objects.kept().filter(kind=WorkKind.INITIATIVE, is_past=False)
    received = works.filter(submitted_at__date__range=(first, last))
    after = (*(InitiativeState.SCORED, InitiativeState.RECOGNISED, InitiativeState.REFUSED, InitiativeState.REVOKED),)
    decided = Recognition.objects.filter(
        initiative__kind=WorkKind.INITIATIVE, decided_on__range=(first, last), revoked_on=None
    )
    wide = ~Q(scope=Recognition.Scope.UNIT)
    questions = (
        _whole(received, n=Count("pk"), scored=Count("pk", filter=Q(state__in=after))),
        _whole(decided, n=Count("initiative", distinct=True), wide=Count("initiative", filter=wide, distinct=True)),
    )
    first_rows, second_rows = together(questions)
    received_n, scored = first_rows[0] if first_rows else (0, 0)
    recognised, beyond = second_rows[0] if second_rows else (0, 0)
    return InitiativeFigures(received_n, scored, recognised, beyond)


def _whole(rows: Any, **counted: Any) -> Rows:
    found: Rows = rows.order_by().annotate(whole=Value(1)).values("whole").annotate(**counted).values_list(*counted)
    return found


def award_sections(_plan: Plan | None, first: dt.date, last: dt.date) -> Iterable[ReportSection]:
    """Công tác khen thưởng and Sáng kiến, for whoever makes a report of a time."""
    yield ReportSection(AWARDS, award_blocks(award_figures(first, last)), order=40)
    yield ReportSection(INITIATIVES, initiative_blocks(initiative_figures(first, last)), order=50)
