"""Chấm điểm: one sheet beside its dossier, all sheets beside each other with the spread, reopening one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import FilteredRelation, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from awards.forms.initiative import ReasonForm
from awards.forms.initiative_scoring import ScoreForm
from awards.models import (
    Initiative,
    InitiativeCriterion,
    InitiativeScore,
    InitiativeState,
    ScoreState,
)
from awards.permissions import is_own
from awards.rules.initiative_closed import CLOSED_TO
from awards.rules.initiative_score import Measure
from awards.services import initiative_scoring as service
from awards.services.initiative_reading import RELATED, Scores, authors_of, scores_of, similar_to
from awards.services.initiative_way import RUNS, who_runs
from awards.views.initiative import files_of, seen_initiative
from awards.views.initiative_rows import initiative_pill, parts_of
from emulation.rules.scoring import show_points
from plans.errors import EditConflict
from plans.http import OfficeRequest, submit_key
from plans.models import User
from plans.rules.official import short_date
from plans.views.act_page import ActPage, Acts, Frame
from plans.views.acting import act_on, require
from plans.views.conflict import render_conflict


def score(request: OfficeRequest, pk: int) -> HttpResponse:
    """A sheet beside its dossier: its scorer fills it in; others read it once they may."""
    record = seen_score(request, pk)
    user, initiative = request.user, record.initiative
    if record.scorer_id != user.pk or record.state == ScoreState.SUBMITTED:
        return redirect("awards:initiative_scores", initiative.pk)
    require(user, "awards.score_initiative", record, who=service.WHO_SCORES)
    if is_own(user, initiative):
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
    reopens = record.state == InitiativeState.SCORING and request.user.has_perm(RUNS, record)
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
        "reopens": reopens,
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
    who = who_runs(request.user, record.initiative, service.WHO_ASSIGNS)
    require(request.user, RUNS, record.initiative, who=who)
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
