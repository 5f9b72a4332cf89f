"""Saved filters on the lists and on their own page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Direction, Plan, SavedFilter, Task, User
from plans.rules.filter_pages import FILTER_PAGES
from tests.factory import Cast
from tests.web.page import said, table

ClientFor = Callable[[str | User], Client]
HTMX = {"HX-Request": "true"}
AT = "/bo-loc/"


def make_filter(user: User, name: str = "Quá hạn", **values: Any) -> SavedFilter:
    given = {"page": "chi-dao", "query": "tinh-trang=open", "words": "Tình trạng: Chưa trả lời"}
    return SavedFilter.objects.create(user=user, name=name, **{**given, **values})


@pytest.mark.parametrize("slug", FILTER_PAGES)
def test_every_list_offers_its_saved_filters_and_reads_its_own_words(
    slug: str, plan: Plan, client_for: ClientFor
) -> None:
    page = FILTER_PAGES[slug]
    client = client_for("admin" if page.right in ("plans.see_audit", "plans.manage_accounts") else "standing")
    url = reverse(page.name, args=[plan.pk] if slug == "ke-hoach" else [])
    words = {"nhat-ky": "nguoi=an", "so-van-ban": "q=an"}.get(slug, "tim=an")

    listed = client.get(f"{url}?{words}")
    form = client.get(f"{AT}luu/?danh-sach={slug}&loc={words.replace('=', '%3D')}")

    if slug != "vuong-mac":  # without any obstacle there is nothing to filter
        assert "Bộ lọc đã lưu" in said(listed)
        assert f"danh-sach={slug}&amp;loc={words.replace('=', '%3D')}" in listed.content.decode()
    assert "“an”" in said(form) or "người làm: an" in said(form)


def test_saving_the_conditions_of_a_list(client_for: ClientFor, plan: Plan, cast: Cast) -> None:
    client = client_for("contact")
    save = f"{AT}luu/?danh-sach=ke-hoach&loc=thoi-han%3Dqua-han%26trang%3D2"

    answer = client.post(save, {"name": "  Quá hạn  ", "shared": "on", "submit_key": "k"}, follow=True)

    assert answer.redirect_chain == [(f"/ke-hoach/{plan.pk}/?thoi-han=qua-han", 302)]
    assert "Đã lưu bộ lọc “Quá hạn”." in said(answer)
    record = SavedFilter.objects.get()
    assert (record.user, record.name, record.query) == (cast.contact, "Quá hạn", "thoi-han=qua-han")
    assert (record.shared, record.words) == (False, "Cả năm; tất cả đơn vị; mọi tiến độ; quá hạn chưa hoàn thành")
    again = client.post(save, {"name": "Quá hạn", "submit_key": "l"})
    assert "Anh, chị đã có bộ lọc tên “Quá hạn” ở danh sách này." in said(again)
    assert "Đặt tên cho bộ lọc." in said(client.post(save, {"name": "\u200b ", "submit_key": "m"}))


def test_the_menu_of_a_list_is_read_when_it_is_opened(client_for: ClientFor, plan: Plan, cast: Cast) -> None:
    make_filter(cast.standing, "Chưa trả lời", shared=True)
    make_filter(cast.standing, "Riêng của thường trực")
    make_filter(cast.contact, "<b>Tên lạ</b>", page="vuong-mac")
    url = f"{AT}?danh-sach=chi-dao&loc=tim%3Dan"

    menu = client_for("contact").get(url, headers=HTMX)
    page = client_for("contact").get(url)

    words = menu.content.decode()
    assert "<html" not in words
    assert 'href="/chi-dao/?tinh-trang=open"' in words
    assert "Riêng của thường trực" not in words
    assert "Dùng chung cho cả cơ quan" not in words
    assert "Dùng chung cho cả cơ quan" in client_for("standing").get(url, headers=HTMX).content.decode()
    assert "HX-Request" in menu["Vary"]
    assert table(page) == [
        [
            "Chưa trả lời",
            "Ý kiến chỉ đạo",
            "Tình trạng: Chưa trả lời",
            f"{cast.standing.get_full_name()} dùng chung",
            "",
        ]
    ]


def test_a_stale_filter_does_no_harm(client_for: ClientFor, plan: Plan, cast: Cast) -> None:
    client = client_for("standing")
    stale = "don-vi=999999&tinh-trang=khong-con&la=1&quy=9&thoi-han=cu&tim=%00"
    for slug, page in FILTER_PAGES.items():
        if not page.right or cast.standing.has_perm(page.right):
            make_filter(cast.standing, f"Cũ {slug}", page=slug, query=stale)

    page = client.get(AT)

    for line in page.context["lines"]:
        assert client.get(line.url).status_code == 200, line.url


def test_who_edits_a_filter(client_for: ClientFor, cast: Cast) -> None:
    shared = make_filter(cast.standing, "Chung", shared=True)
    own = make_filter(cast.contact, "Của tôi")

    assert "Bộ lọc dùng chung do người lập và thường trực TĐKT sửa" in said(
        client_for("contact").get(f"{AT}{shared.pk}/")
    )
    assert client_for("standing").get(f"{AT}{own.pk}/").status_code == 404
    contact = client_for("contact")
    changed = contact.post(f"{AT}{own.pk}/", {"name": "Phòng tôi", "version": 1, "submit_key": "a"}, follow=True)
    conflict = contact.post(f"{AT}{own.pk}/", {"name": "Tên khác", "version": 1, "submit_key": "b"})
    gone = contact.post(f"{AT}{own.pk}/bo/", {"submit_key": "c"}, follow=True)

    assert "Đã sửa bộ lọc “Phòng tôi”." in said(changed)
    assert conflict.status_code == 409
    assert "Đã bỏ bộ lọc “Phòng tôi” vào thùng rác." in said(gone)
    assert contact.get(f"{AT}{own.pk}/").status_code == 404
    assert table(contact.get("/thung-rac/"))[0][:2] == ["Phòng tôi", "Bộ lọc"]


def test_filters_of_lists_that_are_not_ones_own_are_hidden(client_for: ClientFor, cast: Cast) -> None:
    record = make_filter(cast.member, "Sổ", page="so-van-ban")
    client = client_for("member")

    assert table(client.get(AT)) == []
    assert client.get(f"{AT}{record.pk}/").status_code == 404
    assert client.get(f"{AT}?danh-sach=so-van-ban").status_code == 403
    assert client.get(f"{AT}?danh-sach=khong-co").status_code == 404
    assert client.get(f"{AT}luu/?danh-sach=nhat-ky&loc=viec%3Dlogin").status_code == 403


def test_the_queries_do_not_grow_with_the_filters(client_for: ClientFor, plan: Plan, cast: Cast) -> None:
    client = client_for("standing")
    found = []
    for number in (1, 3, 60):
        SavedFilter.objects.all().delete()
        for place in range(number):
            make_filter(cast.standing, f"Lọc {place}", page="ke-hoach", shared=True)
        client.get(AT)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(AT).status_code == 200
        found.append(len(queries))

    assert found[0] == found[1] == found[2] <= 8


def test_the_bar_of_a_list_costs_no_query(client_for: ClientFor, task: Task, cast: Cast) -> None:
    Direction.objects.create(task=task, text="Nêu rõ nguyên nhân.", given_by=cast.leader)
    client = client_for("standing")
    url = reverse("plans:direction_list")
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url)

    assert "Bộ lọc đã lưu" in said(page)
    assert not [query for query in queries.captured_queries if "savedfilter" in query["sql"]]
