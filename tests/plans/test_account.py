"""Accounts and roles: temporary passwords, the last administrator, sample accounts."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from plans.errors import DomainError, EditConflict
from plans.models import AuditEntry, Role, RoleHolding, User
from plans.services.account import (
    create_account,
    end_sessions,
    reset_password,
    save_account,
    set_account_active,
    temporary_password,
)
from tests.factory import PASSWORD, Cast, make_person, make_user


def held(user: User) -> set[str]:
    return {str(holding) for holding in RoleHolding.objects.filter(user=user).select_related("unit")}


def test_a_new_account_must_change_its_temporary_password(cast: Cast) -> None:
    person = make_person("Vi Văn E", cast.division)

    user, password = create_account(
        actor=cast.admin, username="vivane", person=person, roles=["contact", "member"], contact_units=[cast.division]
    )

    assert user.check_password(password)
    assert user.must_change_password
    assert held(user) == {"Đầu mối đơn vị (Phòng Lãnh sự - Biên giới)", "Cá nhân"}
    entry = AuditEntry.objects.get(act="account.create")
    assert password not in str(entry.detail)


def test_temporary_passwords_differ_and_hold_no_letter_read_for_another() -> None:
    made = {temporary_password() for _ in range(50)}

    assert len(made) == 50
    assert not set("".join(made)) & set("ijlo01")


@pytest.mark.parametrize(
    ("username", "roles", "said"),
    [
        ("QuanTri", ["member"], "đã có người dùng"),
        ("moi", [], "ít nhất một vai trò"),
        ("moi", ["contact"], "phải gắn với đơn vị"),
    ],
)
def test_an_account_that_would_not_work_is_refused(cast: Cast, username: str, roles: list[str], said: str) -> None:
    with pytest.raises(DomainError, match=said):
        create_account(actor=cast.admin, username=username, person=None, roles=roles, contact_units=[])

    assert not User.objects.filter(username="moi").exists()


def test_one_account_for_one_person(cast: Cast) -> None:
    with pytest.raises(DomainError, match="đã có tài khoản «canhan»"):
        create_account(actor=cast.admin, username="moi", person=cast.member.person, roles=["member"], contact_units=[])


def save(cast: Cast, user: User, roles: list[str], *, actor: User | None = None, seen: int = 1) -> User:
    return save_account(
        actor=actor or cast.admin, user=user, person=user.person, roles=roles, contact_units=[], seen=seen
    )


def test_roles_are_replaced_as_a_whole(cast: Cast) -> None:
    save(cast, cast.contact, ["clerk", "member"])

    assert held(cast.contact) == {"Văn thư", "Cá nhân"}


def test_nobody_gives_up_the_own_administration_nor_takes_the_last(cast: Cast) -> None:
    other = make_user("quantri2", Role.ADMIN)

    with pytest.raises(DomainError, match="không tự bỏ vai trò quản trị"):
        save(cast, cast.admin, ["member"])
    with pytest.raises(DomainError, match="không tự ngừng tài khoản"):
        set_account_active(actor=cast.admin, user=cast.admin, active=False)

    save(cast, cast.admin, ["member"], actor=other)
    with pytest.raises(DomainError, match="quản trị cuối cùng"):
        save(cast, other, ["member"], actor=cast.admin)
    with pytest.raises(DomainError, match="quản trị cuối cùng"):
        set_account_active(actor=cast.admin, user=other, active=False)


def test_two_administrators_editing_one_account(cast: Cast) -> None:
    save(cast, cast.member, ["member", "clerk"])

    with pytest.raises(EditConflict) as conflict:
        save(cast, cast.member, ["member"])

    assert conflict.value.typed["roles"] == ["member"]


def logged_in(username: str) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": username, "password": PASSWORD})
    return client


def test_stopping_an_account_ends_its_sessions(cast: Cast) -> None:
    client = logged_in("canhan")
    assert client.get("/don-vi/").status_code == 200
    assert UserSession.objects.filter(user=cast.member).count() == 1

    set_account_active(actor=cast.admin, user=cast.member, active=False)

    assert client.get("/don-vi/").status_code == 302
    assert UserSession.objects.filter(user=cast.member).count() == 0


def test_ending_sessions_leaves_the_account_open(cast: Cast) -> None:
    client = logged_in("canhan")
    client.get("/don-vi/")

    assert end_sessions(actor=cast.admin, user=cast.member) == 1

    assert client.get("/don-vi/").status_code == 302
    assert logged_in("canhan").get("/don-vi/").status_code == 200


def test_a_reset_password_replaces_the_old_one_and_must_be_changed(cast: Cast) -> None:
    password = reset_password(actor=cast.admin, user=cast.member)

    cast.member.refresh_from_db()
    assert cast.member.check_password(password)
    assert not cast.member.check_password(PASSWORD)
    assert cast.member.must_change_password


def test_a_temporary_password_leads_to_its_change_and_nowhere_else(cast: Cast) -> None:
    password = reset_password(actor=cast.admin, user=cast.member)
    client = Client()
    client.force_login(User.objects.get(pk=cast.member.pk))

    for url in ("/", "/don-vi/", "/tim/?q=a"):
        assert client.get(url).headers["Location"] == reverse("account_change_password")
    changed = client.post(
        reverse("account_change_password"),
        {"oldpassword": password, "password1": "mua-xuan-lang-son", "password2": "mua-xuan-lang-son"},
    )

    assert changed.headers["Location"] == "/"
    cast.member.refresh_from_db()
    assert not cast.member.must_change_password
    assert client.get("/don-vi/").status_code == 200


def test_sample_accounts_log_in_only_while_trying(cast: Cast, settings) -> None:
    User.objects.filter(pk=cast.member.pk).update(is_sample=True)
    client = Client()
    typed = {"login": "canhan", "password": PASSWORD}

    settings.DEBUG = False
    refused = client.post(reverse("account_login"), typed)
    settings.DEBUG = True
    client.post(reverse("account_login"), typed)
    inside = client.get("/don-vi/").status_code
    settings.DEBUG = False
    thrown_out = client.get("/don-vi/").status_code

    assert "Đây là tài khoản mẫu, chỉ dùng khi chạy thử" in refused.content.decode()
    assert (inside, thrown_out) == (200, 302)


def test_no_permission_tables_are_asked(cast: Cast, django_assert_num_queries) -> None:
    user = User.objects.select_related("person__unit").get(pk=cast.standing.pk)

    with django_assert_num_queries(1):
        assert user.has_perm("plans.edit_plan")
        assert not user.has_perm("plans.issue_plan")
        assert not user.has_perm("auth.add_group")


@pytest.mark.parametrize("role", ["contact", "member"])
def test_the_database_refuses_a_role_twice_and_a_contact_without_unit(cast: Cast, role: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHolding.objects.create(user=cast.member, role=role)
