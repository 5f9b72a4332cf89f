"""The papers of initiatives, from their records."""

from __future__ import annotations

from django.utils import timezone

from awards.models import Initiative, InitiativeCall, InitiativeScore, InitiativeState, ScoreState, WorkKind
from awards.papers.initiative import (
    AuthorLine,
    CallLine,
    DossierFacts,
    ScoredLine,
    ScoreFacts,
    call_paper,
    dossier_paper,
    score_paper,
)
from awards.permissions import is_own
from awards.rules.initiative_closed import why_closed
from awards.services.initiative_reading import DECIDED, authors_of, totals_of, viewer_of
from emulation.rules.scoring import show_points
from emulation.services.score_papers import heads_for
from plans.models import Office, User
from plans.papers.content import Paper
from plans.rules.official import short_date
from plans.services import audit

PARTS = (
    ("problem", "Thực trạng, vấn đề"),
    ("solution", "Giải pháp"),
    ("novelty", "Tính mới"),
    ("effect", "Hiệu quả"),
    ("scope", "Phạm vi áp dụng, khả năng nhân rộng"),
)
NOT_YET = "chưa đủ phiếu"
OWN = "tác giả không xem điểm chấm"


def dossier_document(record: Initiative, user: User) -> Paper:
    """Báo cáo sáng kiến; of the unit below the office where it has one."""
    unit = record.unit.name if record.unit else ""
    kept = record.files.filter(removed_at__isnull=True).order_by("pk")
    return dossier_paper(
        DossierFacts(
            heads=heads_for(_office(), user, unit),
            kind=str(WorkKind(record.kind).label),
            name=record.name,
            field=record.field,
            begun=short_date(record.begun_on) if record.begun_on else "",
            call=str(record.call) if record.call else "",
            authors=[
                AuthorLine(one.person.full_name, one.person.position, one.person.unit.name, one.share)
                if one.person
                else AuthorLine(one.name, "", "Ngoài cơ quan", one.share)
                for one in record.authors.all()
            ],
            parts=[(label, text) for name, label in PARTS if (text := getattr(record, name))],
            files=list(kept.values_list("file__name", flat=True)),
        )
    )


def note_download(*, actor: User, record: Initiative, what: str) -> None:
    """Keep that somebody else's dossier, or something of it, left the office's screen."""
    if not is_own(actor, record):
        audit.record(actor=actor, act="initiative.download", obj=record, note=what)


def score_document(score: InitiativeScore, user: User) -> Paper:
    """One scorer's sheet. The view has checked that ``user`` may see it."""
    criteria = score.initiative.call.sheet.criteria.all() if score.initiative.call else ()
    points = {one.criterion_id: one for one in score.points.all()}
    lines = [
        ScoredLine(one.name, one.most, points[one.pk].points, points[one.pk].comment)
        if one.pk in points
        else ScoredLine(one.name, one.most, None)
        for one in criteria
    ]
    at = timezone.localtime(score.submitted_at) if score.submitted_at else None
    return score_paper(
        ScoreFacts(
            heads=heads_for(_office(), user),
            initiative=score.initiative.name,
            scorer=str(score.scorer),
            lines=lines,
            comment=score.comment,
            handed_in=f"lúc {at:%H:%M} ngày {short_date(at.date())}" if at else "",
        )
    )


def call_document(call: InitiativeCall, user: User) -> Paper:
    """Bảng tổng hợp điểm: what the reader may see of each initiative, the rest in words. Four queries."""
    rows = Initiative.objects.filter(call=call, removed_at__isnull=True).exclude(state=InitiativeState.DRAFT)
    rows = rows.order_by("pk").prefetch_related(authors_of(), "scores")
    records = list(rows)
    totals = totals_of(one.pk for record in records for one in record.scores.all())
    lines = [_line(record, user, totals) for record in records]
    return call_paper(heads_for(_office(), user), str(call), call.sheet.pass_mark, lines)


def _line(record: Initiative, user: User, totals: dict[int, int]) -> CallLine:
    scores = list(record.scores.all())
    done = [one for one in scores if one.state == ScoreState.SUBMITTED]
    authors = ", ".join(f"{one.person or one.name} {one.share}%" for one in record.authors.all())
    all_in, decided = bool(scores) and len(done) == len(scores), record.state in DECIDED
    viewer = viewer_of(user, record, scores)
    closed = why_closed(viewer, all_in=all_in, decided=decided)
    sheets, late = f"{len(done)}/{len(scores)}", "nhận muộn" if record.late_reason else ""
    if viewer.own and not decided:
        return CallLine(record.name, authors, sheets, note=OWN)
    if not (all_in or decided) or (closed and not viewer.own):
        return CallLine(record.name, authors, sheets, note="; ".join(part for part in (NOT_YET, late) if part))
    known = [totals.get(one.pk, 0) for one in done]
    average = record.result if record.result is not None else sum(known) // len(known)
    spread = "" if closed else f"{show_points(min(known))} – {show_points(max(known))}"
    passed = "" if record.passed is None else "đạt" if record.passed else "không đạt"
    note = "; ".join(part for part in (passed, late) if part)
    return CallLine(record.name, authors, sheets, spread, show_points(average), note)


def _office() -> Office:
    return Office.objects.first() or Office()
