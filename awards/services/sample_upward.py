"""Sample of what goes up: a submission of whatever is eligible, and a guidance draft."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from awards.models import AwardLetter, LetterKind, NominationState, Track
from awards.services import letter as service
from awards.services.letter_document import first_words
from awards.services.letter_way import PAPERS, what_is_missing
from plans.models import Plan, Task, User
from plans.rules.text import fold

_WRITER, YEAR = "thuongtruc", 2026
DUE = dt.date(YEAR, 12, 4)
_SIGNER = {"signer_title": "GIÁM ĐỐC", "signer_name": "Người ký (mẫu)"}


@transaction.atomic
def load_sample_upward() -> None:
    """A submission of whatever is eligible and a guidance draft, each where there is none. Nothing twice.

    No deadline is among it: what the province asks for is not known, and a sample must not look like knowledge.
    """
    writer = User.objects.filter(username=_WRITER, is_sample=True).first()
    plan = Plan.objects.in_force().filter(year=YEAR).first()
    if writer is None or AwardLetter.objects.filter(is_sample=True).exists():
        return
    for track in Track:
        ready = list(service.ready_for(track).filter(is_sample=True).values_list("pk", flat=True))
        if ready and not service.twice(track, ready):
            _submission(writer, track, ready, plan)
    _guidance(writer, plan)


def _submission(writer: User, track: str, ready: list[int], plan: Plan | None) -> None:
    words = first_words(kind=LetterKind.SUBMISSION, track=track, nominations=ready, plan=plan, year=YEAR)
    letter = service.create_letter(
        actor=writer,
        kind=LetterKind.SUBMISSION,
        track=track,
        year=YEAR,
        nominations=ready,
        reasons={},
        values=_signed(words),
        task=_task(plan, "trinh khen thuong"),
    )
    AwardLetter.objects.filter(pk=letter.pk).update(is_sample=True)
    letter.refresh_from_db()
    if not what_is_missing(letter):
        PAPERS.submit(actor=writer, record=letter, seen=letter.version)


def _guidance(writer: User, plan: Plan | None) -> None:
    unfinished = service.incomplete(YEAR).filter(is_sample=True).exclude(state=NominationState.ELIGIBLE)
    chosen = list(unfinished.values_list("pk", flat=True))
    words = first_words(kind=LetterKind.GUIDANCE, track="", nominations=chosen, plan=plan, year=YEAR)
    letter = service.create_letter(
        actor=writer,
        kind=LetterKind.GUIDANCE,
        track="",
        year=YEAR,
        nominations=chosen,
        reasons={},
        values={**_signed(words), "due_on": DUE},
        task=_task(plan, "hoan thien"),
    )
    AwardLetter.objects.filter(pk=letter.pk).update(is_sample=True)


def _signed(words: dict[str, str]) -> dict[str, str]:
    """The wording with a signer, where the plan names none."""
    return {**words, **({} if words["signer_name"] else _SIGNER)}


def _task(plan: Plan | None, asks: str) -> Task | None:
    tasks = Task.objects.filter(plan=plan) if plan else Task.objects.none()
    return next((task for task in tasks if asks in fold(task.title)), None)
