"""Scoring: sheets given out, filled in, handed in, opened again with a trace; scoring closed and opened again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from awards.models import (
    Initiative,
    InitiativeCriterion,
    InitiativePoint,
    InitiativeScore,
    InitiativeSheet,
    InitiativeState,
    ScoreState,
)
from awards.permissions import is_own
from awards.rules.initiative_score import Measure, fault_of, missing, outcome
from awards.services.agenda_hold import demand_off_agenda
from awards.services.initiative_way import RUNS, WAY, demand_run, handlers_of, owners
from emulation.rules.scoring import show_points
from plans.errors import DomainError, NotAllowed
from plans.models import User
from plans.services import audit
from plans.services.locking import check_version, locked, use_submit_key
from plans.services.notify import notify
from plans.services.task_log import demand, short
from plans.services.way import Way

WHO_ASSIGNS = "Thường trực TĐKT giao chấm, mở lại phiếu và chốt điểm. Anh, chị báo thường trực."
WHO_SCORES = "Chỉ người được giao phiếu này chấm được, thường trực cũng không chấm thay."
OWN_WORK = "Anh, chị là tác giả hoặc người lập hồ sơ này nên không chấm được. Báo thường trực giao người khác."
NOT_SCORING = "Sáng kiến không ở bước chấm điểm. Tải lại trang để xem việc tiếp theo."
SCORE_WHY = {
    ScoreState.ASSIGNED: "Phiếu chưa nộp. Người chấm nộp phiếu rồi mới làm được việc này.",
    ScoreState.SUBMITTED: "Phiếu đã nộp nên không sửa được. Cần sửa thì đề nghị thường trực mở lại, có ghi lý do.",
}


def score_page(score: InitiativeScore) -> str:
    """The address of a sheet."""
    return reverse("awards:score", args=[score.pk])


SCORE_WAY = Way[InitiativeScore](SCORE_WHY, score_page)


class Given(NamedTuple):
    """What came of giving out sheets: how many were, and which pairs were not, in words."""

    made: int
    left_out: tuple[str, ...]


class Filled(NamedTuple):
    """A sheet as typed: points and a remark by criterion, a remark on the whole."""

    points: Mapping[int, int]
    remarks: Mapping[int, str]
    comment: str = ""


@transaction.atomic
def assign(
    *,
    initiatives: Sequence[Initiative],
    scorers: Sequence[User],
    actor: User,
    due: dt.date | None = None,
    key: str = "",
) -> Given:
    """Give each of ``scorers`` a sheet for each of ``initiatives``; nobody gets one for a work of his own."""
    use_submit_key(actor, key)
    if not initiatives or not scorers:
        raise DomainError("Chọn ít nhất một hồ sơ và một người chấm.")
    made: dict[User, int] = {}
    left_out: list[str] = []
    for one in dict.fromkeys(initiatives):
        record = locked(one)
        prefetch_related_objects([record], "authors")  # asked for each scorer
        demand_run(actor, RUNS, record, WHO_ASSIGNS)
        if record.state not in (InitiativeState.SUBMITTED, InitiativeState.SCORING) or record.removed_at:
            raise DomainError(f"“{short(record.name)}”: hồ sơ không còn chờ giao chấm. Tải lại trang rồi chọn lại.")
        taken = set(record.scores.values_list("scorer_id", flat=True))
        for scorer in dict.fromkeys(scorers):
            if is_own(scorer, record):
                left_out.append(f"{scorer}: “{short(record.name)}” (là tác giả hoặc người lập)")
            elif scorer.pk not in taken:
                _give(record, scorer, actor, due)
                made[scorer] = made.get(scorer, 0) + 1
    if not made and left_out:
        raise DomainError(f"Không giao được phiếu nào: {'; '.join(left_out)}. Chọn người chấm khác.")
    if not made:
        raise DomainError("Những người này đã được giao chấm các hồ sơ đã chọn.")
    until = f", chấm xong trước ngày {due:%d/%m/%Y}" if due else ""
    for scorer, count in made.items():
        words = f"Anh, chị được giao chấm {count} sáng kiến{until}."
        notify([scorer], key=f"score:{scorer.pk}:{timezone.now():%Y%m%d%H%M%S%f}", text=words, url=_board())
    return Given(sum(made.values()), tuple(left_out))


@transaction.atomic
def call_off(*, score: InitiativeScore, actor: User, key: str = "") -> None:
    """Bỏ giao: a sheet that was not handed in."""
    use_submit_key(actor, key)
    demand_run(actor, RUNS, locked(score.initiative), WHO_ASSIGNS)
    record = locked(score)
    if record.state != ScoreState.ASSIGNED:
        raise DomainError("Phiếu đã nộp nên không bỏ giao được.")
    if record.earlier:
        raise DomainError("Phiếu đã nộp một lần rồi mở lại nên được giữ, không bỏ giao được.")
    initiative, scorer = record.initiative, record.scorer
    audit.record(actor=actor, act="initiative_score.call_off", obj=initiative, note=str(scorer))
    record.delete()
    words = f"Anh, chị thôi được giao chấm sáng kiến “{short(initiative.name)}”."
    notify([scorer], key=f"score-off:{score.pk}", text=words, url=_board())


@transaction.atomic
def save_score(
    *, score: InitiativeScore, actor: User, filled: Filled, seen: int, submit: bool = False, key: str = ""
) -> InitiativeScore:
    """Keep what was typed; with ``submit`` hand the sheet in, whole."""
    use_submit_key(actor, key)
    locked(score.initiative)  # first, so that its scoring is not closed meanwhile
    record = locked(score)
    _demand_scorer(record, actor)
    check_version(record, seen, {})
    SCORE_WAY.require(record, ScoreState.ASSIGNED)
    if record.initiative.state != InitiativeState.SCORING:
        raise DomainError(NOT_SCORING)
    measures = measures_of(record.initiative)
    for one in measures:
        if one.pk in filled.points and (fault := fault_of(one, filled.points[one.pk])):
            raise DomainError(f"{one.name}: {fault}")
    if submit and (left := missing(measures, filled.points)):
        raise DomainError(f"Chưa cho điểm: {'; '.join(left)}. Cho điểm đủ, kể cả 0 điểm, rồi nộp.")
    _keep_points(record, measures, filled)
    record.comment = filled.comment
    if not submit:
        record.version += 1
        record.save()
        audit.record(actor=actor, act="initiative_score.save", obj=record)
        return record
    record.submitted_at = timezone.now()
    entry = SCORE_WAY.moved(record, actor, "initiative_score.submit", record.submit)
    if not record.initiative.scores.filter(state=ScoreState.ASSIGNED).exists():
        words = f"Mọi phiếu chấm sáng kiến “{short(record.initiative.name)}” đã nộp, chốt điểm được."
        SCORE_WAY.tell(handlers_of(record.initiative), record, entry, words, but=actor)
    return record


@transaction.atomic
def reopen_score(*, score: InitiativeScore, actor: User, reason: str, seen: int, key: str = "") -> InitiativeScore:
    """Mở lại phiếu đã nộp: what was handed in is kept on it, with who reopened it and why."""
    locked(score.initiative)
    record = SCORE_WAY.taken_up(score, actor, seen, key, ScoreState.SUBMITTED)
    demand_run(actor, RUNS, record.initiative, WHO_ASSIGNS)
    if record.initiative.state != InitiativeState.SCORING:
        raise DomainError("Đã chốt điểm nên không mở lại từng phiếu. Mở chấm lại sáng kiến trước.")
    if not reason.strip():
        raise DomainError("Ghi lý do mở lại; lý do được giữ cùng phiếu.")
    points = dict(record.points.values_list("criterion__name", "points"))
    handed_in = record.submitted_at.isoformat() if record.submitted_at else ""
    trace = {"at": handed_in, "total": sum(points.values()), "points": points, "by": str(actor), "why": reason.strip()}
    record.earlier = [*record.earlier, trace]
    record.reopen_reason, record.submitted_at = reason.strip(), None
    entry = SCORE_WAY.moved(record, actor, "initiative_score.reopen", record.reopen, reason)
    words = f"Phiếu chấm “{short(record.initiative.name)}” được mở lại: {short(reason)}. Anh, chị xem và nộp lại."
    SCORE_WAY.tell([record.scorer], record, entry, words)
    return record


@transaction.atomic
def close_scoring(*, initiative: Initiative, actor: User, note: str, seen: int, key: str = "") -> Initiative:
    """Chốt điểm: the average of all sheets, and what is proposed to the council."""
    record = WAY.taken_up(initiative, actor, seen, key, InitiativeState.SCORING)
    demand_run(actor, RUNS, record, WHO_ASSIGNS)
    sheets = list(record.scores.all())
    if left := [str(one.scorer) for one in record.scores.filter(state=ScoreState.ASSIGNED).select_related("scorer")]:
        raise DomainError(f"Còn {len(left)} phiếu chưa nộp ({', '.join(left)}). Chờ nộp đủ, hoặc bỏ giao phiếu ấy.")
    if not sheets:
        raise DomainError("Chưa có phiếu chấm nào. Giao chấm cho ít nhất một người rồi mới chốt điểm.")
    points = points_of(one.pk for one in sheets)
    pass_mark = InitiativeSheet.objects.get(calls=record.call_id).pass_mark
    found = outcome(measures_of(record), [points[one.pk] for one in sheets], pass_mark)
    record.result, record.passed, record.result_note = found.total, found.passes, note.strip()
    said = f"Điểm trung bình {show_points(found.total)}, {'đạt' if found.passes else 'không đạt'}"
    entry = WAY.moved(record, actor, "initiative.close_scoring", record.close_scoring, said)
    words = f"Sáng kiến “{short(record.name)}” đã chấm xong, đề xuất Hội đồng sáng kiến xem xét."
    WAY.tell(owners(record), record, entry, words, but=actor)
    return record


@transaction.atomic
def reopen_scoring(*, initiative: Initiative, actor: User, reason: str, seen: int, key: str = "") -> Initiative:
    """Chấm lại: the closed result is taken back, with a reason; sheets stay handed in until reopened one by one."""
    record = WAY.taken_up(initiative, actor, seen, key, InitiativeState.SCORED)
    demand_run(actor, RUNS, record, WHO_ASSIGNS)
    if not reason.strip():
        raise DomainError("Ghi lý do chấm lại.")
    demand_off_agenda(initiative=record)
    before = f"{show_points(record.result or 0)} điểm; {reason.strip()}"
    record.result = record.passed = None
    record.result_note = ""
    entry = WAY.moved(record, actor, "initiative.reopen_scoring", record.reopen_scoring, before)
    scorers = User.objects.filter(initiative_scores__initiative=record)
    words = f"Sáng kiến “{short(record.name)}” được mở chấm lại: {short(reason)}"
    WAY.tell([*scorers, *owners(record)], record, entry, words, but=actor)
    return record


def measures_of(record: Initiative) -> list[Measure]:
    """The criteria of the sheet by which an initiative is scored. One query."""
    rows = InitiativeCriterion.objects.filter(sheet__calls=record.call_id).order_by("order", "pk")
    return [Measure(*row) for row in rows.values_list("pk", "name", "most", "least")]


def points_of(scores: Iterable[int]) -> dict[int, dict[int, int]]:
    """By sheet and criterion, the points put down. One query."""
    found: dict[int, dict[int, int]] = {pk: {} for pk in scores}
    rows = InitiativePoint.objects.filter(score__in=found).order_by()
    for score, criterion, points in rows.values_list("score_id", "criterion_id", "points"):
        found[score][criterion] = points
    return found


def _give(record: Initiative, scorer: User, actor: User, due: dt.date | None) -> None:
    if record.state == InitiativeState.SUBMITTED:
        WAY.moved(record, actor, "initiative.start_scoring", record.start_scoring)
    InitiativeScore.objects.create(initiative=record, scorer=scorer, due=due, assigned_by=actor)
    audit.record(actor=actor, act="initiative_score.assign", obj=record, note=str(scorer))


def _demand_scorer(record: InitiativeScore, actor: User) -> None:
    demand(actor, "awards.score_initiative", record, WHO_SCORES)
    if is_own(actor, record.initiative):
        raise NotAllowed(OWN_WORK)


def _keep_points(record: InitiativeScore, measures: Sequence[Measure], filled: Filled) -> None:
    record.points.all().delete()
    InitiativePoint.objects.bulk_create(
        InitiativePoint(
            score=record,
            criterion_id=one.pk,
            points=filled.points[one.pk],
            comment=filled.remarks.get(one.pk, ""),
        )
        for one in measures
        if one.pk in filled.points
    )


def _board() -> str:
    return reverse("awards:scoring_board")
