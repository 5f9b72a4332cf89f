"""Units' contributions as people click them: asked, written, sent, returned, copied beside the section."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plans.models import Contribution, Plan, Report
from plans.services.report import lines_of
from tests.factory import Cast, make_task, make_unit, make_user
from tests.plans.contribution_factory import make_contribution
from tests.plans.report_factory import make_report, make_tasks
from tests.web.page import said, table

ClientFor = Callable[[str], Client]
MOST = 10


@pytest.fixture
def report(plan: Plan, cast: Cast) -> Report:
    make_tasks(plan, cast)
    return make_report(plan, cast.standing)


def url(name: str, *args: Any) -> str:
    return reverse(f"plans:{name}", args=args)


def ddmm(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def test_from_asking_to_the_report(report: Report, cast: Cast, client_for: ClientFor) -> None:
    standing, contact = client_for("standing"), client_for("contact")
    due_on = timezone.localdate() + dt.timedelta(days=5)
    ask = url("contribution_ask", report.pk)
    page = standing.get(ask)
    assert page.context["form"].initial["units"] == [cast.division.pk]
    data = {"units": [cast.division.pk], "due_on": ddmm(due_on), "asked_text": "Đề nghị báo cáo."}
    assert "Hạn này đã qua" in said(standing.post(ask, {**data, "due_on": "01/02/2020"}))
    done = standing.post(ask, data, follow=True)
    assert [row[1:3] for row in table(done)] == [[cast.division.name, "Đã yêu cầu"]]
    one = Contribution.objects.get()

    assert f"Viết báo cáo của {cast.division}" in said(contact.get(url("home")))
    own = url("contribution", one.pk)
    page = contact.get(own)
    assert "Đề nghị báo cáo." in said(page)
    assert "Nhiệm vụ thực hiện, phối hợp 2" in said(page)
    rows = table(contact.get(url("contribution_rows", one.pk, 1)))
    assert len(rows) == 2
    kept = contact.post(url("contribution_save", one.pk), {"version": 1, "results": "Một."})
    assert kept.json()["version"] == 2
    stale = contact.post(url("contribution_save", one.pk), {"version": 1, "results": "Hai."})
    assert (stale.status_code, "so hai bản" in stale.json()["said"]) == (409, True)
    compare = contact.post(own, {"version": 1, "results": "Hai."})
    assert (compare.status_code, "Một." in said(compare)) == (409, True)
    sends = contact.post(own, {"version": 2, "results": "Hai.", "shortcomings": "Chậm.", "gui": "1"}, follow=True)
    assert "Mục “Đề xuất, kiến nghị” để trống." in said(sends)
    sent = contact.post(url("contribution_send", one.pk), {"version": 3}, follow=True)
    assert "Báo cáo đã gửi thường trực" in said(sent)

    assert f"Tổng hợp báo cáo của {cast.division}" in said(standing.get(url("home")))
    copied = standing.post(url("contribution_copy", one.pk), {"phan": "results", "muc": "tasks"})
    assert copied.headers["Location"] == f"{url('report', report.pk)}#muc-tasks"
    again = standing.post(url("contribution_copy", one.pk), {"phan": "results", "muc": "tasks"}, follow=True)
    assert "đã chép vào mục" in said(again)
    assert [line.text for line in lines_of(report.sections.get(slug="tasks"))].count("Hai.") == 1
    standing.post(url("contribution_take", one.pk), {"version": 4})
    one.refresh_from_db()
    assert one.state == "taken"


def test_a_returned_one_says_why(report: Report, cast: Cast, client_for: ClientFor) -> None:
    one = make_contribution(report, cast.division, cast, state="sent")
    back = url("contribution_return", one.pk)
    again = client_for("standing").post(back, {"version": 1, "reason": "", "due_on": ddmm(timezone.localdate())})
    assert "Ghi lý do trả lại" in said(again)
    day = ddmm(timezone.localdate() + dt.timedelta(days=2))
    client_for("standing").post(back, {"version": 1, "reason": "Thiếu nguyên nhân.", "due_on": day})

    page = said(client_for("contact").get(url("contribution", one.pk)))
    assert "Thường trực trả lại. Thiếu nguyên nhân." in page
    assert "Đã ký 02 thoả thuận." in page


def test_only_what_is_overdue_is_red_and_all_of_it_can_be_urged(
    report: Report, cast: Cast, client_for: ClientFor
) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    make_contribution(report, cast.division, cast, due_on=yesterday)
    make_contribution(report, cast.other_division, cast, due_on=yesterday, state="sent")
    page = client_for("standing").get(url("contribution_list", report.pk))
    assert page.content.decode().count('class="due late"') == 1
    assert "1 chưa gửi, 1 quá hạn" in said(page)
    assert "Đôn đốc" not in said(client_for("leader").get(url("contribution_list", report.pk))).replace(
        "Đôn đốc gần", ""
    )

    page = client_for("standing").post(url("contribution_urge_all", report.pk), follow=True)
    assert table(page)[0][5] == ddmm(timezone.localdate())
    assert "Đôn đốc tất cả" not in said(page)


def test_the_pages_ask_as_much_for_one_row_as_for_many(report: Report, cast: Cast, client_for: ClientFor) -> None:
    standing, contact = client_for("standing"), client_for("contact")
    one = make_contribution(report, cast.division, cast)
    found: dict[str, list[int]] = {}
    for rows in (0, 2, 20):
        for _ in range(rows):
            unit = make_unit()
            make_user(role="contact", unit=unit)
            make_task(report.plan, units=[unit], period="Q1")
            make_contribution(report, unit, cast, state="sent")
        pages = {
            "list": (standing, url("contribution_list", report.pk)),
            "ask": (standing, url("contribution_ask", report.pk)),
            "own": (contact, url("contribution_own")),
            "write": (contact, url("contribution", one.pk)),
            "rows": (contact, url("contribution_rows", one.pk, 1)),
            "read": (standing, url("contribution", one.pk)),
        }
        for name, (client, address) in pages.items():
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.setdefault(name, []).append(len(queries))

    assert {name: counts for name, counts in found.items() if len(set(counts)) > 1 or max(counts) > MOST} == {}
