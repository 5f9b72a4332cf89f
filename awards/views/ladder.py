"""The ladder of a person or unit: where they stand before each award, what the next step takes, and what if."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from awards.forms.eligibility import LadderFilter, WhatIfForm
from awards.rules.eligibility import Assessment, assess_many
from awards.rules.facts import Facts
from awards.rules.rulebook import Rulebook
from awards.rules.standing import Standing, stand_of
from awards.rules.untold import facts_untold, holds_untold, veil
from awards.rules.what_if import suppose
from awards.services.eligibility import Field, Honour, read_field
from awards.services.facts import PERSON, UNIT
from awards.services.record_reading import collectives, note_reading, people_seen
from awards.services.rulebook import current_rulebook
from awards.views.findings import FindingsPanel, findings_panel, is_told, said_to
from awards.views.qualifies_lines import PILLS, YEARS, nominate_url
from awards.views.steps import stairs
from emulation.models import Level
from emulation.views.year import year_in_view
from plans.http import OfficeRequest
from plans.models import Person, Unit, User
from plans.rules.official import short_date
from plans.views.cells import pill_html

REAL, SUPPOSED = "real", "supposed"


class Rung(NamedTuple):
    """One award on the ladder, ready to show; ``was`` is where one stands in truth while something is supposed."""

    honour: Honour
    level: str
    pill: SafeString
    why: tuple[str, ...]
    findings: FindingsPanel
    changed: bool
    nominate_url: str
    proposed_url: str


class Asked(NamedTuple):
    """Of which year's achievements, by the law of which day; what is known and what is supposed."""

    field: Field
    filter: LadderFilter
    what_if: WhatIfForm
    year: int
    received_on: dt.date

    @property
    def facts(self) -> Facts:
        return next(iter(self.field.facts.values()))


@require_safe
def ladder(request: OfficeRequest, pk: int) -> HttpResponse:
    """Of one person: oneself, those of one's unit for its contact and head, everybody for who works with awards."""
    person = get_object_or_404(people_seen(request.user).select_related("unit", "user"), pk=pk)
    note_reading(actor=request.user, person=person)
    return _page(request, person, PERSON)


@require_safe
def ladder_unit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Of one unit; no personal data, so everybody reads it."""
    return _page(request, get_object_or_404(collectives(), pk=pk), UNIT)


def _page(request: OfficeRequest, subject: Person | Unit, kind: str) -> HttpResponse:
    book, today = current_rulebook(), timezone.localdate()
    asked = _asked(request, subject, kind, book)
    supposition = asked.what_if.supposed
    codes = [honour.code for honour in asked.field.honours]
    told = is_told(request.user, subject)
    known = asked.facts
    if isinstance(subject, Person) and request.user.person_id == subject.pk:
        known = holds_untold(known)
    if not told:
        day = asked.received_on
        known = facts_untold(book, codes, {REAL: known}, year=asked.year, on=today, received_on=day)[REAL]
    facts = {REAL: known} | ({SUPPOSED: suppose(known, supposition)} if supposition else {})
    found = assess_many(book, codes, facts, year=asked.year, on=today, received_on=asked.received_on)
    if not told:
        found = {key: {code: veil(one) for code, one in assessed.items()} for key, assessed in found.items()}
    shown = found.get(SUPPOSED, found[REAL])
    reader = _Reader(request.user, subject, asked)
    rungs = [reader.rung(one, found[REAL][one.code], shown[one.code]) for one in asked.field.honours]
    proposed = {one.code for one in asked.field.proposed.get(subject.pk, ()) if one.year == asked.year}
    own = kind == PERSON and request.user.person_id == subject.pk
    context = {
        "subject": subject,
        "of_unit": kind == UNIT,
        "own": own,
        "filter": asked.filter,
        "year": asked.year,
        "received_on": short_date(asked.received_on),
        "what_if": asked.what_if,
        "stairs": stairs(kind, asked.facts.awards or (), proposed, book=book, year=asked.year),
        "lists": (
            ("Danh hiệu thi đua", "award", [one for one in rungs if one.honour.is_title]),
            ("Hình thức khen thưởng", "medal", [one for one in rungs if not one.honour.is_title]),
        ),
        "record_url": _record_url(subject, own=own),
        "assesses": request.user.has_perm("awards.assess_office"),
    }
    return render(request, "awards/ladder.html", context)


def _asked(request: OfficeRequest, subject: Person | Unit, kind: str, book: Rulebook) -> Asked:
    today, latest = timezone.localdate(), year_in_view(request)
    field = read_field(request.user, kind, upto_year=latest, only=subject.pk).known_to(book)
    default = field.last_year or latest
    years = [str(year) for year in range(latest, latest - YEARS, -1)]
    chosen = LadderFilter(request.GET, year=[("", f"{default} (gần nhất)"), *((year, year) for year in years)])
    year = int(chosen.value("year") or default)
    return Asked(field, chosen, WhatIfForm(request.GET, year=year, kind=kind), year, chosen.value("day") or today)


class _Reader(NamedTuple):
    """Who looks at whose ladder."""

    user: User
    subject: Person | Unit
    asked: Asked

    def rung(self, honour: Honour, found: Assessment, supposed: Assessment) -> Rung:
        """Shown as supposed where something is; a step that only a supposition reaches is no green "đủ"."""
        stand, real = stand_of(supposed), stand_of(found).standing
        standing = stand.standing
        look, icon = PILLS[standing]
        words = stand.words(told=is_told(self.user, self.subject))
        if standing == Standing.READY and real != Standing.READY:
            look, icon, words = "doing", "flask-conical", "sẽ đủ, nếu đúng giả định"
        proposed = self.asked.field.proposed_for(self.subject.pk, honour.code, self.asked.year)
        return Rung(
            honour=honour,
            level=str(Level(honour.level).label),
            pill=pill_html(look, words, icon),
            why=said_to(stand.reasons, told=is_told(self.user, self.subject)),
            findings=findings_panel(supposed, user=self.user, subject=self.subject, findings=stand.deciding),
            changed=standing != real,
            nominate_url="" if proposed else nominate_url(self.user, self.subject, honour, self.asked.year),
            proposed_url=reverse("awards:nomination", args=[proposed.pk]) if proposed else "",
        )


def _record_url(subject: Person | Unit, *, own: bool) -> str:
    if own:
        return reverse("awards:my_record")
    return reverse("awards:person_record" if isinstance(subject, Person) else "awards:unit_record", args=[subject.pk])
