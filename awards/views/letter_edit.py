"""Writing a letter on awards: the nominations are chosen first, then its words beside the sheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from awards.forms.letter import LetterForm
from awards.models import AwardLetter, LetterKind, LetterState, Nomination, Track
from awards.rules.upward import BOTH_WAYS_LAW, tallies
from awards.services import letter as service
from awards.services.letter_document import KINDS, WORDS, first_words, printed_letter, printed_with
from awards.services.nominee import nominees_of
from awards.views.letter import frame_of, seen_letter
from emulation.views.record_form import record_form
from emulation.views.year import year_in_view
from plans.context import plan_in_view
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import PlanState, Task
from plans.papers.html import render_html
from plans.views.acting import require

MOST_OFFERED = 500


def letter_new(request: OfficeRequest) -> HttpResponse:
    """Lập tờ trình of one track (``?he=province``): first who, then the words."""
    require(request.user, "awards.send_up", who=service.WHO_WRITES)
    track = request.GET.get("he", Track.PROVINCE)
    if track not in Track.values:
        raise Http404
    return _new(request, LetterKind.SUBMISSION, track)


def guidance_new(request: OfficeRequest) -> HttpResponse:
    """Lập công văn hướng dẫn hoàn thiện hồ sơ."""
    require(request.user, "awards.send_up", who=service.WHO_WRITES)
    return _new(request, LetterKind.GUIDANCE, "")


def _new(request: OfficeRequest, kind: str, track: str) -> HttpResponse:
    year = year_in_view(request)
    letter = AwardLetter(kind=kind, track=track, year=year, prepared_by=request.user, version=0)
    offered = _offered(letter)
    names = dict(offered)
    chosen = [pk for pk in map(whole_number, request.GET.getlist("hs")) if pk in names]
    if request.method == "GET" and not chosen and "soan" not in request.GET:
        return _choose(request, letter, offered)
    picked = _picked(request) if request.method == "POST" else chosen
    form = _form(request, letter, offered, picked)
    if request.method != "POST":
        words = first_words(kind=kind, track=track, nominations=chosen, plan=plan_in_view(request), year=year)
        form.initial = {
            **words,
            "nominations": chosen,
            "task": whole_number(request.GET.get("nhiem-vu", "")),
            "version": 0,
        }
        for name, text in words.items():
            setattr(letter, name, text)

    def act() -> object:
        return service.create_letter(
            actor=request.user,
            kind=kind,
            track=track,
            year=year,
            nominations=form.cleaned_data["nominations"],
            reasons=form.reasons,
            values=form.values,
            task=form.cleaned_data["task"],
            key=submit_key(request),
        )

    title = "Lập tờ trình" if kind == LetterKind.SUBMISSION else "Lập công văn hướng dẫn"
    return _written(request, letter, form, act, picked, title=title, back=reverse("awards:letter_list"))


def letter_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    """Soạn: the words and the nominations of a draft."""
    letter = seen_letter(request, pk)
    require(request.user, "awards.send_up", letter, who=service.WHO_WRITES)
    if letter.state != LetterState.DRAFT:
        messages.info(request, service.WHY_NOT[LetterState(letter.state)])
        return redirect("awards:letter", pk)
    kept = list(letter.lines.order_by("order", "pk").values_list("nomination", "twice_reason"))
    offered = _offered(letter)
    picked = _picked(request) if request.method == "POST" else [one for one, _ in kept]
    form = _form(request, letter, offered, picked)
    if request.method != "POST":
        words = {name: getattr(letter, name) for name in (*WORDS, "due_on", "version")}
        reasons = {f"reason_{one}": reason for one, reason in kept}
        form.initial = {**words, **reasons, "nominations": picked, "task": letter.task_id}

    def act() -> object:
        return service.save_letter(
            actor=request.user,
            letter=letter,
            nominations=form.cleaned_data["nominations"],
            reasons=form.reasons,
            values={**form.values, "task": form.cleaned_data["task"]},
            seen=form.cleaned_data["version"] or 0,
            key=submit_key(request),
        )

    back = frame_of(letter).own_page
    return _written(request, letter, form, act, picked, title=f"Soạn {KINDS[letter.kind].lower()}", back=back)


def _choose(request: OfficeRequest, letter: AwardLetter, offered: list[tuple[int, str]]) -> HttpResponse:
    """The page on which nominations are ticked."""
    context = {
        "letter": letter,
        "kind": KINDS[letter.kind],
        "rows": offered,
        "doubled": set(service.twice(letter.track, [pk for pk, _ in offered])) if letter.is_submission else set(),
        "task": request.GET.get("nhiem-vu", ""),
        "back": reverse("awards:letter_list"),
    }
    return render(request, "awards/letter_choose.html", context)


def _written(
    request: OfficeRequest, letter: AwardLetter, form: LetterForm, act: Any, picked: list[int], *, title: str, back: str
) -> HttpResponse:
    nominees = nominees_of(picked, records=False)
    counted = tallies([(one.honour, one.is_title, one.is_unit) for one in nominees])
    shown = printed_letter(letter) if letter.pk else printed_with(letter, picked)
    context = {
        "letter": letter,
        "sheet": render_html(shown),
        "nominees": nominees,
        "counted": counted,
        "returned": letter.return_reason,
        "submit": "Lưu văn bản",
        "icon": "save",
        "law": BOTH_WAYS_LAW,
    }
    return record_form(
        request,
        form,
        act,
        template="awards/letter_edit.html",
        context=context,
        title=title,
        done="Đã lưu văn bản. Xem lại rồi trình duyệt.",
        back=back,
        then=lambda made: reverse("awards:letter", args=[made.pk]),
    )


def _form(request: OfficeRequest, letter: AwardLetter, offered: list[tuple[int, str]], picked: list[int]) -> LetterForm:
    going = service.twice(letter.track, picked) if letter.is_submission else {}
    facts: dict[str, Any] = {
        "submission": letter.is_submission,
        "offered": offered,
        "doubled": {pk: "; ".join(one.words for one in found) for pk, found in going.items()},
        "tasks": _tasks(letter),
    }
    return LetterForm(request.POST, **facts) if request.method == "POST" else LetterForm(initial={}, **facts)


def _picked(request: OfficeRequest) -> list[int]:
    return [pk for pk in map(whole_number, request.POST.getlist("nominations")) if pk]


def _tasks(letter: AwardLetter) -> QuerySet[Task]:
    tasks = Task.objects.in_plan().filter(plan__state=PlanState.ISSUED) | Task.objects.filter(pk=letter.task_id or 0)
    return tasks.select_related("plan").order_by("-plan__year", "order", "pk")


def _offered(letter: AwardLetter) -> list[tuple[int, str]]:
    """The nominations that can stand in the letter, as the form names them."""
    rows: QuerySet[Nomination]
    rows = service.ready_for(letter.track, letter=letter) if letter.is_submission else service.incomplete(letter.year)
    found = nominees_of(list(rows.values_list("pk", flat=True)[:MOST_OFFERED]), records=False)
    return [(one.pk, f"{one.who}: {one.honour}, năm {one.year}") for one in found]
