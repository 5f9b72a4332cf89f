"""The calendar: what stands on which day, for whom, on the screen and on paper."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.models import Part, Plan
from plans.rules.document import AssignmentRole
from plans.rules.month_grid import Month, by_day
from plans.rules.status import Progress
from plans.rules.timeline import MOST_ROWS
from plans.sockets import CalendarItem
from tests.factory import Cast, make_many_tasks, make_special_days, make_task
from tests.web.page import pdf_text, said, table
from tests.web.test_query_budgets import PEOPLE, Counts, count

MOST = 12  # two of them are for what emulation puts into the calendar: its phases and its rounds

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(plan: Plan, cast: Cast) -> Plan:
    """A late task of the division, one that is done, one of the whole group, and what has no day."""
    make_special_days()
    make_task(plan, "Phát động phong trào", units=[cast.division], due=dt.date(2026, 5, 29))
    make_task(plan, "Tổng kết", units=[cast.other_division], period="Q1", progress=Progress.DONE)
    shared = make_task(plan, "- Nộp số liệu\n- Tự đánh giá", units=[cast.group], due=dt.date(2026, 5, 14))
    Part.objects.create(
        task=shared, unit=cast.division, role=AssignmentRole.PERFORM, due=dt.date(2026, 5, 11), state="todo"
    )
    make_task(plan, "Phục vụ đoàn kiểm tra", conditional=True, period="Q2")
    make_task(plan, "Không ngày", period="")
    return plan


def squares(response: object) -> dict[str, str]:
    """The days of the month that hold something, with their words."""
    cells = re.findall(r'<td id="ngay-(\d+)"[^>]*>(.*?)</td>', response.content.decode(), re.DOTALL)  # type: ignore[attr-defined]
    words = {day: " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", cell).split()) for day, cell in cells}
    return {day: text.split(" ", 4)[-1] for day, text in words.items() if len(text.split()) > 4}


def test_each_deadline_stands_on_its_day(year: Plan, client_for: Callable[[str], Client]) -> None:
    page = client_for("member").get(reverse("plans:calendar_month", args=[2026, 5]))

    assert squares(page) == {
        "1": "Ngày Quốc tế Lao động",
        "11": "Quá hạn: Hạn phần việc của Phòng LS - BG, nhiệm vụ 3: Nộp số liệu Tự đánh giá",
        "14": "Quá hạn: Hạn nhiệm vụ 3: Nộp số liệu Tự đánh giá",
        "29": "Quá hạn: Hạn nhiệm vụ 1: Phát động phong trào",
    }
    assert "3 việc có ngày trong tháng" in said(page)
    march = client_for("member").get(reverse("plans:calendar_month", args=[2026, 3]))
    assert squares(march)["31"] == "Đã xong: Hạn nhiệm vụ 2: Tổng kết"


@pytest.mark.parametrize(("who", "days"), [("contact", ["11", "14", "29"]), ("stranger", ["14"]), ("leader", [])])
def test_of_my_unit_means_also_its_groups(
    year: Plan, client_for: Callable[[str], Client], who: str, days: list[str]
) -> None:
    page = client_for(who).get(reverse("plans:calendar_month", args=[2026, 5]) + "?don-vi=toi")

    assert [day for day in squares(page) if day != "1"] == days


def test_the_year_marks_the_days_and_leads_to_their_months(year: Plan, client_for: Callable[[str], Client]) -> None:
    page = client_for("standing").get(reverse("plans:calendar_year", args=[2026])).content.decode()

    found = re.findall(r'<a class="([\w-]*)" href="([^"]+)" title="([^"]+)"', page)
    assert found == [
        ("ok", "/lich/2026/3/#ngay-31", "31/03/2026: 1 việc"),
        ("late", "/lich/2026/5/#ngay-11", "11/05/2026: 1 việc, 1 quá hạn"),
        ("late", "/lich/2026/5/#ngay-14", "14/05/2026: 1 việc, 1 quá hạn"),
        ("late", "/lich/2026/5/#ngay-29", "29/05/2026: 1 việc, 1 quá hạn"),
    ]
    assert re.findall(r"<h2><a[^>]*>(.*?)</a></h2><p>(.*?)</p>", page)[4] == ("Tháng 5", "3 việc, 3 quá hạn")


def test_the_time_line_has_its_table(year: Plan, client_for: Callable[[str], Client]) -> None:
    page = client_for("standing").get(reverse("plans:timeline", args=[2026]))

    assert table(page) == [
        ["Nhiệm vụ 2: Tổng kết", "01/01/2026", "31/03/2026", "Đã xong"],
        ["Phần việc của Phòng LS - BG, nhiệm vụ 3: Nộp số liệu Tự đánh giá", "11/05/2026", "11/05/2026", "Quá hạn"],
        ["Nhiệm vụ 3: Nộp số liệu Tự đánh giá", "14/05/2026", "14/05/2026", "Quá hạn"],
        ["Nhiệm vụ 1: Phát động phong trào", "29/05/2026", "29/05/2026", "Quá hạn"],
    ]
    assert page.content.decode().count('<a href="/nhiem-vu/') >= 4


def test_a_long_time_line_says_what_it_leaves_to_the_table(plan: Plan, cast: Cast, client_for: Callable) -> None:
    make_many_tasks(plan, 100, [cast.division])

    page = client_for("standing").get(reverse("plans:timeline", args=[2026]))

    assert page.content.decode().count("<title>Hạn") == MOST_ROWS
    assert f"còn {len(table(page)) - MOST_ROWS} việc nữa trong bảng số liệu" in said(page)


def test_the_lists_on_paper(year: Plan, client_for: Callable[[str], Client]) -> None:
    client = client_for("contact")

    month = pdf_text(client.get(reverse("plans:calendar_month_print", args=[2026, 5]) + "?don-vi=toi"))
    whole = pdf_text(client.get(reverse("plans:calendar_year_print", args=[2026])))

    for words in ("LỊCH THI ĐUA, KHEN THƯỞNG", "Tháng 5 năm 2026", "Việc của đơn vị tôi", "Cộng: 3 việc."):
        assert words in month
    for words in ("THÁNG 3", "THÁNG 5", "Quá hạn", "Cộng: 4 việc."):
        assert words in whole


def test_where_the_calendar_begins_and_ends(year: Plan, client_for: Callable[[str], Client]) -> None:
    client, today = client_for("member"), timezone.localdate()

    begins = client.get(reverse("plans:calendar"))
    assert begins.headers["Location"] == reverse("plans:calendar_month", args=[today.year, today.month])
    assert "Năm 2027 chưa có kế hoạch ban hành" in said(client.get("/lich/2027/"))
    assert [
        client.get(url).status_code for url in ("/lich/2026/13/", "/lich/2026/0/", "/lich/1/", "/lich/9999/1/")
    ] == [404] * 4


def test_what_lasts_several_days_stands_on_each() -> None:
    event = CalendarItem("a", dt.date(2026, 4, 29), dt.date(2026, 5, 2), "Lớp bồi dưỡng", "/")
    may = Month(2026, 5)

    assert list(by_day([event], may.first, may.last)) == [dt.date(2026, 5, 1), dt.date(2026, 5, 2)]
    assert (may.before, Month(2026, 12).after, Month(2026, 1).before) == ((2026, 4), (2027, 1), (2025, 12))


def test_queries_stay_the_same(plan: Plan, cast: Cast, client_for: Callable[[str], Client]) -> None:
    clients = {who: client_for(who) for who in PEOPLE}
    urls = {name: reverse(f"plans:{name}", args=[2026]) for name in ("calendar_year", "timeline")}
    urls["calendar_month"] = reverse("plans:calendar_month", args=[2026, 12])
    found: dict[tuple[str, str], Counts] = {(name, who): {} for name in urls for who in clients}
    for rows in (1, 300):
        make_many_tasks(plan, rows, [cast.division, cast.other_division, cast.group])
        for (name, who), counts in found.items():
            counts[rows] = count(clients[who], urls[name])

    for page, counts in found.items():
        assert counts[1][0] == counts[300][0] <= MOST, (page, "\n".join(counts[300][1]))
