"""What awards say in a report: proposed, granted and gone up; councils, initiatives, fund; promises. Two queries.

Counted is what is public in the office: what was sent, decided, held. Neither holds nor discipline nor how anybody
voted comes into a figure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from awards.models import (
    Answer,
    Award,
    FundEntry,
    Initiative,
    InitiativeScore,
    InitiativeState,
    LetterKind,
    Meeting,
    MeetingState,
    Nomination,
    Recognition,
    SubmissionLine,
    WorkKind,
)
from awards.papers.report_awards import WAITING, AwardsTold, AwardTold, SentTold, award_sentences
from awards.papers.report_councils import (
    CouncilsTold,
    FundTold,
    MeetingTold,
    RecognitionTold,
    WorkTold,
    council_sentences,
)
from awards.papers.report_promises import promise_sentences
from awards.services.report_promises import SENT, promises_told
from emulation.papers.report_honours import OfHonour
from emulation.services.report_drawings import HONOUR, honour_row
from plans.rules.calendar import whole_years
from plans.rules.report_line import Drawn
from plans.services.together import together
from plans.sockets import ReportQuestion

Rows = QuerySet[Any, Any]
Found = list[tuple[Any, ...]]
Days = tuple[dt.date, dt.date]
HELD = (MeetingState.RESULTS, MeetingState.MINUTED)
SCORED = (InitiativeState.SCORED, InitiativeState.RECOGNISED, InitiativeState.REFUSED, InitiativeState.REVOKED)
YEARLY = "year"  # the kind of report that tells what came of the registrations


def award_drawings(question: ReportQuestion) -> Iterator[Drawn]:
    """Sentences about awards, councils, initiatives and the fund; in a year's report also about its registrations."""
    awards, councils = awards_told(question)
    yield from award_sentences(awards)
    yield from council_sentences(councils)
    if question.kind == YEARLY:
        yield from promise_sentences(promises_told(question))


def awards_told(question: ReportQuestion) -> tuple[AwardsTold, CouncilsTold]:
    """What happened in the report's days and was known on its cut-off. One query."""
    days, then = question.days, question.days_before
    proposed, proposed_then, granted, granted_then, sent, *of_councils = together(
        (
            proposed_in(days),
            proposed_in(whole_years(*then)),
            granted_in(days),
            granted_in(whole_years(*then)),
            _sent(days),
            *_of_councils(days, then),
        )
    )
    awards = AwardsTold(
        year=question.span.last.year,
        as_of=question.as_of,
        proposed=tuple(_honours(proposed)),
        proposed_before=_within(proposed_then, then),
        granted=tuple(
            AwardTold(honour_row(pk, unit, honour), unit or person, sex or "", group or "")
            for pk, unit, _, *honour, person, sex, group in granted
        ),
        granted_before=_within(granted_then, then),
        sent=tuple(_gone_up(row, days) for row in sent),
    )
    return awards, _councils_told(question, of_councils)


def _of_councils(days: Days, then: Days) -> tuple[Rows, ...]:
    """What ``_councils_told`` makes its facts of."""
    return _meetings(days), received_in(days), recognised_in(days), recognised_in(whole_years(*then)), _fund(days[1])


def _councils_told(question: ReportQuestion, answers: Sequence[Found]) -> CouncilsTold:
    meetings, received, recognised, recognised_then, fund = answers
    initiatives = [row for row in recognised if row[2] == WorkKind.INITIATIVE]
    return CouncilsTold(
        year=question.span.last.year,
        as_of=question.days[1],
        meetings=tuple(MeetingTold(*row) for row in meetings),
        received=tuple(WorkTold(pk, state in SCORED and not later) for pk, state, later in received),
        recognised=tuple(RecognitionTold(pk, scope) for pk, scope, _, _ in initiatives),
        recognised_before=_recognised_before(recognised_then, question.days_before),
        research=tuple(dict.fromkeys(pk for pk, _, kind, _ in recognised if kind == WorkKind.RESEARCH)),
        fund=tuple(
            FundTold(pk, way == FundEntry.Way.IN, amount, on < question.span.first) for pk, way, amount, on in fund
        ),
    )


def _within(rows: Found, days: Days) -> tuple[OfHonour, ...] | None:
    """Of the records of a year those of the same days; None where none of that year is kept."""
    if not rows:
        return None
    return tuple(_honours([row for row in rows if days[0] <= row[2] <= days[1]]))


def _honours(rows: Found) -> Iterator[OfHonour]:
    for pk, unit, _, *honour in rows:
        yield honour_row(pk, unit, honour[: len(HONOUR)])


# -- The questions -----------------------------------------------------------------------------------------------------


def proposed_in(days: Days) -> Rows:
    """Dossiers sent in these days that were not taken back."""
    rows: Rows = Nomination.objects.kept().filter(state__in=SENT, submitted_at__date__range=days)
    rows = rows.annotate(day=F("submitted_at__date")).order_by("pk")
    return rows.values_list("pk", "unit", "day", *HONOUR)


def granted_in(days: Days) -> Rows:
    """Awards decided in these days that stand: of this register the statistics count too."""
    rows: Rows = Award.objects.filter(decided_on__range=days, revoked_on=None).order_by("pk")
    of_person = ("person", "person__sex", "person__position_group")
    return rows.values_list("pk", "unit", "decided_on", *HONOUR, *of_person)


def _sent(days: Days) -> Rows:
    """Dossiers of submissions issued in these days, and older ones that were answered in them."""
    lines = SubmissionLine.objects.filter(letter__kind=LetterKind.SUBMISSION, letter__removed_at=None)
    told = Q(letter__issued_on__range=days) | Q(letter__issued_on__lt=days[0], answered_on__range=days)
    columns = ("pk", "nomination__unit", "letter__issued_on", *(f"nomination__{part}" for part in HONOUR))
    rows: Rows = lines.filter(told).order_by("pk")
    return rows.values_list(*columns, "answer", "answered_on")


def _gone_up(row: tuple[Any, ...], days: Days) -> SentTold:
    pk, unit, issued, *honour, answer, answered_on = row
    answered = answer != Answer.WAITING and answered_on is not None and answered_on <= days[1]
    return SentTold(honour_row(pk, unit, honour), str(answer) if answered else WAITING, issued < days[0])


def _meetings(days: Days) -> Rows:
    rows: Rows = Meeting.objects.kept().filter(state__in=HELD, held_on__range=days)
    order = ("council__kind", "council__name", "held_on", "pk")
    return rows.order_by(*order).values_list("pk", "council__name", "held_on")


def received_in(days: Days) -> Rows:
    """Initiatives handed in in these days, and whether any sheet came in after them; one given back is not received."""
    rows: Rows = Initiative.objects.kept().filter(
        kind=WorkKind.INITIATIVE, is_past=False, submitted_at__date__range=days
    )
    scoring = InitiativeScore.objects.filter(initiative=OuterRef("pk"), submitted_at__date__gt=days[1])
    rows = rows.exclude(state=InitiativeState.DRAFT).annotate(scored_later=Exists(scoring)).order_by("pk")
    return rows.values_list("pk", "state", "scored_later")


def recognised_in(days: Days) -> Rows:
    """Recognitions decided in these days that stand, of initiatives and of research."""
    rows: Rows = Recognition.objects.filter(
        decided_on__range=days, revoked_on=None, initiative__removed_at=None
    ).order_by("decided_on", "pk")
    return rows.values_list("initiative", "scope", "initiative__kind", "decided_on")


def _recognised_before(rows: Found, days: Days) -> int | None:
    """How many initiatives were recognised in the same days of the year before; None where nothing of it is kept."""
    if not rows:
        return None
    return len({pk for pk, _, kind, on in rows if kind == WorkKind.INITIATIVE and days[0] <= on <= days[1]})


def _fund(until: dt.date) -> Rows:
    rows: Rows = FundEntry.objects.kept().filter(on__lte=until).order_by("on", "pk")
    return rows.values_list("pk", "way", "amount", "on")
