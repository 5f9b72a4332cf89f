"""The page on which a conditional task arises or is closed as not arisen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from plans.models import Evidence, Plan, Task
from plans.rules.status import Progress
from tests.factory import Cast, make_task
from tests.web.clock import set_clock
from tests.web.page import said

ClientFor = Callable[[str], Client]
TYPED = {"number": "15/TB-SNV", "date": "03/08/2026", "issued_by": "Sở Nội vụ"}


@pytest.fixture
def address(plan: Plan, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page of a task that waits to arise, on 5 August."""
    set_clock(monkeypatch, dt.datetime(2026, 8, 5, 9))
    task = make_task(plan, "Báo cáo phục vụ đoàn kiểm tra", period="Q3", conditional=True, units=[cast.division])
    return reverse("plans:task_trigger", args=[task.pk])


def test_a_document_sets_it_off(address: str, client_for: ClientFor) -> None:
    file = SimpleUploadedFile("thong-bao.png", b"\x89PNG\r\n\x1a\n")

    page = client_for("standing").post(address, {**TYPED, "file": file}, follow=True)

    assert "Đã ghi phát sinh." in said(page)
    task = Task.objects.get()
    assert (task.triggered_on, task.trigger_number) == (dt.date(2026, 8, 5), "15/TB-SNV")
    assert Evidence.objects.get().file.name == "thong-bao.png"
    again = client_for("standing").get(address)
    assert "Nhiệm vụ đã ghi phát sinh ngày 05/08/2026" in said(again)


def test_what_is_missing_is_said_and_what_was_typed_stays(address: str, client_for: ClientFor) -> None:
    page = client_for("standing").post(address, {**TYPED, "date": "9/8/2026", "issued_by": ""})
    assert set(page.context["form"].errors) == {"issued_by"}

    page = client_for("standing").post(address, {**TYPED, "date": "9/8/2026"})

    assert "Ngày văn bản 09/08/2026 ở sau hôm nay." in said(page)
    assert page.context["form"]["number"].value() == "15/TB-SNV"


def test_closed_as_not_arisen_then_opened(address: str, client_for: ClientFor) -> None:
    client = client_for("standing")
    client.post(address, {"form": "khong", "not_reason": "Năm nay không có đoàn."})
    assert Task.objects.get().progress == Progress.NOT_ARISEN
    page = client.get(address)
    assert "Nhiệm vụ đang ghi là không phát sinh." in said(page)
    assert not page.context["closes"]

    client.post(address, TYPED)

    assert Task.objects.get().progress == Progress.TODO


def test_an_ordinary_task_says_why_not(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    task = make_task(plan)

    page = client_for("standing").get(reverse("plans:task_trigger", args=[task.pk]))

    assert "không ghi “nếu có”" in said(page)
