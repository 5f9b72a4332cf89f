"""What the pages and papers of initiatives read: one dossier, its sheets as one may see them. Few queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import F, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Substr
from django.utils import timezone

from awards.models import (
    Initiative,
    InitiativeAuthor,
    InitiativePoint,
    InitiativeScore,
    InitiativeState,
    ScoreState,
)
from awards.permissions import is_own
from awards.rules.initiative_closed import Viewer, why_closed
from awards.rules.initiative_score import Measure, Outcome, Points, Spread, outcome, spread, total_of
from awards.rules.similar import Subject, similar
from awards.services.initiative_scoring import measures_of, points_of
from awards.services.initiative_use import decision_words
from emulation.rules.scoring import show_points
from plans.models import User
from plans.rules.official import short_date

DECIDED = (InitiativeState.SCORED, InitiativeState.RECOGNISED, InitiativeState.REFUSED, InitiativeState.REVOKED)
RELATED = ("call__sheet", "unit", "made_by__person")
COMPARED, COMPARED_LETTERS = 2000, 3000


class Similar(NamedTuple):
    """An earlier initiative that reads like the one in view."""

    pk: int
    name: str
    year: int
    percent: int
    decision: str
    state: str


class SheetSeen(NamedTuple):
    """One scorer's sheet as a reader may see it; ``points`` are empty while they are closed to him.

    ``earlier`` is the trace of its reopenings, in words; what had been handed in stands there once points are open.
    """

    pk: int
    scorer: str
    handed_in: bool
    total: int | None
    points: Points
    comment: str
    earlier: tuple[str, ...]


class Scores(NamedTuple):
    """The sheets of an initiative for one reader; ``closed`` says why he does not see what others put down.

    How far they differ is for the chair and who prepares the matter for him, not for the scorers.
    """

    sheets: Sequence[SheetSeen]
    measures: Sequence[Measure]
    closed: str
    outcome: Outcome | None
    spread: Spread | None


def initiatives_seen(user: User) -> QuerySet[Initiative]:
    """Initiatives the person may see, with whatever their pages tell: two queries for one."""
    return Initiative.objects.visible_to(user).select_related(*RELATED).prefetch_related(authors_of())


def authors_of(path: str = "") -> Prefetch[str]:
    """The authors with who they are, in one query."""
    return Prefetch(
        f"{path}authors",
        InitiativeAuthor.objects.select_related("person__unit", "person__user").order_by("order", "pk"),
    )


def viewer_of(user: User, record: Initiative, scores: Iterable[InitiativeScore]) -> Viewer:
    """How ``user`` stands to an initiative that is being scored."""
    mine = next((one for one in scores if one.scorer_id == user.pk), None)
    handed_in = None if mine is None else mine.state == ScoreState.SUBMITTED
    return Viewer(is_own(user, record), user.has_perm("awards.see_spread"), handed_in)


def scores_of(user: User, record: Initiative) -> Scores:
    """Who scores an initiative, and what of it ``user`` may see. Three queries, one where points are closed."""
    scores = list(record.scores.select_related("scorer__person").order_by("pk"))
    all_in = bool(scores) and all(one.state == ScoreState.SUBMITTED for one in scores)
    decided = record.state in DECIDED
    viewer = viewer_of(user, record, scores)
    closed = why_closed(viewer, all_in=all_in, decided=decided)
    if closed:
        sheets = [_shown(one, None, traced=not viewer.own) for one in scores]
        return Scores(sheets, (), closed, None, None)
    known, measures = points_of(one.pk for one in scores), measures_of(record)
    handed_in = {one.pk: known[one.pk] for one in scores if one.state == ScoreState.SUBMITTED}
    sheets = [_shown(one, handed_in.get(one.pk)) for one in scores]
    call = record.call
    if not (all_in or decided) or call is None or not handed_in:
        return Scores(sheets, measures, "", None, None)
    found = outcome(measures, list(handed_in.values()), call.sheet.pass_mark)
    totals = [total_of(points) for points in handed_in.values()]
    wide = spread(totals, call.sheet.spread_flag) if viewer.follows else None
    return Scores(sheets, measures, "", found, wide)


def _shown(one: InitiativeScore, points: Points | None, *, traced: bool = True) -> SheetSeen:
    """``traced``: not for an author, whom a reason may tell of points."""
    total = None if points is None else total_of(points)
    comment = one.comment if points is not None else ""
    earlier = tuple(_reopened(trace, told=points is not None) for trace in one.earlier if traced)
    return SheetSeen(one.pk, str(one.scorer), one.state == ScoreState.SUBMITTED, total, points or {}, comment, earlier)


def _reopened(trace: Mapping[str, Any], *, told: bool) -> str:
    """«mở lại phiếu nộp 12/10/2026 (80 điểm), Lê Thu Hà: nhập nhầm dòng»."""
    handed_in = dt.datetime.fromisoformat(trace["at"]) if trace["at"] else None
    day = f" nộp {short_date(timezone.localdate(handed_in))}" if handed_in else ""
    total = f" ({show_points(trace['total'])} điểm)" if told else ""
    return f"mở lại phiếu{day}{total}, {trace['by']}: {trace['why']}"


def totals_of(scores: Iterable[int]) -> dict[int, int]:
    """By sheet, the sum of its points. One query."""
    rows = InitiativePoint.objects.filter(score__in=scores).order_by().values("score").annotate(total=Sum("points"))
    return {row["score"]: row["total"] for row in rows}


def similar_to(user: User, record: Initiative) -> list[Similar]:
    """Earlier initiatives that read like ``record``, of those the person may see. One query."""
    rows = Initiative.objects.visible_to(user).exclude(pk=record.pk).exclude(state=InitiativeState.DRAFT)
    earlier = Q(year__lt=record.year) | Q(year=record.year, submitted_at__lt=record.submitted_at or timezone.now())
    earlier |= Q(year=record.year, state=InitiativeState.RECOGNISED)  # of past years, submitted nowhere
    texts = tuple(Substr(name, 1, COMPARED_LETTERS) for name in ("problem", "solution", "novelty"))
    decided = tuple(f"recognitions__{name}" for name in ("scope", "number", "decided_on"))
    known: dict[int, tuple[str, int, str]] = {}
    subjects: dict[int, Subject] = {}
    decisions: dict[int, list[str]] = {}
    found = rows.filter(earlier).order_by("-year", "-pk", "recognitions__pk")
    columns: tuple[Any, ...] = ("pk", "name", "year", "state", *texts, *decided)
    for pk, name, year, state, problem, solution, novelty, scope, number, day in found.values_list(*columns)[:COMPARED]:
        known[pk], subjects[pk] = (name, year, state), Subject(name, f"{problem} {solution} {novelty}")
        if number:
            decisions.setdefault(pk, []).append(decision_words(scope, number, day))
    texts_of = (text[:COMPARED_LETTERS] for text in (record.problem, record.solution, record.novelty))
    matches = similar(Subject(record.name, " ".join(texts_of)), subjects.items())
    return [_similar(match.key, match.percent, known[match.key], decisions.get(match.key, ())) for match in matches]


def _similar(pk: int, percent: int, known: tuple[str, int, str], decisions: Iterable[str]) -> Similar:
    name, year, state = known
    return Similar(pk, name, year, percent, "; ".join(decisions), str(InitiativeState(state).label))


def names_of_authors(initiatives: Iterable[int]) -> dict[int, list[tuple[str, int]]]:
    """By initiative, its authors with their shares. One query."""
    found: dict[int, list[tuple[str, int]]] = {}
    rows = InitiativeAuthor.objects.filter(initiative__in=initiatives).order_by("order", "pk")
    columns = ("initiative_id", "person__full_name", "name", "share")
    for pk, person, name, share in rows.values_list(*columns):
        found.setdefault(pk, []).append((person or name, share))
    return found


def filed() -> QuerySet[InitiativeAuthor]:
    """Who has an initiative on file in which year (the socket of emulation): submitted or further, and not refused."""
    rows = InitiativeAuthor.objects.filter(person__isnull=False, initiative__removed_at__isnull=True)
    rows = rows.exclude(initiative__state__in=(InitiativeState.DRAFT, InitiativeState.REFUSED))
    return rows.annotate(year=F("initiative__year"))
