"""Quán triệt: who may write down that somebody has read the plan, what the pages show, the printed list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.errors import DomainError, NotAllowed
from plans.models import AuditEntry, Plan, PlanReading, PlanState, User
from plans.services.plan_reading import record_readings, remove_reading
from tests.factory import Cast, make_person, make_plan
from tests.web.page import pdf_text, said, table

ClientFor = Callable[[object], Client]
TODAY = dt.date(2026, 6, 5)


def record(plan: Plan, actor: User, *people: object, on: dt.date = TODAY) -> int:
    return record_readings(plan=plan, actor=actor, people=people, read_on=on, today=TODAY)


def read(plan: Plan) -> list[tuple[str, dt.date, str]]:
    found = PlanReading.objects.filter(plan=plan).order_by("pk")
    return list(found.values_list("person__full_name", "read_on", "recorded_by__username"))


def test_everybody_records_himself_the_contact_the_unit_the_standing_office_all(plan: Plan, cast: Cast) -> None:
    record(plan, cast.member, cast.member.person)
    added = record(plan, cast.contact, cast.contact.person, cast.member.person)
    record(plan, cast.standing, cast.stranger.person)
    for actor, person in (
        (cast.member, cast.contact.person),
        (cast.contact, cast.stranger.person),
        (cast.leader, cast.member.person),
        (cast.clerk, cast.standing.person),
    ):
        with pytest.raises(NotAllowed):
            record(plan, actor, person)

    assert added == 1
    assert read(plan) == [
        ("Hoàng Văn Em", TODAY, "canhan"),
        ("Lý Thị An", TODAY, "daumoi"),
        ("Đặng Văn Bình", TODAY, "thuongtruc"),
    ]
    assert AuditEntry.objects.filter(act="plan.read").count() == 3


@pytest.mark.parametrize(
    ("on", "words"), [(dt.date(2026, 6, 6), "ở sau hôm nay"), (dt.date(2026, 1, 13), "từ ngày ban hành")]
)
def test_days_that_cannot_be(plan: Plan, cast: Cast, on: dt.date, words: str) -> None:
    with pytest.raises(DomainError, match=words):
        record(plan, cast.contact, cast.member.person, on=on)


def test_only_of_a_plan_under_way(cast: Cast) -> None:
    closed = make_plan(2025, PlanState.CLOSED)

    with pytest.raises(DomainError, match="đang thực hiện"):
        record(closed, cast.contact, cast.member.person)


def test_a_line_written_by_mistake_is_taken_back(plan: Plan, cast: Cast) -> None:
    record(plan, cast.contact, cast.member.person)
    line = PlanReading.objects.get()

    with pytest.raises(NotAllowed):
        remove_reading(reading=line, actor=cast.stranger)
    remove_reading(reading=line, actor=cast.contact)

    assert read(plan) == []
    assert AuditEntry.objects.get(act="plan.unread").note == "Hoàng Văn Em"


def test_the_contact_ticks_the_people_of_the_unit(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    url = reverse("plans:plan_readings", args=[plan.pk])
    outsider = cast.stranger.person.pk
    people = [cast.member.person.pk, cast.contact.person.pk]

    wrong = client_for("contact").post(url, {"people": [outsider], "read_on": "15/01/2026"})
    client_for("contact").post(url, {"people": people, "read_on": "15/01/2026", "submit_key": "q1"})
    mine = client_for("member").post(reverse("plans:plan_read_mine", args=[plan.pk]), follow=True)

    assert "Có người đã được ghi. Xem lại." in said(wrong)
    assert [(name, day) for name, day, _ in read(plan)] == [
        ("Lý Thị An", dt.date(2026, 1, 15)),
        ("Hoàng Văn Em", dt.date(2026, 1, 15)),
    ]
    assert "Anh, chị đã đọc kế hoạch ngày 15/01/2026." in said(mine)


def test_what_each_sees(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    record(plan, cast.contact, cast.member.person, on=dt.date(2026, 1, 15))
    url = reverse("plans:plan_readings", args=[plan.pk])

    of_all = [row[:3] for row in table(client_for("standing").get(url))]
    of_unit = client_for("contact").get(url)
    of_self = said(client_for("member").get(url))
    paper = pdf_text(client_for("standing").get(reverse("plans:plan_readings_print", args=[plan.pk])))

    assert of_all == [
        ["Lãnh đạo Sở", "0", "1"],
        ["Phòng Hợp tác quốc tế - Văn phòng", "0", "3"],
        ["Phòng Lãnh sự - Biên giới", "1", "2"],
        ["Phòng Thông tin đối ngoại", "0", "1"],
        ["Cộng", "1", "7"],
    ]
    assert [row[:3] for row in table(of_unit)][:2] == [["Phòng Lãnh sự - Biên giới", "1", "2"], ["Cộng", "1", "2"]]
    assert "Đặng Văn Bình" not in said(of_unit)
    assert "Lý Thị An" not in of_self
    assert "Phòng Lãnh sự - Biên giới: 1/2 người đã quán triệt" in paper
    assert "Cộng: 1/7 người đã quán triệt kế hoạch." in paper


def test_the_page_costs_the_same_for_any_number_of_people(plan: Plan, cast: Cast, client_for: ClientFor) -> None:
    client, found = client_for("standing"), {}
    url = f"{reverse('plans:plan_readings', args=[plan.pk])}?don-vi={cast.division.pk}"
    for rows in (1, 30):
        for number in range(rows):
            record(plan, cast.standing, make_person(f"Người {rows} {number}", cast.division))
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        found[rows] = len(queries)

    assert found[1] == found[30] <= 10
