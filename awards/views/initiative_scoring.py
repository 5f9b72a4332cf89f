"""Chấm điểm: the board of load and progress, giving out sheets, one sheet beside its dossier, the spread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import F, FilteredRelation, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST, require_safe

from awards.forms.initiative import ReasonForm
from awards.forms.initiative_scoring import AssignForm, ScoreForm
from awards.models import (
    Initiative,
    InitiativeCall,
    InitiativeCriterion,
    InitiativeScore,
    InitiativeState,
    ScoreState,
)
from awards.rules.initiative_closed import CLOSED_TO
from awards.rules.initiative_score import Measure
from awards.services import initiative_scoring as service
from awards.services.initiative_reading import RELATED, Scores, authors_of, scores_of, similar_to
from awards.views.initiative import files_of, seen_initiative
from awards.views.initiative_rows import authors_words, initiative_pill, parts_of, score_pill
from emulation.rules.scoring import show_points
from plans.errors import EditConflict
from plans.http import OfficeRequest, submit_key, whole_number
from plans.models import User
from plans.rules.official import short_date
from plans.views.act_page import ActPage, Acts, Frame
from plans.views.acting import act_by_button, act_on, require
from plans.views.conflict import render_conflict

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
    follows, assigns = user.has_perm("awards.see_spread"), user.has_perm("awards.assign_scorers")
    rows = _rows(user, call, everybody=follows)
    waiting = []
    if assigns and call:
        to_assign = Initiative.objects.filter(call=call, state=InitiativeState.SUBMITTED, removed_at__isnull=True)
        waiting = list(to_assign.order_by("submitted_at").values_list("pk", "name"))
    mine = [one for one in rows if one.scorer == user.pk]
    context = {
        "calls": [(one, one == call) for one in calls],
        "call": call,
        "mine": [(one, score_pill(one.state, one.due, today), _due(one, today)) for one in mine],
        "follows": follows,
        "assigns": assigns,
        "loads": _loads(rows, today) if follows else [],
        "progress": _progress(rows, today) if follows else [],
        "waiting": waiting,
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


def _progress(rows: Iterable[Row], today: dt.date) -> list[Progress]:
    by_initiative: dict[int, list[Row]] = {}
    for row in rows:
        by_initiative.setdefault(row.initiative, []).append(row)
    return [
        Progress(
            pk,
            own[0].name,
            initiative_pill(own[0].step),
            [(one.pk, one.who, score_pill(one.state, one.due, today), not one.done) for one in own],
            sum(one.done for one in own),
        )
        for pk, own in by_initiative.items()
    ]


def scoring_assign(request: OfficeRequest, pk: int) -> HttpResponse:
    """Giao chấm in bulk: dossiers of one call, people, a day."""
    require(request.user, "awards.assign_scorers", who=service.WHO_ASSIGNS)
    call = get_object_or_404(InitiativeCall, pk=pk)
    back = f"{reverse('awards:scoring_board')}?dot={pk}"
    waiting = Initiative.objects.filter(call=call, state__in=TO_ASSIGN, removed_at__isnull=True)
    dossiers = {one.pk: one for one in waiting.order_by("submitted_at", "pk").prefetch_related("authors__person")}
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
    require(request.user, "awards.assign_scorers", who=service.WHO_ASSIGNS)
    score, key = seen_score(request, pk), submit_key(request)
    act_by_button(
        request,
        lambda: service.call_off(score=score, actor=request.user, key=key),
        done=f"Đã bỏ giao phiếu của {score.scorer}.",
    )
    return redirect(f"{reverse('awards:scoring_board')}?dot={score.initiative.call_id or ''}")


def score(request: OfficeRequest, pk: int) -> HttpResponse:
    """A sheet beside its dossier: its scorer fills it in; others read it once they may."""
    record = seen_score(request, pk)
    user, initiative = request.user, record.initiative
    if record.scorer_id != user.pk or record.state == ScoreState.SUBMITTED:
        return redirect("awards:initiative_scores", initiative.pk)
    require(user, "awards.score_initiative", record, who=service.WHO_SCORES)
    if service.is_own(user, initiative):
        messages.warning(request, service.OWN_WORK)
        return redirect("awards:initiative", initiative.pk)
    measures, given = _given(record)
    facts: dict[str, Any] = {"measures": measures, "given": given, "comment": record.comment}
    form = ScoreForm(initial={"version": record.version}, **facts)
    if request.method == "POST":
        form = ScoreForm(request.POST, **facts)
        hands_in = "submit" in request.POST
        try:
            if form.is_valid() and act_on(form, lambda: _save(request, record, form, submit=hands_in)):
                done = "Đã nộp phiếu chấm." if hands_in else "Đã lưu phiếu, chưa nộp."
                messages.success(request, done)
                return redirect("awards:initiative_scores", initiative.pk) if hands_in else redirect(request.path)
        except EditConflict as conflict:
            return _compare(request, record, form, conflict)
    total = sum(points for points, _ in given.values() if points is not None)
    context = {
        **dossier_context(user, initiative),
        "score": record,
        "form": form,
        "rows": [(one, _range(one), points, remark) for one, points, remark in form.rows()],
        "total": show_points(total),
        "whole": show_points(sum(one.most for one in measures)),
        "pass_mark": show_points(initiative.call.sheet.pass_mark) if initiative.call else "",
        "due": short_date(record.due) if record.due else "",
    }
    return render(request, "awards/score.html", context)


def dossier_context(user: User, initiative: Initiative) -> dict[str, Any]:
    """The dossier as it stands beside a sheet. Three queries."""
    return {
        "initiative": initiative,
        "parts": parts_of(initiative),
        "authors": initiative.authors.all(),
        "files": files_of(initiative),
        "similar": similar_to(user, initiative),
    }


def _range(one: Measure) -> str:
    least = f", tối thiểu {show_points(one.least)}" if one.least else ""
    return f"tối đa {show_points(one.most)}{least}"


def _given(record: InitiativeScore) -> tuple[list[Measure], dict[int, tuple[int | None, str]]]:
    """The criteria with what the sheet has for each. One query."""
    own = FilteredRelation("given", condition=Q(given__score=record.pk))
    rows = InitiativeCriterion.objects.filter(sheet__calls=record.initiative.call_id).annotate(own=own)
    columns = ("pk", "name", "most", "least", "own__points", "own__comment")
    found = list(rows.order_by("order", "pk").values_list(*columns))
    return [Measure(*row[:4]) for row in found], {row[0]: (row[4], row[5] or "") for row in found}


def _save(request: OfficeRequest, record: InitiativeScore, form: ScoreForm, *, submit: bool) -> object:
    seen, key = form.cleaned_data["version"], submit_key(request)
    return service.save_score(score=record, actor=request.user, filled=form.filled, seen=seen, submit=submit, key=key)


def _compare(request: OfficeRequest, record: InitiativeScore, form: ScoreForm, conflict: EditConflict) -> HttpResponse:
    theirs: dict[str, Any] = {"comment": conflict.current.comment}
    for pk, (points, remark) in _given(record)[1].items():
        theirs |= {f"points-{pk}": points, f"remark-{pk}": remark}
    title = f"Phiếu chấm “{record.initiative}”"
    return render_conflict(request, title=title, form=form, conflict=conflict, back_url=request.path, theirs=theirs)


@require_safe
def initiative_scores(request: OfficeRequest, pk: int) -> HttpResponse:
    """Điểm các phiếu: all sheets beside each other once they are open to the reader, and how far they differ."""
    record = seen_initiative(request, pk)
    seen = scores_of(request.user, record)
    if seen.closed == CLOSED_TO:
        messages.info(request, CLOSED_TO)
        return redirect("awards:initiative", pk)
    reopens = request.user.has_perm("awards.assign_scorers") and record.state == InitiativeState.SCORING
    context = {
        "initiative": record,
        "pill": initiative_pill(record.state),
        "seen": seen,
        "sheets": [(one, show_points(one.total) if one.total is not None else "") for one in seen.sheets],
        "rows": _spread_rows(seen),
        "outcome": seen.outcome,
        "average": show_points(seen.outcome.total) if seen.outcome else "",
        "low": show_points(seen.spread.low) if seen.spread else "",
        "high": show_points(seen.spread.high) if seen.spread else "",
        "width": show_points(seen.spread.width) if seen.spread else "",
        "reopens": reopens and not service.is_own(request.user, record),
        "mine": request.user.get_full_name(),
    }
    return render(request, "awards/initiative_scores.html", context)


def _spread_rows(seen: Scores) -> list[tuple[str, str, list[str], str]]:
    """A row for each criterion: its most, each sheet's points, the average."""
    found = []
    for one in seen.measures:
        points = [show_points(sheet.points[one.pk]) if one.pk in sheet.points else "" for sheet in seen.sheets]
        average = show_points(seen.outcome.averages[one.pk]) if seen.outcome else ""
        found.append((one.name, show_points(one.most), points, average))
    return found


def score_reopen(request: OfficeRequest, pk: int) -> HttpResponse:
    """Mở lại phiếu, with a reason that stays on it."""
    record = seen_score(request, pk)
    require(request.user, "awards.assign_scorers", who=service.WHO_ASSIGNS)
    if refused := _ACTS.refused(request, record, ScoreState.SUBMITTED):
        return refused
    page = ActPage(
        title=f"Mở lại phiếu của {record.scorer}",
        will=(
            "Điểm đã nộp được giữ cùng phiếu kèm lý do; người chấm nhận thông báo, sửa và nộp lại.",
            "Trong khi chờ, điểm của sáng kiến này khép kín trở lại.",
        ),
        submit="Mở lại phiếu",
        icon="rotate-ccw",
        done="Đã mở lại phiếu, báo người chấm.",
    )
    facts = {"label": "Lý do mở lại", "help_text": "Người chấm đọc được, lý do được giữ cùng phiếu."}
    return _ACTS.show(request, record, page, service.reopen_score, form_class=ReasonForm, form_facts=facts)


def _frame(record: InitiativeScore) -> Frame:
    context = {"initiative": record.initiative, "pill": initiative_pill(record.initiative.state)}
    own_page = reverse("awards:initiative_scores", args=[record.initiative_id])
    return Frame("awards/initiative_act.html", context, own_page=own_page)


_ACTS = Acts[InitiativeScore]("score", service.SCORE_WHY, _frame)


def seen_score(request: OfficeRequest, pk: int) -> InitiativeScore:
    """The sheet of an address, of an initiative that the person sees, or 404. Two queries."""
    rows = InitiativeScore.objects.filter(initiative__in=Initiative.objects.visible_to(request.user))
    related = (f"initiative__{name}" for name in RELATED)
    rows = rows.select_related("scorer__person", *related).prefetch_related(authors_of("initiative__"))
    return get_object_or_404(rows, pk=pk)
