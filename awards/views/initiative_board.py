"""Giao chấm: the board of load and progress, giving out sheets and taking them back; never a word of points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import F, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from awards.forms.initiative_scoring import AssignForm
from awards.models import Initiative, InitiativeCall, InitiativeScore, InitiativeState, ScoreState
from awards.permissions import is_own
from awards.services import initiative_scoring as service
from awards.services.initiative_papers import PARTS
from awards.services.initiative_reading import authors_of
from awards.services.initiative_way import RUNS, who_runs
from awards.views.initiative_rows import authors_words, initiative_pill, score_pill
from awards.views.initiative_scoring import seen_score
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import User
from plans.rules.official import short_date
from plans.views.acting import act_by_button, act_on, require

TEXTS = tuple(name for name, _ in PARTS)
TO_ASSIGN = (InitiativeState.SUBMITTED, InitiativeState.SCORING)
ROWS = ("pk", "initiative_id", "initiative__name", "initiative__state", "scorer_id", "state", "due", "submitted_at")


class Row(NamedTuple):
    """One sheet on the board."""

    pk: int
    initiative: int
    name: str
    step: str
    scorer: int
    state: str
    due: dt.date | None
    submitted_at: dt.datetime | None
    who: str

    @property
    def done(self) -> bool:
        return self.state == ScoreState.SUBMITTED

    def is_late(self, today: dt.date) -> bool:
        return not self.done and self.due is not None and self.due < today


class Load(NamedTuple):
    """How much one scorer has, and how far he is."""

    name: str
    given: int
    done: int
    late: int
    latest: str


class Progress(NamedTuple):
    """How far the scoring of one initiative is; never a word of its points."""

    pk: int
    name: str
    pill: SafeString
    sheets: list[tuple[int, str, SafeString, bool]]
    done: int


@require_safe
def scoring_board(request: OfficeRequest) -> HttpResponse:
    """One's own sheets; for the standing office and the leadership everybody's load and each initiative's progress."""
    user, today = request.user, timezone.localdate()
    calls = list(InitiativeCall.objects.all())
    call = _call_asked(request, calls)
    follows = user.has_perm("awards.see_spread")
    rows = _rows(user, call, everybody=follows)
    to_run = [one for one in _open_of(call) if user.has_perm(RUNS, one)] if call and follows else []
    mine = [one for one in rows if one.scorer == user.pk]
    context = {
        "calls": [(one, one == call) for one in calls],
        "call": call,
        "mine": [(one, score_pill(one.state, one.due, today), _due(one, today)) for one in mine],
        "follows": follows,
        "assigns": bool(to_run),
        "loads": _loads(rows, today) if follows else [],
        "progress": _progress(rows, today, {one.pk for one in to_run}) if follows else [],
        "waiting": sum(one.state == InitiativeState.SUBMITTED for one in to_run),
    }
    return render(request, "awards/scoring_board.html", context)


def _call_asked(request: OfficeRequest, calls: list[InitiativeCall]) -> InitiativeCall | None:
    """The call an address names, else the latest."""
    asked = whole_number(request.GET.get("dot", ""))
    return next((one for one in calls if one.pk == asked), calls[0] if calls else None)


def _rows(user: User, call: InitiativeCall | None, *, everybody: bool) -> list[Row]:
    """The sheets of a call, and the person's own of any call that is being scored. One query."""
    own = Q(scorer=user, initiative__state=InitiativeState.SCORING)
    wanted = own | Q(initiative__call=call, scorer=user)
    if everybody:
        wanted |= Q(initiative__call=call)
    scores = InitiativeScore.objects.filter(wanted).annotate(who=F("scorer__person__full_name"))
    ordered = scores.order_by("initiative__submitted_at", "initiative_id", "pk")
    rows = ordered.values_list(*ROWS, "who", "scorer__username")
    return [Row._make((*row[:-2], row[-2] or row[-1])) for row in rows]


def _due(row: Row, today: dt.date) -> str:
    if row.done and row.submitted_at:
        return f"nộp {short_date(timezone.localdate(row.submitted_at))}"
    if row.due is None:
        return "không ấn định"
    late = f", quá {(today - row.due).days} ngày" if row.is_late(today) else ""
    return f"{short_date(row.due)}{late}"


def _loads(rows: Iterable[Row], today: dt.date) -> list[Load]:
    by_scorer: dict[int, list[Row]] = {}
    for row in rows:
        by_scorer.setdefault(row.scorer, []).append(row)
    found = []
    for own in by_scorer.values():
        days = [timezone.localdate(one.submitted_at) for one in own if one.submitted_at and one.done]
        late = sum(one.is_late(today) for one in own)
        done = sum(one.done for one in own)
        found.append(Load(own[0].who, len(own), done, late, short_date(max(days)) if days else "chưa nộp phiếu nào"))
    return sorted(found, key=lambda load: (load.done - load.given, -load.late))


def _open_of(call: InitiativeCall) -> list[Initiative]:
    """The dossiers of a call that can be given out, with their authors. Two queries."""
    rows = Initiative.objects.filter(call=call, state__in=TO_ASSIGN, removed_at__isnull=True)
    return list(rows.order_by("submitted_at", "pk").defer(*TEXTS).prefetch_related(authors_of()))


def _progress(rows: Iterable[Row], today: dt.date, runs: Container[int]) -> list[Progress]:
    """``runs``: those whose sheets the reader may take back."""
    by_initiative: dict[int, list[Row]] = {}
    for row in rows:
        by_initiative.setdefault(row.initiative, []).append(row)
    return [
        Progress(
            pk,
            own[0].name,
            initiative_pill(own[0].step),
            [(one.pk, one.who, score_pill(one.state, one.due, today), not one.done and pk in runs) for one in own],
            sum(one.done for one in own),
        )
        for pk, own in by_initiative.items()
    ]


def scoring_assign(request: OfficeRequest, pk: int) -> HttpResponse:
    """Giao chấm in bulk: dossiers of one call that are not one's own, people, a day."""
    call = get_object_or_404(InitiativeCall, pk=pk)
    everything = _open_of(call)
    dossiers = {one.pk: one for one in everything if request.user.has_perm(RUNS, one)}
    if not dossiers:  # the leadership gives out what is of the standing office itself
        require(request.user, RUNS, who=service.WHO_ASSIGNS)
    back = f"{reverse('awards:scoring_board')}?dot={pk}"
    people = {one.pk: one for one in _people()}
    facts: dict[str, Any] = {
        "offered": [(pk, one.name) for pk, one in dossiers.items()],
        "people": [(pk, str(one)) for pk, one in people.items()],
    }
    wanted = [pk for pk, one in dossiers.items() if one.state == InitiativeState.SUBMITTED]
    form = AssignForm(initial={"due": call.scored_by, "initiatives": wanted}, **facts)
    if request.method == "POST":
        form = AssignForm(request.POST, **facts)
        given: list[service.Given] = []

        def act() -> None:
            typed = form.cleaned_data
            chosen = [dossiers[pk] for pk in typed["initiatives"]]
            scorers = [people[pk] for pk in typed["scorers"]]
            key = submit_key(request)
            made = service.assign(initiatives=chosen, scorers=scorers, actor=request.user, due=typed["due"], key=key)
            given.append(made)

        if form.is_valid() and act_on(form, act):
            messages.success(request, f"Đã giao {given[0].made} phiếu chấm.")
            if given[0].left_out:
                messages.info(request, f"Không giao cho chính tác giả: {'; '.join(given[0].left_out)}.")
            return redirect(back)
    context = {
        "form": form,
        "call": call,
        "dossiers": [(one, authors_words(_authors(one)), initiative_pill(one.state)) for one in dossiers.values()],
        "own": [one.name for one in everything if is_own(request.user, one)],
        "back": back,
    }
    return render(request, "awards/scoring_assign.html", context)


def _people() -> Iterable[User]:
    people = User.objects.filter(is_active=True, person__isnull=False).select_related("person__unit")
    return people.order_by("person__unit__order", "person__sort_key", "pk")


def _authors(record: Initiative) -> list[tuple[str, int]]:
    return [(str(one.person or one.name), one.share) for one in record.authors.all()]


@require_POST
def score_call_off(request: OfficeRequest, pk: int) -> HttpResponse:
    """Bỏ giao a sheet that was not handed in."""
    score, key = seen_score(request, pk), submit_key(request)
    who = who_runs(request.user, score.initiative, service.WHO_ASSIGNS)
    require(request.user, RUNS, score.initiative, who=who)
    act_by_button(
        request,
        lambda: service.call_off(score=score, actor=request.user, key=key),
        done=f"Đã bỏ giao phiếu của {score.scorer}.",
    )
    return redirect(f"{reverse('awards:scoring_board')}?dot={score.initiative.call_id or ''}")
