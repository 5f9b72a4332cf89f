"""Decisions on the pages of the ground floor: what waits, the panel of a task, the calendar, search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Decision, DecisionState
from awards.services import reward
from plans.models import Plan
from tests.awards.decision_factory import ISSUED_ON, make_carried, make_decision
from tests.factory import Cast, make_task
from tests.web.clock import set_clock
from tests.web.page import said

ClientFor = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _june(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    set_clock(monkeypatch, dt.datetime(2026, 6, 10, 9))


def test_money_and_certificates_wait_until_they_are_done(cast: Cast, client_for: ClientFor) -> None:
    decision, client = make_decision(cast, DecisionState.ISSUED), client_for("standing")
    before = said(client.get("/"))

    reward.pay(actor=cast.standing, decision=decision, paid_on=ISSUED_ON, seen=decision.version)
    client.get(reverse("awards:certificates_pdf", args=[decision.pk]))
    after = said(client.get("/"))

    for words in ("Chi tiền thưởng theo Quyết định số 15/QĐ-SNgV", "In giấy chứng nhận theo Quyết định số 15/QĐ-SNgV"):
        assert words in before
        assert words not in after
    assert "Chi tiền thưởng" not in said(client_for("member").get("/"))


def test_the_task_shows_the_decision_of_its_meeting(cast: Cast, client_for: ClientFor, plan: Plan) -> None:
    task = make_task(plan, "Quyết định công nhận danh hiệu thi đua")
    meeting = make_carried(cast)
    meeting.task = task
    meeting.save()
    make_decision(cast, DecisionState.ISSUED, meeting=meeting)

    page = said(client_for("member").get(reverse("plans:task", args=[task.pk])))

    assert "Quyết định số 15/QĐ-SNgV ngày 05/06/2026" in page


def test_search_finds_by_number_and_the_calendar_by_day(cast: Cast, client_for: ClientFor) -> None:
    decision = make_decision(cast, DecisionState.ISSUED)
    client, search = client_for("standing"), reverse("plans:search")
    page = reverse("awards:decision", args=[decision.pk])

    assert decision.meeting is not None
    assert page in client.get(search, {"q": "15/qd-sngv"}).content.decode()
    meeting = reverse("awards:meeting", args=[decision.meeting_id])
    assert meeting in client.get(search, {"q": "phiên 01/2026"}).content.decode()
    council = reverse("awards:council", args=[decision.meeting.council_id])
    assert council in client.get(search, {"q": "hội đồng tđkt"}).content.decode()
    assert Decision.objects.visible_to(cast.member).filter(issued_on=ISSUED_ON).exists()
