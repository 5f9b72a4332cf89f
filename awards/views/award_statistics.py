"""Thống kê khen thưởng: a form of a time on the screen, where numbers lead to the register, on A4 and as a sheet."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from awards.forms.award_statistics import StatisticsFilter
from awards.papers.statistic import FormFacts, draw_form
from awards.papers.statistic_sheet import form_sheet
from awards.permissions import units_seen
from awards.rules.statistic_count import within
from awards.rules.statistic_form import Form
from awards.rules.statistic_words import NONE_GIVEN, PARTS_OF_YEAR, basis_words, moment_words, notes, span_words
from awards.services.award_statistics import Span, Statistics, forms, statistics, years_decided
from awards.views.statistic_cells import Linking, lines
from plans.context import office_in_view, plan_in_view
from plans.http import OfficeRequest
from plans.models import Confidence, Office
from plans.rules.official import place_and_date, short_date
from plans.views.files import PDF, XLSX, send_bytes
from plans.views.listing import wants_sheet

FIRST_SHOWN = "bieu-nen"


class Asked(NamedTuple):
    """What the address asks for."""

    chosen: StatisticsFilter
    form: Form
    span: Span


@require_safe
def award_statistics(request: OfficeRequest) -> HttpResponse:
    """One form of one time, with links to the rows of the register that each number counts."""
    asked, found = _found(request)
    user, form, span = request.user, asked.form, asked.span
    linking = Linking(span, sees_all=units_seen(user) is None, sees_sex=user.has_perm("plans.see_personal_data"))
    context = {
        "form": form,
        "head": found.table.head,
        "letters": _letters(found),
        "depth": len(found.table.head),
        "width": len(form.stubs) + len(found.table.leaves),
        "lines": lines(found.table, linking),
        "when": span_words(*span),
        "days": f"Quyết định từ {short_date(span.first)} đến {short_date(span.last)}",
        "moment": moment_words(timezone.localtime()),
        "nothing": "" if within(form, found.given) else NONE_GIVEN,
        "basis": basis_words(form, *span, _sure(form)),
        "notes": notes(found.table, found.given, found.undated, span.before),
        "filter": asked.chosen,
        "problem": asked.chosen.problem,
        "counted": f"từ {short_date(span.first)} đến {short_date(span.last)}",
        "query": request.GET.urlencode(),
        "office": office_in_view(request) or Office(),
        "partly": not linking.sees_all,
        "campaigns": user.has_perm("plans.follow_all"),
    }
    return render(request, "awards/award_statistics.html", context)


@require_safe
def award_statistics_print(request: OfficeRequest) -> HttpResponse:
    """The form on A4 landscape in its official layout, or as a sheet."""
    asked, found = _found(request)
    form, span, now = asked.form, asked.span, timezone.localtime()
    office = Office.objects.first() or Office()
    said = () if within(form, found.given) else (NONE_GIVEN,)
    facts = FormFacts(
        table=found.table,
        letters=_letters(found),
        when=span_words(*span),
        at=now,
        agency=office.name,
        heading=(office.parent_heading, office.heading),
        place_date=place_and_date(office.place, None, now.year),
        notes=(*said, *notes(found.table, found.given, found.undated, span.before), *_warnings(form, span)),
        printed_by=request.user.get_full_name(),
    )
    stem = f"thong-ke-{form.key}-{span.first:%Y%m%d}-{span.last:%Y%m%d}"
    if wants_sheet(request):
        return send_bytes(form_sheet(facts), name=f"{stem}.xlsx", content_type=XLSX)
    return send_bytes(draw_form(facts), name=f"{stem}.pdf", content_type=PDF)


def _found(request: OfficeRequest) -> tuple[Asked, Statistics]:
    asked = _asked(request)
    return asked, statistics(asked.form, asked.span, money=request.user.has_perm("awards.see_money"))


def _asked(request: OfficeRequest) -> Asked:
    """The form and the time; the year in view where the address names none."""
    plan = plan_in_view(request)
    default = plan.year if plan else timezone.localdate().year
    others = [year for (year,) in years_decided() if year != default]
    shown = [(form.key, form.short) for form in forms().values()]
    chosen = StatisticsFilter(
        request.GET,
        form=[("", forms()[FIRST_SHOWN].short), *(pair for pair in shown if pair[0] != FIRST_SHOWN)],
        year=[("", f"Năm {default}"), *((str(year), f"Năm {year}") for year in others)],
    )
    form = forms()[chosen.value("form") or FIRST_SHOWN]
    first, last = chosen.value("first"), chosen.value("last")
    if chosen.problem or not first:
        year = int(chosen.value("year") or default)
        starts, ends, _ = PARTS_OF_YEAR[chosen.value("part")]
        first, last = dt.date(year, *starts), dt.date(year, *ends)
    return Asked(chosen, form, Span(first, last))


def _letters(found: Statistics) -> list[tuple[str, int]]:
    """The letters and numbers under the head of a ministry's form, each with how many columns it stands over."""
    form, cells = found.table.form, []
    if not form.code:
        return []
    cells += [(letter, 1) for letter in "ABC"[: len(form.stubs)]]
    for leaf in found.table.leaves:
        if cells[-1][0] == leaf.code:
            cells[-1] = (leaf.code, cells[-1][1] + 1)
        else:
            cells.append((leaf.code, 1))
    return cells


def _sure(form: Form) -> str:
    return str(Confidence(form.confidence).label) if form.confidence else ""


def _warnings(form: Form, span: Span) -> tuple[str, ...]:
    """What whoever sends a form of the ministry has to check first."""
    return (" ".join(basis_words(form, *span, _sure(form))),) if form.code else ()
