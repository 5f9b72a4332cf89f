"""How allauth behaves in an office: accounts are made by the administrator, nobody signs up."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from plans.models import User


def may_log_in(user: User) -> bool:
    """Sample accounts have a published password: they work only while the app runs for trying."""
    return settings.DEBUG or not user.is_sample


class OfficeLogin(AuthenticationBackend):
    """Logging in by user name. Rights are answered by ``plans.permissions`` alone, so it asks no permission tables."""

    def get_user(self, user_id: int) -> User | None:
        """The user of a session with the person, one query; None ends the session."""
        try:
            user = User.objects.select_related("person").get(pk=user_id)
        except User.DoesNotExist:
            return None
        return user if self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and may_log_in(user)

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:  # noqa: ARG002 (Django's signature)
        return set()


class OfficeAccountAdapter(DefaultAccountAdapter):
    """No sign-up, and refusals in Vietnamese."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "sample_account": "Đây là tài khoản mẫu, chỉ dùng khi chạy thử. Đăng nhập bằng tài khoản của anh, chị.",
        "account_inactive": "Tài khoản đã ngừng dùng. Liên hệ quản trị để mở lại.",
        "username_password_mismatch": (
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra bộ gõ, phím Caps Lock rồi thử lại."
        ),
        "too_many_login_attempts": (
            "Đăng nhập sai quá nhiều lần. Chờ 5 phút rồi thử lại, hoặc nhờ quản trị đặt lại mật khẩu."
        ),
        "enter_current_password": "Mật khẩu đang dùng chưa đúng. Nhập lại.",
        "incorrect_password": "Mật khẩu chưa đúng. Nhập lại.",
        "invalid_login": "Tên đăng nhập hoặc mật khẩu chưa đúng.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (allauth's signature)
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Refuses sample accounts in words, after their password was right."""
        user = super().authenticate(request, **credentials)
        if user and not may_log_in(user):
            raise self.validation_error("sample_account")
        return user

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 (allauth's signature)
        """To the work that waits, not to the emptied form; whoever had a temporary password came for that."""
        return reverse("plans:home")

    def set_password(self, user: Any, password: str) -> None:
        """A password chosen by its owner ends the duty to change the temporary one."""
        user.must_change_password = False
        super().set_password(user, password)
