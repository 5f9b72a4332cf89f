"""The leadership's overview: what it shows, from when it tells changes, and that size costs no query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plans.models import Brief, Direction, Event, Extension, Obstacle, Plan, PlanState, ProgressEntry, Task, User
from plans.models.unit_index import UnitIndex
from plans.rules.document import AssignmentRole
from plans.rules.status import Progress
from plans.services.brief import make_brief
from plans.services.changes import Changes
from plans.services.dashboard import remember_look, silent_units
from plans.services.duties import by_unit, read_duties, units_owing
from tests.factory import Cast, make_entry, make_many_tasks, make_part, make_plan, make_task
from tests.web.page import pdf_text, said, table

ClientFor = Callable[[object], Client]
DAY = dt.timedelta(days=1)
URL = "/tong-quan/"


@pytest.fixture
def waiting(plan: Plan, cast: Cast) -> Task:
    """A task of the standing office reported done; an extension, an obstacle, a delegation wait for the leadership."""
    today = timezone.localdate()
    lead = (cast.standing_office, AssignmentRole.LEAD)
    task = make_task(plan, "Tổng kết năm", units=[lead], due=today - 3 * DAY, progress=Progress.DOING)
    Extension.objects.create(
        task=task, old_deadline=task.deadline, new_deadline=today + DAY, reason="Chờ tỉnh", asked_by=cast.standing
    )
    facts = {"task": task, "text": "Thiếu kinh phí", "reported_by": cast.contact}
    Obstacle.objects.create(**facts, state="submitted", submitted_at=timezone.now())
    dates = {"starts_on": today + 9 * DAY, "ends_on": today + 9 * DAY, "submitted_at": timezone.now()}
    Event.objects.create(task=task, name="Lớp học", delegation_state="submitted", made_by=cast.standing, **dates)
    reported = {"reported_on": today - 2 * DAY, "reported_by": cast.standing}
    make_task(plan, "Báo cáo", units=[lead], progress=Progress.AWAITING, **reported)
    return task


def test_the_leadership_decides_and_the_standing_office_looks(waiting: Task, client_for: ClientFor) -> None:
    seen = {}
    for who in ("leader", "standing"):
        client = client_for(who)
        page = client.get(URL)
        seen[who] = said(page).count("Xem, quyết định")
        shown = page.context["decisions"]
        first, *others = [row.title.split(" ")[0] for row in shown]
        assert (first, set(others)) == ("Xác", {"Gia", "Phương", "Vướng"}), who
        assert [row.waits for row in shown] == ["chờ 2 ngày", "hôm nay", "hôm nay", "hôm nay"]
        assert {client.get(row.url).status_code for row in shown} == {200}, who
    assert seen == {"leader": 4, "standing": 0}


def test_changes_are_told_since_the_last_look(waiting: Task, cast: Cast, client_for: ClientFor) -> None:
    client, now = client_for("leader"), timezone.now()
    Direction.objects.create(task=waiting, text="Làm ngay", given_by=cast.leader)
    old = make_entry(waiting, cast.standing, done_text="Tin cũ")
    ProgressEntry.objects.filter(pk=old.pk).update(at=now - 20 * DAY)

    first = client.get(URL)
    User.objects.filter(pk=cast.leader.pk).update(seen_dashboard_at=now - 30 * DAY)
    again = client.get(URL)

    assert "Thay đổi trong 7 ngày qua" in said(first)
    assert {row.words.split(": ")[1] for row in first.context["changes"]} == {
        *("ý kiến chỉ đạo", "vướng mắc trình lãnh đạo", "báo vướng mắc", "đơn vị xin gia hạn " + _until())
    }
    assert again.context["changes"][-1].words == "Nhiệm vụ 1: Tin cũ"


def _until() -> str:
    return f"đến {timezone.localdate() + DAY:%d/%m/%Y}"


def test_a_look_is_a_get_of_the_person_and_lasts_half_an_hour(waiting: Task, cast: Cast, client_for: ClientFor) -> None:
    client = client_for("leader")
    client.head(URL)
    client.get(URL, headers={"Sec-Purpose": "prefetch;prerender"})
    cast.leader.refresh_from_db()
    assert cast.leader.seen_dashboard_at is None

    now = timezone.now()
    told = []
    for minutes in (0, 29, 31, 32):
        cast.leader.refresh_from_db()
        told.append(remember_look(cast.leader, now + dt.timedelta(minutes=minutes)))

    assert told == [None, None, now, now]


def test_silent_units_are_those_of_the_urging_page(plan: Plan, cast: Cast) -> None:
    today = timezone.localdate()
    lead = (cast.division, AssignmentRole.LEAD)
    led = make_task(plan, units=[lead, cast.other_division], period="Q1")
    make_part(led, cast.division, state="todo")
    make_part(led, cast.other_division, state="done", reported_on=today, reported_at=timezone.now())
    make_task(plan, units=[cast.subordinate], period="Q1", progress=Progress.DONE)
    make_task(plan, units=[cast.group], period="Q1", conditional=True)
    make_task(plan, period="Q1", follow_up_unit=cast.standing_office)
    make_task(plan, units=[(cast.leadership, AssignmentRole.LEAD)], period="Q1", dropped=True)
    index = UnitIndex.load()

    owing = units_owing(plan, index, today)
    found = silent_units(plan, index, today=today, after=30)

    assert owing == by_unit(read_duties([plan.pk], index)).keys() == {cast.division.pk, cast.standing_office.pk}
    assert {unit.line.pk for unit in found} == owing
    make_entry(led, cast.contact, unit=cast.division)
    assert [unit.line.pk for unit in silent_units(plan, index, today=today, after=30)] == [cast.standing_office.pk]
    assert silent_units(plan, index, today=dt.date(2026, 1, 20), after=30) == []


def test_all_changes_stand_in_a_list_that_prints(waiting: Task, cast: Cast, client_for: ClientFor) -> None:
    for number in range(60):
        make_entry(waiting, cast.standing, done_text=f"Lần {number}")
    client = client_for("leader")
    dashboard = client.get(URL)
    assert dashboard.context["more_changes"]
    url = dashboard.context["changes_url"]

    page, second = client.get(url), client.get(f"{url}&trang=2")

    assert "63 thay đổi" in said(page)
    assert (len(page.context["rows"]), len(second.context["rows"])) == (50, 13)
    assert "Cộng: 63 thay đổi." in pdf_text(client.get(url.replace("thay-doi/", "thay-doi/in/")))
    assert client.get("/tong-quan/thay-doi/?tu=hom-qua").status_code == 200
    assert Changes(waiting.plan, timezone.now(), timezone.now()).count() == 0


@pytest.mark.parametrize("who", ["leader", "standing"])
@pytest.mark.parametrize("page", ["dashboard", "brief"])
def test_the_size_of_the_year_costs_no_query(
    plan: Plan, cast: Cast, client_for: ClientFor, who: str, page: str
) -> None:
    client = client_for(who)
    found = []
    for rows in (14, 300):
        ProgressEntry.objects.all().delete()
        Task.objects.filter(plan=plan).delete()
        task = make_many_tasks(plan, rows, [cast.standing_office, cast.division, cast.group])[0]
        for _ in range(rows):
            make_entry(task, cast.contact, unit=cast.division)
        made = make_brief(actor=cast.leader, plan=plan, to_decide=(), now=timezone.now())
        url = reverse(f"plans:{page}", args=[made.pk] if page == "brief" else [])
        User.objects.update(seen_dashboard_at=None)  # a first look, which is also written down
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        found.append(len(queries))

    assert found[0] == found[1] <= 15


def test_a_brief_is_made_kept_and_compared(waiting: Task, cast: Cast, client_for: ClientFor) -> None:
    client = client_for("standing")
    key = {"submit_key": "mot-lan"}
    first = client.post("/ban-tin/lap/", key, follow=True)
    again = client.post("/ban-tin/lap/", key, follow=True, headers={"Referer": "http://testserver/ban-tin/"})
    assert Brief.objects.count() == 1
    assert "Chờ lãnh đạo quyết định: 4" in said(first)
    assert "không ghi lần nữa" in again.content.decode()

    waiting.work()
    waiting.report_complete(by=cast.contact, on=timezone.localdate())
    waiting.confirm()
    waiting.save()
    client.post("/ban-tin/lap/", {"submit_key": "hai"})
    newer, older = Brief.objects.all()
    page = client.get(f"/ban-tin/so-sanh/?truoc={newer.pk}&sau={older.pk}")

    assert [(task.no, *cells) for task, *cells, _ in page.context["moved"]] == [
        ("1", "Quá hạn chưa hoàn thành", "Hoàn thành quá hạn")
    ]
    assert [row.change for row in page.context["figures"]] == [
        "không đổi",
        "không đổi",
        "+1",
        "không đổi",
        "−1",
        "không đổi",
    ]
    assert [row[0] for row in table(client.get("/ban-tin/"))] == ["1", "2"]
    assert client.get(f"/ban-tin/{older.pk}/pdf/").content.startswith(b"%PDF")
    for url in (
        "/ban-tin/in/",
        f"/ban-tin/so-sanh/in/?truoc={older.pk}&sau={newer.pk}",
        f"/ban-tin/{newer.pk}/nhiem-vu/in/",
    ):
        assert client.get(url).content.startswith(b"%PDF"), url
    assert client.get(f"/ban-tin/so-sanh/?truoc={older.pk}&sau=999").status_code == 404


def test_without_a_plan_in_force_the_pages_say_what_to_do(cast: Cast, client_for: ClientFor) -> None:
    client = client_for("leader")
    assert "Chưa có kế hoạch năm nào" in said(client.get(URL))
    make_plan(2027, PlanState.SUBMITTED)
    page = said(client.get(URL))
    assert "Kế hoạch năm 2027 chưa ban hành" in page
    assert "Duyệt kế hoạch năm 2027" in page
    assert "Chưa có báo cáo nhanh" in said(client.get("/ban-tin/"))
    assert "Chưa đủ hai báo cáo" in said(client.get("/ban-tin/so-sanh/"))
