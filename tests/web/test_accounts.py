"""The pages of accounts, of the office's own name, and the first page of an empty installation."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Notice, Office, Plan, SpecialDay, User
from tests.factory import PASSWORD, Cast, make_person
from tests.web.page import said

ClientFor = Callable[[str | User], Client]


# -- Accounts ------------------------------------------------------------------------------------------------


def test_a_new_account_shows_its_password_once(client_for: ClientFor, cast: Cast) -> None:
    person = make_person("Vi Văn E", cast.division)
    typed = {"username": "vivane", "person": person.pk, "roles": ["member"], "submit_key": "k"}
    client = client_for("admin")

    made = client.post("/tai-khoan-nguoi-dung/them/", typed)
    password = re.search(r'id="mat-khau-tam"[^>]*>([^<]+)<', made.content.decode())[1]
    again = client.post("/tai-khoan-nguoi-dung/them/", {**typed, "username": "khac"}, follow=True)

    assert User.objects.get(username="vivane").check_password(password)
    assert made.headers["Cache-Control"] == "no-store"
    assert password not in again.content.decode()
    assert not User.objects.filter(username="khac").exists()


def test_a_contact_needs_a_unit(client_for: ClientFor, cast: Cast) -> None:
    page = said(client_for("admin").post("/tai-khoan-nguoi-dung/them/", {"username": "moi", "roles": ["contact"]}))

    assert "Đầu mối phải gắn với đơn vị" in page


@pytest.mark.parametrize("username", ["qu\u0430ntri", "nguyễn", "QUANTRI", "a b"])
def test_no_two_names_look_alike(client_for: ClientFor, cast: Cast, username: str) -> None:
    before = User.objects.count()

    page = client_for("admin").post("/tai-khoan-nguoi-dung/them/", {"username": username, "roles": ["member"]})

    assert "Chưa lưu được" in said(page)
    assert User.objects.count() == before


def test_a_unit_no_database_can_hold_is_refused_like_any_other(client_for: ClientFor, cast: Cast) -> None:
    typed = {"username": "moi", "roles": ["contact"], "contact_units": ["9" * 30]}

    assert "Chưa lưu được" in said(client_for("admin").post("/tai-khoan-nguoi-dung/them/", typed))


def test_the_page_of_a_contact_tells_role_from_unit(client_for: ClientFor, cast: Cast) -> None:
    page = said(client_for("admin").get(reverse("plans:user", args=[cast.contact.pk])))

    assert "Đầu mối đơn vị (Phòng Lãnh sự - Biên giới)" in page


def test_two_administrators_see_both_versions_of_the_roles(client_for: ClientFor, cast: Cast) -> None:
    url = reverse("plans:user_edit", args=[cast.member.pk])
    client = client_for("admin")
    client.post(url, {"version": "1", "person": cast.member.person.pk, "roles": ["clerk"]})

    response = client.post(url, {"version": "1", "person": cast.member.person.pk, "roles": ["member"]})

    assert response.status_code == 409
    assert "Tài khoản canhan vừa được người khác sửa" in said(response)


def test_own_account_has_no_button_to_stop_it(client_for: ClientFor, cast: Cast) -> None:
    page = client_for("admin").get(reverse("plans:user", args=[cast.admin.pk])).content.decode()

    assert reverse("plans:user_active", args=[cast.admin.pk]) not in page


# -- The office's name and the first page ------------------------------------------------------------------------


def test_the_name_of_the_office_is_changed_by_the_administrator(client_for: ClientFor, cast: Cast) -> None:
    typed = {
        "name": "Sở Ngoại vụ",
        "heading": "SỞ NGOẠI VỤ",
        "parent_heading": "UBND TỈNH LẠNG SƠN",
        "place": "Lạng Sơn",
        "symbol": "SNV",
        "soon_days": "5",
        "reminder_days": "7, 3, 1",
        "silent_days": "30",
        "version": "1",
        "submit_key": "k",
    }
    client = client_for("admin")

    client.post("/co-quan/", typed)
    stale = client.post("/co-quan/", {**typed, "symbol": "SNGV", "submit_key": "m"})

    assert (Office.objects.get().symbol, Office.objects.get().soon_days) == ("SNV", 5)
    assert stale.status_code == 409


FIRST = {
    "name": "Sở Ngoại vụ",
    "heading": "SỞ NGOẠI VỤ",
    "parent_heading": "UBND TỈNH LẠNG SƠN",
    "place": "Lạng Sơn",
    "symbol": "SNgV",
    "standing_unit": "Phòng Hợp tác quốc tế - Văn phòng",
    "full_name": "Nguyễn Văn A",
    "username": "quantri",
    "password": "mua-xuan-lang-son",
    "password_again": "mua-xuan-lang-son",
}


def test_an_empty_installation_leads_to_its_first_page(db: None, client: Client) -> None:
    landed = client.get("/ke-hoach/", follow=True)

    assert landed.redirect_chain[-1] == ("/bat-dau/", 302)
    assert "Lập cơ quan và tài khoản quản trị" in said(landed)


def test_the_first_page_makes_the_office_and_logs_in(db: None, client: Client) -> None:
    landed = client.post("/bat-dau/", FIRST, follow=True)

    assert landed.redirect_chain == [("/bat-dau/tiep-theo/", 302)]
    assert "Đọc văn bản kế hoạch" in said(landed)
    user = User.objects.get()
    assert {holding.role for holding in user.holdings.all()} == {"admin", "standing"}
    assert (user.person.unit.name, user.person.unit.is_standing) == (FIRST["standing_unit"], True)
    assert (Office.objects.get().symbol, Office.objects.get().is_sample) == ("SNgV", False)
    assert SpecialDay.objects.exists()
    assert (Plan.objects.exists(), Notice.objects.exists()) == (False, False)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"password_again": "khac"}, "Hai lần nhập mật khẩu khác nhau"),
        ({"password": "123", "password_again": "123"}, "Mật khẩu"),
        ({"username": "quan tri"}, "không có dấu cách"),
        ({"place": ""}, "Địa danh"),
    ],
)
def test_the_first_page_says_what_to_mend(db: None, client: Client, changes: dict, words: str) -> None:
    page = client.post("/bat-dau/", {**FIRST, **changes})

    assert words in said(page)
    assert 'value="Nguyễn Văn A"' in page.content.decode()
    assert not User.objects.exists()


def test_the_first_page_is_gone_once_there_is_an_account(cast: Cast, client: Client) -> None:
    assert client.get("/bat-dau/").status_code == 404

    second = client.post("/bat-dau/", {**FIRST, "username": "ke-den-sau"}, follow=True)

    assert "Cơ quan vừa được lập ở một cửa sổ khác" in second.content.decode()
    assert not User.objects.filter(username="ke-den-sau").exists()


def test_logging_in_needs_the_right_password(cast: Cast, client: Client) -> None:
    refused = client.post(reverse("account_login"), {"login": "canhan", "password": "sai"})
    let_in = client.post(reverse("account_login"), {"login": "canhan", "password": PASSWORD})

    assert (refused.status_code, let_in.status_code) == (200, 302)
