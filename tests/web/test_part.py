"""A unit's part as people click it: reported, split, ticked, sent back; files added and put into the bin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import Evidence, Part, PartState, PartStep, Plan, Task
from plans.rules.document import AssignmentRole
from plans.rules.status import Progress
from plans.services.part import make_parts
from tests.factory import Cast, make_task
from tests.web.page import said

ClientFor = Callable[[object], Client]


@pytest.fixture
def led(plan: Plan, cast: Cast) -> Task:
    """A task the standing office leads and every division takes part in."""
    task = make_task(plan, units=[(cast.standing_office, AssignmentRole.LEAD), cast.group])
    make_parts(plan)
    return task


def url(name: str, *args: int) -> str:
    return reverse(f"plans:{name}", args=args)


def part_of(task: Task, cast: Cast) -> Part:
    return Part.objects.get(task=task, unit=cast.division)


def pdf(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 %%EOF", content_type="text/html")


def test_the_contact_sends_the_part_with_its_files(led: Task, cast: Cast, client_for: ClientFor) -> None:
    part, client = part_of(led, cast), client_for("contact")
    data = {"status": "done", "done_text": "Đã gửi số liệu.", "submit_key": "a1"}
    assert url("part_report", part.pk) in client.get(url("task", led.pk)).content.decode()

    wrong = client.post(
        url("part_report", part.pk), {**data, "evidence": [pdf("a.pdf"), SimpleUploadedFile("b.pdf", b"MZ")]}
    )
    page = client.post(
        url("part_report", part.pk), {**data, "evidence": [pdf("Số liệu.pdf"), pdf("Phụ lục.pdf")]}, follow=True
    )

    assert "“b.pdf”: Tệp này không phải" in said(wrong)
    assert "Đã báo xong phần việc." in said(page)
    assert part_of(led, cast).state == PartState.DONE
    assert list(Evidence.objects.order_by("pk").values_list("file__name", "part")) == [
        ("Số liệu.pdf", part.pk),
        ("Phụ lục.pdf", part.pk),
    ]


def test_the_lead_reads_who_is_missing_and_says_that_it_goes_without(
    led: Task, cast: Cast, client_for: ClientFor
) -> None:
    client = client_for("standing")
    data = {"status": "done", "unit": str(cast.standing_office.pk), "done_text": "Đã tổng hợp.", "submit_key": "b1"}

    refused = client.post(url("task_report", led.pk), data)
    sent = client.post(url("task_report", led.pk), {**data, "without": "on"}, follow=True)

    missing = "Phòng LS - BG, Phòng TTĐN, Trung tâm Dịch vụ đối ngoại"
    assert f"Chưa có phần việc của {missing}. Đánh dấu ô này nếu vẫn báo" in said(refused)
    assert f"Còn thiếu: Chưa có phần việc của {missing}." in said(sent)
    assert Task.objects.get(pk=led.pk).progress == Progress.AWAITING


def test_a_step_comes_to_the_first_page_a_week_before_its_day(led: Task, cast: Cast, client_for: ClientFor) -> None:
    part, today = part_of(led, cast), timezone.localdate()
    for text, days in (("Trong tuần", 7), ("Còn lâu", 8), ("Không ngày", None)):
        due = None if days is None else today + dt.timedelta(days=days)
        PartStep.objects.create(part=part, text=text, person=cast.member.person, due=due)

    home = said(client_for("member").get(url("home")))

    assert [text in home for text in ("Trong tuần", "Còn lâu", "Không ngày")] == [True, False, True]


def test_a_part_is_split_and_the_person_ticks_his_step(led: Task, cast: Cast, client_for: ClientFor) -> None:
    part = part_of(led, cast)
    rows = {"text-0": "Lập bảng", "person-0": str(cast.member.person.pk), "due-0": "10/6/2026", "text-1": "Gửi"}

    client_for("contact").post(url("part_steps", part.pk), {**rows, "version": str(part.version), "submit_key": "c1"})
    stale = client_for("contact").post(url("part_steps", part.pk), {"version": "1", "text-0": "Việc khác"})
    step = PartStep.objects.get(text="Lập bảng")
    home = said(client_for("member").get(url("home")))
    client_for("member").post(url("step_tick", part.pk, step.pk), {"done": "1", "submit_key": "c2"})
    page = said(client_for("member").get(url("part", part.pk)))

    assert "vừa được người khác sửa" in said(stale)
    assert "Việc khác" in stale.content.decode()
    assert "Lập bảng Việc được giao · nhiệm vụ 1" in home
    assert "1/2 đã xong" in page
    assert list(PartStep.objects.order_by("order").values_list("text", "due", "done_by")) == [
        ("Lập bảng", dt.date(2026, 6, 10), cast.member.pk),
        ("Gửi", None, None),
    ]


def test_a_part_sent_back_waits_for_its_contact(led: Task, cast: Cast, client_for: ClientFor) -> None:
    part = part_of(led, cast)
    sent = {"status": "done", "done_text": "Xong.", "submit_key": "d1"}
    client_for("contact").post(url("part_report", part.pk), sent)

    client_for("standing").post(url("part_return", part.pk), {"reason": "Thiếu số nữ.", "submit_key": "d2"})

    assert "Làm lại Thiếu số nữ." in said(client_for("leader").get(url("task", led.pk)))
    assert "phải làm lại" in said(client_for("contact").get(url("home")))


def test_a_file_is_removed_and_the_wrong_hands_may_not(led: Task, cast: Cast, client_for: ClientFor) -> None:
    client = client_for("contact")
    client.post(url("evidence_add", led.pk), {"evidence": [pdf("Bản ký.pdf")], "caption": "Ký", "submit_key": "e1"})
    file = Evidence.objects.get()

    refused = client_for("stranger").post(url("evidence_remove", file.pk))
    page = client.post(url("evidence_remove", file.pk), {"submit_key": "e2"}, follow=True)

    assert refused.status_code == 403
    assert "Đã bỏ “Bản ký.pdf” vào thùng rác." in said(page)
    assert Evidence.objects.kept().count() == 0


def test_the_units_of_a_late_part_are_urged_from_the_page(led: Task, cast: Cast, client_for: ClientFor) -> None:
    Part.objects.filter(task=led, unit__in=[cast.division, cast.other_division]).update(due=dt.date(2020, 1, 2))

    pages = {who: said(client_for(who).get(url("task", led.pk))) for who in ("standing", "leader", "contact")}

    assert {who: "Đôn đốc 2 đơn vị" in page for who, page in pages.items()} == {
        "standing": True,
        "leader": False,
        "contact": False,
    }
