"""Nobody decides on himself: every act of awards that judges somebody, done by its subject, and who does it instead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from awards.models import Award, Initiative, InitiativeState, NominationComment, ScoreState
from awards.services import initiative_result as result
from awards.services import initiative_scoring as scoring
from awards.services import initiative_way as way
from awards.services import nomination_comment as comments
from awards.services import nomination_way as nominations
from awards.services import past_initiative, people_merge, record, statement
from plans.errors import DomainError
from plans.models import AuditEntry, Notice, Person, Role, User
from plans.views.waiting_work import waiting_work
from tests.awards.initiative_factory import GOOD, make_call, make_initiative, make_score
from tests.awards.nomination_factory import make_comment, make_nomination, make_round
from tests.awards.record_factory import make_award, make_hold, make_past_initiative
from tests.emulation.catalogue_factory import make_title
from tests.factory import Cast, make_person, make_plan, make_user
from tests.web.page import said
from tests.web.test_awards_initiative import ClientFor

State = InitiativeState
TODAY = dt.date(2026, 6, 10)
Act = Callable[["Own", User], object]


class Own:
    """What there is to judge about one officer of the standing office, made only where an act asks for it."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        assert isinstance(cast.standing.person, Person)
        self.person: Person = cast.standing.person

    def nomination(self, state: str = "submitted") -> Any:
        days = {"comment_from": TODAY, "comment_to": TODAY}
        award_round = make_round(self.cast.leader, **days)
        return make_nomination(self.cast.contact, award_round=award_round, person=self.person, state=state)

    def comment(self) -> NominationComment:
        return make_comment(self.nomination(), self.cast.clerk)

    def work(self, state: str) -> Initiative:
        """Written by a colleague, who is the first author; the officer is the second."""
        member = self.cast.member
        assert isinstance(member.person, Person)
        authors = ((member.person, 60), (self.person, 40))
        return make_initiative(member, make_call(self.cast.leader), state=state, authors=authors)

    def sheet(self, state: str = ScoreState.ASSIGNED, points: dict[str, int] | None = None) -> Any:
        return make_score(self.work(State.SCORING), self.cast.clerk, points, state=state)

    def award(self) -> Award:
        make_title()
        return make_award(self.person)

    def past(self) -> Initiative:
        return make_past_initiative(self.person, self.cast.admin)


def _close(own: Own, user: User) -> object:
    sheet = own.sheet(ScoreState.SUBMITTED, GOOD)
    return scoring.close_scoring(initiative=sheet.initiative, actor=user, note="", seen=1)


def _recognise(own: Own, user: User, **more: Any) -> object:
    facts = {"scope": "unit", "number": "45/QĐ", "decided_on": TODAY, "decided_by": "Giám đốc"}
    return result.recognise(initiative=own.work(State.SCORED), actor=user, seen=1, **{**facts, **more})


def _correct(own: Own, user: User) -> object:
    recognition = own.past().recognitions.get()
    facts: dict[str, Any] = {"number": "46/QĐ", "decided_on": TODAY, "decided_by": "Giám đốc"}
    return result.correct_recognition(recognition=recognition, actor=user, seen=1, **facts)


def _submit_late(own: Own, user: User) -> object:
    ended = timezone.localdate() - dt.timedelta(days=1)
    work = own.work(State.DRAFT)
    work.call.opens_on, work.call.closes_on = ended, ended  # type: ignore[union-attr]
    work.call.save()  # type: ignore[union-attr]
    return way.submit_initiative(initiative=work, actor=user, seen=1, late_reason="Ốm")


def _past(own: Own, user: User) -> object:
    values = {"kind": "initiative", "year": 2025, "name": "Khác", "field": "", "scope": "nation", "number": "9/QĐ"}
    values |= {"decided_on": TODAY, "decided_by": "Thủ tướng"}
    authors = [past_initiative.AuthorRow(own.person, "", 100)]
    return past_initiative.save_past_initiative(actor=user, initiative=None, values=values, authors=authors)


def _state(own: Own, user: User) -> object:
    return statement.state_fact(actor=user, subject=own.person, year=2026, code="x", holds=True, words="Có căn cứ")


RATED = {"year": 2025, "level": "good", "number": "", "decided_on": None, "note": ""}
HELD = {"reason": "complaint", "note": "", "since": TODAY, "released_on": None, "release_note": ""}
BY_LEADER: dict[str, Act] = {
    "answer a comment": lambda own, user: comments.answer_comment(
        comment=own.comment(), actor=user, answer="Đã xem", seen=1
    ),
    "return a nomination": lambda own, user: nominations.return_nomination(
        nomination=own.nomination(), actor=user, reason="Thiếu", seen=1
    ),
    "unlock a nomination": lambda own, user: nominations.unlock_nomination(
        nomination=own.nomination("eligible"), actor=user, reason="Sai", seen=1
    ),
    "take an initiative late": _submit_late,
    "return an initiative": lambda own, user: way.return_initiative(
        initiative=own.work(State.SUBMITTED), actor=user, reason="Thiếu", seen=1
    ),
    "give out sheets": lambda own, user: scoring.assign(
        initiatives=[own.work(State.SUBMITTED)], scorers=[own.cast.clerk], actor=user
    ),
    "take a sheet back": lambda own, user: scoring.call_off(score=own.sheet(), actor=user),
    "reopen a sheet": lambda own, user: scoring.reopen_score(
        score=own.sheet(ScoreState.SUBMITTED, GOOD), actor=user, reason="Nhầm", seen=1
    ),
    "close scoring": _close,
    "reopen scoring": lambda own, user: scoring.reopen_scoring(
        initiative=own.work(State.SCORED), actor=user, reason="Xem lại", seen=1
    ),
    "recognise": _recognise,
    "refuse": lambda own, user: result.refuse(initiative=own.work(State.SCORED), actor=user, reason="Trùng", seen=1),
    "correct a recognition": _correct,
    "enter a rating": lambda own, user: record.save_entry(
        actor=user, kind=record.RATING, record=None, subject=own.person, values=RATED
    ),
    "take an award out": lambda own, user: record.remove_entry(
        actor=user, kind=record.AWARD, record=own.award(), reason="Nhầm", seen=1
    ),
    "hold": lambda own, user: record.save_entry(
        actor=user, kind=record.HOLD, record=None, subject=own.person, values=HELD
    ),
    "release a hold": lambda own, user: record.release_hold(
        actor=user,
        hold=make_hold(own.person, own.cast.leader, since=TODAY),
        released_on=TODAY,
        release_note="Rõ",
        seen=1,
    ),
    "enter a past initiative": _past,
    "take a past initiative out": lambda own, user: past_initiative.remove_past_initiative(
        actor=user, initiative=own.past(), reason="Nhầm", seen=1
    ),
    "state a fact": _state,
}
BY_ADMIN: dict[str, Act] = {
    "merge two people": lambda own, user: people_merge.merge_people(
        actor=user, keep=own.person, give_up=make_person("Lê Thu Hà", own.cast.division)
    ),
    "tell two people apart": lambda own, user: people_merge.tell_apart(
        actor=user, one=make_person("Lê Thu Hà", own.cast.division), other=own.person
    ),
}


@pytest.mark.parametrize(("name", "role"), [*((n, "leader") for n in BY_LEADER), *((n, "admin") for n in BY_ADMIN)])
def test_nobody_acts_on_his_own_matter_and_somebody_else_does(cast: Cast, name: str, role: str) -> None:
    """The sentence says who; another officer may, and the leadership (of two of one name the administrator)."""
    own, act = Own(cast), {**BY_LEADER, **BY_ADMIN}[name]

    with (
        pytest.raises(DomainError, match=r"[Tt]hường trực .*khác|[Nn]gười khác trong thường trực"),
        transaction.atomic(),
    ):
        act(own, cast.standing)
    act(own, cast.user(role))


# -- What is said of an officer --------------------------------------------------------------------------------------


def test_what_is_said_of_an_officer_does_not_reach_him(cast: Cast, client_for: ClientFor) -> None:
    """Neither the words nor a notice nor the log; the leadership reads, is told and answers."""
    plan, own = make_plan(), Own(cast)
    nomination = own.nomination()
    comment = comments.add_comment(nomination=nomination, actor=cast.clerk, text="Chưa đủ sáng kiến", today=TODAY)

    assert set(Notice.objects.filter(text__contains="Có ý kiến").values_list("user", flat=True)) == {cast.leader.pk}
    standing, leader = client_for("standing"), client_for("leader")
    pages = [reverse("awards:comment_list"), reverse("awards:nomination", args=[nomination.pk])]
    told = " ".join(said(standing.get(page)) for page in pages)
    assert not [words for words in ("Chưa đủ sáng kiến", str(cast.clerk), "Góp ý về đề nghị") if words in told]
    assert standing.get(reverse("awards:comment_answer", args=[comment.pk])).status_code == 404
    assert "Chưa đủ sáng kiến" in said(leader.get(pages[0]))
    waits = {role: [row.title for row in waiting_work(cast.user(role), plan, TODAY)] for role in ("standing", "leader")}
    assert [any("Trả lời ý kiến" in title for title in waits[role]) for role in ("standing", "leader")] == [False, True]
    leader.post(reverse("awards:comment_answer", args=[comment.pk]), {"answer": "Đã xác minh", "version": 1})
    comment.refresh_from_db()
    assert (comment.answer, comment.answered_by) == ("Đã xác minh", cast.leader)


def test_another_officer_is_told_before_the_leadership(cast: Cast) -> None:
    other = make_user("thuongtruc2", Role.STANDING, unit=cast.standing_office)

    comments.add_comment(nomination=Own(cast).nomination(), actor=cast.clerk, text="Rất xứng đáng", today=TODAY)

    assert set(Notice.objects.filter(text__contains="Có ý kiến").values_list("user", flat=True)) == {other.pk}


def test_two_who_answer_at_once_see_both_texts(cast: Cast, client_for: ClientFor) -> None:
    nomination = make_nomination(cast.contact, person=cast.member.person, state="submitted")
    comment = make_comment(nomination, cast.clerk)
    page, sent = reverse("awards:comment_answer", args=[comment.pk]), {"version": 1}
    client = client_for("standing")
    client.post(page, {**sent, "answer": "Đã xác minh, đủ điều kiện", "submit_key": "a"})

    second = client.post(page, {**sent, "answer": "Chưa đủ căn cứ", "submit_key": "b"})

    comment.refresh_from_db()
    assert (second.status_code, comment.answer, comment.version) == (409, "Đã xác minh, đủ điều kiện", 2)
    assert "vừa được người khác sửa" in said(second)
    client.post(page, {**sent, "answer": "Lần nữa", "version": 2, "submit_key": "a"})  # a double click of the first
    assert AuditEntry.objects.filter(act="nomination.answer").count() == 1
