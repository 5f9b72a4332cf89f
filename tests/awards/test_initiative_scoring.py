"""Services of scoring initiatives: points closed to others, a trace of reopening, closing, how far sheets differ."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from awards.models import (
    Initiative,
    InitiativeCall,
    InitiativeScore,
    InitiativeState,
    ScoreState,
)
from awards.services import initiative_scoring as scoring
from awards.services import initiative_way as way
from awards.services.initiative_reading import scores_of
from plans.errors import DomainError, NotAllowed
from plans.models import AuditEntry, Notice, User
from plans.views.waiting_work import waiting_work
from tests.awards.initiative_factory import (
    GOOD,
    POOR,
    make_call,
    make_initiative,
    make_score,
)
from tests.factory import Cast, make_plan

State = InitiativeState


def submitted(cast: Cast, call: InitiativeCall, **more: Any) -> Initiative:
    return make_initiative(cast.member, call, state=State.SUBMITTED, **more)


def scored_by(record: Initiative, *scorers: User) -> list[InitiativeScore]:
    """``record`` is being scored by ``scorers``, none of whom has handed in."""
    return [make_score(record, scorer) for scorer in scorers]


def fill(score: InitiativeScore, points: dict[str, int], *, submit: bool = True) -> InitiativeScore:
    """The scorer fills in his sheet."""
    score.refresh_from_db()
    call = score.initiative.call
    assert call is not None
    pks = dict(call.sheet.criteria.values_list("code", "pk"))
    given = scoring.Filled({pks[code]: value for code, value in points.items()}, {})
    return scoring.save_score(score=score, actor=score.scorer, filled=given, seen=score.version, submit=submit)


# -- Scoring ---------------------------------------------------------------------------------------------------------


def test_nobody_is_given_a_work_of_his_own(cast: Cast) -> None:
    call = make_call(cast.standing)
    of_two = submitted(cast, call, authors=((cast.member.person, 50), (cast.contact.person, 50)))
    written = make_initiative(cast.clerk, call, authors=((cast.leader.person, 100),), state=State.SUBMITTED)  # type: ignore[arg-type]
    scorers = [cast.contact, cast.clerk, cast.leader]

    given = scoring.assign(initiatives=[of_two, written], scorers=scorers, actor=cast.standing)

    pairs = set(InitiativeScore.objects.values_list("initiative", "scorer"))
    assert pairs == {(of_two.pk, cast.clerk.pk), (of_two.pk, cast.leader.pk), (written.pk, cast.contact.pk)}
    assert (given.made, len(given.left_out)) == (3, 3)
    assert set(Initiative.objects.values_list("state", flat=True)) == {State.SCORING}
    with pytest.raises(DomainError, match="Không giao được"):
        scoring.assign(initiatives=[of_two], scorers=[cast.member], actor=cast.standing)


def test_an_author_never_scores_even_with_a_sheet_in_hand(cast: Cast) -> None:
    record = make_initiative(cast.member, make_call(cast.standing), state=State.SCORING)
    score = make_score(record, cast.member)

    with pytest.raises(NotAllowed, match="tác giả"):
        fill(score, GOOD)
    other = make_score(record, cast.clerk)
    filled = scoring.Filled({}, {})
    with pytest.raises(NotAllowed):  # nor does the standing office for somebody else
        scoring.save_score(score=other, actor=cast.standing, filled=filled, seen=other.version)


def test_a_sheet_is_handed_in_whole_and_within_its_bounds(cast: Cast) -> None:
    record = make_initiative(cast.member, make_call(cast.standing), state=State.SCORING)
    (score,) = scored_by(record, cast.clerk)

    score = fill(score, {"novelty": 3000}, submit=False)
    with pytest.raises(DomainError, match="Chưa cho điểm"):
        fill(score, {"novelty": 3000})
    with pytest.raises(DomainError, match="nhiều nhất 40 điểm"):
        fill(score, {**GOOD, "novelty": 4001})
    score = fill(score, GOOD)
    assert (score.state, sum(score.points.values_list("points", flat=True))) == (ScoreState.SUBMITTED, 8000)
    with pytest.raises(DomainError, match="đề nghị thường trực mở lại"):
        fill(score, POOR)


def seen_by(user: User, record: Initiative) -> list[int | None]:
    """The totals that a reader is shown, and nothing in any other place."""
    found = scores_of(User.objects.get(pk=user.pk), Initiative.objects.get(pk=record.pk))
    if found.closed:
        assert (found.outcome, found.spread, [one.points for one in found.sheets]) == (None, None, [{}] * 2)
    return [one.total for one in found.sheets]


def test_points_are_closed_until_ones_own_are_in(cast: Cast) -> None:
    """The chair is a co-author of nothing here; the author sees the sheets of his work never."""
    record = make_initiative(cast.member, make_call(cast.standing), state=State.SCORING)
    first, second = scored_by(record, cast.clerk, cast.contact)
    closed = [None, None]

    fill(first, GOOD)
    assert [seen_by(user, record) for user in (cast.clerk, cast.contact)] == [[8000, None], closed]
    assert [seen_by(user, record) for user in (cast.standing, cast.leader, cast.member)] == [closed, closed, closed]

    fill(second, POOR)
    everybody = (cast.clerk, cast.contact, cast.standing, cast.leader)
    assert [seen_by(user, record) for user in everybody] == [[8000, 5500]] * 4
    assert seen_by(cast.member, record) == closed


def test_a_chair_who_is_an_author_sees_no_points_of_his_own(cast: Cast) -> None:
    record = make_initiative(cast.leader, make_call(cast.standing), state=State.SCORING)
    for score in scored_by(record, cast.clerk, cast.contact):
        fill(score, GOOD)

    assert seen_by(cast.leader, record) == [None, None]


def test_no_points_stand_in_the_audit_while_scoring_is_closed(cast: Cast) -> None:
    record = make_initiative(cast.member, make_call(cast.standing), state=State.SCORING)
    fill(scored_by(record, cast.clerk)[0], {"novelty": 3333, "applicability": 1777, "benefit": 1999})

    told = [f"{entry.note} {entry.detail}" for entry in AuditEntry.objects.all()]
    told += list(Notice.objects.values_list("text", flat=True))
    assert not [words for words in told if any(figure in words for figure in ("33,33", "3333", "7109", "71,09"))]


def test_a_sheet_is_reopened_with_a_trace(cast: Cast) -> None:
    record = make_initiative(cast.member, make_call(cast.standing), state=State.SCORING)
    score = fill(scored_by(record, cast.clerk)[0], GOOD)

    with pytest.raises(NotAllowed):
        scoring.reopen_score(score=score, actor=cast.leader, reason="Nhầm", seen=score.version)
    with pytest.raises(DomainError, match="Ghi lý do"):
        scoring.reopen_score(score=score, actor=cast.standing, reason=" ", seen=score.version)
    score = scoring.reopen_score(score=score, actor=cast.standing, reason="Nhập nhầm dòng", seen=score.version)

    assert (score.state, score.submitted_at, score.reopen_reason) == (ScoreState.ASSIGNED, None, "Nhập nhầm dòng")
    (trace,) = score.earlier
    assert (trace["total"], trace["why"], trace["by"]) == (8000, "Nhập nhầm dòng", str(cast.standing))
    (words,) = scores_of(cast.leader, record).sheets[0].earlier  # points are closed again, the trace is not
    assert f"{cast.standing}: Nhập nhầm dòng" in words
    assert "80" not in words
    assert scores_of(cast.member, record).sheets[0].earlier == ()
    fill(score, POOR)
    assert "(80 điểm)" in scores_of(cast.leader, record).sheets[0].earlier[0]
    score = scoring.reopen_score(score=score, actor=cast.standing, reason="Nhập nhầm dòng", seen=score.version + 1)
    assert Notice.objects.filter(user=cast.clerk, text__contains="Nhập nhầm dòng").exists()
    assert AuditEntry.objects.filter(act="initiative_score.reopen", note="Nhập nhầm dòng").exists()
    with pytest.raises(DomainError, match="được giữ"):
        scoring.call_off(score=score, actor=cast.standing)


def test_scoring_closes_when_all_are_in_and_is_reopened(cast: Cast) -> None:
    record = make_initiative(cast.member, make_call(cast.standing), state=State.SCORING)
    first, second, spare = scored_by(record, cast.clerk, cast.contact, cast.stranger)
    fill(first, GOOD)
    fill(second, {"novelty": 1999, "applicability": 2500, "benefit": 3500})

    with pytest.raises(DomainError, match="Còn 1 phiếu chưa nộp"):
        scoring.close_scoring(initiative=record, actor=cast.standing, note="", seen=record.version)
    scoring.call_off(score=spare, actor=cast.standing)
    record = scoring.close_scoring(initiative=record, actor=cast.standing, note="Đề nghị xét", seen=record.version)

    assert (record.state, record.result, record.passed) == (State.SCORED, 7999, True)
    record = scoring.reopen_scoring(initiative=record, actor=cast.standing, reason="Xem lại", seen=record.version)
    assert (record.state, record.result, record.passed, record.result_note) == (State.SCORING, None, None, "")


def test_what_is_being_scored_goes_back_only_before_the_first_sheet_is_in(cast: Cast) -> None:
    record = make_initiative(cast.member, make_call(cast.standing), state=State.SCORING)
    first, second = scored_by(record, cast.clerk, cast.contact)
    fill(first, GOOD)

    with pytest.raises(DomainError, match="phiếu chấm nộp"):
        way.return_initiative(initiative=record, actor=cast.standing, reason="Thiếu", seen=record.version)
    first.delete()
    way.return_initiative(initiative=record, actor=cast.standing, reason="Thiếu", seen=record.version)
    assert not InitiativeScore.objects.exists()
    assert Notice.objects.filter(user=second.scorer, text__contains="chưa phải chấm").exists()


def test_scoring_without_a_sheet_is_not_closed(cast: Cast) -> None:
    """Every sheet was taken back: it waits to be given out, not to be closed."""
    record = make_initiative(cast.member, make_call(cast.standing), state=State.SCORING)

    with pytest.raises(DomainError, match="Chưa có phiếu chấm nào"):
        scoring.close_scoring(initiative=record, actor=cast.standing, note="", seen=1)
    assert [row.title for row in waiting_work(cast.standing, make_plan(), timezone.localdate())] == [
        f"Giao chấm sáng kiến “{record.name}”"
    ]


def test_how_far_sheets_differ_is_for_the_chair(cast: Cast) -> None:
    record = make_initiative(cast.member, make_call(cast.standing), state=State.SCORING)
    for score, points in zip(scored_by(record, cast.clerk, cast.contact), (GOOD, POOR), strict=True):
        fill(score, points)

    shown = {role: scores_of(cast.user(role), record).spread for role in ("leader", "standing", "clerk", "contact")}

    assert [bool(one and one.wide) for one in shown.values()] == [True, True, False, False]
    assert shown["clerk"] is None
