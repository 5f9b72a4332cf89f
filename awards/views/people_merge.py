"""People who may stand twice on the staff list: the pairs, both records of one side by side, the answer."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from awards.forms.people_merge import ApartForm, MergeForm
from awards.models import PersonPair
from awards.permissions import is_self
from awards.services.people_merge import OWN, WHO_MERGES, merge_people, tell_apart
from awards.services.people_pairs import beside_awards, birth_dates, clashes, likely_doubles
from awards.services.record_reading import note_readings
from awards.services.record_rows import read_record
from awards.views.record_panels import RecordPanel, main_panels, side_panels
from awards.views.years import YearsGrid, years_grid
from emulation.views.year import year_in_view
from plans.http import OfficeRequest, submit_key
from plans.models import Person
from plans.views.acting import act_on, require
from plans.views.listing import page_of

RIGHT, READS = "awards.merge_people", "awards.see_record"


class Side(NamedTuple):
    """One of the two: the person, what stays under that name, the years and entries where one may see them."""

    person: Person
    left: list[tuple[str, int]]
    grid: YearsGrid | None
    panels: list[RecordPanel]


@require_safe
def people_merge(request: OfficeRequest) -> HttpResponse:
    """Pairs offered, and those answered."""
    require(request.user, RIGHT, who=WHO_MERGES)
    page = page_of(request, likely_doubles())
    answered = PersonPair.objects.select_related("first__unit", "second__unit", "kept", "decided_by__person")
    context = {"page": page, "pairs": page.object_list, "answered": answered[:50]}
    return render(request, "awards/people_merge.html", context)


@require_safe
def people_pair(request: OfficeRequest, first: int, second: int) -> HttpResponse:
    """Both records side by side, what hinders merging, and the two answers."""
    people = _pair(request, first, second)
    return _show(request, people, MergeForm(people=people), ApartForm())


def people_join(request: OfficeRequest, first: int, second: int) -> HttpResponse:
    """Gộp."""
    people = _pair(request, first, second)
    if request.method != "POST":
        return redirect("awards:people_pair", first, second)
    form = MergeForm(request.POST, people=people)
    if form.is_valid():
        keep, give_up = form.kept_and_given_up
        reason, key = form.cleaned_data["reason"], submit_key(request)
        if act_on(form, lambda: merge_people(actor=request.user, keep=keep, give_up=give_up, reason=reason, key=key)):
            messages.success(request, f"Đã gộp hồ sơ của {give_up} vào hồ sơ của {keep}.")
            return redirect("awards:people_merge")
    return _show(request, people, form, ApartForm())


def people_apart(request: OfficeRequest, first: int, second: int) -> HttpResponse:
    """Không phải một người."""
    people = _pair(request, first, second)
    if request.method != "POST":
        return redirect("awards:people_pair", first, second)
    form = ApartForm(request.POST)
    if form.is_valid():
        reason, key = form.cleaned_data["reason"], submit_key(request)
        if act_on(form, lambda: tell_apart(actor=request.user, one=people[0], other=people[1], reason=reason, key=key)):
            messages.success(request, "Đã ghi: không phải một người. Cặp này không nêu ra nữa.")
            return redirect("awards:people_merge")
    return _show(request, people, MergeForm(people=people), form)


def _pair(request: OfficeRequest, first: int, second: int) -> tuple[Person, Person]:
    require(request.user, RIGHT, who=WHO_MERGES)
    people = Person.objects.select_related("unit").in_bulk([first, second])
    if len(people) != 2:
        raise Http404
    return people[first], people[second]


def _show(request: OfficeRequest, people: tuple[Person, Person], merge: MergeForm, apart: ApartForm) -> HttpResponse:
    one, other = sorted(people, key=lambda person: person.pk)
    answer = PersonPair.objects.filter(first=one, second=other).select_related("kept", "decided_by__person").first()
    left = beside_awards(*people)
    note_readings(actor=request.user, people=[person for person in people if request.user.has_perm(READS, person)])
    context = {
        "sides": [_side(request, person, left[person.pk]) for person in people],
        "clashes": [] if answer else clashes(*people),
        "births": birth_dates(*people),
        "answer": answer,
        "own": OWN if any(is_self(request.user, person.pk) for person in people) else "",
        "merge": merge,
        "apart": apart,
        "merge_url": reverse("awards:people_join", args=[people[0].pk, people[1].pk]),
        "apart_url": reverse("awards:people_apart", args=[people[0].pk, people[1].pk]),
        "back_url": reverse("awards:people_merge"),
    }
    return render(request, "awards/people_pair.html", context)


def _side(request: OfficeRequest, person: Person, left: list[tuple[str, int]]) -> Side:
    """The record itself only where the reader may open it."""
    if not request.user.has_perm(READS, person):
        return Side(person, left, None, [])
    rows = read_record(person, user=request.user)
    grid = years_grid(person, user=request.user, years=4, current=year_in_view(request), rows=rows)
    panels = [*main_panels(rows, person, user=request.user), *side_panels(rows, person, user=request.user)]
    return Side(person, left, grid, [panel for panel in panels if panel.entries])
