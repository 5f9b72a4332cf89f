"""Units' contributions as people click them: asked, written, sent, returned, copied beside the section."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import Assignment, Contribution, Plan, Report, RoleHolding, Unit, UnitKind
from plans.models.office import Role
from plans.rules.contribution import PARTS
from plans.services.contribution import units_left
from plans.services.contribution_figures import KeptFigure
from plans.services.report import lines_of
from tests.factory import Cast, make_task
from tests.plans.contribution_factory import make_contribution
from tests.plans.report_factory import make_report, make_tasks
from tests.web.page import said, table
from tests.web.test_query_budgets import MOST, count

ClientFor = Callable[[str], Client]


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


def test_the_figures_are_there_as_soon_as_a_unit_is_asked(
    report: Report, plan: Plan, cast: Cast, client_for: ClientFor
) -> None:
    """A new report of another kind, asked of two units: one of them has tasks, of the other nothing is recorded."""
    other, standing = make_report(plan, cast.standing, "year"), client_for("standing")
    units, day = [cast.division.pk, cast.subordinate.pk], ddmm(timezone.localdate())
    standing.post(url("contribution_ask", other.pk), {"units": units, "due_on": day})
    busy, idle = (Contribution.objects.get(report=other, unit=unit) for unit in units)

    for client in (client_for("contact"), standing):
        page = said(client.get(url("contribution", busy.pk)))
        assert "Nhiệm vụ thực hiện, phối hợp 2" in page
        assert "hưa ghi nhận số liệu nào của đơn vị" not in page
    page = said(standing.get(url("contribution", idle.pk)))
    assert "Đến ngày 30/06/2026 chưa ghi nhận số liệu nào của đơn vị." in page
    assert "Bấm vào số" not in page
    Contribution.objects.filter(pk=busy.pk).update(figures=[])
    page = said(client_for("contact").get(url("contribution", busy.pk)))
    assert "Chưa ghi nhận số liệu nào của đơn vị. Bấm “Lấy số liệu mới”" in page


def test_a_unit_is_urged_from_its_own_page_too(report: Report, cast: Cast, client_for: ClientFor) -> None:
    one = make_contribution(report, cast.division, cast)
    own, standing = url("contribution", one.pk), client_for("standing")
    assert url("contribution_urge", one.pk) in standing.get(own).content.decode()
    for who in ("leader", "contact"):
        assert url("contribution_urge", one.pk) not in client_for(who).get(own).content.decode()
    page = standing.post(url("contribution_urge", one.pk), {"ve": "trang"}, follow=True)
    assert page.redirect_chain == [(own, 302)]
    assert "Đôn đốc: đã đôn đốc hôm nay." in said(page)
    assert url("contribution_urge", one.pk) not in page.content.decode()
    silent = make_contribution(report, cast.subordinate, cast)
    assert "chưa có đầu mối có tài khoản" in said(standing.get(url("contribution", silent.pk)))


def test_no_more_units_are_offered_once_all_were_asked(report: Report, cast: Cast, client_for: ClientFor) -> None:
    page, ask = url("contribution_list", report.pk), url("contribution_ask", report.pk)
    make_contribution(report, cast.division, cast)
    assert ask in client_for("standing").get(page).content.decode()
    for unit in units_left(report):
        make_contribution(report, unit, cast)
    assert ask not in client_for("standing").get(page).content.decode()
    assert "Mọi đơn vị đã được yêu cầu" in said(client_for("standing").get(ask))


def ask_many(report: Report, number: int, cast: Cast) -> None:
    """``number`` more units asked, of whom most have sent all four texts; the stranger is the contact of all."""
    first = Unit.objects.count()
    units = Unit.objects.bulk_create(
        Unit(name=f"Phòng {place}", order=place, kind=UnitKind.DIVISION) for place in range(first, first + number)
    )
    RoleHolding.objects.bulk_create(RoleHolding(user=cast.stranger, role=Role.CONTACT, unit=unit) for unit in units)
    task = make_task(report.plan, units=[], period="Q1")
    Assignment.objects.bulk_create(
        Assignment(task=task, unit=unit, role="perform", name=unit.name, written=unit.name, order=unit.order)
        for unit in units
    )
    today, texts = timezone.localdate(), dict.fromkeys((part.name for part in PARTS), "Đã ký 02 thoả thuận.")
    Contribution.objects.bulk_create(
        Contribution(
            report=report,
            unit=unit,
            due_on=today - dt.timedelta(days=2),
            asked_by=cast.standing,
            figures=[KeptFigure("Nhiệm vụ chủ trì", "task", [task.pk], str(today))._asdict()],
            **({"state": "asked"} if place % 3 == 2 else {**texts, "state": "sent", "sent_on": today}),
        )
        for place, unit in enumerate(units)
    )


def test_the_pages_ask_as_much_for_1_3_and_300_units(report: Report, cast: Cast, client_for: ClientFor) -> None:
    clients = {who: client_for(who) for who in ("standing", "leader", "contact", "stranger")}
    one = make_contribution(report, cast.division, cast, due_on=timezone.localdate() - dt.timedelta(days=1))
    sent = make_contribution(report, cast.subordinate, cast, state="sent")
    pages = (
        ("standing", url("contribution_list", report.pk)),
        ("leader", url("contribution_list", report.pk)),
        ("standing", url("contribution_ask", report.pk)),
        ("stranger", url("contribution_own")),
        ("contact", url("contribution", one.pk)),
        ("contact", url("contribution_rows", one.pk, 1)),
        ("contact", url("contribution_send", one.pk)),
        ("standing", url("contribution", sent.pk)),
        ("standing", url("contribution_return", sent.pk)),
        ("standing", url("report", report.pk)),
        ("leader", url("report", report.pk)),
        ("standing", url("report_section", report.pk, "tasks")),
        ("standing", url("home")),
        ("stranger", url("home")),
    )
    found: dict[tuple[str, str], list[int]] = {page: [] for page in pages}
    for more in (1, 2, 297):
        ask_many(report, more, cast)
        for who, address in pages:
            found[who, address].append(count(clients[who], address)[0])

    assert {page: counts for page, counts in found.items() if len(set(counts)) > 1 or max(counts) > MOST} == {}
