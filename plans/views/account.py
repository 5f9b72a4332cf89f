"""Accounts, for the administrator: their list, an account's page, roles, temporary passwords, sessions."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from plans.errors import AlreadyDone, DomainError, EditConflict
from plans.forms.account import AccountFilter, AccountForm, account_facts
from plans.http import OfficeRequest, submit_key
from plans.models import Role, User
from plans.papers.content import Align, Column, Row
from plans.services.account import create_account, end_sessions, reset_password, save_account, set_account_active
from plans.views.acting import act_by_button, act_on, require
from plans.views.conflict import render_conflict
from plans.views.listing import Listing, page_of, send_listing

WHO = "Chỉ quản trị lập tài khoản và giao vai trò. Cần thay đổi, anh, chị báo quản trị."
NEVER = "chưa đăng nhập"
PRINTED = (
    Column("TT", 8, Align.CENTER),
    Column("TÊN ĐĂNG NHẬP", 20),
    Column("NGƯỜI DÙNG", 26),
    Column("VAI TRÒ", 40),
    Column("ĐĂNG NHẬP GẦN NHẤT", 20),
    Column("TÌNH TRẠNG", 16),
)


def user_list(request: OfficeRequest) -> HttpResponse:
    require(request.user, "plans.manage_accounts", who=WHO)
    chosen = AccountFilter(request.GET)
    page = page_of(request, _found(chosen))
    context = {
        "rows": _rows(list(page.object_list), page.start_index()),
        "page": page,
        "filter": chosen,
        "counted": f"{page.paginator.count} tài khoản",
        "query": request.GET.urlencode(),
    }
    return render(request, "plans/user_list.html", context)


def user_print(request: OfficeRequest) -> HttpResponse:
    require(request.user, "plans.manage_accounts", who=WHO)
    chosen = AccountFilter(request.GET)
    rows = [
        Row((str(row["no"]), row["username"], row["name"], row["roles"], row["last"], row["state"]))
        for row in _rows(list(_found(chosen)), 1)
    ]
    total = f"Cộng: {len(rows)} tài khoản."
    listing = Listing("DANH SÁCH", "Tài khoản và vai trò", PRINTED, rows, chosen.criteria, total, names_people=True)
    return send_listing(request, listing, name="danh-sach-tai-khoan.pdf")


def user_page(request: OfficeRequest, pk: int) -> HttpResponse:
    require(request.user, "plans.manage_accounts", who=WHO)
    user = get_object_or_404(User.objects.select_related("person__unit"), pk=pk)
    context = {
        "account": user,
        "holdings": [str(holding) for holding in user.holdings.select_related("unit")],
        "sessions": UserSession.objects.filter(user=user).count(),
        "own": user.pk == request.user.pk,
    }
    return render(request, "plans/user_page.html", context)


def user_add(request: OfficeRequest) -> HttpResponse:
    """A new account; the answer to the POST shows the temporary password, once."""
    require(request.user, "plans.manage_accounts", who=WHO)
    form = AccountForm(request.POST) if request.method == "POST" else AccountForm()
    made: list[tuple[User, str]] = []
    if request.method == "POST" and form.is_valid() and act_on(form, lambda: made.append(_create(request, form))):
        return _show_password(request, *made[0])
    return render(request, "plans/user_form.html", {"form": form, "back_url": reverse("plans:user_list")})


def user_edit(request: OfficeRequest, pk: int) -> HttpResponse:
    require(request.user, "plans.manage_accounts", who=WHO)
    user = get_object_or_404(User.objects.select_related("person"), pk=pk)
    back_url = reverse("plans:user", args=[pk])
    form = AccountForm(request.POST, user=user) if request.method == "POST" else AccountForm(user=user)
    if request.method == "POST":
        try:
            if form.is_valid() and act_on(form, lambda: _save(request, form, user)):
                messages.success(request, f"Đã lưu tài khoản {user.username}.")
                return redirect(back_url)
        except EditConflict as conflict:
            title, theirs = f"Tài khoản {user.username}", account_facts(conflict.current)
            return render_conflict(request, title=title, form=form, conflict=conflict, back_url=back_url, theirs=theirs)
    return render(request, "plans/user_form.html", {"form": form, "account": user, "back_url": back_url})


def user_active(request: OfficeRequest, pk: int) -> HttpResponse:
    """The button that stops an account or opens it again."""
    require(request.user, "plans.manage_accounts", who=WHO)
    user = get_object_or_404(User, pk=pk)
    if request.method == "POST":
        active, key = request.POST.get("active") == "1", submit_key(request)
        done = (
            f"Tài khoản {user.username} được dùng lại."
            if active
            else f"Tài khoản {user.username} đã ngừng, mọi lần đăng nhập đã kết thúc."
        )
        act_by_button(
            request, lambda: set_account_active(actor=request.user, user=user, active=active, key=key), done=done
        )
    return redirect("plans:user", pk)


def user_password(request: OfficeRequest, pk: int) -> HttpResponse:
    """The button that gives a new temporary password, shown once in the answer."""
    require(request.user, "plans.manage_accounts", who=WHO)
    user = get_object_or_404(User, pk=pk)
    if request.method != "POST":
        return redirect("plans:user", pk)
    try:
        password = reset_password(actor=request.user, user=user, key=submit_key(request))
    except AlreadyDone:
        raise
    except DomainError as refusal:
        messages.warning(request, str(refusal))
        return redirect("plans:user", pk)
    return _show_password(request, user, password)


def user_end_sessions(request: OfficeRequest, pk: int) -> HttpResponse:
    """The button that logs an account out everywhere."""
    require(request.user, "plans.manage_accounts", who=WHO)
    user = get_object_or_404(User, pk=pk)
    if request.method == "POST":
        key = submit_key(request)
        act_by_button(
            request,
            lambda: end_sessions(actor=request.user, user=user, key=key),
            done=f"Mọi lần đăng nhập của {user.username} đã kết thúc.",
        )
    return redirect("plans:user", pk)


def _show_password(request: OfficeRequest, user: User, password: str) -> HttpResponse:
    response = render(request, "plans/user_password.html", {"account": user, "password": password})
    response.headers["Cache-Control"] = "no-store"
    return response


def _create(request: OfficeRequest, form: AccountForm) -> tuple[User, str]:
    data = form.cleaned_data
    return create_account(
        actor=request.user,
        username=data["username"],
        person=data["person"],
        roles=data["roles"],
        contact_units=data["contact_units"],
        key=submit_key(request),
    )


def _save(request: OfficeRequest, form: AccountForm, user: User) -> None:
    data = form.cleaned_data
    save_account(
        actor=request.user,
        user=user,
        person=data["person"],
        roles=data["roles"],
        contact_units=data["contact_units"],
        seen=data["version"] or 0,
        key=submit_key(request),
    )


def _found(chosen: AccountFilter) -> QuerySet[User, Any]:
    users = User.objects.select_related("person__unit").prefetch_related("holdings__unit").order_by("username")
    if chosen.key:
        typed = chosen.value("search")
        users = users.filter(Q(username__icontains=typed) | Q(person__search_key__contains=chosen.key))
    if chosen.value("role"):
        users = users.filter(holdings__role=chosen.value("role")).distinct()
    if chosen.value("state") != "tat-ca":
        users = users.filter(is_active=chosen.value("state") != "ngung")
    return users


def _rows(users: list[User], start: int) -> list[dict[str, Any]]:
    order = list(Role.values)
    rows = []
    for number, user in enumerate(users, start=start):
        held = sorted(user.holdings.all(), key=lambda holding: order.index(holding.role))
        rows.append(
            {
                "no": number,
                "pk": user.pk,
                "username": user.username,
                "name": user.person.full_name if user.person else "chưa gắn với người nào",
                "unit": user.person.unit.label if user.person else "",
                "roles": "; ".join(_role_words(holding) for holding in held) or "chưa có vai trò",
                "last": f"{timezone.localtime(user.last_login):%H:%M %d/%m/%Y}" if user.last_login else NEVER,
                "active": user.is_active,
                "state": "Đang dùng" if user.is_active else "Đã ngừng",
                "temporary": user.must_change_password,
            }
        )
    return rows


def _role_words(holding: Any) -> str:
    role = str(holding.get_role_display())
    return f"{role} ({holding.unit.label})" if holding.unit else role
