"""Asking for a later day and deciding on it."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.errors import AlreadyDone, DomainError, NotAllowed
from plans.models import AuditEntry, Extension, ExtensionState, Notice, Plan, PlanState, Task
from plans.rules.status import Progress
from plans.services import extension as service
from tests.factory import Cast, make_plan, make_task

TODAY = dt.date(2026, 12, 1)
LATER = dt.date(2027, 1, 15)


def ask(task: Task, cast: Cast, *, to: dt.date = LATER, who: str = "contact", key: str = "") -> Extension:
    return service.ask_extension(
        task=task,
        actor=cast.user(who),
        unit_id=cast.division.pk,
        new_deadline=to,
        reason="Chờ văn bản của tỉnh.",
        today=TODAY,
        key=key,
    )


def agree(extension: Extension, cast: Cast, note: str = "") -> Extension:
    return service.agree_extension(extension=extension, actor=cast.leader, note=note, seen=extension.version)


def test_agreed_moves_the_deadline_and_keeps_the_first(task: Task, cast: Cast) -> None:
    first = task.deadline
    asked = ask(task, cast)
    task.refresh_from_db()
    assert (task.deadline, task.extended, task.latest_news) == (first, 0, "Đang xin gia hạn đến 15/01/2027")

    agreed = agree(asked, cast, "Đồng ý, không lùi nữa.")
    second = ask(task, cast, to=dt.date(2027, 2, 1))
    agree(second, cast)

    task.refresh_from_db()
    assert (task.first_deadline, task.deadline, task.extended) == (first, dt.date(2027, 2, 1), 2)
    assert task.latest_news == "Được gia hạn đến 01/02/2027"
    assert (agreed.state, agreed.decided_by, agreed.decision_note) == (
        ExtensionState.AGREED,
        cast.leader,
        "Đồng ý, không lùi nữa.",
    )
    acts = AuditEntry.objects.filter(act__startswith="extension").order_by("number")
    assert list(acts.values_list("act", "object_id")) == [
        (f"extension.{act}", str(task.pk)) for act in ("ask", "agree", "ask", "agree")
    ]


def test_each_event_tells_those_it_concerns_once(task: Task, cast: Cast) -> None:
    asked = ask(task, cast)
    agree(asked, cast)

    told = Notice.objects.filter(key__startswith="extension").order_by("pk").values_list("key", "user__username")
    assert sorted(told) == sorted(
        [
            (f"extension.ask:{asked.pk}", "lanhdao"),
            (f"extension.agree:{asked.pk}", "daumoi"),
            (f"extension.agree:{asked.pk}", "thuongtruc"),
        ]
    )


def test_refused_with_words_keeps_the_deadline(task: Task, cast: Cast) -> None:
    first, asked = task.deadline, ask(task, cast)

    with pytest.raises(DomainError, match="Ghi lý do"):
        service.refuse_extension(extension=asked, actor=cast.leader, note=" ", seen=asked.version)
    refused = service.refuse_extension(extension=asked, actor=cast.leader, note="Giữ hạn.", seen=asked.version)

    task.refresh_from_db()
    assert (task.deadline, task.first_deadline, task.extended) == (first, None, 0)
    assert refused.state == ExtensionState.REFUSED
    with pytest.raises(DomainError, match="đã được quyết định"):
        agree(refused, cast)


def test_only_the_asker_withdraws(task: Task, cast: Cast) -> None:
    asked = ask(task, cast)

    with pytest.raises(NotAllowed):
        service.withdraw_extension(extension=asked, actor=cast.standing)
    assert service.withdraw_extension(extension=asked, actor=cast.contact).state == ExtensionState.WITHDRAWN
    with pytest.raises(DomainError, match="đã được rút"):
        agree(asked, cast)


def test_one_open_request_and_a_double_click_counts_once(task: Task, cast: Cast) -> None:
    ask(task, cast, key="once")

    with pytest.raises(AlreadyDone):
        ask(task, cast, key="once")
    with pytest.raises(DomainError, match="chờ quyết định"):
        ask(task, cast)
    assert Extension.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2026, 12, 31), "phải sau thời hạn hiện nay, 31/12/2026"),
        (dt.date(2028, 1, 3), "chỉ lùi được đến hết năm 2027"),
    ],
)
def test_the_day_asked_for_is_later_and_sane(task: Task, cast: Cast, day: dt.date, words: str) -> None:
    with pytest.raises(DomainError, match=words):
        ask(task, cast, to=day)


def test_a_day_gone_by_is_none(plan: Plan, cast: Cast) -> None:
    late = make_task(plan, units=[cast.division], period="Q1")

    with pytest.raises(DomainError, match="từ hôm nay, 01/12/2026"):
        ask(late, cast, to=dt.date(2026, 11, 30))


@pytest.mark.parametrize("who", ["leader", "clerk", "member", "stranger", "admin"])
def test_only_those_who_do_the_task_ask(task: Task, cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        ask(task, cast, who=who)


@pytest.mark.parametrize("who", ["standing", "contact", "clerk", "member", "admin"])
def test_only_the_leadership_decides(task: Task, cast: Cast, who: str) -> None:
    asked = ask(task, cast)

    with pytest.raises(NotAllowed):
        service.agree_extension(extension=asked, actor=cast.user(who), note="", seen=asked.version)


def test_a_contact_asks_for_no_other_unit(task: Task, cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="đơn vị mình"):
        service.ask_extension(
            task=task,
            actor=cast.contact,
            unit_id=cast.other_division.pk,
            new_deadline=LATER,
            reason="Chậm.",
            today=TODAY,
        )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"progress": Progress.DONE}, "“Hoàn thành”"),
        ({"progress": Progress.AWAITING}, "chờ xác nhận"),
        ({"progress": Progress.PAUSED}, "“Tạm dừng”"),
        ({"period": ""}, "không ấn định"),
        ({"conditional": True}, "chưa phát sinh"),
        ({"dropped": True}, "đã bỏ khỏi kế hoạch"),
    ],
)
def test_nothing_to_extend(plan: Plan, cast: Cast, values: dict, words: str) -> None:
    with pytest.raises(DomainError, match=words):
        ask(make_task(plan, units=[cast.division], **values), cast)


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.CLOSED])
def test_only_while_the_plan_runs(cast: Cast, state: str) -> None:
    with pytest.raises(DomainError, match="Kế hoạch"):
        ask(make_task(make_plan(2025, state), units=[cast.division]), cast)
