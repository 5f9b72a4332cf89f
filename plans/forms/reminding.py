"""Forms of what a person wants to be told of: the morning digest, and calendars of one's own."""

from __future__ import annotations

from typing import Any

from django import forms

from plans.models import User
from plans.rules.reminding import DIGEST_GROUPS

OWN, ALL = "don-vi", "tat-ca"  # what a feed holds


class DigestForm(forms.Form):
    """Which groups of work, and whether by mail."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    by_mail = forms.BooleanField(label="Gửi cả vào thư điện tử của tôi", required=False)
    groups = forms.MultipleChoiceField(
        label="Nhắc các việc",
        choices=list(DIGEST_GROUPS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một nhóm việc; không muốn nhận thư thì bỏ chọn ô nhận thư."},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        address = user.person.email if user.person else ""
        self.fields["by_mail"].help_text = (
            f"Thư gửi tới {address}, từ 7 giờ sáng ngày làm việc, chỉ khi có việc."
            if address
            else "Hồ sơ của anh, chị chưa có thư điện tử; thường trực hoặc quản trị ghi vào thì thư bắt đầu được gửi."
        )


class FeedForm(forms.Form):
    """A new calendar of one's own."""

    label = forms.CharField(
        label="Tên lịch",
        max_length=100,
        help_text="Để nhận ra lịch khi cần thu hồi, ví dụ: Điện thoại của tôi",
        error_messages={"required": "Đặt tên cho lịch, ví dụ: Điện thoại của tôi."},
    )
    own_units = forms.ChoiceField(
        label="Lịch gồm",
        choices=[(OWN, "Việc của đơn vị tôi"), (ALL, "Mọi việc trong kế hoạch tôi được xem")],
        widget=forms.RadioSelect,
        initial=OWN,
        error_messages={"required": "Chọn lịch gồm những việc nào."},
    )
