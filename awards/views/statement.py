"""Ghi xác nhận: the form that settles a condition no record can tell."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from awards.forms.statement import FAILS, HOLDS, StatementForm
from awards.models import Statement
from awards.rules.citation import spelled
from awards.rules.eligibility import Finding, assess
from awards.services.facts import facts_of_people, facts_of_units
from awards.services.record_reading import collectives, people_seen
from awards.services.rulebook import current_rulebook
from awards.services.statement import find_statement, state_fact, who_states
from emulation.views.record_form import record_form
from plans.forms.event import new_file
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import Person, Unit
from plans.rules.document import FIRST_YEAR, LAST_YEAR
from plans.views.acting import require

PERSON, UNIT, YEAR, AWARD, CODE, BACK = "ca-nhan", "tap-the", "nam", "khen", "dieu-kien", "tro-lai"


def statement_add(request: OfficeRequest) -> HttpResponse:
    """State a condition of the address, or correct what was stated of it."""
    subject, year = _subject(request), whole_number(request.GET.get(YEAR, "")) or 0
    require(request.user, "awards.state_fact", subject, who=who_states(request.user, subject))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    finding = _finding(request, subject, year)
    before = find_statement(subject, year, finding.key)
    form = StatementForm(initial=_initial(before))
    if request.method == "POST":
        form = StatementForm(request.POST, request.FILES)

    def act() -> Statement:
        return state_fact(
            actor=request.user,
            subject=subject,
            year=year,
            code=finding.key,
            about=finding.message,
            file=new_file(form.cleaned_data["file"]),
            seen=form.cleaned_data["version"],
            key=submit_key(request),
            **form.values,
        )

    return record_form(
        request,
        form,
        act,
        template="awards/statement_form.html",
        context={
            "subject": subject,
            "year": year,
            "finding": finding,
            "citation": spelled(finding.citation),
            "before": before,
        },
        title="Ghi xác nhận",
        done="Đã ghi xác nhận.",
        back=_back(request, subject, year),
        theirs=_initial,
    )


def _initial(before: Statement | None) -> dict[str, Any]:
    if before is None:
        return {"version": 0}
    return {"version": before.version, "holds": HOLDS if before.holds else FAILS, "words": before.words}


def _subject(request: OfficeRequest) -> Person | Unit:
    if unit := whole_number(request.GET.get(UNIT, "")):
        return get_object_or_404(collectives(), pk=unit)
    return get_object_or_404(people_seen(request.user), pk=whole_number(request.GET.get(PERSON, "")) or 0)


def _finding(request: OfficeRequest, subject: Person | Unit, year: int) -> Finding:
    """The condition as it stands now for the award of the address."""
    book, today, code = current_rulebook(), timezone.localdate(), request.GET.get(AWARD, "")
    read = facts_of_units if isinstance(subject, Unit) else facts_of_people
    facts = read([subject.pk], upto_year=year)[subject.pk]
    if code not in book.codes_for(facts.kind):
        raise Http404
    found = assess(book, code, facts, year=year, on=today, received_on=today).findings
    return next((one for one in found if one.key == request.GET.get(CODE, "")), None) or _gone()


def _gone() -> Finding:
    raise Http404


def _back(request: OfficeRequest, subject: Person | Unit, year: int) -> str:
    """Where the reader came from, if that is a page of this site."""
    wanted = request.GET.get(BACK, "")
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    name = "awards:ladder_unit" if isinstance(subject, Unit) else "awards:ladder"
    return f"{reverse(name, args=[subject.pk])}?{YEAR}={year}"
