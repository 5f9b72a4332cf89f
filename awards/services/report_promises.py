"""What came of the registrations of a year: proposed, granted or missed until a report's cut-off. One query."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import QuerySet

from awards.models import Answer, Award, LetterKind, Nomination, NominationState, SubmissionLine
from awards.papers.report_promises import AimTold, PromisesTold, TargetTold
from emulation.models import SENT_STATES, Aim, Registration, Target
from emulation.services.report_drawings import HONOUR, honour_row
from plans.services.together import together
from plans.sockets import ReportQuestion

Rows = QuerySet[Any, Any]
SENT = (NominationState.SUBMITTED, NominationState.ELIGIBLE)


class _Whose(NamedTuple):
    """One honour for one person or collective."""

    person: int | None
    unit: int | None
    title: int | None
    commendation: int | None


def promises_told(question: ReportQuestion) -> PromisesTold:
    """The registrations of the report's year sent until the cut-off, beside the dossiers and awards for that year."""
    year, until = question.span.last.year, question.as_of
    registered = Registration.objects.filter(round__year=year, state__in=SENT_STATES, sent_at__date__lte=until)
    aims, targets, proposed, granted, refused = together(
        (
            _aims(registered),
            Target.objects.filter(registration__in=registered).order_by("pk").values_list("pk", "registration", "met"),
            _whose(_proposed(question), ""),
            _whose(Award.objects.filter(year=year, revoked_on=None, decided_on__lte=until), ""),
            _whose(_refused(question), "nomination__"),
        )
    )
    up, given = {_Whose(*row) for row in proposed}, {_Whose(*row) for row in granted}
    turned_down = {_Whose(*row) for row in refused}
    told = []
    for pk, person, unit, title, form, reason, *honour in aims:
        whose = _Whose(person, unit, title, form)
        missed = whose not in given and (bool(reason) or whose in turned_down)
        row = honour_row(pk, unit, honour)
        told.append(AimTold(row, whose in up, whose in given, missed))
    return PromisesTold(year, tuple(told), tuple(TargetTold(*row) for row in targets))


def _aims(registered: QuerySet[Registration]) -> Rows:
    rows: Rows = Aim.objects.filter(registration__in=registered).order_by("pk")
    whose = ("registration__person", "registration__unit", "title", "commendation")
    return rows.values_list("registration", *whose, "gap_reason", *HONOUR)


def _proposed(question: ReportQuestion) -> Rows:
    """Dossiers for the achievements of the year that were sent until the cut-off."""
    return Nomination.objects.kept().filter(
        year=question.span.last.year, state__in=SENT, submitted_at__date__lte=question.as_of
    )


def _refused(question: ReportQuestion) -> Rows:
    return SubmissionLine.objects.filter(
        letter__kind=LetterKind.SUBMISSION,
        nomination__year=question.span.last.year,
        answer=Answer.REFUSED,
        answered_on__lte=question.as_of,
    )


def _whose(rows: Rows, path: str) -> Rows:
    named = (f"{path}{part}" for part in _Whose._fields)
    return rows.order_by("pk").values_list(*named)
