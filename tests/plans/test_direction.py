"""Directions of the leadership and the replies to them; comments; the bin."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.errors import AlreadyDone, DomainError, EditConflict, NotAllowed
from plans.models import AuditEntry, Comment, Direction, DirectionState, Notice, PlanState, Task
from plans.services import direction as service
from plans.services.comment import add_comment, remove_comment
from tests.factory import Cast, make_plan, make_task

TODAY = dt.date(2026, 12, 1)


def give(task: Task, cast: Cast, who: str = "leader", due: dt.date | None = None) -> Direction:
    return service.give_direction(
        task=task, actor=cast.user(who), text="Nêu rõ nguyên nhân chậm.", due=due, today=TODAY
    )


def answer(direction: Direction, cast: Cast, reply: str = "Đã bổ sung.", who: str = "contact") -> Direction:
    direction.refresh_from_db()
    return service.answer_direction(direction=direction, actor=cast.user(who), reply=reply, seen=direction.version)


def test_given_answered_asked_again_answered_closed(task: Task, cast: Cast) -> None:
    given = give(task, cast, due=dt.date(2026, 12, 5))
    first = answer(given, cast, "Do thiếu số liệu.")
    again = service.ask_again(
        direction=first,
        actor=cast.leader,
        text="Thiếu của đơn vị nào?",
        due=dt.date(2026, 12, 8),
        today=TODAY,
        seen=first.version,
    )
    assert (again.state, again.reply, again.replied_at, again.due) == (
        DirectionState.OPEN,
        "",
        None,
        dt.date(2026, 12, 8),
    )

    second = answer(given, cast, "Của Trung tâm.", who="standing")
    closed = service.close_direction(direction=second, actor=cast.leader, seen=second.version)

    assert closed.state == DirectionState.CLOSED
    rounds = given.rounds.values_list("reply", "replied_by__username", "due", "asked")
    assert list(rounds) == [("Do thiếu số liệu.", "daumoi", dt.date(2026, 12, 5), "Thiếu của đơn vị nào?")]
    acts = AuditEntry.objects.filter(act__startswith="direction").order_by("number").values_list("act", flat=True)
    assert list(acts) == [f"direction.{act}" for act in ("give", "answer", "ask_again", "answer", "close")]
    told = Notice.objects.order_by("pk").values_list("key", "user__username")
    assert sorted(told) == sorted(
        [
            (f"direction.give:{given.pk}:1", "daumoi"),
            (f"direction.give:{given.pk}:1", "thuongtruc"),
            (f"direction.answer:{given.pk}:2", "lanhdao"),
            (f"direction.ask_again:{given.pk}:3", "daumoi"),
            (f"direction.ask_again:{given.pk}:3", "thuongtruc"),
            (f"direction.answer:{given.pk}:4", "lanhdao"),
            (f"direction.close:{given.pk}:5", "thuongtruc"),
        ]
    )
    with pytest.raises(DomainError, match="đã được ghi là xong"):
        answer(given, cast)


def test_two_who_answer_at_once_are_told(task: Task, cast: Cast) -> None:
    given = give(task, cast)
    answer(given, cast, "Bản của phòng.")

    with pytest.raises(EditConflict) as conflict:
        service.answer_direction(direction=given, actor=cast.standing, reply="Bản của thường trực.", seen=1)

    assert (conflict.value.current.reply, conflict.value.typed) == (
        "Bản của phòng.",
        {"reply": "Bản của thường trực."},
    )


def test_a_reply_that_changed_is_read_again_before_it_is_closed(task: Task, cast: Cast) -> None:
    given = answer(give(task, cast), cast)
    answer(given, cast, "Bản sửa.")

    with pytest.raises(DomainError, match="vừa được sửa"):
        service.close_direction(direction=given, actor=cast.leader, seen=2)


@pytest.mark.parametrize("who", ["standing", "contact", "clerk", "member", "admin"])
def test_only_the_leadership_gives(task: Task, cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        give(task, cast, who)


@pytest.mark.parametrize("who", ["leader", "clerk", "member", "stranger", "admin"])
def test_only_those_who_do_the_task_answer(task: Task, cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        answer(give(task, cast), cast, who=who)


def test_nothing_to_ask_again_before_an_answer_and_no_day_gone_by(task: Task, cast: Cast) -> None:
    given = give(task, cast)

    with pytest.raises(DomainError, match="Chưa có trả lời"):
        service.ask_again(direction=given, actor=cast.leader, text="Sao?", due=None, today=TODAY, seen=1)
    with pytest.raises(DomainError, match="ở trước hôm nay, 01/12/2026"):
        give(task, cast, due=dt.date(2026, 11, 30))


def test_a_comment_tells_those_who_take_part_once(task: Task, cast: Cast) -> None:
    add_comment(task=task, actor=cast.member, text="Cần mẫu biểu.", key="k")
    with pytest.raises(AlreadyDone):
        add_comment(task=task, actor=cast.member, text="Cần mẫu biểu.", key="k")
    second = add_comment(task=task, actor=cast.contact, text="Đã gửi.")

    told = Notice.objects.filter(key=f"comment:{second.pk}").values_list("user__username", flat=True)
    assert sorted(told) == ["canhan", "thuongtruc"]
    assert list(task.comments.values_list("author__username", "text")) == [
        ("canhan", "Cần mẫu biểu."),
        ("daumoi", "Đã gửi."),
    ]


def test_no_comment_once_the_plan_is_closed(cast: Cast) -> None:
    task = make_task(make_plan(2025, PlanState.CLOSED))

    with pytest.raises(DomainError, match="đã kết thúc"):
        add_comment(task=task, actor=cast.member, text="Muộn rồi.")


def test_the_author_and_the_standing_office_remove_a_comment(task: Task, cast: Cast) -> None:
    comments = [add_comment(task=task, actor=cast.member, text="Sai chỗ.") for _ in range(2)]

    with pytest.raises(NotAllowed):
        remove_comment(comment=comments[0], actor=cast.contact)
    remove_comment(comment=comments[0], actor=cast.member)
    remove_comment(comment=comments[1], actor=cast.standing)

    assert list(Comment.objects.kept()) == []
    assert list(Comment.objects.order_by("pk").values_list("removed_by__username", flat=True)) == [
        "canhan",
        "thuongtruc",
    ]
