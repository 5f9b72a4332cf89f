"""How allauth behaves in an office: accounts are made by the administrator, nobody signs up."""

from __future__ import annotations

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class OfficeAccountAdapter(DefaultAccountAdapter):
    """No sign-up, and refusals in Vietnamese."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Tài khoản đã ngừng dùng. Liên hệ quản trị để mở lại.",
        "username_password_mismatch": "Tên đăng nhập hoặc mật khẩu chưa đúng. Kiểm tra bộ gõ, phím Caps Lock rồi thử lại.",
        "too_many_login_attempts": "Đăng nhập sai quá nhiều lần. Chờ 5 phút rồi thử lại, hoặc nhờ quản trị đặt lại mật khẩu.",
        "enter_current_password": "Nhập mật khẩu đang dùng.",
        "incorrect_password": "Mật khẩu chưa đúng.",
        "invalid_login": "Tên đăng nhập hoặc mật khẩu chưa đúng.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (allauth's signature)
        return False
