"""What was removed comes back whole; what was numbered or issued never goes."""

from __future__ import annotations

import pytest
from django.test import Client

from plans.errors import DomainError, NotAllowed
from plans.models import AuditEntry, Comment, Plan, PlanState, Task
from plans.services import bin as service
from plans.services.comment import remove_comment
from plans.services.lifecycle import delete_plan
from tests.factory import Cast, make_plan, make_task
from tests.web.page import pdf_text


@pytest.fixture
def comment(task: Task, cast: Cast) -> Comment:
    return Comment.objects.create(task=task, author=cast.member, text="Đã gửi biểu 2.")


def lying(cast: Cast, who: str) -> list[tuple[str, str, str]]:
    """What a person sees in the bin: kind, title, who removed it."""
    rows = [service.BinRow._make(row) for row in service.bin_rows(cast.user(who))]
    return [(row.slug, row.title, row.who) for row in rows]


def test_removed_and_restored_with_a_trace(comment: Comment, cast: Cast) -> None:
    remove_comment(comment=comment, actor=cast.standing)
    with pytest.raises(DomainError, match="đã ở trong thùng rác"):
        remove_comment(comment=comment, actor=cast.standing)

    service.restore(record=comment, actor=cast.member)
    comment.refresh_from_db()

    assert (comment.removed_at, comment.removed_by) == (None, None)
    acts = AuditEntry.objects.filter(act__startswith="bin").order_by("number")
    assert list(acts.values_list("act", "actor_name", "note")) == [
        ("bin.remove", "thuongtruc", "Trao đổi"),
        ("bin.restore", "canhan", "Trao đổi"),
    ]
    with pytest.raises(DomainError, match="không còn trong thùng rác"):
        service.restore(record=comment, actor=cast.member)


def test_the_bin_is_printed_as_it_is_filtered(comment: Comment, cast: Cast, client: Client) -> None:
    draft = make_plan(2027, PlanState.DRAFT)
    remove_comment(comment=comment, actor=cast.member)
    delete_plan(actor=cast.standing, plan=draft, seen=draft.version)
    client.force_login(cast.standing)

    every, drafts = (pdf_text(client.get("/thung-rac/in/", query)) for query in ({}, {"loai": "ban-thao"}))

    assert ("Đã gửi biểu 2." in every, "năm 2027" in every, "Cộng: 2 mục." in every) == (True, True, True)
    assert ("Đã gửi biểu 2." in drafts, "năm 2027" in drafts, "Cộng: 1 mục." in drafts) == (False, True, True)
    assert 'href="/thung-rac/in/?loai=ban-thao"' in client.get("/thung-rac/?loai=ban-thao").content.decode()


def test_everybody_sees_his_own_and_the_standing_office_all(comment: Comment, cast: Cast) -> None:
    draft = make_plan(2027, PlanState.DRAFT)
    remove_comment(comment=comment, actor=cast.member)
    delete_plan(actor=cast.standing, plan=draft, seen=draft.version)

    shown = {who: lying(cast, who) for who in ("standing", "leader", "contact", "member")}

    plan_row = ("ban-thao", "Công tác thi đua, khen thưởng năm 2027", "Lê Thu Hà")
    comment_row = ("trao-doi", "Đã gửi biểu 2.", "Hoàng Văn Em")
    assert shown == {
        "standing": [plan_row, comment_row],
        "leader": [],
        "contact": [],
        "member": [comment_row],
    }
    with pytest.raises(NotAllowed):
        service.restore(record=comment, actor=cast.contact)


def test_a_draft_is_nowhere_while_it_lies_in_the_bin_and_comes_back_whole(cast: Cast) -> None:
    draft = make_plan(2027, PlanState.DRAFT)
    task = make_task(draft, units=[cast.division])
    delete_plan(actor=cast.standing, plan=draft, seen=draft.version)

    assert list(Plan.objects.visible_to(cast.standing)) == []
    assert list(Task.objects.visible_to(cast.standing)) == []
    draft.refresh_from_db()
    service.restore(record=draft, actor=cast.standing)

    assert list(Plan.objects.visible_to(cast.standing)) == [draft]
    assert list(Task.objects.visible_to(cast.standing)) == [task]
    assert [part.unit for part in task.assignments.all()] == [cast.division]


@pytest.mark.parametrize("state", [state for state in PlanState.values if state != PlanState.DRAFT])
def test_what_is_on_its_way_or_issued_is_not_removed(cast: Cast, state: str) -> None:
    plan = make_plan(2027, state)

    with pytest.raises(DomainError, match="không xoá được"):
        service.remove(record=plan, actor=cast.standing)

    assert Plan.objects.get().removed_at is None


def test_what_has_no_way_into_the_bin_is_refused(task: Task, cast: Cast) -> None:
    with pytest.raises(DomainError, match="không bỏ vào thùng rác được"):
        service.remove(record=task, actor=cast.standing)  # type: ignore[arg-type]
