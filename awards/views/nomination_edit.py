"""The form of one nomination: whom, for what, by what achievement; its findings stand beside it while one proposes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from awards.forms.nomination import (
    NominationForm,
    nomination_values,
    subject_choices,
    subject_key,
)
from awards.models import InitiativeUse, Nomination, NominationState, Round
from awards.services import nomination as service
from awards.services.initiative_use import works_of
from awards.services.nomination_check import Honour, check_one, clashes, earlier_of, wanted_of
from awards.services.quota import NO_PLACES, places_for
from awards.services.rulebook import current_rulebook
from awards.views.findings import findings_panel
from awards.views.nomination_choices import people_for, round_asked, rounds_for, units_for
from awards.views.nomination_rows import seen_nomination
from emulation.models import Commendation, Title
from plans.errors import EditConflict
from plans.http import OfficeRequest, submit_key
from plans.models import Person, Unit
from plans.views.acting import act_on, require
from plans.views.conflict import render_conflict

CHECK = "kiem-tra"  # the button that shows the findings and saves nothing
Subject = Person | Unit


def nomination_new(request: OfficeRequest) -> HttpResponse:
    """Lập hồ sơ đề nghị."""
    require(request.user, "awards.nominate", who=service.WHO_NOMINATES)
    today, given = timezone.localdate(), request.POST or request.GET
    rounds, units = rounds_for(request.user, today), units_for(request.user)
    found = round_asked(rounds, given.get("dot", ""), given.get("nam", ""))
    if found is None:
        return render(request, "awards/nomination_form.html", {"rounds": rounds, "title": "Đề nghị khen thưởng"})
    people = people_for(units)
    offered: list[Subject] = [*people, *units]
    subjects = {subject_key(one): one for one in offered}
    asked = given.get("subject") or given.get("doi-tuong", "")
    subject = subjects.get(asked)
    facts = _facts(found, subject, None) | {"subjects": subject_choices(people, units)}
    values = {
        "subject": asked,
        "title": given.get("danh-hieu", ""),
        "commendation": given.get("hinh-thuc", ""),
        "kind": found.kind,
    }
    context = {
        "subject": subject,
        "rounds": rounds,
        "round": found,
        "title": "Đề nghị khen thưởng",
        "back": reverse("awards:nomination_list"),
    }
    if request.method != "POST":
        form = NominationForm(initial=values, **facts)
        return _page(request, form, _honour_asked(form, values), context)
    form = NominationForm(request.POST, **facts)
    if _only_checks(request):
        return _page(request, _kept(request, facts), _honour_typed(form), context)

    def save(form: NominationForm) -> Nomination:
        return service.start_nomination(
            award_round=found,
            subject=subjects[form.cleaned_data["subject"]],
            actor=request.user,
            new=form.new,
            today=today,
            key=submit_key(request),
        )

    return _saved(request, form, save, context)


def nomination_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Sửa hồ sơ chưa trình."""
    record = seen_nomination(request.user, pk)
    require(request.user, "awards.nominate", record, who=service.WHO_NOMINATES)
    back = reverse("awards:nomination", args=[pk])
    if refusal := service.WHY_NOT_EDITED.get(NominationState(record.state)):
        messages.info(request, refusal)
        return redirect(back)
    subject = record.subject
    facts = _facts(record.round, subject, record) | {"subjects": []}
    context = {
        "subject": subject,
        "round": record.round,
        "nomination": record,
        "title": f"Sửa hồ sơ của {subject}",
        "back": back,
    }
    if request.method != "POST":
        used = list(InitiativeUse.objects.filter(nomination=record).values_list("initiative_id", flat=True))
        form = NominationForm(initial=nomination_values(record, used), **facts)
        return _page(request, form, record.honour, context)
    form = NominationForm(request.POST, **facts)
    if _only_checks(request):
        return _page(request, _kept(request, facts), _honour_typed(form), context)

    def save(form: NominationForm) -> Nomination:
        seen, key = form.cleaned_data["version"] or 0, submit_key(request)
        return service.change_nomination(nomination=record, actor=request.user, new=form.new, seen=seen, key=key)

    try:
        return _saved(request, form, save, context)
    except EditConflict as conflict:
        used = list(InitiativeUse.objects.filter(nomination=record).values_list("initiative_id", flat=True))
        theirs = nomination_values(conflict.current, used)
        shown = {name: value for name, value in theirs.items() if name != "version"}
        return render_conflict(request, title=str(record), form=form, conflict=conflict, back_url=back, theirs=shown)


def _saved(
    request: OfficeRequest,
    form: NominationForm,
    save: Callable[[NominationForm], Nomination],
    context: dict[str, Any],
) -> HttpResponse:
    made: list[Nomination] = []
    if form.is_valid() and act_on(form, lambda: made.append(save(form))):
        messages.success(request, "Đã lưu bản thảo. Xem điều kiện, bổ sung hồ sơ rồi trình.")
        return redirect("awards:nomination", made[0].pk)
    return _page(request, form, _honour_typed(form), context)


def _only_checks(request: OfficeRequest) -> bool:
    return CHECK in request.POST or bool(request.headers.get("HX-Request"))


def _kept(request: OfficeRequest, facts: dict[str, Any]) -> NominationForm:
    """The form with everything typed and no errors: it was only looked at."""
    lists = ("works",)
    typed = {name: value for name, value in request.POST.items() if name not in lists}
    return NominationForm(initial={**typed, **{name: request.POST.getlist(name) for name in lists}}, **facts)


def _honour_typed(form: NominationForm) -> Honour | None:
    """The honour as far as it was chosen, whatever else is missing."""
    title = form.titles.get(form.data.get("title", ""))
    commendation = form.commendations.get(form.data.get("commendation", ""))
    return None if title and commendation else title or commendation


def _honour_asked(form: NominationForm, values: dict[str, Any]) -> Honour | None:
    return form.titles.get(values["title"]) or form.commendations.get(values["commendation"])


def _facts(award_round: Round, subject: Subject | None, record: Nomination | None) -> dict[str, Any]:
    """What the form offers for ``subject``; until one is chosen, both lists of the round whole."""
    collective = isinstance(subject, Unit) if subject is not None else None
    year = award_round.achievement_year
    others: list[tuple[int, str]] = []
    if subject is not None:
        earlier = earlier_of([subject], year=year, but=record.pk if record else None)[subject.pk]
        others = [(one.pk, f"{one.proposal.name} ({one.state.lower()})") for one in earlier if one.pk]
    return {
        "titles": service.honours_of(award_round, Title, collective=collective),
        "commendations": service.honours_of(award_round, Commendation, collective=collective),
        "works": works_of(subject, upto_year=year) if isinstance(subject, Person) else [],
        "others": others,
    }


def _page(
    request: OfficeRequest,
    form: NominationForm,
    honour: Honour | None,
    context: dict[str, Any],
) -> HttpResponse:
    """The form with what is known of the subject for the honour; htmx asks for that part alone."""
    award_round: Round = context["round"]
    subject: Subject | None = context["subject"]
    record: Nomination | None = context.get("nomination")
    shown: dict[str, Any] = {"subject": subject, "honour": honour, "round": award_round}
    if subject is not None and honour is not None:
        year = award_round.achievement_year
        book = current_rulebook()
        check = check_one(subject=subject, honour=honour, year=year, on=timezone.localdate(), book=book)
        check = check.known_to(request.user, subject)
        achievement = str(form.data.get("achievement", "") or form.initial.get("achievement", ""))
        kind = str(form.data.get("kind", "") or form.initial.get("kind", ""))
        earlier = earlier_of([subject], year=year, but=record.pk if record else None)[subject.pk]
        shown |= {
            "check": check,
            "findings": findings_panel(check.assessment, user=request.user, subject=subject),
            "others": clashes(wanted_of(honour, year, kind, achievement), earlier),
            "places": places_for(award_round, honour),
            "places_empty": NO_PLACES,
        }
    if request.headers.get("HX-Request"):
        return render(request, "awards/nomination_findings.html", shown)
    context = {**context, **shown, "form": form, "check_name": CHECK}
    return render(request, "awards/nomination_form.html", context)
