"""What became of what went up: the card of the leadership, and the results of registrations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, Value
from django.urls import reverse

from awards.models import Answer, Award, LetterState, NominationState, SubmissionLine, TrackDeadline
from awards.views.upward_rows import lines_seen
from emulation.sockets import Result
from plans.models import Plan, User
from plans.rules.official import short_date
from plans.sockets import Card, CardQuestion, Figure


def upward_card(user: User, plan: Plan, today: dt.date) -> CardQuestion | None:
    """What the leadership sees of the year's dossiers that go up. Two questions."""
    if not user.has_perm("plans.see_drafts"):
        return None
    lines = lines_seen(user).filter(letter__year=plan.year).order_by().annotate(all=Value(1)).values("all")
    issued = Q(letter__state=LetterState.ISSUED)
    counted = {
        "n_made": Count("pk", filter=~issued),
        "n_waiting": Count("pk", filter=issued & Q(answer=Answer.WAITING)),
        "n_granted": Count("pk", filter=Q(answer=Answer.GRANTED)),
        "n_other": Count("pk", filter=Q(answer__in=(Answer.REFUSED, Answer.RETURNED))),
    }
    rows = lines.annotate(**counted).values_list(*counted)
    deadlines = (
        TrackDeadline.objects.kept().filter(year=plan.year).order_by("due_on", "pk").values_list("due_on", "what")
    )
    return CardQuestion((rows, deadlines), lambda answers: _upward_cards(plan.year, today, answers))


def _upward_cards(year: int, today: dt.date, answers: list[list[tuple[Any, ...]]]) -> Iterable[Card]:
    """One card; none in a year in which nothing went up."""
    base = f"{reverse('awards:line_list')}?nam={year}"
    coming = next(((day, what) for day, what in answers[1] if day >= today), None)
    note = f"Hạn gần nhất: {coming[1]}, {short_date(coming[0])}" if coming else ""
    for made, waiting, granted, other in answers[0]:
        counted = (
            (made, "đang lập tờ trình", "dang-lap"),
            (waiting, "chờ cấp trên trả lời", Answer.WAITING.value),
            (granted, "được tặng", Answer.GRANTED.value),
            (other, "không được, trả lại", "khong"),
        )
        figures = tuple(Figure(str(number), words, f"{base}&ket-qua={answer}") for number, words, answer in counted)
        yield Card("Khen thưởng trình cấp trên", figures, url=reverse("awards:letter_list"), note=note)


def results_of(year: int) -> dict[tuple[str, int, str], Result]:
    """Awards for the achievements of ``year``, and the refusals from above. Two queries."""
    found: dict[tuple[str, int, str], Result] = {}
    lines = SubmissionLine.objects.filter(
        nomination__year=year, answer=Answer.REFUSED, nomination__state=NominationState.ELIGIBLE
    )
    columns = ("nomination__person", "nomination__unit", "nomination__title__code", "nomination__commendation__code")
    for person, unit, title, form, number, nomination in lines.values_list(*columns, "answer_number", "nomination"):
        words = f"Không được tặng{f', số {number}' if number else ''}"
        url = reverse("awards:nomination", args=[nomination])
        found[_key(person, unit, title, form)] = Result(words, won=False, url=url)
    awards = Award.objects.filter(year=year, revoked_on=None).order_by("decided_on", "pk")
    of_award = ("person", "unit", "title__code", "commendation__code", "number", "decided_on")
    for person, unit, title, form, number, day in awards.values_list(*of_award):
        told = " ".join(filter(None, (number and f"Quyết định số {number}", day and f"ngày {short_date(day)}")))
        page = reverse("awards:unit_record", args=[unit]) if unit else reverse("awards:person_record", args=[person])
        found[_key(person, unit, title, form)] = Result(told or "Đã được tặng", won=True, url=page)
    return found


def _key(person: int | None, unit: int | None, title: str | None, form: str | None) -> tuple[str, int, str]:
    return ("unit", unit, title or form or "") if unit else ("person", person or 0, title or form or "")
