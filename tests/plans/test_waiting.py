"""Queries put into SQL once: everybody gets his own rows, and nothing that was asked for another."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Direction, DirectionState, PartStep, Plan, Task, User
from plans.services import waiting
from plans.services.compiled import Rows, compiled_once
from plans.services.waiting import WaitingKind, waiting_for
from tests.factory import Cast, make_part, make_plan, make_task


def kinds(user: User, plan: Plan) -> list[tuple[str, str | None]]:
    fresh = User.objects.get(pk=user.pk)  # no rights kept from before
    return [(row.kind, row.title) for row in waiting_for(fresh, plan)]


def test_a_query_is_built_once_and_run_with_each_key(plan: Plan) -> None:
    built = []

    @compiled_once
    def tasks(plan: int) -> Rows:
        built.append(plan)
        return Task.objects.filter(plan=plan).order_by("pk").values_list("no", "deadline", "conditional")

    make_task(plan, due=dt.date(2026, 6, 5))
    other = make_task(make_plan(2027), no="9", conditional=True)

    with CaptureQueriesContext(connection) as queries:
        found = [tasks(plan.pk), tasks(other.plan_id), tasks(0)]

    assert found == [[("1", dt.date(2026, 6, 5), False)], [("9", other.deadline, True)], []]
    assert (len(built), len(queries)) == (1, 3)


def test_what_can_find_nothing_asks_nothing(plan: Plan) -> None:
    @compiled_once
    def none(plan: int) -> Rows:
        return Task.objects.filter(plan=plan, pk__in=[]).values_list("pk")

    with CaptureQueriesContext(connection) as queries:
        assert none(plan.pk) == []
    assert len(queries) == 0


def test_people_of_the_same_rights_have_their_own_work(plan: Plan, cast: Cast) -> None:
    part = make_part(make_task(plan, units=[cast.division]), cast.division)
    for person in (cast.member.person, cast.stranger.person):
        PartStep.objects.create(part=part, text=f"Việc của {person.full_name}", person=person)

    mine, theirs = kinds(cast.member, plan), kinds(cast.stranger, plan)

    assert mine == [("part_step", "Việc của Hoàng Văn Em")]
    assert theirs == [("part_step", "Việc của Đặng Văn Bình")]
    assert kinds(cast.member, make_plan(2027)) == []


def test_a_leader_reads_the_replies_to_his_own_directions(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[cast.division])
    facts = {"task": task, "text": "Nêu lý do.", "reply": "Đã rõ.", "replied_by": cast.contact}
    Direction.objects.create(given_by=cast.leader, state=DirectionState.ANSWERED, **facts)

    assert [kind for kind, _ in kinds(cast.leader, plan)] == ["direction_reply"]
    Direction.objects.update(given_by=cast.standing)
    assert kinds(cast.leader, plan) == []


def test_a_kind_that_asks_for_more_than_keys_fails_at_once(
    plan: Plan, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rows(_user: User, plan: Plan) -> Rows:
        return Task.objects.filter(plan__year=plan.year)

    monkeypatch.setitem(waiting._KINDS, "asks_the_year", WaitingKind("asks_the_year", rows))
    with pytest.raises(Plan.DoesNotExist):
        waiting_for(cast.member, plan)
