"""The draft papers of awards that name a legal text: to be mended when it lapses.

Achievement reports of nominations still under way, dossiers of initiatives not yet decided, letters not yet issued,
guidance that is still read.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils import timezone

from awards.models import (
    AchievementReport,
    AwardLetter,
    Initiative,
    InitiativeCall,
    InitiativeState,
    LetterKind,
    LetterState,
    Nomination,
    NominationState,
    Round,
)
from awards.services.letter_document import KINDS
from plans.models import LegalText, User
from plans.rules.legal import cites
from plans.services.together import together
from plans.sockets import Citation

_INITIATIVE = ("problem", "solution", "novelty", "effect", "scope", "result_note")
_OPEN_WORKS = (InitiativeState.DRAFT, InitiativeState.SUBMITTED, InitiativeState.SCORING, InitiativeState.SCORED)
_OPEN = (NominationState.DRAFT, NominationState.SUBMITTED)
_REPORT = "Báo cáo thành tích"
_KINDS = (
    (_REPORT, "awards:nomination"),
    ("Hồ sơ sáng kiến", "awards:initiative"),
    ("Hướng dẫn đợt xét", "awards:round"),
    ("Hướng dẫn đợt nhận sáng kiến", ""),
    *((KINDS[kind], "awards:letter") for kind in LetterKind),
)


def drafts_citing(user: User, text: LegalText) -> Iterable[Citation]:
    """Drafts of ``user``'s sight that name ``text`` by its number. One query."""
    if not text.number:
        return
    found = together(list(_questions(user, text.number)))
    for (kind, address), rows in zip(_KINDS, found, strict=True):
        for pk, title, detail, words in rows:
            if cites(_words_in(words) if kind == _REPORT else words, text.number):
                url = reverse(address, args=[pk]) if address else reverse("awards:call_list")
                yield Citation(kind=kind, title=title, detail=detail, url=url)


def _questions(user: User, number: str) -> Iterable[QuerySet[Any, Any]]:
    """Each with key, title, detail and words of those that may name it; JSON keeps letters with marks in another form,
    so only the plain head of the number is looked for.
    """
    head, today = "".join(itertools.takewhile(str.isascii, number)), timezone.localdate()
    seen = Nomination.objects.visible_to(user).filter(removed_at=None, state__in=_OPEN)
    named = Coalesce("nomination__person__full_name", "nomination__unit__name", output_field=CharField())
    honour = Coalesce("nomination__title__name", "nomination__commendation__name", output_field=CharField())
    reports = AchievementReport.objects.filter(nomination__in=seen).annotate(
        words=Cast("parts", TextField()), who=named, what=honour
    )
    yield reports.filter(words__contains=head).order_by("pk").values_list("nomination_id", "who", "what", "words")
    works = Initiative.objects.visible_to(user).filter(removed_at=None, state__in=_OPEN_WORKS)
    asked = Q()
    for name in _INITIATIVE:
        asked |= Q(**{f"{name}__icontains": head})
    parts = [part for name in _INITIATIVE for part in (F(name), Value("\n"))]
    told = works.filter(asked).annotate(words=Concat(*parts, output_field=TextField()), what=F("unit__name"))
    yield told.order_by("pk").values_list("pk", "name", "what", "words")
    for model, until in ((Round, "closes_on"), (InitiativeCall, "closes_on")):
        rows = model.objects.filter(**{f"{until}__gte": today}, guidance__icontains=head)
        rows = rows.annotate(what=Value("đang nhận hồ sơ", output_field=CharField()))
        yield rows.order_by("pk").values_list("pk", "name", "what", "guidance")
    letters = AwardLetter.objects.visible_to(user).exclude(state=LetterState.ISSUED).filter(basis__icontains=head)
    step = Case(*(When(state=state, then=Value(state.label)) for state in LetterState), output_field=CharField())
    for kind in LetterKind:
        found = letters.filter(kind=kind).annotate(what=step).order_by("pk")
        yield found.values_list("pk", "abstract", "what", "basis")


def _words_in(parts: str) -> str:
    """The texts of a report, whose letters one of the databases keeps in another form."""
    return "\n".join(map(str, json.loads(parts).values()))
