"""The diary of a task: one query for everything said about it, and the page that shows every kind of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plans.models import (
    Adjustment,
    Comment,
    Direction,
    Event,
    Extension,
    IssuedPaper,
    Obstacle,
    PartStep,
    Plan,
    StoredFile,
    Task,
    TaskChange,
    TaskItem,
)
from plans.rules.document import AssignmentRole
from plans.services.evidence import remove_evidence
from plans.views.diary import KINDS, Diary
from tests.factory import Cast, make_entry, make_evidence, make_part, make_plan, make_task
from tests.web.page import said
from tests.web.test_query_budgets import MOST, count

ClientFor = Callable[[object], Client]
DAY = dt.date(2026, 6, 5)


def fill(task: Task, cast: Cast, *, times: int = 1) -> None:
    """Rows of every kind about ``task``; what can be there once only is there once."""
    part = make_part(task, cast.division, due=DAY, percent=30, done_text="Đã gửi số liệu.")
    PartStep.objects.create(part=part, order=1, text="Lập bảng", person=cast.member.person, due=DAY)
    TaskItem.objects.create(task=task, order=1, text="Việc một", done_on=DAY, done_by=cast.contact)
    Extension.objects.create(
        task=task, old_deadline=DAY, new_deadline=DAY + dt.timedelta(5), reason="Chờ văn bản.", asked_by=cast.contact
    )
    for number in range(times):
        make_entry(task, cast.contact, unit=cast.division, percent=30, difficulty="Thiếu người.")
        make_evidence(task, cast.contact, f"Tệp {number}.pdf", part=part, caption="Bản ký")
        Direction.objects.create(task=task, text="Báo cáo trước ngày 10.", due=DAY, given_by=cast.leader)
        Comment.objects.create(task=task, text="Đề nghị gửi sớm.", author=cast.member)
        Obstacle.objects.create(
            task=task, unit=cast.division, text="Thiếu kinh phí.", proposal="Cấp bổ sung.", reported_by=cast.contact
        )
        Event.objects.create(
            task=task, name="Hội nghị sơ kết", place="Hà Nội", starts_on=DAY, ends_on=DAY, made_by=cast.standing
        )


def adjust(task: Task, cast: Cast, *, state: str = "issued") -> Adjustment:
    """A change of ``task`` by an adjustment."""
    paper = IssuedPaper.objects.create(series="KH", year=2026, number=9, symbol="KH", issued_on=DAY, kind="Kế hoạch")
    issued = {"number": "09/KH-SNgV", "issued_on": DAY, "paper": paper} if state == "issued" else {}
    adjustment = Adjustment.objects.create(
        plan=task.plan, reason="Chuyển sang quý III.", prepared_by=cast.standing, state=state, **issued
    )
    TaskChange.objects.create(adjustment=adjustment, task=task, kind="change")
    return adjustment


@pytest.fixture
def full(plan: Plan, cast: Cast) -> Task:
    """A task with a row of every kind."""
    task = make_task(plan, units=[(cast.standing_office, AssignmentRole.LEAD), cast.division])
    fill(task, cast)
    adjust(task, cast)
    return task


def test_one_query_reads_a_row_of_every_kind(full: Task, cast: Cast) -> None:
    with CaptureQueriesContext(connection) as queries:
        diary = Diary.read(full.pk)

    assert len(queries) == 1
    assert {kind: len(rows) for kind, rows in diary.items()} == dict.fromkeys(KINDS, 1)
    day = DAY + dt.timedelta(5)
    assert {kind: (row.who, row.unit, row.text, row.on, row.number) for kind, [row] in diary.items()} == {
        "itself": ("", None, "", None, None),
        "entry": ("Lý Thị An", cast.division.pk, "Đã dự thảo văn bản.", None, 30),
        "part": ("", cast.division.pk, "Đã gửi số liệu.", DAY, 30),
        "step": ("Hoàng Văn Em", None, "Lập bảng", DAY, 1),
        "item": ("Lý Thị An", None, "Việc một", DAY, 1),
        "evidence": ("Lý Thị An", cast.division.pk, "Bản ký", None, StoredFile.objects.get().size),
        "extension": ("Lý Thị An", None, "Chờ văn bản.", day, None),
        "direction": ("Nông Đức Dũng", None, "Báo cáo trước ngày 10.", DAY, None),
        "comment": ("Hoàng Văn Em", None, "Đề nghị gửi sớm.", None, None),
        "obstacle": ("Lý Thị An", cast.division.pk, "Thiếu kinh phí.", None, None),
        "event": ("Lê Thu Hà", None, "Hà Nội", DAY, None),
        "change": ("", None, "Chuyển sang quý III.", DAY, None),
        "contact": ("Lý Thị An", cast.division.pk, "", None, None),
    }
    assert diary["event"][0].at.tzinfo is not None


def test_what_was_removed_or_is_not_in_force_is_not_read(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, units=[cast.division])
    fill(task, cast)
    adjust(task, cast, state="draft")
    other = make_task(plan, units=[cast.division])
    remove_evidence(evidence=task.evidence.get(), actor=cast.contact)
    Comment.objects.update(removed_at=timezone.now(), removed_by=cast.member)
    Event.objects.update(removed_at=timezone.now(), removed_by=cast.standing)
    task.parts.update(dropped=True)

    gone = {kind for kind, rows in Diary.read(task.pk).items() if not rows}

    assert gone == {"part", "evidence", "comment", "event", "change"}
    assert {kind for kind, rows in Diary.read(other.pk).items() if rows} == {"itself", "contact"}


def test_the_page_tells_all_of_it_with_links(full: Task, client_for: ClientFor) -> None:
    page = client_for("standing").get(reverse("plans:task", args=[full.pk]))

    text, html = said(page), page.content.decode()
    for words in (
        "Lý Thị An (Phòng LS - BG) ghi tiến độ, 30%: Đã dự thảo văn bản. Khó khăn: Thiếu người.",
        "Lý Thị An xin gia hạn đến 10/06/2026: Chờ văn bản.",
        "Lý Thị An (Phòng LS - BG) báo vướng mắc: Thiếu kinh phí. Đề xuất: Cấp bổ sung.",
        "Lê Thu Hà ghi hội nghị: Hội nghị sơ kết, 05/06/2026.",
        "Điều chỉnh kế hoạch theo văn bản số 09/KH-SNgV ngày 05/06/2026: Chuyển sang quý III.",
        "cần trả lời trước ngày 05/06/2026",
        "Tệp 0.pdf Bản ký",
        "Hoàng Văn Em",
        "Đề nghị gửi sớm.",
        "Xong 05/06/2026, Lý Thị An",
        "Đầu mối: Lý Thị An",
    ):
        assert words in text
    for name in ("extension", "direction", "obstacle", "event"):
        [record] = getattr(full, f"{name}s").all()
        assert reverse(f"plans:{name}", args=[record.pk]) in html
    change = full.changes.get()
    assert reverse("plans:adjustment", args=[change.adjustment_id]) in html


def test_the_page_names_who_reported_and_the_task_it_goes_on_from(
    plan: Plan, cast: Cast, client_for: ClientFor
) -> None:
    former = make_task(make_plan(2025), no="7")
    task = make_task(plan, inherited_from=former, reported_by=cast.contact, progress="awaiting")

    page = client_for("standing").get(reverse("plans:task", args=[task.pk]))

    assert "Báo hoàn thành 02/03/2026 Lý Thị An Kế thừa từ Nhiệm vụ 7/2025" in said(page)
    assert f'<a href="{reverse("plans:task", args=[former.pk])}">Nhiệm vụ 7/2025</a>' in page.content.decode()


def test_what_people_typed_stays_words(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    task = make_task(plan, units=[cast.division])
    fill(task, cast)
    mark = "<script>1</script>"
    Direction.objects.update(text=mark, reply=mark)
    Comment.objects.update(text=mark)
    Obstacle.objects.update(text=mark, proposal=mark)
    Extension.objects.update(reason=mark)
    Event.objects.update(name=mark, place=mark)

    html = client_for("standing").get(reverse("plans:task", args=[task.pk])).content.decode()

    assert mark not in html
    assert "&lt;script&gt;1" in html


def test_the_pages_cost_the_same_however_much_was_said(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    clients = {who: client_for(who) for who in ("standing", "leader", "contact", "member")}
    found: dict[tuple[str, str], list[int]] = {(name, who): [] for name in ("task", "part") for who in clients}
    for rows in (1, 3, 300):
        task = make_task(plan, units=[(cast.standing_office, AssignmentRole.LEAD), cast.group])
        fill(task, cast, times=rows)
        pks = {"task": task.pk, "part": task.parts.get().pk}
        for (name, who), numbers in found.items():
            numbers.append(count(clients[who], reverse(f"plans:{name}", args=[pks[name]]))[0])

    assert {page: numbers for page, numbers in found.items() if len(set(numbers)) > 1 or numbers[0] > MOST} == {}
