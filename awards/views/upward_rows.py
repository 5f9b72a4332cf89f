"""What goes up as lists show it: pills of letters and answers, lines of dossiers, deadlines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from awards.models import (
    Answer,
    AwardLetter,
    LetterKind,
    LetterState,
    Nomination,
    SubmissionLine,
    Track,
    TrackDeadline,
)
from plans.models import Confidence, User
from plans.rules.official import short_date
from plans.rules.status import DueState, Progress, TaskFacts, due_of
from plans.views.cells import due_html, due_lines_html, icon_html, pill_html

_ANSWER_LOOK = {Answer.WAITING: "await", Answer.REFUSED: "not", Answer.RETURNED: "redo"}
SHORT_TRACK = {Track.PROVINCE: "Tỉnh", Track.MINISTRY: "Bộ Ngoại giao"}


class DossierLine(NamedTuple):
    """A nomination in a submission. ``url`` is empty for whom the letter shows it and the dossier is closed to."""

    number: int
    name: str
    unit: str
    honour: str
    track: str
    year: int
    letter: str
    letter_url: str
    sent: str
    receipt: str
    state: str
    pill: SafeString
    answer: str
    note: str
    url: str


class DeadlineLine(NamedTuple):
    """A deadline of a track with how it stands today."""

    pk: int
    track: str
    what: str
    day: str
    due: SafeString
    source: str
    confidence: str
    url: str


def answer_words(answer: str, state: str) -> str:
    """Where a dossier stands: on the way through the office until the letter is issued, then what came back."""
    if state != LetterState.ISSUED:
        return {
            LetterState.DRAFT: "Đang lập tờ trình",
            LetterState.SUBMITTED: "Tờ trình chờ duyệt",
            LetterState.APPROVED: "Tờ trình chờ ghi số",
        }[LetterState(state)]
    return str(Answer(answer).label) if answer != Answer.WAITING else "Đã trình, chờ trả lời"


def answer_pill(answer: str, state: str) -> SafeString:
    """The same as a pill; gold only for what was given."""
    words = answer_words(answer, state)
    if state == LetterState.ISSUED and answer == Answer.GRANTED:
        return format_html('<span class="honour">{}{}</span>', icon_html("award", 14), words)
    if state != LetterState.ISSUED:
        return pill_html("idle" if state == LetterState.DRAFT else "await", words)
    return pill_html(_ANSWER_LOOK[Answer(answer)], words)


# -- Lines of dossiers -------------------------------------------------------------------------------------------------

_LINE = (
    *("letter__track", "letter", "letter__number", "letter__state", "letter__sent_on", "letter__receipt_number"),
    *("nomination", "nomination__year", "who", "where", "honour", "answer"),
    *("answered_on", "answer_number", "answer_note", "twice_reason", "opens"),
)


def lines_seen(user: User) -> QuerySet[SubmissionLine]:
    """All for who prepares, approves and issues; in issued letters those of nominations that one sees."""
    rows = SubmissionLine.objects.filter(letter__kind=LetterKind.SUBMISSION, letter__removed_at__isnull=True)
    if user.has_perm("plans.see_drafts"):
        return rows
    seen = Nomination.objects.visible_to(user).order_by().values("pk")
    return rows.filter(letter__state=LetterState.ISSUED, nomination__in=seen)


def line_rows(lines: QuerySet[SubmissionLine], user: User) -> QuerySet[Any, Any]:
    """The columns of a line, for ``dossier_lines``."""
    opened = Nomination.objects.visible_to(user).order_by().filter(pk=OuterRef("nomination"))
    named = lines.annotate(
        who=Coalesce("nomination__person__full_name", "nomination__unit__name"),
        where=Coalesce("nomination__person__unit__short_name", "nomination__person__unit__name"),
        honour=Coalesce("nomination__title__name", "nomination__commendation__name"),
        opens=Exists(opened),
    )
    return named.values_list(*_LINE)


def dossier_lines(rows: Iterable[tuple[Any, ...]], first: int = 1) -> list[DossierLine]:
    """The lines as the page shows them, numbered from ``first``."""
    return [_dossier_line(number, row) for number, row in enumerate(rows, first)]


def _dossier_line(number: int, row: tuple[Any, ...]) -> DossierLine:
    track, letter, letter_number, state, sent, receipt, nomination, year, who, where, honour, answer, *rest = row
    day, answer_number, note, twice, opens = rest
    told = " ".join(filter(None, (answer_number and f"Số {answer_number}", day and f"ngày {short_date(day)}")))
    notes = (note, f"Trình cả hai hệ: {twice}" if twice else "")
    return DossierLine(
        number=number,
        name=who,
        unit=where or "",
        honour=honour,
        track=SHORT_TRACK[Track(track)],
        year=year,
        letter=f"Số {letter_number}" if letter_number else "",
        letter_url=reverse("awards:letter", args=[letter]),
        sent=short_date(sent) if sent else "",
        receipt=receipt,
        state=answer_words(answer, state),
        pill=answer_pill(answer, state),
        answer=told,
        note=" ".join(part for part in notes if part),
        url=reverse("awards:nomination", args=[nomination]) if opens else "",
    )


def in_line_order(lines: QuerySet[SubmissionLine]) -> QuerySet[SubmissionLine]:
    """Latest letters first, in each as it lists them."""
    return lines.order_by(F("letter__issued_on").desc(nulls_first=True), "-letter", "order", "pk")


# -- Deadlines ---------------------------------------------------------------------------------------------------------

DEADLINE = ("pk", "track", "what", "due_on", "source", "confidence")


def deadline_lines(rows: Iterable[tuple[Any, ...]], today: dt.date) -> list[DeadlineLine]:
    """Deadlines with how far they are."""
    return [
        DeadlineLine(
            pk=pk,
            track=str(Track(track).label),
            what=what,
            day=short_date(day),
            due=_due(day, today),
            source=source,
            confidence=str(Confidence(sure).label),
            url=reverse("awards:deadline_edit", args=[pk]),
        )
        for pk, track, what, day, source, sure in rows
    ]


def deadlines_of(year: int) -> QuerySet[TrackDeadline]:
    """The deadlines of a year that are in use."""
    return TrackDeadline.objects.kept().filter(year=year).order_by("track", "due_on", "pk")


def _due(day: dt.date, today: dt.date) -> SafeString:
    """Far or soon; one that is past is no failing by itself, for the dossiers may be there."""
    if day < today:
        return due_lines_html(DueState.NONE, short_date(day), "đã qua")
    return due_html(due_of(TaskFacts(progress=Progress.TODO, deadline=day), today), day)


def letters_seen(user: User, year: int) -> QuerySet[AwardLetter]:
    """The letters of a year, newest first."""
    return AwardLetter.objects.visible_to(user).filter(year=year).order_by("-created_at", "-pk")
