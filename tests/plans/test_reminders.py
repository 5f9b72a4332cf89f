"""Reminders and the morning digest: who is told what on which day, never twice, and nothing lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from plans.models import (
    JobState,
    Notice,
    OutboxMessage,
    Part,
    Person,
    Plan,
    PlanState,
    ReminderRound,
    Task,
    Unit,
    User,
)
from plans.rules.document import AssignmentRole
from plans.rules.reminding import level_of, reminder_levels
from plans.rules.status import Progress
from plans.services.digest import choose_digest
from plans.services.outbox import send_due_mail
from plans.services.reminders import remind, send_reminders
from plans.services.schedule import run_all
from plans.views.digest import morning_digest, work_of_all
from plans.views.home import work_groups
from tests.factory import Cast, make_assignment, make_person, make_plan, make_special_days, make_task, make_user

pytestmark = pytest.mark.django_db

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
DUE = dt.date(2026, 5, 29)  # a Friday
LEAD, PERFORM = AssignmentRole.LEAD, AssignmentRole.PERFORM


def at(day: dt.date, hour: int = 8, minute: int = 0) -> dt.datetime:
    """A moment in the office's time."""
    return dt.datetime.combine(day, dt.time(hour, minute), VIETNAM)


def before(days: int) -> dt.date:
    return DUE - dt.timedelta(days=days)


def led_task(plan: Plan, unit: Unit, **values: Any) -> Task:
    return make_task(plan, "Phát động phong trào thi đua", units=[(unit, LEAD)], due=DUE, **values)


def told() -> list[tuple[str, str]]:
    """Every notice: who, and its text."""
    return list(Notice.objects.order_by("created_at", "pk").values_list("user__username", "text"))


def head_of(unit: Unit) -> User:
    person = make_person("Chu Văn Trưởng", unit, position_group="unit_leader", email="truong@example.vn")
    return make_user("truongphong", "member", person=person)


@pytest.mark.parametrize(
    ("left", "level"),
    [(8, ""), (7, "7"), (5, "7"), (4, "7"), (3, "3"), (2, "3"), (1, "1"), (0, "1"), (-1, "late"), (-40, "late")],
)
def test_the_nearest_level_applies(left: int, level: str) -> None:
    assert level_of(DUE, before(left), (7, 3, 1)) == level


@pytest.mark.parametrize(
    ("text", "levels"), [("7, 3, 1", (7, 3, 1)), ("1;3;7", (7, 3, 1)), (" 5 ", (5,)), ("3,3,", (3,))]
)
def test_levels_are_read_in_any_order(text: str, levels: tuple[int, ...]) -> None:
    assert reminder_levels(text) == levels


@pytest.mark.parametrize("text", ["", "bảy", "0", "91", "1,2,3,4,5,6,7", "-3"])
def test_levels_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Nhập"):
        reminder_levels(text)


def test_each_level_is_sent_once_and_the_head_hears_of_the_first_late_day(plan: Plan, cast: Cast) -> None:
    head_of(cast.division)
    led_task(plan, cast.division)

    sent = {days: send_reminders(today=before(days)) for days in (8, 7, 6, 3, 2, 1, 0, -1, -2, -9)}

    assert sent == {8: 0, 7: 1, 6: 0, 3: 1, 2: 0, 1: 1, 0: 0, -1: 2, -2: 0, -9: 0}
    text = "Phát động phong trào thi đua"
    assert told() == [
        ("daumoi", f"Nhiệm vụ 1 còn 7 ngày (hạn 29/05/2026): {text}"),
        ("daumoi", f"Nhiệm vụ 1 còn 3 ngày (hạn 29/05/2026): {text}"),
        ("daumoi", f"Nhiệm vụ 1 còn 1 ngày (hạn 29/05/2026): {text}"),
        ("daumoi", f"Nhiệm vụ 1 quá hạn 1 ngày (hạn 29/05/2026): {text}"),
        ("truongphong", f"Nhiệm vụ 1 quá hạn 1 ngày (hạn 29/05/2026): {text}"),
    ]


def test_a_timer_that_missed_days_sends_what_is_still_true(plan: Plan, cast: Cast) -> None:
    led_task(plan, cast.division)

    assert send_reminders(today=before(2)) == 1  # "7" and "3" were missed
    assert [text for _, text in told()] == ["Nhiệm vụ 1 còn 2 ngày (hạn 29/05/2026): Phát động phong trào thi đua"]
    assert Notice.objects.get().key.endswith(":2026-05-29:3")


def test_the_day_begins_at_midnight_here_and_due_today_is_not_late(plan: Plan, cast: Cast) -> None:
    led_task(plan, cast.division)

    remind(at(DUE, 0, 1))
    remind(at(DUE, 23, 59))
    assert [text for _, text in told()] == ["Nhiệm vụ 1 hôm nay đến hạn (29/05/2026): Phát động phong trào thi đua"]
    remind(at(before(-1), 0, 1))
    assert told()[-1][1].startswith("Nhiệm vụ 1 quá hạn 1 ngày")


def test_a_repeated_round_reminds_nobody_twice(plan: Plan, cast: Cast) -> None:
    led_task(plan, cast.division)
    send_reminders(today=before(3))
    ReminderRound.objects.all().delete()  # as if the row had been lost

    assert send_reminders(today=before(3)) == 0
    assert len(told()) == 1


def test_a_later_deadline_is_reminded_of_anew(plan: Plan, cast: Cast) -> None:
    task = led_task(plan, cast.division)
    send_reminders(today=before(1))
    task.deadline = DUE + dt.timedelta(days=20)
    task.save()

    assert send_reminders(today=before(0)) == 0
    assert send_reminders(today=task.deadline - dt.timedelta(days=7)) == 1


@pytest.mark.parametrize(
    "values",
    [
        {"progress": Progress.AWAITING},
        {"progress": Progress.DONE},
        {"progress": Progress.PAUSED},
        {"progress": Progress.CANCELLED},
        {"dropped": True},
        {"conditional": True},
        {"due": None, "period": ""},
    ],
    ids=["awaiting", "done", "paused", "cancelled", "dropped", "not arisen", "undated"],
)
def test_what_nobody_owes_is_never_reminded_of(plan: Plan, cast: Cast, values: dict[str, Any]) -> None:
    make_task(plan, units=[(cast.division, LEAD)], **{"due": DUE, **values})

    assert [send_reminders(today=before(days)) for days in (7, 3, 1, 0, -1)] == [0] * 5


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.SUBMITTED, PlanState.CLOSED])
def test_only_a_plan_under_way_reminds(cast: Cast, state: PlanState) -> None:
    led_task(make_plan(2026, state), cast.division)

    assert send_reminders(today=before(1)) == 0


def test_units_of_a_group_are_told_of_their_part_until_it_is_done(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, "Nộp báo cáo", units=[(cast.standing_office, LEAD)], due=DUE)
    line = make_assignment(task, cast.group)
    for unit, facts in (
        (cast.division, {"due": before(5)}),
        (cast.other_division, {"state": "done", "percent": 100, "reported_on": before(9)}),
    ):
        Part.objects.create(task=task, unit=unit, assignment=line, role=PERFORM, **facts)

    send_reminders(today=before(6))

    assert told() == [
        ("thuongtruc", "Nhiệm vụ 1 còn 6 ngày (hạn 29/05/2026): Nộp báo cáo"),
        ("daumoi", "Phần việc của Phòng LS - BG trong nhiệm vụ 1 còn 1 ngày (hạn 24/05/2026): Nộp báo cáo"),
    ]


def test_the_digest_goes_out_on_working_days_from_seven(plan: Plan, cast: Cast) -> None:
    make_special_days()
    Person.objects.filter(user=cast.contact).update(email="an@example.vn")
    led_task(plan, cast.division)
    saturday, monday = dt.date(2026, 5, 30), dt.date(2026, 6, 1)

    for moment in (at(saturday, 9), at(monday, 6, 59)):
        morning_digest(moment)
    assert not OutboxMessage.objects.exists()
    morning_digest(at(monday, 7, 0))
    morning_digest(at(monday, 7, 1))

    letter = OutboxMessage.objects.get()
    assert (letter.key, letter.to) == (f"digest:{cast.contact.pk}:2026-06-01", "an@example.vn")
    assert letter.subject == "[TĐKT] 1 việc ngày 01/06/2026, 1 quá hạn"
    assert "QUÁ HẠN (1)\n1. Phát động phong trào thi đua\n   hạn 29/05/2026, quá hạn 3 ngày" in letter.body
    assert ("daumoi", "Việc sáng 01/06/2026: 1 quá hạn") in told()


def test_the_digest_tells_the_work_of_the_first_page(plan: Plan, cast: Cast, client_for: Callable) -> None:
    """What the digest reads in bulk is what each person's own page reads for him alone."""
    today = dt.date(2026, 6, 1)
    led_task(plan, cast.division)
    make_task(plan, units=[cast.group], due=dt.date(2026, 6, 3))
    make_task(plan, units=[cast.other_division], due=DUE, progress=Progress.AWAITING, reported_by=cast.stranger)

    read = {user.username: [line[:2] for line in lines] for user, lines in work_of_all(today)}

    for user in User.objects.all():
        page = [(item.group, item.title) for group in work_groups(user, plan, today) for item, _ in group.items]
        assert sorted(read[user.username]) == sorted(page), user
    assert {group for group, _ in read["thuongtruc"]} == {"late", "soon", "await"}


def test_a_person_chooses_what_and_whether_by_mail(plan: Plan, cast: Cast) -> None:
    Person.objects.update(email="moi-nguoi@example.vn")
    led_task(plan, cast.division)
    choose_digest(user=cast.contact, by_mail=False, groups=["late", "await"], seen=1)
    choose_digest(user=cast.standing, by_mail=True, groups=["await"], seen=1)

    morning_digest(at(dt.date(2026, 6, 1)))

    letters = set(OutboxMessage.objects.values_list("key", flat=True))
    assert f"digest:{cast.contact.pk}:2026-06-01" not in letters
    assert ("daumoi", "Việc sáng 01/06/2026: 1 quá hạn") in told()
    assert "thuongtruc" not in {who for who, _ in told()}
    assert f"digest:{cast.leader.pk}:2026-06-01" in letters


def test_a_mail_server_that_is_down_delays_and_loses_nothing(plan: Plan, cast: Cast, settings: Any) -> None:
    Person.objects.filter(user=cast.contact).update(email="an@example.vn")
    led_task(plan, cast.division)
    now = at(dt.date(2026, 6, 1))
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.plans.test_outbox.DeadServer"

    assert run_all(now=now) == []
    assert OutboxMessage.objects.get().state == JobState.PENDING
    settings.EMAIL_BACKEND = working
    later = OutboxMessage.objects.get().next_try_at + dt.timedelta(minutes=1)
    send_due_mail(now=later)
    run_all(now=now + dt.timedelta(hours=1))

    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["an@example.vn"], "[TĐKT] 1 việc ngày 01/06/2026, 1 quá hạn")
    ]


def test_the_page_keeps_the_choice_and_says_what_is_wrong(client_for: Callable[[str], Client], cast: Cast) -> None:
    client, url = client_for("contact"), reverse("plans:reminders")

    refused = client.post(url, {"version": 1, "by_mail": ""})
    assert "Chọn ít nhất một nhóm việc" in refused.content.decode()
    assert client.post(url, {"version": 1, "groups": ["late", "soon"]}).status_code == 302
    cast.contact.refresh_from_db()
    assert (cast.contact.digest_by_mail, cast.contact.digest_without) == (False, ["redo", "await", "next"])
    assert client.post(url, {"version": 1, "groups": ["late"]}).status_code == 409


def test_the_office_sets_the_days(client_for: Callable[[str], Client], cast: Cast) -> None:
    client, url = client_for("admin"), reverse("plans:office_edit")
    facts = {"name": "Sở Ngoại vụ", "heading": "SỞ NGOẠI VỤ", "place": "Lạng Sơn", "symbol": "SNgV", "soon_days": 3}

    wrong = client.post(url, {**facts, "version": 1, "reminder_days": "bảy", "silent_days": 0})
    assert "Nhập các số ngày cách nhau dấu phẩy" in wrong.content.decode()
    assert "Nhập số ngày từ 1 đến 365." in wrong.content.decode()
    assert client.post(url, {**facts, "version": 1, "reminder_days": "2, 10", "silent_days": 20}).status_code == 302
    cast.office.refresh_from_db()
    assert (cast.office.reminder_days, cast.office.silent_days) == ("10, 2", 20)
