"""Private calendar feeds: what real clients read, who may, and what stays secret."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plans.errors import DomainError
from plans.models import AuditEntry, CalendarFeed, Plan, PlanState, Task
from plans.rules.ics import folded
from plans.rules.status import Progress
from plans.services.feed import MOST_FEEDS, hash_of, make_feed, revoke_feed
from tests.factory import Cast, make_plan, make_task

pytestmark = pytest.mark.django_db

TITLE = "Xây dựng báo cáo sơ kết, tổng hợp; gửi Sở Nội vụ\n- Danh sách \\ phụ lục"


def feed_url(user: object, *, own_units: bool = False) -> str:
    _, secret = make_feed(user=user, label="Điện thoại", own_units=own_units)  # type: ignore[arg-type]
    return reverse("plans:feed", args=[secret])


def events(body: bytes) -> dict[str, icalendar.Event]:
    return {str(event["uid"]): event for event in icalendar.Calendar.from_ical(body).walk("VEVENT")}


def test_a_calendar_program_reads_the_feed_as_it_was_meant(plan: Plan, cast: Cast) -> None:
    task = make_task(plan, TITLE, units=[cast.division], due=dt.date(2026, 12, 30))

    response = Client().get(feed_url(cast.contact))

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    lines = response.content.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line for line in lines)
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    calendar = icalendar.Calendar.from_ical(response.content)
    assert calendar["x-wr-calname"] == "Lịch TĐKT · Sở Ngoại vụ"
    assert calendar["refresh-interval"].dt == dt.timedelta(hours=6)
    event = events(response.content)[f"nhiem-vu-{task.pk}@thi-dua-khen-thuong"]
    assert event["summary"] == "Hạn nhiệm vụ 1: " + TITLE.replace("\n- ", " ")
    assert event["description"].split("\n")[0] == "Đơn vị: Phòng Lãnh sự - Biên giới"
    assert (event["dtstart"].dt, event["dtend"].dt) == (dt.date(2026, 12, 30), dt.date(2026, 12, 31))
    assert event["sequence"] == task.version
    assert [alarm["trigger"].dt.days for alarm in event.walk("VALARM")] == [-7, -3, -1]
    assert event["url"] == f"http://testserver/nhiem-vu/{task.pk}/"


def test_what_has_no_day_is_not_in_it_and_what_is_done_rings_no_more(plan: Plan, cast: Cast) -> None:
    done = make_task(plan, progress=Progress.DONE)
    make_task(plan, period="")
    make_task(plan, conditional=True)
    make_task(plan, progress=Progress.PAUSED)
    make_task(plan, dropped=True)
    make_task(make_plan(2027, PlanState.DRAFT))

    found = events(Client().get(feed_url(cast.standing)).content)

    assert list(found) == [f"nhiem-vu-{done.pk}@thi-dua-khen-thuong"]
    assert not next(iter(found.values())).walk("VALARM")


def test_a_feed_of_ones_own_units_holds_their_work_alone(plan: Plan, cast: Cast) -> None:
    own, group = make_task(plan, units=[cast.division]), make_task(plan, units=[cast.group])
    make_task(plan, units=[cast.other_division])

    for user in (cast.contact, cast.member):
        found = events(Client().get(feed_url(user, own_units=True)).content)
        assert set(found) == {f"nhiem-vu-{task.pk}@thi-dua-khen-thuong" for task in (own, group)}


def test_nothing_new_is_answered_with_304_and_news_with_a_new_tag(plan: Plan, cast: Cast) -> None:
    task, url, client = make_task(plan), feed_url(cast.standing), Client()
    first = client.get(url)

    again = client.get(url, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(url, headers={"if-modified-since": first.headers["Last-Modified"]}).status_code == 304
    CalendarFeed.objects.update(content_changed_at=timezone.now() - dt.timedelta(hours=2))
    earlier = (timezone.now() - dt.timedelta(hours=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    Task.objects.filter(pk=task.pk).update(dropped=True)  # what is gone leaves no newer moment behind
    assert client.get(url, headers={"if-none-match": first.headers["ETag"]}).status_code == 200
    assert client.get(url, headers={"if-modified-since": earlier}).status_code == 200


def test_only_the_hash_is_kept_and_the_address_is_shown_once(client_for: Callable[[str], Client], cast: Cast) -> None:
    client, url = client_for("contact"), reverse("plans:feeds")

    shown = client.post(url, {"label": "Điện thoại của tôi", "own_units": "don-vi", "submit_key": "a"})
    address = shown.content.decode().split('value="http://testserver')[1].split('"')[0]
    secret = address.removeprefix("/lich-rieng/").removesuffix(".ics")

    feed = CalendarFeed.objects.get()
    assert len(secret) == 43
    assert feed.key_hash == hash_of(secret)
    assert secret not in client.get(url).content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    assert (
        client.post(url, {"label": "Điện thoại của tôi", "own_units": "don-vi", "submit_key": "a"}).status_code == 302
    )  # a double click
    assert CalendarFeed.objects.count() == 1
    assert Client().get(address).status_code == 200
    assert Client().post(address).status_code == 405
    feed.refresh_from_db()
    assert feed.last_used_at is not None


def test_a_revoked_feed_and_a_closed_account_answer_as_if_nothing_were_there(plan: Plan, cast: Cast) -> None:
    make_task(plan)
    revoked, closed, sample = (feed_url(user) for user in (cast.contact, cast.member, cast.clerk))
    revoke_feed(actor=cast.contact, feed=CalendarFeed.objects.get(user=cast.contact), now=timezone.now())
    cast.member.is_active = False
    cast.member.save()
    cast.clerk.is_sample = True
    cast.clerk.save()

    unknown = reverse("plans:feed", args=["khong-co"])
    assert [Client().get(url).status_code for url in (revoked, closed, sample, unknown)] == [404] * 4
    with pytest.raises(DomainError, match="đã thu hồi"):
        revoke_feed(actor=cast.contact, feed=CalendarFeed.objects.get(user=cast.contact), now=timezone.now())
    assert list(AuditEntry.objects.filter(act__startswith="feed").values_list("act", flat=True).order_by("number")) == [
        *["feed.create"] * 3,
        "feed.revoke",
    ]


def test_nobody_revokes_or_sees_anothers_feed(client_for: Callable[[str], Client], cast: Cast) -> None:
    feed_url(cast.contact)
    feed = CalendarFeed.objects.get()

    assert client_for("admin").post(reverse("plans:feed_revoke", args=[feed.pk])).status_code == 404
    assert "Điện thoại" not in client_for("admin").get(reverse("plans:feeds")).content.decode().split("Lập lịch mới")[0]
    assert client_for("contact").post(reverse("plans:feed_revoke", args=[feed.pk])).status_code == 302
    feed.refresh_from_db()
    assert feed.revoked_at is not None


def test_there_is_a_most_number_of_feeds(cast: Cast) -> None:
    for _ in range(MOST_FEEDS):
        feed_url(cast.contact)

    with pytest.raises(DomainError, match="Thu hồi lịch không dùng nữa"):
        feed_url(cast.contact)


@pytest.mark.parametrize("line", ["A" * 75, "A" * 76, "ộ" * 200, "SUMMARY:" + "Hạn nhiệm vụ " * 30, "a" * 74 + "ộ"])
def test_folding_cuts_no_letter_and_is_undone_by_joining(line: str) -> None:
    parts = folded(line).encode().split(b"\r\n")

    assert all(len(part) <= 75 for part in parts)
    assert all(part.decode() for part in parts)  # each part alone is whole letters
    assert folded(line).replace("\r\n ", "") == line
