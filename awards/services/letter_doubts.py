"""What to look at in a letter on awards before it goes, and after it went; it stops nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils import timezone

from awards.models import Answer, AwardLetter, LetterState, RuleVersion, TrackDeadline
from awards.rules.laws import Due, Examined, late_for, other_law
from awards.services.letter import twice
from awards.services.letter_document import stale_basis
from plans.services.together import together

LAW = "LAW"  # the parameter of the rule book that says which law a day of receipt chooses
Rows = list[tuple[Any, ...]]


def what_to_look_at(letter: AwardLetter) -> list[str]:
    """What the leadership, the clerk and who sends it should look at, each as a sentence. Three queries at most."""
    today = timezone.localdate()
    found = [] if letter.state == LetterState.ISSUED else stale_basis("\n".join((letter.basis, letter.body)), today)
    if not letter.is_submission:
        return found
    day = letter.received_on or letter.sent_on or today
    lines, deadlines, laws = together(_questions(letter, day))
    if letter.state != LetterState.ISSUED:
        found += _both_ways(letter, lines)
    dossiers = [Examined(name, law) for _, name, _, answer, law in lines if answer == Answer.WAITING]
    found += other_law(dossiers, law=laws[0][0] if laws else "", day=day, received=letter.received_on is not None)
    due = [Due(*row) for row in deadlines]
    late = late_for(due, begun=timezone.localdate(letter.created_at), sent=letter.sent_on, today=today)
    return [*found, late] if late else found


def _questions(letter: AwardLetter, day: dt.date) -> list[Any]:
    """The dossiers with the law they were examined under, the deadlines of the track, the law of ``day``."""
    named = letter.lines.annotate(name=Coalesce("nomination__person__full_name", "nomination__unit__name"))
    laws = RuleVersion.objects.in_force(day).filter(rule__code=LAW).annotate(law=KeyTextTransform("law", "content"))
    return [
        named.order_by("order", "pk").values_list("nomination", "name", "twice_reason", "answer", "nomination__law"),
        TrackDeadline.objects.kept().filter(track=letter.track, year=letter.year).values_list("due_on", "what"),
        laws.order_by("-effective_from", "-pk").values_list("law")[:1],
    ]


def _both_ways(letter: AwardLetter, lines: Rows) -> list[str]:
    """Who goes up the other track as well, with what, and the reason that was given."""
    told = {pk: (name, reason) for pk, name, reason, *_ in lines if reason}
    goes = twice(letter.track, list(told)) if told else {}
    return [
        f"{told[pk][0]} trình cả hai hệ, còn: {'; '.join(one.words for one in others)}. Lý do ghi: {told[pk][1]}"
        for pk, others in goes.items()
    ]
